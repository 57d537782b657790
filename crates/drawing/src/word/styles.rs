//! How paragraphs, tables and lists look. Every look is a style, so that an editor can change it once.

use std::fmt::Write as _;

use super::furniture::NAMESPACES;

/// A paragraph style: its id, its name, the style it is based on, what follows of paragraph and run.
struct Style {
    id: &'static str,
    name: &'static str,
    based: &'static str,
    paragraph: &'static str,
    run: &'static str,
}

const fn style(
    id: &'static str,
    name: &'static str,
    based: &'static str,
    paragraph: &'static str,
    run: &'static str,
) -> Style {
    Style {
        id,
        name,
        based,
        paragraph,
        run,
    }
}

const INK: &str = "<w:color w:val=\"0B0C0C\"/>";

const STYLES: [Style; 23] = [
    style(
        "BodyText",
        "Body Text",
        "Normal",
        "<w:spacing w:after=\"120\"/>",
        "",
    ),
    style(
        "Heading1",
        "heading 1",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"40\"/>",
    ),
    style(
        "Heading2",
        "heading 2",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"320\" w:after=\"120\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:sz w:val=\"28\"/>",
    ),
    style(
        "Heading3",
        "heading 3",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:sz w:val=\"24\"/>",
    ),
    style(
        "Heading4",
        "heading 4",
        "Normal",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"60\"/><w:outlineLvl w:val=\"3\"/>",
        "<w:b/>",
    ),
    style(
        "Lead",
        "Lead",
        "BodyText",
        "<w:spacing w:after=\"160\"/>",
        "<w:sz w:val=\"26\"/>",
    ),
    style(
        "Small",
        "Small",
        "BodyText",
        "",
        "<w:color w:val=\"505A5F\"/><w:sz w:val=\"18\"/>",
    ),
    style(
        "ListParagraph",
        "List Paragraph",
        "Normal",
        "<w:spacing w:after=\"60\"/>",
        "",
    ),
    style(
        "Notice",
        "Notice",
        "BodyText",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"12436D\"/></w:pBdr>",
        "",
    ),
    style(
        "NoticeHeading",
        "Notice Heading",
        "Notice",
        "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"60\"/>",
        "<w:b/>",
    ),
    style(
        "Caption",
        "caption",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/>",
        "<w:b/>",
    ),
    style(
        "Picture",
        "Picture",
        "Normal",
        "<w:spacing w:after=\"160\"/>",
        "",
    ),
    style(
        "PictureWithSource",
        "Picture With Source",
        "Picture",
        "<w:keepNext/><w:spacing w:after=\"60\"/>",
        "",
    ),
    style(
        "AfterTable",
        "After Table",
        "Normal",
        "",
        "<w:sz w:val=\"12\"/>",
    ),
    style(
        "TableText",
        "Table Text",
        "Normal",
        "<w:spacing w:before=\"20\" w:after=\"20\"/>",
        "<w:sz w:val=\"20\"/>",
    ),
    style(
        "TableSmall",
        "Table Text Small",
        "TableText",
        "",
        "<w:sz w:val=\"16\"/>",
    ),
    style(
        "TableNote",
        "Table Note",
        "TableText",
        "<w:spacing w:before=\"0\" w:after=\"20\"/>",
        "<w:color w:val=\"505A5F\"/><w:sz w:val=\"16\"/>",
    ),
    style(
        "TableHead",
        "Table Head",
        "TableText",
        "<w:keepNext/>",
        "<w:b/>",
    ),
    style(
        "TableHeadSmall",
        "Table Head Small",
        "TableHead",
        "",
        "<w:sz w:val=\"16\"/>",
    ),
    style(
        "Header",
        "header",
        "Normal",
        "",
        "<w:color w:val=\"505A5F\"/><w:sz w:val=\"18\"/>",
    ),
    style(
        "Footer",
        "footer",
        "Normal",
        "",
        "<w:color w:val=\"505A5F\"/><w:sz w:val=\"18\"/>",
    ),
    style(
        "Marking",
        "Marking",
        "Normal",
        "<w:jc w:val=\"center\"/>",
        "<w:b/><w:sz w:val=\"20\"/>",
    ),
    style(
        "FillIn",
        "Fill In",
        "BodyText",
        "<w:spacing w:after=\"200\"/>",
        "",
    ),
];

/// The part `word/styles.xml`.
pub(super) fn styles(language: &str) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts \
         w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/>{INK}<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang \
         w:val=\"{language}\" w:eastAsia=\"{language}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing \
         w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" \
         w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style><w:style w:type=\"character\" w:default=\"1\" \
         w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style><w:style w:type=\"character\" \
         w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"12436D\"/><w:u w:val=\"single\"/></w:rPr></w:style>\n"
    );
    for style in STYLES {
        let wrapped = |element: &str, inner: &str| {
            if inner.is_empty() {
                String::new()
            } else {
                format!("<w:{element}>{inner}</w:{element}>")
            }
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"{}\"/><w:qFormat/>{}{}</w:style>",
            style.id,
            style.name,
            style.based,
            wrapped("pPr", style.paragraph),
            wrapped("rPr", style.run)
        );
    }
    out.push_str(
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar><w:left \
         w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style><w:style w:type=\"table\" \
         w:styleId=\"Figures\"><w:name w:val=\"Figures\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" \
         w:sz=\"8\" w:space=\"0\" w:color=\"505A5F\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"505A5F\"/><w:insideH \
         w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"BFBFBF\"/></w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:tcBorders><w:bottom \
         w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"505A5F\"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>\n</w:styles>\n",
    );
    out
}

/// The part `word/numbering.xml`: bullets, and numbers that begin at 1 for each list.
pub(super) fn numbering(lists: usize) -> String {
    let indent = "<w:pPr><w:ind w:left=\"454\" w:hanging=\"340\"/></w:pPr>";
    let level = |format: &str, text: &str| {
        format!(
            "<w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText \
             w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>{indent}</w:lvl>"
        )
    };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering {NAMESPACES}><w:abstractNum \
         w:abstractNumId=\"0\">{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId \
         w:val=\"0\"/></w:num>",
        level("bullet", "•"),
        level("decimal", "%1.")
    );
    for list in 0..lists {
        let _ = write!(
            out,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride \
             w:val=\"1\"/></w:lvlOverride></w:num>",
            list + 2
        );
    }
    out.push_str("</w:numbering>\n");
    out
}

/// The part `word/settings.xml`.
pub(super) fn settings(language: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:settings {NAMESPACES}><w:defaultTabStop \
         w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{language}\"/></w:settings>\n"
    )
}
