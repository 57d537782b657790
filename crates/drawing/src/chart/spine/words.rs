//! What a spine chart says in words: its ends, its key and its text alternative.

use super::super::drawing::{Paint, Shape};
use super::super::legend::Key;
use super::data::{Spine, Standing};
use super::marks::{GROUP_MARKS, marker};

impl Spine {
    /// What the ends of the spine mean.
    pub(super) fn ends(&self) -> [&'static str; 2] {
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

    /// The signs of the chart that its rows use.
    pub(super) fn legend(&self) -> Vec<Key> {
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

    /// The text alternative where none is given.
    pub(super) fn summary(&self) -> String {
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
