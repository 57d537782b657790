//! Who places children where, made fit for publication over all authorities at once: a pair of
//! authorities stands in the reports of both, so that one report could give away what the other
//! withholds.
//!
//! A pair is named where it is large enough; all others of an authority are one row. Whoever reads
//! all reports has the sum of the unnamed pairs of every authority that places and of every one
//! that hosts. Naming fewer pairs makes those sums larger, and is repeated until no sum is too
//! small and every unnamed pair could have at least [`POSSIBLE`] values.

mod printed;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::authority::AuthorityId;
use crate::config::{Disclosure, Mode};
use crate::measure::children::{AuthorityKey, Breakdowns, HostCount};
use crate::source::published::Location;

use super::Measures;
use super::cell::is_few;
use super::ledger::POSSIBLE;
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

type Pair = (AuthorityId, AuthorityId);

/// The pairs of a year.
struct Flows<'c> {
    counts: BTreeMap<Pair, HostCount>,
    /// Of each authority with a return: children outside England, and outside nobody knows where.
    beyond: BTreeMap<AuthorityId, [HostCount; 2]>,
    named: BTreeSet<Pair>,
    /// The pairs without a name, by who places and by who hosts.
    unnamed_from: BTreeMap<AuthorityId, BTreeMap<AuthorityId, usize>>,
    unnamed_to: BTreeMap<AuthorityId, BTreeMap<AuthorityId, usize>>,
    /// Authorities whose unnamed pairs are one row with the places beyond England.
    merged: BTreeSet<AuthorityId>,
    /// Authorities about whose unnamed hosted children nothing is said.
    silent: BTreeSet<AuthorityId>,
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

