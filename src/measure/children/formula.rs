//! What an indicator's definition counts in an authority's year.

use std::collections::BTreeSet;

use crate::care::{ChildYear, YearView, is_temporary};
use crate::config::{MeasureSettings, Recording};
use crate::measure::Absence;
use crate::source::ssda903::{
    ChildKey, Episode, EpisodeColumn, Interview, Nationality, Notification, OutReason, Return,
    TableKind,
};
use crate::source::{Day, Known, Symbol};

use super::left_out::{Left, LeftOutRows};
use super::missing_incident::MissingIncident;

/// A count, or why there is none: [`Absence::NoData`] where the table it needs is absent, then no
/// cell is made.
pub type Counted = Result<Count, Absence>;

/// How child-level data give an indicator.
pub type ChildFormula = fn(&ChildLevel<'_>) -> Counted;

/// What is counted, and out of what.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Count {
    /// The count.
    pub numerator: f64,
    /// What it is out of; none for a plain count.
    pub denominator: Option<f64>,
    /// The children behind the numerator, where it counts something else.
    pub children: Option<f64>,
    /// Σm² / Σm of the incidents of each missing child, for measures of incidents.
    pub design_effect: Option<f64>,
    /// What must be said beside it.
    pub note: Option<&'static str>,
    /// What is left out of it.
    pub left: Left,
    /// Whether the denominator lacks those of whom a cell cannot be read, so that it is no longer the
    /// count of its name.
    pub known_only: bool,
}

#[allow(clippy::cast_precision_loss, reason = "counts of children")]
pub(in crate::measure) fn number(count: usize) -> f64 {
    count as f64
}

impl Count {
    /// A share.
    #[must_use]
    pub fn share(numerator: usize, denominator: usize) -> Self {
        Self {
            numerator: number(numerator),
            denominator: Some(number(denominator)),
            ..Self::default()
        }
    }

    /// A plain count.
    #[must_use]
    pub fn plain(count: usize) -> Self {
        Self {
            numerator: number(count),
            ..Self::default()
        }
    }

    /// The share among some that meet a condition.
    #[must_use]
    pub fn among<T>(all: impl Iterator<Item = T>, counts: impl Fn(&T) -> bool) -> Self {
        let (x, n) = all.fold((0, 0), |(x, n), one| (x + usize::from(counts(&one)), n + 1));
        Self::share(x, n)
    }

    /// The share among those of whom the answer is known; the others are left out of both parts.
    #[must_use]
    pub fn judged<T>(all: impl Iterator<Item = T>, counts: impl Fn(&T) -> Option<bool>) -> Self {
        let (mut x, mut n, mut unknown) = (0, 0, 0);
        for one in all {
            match counts(&one) {
                Some(counted) => {
                    x += usize::from(counted);
                    n += 1;
                }
                None => unknown += 1,
            }
        }
        Self {
            left: Left::beside(unknown, n),
            known_only: unknown > 0,
            ..Self::share(x, n)
        }
    }

    /// The same where nothing else counts what the denominator does.
    #[must_use]
    pub fn by_itself(self) -> Self {
        Self {
            known_only: false,
            ..self
        }
    }

    /// With more that is left out.
    #[must_use]
    pub fn without(self, left: Left) -> Self {
        Self {
            left: self.left.and(left),
            ..self
        }
    }

    /// With the children behind the numerator.
    #[must_use]
    pub fn of_children(self, children: usize) -> Self {
        Self {
            children: Some(number(children)),
            ..self
        }
    }

    /// With a design effect.
    #[must_use]
    pub fn clustered(self, design_effect: Option<f64>) -> Self {
        Self {
            design_effect,
            ..self
        }
    }

    /// With something to say.
    #[must_use]
    pub fn noted(self, note: &'static str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }
}

/// An authority's year, with everything that definitions count from.
pub struct ChildLevel<'y> {
    /// The children.
    pub view: &'y YearView<'y>,
    /// How figures are counted.
    pub settings: &'y MeasureSettings,
    /// What is done about recording; here for the days within which a review must follow.
    pub recording: &'y Recording,
    /// Registered children's home places in the area.
    pub homes: Option<f64>,
    /// Vacant places in the authority's own children's homes.
    pub vacancies: Option<f64>,
    /// Return interviews in order of child and incident, where any are recorded.
    pub interviews: Option<&'y [Interview]>,
    /// The missing incidents of the year in order of child and time.
    pub missing: &'y [MissingIncident<'y>],
    /// Notifications of every year in order of child and episode, where any are recorded of this
    /// one.
    pub notifications: Option<&'y [Notification]>,
    /// The years of which there is a record of notifications, in order.
    pub notified_years: &'y [i16],
    /// Those of which there is one that numbers children otherwise.
    pub notified_otherwise: &'y [i16],
    /// Whether last year's return is there too.
    pub has_two_returns: bool,
    /// Whether the two years' returns before are there.
    pub has_three_returns: bool,
    /// Columns that may lack, as far as they are there.
    pub columns: &'y BTreeSet<&'static str>,
    /// Nationality in order of child, where it is recorded.
    pub nationalities: Option<&'y [Nationality]>,
    /// The tables of the year and those that name none.
    pub rows: [&'y Return; 2],
    /// What is left out because rows cannot be read.
    pub left_out: &'y LeftOutRows,
    /// The children of whose episodes a row is left out, of this return and of those before it.
    pub incomplete: &'y [BTreeSet<ChildKey>; 3],
}

