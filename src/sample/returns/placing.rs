//! Where children are placed, and bringing the whole to the authority's profile.

use super::authority::{Simulation, Year};
use super::child::{Child, Place, Stay};
use super::day::{Day, day};
use super::legal;
use super::map::{NEAR, Want};
use crate::sample::calibration as facts;
use crate::sample::draw::{Draw, whole};
use crate::sample::nation::{Kind, Profile};

/// A new place for a child on a day.
pub(super) fn drawn(simulation: &mut Simulation<'_>, at: usize, on: Day) -> Place {
    let profile = simulation.profile;
    let child = &simulation.children[at];
    let status = child.period().map_or("V2", |period| period.legal_on(on));
    let code = code(child, on, status, &profile, &mut simulation.draw);
    let mut want = want(
        child,
        code,
        simulation.authority.kind,
        &profile,
        &mut simulation.draw,
    );
    let provider = provider(code, &profile, &mut simulation.draw);
    if provider == "PR1" && !code.starts_with('U') {
        want = Want::Near;
    }
    located(simulation, at, code, provider, want)
}

/// A place of a kind, found on the map.
fn located(
    simulation: &mut Simulation<'_>,
    at: usize,
    code: &'static str,
    provider: &'static str,
    want: Want,
) -> Place {
    let owner = simulation.authority.number as u16;
    let child = &simulation.children[at];
    let before = previous(child);
    let found = simulation
        .map
        .find(owner, child.home, want, before, &mut simulation.draw);
    let mut place = Place {
        code,
        provider,
        at: found,
        urn: 0,
    };
    if code == "P1" && want == Want::Near && before != child.home {
        place.at = child.home.unwrap_or(found);
    }
    place.urn = urn(&place, owner, &mut simulation.draw);
    place
}

/// Where the child was before the latest stay; a new place should be elsewhere.
fn previous(child: &Child) -> Option<super::map::At> {
    let stays = &child.period()?.stays;
    stays.last().map(|stay| stay.place.at)
}

fn urn(place: &Place, owner: u16, draw: &mut Draw) -> u32 {
    let host = u32::from(place.at.host);
    match place.code {
        "P1" | "P3" | "R1" | "R2" | "R5" | "Z1" => 0,
        _ if place.is_foster() && place.provider == "PR1" => 9_000_000 + u32::from(owner),
        _ if place.is_foster() => 9_200_000 + draw.below(400) as u32,
        "K1" | "K2" => 9_300_000 + host * 40 + draw.below(40) as u32,
        _ => 9_400_000 + host * 40 + draw.below(40) as u32,
    }
}

/// The kind of placement, by age and background.
fn code(child: &Child, on: Day, status: &str, profile: &Profile, draw: &mut Draw) -> &'static str {
    let age = child.age(on);
    let homes = profile.homes / facts::HOMES.nation;
    let parents = if legal::allows_parents(status) {
        1.0
    } else {
        0.0
    };
    let ways: [(&'static str, f64); 6] = match age {
        _ if child.uasc && age < 16.0 => [
            ("U", 0.9),
            ("Z1", 0.1),
            ("K2", 0.0),
            ("16", 0.0),
            ("P1", 0.0),
            ("R", 0.0),
        ],
        _ if child.uasc => [
            ("U", 0.32),
            ("Z1", 0.17),
            ("K2", 0.01),
            ("16", 0.5),
            ("P1", 0.0),
            ("R", 0.0),
        ],
        a if a < 8.0 => [
            ("U", 0.86),
            ("Z1", 0.005),
            ("K2", 0.004 * homes),
            ("16", 0.0),
            ("P1", 0.16 * parents),
            ("R", 0.016),
        ],
        a if a < 16.0 => [
            ("U", 0.64),
            ("Z1", 0.055),
            ("K2", 0.165 * homes),
            ("16", 0.0),
            ("P1", 0.1 * parents),
            ("R", 0.016),
        ],
        _ => [
            ("U", 0.26),
            ("Z1", 0.21),
            ("K2", 0.17 * homes),
            ("16", 0.9),
            ("P1", 0.07 * parents),
            ("R", 0.02),
        ],
    };
    match draw.weighted(&ways).unwrap_or("U") {
        "U" => foster(child, on, draw),
        "16" => supported(on, draw),
        "R" => residential(age, draw),
        "K2" if age >= 12.0 && draw.happens(0.02) => "K1",
        other => other,
    }
}

