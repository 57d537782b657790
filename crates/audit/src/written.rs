//! The files of a publication as anybody can read them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::AuditError;

/// The files of data that are attacked.
const READ: [&str; 5] = [
    "data/measures.csv",
    "data/scores.csv",
    "data/groups.csv",
    "data/flows.csv",
    "data/scorecard.json",
];

/// The written files of a publication, by path within its folder.
#[derive(Debug, Clone, Default)]
pub struct Written {
    files: BTreeMap<&'static str, Vec<u8>>,
}

impl Written {
    /// The files that are read, of which a publication has at least the first.
    pub const FILES: [&'static str; 5] = READ;

    /// From files; those that are not read are passed over.
    pub fn of<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Self {
        let mut written = Self::default();
        for (name, bytes) in files {
            if let Some(name) = READ.iter().find(|read| **read == name) {
                written.files.insert(name, bytes.to_vec());
            }
        }
        written
    }

    pub(super) fn publication(&self) -> Result<Publication, AuditError> {
        let groups: Vec<GroupRow> = self.rows(READ[2])?;
        let flows: Vec<FlowRow> = self.rows(READ[3])?;
        Ok(Publication {
            measures: self.rows(READ[0])?,
            scores: self.rows(READ[1])?,
            groups: groups.into_iter().map(GroupRow::with_signs).collect(),
            flows: flows.into_iter().map(FlowRow::with_signs).collect(),
            scorecard: self.scorecard()?,
        })
    }

    /// Whether any cell is withheld by whoever made the publication: all that a quick look needs.
    pub(super) fn withholds(&self) -> Result<bool, AuditError> {
        let measures: Vec<MeasureRow> = self.rows(READ[0])?;
        let groups = self.files.contains_key("data/groups.csv");
        Ok(groups || measures.iter().any(MeasureRow::is_withheld))
    }

    fn rows<R: DeserializeOwned>(&self, name: &'static str) -> Result<Vec<R>, AuditError> {
        let Some(bytes) = self.files.get(name) else {
            return Ok(Vec::new());
        };
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let rows: Result<Vec<R>, csv::Error> = reader.deserialize().collect();
        rows.map_err(|error| AuditError::damaged(name, error))
    }

    fn scorecard(&self) -> Result<Scorecard, AuditError> {
        let name = READ[4];
        let Some(bytes) = self.files.get(name) else {
            return Ok(Scorecard::default());
        };
        serde_json::from_slice(bytes).map_err(|error| AuditError::damaged(name, error))
    }
}

/// Authorities and years.
pub(super) type Places = BTreeSet<(String, i16)>;

/// What a publication says.
#[derive(Debug, Clone)]
pub(super) struct Publication {
    pub(super) measures: Vec<MeasureRow>,
    pub(super) scores: Vec<ScoreRow>,
    pub(super) groups: Vec<GroupRow>,
    pub(super) flows: Vec<FlowRow>,
    pub(super) scorecard: Scorecard,
}

/// A row of `measures.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct MeasureRow {
    pub(super) authority_code: String,
    pub(super) authority_name: String,
    pub(super) year: i16,
    pub(super) indicator: String,
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    /// As it is printed: how many places it has says how far it was rounded.
    pub(super) value: String,
    pub(super) status: String,
    pub(super) source: String,
    pub(super) flags: String,
    /// Why it is withheld, which says in which range the count lies.
    #[serde(default)]
    pub(super) withheld_as: String,
}

impl MeasureRow {
    /// Whether the publication itself withholds it, rather than repeats what another withholds.
    pub(super) fn is_withheld(&self) -> bool {
        self.status == "c" && self.source != "published"
    }
}

/// A row of `scores.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ScoreRow {
    pub(super) authority_code: String,
    pub(super) year: i16,
    pub(super) level: String,
    pub(super) code: String,
    pub(super) score: Option<f64>,
    pub(super) rank: Option<usize>,
}

/// A row of `groups.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct GroupRow {
    pub(super) authority_code: String,
    pub(super) year: i16,
    pub(super) table: String,
    pub(super) row: String,
    pub(super) column: String,
    /// The count; `c` where it is withheld, which earlier versions wrote here and later ones beside it.
    pub(super) count: String,
    #[serde(default)]
    status: String,
}

impl GroupRow {
    fn with_signs(mut self) -> Self {
        sign(&mut self.count, &self.status);
        self
    }
}

