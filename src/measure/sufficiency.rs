//! Sufficiency: are there enough places in the area, and of the right kind.

use crate::care::{is_home, is_other_accommodation};
use crate::source::published::Quantity;
use crate::source::ssda903::{EpisodeColumn, Locality, Token};

use super::Absence;
use super::children::{ChildLevel, Count, Counted, count};
use super::computation::{Computation, Formula, Numerator};

/// The first year in which the code lists have K3 and Z11 to Z14.
const NEW_CODES: i16 = 2025;

/// Whether the definition of an indicator changed between two years, so that they do not compare.
pub fn definition_changed(indicator: &str, from: i16, to: i16) -> bool {
    indicator == "other-accommodation" && from < NEW_CODES && to >= NEW_CODES
}

pub(super) const COMPUTED: &[Computation] = &[
    Computation::of("home-places-for-need")
        .published(&[Formula {
            numerator: Numerator::HomePlaces,
            denominator: Some(Quantity::PlacementHomes),
            note: None,
        }])
        .counted(home_places_for_need),
    Computation::of("own-provision")
        .published(&[Formula::share(
            Quantity::ProviderOwn,
            Quantity::ProviderTotal,
        )])
        .counted(own_provision),
    Computation::of("other-accommodation").counted(other_accommodation),
    Computation::of("vacancies-while-placing-outside").counted(vacancies_while_placing_outside),
    Computation::of("local-capacity-ratio").published(&[
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
    ]),
];

/// min(places in the area, own children in K1 or K2 on 31 March) out of those children.
fn home_places_for_need(year: &ChildLevel<'_>) -> Counted {
    let places = year.homes.ok_or(Absence::NoData)?;
    let need = count(year.at_census(|_, episode| is_home(episode)));
    Ok(Count {
        numerator: places.min(need),
        denominator: Some(need),
        left: year.unread_at_census(EpisodeColumn::Place),
        ..Count::default()
    })
}

/// Children in PR1 on 31 March.
fn own_provision(year: &ChildLevel<'_>) -> Counted {
    const OWN: Token = Token::of("PR1");
    year.needs_column("place_provider")?;
    Ok(year.share_at_census(|_, episode| {
        let unread = episode.unread.has(EpisodeColumn::Provider);
        (!unread).then_some(episode.provider == OWN)
    }))
}

/// Children in H5, P2, Z1, Z11 to Z14 on 31 March.
fn other_accommodation(year: &ChildLevel<'_>) -> Counted {
    Ok(year.share_at_census(|_, episode| {
        let unread = episode.unread.has(EpisodeColumn::Place);
        (!unread).then(|| is_other_accommodation(episode))
    }))
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
        left: year
            .unread_at_census(EpisodeColumn::Place)
            .and(year.unread_at_census(EpisodeColumn::Location)),
        ..Count::default()
    })
}
