//! The simple files people write themselves: measures, authorities, groups, neighbours, capacity.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::authority::{AuthorityId, OwnAuthority, Register, Resolution};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

use super::published::{Location, unknown_authority};
use super::symbol::{Figure, Symbol, number};
use super::table::{Row, Table};
use super::year::year_ending;

/// A figure given in a measures file.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenMeasure {
    /// The place.
    pub location: Location,
    /// The code as the file gives it.
    pub code: Arc<str>,
    /// The year ending 31 March.
    pub year: i16,
    /// The indicator's code, in the file's letter case.
    pub indicator: String,
    /// The count, if given.
    pub numerator: Option<Figure>,
    /// What it is a share of, if given.
    pub denominator: Option<Figure>,
    /// The value, if given.
    pub value: Option<Figure>,
    /// Line in the file.
    pub line: u64,
}

/// Reads a measures file: `authority_code, year, indicator, numerator, denominator, value`.
pub(super) fn measures(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Vec<GivenMeasure> {
    let Some(found) = table.recognised() else {
        return Vec::new();
    };
    let (Some(code), Some(year), Some(indicator)) = (
        found.column("authority_code"),
        found.column("year"),
        found.column("indicator"),
    ) else {
        return Vec::new();
    };
    let columns = ["numerator", "denominator", "value", "status"].map(|field| found.column(field));
    let mut given = Vec::new();
    let mut lines: HashMap<(Location, i16, String), u64> = HashMap::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let place = location(row, code, register, diagnostics);
        let year = year_of(row, year, diagnostics);
        let name = row.cell(indicator);
        if name.is_empty() {
            diagnostics.push(row.bad_cell(
                indicator,
                "the indicator is not named",
                "the code of an indicator",
            ));
        }
        let [numerator, denominator, value] = figures(row, &columns, diagnostics);
        let (Some((location, code)), Some(year)) = (place, year) else {
            return;
        };
        let key = (location.clone(), year, name.to_owned());
        if let Some(first) = lines.insert(key, row.line()) {
            diagnostics.push(twice(
                row,
                indicator,
                first,
                &format!("{name} for {code} in {year}"),
            ));
            return;
        }
        let measure = GivenMeasure {
            location,
            code,
            year,
            indicator: name.to_owned(),
            numerator,
            denominator,
            value,
            line: row.line(),
        };
        if let Some(problem) = inconsistent(&measure, row, columns) {
            diagnostics.push(problem);
        }
        given.push(measure);
    });
    if columns[2].is_none() && (columns[0].is_none() || columns[1].is_none()) {
        diagnostics.push(
            Diagnostic::error(
                Code::MissingColumn,
                "there is no column \"value\", nor both \"numerator\" and \"denominator\"",
            )
            .at(crate::diagnostic::Place::file(table.name))
            .expected("authority_code, year, indicator and value, or the two counts, or all three")
            .help("add the column"),
        );
    }
    table.check_end(diagnostics);
    given
}

fn figures(
    row: &Row<'_>,
    columns: &[Option<usize>; 4],
    diagnostics: &mut Diagnostics,
) -> [Option<Figure>; 3] {
    let mut figures = [None; 3];
    for (figure, column) in figures.iter_mut().zip(columns) {
        let Some(at) = *column else { continue };
        if row.cell(at).is_empty() {
            continue;
        }
        *figure = Figure::read(row.cell(at));
        if figure.is_none() {
            diagnostics.push(row.bad_cell(
                at,
                "this is not a number",
                "a number, a symbol (c z x k low u), or nothing",
            ));
        }
    }
    let [_, denominator, value] = figures;
    let negative = denominator
        .and_then(Figure::number)
        .is_some_and(|n| n < 0.0);
    if let (true, Some(at)) = (negative, columns[1]) {
        diagnostics.push(row.bad_cell(at, "a denominator cannot be negative", "0 or more"));
        figures[1] = None;
    }
    if value.is_none() {
        let status = row.optional(columns[3]);
        figures[2] = match Figure::read(status) {
            Some(Figure::Symbol(symbol)) => Some(Figure::Symbol(symbol)),
            _ => None,
        };
    }
    figures
}

/// A value that its own counts contradict by more than rounding to whole numbers explains.
fn inconsistent(
    measure: &GivenMeasure,
    row: &Row<'_>,
    columns: [Option<usize>; 4],
) -> Option<Diagnostic> {
    let number = |figure: Option<Figure>| figure.and_then(Figure::number);
    let (x, n, value) = (
        number(measure.numerator)?,
        number(measure.denominator)?,
        number(measure.value)?,
    );
    let plausible = [100.0 * x / n, x / n]
        .iter()
        .any(|v| (v - value).abs() <= 0.5 + 1e-9);
    if n == 0.0 || plausible {
        return None;
    }
    Some(row.bad_cell(
        columns[2]?,
        "the value contradicts the two counts beside it",
        &format!("about {}, which is 100 × {x} / {n}", 100.0 * x / n),
    ))
}

