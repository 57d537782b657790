//! What a publication revises of an earlier one: figures, ranks, settings.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::assessment::Assessment;
use crate::earlier::{Earlier, EarlierFigure, settings};

use super::measure_rows::{MeasureRow, title_of};
use super::number::{self, Style};
use super::words;

/// What changed since an earlier publication.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Revisions {
    /// The publication it is compared with: "the publication of 20 November 2024 (2024)".
    pub since: String,
    /// What changed, in sentences.
    pub sentences: Vec<String>,
    /// Figures by year and indicator, where any of them changed.
    pub summary: Vec<RevisedIndicator>,
    /// Every figure that changed.
    pub figures: Vec<RevisedFigure>,
    /// Every authority ranked in both whose rank for the earlier publication's year changed.
    pub ranks: Vec<RevisedRank>,
    /// Every setting that changed.
    pub settings: Vec<RevisedSetting>,
}

/// How many figures of an indicator changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisedIndicator {
    /// The year ending 31 March.
    pub year: i16,
    /// The indicator's name.
    pub title: String,
    /// How many were other numbers.
    pub revised: usize,
    /// How many had no number.
    pub added: usize,
    /// How many have no number any more.
    pub withdrawn: usize,
}

/// A figure that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisedFigure {
    /// The place's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year ending 31 March.
    pub year: i16,
    /// The indicator's code.
    pub indicator: String,
    /// Its name.
    pub title: String,
    /// As it was: "11% (12 of 109)", "\[c\]".
    pub before: String,
    /// As it is.
    pub now: String,
}

/// A rank that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisedRank {
    /// The authority's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year that is ranked.
    pub year: i16,
    /// As it was published.
    pub before: usize,
    /// As it would be now.
    pub now: usize,
}

/// A setting that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisedSetting {
    /// Its path: "domains.sufficiency.weight".
    pub key: String,
    /// As it was.
    pub before: String,
    /// As it is.
    pub now: String,
}

/// How a figure changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Revised,
    Added,
    Withdrawn,
}

impl Revisions {
    /// What an assessment revises; `rows` are its measures of every year.
    pub(super) fn of<'r>(
        assessment: &Assessment<'_>,
        earlier: &Earlier,
        rows: impl Iterator<Item = &'r MeasureRow>,
    ) -> Self {
        let ranks = ranks(assessment, earlier);
        let settings = changed_settings(assessment, earlier);
        let compared = Compared::of(assessment, earlier, rows);
        let sentences = figures_in_words(&compared)
            .into_iter()
            .chain([
                ranks_in_words(&ranks, earlier.year),
                settings_in_words(settings.len()),
            ])
            .collect();
        Self {
            since: since(earlier),
            sentences,
            summary: compared.summary,
            figures: compared.figures,
            ranks,
            settings,
        }
    }
}

/// The figures of two publications side by side.
struct Compared {
    /// How many stand in both.
    both: usize,
    summary: Vec<RevisedIndicator>,
    figures: Vec<RevisedFigure>,
}

impl Compared {
    fn of<'r>(
        assessment: &Assessment<'_>,
        earlier: &Earlier,
        rows: impl Iterator<Item = &'r MeasureRow>,
    ) -> Self {
        let key = |f: &'_ EarlierFigure| (f.year, f.indicator.clone(), f.code.clone());
        let mut before: BTreeMap<_, _> = earlier.figures.iter().map(|f| (key(f), f)).collect();
        let known: BTreeSet<(i16, &str)> = earlier
            .figures
            .iter()
            .map(|f| (f.year, f.indicator.as_str()))
            .collect();
        let (mut both, mut figures) = (0, Vec::new());
        let mut counts: BTreeMap<(i16, String), RevisedIndicator> = BTreeMap::new();
        for row in rows.filter(|row| known.contains(&(row.year, &*row.indicator))) {
            let key = (row.year, row.indicator.to_string(), row.code.to_string());
            let was = before.remove(&key);
            both += usize::from(was.is_some());
            let Some(change) = change(was, row) else {
                continue;
            };
            let figure = revised(assessment, was, row);
            let of = counts
                .entry((row.year, row.indicator.to_string()))
                .or_insert_with(|| RevisedIndicator::none(row.year, &figure.title));
            of.add(change);
            figures.push(figure);
        }
        Self {
            both,
            summary: counts.into_values().collect(),
            figures,
        }
    }
}

/// A figure as it was and as it is.
fn revised(
    assessment: &Assessment<'_>,
    was: Option<&EarlierFigure>,
    row: &MeasureRow,
) -> RevisedFigure {
    let style = Style::of(assessment.configuration(), &row.indicator);
    RevisedFigure {
        code: row.code.to_string(),
        name: row.name.to_string(),
        year: row.year,
        indicator: row.indicator.to_string(),
        title: title_of(assessment, &row.indicator).to_owned(),
        before: was.map_or_else(
            || "not there".to_owned(),
            |f| printed(f.value, f.numerator, f.denominator, &f.status, style),
        ),
        now: printed(
            row.value.ok(),
            row.numerator,
            row.denominator,
            row.status(),
            style,
        ),
    }
}

