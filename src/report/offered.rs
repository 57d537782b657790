//! What a publication offers as data, for the page that links to it and for portals that list it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::config::Mode;

use super::flows::has_flows;
use super::frame::Frame;

const FILES: &str = include_str!("data_files.csv");

/// What a publication offers as data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offered {
    /// What it holds, in a few sentences.
    pub description: String,
    /// The first day that its figures are about, as ISO 8601.
    pub from: String,
    /// The last one.
    pub to: String,
    /// What is measured, by name.
    pub measured: Vec<String>,
    /// Whether it is for the public, and so for portals.
    #[serde(skip)]
    pub is_public: bool,
    /// The files.
    pub files: Vec<DataFile>,
}

/// A file of data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DataFile {
    /// Where it is in the publication.
    pub path: String,
    /// What it holds.
    pub title: String,
    /// Its format in short: "CSV".
    pub format: String,
    /// Its media type.
    pub media: String,
    /// Which publications have it.
    #[serde(rename = "where", skip_serializing)]
    condition: Condition,
}

/// Which publications have a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Condition {
    Always,
    /// Those of returns.
    Groups,
    /// Those of two returns and more.
    Flows,
    /// Those that say what changed since an earlier one.
    Revisions,
    /// Those that are not internal.
    Public,
}

static ALL: LazyLock<Vec<DataFile>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(FILES.as_bytes());
    reader.deserialize().filter_map(Result::ok).collect()
});

impl Offered {
    /// What a publication of an assessment offers.
    pub(super) fn of(assessment: &Assessment<'_>, frame: &Frame, has_revisions: bool) -> Self {
        let is_public = assessment.configuration().disclosure.mode == Mode::Public;
        let has = |file: &&DataFile| match file.condition {
            Condition::Always => true,
            Condition::Groups => assessment.tabulated() > 0,
            Condition::Flows => has_flows(assessment),
            Condition::Revisions => has_revisions,
            Condition::Public => is_public,
        };
        let years = assessment.evidence.measures.years();
        let first = years.first().copied().unwrap_or(assessment.year);
        let last = years.last().copied().unwrap_or(assessment.year);
        let indicators = assessment.configuration().indicators();
        Self {
            is_public,
            description: format!(
                "{} {}. Scores, ranks with their ranges, and the figures they are made from, for each local authority.",
                frame.status, frame.period
            ),
            from: format!("{}-04-01", first - 1),
            to: format!("{last}-03-31"),
            measured: indicators.map(|(_, i)| i.title.clone()).collect(),
            files: ALL.iter().filter(has).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        assert_eq!(ALL.len(), FILES.lines().count() - 1);
    }
}
