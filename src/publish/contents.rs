//! The files of a publication.

use crate::assessment::Assessment;
use crate::render::{json, table_csv};

use super::PublishError;

/// A file of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the publication's folder, with forward slashes.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
        }
    }
}

/// Every file but the manifest, in order of name.
pub(super) fn files(assessment: &Assessment<'_>) -> Result<Vec<File>, PublishError> {
    let mut files = data(assessment)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn data(assessment: &Assessment<'_>) -> Result<Vec<File>, PublishError> {
    let evidence = assessment.evidence;
    let years: Vec<_> = evidence
        .measures
        .years()
        .iter()
        .map(|year| evidence.assess(*year))
        .collect();
    let json =
        json::scorecard(assessment).map_err(|e| PublishError::render("data/scorecard.json", e))?;
    Ok(vec![
        File::new(
            "data/measures.csv",
            table_csv::measures(evidence, &years, &table_csv::MeasuresFilter::default()),
        ),
        File::new("data/scorecard.json", json),
        File::new("data/scores.csv", table_csv::scores(assessment)),
    ])
}
