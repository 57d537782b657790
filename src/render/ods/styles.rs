//! `styles.xml`: language, what cells look like, the printed page. Weight and size only: no colour.

use crate::report::Workbook;

use super::xml::escaped;

/// Namespaces of `content.xml` and `styles.xml`.
pub(super) const NAMESPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3""#;

const LOOKS: &str = r#"<style:style style:name="Default" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/></style:style>
<style:style style:name="Heading" style:family="table-cell" style:parent-style-name="Default"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="table-cell" style:parent-style-name="Heading"><style:text-properties fo:font-size="16pt"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="table-cell" style:parent-style-name="Heading"><style:text-properties fo:font-size="13pt"/></style:style>
<style:style style:name="Sign" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties style:text-align-source="fix"/><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Header" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties style:text-align-source="fix" fo:wrap-option="wrap" fo:border-bottom="0.75pt solid #000000"/><style:paragraph-properties fo:text-align="start" fo:margin-left="2mm"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Header_20_of_20_numbers" style:display-name="Header of numbers" style:family="table-cell" style:parent-style-name="Header"><style:paragraph-properties fo:text-align="end" fo:margin-left="0mm"/></style:style>
<style:style style:name="Line" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:wrap-option="wrap"/></style:style>
<style:style style:name="Words" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties style:text-align-source="fix"/><style:paragraph-properties fo:text-align="start" fo:margin-left="2mm"/></style:style>
<style:style style:name="Wrapped" style:family="table-cell" style:parent-style-name="Words"><style:table-cell-properties fo:wrap-option="wrap"/></style:style>
"#;

/// The part `styles.xml`.
pub(super) fn styles(workbook: &Workbook) -> String {
    let (language, country) = workbook.language.split_once('-').unwrap_or(("en", "GB"));
    let marking = workbook.marking.as_ref().map_or_else(String::new, |text| {
        let text = format!("<text:p>{}</text:p>", escaped(text));
        format!("<style:header>{text}</style:header><style:footer>{text}</style:footer>")
    });
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {NAMESPACES}>
<office:styles>
<style:default-style style:family="table-cell"><style:text-properties style:font-name="Arial" fo:font-family="Arial" fo:font-size="12pt" fo:language="{language}" fo:country="{country}"/></style:default-style>
{LOOKS}</office:styles>
<office:automatic-styles>
<style:page-layout style:name="page"><style:page-layout-properties style:print-orientation="landscape" fo:page-width="29.7cm" fo:page-height="21cm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>
</office:automatic-styles>
<office:master-styles>
<style:master-page style:name="Default" style:page-layout-name="page">{marking}</style:master-page>
</office:master-styles>
</office:document-styles>
"#
    )
}
