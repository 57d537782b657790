//! How the episodes of a child make up placements.

use crate::source::Day;
use crate::source::ssda903::Episode;

use super::super::codes::{is_placed_for_adoption, is_short_break, is_temporary};
use super::rules::{continues, continues_after_spells, is_at_same_address, stands_twice};
use super::{Counting, Placement};

/// What an episode is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Of a placement.
    Placement(usize),
    /// Of temporary spells, which touch a placement or none.
    Spell(Option<usize>),
    /// Of a series of short breaks.
    ShortBreak,
}

/// The placements of one child, and what each episode is part of.
#[derive(Debug, Default)]
pub(super) struct Chains<'e> {
    /// In order of their first day.
    pub(super) placements: Vec<Placement<'e>>,
    /// In the order of episodes.
    pub(super) parts: Vec<Part>,
}

/// A placement that stands before an episode, with the last episode of it that matters.
#[derive(Debug, Clone, Copy)]
struct Before<'e> {
    placement: usize,
    episode: &'e Episode,
}

impl<'e> Chains<'e> {
    /// The placements of one child, whose episodes are in order of time.
    pub(super) fn of(episodes: &'e [Episode], counting: Counting) -> Self {
        let mut chains = Self {
            placements: Vec::with_capacity(episodes.len()),
            parts: Vec::with_capacity(episodes.len()),
        };
        // Short breaks end every placement: what stands before them is continued by nothing.
        let (mut from, mut floor) = (0, 0);
        for (at, episode) in episodes.iter().enumerate() {
            let earlier = episodes.get(from..at).unwrap_or_default();
            let part = if is_short_break(episode) {
                (from, floor) = (at + 1, chains.placements.len());
                Part::ShortBreak
            } else if is_temporary(episode) {
                Part::Spell(chains.touched(earlier, from, episode.start))
            } else {
                Part::Placement(chains.placed(episode, (earlier, from), floor, counting))
            };
            chains.parts.push(part);
        }
        chains
    }

    /// Episodes that lie from a position on, with what they are part of, the latest first.
    fn backwards<'s>(
        &'s self,
        earlier: &'e [Episode],
        from: usize,
    ) -> impl Iterator<Item = (&'e Episode, Part)> + 's {
        let parts = self.parts.get(from..).unwrap_or_default();
        earlier.iter().zip(parts.iter().copied()).rev()
    }

    /// The placement that temporary spells which begin on a day touch: the one that ended on it, or
    /// that spells touch which ended on it.
    fn touched(&self, earlier: &'e [Episode], from: usize, start: Day) -> Option<usize> {
        let ended = || {
            self.backwards(earlier, from)
                .filter(move |(e, _)| e.end == Some(start))
        };
        let of_placement = |(_, part)| match part {
            Part::Placement(at) => Some(at),
            _ => None,
        };
        let of_spell = |(_, part)| match part {
            Part::Spell(at) => at,
            _ => None,
        };
        ended()
            .find_map(of_placement)
            .or_else(|| ended().find_map(of_spell))
    }

    /// The placement that ended on the day an episode begins; of several the one with the same
    /// PLACE, PL_POST and URN, else the one begun last.
    ///
    /// With carer A since May and carer B since June, whatever begins on the day A ended goes on
    /// with A, although B began later.
    fn ended_that_day(
        &self,
        earlier: &'e [Episode],
        from: usize,
        episode: &Episode,
    ) -> Option<Before<'e>> {
        let ended = || {
            self.backwards(earlier, from)
                .filter(|(e, _)| e.end == Some(episode.start))
                .filter_map(before)
        };
        let same = |b: &Before<'_>| {
            b.episode.place == episode.place && is_at_same_address(b.episode, episode)
        };
        ended().find(same).or_else(|| ended().next())
    }

    /// The placement before an episode that it does not touch: the one begun last.
    fn begun_last(&self, earlier: &'e [Episode], from: usize) -> Option<Before<'e>> {
        self.backwards(earlier, from).find_map(before)
    }

    /// The placements that temporary spells touch which end on the day an episode begins.
    fn before_spells<'s>(
        &'s self,
        earlier: &'e [Episode],
        from: usize,
        start: Day,
    ) -> impl Iterator<Item = Before<'e>> + 's {
        let ended = self
            .backwards(earlier, from)
            .filter(move |(e, _)| e.end == Some(start));
        ended.filter_map(|(_, part)| match part {
            Part::Spell(Some(placement)) => Some(Before {
                placement,
                episode: self.placements.get(placement)?.last,
            }),
            _ => None,
        })
    }

    /// The placement an episode is part of, which it may begin.
    fn placed(
        &mut self,
        episode: &'e Episode,
        (earlier, from): (&'e [Episode], usize),
        floor: usize,
        counting: Counting,
    ) -> usize {
        if earlier.is_empty() {
            self.placements.push(Placement::of(episode, None));
            return self.placements.len() - 1;
        }
        let own = self.placements.get(floor..).unwrap_or_default();
        if let Some(twice) = own.iter().position(|p| stands_twice(p, episode)) {
            return self.extended(floor + twice, episode);
        }
        let ended = self.ended_that_day(earlier, from, episode);
        if let Some(b) = ended.filter(|b| continues(b.episode, episode, counting)) {
            return self.extended(b.placement, episode);
        }
        let mut spells = self.before_spells(earlier, from, episode.start).peekable();
        let before_spells = spells.peek().copied();
        let returned = spells.find(|b| continues_after_spells(b.episode, episode, counting));
        drop(spells);
        if let Some(b) = returned {
            return self.extended(b.placement, episode);
        }
        let touching = ended.or(before_spells);
        let preceding = match touching {
            Some(_) => touching,
            None => {
                let last = self.begun_last(earlier, from);
                if let Some(b) = last.filter(|b| continues(b.episode, episode, counting)) {
                    return self.extended(b.placement, episode);
                }
                last
            }
        };
        let preceding = preceding.map(|b| b.placement);
        self.placements.push(Placement::of(episode, preceding));
        self.placements.len() - 1
    }

    fn extended(&mut self, at: usize, episode: &'e Episode) -> usize {
        if let Some(placement) = self.placements.get_mut(at) {
            placement.extend(episode);
        }
        at
    }

    /// Since when the carer of a placement, or the one before it where the child was then placed
    /// for adoption, has had the child.
    pub(super) fn carer_since(&self, at: usize) -> Option<Day> {
        let placement = self.placements.get(at)?;
        let since = placement.first.start;
        if !is_placed_for_adoption(placement.last) || !is_placed_for_adoption(placement.first) {
            return Some(since);
        }
        let preceding = placement.preceding.and_then(|p| self.placements.get(p));
        Some(preceding.map_or(since, |p| p.first.start.min(since)))
    }
}

fn before((episode, part): (&Episode, Part)) -> Option<Before<'_>> {
    match part {
        Part::Placement(placement) => Some(Before { placement, episode }),
        _ => None,
    }
}
