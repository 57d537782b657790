//! The measures and scores tables as CSV.

use std::sync::Arc;

use crate::assessment::{Assessment, Comparison, Evidence};
use crate::authority::AuthorityId;
use crate::measure::{Absence, Cell, Flagged, SourceKind};
use crate::scoring::{Band, Score, Spread};
use crate::source::published::Location;

/// The header of the measures table.
pub const MEASURES_HEADER: [&str; 15] = [
    "authority_code",
    "authority_name",
    "year",
    "indicator",
    "numerator",
    "denominator",
    "value",
    "status",
    "source",
    "flags",
    "lower95",
    "upper95",
    "national",
    "comparison",
    "trend",
];

/// The header of the scores table.
pub const SCORES_HEADER: [&str; 20] = [
    "authority_code",
    "authority_name",
    "year",
    "level",
    "code",
    "score",
    "score_low",
    "score_high",
    "weight",
    "effective_weight",
    "contribution",
    "coverage",
    "rank",
    "rank_of",
    "rank_low",
    "rank_high",
    "band",
    "sources",
    "status",
    "reason",
];

/// Which rows of the measures table are wanted.
#[derive(Debug, Clone, Default)]
pub struct MeasuresFilter {
    /// One indicator only.
    pub indicator: Option<String>,
    /// One place only.
    pub location: Option<Location>,
}

