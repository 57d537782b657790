//! Which numbers unnamed pairs could have: children are moved round a ring of counts, so that every
//! sum that is told stays right.
//!
//! Counts are the edges of a graph whose nodes are sums. That one more (or fewer) is possible for a
//! count means that there is a way back from its one end to the other along counts that can give or
//! take one. Sums of whole numbers between bounds have this property (a network flow is whole where
//! its bounds are): which numbers are found does not hang on the numbers one starts from, so that the
//! true ones may be where it starts.

use std::collections::{BTreeMap, VecDeque};

use super::super::ledger::{CellId, Room};
use super::AuthorityId;

/// How far the numbers behind gaps may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freedom {
    /// Anywhere: what is asked is which counts there are.
    Any,
    /// As far as their class allows.
    OfClass,
    /// Not below nothing.
    NoneOrMore,
}

/// Where a sum is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// All whom an authority places.
    From(AuthorityId),
    /// All whom one hosts.
    To(AuthorityId),
    /// Nowhere: sums that nobody tells.
    Beyond,
}

#[derive(Debug, Clone)]
struct Edge {
    ends: [usize; 2],
    /// How many fewer and how many more children could go along it.
    room: [i64; 2],
}

/// More than is ever moved.
const PLENTY: i64 = 1 << 20;

/// Counts that are not shown, and the sums they stand in.
pub(super) struct Graph {
    freedom: Freedom,
    nodes: BTreeMap<Place, usize>,
    edges: Vec<Edge>,
    /// The edges at each node.
    at: Vec<Vec<usize>>,
    of: BTreeMap<CellId, usize>,
    /// The edges that stood in a ring which could be turned so many times.
    turns: Vec<i64>,
}

impl Graph {
    pub(super) fn new(freedom: Freedom) -> Self {
        Self {
            freedom,
            nodes: BTreeMap::new(),
            edges: Vec::new(),
            at: Vec::new(),
            of: BTreeMap::new(),
            turns: Vec::new(),
        }
    }

    /// Adds a count that is not shown, between the sums it stands in.
    pub(super) fn add(&mut self, ends: (Place, Place), id: CellId, room: Room) {
        let room = match self.freedom {
            Freedom::Any => [PLENTY; 2],
            Freedom::OfClass => [room.fewer.max(0), room.more.max(0)],
            Freedom::NoneOrMore => [room.number.max(0), PLENTY],
        };
        self.of.insert(id, self.edges.len());
        self.push(ends, room);
    }

    /// Says that a sum is not told.
    pub(super) fn free(&mut self, ends: (Place, Place)) {
        self.push(ends, [PLENTY; 2]);
    }

    fn push(&mut self, (from, to): (Place, Place), room: [i64; 2]) {
        let ends = [self.node(from), self.node(to)];
        for end in ends {
            if let Some(at) = self.at.get_mut(end) {
                at.push(self.edges.len());
            }
        }
        self.edges.push(Edge { ends, room });
        // Rings that were found are there still, and there may be more.
        self.turns.push(0);
    }

    fn node(&mut self, place: Place) -> usize {
        let next = self.at.len();
        let node = *self.nodes.entry(place).or_insert(next);
        if node == next {
            self.at.push(Vec::new());
        }
        node
    }

    /// Whether a count could be so many other numbers.
    pub(super) fn can_differ(&mut self, id: CellId, others: usize) -> bool {
        let Some(edge) = self.of.get(&id).copied() else {
            return true;
        };
        let asked = i64::try_from(others).unwrap_or(i64::MAX);
        if self.turned(edge) >= asked {
            return true;
        }
        let mut found = 0;
        for more in [true, false] {
            let mut moved = Vec::new();
            while found < others {
                let Some(ring) = self.ring(edge, more) else {
                    break;
                };
                // A ring is one for each of its counts, so what it shows of one it shows of all.
                if moved.is_empty() && self.note_turns(&ring) >= asked {
                    return true;
                }
                self.turn(&ring);
                moved.push(ring);
                found += 1;
            }
            // Back to where it was.
            for ring in moved {
                let back: Vec<(usize, bool)> = ring.iter().map(|(e, more)| (*e, !more)).collect();
                self.turn(&back);
            }
        }
        found >= others
    }

    /// How often a ring that was found could be turned with an edge.
    fn turned(&self, edge: usize) -> i64 {
        self.turns.get(edge).copied().unwrap_or(0)
    }

    /// Notes of every count of a ring how often it can be turned as counts stand.
    fn note_turns(&mut self, ring: &[(usize, bool)]) -> i64 {
        let left = |(edge, more): &(usize, bool)| {
            let edge = self.edges.get(*edge)?;
            Some(edge.room[usize::from(*more)])
        };
        let turns = ring.iter().filter_map(left).min().unwrap_or(0);
        for (edge, _) in ring {
            if let Some(seen) = self.turns.get_mut(*edge) {
                *seen = turns.max(*seen);
            }
        }
        turns
    }

    /// The counts of a ring, and whether one child more goes along each.
    fn ring(&self, first: usize, more: bool) -> Option<Vec<(usize, bool)>> {
        let (start, end) = self.step(first, more)?;
        // From where the child arrives back to where it left.
        let mut came: Vec<Option<(usize, bool)>> = vec![None; self.at.len()];
        let mut next = VecDeque::from([end]);
        while let Some(node) = next.pop_front() {
            for edge in self.at.get(node).into_iter().flatten().copied() {
                let forth = self.edges.get(edge).is_some_and(|e| e.ends[0] == node);
                let Some((_, other)) = self.step(edge, forth).filter(|_| edge != first) else {
                    continue;
                };
                if let Some(seen) = came.get_mut(other).filter(|s| s.is_none() && other != end) {
                    *seen = Some((edge, forth));
                    next.push_back(other);
                }
                if other == start {
                    next.clear();
                    break;
                }
            }
        }
        let mut ring = vec![(first, more)];
        let mut node = start;
        while node != end {
            let (edge, forth) = came.get(node).copied().flatten()?;
            ring.push((edge, forth));
            node = self.step(edge, forth)?.0;
        }
        Some(ring)
    }

    /// From where to where one child more, or one fewer, goes along a count, where it can.
    fn step(&self, edge: usize, more: bool) -> Option<(usize, usize)> {
        let edge = self.edges.get(edge)?;
        let [from, to] = edge.ends;
        let [fewer_left, more_left] = edge.room;
        if more {
            (more_left > 0).then_some((from, to))
        } else {
            (fewer_left > 0).then_some((to, from))
        }
    }

    fn turn(&mut self, ring: &[(usize, bool)]) {
        for (edge, more) in ring {
            if let Some(edge) = self.edges.get_mut(*edge) {
                let by = if *more { 1 } else { -1 };
                let [fewer_left, more_left] = edge.room;
                edge.room = [fewer_left + by, more_left - by];
            }
        }
    }
}
