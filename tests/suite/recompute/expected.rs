//! The indicators, each by its definition.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::random::YEARS;
use super::reading::{Ep, Incident, Ret, Row, day, join, joinable, read, table};
use super::rules::{age, census_of};

/// Numerator and denominator by indicator; none where it is not a share.
pub(crate) type Expected = BTreeMap<&'static str, (f64, Option<f64>)>;

#[allow(clippy::cast_precision_loss, reason = "counts of children")]
fn number(count: usize) -> f64 {
    count as f64
}

/// A child who is looked after on 31 March: who, the episodes of the return, the episode then.
pub(crate) type AtCensus<'r> = (&'r String, &'r Vec<Ep>, &'r Ep);

/// One authority's year.
pub(crate) struct Year<'r> {
    pub(super) year: i16,
    pub(super) ret: &'r Ret,
    pub(super) first: Date,
    pub(super) census: Date,
    pub(super) at: Vec<AtCensus<'r>>,
    pub(super) during: BTreeSet<&'r String>,
    /// The episodes of this and the two returns before, joined.
    pub(super) history: BTreeMap<String, Vec<Ep>>,
    /// Incidents of either kind that belong to the year.
    incidents: Vec<&'r Incident>,
    pub(super) out: Expected,
}

/// The returns of some years of an authority. What was notified in any year, also in later ones,
/// stands with the last of them, its own file first.
pub(crate) fn returns(folder: &Path, years: &[i16]) -> Vec<(i16, Ret)> {
    let mut all: Vec<(i16, Ret)> = years
        .iter()
        .map(|y| (*y, read(&folder.join(y.to_string()))))
        .collect();
    let others = YEARS.iter().rev().filter(|y| **y != *years.last().unwrap());
    let others = others.flat_map(|y| {
        let file = folder.join(y.to_string()).join("notifications.csv");
        table(&file).unwrap_or_default()
    });
    let more: Vec<Row> = others.collect();
    all.last_mut().unwrap().1.notifications.extend(more);
    all
}

/// What is expected of the last of some years of an authority. `folder` holds a folder a year;
/// `dataset` the files for all authorities.
pub(crate) fn expected(folder: &Path, dataset: &Path, code: &str, years: &[i16]) -> Expected {
    let returns = returns(folder, years);
    let list: Vec<(i16, &Ret)> = returns.iter().map(|(y, r)| (*y, r)).collect();
    let list = joinable(&list);
    let mut of_year = Year::new(list);
    of_year.sufficiency(dataset, code);
    of_year.incidents();
    of_year.interviews();
    of_year.police(dataset, code);
    of_year.out_of_area();
    of_year.notifications();
    of_year.stability();
    of_year.stability_over_years(list);
    of_year.unaccompanied();
    of_year.leave_out();
    of_year.out
}

/// What is counted from missing incidents.
const OF_MISSING: [&str; 16] = [
    "children-missing-aged-10-to-17",
    "children-missing",
    "missing-incident-rate",
    "repeat-missing",
    "missing-or-away",
    "long-missing",
    "missing-at-31-march",
    "incidents-per-missing-child",
    "interview-held-in-three-days",
    "interview-offered-in-three-days",
    "interview-accepted",
    "placement-review-held",
    "outside-and-missing",
    "uasc-missing",
    "uasc-still-missing",
    "police-agreement",
];

/// What is counted from return interviews.
const OF_INTERVIEWS: [&str; 4] = [
    "interview-held-in-three-days",
    "interview-offered-in-three-days",
    "interview-accepted",
    "placement-review-held",
];

/// What is counted from absences without authorisation.
const OF_AWAY: [&str; 3] = ["missing-or-away", "away-from-placement", "away-incidents"];

