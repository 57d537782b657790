//! The tables of one authority's return of one year.

use std::fmt::Write as _;

use super::child::{Child, Place};
use super::day::{birthday, written, written_or_blank};
use super::episodes::{Episode, episodes};
use super::simulation::{Simulation, Year};
use crate::sample::nation::Authority;

/// The texts of a return.
#[derive(Debug, Default)]
pub(super) struct Return {
    pub(super) header: String,
    pub(super) episodes: String,
    pub(super) missing: String,
    pub(super) uasc: String,
}

impl Return {
    /// The tables with no row yet.
    fn begin() -> Self {
        Self {
        header: "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n".to_owned(),
        episodes: "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,PL_LA,PL_LOCATION,PL_DISTANCE\n".to_owned(),
        missing: "CHILD,DOB,MISSING,MIS_START,MIS_END\n".to_owned(),
        uasc: "CHILD,SEX,DOB,DUC\n".to_owned(),
        }
    }
}

/// Writes a year's return.
pub(super) fn written_return(
    simulation: &Simulation<'_>,
    nation: &[Authority],
    year: Year,
) -> Return {
    let mut tables = Return::begin();
    for child in &simulation.children {
        let touching: Vec<Episode> = episodes(child)
            .into_iter()
            .filter(|e| e.start <= year.last && e.end.is_none_or(|end| end >= year.first))
            .collect();
        if touching.is_empty() {
            continue;
        }
        let name = child.identifier();
        header(&mut tables.header, &name, child, year);
        for episode in &touching {
            tables.episodes += &name;
            row(
                &mut tables.episodes,
                simulation,
                nation,
                child,
                episode,
                year,
            );
        }
        missing(&mut tables.missing, &name, child, year);
        if child.uasc {
            unaccompanied(&mut tables.uasc, &name, child, year);
        }
    }
    tables
}

fn unaccompanied(table: &mut String, name: &str, child: &Child, year: Year) {
    let grown = birthday(child.born, 18);
    let until = written_or_blank((grown <= year.last).then_some(grown));
    let (sex, born) = (sex(child, year), written(child.born));
    let _ = writeln!(table, "{name},{sex},{born},{until}");
}

/// Codes changed with the year 2024/25.
fn sex(child: &Child, year: Year) -> &'static str {
    match (year.year >= 2025, child.girl) {
        (false, false) => "1",
        (false, true) => "2",
        (true, false) => "M",
        (true, true) => "F",
    }
}

fn header(table: &mut String, name: &str, child: &Child, year: Year) {
    let upn = if child.age(year.first) < 5.0 || child.uasc {
        "UN1".to_owned()
    } else {
        upn(child.number)
    };
    let mother = if child.girl { "0" } else { "" };
    let (sex, born) = (sex(child, year), written(child.born));
    let _ = writeln!(
        table,
        "{name},{sex},{born},{},{upn},{mother},",
        child.ethnic
    );
}

/// A pupil number with its check letter; no authority has the number 000.
fn upn(number: u32) -> String {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let digits = format!("000{:09}", number);
    let sum: u32 = digits
        .bytes()
        .zip(2..)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{}{digits}", char::from(LETTERS[(sum % 23) as usize]))
}

fn row(
    table: &mut String,
    simulation: &Simulation<'_>,
    nation: &[Authority],
    child: &Child,
    episode: &Episode,
    year: Year,
) {
    let ended = episode.end.filter(|end| *end <= year.last);
    let (rec, change) = match ended {
        Some(_) => (episode.ended, episode.change),
        None => ("", ""),
    };
    let _ = write!(
        table,
        ",{},{},{},{},{},{},{},{rec},{change},",
        written(episode.start),
        episode.began,
        episode.legal,
        child.need,
        place_code(episode, year),
        episode.place.provider,
        written_or_blank(ended),
    );
    located(table, simulation, nation, child, &episode.place);
}

/// The columns about where the placement is; none of these is given of short breaks.
fn located(
    table: &mut String,
    simulation: &Simulation<'_>,
    nation: &[Authority],
    child: &Child,
    place: &Place,
) {
    let at = place.at;
    if child.short_breaks {
        let _ = writeln!(table, ",,{},,,", place.urn);
        return;
    }
    let map = simulation.map;
    let post = |at| map.post(at).map_or("", |post| post.code.as_str());
    let home = child.home.map_or("", post);
    let urn = match place.urn {
        0 => String::new(),
        urn => urn.to_string(),
    };
    let host = nation
        .get(usize::from(at.host))
        .map_or("", |a| a.code.as_str());
    let inside = usize::from(at.host) == simulation.authority.number;
    let location = if inside { "IN" } else { "OUT" };
    let _ = write!(table, "{home},{},{urn},{host},{location},", post(at));
    if let Some(tenths) = child.home.and_then(|home| map.tenths(home, at)) {
        let _ = write!(table, "{}.{}", tenths / 10, tenths % 10);
    }
    table.push('\n');
}

/// What was Z1 has four codes from 2025/26.
fn place_code(episode: &Episode, year: Year) -> &'static str {
    match (episode.place.code, year.year >= 2026) {
        ("Z1", true) => ["Z11", "Z12", "Z13", "Z14"][usize::from(episode.place.at.post % 4)],
        (code, _) => code,
    }
}

fn missing(table: &mut String, name: &str, child: &Child, year: Year) {
    let mut incidents: Vec<_> = child
        .incidents
        .iter()
        .filter(|i| i.start <= year.last && i.end.is_none_or(|end| end >= year.first))
        .collect();
    incidents.sort_by_key(|incident| incident.start);
    for incident in incidents {
        let kind = if incident.away { "A" } else { "M" };
        let (born, start) = (written(child.born), written(incident.start));
        let end = written_or_blank(incident.end.filter(|end| *end <= year.last));
        let _ = writeln!(table, "{name},{born},{kind},{start},{end}");
    }
}
