//! Every indicator from child-level returns against a plain, slow recomputation that shares no
//! function with the library: it reads the CSV files itself and follows the definitions word by
//! word, on random datasets with temporary spells, same-carer moves, adoptions by carers,
//! short-break series, gaps, overlaps and several episodes open on 31 March.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use care_scorecard::config::Configuration;
use care_scorecard::diagnostic::Diagnostics;
use care_scorecard::measure::{Absence, Measures};
use care_scorecard::source::published::Location;
use care_scorecard::source::{Dataset, Symbol};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

const YEARS: [i16; 3] = [2022, 2023, 2024];
const CODE: &str = "E10000016";

// ---------------------------------------------------------------------------------------------
// Random returns.

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

/// Writes three returns; now and then an episode is dropped from a return or a row repeated.
fn write(folder: &Path, seed: u64) {
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
        let place = folder.join(CODE).join(year.to_string());
        std::fs::create_dir_all(&place).unwrap();
        let (first, last) = (date(year - 1, 4, 1), date(year, 3, 31));
        let mut header = String::from("CHILD,SEX,DOB,ETHNIC\n");
        let mut episodes = String::from(
            "CHILD,DECOM,RNE,LS,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,PL_POST,PL_LOCATION,PL_DISTANCE\n",
        );
        let mut missing = String::from("CHILD,MISSING,MIS_START,MIS_END\n");
        let mut uasc = String::from("CHILD,SEX,DOB,DUC\n");
        for (child, made, born) in &histories {
            let _ = writeln!(header, "{child},1,{},WBRI", uk(*born));
            if dice.one_in(6) {
                let ends = if dice.one_in(2) {
                    String::new()
                } else {
                    uk(later(first, dice.roll(600)))
                };
                let _ = writeln!(uasc, "{child},1,{},{ends}", uk(*born));
            }
            for e in made {
                let in_year = e.start <= last && e.end.is_none_or(|end| end >= first);
                if !in_year || dice.one_in(25) {
                    continue;
                }
                let ended = e.end.filter(|end| *end <= last);
                let rec = if ended.is_some() { e.rec.as_str() } else { "" };
                let [rne, ls, place, provider, reason, post, location, distance] = &e.cells[..]
                else {
                    panic!()
                };
                let dec = ended.map(uk).unwrap_or_default();
                for _ in 0..=u8::from(dice.one_in(60)) {
                    let _ = writeln!(
                        episodes,
                        "{},{},{rne},{ls},{place},{provider},{dec},{rec},{reason},{post},{location},{distance}",
                        e.child,
                        uk(e.start)
                    );
                }
            }
            if dice.one_in(3) {
                for _ in 0..=dice.roll(4) {
                    let start = later(first.checked_sub(20.days()).unwrap(), dice.roll(395));
                    let end = (!dice.one_in(6)).then(|| later(start, dice.roll(9)));
                    let kind = dice.pick(&["M", "M", "A"]);
                    let _ = writeln!(
                        missing,
                        "{child},{kind},{},{}",
                        uk(start),
                        end.map(uk).unwrap_or_default()
                    );
                }
            }
        }
        for (name, text) in [
            ("header", header),
            ("episodes", episodes),
            ("missing", missing),
            ("uasc", uasc),
        ] {
            std::fs::write(place.join(format!("{name}.csv")), text).unwrap();
        }
    }
}

// ---------------------------------------------------------------------------------------------
// The plain recomputation.

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            header
                .iter()
                .map(|h| (*h).to_owned())
                .zip(line.split(',').map(str::to_owned))
                .collect()
        })
        .collect()
}

fn day(text: &str) -> Option<Date> {
    let parts: Vec<i16> = text
        .split('/')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [d, m, y] = parts[..] else { return None };
    Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
}

#[derive(Clone, Debug)]
struct Ep {
    child: String,
    decom: Date,
    dec: Option<Date>,
    rne: String,
    ls: String,
    place: String,
    provider: String,
    rec: String,
    rpc: String,
    post: String,
    out: Option<bool>,
    miles: Option<f64>,
    row: usize,
}

impl Ep {
    fn v(&self) -> bool {
        self.ls == "V3" || self.ls == "V4"
    }
    fn t(&self) -> bool {
        self.place.starts_with('T')
    }
    fn open_at(&self, on: Date) -> bool {
        self.decom <= on && (self.dec.is_none() || self.dec.unwrap() > on)
    }
}

