//! Whether what is needed to follow a child's placements can be read.

use crate::source::Day;
use crate::source::ssda903::{Episode, EpisodeColumn};

use super::codes::is_temporary;

/// Whether the placements of a child from a day on can be told apart: RNE and PLACE of every episode
/// can be read, and PLACE_PROVIDER too where a placement is returned to or stands beside another.
#[must_use]
pub fn can_be_told_apart(episodes: &[Episode], from: Day) -> bool {
    if episodes.iter().all(|e| e.unread.is_empty()) {
        return true;
    }
    let of_these = |e: &&Episode| e.end.is_none_or(|end| end >= from);
    let these = || episodes.iter().filter(of_these);
    let unread = |column| these().any(|e| e.unread.has(column));
    let returns = || these().any(is_temporary);
    let beside = || {
        let mut pairs = these().zip(these().skip(1));
        pairs.any(|(one, next)| one.end.is_none_or(|end| end > next.start))
    };
    let compares = unread(EpisodeColumn::Provider) && (returns() || beside());
    !(unread(EpisodeColumn::Rne) || unread(EpisodeColumn::Place) || compares)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, episodes};
    use super::*;

    #[test]
    fn a_provider_is_needed_where_placements_are_compared() {
        let first = day("2023-04-01");
        let with = |text: &str, column| {
            let mut all = episodes(text);
            let last = all.last_mut().unwrap();
            last.unread.set(column, true);
            can_be_told_apart(&all, first)
        };
        let moved = "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 - P C2 U4";
        assert!(with(moved, EpisodeColumn::Provider));
        assert!(!with(moved, EpisodeColumn::Place));
        assert!(!with(moved, EpisodeColumn::Rne));
        let there_and_back =
            "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-06-09 P C2 T0\n2023-06-09 - P C2 U4";
        assert!(!with(there_and_back, EpisodeColumn::Provider));
    }
}