fn foster(child: &Child, on: Day, draw: &mut Draw) -> &'static str {
    let settled = super::day::age(child.since(), on) > 0.8;
    let baby = if child.age(on) < 1.0 { 0.06 } else { 0.0 };
    let family = if child.uasc { 0.01 } else { 0.1 };
    let ways = [
        ("U6", 0.6),
        ("U4", if settled { 0.35 } else { 0.02 }),
        ("U3", family),
        ("U1", family),
        ("U5", baby),
        ("U2", baby / 6.0),
    ];
    draw.weighted(&ways).unwrap_or("U6")
}

/// Semi-independent until supported accommodation was first registered, in 2023.
fn supported(on: Day, draw: &mut Draw) -> &'static str {
    let registered = on >= day(2023, 10, 28);
    let ways = match registered {
        true => [("K3", 0.8), ("P2", 0.15), ("H5", 0.05)],
        false => [("K3", 0.0), ("P2", 0.2), ("H5", 0.8)],
    };
    draw.weighted(&ways).unwrap_or("H5")
}

fn residential(age: f64, draw: &mut Draw) -> &'static str {
    let ways = match age {
        a if a < 5.0 => [
            ("R3", 0.9),
            ("R2", 0.1),
            ("R5", 0.0),
            ("S1", 0.0),
            ("R1", 0.0),
        ],
        a if a < 11.0 => [
            ("R3", 0.1),
            ("R2", 0.2),
            ("R5", 0.0),
            ("S1", 0.2),
            ("R1", 0.5),
        ],
        _ => [
            ("R3", 0.0),
            ("R2", 0.15),
            ("R5", 0.4),
            ("S1", 0.1),
            ("R1", 0.35),
        ],
    };
    draw.weighted(&ways).unwrap_or("R2")
}

fn provider(code: &str, profile: &Profile, draw: &mut Draw) -> &'static str {
    // Own carers are two thirds of own provision's room for manoeuvre.
    let own = (profile.own_provision / 0.70).min(0.96);
    let ways: &[(&'static str, f64)] = match code {
        "P1" => &[("PR0", 1.0)],
        "Z1" => &[("", 1.0)],
        "R2" => &[("PR3", 1.0)],
        "R5" => &[("PR3", 0.6), ("PR4", 0.4)],
        "R1" | "R3" | "S1" => &[("PR4", 0.8), ("PR5", 0.2)],
        "K1" => &[("PR2", 0.7), ("PR5", 0.3)],
        "U1" | "U2" | "U3" => &[("PR1", 1.0)],
        "U4" | "U5" | "U6" => {
            let others = [
                ("PR1", own),
                ("PR4", 0.72 * (1.0 - own)),
                ("PR5", 0.25 * (1.0 - own)),
                ("PR2", 0.02),
            ];
            return draw.weighted(&others).unwrap_or("PR1");
        }
        _ => &[("PR4", 0.76), ("PR1", 0.12), ("PR5", 0.11), ("PR2", 0.01)],
    };
    draw.weighted(ways).unwrap_or("PR4")
}

fn want(child: &Child, code: &str, kind: Kind, profile: &Profile, draw: &mut Draw) -> Want {
    let (outside, far) = match code {
        "P1" => (0.19, 0.3),
        "K1" | "K2" => (0.72, 0.66),
        "R1" | "R2" | "R3" | "R5" | "S1" => (0.65, 0.6),
        "H5" | "K3" | "P2" => (0.33, 0.3),
        "Z1" => (0.38, 0.45),
        _ => (0.42, 0.37),
    };
    let stretched =
        (profile.outside / facts::OUTSIDE.nation - 1.0) * outside * (1.0 - outside) * 1.6;
    let outside = if child.uasc {
        profile.outside * 1.2
    } else {
        outside + stretched
    };
    let relative = profile.far_outside / profile.outside.max(0.01) / 0.39;
    if !draw.happens(outside.clamp(0.02, 0.97)) {
        let roomy = if kind == Kind::County { 0.27 } else { 0.0 };
        return if draw.happens(roomy) {
            Want::FarWithin
        } else {
            Want::Near
        };
    }
    match draw.happens((far * relative).clamp(0.03, 0.95)) {
        true => Want::FarOutside,
        false => Want::NearOutside,
    }
}

