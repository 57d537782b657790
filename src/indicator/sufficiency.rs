//! Sufficiency: are there enough places in the area, and of the right kind.

use super::binding::Binding;
use super::count::{CENSUS, Count, Of};
use super::definition::{Beside, Definition, From, Places};
use super::kind::{Direction, Kind, Unit};
use super::out_of_area::OUTSIDE;

const DOMAIN: &str = "sufficiency";
const FROM_BOTH: &[From] = &[From::Published, From::Returns];

/// Places of children's homes in the area that the authority's own children in homes can take.
const USABLE_PLACES: Count = Count::new(Of::Things, "usable-home-places").on_31_march();
/// Own children in a children's home or secure home.
pub const IN_HOMES: Count = Count::children("in-homes").on_31_march();
/// Own children in a children's home that is not secure.
const IN_OPEN_HOMES: Count = Count::children("in-open-homes").on_31_march();
/// Children in provision run by the authority itself.
pub const OWN_PROVISION: Count = Count::children("own-provision").on_31_march();
/// Children in semi-independent or other accommodation.
pub const OTHER_ACCOMMODATION: Count = Count::children("other-accommodation").on_31_march();
/// Vacant places in own homes, at most as many as own children in a home outside.
const VACANT_PLACES: Count = Count::children("vacancies-while-placing-outside").on_31_march();
/// Own children less those outside, plus others' placed within.
pub const IN_AREA: Count = Count::children("placed-in-area").on_31_march();

pub(super) const INDICATORS: &[Definition] = &[
    Definition::proportion(
        DOMAIN,
        "home-places-for-need",
        "Children's home places for the children who need one",
        USABLE_PLACES,
        "registered children's home places in the area, at most as many as the authority's own children in a children's home or secure home on 31 March",
    )
    .out_of(
        IN_HOMES,
        "the authority's own children in a children's home or secure home on 31 March",
    )
    .good(Direction::HigherIsBetter)
    .written(Kind::Number, Unit::Percent)
    .caveat("A place in the area is not always open to the authority's own children, and a surplus earns nothing.")
    .from(&[From::With(Beside::Places)]),
    Definition::proportion(
        DOMAIN,
        "own-provision",
        "Children in the authority's own provision",
        OWN_PROVISION,
        "children looked after on 31 March in provision run by the authority itself",
    )
    .out_of(CENSUS, "children looked after on 31 March")
    .good(Direction::HigherIsBetter)
    .caveat("Where a trust or company runs an authority's children's services, its placements can be recorded as not the authority's own.")
    .from(FROM_BOTH),
    Definition::proportion(
        DOMAIN,
        "other-accommodation",
        "Children in semi-independent or other accommodation",
        OTHER_ACCOMMODATION,
        "children looked after on 31 March in semi-independent accommodation, independent living or other placements (H5, P2, Z1, Z11 to Z14)",
    )
    .out_of(CENSUS, "children looked after on 31 March")
    .good(Direction::LowerIsBetter)
    .caveat("Registered supported accommodation (K3) is not counted; not compared across 2023/24 and 2024/25, when the codes changed.")
    .from(&[From::Returns]),
    Definition::proportion(
        DOMAIN,
        "vacancies-while-placing-outside",
        "Own children's home vacancies while placing children outside",
        VACANT_PLACES,
        "vacant places in the authority's own children's homes, at most as many as its own children in a children's home outside the area",
    )
    .out_of(
        IN_OPEN_HOMES,
        "the authority's own children in a children's home on 31 March",
    )
    .written(Kind::Number, Unit::Percent)
    .caveat("A vacancy is not a match: the place may not suit the child.")
    .from(&[From::Returns, From::With(Beside::Vacancies)]),
    Definition::proportion(
        DOMAIN,
        "local-capacity-ratio",
        "Children placed in the area per 100 of the authority's own",
        IN_AREA,
        "the authority's own children less those placed outside, plus children of other authorities placed within",
    )
    .out_of(CENSUS, "children looked after on 31 March")
    .written(Kind::Number, Unit::PerHundred)
    .caveat("It shows hosting pressure, not merit.")
    .from(FROM_BOTH)
    .needs(Places::Side),
];

pub(super) const BINDINGS: &[Binding] = &[
    Binding::part_of(&[OWN_PROVISION], &[CENSUS]),
    Binding::part_of(&[OTHER_ACCOMMODATION], &[CENSUS]),
    Binding::part_of(&[IN_HOMES], &[CENSUS]),
    // Rows of one table.
    Binding::AtMost {
        parts: &[OTHER_ACCOMMODATION, IN_HOMES],
        wholes: &[CENSUS],
    },
    // Those in secure homes are what is left of those in homes.
    Binding::Difference {
        of: &[IN_HOMES],
        less: &[IN_OPEN_HOMES],
    },
    // Places are counted up to the children who need one, so that they tell of these.
    Binding::Together {
        count: IN_HOMES,
        others: &[USABLE_PLACES],
    },
    // Children of other authorities placed here are what those placed in the area leave of the
    // authority's own who are not outside; a table prints how many they are.
    Binding::Difference {
        of: &[IN_AREA, OUTSIDE],
        less: &[CENSUS],
    },
    Binding::Together {
        count: OUTSIDE,
        others: &[IN_AREA],
    },
    Binding::Together {
        count: CENSUS,
        others: &[IN_AREA],
    },
    Binding::stands_in(IN_HOMES, ["placements", "homes", "children"]),
    Binding::stands_in(
        OTHER_ACCOMMODATION,
        ["placements", "other-accommodation", "children"],
    ),
    Binding::stands_in(OWN_PROVISION, ["providers", "PR1", "children"]),
];
