//! The cells of a table: text, small type and a small drawing.

use crate::chart::drawing::Drawing;
use crate::document::{Align, Cell, Inline};
use crate::pdf::error::PdfError;
use crate::pdf::page::{Area, Item};
use crate::pdf::paragraph::Paragraph;
use crate::pdf::style::{self, TextStyle, colour};
use crate::pdf::tag::{ContentId, NodeId, Role};

use super::composer::{Composer, Frame};
use super::drawing::{self, Spot};

/// Between text and the drawing beside it.
const DRAWING_GAP: f64 = 6.0;
/// A drawing in a cell is not scaled below this width.
const NARROWEST_DRAWING: f64 = 36.0;

/// A cell whose text is shaped and whose structure is noted.
pub(crate) struct Prepared<'a> {
    text: Paragraph,
    style: TextStyle,
    small: Option<Paragraph>,
    drawing: Option<(&'a Drawing, Option<(NodeId, ContentId)>)>,
}

impl Prepared<'_> {
    /// The narrowest and the widest the cell may sensibly be, its type scaled by `scale`.
    pub(super) fn extent(&self, scale: f64) -> (f64, f64) {
        let size = self.style.size * scale;
        let (mut narrowest, mut widest) = (self.text.narrowest * size, self.text.widest * size);
        if let Some((drawing, _)) = self.drawing {
            narrowest = narrowest.max(drawing.width.min(NARROWEST_DRAWING));
            widest += drawing.width + if widest > 0.0 { DRAWING_GAP } else { 0.0 };
        }
        if let Some(small) = &self.small {
            let size = style::CELL_SMALL.size * scale;
            narrowest = narrowest.max(small.narrowest * size);
            widest = widest.max(small.widest * size);
        }
        (narrowest, widest)
    }

    /// The width of its drawing, when text and drawing fit on one line of its column.
    pub(super) fn beside(&self, frame: Frame, scale: f64) -> Option<f64> {
        let (drawing, _) = self.drawing.filter(|_| !self.text.is_empty())?;
        let text = self.text.widest * self.style.size * scale;
        let fits = text + DRAWING_GAP + drawing.width <= frame.width + 0.05;
        fits.then_some(drawing.width)
    }
}

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Slot {
    pub(crate) frame: Frame,
    pub(crate) align: Align,
    /// Width at the right kept free for drawings beside text.
    pub(crate) reserved: f64,
}

impl Slot {
    /// Where text stands: left of the drawings, if it has room there.
    pub(crate) fn text(self, width: f64) -> Frame {
        let left = self.frame.width - self.reserved - DRAWING_GAP;
        if self.reserved > 0.0 && width <= left + 0.05 {
            Frame {
                width: left,
                ..self.frame
            }
        } else {
            self.frame
        }
    }

    fn beside(self) -> Frame {
        let x = self.frame.x + self.frame.width - self.reserved;
        Frame {
            x,
            width: self.reserved,
        }
    }
}

/// Part of a cell that no page break divides. Lengths are in points; y starts at its top.
#[derive(Debug, Clone, Default)]
pub(crate) struct CellLine {
    pub(crate) height: f64,
    pub(crate) items: Vec<Item>,
    pub(crate) areas: Vec<Area>,
}

