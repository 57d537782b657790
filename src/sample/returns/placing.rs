//! Where children are placed.

use super::child::{Child, Place, Stay};
use super::day::{Day, day};
use super::legal;
use super::map::Want;
use super::simulation::Simulation;
use crate::sample::calibration as facts;
use crate::sample::draw::Draw;
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
pub(super) fn located(
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

pub(super) fn urn(place: &Place, owner: u16, draw: &mut Draw) -> u32 {
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
    let parents = f64::from(u8::from(legal::allows_parents(status)));
    // Fostered, other, in a home, supported, with parents, in residential care.
    let shares = match age {
        _ if child.uasc && age < 16.0 => [0.9, 0.1, 0.0, 0.0, 0.0, 0.0],
        _ if child.uasc => [0.32, 0.17, 0.01, 0.5, 0.0, 0.0],
        a if a < 8.0 => [0.86, 0.005, 0.004 * homes, 0.0, 0.16 * parents, 0.016],
        a if a < 16.0 => [0.64, 0.055, 0.165 * homes, 0.0, 0.1 * parents, 0.016],
        _ => [0.26, 0.21, 0.17 * homes, 0.9, 0.07 * parents, 0.02],
    };
    let kinds = ["U", "Z1", "K2", "16", "P1", "R"];
    let ways: Vec<(&'static str, f64)> = kinds.into_iter().zip(shares).collect();
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

pub(super) fn want(
    child: &Child,
    code: &str,
    kind: Kind,
    profile: &Profile,
    draw: &mut Draw,
) -> Want {
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
    for on in days_between(count, first, last, &mut simulation.draw) {
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

/// Distinct days of a span in order; none where there is no room for them.
fn days_between(count: u8, first: Day, last: Day, draw: &mut Draw) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    if last - first + 1 < i32::from(count) {
        return days;
    }
    while days.len() < usize::from(count) {
        let day = draw.between(first, last);
        if !days.contains(&day) {
            days.push(day);
        }
    }
    days.sort_unstable();
    days
}