struct Ret {
    episodes: BTreeMap<String, Vec<Ep>>,
    incidents: Vec<(String, char, Date, Option<Date>)>,
    born: BTreeMap<String, Date>,
    uasc: BTreeMap<String, Option<Date>>,
}

fn in_order(list: &mut [Ep]) {
    list.sort_by_key(|e| (e.decom, e.dec.is_none(), e.dec, e.row));
}

fn read(folder: &Path, year: i16) -> Ret {
    let place = folder.join(CODE).join(year.to_string());
    let mut episodes: BTreeMap<String, Vec<Ep>> = BTreeMap::new();
    for (row, r) in rows(&place.join("episodes.csv")).into_iter().enumerate() {
        let distance: Option<f64> = r["PL_DISTANCE"].parse().ok();
        let ep = Ep {
            child: r["CHILD"].clone(),
            decom: day(&r["DECOM"]).unwrap(),
            dec: day(&r["DEC"]),
            rne: r["RNE"].clone(),
            ls: r["LS"].clone(),
            place: r["PLACE"].clone(),
            provider: r["PLACE_PROVIDER"].clone(),
            rec: r["REC"].clone(),
            rpc: r["REASON_PLACE_CHANGE"].clone(),
            post: r["PL_POST"].clone(),
            out: match r["PL_LOCATION"].as_str() {
                "IN" => Some(false),
                "OUT" => Some(true),
                _ => None,
            },
            miles: distance.filter(|d| *d < 999.9),
            row,
        };
        episodes.entry(ep.child.clone()).or_default().push(ep);
    }
    for list in episodes.values_mut() {
        in_order(list);
    }
    let incidents = rows(&place.join("missing.csv"))
        .into_iter()
        .map(|r| {
            (
                r["CHILD"].clone(),
                r["MISSING"].chars().next().unwrap(),
                day(&r["MIS_START"]).unwrap(),
                day(&r["MIS_END"]),
            )
        })
        .collect();
    Ret {
        episodes,
        incidents,
        born: rows(&place.join("header.csv"))
            .into_iter()
            .map(|r| (r["CHILD"].clone(), day(&r["DOB"]).unwrap()))
            .collect(),
        uasc: rows(&place.join("uasc.csv"))
            .into_iter()
            .map(|r| (r["CHILD"].clone(), day(&r["DUC"])))
            .collect(),
    }
}

/// "The later return wins; an episode open in return Y and absent from Y+1 is closed on 1 April Y."
fn join(returns: &[(i16, &Ret)]) -> BTreeMap<String, Vec<Ep>> {
    let mut all: BTreeMap<String, Vec<Ep>> = BTreeMap::new();
    for (at, (year, ret)) in returns.iter().enumerate() {
        for (child, list) in &ret.episodes {
            for ep in list {
                let in_later = returns[at + 1..].iter().any(|(_, later)| {
                    later
                        .episodes
                        .get(child)
                        .is_some_and(|l| l.iter().any(|o| o.decom == ep.decom))
                });
                if in_later {
                    continue;
                }
                let mut ep = ep.clone();
                if at + 1 < returns.len() && ep.dec.is_none() {
                    ep.dec = Some(date(*year, 4, 1));
                }
                ep.row += at * 100_000;
                all.entry(child.clone()).or_default().push(ep);
            }
        }
    }
    for list in all.values_mut() {
        in_order(list);
    }
    all
}

#[derive(Clone, Copy, PartialEq)]
enum How {
    Official,
    SameCarer,
}

/// Which placement each episode belongs to; none for temporary spells and short breaks.
fn label(list: &[Ep], how: How) -> Vec<Option<usize>> {
    let mut labels: Vec<Option<usize>> = Vec::new();
    let mut count = 0;
    for (i, e) in list.iter().enumerate() {
        if e.v() || e.t() {
            labels.push(None);
            continue;
        }
        // What stands before, looking back over temporary spells.
        let mut j = i;
        let mut spells = 0;
        while j > 0 && list[j - 1].t() && !list[j - 1].v() {
            j -= 1;
            spells += 1;
        }
        let before = (j > 0 && !list[j - 1].v()).then(|| &list[j - 1]);
        let touching = spells > 0 && (j.max(1)..=i).all(|k| list[k - 1].dec == Some(list[k].decom));
        let ltu = ["L", "T", "U"].contains(&e.rne.as_str());
        let continues = before.is_some_and(|b| {
            let matches = b.place == e.place && b.provider == e.provider && b.post == e.post;
            let carer_adopts = (e.place == "A3" || e.place == "A5") && b.place.starts_with('U');
            let into_ffa = (e.place == "U2" || e.place == "U5") && b.place != e.place;
            match (touching, how) {
                (true, How::Official) => matches,
                (true, How::SameCarer) => matches || ltu,
                (false, How::Official) => carer_adopts || (ltu && !into_ffa),
                (false, How::SameCarer) => carer_adopts || ltu,
            }
        });
        if !continues {
            count += 1;
        }
        labels.push(Some(count));
    }
    labels
}