impl Composer {
    /// Shapes a cell and notes its structure under `node`.
    pub(super) fn prepare<'a>(
        &mut self,
        node: NodeId,
        cell: &'a Cell,
        bold: bool,
    ) -> Result<Prepared<'a>, PdfError> {
        let style = TextStyle {
            bold: bold || cell.bold,
            colour: colour(cell.paint),
            ..style::CELL
        };
        let parted = cell.drawing.is_some() || !cell.small.is_empty();
        let says = cell.content.iter().any(|inline| *inline != Inline::Break);
        let owner = if parted && says {
            self.tree.add(node, Role::Paragraph)
        } else {
            node
        };
        let text = self.rich(owner, &cell.content, style)?;
        let drawing = match &cell.drawing {
            None => None,
            Some(own) if own.decorative => Some((&own.drawing, None)),
            Some(own) => {
                let alternative = drawing::alternative(&own.drawing, &words(&cell.content))?;
                Some((&own.drawing, Some(self.tree.figure(node, alternative))))
            }
        };
        let small = if cell.small.trim().is_empty() {
            None
        } else {
            Some(self.plain(node, Role::Paragraph, &cell.small, style::CELL_SMALL)?)
        };
        Ok(Prepared {
            text,
            style,
            small,
            drawing,
        })
    }

    /// Lays a cell out in its column, its type scaled by `scale`.
    pub(super) fn cell_lines(
        &mut self,
        cell: &Prepared<'_>,
        slot: Slot,
        scale: f64,
    ) -> Result<Vec<CellLine>, PdfError> {
        let style = cell.style.scaled_to(cell.style.size * scale);
        let mut lines = Vec::new();
        let text = slot.text(cell.text.widest * style.size);
        self.set_lines(&cell.text, style, (text, slot.align), &mut lines)?;
        if let Some((drawing, tagged)) = cell.drawing {
            let beside = cell.beside(slot.frame, scale).is_some() && slot.reserved > 0.0;
            let place = if beside {
                (slot.beside(), Align::Left)
            } else {
                (slot.frame, slot.align)
            };
            let painted = self.cell_drawing(drawing, tagged, place)?;
            match lines.first_mut() {
                Some(line) if beside => line.join_centred(painted),
                _ => lines.push(painted),
            }
        }
        if let Some(small) = &cell.small {
            let style = style::CELL_SMALL.scaled_to(style::CELL_SMALL.size * scale);
            let text = slot.text(small.widest * style.size);
            self.set_lines(small, style, (text, slot.align), &mut lines)?;
        }
        Ok(lines)
    }

    fn set_lines(
        &mut self,
        paragraph: &Paragraph,
        style: TextStyle,
        (frame, align): (Frame, Align),
        lines: &mut Vec<CellLine>,
    ) -> Result<(), PdfError> {
        for line in self.lines(paragraph, style, frame.width)? {
            let x = frame.align(align, line.width * style.size);
            let (items, areas) = paragraph.paint(&line, style, x, 0.0);
            lines.push(CellLine {
                height: style.leading,
                items,
                areas,
            });
        }
        Ok(())
    }

    fn cell_drawing(
        &mut self,
        drawing: &Drawing,
        tagged: Option<(NodeId, ContentId)>,
        (frame, align): (Frame, Align),
    ) -> Result<CellLine, PdfError> {
        let scale = drawing::scale_to_fit(drawing, frame.width, self.room / 2.0);
        let (width, height) = (drawing.width * scale, drawing.height * scale);
        let spot = Spot {
            x: frame.align(align, width),
            y: 0.0,
            scale,
        };
        let content = tagged.map(|(_, content)| content);
        let items = drawing::paint(&mut self.shaper, drawing, spot, content)?;
        let areas = tagged.map(|(node, _)| Area {
            node,
            x: spot.x,
            y: 0.0,
            width,
            height,
        });
        Ok(CellLine {
            height,
            items,
            areas: areas.into_iter().collect(),
        })
    }
}

impl CellLine {
    /// Puts something on the same line, both half way up.
    fn join_centred(&mut self, other: Self) {
        let height = self.height.max(other.height);
        let (down, other_down) = ((height - self.height) / 2.0, (height - other.height) / 2.0);
        self.shift(down);
        self.height = height;
        let mut other = other;
        other.shift(other_down);
        self.items.append(&mut other.items);
        self.areas.append(&mut other.areas);
    }

    /// Moves everything in it down.
    pub(crate) fn shift(&mut self, down: f64) {
        let items = std::mem::take(&mut self.items);
        self.items = items
            .into_iter()
            .map(|item| item.shifted(0.0, down))
            .collect();
        self.areas.iter_mut().for_each(|area| area.y += down);
    }
}

fn words(content: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text { text, .. } | Inline::Link { text, .. } => text.clone(),
        Inline::Break => " ".into(),
    };
    content.iter().map(text).collect()
}
