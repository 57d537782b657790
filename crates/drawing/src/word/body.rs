//! The text: blocks one after the other.

use crate::document::{Block, Document, Figure, Inline, KeyFact, ParagraphStyle};

use super::WordError;
use super::picture::{Beside, TEXT_WIDTH};
use super::table::table;
use super::xml::escaped;

/// The text of a document, and what it names.
pub(super) struct Body {
    /// Paragraphs and tables.
    pub(super) text: String,
    pub(super) beside: Beside,
    /// How many numbered lists there are: each begins at 1.
    pub(super) numbered: usize,
}

pub(super) fn write(document: &Document) -> Result<Body, WordError> {
    let mut body = Body {
        text: String::new(),
        beside: Beside::default(),
        numbered: 0,
    };
    body.blocks(&document.blocks)?;
    Ok(body)
}

/// A paragraph in a style around runs.
pub(super) fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>\n")
}

/// A run of plain text.
pub(super) fn run(text: &str) -> String {
    styled(text, "")
}

/// A run of text with properties of its own.
pub(super) fn styled(text: &str, properties: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let properties = if properties.is_empty() {
        String::new()
    } else {
        format!("<w:rPr>{properties}</w:rPr>")
    };
    format!(
        "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

impl Body {
    fn blocks(&mut self, blocks: &[Block]) -> Result<(), WordError> {
        blocks.iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> Result<(), WordError> {
        match block {
            Block::Heading { level, text } => {
                self.text += &paragraph(&format!("Heading{level}"), &run(text));
            }
            Block::Paragraph { style, content } => {
                let style = match style {
                    ParagraphStyle::Body => "BodyText",
                    ParagraphStyle::Lead => "Lead",
                    ParagraphStyle::Small => "Small",
                };
                let runs = self.inlines(content);
                self.text += &paragraph(style, &runs);
            }
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Table(set) => {
                let written = table(set, &mut self.beside)?;
                self.text += &written;
            }
            Block::Figure(figure) => self.figure(figure)?,
            Block::FigureRow(figures) => {
                figures.iter().try_for_each(|figure| self.figure(figure))?;
            }
            Block::Notice {
                heading,
                paragraphs,
            } => self.notice(heading, paragraphs),
            Block::KeyFacts(facts) => self.key_facts(facts),
            Block::TwoColumns(blocks) | Block::KeepTogether(blocks) => self.blocks(blocks)?,
            Block::PageBreak => {
                self.text += &paragraph("BodyText", "<w:r><w:br w:type=\"page\"/></w:r>");
            }
        }
        Ok(())
    }

    /// Runs of a paragraph.
    fn inlines(&mut self, content: &[Inline]) -> String {
        content
            .iter()
            .map(|inline| inline_run(inline, &mut self.beside))
            .collect()
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Inline>]) {
        // The first list is the bulleted one; each numbered list has a number of its own.
        let number = if ordered {
            self.numbered += 1;
            self.numbered + 1
        } else {
            1
        };
        for item in items {
            let runs = self.inlines(item);
            self.text += &format!(
                "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId \
                 w:val=\"{number}\"/></w:numPr></w:pPr>{runs}</w:p>\n"
            );
        }
    }

    fn notice(&mut self, heading: &str, paragraphs: &[Vec<Inline>]) {
        self.text += &paragraph("NoticeHeading", &run(heading));
        for content in paragraphs {
            let runs = self.inlines(content);
            self.text += &paragraph("Notice", &runs);
        }
    }

    fn figure(&mut self, figure: &Figure) -> Result<(), WordError> {
        self.text += &paragraph("Caption", &run(&figure.caption));
        let place = (figure.caption.as_str(), TEXT_WIDTH);
        let picture = self.beside.picture(&figure.drawing, place)?;
        let style = if figure.source.is_empty() {
            "Picture"
        } else {
            "PictureWithSource"
        };
        self.text += &paragraph(style, &picture);
        if !figure.source.is_empty() {
            self.text += &paragraph("Small", &run(&figure.source));
        }
        Ok(())
    }

    fn key_facts(&mut self, facts: &[KeyFact]) {
        for fact in facts {
            let detail = if fact.detail.is_empty() {
                String::new()
            } else {
                run(&format!(" ({})", fact.detail))
            };
            let runs = format!(
                "{}{}{detail}",
                run(&format!("{}: ", fact.label)),
                styled(&fact.value, "<w:b/>")
            );
            self.text += &paragraph("BodyText", &runs);
        }
    }
}

/// A run of a paragraph or cell.
pub(super) fn inline_run(inline: &Inline, beside: &mut Beside) -> String {
    match inline {
        Inline::Text { text, bold, italic } => {
            let bold = if *bold { "<w:b/>" } else { "" };
            let italic = if *italic { "<w:i/>" } else { "" };
            styled(text, &format!("{bold}{italic}"))
        }
        Inline::Link { text, url } => {
            let number = beside.link(url);
            let text = styled(text, "<w:rStyle w:val=\"Hyperlink\"/>");
            format!("<w:hyperlink r:id=\"rLink{number}\">{text}</w:hyperlink>")
        }
        Inline::Break => "<w:r><w:br/></w:r>".to_owned(),
    }
}