fn figures_in_words(compared: &Compared) -> Vec<String> {
    let sum = |of: fn(&RevisedIndicator) -> usize| compared.summary.iter().map(of).sum::<usize>();
    let (revised, added) = (sum(|i| i.revised), sum(|i| i.added));
    let withdrawn = sum(|i| i.withdrawn);
    let both = compared.both;
    let mut sentences = vec![if revised == 0 {
        format!("Of {both} figures that stand in both, no number was revised.")
    } else {
        format!(
            "Of {both} figures that stand in both, {revised} {} revised.",
            words::were(revised)
        )
    }];
    if added > 0 {
        sentences.push(format!(
            "{added} that had no number {} one now.",
            have(added)
        ));
    }
    if withdrawn > 0 {
        sentences.push(format!(
            "{withdrawn} that had a number {} none now: it is withheld or not available.",
            have(withdrawn)
        ));
    }
    sentences
}

fn ranks_in_words(ranks: &[RevisedRank], year: i16) -> String {
    let furthest = ranks.iter().max_by_key(|r| r.before.abs_diff(r.now));
    furthest.map_or_else(
        || format!("No authority's rank for {year} changed."),
        |far| {
            format!(
                "For {year}, the ranks of {} changed; {} moves furthest, from {} to {}.",
                words::authorities(ranks.len()),
                far.name,
                far.before,
                far.now
            )
        },
    )
}

fn settings_in_words(changed: usize) -> String {
    match changed {
        0 => "The settings of the method are the same.".to_owned(),
        1 => "One setting of the method changed.".to_owned(),
        many => format!("{many} settings of the method changed."),
    }
}

impl RevisedIndicator {
    fn none(year: i16, title: &str) -> Self {
        Self {
            year,
            title: title.to_owned(),
            revised: 0,
            added: 0,
            withdrawn: 0,
        }
    }

    fn add(&mut self, change: Change) {
        match change {
            Change::Revised => self.revised += 1,
            Change::Added => self.added += 1,
            Change::Withdrawn => self.withdrawn += 1,
        }
    }
}

fn have(number: usize) -> &'static str {
    if number == 1 { "has" } else { "have" }
}

fn since(earlier: &Earlier) -> String {
    match &earlier.released {
        Some(date) if !date.is_empty() => {
            format!(
                "the publication of {} for {}",
                super::frame::dated(date),
                earlier.year
            )
        }
        _ => format!("the earlier publication for {}", earlier.year),
    }
}

/// How a figure changed; none where it did not, or where there was no number and is none.
fn change(was: Option<&EarlierFigure>, row: &MeasureRow) -> Option<Change> {
    match (was.and_then(|f| f.value), row.value.ok()) {
        (None, None) => None,
        (None, Some(_)) => Some(Change::Added),
        (Some(_), None) => Some(Change::Withdrawn),
        (Some(before), Some(now)) => {
            let counts = was.map(|f| (f.numerator, f.denominator));
            let same = before == now && counts == Some((row.numerator, row.denominator));
            (!same).then_some(Change::Revised)
        }
    }
}

/// "11% (12 of 109)", "11%", "\[c\]".
fn printed(
    value: Option<f64>,
    numerator: Option<f64>,
    denominator: Option<f64>,
    status: &str,
    style: Style,
) -> String {
    let Some(value) = value else {
        return format!("[{status}]");
    };
    let shown = style.write(value);
    match (numerator, denominator) {
        (Some(x), Some(n)) => format!("{shown} ({} of {})", number::count(x), number::count(n)),
        _ => shown,
    }
}

/// The ranks of the earlier publication's year, as published and as they would be now.
fn ranks(assessment: &Assessment<'_>, earlier: &Earlier) -> Vec<RevisedRank> {
    if earlier.year == assessment.year {
        return ranks_now(assessment, earlier);
    }
    let evidence = assessment.evidence;
    if !evidence.measures.years().contains(&earlier.year) {
        return Vec::new();
    }
    ranks_now(&evidence.assess(earlier.year), earlier)
}

fn ranks_now(now: &Assessment<'_>, earlier: &Earlier) -> Vec<RevisedRank> {
    let before: BTreeMap<&str, usize> = earlier
        .scores
        .iter()
        .filter_map(|score| Some((score.code.as_str(), score.rank?)))
        .collect();
    let ids = now.panel.authorities().zip(&now.scorecard.overall);
    let moved = ids.filter_map(|(id, score)| {
        let (code, rank) = (now.code(*id), score.rank?);
        let before = *before.get(code)?;
        (before != rank).then(|| RevisedRank {
            code: code.to_owned(),
            name: now.name(*id).to_owned(),
            year: now.year,
            before,
            now: rank,
        })
    });
    moved.collect()
}

fn changed_settings(assessment: &Assessment<'_>, earlier: &Earlier) -> Vec<RevisedSetting> {
    let now = serde_json::to_value(assessment.configuration()).unwrap_or_default();
    let now = settings(&now);
    let keys: BTreeSet<&String> = now.keys().chain(earlier.settings.keys()).collect();
    let of = |all: &BTreeMap<String, String>, key: &str| {
        all.get(key)
            .cloned()
            .unwrap_or_else(|| "not there".to_owned())
    };
    let pairs = keys.into_iter().map(|key| RevisedSetting {
        key: key.clone(),
        before: of(&earlier.settings, key),
        now: of(&now, key),
    });
    pairs
        .filter(|setting| setting.before != setting.now)
        .collect()
}
