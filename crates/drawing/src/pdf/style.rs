//! Sizes, spaces and colours of the printed page. Lengths are in points (1/72 inch).

pub(crate) use crate::chart::colour::{Colour, colour};
use crate::chart::drawing::Paint;
use crate::document::TypeSize;

/// Links: the first category's blue, underlined.
pub(crate) const LINK: Colour = colour(Paint::First);

/// Width and height of an upright A4 sheet.
pub(crate) const A4: (f64, f64) = (595.28, 841.89);
/// Left and right margin: 20 mm.
pub(crate) const SIDE_MARGIN: f64 = 56.7;
/// From the top edge to the text.
pub(crate) const TOP_MARGIN: f64 = 56.0;
/// From the text to the bottom edge.
pub(crate) const BOTTOM_MARGIN: f64 = 56.0;
/// From the top edge to the baseline of the running head.
pub(crate) const HEAD_BASELINE: f64 = 34.0;
/// From the bottom edge to the baseline of the foot.
pub(crate) const FOOT_BASELINE: f64 = 30.0;
/// A measure no line of running text exceeds, for landscape pages.
pub(crate) const LONGEST_LINE: f64 = 520.0;

/// What all sizes and spaces of a page are multiplied by.
pub(crate) const fn scale(size: TypeSize) -> f64 {
    match size {
        TypeSize::Normal => 1.0,
        TypeSize::Small => 0.82,
    }
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TextStyle {
    /// Font size.
    pub(crate) size: f64,
    /// From baseline to baseline.
    pub(crate) leading: f64,
    /// All of it bold.
    pub(crate) bold: bool,
    /// Colour of what is not a link.
    pub(crate) colour: Colour,
}

impl TextStyle {
    const fn new(size: f64, leading: f64, bold: bool, paint: Paint) -> Self {
        Self {
            size,
            leading,
            bold,
            colour: colour(paint),
        }
    }

    /// The same style in another size, its leading in proportion.
    pub(crate) fn scaled_to(self, size: f64) -> Self {
        Self {
            size,
            leading: self.leading * size / self.size,
            ..self
        }
    }

    /// From the top of a line to its baseline: capitals stand in the middle of the line.
    pub(crate) fn baseline(self) -> f64 {
        self.leading / 2.0 + self.size * CAP_HEIGHT / 2.0
    }
}

/// Height of a capital, in ems.
pub(crate) const CAP_HEIGHT: f64 = 0.714;

pub(crate) const BODY: TextStyle = TextStyle::new(10.0, 13.8, false, Paint::Ink);
pub(crate) const LEAD: TextStyle = TextStyle::new(12.5, 17.4, false, Paint::Ink);
pub(crate) const SMALL: TextStyle = TextStyle::new(8.0, 11.4, false, Paint::Muted);
pub(crate) const CAPTION: TextStyle = TextStyle::new(10.0, 13.8, true, Paint::Ink);
pub(crate) const CELL: TextStyle = TextStyle::new(9.0, 11.6, false, Paint::Ink);
/// Less than a twentieth smaller than the text above it, so that what takes text from a page without its tags
/// finds one cell there, and not a row of its own below the table.
pub(crate) const CELL_SMALL: TextStyle = TextStyle::new(8.6, 10.2, false, Paint::Muted);
pub(crate) const COLUMN_HEAD: TextStyle = TextStyle::new(8.5, 11.2, true, Paint::Ink);
/// A key fact is set in one size but for less than a twentieth, so that what takes text from a page without its
/// tags finds its label and number together, and not a row of labels over one of numbers.
pub(crate) const FACT_LABEL: TextStyle = TextStyle::new(10.5, 13.6, false, Paint::Ink);
pub(crate) const FACT_VALUE: TextStyle = TextStyle::new(11.0, 14.4, true, Paint::First);
pub(crate) const FACT_DETAIL: TextStyle = TextStyle::new(10.0, 13.0, false, Paint::Muted);
pub(crate) const FURNITURE: TextStyle = TextStyle::new(8.0, 10.0, false, Paint::Muted);
pub(crate) const MARKING: TextStyle = TextStyle::new(9.0, 12.0, true, Paint::Ink);
pub(crate) const PUBLISHER: TextStyle = TextStyle::new(10.0, 13.0, true, Paint::Ink);

/// How a heading of `level` is set, and the space above and below it.
pub(crate) const fn heading(level: u8) -> (TextStyle, f64, f64) {
    match level {
        1 => (TextStyle::new(25.0, 30.0, true, Paint::Ink), 22.0, 9.0),
        2 => (TextStyle::new(15.0, 19.0, true, Paint::Ink), 18.0, 6.0),
        3 => (TextStyle::new(12.0, 16.0, true, Paint::Ink), 12.0, 4.0),
        _ => (TextStyle::new(10.5, 14.4, true, Paint::Ink), 14.0, 3.0),
    }
}

/// Space below a paragraph of running text.
pub(crate) const PARAGRAPH_GAP: f64 = 6.5;
/// Space above and below tables, figures, notices and key facts.
pub(crate) const BLOCK_GAP: f64 = 11.0;
/// Space between neighbours in a row of figures or facts.
pub(crate) const GUTTER: f64 = 18.0;
/// Space between two columns of a table.
pub(crate) const COLUMN_GAP: f64 = 12.0;
/// Space above and below the text of a row.
pub(crate) const ROW_PADDING: f64 = 2.6;
/// Width of a fine rule.
pub(crate) const FINE: f64 = 0.5;
/// Width of the rule under a table's headings.
pub(crate) const STRONG: f64 = 0.9;
