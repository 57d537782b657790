//! The measures and scores tables as CSV.

use std::borrow::Borrow;

use crate::assessment::{Assessment, Comparison, DrawnYear};
use crate::authority::AuthorityId;
use crate::config::Mode;
use crate::disclosure::Published;
use crate::report::{
    MeasureRow, MeasuresFilter, PROTECTIVE_MARKING, TableForm, by_code, inert, measure_rows,
};
use crate::scoring::{AuthorityIndex, Band, ByAuthority, Score, Spread};
use crate::source::Symbol;

/// The measures of the years as CSV: England, regions, then authorities by code, for every
/// indicator that has data that year.
pub fn measures(assessments: &[Assessment<'_>], filter: &MeasuresFilter) -> String {
    let mode = assessments.first().map_or(Mode::Public, mode_of);
    measures_of(
        assessments.iter().flat_map(|a| measure_rows(a, filter)),
        mode,
    )
}

/// Rows of measures as CSV.
pub fn measures_of(rows: impl Iterator<Item = impl Borrow<MeasureRow>>, mode: Mode) -> String {
    let mut writer = Writer::of("measures", mode);
    for row in rows {
        writer.row(&measures_row(row.borrow()));
    }
    writer.finish()
}

fn measures_row(row: &MeasureRow) -> [String; 16] {
    let reading = &row.reading;
    let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
    [
        inert(&row.code),
        inert(&row.name),
        row.year.to_string(),
        inert(&row.indicator),
        count(row.numerator),
        count(row.denominator),
        number(row.value.ok()),
        row.status().to_owned(),
        row.source_word().to_owned(),
        row.flag_words(),
        number(reading.interval.map(|interval| interval.low)),
        number(reading.interval.map(|interval| interval.high)),
        number(reading.national),
        word(reading.comparison.map(Comparison::as_str)),
        word(reading.trend.as_ref().map(|trend| trend.direction.as_str())),
        word(row.withheld_as),
    ]
}

/// The scores as CSV: for each authority by code the overall score, the domains, the indicators.
pub fn scores(assessment: &Assessment<'_>) -> String {
    scores_among(assessment, &[])
}

/// The scores of a year, then of others, the latest first. Of the others only overall scores and ranks
/// have ranges, so that they come behind.
pub fn scores_among(assessment: &Assessment<'_>, others: &[&Assessment<'_>]) -> String {
    let mut writer = Writer::of("scores", mode_of(assessment));
    for drawn in DrawnYear::from_opened(assessment, others) {
        for id in by_code(drawn.assessment) {
            if let Some(at) = drawn.assessment.position(id) {
                authority_rows(&mut writer, drawn, id, at);
            }
        }
    }
    writer.finish()
}

fn authority_rows(
    writer: &mut Writer,
    DrawnYear {
        assessment,
        uncertainty,
    }: DrawnYear<'_, '_>,
    id: AuthorityId,
    at: AuthorityIndex,
) {
    let year = assessment.year.to_string();
    let mut row = |level: &str, code: &str, weight, score: &Score, spread: Spread, sources| {
        let mut cells = vec![
            inert(assessment.code(id)),
            inert(assessment.name(id)),
            year.clone(),
            level.to_owned(),
            inert(code),
        ];
        cells.extend(score_cells(score, spread, weight, sources));
        writer.row(&cells);
    };
    // Nothing is drawn of what is not comparable.
    let drawn = |spreads: &Option<ByAuthority<Spread>>| {
        let spreads = spreads.as_ref();
        spreads.map(|spreads| spreads[at]).unwrap_or_default()
    };
    let overall = &assessment.scorecard.overall[at];
    row("overall", "", None, overall, uncertainty.overall[at], "");
    for d in assessment.domains() {
        let (weight, spread) = (Some(d.domain.weight), drawn(&uncertainty.domains[d.at]));
        let score = &d.scores.scores[at];
        row("domain", &d.domain.code, weight, score, spread, "");
    }
    for i in assessment.indicators() {
        let code = &i.indicator.code;
        let measures = &assessment.evidence.measures;
        let cell = measures.scored(&assessment.kinds, assessment.year, code, id);
        let source = cell.map_or("", |cell| cell.source.as_str());
        let (weight, spread) = (
            Some(i.indicator.weight),
            drawn(&uncertainty.indicators[i.at]),
        );
        let score = &i.scores.scores[at];
        row("indicator", code, weight, score, spread, source);
    }
}

