//! Placement stability: how often children move, and how long they stay with one carer.

use super::binding::Binding;
use super::count::{CENSUS, Count, Of};
use super::definition::{Definition, From};
use super::kind::Direction;

const DOMAIN: &str = "placement-stability";
const FROM_BOTH: &[From] = &[From::Published, From::Returns];

/// Children with three or more placements in the year.
const THREE_PLACEMENTS: Count = Count::children("three-placements").on_31_march();
/// Children without a short break in the year.
const WITHOUT_SHORT_BREAKS: Count = Count::children("without-short-breaks").on_31_march();
/// Children with the same carer for two years.
const SAME_CARER: Count = Count::children("same-carer").on_31_march();
/// Children under 16 looked after continuously for two and a half years.
const LONG_IN_CARE: Count = Count::children("long-in-care").on_31_march();
/// Children with three or more placements in two years.
const THREE_PLACEMENTS_IN_TWO_YEARS: Count =
    Count::children("three-placements-in-two-years").on_31_march();
/// Children looked after continuously for two years.
const TWO_YEARS_IN_CARE: Count = Count::children("two-years-in-care").on_31_march();
/// Placement changes that were not planned.
const UNPLANNED_MOVES: Count = Count::new(Of::Episodes, "unplanned-moves");
/// Placement changes with a reason.
const MOVES: Count = Count::new(Of::Episodes, "moves-with-reason");

pub(super) const INDICATORS: &[Definition] = &[
    Definition::proportion(
        DOMAIN,
        "three-placements",
        "Children with three or more placements in the year",
        THREE_PLACEMENTS,
        "children looked after on 31 March with three or more placements in the year",
    )
    .out_of(WITHOUT_SHORT_BREAKS, "children looked after on 31 March")
    .good(Direction::LowerIsBetter)
    .caveat("A move can be planned and good for the child.")
    .from(FROM_BOTH),
    Definition::proportion(
        DOMAIN,
        "same-carer-two-years",
        "Children with the same carer for two years",
        SAME_CARER,
        "of these children, those with the same carer for at least two years, or placed for adoption with the placement before it for at least two years",
    )
    .out_of(
        LONG_IN_CARE,
        "children under 16 looked after continuously for at least two and a half years on 31 March",
    )
    .good(Direction::HigherIsBetter)
    .from(FROM_BOTH),
    Definition::proportion(
        DOMAIN,
        "three-placements-two-years",
        "Children with three or more placements in two years",
        THREE_PLACEMENTS_IN_TWO_YEARS,
        "of these children, those with three or more placements in the two years",
    )
    .out_of(
        TWO_YEARS_IN_CARE,
        "children looked after continuously for two years on 31 March",
    )
    .good(Direction::LowerIsBetter)
    .caveat("A move can be planned and good for the child.")
    .from(FROM_BOTH),
    Definition::proportion(
        DOMAIN,
        "unplanned-moves",
        "Placement changes that were not planned",
        UNPLANNED_MOVES,
        "episodes that ended in the year for a reason other than the care plan, a move to an adoptive placement or custody",
    )
    .out_of(
        MOVES,
        "episodes that ended in the year with a reason recorded",
    )
    .good(Direction::LowerIsBetter)
    .caveat("Reasons are recorded by the authority.")
    .from(&[From::Returns]),
];

pub(super) const BINDINGS: &[Binding] = &[
    Binding::part_of(&[WITHOUT_SHORT_BREAKS], &[CENSUS]),
    Binding::part_of(&[LONG_IN_CARE], &[TWO_YEARS_IN_CARE]),
    Binding::part_of(&[TWO_YEARS_IN_CARE], &[CENSUS]),
    // Who has the same carer for two years has not moved in them.
    Binding::AtMost {
        parts: &[SAME_CARER, THREE_PLACEMENTS_IN_TWO_YEARS],
        wholes: &[TWO_YEARS_IN_CARE],
    },
    // Three placements in a year are three in two, of whoever has been looked after for so long.
    Binding::AtMost {
        parts: &[THREE_PLACEMENTS, TWO_YEARS_IN_CARE],
        wholes: &[THREE_PLACEMENTS_IN_TWO_YEARS, CENSUS],
    },
];
