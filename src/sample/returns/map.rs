//! An invented map: every authority's area is a rectangle, with postcodes that cannot be real.
//!
//! No postcode area begins with V, Q or X, so every postcode here does.

use super::hosting::{self, Hosts};
use crate::sample::draw::Draw;
use crate::sample::nation::Authority;

/// Metres to the mile, as distances in the returns are reckoned.
const MILE: f64 = 1_609.3;
/// First and second letters of postcodes.
const LETTERS: (&[u8], &[u8]) = (b"VQX", b"ABDEGHKLCFIJMNOPQRSTUVWXYZ");
/// Districts to two letters; each authority has one of its own.
const DISTRICTS: usize = 97;
/// The most authorities that have a district of their own.
pub(in crate::sample) const MOST_AUTHORITIES: usize = LETTERS.0.len() * LETTERS.1.len() * DISTRICTS;
/// The farthest distance that counts as near, in tenths of a mile.
pub(super) const NEAR: u16 = 200;

/// A postcode and where it lies.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) code: String,
    pub(super) easting: i32,
    pub(super) northing: i32,
}

/// A postcode of an authority, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) host: u16,
    pub(super) post: u16,
}

/// What kind of place is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Near,
    FarWithin,
    NearOutside,
    FarOutside,
}

/// The map.
#[derive(Debug)]
pub(super) struct Map {
    areas: Vec<Area>,
}

#[derive(Debug)]
struct Area {
    posts: Vec<Post>,
    hosts: Hosts,
}

#[derive(Debug, Clone, Copy)]
struct Rectangle {
    west: f64,
    south: f64,
    width: f64,
    height: f64,
}

impl Rectangle {
    fn middle(&self) -> (f64, f64) {
        (self.west + self.width / 2.0, self.south + self.height / 2.0)
    }
}

impl Map {
    /// The map of a nation.
    pub(super) fn of(seed: u64, nation: &[Authority]) -> Self {
        let rectangles = rectangles(nation);
        let middles: Vec<(f64, f64)> = rectangles.iter().map(Rectangle::middle).collect();
        let posts: Vec<Vec<Post>> = nation
            .iter()
            .zip(&rectangles)
            .map(|(authority, rectangle)| posts(seed, authority, rectangle))
            .collect();
        let within = |a: usize, b: usize| share_near(&posts[a], &posts[b]);
        let hosts = hosting::hosts(nation, &middles, within);
        let areas = posts.into_iter().zip(hosts);
        Self {
            areas: areas.map(|(posts, hosts)| Area { posts, hosts }).collect(),
        }
    }

    /// The postcodes of an authority's area.
    pub(super) fn posts(&self, host: u16) -> &[Post] {
        self.areas
            .get(usize::from(host))
            .map_or(&[], |area| &area.posts)
    }

    /// A postcode.
    pub(super) fn post(&self, at: At) -> Option<&Post> {
        self.posts(at.host).get(usize::from(at.post))
    }

    /// Any postcode of an authority.
    pub(super) fn anywhere(&self, host: u16, draw: &mut Draw) -> At {
        At {
            host,
            post: draw.below(self.posts(host).len()) as u16,
        }
    }

    /// Tenths of a mile between two postcodes.
    pub(super) fn tenths(&self, from: At, to: At) -> Option<u16> {
        Some(tenths_between(self.post(from)?, self.post(to)?))
    }

    /// A postcode of the wanted kind, as near to it as some tries find, and never `not`.
    pub(super) fn find(
        &self,
        owner: u16,
        home: Option<At>,
        want: Want,
        not: Option<At>,
        draw: &mut Draw,
    ) -> At {
        let mut best: Option<(u16, At)> = None;
        for _ in 0..24 {
            let at = self.anywhere(self.host(owner, want, draw), draw);
            if Some(at) == not || Some(at) == home {
                continue;
            }
            let tenths = home.and_then(|home| self.tenths(home, at));
            let miss = match (want, tenths) {
                (Want::Near | Want::NearOutside, Some(tenths)) => tenths.saturating_sub(NEAR),
                (_, Some(tenths)) => (NEAR + 1).saturating_sub(tenths),
                (_, None) => 0,
            };
            if best.is_none_or(|(least, _)| miss < least) {
                best = Some((miss, at));
            }
            if miss == 0 {
                break;
            }
        }
        best.map_or_else(|| self.anywhere(owner, draw), |(_, at)| at)
    }

    fn host(&self, owner: u16, want: Want, draw: &mut Draw) -> u16 {
        let area = self.areas.get(usize::from(owner));
        match (want, area) {
            (Want::NearOutside, Some(area)) => draw.weighted(&area.hosts.near).unwrap_or(owner),
            (Want::FarOutside, Some(area)) => draw.weighted(&area.hosts.far).unwrap_or(owner),
            _ => owner,
        }
    }
}

