//! What is doubtful about recording, and what the recording policy makes of it, in words.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::config::Policy;
use crate::measure::{Flag, Flagged};
use crate::scoring::{AuthorityIndex, Moved, moved};

use super::comparisons::Comparisons;
use super::{file_name, number, words};

/// What is doubtful about a figure's recording.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DoubtResult {
    /// The flag, as tables print it: `unusually-low`.
    pub code: String,
    /// In a few words: "unusually low".
    pub short: String,
    /// What it means, with the numbers behind it.
    pub words: String,
    /// Whether it is a note of something, and casts no doubt on the figure.
    pub is_note: bool,
    /// What was made of the figure because of it, in a sentence; none where it is only said.
    pub made: Option<String>,
}

impl DoubtResult {
    pub(super) fn of(flagged: &Flagged) -> Self {
        let values: Vec<f64> = flagged.numbers.iter().map(|(_, number)| *number).collect();
        let printed = apart(&values);
        let numbers = flagged.numbers.iter().zip(printed);
        let numbers: Vec<String> = numbers
            .map(|((name, _), printed)| format!("{name} {printed}"))
            .collect();
        let meaning = meaning(flagged.flag);
        Self {
            code: flagged.flag.as_str().to_owned(),
            short: short(flagged.flag).to_owned(),
            is_note: !flagged.flag.is_doubt(),
            made: None,
            words: if numbers.is_empty() {
                format!("{meaning}.")
            } else {
                format!("{meaning} ({}).", numbers.join(", "))
            },
        }
    }
}

/// A flag in a few words.
fn short(flag: Flag) -> &'static str {
    match flag {
        Flag::ImplausibleZero => "none, hard to believe",
        Flag::UnusuallyLow => "unusually low",
        Flag::SuppressedUnverifiable => "cannot be assessed",
        Flag::NoAwayRecorded => "no “away” recorded",
        Flag::SameAsAway => "as many “away” as missing",
        Flag::OpenIncidents => "many incidents left open",
        Flag::Jump => "large change from last year",
        Flag::IncidentsPerChildOutlier => "unusual number for each child",
        Flag::PoliceDisagree => "police count many more",
        Flag::PoliceCountUsed => "police count used",
        Flag::DistanceUnknown => "many distances not known",
        Flag::LocationUnknown => "many places not known",
        Flag::RowsLeftOut => "rows left out",
        Flag::CellsLeftOut => "some left out",
        Flag::NoData => "no data",
    }
}

/// A number behind a flag: two digits that mean something.
fn small(number: f64) -> String {
    if number > 0.0 && number < 0.0001 {
        return "under 0.0001".to_owned();
    }
    match number.abs() {
        size if (size - number::rounded(size, 0)).abs() < 1e-9 => number::decimal(number, 0),
        size if size < 0.1 => number::decimal(number, 4),
        size if size < 1.0 => number::decimal(number, 2),
        _ => number::decimal(number, 1),
    }
}

/// Numbers behind a flag; two that differ and would print alike, with as many digits as tell them
/// apart.
fn apart(numbers: &[f64]) -> Vec<String> {
    let short: Vec<String> = numbers.iter().copied().map(small).collect();
    let alike = |printed: &[String]| match (printed, numbers) {
        ([a, b], [x, y]) => a == b && (x - y).abs() > f64::EPSILON,
        _ => false,
    };
    let mut longer = (2..=6).map(|digits| {
        let each = numbers.iter().map(|n| number::decimal(*n, digits));
        each.collect::<Vec<String>>()
    });
    if alike(&short) {
        longer.find(|printed| !alike(printed)).unwrap_or(short)
    } else {
        short
    }
}

fn meaning(flag: Flag) -> &'static str {
    match flag {
        Flag::ImplausibleZero => {
            "None is recorded, which chance would bring less than once in a thousand"
        }
        Flag::UnusuallyLow => {
            "Unusually low: chance and the usual differences would bring so low a figure to fewer than 1 in 1,000 authorities of this size"
        }
        Flag::SuppressedUnverifiable => {
            "There may be too few recorded to publish: recording cannot be assessed"
        }
        Flag::NoAwayRecorded => {
            "Missing incidents are recorded, but no absence without authorisation: the two may be counted as one"
        }
        Flag::SameAsAway => {
            "As many absences without authorisation are recorded as missing incidents: one may have been copied into the other"
        }
        Flag::OpenIncidents => {
            "More missing incidents are open on 31 March, or were left open, than all but 1 in 1,000 authorities would have by chance"
        }
        Flag::Jump => {
            "It changed from last year by more than chance would bring twice in a thousand"
        }
        Flag::IncidentsPerChildOutlier => {
            "Incidents for each missing child are further from what is usual than chance would bring twice in a thousand"
        }
        Flag::PoliceDisagree => "The police count many more incidents than the authority",
        Flag::PoliceCountUsed => {
            "The police’s count of incidents is used, which is higher than the authority’s own"
        }
        Flag::DistanceUnknown => "Many distances from home are not known",
        Flag::LocationUnknown => "Many places of placement are not known",
        Flag::RowsLeftOut => "Rows that cannot be read are left out: at most 1 in 20, or one",
        Flag::CellsLeftOut => {
            "Those of whom a cell cannot be read are left out of both counts: at most 1 in 20, or one"
        }
        Flag::NoData => "There is no data",
    }
}

/// What the recording policy does to the ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordingEffect {
    /// `flag`, `plateau` or `exclude`.
    pub policy: String,
    /// What that means, in sentences.
    pub meaning: String,
    /// How many ranks it moves and how far, in a sentence.
    pub summary: String,
    /// Everyone it moves, most first.
    pub moved: Vec<MovedRank>,
}

