//! The scorecard in words that a child of twelve follows.

use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::scoring::{Band, ScoredDomain};

use super::authority::Fact;
use super::comparisons::Comparisons;
use super::directory::Entry;
use super::frame::Frame;
use super::{file_name, findings};

const WORDS: &str = include_str!("easy_words.csv");

/// What the page in easy words says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EasyRead {
    /// What stands on every page.
    pub frame: Frame,
    /// Whether the scorecard is about children who go missing, of which more is said.
    pub is_about_missing: bool,
    /// What is counted, domain by domain; only what is scored this year.
    pub domains: Vec<EasyDomain>,
    /// England's figures.
    pub england: Vec<Fact>,
    /// Who stands where against England; only groups of somebody.
    pub groups: Vec<EasyGroup>,
}

/// A domain in easy words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EasyDomain {
    /// Its name.
    pub title: String,
    /// What is asked; none of a domain that the program has no words for.
    pub what: Option<String>,
    /// Why it matters; none of such a domain.
    pub why: Option<String>,
    /// What it is made of, by name.
    pub indicators: Vec<String>,
}

/// Authorities that stand alike.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EasyGroup {
    /// "Better than England".
    pub title: &'static str,
    /// What that means.
    pub words: &'static str,
    /// Who they are, by name.
    pub entries: Vec<Entry>,
}

/// A line of the words.
#[derive(Debug, Deserialize)]
struct Words {
    domain: String,
    what: String,
    why: String,
}

const GROUPS: [(Option<Band>, &str, &str); 4] = [
    (
        Some(Band::Above),
        "Better than England",
        "Their score is higher than England’s, and it is not just luck.",
    ),
    (
        Some(Band::Around),
        "About the same as England",
        "Their score is so near to England’s that nobody can say who is better.",
    ),
    (
        Some(Band::Below),
        "Below England",
        "Their score is lower than England’s, and it is not just luck.",
    ),
    (None, "Not compared", "Too little is known of them to say."),
];

impl EasyRead {
    pub(super) fn of(assessment: &Assessment<'_>, shared: &Comparisons, frame: Frame) -> Self {
        let domains = assessment.domains().into_iter();
        let scored = domains.filter(|d| d.scores.comparable);
        Self {
            is_about_missing: frame.recording_caveat.is_some(),
            domains: scored.map(|d| domain(assessment, &d)).collect(),
            england: findings::national_figures(assessment, shared),
            groups: groups(assessment),
            frame,
        }
    }
}

fn domain(assessment: &Assessment<'_>, scored: &ScoredDomain<'_>) -> EasyDomain {
    let mut reader = csv::Reader::from_reader(WORDS.as_bytes());
    let mut known = reader.deserialize().filter_map(Result::ok);
    let words = known.find(|words: &Words| words.domain == scored.domain.code);
    let (what, why) = words.map(|words| (words.what, words.why)).unzip();
    let all = assessment.indicators().into_iter();
    let own = all.filter(|i| i.scores.domain == scored.at && i.is_scored());
    EasyDomain {
        title: scored.domain.title.clone(),
        what,
        why,
        indicators: own.map(|i| i.indicator.title.clone()).collect(),
    }
}

fn groups(assessment: &Assessment<'_>) -> Vec<EasyGroup> {
    let spreads = &assessment.uncertainty().overall;
    let made = GROUPS.into_iter().map(|(band, title, words)| {
        let units = assessment.panel.authorities().pairs();
        let own = units.filter(|(at, _)| spreads[*at].band == band);
        let mut entries: Vec<Entry> = own
            .map(|(_, id)| Entry {
                name: assessment.name(*id).to_owned(),
                of: None,
                file: file_name(assessment.code(*id)),
            })
            .collect();
        entries.sort();
        EasyGroup {
            title,
            words,
            entries,
        }
    });
    made.filter(|group| !group.entries.is_empty()).collect()
}
