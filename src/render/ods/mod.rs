//! A workbook as ODS, the open format of office documents (OpenDocument 1.3).

mod content;
mod styles;
mod xml;

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::report::Workbook;

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#;

/// The workbook as the bytes of an ODS file. Its only date is the date of release, or the last day
/// that its figures are about where there is none.
///
/// # Errors
/// Where the archive cannot be written, which in memory does not happen.
pub fn workbook(workbook: &Workbook) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let stored = options.compression_method(CompressionMethod::Stored);
    let deflated = options.compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The type must come first and plain, so that it can be read without unpacking.
    archive.start_file("mimetype", stored)?;
    archive.write_all(MIME.as_bytes())?;
    let parts = [
        ("content.xml", content::content(workbook)),
        ("styles.xml", styles::styles(workbook)),
        ("meta.xml", meta(workbook)),
        ("META-INF/manifest.xml", MANIFEST.to_owned()),
    ];
    for (name, text) in parts {
        archive.start_file(name, deflated)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn meta(workbook: &Workbook) -> String {
    let escaped = |text: &str| xml::escaped(text);
    let date = &workbook.dated.iso;
    let marking = workbook.marking.as_ref().map_or_else(String::new, |text| {
        format!("<meta:keyword>{}</meta:keyword>\n", escaped(text))
    });
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">
<office:meta>
<meta:generator>{}</meta:generator>
<dc:title>{}</dc:title>
<dc:subject>{}</dc:subject>
{marking}<meta:initial-creator>{publisher}</meta:initial-creator>
<dc:creator>{publisher}</dc:creator>
<meta:creation-date>{date}T00:00:00Z</meta:creation-date>
<dc:date>{date}T00:00:00Z</dc:date>
<dc:language>{}</dc:language>
<meta:user-defined meta:name="Publisher">{publisher}</meta:user-defined>
<meta:user-defined meta:name="Period">{period}</meta:user-defined>
</office:meta>
</office:document-meta>
"#,
        escaped(crate::GENERATOR),
        escaped(&workbook.title),
        escaped(&workbook.subject),
        workbook.language,
        publisher = escaped(&workbook.publisher),
        period = escaped(&workbook.period),
    )
}
