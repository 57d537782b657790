//! Places and vacancies that people count themselves.

use std::collections::HashMap;

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::Diagnostics;
use crate::source::cells::{location, twice, whole, word, year_of};
use crate::source::published::Location;
use crate::source::table::Table;

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
pub(in crate::source) fn capacity(
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
