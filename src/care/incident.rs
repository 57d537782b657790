//! Missing incidents.

use crate::source::ssda903::{Absent, Episode};
use crate::source::{Day, Known};

use super::looked_after::looked_after_on;

/// Whether an incident belongs to a year: MIS_START on or before its 31 March, MIS_END blank or on
/// or after its 1 April, and the child looked after (not V3 or V4) on MIS_START by an episode of
/// that year's return. It counts in every year it touches.
///
/// An incident from `2023-03-30` to `2023-04-02` belongs to 2023 and to 2024. Where its end is not
/// known, one that began in the year belongs to it; of one begun before it cannot be said.
#[must_use]
pub fn belongs_to(incident: &Absent, episodes_of_return: &[Episode], year: i16) -> Option<bool> {
    let first = Day::first_of(year);
    if incident.start > Day::census(year) || !looked_after_on(episodes_of_return, incident.start) {
        return Some(false);
    }
    if incident.start >= first {
        return Some(true);
    }
    incident.end.judge_or(true, |end| end >= first)
}

/// Whether an incident is open at the end of 31 March; none where its end is not known.
#[must_use]
pub fn is_open_at(incident: &Absent, year: i16) -> Option<bool> {
    if incident.start > Day::census(year) {
        return Some(false);
    }
    incident.end.judge_or(true, |end| end > Day::census(year))
}

/// Days from MIS_START to MIS_END, an open incident being counted to 31 March. None for one begun
/// after 28 March and still open, of which it cannot be said whether it lasts three days, and for one
/// whose end is not known.
///
/// One that was left open though care ended is not still open: of a child who is not in care on 31 March it
/// is counted to that day, whenever it began.
///
/// From `2023-05-01` to `2023-05-04` are three days; one open since `2024-03-28` has lasted three
/// days on 31 March.
#[must_use]
pub fn days_missing(incident: &Absent, year: i16, in_care_on_31_march: bool) -> Option<i32> {
    match incident.end {
        Known::Read(end) => Some(end.since(incident.start)),
        Known::Unread => None,
        Known::Blank => {
            let days = Day::census(year).since(incident.start);
            (days >= 3 || !in_care_on_31_march).then_some(days)
        }
    }
}

/// How much the incidents of children who go missing often widen an interval: Σm² / Σm, m being
/// the incidents of each missing child.
///
/// ```
/// use care_scorecard::care::design_effect;
/// assert_eq!(design_effect([1, 1, 1].into_iter()), Some(1.0));
/// assert_eq!(design_effect([1, 3].into_iter()), Some(2.5));
/// assert_eq!(design_effect(std::iter::empty()), None);
/// ```
#[allow(clippy::cast_precision_loss, reason = "counts of incidents")]
#[must_use]
pub fn design_effect(incidents_of_children: impl Iterator<Item = usize>) -> Option<f64> {
    let (sum, squares) = incidents_of_children.fold((0, 0), |(s, q), m| (s + m, q + m * m));
    (sum > 0).then(|| squares as f64 / sum as f64)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{absent, episodes};
    use super::*;

    #[test]
    fn an_incident_counts_in_every_year_it_touches() {
        let care = episodes("2020-06-01 - S C2 U4");
        let incident = absent("M 2023-03-30 2023-04-01");
        assert_eq!(belongs_to(&incident, &care, 2023), Some(true));
        assert_eq!(belongs_to(&incident, &care, 2024), Some(true));
        assert_eq!(belongs_to(&incident, &care, 2025), Some(false));
        let open = absent("M 2023-03-30 -");
        assert_eq!(belongs_to(&open, &care, 2025), Some(true));
        assert_eq!(
            belongs_to(&absent("M 2024-04-01 -"), &care, 2024),
            Some(false)
        );
    }

    #[test]
    fn an_end_that_is_not_known_is_neither_open_nor_past() {
        let care = episodes("2020-06-01 - S C2 U4");
        let incident = absent("M 2023-05-01 ?");
        assert_eq!(belongs_to(&incident, &care, 2024), Some(true));
        assert_eq!(belongs_to(&incident, &care, 2025), None);
        assert_eq!(belongs_to(&incident, &care, 2023), Some(false));
        assert_eq!(is_open_at(&incident, 2024), None);
        assert_eq!(is_open_at(&incident, 2023), Some(false));
        assert_eq!(days_missing(&incident, 2024, true), None);
        assert_eq!(days_missing(&incident, 2024, false), None);
    }

    #[test]
    fn an_incident_outside_care_does_not_count() {
        let care = episodes("2023-06-01 2023-07-01 S C2 U4 E4A\n2023-08-01 2023-08-05 S V4 U4 E4A");
        let belongs = |text: &str| belongs_to(&absent(text), &care, 2024);
        assert_eq!(belongs("M 2023-07-01 -"), Some(true));
        assert_eq!(belongs("M 2023-07-02 -"), Some(false));
        assert_eq!(belongs("M 2023-05-31 2023-06-09"), Some(false));
        assert_eq!(belongs("M 2023-08-02 2023-08-03"), Some(false));
    }

    #[test]
    fn three_days_by_date() {
        let days = |text: &str| days_missing(&absent(text), 2024, true);
        assert_eq!(days("M 2023-05-01 2023-05-04"), Some(3));
        assert_eq!(days("M 2023-05-01 2023-05-01"), Some(0));
        assert_eq!(days("M 2024-03-28 -"), Some(3));
        assert_eq!(days("M 2024-03-29 -"), None);
        assert_eq!(days("M 2024-03-29 2024-03-30"), Some(1));
        // Left open though care ended: no longer open, and no three days either.
        let left = days_missing(&absent("M 2024-03-29 -"), 2024, false);
        assert_eq!(left, Some(2));
    }
}
