//! The Ofsted list of children's social care providers: registered places in children's homes.
//!
//! Counted are places of provision type "children's home" (in any case) and "secure children's
//! home" whose registration is active, homes only for short breaks left out. Residential special
//! schools, training centres and boarding schools are not counted. Source: Ofsted, provider level
//! data as at 31 March; the date stands in the rows above the header.

use std::collections::{BTreeMap, BTreeSet};

use crate::authority::{AuthorityId, Register, Resolution};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::cells::unresolved;
use super::shape::header_key;
use super::symbol::number;
use super::table::{Row, Table};

/// Places in children's homes in an authority's area.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct HomePlaces {
    /// Registered places counted as capacity.
    pub places: f64,
    /// Of them, run by local authorities.
    pub local_authority: f64,
    /// Of them, run privately.
    pub private: f64,
    /// Of them, run by voluntary bodies.
    pub voluntary: f64,
    /// Of them, run by others, such as health bodies.
    pub other: f64,
    /// Places in homes with a full inspection judgement.
    pub judged: f64,
    /// Of those, in homes judged good or outstanding.
    pub good_or_outstanding: f64,
}

/// The home places of a provider list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProviderList {
    /// The year whose 31 March the list describes.
    pub year: i16,
    /// By authority; an authority with providers of any kind but no home has zero places.
    pub homes: BTreeMap<AuthorityId, HomePlaces>,
}

/// Reads a provider list. None where it does not say its year.
pub(super) fn read(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Option<ProviderList> {
    let columns = Columns::of(table)?;
    let year = year_of(table, diagnostics);
    let mut list = ProviderList {
        year: year.unwrap_or_default(),
        homes: BTreeMap::new(),
    };
    let mut not_used = NotUsed::default();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let name = row.cell(columns.local_authority);
        if name.is_empty() {
            not_used.without_name += 1;
            return;
        }
        match register.resolve_in(name, year) {
            Resolution::Authority(id) => {
                let homes = list.homes.entry(id).or_default();
                if columns.is_counted_home(row) {
                    add(homes, row, &columns, diagnostics);
                }
            }
            Resolution::OutsideEngland { .. } => not_used.is_elsewhere(name, row.line()),
            other => {
                if not_used.is_unknown_and_new(name) {
                    diagnostics.push(unresolved(row, columns.local_authority, "", &other));
                }
            }
        }
    });
    diagnostics.extend(not_used.told(table.name));
    year.map(|_| list)
}

/// Providers that are in no authority of England known here.
#[derive(Default)]
struct NotUsed {
    without_name: usize,
    /// By the name given: the first line and how many rows.
    elsewhere: BTreeMap<String, (u64, usize)>,
    unknown: BTreeSet<String>,
}

impl NotUsed {
    fn is_elsewhere(&mut self, name: &str, line: u64) {
        let rows = self.elsewhere.entry(name.to_owned());
        rows.or_insert((line, 0)).1 += 1;
    }

    fn is_unknown_and_new(&mut self, name: &str) -> bool {
        self.unknown.insert(name.to_owned())
    }

    /// What is said once for many rows.
    fn told(self, file: &str) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        if self.without_name > 0 {
            let message = format!(
                "{} providers have no local authority; they are not used",
                self.without_name
            );
            told.push(
                Diagnostic::warning(Code::UnknownAuthority, message)
                    .at(Place::file(file))
                    .help("add the authority where it is known"),
            );
        }
        told.extend(self.elsewhere.into_iter().map(|(name, (line, rows))| {
            let message = format!(
                "{rows} providers are in {name}, which is not in England; they are not used"
            );
            Diagnostic::warning(Code::OutsideEngland, message).at(Place::line(file, line))
        }));
        told
    }
}

struct Columns {
    provision: usize,
    status: usize,
    local_authority: usize,
    places: usize,
    sector: usize,
    short_break: Option<usize>,
    judgement: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            provision: found.column("provision_type")?,
            status: found.column("registration_status")?,
            local_authority: found.column("local_authority")?,
            places: found.column("places")?,
            sector: found.column("sector")?,
            short_break: found.column("short_break_only"),
            judgement: found.column("judgement"),
        })
    }

    fn is_counted_home(&self, row: &Row<'_>) -> bool {
        let provision = header_key(row.cell(self.provision));
        let short_break = header_key(row.optional(self.short_break));
        matches!(
            provision.as_str(),
            "childrens_home" | "secure_childrens_home"
        ) && header_key(row.cell(self.status)) == "active"
            && matches!(short_break.as_str(), "" | "n" | "no" | "false" | "0")
    }
}

