//! Children looked after on 31 March: what flags and other authorities' measures need of them.

use std::collections::BTreeMap;

use crate::authority::AuthorityId;
use crate::care::is_open_at;
use crate::source::ssda903::Area;

use super::formula::ChildLevel;
use super::left_out::Left;
use super::mix::{DistanceBand, Side};

/// Counts of the children looked after on 31 March, before any suppression.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::measure) struct Census {
    /// All.
    pub(in crate::measure) children: usize,
    /// Of them, placed outside.
    pub(super) outside: usize,
    /// Of all, with unknown location.
    pub(in crate::measure) location_unknown: usize,
    /// Of all, without unaccompanied children, whose distance is not expected.
    pub(in crate::measure) distance_expected: usize,
    /// Of those, with unknown distance.
    pub(in crate::measure) distance_unknown: usize,
    /// Missing incidents of the year, and those of them that are open on 31 March or were left open, as far
    /// as that is known, where the return has incidents.
    pub(in crate::measure) incidents: Option<(usize, usize)>,
    /// Those placed in the areas of other authorities, until these have been told.
    pub(super) placed_in: BTreeMap<AuthorityId, usize>,
    /// What is left out of these, since rows cannot be read, or it is not known in whose area a child is.
    pub(super) without_host: Left,
}

impl Census {
    pub(super) fn of(level: &ChildLevel<'_>, authority: AuthorityId) -> Self {
        // Of an incident whose end cannot be read it is not known whether it is open.
        let known = level.missing.iter();
        let known = known.filter_map(|missing| is_open_at(missing.incident, level.year()));
        let incidents = || {
            known.fold((0, 0), |(all, open), own| {
                (all + 1, open + usize::from(own))
            })
        };
        let mut census = Self {
            incidents: level.view.has_incidents.then(incidents),
            ..Self::default()
        };
        let mut without_host = 0;
        for (child, episode) in level.view.at_census() {
            let side = Side::of(episode);
            let expected = child.is_uasc_at(level.year()) == Some(false);
            let unknown = DistanceBand::of(episode) == DistanceBand::NotKnown;
            census.children += 1;
            census.outside += usize::from(side == Side::Outside);
            census.location_unknown += usize::from(side == Side::NotKnown);
            census.distance_expected += usize::from(expected);
            census.distance_unknown += usize::from(expected && unknown);
            let is_elsewhere = side != Side::Inside;
            without_host += usize::from(is_elsewhere && episode.area == Area::Unknown);
            match episode.area {
                Area::Authority(host) if side == Side::Outside && host != authority => {
                    *census.placed_in.entry(host).or_default() += 1;
                }
                _ => {}
            }
        }
        let unknown = Left::beside(without_host, census.children - without_host);
        // Where incidents name children that are not there, the table of episodes may be cut short.
        let of_nobody = level.left_out.missing;
        let cut_short = if of_nobody.is_too_much() {
            of_nobody
        } else {
            Left::default()
        };
        census.without_host = level.left_out.census.and(unknown).and(cut_short);
        census
    }
}
