//! Continuous care.

use crate::source::Day;
use crate::source::ssda903::Episode;

use super::codes::{CONTINUES, STARTED, is_short_break};
use super::looked_after::at_census;

/// A time during which a child was looked after without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub start: Day,
    /// Its last day; none while it goes on.
    pub end: Option<Day>,
    last_reason_continues: bool,
}

impl Period {
    fn of(episode: &Episode) -> Self {
        Self {
            start: episode.start,
            end: episode.end,
            last_reason_continues: goes_on(episode),
        }
    }

    /// Whether an episode, the next in order of time, breaks the period: an RNE S after the start,
    /// a REC other than X1 at the end of the episode before, or a gap.
    ///
    /// `2022-01-10` to `2022-06-01` with REC X1 and a next episode on `2022-06-01` are one period;
    /// a next episode on `2022-06-02` is another, since a day lies between.
    #[must_use]
    pub fn is_broken_by(&self, next: &Episode) -> bool {
        let starts_anew = next.reason_new == STARTED && next.start > self.start;
        let gap = self.end.is_some_and(|end| next.start > end);
        starts_anew || gap || !self.last_reason_continues
    }

    fn extend(&mut self, episode: &Episode) {
        self.end = match (self.end, episode.end) {
            (Some(a), Some(b)) => Some(a.max(b)),
            _ => None,
        };
        self.last_reason_continues = goes_on(episode);
    }
}

/// An episode that is open, or whose REC is X1 or blank.
fn goes_on(episode: &Episode) -> bool {
    episode.end.is_none() || episode.reason_ended == CONTINUES || episode.reason_ended.is_empty()
}

/// The period of care a child is in at the end of a day. V3 and V4 break it. The episodes are one
/// child's, joined over the years, in order of time.
///
/// In care from `2021-05-01`, home on `2022-02-01` (REC E4A), back on `2022-03-01` (RNE S): the
/// period at 31 March 2024 began on `2022-03-01`.
#[must_use]
pub fn period_at(episodes: &[Episode], day: Day) -> Option<Period> {
    let mut period: Option<Period> = None;
    for episode in episodes.iter().filter(|e| e.start <= day) {
        if is_short_break(episode) {
            period = None;
            continue;
        }
        match &mut period {
            Some(current) if !current.is_broken_by(episode) => current.extend(episode),
            Some(current) if current.end.is_none_or(|end| end > episode.start) => {
                // What overlaps goes on beside it.
                current.start = episode.start;
                current.extend(episode);
            }
            _ => period = Some(Period::of(episode)),
        }
    }
    period.filter(|p| p.end.is_none_or(|end| end > day))
}

/// The day the period of care began that a child is in on 31 March of a year.
#[must_use]
pub fn period_began(episodes: &[Episode], year: i16) -> Option<Day> {
    at_census(episodes, year)?;
    period_at(episodes, Day::census(year)).map(|period| period.start)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, episodes};
    use super::*;

    fn began(text: &str) -> Option<Day> {
        period_began(&episodes(text), 2024)
    }

    #[test]
    fn episodes_that_touch_are_one_period() {
        let text =
            "2021-05-01 2022-01-10 S C2 U4\n2022-01-10 2023-02-01 L C1 U4\n2023-02-01 - P C1 K2";
        assert_eq!(began(text), Some(day("2021-05-01")));
    }

    #[test]
    fn a_gap_breaks_it() {
        let text = "2021-05-01 2022-01-10 S C2 U4\n2022-01-11 - P C2 U4";
        assert_eq!(began(text), Some(day("2022-01-11")));
    }

    #[test]
    fn an_rne_s_after_the_start_breaks_it_although_dates_touch() {
        let text = "2021-05-01 2022-01-10 S C2 U4\n2022-01-10 - S C2 U4";
        assert_eq!(began(text), Some(day("2022-01-10")));
    }

    #[test]
    fn a_rec_other_than_x1_breaks_it_although_dates_touch() {
        let text = "2021-05-01 2022-01-10 S C2 U4 E4A\n2022-01-10 - P C2 U4";
        assert_eq!(began(text), Some(day("2022-01-10")));
    }

    #[test]
    fn a_short_break_breaks_it() {
        let text =
            "2021-05-01 2022-01-10 S C2 U4\n2022-01-10 2022-02-10 L V4 U4\n2022-02-10 - L C2 U4";
        assert_eq!(began(text), Some(day("2022-02-10")));
    }

    #[test]
    fn overlapping_episodes_leave_no_gap() {
        let text =
            "2021-05-01 2023-01-10 S C2 U4\n2022-01-10 2022-02-10 P C2 K2\n2022-12-01 - P C2 U4";
        assert_eq!(began(text), Some(day("2021-05-01")));
    }

    #[test]
    fn an_episode_that_goes_on_beside_one_that_begins_anew_is_no_gap() {
        let corrected = "2017-05-01 - S C2 U4\n2017-05-04 2023-04-01 S C2 U4";
        assert_eq!(began(corrected), Some(day("2017-05-04")));
    }

    #[test]
    fn a_child_out_of_care_is_in_no_period() {
        assert_eq!(began("2021-05-01 2024-03-31 S C2 U4 E4A"), None);
    }
}
