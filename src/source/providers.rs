//! The Ofsted list of children's social care providers: registered places in children's homes.
//!
//! Counted are places of provision type "children's home" (in any case) and "secure children's
//! home" whose registration is active, homes only for short breaks left out. Residential special
//! schools, training centres and boarding schools are not counted. Which words of a list count is data:
//! `providers.csv` beside this file. Source: Ofsted, provider level data as at 31 March; the date
//! stands in the rows above the header, or in the name of the file or sheet. A table of inspections
//! has the same columns and a provider as often as it was inspected: it is no list.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::sync::LazyLock;

use crate::authority::{AuthorityId, Register, Resolution};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::cells::unresolved;
use super::shape::header_key;
use super::symbol::count;
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
    /// The year whose 31 March the list describes, or comes next.
    pub year: i16,
    /// Whole months from its day to that 31 March.
    pub months_before: u8,
    /// Whether it has the judgements of inspections.
    pub has_judgements: bool,
    /// By authority; an authority with providers of any kind but no home has zero places.
    pub homes: BTreeMap<AuthorityId, HomePlaces>,
}

const WORDS: &str = include_str!("providers.csv");

/// Columns that decide what counts.
const DECIDE: [&str; 3] = ["provision", "status", "short_break"];

/// For each of the deciding columns, its known words and whether they count.
static KNOWN: LazyLock<BTreeMap<(&'static str, &'static str), bool>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut cells = line.split(',');
        let (column, word) = (cells.next()?, cells.next()?);
        Some(((column, word), cells.next()? == "yes"))
    };
    WORDS.lines().skip(1).filter_map(line).collect()
});

/// Reads a provider list. None where it does not say its year, has no places or is no list. A year ending
/// 31 March may be `said` for a list that says none.
pub(super) fn read(
    table: &Table<'_>,
    register: &Register,
    said: Option<i16>,
    diagnostics: &mut Diagnostics,
) -> Option<ProviderList> {
    let columns = Columns::of(table)?;
    if is_of_inspections(table) {
        diagnostics.push(no_list(table.name));
        return None;
    }
    let Some(places) = columns.places else {
        diagnostics.push(without_places(table.name));
        return None;
    };
    let (year, months_before) = year_of(table, said, diagnostics)?;
    let mut list = ProviderList {
        year,
        months_before,
        has_judgements: columns.judgement.is_some(),
        homes: BTreeMap::new(),
    };
    let mut not_used = NotUsed::default();
    let mut urns: HashSet<String> = HashSet::new();
    let mut own = diagnostics.alike();
    let mut is_list = true;
    table.while_row_or_note(&mut own, |row, own| {
        let name = row.cell(columns.local_authority);
        if row.filled() <= 3 {
            return ControlFlow::Continue(());
        }
        if row.is_uneven() {
            own.push(row.uneven());
            return ControlFlow::Continue(());
        }
        let urn = row.optional(columns.urn);
        if !urn.is_empty() && urn != "REDACTED" && !urns.insert(urn.to_owned()) {
            is_list = false;
            return ControlFlow::Break(());
        }
        if name.is_empty() {
            not_used.without_name += 1;
            return ControlFlow::Continue(());
        }
        match register.resolve_in(name, Some(year)) {
            Resolution::Authority(id) => {
                let homes = list.homes.entry(id).or_default();
                if columns.is_counted_home(row, &mut not_used) {
                    add(homes, (row, places), &columns, &mut not_used, own);
                }
            }
            Resolution::OutsideEngland { .. } => not_used.is_elsewhere(name, row.line()),
            other => {
                if not_used.is_unknown_and_new(name) {
                    own.push(unresolved(row, columns.local_authority, "", &other));
                }
            }
        }
        ControlFlow::Continue(())
    });
    if !is_list {
        diagnostics.push(no_list(table.name));
        return None;
    }
    diagnostics.append(own);
    diagnostics.extend(not_used.told(table.name));
    if columns.short_break.is_none() {
        diagnostics.push(every_home(table.name));
    }
    Some(list)
}

/// Whether titles say that the rows are inspections in a year.
fn is_of_inspections(table: &Table<'_>) -> bool {
    let said = format!("{} {}", table.titles, table.name).to_lowercase();
    let words: Vec<&str> = said
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let pair = |first: &str, second: &str| words.windows(2).any(|pair| pair == [first, second]);
    pair("in", "year") || pair("inspections", "between") || pair("all", "inspections")
}

fn no_list(name: &str) -> Diagnostic {
    let message = "this table has the columns of Ofsted's list of providers, but its rows are inspections: a provider stands in it more than once; it is not used";
    Diagnostic::notice(Code::NotUsed, message).at(Place::file(name))
}

fn without_places(name: &str) -> Diagnostic {
    let message = "this list of providers has no column of places, so that none can be counted; it is not used";
    Diagnostic::warning(Code::NotUsed, message)
        .at(Place::file(name))
        .help("lists have places from 2016 on")
}

fn every_home(name: &str) -> Diagnostic {
    let message =
        "this list does not say which homes are for short breaks only; every home is counted";
    Diagnostic::notice(Code::OtherDefinition, message).at(Place::file(name))
}

