//! The placement of an episode, found by what the tables name.

use crate::source::day::Day;
use crate::source::known::Known;

use super::super::{ChildKey, Episode, EpisodeColumn, Token, Unread};
use super::Stay;

/// A placement.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) id: Option<ChildKey>,
    pub(super) episode: Option<ChildKey>,
    pub(super) period: Option<ChildKey>,
    pub(super) child: Option<ChildKey>,
    pub(super) start: Known<Day>,
    pub(super) end: Known<Day>,
    pub(super) place: Token,
    pub(super) provider: Token,
    pub(super) reason_changed: Token,
    pub(super) post: Token,
    pub(super) urn: Token,
    pub(super) miles: Option<f64>,
    pub(super) unread: Unread,
}

/// Placements in order of what episodes name.
pub(super) struct Placements {
    all: Vec<Placed>,
    by_id: Vec<(ChildKey, usize)>,
    by_episode: Vec<(ChildKey, usize)>,
    by_period: Vec<(ChildKey, usize)>,
    by_child: Vec<(ChildKey, usize)>,
}

impl Placements {
    pub(super) fn of(all: Vec<Placed>) -> Self {
        let by = |key: fn(&Placed) -> Option<ChildKey>| {
            let keyed = all.iter().enumerate();
            let mut keyed: Vec<_> = keyed.filter_map(|(at, p)| Some((key(p)?, at))).collect();
            keyed.sort_unstable();
            keyed
        };
        Self {
            by_id: by(|p| p.id),
            by_episode: by(|p| p.episode),
            by_period: by(|p| p.period),
            by_child: by(|p| p.child),
            all,
        }
    }

    /// The placement of an episode: the one it names, else that which names it, else the one of its
    /// period of care, or of its child, in which it began. None where there is none, or several that
    /// differ.
    pub(super) fn of_stay(&self, stay: &Stay) -> Option<&Placed> {
        let named = [(&self.by_id, stay.placement), (&self.by_episode, stay.id)];
        for (index, key) in named {
            let mut found = self.under(index, key).peekable();
            if found.peek().is_some() {
                return the_only(found);
            }
        }
        let child = Some(stay.episode.child);
        for (index, key) in [(&self.by_period, stay.period), (&self.by_child, child)] {
            let began = stay.episode.start;
            let found = self.under(index, key).filter(|p| p.holds(began));
            let mut found = found.peekable();
            if found.peek().is_some() {
                return the_only(found);
            }
        }
        None
    }

    fn under<'p>(
        &'p self,
        index: &'p [(ChildKey, usize)],
        key: Option<ChildKey>,
    ) -> impl Iterator<Item = &'p Placed> {
        let from = key.map_or(index.len(), |key| {
            index.partition_point(|(own, _)| *own < key)
        });
        let rest = index.get(from..).unwrap_or_default().iter();
        rest.take_while(move |(own, _)| Some(*own) == key)
            .filter_map(|(_, at)| self.all.get(*at))
    }
}

/// The first of placements that say the same; none where they differ.
fn the_only<'p>(mut found: impl Iterator<Item = &'p Placed>) -> Option<&'p Placed> {
    let first = found.next()?;
    let same = |other: &Placed| {
        let of = |p: &Placed| (p.place, p.provider, p.post, p.urn, p.end, p.unread);
        of(first) == of(other) && first.miles == other.miles
    };
    found.all(same).then_some(first)
}

impl Placed {
    /// Whether it may have held a child on the day an episode began; on its last day, the next does.
    fn holds(&self, day: Day) -> bool {
        let began = self.start.judge(|start| start <= day);
        let goes_on = self.end.judge_or(true, |end| end > day);
        began != Some(false) && goes_on != Some(false)
    }
}

impl Episode {
    /// Takes what is known of its placement; where that is not found, nothing of it is known.
    pub(super) fn place_in(&mut self, placed: Option<&Placed>) {
        let Some(placed) = placed else {
            for column in [
                EpisodeColumn::Place,
                EpisodeColumn::Provider,
                EpisodeColumn::ReasonPlaceChange,
                EpisodeColumn::Location,
                EpisodeColumn::Distance,
            ] {
                self.unread.set(column, true);
            }
            return;
        };
        for column in [
            EpisodeColumn::Place,
            EpisodeColumn::Provider,
            EpisodeColumn::Distance,
        ] {
            self.unread.set(column, placed.unread.has(column));
        }
        self.place = placed.place;
        self.provider = placed.provider;
        self.place_post = placed.post;
        self.urn = placed.urn;
        self.miles = placed.miles;
        // The return has the reason at the episode with which the placement ended.
        if self.end.is_some() && placed.end.read() == self.end {
            let reason = EpisodeColumn::ReasonPlaceChange;
            self.reason_changed = placed.reason_changed;
            self.unread.set(reason, placed.unread.has(reason));
        }
    }
}
