//! Joining the returns of several years.

use crate::source::Day;
use crate::source::ssda903::{Episode, Findings, rule};

use super::codes::is_short_break;

/// The episodes of several years' returns, each in order of child and time, as one list in the
/// same order. `returns` are in order of year; the years follow one another.
///
/// Episodes are the same if CHILD and DECOM are: the later return wins. An episode open in a
/// return and absent from the next is closed on 1 April after its year, which is noted.
///
/// An episode begun `2022-06-01`, open in the return of 2023 and ended `2023-12-01` by that of
/// 2024, is one episode to `2023-12-01`. Were it absent from the return of 2024, it would end on
/// `2023-04-01`.
#[must_use]
pub fn joined(returns: &[(i16, &[Episode])], findings: &mut Findings) -> Vec<Episode> {
    let mut all: Vec<Episode> = Vec::new();
    for (year, later) in returns {
        all = merged(all, (*year, later), findings);
    }
    all
}

/// Whether a return goes on from the one before it: nine tenths of the children in care on 1 April,
/// one aside, stand in both. A new case management system may number children anew; then nothing can
/// be said of a child over the years. Episodes are in order of child.
///
/// Of 40 children in care on 1 April five may be new; six are too many.
#[must_use]
pub fn goes_on(before: &[Episode], after: &[Episode], year: i16) -> bool {
    let first = Day::first_of(year);
    let in_care =
        |e: &Episode| e.start < first && e.end.is_none_or(|end| end >= first) && !is_short_break(e);
    let children = after.chunk_by(|a, b| a.child == b.child);
    let children = children.filter(|own| own.iter().any(in_care));
    let (mut all, mut found) = (0, 0);
    for child in children.filter_map(|own| own.first()).map(|e| e.child) {
        all += 1;
        found += usize::from(before.binary_search_by_key(&child, |e| e.child).is_ok());
    }
    (found + 1) * 10 >= all * 9
}

/// Two lists in order made one, the later having the last word.
fn merged(
    earlier: Vec<Episode>,
    (year, later): (i16, &[Episode]),
    findings: &mut Findings,
) -> Vec<Episode> {
    let key = |e: &Episode| (e.child, e.start);
    let mut all: Vec<Episode> = Vec::with_capacity(earlier.len() + later.len());
    let mut next = later.iter().peekable();
    let mut any_closed = false;
    for mut episode in earlier {
        while let Some(before) = next.next_if(|n| key(n) < key(&episode)) {
            all.push(before.clone());
        }
        if next.peek().is_none_or(|n| key(n) != key(&episode)) {
            any_closed |= close_if_dropped(&mut episode, year, findings);
            all.push(episode);
        }
    }
    all.extend(next.cloned());
    if any_closed {
        // One that was open stood last of those begun on its day.
        all.sort_by_key(|e| (e.child, e.start, e.end.is_none(), e.end, e.origin));
    }
    all
}

/// An episode that the return of `year` lacks ended before it; whether it was open.
fn close_if_dropped(episode: &mut Episode, year: i16, findings: &mut Findings) -> bool {
    let first = Day::first_of(year);
    let was_open = episode.end.is_none() && episode.start <= first;
    if was_open {
        episode.end = Some(first);
        findings.note(&rule::NOT_CONTINUED, episode.origin);
    }
    was_open
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, episode, episodes};
    use super::*;
    use crate::source::ssda903::ChildKey;

    fn join(years: &[(i16, &str)]) -> (Vec<(Day, Option<Day>)>, usize) {
        let lists: Vec<(i16, Vec<Episode>)> =
            years.iter().map(|(y, t)| (*y, episodes(t))).collect();
        let returns: Vec<(i16, &[Episode])> =
            lists.iter().map(|(y, e)| (*y, e.as_slice())).collect();
        let mut findings = Findings::default();
        let all = joined(&returns, &mut findings);
        let spans = all.iter().map(|e| (e.start, e.end)).collect();
        (spans, findings.count(&rule::NOT_CONTINUED))
    }

    #[test]
    fn the_later_return_wins() {
        let (all, closed) = join(&[
            (2023, "2022-06-01 - S C2 U4"),
            (2024, "2022-06-01 2023-12-01 S C2 U4\n2023-12-01 - P C2 K2"),
        ]);
        let expected = [
            (day("2022-06-01"), Some(day("2023-12-01"))),
            (day("2023-12-01"), None),
        ];
        assert_eq!((all.as_slice(), closed), (expected.as_slice(), 0));
    }

    #[test]
    fn an_open_episode_that_is_dropped_is_closed_on_1_april() {
        let (all, closed) = join(&[
            (2023, "2022-06-01 - S C2 U4"),
            (2024, "2023-05-01 - S C2 U4"),
        ]);
        assert_eq!(all[0], (day("2022-06-01"), Some(day("2023-04-01"))));
        assert_eq!(closed, 1);
    }

    #[test]
    fn a_return_that_numbers_children_anew_does_not_go_on() {
        let return_of = |from: usize, count: usize| -> Vec<Episode> {
            let key = |at: usize| ChildKey::read(format!("{at:04}").as_bytes()).unwrap();
            let child = |at| Episode {
                child: key(at),
                ..episode("2022-06-01 - S C2 U4")
            };
            (from..from + count).map(child).collect()
        };
        let before = return_of(0, 40);
        assert!(goes_on(&before, &return_of(0, 40), 2024));
        assert!(goes_on(&before, &return_of(5, 40), 2024));
        assert!(!goes_on(&before, &return_of(6, 40), 2024));
        assert!(!goes_on(&before, &return_of(100, 40), 2024));
        assert!(goes_on(&before, &[], 2024));
        let newly = episodes("2023-06-01 - S C2 U4");
        assert!(goes_on(&[], &newly, 2024));
    }

    #[test]
    fn a_repeated_episode_of_one_return_stays() {
        let (all, _) = join(&[
            (2023, "2022-06-01 - S C2 U4"),
            (2024, "2022-06-01 - S C2 U4\n2022-06-01 - S C2 U4"),
        ]);
        assert_eq!(all.len(), 2);
    }
}
