//! PL_LA, PL_LOCATION and PL_DISTANCE, derived from postcodes where the return does not give them.

use crate::authority::AuthorityId;
use crate::source::{Postcodes, miles_between};

use super::rule::{self, Findings};
use super::{Area, Episode, Locality};

/// How far a given distance may stand from the derived one, for rounding.
const ROUNDING: f64 = 0.1 + 1e-9;

/// Completes the episodes of an authority's return of a year. What the return gives wins; where
/// the postcodes say otherwise, that is noted.
///
/// PL_LOCATION is OUT where PL_LA is not the responsible authority. Where neither can be told it
/// stays unknown, never OUT.
pub fn locate(
    episodes: &mut [Episode],
    authority: AuthorityId,
    year: i16,
    postcodes: Option<&Postcodes>,
    findings: &mut Findings,
) {
    for episode in episodes {
        let derived = postcodes.map(|all| derive(episode, year, all));
        let (area, miles) = derived.unwrap_or_default();
        if area != Area::Unknown && episode.area != Area::Unknown && area != episode.area {
            findings.note(&rule::LA_DIFFERS, episode.origin);
        }
        if episode.area == Area::Unknown {
            episode.area = area;
        }
        let side = side_of(episode.area, authority);
        match (episode.locality, side_of(area, authority)) {
            (Some(given), Some(derived)) if given != derived => {
                findings.note(&rule::LOCATION_DIFFERS, episode.origin);
            }
            (None, _) => episode.locality = side,
            _ => {}
        }
        match (episode.miles, miles) {
            (Some(given), Some(derived)) if (given - derived).abs() > ROUNDING => {
                findings.note(&rule::DISTANCE_DIFFERS, episode.origin);
            }
            (None, derived) => episode.miles = derived,
            _ => {}
        }
    }
}

fn side_of(area: Area, authority: AuthorityId) -> Option<Locality> {
    match area {
        Area::Authority(id) if id == authority => Some(Locality::Inside),
        Area::Authority(_) | Area::OutsideEngland => Some(Locality::Outside),
        Area::Unknown => None,
    }
}

fn derive(episode: &Episode, year: i16, postcodes: &Postcodes) -> (Area, Option<f64>) {
    let Some(placement) = postcodes.find(episode.place_post) else {
        return (Area::Unknown, None);
    };
    let home = postcodes.find(episode.home_post);
    let miles = home
        .and_then(super::super::Point::grid)
        .zip(placement.grid())
        .map(|(home, placement)| miles_between(home, placement));
    (postcodes.area(placement, year), miles)
}
