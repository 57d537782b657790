//! Sufficiency: are there enough places in the area, and of the right kind.

use crate::care::{is_home, is_other_accommodation};
use crate::config::{Direction, Kind};
use crate::source::published::Quantity;
use crate::source::ssda903::{Locality, Token};

use super::Absence;
use super::children::{ChildLevel, Count, Counted, count};
use super::definition::{Definition, Formula, Numerator, Unit};

const DOMAIN: &str = "sufficiency";

/// The first year in which the code lists have K3 and Z11 to Z14.
const NEW_CODES: i16 = 2025;

/// Whether the definition of an indicator changed between two years, so that they do not compare.
pub fn definition_changed(indicator: &str, from: i16, to: i16) -> bool {
    indicator == "other-accommodation" && from < NEW_CODES && to >= NEW_CODES
}

pub(super) const INDICATORS: &[Definition] = &[
    Definition {
        code: "home-places-for-need",
        title: "Children's home places for the children who need one",
        domain: DOMAIN,
        direction: Direction::HigherIsBetter,
        kind: Kind::Number,
        unit: Unit::Percent,
        numerator: "registered children's home places in the area, at most as many as the authority's own children in a children's home or secure home on 31 March",
        denominator: "the authority's own children in a children's home or secure home on 31 March",
        caveat: "A place in the area is not always open to the authority's own children, and a surplus earns nothing.",
        children: Some(home_places_for_need),
        published: &[Formula {
            numerator: Numerator::HomePlaces,
            denominator: Some(Quantity::PlacementHomes),
            note: None,
        }],
    },
    Definition {
        code: "own-provision",
        title: "Children in the authority's own provision",
        domain: DOMAIN,
        direction: Direction::HigherIsBetter,
        kind: Kind::Proportion,
        unit: Unit::Percent,
        numerator: "children looked after on 31 March in provision run by the authority itself",
        denominator: "children looked after on 31 March",
        caveat: "Where a trust or company runs an authority's children's services, its placements can be recorded as not the authority's own.",
        children: Some(own_provision),
        published: &[Formula::share(
            Quantity::ProviderOwn,
            Quantity::ProviderTotal,
        )],
    },
    Definition {
        code: "other-accommodation",
        title: "Children in semi-independent or other accommodation",
        domain: DOMAIN,
        direction: Direction::LowerIsBetter,
        kind: Kind::Proportion,
        unit: Unit::Percent,
        numerator: "children looked after on 31 March in semi-independent accommodation, independent living or other placements (H5, P2, Z1, Z11 to Z14)",
        denominator: "children looked after on 31 March",
        caveat: "Registered supported accommodation (K3) is not counted; not compared across 2023/24 and 2024/25, when the codes changed.",
        children: Some(other_accommodation),
        published: &[],
    },
    Definition {
        code: "vacancies-while-placing-outside",
        title: "Own children's home vacancies while placing children outside",
        domain: DOMAIN,
        direction: Direction::None,
        kind: Kind::Number,
        unit: Unit::Percent,
        numerator: "vacant places in the authority's own children's homes, at most as many as its own children in a children's home outside the area",
        denominator: "the authority's own children in a children's home on 31 March",
        caveat: "A vacancy is not a match: the place may not suit the child.",
        children: Some(vacancies_while_placing_outside),
        published: &[],
    },
    Definition {
        code: "local-capacity-ratio",
        title: "Children placed in the area for each of the authority's own",
        domain: DOMAIN,
        direction: Direction::None,
        kind: Kind::Number,
        unit: Unit::Percent,
        numerator: "the authority's own children less those placed outside, plus children of other authorities placed within",
        denominator: "children looked after on 31 March",
        caveat: "It shows hosting pressure, not merit.",
        children: None,
        published: &[
            Formula {
                numerator: Numerator::DenominatorPlusLess(
                    Quantity::PlacedWithinFromElsewhere,
                    Quantity::PlacedOutsideNetGainFile,
                ),
                denominator: Some(Quantity::LocalityTotal),
                note: None,
            },
            Formula {
                numerator: Numerator::DenominatorPlusLess(
                    Quantity::PlacedWithinFromElsewhere,
                    Quantity::PlacedOutsideNetGainFile,
                ),
                denominator: Some(Quantity::StabilityCla),
                note: Some("The total is that of the placement stability file."),
            },
        ],
    },
];

/// min(places in the area, own children in K1 or K2 on 31 March) out of those children.
fn home_places_for_need(year: &ChildLevel<'_>) -> Counted {
    let places = year.homes.ok_or(Absence::NoData)?;
    let need = count(year.at_census(|_, episode| is_home(episode)));
    Ok(Count {
        numerator: places.min(need),
        denominator: Some(need),
        ..Count::default()
    })
}

/// Children in PR1 on 31 March.
fn own_provision(year: &ChildLevel<'_>) -> Counted {
    const OWN: Token = Token::of("PR1");
    year.needs_column("place_provider")?;
    Ok(year.share_at_census(|_, episode| episode.provider == OWN))
}

/// Children in H5, P2, Z1, Z11 to Z14 on 31 March.
fn other_accommodation(year: &ChildLevel<'_>) -> Counted {
    Ok(year.share_at_census(|_, episode| is_other_accommodation(episode)))
}

/// min(vacant places in own homes, own children in K2 placed outside) out of own children in K2.
fn vacancies_while_placing_outside(year: &ChildLevel<'_>) -> Counted {
    const HOME: Token = Token::of("K2");
    let vacant = year.vacancies.ok_or(Absence::NoData)?;
    year.needs_locations()?;
    let in_homes = year.at_census(|_, e| e.place == HOME);
    let outside = year.at_census(|_, e| e.place == HOME && e.locality == Some(Locality::Outside));
    Ok(Count {
        numerator: vacant.min(count(outside)),
        denominator: Some(count(in_homes)),
        ..Count::default()
    })
}
