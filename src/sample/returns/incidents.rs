//! Missing incidents and absences without authorisation.

use super::child::{Child, Incident, Period, Place};
use super::day::Day;
use super::simulation::{Simulation, Year};
use crate::sample::calibration as facts;
use crate::sample::draw::{Draw, whole};

/// What a child shall have in a year.
#[derive(Debug, Clone, Copy)]
struct Share {
    at: usize,
    missing: usize,
    away: usize,
    first: Day,
    last: Day,
}

impl Share {
    /// How many incidents there is room for.
    fn room(&self) -> usize {
        usize::try_from((self.last - self.first + 1) / 4).unwrap_or(0)
    }
}

/// How many children, how many of them more than once, and how many incidents.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    children: usize,
    again: usize,
    incidents: usize,
    away: bool,
}

impl Wanted {
    fn of(children: usize, again: f64, incidents: f64, away: bool) -> Self {
        let again = whole(children as f64 * again);
        let incidents = if again == 0 {
            children
        } else {
            whole(incidents).max(children + again)
        };
        Self {
            children,
            again,
            incidents,
            away,
        }
    }
}

/// Adds the incidents of a year.
pub(super) fn add(simulation: &mut Simulation<'_>, year: Year) {
    let open = close(simulation, year);
    let mut shares = shares(simulation, year);
    let profile = simulation.profile;
    let during = shares.len() as f64;
    let gone = whole(during * profile.missing);
    let missing = Wanted::of(gone, profile.repeat, during * profile.incidents, false);
    deal(simulation, &mut shares, &open, missing, year);
    let absent = whole(during * profile.away);
    let incidents = absent as f64 * facts::AWAY_INCIDENTS_EACH;
    let away = Wanted::of(absent, facts::AWAY_AGAIN, incidents, true);
    deal(simulation, &mut shares, &[], away, year);
    for share in &shares {
        let open = usize::from(open.contains(&share.at));
        happen(simulation, share, open);
    }
    // Some of those chosen have no room for it at the year's end.
    let still = whole(gone as f64 * facts::STILL_MISSING * 1.06);
    leave_open(simulation, &shares, still, year);
}

/// Ends what was open at the end of last year; those children have an incident this year.
fn close(simulation: &mut Simulation<'_>, year: Year) -> Vec<usize> {
    let mut closed = Vec::new();
    for (at, child) in simulation.children.iter_mut().enumerate() {
        let latest = child
            .period()
            .and_then(|p| p.end)
            .map_or(year.last, |(end, _)| end);
        let later = year.first + simulation.draw.between(1, 12);
        if let Some(incident) = child.incidents.iter_mut().find(|i| i.end.is_none()) {
            incident.end = Some(later.min(latest - 1).max(year.first));
            closed.push(at);
        }
    }
    closed
}

/// Everyone looked after at some time in the year, and the days on which they can go missing.
fn shares(simulation: &Simulation<'_>, year: Year) -> Vec<Share> {
    let all = simulation.children.iter().enumerate();
    all.filter(|(_, child)| !child.short_breaks)
        .filter_map(|(at, child)| {
            let within = |p: &&Period| p.touches(year.first, year.last);
            let period = child.periods.iter().rev().find(within)?;
            let ended = child.incidents.iter().filter_map(|i| i.end).max();
            let last = period
                .end
                .map_or(year.last - 1, |(end, _)| (end - 1).min(year.last - 1));
            Some(Share {
                at,
                missing: 0,
                away: 0,
                first: year
                    .first
                    .max(period.start + 1)
                    .max(ended.map_or(Day::MIN, |e| e + 1)),
                last,
            })
        })
        .collect()
}

fn likelihood(child: &Child, year: Year) -> f64 {
    let by_age = match child.age(year.last - 182) {
        a if a < 6.0 => 0.002,
        a if a < 10.0 => 0.02,
        a if a < 13.0 => 0.4,
        a if a < 15.0 => 1.5,
        _ => 2.0,
    };
    let by_place = match child.place() {
        Some(place) if place.is_home() => 3.8,
        Some(place) if matches!(place.code, "H5" | "K3" | "P2") => 5.5,
        Some(place) if place.is_adoption() => 0.0,
        _ => 0.25,
    };
    by_age * by_place * if child.uasc { 0.5 } else { 1.0 }
}

/// Deals children, children with more than one, and incidents out.
fn deal(
    simulation: &mut Simulation<'_>,
    shares: &mut [Share],
    open: &[usize],
    wanted: Wanted,
    year: Year,
) {
    let weight = |share: &Share| match (open.contains(&share.at), share.room()) {
        (true, _) => 1e9,
        (false, 0) => 0.0,
        (false, _) => likelihood(&simulation.children[share.at], year),
    };
    let weighted: Vec<(usize, f64)> = shares.iter().map(weight).enumerate().collect();
    let chosen = simulation.draw.choose(&weighted, wanted.children);
    let by_room = |nth: &usize| match shares[*nth].room() {
        room if room >= 6 => (*nth, libm::sqrt(room as f64)),
        _ => (*nth, 0.0),
    };
    let roomy: Vec<(usize, f64)> = chosen.iter().map(by_room).collect();
    let often = simulation.draw.choose(&roomy, wanted.again);
    for nth in &chosen {
        add_to(&mut shares[*nth], wanted.away, 1);
    }
    let left = wanted.incidents.saturating_sub(chosen.len());
    spread(shares, &often, left, wanted.away, &mut simulation.draw);
}

