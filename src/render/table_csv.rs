//! The measures and scores tables as CSV.

use std::sync::Arc;

use crate::assessment::{Assessment, Evidence};
use crate::measure::{Absence, Cell, SourceKind};
use crate::scoring::Score;
use crate::source::published::Location;

/// The header of the measures table.
pub const MEASURES_HEADER: [&str; 10] = [
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
        flags(&cell),
    ]);
}

/// The flags, separated by spaces.
fn flags(cell: &Cell) -> String {
    let names: Vec<&str> = cell
        .flags
        .iter()
        .map(|flagged| flagged.flag.as_str())
        .collect();
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

fn by_code(assessment: &Assessment<'_>) -> Vec<crate::authority::AuthorityId> {
    let mut ids = assessment.panel.authorities.clone();
    ids.sort_by(|a, b| assessment.code(*a).cmp(assessment.code(*b)));
    ids
}

/// The scores as CSV: for each authority by code the overall score, the domains, the indicators.
pub fn scores(assessment: &Assessment<'_>) -> String {
    let mut writer = Writer::new(&SCORES_HEADER);
    let configuration = assessment.configuration();
    for id in by_code(assessment) {
        let Some(at) = assessment.position(id) else {
            continue;
        };
        let mut row =
            |level: &str, code: &str, weight: Option<f64>, score: Option<&Score>, sources: &str| {
                let Some(score) = score else { return };
                let mut cells = vec![
                    text(assessment.code(id)),
                    text(assessment.name(id)),
                    assessment.year.to_string(),
                    level.to_owned(),
                    text(code),
                ];
                cells.extend(score_cells(score, weight, sources));
                writer.row(&cells);
            };
        row(
            "overall",
            "",
            None,
            assessment.scorecard.overall.get(at),
            "",
        );
        for (domain, scores) in configuration
            .domains
            .iter()
            .zip(&assessment.scorecard.domains)
        {
            row(
                "domain",
                &domain.code,
                Some(domain.weight),
                scores.scores.get(at),
                "",
            );
        }
        for ((_, indicator), scores) in configuration
            .indicators()
            .zip(&assessment.scorecard.indicators)
        {
            let cell = assessment.evidence.measures.scored(
                &assessment.kinds,
                assessment.year,
                &indicator.code,
                id,
            );
            let source = cell.map_or("", |cell| cell.source.as_str());
            row(
                "indicator",
                &indicator.code,
                Some(indicator.weight),
                scores.scores.get(at),
                source,
            );
        }
    }
    writer.finish()
}

fn score_cells(score: &Score, weight: Option<f64>, sources: &str) -> Vec<String> {
    let rank = |rank: Option<usize>| rank.map(|r| r.to_string()).unwrap_or_default();
    vec![
        optional(score.score),
        String::new(),
        String::new(),
        optional(weight),
        optional(score.effective_weight.filter(|_| score.score.is_some())),
        optional(score.contribution),
        optional(score.coverage),
        rank(score.rank),
        rank(score.rank.map(|_| score.rank_of)),
        String::new(),
        String::new(),
        String::new(),
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
struct Writer {
    inner: csv::Writer<Vec<u8>>,
}

impl Writer {
    fn new(header: &[&str]) -> Self {
        let mut writer = Self {
            inner: csv::Writer::from_writer(Vec::new()),
        };
        writer.row(header);
        writer
    }

    fn row<S: AsRef<[u8]>>(&mut self, cells: &[S]) {
        let _ = self.inner.write_record(cells);
    }

    fn finish(self) -> String {
        self.inner
            .into_inner()
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}