/// Reads a file of a dataset's own authorities.
pub(super) fn authorities(table: &Table<'_>, diagnostics: &mut Diagnostics) -> Vec<OwnAuthority> {
    let Some(found) = table.recognised() else {
        return Vec::new();
    };
    let (Some(code), Some(name)) = (found.column("authority_code"), found.column("name")) else {
        return Vec::new();
    };
    let mut own = Vec::new();
    let mut lines: HashMap<String, u64> = HashMap::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let text = row.cell(code);
        if text.is_empty() || row.cell(name).is_empty() {
            let at = if text.is_empty() { code } else { name };
            diagnostics.push(row.bad_cell(at, "this cell is empty", "every authority has a code and a name"));
            return;
        }
        if !is_fit_for_file_names(text) {
            let expected = "up to 64 letters, digits, hyphens, dots or underscores: codes name the files of reports";
            diagnostics.push(row.bad_cell(code, "this cannot be the code of an authority", expected));
            return;
        }
        if let Some(first) = lines.insert(text.to_lowercase(), row.line()) {
            diagnostics.push(twice(row, code, first, &format!("the authority {text}")));
            return;
        }
        own.push(OwnAuthority {
            code: text.to_owned(),
            name: row.cell(name).to_owned(),
            region: row.optional(found.column("region")).to_owned(),
            kind: row.optional(found.column("type")).to_owned(),
        });
    });
    table.check_end(diagnostics);
    own
}

fn is_fit_for_file_names(code: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    code.len() <= 64 && !code.starts_with('.') && code.chars().all(allowed)
}

/// Reads a grouping file: `authority_code, group`.
pub(super) fn groups(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Vec<AuthorityId>> {
    let mut groups: BTreeMap<String, Vec<AuthorityId>> = BTreeMap::new();
    let Some(found) = table.recognised() else {
        return groups;
    };
    let (Some(code), Some(group)) = (found.column("authority_code"), found.column("group")) else {
        return groups;
    };
    table.for_each_row(diagnostics, |row, diagnostics| {
        if let Some((Location::Authority(id), _)) = location(row, code, register, diagnostics) {
            let members = groups.entry(row.cell(group).to_owned()).or_default();
            if !members.contains(&id) {
                members.push(id);
            }
        }
    });
    groups
}

/// Reads a file of statistical neighbours: an authority and its ten nearest, by code.
pub(super) fn neighbours(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<AuthorityId, Vec<AuthorityId>> {
    const PLACES: [&str; 10] = [
        "sn_1", "sn_2", "sn_3", "sn_4", "sn_5", "sn_6", "sn_7", "sn_8", "sn_9", "sn_10",
    ];
    let mut neighbours = BTreeMap::new();
    let Some(found) = table.recognised() else {
        return neighbours;
    };
    let Some(code) = found.column("old_la_code") else {
        return neighbours;
    };
    let columns: Vec<usize> = PLACES
        .iter()
        .filter_map(|field| found.column(field))
        .collect();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let Some((Location::Authority(id), _)) = location(row, code, register, diagnostics) else {
            return;
        };
        let near = columns
            .iter()
            .filter(|at| !row.cell(**at).is_empty())
            .filter_map(|at| location(row, *at, register, diagnostics))
            .filter_map(|(location, _)| match location {
                Location::Authority(near) if near != id => Some(near),
                _ => None,
            });
        neighbours.insert(id, near.collect());
    });
    neighbours
}

/// Resolves the codes and names of a look-up file, which is used for nothing else here: what is
/// unknown in it is reported without stopping the run.
pub(super) fn lookup(
    table: &Table<'_>,
    field: &str,
    register: &Register,
    diagnostics: &mut Diagnostics,
) {
    let Some(column) = table.recognised().and_then(|found| found.column(field)) else {
        return;
    };
    let mut elsewhere = 0_usize;
    table.for_each_row(diagnostics, |row, diagnostics| {
        if row.cell(column).is_empty() {
            return;
        }
        match register.resolve(row.cell(column)) {
            Resolution::OutsideEngland { .. } => elsewhere += 1,
            Resolution::Authority(_)
            | Resolution::District { .. }
            | Resolution::National
            | Resolution::Region(_) => {}
            other => {
                let mut diagnostic = unknown_authority(row, column, "", &other);
                diagnostic.severity = crate::diagnostic::Severity::Warning;
                diagnostics.push(diagnostic);
            }
        }
    });
    if elsewhere > 0 {
        let message =
            format!("{elsewhere} rows are about places outside England; they are not used");
        let place = crate::diagnostic::Place::file(table.name);
        diagnostics.push(Diagnostic::warning(Code::OutsideEngland, message).at(place));
    }
}

