//! Every authority by letter and by region, for readers whose browser runs no script.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assessment::Assessment;

use super::file_name;
use super::frame::Frame;

/// The list of all authorities and their districts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Directory {
    /// What stands on every page.
    pub frame: Frame,
    /// By the first letter of their names.
    pub letters: Vec<Listed>,
    /// The authorities by region; empty where regions are not known.
    pub regions: Vec<Listed>,
    /// The authorities in the order of their names.
    pub authorities: Vec<Entry>,
    /// Whether there are districts or other names among the letters.
    pub has_others: bool,
}

/// Some entries under a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listed {
    /// "K", or "South East".
    pub title: String,
    /// The entries, by name.
    pub entries: Vec<Entry>,
}

/// A name that leads to an authority's page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// The authority it means, where that is called otherwise.
    pub of: Option<String>,
    /// The name of the authority's page, without ending.
    pub file: String,
}

impl Directory {
    pub(super) fn of(assessment: &Assessment<'_>, frame: Frame) -> Self {
        let register = &assessment.evidence.dataset.register;
        let mut authorities = Vec::new();
        let mut regions: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        let mut all = Vec::new();
        for id in assessment.panel.authorities() {
            let (file, own) = (file_name(assessment.code(*id)), assessment.name(*id));
            let entry = Entry {
                name: own.to_owned(),
                of: None,
                file: file.clone(),
            };
            let region = register.get(*id).map(|a| a.region.clone());
            if let Some(region) = region.filter(|region| !region.is_empty()) {
                regions.entry(region).or_default().push(entry.clone());
            }
            let others = register.other_names(*id).iter().map(String::as_str);
            let districts = register.districts_of(*id, assessment.year);
            all.extend(others.chain(districts).map(|name| Entry {
                name: name.to_owned(),
                of: Some(own.to_owned()),
                file: file.clone(),
            }));
            all.push(entry.clone());
            authorities.push(entry);
        }
        authorities.sort();
        let has_others = all.len() > authorities.len();
        Self {
            frame,
            letters: by_letter(all),
            regions: regions.into_iter().map(listed).collect(),
            authorities,
            has_others,
        }
    }
}

fn listed((title, mut entries): (String, Vec<Entry>)) -> Listed {
    entries.sort();
    entries.dedup();
    Listed { title, entries }
}

fn by_letter(all: Vec<Entry>) -> Vec<Listed> {
    let mut letters: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in all {
        let mut letters_of = entry.name.chars().filter(|c| c.is_alphanumeric());
        let first = letters_of.next().map_or_else(
            || "Others".to_owned(),
            |first| first.to_uppercase().collect(),
        );
        letters.entry(first).or_default().push(entry);
    }
    letters.into_iter().map(listed).collect()
}
