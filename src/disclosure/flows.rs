//! Who places children where, made fit for publication over all authorities at once: a pair of
//! authorities stands in the reports of both, so that one report could give away what the other
//! withholds.
//!
//! A pair is named where it is large enough; all others of an authority are one row. Whoever reads
//! all reports has the sum of the unnamed pairs of every authority that places and of every one
//! that hosts. Naming fewer pairs makes those sums larger, and goes on until every unnamed pair
//! keeps at least [`POSSIBLE`](super::ledger::POSSIBLE) numbers ([`chosen`]). Which name goes hangs
//! on classes, on which pairs there are and on numbers that are shown, never on one that is withheld.

mod chosen;
mod moved;
mod printed;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::authority::AuthorityId;
use crate::config::{Disclosure, Mode};
use crate::measure::children::{AuthorityKey, Breakdowns, HostCount};
use crate::source::published::Location;

use super::Measures;
use super::cell::is_few;
use super::ledger::Carried;
use super::table::{Published, PublishedTable};

/// Where children are placed, or whose they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlowRow {
    /// An authority, by its position in the register.
    Authority(#[serde(serialize_with = "position")] AuthorityId),
    /// Other authorities of England.
    Others,
    /// Scotland, Wales and Northern Ireland.
    OutsideEngland,
    /// Outside, nobody knows where.
    NotKnown,
    /// All of those, where they would be too few apart.
    Elsewhere,
}

fn position<S: serde::Serializer>(id: &AuthorityId, serializer: S) -> Result<S::Ok, S::Error> {
    AuthorityKey(*id).serialize(serializer)
}

/// Who places children, and where.
type Pair = (AuthorityId, AuthorityId);

/// What was decided of the children on 31 March whom a flow is part of.
#[derive(Debug, Clone)]
pub(super) struct Sides {
    pub(super) census: Carried,
    pub(super) outside: Carried,
    pub(super) inside: Carried,
    pub(super) not_known: Carried,
    /// Children placed in the area, by the measures.
    pub(super) in_area: Option<Carried>,
    /// Those who went missing in the year.
    pub(super) missing: Option<Carried>,
    /// Children of the year who went missing from a placement outside.
    pub(super) missing_outside: Option<Carried>,
}

/// The pairs of a year.
struct Flows<'c> {
    counts: BTreeMap<Pair, HostCount>,
    /// Of each authority with a return: children outside England, and outside nobody knows where.
    beyond: BTreeMap<AuthorityId, [HostCount; 2]>,
    sides: &'c BTreeMap<AuthorityId, Sides>,
    /// The pairs without a name.
    unnamed: BTreeSet<Pair>,
    /// Authorities whose unnamed pairs are one row with the places beyond England.
    merged: BTreeSet<AuthorityId>,
    /// Authorities about whose unnamed hosted children nothing is said.
    silent: BTreeSet<AuthorityId>,
    /// What is told elsewhere of how many of an authority's children went missing.
    told: BTreeMap<AuthorityId, told::Told>,
    rules: &'c Disclosure,
}

/// The tables of an authority that take all authorities to make.
#[derive(Default)]
pub(super) struct Placed {
    /// Children placed outside by where.
    pub(super) hosts: Option<PublishedTable<FlowRow>>,
    /// Children of others placed here by whose.
    pub(super) hosted: Option<PublishedTable<FlowRow>>,
    /// How many pairs are given away by what is public elsewhere.
    pub(super) given_away: usize,
}

/// Who places children where; `sides` is what was decided of how many are outside.
pub(super) fn placed(
    counted: &[(AuthorityId, &Breakdowns)],
    sides: &BTreeMap<AuthorityId, Sides>,
    measures: &Measures,
    year: i16,
    rules: &Disclosure,
) -> BTreeMap<AuthorityId, Placed> {
    let mut flows = Flows::of(counted, sides, rules);
    let mut given_away: BTreeMap<AuthorityId, usize> = BTreeMap::new();
    if rules.mode == Mode::Public {
        for (from, _) in flows.choose(|host| gives_away_hosted(measures, year, host)) {
            *given_away.entry(from).or_default() += 1;
        }
        flows.find_told();
    }
    let of = |(id, _): &(AuthorityId, &Breakdowns)| {
        let placed = Placed {
            hosts: (flows.outside(*id) > 0).then(|| flows.hosts(*id, flows.told_outside(*id))),
            hosted: flows.hosted(*id),
            given_away: given_away.get(id).copied().unwrap_or_default(),
        };
        (*id, placed)
    };
    counted.iter().map(of).collect()
}

/// Whether a measure tells how many children an authority hosts.
fn gives_away_hosted(measures: &Measures, year: i16, id: AuthorityId) -> bool {
    let cells = measures.cells_at(year, "local-capacity-ratio", &Location::Authority(id));
    cells.iter().any(|cell| cell.value.is_ok())
}

impl<'c> Flows<'c> {
    /// All pairs, each with its name.
    fn of(
        counted: &[(AuthorityId, &Breakdowns)],
        sides: &'c BTreeMap<AuthorityId, Sides>,
        rules: &'c Disclosure,
    ) -> Self {
        let mut flows = Self {
            counts: BTreeMap::new(),
            beyond: BTreeMap::new(),
            sides,
            unnamed: BTreeSet::new(),
            merged: BTreeSet::new(),
            silent: BTreeSet::new(),
            told: BTreeMap::new(),
            rules,
        };
        for (from, counts) in counted {
            let beyond = [counts.outside_england, counts.outside_not_known];
            flows.beyond.insert(*from, beyond);
            let hosts = counts.hosts.iter();
            let hosts = hosts.filter(|(_, count)| count.children > 0);
            let pairs = hosts.map(|(AuthorityKey(host), count)| ((*from, *host), *count));
            flows.counts.extend(pairs);
        }
        flows
    }

    fn children(&self, pair: Pair) -> usize {
        self.counts.get(&pair).map_or(0, |count| count.children)
    }

    /// Children whom an authority places outside.
    fn outside(&self, from: AuthorityId) -> usize {
        let own = self.counts.iter().filter(|(pair, _)| pair.0 == from);
        let beyond = self.beyond.get(&from).into_iter().flatten();
        own.map(|(_, count)| count.children)
            .chain(beyond.map(|count| count.children))
            .sum()
    }

    /// What is shown of their number.
    fn told_outside(&self, from: AuthorityId) -> Published {
        let sides = self.sides.get(&from);
        let all = u64::try_from(self.outside(from)).ok();
        let told = |outside: &Carried| outside.is_shown() && Some(outside.count()) == all;
        if sides.is_some_and(|sides| told(&sides.outside)) || self.rules.mode == Mode::Internal {
            printed::shown(self.outside(from))
        } else {
            Published::Withheld
        }
    }

    fn hides(&self, children: usize) -> bool {
        let children = u64::try_from(children).unwrap_or(u64::MAX);
        self.rules.mode == Mode::Public && is_few(children, self.rules.threshold)
    }
}
