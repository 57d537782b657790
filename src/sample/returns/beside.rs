//! What stands beside a return: interviews after missing incidents, notices to host authorities,
//! nationality.

use std::fmt::Write as _;

use super::child::{Child, Incident};
use super::day::{Day, written, written_or_blank};
use super::episodes::episodes;
use super::simulation::{Simulation, Year};
use crate::sample::draw::Draw;

/// Reasons children give for going missing, by the codes of the list that is shipped.
pub(super) const REASONS: [(&str, f64); 8] = [
    ("family-contact", 0.30),
    ("conflict", 0.17),
    ("boundaries", 0.16),
    ("unhappy-with-placement", 0.12),
    ("peers", 0.10),
    ("exploitation", 0.07),
    ("mental-health", 0.05),
    ("other", 0.03),
];
/// Harms found, by the codes of the list that is shipped.
pub(super) const HARMS: [(&str, f64); 8] = [
    ("none", 0.62),
    ("substances", 0.11),
    ("criminal-exploitation", 0.10),
    ("sexual-exploitation", 0.05),
    ("violence", 0.05),
    ("self-harm", 0.03),
    ("trafficking", 0.01),
    ("other", 0.03),
];
const NATIONALITIES: [(&str, f64); 9] = [
    ("SDN", 0.2),
    ("AFG", 0.18),
    ("ERI", 0.14),
    ("IRN", 0.12),
    ("VNM", 0.09),
    ("ETH", 0.08),
    ("ALB", 0.08),
    ("SYR", 0.05),
    ("", 0.06),
];

/// The texts beside a return.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) interviews: String,
    pub(super) notifications: String,
    pub(super) nationality: String,
}

/// How well an authority follows incidents up and gives notice.
#[derive(Debug, Clone, Copy)]
struct Practice {
    offers: f64,
    promptly: f64,
    reviews: f64,
    notifies: f64,
}

impl Practice {
    fn of(seed: u64, number: u64) -> Self {
        let mut draw = Draw::of(seed, "practice", number);
        let mut share = |middle: f64| (middle + 0.1 * draw.normal()).clamp(0.1, 0.98);
        Self {
            offers: share(0.86),
            promptly: share(0.68),
            reviews: share(0.45),
            notifies: share(0.6),
        }
    }
}

/// The same from year to year; not known of a few.
fn nationality(seed: u64, number: u64, child: &Child) -> &'static str {
    let stream = number * 1_000_000 + u64::from(child.number);
    Draw::of(seed, "nationality", stream)
        .weighted(&NATIONALITIES)
        .unwrap_or("")
}

/// Writes what stands beside a year's return.
pub(super) fn beside(simulation: &Simulation<'_>, seed: u64, year: Year) -> Beside {
    let number = simulation.authority.number as u64;
    let practice = Practice::of(seed, number);
    let mut draw = Draw::of(seed, "beside", number * 10_000 + year.year as u64);
    let mut beside = Beside {
        interviews: "CHILD,MIS_START,OFFERED,OFFERED_DATE,ACCEPTED,INTERVIEW_DATE,INDEPENDENT,CHILD_CHOSE_INTERVIEWER,REASON,HARM,REVIEW_DATE,ACTION_PLAN,HOST_INVOLVED,POLICE_INVOLVED\n".to_owned(),
        notifications: "CHILD,DECOM,NOTIFIED_DATE,OUT_REASON\n".to_owned(),
        nationality: "CHILD,NATIONALITY\n".to_owned(),
    };
    for child in &simulation.children {
        let ended = |end| (year.first..=year.last).contains(&end);
        let in_year = |i: &&Incident| !i.away && i.end.is_some_and(ended);
        for incident in child.incidents.iter().filter(in_year) {
            interview(
                &mut beside.interviews,
                child,
                incident,
                &practice,
                &mut draw,
            );
        }
        notices(
            &mut beside.notifications,
            simulation,
            child,
            &practice,
            year,
            &mut draw,
        );
        let here = child
            .periods
            .iter()
            .any(|p| p.touches(year.first, year.last));
        if child.uasc && here {
            let nationality = nationality(seed, number, child);
            let _ = writeln!(beside.nationality, "{},{nationality}", child.identifier());
        }
    }
    beside
}

