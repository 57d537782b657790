//! What the figures of a publication were taken from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::source::{Dataset, RegisterInUse};

use super::terms;

/// The files of one kind that figures were taken from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// What they are.
    pub kind: String,
    /// Their paths within the dataset.
    pub files: Vec<String>,
    /// Whether they say who is who, and hold no figure.
    #[serde(skip)]
    pub is_who_is_who: bool,
    /// What their publisher asks to be said; none where nothing.
    #[serde(skip)]
    pub acknowledgement: Option<&'static str>,
}

impl Source {
    /// Files that say something other than who is who.
    pub(super) fn new(kind: &str, files: Vec<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            files,
            is_who_is_who: false,
            acknowledgement: None,
        }
    }
}

impl Source {
    /// The same with files by their names, each once.
    pub(super) fn without_folders(self) -> Self {
        let names = self.files.iter().map(|file| base_name(file).to_owned());
        let names: BTreeSet<String> = names.collect();
        Self {
            files: names.into_iter().collect(),
            ..self
        }
    }
}

/// A file without the folders it lies in.
pub(super) fn base_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// The kinds of files that say who is who.
const WHO_IS_WHO: [&str; 4] = ["neighbours", "authorities", "grouping", "reorganisations"];

/// The years whose figures a page about one shows beside its own, in trends and counts that are added up.
const YEARS_BESIDE: i16 = 4;

/// Those of [`of_years`] that bear on what is said of the year.
pub(super) fn of_the_year(assessment: &Assessment<'_>) -> Vec<Source> {
    let year = assessment.year;
    of_years(assessment, year.saturating_sub(YEARS_BESIDE)..=year)
}

/// The files that any figure of some years was taken from, and those that say who is who.
pub(super) fn of_years(assessment: &Assessment<'_>, years: RangeInclusive<i16>) -> Vec<Source> {
    let dataset = &assessment.evidence.dataset;
    let cells = assessment.evidence.measures.iter();
    let used: BTreeSet<usize> = cells
        .filter(|(key, _)| years.contains(&key.year))
        .flat_map(|(_, cell)| cell.files.iter().copied())
        .collect();
    let is_always =
        |kind: &str| WHO_IS_WHO.contains(&kind) || matches!(kind, "capacity" | "postcodes");
    let files = dataset.files.iter().enumerate();
    let shown = files
        .filter_map(|(at, file)| file.kind.map(|kind| (at, kind)))
        .filter(|(at, kind)| used.contains(at) || is_always(kind));
    let mut by_kind: BTreeMap<&str, Source> = BTreeMap::new();
    for (at, kind) in shown {
        let words = kind_in_words(kind, dataset);
        let source = by_kind
            .entry(words)
            .or_insert_with(|| Source::new(words, Vec::new()));
        source.is_who_is_who = WHO_IS_WHO.contains(&kind);
        source.acknowledgement = terms::acknowledgement(kind, dataset);
        let name = dataset.public_name(at);
        let files = &mut source.files;
        files.extend(name.filter(|name| !files.contains(name)));
    }
    let source = |source: Source| Source {
        files: named_or_counted(source.files),
        ..source
    };
    by_kind.into_values().map(source).collect()
}

/// The names of a few files; many are counted, since a list of them tells a reader nothing.
fn named_or_counted(files: Vec<String>) -> Vec<String> {
    const MOST_NAMED: usize = 10;
    if files.len() <= MOST_NAMED {
        files
    } else {
        vec![format!("{} files", files.len())]
    }
}

/// What a kind of input is, for readers who do not know the program. Where a dataset brings its
/// own authorities its figures are nobody's statistics.
fn kind_in_words<'k>(kind: &'k str, dataset: &Dataset) -> &'k str {
    let own = matches!(dataset.register, RegisterInUse::Own(_));
    match kind {
        "published" if own => "Children looked after: figures in published form",
        "published" => "Children looked after: statistics of the Department for Education",
        "first-release" if own => "Children looked after: figures in the form of first releases",
        "first-release" => {
            "Children looked after: statistical first releases of the Department for Education"
        }
        "table-tool" => {
            "Children looked after: tables made with the table tool of Explore Education Statistics"
        }
        "reorganisations" => "Reorganisations of authorities",
        "providers" if own => "Children's homes: list of providers",
        "providers" => "Children's homes: Ofsted's list of providers",
        "measures" => "Figures given to the publisher",
        "capacity" => "Places and vacancies given to the publisher",
        "postcodes" => "Postcode directory",
        "neighbours" => "Statistical neighbours",
        "authorities" => "Authorities of this dataset",
        "grouping" => "Groups of authorities",
        "header" | "episodes" | "missing" | "uasc" | "return-xml" => {
            "Child-level returns on children looked after"
        }
        "return-interviews" | "interview-totals" | "safeguarding-missing" => "Return interviews",
        "police" => "Police counts of missing incidents",
        "nationality" => "Record of nationalities of unaccompanied children",
        "notifications" => "Notifications of placements to host authorities",
        other => other,
    }
}

/// What the figures were taken from, in one line.
pub(super) fn in_a_line(sources: &[Source]) -> String {
    let kinds: Vec<&str> = sources
        .iter()
        .filter(|source| !source.is_who_is_who)
        .map(|source| source.kind.as_str())
        .collect();
    if kinds.is_empty() {
        String::new()
    } else {
        format!("Source: {}.", kinds.join("; "))
    }
}
