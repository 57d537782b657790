//! An authority's children as they are: what everything that happens to them is done to.

use super::child::Child;
use super::day::{Day, first_of, last_of};
use super::legal;
use super::map::Map;
use crate::sample::draw::{Draw, whole};
use crate::sample::nation::{Authority, Profile};

/// An authority being simulated.
#[derive(Debug)]
pub(super) struct Simulation<'a> {
    pub(super) authority: &'a Authority,
    pub(super) map: &'a Map,
    /// The profile in the year being lived through.
    pub(super) profile: Profile,
    pub(super) draw: Draw,
    pub(super) children: Vec<Child>,
    seed: u64,
    last_year: i16,
    next_number: u32,
}

/// A year and its days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Year {
    pub(super) year: i16,
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Year {
    /// The year ending on 31 March of `year`.
    pub(super) fn ending(year: i16) -> Self {
        Self {
            year,
            first: first_of(year),
            last: last_of(year),
        }
    }
}

impl<'a> Simulation<'a> {
    /// An authority that no child has come to yet.
    pub(super) fn empty(seed: u64, authority: &'a Authority, map: &'a Map, last_year: i16) -> Self {
        Self {
            authority,
            map,
            profile: authority.profile,
            draw: Draw::of(seed, "authority", authority.number as u64),
            children: Vec::new(),
            seed,
            last_year,
            next_number: 0,
        }
    }

    /// Children at 31 March of a year.
    pub(super) fn target(&self, year: i16) -> usize {
        let back = f64::from(self.last_year - year);
        let profile = &self.authority.profile;
        whole(profile.children / libm::pow(1.0 + profile.growth, back))
    }

    /// What its figures shall be in a year.
    pub(super) fn profile_in(&self, year: i16) -> Profile {
        let stream = self.authority.number as u64 * 10_000 + year as u64;
        let mut drift = Draw::of(self.seed, "drift", stream);
        let back = f64::from(self.last_year - year).min(3.0);
        self.authority.profile.earlier(back, &mut drift)
    }

    /// Those looked after at the end, short breaks aside, by their place in the list.
    pub(super) fn present(&self) -> Vec<usize> {
        let all = 0..self.children.len();
        all.filter(|at| self.children[*at].is_looked_after())
            .collect()
    }

    /// Adds a child who has not come into care yet; returns its place in the list.
    pub(super) fn add_aged(&mut self, born: Day, uasc: bool) -> usize {
        let number = self.next_number;
        self.next_number += 1;
        let owner = self.authority.number as u16;
        let home = (!uasc).then(|| self.map.anywhere(owner, &mut self.draw));
        let (ethnic, need) = legal::background(uasc, &mut self.draw);
        self.children.push(Child {
            number,
            girl: self.draw.happens(if uasc { 0.04 } else { 0.47 }),
            born,
            ethnic,
            need,
            uasc,
            short_breaks: false,
            home,
            periods: Vec::new(),
            incidents: Vec::new(),
            moves: [0, 0],
        });
        self.children.len() - 1
    }
}