fn placements_counted(list: &[Ep], first: Date, last: Date) -> usize {
    let labels = label(list, How::Official);
    let mut counted = BTreeSet::new();
    for id in labels.iter().flatten() {
        let own: Vec<&Ep> = list
            .iter()
            .zip(&labels)
            .filter(|(_, l)| **l == Some(*id))
            .map(|(e, _)| e)
            .collect();
        let start = own.iter().map(|e| e.decom).min().unwrap();
        let open_end = own.iter().any(|e| e.dec.is_none());
        let end = own.iter().filter_map(|e| e.dec).max();
        let open_on_first = start <= first && (open_end || end.unwrap() > first);
        if open_on_first || (start >= first && start <= last) {
            counted.insert(*id);
        }
    }
    counted.len()
}

/// The first day of the period of care that lasts to 31 March.
fn period_start(list: &[Ep], census: Date) -> Option<Date> {
    let mut start: Option<Date> = None;
    let mut end: Option<Option<Date>> = None;
    let mut last_rec = String::new();
    for e in list.iter().filter(|e| e.decom <= census) {
        if e.v() {
            start = None;
            end = None;
            continue;
        }
        let broken = match (start, end) {
            (Some(s), Some(reach)) => {
                (e.rne == "S" && e.decom > s)
                    || reach.is_some_and(|r| e.decom > r)
                    || !(last_rec.is_empty() || last_rec == "X1")
            }
            _ => true,
        };
        if broken {
            start = Some(e.decom);
            end = Some(e.dec);
        } else {
            end = Some(match (end.unwrap(), e.dec) {
                (Some(a), Some(b)) => Some(a.max(b)),
                _ => None,
            });
        }
        last_rec = if e.dec.is_some() {
            e.rec.clone()
        } else {
            String::new()
        };
    }
    let reach = end?;
    (reach.is_none() || reach.unwrap() > census).then_some(start?)
}

fn census_of(list: &[Ep], census: Date) -> Option<usize> {
    (0..list.len())
        .rev()
        .find(|i| list[*i].open_at(census) && !list[*i].v())
}

fn same_carer(list: &[Ep], at: usize, since: Date) -> bool {
    let list = &list[..=at];
    let labels = label(list, How::SameCarer);
    let current = &list[at];
    // In a temporary spell the placement is the one it touches.
    let mut i = at;
    while list[i].t() {
        if i == 0 || list[i - 1].dec != Some(list[i].decom) || list[i - 1].v() {
            return false;
        }
        i -= 1;
    }
    let start_of = |id: usize| {
        list.iter()
            .zip(&labels)
            .filter(|(_, l)| **l == Some(id))
            .map(|(e, _)| e.decom)
            .min()
            .unwrap()
    };
    let id = labels[i].unwrap();
    if start_of(id) <= since {
        return true;
    }
    if !["A3", "A4", "A5", "A6"].contains(&current.place.as_str()) {
        return false;
    }
    // The placement before the child was placed for adoption.
    let first_of_id = labels.iter().position(|l| *l == Some(id)).unwrap();
    let adopted_inside = list[first_of_id].place.starts_with('A');
    let before = if adopted_inside {
        labels[..first_of_id].iter().rev().find_map(|l| *l)
    } else {
        None
    };
    before.is_some_and(|b| start_of(b) <= since)
}

fn age(born: Date, on: Date) -> i16 {
    on.year() - born.year() - i16::from((on.month(), on.day()) < (born.month(), born.day()))
}

type Expected = BTreeMap<&'static str, (f64, Option<f64>)>;

