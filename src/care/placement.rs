//! Placements: how episodes make them up, and how many count.

use crate::source::Day;
use crate::source::ssda903::Episode;

use super::codes::{
    is_foster, is_fostering_for_adoption, is_placed_for_adoption, is_placed_with_own_carers,
    is_short_break, is_temporary, keeps_carer, moves_with_carer,
};

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
    /// The beginning of the placement that stood before the child was placed for adoption in this
    /// one, where that is part of it.
    before_adoption: Option<Day>,
}

impl<'e> Placement<'e> {
    fn of(episode: &'e Episode) -> Self {
        Self {
            first: episode,
            last: episode,
            end: episode.end,
            before_adoption: None,
        }
    }

    fn extend(&mut self, episode: &'e Episode) {
        if is_placed_for_adoption(episode) && !is_placed_for_adoption(self.last) {
            self.before_adoption = Some(self.first.start);
        }
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

/// A run of temporary spells after a placement, where their dates touch.
#[derive(Debug, Clone, Copy)]
struct Spell {
    touches: bool,
    end: Option<Day>,
}

/// What stands before an episode.
#[derive(Debug, Clone, Copy)]
struct Before<'e> {
    last: &'e Episode,
    spell: Option<Spell>,
}

/// Whether an episode after a temporary spell returns to the placement before it: PLACE,
/// PLACE_PROVIDER, PL_POST and URN all match.
///
/// From the foster carer to hospital (T0) and back to the same carer is one placement; from
/// hospital to another carer is a new one.
fn returns_to(before: &Episode, after: &Episode) -> bool {
    before.place == after.place
        && before.provider == after.provider
        && before.place_post == after.place_post
        && before.urn == after.urn
}

/// Whether an episode is a move into fostering for adoption: PLACE U2 or U5 and another PLACE
/// before.
///
/// RNE T from U1 to U2 counts as a move, RNE L within U2 does not.
fn moves_into_fostering_for_adoption(before: &Episode, after: &Episode) -> bool {
    is_fostering_for_adoption(after) && before.place != after.place
}

/// Whether an episode continues the placement before it by its own codes: RNE L, T or U, whatever
/// the gap, except a move into U2 or U5; and A3 or A5 after U1 to U6.
fn continues_by_code(before: &Episode, after: &Episode, counting: Counting) -> bool {
    let adopted_by_carer = is_placed_with_own_carers(after) && is_foster(before);
    let same_carer = match counting {
        Counting::Carers => keeps_carer(after),
        Counting::Placements => {
            keeps_carer(after) && !moves_into_fostering_for_adoption(before, after)
        }
        Counting::SameCarerMovesToo => {
            keeps_carer(after)
                && !moves_with_carer(after)
                && !moves_into_fostering_for_adoption(before, after)
        }
    };
    adopted_by_carer || same_carer
}

impl Before<'_> {
    fn is_continued_by(&self, next: &Episode, counting: Counting) -> bool {
        let after_spell = self
            .spell
            .filter(|spell| spell.touches && spell.end == Some(next.start));
        match after_spell {
            Some(_) if counting == Counting::Carers && keeps_carer(next) => true,
            Some(_) => returns_to(self.last, next),
            None => continues_by_code(self.last, next, counting),
        }
    }

    fn add_spell(&mut self, spell: &Episode) {
        self.spell = Some(match self.spell {
            None => Spell {
                touches: self.last.end == Some(spell.start),
                end: spell.end,
            },
            Some(earlier) => Spell {
                touches: earlier.touches && earlier.end == Some(spell.start),
                end: spell.end,
            },
        });
    }
}