impl<'r> Year<'r> {
    /// The last of some years.
    pub(super) fn new(returns: &[(i16, &'r Ret)]) -> Self {
        let (year, ret) = *returns.last().unwrap();
        let (first, census) = (date(year - 1, 4, 1), date(year, 3, 31));
        let mut all = Self {
            year,
            ret,
            first,
            census,
            at: Vec::new(),
            during: BTreeSet::new(),
            history: join(&returns[returns.len().saturating_sub(3)..]),
            incidents: Vec::new(),
            out: Expected::new(),
        };
        for (child, list) in &ret.episodes {
            if let Some(now) = census_of(list, census) {
                all.at.push((child, list, &list[now]));
            }
            if list.iter().any(|e| all.touches(e) && !e.v()) {
                all.during.insert(child);
            }
        }
        let belongs =
            |i: &&Incident| i.start <= census && i.end.is_none_or(|e| e >= first) && all.in_care(i);
        all.incidents = ret.incidents.iter().filter(belongs).collect();
        all
    }

    pub(super) fn touches(&self, e: &Ep) -> bool {
        e.decom <= self.census && e.dec.is_none_or(|dec| dec >= self.first)
    }

    fn in_care(&self, i: &Incident) -> bool {
        let on = i.start;
        let covers = |e: &Ep| e.decom <= on && e.dec.is_none_or(|d| d >= on) && !e.v();
        self.ret
            .episodes
            .get(&i.child)
            .is_some_and(|l| l.iter().any(covers))
    }

    pub(super) fn share(&mut self, code: &'static str, x: usize, n: usize) {
        self.out.insert(code, (number(x), Some(number(n))));
    }

    fn plain(&mut self, code: &'static str, x: usize) {
        self.out.insert(code, (number(x), None));
    }

    pub(super) fn count(&self, test: impl Fn(&Ep) -> bool) -> usize {
        self.at.iter().filter(|(_, _, e)| test(e)).count()
    }

    pub(super) fn missing(&self) -> Vec<&'r Incident> {
        self.incidents
            .iter()
            .copied()
            .filter(|i| i.kind == 'M')
            .collect()
    }

    fn sufficiency(&mut self, dataset: &Path, code: &str) {
        let n = self.at.len();
        self.share("own-provision", self.count(|e| e.provider == "PR1"), n);
        let other = ["H5", "P2", "Z1", "Z11", "Z12", "Z13", "Z14"];
        let x = self.count(|e| other.contains(&e.place.as_str()));
        self.share("other-accommodation", x, n);
        let homes: Vec<Row> = rows_of(dataset, "capacity", code, self.year)
            .into_iter()
            .filter(|r| r["accommodation"] == "childrens-home")
            .collect();
        let places: usize = homes
            .iter()
            .map(|r| r["places"].parse::<usize>().unwrap())
            .sum();
        let need = self.count(|e| e.place == "K1" || e.place == "K2");
        self.share("home-places-for-need", places.min(need), need);
        let own = homes.iter().filter(|r| r["sector"] == "own");
        let vacant: usize = own.map(|r| r["vacancies"].parse::<usize>().unwrap()).sum();
        let away = self.count(|e| e.place == "K2" && e.out == Some(true));
        let in_homes = self.count(|e| e.place == "K2");
        self.share(
            "vacancies-while-placing-outside",
            vacant.min(away),
            in_homes,
        );
    }

    fn incidents(&mut self) {
        let m = self.missing();
        let (during, all) = (self.during.len(), self.incidents.len());
        let mut times: BTreeMap<&String, usize> = BTreeMap::new();
        for i in &m {
            *times.entry(&i.child).or_default() += 1;
        }
        let who =
            |some: &[&'r Incident]| some.iter().map(|i| &i.child).collect::<BTreeSet<_>>().len();
        self.share("children-missing", times.len(), during);
        self.share("missing-incident-rate", m.len(), during);
        let twice = times.values().filter(|t| **t >= 2).count();
        self.share("repeat-missing", twice, times.len());
        self.share("missing-or-away", who(&self.incidents), during);
        let is_teen = |child: &&&String| {
            let own = self.ret.episodes[**child].iter().filter(|e| !e.v());
            let stays = self.at.iter().any(|(c, _, _)| c == *child);
            let left = own.filter_map(|e| e.dec).max().unwrap_or(self.census);
            let day = if stays {
                self.census
            } else {
                left.min(self.census)
            };
            let born = self.ret.born.get(**child);
            born.is_some_and(|born| (10..18).contains(&age(*born, day)))
        };
        let teens: Vec<&&String> = self.during.iter().filter(is_teen).collect();
        let gone = teens.iter().filter(|child| times.contains_key(***child));
        let (gone, teens) = (gone.count(), teens.len());
        self.share("children-missing-aged-10-to-17", gone, teens);
        let away: Vec<_> = self
            .incidents
            .iter()
            .copied()
            .filter(|i| i.kind == 'A')
            .collect();
        self.share("away-from-placement", who(&away), during);
        self.share("incidents-per-missing-child", m.len(), times.len());
        let last = date(self.year, 3, 28);
        let known: Vec<_> = m
            .iter()
            .filter(|i| i.end.is_some() || i.start <= last || !self.is_in_care_at_the_end(&i.child))
            .collect();
        let days = |i: &Incident| {
            i.start
                .until(i.end.unwrap_or(self.census))
                .unwrap()
                .get_days()
        };
        let long = known.iter().filter(|i| days(i) >= 3).count();
        self.share("long-missing", long, known.len());
        let open = |i: &&Incident| self.is_open(i) && self.is_in_care_at_the_end(&i.child);
        let open: Vec<_> = m.iter().copied().filter(open).collect();
        self.plain("missing-at-31-march", who(&open));
        self.plain("away-incidents", all - m.len());
        self.plain("cla-at-31-march", self.at.len());
        self.plain("cla-during-year", during);
    }

    /// "Rows of missing and UASC tables that name no child of the return's episodes are rows left out;
    /// where none names one, there is no figure. Where over 1 in 20 of a measure's rows, and at least
    /// two, are left out, it has no data there": such a figure is no number here.
    fn leave_out(&mut self) {
        let is_here = |child: &String| self.ret.episodes.contains_key(child);
        let none = |any: bool, named: bool| any && !named;
        let of_kind = |kind: char| {
            let all = self.ret.incidents.iter().filter(|i| i.kind == kind);
            let in_year =
                |i: &&Incident| i.start <= self.census && i.end.is_none_or(|end| end >= self.first);
            let left = all.filter(|i| in_year(i) && !is_here(&i.child)).count();
            let counted = self.incidents.iter().filter(|i| i.kind == kind).count();
            left >= 2 && 20 * left > left + counted
        };
        let named = self.ret.incidents.iter().any(|i| is_here(&i.child));
        let nobody = none(!self.ret.incidents.is_empty(), named);
        let (missing, away) = (nobody || of_kind('M'), nobody || of_kind('A'));
        let named = self.ret.uasc.keys().filter(|c| is_here(c)).count();
        let left = self.ret.uasc.len() - named;
        let uasc = none(left > 0, named > 0) || left >= 2 && 20 * left > left + named;
        let year = self.first..=self.census;
        let about = self.ret.interviews.iter();
        let about = about.filter(|r| day(&r["MIS_START"]).is_some_and(|d| year.contains(&d)));
        let (own, others): (Vec<&Row>, Vec<&Row>) = about.partition(|r| is_here(&r["CHILD"]));
        let logs = self.logs_tell_nothing(&own, &others);
        for (code, figure) in &mut self.out {
            let of_logs = OF_INTERVIEWS.contains(code) && logs;
            let of_missing = OF_MISSING.contains(code) && missing;
            let of_away = OF_AWAY.contains(code) && away;
            if of_missing || of_away || of_logs || code.contains("uasc") && uasc {
                *figure = (f64::NAN, None);
            }
        }
    }

    /// Whether the rows of logs fit too few incidents: fewer than half of those of the return's children, or
    /// over 1 in 20 of others that begin on days of incidents of which no row tells.
    fn logs_tell_nothing(&self, own: &[&Row], others: &[&Row]) -> bool {
        let begins = |r: &&&Row| {
            self.incidents
                .iter()
                .any(|i| r["CHILD"] == i.child && day(&r["MIS_START"]) == Some(i.start))
        };
        let fitting = own.iter().filter(begins).count();
        let mut days: Vec<Date> = others.iter().filter_map(|r| day(&r["MIS_START"])).collect();
        let mut mistakable = 0;
        for incident in self.missing() {
            let told = own.iter().any(|r| {
                r["CHILD"] == incident.child && day(&r["MIS_START"]) == Some(incident.start)
            });
            if let Some(at) = days.iter().position(|d| !told && *d == incident.start) {
                days.remove(at);
                mistakable += 1;
            }
        }
        let any = own.len() + others.len() > 0;
        let of_others = any && fitting * 2 < own.len().max(1);
        of_others || mistakable >= 2 && 20 * mistakable > mistakable + own.len()
    }

    /// Whether a child is in care on 31 March: only such a child can be missing from care on that day.
    pub(super) fn is_in_care_at_the_end(&self, child: &str) -> bool {
        self.at.iter().any(|(c, _, _)| c.as_str() == child)
    }

    pub(super) fn is_open(&self, i: &Incident) -> bool {
        i.end.is_none_or(|end| end > self.census)
    }

    /// The rows of interviews about an incident: of several of a child on one day the one in its
    /// place, the last having what is left over.
    pub(super) fn about(&self, incident: &Incident) -> Vec<&'r Row> {
        let of =
            |r: &&Row| r["CHILD"] == incident.child && day(&r["MIS_START"]) == Some(incident.start);
        let rows: Vec<&Row> = self.ret.interviews.iter().filter(of).collect();
        let mut same: Vec<&Incident> = self.missing();
        same.retain(|i| i.child == incident.child && i.start == incident.start);
        same.sort_by_key(|i| (i.end.is_none(), i.end));
        let place = same
            .iter()
            .position(|i| std::ptr::eq(*i, incident))
            .unwrap();
        let is_last = place + 1 == same.len();
        let mine = |at: usize| at == place || (is_last && at > place);
        let numbered = rows.into_iter().enumerate();
        numbered
            .filter(|(at, _)| mine(*at))
            .map(|(_, r)| r)
            .collect()
    }

    fn interviews(&mut self) {
        let about = |i: &Incident| self.about(i);
        let within = |r: &Row, column: &str, from: Date, days: i64| {
            day(&r[column])
                .is_some_and(|d| d >= from && d <= from.checked_add(days.days()).unwrap())
        };
        let m = self.missing();
        let in_time = |column: &str| {
            // One that is open has no interview in time.
            let so = |i: &&&Incident| {
                i.end
                    .is_some_and(|end| about(i).iter().any(|r| within(r, column, end, 3)))
            };
            m.iter().filter(so).count()
        };
        let (held, offered) = (in_time("INTERVIEW_DATE"), in_time("OFFERED_DATE"));
        let is_offered = |r: &Row| {
            r["OFFERED"] == "Y" || (r["OFFERED"].is_empty() && !r["OFFERED_DATE"].is_empty())
        };
        let is_accepted = |r: &Row| is_offered(r) && r["ACCEPTED"] == "Y";
        let any = |test: &dyn Fn(&Row) -> bool| {
            m.iter()
                .filter(|i| about(i).iter().any(|r| test(r)))
                .count()
        };
        let (accepted, offers) = (any(&is_accepted), any(&is_offered));
        let reviewed = |i: &&&Incident| {
            about(i)
                .iter()
                .any(|r| within(r, "REVIEW_DATE", i.start, 28))
        };
        let (reviewed, all) = (m.iter().filter(reviewed).count(), m.len());
        self.share("interview-held-in-three-days", held, all);
        self.share("interview-offered-in-three-days", offered, all);
        self.share("interview-accepted", accepted, offers);
        self.share("placement-review-held", reviewed, all);
    }

    fn police(&mut self, dataset: &Path, code: &str) {
        let rows = rows_of(dataset, "police", code, self.year);
        let row = rows
            .iter()
            .find(|r| r["scope"] == "responsible" && r["definition"] == "all");
        if let Some(row) = row {
            let theirs: usize = row["missing_incidents"].parse().unwrap();
            let ours = self.missing().len();
            self.share("police-agreement", ours.min(theirs), ours.max(theirs));
        }
    }
}

pub(super) fn rows_of(dataset: &Path, name: &str, code: &str, year: i16) -> Vec<Row> {
    let rows = table(&dataset.join(format!("{name}.csv"))).unwrap_or_default();
    let own = |r: &Row| r["authority_code"] == code && r["year"] == year.to_string();
    rows.into_iter().filter(own).collect()
}
