//! A spine chart: many indicators of one unit against one benchmark, better to the right.

use super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::legend::keys;
use super::measure_text::{LINE, width, wrap};
use super::plot::TICK_SIZE;
use columns::{Columns, EDGE, HEAD, NARROWEST, name_lines};

pub use data::{Spine, SpineRow, Spread, Standing};

mod columns;
mod data;
mod marks;
mod narrow;
mod row;
mod words;

/// Room for the words below the rows.
const FOOT: f64 = 18.0;

impl Spine {
    /// Draws the rows; without any, a drawing that says "No data".
    ///
    /// In every row the benchmark is in the middle, and the value furthest from it, among all that
    /// the row knows, at one of the ends.
    pub fn draw(&self) -> Drawing {
        if self.rows.is_empty() {
            return Drawing::no_data(&self.title, self.width);
        }
        if self.width < NARROWEST {
            return self.draw_narrow();
        }
        let columns = self.columns();
        let bottom = columns.bottom;
        let mut shapes = Vec::new();
        self.heads(&columns, bottom, &mut shapes);
        for (row, (_, middle)) in self.rows.iter().zip(&columns.names) {
            row.ranges(&columns, *middle, &mut shapes);
        }
        let ends = [HEAD - 3.0, bottom].map(|y| (columns.middle(), y));
        shapes.push(Shape::line(
            ends[0],
            ends[1],
            Stroke::solid(Paint::Ink, 1.0),
        ));
        for (row, (names, middle)) in self.rows.iter().zip(&columns.names) {
            row.marks(&columns, *middle, &mut shapes);
            name_lines(names, *middle, &mut shapes);
            row.numbers(&columns, *middle, &mut shapes);
        }
        let right = columns.canvas - EDGE;
        let (legend, height) = keys(&self.legend(), EDGE, right, bottom + FOOT);
        shapes.extend(legend);
        Drawing {
            width: columns.canvas,
            height: bottom + FOOT + height + 2.0,
            title: self.title.clone(),
            description: self.description.clone().unwrap_or_else(|| self.summary()),
            shapes,
        }
    }

    fn heads(&self, columns: &Columns, bottom: f64, shapes: &mut Vec<Shape>) {
        let mut head = |x: f64, text: &str, bold: bool| {
            let lines = wrap(text, TICK_SIZE, bold, columns.numbers, 2);
            for (count, line) in lines.iter().rev().enumerate() {
                let at = (x, HEAD - 8.0 - TICK_SIZE * LINE * count as f64);
                let text = Shape::text(at, TICK_SIZE, line).anchored(Anchor::End);
                shapes.push(if bold {
                    text.bold()
                } else {
                    text.painted(Paint::Muted)
                });
            }
        };
        head(columns.value, &self.subject, true);
        for (name, x) in self.groups.iter().zip(&columns.groups) {
            head(*x, name, false);
        }
        head(columns.benchmark, &self.benchmark, false);
        let centre = Shape::text((columns.middle(), HEAD - 8.0), TICK_SIZE, &self.benchmark);
        let room = columns.high - columns.low;
        if width(&self.benchmark, TICK_SIZE, false) < room {
            shapes.push(centre.anchored(Anchor::Middle).painted(Paint::Muted));
        }
        let [low, high] = self.ends();
        let ends = [
            (columns.low, low, Anchor::Start),
            (columns.high, high, Anchor::End),
        ];
        for (x, text, anchor) in ends {
            let text = Shape::text((x, bottom + 11.0), TICK_SIZE, text).anchored(anchor);
            shapes.push(text.painted(Paint::Muted));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{LONG, assert_sound};
    use super::super::data::Reading;
    use super::*;

    fn row(label: &str, value: Option<f64>, standing: Standing, higher: bool) -> SpineRow {
        SpineRow {
            label: label.to_owned(),
            higher_is_better: higher,
            value: value.map(|value| Reading::new(value, format!("{value:.0}%"))),
            absent: "[c]".to_owned(),
            standing,
            benchmark: Reading::new(11.0, "11%"),
            groups: vec![
                Some(Reading::new(12.0, "12%")),
                Some(Reading::new(9.0, "9%")),
            ],
            spread: Some(Spread {
                lowest: 4.0,
                lower_quartile: 8.0,
                upper_quartile: 14.0,
                highest: 23.0,
            }),
        }
    }

    fn chart(rows: Vec<SpineRow>, width: f64) -> Spine {
        Spine {
            title: "Norton is better on one of four".to_owned(),
            description: None,
            width,
            subject: "Norton".to_owned(),
            groups: vec![
                "Yorkshire and The Humber".to_owned(),
                "Neighbours".to_owned(),
            ],
            benchmark: "England".to_owned(),
            rows,
        }
    }

    #[test]
    fn hard_rows_stay_readable() {
        let rows = vec![
            row("Missing incidents", Some(14.0), Standing::Worse, false),
            row(LONG, Some(0.0), Standing::Better, false),
            row("Interviews", Some(100.0), Standing::Similar, true),
            row("Placed outside", None, Standing::NotCompared, true),
            SpineRow {
                spread: None,
                groups: vec![None, None],
                ..row("Alone", Some(11.0), Standing::NotCompared, true)
            },
        ];
        for width in [200.0, 240.0, 479.0, 480.0] {
            let mut chart = chart(rows.clone(), width);
            assert_sound(&chart.draw());
            chart.subject = LONG.to_owned();
            chart.benchmark = LONG.to_owned();
            assert_sound(&chart.draw());
        }
    }

    #[test]
    fn better_is_to_the_right_whichever_way_is_better() {
        let chart = chart(vec![row("A", Some(4.0), Standing::Better, false)], 480.0);
        let columns = chart.columns();
        assert!(chart.rows[0].at(&columns, 4.0) > columns.middle());
        assert!(chart.rows[0].at(&columns, 23.0) < columns.middle());
        assert_eq!(chart.rows[0].at(&columns, 11.0), columns.middle());
    }

    #[test]
    fn the_description_names_what_is_better_and_worse() {
        let rows = vec![
            row("A", Some(4.0), Standing::Better, false),
            row("B", Some(23.0), Standing::Worse, false),
            row("C", None, Standing::NotCompared, false),
        ];
        assert_eq!(
            chart(rows, 480.0).draw().description,
            "Better than England: A (4% against 11%). Worse than England: B (23% against 11%)."
        );
    }

    #[test]
    fn no_rows_say_so() {
        assert_eq!(chart(vec![], 480.0).draw().description, "No data.");
    }

    proptest! {
        #[test]
        fn any_values_stay_readable(values in prop::collection::vec(0.0..100.0_f64, 1..20)) {
            let rows = values.iter().map(|v| row("Indicator", Some(*v), Standing::Similar, *v > 50.0));
            let mut chart = chart(rows.collect(), 240.0);
            assert_sound(&chart.draw());
            chart.width = 480.0;
            assert_sound(&chart.draw());
        }
    }
}
