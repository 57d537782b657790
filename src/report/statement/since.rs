//! What changed since the last statement, and what became of its actions.

use crate::indicator::{Unit, definition};
use crate::measure::Absence;
use crate::source::{LastAction, LastMeasure, LastStatement, Symbol};

use super::super::authority::sections::model::SectionBody;
use super::super::authority::{GroupCell, GroupColumn, GroupRow, RowSubject, SectionCode, Subject};
use super::super::board::{Action, BoardMeasure, BoardSection, absent, counted_on, table};
use super::super::comparisons::has_counts;
use super::super::figure::Figure;
use super::super::number::{self, Style};
use super::super::{inert, words};

/// The figures that a statement hands on to the next, in its order.
const HANDED_ON: [&str; 14] = [
    "cla-at-31-march",
    "placed-outside",
    "placed-20-miles-outside",
    "children-missing",
    "outside-and-missing",
    "repeat-missing",
    "missing-incident-rate",
    "long-missing",
    "uasc-missing",
    "uasc-still-missing",
    "interview-offered-in-three-days",
    "interview-held-in-three-days",
    "placement-review-held",
    "host-notified",
];

impl<'s> Subject<'s> {
    fn last(self) -> Option<&'s LastStatement> {
        self.assessment.evidence.last.as_ref()
    }

    /// The figures by which the next statement will tell a change, as far as they are shown here.
    pub(super) fn handed_on(self) -> Vec<BoardMeasure> {
        let year = self.assessment.year;
        let measure = |code: &&'static str| {
            let cell = self.cell_in(year, code)?;
            let counts = self.both_counts(code).filter(|_| cell.value.is_ok());
            Some(BoardMeasure {
                indicator: code,
                source: cell.source,
                value: cell.value,
                counts,
            })
        };
        HANDED_ON.iter().filter_map(measure).collect()
    }

    /// What changed since the last statement, where it is there and kept its figures.
    pub(super) fn since_last(self) -> Option<BoardSection> {
        let last = self.last()?;
        let year = self.assessment.year;
        let rows = HANDED_ON.iter().filter_map(|code| self.since(last, code));
        let columns = vec![
            GroupColumn::number(&last.year.to_string()),
            GroupColumn::number(&year.to_string()),
            GroupColumn::words("Change"),
        ];
        let caption = format!(
            "The figures of the statement of the year ending 31 March {}, and those of this one",
            last.year
        );
        let table = table(&caption, "Measure", columns, rows.collect())?;
        let known: Vec<&str> = HANDED_ON.to_vec();
        let body = SectionBody {
            finding: asked_and_done(last),
            chart: None,
            tables: vec![table],
            notes: vec![NOTE.to_owned()],
            source: format!(
                "{} Figures of {}: the last statement ({}).",
                self.sources_of(&known),
                last.year,
                inert(&last.name)
            ),
        };
        let code = SectionCode::SinceLast;
        Some(BoardSection::of(body, code, "Since the last statement"))
    }

    /// That the last statement kept no figures to compare with, where it did not.
    pub(super) fn kept_no_figures(self) -> Option<String> {
        self.last().filter(|last| last.measures.is_empty())?;
        Some(
            "Change since the last statement: that was written by a version of the program that kept no figures for it."
                .to_owned(),
        )
    }

    /// A figure then and now.
    fn since(self, last: &LastStatement, code: &'static str) -> Option<GroupRow> {
        let year = self.assessment.year;
        let then = last.measure(code)?;
        let now = self.printed(year, code);
        let source = self.source_in(year, code);
        let other = source.is_some_and(|source| source.as_str() != then.source);
        let change = if other {
            "not compared: from another source".to_owned()
        } else {
            change(code, then.value, now.figure.value)
        };
        let cells = vec![self.printed_then(code, then), now, absent(&change)];
        Some(GroupRow {
            subject: RowSubject::Measure(code),
            ..GroupRow::new(self.measure_title(code), cells)
        })
    }

    /// A figure of the last statement as it is printed.
    fn printed_then(self, code: &str, then: &LastMeasure) -> GroupCell {
        let usable = |number: &f64| number.is_finite() && *number >= 0.0;
        let Some(value) = then.value.filter(usable) else {
            return match then.status.as_str() {
                WITHHELD => GroupCell::of(Figure::absence(Absence::Symbol(Symbol::Confidential))),
                _ => absent("not given"),
            };
        };
        let style: Style = self.style(code);
        let counts = then.numerator.zip(then.denominator);
        let counts = counts.filter(|(x, n)| has_counts(code) && usable(x) && usable(n));
        GroupCell {
            figure: Figure::number(value, style.write(value)),
            share: counts.map(|(x, n)| counted_on(code, x, n)),
        }
    }

    /// The actions of the last statement with what became of them, in front of those that are new: one that
    /// is asked again keeps its owner, date and progress, and says what is found now.
    pub(super) fn carried_on(self, mut new: Vec<Action>) -> Vec<Action> {
        let Some(last) = self.last() else {
            return new;
        };
        let mut all: Vec<Action> = Vec::new();
        for action in &last.actions {
            let again = new.iter().position(|own| own.question == action.question);
            let found = again.map(|at| new.remove(at).finding);
            all.push(carried(action, found, last.year));
        }
        all.extend(new);
        all
    }
}

