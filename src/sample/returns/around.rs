//! What is known about authorities from elsewhere: police counts, places, the map, words.

use std::fmt::Write as _;

use super::child::Place;
use super::map::Map;
use super::simulation::{Simulation, Year};
use crate::sample::draw::{Draw, whole};
use crate::sample::nation::Authority;

/// Totals of an authority and year, before anything is recorded badly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Totals {
    pub(super) authority: usize,
    pub(super) year: i16,
    incidents: usize,
    children: usize,
    long: usize,
    absences: usize,
    in_homes: usize,
    fostered: usize,
}

impl Totals {
    /// Counts them.
    pub(super) fn of(simulation: &Simulation<'_>, year: Year) -> Self {
        let mut totals = Self {
            authority: simulation.authority.number,
            year: year.year,
            incidents: 0,
            children: 0,
            long: 0,
            absences: 0,
            in_homes: 0,
            fostered: 0,
        };
        for child in &simulation.children {
            let in_year = |i: &&super::child::Incident| {
                i.start <= year.last && i.end.is_none_or(|end| end >= year.first)
            };
            let missing = child.incidents.iter().filter(in_year).filter(|i| !i.away);
            let long = missing
                .clone()
                .filter(|i| i.end.is_none_or(|end| end > i.start + 1));
            totals.long += long.count();
            let missing = missing.count();
            totals.incidents += missing;
            totals.children += usize::from(missing > 0);
            totals.absences += child
                .incidents
                .iter()
                .filter(in_year)
                .filter(|i| i.away)
                .count();
            if child.is_looked_after() {
                totals.in_homes += usize::from(child.place().is_some_and(Place::is_home));
                totals.fostered += usize::from(child.place().is_some_and(Place::is_foster));
            }
        }
        totals
    }
}

/// Police counts: of the children an authority is responsible for, and of those in its area.
pub(super) fn police(seed: u64, nation: &[Authority], totals: &[Totals]) -> String {
    let mut text = String::from(
        "authority_code,year,scope,definition,missing_incidents,children_missing,absent_incidents\n",
    );
    for total in totals {
        let Some(authority) = nation.get(total.authority) else {
            continue;
        };
        for (scope, counts) in counted_by_police(seed, authority, total) {
            let [incidents, children, absences] = counts;
            let children = children.min(incidents);
            let (code, year) = (&authority.code, total.year);
            let _ = writeln!(
                text,
                "{code},{year},{scope},{incidents},{children},{absences}"
            );
        }
    }
    text
}

/// Incidents, children and absences by scope and definition; never far from the authority's own.
fn counted_by_police(
    seed: u64,
    authority: &Authority,
    total: &Totals,
) -> [(&'static str, [usize; 3]); 3] {
    let stream = (total.authority * 10_000) as u64 + total.year as u64;
    let mut draw = Draw::of(seed, "police", stream);
    let factor = (1.04 + 0.07 * draw.normal()).clamp(0.85, 1.3);
    let of = |count: usize, share: f64| whole(count as f64 * share);
    let within = (1.0 - authority.profile.outside + authority.profile.hosted) * factor;
    let (incidents, children, absences) = (total.incidents, total.children, total.absences);
    [
        (
            "responsible,all",
            [of(incidents, factor), of(children, 1.02), of(absences, 0.9)],
        ),
        (
            "responsible,over-24h",
            [of(total.long, factor), of(children, 0.45), 0],
        ),
        (
            "located,all",
            [
                of(incidents, within),
                of(children, within),
                of(absences, within),
            ],
        ),
    ]
}

/// Places in children's homes and with foster carers in each area.
pub(super) fn capacity(seed: u64, nation: &[Authority], totals: &[Totals]) -> String {
    let mut text = String::from("authority_code,year,accommodation,sector,places,vacancies\n");
    for total in totals {
        let Some(authority) = nation.get(total.authority) else {
            continue;
        };
        let mut draw = Draw::of(
            seed,
            "capacity",
            (total.authority * 10_000) as u64 + total.year as u64,
        );
        let homes = total.in_homes as f64 * authority.profile.home_places;
        let own = authority.profile.own_provision;
        let foster = total.fostered as f64 * 1.25;
        let rows = [
            ("childrens-home", "own", homes * 0.13, 0.12),
            ("childrens-home", "private", homes * 0.80, 0.16),
            ("childrens-home", "voluntary", homes * 0.07, 0.14),
            ("foster", "own", foster * own, 0.17),
            ("foster", "private", foster * (1.0 - own) * 0.85, 0.2),
            ("foster", "voluntary", foster * (1.0 - own) * 0.15, 0.18),
        ];
        for (accommodation, sector, places, vacant) in rows {
            let places = whole(places);
            let vacant = whole(places as f64 * vacant * (0.6 + 0.8 * draw.unit())).min(places);
            let (code, year) = (&authority.code, total.year);
            let _ = writeln!(
                text,
                "{code},{year},{accommodation},{sector},{places},{vacant}"
            );
        }
    }
    text
}

/// The postcode directory of the map.
pub(super) fn postcodes(map: &Map, nation: &[Authority]) -> String {
    let mut text = String::from("pcds,oslaua,oseast1m,osnrth1m\n");
    for authority in nation {
        for post in map.posts(authority.number as u16) {
            let (code, at) = (&post.code, &authority.code);
            let _ = writeln!(text, "{code},{at},{},{}", post.easting, post.northing);
        }
    }
    text
}

/// The authority's right of reply.
pub(super) fn commentary(seed: u64, authority: &Authority) -> String {
    const FIRST: [&str; 4] = [
        "We have read this scorecard and accept that it describes our year fairly.",
        "These figures describe a small number of children, and a few of them can move a rank a long way.",
        "We record every absence as missing unless we know where the child is, and our figures should be read with that in mind.",
        "Our figures for children placed outside our area include children who live with relatives just over the boundary.",
    ];
    const THEN: [&str; 4] = [
        "Since then we have opened a home of our own and expect fewer children to live far from their schools and friends.",
        "We now offer every child a conversation with somebody who is independent of us.",
        "We are working with our neighbours on a shared service for fostering.",
        "We meet the police each month to compare our records with theirs.",
    ];
    let mut draw = Draw::of(seed, "commentary", authority.number as u64);
    let (first, then) = (
        draw.one_of(&FIRST).unwrap_or(""),
        draw.one_of(&THEN).unwrap_or(""),
    );
    format!(
        "{first}\n\n{then}\n\n*Director of children's services, {}*\n",
        authority.name
    )
}

/// The authority's steps, for the annual statement.
pub(super) fn steps_taken(seed: u64, authority: &Authority) -> String {
    const STEPS: [&str; 7] = [
        "Every placement outside our area is agreed by a senior manager, who sees the host authority's answer first.",
        "A worker rings every host authority before a child moves there.",
        "Children who went missing three times have a plan that they helped to write.",
        "Foster carers and home staff were trained with the police in what to report and when.",
        "Unaccompanied children have a guardian from their first day and a safety plan from their first week.",
        "Return interviews are read by one person, who looks for places and names that come up again.",
        "We pay for travel so that friends and family can visit children who live far away.",
    ];
    let mut draw = Draw::of(seed, "steps", authority.number as u64);
    let mut steps = STEPS;
    draw.shuffle(&mut steps);
    let mut text = String::from("What we did this year:\n\n");
    for step in steps.iter().take(4) {
        let _ = writeln!(text, "- {step}");
    }
    text
}