/// The placements of one child, whose episodes are in order of time.
///
/// - Temporary spells (T0 to T4) are not placements. Where dates touch, what stands on both sides
///   is one placement if PLACE, PLACE_PROVIDER, PL_POST and URN match, else the return is a new one.
/// - RNE L, T or U continues the placement before, whatever the gap, except a move into U2 or U5.
/// - A3 or A5 continues it after U1 to U6.
/// - V3 and V4 end it, and are none themselves.
pub fn placements(episodes: &[Episode], counting: Counting) -> impl Iterator<Item = Placement<'_>> {
    let mut rest = episodes.iter();
    let mut current: Option<Placement<'_>> = None;
    let mut before: Option<Before<'_>> = None;
    std::iter::from_fn(move || {
        for episode in rest.by_ref() {
            if is_short_break(episode) {
                before = None;
            } else if is_temporary(episode) {
                if let Some(before) = &mut before {
                    before.add_spell(episode);
                }
            } else {
                let continued = before.is_some_and(|b| b.is_continued_by(episode, counting));
                before = Some(Before {
                    last: episode,
                    spell: None,
                });
                match &mut current {
                    Some(last) if continued => last.extend(episode),
                    _ => {
                        if let Some(ended) = current.replace(Placement::of(episode)) {
                            return Some(ended);
                        }
                    }
                }
            }
        }
        current.take()
    })
}

/// How many placements count from one day to another, both included.
///
/// Three placements in the year: with one carer since before 1 April, moved in June and again in
/// December.
pub fn count_in<'e>(
    placements: impl Iterator<Item = Placement<'e>>,
    first: Day,
    last: Day,
) -> usize {
    placements.filter(|p| p.counts_in(first, last)).count()
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
    let up_to = episodes.iter().position(|e| std::ptr::eq(e, current))?;
    let until_now = episodes.get(..=up_to)?;
    let (mut earlier, mut now) = (None, None);
    for placement in placements(until_now, Counting::Carers) {
        earlier = now.replace(placement);
    }
    let now = now?;
    if is_temporary(current) && !spells_touch(until_now) {
        return None;
    }
    let since = now.first.start;
    if !is_placed_for_adoption(current) {
        return Some(since);
    }
    let before = now
        .before_adoption
        .or_else(|| earlier.map(|p| p.first.start));
    Some(before.map_or(since, |before| before.min(since)))
}

/// Whether the temporary spells at the end of some episodes touch the placement before them.
fn spells_touch(episodes: &[Episode]) -> bool {
    let mut next: Option<&Episode> = None;
    for episode in episodes.iter().rev() {
        let touches = next.is_none_or(|next| episode.end == Some(next.start));
        if !touches || is_short_break(episode) {
            return false;
        }
        if !is_temporary(episode) {
            return true;
        }
        next = Some(episode);
    }
    false
}

