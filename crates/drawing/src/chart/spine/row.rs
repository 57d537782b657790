//! How one row of a spine chart is drawn.

use super::super::data::Reading;
use super::super::drawing::{Anchor, Paint, Shape};
use super::super::measure_text::{CAP_HEIGHT, fit};
use super::super::plot::LABEL_SIZE;
use super::columns::Columns;
use super::data::SpineRow;
use super::marks::{BAND, GROUP_MARKS, MARKER, marker};

impl SpineRow {
    /// Where a value stands on the canvas.
    pub(super) fn at(&self, columns: &Columns, value: f64) -> f64 {
        let half = (columns.high - columns.low) / 2.0 - MARKER;
        let furthest = self
            .known()
            .map(|known| self.better_by(known).abs())
            .fold(0.0, f64::max);
        let share = if furthest > 0.0 {
            self.better_by(value) / furthest
        } else {
            0.0
        };
        columns.middle() + half * share
    }

    /// How far a value lies from the benchmark, better being positive.
    fn better_by(&self, value: f64) -> f64 {
        let above = value - self.benchmark.value;
        if self.higher_is_better { above } else { -above }
    }

    fn known(&self) -> impl Iterator<Item = f64> {
        let spread = self
            .spread
            .into_iter()
            .flat_map(|spread| [spread.lowest, spread.highest]);
        let readings = self
            .value
            .iter()
            .chain(self.groups.iter().flatten())
            .map(|reading| reading.value);
        spread.chain(readings).filter(|value| value.is_finite())
    }

    pub(super) fn ranges(&self, columns: &Columns, middle: f64, shapes: &mut Vec<Shape>) {
        let Some(spread) = &self.spread else { return };
        let ranges = [
            (spread.lowest, spread.highest, Paint::Grid),
            (spread.lower_quartile, spread.upper_quartile, Paint::Context),
        ];
        for (from, to, paint) in ranges {
            let (from, to) = (self.at(columns, from), self.at(columns, to));
            let (left, wide) = (from.min(to), (to - from).abs().max(0.75));
            shapes.push(Shape::bar((left, middle - BAND / 2.0), wide, BAND, paint));
        }
    }

    pub(super) fn marks(&self, columns: &Columns, middle: f64, shapes: &mut Vec<Shape>) {
        let finite = |reading: &&Reading| reading.value.is_finite();
        for (group, sign) in self.groups.iter().zip(GROUP_MARKS) {
            if let Some(group) = group.as_ref().filter(finite) {
                shapes.push(sign((self.at(columns, group.value), middle)));
            }
        }
        if let Some(value) = self.value.as_ref().filter(finite) {
            shapes.extend(marker(
                (self.at(columns, value.value), middle),
                self.standing,
            ));
        }
    }

    pub(super) fn numbers(&self, columns: &Columns, middle: f64, shapes: &mut Vec<Shape>) {
        let baseline = middle + CAP_HEIGHT * LABEL_SIZE / 2.0;
        let number = |x: f64, text: &str, bold: bool| {
            let text = fit(text, LABEL_SIZE, bold, columns.numbers);
            Shape::text((x, baseline), LABEL_SIZE, text).anchored(Anchor::End)
        };
        shapes.push(number(columns.value, self.printed(), true).bold());
        for (group, x) in self.groups.iter().zip(&columns.groups) {
            if let Some(group) = group {
                shapes.push(number(*x, &group.display, false));
            }
        }
        shapes.push(number(columns.benchmark, &self.benchmark.display, false));
    }
}
