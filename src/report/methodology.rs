//! The method, as the configuration in use sets it.

use serde::Serialize;

use super::figure::{Passage, Sign};
use super::frame::Frame;

/// Everything the page on the method says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Methodology {
    /// What stands on every page.
    pub frame: Frame,
    /// What the scorecard is, in a sentence.
    pub headline: String,
    /// Framework, selection, normalisation, weighting, aggregation, ranking.
    pub method: Vec<Passage>,
    /// The domains and their indicators.
    pub domains: Vec<DomainMethod>,
    /// Quality, limitations, disclosure control, accessibility, contact.
    pub about: Vec<Passage>,
    /// The settings in use.
    pub settings: Vec<Setting>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

/// A domain as it is scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainMethod {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its weight, as set.
    pub weight: String,
    /// Its share of the overall score this year; "not scored" where it has none.
    pub share: String,
    /// Its indicators.
    pub indicators: Vec<IndicatorMethod>,
}

/// An indicator as it is scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorMethod {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its weight within the domain, as set.
    pub weight: String,
    /// "Lower is better" and the like.
    pub direction: String,
    /// What is counted, and out of what.
    pub numerator: String,
    /// Out of what; empty for a plain count.
    pub denominator: String,
    /// What a reader must know before using it; may be empty.
    pub caveat: String,
    /// How values become scores: "17% scores 0, 7% scores 100".
    pub scale: String,
    /// Whether it is scored this year.
    pub scored: bool,
    /// "Scored" or why it is not.
    pub selection: String,
    /// Share of authorities with a value: "148 of 153 (97%)".
    pub present: String,
}

/// A setting of the configuration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Setting {
    /// What it decides, in words.
    pub name: String,
    /// Its key in the weights file.
    pub key: String,
    /// Its value.
    pub value: String,
}
