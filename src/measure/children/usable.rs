//! What of an authority's returns can be used: tables that contradict each other, tables of which no
//! row can be read, and returns that nothing can be measured from.

use std::collections::BTreeMap;

use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::Day;
use crate::source::ssda903::{
    Absent, AuthorityReturns, ChildKey, Episode, Return, TableKind, Twice,
};

use super::Common;

impl Common<'_> {
    /// Says of files that hold one table whether they say the same.
    pub(super) fn two_tables(
        &self,
        authority: AuthorityId,
        twice: &[(Option<i16>, Twice)],
    ) -> Vec<Diagnostic> {
        let name = &self.dataset.register.authority(authority).name;
        let file = |at: usize| self.dataset.files.get(at).map_or("", |f| f.name.as_str());
        let said = twice.iter().map(|(year, Twice { table, files, is_copy })| {
            let [first, second] = files.map(file);
            let year = year.map_or_else(String::new, |year| format!(" for {year}"));
            let table = table.words();
            if *is_copy {
                let message =
                    format!("all its rows of {table} of {name}{year} stand in {first} too; they are read once");
                return Diagnostic::notice(Code::TwoTables, message)
                    .at(Place::file(second))
                    .help("remove one of the two files");
            }
            let message = format!(
                "{first} also has {table} of {name}{year}, with other values in rows of the same child and day; neither file is used, and what is measured from them has no data"
            );
            Diagnostic::warning(Code::TwoTables, message)
                .at(Place::file(second))
                .expected("one file for each table of a return")
                .help("remove the file that is not the final one")
        });
        said.collect()
    }

    /// Takes out tables that nothing can be known from, and says so: what is measured from them has
    /// no data, which is not zero.
    pub(super) fn drop_unreadable(
        &self,
        authority: AuthorityId,
        returns: &mut AuthorityReturns,
    ) -> Vec<Diagnostic> {
        let name = &self.dataset.register.authority(authority).name;
        let say = |table: &str, why: &str, year: Option<i16>| {
            let year = year.map_or_else(String::new, |year| format!(" for {year}"));
            let message = format!(
                "the table of {table} of {name}{year} is not used: {why}; what is measured from it has no data"
            );
            Diagnostic::warning(Code::TableAbsent, message).help("export the table again")
        };
        let mut said = Vec::new();
        for (year, tables) in &mut returns.years {
            let unreadable = tables.drop_unreadable().into_iter();
            said.extend(
                unreadable.map(|table| say(table, "no row of it can be read", Some(*year))),
            );
            let (first, last) = (Day::first_of(*year), Day::census(*year));
            let outside =
                |a: &Absent| a.start > last || a.end.read().is_some_and(|end| end < first);
            let is_elsewhere = |all: &Vec<Absent>| !all.is_empty() && all.iter().all(outside);
            if tables.absences.take_if(|all| is_elsewhere(all)).is_some() {
                said.push(say(
                    "missing incidents",
                    "none of them lies in the year",
                    Some(*year),
                ));
            }
            for column in tables.lacking_columns() {
                let column = column.to_uppercase();
                let message = format!(
                    "what was given of {name} for {year} has no column {column}: what is measured from it has no data"
                );
                said.push(
                    Diagnostic::warning(Code::MissingColumn, message)
                        .help("export the table that it belongs to again, with the column"),
                );
            }
        }
        let unreadable = returns.any_year.drop_unreadable().into_iter();
        said.extend(unreadable.map(|table| say(table, "no row of it can be read", None)));
        said
    }

    /// Takes out returns that nothing can be measured from, and says why: such a year has no
    /// data, which is not zero.
    pub(super) fn drop_unusable(
        &self,
        authority: AuthorityId,
        years: &mut BTreeMap<i16, Return>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<i16> {
        let register = &self.dataset.register;
        let name = &register.authority(authority).name;
        let mut unusable = Vec::new();
        years.retain(|year, tables| {
            if !register.is_own() && !register.exists_on_31_march(authority, *year) {
                let message = format!("{name} did not exist on 31 March {year}; its return is not used");
                diagnostics.push(Diagnostic::warning(Code::AbolishedAuthority, message));
                return false;
            }
            let why = fault_of(tables, *year);
            if let Some(why) = &why {
                let message = format!("nothing can be measured from the return of {name} for {year}: {why}");
                diagnostics.push(
                    Diagnostic::warning(Code::ReturnUnusable, message)
                        .help("the authority has no data for the year; export the return again"),
                );
                unusable.push(*year);
            } else if tables.absences.is_none() && tables.rows_of(TableKind::Missing) == 0 {
                let message = format!("the return of {name} for {year} has no table of missing incidents: their measures have no data");
                diagnostics.push(
                    Diagnostic::warning(Code::TableAbsent, message)
                        .help("add the table; if there was no incident, add it with its header alone"),
                );
            }
            why.is_none()
        });
        unusable
    }
}

/// The most rows of a year's table that can be one child's: three a day are more than any has.
const MOST_OF_A_CHILD: usize = 1_000;

/// Whether a table in order of child has more rows of one than can be.
fn has_too_many<T>(rows: &[T], child: impl Fn(&T) -> ChildKey) -> bool {
    let mut runs = rows.windows(MOST_OF_A_CHILD + 1);
    runs.any(|run| run.first().map(&child) == run.last().map(&child))
}

/// Why nothing can be measured from a return whose tables are sorted.
fn fault_of(tables: &Return, year: i16) -> Option<String> {
    let fault = fault_of_tables(tables).map(str::to_owned);
    fault.or_else(|| fault_of_year(tables.episodes.as_deref().unwrap_or_default(), year))
}

/// Says of a return of whose episodes most have no day in its year which year it may be of.
fn fault_of_year(episodes: &[Episode], year: i16) -> Option<String> {
    let touching = |year: i16| {
        let (first, last) = (Day::first_of(year), Day::census(year));
        let touches = |e: &&Episode| e.start <= last && e.end.is_none_or(|end| end >= first);
        episodes.iter().filter(touches).count()
    };
    if episodes.is_empty() || touching(year) * 2 >= episodes.len() {
        return None;
    }
    let near = year - 10..=year + 10;
    let fits = near.max_by_key(|other| (touching(*other), -(other - year).abs()))?;
    let better = touching(fits) * 2 > episodes.len();
    Some(if better {
        format!("most of its episodes have no day in that year: they are those of {fits}")
    } else {
        "most of its episodes have no day in that year".to_owned()
    })
}

/// Why nothing can be measured from tables, whatever their year.
fn fault_of_tables(tables: &Return) -> Option<&'static str> {
    let Some(episodes) = &tables.episodes else {
        return Some("it has no table of episodes");
    };
    if tables.rows_of(TableKind::Episodes) == 0 {
        let any_child = tables
            .people
            .as_ref()
            .is_some_and(|people| !people.is_empty());
        return any_child.then_some("its header has children, but its table of episodes no row");
    }
    if episodes.is_empty() {
        return Some("no row of its episodes can be read");
    }
    if has_too_many(episodes, |e| e.child) {
        return Some(
            "more than 1,000 of its episodes are of one CHILD, so that this does not tell children apart",
        );
    }
    if has_too_many(tables.absences.as_deref().unwrap_or_default(), |a| a.child) {
        return Some(
            "more than 1,000 of its incidents are of one CHILD, so that this does not tell children apart",
        );
    }
    None
}
