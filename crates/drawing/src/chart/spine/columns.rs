//! Where the columns of a spine chart stand, and what stands in the columns of words.

use super::super::drawing::Shape;
use super::super::measure_text::{CAP_HEIGHT, LINE, width, wrap};
use super::super::plot::{LABEL_SIZE, TICK_SIZE};
use super::data::Spine;
use super::marks::{BAND, GROUP_MARKS, MARKER};

/// Narrowest chart with all its columns.
pub(super) const NARROWEST: f64 = 480.0;
/// Room between two columns.
const GAP: f64 = 9.0;
/// Room between two rows.
const BETWEEN: f64 = 8.0;
/// Height of the heads.
pub(super) const HEAD: f64 = 30.0;
/// Room at the edges of the canvas.
pub(super) const EDGE: f64 = 2.0;
/// Widest column of numbers, as a share of the canvas: wider heads are broken or cut.
const NUMBERS: f64 = 0.12;

/// Where the columns stand, in points.
pub(super) struct Columns {
    pub(super) canvas: f64,
    /// Widest column of numbers.
    pub(super) numbers: f64,
    /// Lower end of the rows.
    pub(super) bottom: f64,
    /// The rows' names, line by line, and their middles.
    pub(super) names: Vec<(Vec<String>, f64)>,
    /// Right ends of the columns of numbers.
    pub(super) value: f64,
    pub(super) groups: Vec<f64>,
    pub(super) benchmark: f64,
    /// Left and right end of the spine.
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Spine {
    pub(super) fn columns(&self) -> Columns {
        let canvas = self.width.max(NARROWEST);
        let numbers = canvas * NUMBERS;
        let (names, bottom) = self.names(canvas * 0.28);
        let lines = names.iter().flat_map(|(lines, _)| lines);
        let name = lines.map(|line| width(line, LABEL_SIZE, false));
        let values = self.rows.iter().map(|row| row.printed());
        let value = column(&self.subject, values, true, numbers);
        let group = |at: usize, head: &String| {
            let readings = self.rows.iter().filter_map(move |row| row.groups.get(at));
            let printed = readings.flatten().map(|reading| reading.display.as_str());
            GAP + column(head, printed, false, numbers)
        };
        let benchmarks = self.rows.iter().map(|row| row.benchmark.display.as_str());
        let benchmark = column(&self.benchmark, benchmarks, false, numbers);
        let value_end = EDGE + name.fold(0.0, f64::max) + GAP + value;
        let mut end = value_end;
        let mut groups = Vec::new();
        for (at, head) in self.groups.iter().take(GROUP_MARKS.len()).enumerate() {
            end += group(at, head);
            groups.push(end);
        }
        let benchmark_end = end + GAP + benchmark;
        Columns {
            canvas,
            numbers,
            bottom,
            names,
            value: value_end,
            groups,
            benchmark: benchmark_end,
            low: benchmark_end + 1.5 * GAP,
            high: canvas - EDGE - MARKER,
        }
    }

    /// The rows' names broken into lines, each with the middle of its row, and where the rows end.
    fn names(&self, room: f64) -> (Vec<(Vec<String>, f64)>, f64) {
        let mut top = HEAD;
        let names = self.rows.iter().map(|row| {
            let lines = wrap(&row.label, LABEL_SIZE, false, room, 3);
            let height = BETWEEN + (lines.len() as f64 * LABEL_SIZE * LINE).max(BAND);
            top += height;
            (lines, top - height / 2.0)
        });
        let names: Vec<_> = names.collect();
        (names, top)
    }
}

impl Columns {
    pub(super) fn middle(&self) -> f64 {
        (self.low + self.high) / 2.0
    }
}

/// Width of a column of numbers under its head.
fn column<'a>(head: &str, numbers: impl Iterator<Item = &'a str>, bold: bool, room: f64) -> f64 {
    let heads = wrap(head, TICK_SIZE, bold, room, 2);
    let heads = heads
        .iter()
        .map(|line| width(line, TICK_SIZE, bold))
        .fold(0.0, f64::max);
    let numbers = numbers.map(|number| width(number, LABEL_SIZE, bold).min(room));
    numbers.fold(heads, f64::max)
}

/// The lines of a name around the middle of its row.
pub(super) fn name_lines(lines: &[String], middle: f64, shapes: &mut Vec<Shape>) {
    let step = LABEL_SIZE * LINE;
    let above = step * (lines.len() as f64 - 1.0) / 2.0;
    let first = middle - above + CAP_HEIGHT * LABEL_SIZE / 2.0;
    for (count, line) in lines.iter().enumerate() {
        shapes.push(Shape::text(
            (EDGE, first + step * count as f64),
            LABEL_SIZE,
            line,
        ));
    }
}