impl<'y> ChildLevel<'y> {
    /// The year ending 31 March.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.view.year
    }

    /// Children looked after on 31 March who meet a condition, out of all.
    #[must_use]
    pub fn share_at_census(
        &self,
        counts: impl Fn(&ChildYear<'y>, &Episode) -> Option<bool>,
    ) -> Count {
        let census = self.view.at_census();
        let share = Count::judged(census, |(child, episode)| counts(child, episode));
        share.without(self.left_out.census)
    }

    /// How many of the children looked after on 31 March have a cell that cannot be read, beside
    /// the others.
    #[must_use]
    pub fn unread_at_census(&self, column: EpisodeColumn) -> Left {
        let census = || self.view.at_census();
        let unread = census().filter(|(_, e)| e.unread.has(column)).count();
        Left::beside(unread, census().count() - unread).and(self.left_out.census)
    }

    /// Whether every row of a child's episodes is there, in this return and so many before it.
    #[must_use]
    pub fn is_whole(&self, child: ChildKey, years_before: usize) -> bool {
        let mut returns = self.incomplete.iter().take(years_before + 1);
        !returns.any(|incomplete| incomplete.contains(&child))
    }

    /// Children looked after on 31 March who meet a condition.
    #[must_use]
    pub fn at_census(&self, counts: impl Fn(&ChildYear<'y>, &Episode) -> bool) -> usize {
        self.view
            .at_census()
            .filter(|(child, episode)| counts(child, episode))
            .count()
    }

    /// Children looked after during the year.
    #[must_use]
    pub fn during_year(&self) -> usize {
        self.view.in_year().count()
    }

    /// Says that a measure has no data where no file has a column that it needs.
    ///
    /// # Errors
    /// Where none has.
    pub fn needs_column(&self, column: &str) -> Result<(), Absence> {
        let has = self.columns.contains(column);
        has.then_some(()).ok_or(Absence::NoData)
    }

    /// Says that a measure has no data where a table is absent: where there are rows of it, in the
    /// year's own files or in one of all years that could not be used, they are left out.
    fn needs_table(&self, is_there: bool, kinds: &[TableKind]) -> Result<(), Absence> {
        let [of_year, of_any] = self.rows;
        let rows = |kind: &TableKind| {
            of_year.rows_of(*kind) > 0 || of_any.rows_of(*kind) > 0 && !of_any.has(*kind)
        };
        match (is_there, kinds.iter().any(rows)) {
            (true, _) => Ok(()),
            (false, true) => Err(Absence::LeftOut),
            (false, false) => Err(Absence::NoData),
        }
    }

    /// Return interviews.
    ///
    /// # Errors
    /// Where there is no table of them that can be used.
    pub fn needs_interviews(&self) -> Result<&'y [Interview], Absence> {
        let kinds = [TableKind::Interviews, TableKind::Safeguarding];
        if self.left_out.log.is_of_others() {
            return Err(Absence::LeftOut);
        }
        self.needs_table(self.interviews.is_some(), &kinds)?;
        self.interviews.ok_or(Absence::NoData)
    }

    /// Notifications of host authorities.
    ///
    /// # Errors
    /// Where there is no table of them that can be used.
    pub fn needs_notifications(&self) -> Result<&'y [Notification], Absence> {
        self.needs_table(self.notifications.is_some(), &[TableKind::Notifications])?;
        self.notifications.ok_or(Absence::NoData)
    }

    /// Says that the measures of incidents have no data where the table is absent.
    ///
    /// # Errors
    /// Where it is.
    pub fn needs_incidents(&self) -> Result<(), Absence> {
        self.needs_table(self.view.has_incidents, &[TableKind::Missing])
    }

    /// Says that the measures of unaccompanied children have no data where the table is absent.
    ///
    /// # Errors
    /// Where it is.
    pub fn needs_uasc(&self) -> Result<(), Absence> {
        self.needs_table(self.view.has_uasc, &[TableKind::Uasc])
    }

    /// Says that a measure is not available where no placement's location is known although
    /// there are some.
    ///
    /// # Errors
    /// Where none is.
    pub fn needs_locations(&self) -> Result<(), Absence> {
        let mut all = self
            .view
            .children
            .iter()
            .flat_map(|c| c.episodes)
            .peekable();
        if all.peek().is_none() || all.any(|e| e.locality.is_some()) {
            Ok(())
        } else {
            Err(Absence::Symbol(Symbol::NotAvailable))
        }
    }

    /// Says that a measure is not available where no distance is known although there are
    /// placements.
    ///
    /// # Errors
    /// Where none is.
    pub fn needs_distances(&self) -> Result<(), Absence> {
        self.needs_locations()?;
        let mut all = self
            .view
            .children
            .iter()
            .flat_map(|c| c.episodes)
            .peekable();
        if all.peek().is_none() || all.any(|e| e.miles.is_some()) {
            Ok(())
        } else {
            Err(Absence::Symbol(Symbol::NotAvailable))
        }
    }

    /// The missing incidents of each child who has any.
    pub fn missing_by_child(&self) -> impl Iterator<Item = &[MissingIncident<'y>]> {
        self.missing.chunk_by(MissingIncident::of_one_child)
    }

    /// The rows of notifications about an episode.
    #[must_use]
    pub fn notifications_of(&self, child: ChildKey, start: Day) -> &'y [Notification] {
        let all = self.notifications.unwrap_or_default();
        span(all, |n| (n.child, n.start), (child, start))
    }

    /// Why a child was placed outside in the placement of 31 March, where it is recorded for any of
    /// its episodes.
    #[must_use]
    pub fn out_reason(&self, child: &ChildYear<'_>) -> Known<OutReason> {
        let reasons = self.notified_of(child).map(|n| n.reason);
        // It may stand where the child goes by another CHILD.
        let none = match began_in(child, self.notified_otherwise) {
            true => Known::Unread,
            false => Known::Blank,
        };
        // One that can be read comes before one that cannot, and that before none.
        reasons.fold(none, |first, next| match (first, next) {
            (Known::Read(_), _) | (Known::Unread, Known::Blank) => first,
            _ => next,
        })
    }

    /// Whether the host authority was told, by 31 March, of the placement that a child is in then.
    #[must_use]
    pub fn was_notified(&self, child: &ChildYear<'_>) -> bool {
        let census = Day::census(self.year());
        self.notified_of(child)
            .any(|n| n.notified_on.read().is_some_and(|day| day <= census))
    }

    /// Whether the placement outside that a child is in on 31 March began in a year of which there
    /// is a record of notifications, so that it can be said whether the host was told.
    #[must_use]
    pub fn is_notifiable(&self, child: &ChildYear<'_>) -> bool {
        began_in(child, self.notified_years)
    }

    /// The rows of notifications about the placement outside that a child is in on 31 March, latest
    /// episode first.
    fn notified_of<'s>(
        &'s self,
        child: &'s ChildYear<'_>,
    ) -> impl Iterator<Item = &'y Notification> + 's {
        let span = child.outside_since.zip(child.census.map(|e| e.start));
        // Temporary spells are no placements; one that lasts on 31 March is told of like any.
        let in_spell = child.census.is_some_and(is_temporary);
        let in_placement = child.history().iter().rev().filter(move |e| {
            let within = span.is_some_and(|(from, to)| (from..=to).contains(&e.start));
            within && (in_spell || !is_temporary(e))
        });
        in_placement.flat_map(move |e| self.notifications_of(child.key, e.start))
    }

    /// Whether a child's nationality is recorded.
    #[must_use]
    pub fn has_nationality(&self, child: ChildKey) -> bool {
        let all = self.nationalities.unwrap_or_default();
        span(all, |n| n.child, child).iter().any(|n| n.recorded)
    }
}

/// Whether the placement outside that a child is in on 31 March began in one of some years.
fn began_in(child: &ChildYear<'_>, years: &[i16]) -> bool {
    let is_in = |year: &i16, day: Day| (Day::first_of(*year)..=Day::census(*year)).contains(&day);
    child
        .outside_since
        .is_some_and(|began| years.iter().any(|year| is_in(year, began)))
}

/// The rows of one key in a sorted list.
pub(super) fn span<T, K: Ord>(all: &[T], key: impl Fn(&T) -> K, wanted: K) -> &[T] {
    let start = all.partition_point(|row| key(row) < wanted);
    let rest = all.get(start..).unwrap_or_default();
    let end = rest
        .iter()
        .position(|row| key(row) != wanted)
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}