fn add(homes: &mut HomePlaces, row: &Row<'_>, columns: &Columns, diagnostics: &mut Diagnostics) {
    let cell = row.cell(columns.places);
    if cell.is_empty() {
        return;
    }
    let Some(places) = number(cell).filter(|n| *n >= 0.0 && n.fract() == 0.0) else {
        diagnostics.push(row.bad_cell(
            columns.places,
            "this is not a number of places",
            "a whole number",
        ));
        return;
    };
    homes.places += places;
    match header_key(row.cell(columns.sector)).as_str() {
        "local_authority" => homes.local_authority += places,
        "private" => homes.private += places,
        "voluntary" => homes.voluntary += places,
        _ => homes.other += places,
    }
    let judgement = header_key(row.optional(columns.judgement));
    if !judgement.is_empty() {
        homes.judged += places;
        if matches!(judgement.as_str(), "good" | "outstanding") {
            homes.good_or_outstanding += places;
        }
    }
}

/// The year ending 31 March that the titles name: "as at 31 March 2024", or another day of a year.
fn year_of(table: &Table<'_>, diagnostics: &mut Diagnostics) -> Option<i16> {
    let day = day_in(&table.titles);
    if day.is_none() {
        diagnostics.push(
            Diagnostic::error(Code::YearUnknown, "the list does not say which day it describes")
                .at(Place::file(table.name))
                .expected("a row above the header with a date, such as \"Provider level as at 31 March 2024\"")
                .help("add such a row as the first line of the file"),
        );
    }
    let (year, month) = day?;
    Some(if month > 3 { year + 1 } else { year })
}

/// The first "day month year" or "month year" in a text.
fn day_in(text: &str) -> Option<(i16, usize)> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words.windows(2).find_map(|pair| {
        let [month, year] = pair else { return None };
        let month = MONTHS.iter().position(|m| {
            month.len() >= 3
                && month.starts_with(m)
                && month.bytes().all(|b| b.is_ascii_lowercase())
        })?;
        let year: i16 = year.parse().ok().filter(|y| (1990..=2100).contains(y))?;
        Some((year, month + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "Children's social care data 2024 – Provider level as at 31 March 2024,,,,,,\n\
        Web link,Provision type,Registration status,Local authority,Sector,Places,Short-break-only children's home\n\
        x,Children's home,Active,Kent,Private,4,\n\
        x,Children's Home,Active,Kent,Local Authority,3, \n\
        x,Secure children's home,Active,Kent,Voluntary,20,\n\
        x,Children's home,Active,Kent,Private,5,Short-break-only children's home\n\
        x,Children's home,Suspended,Kent,Private,5,\n\
        x,Residential special school (registered as a children's home),Active,Kent,Private,30,\n\
        x,Boarding School,Active,Rutland,Private,100,\n\
        x,Children's home,Active,Cardiff,Private,4,\n";

    fn read_list(text: &str) -> (Option<ProviderList>, Diagnostics) {
        let table = Table::open("homes.csv", text).unwrap();
        let mut diagnostics = Diagnostics::default();
        let list = read(&table, Register::built_in(), &mut diagnostics);
        (list, diagnostics)
    }

    #[test]
    fn counts_active_homes_and_secure_homes_only() {
        let (list, diagnostics) = read_list(LIST);
        let list = list.unwrap();
        assert_eq!(list.year, 2024);
        let of = |code: &str| list.homes[&Register::built_in().by_code(code).unwrap()];
        assert_eq!(of("E10000016").places, 27.0);
        assert_eq!(of("E10000016").local_authority, 3.0);
        assert_eq!(of("E06000017").places, 0.0);
        assert_eq!(
            diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
            [Code::OutsideEngland]
        );
    }

    #[test]
    fn letters_for_places_and_a_list_without_a_day_are_errors() {
        assert!(read_list(&LIST.replace(",20,", ",twenty,")).1.has_errors());
        let (list, diagnostics) = read_list(LIST.split_once('\n').unwrap().1);
        assert!(list.is_none());
        assert!(diagnostics.has_errors());
    }

    #[test]
    fn a_day_after_march_belongs_to_the_next_year() {
        assert_eq!(
            day_in("Provider level as at 31 August 2023"),
            Some((2023, 8))
        );
        assert_eq!(day_in("nothing here 2023"), None);
    }
}
