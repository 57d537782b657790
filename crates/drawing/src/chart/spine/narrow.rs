//! A spine chart where there is no room for columns: under each name its numbers, and the spine
//! over the whole width.

use super::super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::super::legend::keys;
use super::super::measure_text::{CAP_HEIGHT, LINE, fit, wrap};
use super::super::plot::{LABEL_SIZE, NARROWEST, TICK_SIZE};
use super::columns::{Columns, EDGE};
use super::data::{Spine, SpineRow};
use super::marks::{BAND, MARKER};

/// Room above a row's name.
const ABOVE: f64 = 9.0;
/// Room between a row's words and its spine.
const BETWEEN: f64 = 3.0;
/// Room for the words at the ends of the spines.
const FOOT: f64 = 16.0;

impl Spine {
    /// Draws the rows below one another, each as words over a spine.
    pub(super) fn draw_narrow(&self) -> Drawing {
        let canvas = self.width.max(NARROWEST);
        let columns = self.spine_alone(canvas);
        let mut shapes = Vec::new();
        let mut top = 0.0;
        for row in &self.rows {
            top = self.row_below(row, &columns, top, &mut shapes);
        }
        let ends = self.ends();
        let anchors = [
            (columns.low, ends[0], Anchor::Start),
            (columns.high, ends[1], Anchor::End),
        ];
        for (x, text, anchor) in anchors {
            let text = Shape::text((x, top + 11.0), TICK_SIZE, text).anchored(anchor);
            shapes.push(text.painted(Paint::Muted));
        }
        let (legend, height) = keys(&self.legend(), EDGE, canvas - EDGE, top + FOOT);
        shapes.extend(legend);
        Drawing {
            width: canvas,
            height: top + FOOT + height + 2.0,
            title: self.title.clone(),
            description: self.description.clone().unwrap_or_else(|| self.summary()),
            shapes,
        }
    }

    /// A row from `top` on; gives where it ends.
    fn row_below(
        &self,
        row: &SpineRow,
        columns: &Columns,
        top: f64,
        shapes: &mut Vec<Shape>,
    ) -> f64 {
        let room = columns.canvas - 2.0 * EDGE;
        let mut base = top + ABOVE;
        for line in wrap(&row.label, LABEL_SIZE, true, room, 3) {
            base += LABEL_SIZE * LINE;
            shapes.push(Shape::text((EDGE, base), LABEL_SIZE, line).bold());
        }
        for line in wrap(&self.numbers_of(row), TICK_SIZE, false, room, 4) {
            base += TICK_SIZE * LINE;
            shapes.push(Shape::text((EDGE, base), TICK_SIZE, line));
        }
        let middle = base + BETWEEN + (1.0 - CAP_HEIGHT) * TICK_SIZE + BAND / 2.0;
        row.ranges(columns, middle, shapes);
        let ends = [-1.0, 1.0].map(|way| (columns.middle(), middle + way * (BAND / 2.0 + 1.5)));
        let axis = Stroke::solid(Paint::Ink, 1.0);
        shapes.push(Shape::line(ends[0], ends[1], axis));
        row.marks(columns, middle, shapes);
        middle + BAND / 2.0
    }

    /// "50%; Upper Fells 46%; Neighbours 43%; England 43%".
    fn numbers_of(&self, row: &SpineRow) -> String {
        let groups = self.groups.iter().zip(&row.groups);
        let groups = groups.filter_map(|(name, reading)| Some((name, reading.as_ref()?)));
        let beside = groups.chain([(&self.benchmark, &row.benchmark)]);
        let room = self.width / 2.0;
        let beside = beside.map(|(name, reading)| {
            let name = fit(name, TICK_SIZE, false, room);
            format!("{name} {}", reading.display)
        });
        let own = std::iter::once(row.printed().to_owned());
        own.chain(beside).collect::<Vec<_>>().join("; ")
    }

    fn spine_alone(&self, canvas: f64) -> Columns {
        Columns {
            canvas,
            numbers: 0.0,
            bottom: 0.0,
            names: Vec::new(),
            value: 0.0,
            groups: Vec::new(),
            benchmark: 0.0,
            low: EDGE + MARKER,
            high: canvas - EDGE - MARKER,
        }
    }
}
