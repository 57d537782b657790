//! Placements: how episodes make them up, and how many count.

mod chains;
mod rules;
#[cfg(test)]
mod tests;

use crate::source::Day;
use crate::source::ssda903::Episode;

use chains::{Chains, Part};

/// Which changes begin a new placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// As official counts of placements have it: a move with the same carer does not count.
    Placements,
    /// The same, but a move with the same carer (RNE T or U) counts.
    SameCarerMovesToo,
    /// By carer: RNE L, T and U never begin a new one.
    Carers,
}

/// A placement: episodes that the rules make one, in order of time.
#[derive(Debug, Clone, Copy)]
pub struct Placement<'e> {
    /// Its first episode.
    pub first: &'e Episode,
    /// Its last episode.
    pub last: &'e Episode,
    /// The day it ends; none while it is open.
    pub end: Option<Day>,
    /// The place in the child's placements of the one before it.
    preceding: Option<usize>,
}

impl<'e> Placement<'e> {
    fn of(episode: &'e Episode, preceding: Option<usize>) -> Self {
        Self {
            first: episode,
            last: episode,
            end: episode.end,
            preceding,
        }
    }

    fn extend(&mut self, episode: &'e Episode) {
        self.last = episode;
        self.end = match (self.end, episode.end) {
            (Some(a), Some(b)) => Some(a.max(b)),
            _ => None,
        };
    }

    /// Whether it counts in a period: open on its first day (DECOM on or before it, DEC blank or
    /// after it), or begun in it.
    ///
    /// In the year 2024 a placement from `2022-05-01` to `2023-04-01` does not count, since it
    /// ended on the first day; one to `2023-04-02` does.
    #[must_use]
    pub fn counts_in(&self, first: Day, last: Day) -> bool {
        let open = self.first.start <= first && self.end.is_none_or(|end| end > first);
        let begun = self.first.start >= first && self.first.start <= last;
        open || begun
    }
}

/// The placements of one child, whose episodes are in order of time, by their first days.
///
/// - Temporary spells (T0 to T4) are not placements. Where dates touch, what stands on both sides
///   is one placement if PLACE, PLACE_PROVIDER, PL_POST and URN match, else the return is a new one.
/// - RNE L, T or U continues the preceding placement, whatever the gap, except that T or U into U2
///   or U5 from another PLACE is a move. L at the same PL_POST and URN never is.
/// - The preceding placement is the one that ended that day; of several the one with the same PLACE,
///   PL_POST and URN; where none ended, the one begun last.
/// - A3 or A5 continues it after U1 to U6, also over temporary spells.
/// - One that stands twice since its start was corrected is one.
/// - V3 and V4 end it, and are none themselves.
#[must_use]
pub fn placements(episodes: &[Episode], counting: Counting) -> Vec<Placement<'_>> {
    Chains::of(episodes, counting).placements
}

/// How many placements count from one day to another, both included.
///
/// Three placements in the year: with one carer since before 1 April, moved in June and again in
/// December.
#[must_use]
pub fn count_in(placements: &[Placement<'_>], first: Day, last: Day) -> usize {
    placements
        .iter()
        .filter(|p| p.counts_in(first, last))
        .count()
}

/// Since when a child who is in an episode on a day has been with the same carer: RNE L, T and U
/// never break it, and a child placed for adoption (A3 to A6) counts from the beginning of the
/// placement before where that is earlier. None where no placement stands there, as when the
/// record begins with a temporary spell.
///
/// With a foster carer since `2020-06-01`, placed with other adopters (A6) on `2023-11-01`: since
/// `2020-06-01`.
#[must_use]
pub fn same_carer_since(episodes: &[Episode], current: &Episode) -> Option<Day> {
    let at = position(episodes, current)?;
    let until_now = episodes.get(..=at)?;
    let chains = Chains::of(until_now, Counting::Carers);
    match chains.parts.last()? {
        Part::Placement(placement) => chains.carer_since(*placement),
        Part::Spell(touched) => chains
            .placements
            .get((*touched)?)
            .map(|placement| placement.first.start),
        Part::ShortBreak => None,
    }
}

/// The first day of the placement that an episode of a child's history is part of. A temporary
/// spell is part of the placement that goes on around it.
pub(super) fn placed_since(history: &[Episode], episode: &Episode) -> Day {
    if history.len() < 2 {
        return episode.start;
    }
    let chains = Chains::of(history, Counting::Placements);
    let same = |e: &Episode| e.start == episode.start && e.end == episode.end;
    let at = position(history, episode).or_else(|| history.iter().rposition(same));
    let part = at.and_then(|at| chains.parts.get(at));
    let placement = match part {
        Some(Part::Placement(at)) => chains.placements.get(*at),
        _ => {
            let around = |p: &&Placement<'_>| {
                p.first.start <= episode.start && episode.start <= p.last.start
            };
            chains.placements.iter().rev().find(around)
        }
    };
    placement.map_or(episode.start, |p| p.first.start)
}

/// The position of an episode among those it is one of.
fn position(episodes: &[Episode], one: &Episode) -> Option<usize> {
    episodes.iter().position(|e| std::ptr::eq(e, one))
}
