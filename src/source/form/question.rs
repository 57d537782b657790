//! What the rows of a board's form ask, by their codes.

use crate::source::police::{MissingDefinition, Scope};
use crate::source::words::WordsKind;

/// What a question of the form is about, by the code in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question<'q> {
    /// A measure, by its indicator: `measure/placed-outside`.
    Measure(&'q str),
    /// A total of return interviews: `interviews/offered`.
    Interviews(&'q str),
    /// A count of the police: `police/responsible/all/missing_incidents`.
    Police(Scope, MissingDefinition, &'q str),
    /// Words under a heading, on a line of their own where there is one: `answers/Distance from home/Over 50 miles`.
    Words(WordsKind, &'q str, Option<&'q str>),
}

impl<'q> Question<'q> {
    pub(super) fn of(code: &'q str) -> Option<Self> {
        let mut parts = code.trim().split('/');
        let kind = parts.next()?;
        let first = parts.next()?;
        let question = match kind {
            "measure" => Self::Measure(first),
            "interviews" if TOTALS.contains(&first) => Self::Interviews(first),
            "police" => {
                let scope = match first {
                    "responsible" => Scope::Responsible,
                    "located" => Scope::Located,
                    _ => return None,
                };
                let definition = match parts.next()? {
                    "all" => MissingDefinition::All,
                    "over-24h" => MissingDefinition::Over24Hours,
                    _ => return None,
                };
                Self::Police(scope, definition, parts.next()?)
            }
            "answers" => Self::Words(WordsKind::Answers, first, parts.next()),
            "steps-taken" => Self::Words(WordsKind::StepsTaken, first, parts.next()),
            _ => return None,
        };
        parts.next().is_none().then_some(question)
    }
}

/// The totals of return interviews, as their columns are called.
const TOTALS: [&str; 7] = [
    "incidents",
    "offered",
    "offered_within_72h",
    "held",
    "held_within_72h",
    "accepted",
    "reviewed",
];