/// Who places children where; `outside` is what is shown of how many each authority places outside.
pub(super) fn placed(
    counted: &[(AuthorityId, &Breakdowns)],
    outside: &BTreeMap<AuthorityId, Published>,
    measures: &Measures,
    year: i16,
    rules: &Disclosure,
) -> BTreeMap<AuthorityId, Placed> {
    let mut flows = Flows::of(counted, rules);
    let mut given_away: BTreeMap<AuthorityId, usize> = BTreeMap::new();
    let total = |id: &AuthorityId| outside.get(id).copied().unwrap_or(Published::Withheld);
    if rules.mode == Mode::Public {
        for (id, counts) in counted {
            if total(id) == Published::Withheld {
                flows.leave_room(*id, counts.at_census);
            }
        }
        for (from, _) in flows.protect(|host| gives_away_hosted(measures, year, host)) {
            *given_away.entry(from).or_default() += 1;
        }
    }
    let of = |(id, counts): &(AuthorityId, &Breakdowns)| {
        let outside = counts
            .hosts
            .values()
            .copied()
            .chain([counts.outside_england, counts.outside_not_known]);
        let any = outside.map(|c| c.children).sum::<usize>() > 0;
        let placed = Placed {
            hosts: any.then(|| flows.hosts(*id, total(id))),
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
    fn of(counted: &[(AuthorityId, &Breakdowns)], rules: &'c Disclosure) -> Self {
        let mut flows = Self {
            counts: BTreeMap::new(),
            beyond: BTreeMap::new(),
            named: BTreeSet::new(),
            unnamed_from: BTreeMap::new(),
            unnamed_to: BTreeMap::new(),
            merged: BTreeSet::new(),
            silent: BTreeSet::new(),
            rules,
        };
        for (from, counts) in counted {
            let beyond = [counts.outside_england, counts.outside_not_known];
            flows.beyond.insert(*from, beyond);
            for (AuthorityKey(host), count) in &counts.hosts {
                flows.counts.insert((*from, *host), *count);
                if flows.hides(count.children) {
                    flows.leave_unnamed((*from, *host), count.children);
                } else {
                    flows.named.insert((*from, *host));
                }
            }
            let rest = flows.unnamed_children(&flows.unnamed_from, *from);
            let mut parts = beyond.iter().map(|c| c.children).chain([rest]);
            if parts.any(|children| flows.hides(children)) {
                flows.merged.insert(*from);
            }
        }
        flows
    }

    fn leave_unnamed(&mut self, pair: Pair, children: usize) {
        self.named.remove(&pair);
        let (from, to) = pair;
        self.unnamed_from
            .entry(from)
            .or_default()
            .insert(to, children);
        self.unnamed_to
            .entry(to)
            .or_default()
            .insert(from, children);
    }

    /// Takes the name from one of some pairs; false where none has one. The number that goes is hidden
    /// from then on, so that it is the smallest would tell too much: it is the first of those of the
    /// smallest size class.
    fn take_name(&mut self, of_these: impl Fn(&Pair) -> bool) -> bool {
        let these = self.named.iter().filter(|pair| of_these(pair));
        let first = these.min_by_key(|pair| (self.size_class(**pair), **pair));
        let Some(pair) = first.copied() else {
            return false;
        };
        self.leave_unnamed(pair, self.children(pair));
        true
    }

    /// Where the number of children outside is withheld, so that few are inside: names so few
    /// pairs that they do not come near the number of all children.
    fn leave_room(&mut self, from: AuthorityId, at_census: usize) {
        self.merged.insert(from);
        loop {
            let named = self.named.iter().filter(|pair| pair.0 == from);
            let named: usize = named.map(|pair| self.children(*pair)).sum();
            let room = at_census.saturating_sub(named);
            let enough = !self.hides(room) && room > 0;
            if enough || !self.take_name(|pair| pair.0 == from) {
                break;
            }
        }
    }

    /// Names fewer pairs until nothing is given away. An unnamed pair that is safe stays so as
    /// more names go, so each is settled once. Returns the pairs that cannot be made safe.
    fn protect(&mut self, is_known: impl Fn(AuthorityId) -> bool) -> Vec<Pair> {
        let mut given_away = Vec::new();
        let mut open: Vec<Pair> = self.counts.keys().copied().collect();
        open.retain(|pair| !self.named.contains(pair));
        while let Some(pair) = open.pop() {
            let (from, to) = pair;
            while self.is_exposed(pair) {
                let before = self.named.clone();
                if self.take_name(|other| other.0 == from || other.1 == to) {
                    open.extend(before.difference(&self.named));
                } else if is_known(to) || !self.silent.insert(to) {
                    given_away.push(pair);
                    break;
                }
            }
        }
        given_away
    }

    /// Whether an unnamed pair could have too few values, or stands in a sum that is too small
    /// beside names.
    fn is_exposed(&self, pair: Pair) -> bool {
        let (from, to) = pair;
        let placed = self.unnamed_children(&self.unnamed_from, from) + self.beyond_in(from);
        let hosted = self.unnamed_children(&self.unnamed_to, to);
        let names = |is: &dyn Fn(&Pair) -> bool| self.named.iter().any(is);
        let small_placed = self.hides(placed) && names(&|p| p.0 == from);
        let small_hosted = self.hides(hosted) && names(&|p| p.1 == to);
        small_placed || (small_hosted && !self.silent.contains(&to)) || !self.could_differ(pair)
    }

    /// Pairs from the smallest that is named up to twice that are one class, up to four times that
    /// the next.
    fn size_class(&self, pair: Pair) -> u32 {
        let smallest =
            usize::try_from(self.rules.threshold.saturating_add(1)).unwrap_or(usize::MAX);
        let times = self.children(pair) / smallest.max(1);
        times.checked_ilog2().unwrap_or(0)
    }

    fn children(&self, pair: Pair) -> usize {
        self.counts.get(&pair).map_or(0, |count| count.children)
    }

    fn unnamed_children(
        &self,
        side: &BTreeMap<AuthorityId, BTreeMap<AuthorityId, usize>>,
        id: AuthorityId,
    ) -> usize {
        side.get(&id).map_or(0, |pairs| pairs.values().sum())
    }

    /// Children an authority places beyond England or nobody knows where, in one row with its
    /// unnamed pairs.
    fn beyond_in(&self, from: AuthorityId) -> usize {
        let beyond = self.beyond.get(&from).into_iter().flatten();
        let children = beyond.map(|count| count.children).sum();
        if self.merged.contains(&from) {
            children
        } else {
            0
        }
    }

    /// Whether children can be moved round four cells, every sum staying right, so that the pair
    /// takes enough other values. The corners are another authority that places here, and another
    /// place of the first: a host, one that says nothing, or a place beyond England.
    fn could_differ(&self, (from, to): Pair) -> bool {
        let own = self.children((from, to));
        let empty = BTreeMap::new();
        let here = self.unnamed_to.get(&to).unwrap_or(&empty);
        let elsewhere = self.unnamed_from.get(&from).unwrap_or(&empty);
        let beyond = self.beyond_in(from);
        let (mut up, mut down) = (0, 0);
        if self.silent.contains(&to) && self.merged.contains(&from) {
            // Nothing ties the sum of either.
            (up, down) = (beyond, own);
        }
        for (other, there) in here.iter().filter(|(other, _)| **other != from) {
            if self.merged.contains(&from) && self.merged.contains(other) {
                up = up.max(beyond.min(*there));
                down = down.max(own.min(self.beyond_in(*other)));
            }
            for (place, children) in elsewhere.iter().filter(|(place, _)| **place != to) {
                if place == other || self.named.contains(&(*other, *place)) {
                    continue;
                }
                up = up.max(*there.min(children));
                down = down.max(own.min(self.children((*other, *place))));
            }
            if up + down + 1 >= POSSIBLE {
                break;
            }
        }
        up + down + 1 >= POSSIBLE
    }

    fn hides(&self, children: usize) -> bool {
        let children = u64::try_from(children).unwrap_or(u64::MAX);
        self.rules.mode == Mode::Public && is_few(children, self.rules.threshold)
    }
}
