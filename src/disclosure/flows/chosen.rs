//! Which pairs are named: all of a year in one ledger, with what is said of their sums.

use super::super::ledger::{CellId, Count, Ledger, POSSIBLE, Standing};
use super::moved::{Freedom, Graph, Place};
use super::*;

/// What it costs beside all else to say nothing of how many children an authority hosts.
const ALL_HOSTED: u32 = 1_000;

/// The pairs of a year in a ledger.
struct Chosen<'f, 'c> {
    flows: &'f Flows<'c>,
    ledger: Ledger,
    pairs: BTreeMap<Pair, CellId>,
    /// Children beyond England, or nobody knows where, where there are any.
    beyond: Vec<(AuthorityId, CellId)>,
    /// All whom an authority places outside.
    outside: BTreeMap<AuthorityId, CellId>,
    /// All whom an authority with a report hosts.
    hosted: BTreeMap<AuthorityId, CellId>,
    /// What is seen to keep enough numbers: it does so too as more names go.
    safe: BTreeSet<CellId>,
}

impl Flows<'_> {
    /// Takes as many names as it needs. Returns the pairs that cannot be made safe.
    pub(super) fn choose(&mut self, is_known: impl Fn(AuthorityId) -> bool) -> Vec<Pair> {
        let mut chosen = Chosen::of(self, is_known);
        chosen.decide();
        let hidden = |id: &CellId| !chosen.ledger.is_shown(*id);
        let pairs = chosen.pairs.iter().filter(|(_, id)| hidden(id));
        let unnamed = pairs.map(|(pair, _)| *pair).collect();
        let beyond = chosen.beyond.iter().filter(|(_, id)| hidden(id));
        // Where it is not said how many are outside, nothing is said of where they are not.
        let untold = chosen.outside.iter().filter(|(_, id)| hidden(id));
        let untold = untold.map(|(from, _)| *from);
        let merged = beyond.map(|(from, _)| *from).chain(untold).collect();
        let hosted = chosen.hosted.iter().filter(|(_, id)| hidden(id));
        let silent = hosted.map(|(host, _)| *host).collect();
        let given_away = chosen.given_away();
        (self.unnamed, self.merged, self.silent) = (unnamed, merged, silent);
        given_away
    }

    /// Pairs from the smallest that is named up to twice that are one class, up to four times that
    /// the next: its place, and its least and most.
    fn size_class(&self, pair: Pair) -> (u32, (i64, i64)) {
        let smallest = self.rules.threshold.saturating_add(1).max(1);
        let children = u64::try_from(self.children(pair)).unwrap_or(u64::MAX);
        let class = (children / smallest).checked_ilog2().unwrap_or(0);
        let least = smallest.saturating_mul(1 << class.min(40));
        let to_number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX / 4);
        (
            class,
            (to_number(least), to_number(least.saturating_mul(2)) - 1),
        )
    }
}

impl<'f, 'c> Chosen<'f, 'c> {
    fn of(flows: &'f Flows<'c>, is_known: impl Fn(AuthorityId) -> bool) -> Self {
        let mut chosen = Self {
            flows,
            ledger: Ledger::new(flows.rules.clone()),
            pairs: BTreeMap::new(),
            beyond: Vec::new(),
            outside: BTreeMap::new(),
            hosted: BTreeMap::new(),
            safe: BTreeSet::new(),
        };
        for (pair, count) in &flows.counts {
            let id = chosen.ledger.add(children(count.children));
            let (class, range) = flows.size_class(*pair);
            // What is beyond England goes first.
            chosen.ledger.add_cost(id, 1 + class);
            chosen.ledger.set_range_if_withheld(id, range);
            chosen.pairs.insert(*pair, id);
        }
        for (from, beyond) in &flows.beyond {
            for count in beyond.iter().filter(|count| count.children > 0) {
                let id = chosen.ledger.add(children(count.children));
                chosen.beyond.push((*from, id));
            }
        }
        for id in flows.beyond.keys() {
            chosen.add_outside(*id);
            chosen.add_hosted(*id, is_known(*id));
        }
        chosen
    }

    /// What an authority places outside, which is what is left of all its children.
    fn add_outside(&mut self, from: AuthorityId) {
        let Some(sides) = self.flows.sides.get(&from) else {
            return;
        };
        let own = self.pairs.iter().filter(|(pair, _)| pair.0 == from);
        let beyond = self.beyond.iter().filter(|(of, _)| *of == from);
        let parts: Vec<CellId> = own
            .map(|(_, id)| *id)
            .chain(beyond.map(|(_, id)| *id))
            .collect();
        let [census, outside, inside, not_known] = [
            &sides.census,
            &sides.outside,
            &sides.inside,
            &sides.not_known,
        ]
        .map(|carried| self.ledger.carry(carried));
        self.ledger.equal(census, &[outside, inside, not_known]);
        self.ledger.relate_group(outside, &parts);
        self.outside.insert(from, outside);
    }