#[allow(clippy::cast_precision_loss, clippy::too_many_lines)]
fn expected(folder: &Path, year: i16) -> Expected {
    let returns: Vec<(i16, Ret)> = YEARS
        .iter()
        .filter(|y| **y <= year)
        .map(|y| (*y, read(folder, *y)))
        .collect();
    let this = &returns.last().unwrap().1;
    let (first, census) = (date(year - 1, 4, 1), date(year, 3, 31));
    let f = |n: usize| n as f64;
    let mut out = Expected::new();
    let mut share = |code: &'static str, x: usize, n: usize| {
        out.insert(code, (f(x), Some(f(n))));
    };
    let at: Vec<(&String, &Vec<Ep>, &Ep)> = this
        .episodes
        .iter()
        .filter_map(|(c, l)| Some((c, l, &l[census_of(l, census)?])))
        .collect();
    let n = at.len();
    let count = |test: &dyn Fn(&Ep) -> bool| at.iter().filter(|(_, _, e)| test(e)).count();
    let touches = |e: &Ep| e.decom <= census && (e.dec.is_none() || e.dec.unwrap() >= first);
    let during: BTreeSet<&String> = this
        .episodes
        .iter()
        .filter(|(_, l)| l.iter().any(|e| touches(e) && !e.v()))
        .map(|(c, _)| c)
        .collect();
    share("own-provision", count(&|e| e.provider == "PR1"), n);
    share(
        "other-accommodation",
        count(&|e| ["H5", "P2", "Z1", "Z11", "Z12", "Z13", "Z14"].contains(&e.place.as_str())),
        n,
    );
    share("placed-outside", count(&|e| e.out == Some(true)), n);
    let far = |e: &Ep| e.out == Some(true) && e.miles.is_some_and(|m| m > 20.0);
    share("placed-20-miles-outside", count(&far), n);
    share(
        "placed-20-miles-outside-among-known",
        count(&far),
        count(&|e| e.miles.is_some()),
    );

    let care_on = |c: &String, on: Date| {
        this.episodes.get(c).is_some_and(|l| {
            l.iter()
                .any(|e| e.decom <= on && e.dec.is_none_or(|d| d >= on) && !e.v())
        })
    };
    let of_year: Vec<&(String, char, Date, Option<Date>)> = this
        .incidents
        .iter()
        .filter(|(c, _, s, e)| *s <= census && e.is_none_or(|e| e >= first) && care_on(c, *s))
        .collect();
    let m: Vec<_> = of_year.iter().filter(|i| i.1 == 'M').collect();
    let mut times: BTreeMap<&String, usize> = BTreeMap::new();
    for i in &m {
        *times.entry(&i.0).or_default() += 1;
    }
    share("children-missing", times.len(), during.len());
    share("missing-incident-rate", m.len(), during.len());
    share(
        "repeat-missing",
        times.values().filter(|t| **t >= 2).count(),
        times.len(),
    );
    share(
        "missing-or-away",
        of_year.iter().map(|i| &i.0).collect::<BTreeSet<_>>().len(),
        during.len(),
    );
    let away: BTreeSet<&String> = of_year
        .iter()
        .filter(|i| i.1 == 'A')
        .map(|i| &i.0)
        .collect();
    share("away-from-placement", away.len(), during.len());
    share("incidents-per-missing-child", m.len(), times.len());
    let known: Vec<_> = m
        .iter()
        .filter(|i| i.3.is_some() || i.2 <= date(year, 3, 28))
        .collect();
    let long = known
        .iter()
        .filter(|i| i.2.until(i.3.unwrap_or(census)).unwrap().get_days() >= 3)
        .count();
    share("long-missing", long, known.len());
    let outside: Vec<(&String, &Vec<Ep>)> = this
        .episodes
        .iter()
        .filter(|(_, l)| {
            l.iter()
                .any(|e| touches(e) && !e.v() && e.out == Some(true))
        })
        .collect();
    let gone = outside
        .iter()
        .filter(|(c, l)| {
            m.iter().any(|i| {
                &i.0 == *c
                    && l.iter().any(|e| {
                        e.out == Some(true)
                            && !e.v()
                            && e.decom <= i.2
                            && e.dec.is_none_or(|d| d > i.2)
                    })
            })
        })
        .count();
    share("outside-and-missing", gone, outside.len());

    let clean: Vec<_> = at
        .iter()
        .filter(|(_, l, _)| !l.iter().any(|e| touches(e) && e.v()))
        .collect();
    share(
        "three-placements",
        clean
            .iter()
            .filter(|(_, l, _)| placements_counted(l, first, census) >= 3)
            .count(),
        clean.len(),
    );
    let ended: Vec<&Ep> = this
        .episodes
        .values()
        .flatten()
        .filter(|e| !e.v() && !e.rpc.is_empty() && e.dec.is_some_and(|d| d >= first && d <= census))
        .collect();
    share(
        "unplanned-moves",
        ended
            .iter()
            .filter(|e| !["CARPL", "PLACE", "CUSTOD"].contains(&e.rpc.as_str()))
            .count(),
        ended.len(),
    );
    let list: Vec<(i16, &Ret)> = returns.iter().map(|(y, r)| (*y, r)).collect();
    if list.len() >= 2 {
        let two = join(&list[list.len() - 2..]);
        let long: Vec<&Vec<Ep>> = at
            .iter()
            .filter_map(|(c, _, _)| two.get(*c))
            .filter(|l| {
                census_of(l, census).is_some()
                    && period_start(l, census).is_some_and(|s| s <= date(year - 2, 3, 31))
            })
            .collect();
        let many = long
            .iter()
            .filter(|l| placements_counted(l, date(year - 2, 4, 1), census) >= 3)
            .count();
        share("three-placements-two-years", many, long.len());
    }
    if list.len() >= 3 {
        let three = join(&list);
        let (mut same, mut all) = (0, 0);
        for (c, _, _) in &at {
            let l = &three[*c];
            let young = this.born.get(*c).is_some_and(|b| age(*b, census) < 16);
            let Some(i) = census_of(l, census) else {
                continue;
            };
            if !young || period_start(l, census).is_none_or(|s| s > date(year - 3, 9, 30)) {
                continue;
            }
            all += 1;
            same += usize::from(same_carer(l, i, date(year - 2, 3, 31)));
        }
        share("same-carer-two-years", same, all);
    }
    let uasc = |c: &String| {
        this.uasc
            .get(c)
            .is_some_and(|d| d.is_none_or(|d| d > census))
    };
    share(
        "uasc-share",
        at.iter().filter(|(c, _, _)| uasc(c)).count(),
        n,
    );
    let uasc_in: Vec<&&String> = during
        .iter()
        .filter(|c| {
            this.uasc
                .get(**c)
                .is_some_and(|d| d.is_none_or(|d| d >= first))
        })
        .collect();
    share(
        "uasc-missing",
        uasc_in.iter().filter(|c| times.contains_key(**c)).count(),
        uasc_in.len(),
    );
    let open: BTreeSet<&String> = m
        .iter()
        .filter(|i| i.3.is_none_or(|e| e > census))
        .map(|i| &i.0)
        .collect();
    out.insert("cla-at-31-march", (f(n), None));
    out.insert("cla-during-year", (f(during.len()), None));
    out.insert("away-incidents", (f(of_year.len() - m.len()), None));
    out.insert("missing-at-31-march", (f(open.len()), None));
    out
}