fn yes(is: bool) -> &'static str {
    if is { "Y" } else { "N" }
}

fn interview(
    table: &mut String,
    child: &Child,
    incident: &Incident,
    practice: &Practice,
    draw: &mut Draw,
) {
    let Some(end) = incident.end else { return };
    let offered = draw.happens(practice.offers);
    let accepted = offered && draw.happens(0.72);
    let offered_on = offered.then(|| match draw.happens(practice.promptly.max(0.5) + 0.1) {
        true => end + draw.between(0, 3),
        false => end + draw.between(4, 16),
    });
    let held_on = offered_on.filter(|_| accepted).map(|on: Day| {
        let within = if draw.happens(practice.promptly) {
            3
        } else {
            18
        };
        draw.between(on, on.max(end + within))
    });
    let review = draw
        .happens(practice.reviews)
        .then(|| draw.between(incident.start.max(end), incident.start.max(end) + 24));
    let told = if held_on.is_some() {
        told(draw)
    } else {
        [""; 7]
    };
    let [independent, chose, reason, harm, plan, host, police] = told;
    let accepted = if offered { yes(accepted) } else { "" };
    let _ = writeln!(
        table,
        "{},{},{},{},{accepted},{},{independent},{chose},{reason},{harm},{},{plan},{host},{police}",
        child.identifier(),
        written(incident.start),
        yes(offered),
        written_or_blank(offered_on),
        written_or_blank(held_on),
        written_or_blank(review),
    );
}

/// What an interview that was held brings: independent, chosen by the child, reason, harm, plan of
/// action, host authority and police involved.
fn told(draw: &mut Draw) -> [&'static str; 7] {
    [
        yes(draw.happens(0.8)),
        yes(draw.happens(0.3)),
        draw.weighted(&REASONS).unwrap_or("other"),
        draw.weighted(&HARMS).unwrap_or("none"),
        yes(draw.happens(0.55)),
        yes(draw.happens(0.25)),
        yes(draw.happens(0.4)),
    ]
}

fn notices(
    table: &mut String,
    simulation: &Simulation<'_>,
    child: &Child,
    practice: &Practice,
    year: Year,
    draw: &mut Draw,
) {
    const WHY: [(&str, f64); 5] = [
        ("no-local-place", 0.42),
        ("specialist", 0.2),
        ("family", 0.2),
        ("safety", 0.13),
        ("", 0.05),
    ];
    if child.short_breaks {
        return;
    }
    let mut after_spell = false;
    for episode in episodes(child) {
        let spell = episode.place.code.starts_with('T');
        let outside = usize::from(episode.place.at.host) != simulation.authority.number;
        let begins = !matches!(episode.began, "L") && !spell && !after_spell;
        after_spell = spell;
        if !(begins && outside && (year.first..=year.last).contains(&episode.start)) {
            continue;
        }
        let notified = match draw.unit() / practice.notifies {
            share if share < 1.0 => Some(episode.start - draw.between(0, 6)),
            share if share < 1.3 => Some(episode.start + draw.between(1, 7)),
            share if share < 1.5 => Some(episode.start + draw.between(8, 60)),
            _ => None,
        };
        let why = draw.weighted(&WHY).unwrap_or("");
        let (name, start) = (child.identifier(), written(episode.start));
        let _ = writeln!(table, "{name},{start},{},{why}", written_or_blank(notified));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::ssda903::{harms, reasons};

    #[test]
    fn every_reason_and_harm_is_on_the_shipped_list() {
        for (list, codes) in [(reasons(), REASONS), (harms(), HARMS)] {
            for (code, _) in codes {
                assert!(list.iter().any(|listed| listed.code == code), "{code}");
            }
            let all: f64 = codes.iter().map(|(_, share)| share).sum();
            assert!((all - 1.0).abs() < 1e-9);
        }
    }
}
