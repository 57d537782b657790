//! Places and vacancies that people count themselves.

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::cells::{Given, authority_and_year, whole, whole_if_given, word};
use crate::source::table::{Row, Table};

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

const ACCOMMODATIONS: [(&str, Accommodation); 2] = [
    ("childrens-home", Accommodation::ChildrensHome),
    ("foster", Accommodation::Foster),
];

const SECTORS: [(&str, Sector); 3] = [
    ("own", Sector::Own),
    ("private", Sector::Private),
    ("voluntary", Sector::Voluntary),
];

/// Reads a capacity file: `authority_code, year, accommodation, sector, places, vacancies`.
pub(in crate::source) fn capacity(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Vec<Capacity> {
    let Some(columns) = Columns::of(table) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut given = Given::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let Some(capacity) = columns.capacity(row, register, diagnostics) else {
            return;
        };
        let Capacity {
            authority,
            year,
            accommodation,
            sector,
            ..
        } = capacity;
        let subject = (authority, year, accommodation, sector);
        if given.is_first(subject, row, columns.places, "these places", diagnostics) {
            diagnostics.extend(columns.more_vacancies_than_places(row, &capacity));
            all.push(capacity);
        }
    });
    table.check_end(diagnostics);
    all
}

/// Where the fields of a capacity file stand.
struct Columns {
    authority: usize,
    year: usize,
    accommodation: usize,
    sector: usize,
    places: usize,
    vacancies: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            authority: found.column("authority_code")?,
            year: found.column("year")?,
            accommodation: found.column("accommodation")?,
            sector: found.column("sector")?,
            places: found.column("places")?,
            vacancies: found.column("vacancies"),
        })
    }

    /// The capacity a row gives; every bad cell of it is reported.
    fn capacity(
        &self,
        row: &Row<'_>,
        register: &Register,
        diagnostics: &mut Diagnostics,
    ) -> Option<Capacity> {
        let subject = authority_and_year(row, (self.authority, self.year), register, diagnostics);
        let accommodation = word(row, self.accommodation, &ACCOMMODATIONS, diagnostics);
        let sector = word(row, self.sector, &SECTORS, diagnostics);
        let places = whole(row, self.places, diagnostics);
        let vacancies = whole_if_given(row, self.vacancies, diagnostics);
        let (authority, year) = subject?;
        Some(Capacity {
            authority,
            year,
            accommodation: accommodation?,
            sector: sector?,
            places: places?,
            vacancies,
        })
    }

    fn more_vacancies_than_places(&self, row: &Row<'_>, capacity: &Capacity) -> Option<Diagnostic> {
        let vacancies = capacity.vacancies.filter(|n| *n > capacity.places);
        let (at, _) = self.vacancies.zip(vacancies)?;
        Some(row.bad_cell(
            at,
            "there are more vacancies than places",
            "at most the number of places",
        ))
    }
}
