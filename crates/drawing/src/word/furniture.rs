//! What stands on every page: the marking at head and foot, the short title, the page's number.

use crate::document::Document;

use super::body::{paragraph, run};

pub(super) const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture""#;

/// The page: A4, margins of 20 mm. No page is unlike the others, so that head and foot stand on the first.
pub(super) fn section(landscape: bool) -> String {
    let size = if landscape {
        "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
    } else {
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rHeader\"/><w:footerReference w:type=\"default\" \
         r:id=\"rFooter\"/>{size}<w:pgMar w:top=\"1304\" w:right=\"1134\" w:bottom=\"1304\" w:left=\"1134\" w:header=\"567\" \
         w:footer=\"567\" w:gutter=\"0\"/><w:cols w:space=\"708\"/></w:sectPr>"
    )
}

/// The part `word/header1.xml`.
pub(super) fn header(document: &Document) -> String {
    let text = marking(document) + &paragraph("Header", &run(&document.running_head));
    part("hdr", &text)
}

/// The part `word/footer1.xml`.
pub(super) fn footer(document: &Document) -> String {
    let publisher = if document.publisher.is_empty() {
        String::new()
    } else {
        run(&format!("{}. ", document.publisher))
    };
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    let numbers = format!(
        "{}{}{}{}",
        run("Page "),
        field("PAGE"),
        run(" of "),
        field("NUMPAGES")
    );
    let text = paragraph("Footer", &format!("{publisher}{numbers}")) + &marking(document);
    part("ftr", &text)
}

fn marking(document: &Document) -> String {
    let marking = document.marking.as_ref();
    marking.map_or_else(String::new, |marking| paragraph("Marking", &run(marking)))
}

fn part(element: &str, text: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{element} {NAMESPACES}>{text}</w:{element}>\n"
    )
}
