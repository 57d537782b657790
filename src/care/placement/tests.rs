//! Placements, counted.

use crate::source::Day;

use super::super::testing::{day, episodes};
use super::*;

fn count(text: &str, counting: Counting) -> usize {
    let episodes = episodes(text);
    count_in(
        &placements(&episodes, counting),
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
    let text = "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-07-02 T C2 U6\n2023-07-02 - L C1 U6";
    assert_eq!(count(text, Counting::Placements), 1);
    assert_eq!(count(text, Counting::SameCarerMovesToo), 2);
    assert_eq!(count(text, Counting::Carers), 1);
}

#[test]
fn a_move_into_fostering_for_adoption_counts() {
    let text = "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-07-02 T C2 U5\n2023-07-02 - L C1 U5";
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
    let text = "2022-05-01 2023-06-02 S C2 U4\n2023-06-03 2023-06-09 P C2 T0\n2023-06-09 - P C2 U4";
    assert_eq!(official(text), 2);
    assert_eq!(official(&text.replace("- P C2", "- L C2")), 1);
}

#[test]
fn a_short_break_ends_it() {
    let text = "2022-05-01 2023-06-02 S C2 U4\n2023-06-02 2023-06-09 L V4 U4\n2023-06-09 - L C2 U4";
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
    let own = "2019-06-01 2020-06-01 S C2 K2\n2020-06-01 2023-11-01 P C2 U4\n2023-11-01 - P E1 A5";
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

#[test]
fn a_change_of_legal_status_goes_on_with_the_placement_that_ended_that_day() {
    // Carer A since May, carer B beside from June; in September the legal status of A changes.
    let text = "2023-05-28 2023-09-05 S D1 U5 X1 AA1\n2023-06-14 - P D1 U4 X1 BB1\n2023-09-05 - L E1 U5 X1 AA1";
    assert_eq!(official(text), 2);
    assert_eq!(count(text, Counting::SameCarerMovesToo), 2);
    // Of two that ended that day it is the one with the same place, address and URN.
    let both = "2022-05-28 2023-09-05 S D1 U5 X1 AA1\n2022-06-14 2023-09-05 P D1 U4 X1 BB1\n2023-09-05 - L E1 U5 X1 AA1";
    let all = episodes(both);
    let placed = placements(&all, Counting::Placements);
    assert_eq!(placed[0].end, None);
    assert_eq!(placed[1].end, Some(day("2023-09-05")));
}

#[test]
fn where_nothing_ended_that_day_the_placement_begun_last_goes_on() {
    let all = episodes(
        "2022-05-28 - S D1 U5 X1 AA1\n2022-06-14 2023-09-01 P D1 U4 X1 BB1\n2023-09-05 - L E1 U4 X1 BB1",
    );
    let placed = placements(&all, Counting::Placements);
    assert_eq!(placed.len(), 2);
    assert_eq!(placed[1].end, None);
}

#[test]
fn a_change_of_legal_status_at_one_address_is_never_a_move() {
    let text = "2022-05-01 2023-06-02 S D1 U4 X1 AA1\n2023-06-02 - L E1 U5 X1 AA1";
    assert_eq!(official(text), 1);
    assert_eq!(official(&text.replace("- L E1", "- U E1")), 2);
    let after_hospital = "2022-05-01 2023-06-02 S D1 U4 X1 AA1\n2023-06-02 2023-06-09 P D1 T0\n2023-06-09 - L E1 U5 X1 AA1";
    assert_eq!(official(after_hospital), 1);
    assert_eq!(official(&after_hospital.replace("- L E1", "- P E1")), 2);
    let elsewhere = after_hospital.replace("U5 X1 AA1", "U5 X1 BB1");
    assert_eq!(official(&elsewhere), 2);
}

#[test]
fn adoption_by_the_carer_continues_it_over_temporary_spells() {
    let over = "2022-05-01 2023-06-02 S C2 U4 X1 AA1\n2023-06-02 2023-06-09 P C2 T0\n2023-06-09 - P E1 A5 X1 BB1";
    assert_eq!(official(over), 1);
    assert_eq!(official(&over.replace("A5", "A6")), 2);
    assert_eq!(
        official(&over.replace("2023-06-02 P C2 T0", "2023-06-03 P C2 T0")),
        1
    );
}

#[test]
fn a_placement_that_stands_twice_is_one() {
    let twice =
        "2022-05-01 - S C2 U4 X1 AA1\n2022-05-04 2023-04-01 S C2 U4 X1 AA1\n2023-09-01 - P C2 K2";
    assert_eq!(official(twice), 2);
    let at_another = twice.replace("S C2 U4 X1 AA1\n2023-09", "S C2 U4 X1 BB1\n2023-09");
    assert_eq!(official(&at_another.replace("2023-04-01", "2023-04-02")), 3);
    // One after the other is not one within the other.
    let after = "2022-05-01 2023-05-04 S C2 U4 X1 AA1\n2023-05-04 - P C2 U4 X1 AA1";
    assert_eq!(official(after), 2);
    // The row itself twice.
    let row = "2023-05-04 - S C2 U4 X1 AA1";
    assert_eq!(official(&format!("{row}\n{row}")), 1);
    let longer = "2023-05-04 2023-06-04 S C2 U4 X1 AA1\n2023-05-04 - S C2 U4 X1 AA1";
    assert_eq!(official(longer), 1);
}

#[test]
fn a_short_break_ends_also_what_goes_on_beside_it() {
    let text = "2022-05-01 - S C2 U4 X1 AA1\n2023-06-02 2023-06-09 L V4 U4 X1 AA1\n2023-06-09 - L C2 U4 X1 AA1";
    assert_eq!(official(text), 2);
}

#[test]
fn who_is_placed_for_adoption_keeps_the_start_of_what_ended_that_day() {
    let text = "2019-06-01 2023-11-01 S C2 U4 X1 AA1\n2022-06-01 2023-07-01 P C2 K2 X1 BB1\n2023-11-01 - P E1 A6 X1 CC1";
    assert_eq!(since(text), Some(day("2019-06-01")));
}
