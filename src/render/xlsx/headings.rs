//! Titles and headings in the styles that spreadsheets know as such, by which assistive technology finds
//! them. The crate that writes workbooks gives cells fonts and no named styles, so that they are named in the
//! finished file.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::{HEADING_SIZE, TITLE_SIZE};

const STYLES: &str = "xl/styles.xml";

/// A style that spreadsheets know: its name, its number among those that are built in, and the size of type by which
/// its cells are known here.
const NAMED: [(&str, u8, u8); 2] = [
    ("Heading 1", 16, TITLE_SIZE),
    ("Heading 2", 17, HEADING_SIZE),
];

/// The workbook with its headings in named styles.
pub(super) fn named(workbook: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut styles = String::new();
    archive.by_name(STYLES)?.read_to_string(&mut styles)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at)?;
        if part.name()? == STYLES {
            let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
            out.start_file(STYLES, options)?;
            out.write_all(with_names(&styles).as_bytes())?;
        } else {
            out.raw_copy_file(part)?;
        }
    }
    Ok(out.finish()?.into_inner())
}

/// The styles with a named one for each kind of heading, from which its cells inherit.
fn with_names(styles: &str) -> String {
    let mut styles = styles.to_owned();
    let mut named = 0;
    for (name, builtin, size) in NAMED {
        let Some(font) = font_of(&styles, size) else {
            continue;
        };
        named += 1;
        let cells = format!("fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\"");
        styles = styles.replace(
            &cells,
            &cells.replace("xfId=\"0\"", &format!("xfId=\"{named}\"")),
        );
        let base = format!(
            "<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" applyFont=\"1\"/>"
        );
        styles = before(&styles, "</cellStyleXfs>", &base);
        let style =
            format!("<cellStyle name=\"{name}\" xfId=\"{named}\" builtinId=\"{builtin}\"/>");
        styles = before(&styles, "</cellStyles>", &style);
    }
    let counted = named + 1;
    ["cellStyleXfs", "cellStyles"]
        .iter()
        .fold(styles, |styles, part| {
            styles.replace(
                &format!("<{part} count=\"1\">"),
                &format!("<{part} count=\"{counted}\">"),
            )
        })
}

/// The place of the first font of a size; none where there is none.
fn font_of(styles: &str, size: u8) -> Option<usize> {
    let fonts = styles.split("<font>").skip(1);
    let size = format!("<sz val=\"{size}\"/>");
    fonts.into_iter().position(|font| font.contains(&size))
}

/// The text with another before a mark.
fn before(text: &str, mark: &str, more: &str) -> String {
    text.replacen(mark, &format!("{more}{mark}"), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "<fonts count=\"2\"><font><sz val=\"12\"/></font><font><b/><sz val=\"16\"/></font></fonts>\
        <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
        <cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
        <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs>\
        <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

    #[test]
    fn a_cell_of_the_size_of_a_title_inherits_from_the_heading() {
        let named = with_names(PLAIN);
        let holds = |part: &str| named.contains(part);
        assert!(holds(
            "<cellStyle name=\"Heading 1\" xfId=\"1\" builtinId=\"16\"/></cellStyles>"
        ));
        assert!(holds(
            "fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"1\" applyFont"
        ));
        assert!(holds("<cellStyleXfs count=\"2\">") && holds("<cellStyles count=\"2\">"));
        assert!(!holds("Heading 2"));
    }
}
