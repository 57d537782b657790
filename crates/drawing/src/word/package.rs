//! The parts of the file and what leads from one to another.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::document::Document;

use super::WordError;
use super::body::Body;
use super::furniture::{NAMESPACES, footer, header, section};
use super::styles::{numbering, settings, styles};
use super::xml::escaped;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// All parts as an archive. Its entries bear no time, so that the same document gives the same bytes.
pub(super) fn write(document: &Document, body: &Body) -> Result<Vec<u8>, WordError> {
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let language = escaped(&document.language);
    let text = format!(
        "{HEAD}<w:document {NAMESPACES}><w:body>\n{}{}</w:body></w:document>\n",
        body.text,
        section(document.landscape)
    );
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(document)),
        ("docProps/app.xml", app(document)),
        ("word/document.xml", text),
        ("word/_rels/document.xml.rels", relations(body)),
        ("word/styles.xml", styles(&language)),
        ("word/numbering.xml", numbering(body.numbered)),
        ("word/settings.xml", settings(&language)),
        ("word/header1.xml", header(document)),
        ("word/footer1.xml", footer(document)),
    ];
    let parts = parts.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    let pictures = body.beside.pictures.iter().zip(1..);
    let pictures = pictures.flat_map(|((svg, png), number)| {
        [
            (format!("word/media/picture{number}.png"), png.clone()),
            (
                format!("word/media/picture{number}.svg"),
                svg.clone().into_bytes(),
            ),
        ]
    });
    for (name, bytes) in parts.into_iter().chain(pictures) {
        archive
            .start_file(name, options)
            .map_err(std::io::Error::from)?;
        archive.write_all(&bytes)?;
    }
    let finished = archive.finish().map_err(std::io::Error::from)?;
    Ok(finished.into_inner())
}

fn content_types() -> String {
    let of = |part: &str, kind: &str| {
        format!(
            "<Override PartName=\"/{part}\" ContentType=\"application/vnd.openxmlformats-{kind}+xml\"/>"
        )
    };
    let word = |part: &str, kind: &str| {
        of(
            &format!("word/{part}"),
            &format!("officedocument.wordprocessingml.{kind}"),
        )
    };
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"svg\" \
         ContentType=\"image/svg+xml\"/>{}{}{}{}{}{}{}{}</Types>\n",
        word("document.xml", "document.main"),
        word("styles.xml", "styles"),
        word("numbering.xml", "numbering"),
        word("settings.xml", "settings"),
        word("header1.xml", "header"),
        word("footer1.xml", "footer"),
        of("docProps/core.xml", "package.core-properties"),
        of("docProps/app.xml", "officedocument.extended-properties"),
    )
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!(
        "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{}\"/>",
        escaped(target)
    )
}

fn package_relations() -> String {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    format!(
        "{HEAD}<Relationships xmlns=\"{RELATIONS}\">{}{}{}</Relationships>\n",
        relation(
            "rId1",
            &format!("{OFFICE}/officeDocument"),
            "word/document.xml"
        ),
        relation("rId2", core, "docProps/core.xml"),
        relation(
            "rId3",
            &format!("{OFFICE}/extended-properties"),
            "docProps/app.xml"
        ),
    )
}

fn relations(body: &Body) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">");
    for (id, kind, target) in [
        ("rStyles", "styles", "styles.xml"),
        ("rNumbering", "numbering", "numbering.xml"),
        ("rSettings", "settings", "settings.xml"),
        ("rHeader", "header", "header1.xml"),
        ("rFooter", "footer", "footer1.xml"),
    ] {
        out += &relation(id, &format!("{OFFICE}/{kind}"), target);
    }
    for number in 1..=body.beside.pictures.len() {
        for (id, ending) in [("rPng", "png"), ("rSvg", "svg")] {
            let target = format!("media/picture{number}.{ending}");
            out += &relation(
                &format!("{id}{number}"),
                &format!("{OFFICE}/image"),
                &target,
            );
        }
    }
    for (url, number) in body.beside.links.iter().zip(1..) {
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<Relationship Id=\"rLink{number}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escaped(url)
        );
    }
    out + "</Relationships>\n"
}

/// Title, subject, publisher, language, date.
fn core(document: &Document) -> String {
    let created = document.created.map_or_else(String::new, |moment| {
        let moment = moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:created>")
    });
    // The program is named as the application, never as who wrote it.
    let author = if document.author.is_empty() {
        &document.publisher
    } else {
        &document.author
    };
    let marking = document
        .marking
        .as_ref()
        .map_or_else(String::new, |marking| {
            format!("<cp:keywords>{}</cp:keywords>", escaped(marking))
        });
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator>{marking}{created}<dc:language>{}</dc:language></cp:coreProperties>\n",
        escaped(&document.title),
        escaped(&document.subject),
        escaped(author),
        escaped(&document.language),
    )
}

fn app(document: &Document) -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>{}</Application></Properties>\n",
        escaped(&document.producer)
    )
}