fn tenths_between(from: &Post, to: &Post) -> u16 {
    let east = f64::from(from.easting - to.easting);
    let north = f64::from(from.northing - to.northing);
    let miles = libm::sqrt(east * east + north * north) / MILE;
    libm::floor(miles * 10.0 + 0.5) as u16
}

/// The share of pairs of postcodes that are near each other, from the first of both.
fn share_near(one: &[Post], other: &[Post]) -> f64 {
    const LOOKED_AT: usize = 16;
    let (one, other) = (one.iter().take(LOOKED_AT), other.iter().take(LOOKED_AT));
    let pairs = one.clone().count() * other.clone().count();
    let near = one
        .flat_map(|from| other.clone().map(move |to| tenths_between(from, to)))
        .filter(|tenths| *tenths <= NEAR);
    near.count() as f64 / pairs.max(1) as f64
}

/// Lays the areas out in bands from north to south, each about as wide as the whole is high.
fn rectangles(nation: &[Authority]) -> Vec<Rectangle> {
    let whole: f64 = nation.iter().map(|a| a.kind.side() * a.kind.side()).sum();
    let breadth = libm::sqrt(whole) * 0.8;
    let mut all = Vec::with_capacity(nation.len());
    let mut rest = nation;
    let mut south = 0.0;
    while !rest.is_empty() {
        let mut surface = 0.0;
        let mut taken = 0;
        let mut tallest = 0.0_f64;
        for authority in rest {
            let side = authority.kind.side();
            if taken > 0 && surface / tallest.max(side) >= breadth * 0.95 {
                break;
            }
            surface += side * side;
            tallest = tallest.max(side);
            taken += 1;
            if surface / breadth >= 0.55 * tallest && taken >= 3 {
                break;
            }
        }
        let height = (surface / breadth).max(1.0);
        let mut west = 0.0;
        for authority in rest.iter().take(taken) {
            let width = authority.kind.side() * authority.kind.side() / height;
            all.push(Rectangle {
                west: west * 1000.0 + 100_000.0,
                south: south * 1000.0 + 100_000.0,
                width: width * 1000.0,
                height: height * 1000.0,
            });
            west += width;
        }
        south += height;
        rest = rest.get(taken..).unwrap_or_default();
    }
    all
}

/// The first half of an authority's postcodes.
fn district(number: usize) -> String {
    let (first, second) = LETTERS;
    let area = number / DISTRICTS;
    format!(
        "{}{}{}",
        char::from(first[area / second.len() % first.len()]),
        char::from(second[area % second.len()]),
        number % DISTRICTS + 1
    )
}

fn posts(seed: u64, authority: &Authority, area: &Rectangle) -> Vec<Post> {
    const UNIT: [char; 20] = [
        'A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X',
        'Y', 'Z',
    ];
    let mut draw = Draw::of(seed, "posts", authority.number as u64);
    let count = 24 + (authority.profile.children / 6.0) as usize;
    let district = district(authority.number);
    // 4,000 units a district; a stride prime to that number visits each once.
    let first = draw.below(4_000);
    let edge = 0.02;
    let within = |unit: f64| edge + (1.0 - 2.0 * edge) * unit;
    (0..count.min(4_000))
        .map(|at| {
            let unit = (first + at * 1_367) % 4_000;
            let (sector, pair) = (unit / 400, unit % 400);
            Post {
                code: format!("{district} {sector}{}{}", UNIT[pair / 20], UNIT[pair % 20]),
                easting: (area.west + area.width * within(draw.unit())) as i32,
                northing: (area.south + area.height * within(draw.unit())) as i32,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::nation;
    use std::collections::BTreeSet;

    #[test]
    fn postcodes_are_distinct_and_cannot_be_real() {
        let districts: Vec<String> = (0..MOST_AUTHORITIES).map(district).collect();
        assert_eq!(districts.iter().collect::<BTreeSet<_>>().len(), 7_566);
        assert!(
            districts
                .iter()
                .all(|code| code.starts_with(['V', 'Q', 'X']))
        );
        let nation = nation::authorities(1, 200);
        let map = Map::of(1, &nation);
        let codes: Vec<&str> = (0..200_u16)
            .flat_map(|host| map.posts(host).iter().map(|post| post.code.as_str()))
            .collect();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    }

    #[test]
    fn places_are_mostly_of_the_kind_wanted() {
        let nation = nation::authorities(1, 153);
        let map = Map::of(1, &nation);
        let mut draw = Draw::of(1, "test", 0);
        for (want, least) in [
            (Want::Near, 0.9),
            (Want::NearOutside, 0.8),
            (Want::FarOutside, 0.98),
        ] {
            let mut met = 0;
            for owner in 0..153_u16 {
                let home = map.anywhere(owner, &mut draw);
                let at = map.find(owner, Some(home), want, None, &mut draw);
                let near = map.tenths(home, at).unwrap() <= NEAR;
                met += usize::from(
                    near == (want != Want::FarOutside)
                        && (at.host == owner) == (want == Want::Near),
                );
            }
            assert!(met as f64 >= least * 153.0, "{want:?}: {met} of 153");
        }
    }
}
