//! What a printed document says, without a word on how it is laid out or encoded.
//!
//! Numbers arrive formatted and words chosen: a writer breaks lines and pages, and tells what is what.

mod inline;
mod table;

use jiff::Timestamp;

use crate::chart::drawing::Drawing;

pub use inline::{Content, Inline};
pub use table::{Align, Cell, CellDrawing, Column, ColumnWidth, Row, Table};

/// A whole document: what stands on every page, and its blocks in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title in the window bar and the metadata. A title on the page is a heading of level 1.
    pub title: String,
    /// Language of the text as a BCP 47 tag.
    pub language: String,
    /// Who publishes it: on the first page and at the foot of each, and author in the metadata where no other is
    /// named.
    pub publisher: String,
    /// Who wrote it, for the metadata, where that is not its publisher; empty where nobody is named.
    pub author: String,
    /// Which program made it, for the metadata; empty for none.
    pub producer: String,
    /// One sentence on what the document is about, for the metadata.
    pub subject: String,
    /// Short title repeated at the head of every page but the first.
    pub running_head: String,
    /// Protective marking at the head and foot of every page, such as `OFFICIAL-SENSITIVE`.
    pub marking: Option<String>,
    /// Date of creation in the metadata; without one the metadata carry no date.
    pub created: Option<Timestamp>,
    /// Whether a list of contents follows the opening.
    pub contents: Contents,
    /// A4 on its side rather than upright.
    pub landscape: bool,
    /// How large the type is.
    pub type_size: TypeSize,
    /// What the document says, in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// An empty upright A4 document in British English, whose running head is its title.
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self {
            running_head: title.clone(),
            title,
            language: "en-GB".into(),
            publisher: String::new(),
            author: String::new(),
            producer: String::new(),
            subject: String::new(),
            marking: None,
            created: None,
            contents: Contents::default(),
            landscape: false,
            type_size: TypeSize::default(),
            blocks: Vec::new(),
        }
    }
}

/// Whether a document lists its headings of levels 2 and 3 with their pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contents {
    /// When it runs to more than six pages.
    #[default]
    WhenLong,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How large everything on a page is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TypeSize {
    /// Running text of 10 points.
    #[default]
    Normal,
    /// Running text of under 9 points, for documents that are mostly tables and charts.
    Small,
}

/// One thing in the flow of the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; the first is of level 1 and no level is skipped on the way down.
    Heading {
        /// From 1 (the title on the page) to 4.
        level: u8,
        /// What it says.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// How it is set.
        style: ParagraphStyle,
        /// What it says.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// Numbered rather than bulleted.
        ordered: bool,
        /// What each entry says.
        items: Vec<Vec<Inline>>,
    },
    /// A table, which may run over pages.
    Table(Table),
    /// A chart as wide as the text at most.
    Figure(Figure),
    /// Two or three charts next to each other, in equal columns.
    FigureRow(Vec<Figure>),
    /// A framed note the reader must not miss.
    Notice {
        /// What it is about.
        heading: String,
        /// Its paragraphs.
        paragraphs: Vec<Vec<Inline>>,
    },
    /// Two to five headline numbers side by side.
    KeyFacts(Vec<KeyFact>),
    /// Blocks that run down two columns, over as many pages as they need.
    TwoColumns(Vec<Block>),
    /// Blocks that stand on one page if one page can hold them.
    KeepTogether(Vec<Block>),
    /// What follows starts a page.
    PageBreak,
}

impl Block {
    /// A heading of `level` 1 to 4.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            text: text.into(),
        }
    }

    /// A paragraph of body text.
    pub fn paragraph(content: impl Into<Content>) -> Self {
        Self::styled(ParagraphStyle::Body, content)
    }

    /// The paragraph that opens a document.
    pub fn lead(content: impl Into<Content>) -> Self {
        Self::styled(ParagraphStyle::Lead, content)
    }

    /// A paragraph of small print: sources, notes.
    pub fn small(content: impl Into<Content>) -> Self {
        Self::styled(ParagraphStyle::Small, content)
    }

    /// A bulleted list.
    pub fn bullets<T: Into<Content>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::list(false, items)
    }

    /// A numbered list.
    pub fn numbered<T: Into<Content>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::list(true, items)
    }

    /// A framed note of one paragraph.
    pub fn notice(heading: impl Into<String>, content: impl Into<Content>) -> Self {
        Self::Notice {
            heading: heading.into(),
            paragraphs: vec![content.into().0],
        }
    }

    fn styled(style: ParagraphStyle, content: impl Into<Content>) -> Self {
        Self::Paragraph {
            style,
            content: content.into().0,
        }
    }

    fn list<T: Into<Content>>(ordered: bool, items: impl IntoIterator<Item = T>) -> Self {
        Self::List {
            ordered,
            items: items.into_iter().map(|item| item.into().0).collect(),
        }
    }
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParagraphStyle {
    /// Running text.
    #[default]
    Body,
    /// Larger: the finding a document opens with.
    Lead,
    /// Smaller and grey: sources and notes.
    Small,
}

/// A chart with the words around it. Its text alternative is the drawing's title and description.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is painted; scaled down, never up, to the width it has.
    pub drawing: Drawing,
    /// Printed above it in bold: states the finding. The drawing does not repeat it.
    pub caption: String,
    /// Printed below it in small type; empty for none.
    pub source: String,
}

/// A headline number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFact {
    /// What is counted.
    pub label: String,
    /// The number with its unit, short: it is set bold.
    pub value: String,
    /// What to compare it with; empty for none.
    pub detail: String,
}