/// An authority whose rank the recording policy moves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedRank {
    /// The name of its page, without ending.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its rank without the policy: "12", or "not ranked".
    pub without: String,
    /// Its rank with it.
    pub with: String,
    /// "3 places down"; "no longer ranked".
    pub change: String,
}

impl RecordingEffect {
    pub(super) fn of(assessment: &Assessment<'_>, shared: &Comparisons) -> Self {
        let policy = assessment.configuration().recording.policy;
        let moved = moved(&shared.without_policy, &assessment.scorecard);
        Self {
            policy: policy.as_str().to_owned(),
            meaning: policy_in_words(policy).to_owned(),
            summary: summary(policy, &moved),
            moved: moved
                .iter()
                .map(|moved| moved_rank(assessment, moved))
                .collect(),
        }
    }
}

fn policy_in_words(policy: Policy) -> &'static str {
    match policy {
        Policy::Flag => "Doubts about recording are said beside the figures and change no score.",
        Policy::Plateau => {
            "For every authority alike, the number of children who went missing and of incidents is never scored as better \
             than the lower 95% limit of what is usual at its size, so that very low recording earns what plausibly low \
             recording earns. Where none is recorded although that is implausible, or the police count many more, these \
             two score no better than England."
        }
        Policy::Exclude => "A figure whose recording is in doubt is not scored.",
    }
}

fn summary(policy: Policy, moved: &[Moved]) -> String {
    if policy == Policy::Flag {
        return "No rank depends on it.".to_owned();
    }
    let places = moved
        .iter()
        .filter_map(|m| Some(m.before?.abs_diff(m.after?)));
    let most = places.max().unwrap_or_default();
    let lost = moved.iter().filter(|m| m.after.is_none()).count();
    let mut text = match moved.len() {
        0 => return "It moves no rank this year.".to_owned(),
        n => format!("It moves the ranks of {}", words::authorities(n)),
    };
    if most > 0 {
        text += &format!(", the most by {}", words::places(most));
    }
    if lost > 0 {
        text += &format!("; {lost} {} not ranked because of it", words::are(lost));
    }
    text + "."
}

fn moved_rank(assessment: &Assessment<'_>, moved: &Moved) -> MovedRank {
    let id = assessment.panel.authorities()[moved.at];
    let rank = |rank: Option<usize>| rank.map_or("not ranked".to_owned(), |r| r.to_string());
    MovedRank {
        file: file_name(assessment.code(id)),
        name: assessment.name(id).to_owned(),
        without: rank(moved.before),
        with: rank(moved.after),
        change: match (moved.before, moved.after) {
            (Some(before), Some(after)) => words::moved(before, after),
            (Some(_), None) => "no longer ranked".to_owned(),
            _ => "ranked only with it".to_owned(),
        },
    }
}

/// What the policy did to one authority's overall rank, in a sentence; none where nothing.
pub(super) fn effect_on(
    assessment: &Assessment<'_>,
    shared: &Comparisons,
    at: AuthorityIndex,
) -> Option<String> {
    let before = shared.without_policy.overall[at].rank;
    let after = assessment.scorecard.overall[at].rank;
    match (before, after) {
        (Some(before), Some(after)) if before != after => Some(format!(
            "Without the recording policy it would rank {}: the policy moves it {}.",
            crate::statistics::ordinal(before),
            words::moved(before, after)
        )),
        (Some(before), None) => Some(format!(
            "Without the recording policy it would rank {}.",
            crate::statistics::ordinal(before)
        )),
        (None, Some(_)) => Some("Without the recording policy it would not be ranked.".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_differ_are_printed_apart() {
        assert_eq!(apart(&[54.576, 54.598]), ["54.58", "54.60"]);
        assert_eq!(apart(&[4.2, 5.1]), ["4.2", "5.1"]);
        assert_eq!(apart(&[5.0, 5.0]), ["5", "5"]);
    }

    #[test]
    fn a_doubt_says_what_and_how_much() {
        let flagged = Flagged {
            flag: Flag::UnusuallyLow,
            numbers: vec![("value", 4.2), ("lower limit", 5.136)],
        };
        let doubt = DoubtResult::of(&flagged);
        assert_eq!(doubt.code, "unusually-low");
        assert_eq!(
            doubt.words,
            "Unusually low: chance and the usual differences would bring so low a figure to fewer than 1 in 1,000 authorities of this size \
             (value 4.2, lower limit 5.1)."
        );
        let blurred = Flagged {
            numbers: Vec::new(),
            ..flagged
        };
        assert_eq!(
            DoubtResult::of(&blurred).words,
            "Unusually low: chance and the usual differences would bring so low a figure to fewer than 1 in 1,000 authorities of this size."
        );
    }

    #[test]
    fn numbers_behind_flags_keep_two_digits() {
        for (number, expected) in [
            (0.000_01, "under 0.0001"),
            (0.0004, "0.0004"),
            (0.117, "0.12"),
            (12.0, "12"),
            (12.34, "12.3"),
        ] {
            assert_eq!(small(number), expected);
        }
    }

    #[test]
    fn the_summary_counts_who_moved_and_who_lost_a_rank() {
        let moved = |before, after| Moved {
            at: AuthorityIndex::first(),
            before,
            after,
        };
        let all = [
            moved(Some(9), None),
            moved(Some(4), Some(7)),
            moved(Some(5), Some(4)),
        ];
        assert_eq!(
            summary(Policy::Plateau, &all),
            "It moves the ranks of 3 authorities, the most by 3 places; 1 is not ranked because of it."
        );
        assert_eq!(summary(Policy::Plateau, &[]), "It moves no rank this year.");
    }
}
