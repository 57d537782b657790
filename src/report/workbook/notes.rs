//! The notes of a workbook, and how titles and headers refer to them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::assessment::Assessment;
use crate::indicator::{definition, definitions};

use super::super::comparisons::Comparisons;
use super::super::figure::Passage;
use super::super::methodology::disclosure_in_words;
use super::super::{Frame, league_table, reading};

/// Notes by name. They are numbered in the order in which they are first referred to, so that those that
/// nothing refers to are not there: `[note 1]`, `[note 2]`.
#[derive(Debug, Default)]
pub(super) struct Notes {
    named: BTreeMap<String, String>,
    referred: RefCell<Vec<String>>,
}

/// What a ranking must be read with.
pub(super) const RANKS: &str = "ranks";
/// What the ranges are.
pub(super) const RANGES: &str = "ranges";
/// What coverage is.
pub(super) const COVERAGE: &str = "coverage";
/// How far missing incidents can be trusted.
pub(super) const RECORDING: &str = "recording";
/// How scores of different years stand to each other.
pub(super) const YEARS: &str = "years";
/// Where figures come from, how they are rounded and withheld.
pub(super) const FIGURES: &str = "figures";
/// What comparison and trend say.
pub(super) const COMPARISON: &str = "comparison";

impl Notes {
    pub(super) fn of(
        assessment: &Assessment<'_>,
        others: &[&Assessment<'_>],
        shared: &Comparisons,
        frame: &Frame,
    ) -> Self {
        let mut notes = Self::default();
        let domains = league_table::domain_heads(assessment);
        let reading = reading::how_to_read(assessment, &domains);
        let said = |passage: &Passage| passage.paragraphs.join(" ");
        let scores = said(&reading.scores);
        notes.add(RANKS, format!("{scores} {}", said(&reading.ranks)));
        let how_sure = reading::how_sure(assessment, shared);
        let how_sure = how_sure.iter().flat_map(|p| p.paragraphs.clone());
        notes.add(RANGES, how_sure.collect::<Vec<_>>().join(" "));
        notes.add(COVERAGE, said(&reading.coverage));
        if !others.is_empty() {
            notes.add(YEARS, across_years(assessment.year));
        }
        if let Some(caveat) = &frame.recording_caveat {
            notes.add(RECORDING, caveat.paragraphs.join(" "));
        }
        let withheld = disclosure_in_words(assessment).paragraphs.join(" ");
        notes.add(
            FIGURES,
            format!(
                "{} Cells hold unrounded numbers and show them rounded. {withheld}",
                frame.line_of_all_sources()
            ),
        );
        notes.add(
            COMPARISON,
            "Ranges are 95% intervals. A comparison says where a figure lies against England by limits that allow for \
             the usual differences between authorities; a trend is over five years and is given only where all five \
             are there and of one definition."
                .to_owned(),
        );
        notes.caveats(assessment);
        notes
    }

    /// What a reader must know before using an indicator.
    fn caveats(&mut self, assessment: &Assessment<'_>) {
        let configured = assessment.configuration().indicators();
        let configured: Vec<&str> = configured.map(|(_, i)| i.code.as_str()).collect();
        let context = definitions().filter(|d| d.domain == "context");
        let codes = configured.into_iter().chain(context.map(|d| d.code));
        for code in codes {
            if let Some(definition) = definition(code)
                && !definition.caveat.is_empty()
                && !self.named.contains_key(code)
            {
                self.add(code, format!("{}: {}", definition.title, definition.caveat));
            }
        }
    }

    fn add(&mut self, name: &str, text: String) {
        self.named.insert(name.to_owned(), text.trim().to_owned());
    }

    /// " [note 1] [note 4]" for those of the names that have a note. To be asked in the order in which they are
    /// read: for the title of a table, then for its columns.
    pub(super) fn to(&self, names: &[&str]) -> String {
        let known = names.iter().filter(|name| self.named.contains_key(**name));
        known
            .map(|name| format!(" [note {}]", self.number(name)))
            .collect()
    }

    fn number(&self, name: &str) -> usize {
        let mut referred = self.referred.borrow_mut();
        let before = referred.iter().position(|other| other == name);
        let at = before.unwrap_or_else(|| {
            referred.push(name.to_owned());
            referred.len() - 1
        });
        at + 1
    }

    /// Every note that is referred to, with its reference.
    pub(super) fn texts(&self) -> Vec<(String, String)> {
        let referred = self.referred.borrow();
        let text = |name: &String| self.named.get(name).cloned().unwrap_or_default();
        let numbered = (1..).zip(referred.iter());
        numbered
            .map(|(number, name)| (format!("[note {number}]"), text(name)))
            .collect()
    }
}

/// What is to be known of several years in one table.
fn across_years(opened: i16) -> String {
    format!(
        "Rows of {opened} come first, then those of the other years, the latest first. Scores of different years can be \
         set side by side only where the same domains and indicators are scored, and never where a year's \
         figures stand apart: the table of years says which. Ranges of scores and ranks in domains are estimated for {opened} \
         only; what other notes say of ranges and ranks is of {opened}."
    )
}
