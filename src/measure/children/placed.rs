//! Where a child was placed on a day or at some time in a year, short breaks apart.

use crate::care::{ChildYear, is_short_break};
use crate::source::Day;
use crate::source::ssda903::{Episode, Locality};

/// Whether a child is placed on a side at some time in a year, not in a short break.
pub(in crate::measure) fn placed_in_year(
    child: &ChildYear<'_>,
    year: i16,
    locality: Option<Locality>,
) -> bool {
    let (first, last) = (Day::first_of(year), Day::census(year));
    child.episodes.iter().any(|e| {
        e.locality == locality
            && e.start <= last
            && e.end.is_none_or(|end| end >= first)
            && !is_short_break(e)
    })
}

/// Whether a child is placed on a side on the day an incident begins: DECOM on or before it and
/// DEC after it.
pub(in crate::measure) fn began_while_placed(
    child: &ChildYear<'_>,
    start: Day,
    locality: Option<Locality>,
) -> bool {
    let mut episodes = child.episodes.iter();
    episodes.any(|e| e.locality == locality && is_placed_on(e, start))
}

/// Whether a child is placed by an episode on a day: DECOM on or before it and DEC after it, not a
/// short break.
pub(super) fn is_placed_on(episode: &Episode, day: Day) -> bool {
    episode.start <= day && episode.end.is_none_or(|end| end > day) && !is_short_break(episode)
}

/// The last episode begun among those a child is in on a day.
pub(super) fn episode_on<'c>(child: &ChildYear<'c>, day: Day) -> Option<&'c Episode> {
    child
        .episodes
        .iter()
        .rev()
        .find(|e| e.start <= day && e.end.is_none_or(|end| end >= day) && !is_short_break(e))
}