/// The measures of the years as CSV: England, regions, then authorities by code, for every
/// indicator that has data that year.
pub fn measures(
    evidence: &Evidence,
    assessments: &[Assessment<'_>],
    filter: &MeasuresFilter,
) -> String {
    let mut writer = Writer::new(&MEASURES_HEADER);
    for assessment in assessments {
        let year = assessment.year;
        let mut places = vec![(
            Location::National,
            "E92000001".to_owned(),
            "England".to_owned(),
        )];
        for region in evidence.measures.regions(year) {
            let Location::Region(code) = &region else {
                continue;
            };
            let name = region_name(evidence, code);
            places.push((region.clone(), code.to_string(), name));
        }
        for id in by_code(assessment) {
            let location = Location::Authority(id);
            places.push((
                location,
                assessment.code(id).to_owned(),
                assessment.name(id).to_owned(),
            ));
        }
        places.retain(|(location, ..)| {
            filter
                .location
                .as_ref()
                .is_none_or(|wanted| wanted == location)
        });
        for indicator in evidence.measures.indicators(year) {
            if filter
                .indicator
                .as_ref()
                .is_some_and(|wanted| **wanted != *indicator)
            {
                continue;
            }
            for (location, code, name) in &places {
                measures_row(&mut writer, assessment, &indicator, location, code, name);
            }
        }
    }
    writer.finish()
}

fn measures_row(
    writer: &mut Writer,
    assessment: &Assessment<'_>,
    indicator: &Arc<str>,
    location: &Location,
    code: &str,
    name: &str,
) {
    let year = assessment.year;
    let cell = assessment
        .evidence
        .measures
        .best(year, indicator, location)
        .cloned();
    let cell = match (cell, location) {
        (Some(cell), _) => cell,
        (None, Location::Authority(_)) => no_data(code),
        (None, Location::National) => match assessment.national(indicator) {
            Some(national) => Cell {
                numerator: Some(national.numerator),
                denominator: Some(national.denominator),
                value: Ok(national.value),
                source: national.source,
                ..no_data(code)
            },
            None => return,
        },
        (None, Location::Region(_)) => return,
    };
    let status = cell.value.map_or_else(Absence::as_str, |_| "ok");
    let source = if cell.value == Err(Absence::NoData) && cell.files.is_empty() {
        ""
    } else {
        cell.source.as_str()
    };
    let reading = assessment.reading(indicator, location, &cell);
    let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
    writer.row(&[
        text(&cell.code),
        text(name),
        year.to_string(),
        text(indicator),
        optional(cell.numerator),
        optional(cell.denominator),
        optional(cell.value.ok()),
        status.to_owned(),
        source.to_owned(),
        flags(assessment.flags(indicator, location, &cell)),
        optional(reading.interval.map(|interval| interval.low)),
        optional(reading.interval.map(|interval| interval.high)),
        optional(reading.national),
        word(reading.comparison.map(Comparison::as_str)),
        word(reading.trend.map(|trend| trend.direction.as_str())),
    ]);
}

/// The flags, separated by spaces.
fn flags(flags: &[Flagged]) -> String {
    let names: Vec<&str> = flags.iter().map(|flagged| flagged.flag.as_str()).collect();
    names.join(" ")
}

fn no_data(code: &str) -> Cell {
    Cell::absent(code.into(), SourceKind::Published)
}

/// The name of a region, as the register has it, or its code.
pub(crate) fn region_name(evidence: &Evidence, code: &str) -> String {
    let regions = crate::authority::Register::built_in().regions();
    let own = evidence.dataset.register.regions();
    regions
        .chain(own)
        .find(|region| region.code == code)
        .map_or_else(|| code.to_owned(), |region| region.name.clone())
}

fn by_code(assessment: &Assessment<'_>) -> Vec<AuthorityId> {
    let mut ids = assessment.panel.authorities.clone();
    ids.sort_by(|a, b| assessment.code(*a).cmp(assessment.code(*b)));
    ids
}

/// The scores as CSV: for each authority by code the overall score, the domains, the indicators.
pub fn scores(assessment: &Assessment<'_>) -> String {
    let mut writer = Writer::new(&SCORES_HEADER);
    for id in by_code(assessment) {
        if let Some(at) = assessment.position(id) {
            authority_rows(&mut writer, assessment, id, at);
        }
    }
    writer.finish()
}

fn authority_rows(writer: &mut Writer, assessment: &Assessment<'_>, id: AuthorityId, at: usize) {
    let (configuration, scorecard) = (assessment.configuration(), &assessment.scorecard);
    let uncertainty = assessment.uncertainty();
    let year = assessment.year.to_string();
    let mut row =
        |level: &str, code: &str, weight, scores: &[Score], spreads: &[Spread], sources| {
            let Some(score) = scores.get(at) else { return };
            let mut cells = vec![
                text(assessment.code(id)),
                text(assessment.name(id)),
                year.clone(),
                level.to_owned(),
                text(code),
            ];
            let spread = spreads.get(at).copied().unwrap_or_default();
            cells.extend(score_cells(score, spread, weight, sources));
            writer.row(&cells);
        };
    row(
        "overall",
        "",
        None,
        &scorecard.overall,
        &uncertainty.overall,
        "",
    );
    let domains = configuration.domains.iter().zip(&scorecard.domains);
    for ((domain, scores), spreads) in domains.zip(&uncertainty.domains) {
        row(
            "domain",
            &domain.code,
            Some(domain.weight),
            &scores.scores,
            spreads,
            "",
        );
    }
    let indicators = configuration.indicators().zip(&scorecard.indicators);
    for (((_, indicator), scores), spreads) in indicators.zip(&uncertainty.indicators) {
        let measures = &assessment.evidence.measures;
        let cell = measures.scored(&assessment.kinds, assessment.year, &indicator.code, id);
        let source = cell.map_or("", |cell| cell.source.as_str());
        row(
            "indicator",
            &indicator.code,
            Some(indicator.weight),
            &scores.scores,
            spreads,
            source,
        );
    }
}

fn score_cells(score: &Score, spread: Spread, weight: Option<f64>, sources: &str) -> Vec<String> {
    let rank = |rank: Option<usize>| rank.map(|r| r.to_string()).unwrap_or_default();
    vec![
        optional(score.score),
        optional(spread.score.map(|range| range.low)),
        optional(spread.score.map(|range| range.high)),
        optional(weight),
        optional(score.effective_weight.filter(|_| score.score.is_some())),
        optional(score.contribution),
        optional(score.coverage),
        rank(score.rank),
        rank(score.rank.map(|_| score.rank_of)),
        optional(spread.rank.map(|rank| rank.low)),
        optional(spread.rank.map(|rank| rank.high)),
        spread.band.map_or("", Band::as_str).to_owned(),
        sources.to_owned(),
        score.standing.as_str().to_owned(),
        text(&score.reason),
    ]
}

/// A number in full precision: the shortest form that reads back the same.
pub(crate) fn optional(number: Option<f64>) -> String {
    number
        .map(|n| {
            if n == 0.0 {
                "0".to_owned()
            } else {
                n.to_string()
            }
        })
        .unwrap_or_default()
}

/// Text that no spreadsheet takes for a formula.
pub(crate) fn text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Writes rows to memory, which cannot fail.
pub(super) struct Writer {
    inner: csv::Writer<Vec<u8>>,
}

impl Writer {
    pub(super) fn new(header: &[&str]) -> Self {
        let mut writer = Self {
            inner: csv::Writer::from_writer(Vec::new()),
        };
        writer.row(header);
        writer
    }

    pub(super) fn row<S: AsRef<[u8]>>(&mut self, cells: &[S]) {
        let _ = self.inner.write_record(cells);
    }

    pub(super) fn finish(self) -> String {
        self.inner
            .into_inner()
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}
