//! Placement stability: how often children move, and how long they stay with one carer.

use crate::config::Direction;
use crate::source::published::Quantity;

use super::definition::{Definition, Formula, proportion};

const DOMAIN: &str = "placement-stability";

pub(super) const INDICATORS: &[Definition] = &[
    proportion(
        DOMAIN,
        "three-placements",
        "Children with three or more placements in the year",
        Direction::LowerIsBetter,
        "children looked after on 31 March with three or more placements in the year",
        "children looked after on 31 March",
        "A move can be planned and good for the child.",
        &[Formula::share(Quantity::ThreePlacements, Quantity::StabilityCla)],
    ),
    proportion(
        DOMAIN,
        "same-carer-two-years",
        "Children with the same carer for two years",
        Direction::HigherIsBetter,
        "of these children, those with the same carer for at least two years, or placed for adoption with the placement before it for at least two years",
        "children under 16 looked after continuously for at least two and a half years on 31 March",
        "",
        &[
            Formula::share(Quantity::SameCarerTwoYears, Quantity::StabilityClaLongTerm),
            Formula::share(Quantity::SamePlacementTwoYears, Quantity::StabilityClaLongTerm).noted(
                "Published under the earlier wording \"in the same placement\", which is read as the same carer.",
            ),
        ],
    ),
    proportion(
        DOMAIN,
        "three-placements-two-years",
        "Children with three or more placements in two years",
        Direction::LowerIsBetter,
        "of these children, those with three or more placements in the two years",
        "children looked after continuously for two years on 31 March",
        "A move can be planned and good for the child.",
        &[Formula::share(Quantity::ThreePlacementsTwoYears, Quantity::StabilityClaTwoYears)],
    ),
    proportion(
        DOMAIN,
        "unplanned-moves",
        "Placement changes that were not planned",
        Direction::LowerIsBetter,
        "placements that ended in the year for a reason other than the care plan, a move to an adoptive placement or custody",
        "placements that ended in the year with a reason recorded",
        "Reasons are recorded by the authority.",
        &[],
    ),
];