/// Puts what stands beside a count in place of it where there is none.
fn sign(count: &mut String, status: &str) {
    if count.is_empty() && status != "ok" {
        status.clone_into(count);
    }
}

/// A row of `flows.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct FlowRow {
    pub(super) year: i16,
    pub(super) from_code: String,
    pub(super) to_code: String,
    /// Each the count; `c` where it is withheld, and anything else where it is not known. Earlier versions
    /// wrote the sign here, later ones beside it.
    pub(super) children: String,
    pub(super) missing: String,
    #[serde(default)]
    pub(super) missing_from_there: String,
    #[serde(default)]
    pub(super) notifiable: String,
    pub(super) notified: String,
    #[serde(default)]
    children_status: String,
    #[serde(default)]
    missing_status: String,
    #[serde(default)]
    missing_from_there_status: String,
    #[serde(default)]
    notifiable_status: String,
    #[serde(default)]
    notified_status: String,
}

impl FlowRow {
    fn with_signs(mut self) -> Self {
        sign(&mut self.children, &self.children_status);
        sign(&mut self.missing, &self.missing_status);
        sign(
            &mut self.missing_from_there,
            &self.missing_from_there_status,
        );
        sign(&mut self.notifiable, &self.notifiable_status);
        sign(&mut self.notified, &self.notified_status);
        self
    }
}

/// What is read of `scorecard.json`.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Scorecard {
    #[serde(default)]
    pub(super) year: i16,
    #[serde(default)]
    pub(super) configuration: Configuration,
    #[serde(default)]
    pub(super) authorities: Vec<Authority>,
    /// The same of other years.
    #[serde(default)]
    pub(super) other_years: Vec<OtherYear>,
}

impl Scorecard {
    /// What it says of the authorities of each year.
    pub(super) fn years(&self) -> impl Iterator<Item = (i16, &[Authority])> {
        let others = self.other_years.iter();
        let others = others.map(|other| (other.year, other.authorities.as_slice()));
        std::iter::once((self.year, self.authorities.as_slice())).chain(others)
    }
}

/// A year that a publication does not open with.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct OtherYear {
    #[serde(default)]
    pub(super) year: i16,
    #[serde(default)]
    pub(super) authorities: Vec<Authority>,
}

/// How scores are made.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Configuration {
    #[serde(default)]
    pub(super) scorecard: Rules,
    #[serde(default)]
    pub(super) domains: Vec<Domain>,
    #[serde(default)]
    pub(super) disclosure: Disclosure,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Rules {
    #[serde(default)]
    pub(super) aggregation: String,
    #[serde(default)]
    pub(super) normalisation: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Disclosure {
    threshold: Option<i64>,
    rounding: Option<i64>,
    percentage_minimum_denominator: Option<i64>,
}

/// What is usual, where the files do not say.
impl Disclosure {
    /// Counts up to this point at a child.
    pub(super) fn threshold(&self) -> i64 {
        self.threshold.unwrap_or(5)
    }

    /// What totals are rounded to.
    pub(super) fn rounding(&self) -> i64 {
        self.rounding.unwrap_or(10)
    }

    /// The smallest number a percentage may be of.
    pub(super) fn minimum_base(&self) -> i64 {
        self.percentage_minimum_denominator.unwrap_or(11)
    }
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Domain {
    pub(super) code: String,
    pub(super) weight: f64,
    #[serde(default)]
    pub(super) indicators: Vec<Indicator>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Indicator {
    pub(super) code: String,
    pub(super) weight: f64,
    #[serde(default)]
    pub(super) direction: String,
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) normalisation: Option<String>,
    #[serde(default)]
    pub(super) goalposts: Option<Goalposts>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Goalposts {
    pub(super) worst: f64,
    pub(super) best: f64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Authority {
    pub(super) code: String,
    /// Nothing, or an empty text, where it is in none.
    #[serde(default)]
    pub(super) region: Option<String>,
    #[serde(default)]
    pub(super) indicators: Vec<Measured>,
}

/// An indicator of an authority, with what it says beyond `measures.csv`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Measured {
    pub(super) code: String,
    #[serde(default)]
    pub(super) numerator: Option<f64>,
    #[serde(default)]
    pub(super) scored_as: Option<f64>,
    #[serde(default)]
    pub(super) flags: Vec<Flag>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Flag {
    pub(super) code: String,
    #[serde(default)]
    pub(super) numbers: BTreeMap<String, f64>,
}
