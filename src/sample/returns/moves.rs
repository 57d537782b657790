//! Who moves how often, so that stability comes out as the authority's profile has it.

use super::child::Place;
use super::day::{birthday, first_of, last_of};
use super::simulation::{Simulation, Year};
use super::{adoption, placing};
use crate::sample::draw::{Draw, whole};

/// A child at 31 March while moves are dealt out.
#[derive(Debug, Clone, Copy)]
struct Mover {
    at: usize,
    /// Under 16 and looked after for two and a half years.
    long_term: bool,
    /// Looked after for two years.
    two_years: bool,
    /// With the same carer for two years unless moved now.
    settled: bool,
    /// Moves are not for those placed for adoption, nor for those who only just came.
    fixed: bool,
    before: u8,
    now: u8,
}

/// Moves of a child who leaves within the year.
pub(super) fn of_leaver(draw: &mut Draw) -> u8 {
    draw.weighted(&[(0, 0.74), (1, 0.18), (2, 0.06), (3, 0.02)])
        .unwrap_or(0)
}

/// Deals moves to those present at the year's end and makes them.
pub(super) fn allocate(simulation: &mut Simulation<'_>, year: Year) {
    adoption::place(simulation, year);
    let mut movers = movers(simulation, year);
    let profile = simulation.profile;
    unsettle(&mut movers, profile.same_carer, &mut simulation.draw);
    move_often(&mut movers, profile.three_placements, &mut simulation.draw);
    move_once(&mut movers, 1.0 - profile.same_carer, &mut simulation.draw);
    balance(
        &mut movers,
        profile.three_in_two_years,
        &mut simulation.draw,
    );
    for mover in movers {
        let child = &mut simulation.children[mover.at];
        child.moves[1] = mover.now;
        if mover.fixed {
            continue;
        }
        let count = match mover.now {
            2 => {
                2 + u8::from(simulation.draw.happens(0.3)) + u8::from(simulation.draw.happens(0.1))
            }
            count => count,
        };
        let first = year.first.max(simulation.children[mover.at].since()) + 1;
        placing::move_about(simulation, mover.at, count, first, year.last);
    }
}

fn movers(simulation: &Simulation<'_>, year: Year) -> Vec<Mover> {
    let two_years = last_of(year.year - 2);
    let long = first_of(year.year - 2) + 182;
    simulation
        .present()
        .into_iter()
        .map(|at| {
            let child = &simulation.children[at];
            let adopted = child.place().is_some_and(Place::is_adoption);
            let room = year.last - year.first.max(child.since());
            Mover {
                at,
                long_term: child.since() <= long && birthday(child.born, 16) > year.last,
                two_years: child.since() <= two_years,
                settled: child.carer_since() <= two_years,
                fixed: adopted || room < 25,
                before: child.moves[0],
                now: child.moves[1],
            }
        })
        .collect()
}

/// Moves as many settled long-term children as leaves the authority's share with the same carer.
fn unsettle(movers: &mut [Mover], same_carer: f64, draw: &mut Draw) {
    let all = movers.iter().filter(|m| m.long_term).count();
    let keep = whole(all as f64 * same_carer);
    let fixed = movers
        .iter()
        .filter(|m| m.long_term && m.settled && m.fixed)
        .count();
    let mut free: Vec<usize> = (0..movers.len())
        .filter(|at| movers[*at].long_term && movers[*at].settled && !movers[*at].fixed)
        .collect();
    draw.shuffle(&mut free);
    for at in free.into_iter().skip(keep.saturating_sub(fixed)) {
        movers[at].now = 1;
    }
}

/// Two moves or more, for as many as have three placements in the year.
fn move_often(movers: &mut [Mover], three_placements: f64, draw: &mut Draw) {
    let wanted = whole(movers.len() as f64 * three_placements);
    let weight = |m: &Mover| match (m.fixed, m.long_term, m.two_years) {
        (true, ..) => 0.0,
        // Settled long-term children stay where they are unless moved already.
        (_, true, _) if m.settled && m.now == 0 => 0.0,
        (_, true, _) => 1.3,
        (_, _, true) => 1.4 + 0.6 * f64::from(m.before.min(2)),
        _ => 1.7,
    };
    let weighted: Vec<(usize, f64)> = movers.iter().map(weight).enumerate().collect();
    for at in draw.choose(&weighted, wanted) {
        movers[at].now = 2;
    }
}

/// One move, for a share of those whose moves nothing else decides.
fn move_once(movers: &mut [Mover], unsettled: f64, draw: &mut Draw) {
    for mover in movers.iter_mut().filter(|m| !m.fixed && m.now == 0) {
        let share = match (mover.long_term, mover.settled, mover.two_years) {
            (true, true, _) => 0.0,
            (true, false, _) => 0.2,
            (_, _, true) => 0.22,
            _ => 0.62 * unsettled,
        };
        mover.now = u8::from(draw.happens(share));
    }
}

/// Brings those with three placements in two years to the authority's share.
fn balance(movers: &mut [Mover], three_in_two_years: f64, draw: &mut Draw) {
    let all = movers.iter().filter(|m| m.two_years).count();
    let wanted = whole(all as f64 * three_in_two_years);
    let counts = |m: &Mover| m.two_years && m.before.min(9) + m.now.min(2) >= 2;
    let mut have = movers.iter().filter(|m| counts(m)).count();
    let mut order: Vec<usize> = (0..movers.len()).collect();
    draw.shuffle(&mut order);
    for at in &order {
        let m = movers[*at];
        let free = m.two_years && !m.fixed && m.before == 1 && !(m.long_term && m.settled);
        match (free, m.now) {
            (true, 0) if have < wanted => {
                movers[*at].now = 1;
                have += 1;
            }
            (true, 1) if have > wanted => {
                movers[*at].now = 0;
                have -= 1;
            }
            _ => {}
        }
    }
    exchange(movers, &order, have, wanted);
}

/// Where that was not enough: many moves of a child here for two years change hands with one of
/// a newer child, or the other way about.
fn exchange(movers: &mut [Mover], order: &[usize], have: usize, wanted: usize) {
    let free = |m: &Mover| !m.fixed && m.before == 0;
    let of = |two_years: bool, now: u8, movers: &[Mover]| -> Vec<usize> {
        let fits = |at: &&usize| {
            let m = &movers[**at];
            m.two_years == two_years && m.now == now && (!two_years || free(m)) && !m.fixed
        };
        order.iter().filter(fits).copied().collect()
    };
    let (from, to, count) = match have > wanted {
        true => (of(true, 2, movers), of(false, 1, movers), have - wanted),
        false => (of(false, 2, movers), of(true, 1, movers), wanted - have),
    };
    for (often, once) in from.into_iter().zip(to).take(count) {
        movers[often].now = 1;
        movers[once].now = 2;
    }
}
