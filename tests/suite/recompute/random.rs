//! Random returns: temporary spells, same-carer moves, adoptions by carers, short-break series,
//! gaps, overlaps, dropped and repeated episodes, several open on 31 March.

use std::fmt::Write as _;
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// The authority whose returns are made up.
pub(crate) const CODE: &str = "E10000016";

/// The years of its returns.
pub(crate) const YEARS: [i16; 3] = [2022, 2023, 2024];

/// Made-up chance.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.roll(of.len() as u64)).unwrap()]
    }
}

#[derive(Clone)]
struct Made {
    child: String,
    start: Date,
    end: Option<Date>,
    cells: Vec<String>,
    rec: String,
}

fn uk(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

fn later(day: Date, days: u64) -> Date {
    day.checked_add(i64::try_from(days).unwrap().days())
        .unwrap()
}

/// One child's episodes in order of time, with everything that real returns have been seen with.
#[allow(clippy::too_many_lines, reason = "one draw after the other")]
fn history(dice: &mut Dice, child: &str) -> Vec<Made> {
    let mut day = later(date(2017, 6, 1), dice.roll(2_400));
    let mut made: Vec<Made> = Vec::new();
    let mut first = true;
    let mut post = "AA1 1AA".to_owned();
    let mut place = dice.pick(&["U4", "U1", "K2", "U5"]).to_owned();
    for _ in 0..=dice.roll(9) {
        let short = dice.one_in(3);
        let length = if short {
            dice.roll(25)
        } else {
            30 + dice.roll(700)
        };
        let end = later(day, length);
        let rne = if first {
            "S"
        } else {
            dice.pick(&["P", "P", "L", "T", "U", "B", "S"])
        };
        let ls = if dice.one_in(12) {
            dice.pick(&["V3", "V4"])
        } else {
            "C2"
        };
        let new_place = match dice.roll(10) {
            0..=2 => place.clone(),
            3 | 4 => dice.pick(&["T0", "T1", "T4"]).to_owned(),
            5 => dice.pick(&["A3", "A4", "A5", "A6"]).to_owned(),
            _ => dice
                .pick(&["U1", "U2", "U4", "U5", "U6", "K1", "K2", "H5", "Z1", "P1"])
                .to_owned(),
        };
        let temporary = new_place.starts_with('T');
        if !temporary {
            if dice.one_in(2) {
                post = dice.pick(&["AA1 1AA", "BB2 2BB", "CC3 3CC"]).to_owned();
            }
            place.clone_from(&new_place);
        }
        let open = dice.one_in(8);
        let rec = if open {
            String::new()
        } else {
            dice.pick(&["X1", "X1", "X1", "X1", "E4A"]).to_owned()
        };
        let location = if dice.one_in(15) {
            ""
        } else {
            dice.pick(&["IN", "OUT"])
        };
        let distance = if dice.one_in(10) {
            "999.9".to_owned()
        } else {
            format!("{}.{}", dice.roll(45), dice.roll(10))
        };
        let reason = if dice.one_in(2) {
            ""
        } else {
            dice.pick(&["CARPL", "PLACE", "CUSTOD", "CHILD", "CREQB"])
        };
        made.push(Made {
            child: child.to_owned(),
            start: day,
            end: (!open).then_some(end),
            rec,
            cells: [
                rne,
                ls,
                &new_place,
                dice.pick(&["PR1", "PR4"]),
                reason,
                &post,
                location,
                &distance,
            ]
            .map(str::to_owned)
            .to_vec(),
        });
        first = false;
        day = match dice.roll(8) {
            0 => later(end, 1 + dice.roll(60)),
            1 => later(day, length / 2),
            _ => end,
        };
    }
    made
}

/// The texts of one year's files.
struct Texts {
    header: String,
    episodes: String,
    missing: String,
    uasc: String,
    interviews: String,
    notifications: String,
    nationality: String,
}

impl Texts {
    fn new() -> Self {
        let begun = |header: &str| format!("{header}\n");
        Self {
            header: begun("CHILD,SEX,DOB,ETHNIC"),
            episodes: begun(
                "CHILD,DECOM,RNE,LS,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,PL_POST,PL_LOCATION,PL_DISTANCE",
            ),
            missing: begun("CHILD,MISSING,MIS_START,MIS_END"),
            uasc: begun("CHILD,SEX,DOB,DUC"),
            interviews: begun(
                "CHILD,MIS_START,OFFERED,OFFERED_DATE,ACCEPTED,INTERVIEW_DATE,REVIEW_DATE",
            ),
            notifications: begun("CHILD,DECOM,NOTIFIED_DATE,OUT_REASON"),
            nationality: begun("CHILD,NATIONALITY"),
        }
    }

    /// A child's row of the header, and now and then of the UASC table.
    fn who(&mut self, dice: &mut Dice, child: &str, born: Date, first: Date) {
        let _ = writeln!(self.header, "{child},1,{},WBRI", uk(born));
        if !dice.one_in(6) {
            return;
        }
        let ends = if dice.one_in(2) {
            String::new()
        } else {
            uk(later(first, dice.roll(600)))
        };
        let _ = writeln!(self.uasc, "{child},1,{},{ends}", uk(born));
        for _ in 0..dice.roll(3) {
            let nationality = dice.pick(&["", "SDN", "ERI"]);
            let _ = writeln!(self.nationality, "{child},{nationality}");
        }
    }

    /// An episode as the return of a year has it, and a notice of it.
    fn episode(&mut self, dice: &mut Dice, e: &Made, last: Date) {
        let ended = e.end.filter(|end| *end <= last);
        let rec = if ended.is_some() { e.rec.as_str() } else { "" };
        let [rne, ls, place, provider, reason, post, location, distance] = &e.cells[..] else {
            panic!()
        };
        let dec = ended.map(uk).unwrap_or_default();
        let (child, start) = (&e.child, uk(e.start));
        for _ in 0..=u8::from(dice.one_in(60)) {
            let _ = writeln!(
                self.episodes,
                "{child},{start},{rne},{ls},{place},{provider},{dec},{rec},{reason},{post},{location},{distance}",
            );
        }
        for _ in 0..dice.roll(3) {
            let told = dice.pick(&["before", "after", ""]);
            let told = match told {
                "before" => uk(e.start.checked_sub(2.days()).unwrap()),
                "after" => uk(later(e.start, dice.roll(12))),
                _ => String::new(),
            };
            let why = dice.pick(&["safety", "specialist", "family", "no-local-place", ""]);
            let _ = writeln!(self.notifications, "{child},{start},{told},{why}");
        }
    }

    /// An incident, and what followed it.
    fn incident(&mut self, dice: &mut Dice, child: &str, first: Date) {
        let start = later(first.checked_sub(20.days()).unwrap(), dice.roll(395));
        let end = (!dice.one_in(6)).then(|| later(start, dice.roll(9)));
        let kind = dice.pick(&["M", "M", "A"]);
        let written = end.map(uk).unwrap_or_default();
        let _ = writeln!(self.missing, "{child},{kind},{},{written}", uk(start));
        for _ in 0..dice.roll(3) {
            let offered = dice.pick(&["Y", "N", ""]);
            let accepted = dice.pick(&["Y", "N", ""]);
            let mut after = |from: Date, within: u64| {
                if dice.one_in(3) {
                    String::new()
                } else {
                    uk(later(from, dice.roll(within)))
                }
            };
            let offered_on = after(start, 14);
            let held_on = after(start, 14);
            let reviewed_on = after(start.checked_sub(3.days()).unwrap(), 40);
            let _ = writeln!(
                self.interviews,
                "{child},{},{offered},{offered_on},{accepted},{held_on},{reviewed_on}",
                uk(start)
            );
        }
    }

    fn write(&self, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        for (name, text) in [
            ("header", &self.header),
            ("episodes", &self.episodes),
            ("missing", &self.missing),
            ("uasc", &self.uasc),
            ("return-interviews", &self.interviews),
            ("notifications", &self.notifications),
            ("nationality", &self.nationality),
        ] {
            std::fs::write(folder.join(format!("{name}.csv")), text).unwrap();
        }
    }
}

/// Writes three returns and what stands beside them; now and then an episode is dropped from a
/// return or a row repeated.
pub(crate) fn write(folder: &Path, seed: u64) {
    let mut dice = Dice(seed * 7_919 + 104_729);
    let children = 12 + dice.roll(40);
    let histories: Vec<(String, Vec<Made>, Date)> = (0..children)
        .map(|c| {
            let child = format!("{c:04}");
            let made = history(&mut dice, &child);
            let born = later(date(2003, 1, 1), dice.roll(6_500));
            (child, made, born)
        })
        .collect();
    for year in YEARS {
        let (first, last) = (date(year - 1, 4, 1), date(year, 3, 31));
        let mut texts = Texts::new();
        for (child, made, born) in &histories {
            texts.who(&mut dice, child, *born, first);
            for e in made {
                let in_year = e.start <= last && e.end.is_none_or(|end| end >= first);
                if in_year && !dice.one_in(25) {
                    texts.episode(&mut dice, e, last);
                }
            }
            if dice.one_in(3) {
                for _ in 0..=dice.roll(4) {
                    texts.incident(&mut dice, child, first);
                }
            }
        }
        texts.write(&folder.join(CODE).join(year.to_string()));
    }
    write_beside(folder, &mut dice);
}

/// Capacity of homes and police counts.
fn write_beside(folder: &Path, dice: &mut Dice) {
    let mut capacity = String::from("authority_code,year,accommodation,sector,places,vacancies\n");
    let mut police = String::from(
        "authority_code,year,scope,definition,missing_incidents,children_missing,absent_incidents\n",
    );
    for year in YEARS {
        for (accommodation, sector) in [
            ("childrens-home", "own"),
            ("childrens-home", "private"),
            ("childrens-home", "voluntary"),
            ("foster", "own"),
        ] {
            let places = dice.roll(6);
            let vacant = dice.roll(places + 1);
            let _ = writeln!(
                capacity,
                "{CODE},{year},{accommodation},{sector},{places},{vacant}"
            );
        }
        for (scope, definition) in [
            ("responsible", "all"),
            ("responsible", "over-24h"),
            ("located", "all"),
        ] {
            let incidents = dice.roll(30);
            let _ = writeln!(
                police,
                "{CODE},{year},{scope},{definition},{incidents},{},0",
                incidents / 2
            );
        }
    }
    std::fs::write(folder.join("capacity.csv"), capacity).unwrap();
    std::fs::write(folder.join("police.csv"), police).unwrap();
}
