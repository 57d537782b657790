//! What a printed document says, without a word on how it is laid out or encoded.
//!
//! Numbers arrive formatted and words chosen: the writer breaks lines and pages, and tags.
//!
//! ```
//! use care_scorecard::render::pdf::document::{Block, Cell, Column, Document, Row, Table};
//!
//! let mut document = Document::new("Scorecard: Exampleshire");
//! document.publisher = "Department for Examples".into();
//! document.blocks = vec![
//!     Block::heading(1, "Scorecard: Exampleshire"),
//!     Block::lead("Children went missing from care less often than in England."),
//!     Block::Table(Table::new(
//!         "Children with a missing incident",
//!         vec![Column::left("Year"), Column::right("Per cent")],
//!         vec![Row::headed([Cell::from("2024"), Cell::from("11")])],
//!     )),
//! ];
//! assert!(care_scorecard::render::pdf::write(&document).is_ok());
//! ```

use jiff::Timestamp;

use crate::chart::drawing::{Drawing, Paint};

/// A whole document: what stands on every page, and its blocks in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title in the window bar and the metadata. A title on the page is a heading of level 1.
    pub title: String,
    /// Language of the text as a BCP 47 tag.
    pub language: String,
    /// Who publishes it: author in the metadata, on the first page and at the foot of each.
    pub publisher: String,
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
            subject: String::new(),
            marking: None,
            created: None,
            contents: Contents::default(),
            landscape: false,
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
    /// Two to four headline numbers side by side.
    KeyFacts(Vec<KeyFact>),
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

/// A run of text inside a paragraph. White space runs together; a line break is [`Inline::Break`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words in one style.
    Text {
        /// What they say.
        text: String,
        /// Bold rather than regular.
        bold: bool,
        /// Italic rather than upright.
        italic: bool,
    },
    /// Words that lead to an address.
    Link {
        /// What they say: where the link goes, in words.
        text: String,
        /// Absolute address with its scheme.
        url: String,
    },
    /// The line ends here.
    Break,
}

impl Inline {
    /// Regular words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            bold: false,
            italic: false,
        }
    }

    /// Bold words.
    pub fn bold(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            bold: true,
            italic: false,
        }
    }

    /// Italic words.
    pub fn italic(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            bold: false,
            italic: true,
        }
    }

    /// Words that lead to `url`.
    pub fn link(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self::Link {
            text: text.into(),
            url: url.into(),
        }
    }
}

/// Runs of text, made from a plain string or from a list of [`Inline`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content(pub Vec<Inline>);

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self(vec![Inline::text(text)])
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self(vec![Inline::text(text)])
    }
}

impl From<Vec<Inline>> for Content {
    fn from(inlines: Vec<Inline>) -> Self {
        Self(inlines)
    }
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
    /// The number with its unit, short: it is set large.
    pub value: String,
    /// What to compare it with, in small type; empty for none.
    pub detail: String,
}

/// A table: one row of headings over rows of as many cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Printed above it in bold.
    pub caption: String,
    /// At least one.
    pub columns: Vec<Column>,
    /// In reading order.
    pub rows: Vec<Row>,
    /// Printed below it in small type, a paragraph each.
    pub notes: Vec<Vec<Inline>>,
}

impl Table {
    /// A table without notes.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self {
            caption: caption.into(),
            columns,
            rows,
            notes: Vec::new(),
        }
    }

    /// The same table with a note below it.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<Content>) -> Self {
        self.notes.push(note.into().0);
        self
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What its cells are.
    pub heading: String,
    /// How its heading and cells stand.
    pub align: Align,
    /// How wide it is.
    pub width: ColumnWidth,
}

impl Column {
    /// A column of words, as wide as they need.
    pub fn left(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            align: Align::Left,
            width: ColumnWidth::Auto,
        }
    }

    /// A column of numbers, as wide as they need.
    pub fn right(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            align: Align::Right,
            width: ColumnWidth::Auto,
        }
    }

    /// A centred column, as wide as its cells need.
    pub fn centre(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            align: Align::Centre,
            width: ColumnWidth::Auto,
        }
    }

    /// The same column with `share` (0 to 1) of the table's width.
    #[must_use]
    pub fn share(mut self, share: f64) -> Self {
        self.width = ColumnWidth::Share(share);
        self
    }
}

/// How text stands between two edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Against the left edge.
    #[default]
    Left,
    /// Against the right edge.
    Right,
    /// Half way.
    Centre,
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum ColumnWidth {
    /// As its cells need.
    #[default]
    Auto,
    /// A share of the table's width, 0 to 1.
    Share(f64),
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// One for each column.
    pub cells: Vec<Cell>,
    /// The first cell is the row's heading.
    pub headed: bool,
    /// Set apart from its neighbours: a total or a benchmark.
    pub emphasised: bool,
}

impl Row {
    /// A row whose first cell is its heading.
    pub fn headed(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            headed: true,
            emphasised: false,
        }
    }

    /// A row of values only.
    pub fn plain(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            headed: false,
            emphasised: false,
        }
    }

    /// The same row, set apart: bold between stronger rules.
    #[must_use]
    pub fn emphasised(mut self) -> Self {
        self.emphasised = true;
        self
    }
}

/// A cell: text, then a small drawing, then text in small type, each of which may be absent.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it says.
    pub content: Vec<Inline>,
    /// In small grey type below; empty for none.
    pub small: String,
    /// A bar or sparkline, scaled down to the column if need be.
    pub drawing: Option<CellDrawing>,
    /// All of its text bold.
    pub bold: bool,
    /// Colour of its text, which never carries the meaning alone.
    pub paint: Paint,
}

impl Cell {
    /// A cell that says `content`.
    pub fn new(content: impl Into<Content>) -> Self {
        Self {
            content: content.into().0,
            small: String::new(),
            drawing: None,
            bold: false,
            paint: Paint::Ink,
        }
    }

    /// The same cell with small type below.
    #[must_use]
    pub fn with_small(mut self, small: impl Into<String>) -> Self {
        self.small = small.into();
        self
    }

    /// The same cell with a drawing that has a text alternative of its own.
    #[must_use]
    pub fn with_drawing(mut self, drawing: Drawing) -> Self {
        self.drawing = Some(CellDrawing {
            drawing,
            decorative: false,
        });
        self
    }

    /// The same cell with a drawing that only repeats the cell's text and is not read out.
    #[must_use]
    pub fn with_decoration(mut self, drawing: Drawing) -> Self {
        self.drawing = Some(CellDrawing {
            drawing,
            decorative: true,
        });
        self
    }

    /// The same cell in bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// The same cell in another colour.
    #[must_use]
    pub fn painted(mut self, paint: Paint) -> Self {
        self.paint = paint;
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// A drawing inside a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct CellDrawing {
    /// What is painted.
    pub drawing: Drawing,
    /// It only repeats the text beside it: hidden from assistive technology.
    pub decorative: bool,
}