    /// What an authority with a report hosts, which is what is left of the children placed there.
    fn add_hosted(&mut self, host: AuthorityId, is_known: bool) {
        let own = self.pairs.iter().filter(|(pair, _)| pair.1 == host);
        let (pairs, parts): (Vec<Pair>, Vec<CellId>) = own.unzip();
        let all: usize = pairs.iter().map(|pair| self.flows.children(*pair)).sum();
        if all == 0 {
            return;
        }
        let id = self.ledger.add(children(all));
        self.ledger.add_cost(id, ALL_HOSTED);
        if is_known && !self.flows.hides(all) {
            self.ledger.set_standing(id, Standing::Known);
        }
        self.ledger.relate_group(id, &parts);
        let sides = self.flows.sides.get(&host);
        if let Some((in_area, inside)) =
            sides.and_then(|sides| Some((sides.in_area.as_ref()?, &sides.inside)))
        {
            let [in_area, inside] = [in_area, inside].map(|carried| self.ledger.carry(carried));
            self.ledger.equal(in_area, &[id, inside]);
        }
        self.hosted.insert(host, id);
    }

    /// Takes names by what each sum leaves of its parts; then where no other pairs could make up for
    /// more or fewer children in one, whatever the numbers; then where these are too near the ends of
    /// what they could be.
    fn decide(&mut self) {
        self.ledger.choose();
        loop {
            let exposed = self.exposed();
            // What no numbers at all could make up for is no more to be had within classes.
            let more = self.cover(&exposed, Freedom::Any) || self.cover(&exposed, Freedom::OfClass);
            if !more {
                return;
            }
            self.ledger.close();
        }
    }

    /// The counts that are not seen to keep enough numbers within their classes.
    fn exposed(&mut self) -> Vec<CellId> {
        let mut graph = self.graph(Freedom::OfClass);
        let open: Vec<CellId> = self.open().filter(|id| !self.safe.contains(id)).collect();
        let (safe, exposed): (Vec<CellId>, Vec<CellId>) = open
            .into_iter()
            .partition(|id| graph.can_differ(*id, POSSIBLE - 1));
        self.safe.extend(safe);
        exposed
    }

    /// Withholds one count more for every exposed one; whether any was.
    fn cover(&mut self, exposed: &[CellId], freedom: Freedom) -> bool {
        let mut graph = self.graph(freedom);
        let mut more = false;
        for id in exposed {
            if !graph.can_differ(*id, POSSIBLE - 1) && self.ledger.withhold_beside(*id).is_some() {
                more = true;
                graph = self.graph(freedom);
            }
        }
        more
    }

    /// The counts that must keep enough numbers.
    fn open(&self) -> impl Iterator<Item = CellId> {
        let pairs = self.pairs.values().copied();
        let beyond = self.beyond.iter().map(|(_, id)| *id);
        let all = pairs.chain(beyond);
        all.filter(|id| !self.ledger.is_shown(*id))
    }

    fn graph(&self, freedom: Freedom) -> Graph {
        let ledger = &self.ledger;
        let mut graph = Graph::new(freedom);
        for ((from, to), id) in self.pairs.iter().filter(|(_, id)| !ledger.is_shown(**id)) {
            graph.add(
                (Place::From(*from), Place::To(*to)),
                *id,
                ledger.room_of(*id),
            );
        }
        for (from, id) in self.beyond.iter().filter(|(_, id)| !ledger.is_shown(*id)) {
            graph.add(
                (Place::From(*from), Place::Beyond),
                *id,
                ledger.room_of(*id),
            );
        }
        for (from, id) in &self.outside {
            if !ledger.is_shown(*id) {
                graph.add(
                    (Place::Beyond, Place::From(*from)),
                    *id,
                    ledger.room_of(*id),
                );
            }
        }
        let hosts: BTreeSet<AuthorityId> = self.pairs.keys().map(|(_, to)| *to).collect();
        for host in hosts {
            match self.hosted.get(&host) {
                // Nobody prints how many they are.
                None => graph.free((Place::To(host), Place::Beyond)),
                Some(id) if !ledger.is_shown(*id) => {
                    graph.add((Place::To(host), Place::Beyond), *id, ledger.room_of(*id));
                }
                Some(_) => {}
            }
        }
        graph
    }

    /// The pairs that keep too few numbers although nothing more can be withheld, to whoever knows no
    /// classes: they are not printed beside unnamed pairs.
    fn given_away(&self) -> Vec<Pair> {
        let mut graph = self.graph(Freedom::NoneOrMore);
        let hidden = self
            .pairs
            .iter()
            .filter(|(_, id)| !self.ledger.is_shown(**id) && !self.safe.contains(id));
        let away = hidden.filter(|(_, id)| !graph.can_differ(**id, POSSIBLE - 1));
        away.map(|(pair, _)| *pair).collect()
    }
}

fn children(count: usize) -> Count {
    Count::children(u64::try_from(count).unwrap_or(u64::MAX))
}
