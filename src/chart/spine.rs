//! A spine chart: many indicators of one unit against one benchmark, better to the right.

use serde::{Deserialize, Serialize};

use super::data::Reading;
use super::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use super::legend::{Key, keys};
use super::measure_text::{LINE, width, wrap};
use super::plot::TICK_SIZE;
use columns::{Columns, EDGE, HEAD, NARROWEST, name_lines};
use row::{GROUP_MARKS, marker};

mod columns;
mod narrow;
mod row;

/// One row an indicator, all centred on the benchmark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spine {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it names the rows that are better and worse.
    pub description: Option<String>,
    /// Width in points, at least 240; below 480 numbers stand under the names rather than in
    /// columns. The height follows from the number of rows.
    pub width: f64,
    /// Head of the column of the unit's values: "Norton".
    pub subject: String,
    /// Heads of the columns of groups that are shown beside it, at most two: "North East",
    /// "Neighbours".
    pub groups: Vec<String>,
    /// Head of the column of benchmark values: "England".
    pub benchmark: String,
    /// From the top.
    pub rows: Vec<SpineRow>,
}

/// One indicator of a [`Spine`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpineRow {
    /// The indicator's short name.
    pub label: String,
    /// Whether a higher value is better; without, the row is turned round.
    pub higher_is_better: bool,
    /// The unit's value, if there is one.
    pub value: Option<Reading>,
    /// Printed instead of a value, in a word or a symbol: "\[c\]".
    pub absent: String,
    /// How the value compares with the benchmark.
    pub standing: Standing,
    /// The benchmark's value, which the row is centred on.
    pub benchmark: Reading,
    /// The groups' values, in the order of [`Spine::groups`].
    pub groups: Vec<Option<Reading>>,
    /// How all units spread, if there are enough of them.
    pub spread: Option<Spread>,
}

/// How all units' values spread, in the unit of the indicator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Lowest value.
    pub lowest: f64,
    /// A quarter of the units lie below.
    pub lower_quartile: f64,
    /// A quarter of the units lie above.
    pub upper_quartile: f64,
    /// Highest value.
    pub highest: f64,
}

/// How a value compares with a benchmark; drawn as a shape of its own, not as a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Better than the benchmark: a triangle pointing up.
    Better,
    /// Not told apart from the benchmark: a circle.
    Similar,
    /// Worse than the benchmark: a triangle pointing down.
    Worse,
    /// Not compared: a hollow circle.
    NotCompared,
}

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

    /// What the ends of the spine mean.
    fn ends(&self) -> [&'static str; 2] {
        if self.is_compared() {
            ["← Worse", "Better →"]
        } else {
            ["← Scores lower", "Scores higher →"]
        }
    }

    /// Whether any row says how its value compares; without, no word of merit is drawn.
    fn is_compared(&self) -> bool {
        self.rows
            .iter()
            .any(|row| row.standing != Standing::NotCompared)
    }

    fn legend(&self) -> Vec<Key> {
        let benchmark = &self.benchmark;
        let named = [
            (Standing::Better, format!("Better than {benchmark}")),
            (Standing::Similar, format!("Similar to {benchmark}")),
            (Standing::Worse, format!("Worse than {benchmark}")),
            (
                Standing::NotCompared,
                if self.is_compared() {
                    "Not compared".to_owned()
                } else {
                    self.subject.clone()
                },
            ),
        ];
        let used = |standing| {
            self.rows
                .iter()
                .any(|row| row.value.is_some() && row.standing == standing)
        };
        let mut list: Vec<Key> = named
            .into_iter()
            .filter(|(standing, _)| used(*standing))
            .map(|(standing, label)| key(label, move |at| marker(at, standing)))
            .collect();
        for (name, sign) in self.groups.iter().zip(GROUP_MARKS) {
            list.push(key(name.clone(), move |at| vec![sign(at)]));
        }
        if self.rows.iter().any(|row| row.spread.is_some()) {
            list.push(range_key("Lowest to highest", Paint::Grid));
            list.push(range_key("Middle half", Paint::Context));
        }
        list
    }

    fn summary(&self) -> String {
        let list = |standing, words: &str| {
            let rows = self.rows.iter().filter(|row| row.standing == standing);
            let named = rows.filter_map(|row| {
                let value = row.value.as_ref()?;
                Some(format!(
                    "{} ({} against {})",
                    row.label, value.display, row.benchmark.display
                ))
            });
            let named: Vec<String> = named.collect();
            (!named.is_empty()).then(|| format!("{words}: {}.", named.join("; ")))
        };
        let benchmark = &self.benchmark;
        let parts = [
            list(Standing::Better, &format!("Better than {benchmark}")),
            list(Standing::Worse, &format!("Worse than {benchmark}")),
            list(Standing::Similar, &format!("Similar to {benchmark}")),
            list(Standing::NotCompared, "Not compared"),
        ];
        let said: Vec<String> = parts.into_iter().flatten().collect();
        if said.is_empty() {
            "No values.".to_owned()
        } else {
            said.join(" ")
        }
    }
}

/// The key of a range behind the marks.
fn range_key(label: &str, paint: Paint) -> Key {
    const HALF: f64 = 6.0;
    key(label.to_owned(), move |(x, y)| {
        vec![Shape::bar((x - HALF, y - 3.5), 2.0 * HALF, 7.0, paint)]
    })
}

fn key(label: String, sign: impl Fn((f64, f64)) -> Vec<Shape> + 'static) -> Key {
    Key {
        sign: Box::new(sign),
        label,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::checks::{LONG, assert_sound};
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
