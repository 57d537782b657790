//! When a child is looked after.

use crate::source::Day;
use crate::source::ssda903::Episode;

use super::codes::is_short_break;

/// The episode in which a child is looked after on 31 March of a year: DECOM on or before it, DEC
/// blank or after it, LS not V3 or V4. Where there are several, the one that began last is the
/// placement. The episodes are one child's, in order of time.
///
/// An episode that ends on 31 March itself does not count: `2023-05-01` to `2024-03-31` is in care
/// during the year 2024, but not on 31 March 2024.
#[must_use]
pub fn at_census(episodes: &[Episode], year: i16) -> Option<&Episode> {
    let census = Day::census(year);
    let open = |e: &&Episode| e.start <= census && e.end.is_none_or(|end| end > census);
    episodes
        .iter()
        .rev()
        .filter(open)
        .find(|e| !is_short_break(e))
}

/// Whether a child is looked after at some time in a year: an episode with DECOM on or before
/// 31 March and DEC blank or on or after 1 April, LS not V3 or V4.
///
/// An episode that ends on 1 April counts for the year that begins then.
#[must_use]
pub fn during_year(episodes: &[Episode], year: i16) -> bool {
    episodes
        .iter()
        .any(|e| is_in_year(e, year) && !is_short_break(e))
}

/// Whether a child has a short break (V3 or V4) in a year.
#[must_use]
pub fn has_short_break(episodes: &[Episode], year: i16) -> bool {
    episodes
        .iter()
        .any(|e| is_in_year(e, year) && is_short_break(e))
}

/// Whether an episode touches a year.
pub(super) fn is_in_year(episode: &Episode, year: i16) -> bool {
    let (first, last) = (Day::first_of(year), Day::census(year));
    episode.start <= last && episode.end.is_none_or(|end| end >= first)
}

/// Whether a child is looked after on a day, both ends of an episode included, LS not V3 or V4.
///
/// A child whose episode ends on 5 May is looked after on 5 May.
#[must_use]
pub fn looked_after_on(episodes: &[Episode], day: Day) -> bool {
    episodes
        .iter()
        .any(|e| e.start <= day && e.end.is_none_or(|end| end >= day) && !is_short_break(e))
}

/// Whole years from birth to a day. A child born on 29 February has a birthday on 1 March of
/// other years.
///
/// ```
/// use care_scorecard::care::age_on;
/// use care_scorecard::source::Day;
/// let born = Day::new(2008, 3, 31);
/// let age = |year| born.map(|born| age_on(born, Day::census(year)));
/// assert_eq!(age(2023), Some(15));
/// assert_eq!(age(2024), Some(16));
/// ```
#[must_use]
pub fn age_on(born: Day, day: Day) -> i16 {
    let (birth_year, birth_month, birth_day) = born.civil();
    let (year, month, of_month) = day.civil();
    year - birth_year - i16::from((month, of_month) < (birth_month, birth_day))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, episodes};
    use super::*;

    #[test]
    fn the_census_is_the_end_of_31_march() {
        let on = |text: &str| at_census(&episodes(text), 2024).map(|e| e.start);
        assert_eq!(on("2023-05-01 - S C2 U4"), Some(day("2023-05-01")));
        assert_eq!(on("2023-05-01 2024-03-31 S C2 U4 E4A"), None);
        assert_eq!(
            on("2023-05-01 2024-04-01 S C2 U4 E4A"),
            Some(day("2023-05-01"))
        );
        assert_eq!(on("2024-03-31 - S C2 U4"), Some(day("2024-03-31")));
        assert_eq!(on("2024-04-01 - S C2 U4"), None);
        assert_eq!(on("2023-05-01 - S V4 U4"), None);
    }

    #[test]
    fn of_several_open_episodes_the_latest_is_the_placement() {
        let several = episodes("2022-05-01 - S C2 U4\n2023-06-01 - P C2 K2\n2023-07-01 - P V3 U1");
        assert_eq!(
            at_census(&several, 2024).map(|e| e.start),
            Some(day("2023-06-01"))
        );
    }

    #[test]
    fn a_year_begins_on_1_april() {
        let during = |text: &str| during_year(&episodes(text), 2024);
        assert!(during("2020-05-01 2023-04-01 S C2 U4 E4A"));
        assert!(!during("2020-05-01 2023-03-31 S C2 U4 E4A"));
        assert!(during("2024-03-31 - S C2 U4"));
        assert!(!during("2023-05-01 2023-05-09 S V3 U4 E4A"));
        assert!(has_short_break(
            &episodes("2023-05-01 2023-05-09 S V3 U4 E4A"),
            2024
        ));
    }

    #[test]
    fn both_ends_of_an_episode_are_in_care() {
        let e = episodes("2023-05-01 2023-05-09 S C2 U4 E4A");
        assert!(looked_after_on(&e, day("2023-05-01")));
        assert!(looked_after_on(&e, day("2023-05-09")));
        assert!(!looked_after_on(&e, day("2023-05-10")));
    }
}