// ---------------------------------------------------------------------------------------------

/// Checks one random dataset; notes which indicators were neither none nor all.
fn check(seed: u64, told: &mut BTreeSet<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), seed);
    let dataset = Dataset::read(folder.path());
    assert!(
        !dataset.diagnostics.has_errors(),
        "{:?}",
        dataset.diagnostics
    );
    let mut diagnostics = Diagnostics::default();
    let measures = Measures::compute(&dataset, Configuration::built_in(), &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let kent = Location::Authority(dataset.register.by_code(CODE).unwrap());
    for year in YEARS {
        for (code, (x, n)) in expected(folder.path(), year) {
            if x > 0.0 && n.is_none_or(|n| x != n) {
                told.insert(code);
            }
            let cell = measures
                .best(year, code, &kent)
                .unwrap_or_else(|| panic!("{code} {year} seed {seed}"));
            assert_eq!(
                (cell.numerator, cell.denominator),
                (Some(x), n),
                "{code} in {year}, seed {seed}"
            );
        }
    }
    let absent = |code: &str, year: i16| measures.best(year, code, &kent).unwrap().value;
    let not_available = Err(Absence::Symbol(Symbol::NotAvailable));
    assert_eq!(absent("same-carer-two-years", 2023), not_available);
    assert_eq!(absent("three-placements-two-years", 2022), not_available);
}

#[test]
fn every_measure_agrees_on_random_returns() {
    let seeds = std::env::var("CARE_SCORECARD_SEEDS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(150);
    let mut told = BTreeSet::new();
    for seed in 1..=seeds {
        check(seed, &mut told);
    }
    assert_eq!(told.len(), 23, "only these were told apart: {told:?}");
}
