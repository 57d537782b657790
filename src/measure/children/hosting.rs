//! What only several authorities' returns together can say: whose children are placed where.

use std::collections::{BTreeMap, BTreeSet};

use crate::authority::AuthorityId;
use crate::care::ChildYear;
use crate::measure::{Measures, definition};
use crate::source::ssda903::Episode;
use crate::source::{Dataset, Day};

use super::breakdown::{AuthorityKey, HostCount, Incidents};
use super::formula::{ChildLevel, Count, number};
use super::placed::is_placed_on;
use super::year::{Outcome, cell_of};

const RATIO: &str = "local-capacity-ratio";

/// Gives each authority the children that others place in its area, and, where every authority's
/// return of a year is there, the ratio of local capacity.
pub(super) fn exchange(
    results: &mut BTreeMap<(i16, AuthorityId), Outcome>,
    dataset: &Dataset,
    measures: &Measures,
) {
    let years: BTreeSet<i16> = results.keys().map(|(year, _)| *year).collect();
    for year in years {
        let mut hosted: BTreeMap<AuthorityId, BTreeMap<AuthorityKey, HostCount>> = BTreeMap::new();
        let mut gone: BTreeMap<AuthorityId, Incidents> = BTreeMap::new();
        let mut usable: BTreeSet<AuthorityId> = BTreeSet::new();
        for ((_, from), outcome) in results.iter().filter(|((y, _), _)| *y == year) {
            let Some(breakdowns) = &outcome.breakdowns else {
                continue;
            };
            usable.insert(*from);
            for (AuthorityKey(host), count) in &breakdowns.incidents_in {
                let sum = gone.entry(*host).or_default();
                sum.incidents += count.incidents;
                sum.children += count.children;
            }
            for (AuthorityKey(host), count) in &breakdowns.hosts {
                hosted
                    .entry(*host)
                    .or_default()
                    .insert(AuthorityKey(*from), *count);
            }
        }
        let needed: Vec<AuthorityId> = if dataset.register.is_own() {
            measures.authorities(year).to_vec()
        } else {
            dataset
                .register
                .authorities_of(year)
                .map(|a| a.id)
                .collect()
        };
        let complete = needed.iter().all(|id| usable.contains(id));
        for id in &usable {
            if let Some(outcome) = results.get_mut(&(year, *id)) {
                let from = hosted.remove(id).unwrap_or_default();
                receive(outcome, from, usable.len() - 1, complete);
                if let Some(breakdowns) = &mut outcome.breakdowns {
                    breakdowns.hosted_incidents = gone.remove(id).unwrap_or_default();
                }
            }
        }
    }
}

fn receive(
    outcome: &mut Outcome,
    from: BTreeMap<AuthorityKey, HostCount>,
    returns: usize,
    complete: bool,
) {
    let Some(breakdowns) = &mut outcome.breakdowns else {
        return;
    };
    let within: usize = from.values().map(|count| count.children).sum();
    breakdowns.hosted = from;
    breakdowns.hosted_from_returns = returns;
    breakdowns.hosted_is_complete = complete;
    let all = breakdowns.at_census;
    let outside: usize = breakdowns.placements.values().map(|mix| mix.outside).sum();
    let known = breakdowns.location_unknown < all || all == 0;
    if let (true, true, Some(definition)) = (complete, known, definition(RATIO)) {
        let count = Count {
            numerator: number(all) - number(outside) + number(within),
            denominator: Some(number(all)),
            ..Count::default()
        };
        let cell = cell_of(
            definition,
            count,
            super::cell(&outcome.code, &outcome.files),
        );
        outcome.cells.push((RATIO, cell));
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
