//! Bringing an authority's placements at the year's end to its profile.

use super::child::{Child, Place};
use super::map::{NEAR, Want};
use super::placing::{located, urn, want};
use super::simulation::{Simulation, Year};
use crate::sample::draw::whole;
use crate::sample::nation::Profile;

/// A child whose latest stay began this year, and may therefore still be another place.
fn open_to_change(simulation: &Simulation<'_>, year: Year) -> Vec<usize> {
    let mut open: Vec<usize> = simulation.present();
    open.retain(|at| {
        let stay = simulation.children[*at]
            .period()
            .and_then(|period| period.stay());
        stay.is_some_and(|stay| stay.start >= year.first && !stay.place.is_adoption())
    });
    open
}

/// Changes places begun this year until homes, own provision, places outside and places far
/// outside are as many as the profile has them.
pub(super) fn settle(simulation: &mut Simulation<'_>, year: Year) {
    let total = simulation.present().len() as f64;
    let profile = simulation.profile;
    let mut open = open_to_change(simulation, year);
    simulation.draw.shuffle(&mut open);
    settle_homes(simulation, &open, whole(total * profile.homes), year);
    settle_own(simulation, &open, whole(total * profile.own_provision));
    settle_outside(simulation, &open, whole(total * profile.outside), &profile);
    settle_far(simulation, &open, whole(total * profile.far_outside));
}

fn count(simulation: &Simulation<'_>, is: impl Fn(&Child, &Place) -> bool) -> usize {
    let held = |at: &usize| {
        let child = &simulation.children[*at];
        child.place().is_some_and(|place| is(child, place))
    };
    simulation.present().into_iter().filter(held).count()
}

fn replace(simulation: &mut Simulation<'_>, at: usize, mut place: Place) {
    let Some(period) = simulation.children[at].period_mut() else {
        return;
    };
    let before = period.stays.iter().rev().nth(1).map(|stay| stay.place);
    if before == Some(place) {
        place.urn += 1;
    }
    if let Some(stay) = period.stays.last_mut() {
        stay.place = place;
    }
}

fn settle_homes(simulation: &mut Simulation<'_>, open: &[usize], wanted: usize, year: Year) {
    let mut have = count(simulation, |_, place| place.is_home());
    for at in open {
        let child = &simulation.children[*at];
        let Some(place) = child.place().copied() else {
            continue;
        };
        let fits = child.age(year.first) >= 8.0 && !child.uasc;
        if have < wanted && fits && matches!(place.code, "U4" | "U6" | "U5") {
            let profile = simulation.profile;
            let child = &simulation.children[*at];
            let kind = simulation.authority.kind;
            let want = want(child, "K2", kind, &profile, &mut simulation.draw);
            let new = located(simulation, *at, "K2", "PR4", want);
            replace(simulation, *at, new);
            have += 1;
        } else if have > wanted && place.code == "K2" {
            let new = Place {
                code: "U6",
                provider: "PR4",
                urn: 9_200_000,
                ..place
            };
            replace(simulation, *at, new);
            have -= 1;
        }
    }
}

fn settle_own(simulation: &mut Simulation<'_>, open: &[usize], wanted: usize) {
    let owner = simulation.authority.number as u16;
    let mut have = count(simulation, |_, place| place.provider == "PR1");
    for at in open {
        let Some(place) = simulation.children[*at].place().copied() else {
            continue;
        };
        let may_own = match place.code {
            "U4" | "U5" | "U6" => true,
            "K2" | "K3" | "H5" => place.at.host == owner,
            _ => false,
        };
        let provider = match (place.provider == "PR1", may_own) {
            (false, true) if have < wanted => "PR1",
            (true, true) if have > wanted => "PR4",
            _ => continue,
        };
        have = if provider == "PR1" {
            have + 1
        } else {
            have - 1
        };
        let mut new = Place { provider, ..place };
        new.urn = urn(&new, owner, &mut simulation.draw);
        replace(simulation, *at, new);
    }
}

fn may_go_out(place: &Place) -> bool {
    place.is_foster()
        || (place.provider != "PR1" && !matches!(place.code, "P1" | "A3" | "A4" | "A5" | "A6"))
}

fn settle_outside(
    simulation: &mut Simulation<'_>,
    open: &[usize],
    wanted: usize,
    profile: &Profile,
) {
    let owner = simulation.authority.number as u16;
    let mut have = count(simulation, |_, place| place.at.host != owner);
    let far = profile.far_outside / profile.outside.max(0.01);
    for at in open {
        let Some(place) = simulation.children[*at].place().copied() else {
            continue;
        };
        if !may_go_out(&place) || have == wanted {
            continue;
        }
        let outside = place.at.host != owner;
        let want = match (outside, have < wanted) {
            (false, true) if simulation.draw.happens(far) => Want::FarOutside,
            (false, true) => Want::NearOutside,
            (true, false) => Want::Near,
            _ => continue,
        };
        let new = located(simulation, *at, place.code, place.provider, want);
        let now_outside = new.at.host != owner;
        have = have + usize::from(now_outside) - usize::from(outside);
        replace(simulation, *at, new);
    }
}

fn settle_far(simulation: &mut Simulation<'_>, open: &[usize], wanted: usize) {
    let owner = simulation.authority.number as u16;
    let map = simulation.map;
    let is_far = |child: &Child, place: &Place| {
        let tenths = child.home.and_then(|home| map.tenths(home, place.at));
        place.at.host != owner && tenths.is_some_and(|tenths| tenths > NEAR)
    };
    let mut have = count(simulation, is_far);
    for at in open {
        let child = &simulation.children[*at];
        let Some(place) = child.place().copied() else {
            continue;
        };
        if place.at.host == owner || child.home.is_none() || !may_go_out(&place) {
            continue;
        }
        let far = is_far(child, &place);
        let want = match far {
            false if have < wanted => Want::FarOutside,
            true if have > wanted => Want::NearOutside,
            _ => continue,
        };
        let new = located(simulation, *at, place.code, place.provider, want);
        let now = is_far(&simulation.children[*at], &new);
        if new.at.host == owner {
            continue;
        }
        have = have + usize::from(now) - usize::from(far);
        replace(simulation, *at, new);
    }
}