fn add_to(share: &mut Share, away: bool, more: usize) {
    match away {
        true => share.away += more,
        false => share.missing += more,
    }
}

/// Spreads incidents over children very unevenly, at least one each, as far as there is room.
fn spread(shares: &mut [Share], often: &[usize], mut left: usize, away: bool, draw: &mut Draw) {
    for nth in often {
        add_to(&mut shares[*nth], away, 1);
    }
    left = left.saturating_sub(often.len());
    let weights: Vec<f64> = often
        .iter()
        .map(|nth| libm::exp(1.25 * draw.normal()) * shares[*nth].room() as f64)
        .collect();
    for _ in 0..30 {
        let total: f64 = often
            .iter()
            .zip(&weights)
            .filter(|(nth, _)| has_room(&shares[**nth]))
            .map(|(_, weight)| weight)
            .sum();
        if left == 0 || total <= 0.0 {
            return;
        }
        let now = left as f64;
        for (nth, weight) in often.iter().zip(&weights) {
            let share = &mut shares[*nth];
            let free = share.room().saturating_sub(share.missing + share.away);
            let exact = now * weight / total;
            let more = whole(exact - 0.5 + draw.unit()).min(free).min(left);
            add_to(share, away, more);
            left -= more;
        }
    }
}

fn has_room(share: &Share) -> bool {
    share.room() > share.missing + share.away
}

/// Places a child's incidents in its days, none overlapping.
fn happen(simulation: &mut Simulation<'_>, share: &Share, open: usize) {
    let missing = share.missing.saturating_sub(open);
    let count = missing + share.away;
    if count == 0 {
        return;
    }
    let draw = &mut simulation.draw;
    let mut away: Vec<bool> = (0..count).map(|nth| nth >= missing).collect();
    draw.shuffle(&mut away);
    let days = f64::from(share.last - share.first + 1) / count as f64;
    for (nth, away) in away.into_iter().enumerate() {
        let from = share.first + (nth as f64 * days) as Day;
        let until = share.first + ((nth + 1) as f64 * days) as Day - 2;
        let longest = until - from;
        let lasts = duration(draw).min(longest.max(0));
        let start = draw.between(from, until - lasts);
        simulation.children[share.at].incidents.push(Incident {
            start,
            end: Some(start + lasts),
            away,
        });
    }
}

/// How many days lie between start and end, as published for 2024: 33% none, 57% one or two.
fn duration(draw: &mut Draw) -> Day {
    let bands = [
        ((0, 0), 0.325),
        ((1, 1), 0.43),
        ((2, 2), 0.138),
        ((3, 7), 0.082),
        ((8, 10), 0.0085),
        ((11, 15), 0.0056),
        ((16, 20), 0.0026),
        ((21, 30), 0.003),
        ((31, 70), 0.0055),
    ];
    let (low, high) = draw.weighted(&bands).unwrap_or((0, 0));
    draw.between(low, high)
}

/// Leaves the last incident of some children open at the year's end.
fn leave_open(simulation: &mut Simulation<'_>, shares: &[Share], count: usize, year: Year) {
    let fits = |share: &&Share| {
        let child = &simulation.children[share.at];
        let eventful = child.period().is_some_and(|period| {
            let stays = period.stays.iter().map(|stay| stay.start);
            let legal = period.legal.iter().map(|(from, _)| *from);
            let spells = period.spells.iter().map(|spell| spell.end);
            stays
                .chain(legal)
                .chain(spells)
                .any(|on| (year.last - 40..=year.last).contains(&on))
        });
        share.missing > 0
            && child.is_looked_after()
            && !eventful
            && !child.place().is_some_and(Place::is_adoption)
            && child.incidents.iter().any(|i| i.start >= year.first)
    };
    let mut able: Vec<usize> = shares.iter().filter(fits).map(|share| share.at).collect();
    simulation.draw.shuffle(&mut able);
    for at in able.into_iter().take(count) {
        let begins = year.last - simulation.draw.between(0, 20);
        let child = &mut simulation.children[at];
        let busy = child.incidents.iter().filter(|i| i.start >= year.first);
        let Some(latest) = busy.filter(|i| !i.away).map(|i| i.start).max() else {
            continue;
        };
        let clear = child
            .incidents
            .iter()
            .all(|i| i.start == latest || i.end.is_some_and(|end| end < begins));
        if let (true, Some(incident)) = (
            clear,
            child.incidents.iter_mut().find(|i| i.start == latest),
        ) {
            incident.start = begins;
            incident.end = None;
        }
    }
}