/// Moves a child some times on days of a span, both included; no more often than there is room.
pub(super) fn move_about(
    simulation: &mut Simulation<'_>,
    at: usize,
    count: u8,
    first: Day,
    last: Day,
) {
    let child = &simulation.children[at];
    let Some(stay) = child.period().and_then(|period| period.stay()) else {
        return;
    };
    if stay.place.is_adoption() {
        return;
    }
    let first = first.max(stay.start + 1);
    let room = last - first + 1;
    if room < i32::from(count) {
        return;
    }
    let mut days: Vec<Day> = Vec::new();
    while days.len() < usize::from(count) {
        let day = simulation.draw.between(first, last);
        if !days.contains(&day) {
            days.push(day);
        }
    }
    days.sort_unstable();
    for on in days {
        let mut place = drawn(simulation, at, on);
        if let Some(period) = simulation.children[at].period_mut() {
            if period.stay().is_some_and(|stay| stay.place == place) {
                place.urn += 1;
            }
            period.stays.push(Stay {
                start: on,
                same_carer: false,
                place,
            });
        }
    }
}

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

/// Adds what does not count as a move: new terms with the same carer, and temporary spells.
pub(super) fn adorn(simulation: &mut Simulation<'_>, year: Year) {
    for at in simulation.present() {
        if simulation.draw.happens(0.16) {
            same_carer(simulation, at, year);
        }
        if simulation.draw.happens(0.05) {
            spell(simulation, at, year);
        }
    }
}

fn same_carer(simulation: &mut Simulation<'_>, at: usize, year: Year) {
    let draw = &mut simulation.draw;
    let child = &mut simulation.children[at];
    let baby = super::day::age(child.born, year.last) < 1.5 && child.moves == [0, 0];
    let Some(stay) = child.period().and_then(|period| period.stay()).copied() else {
        return;
    };
    let code = match stay.place.code {
        "U6" if baby => "U5",
        "U6" => "U4",
        "U4" => "U6",
        "U3" => "U1",
        "U1" => "U3",
        _ => return,
    };
    let first = year.first.max(stay.start + 20) + 1;
    if first > year.last {
        return;
    }
    let start = draw.between(first, year.last);
    child.moves[1] += u8::from(code == "U5");
    let place = Place { code, ..stay.place };
    if let Some(period) = child.period_mut() {
        period.stays.push(Stay {
            start,
            same_carer: true,
            place,
        });
    }
}

fn spell(simulation: &mut Simulation<'_>, at: usize, year: Year) {
    let ways = [
        (("T3", 14), 0.45),
        (("T4", 6), 0.35),
        (("T1", 12), 0.12),
        (("T2", 5), 0.03),
        (("T0", 5), 0.05),
    ];
    let owner = simulation.authority.number as u16;
    let draw = &mut simulation.draw;
    let Some((code, longest)) = draw.weighted(&ways) else {
        return;
    };
    let place = simulation.map.anywhere(owner, draw);
    let home = simulation.children[at].home;
    let Some(period) = simulation.children[at].period_mut() else {
        return;
    };
    let Some(stay) = period.stay().copied() else {
        return;
    };
    let first = year.first.max(stay.start + 5);
    if stay.place.is_adoption()
        || stay.place.at == place
        || home == Some(place)
        || first + 30 > year.last
    {
        return;
    }
    let start = draw.between(first, year.last - 25);
    let end = start + draw.between(2, longest);
    if !period
        .legal
        .iter()
        .any(|(from, _)| (start..=end).contains(from))
    {
        period.spells.push(super::child::Spell {
            start,
            end,
            code,
            at: place,
        });
    }
}
