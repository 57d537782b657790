//! What only several authorities' returns together can say: whose children are placed where.

use std::collections::{BTreeMap, BTreeSet};

use crate::authority::AuthorityId;
use crate::care::ChildYear;
use crate::indicator::{CLA_AT_31_MARCH, definition};
use crate::measure::{Cell, Figures, SourceKind};
use crate::source::published::Location;
use crate::source::ssda903::Episode;
use crate::source::{Dataset, Day};

use super::breakdown::{AuthorityKey, Breakdowns, HostCount, Incidents};
use super::formula::{ChildLevel, Count, number};
use super::left_out::Left;
use super::placed::is_placed_on;
use super::year::cell_of;

const RATIO: &str = "local-capacity-ratio";

/// Gives each authority the children that others place in its area, and, where every authority's
/// return of a year is there, the ratio of local capacity.
pub(super) fn exchange(measures: &mut Figures, dataset: &Dataset) {
    let years: BTreeSet<i16> = measures.censuses.keys().map(|(year, _)| *year).collect();
    for year in years {
        let mut placed: BTreeMap<AuthorityId, Placed> = BTreeMap::new();
        let mut usable: BTreeSet<AuthorityId> = BTreeSet::new();
        let mut left = Left::default();
        for (from, census) in of_year(&mut measures.censuses, year) {
            usable.insert(from);
            left = left.and(census.without_host);
            for (host, children) in std::mem::take(&mut census.placed_in) {
                placed.entry(host).or_default().children += children;
            }
        }
        for (from, breakdowns) in of_year(&mut measures.breakdowns, year) {
            tell_hosts(&mut placed, from, breakdowns);
        }
        let returns = Returns {
            year,
            count: usable.len(),
            complete: !left.is_too_much()
                && needed(dataset, measures, year).all(|id| usable.contains(&id)),
            left,
        };
        for id in usable {
            returns.give(measures, id, placed.remove(&id).unwrap_or_default());
        }
    }
}

fn of_year<T>(
    all: &mut BTreeMap<(i16, AuthorityId), T>,
    year: i16,
) -> impl Iterator<Item = (AuthorityId, &mut T)> {
    let of_year = all.iter_mut().filter(move |((y, _), _)| *y == year);
    of_year.map(|((_, id), of_authority)| (*id, of_authority))
}

/// The authorities whose returns a year would have, were it complete.
fn needed<'a>(
    dataset: &'a Dataset,
    measures: &'a Figures,
    year: i16,
) -> Box<dyn Iterator<Item = AuthorityId> + 'a> {
    if dataset.register.is_own() {
        Box::new(measures.authorities(year).iter().copied())
    } else {
        Box::new(dataset.register.authorities_of(year).map(|a| a.id))
    }
}

/// What others place in an authority's area.
#[derive(Default)]
struct Placed {
    /// Their children on 31 March.
    children: usize,
    /// The same by whose they are.
    by_authority: BTreeMap<AuthorityKey, HostCount>,
    /// Missing incidents that began there.
    incidents: Incidents,
}

fn tell_hosts(
    placed: &mut BTreeMap<AuthorityId, Placed>,
    from: AuthorityId,
    breakdowns: &Breakdowns,
) {
    for (AuthorityKey(host), count) in &breakdowns.incidents_in {
        let sum = &mut placed.entry(*host).or_default().incidents;
        sum.incidents += count.incidents;
        sum.children += count.children;
    }
    for (AuthorityKey(host), count) in &breakdowns.hosts {
        let by_authority = &mut placed.entry(*host).or_default().by_authority;
        by_authority.insert(AuthorityKey(from), *count);
    }
}

/// The usable returns of a year.
struct Returns {
    year: i16,
    count: usize,
    /// Whether they are all there should be, and each tells in whose area its children are.
    complete: bool,
    /// What is left out of any of them.
    left: Left,
}

impl Returns {
    /// Gives an authority what others place in its area.
    fn give(&self, measures: &mut Figures, id: AuthorityId, placed: Placed) {
        let children = placed.children;
        if let Some(breakdowns) = measures.breakdowns.get_mut(&(self.year, id)) {
            breakdowns.hosted = placed.by_authority;
            breakdowns.hosted_incidents = placed.incidents;
            breakdowns.hosted_from_returns = self.count - 1;
            breakdowns.hosted_is_complete = self.complete;
        }
        let location = Location::Authority(id);
        if let Some(cell) = self.ratio(measures, id, children).filter(|_| self.complete) {
            measures.insert(self.year, RATIO, location, cell);
        }
    }

    /// The ratio of local capacity, with so many children of others placed in the area; none where
    /// it is not known where the authority's own children are.
    fn ratio(&self, measures: &Figures, id: AuthorityId, within: usize) -> Option<Cell> {
        let census = measures.censuses.get(&(self.year, id))?;
        let all = census.children;
        if census.location_unknown >= all && all > 0 {
            return None;
        }
        let count = Count {
            numerator: number(all) - number(census.outside) + number(within),
            denominator: Some(number(all)),
            ..Count::default()
        }
        .without(self.left);
        let of_all = measures.cells_at(self.year, CLA_AT_31_MARCH, &Location::Authority(id));
        let of_all = of_all
            .iter()
            .find(|cell| cell.source == SourceKind::ChildLevel)?;
        let blank = super::cell(&of_all.code, &of_all.files);
        Some(cell_of(definition(RATIO)?, count, blank))
    }
}

impl HostCount {
    /// The two counts together; who was told is known where it is known of both, nobody adding
    /// nothing.
    pub(crate) fn add(&mut self, other: &Self) {
        self.notified = match (self.notified, other.notified) {
            (Some(own), Some(more)) => Some(own + more),
            (Some(known), None) if other.children == 0 => Some(known),
            (None, Some(known)) if self.children == 0 => Some(known),
            _ => None,
        };
        self.children += other.children;
        self.missing += other.missing;
        self.missing_from_there += other.missing_from_there;
        self.notifiable += other.notifiable;
    }
}

/// One child placed outside on 31 March, as the host counts it.
pub(super) fn hosted(
    level: &ChildLevel<'_>,
    child: &ChildYear<'_>,
    episode: &Episode,
) -> HostCount {
    let there = |day: Day| {
        let mut here = child.episodes.iter().filter(|e| e.area == episode.area);
        here.any(|e| e.locality == episode.locality && is_placed_on(e, day))
    };
    let recorded = level.notifications.is_some();
    let notifiable = recorded && level.is_notifiable(child);
    let told = notifiable && level.was_notified(child);
    HostCount {
        children: 1,
        missing: usize::from(child.missing().next().is_some()),
        missing_from_there: usize::from(child.missing().any(|i| there(i.start))),
        notifiable: usize::from(notifiable),
        notified: recorded.then(|| usize::from(told)),
    }
}