/// The place a code stands for; England and its regions are allowed.
pub(super) fn location(
    row: &Row<'_>,
    column: usize,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Option<(Location, Arc<str>)> {
    let text = row.cell(column);
    match register.resolve(text) {
        Resolution::Authority(id) => {
            let code = if text.len() == 9 || register.is_own() {
                text
            } else {
                register.authority(id).code.as_str()
            };
            Some((Location::Authority(id), code.into()))
        }
        Resolution::National => Some((Location::National, "E92000001".into())),
        Resolution::Region(_) if text.starts_with("E12") => {
            Some((Location::Region(text.into()), text.into()))
        }
        Resolution::OutsideEngland { reason } => {
            let message = format!("{text} is not in England ({reason}); the row is not used");
            diagnostics
                .push(Diagnostic::warning(Code::OutsideEngland, message).at(row.place(column)));
            None
        }
        other => {
            diagnostics.push(unknown_authority(row, column, "", &other));
            None
        }
    }
}

pub(super) fn year_of(row: &Row<'_>, column: usize, diagnostics: &mut Diagnostics) -> Option<i16> {
    let year = year_ending(row.cell(column));
    if year.is_none() {
        diagnostics.push(row.bad_cell(
            column,
            "this is not a year",
            "the year ending 31 March, such as 2024",
        ));
    }
    year
}

pub(super) fn twice(row: &Row<'_>, column: usize, first: u64, what: &str) -> Diagnostic {
    Diagnostic::error(
        Code::TwoRowsForOneCell,
        format!("line {first} already gives {what}"),
    )
    .at(row.place(column))
    .expected("one row for each authority, year and subject")
    .help("remove the row that is wrong")
}

/// Places and vacancies given in a capacity file.
#[derive(Debug, Clone, PartialEq)]
pub struct Capacity {
    /// The authority whose area it is.
    pub authority: AuthorityId,
    /// The year ending 31 March.
    pub year: i16,
    /// Children's homes or foster homes.
    pub accommodation: Accommodation,
    /// Who runs it.
    pub sector: Sector,
    /// Places.
    pub places: f64,
    /// Of them vacant, where given.
    pub vacancies: Option<f64>,
}

/// Where children live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Accommodation {
    /// Registered children's homes.
    ChildrensHome,
    /// Foster homes.
    Foster,
}

/// Who runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// The authority.
    Own,
    /// A company.
    Private,
    /// A charity.
    Voluntary,
}

/// Reads a capacity file: `authority_code, year, accommodation, sector, places, vacancies`.
pub(super) fn capacity(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Vec<Capacity> {
    let Some(found) = table.recognised() else {
        return Vec::new();
    };
    let fields = [
        "authority_code",
        "year",
        "accommodation",
        "sector",
        "places",
    ]
    .map(|field| found.column(field));
    let [
        Some(code),
        Some(year),
        Some(accommodation),
        Some(sector),
        Some(places),
    ] = fields
    else {
        return Vec::new();
    };
    let vacancies = found.column("vacancies");
    let mut capacity = Vec::new();
    let mut lines = HashMap::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let place = location(row, code, register, diagnostics);
        let year = year_of(row, year, diagnostics);
        let kinds = [
            ("childrens-home", Accommodation::ChildrensHome),
            ("foster", Accommodation::Foster),
        ];
        let accommodation = word(row, accommodation, &kinds, diagnostics);
        let sectors = [
            ("own", Sector::Own),
            ("private", Sector::Private),
            ("voluntary", Sector::Voluntary),
        ];
        let sector = word(row, sector, &sectors, diagnostics);
        let count = whole(row, places, diagnostics);
        let vacant = vacancies
            .filter(|at| !row.cell(*at).is_empty())
            .map(|at| whole(row, at, diagnostics));
        let (
            Some((Location::Authority(authority), _)),
            Some(year),
            Some(accommodation),
            Some(sector),
            Some(count),
        ) = (place, year, accommodation, sector, count)
        else {
            return;
        };
        if let Some(first) = lines.insert((authority, year, accommodation, sector), row.line()) {
            diagnostics.push(twice(row, places, first, "these places"));
            return;
        }
        if let (Some(Some(vacant)), Some(at)) = (vacant, vacancies)
            && vacant > count
        {
            diagnostics.push(row.bad_cell(
                at,
                "there are more vacancies than places",
                "at most the number of places",
            ));
        }
        let vacancies = vacant.flatten();
        capacity.push(Capacity {
            authority,
            year,
            accommodation,
            sector,
            places: count,
            vacancies,
        });
    });
    table.check_end(diagnostics);
    capacity
}

pub(super) fn word<T: Copy>(
    row: &Row<'_>,
    column: usize,
    words: &[(&str, T)],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let text = super::shape::header_key(row.cell(column)).replace('_', "-");
    let found = words
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, value)| *value);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        diagnostics.push(row.bad_cell(column, "this word is not known here", &known.join(" or ")));
    }
    found
}

pub(super) fn whole(row: &Row<'_>, column: usize, diagnostics: &mut Diagnostics) -> Option<f64> {
    let found = number(row.cell(column)).filter(|n| *n >= 0.0 && n.fract() == 0.0);
    if found.is_none() {
        diagnostics.push(row.bad_cell(
            column,
            "this is not a whole number",
            "a whole number, 0 or more",
        ));
    }
    found
}

impl GivenMeasure {
    /// The first symbol among its figures.
    pub fn symbol(&self) -> Option<Symbol> {
        [self.value, self.numerator, self.denominator]
            .into_iter()
            .flatten()
            .find_map(|figure| match figure {
                Figure::Symbol(symbol) => Some(symbol),
                Figure::Number(_) => None,
            })
    }
}
