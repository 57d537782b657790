//! Charts with the words around them, alone or side by side.

use crate::document::Figure;
use crate::pdf::error::PdfError;
use crate::pdf::page::Area;
use crate::pdf::style;
use crate::pdf::tag::{NodeId, Role};

use super::composer::{Composer, Frame};
use super::drawing::{self, Spot};
use super::strip::Strip;

impl Composer {
    /// Lays charts out next to each other; one alone has the whole width.
    pub(super) fn figures(&mut self, figures: &[Figure], frame: Frame) -> Result<(), PdfError> {
        let columns = frame.columns(figures.len().max(1), style::GUTTER);
        let mut captions = Vec::new();
        let mut captioned: f64 = 0.0;
        for (figure, column) in figures.iter().zip(&columns) {
            let division = self.tree.add(self.parent(), Role::Division);
            let caption = self.plain(division, Role::Caption, &figure.caption, style::CAPTION)?;
            let lines = self.lines(&caption, style::CAPTION, column.width)?.len();
            captioned = captioned.max(lines as f64 * style::CAPTION.leading);
            captions.push((division, caption));
        }
        let mut strip = Strip {
            before: style::BLOCK_GAP,
            after: style::BLOCK_GAP,
            ..Strip::default()
        };
        for ((figure, &column), (division, caption)) in figures.iter().zip(&columns).zip(captions) {
            let (items, areas, _) = self.stack(&caption, style::CAPTION, column, 0.0)?;
            strip.add((items, areas));
            let bottom = self.chart(
                figure,
                (division, column),
                captioned + CAPTION_GAP,
                &mut strip,
            )?;
            strip.height = strip.height.max(bottom);
        }
        self.strips.push(strip);
        Ok(())
    }

    /// Adds a chart and its source to a strip, and says where they end.
    fn chart(
        &mut self,
        figure: &Figure,
        (division, column): (NodeId, Frame),
        top: f64,
        strip: &mut Strip,
    ) -> Result<f64, PdfError> {
        let drawing = &figure.drawing;
        let alternative = drawing::alternative(drawing, &figure.caption)?;
        let (node, content) = self.tree.figure(division, alternative);
        let scale = drawing::scale_to_fit(drawing, column.width, self.room - top - SOURCE_ROOM);
        let spot = Spot {
            x: column.x,
            y: top,
            scale,
        };
        let (width, height) = (drawing.width * scale, drawing.height * scale);
        strip.items.extend(drawing::paint(
            &mut self.shaper,
            drawing,
            spot,
            Some(content),
        )?);
        strip.areas.push(Area {
            node,
            x: column.x,
            y: top,
            width,
            height,
        });
        if figure.source.trim().is_empty() {
            return Ok(top + height);
        }
        let source = self.plain(division, Role::Paragraph, &figure.source, style::SMALL)?;
        let below = top + height + CAPTION_GAP;
        let (items, areas, more) = self.stack(&source, style::SMALL, column, below)?;
        strip.add((items, areas));
        Ok(below + more)
    }
}

/// Between a chart and the words above and below it.
const CAPTION_GAP: f64 = 5.0;
/// Room left below a chart as high as the page.
const SOURCE_ROOM: f64 = 40.0;
