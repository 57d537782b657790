//! PL_LA, PL_LOCATION and PL_DISTANCE, derived from postcodes where the return does not give them.

use crate::authority::AuthorityId;
use crate::source::{Point, Postcodes, miles_between};

use super::rule::{self, Findings};
use super::{Area, Episode, Locality, Token};

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
    let mut last_home = (Token::BLANK, None);
    for episode in episodes {
        let derived = postcodes.map(|all| {
            // A child's home is the same in most of its episodes.
            if last_home.0 != episode.home_post {
                last_home = (episode.home_post, all.find(episode.home_post));
            }
            derive(episode, year, all, last_home.1)
        });
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

fn derive(
    episode: &Episode,
    year: i16,
    postcodes: &Postcodes,
    home: Option<Point>,
) -> (Area, Option<f64>) {
    let Some(placement) = postcodes.find(episode.place_post) else {
        return (Area::Unknown, None);
    };
    let miles = home
        .and_then(Point::grid)
        .zip(placement.grid())
        .map(|(home, placement)| miles_between(home, placement));
    (postcodes.area(placement, year), miles)
}
