//! Placing children for adoption.

use super::child::{Place, Stay};
use super::map::Want;
use super::simulation::{Simulation, Year};
use crate::sample::calibration as facts;
use crate::sample::draw::whole;

/// Places as many for adoption as the authority shall have at the year's end.
pub(super) fn place(simulation: &mut Simulation<'_>, year: Year) {
    let present = simulation.present();
    let is_placed = |at: &&usize| {
        simulation.children[**at]
            .place()
            .is_some_and(Place::is_adoption)
    };
    let placed = present.iter().filter(is_placed).count();
    let wanted = whole(present.len() as f64 * facts::OTHER_PLACEMENTS[4]);
    let weighted: Vec<(usize, f64)> = present
        .iter()
        .map(|at| {
            let child = &simulation.children[*at];
            let years = super::day::age(child.since(), year.last);
            let fostered = child
                .place()
                .is_some_and(|place| matches!(place.code, "U4" | "U5" | "U6" | "U2"));
            let fits = fostered && !child.uasc && child.age(year.last) < 7.0 && years > 0.6;
            (
                *at,
                if fits {
                    1.0 / (1.0 + years * years)
                } else {
                    0.0
                },
            )
        })
        .collect();
    for at in simulation
        .draw
        .choose(&weighted, wanted.saturating_sub(placed))
    {
        place_one(simulation, at, year);
    }
}

fn place_one(simulation: &mut Simulation<'_>, at: usize, year: Year) {
    let child = &simulation.children[at];
    let Some(stay) = child.period().and_then(|period| period.stay()).copied() else {
        return;
    };
    let earliest = year.first.max(stay.start + 60) + 1;
    if earliest >= year.last {
        return;
    }
    let born = child.born;
    let day = simulation.draw.between(earliest, year.last).max(born + 60);
    let current = simulation.draw.happens(0.2);
    let consent = simulation.draw.happens(0.1);
    let place = match (current, consent) {
        (true, true) => Place {
            code: "A3",
            ..stay.place
        },
        (true, false) => Place {
            code: "A5",
            ..stay.place
        },
        (false, true) => with_others(simulation, at, "A4", &stay.place),
        (false, false) => with_others(simulation, at, "A6", &stay.place),
    };
    let child = &mut simulation.children[at];
    child.moves[1] = u8::from(!current);
    let Some(period) = child.period_mut() else {
        return;
    };
    if !consent {
        let draw = &mut simulation.draw;
        let before = if draw.happens(0.3) {
            0
        } else {
            draw.between(1, 50)
        };
        let order = (day - before).max(stay.start + 1).max(year.first + 1);
        period.legal.retain(|(from, _)| *from < order);
        period.legal.push((order, "E1"));
    }
    period.stays.push(Stay {
        start: day,
        same_carer: current,
        place,
    });
}

/// A place with adopters who were not the child's carers.
fn with_others(
    simulation: &mut Simulation<'_>,
    at: usize,
    code: &'static str,
    before: &Place,
) -> Place {
    let far = simulation.profile.far_outside;
    let wants = [
        (Want::Near, 0.20),
        (Want::NearOutside, 0.33),
        (Want::FarOutside, 0.2 + 1.4 * far),
    ];
    let home = simulation.children[at].home;
    let owner = simulation.authority.number as u16;
    let draw = &mut simulation.draw;
    let want = draw.weighted(&wants).unwrap_or(Want::NearOutside);
    let found = simulation
        .map
        .find(owner, home, want, Some(before.at), draw);
    let provider = draw.weighted(&[("PR1", 0.65), ("PR5", 0.2), ("PR2", 0.15)]);
    Place {
        code,
        provider: provider.unwrap_or("PR1"),
        at: found,
        urn: 9_100_000 + u32::from(found.host),
    }
}
