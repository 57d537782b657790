//! The rows of the measures table: one a place, a year and an indicator. Every file that lists
//! measures is written from them, so that none can differ from another.

use std::sync::Arc;

use crate::assessment::{Assessment, Evidence, Reading};
use crate::authority::{AuthorityId, ENGLAND, Register};
use crate::indicator::{Kind, definition};
use crate::measure::{Absence, Cell, Flag, SourceKind};
use crate::source::published::Location;

/// Which rows are wanted.
#[derive(Debug, Clone, Default)]
pub struct MeasuresFilter {
    /// One indicator only.
    pub indicator: Option<String>,
    /// One place only.
    pub location: Option<Location>,
}

/// A measure of a place in a year, and what can be said of it.
#[derive(Debug, Clone)]
pub struct MeasureRow {
    /// The place.
    pub location: Location,
    /// The code the place was published under that year.
    pub code: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// The year ending 31 March.
    pub year: i16,
    /// The indicator's code.
    pub indicator: Arc<str>,
    /// The count, if there is one.
    pub numerator: Option<f64>,
    /// What it is counted out of, if there is such a thing.
    pub denominator: Option<f64>,
    /// The value, or the reason there is none.
    pub value: Result<f64, Absence>,
    /// Why its counts are withheld, which says in which range they lie.
    pub withheld_as: Option<&'static str>,
    /// Where it comes from; none where nothing does.
    pub source: Option<SourceKind>,
    /// What is doubtful about how it was recorded.
    pub flags: Vec<Flag>,
    /// Interval, England's value, comparison, trend.
    pub reading: Reading,
}

impl MeasureRow {
    /// `ok`, or the reason there is no value.
    pub fn status(&self) -> &'static str {
        self.value.map_or_else(Absence::as_str, |_| "ok")
    }

    /// Where it comes from, as tables print it; empty where nothing does.
    pub(crate) fn source_word(&self) -> &'static str {
        self.source.map_or("", SourceKind::as_str)
    }

    /// Whether its counts are whole, which only those of a publisher's own indicators need not be.
    pub(crate) fn has_whole_counts(&self) -> bool {
        let counts = [self.numerator, self.denominator];
        counts.into_iter().flatten().all(|n| n.fract() == 0.0)
    }

    /// The flags, separated by spaces.
    pub(crate) fn flag_words(&self) -> String {
        let words: Vec<&str> = self.flags.iter().map(|flag| flag.as_str()).collect();
        words.join(" ")
    }
}

/// The name of an indicator: as configured, else as it is known, else its code.
pub(super) fn title_of<'a>(assessment: &'a Assessment<'_>, code: &'a str) -> &'a str {
    let mut configured = assessment.configuration().indicators();
    let configured = configured.find(|(_, indicator)| indicator.code == code);
    configured.map_or_else(
        || definition(code).map_or(code, |known| known.title),
        |(_, indicator)| &indicator.title,
    )
}

/// The rows of a year: for every indicator that has data England, regions, then authorities by
/// code. Shares and rates, which have intervals, come before plain numbers, so that the first rows show what
/// every column holds.
pub fn measure_rows<'a>(
    assessment: &'a Assessment<'_>,
    filter: &MeasuresFilter,
) -> impl Iterator<Item = MeasureRow> + use<'a> {
    let places: Arc<[Place]> = places(assessment, filter).into();
    let wanted = |indicator: &Arc<str>| {
        let asked = filter.indicator.as_deref();
        asked.is_none_or(|asked| asked == &**indicator)
    };
    let indicators = assessment.evidence.measures.indicators(assessment.year);
    let mut indicators: Vec<Arc<str>> = indicators.into_iter().filter(wanted).collect();
    indicators.sort_by_key(|code| kind_of(assessment, code) == Kind::Number);
    indicators.into_iter().flat_map(move |indicator| {
        let places = Arc::clone(&places);
        (0..places.len()).filter_map(move |at| row(assessment, &indicator, places.get(at)?))
    })
}

/// What kind of number an indicator is: as configured, else as it is known.
fn kind_of(assessment: &Assessment<'_>, code: &str) -> Kind {
    let mut configured = assessment.configuration().indicators();
    let configured = configured.find(|(_, indicator)| indicator.code == code);
    let kind = configured.map(|(_, indicator)| indicator.kind);
    kind.or_else(|| definition(code).map(|known| known.kind))
        .unwrap_or(Kind::Number)
}

struct Place {
    location: Location,
    code: Arc<str>,
    name: Arc<str>,
}

fn places(assessment: &Assessment<'_>, filter: &MeasuresFilter) -> Vec<Place> {
    let evidence = assessment.evidence;
    let place = |location: Location, code: &str, name: &str| Place {
        location,
        code: code.into(),
        name: name.into(),
    };
    let mut places = vec![place(Location::National, ENGLAND, "England")];
    for region in evidence.measures.regions(assessment.year) {
        if let Location::Region(code) = &region {
            let name = region_name(evidence, code);
            places.push(place(region.clone(), code, &name));
        }
    }
    places.extend(by_code(assessment).into_iter().map(|id| {
        place(
            Location::Authority(id),
            assessment.code(id),
            assessment.name(id),
        )
    }));
    if let Some(wanted) = &filter.location {
        places.retain(|place| place.location == *wanted);
    }
    places
}

fn row(assessment: &Assessment<'_>, indicator: &Arc<str>, place: &Place) -> Option<MeasureRow> {
    let cell = cell(assessment, indicator, place)?;
    let nothing = cell.value == Err(Absence::NoData) && cell.files.is_empty();
    let flags = assessment.flags(indicator, &place.location, &cell);
    Some(MeasureRow {
        location: place.location.clone(),
        name: Arc::clone(&place.name),
        year: assessment.year,
        indicator: Arc::clone(indicator),
        source: (!nothing).then_some(cell.source),
        flags: flags.iter().map(|flagged| flagged.flag).collect(),
        reading: assessment.reading(indicator, &place.location, &cell),
        numerator: cell.numerator,
        denominator: cell.denominator,
        value: cell.value,
        withheld_as: cell.withheld.and_then(|withheld| withheld.class),
        code: cell.code,
    })
}

/// The cell of a place. England's is added up where none is published; a region without one has
/// no row.
fn cell(assessment: &Assessment<'_>, indicator: &str, place: &Place) -> Option<Cell> {
    let measures = &assessment.evidence.measures;
    if let Some(cell) = measures.best(assessment.year, indicator, &place.location) {
        return Some(cell.clone());
    }
    let none = Cell::absent(Arc::clone(&place.code), SourceKind::Published);
    match place.location {
        Location::Authority(_) => Some(none),
        Location::National => assessment.national(indicator).map(|national| Cell {
            numerator: Some(national.numerator),
            denominator: Some(national.denominator),
            value: Ok(national.value),
            source: national.source,
            ..none
        }),
        Location::Region(_) => None,
    }
}

/// The name of a region, as the register has it, or its code.
pub fn region_name(evidence: &Evidence, code: &str) -> String {
    let regions = Register::built_in().regions();
    let own = evidence.dataset.register.regions();
    regions
        .chain(own)
        .find(|region| region.code == code)
        .map_or_else(|| code.to_owned(), |region| region.name.clone())
}

/// The authorities of the year, in order of their codes.
pub(crate) fn by_code(assessment: &Assessment<'_>) -> Vec<AuthorityId> {
    let mut ids = assessment.panel.authorities().as_slice().to_vec();
    ids.sort_by(|a, b| assessment.code(*a).cmp(assessment.code(*b)));
    ids
}
