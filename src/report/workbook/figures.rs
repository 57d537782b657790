//! Tables of figures: every measure of every year, and those that are shown and never scored.

use std::collections::BTreeMap;

use crate::assessment::Comparison;
use crate::diagnostic::uncapitalised;
use crate::indicator::definitions;
use crate::measure::Absence;
use crate::source::Symbol;
use crate::source::published::Location;

use super::super::measure_rows::{MeasureRow, title_of};
use super::super::number::Style;
use super::super::revisions::RevisedFigure;
use super::model::{Cell, Table};
use super::notes::{COMPARISON, FIGURES, RECORDING, YEARS};
use super::{Content, Titled};

/// Measures, context figures, then figures that an earlier publication had otherwise.
pub(super) fn tables<'c>(content: &'c Content<'_>) -> impl Iterator<Item = Titled> + use<'c> {
    let all: [fn(&Content<'_>) -> Option<Titled>; 3] = [measures, context, revised];
    all.into_iter().filter_map(|table| table(content))
}

impl Content<'_> {
    /// What years a table holds: "year ending 31 March 2024, then 8 other years".
    pub(super) fn period(&self) -> String {
        let period = uncapitalised(&self.frame.period);
        match self.years.len() - 1 {
            0 => period,
            1 => format!("{period}, then 1 other year"),
            others => format!("{period}, then {others} other years"),
        }
    }

    /// The title of an indicator, as configured, else as it is known, else its code.
    fn title<'a>(&'a self, code: &'a str) -> &'a str {
        title_of(self.assessment, code)
    }
}

fn revised(content: &Content<'_>) -> Option<Titled> {
    let revisions = content.revisions?;
    let row = |figure: &RevisedFigure| {
        vec![
            Cell::text(&figure.code),
            Cell::text(&figure.name),
            Cell::year(figure.year),
            Cell::text(&figure.indicator),
            Cell::text(&figure.title),
            Cell::text(&figure.before),
            Cell::text(&figure.now),
        ]
    };
    let rows = revisions.figures.iter().map(row).collect();
    Titled::of(rows, || {
        let columns = [
            ("Code", 15),
            ("Place", 32),
            ("Year", 8),
            ("Measure code", 30),
            ("Measure", 50),
            ("Before", 24),
            ("Now", 24),
        ];
        let columns = columns.map(|(header, width)| (header.to_owned(), width));
        let title = format!("Figures that changed since {}", revisions.since);
        (title, Table::new("revisions", columns.to_vec()))
    })
}

/// "National", "Regional" or "Local authority".
pub(crate) fn level(location: &Location) -> &'static str {
    match location {
        Location::National => "National",
        Location::Region(_) => "Regional",
        Location::Authority(_) => "Local authority",
    }
}

fn measures(content: &Content<'_>) -> Option<Titled> {
    let configuration = content.assessment.configuration();
    let mut known: BTreeMap<&str, (&str, Style)> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in &content.rows {
        let (title, style) = *known.entry(&row.indicator).or_insert_with(|| {
            let style = Style::of(configuration, &row.indicator);
            (content.title(&row.indicator), style)
        });
        rows.push(measure_cells(row, title, style));
    }
    let notes = |names: &[&str]| content.notes.to(names);
    Titled::of(rows, || {
        let title = format!(
            "Measures, {}{}",
            content.period(),
            notes(&[FIGURES, RECORDING, YEARS])
        );
        (
            title,
            Table::new("measures", measure_columns(&notes(&[COMPARISON]))),
        )
    })
}

/// The columns of measures, those of what is compared with the note on it.
fn measure_columns(comparison: &str) -> Vec<(String, u8)> {
    vec![
        ("Year".to_owned(), 8),
        ("Level".to_owned(), 15),
        ("Code".to_owned(), 15),
        ("Place".to_owned(), 32),
        ("Measure code".to_owned(), 30),
        ("Measure".to_owned(), 50),
        ("Count".to_owned(), 12),
        ("Out of".to_owned(), 12),
        ("Value".to_owned(), 12),
        ("Unit".to_owned(), 12),
        (format!("Value: range from{comparison}"), 14),
        ("Value: range to".to_owned(), 14),
        ("England".to_owned(), 12),
        (format!("Against England{comparison}"), 16),
        (format!("Trend{comparison}"), 16),
        ("Source".to_owned(), 14),
        ("Flags".to_owned(), 26),
    ]
}