/// Providers that are in no authority of England known here.
#[derive(Default)]
struct NotUsed {
    without_name: usize,
    /// By the name given: the first line and how many rows.
    elsewhere: BTreeMap<String, (u64, usize)>,
    unknown: BTreeSet<String>,
    /// Words that decide what counts and are not known, by column and word: the first row.
    words: BTreeMap<(usize, String), (Place, usize)>,
    without_places: (u64, usize),
}

impl NotUsed {
    fn is_elsewhere(&mut self, name: &str, line: u64) {
        let rows = self.elsewhere.entry(name.to_owned());
        rows.or_insert((line, 0)).1 += 1;
    }

    fn is_not_known(&mut self, row: &Row<'_>, column: usize) {
        let word = row.cell(column).to_owned();
        let rows = self.words.entry((column, word));
        rows.or_insert_with(|| (row.place(column), 0)).1 += 1;
    }

    fn has_no_places(&mut self, line: u64) {
        if self.without_places.1 == 0 {
            self.without_places.0 = line;
        }
        self.without_places.1 += 1;
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
        for ((_, word), (place, rows)) in self.words {
            let message =
                format!("this word decides whether {rows} providers count, and is not known");
            told.push(
                Diagnostic::error(Code::BadCell, message)
                    .at(place)
                    .found(word)
                    .expected("a word that Ofsted's lists have had; docs/data-dictionary.md says which")
                    .help("correct the word if it is wrong; if Ofsted uses it now, tell us what it means"),
            );
        }
        let (line, rows) = self.without_places;
        if rows > 0 {
            let message =
                format!("{rows} active homes have no number of places; none is counted for them");
            let warning = Diagnostic::warning(Code::BadCell, message);
            told.push(warning.at(Place::line(file, line)));
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
    places: Option<usize>,
    sector: usize,
    short_break: Option<usize>,
    judgement: Option<usize>,
    urn: Option<usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            provision: found.column("provision_type")?,
            status: found.column("registration_status")?,
            local_authority: found.column("local_authority")?,
            places: found.column("places"),
            sector: found.column("sector")?,
            short_break: found.column("short_break_only"),
            judgement: found.column("judgement"),
            urn: found.column("urn"),
        })
    }

    /// Whether a provider is a home whose places count. A word that is not known is noted.
    fn is_counted_home(&self, row: &Row<'_>, not_used: &mut NotUsed) -> bool {
        let columns = [Some(self.provision), Some(self.status), self.short_break];
        for (kind, column) in DECIDE.into_iter().zip(columns) {
            let Some(column) = column else { continue };
            match KNOWN.get(&(kind, header_key(row.cell(column)).as_str())) {
                Some(true) => {}
                Some(false) => return false,
                None => {
                    not_used.is_not_known(row, column);
                    return false;
                }
            }
        }
        true
    }
}

fn add(
    homes: &mut HomePlaces,
    (row, column): (&Row<'_>, usize),
    columns: &Columns,
    not_used: &mut NotUsed,
    diagnostics: &mut Diagnostics,
) {
    let cell = row.cell(column);
    if cell.is_empty() {
        not_used.has_no_places(row.line());
        return;
    }
    let Some(places) = count(cell) else {
        diagnostics.push(row.bad_cell(column, "this is not a number of places", "a whole number"));
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

/// The year ending 31 March that titles or name say ("as at 31 March 2024", or another day of a
/// year), and how many months before its end the day is.
fn year_of(
    table: &Table<'_>,
    said: Option<i16>,
    diagnostics: &mut Diagnostics,
) -> Option<(i16, u8)> {
    let names = table.name.rsplit('/').map(|part| (day_in(part), part));
    let in_names = || names.clone().find_map(|(day, _)| day);
    let only_year = || names.clone().find_map(|(_, part)| year_in(part));
    let day = day_in(&table.titles)
        .or_else(|| year_in(&table.titles).map(|year| (year, 3)))
        .or_else(in_names)
        .or_else(|| only_year().map(|year| (year, 3)))
        .or_else(|| said.map(|year| (year, 3)));
    if day.is_none() {
        diagnostics.push(
            Diagnostic::error(Code::YearUnknown, "the list does not say which day it describes")
                .at(Place::file(table.name))
                .expected("a row above the header with a date, such as \"Provider level as at 31 March 2024\", or a year in the file's name")
                .help("put the year in the file's name, such as provider_at_march_2024.csv, or in the weights file: provider_year = 2024 under [inputs]"),
        );
    }
    let (year, month) = day?;
    let year = if month > 3 { year + 1 } else { year };
    let months = (15 - month) % 12;
    Some((year, u8::try_from(months).unwrap_or(0)))
}

/// The only year that a text names.
fn year_in(text: &str) -> Option<i16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let years: BTreeSet<i16> = numbers
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (2000..=2100).contains(year))
        .collect();
    let mut years = years.into_iter();
    years.next().filter(|_| years.next().is_none())
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
        let list = read(&table, Register::built_in(), None, &mut diagnostics);
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
