//! What kinds of input and kinds of problem are called on the desk, and who can mend the latter: data beside the code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::ssda903::TableKind;

const KINDS: &str = include_str!("kinds.csv");
const MENDED: &str = include_str!("mended.csv");

/// Who can mend a problem, those first who are asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Mender {
    /// Whoever has the case system that a return or a log came from.
    CaseSystem,
    /// Whoever brought the files here.
    Files,
    /// Whoever chooses here: weights, settings, words.
    Choices,
    /// Nobody needs to: it says what was done.
    Nobody,
}

impl Mender {
    pub(super) const ALL: [Self; 4] = [Self::CaseSystem, Self::Files, Self::Choices, Self::Nobody];

    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "system" => Self::CaseSystem,
            "files" => Self::Files,
            "choices" => Self::Choices,
            "nobody" => Self::Nobody,
            _ => return None,
        })
    }

    /// The heading over what they can mend.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::CaseSystem => "For whoever has the case system",
            Self::Files => "For whoever brought the files",
            Self::Choices => "For whoever chooses weights and settings",
            Self::Nobody => "Nothing to mend: what was done",
        }
    }

    /// What they can do.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::CaseSystem => {
                "These stand in returns and logs. Correct them in the system they came from, export again, and bring \
                 the new files."
            }
            Self::Files => {
                "These are about which files were brought, and how they were saved. Bring others, or take some away."
            }
            Self::Choices => "These are mended on the page Choose.",
            Self::Nobody => {
                "These say what was read, left out or chosen, so that nobody is surprised."
            }
        }
    }
}

/// What is said of a kind of problem beside its message.
#[derive(Debug)]
struct Mended {
    mender: Mender,
    /// From which weight on it is said before others: many figures may be wrong by it.
    first_from: Option<Severity>,
    follows: String,
}

static TITLES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(KINDS.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect()
});

static MENDERS: LazyLock<BTreeMap<String, Mended>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(MENDED.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    let mended = |row: csv::StringRecord| {
        let mender = Mender::of(&row[1])?;
        let mended = Mended {
            mender,
            first_from: match &row[2] {
                "always" => Some(Severity::Notice),
                "yes" => Some(Severity::Warning),
                _ => None,
            },
            follows: row[3].to_owned(),
        };
        Some((row[0].to_owned(), mended))
    };
    rows.filter_map(mended).collect()
});

/// What a kind of input is called.
pub(super) fn title(kind: &str) -> &str {
    TITLES.get(kind).map_or(kind, String::as_str)
}

/// Who can mend a problem, in a file of a kind: what is wrong with a child-level file is for whoever has its system.
pub(super) fn mender(problem: &Diagnostic, kind: Option<&str>) -> Mender {
    let of_code = MENDERS.get(problem.code.name());
    let mender = of_code.map_or(Mender::Files, |mended| mended.mender);
    let is_of_a_child = kind.is_some_and(|kind| TableKind::of_shape(kind).is_some());
    match (mender, problem.severity) {
        (Mender::Files, Severity::Error | Severity::Warning) if is_of_a_child => Mender::CaseSystem,
        (other, Severity::Notice) if is_first(problem.code, problem.severity) => other,
        (_, Severity::Notice) => Mender::Nobody,
        (other, _) => other,
    }
}

/// Whether a problem that stops nothing is said before others of its weight.
pub(super) fn is_first(code: Code, severity: Severity) -> bool {
    let from = MENDERS
        .get(code.name())
        .and_then(|mended| mended.first_from);
    severity != Severity::Error && from.is_some_and(|from| severity <= from)
}

/// What follows from a problem.
pub(super) fn follows(code: Code, severity: Severity) -> &'static str {
    if severity == Severity::Error {
        return "Nothing can be made until this is mended or the file is taken away.";
    }
    let of_code = MENDERS.get(code.name());
    of_code.map_or("", |mended| mended.follows.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_problem_has_somebody_who_mends_it_and_what_follows() {
        for code in Code::ALL {
            let mended = MENDERS.get(code.name());
            let mended = mended.unwrap_or_else(|| panic!("mended.csv lacks {code}"));
            assert!(mended.follows.ends_with('.'), "{code}");
        }
        assert_eq!(MENDERS.len(), Code::ALL.len());
    }

    #[test]
    fn every_shape_has_a_title() {
        let shapes = include_str!("../source/shapes.csv").lines().skip(1);
        for shape in shapes.filter_map(|line| line.split(',').next()) {
            assert_ne!(title(shape), shape, "kinds.csv lacks {shape}");
        }
    }

    #[test]
    fn what_is_wrong_in_a_return_is_for_whoever_has_its_system() {
        let problem = Diagnostic::error(Code::MissingColumn, "x");
        assert_eq!(mender(&problem, Some("missing")), Mender::CaseSystem);
        assert_eq!(mender(&problem, Some("published")), Mender::Files);
        let notice = Diagnostic::notice(Code::ReturnCheck, "x");
        assert_eq!(mender(&notice, Some("missing")), Mender::Nobody);
    }
}