fn measure_cells(row: &MeasureRow, title: &str, style: Style) -> Vec<Cell> {
    let reading = &row.reading;
    let none = Symbol::NotApplicable;
    let number = |value: Option<f64>| Cell::maybe(value, style.decimals(), none);
    let count = |count: Option<f64>| match (count, row.value) {
        (Some(count), _) => Cell::number(count, 0),
        (None, Err(absence)) => Cell::measure(Err(absence), 0),
        (None, Ok(_)) => Cell::symbol(none),
    };
    let comparison = reading.comparison.map_or("", Comparison::as_str);
    let trend = reading.trend.as_ref().map_or("", |t| t.direction.as_str());
    vec![
        Cell::year(row.year),
        Cell::text(level(&row.location)),
        Cell::text(&row.code),
        Cell::text(&row.name),
        Cell::text(&row.indicator),
        Cell::text(title),
        count(row.numerator),
        count(row.denominator),
        Cell::measure(row.value, style.decimals()),
        Cell::text(style.name()),
        number(reading.interval.map(|range| range.low)),
        number(reading.interval.map(|range| range.high)),
        number(reading.national),
        Cell::text(comparison),
        Cell::text(trend),
        Cell::text(row.source_word()),
        Cell::text(&row.flag_words()),
    ]
}

/// A row a year and a place, and a column a figure: those that are shown and never scored.
fn context(content: &Content<'_>) -> Option<Titled> {
    let configuration = content.assessment.configuration();
    let configured = |code: &str| configuration.indicators().any(|(_, i)| i.code == code);
    let has_rows = |code: &str| content.rows.iter().any(|row| *row.indicator == *code);
    let shown: Vec<(&str, Style)> = definitions()
        .filter(|d| d.domain == "context" && !configured(d.code) && has_rows(d.code))
        .map(|d| (d.code, Style::of(configuration, d.code)))
        .collect();
    let years = content.rows.chunk_by(|one, next| one.year == next.year);
    let rows = match shown.is_empty() {
        true => Vec::new(),
        false => years.flat_map(|rows| context_rows(rows, &shown)).collect(),
    };
    Titled::of(rows, || {
        let title = format!(
            "Context: figures that are shown and never scored, {}{}",
            content.period(),
            content.notes.to(&[FIGURES])
        );
        let mut columns = vec![
            ("Year".to_owned(), 8),
            ("Level".to_owned(), 15),
            ("Code".to_owned(), 15),
            ("Place".to_owned(), 32),
        ];
        columns.extend(shown.iter().map(|(code, style)| {
            let note = content.notes.to(&[code]);
            let header = format!("{}{}{note}", content.title(code), style.in_brackets());
            (header, 18)
        }));
        (title, Table::new("context", columns))
    })
}

/// The rows of a year.
fn context_rows(rows: &[&MeasureRow], shown: &[(&str, Style)]) -> Vec<Vec<Cell>> {
    let mut places: Vec<&MeasureRow> = Vec::new();
    let mut values: BTreeMap<(&Location, &str), Result<f64, Absence>> = BTreeMap::new();
    let is_shown = |row: &&MeasureRow| shown.iter().any(|(code, _)| **code == *row.indicator);
    for row in rows.iter().copied().filter(is_shown) {
        if !places.iter().any(|place| place.location == row.location) {
            places.push(row);
        }
        values.insert((&row.location, &row.indicator), row.value);
    }
    let order = |row: &&MeasureRow| match row.location {
        Location::National => 0,
        Location::Region(_) => 1,
        Location::Authority(_) => 2,
    };
    places.sort_by_key(order);
    let cells = |place: &MeasureRow| {
        let mut cells = vec![
            Cell::year(place.year),
            Cell::text(level(&place.location)),
            Cell::text(&place.code),
            Cell::text(&place.name),
        ];
        cells.extend(shown.iter().map(|(code, style)| {
            let value = values.get(&(&place.location, *code)).copied();
            Cell::measure(value.unwrap_or(Err(Absence::NoData)), style.decimals())
        }));
        cells
    };
    places.into_iter().map(cells).collect()
}
