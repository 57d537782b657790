//! Tables.

use crate::chart::drawing::{Drawing, Paint};

use super::inline::{Content, Inline};

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
    /// Names the rows below it, and stays with the first of them.
    pub leading: bool,
}

impl Row {
    /// A row whose first cell is its heading.
    pub fn headed(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            headed: true,
            emphasised: false,
            leading: false,
        }
    }

    /// A row of values only.
    pub fn plain(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            headed: false,
            emphasised: false,
            leading: false,
        }
    }

    /// The same row, set apart: bold between stronger rules.
    #[must_use]
    pub fn emphasised(mut self) -> Self {
        self.emphasised = true;
        self
    }

    /// The same row, set apart, as the name of the rows below it.
    #[must_use]
    pub fn leading(mut self) -> Self {
        self.leading = true;
        self.emphasised()
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
