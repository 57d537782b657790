//! One authority's year, child by child.

use crate::source::ssda903::{
    AbsenceKind, Absent, ChildKey, Episode, Locality, Person, Return, Token, Uasc,
};
use crate::source::{Day, any_of};

use super::codes::is_short_break;
use super::incident::{belongs_to, days_missing, is_open_at};
use super::looked_after::{age_on, at_census, during_year, has_short_break};
use super::placement::placed_since;

/// A child in one year's return.
#[derive(Debug, Clone)]
pub struct ChildYear<'r> {
    /// Who.
    pub key: ChildKey,
    /// The child's episodes in this return, in order of time.
    pub episodes: &'r [Episode],
    /// The episode the child is in on 31 March.
    pub census: Option<&'r Episode>,
    /// Where that is outside the authority, the first day of the placement it is part of, as far
    /// as returns go back.
    pub outside_since: Option<Day>,
    /// Whether the child is looked after at some time in the year.
    pub in_year: bool,
    /// Whether the child has a short break (V3 or V4) in the year.
    pub short_break: bool,
    /// The incidents of either kind that belong to the year, in order of time.
    pub incidents: Vec<&'r Absent>,
    /// Date of birth, where it is known.
    pub born: Option<Day>,
    /// SEX as it stands in the return; blank where it is not known.
    pub sex: Token,
    /// ETHNIC as it stands in the return; blank where it is not known.
    pub ethnicity: Token,
    /// The child's row of the UASC table.
    pub uasc: Option<&'r Uasc>,
    /// Episodes of this and last year's returns, joined; none where last year's is not there.
    pub two_years: Option<&'r [Episode]>,
    /// Episodes of this and the two years' returns before, joined.
    pub three_years: Option<&'r [Episode]>,
}

impl<'r> ChildYear<'r> {
    /// The child's episodes as far back as joined returns go, at most two years before this one.
    #[must_use]
    pub fn history(&self) -> &'r [Episode] {
        let joined = self.three_years.or(self.two_years);
        joined.unwrap_or(self.episodes)
    }

    /// Days that an incident of the child lasted; none where that is not known.
    #[must_use]
    pub fn days_missing(&self, incident: &Absent, year: i16) -> Option<i32> {
        days_missing(incident, year, self.census.is_some())
    }

    /// Whether the child is missing on 31 March: in care on that day, and an incident of missing is open. An
    /// incident left open though care ended is nobody's who is missing from care. None where the end of an
    /// incident is not known.
    #[must_use]
    pub fn is_still_missing(&self, year: i16) -> Option<bool> {
        if self.census.is_none() {
            return Some(false);
        }
        any_of(self.missing().map(|incident| is_open_at(incident, year)))
    }

    /// The child's age on 31 March, or on the last day in care where care ended before it; none where
    /// the date of birth is not known, or the child was not in care in the year.
    #[must_use]
    pub fn age_in(&self, year: i16) -> Option<i16> {
        let born = self.born?;
        let own = self.episodes.iter().filter(|e| !is_short_break(e));
        let left = || own.filter_map(|e| e.end).max();
        let day = match self.census {
            Some(_) => Day::census(year),
            None => left()?.min(Day::census(year)),
        };
        Some(age_on(born, day))
    }

    /// Missing incidents of the year.
    pub fn missing(&self) -> impl Iterator<Item = &Absent> {
        self.incidents
            .iter()
            .copied()
            .filter(|i| i.kind == AbsenceKind::Missing)
    }

    /// Incidents of absence from placement without authorisation of the year.
    pub fn away(&self) -> impl Iterator<Item = &Absent> {
        self.incidents
            .iter()
            .copied()
            .filter(|i| i.kind == AbsenceKind::Away)
    }

    /// Whether the child is an unaccompanied asylum-seeking child on 31 March: in the UASC table
    /// with DUC blank or after it. None where DUC is not known.
    #[must_use]
    pub fn is_uasc_at(&self, year: i16) -> Option<bool> {
        let is_after = |row: &Uasc| row.ends.judge_or(true, |end| end > Day::census(year));
        self.uasc.map_or(Some(false), is_after)
    }

    /// Whether the child had that status at some time in the year; none where DUC is not known.
    #[must_use]
    pub fn is_uasc_in(&self, year: i16) -> Option<bool> {
        let first = Day::first_of(year);
        let is_after = |row: &Uasc| row.ends.judge_or(true, |end| end >= first);
        self.uasc.map_or(Some(false), is_after)
    }
}

/// One authority's year.
#[derive(Debug)]
pub struct YearView<'r> {
    /// The year ending 31 March.
    pub year: i16,
    /// The children of the return's episodes, in order of key.
    pub children: Vec<ChildYear<'r>>,
    /// Whether the return has a table of incidents.
    pub has_incidents: bool,
    /// Whether the return has a table of unaccompanied children.
    pub has_uasc: bool,
}