/// The first day of the placement that an episode of a child's history is part of.
pub(super) fn placed_since(history: &[Episode], episode: &Episode) -> Day {
    let own = placements(history, Counting::Placements)
        .filter(|p| p.first.start <= episode.start && episode.start <= p.last.start);
    own.last().map_or(episode.start, |p| p.first.start)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, episodes};
    use super::*;

    fn count(text: &str, counting: Counting) -> usize {
        let episodes = episodes(text);
        count_in(
            placements(&episodes, counting),
            Day::first_of(2024),
            Day::census(2024),
        )
    }

    fn official(text: &str) -> usize {
        count(text, Counting::Placements)
    }

    #[test]
    fn a_placement_counts_if_open_on_the_first_day_or_begun_after() {
        assert_eq!(
            official("2022-05-01 2023-04-01 S C2 U4\n2023-04-01 - P C2 U4"),
            1
        );
        assert_eq!(
            official("2022-05-01 2023-04-02 S C2 U4\n2023-04-02 - P C2 U4"),
            2
        );
        assert_eq!(
            official(
                "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-12-01 P C2 K2\n2023-12-01 - B C1 R1"
            ),
            3
        );
        assert_eq!(official("2023-05-01 - S C2 U4\n2024-04-01 - P C2 U4"), 1);
    }

    #[test]
    fn a_change_of_legal_status_continues_the_placement() {
        assert_eq!(
            official("2022-05-01 2023-06-02 S C2 U4\n2023-06-02 - L C1 U4"),
            1
        );
    }

    #[test]
    fn the_same_carer_continues_it_whatever_the_gap() {
        assert_eq!(
            official("2022-05-01 2023-06-02 S C2 U4\n2023-09-02 - T C2 U6"),
            1
        );
        assert_eq!(
            official("2022-05-01 2023-06-02 S C2 U4\n2023-06-02 - U C1 U6"),
            1
        );
    }

    #[test]
    fn same_carer_moves_count_where_they_are_asked_for() {
        let text =
            "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-07-02 T C2 U6\n2023-07-02 - L C1 U6";
        assert_eq!(count(text, Counting::Placements), 1);
        assert_eq!(count(text, Counting::SameCarerMovesToo), 2);
        assert_eq!(count(text, Counting::Carers), 1);
    }

    #[test]
    fn a_move_into_fostering_for_adoption_counts() {
        let text =
            "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-07-02 T C2 U5\n2023-07-02 - L C1 U5";
        assert_eq!(count(text, Counting::Placements), 2);
        assert_eq!(count(text, Counting::Carers), 1);
    }

    #[test]
    fn adoption_by_the_carer_continues_it() {
        assert_eq!(
            official("2022-05-01 2023-06-02 S C2 U4\n2023-06-02 - P E1 A5"),
            1
        );
        assert_eq!(
            official("2022-05-01 2023-06-02 S C2 U4\n2023-06-02 - P E1 A6"),
            2
        );
        assert_eq!(
            official("2022-05-01 2023-06-02 S C2 K2\n2023-06-02 - P E1 A5"),
            2
        );
    }

    #[test]
    fn a_temporary_spell_and_return_is_one_placement() {
        let there_and_back = "2022-05-01 2023-06-02 S C2 U4 X1 AA11AA\n2023-06-02 2023-06-09 P C2 T0\n2023-06-09 - P C2 U4 X1 AA11AA";
        assert_eq!(official(there_and_back), 1);
        let elsewhere = there_and_back.replace("- P C2 U4 X1 AA11AA", "- P C2 U4 X1 BB11BB");
        assert_eq!(official(&elsewhere), 2);
        let same_carer_by_code = elsewhere.replace("- P C2", "- T C2");
        assert_eq!(official(&same_carer_by_code), 2);
        assert_eq!(count(&same_carer_by_code, Counting::Carers), 1);
    }

    #[test]
    fn two_spells_in_a_row_are_one() {
        let text = "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-06-09 P C2 T0\n2023-06-09 2023-06-19 P C2 T3\n2023-06-19 - P C2 U4";
        assert_eq!(official(text), 1);
    }

    #[test]
    fn a_spell_whose_dates_do_not_touch_joins_nothing() {
        let text =
            "2022-05-01 2023-06-02 S C2 U4\n2023-06-03 2023-06-09 P C2 T0\n2023-06-09 - P C2 U4";
        assert_eq!(official(text), 2);
        assert_eq!(official(&text.replace("- P C2", "- L C2")), 1);
    }

    #[test]
    fn a_short_break_ends_it() {
        let text =
            "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-06-09 L V4 U4\n2023-06-09 - L C2 U4";
        assert_eq!(official(text), 2);
    }

    fn since(text: &str) -> Option<Day> {
        let episodes = episodes(text);
        same_carer_since(&episodes, super::super::at_census(&episodes, 2024)?)
    }

    #[test]
    fn the_same_carer_since() {
        let text = "2020-06-01 2021-06-01 S C2 U4\n2021-06-01 2022-06-01 P C2 U4\n2022-06-01 2023-06-01 T C2 U5\n2023-06-01 - L C1 U5";
        assert_eq!(since(text), Some(day("2021-06-01")));
    }

    #[test]
    fn placed_for_adoption_counts_from_the_placement_before() {
        let other = "2020-06-01 2023-11-01 S C2 U4\n2023-11-01 - P E1 A6";
        assert_eq!(since(other), Some(day("2020-06-01")));
        let own =
            "2019-06-01 2020-06-01 S C2 K2\n2020-06-01 2023-11-01 P C2 U4\n2023-11-01 - P E1 A5";
        assert_eq!(since(own), Some(day("2020-06-01")));
    }

    #[test]
    fn a_temporary_spell_on_31_march_counts_with_the_placement_it_touches() {
        let text = "2020-06-01 2024-03-30 S C2 U4\n2024-03-30 - P C2 T0";
        assert_eq!(since(text), Some(day("2020-06-01")));
        assert_eq!(since("2024-03-30 - S C2 T0"), None);
        let apart = "2020-06-01 2024-03-20 S C2 U4\n2024-03-30 - P C2 T0";
        assert_eq!(since(apart), None);
    }
}