fn carried(action: &LastAction, found: Option<String>, year: i16) -> Action {
    let written = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().trim();
        (!text.is_empty()).then(|| inert(text))
    };
    Action {
        finding: found.unwrap_or_else(|| inert(action.finding.trim())),
        question: inert(action.question.trim()),
        owner: written(&action.owner),
        due: written(&action.due),
        progress: written(&action.progress),
        since: Some(action.since.unwrap_or(year)),
    }
}

/// The status of a figure that was withheld.
const WITHHELD: &str = "c";

const NOTE: &str = "A change can be chance: whether it is more is not tested here. Figures of the last statement stand as they stood there; a \
     return that was corrected since then is in the tables by year.";

/// "up 2.1 points", "down 64", "the same"; that it cannot be said where a figure is not there.
fn change(code: &str, then: Option<f64>, now: Option<f64>) -> String {
    let Some((then, now)) = then.filter(|value| value.is_finite()).zip(now) else {
        return "cannot be said".to_owned();
    };
    let unit = definition(code).map(|known| known.unit);
    let (places, points) = match unit {
        Some(Unit::Count) => (0, ""),
        Some(Unit::Percent) => (1, " points"),
        _ => (1, ""),
    };
    let by = number::decimal((now - then).abs(), places);
    if by.chars().all(|c| !c.is_ascii_digit() || c == '0') {
        return if now == then {
            "the same"
        } else {
            "about the same"
        }
        .to_owned();
    }
    let way = if now > then { "up" } else { "down" };
    format!("{way} {by}{points}")
}

/// How many actions were asked last time, and of how many there is progress.
fn asked_and_done(last: &LastStatement) -> String {
    let all = last.actions.len();
    let is_written = |action: &&LastAction| {
        let progress = action.progress.as_deref().unwrap_or_default();
        !progress.trim().is_empty()
    };
    let done = last.actions.iter().filter(is_written).count();
    format!(
        "The last statement, of the year ending 31 March {}, asked {}; of {} it is written how far it is.",
        last.year,
        words::counted(float(all), "question", "questions"),
        number::count(float(done))
    )
}

#[allow(clippy::cast_precision_loss, reason = "at most a hundred actions")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_said_in_its_unit() {
        let said = |code: &str, then, now| change(code, Some(then), Some(now));
        assert_eq!(said("placed-outside", 31.8, 33.94), "up 2.1 points");
        assert_eq!(said("cla-at-31-march", 2_360.0, 2_296.0), "down 64");
        assert_eq!(said("missing-incident-rate", 117.4, 128.6), "up 11.2");
        assert_eq!(said("placed-outside", 31.80, 31.81), "about the same");
        assert_eq!(said("cla-at-31-march", 3.0, 3.0), "the same");
        assert_eq!(change("placed-outside", None, Some(3.0)), "cannot be said");
        assert_eq!(
            change("placed-outside", Some(f64::NAN), Some(3.0)),
            "cannot be said"
        );
    }
}