fn score_cells(score: &Score, spread: Spread, weight: Option<f64>, sources: &str) -> Vec<String> {
    let whole = |rank: Option<u32>| rank.map(|rank| rank.to_string()).unwrap_or_default();
    let rank = |rank: Option<usize>| rank.map(|r| r.to_string()).unwrap_or_default();
    vec![
        number(score.score),
        number(spread.score.map(|range| range.low)),
        number(spread.score.map(|range| range.high)),
        number(weight),
        number(score.effective_weight.filter(|_| score.score.is_some())),
        number(score.contribution),
        number(score.coverage),
        rank(score.rank),
        rank(score.rank.map(|_| score.rank_of)),
        whole(spread.rank.map(|rank| rank.low)),
        whole(spread.rank.map(|rank| rank.high)),
        spread.band.map_or("", Band::as_str).to_owned(),
        sources.to_owned(),
        score.standing.as_str().to_owned(),
        inert(&score.reason),
    ]
}

/// A count, without a point where it is whole: the shortest form that reads back the same.
fn count(number: Option<f64>) -> String {
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

/// A count that is shown, or nothing, and which of the two and why.
pub(super) fn shown(count: Option<Published>) -> [String; 2] {
    let (count, status) = match count {
        Some(Published::Shown(count)) => (count.to_string(), "ok"),
        Some(Published::Withheld) => (String::new(), Symbol::Confidential.as_str()),
        None => (String::new(), Symbol::NotAvailable.as_str()),
    };
    [count, status.to_owned()]
}

/// A number in full precision: the shortest form that reads back the same, and with a point, so that
/// whoever guesses the type of a column by its first rows takes it for no whole number.
pub(super) fn number(number: Option<f64>) -> String {
    let text = count(number);
    if text.is_empty() || text.contains('.') {
        text
    } else {
        text + ".0"
    }
}

/// What a scorecard was made for.
pub(super) fn mode_of(assessment: &Assessment<'_>) -> Mode {
    assessment.configuration().disclosure.mode
}

/// The last column of every table in internal mode: its protective marking, in every row, so that a row which
/// is copied elsewhere still says what it is.
pub(super) const MARKING: &str = "marking";

/// Writes rows to memory, which cannot fail.
pub(super) struct Writer {
    inner: csv::Writer<Vec<u8>>,
    marking: Option<&'static str>,
    /// What its rows hold; none of a table that is described nowhere.
    form: Option<&'static TableForm>,
}

impl Writer {
    pub(super) fn new(header: &[&str]) -> Self {
        Self::marked(header, Mode::Public)
    }

    /// One of a table that [`TableForm`] describes.
    pub(super) fn of(table: &str, mode: Mode) -> Self {
        let form = TableForm::of(table);
        let header: Vec<&str> = form.columns.iter().map(|c| c.name.as_str()).collect();
        Self {
            form: Some(form),
            ..Self::marked(&header, mode)
        }
    }

    /// One whose rows carry the protective marking in internal mode.
    pub(super) fn marked(header: &[&str], mode: Mode) -> Self {
        let internal = mode == Mode::Internal;
        let mut writer = Self {
            inner: csv::Writer::from_writer(Vec::new()),
            marking: internal.then_some(MARKING),
            form: None,
        };
        writer.row(header);
        writer.marking = internal.then_some(PROTECTIVE_MARKING);
        writer
    }

    pub(super) fn row<S: AsRef<[u8]>>(&mut self, cells: &[S]) {
        debug_assert_eq!(self.form.and_then(|form| form.misfit(cells)), None);
        let cells = cells.iter().map(AsRef::as_ref);
        let marked = cells.chain(self.marking.map(str::as_bytes));
        let _ = self.inner.write_record(marked);
    }

    pub(super) fn finish(self) -> String {
        self.inner
            .into_inner()
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}
