//! What stands on every page of a publication.

use jiff::Timestamp;
use serde::Serialize;

use super::figure::Passage;

/// What every page and document says about itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frame {
    /// The scorecard's name: "Children missing from care".
    pub title: String,
    /// The year ending 31 March.
    pub year: i16,
    /// The same in words: "Year ending 31 March 2024".
    pub period: String,
    /// What the publication is and is not: "This scorecard is management information, …".
    pub status: String,
    /// Who publishes it; empty where the configuration does not say.
    pub publisher: String,
    /// How to reach the publisher; empty where the configuration does not say.
    pub contact: String,
    /// When it was or will be published.
    pub released: Option<Released>,
    /// Protective marking of an internal publication: "OFFICIAL-SENSITIVE".
    pub marking: Option<String>,
    /// What no reader of any page may miss: what could not be scored this year.
    pub notices: Vec<Passage>,
    /// How far figures on missing incidents can be trusted; on every page that shows them, so
    /// absent only where the scorecard has none.
    pub recording_caveat: Option<Passage>,
    /// The files the figures were taken from.
    pub sources: Vec<Source>,
    /// The sources in one line, for charts and tables.
    pub source_line: String,
}

/// A date of publication.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Released {
    /// In words: "20 November 2025".
    pub words: String,
    /// As ISO 8601: "2025-11-20".
    pub iso: String,
    /// Its first moment, or the given one, in seconds since 1970.
    pub seconds: i64,
}

impl Released {
    /// The moment, for the metadata of documents.
    pub fn timestamp(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.seconds).ok()
    }
}

/// A file figures were taken from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// Its path within the dataset.
    pub file: String,
    /// What kind of file it was recognised as.
    pub kind: String,
}
