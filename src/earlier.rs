//! An earlier publication as its files hold it: what the public has been told already.
//!
//! Only what revision notes need is read: `data/measures.csv`, `data/scores.csv`,
//! `data/scorecard.json` and `manifest.json`, as this program writes them.

use std::collections::BTreeMap;

use crate::source::{Files, sha256_of};
use serde::Deserialize;
use serde::de::DeserializeOwned;

const MEASURES: &str = "data/measures.csv";
const SCORES: &str = "data/scores.csv";
const SCORECARD: &str = "data/scorecard.json";
const MANIFEST: &str = "manifest.json";

/// Why an earlier publication cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum EarlierError {
    /// The disk refused, or a file is not there.
    #[error("{path}: {source}")]
    Unreadable {
        /// Where.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not as this program writes it.
    #[error("{path} is not as this program writes it: {why}")]
    Damaged {
        /// Which.
        path: String,
        /// What is wrong with it.
        why: String,
    },
}

/// An earlier publication.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earlier {
    /// The year it is about, ending 31 March.
    pub year: i16,
    /// SHA-256 of its manifest, in hexadecimal: which publication it was.
    pub sha256: String,
    /// The date of release it states, if it does.
    pub released: Option<String>,
    /// Its figures of all years.
    pub figures: Vec<EarlierFigure>,
    /// Its overall scores of that year.
    pub scores: Vec<EarlierScore>,
    /// Its settings, by a path such as `domains.sufficiency.weight`.
    pub settings: BTreeMap<String, String>,
}

/// A row of its table of measures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct EarlierFigure {
    /// The place's code.
    #[serde(rename = "authority_code")]
    pub code: String,
    /// The year ending 31 March.
    pub year: i16,
    /// The indicator's code.
    pub indicator: String,
    /// The count.
    pub numerator: Option<f64>,
    /// What it is counted out of.
    pub denominator: Option<f64>,
    /// The value.
    pub value: Option<f64>,
    /// `ok`, or why there is no value.
    pub status: String,
}

/// An authority's overall score.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct EarlierScore {
    /// The authority's code.
    #[serde(rename = "authority_code")]
    pub code: String,
    year: i16,
    level: String,
    /// The score, 0 to 100.
    pub score: Option<f64>,
    /// The rank, 1 being best.
    pub rank: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct Manifest {
    year: i16,
}

#[derive(Debug, Deserialize)]
struct Scorecard {
    configuration: serde_json::Value,
}

impl Earlier {
    /// Reads a publication's files.
    ///
    /// # Errors
    /// Where a file is not there, cannot be read, or is not as this program writes it.
    pub fn read(files: &dyn Files) -> Result<Self, EarlierError> {
        let manifest = bytes(files, MANIFEST)?;
        let scorecard: Scorecard = json(files, SCORECARD, &bytes(files, SCORECARD)?)?;
        let scores: Vec<EarlierScore> = rows(files, SCORES)?;
        let year = json::<Manifest>(files, MANIFEST, &manifest)?.year;
        Ok(Self {
            year,
            sha256: sha256_of(&manifest),
            released: released(&scorecard.configuration),
            figures: rows(files, MEASURES)?,
            scores: scores
                .into_iter()
                .filter(|s| s.level == "overall" && s.year == year)
                .collect(),
            settings: settings(&scorecard.configuration),
        })
    }
}

fn released(configuration: &serde_json::Value) -> Option<String> {
    let date = configuration.get("publication")?.get("release_date")?;
    date.as_str().map(str::to_owned)
}

fn bytes(files: &dyn Files, name: &str) -> Result<Vec<u8>, EarlierError> {
    files.read(name).map_err(|source| EarlierError::Unreadable {
        path: files.called(name),
        source,
    })
}

fn damaged(files: &dyn Files, name: &str, why: &impl ToString) -> EarlierError {
    EarlierError::Damaged {
        path: files.called(name),
        why: why.to_string(),
    }
}

fn json<T: DeserializeOwned>(
    files: &dyn Files,
    name: &str,
    bytes: &[u8],
) -> Result<T, EarlierError> {
    serde_json::from_slice(bytes).map_err(|why| damaged(files, name, &why))
}

fn rows<T: DeserializeOwned>(files: &dyn Files, name: &str) -> Result<Vec<T>, EarlierError> {
    let bytes = bytes(files, name)?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows: Result<Vec<T>, csv::Error> = reader.deserialize().collect();
    rows.map_err(|why| damaged(files, name, &why))
}

/// The settings that bear on figures and scores, by path; parts of a list that have a code go by
/// it.
#[must_use]
pub fn settings(configuration: &serde_json::Value) -> BTreeMap<String, String> {
    const BEAR: [&str; 6] = [
        "scorecard",
        "domains",
        "recording",
        "measures",
        "ranking",
        "disclosure",
    ];
    let mut found = BTreeMap::new();
    for section in BEAR {
        if let Some(value) = configuration.get(section) {
            flatten(section, value, &mut found);
        }
    }
    found
}

fn flatten(path: &str, value: &serde_json::Value, found: &mut BTreeMap<String, String>) {
    use serde_json::Value;
    match value {
        Value::Object(parts) => {
            for (key, part) in parts.iter().filter(|(key, _)| *key != "code") {
                flatten(&format!("{path}.{key}"), part, found);
            }
        }
        Value::Array(parts) if parts.iter().any(Value::is_object) => {
            for (at, part) in parts.iter().enumerate() {
                let code = part.get("code").and_then(Value::as_str);
                let name = code.map_or_else(|| at.to_string(), str::to_owned);
                flatten(&format!("{path}.{name}"), part, found);
            }
        }
        Value::Array(parts) => {
            let words: Vec<String> = parts.iter().map(plain).collect();
            found.insert(path.to_owned(), words.join(", "));
        }
        value => {
            found.insert(path.to_owned(), plain(value));
        }
    }
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => "not set".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_go_by_the_codes_of_domains_and_indicators() {
        let configuration = serde_json::json!({
            "scorecard": {"title": "T", "sources": ["sampling", "weights"]},
            "domains": [{"code": "d", "weight": 25.0, "indicators": [
                {"code": "i", "weight": 1.0, "goalposts": {"worst": 3.0, "best": 1.0}}]}],
            "publication": {"publisher": "P"},
        });
        let expected = [
            ("domains.d.indicators.i.goalposts.best", "1.0"),
            ("domains.d.indicators.i.goalposts.worst", "3.0"),
            ("domains.d.indicators.i.weight", "1.0"),
            ("domains.d.weight", "25.0"),
            ("scorecard.sources", "sampling, weights"),
            ("scorecard.title", "T"),
        ];
        let expected = expected.map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(settings(&configuration), BTreeMap::from(expected));
    }

    #[test]
    fn what_is_no_publication_says_which_file_it_lacks() {
        let nothing = crate::source::Memory::default();
        let error = Earlier::read(&nothing).unwrap_err().to_string();
        assert!(error.contains("manifest.json"), "{error}");
    }
}