impl<'r> YearView<'r> {
    /// Arranges a return, whose tables are sorted, by child. `two_years` and `three_years` are the
    /// joined episodes up to this year, where the earlier returns are there.
    #[must_use]
    pub fn new(
        year: i16,
        tables: &'r Return,
        two_years: Option<&'r [Episode]>,
        three_years: Option<&'r [Episode]>,
    ) -> Self {
        let mut people = Walk::new(tables.people.as_deref(), |r| r.child);
        let mut absences = Walk::new(tables.absences.as_deref(), |r| r.child);
        let mut uasc = Walk::new(tables.uasc.as_deref(), |r| r.child);
        let mut two = Walk::new(two_years, |r| r.child);
        let mut three = Walk::new(three_years, |r| r.child);
        let episodes = tables.episodes.as_deref().unwrap_or_default();
        let children = episodes
            .chunk_by(|a, b| a.child == b.child)
            .filter_map(|own| {
                let key = own.first()?.child;
                let absences = absences.of(key);
                let uasc = uasc.of(key).last();
                let person = people.of(key);
                let born = person.iter().find_map(|p| p.born);
                let coded = |of: fn(&Person) -> Token| {
                    let filled = person.iter().map(of).find(|code| !code.is_empty());
                    filled.unwrap_or_default()
                };
                let census = at_census(own, year);
                let (two_years, three_years) = (
                    two_years.map(|_| two.of(key)),
                    three_years.map(|_| three.of(key)),
                );
                let history = three_years.or(two_years).unwrap_or(own);
                let outside = census.filter(|e| e.locality == Some(Locality::Outside));
                Some(ChildYear {
                    key,
                    episodes: own,
                    census,
                    outside_since: outside.map(|e| placed_since(history, e)),
                    in_year: during_year(own, year),
                    short_break: has_short_break(own, year),
                    incidents: absences
                        .iter()
                        .filter(|i| belongs_to(i, own, year) == Some(true))
                        .collect(),
                    born: born
                        .or_else(|| uasc.and_then(|u| u.born))
                        .or_else(|| absences.iter().find_map(|a| a.born))
                        .map(|b| b.0),
                    sex: coded(|p| p.sex),
                    ethnicity: coded(|p| p.ethnicity),
                    uasc,
                    two_years,
                    three_years,
                })
            });
        Self {
            year,
            children: children.collect(),
            has_incidents: tables.absences.is_some(),
            has_uasc: tables.uasc.is_some(),
        }
    }

    /// A child of the return's episodes.
    #[must_use]
    pub fn child(&self, key: ChildKey) -> Option<&ChildYear<'r>> {
        let at = self.children.binary_search_by_key(&key, |child| child.key);
        self.children.get(at.ok()?)
    }

    /// Children looked after on 31 March, with the episode they are in.
    pub fn at_census(&self) -> impl Iterator<Item = (&ChildYear<'r>, &'r Episode)> {
        self.children
            .iter()
            .filter_map(|child| Some((child, child.census?)))
    }

    /// Children looked after at some time in the year.
    pub fn in_year(&self) -> impl Iterator<Item = &ChildYear<'r>> {
        self.children.iter().filter(|child| child.in_year)
    }
}

/// Steps through rows in order of child.
struct Walk<'r, T> {
    rest: &'r [T],
    key: fn(&T) -> ChildKey,
}

impl<'r, T> Walk<'r, T> {
    fn new(rows: Option<&'r [T]>, key: fn(&T) -> ChildKey) -> Self {
        Self {
            rest: rows.unwrap_or_default(),
            key,
        }
    }

    /// The rows of a child; children must be asked for in order.
    fn of(&mut self, child: ChildKey) -> &'r [T] {
        let start = self.rest.iter().position(|r| (self.key)(r) >= child);
        self.rest = self
            .rest
            .get(start.unwrap_or(self.rest.len())..)
            .unwrap_or_default();
        let end = self.rest.iter().position(|r| (self.key)(r) != child);
        let (own, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        own
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, episodes};
    use super::*;

    #[allow(clippy::field_reassign_with_default, reason = "the others are its own")]
    fn age(text: &str, born: &str) -> Option<i16> {
        let own = episodes(text);
        let mut tables = Return::default();
        tables.episodes = Some(own);
        let mut view = YearView::new(2024, &tables, None, None);
        view.children[0].born = Some(day(born));
        view.children[0].age_in(2024)
    }

    #[test]
    fn the_age_of_a_year_is_that_on_31_march_or_on_leaving() {
        assert_eq!(age("2022-05-01 - S C2 U4", "2014-03-31"), Some(10));
        assert_eq!(age("2022-05-01 - S C2 U4", "2014-04-01"), Some(9));
        let left = "2022-05-01 2023-09-01 S C2 U4 E4A";
        assert_eq!(age(left, "2006-01-01"), Some(17));
        assert_eq!(age(left, "2005-09-01"), Some(18));
    }
}
