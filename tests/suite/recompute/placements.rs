//! The indicators of where children are placed, for how long, and of unaccompanied children.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

use super::expected::{AtCensus, Year};
use super::reading::{Ep, Incident, Ret, Row, day, join};
use super::rules::{How, age, census_of, label, period_start, placements_counted, same_carer};

impl<'r> Year<'r> {
    pub(super) fn out_of_area(&mut self) {
        let n = self.at.len();
        let far = |e: &Ep| e.out == Some(true) && e.miles.is_some_and(|m| m > 20.0);
        self.share("placed-outside", self.count(|e| e.out == Some(true)), n);
        self.share("placed-20-miles-outside", self.count(far), n);
        let known = self.count(|e| e.miles.is_some());
        self.share(
            "placed-20-miles-outside-among-known",
            self.count(far),
            known,
        );
        let others: Vec<&Ep> = self
            .at
            .iter()
            .filter(|(c, _, _)| !self.is_uasc(c))
            .map(|(_, _, e)| *e)
            .collect();
        let x = others.iter().filter(|e| far(e)).count();
        let known = others.iter().filter(|e| e.miles.is_some()).count();
        self.share("placed-20-miles-outside-without-uasc", x, others.len());
        self.share("placed-20-miles-outside-among-known-without-uasc", x, known);
        let is_outside = |e: &&Ep| self.touches(e) && !e.v() && e.out == Some(true);
        let outside: Vec<(&String, &Vec<Ep>)> = self
            .ret
            .episodes
            .iter()
            .filter(|(_, l)| l.iter().any(|e| is_outside(&e)))
            .collect();
        let m = self.missing();
        let from_there = |i: &Incident, l: &[Ep]| {
            l.iter()
                .any(|e| e.out == Some(true) && !e.v() && e.open_at(i.start))
        };
        let gone =
            |(c, l): &&(&String, &Vec<Ep>)| m.iter().any(|i| &i.child == *c && from_there(i, l));
        self.share(
            "outside-and-missing",
            outside.iter().filter(gone).count(),
            outside.len(),
        );
    }

    pub(super) fn notices(&self, child: &str, decom: Date) -> Vec<&'r Row> {
        let rows = self.ret.notifications.iter();
        rows.filter(|r| r["CHILD"] == child && day(&r["DECOM"]) == Some(decom))
            .collect()
    }

    pub(super) fn notifications(&mut self) {
        let (mut all, mut told, mut in_five) = (0, 0, 0);
        for (child, list) in &self.ret.episodes {
            let labels = label(list, How::Official);
            let firsts = (0..list.len())
                .filter(|i| labels[*i].is_some() && !labels[..*i].contains(&labels[*i]));
            for e in firsts.map(|i| &list[i]) {
                if e.out != Some(true) || e.decom < self.first || e.decom > self.census {
                    continue;
                }
                all += 1;
                let notices = self.notices(child, e.decom);
                let by = |last: Date| {
                    notices
                        .iter()
                        .any(|r| day(&r["NOTIFIED_DATE"]).is_some_and(|d| d <= last))
                };
                told += usize::from(by(e.decom));
                in_five += usize::from(by(working_days_after(e.decom, 5)));
            }
        }
        self.share("host-notified", told, all);
        self.share("host-notified-in-five-days", in_five, all);
        let not_for_safety = |(child, _, e): &&AtCensus<'_>| {
            e.out == Some(true) && self.reason(child, e) != Some("safety")
        };
        let x = self.at.iter().filter(not_for_safety).count();
        self.share("placed-outside-without-safety", x, self.at.len());
    }

    /// The first day of the placement an episode is part of. A temporary spell is part of the
    /// placement that goes on around it.
    pub(super) fn first_day(&self, child: &str, current: &Ep) -> Date {
        let list = &self.history[child];
        let labels = label(list, How::Official);
        let within = |id: usize| {
            let own = || {
                list.iter()
                    .zip(&labels)
                    .filter(|(_, l)| **l == Some(id))
                    .map(|(e, _)| e.decom)
            };
            (own().min().unwrap(), own().max().unwrap())
        };
        let around = labels.iter().flatten().rev().copied().find(|id| {
            let (from, to) = within(*id);
            from <= current.decom && current.decom <= to
        });
        around.map_or(current.decom, |id| within(id).0)
    }

    /// Why the child was placed where an episode is: what was last recorded of the placement.
    pub(super) fn reason(&self, child: &str, current: &Ep) -> Option<&'r str> {
        let list = &self.history[child];
        let from = self.first_day(child, current);
        let until_now = list
            .iter()
            .rev()
            .filter(|e| e.decom >= from && e.decom <= current.decom)
            .filter(|e| current.t() || !e.t());
        until_now
            .flat_map(|e| self.notices(child, e.decom))
            .map(|r| r["OUT_REASON"].as_str())
            .find(|reason| !reason.is_empty())
    }

    pub(super) fn stability(&mut self) {
        let clean: Vec<_> = self
            .at
            .iter()
            .filter(|(_, l, _)| !l.iter().any(|e| self.touches(e) && e.v()))
            .collect();
        let three = clean
            .iter()
            .filter(|(_, l, _)| placements_counted(l, self.first, self.census) >= 3);
        self.share("three-placements", three.count(), clean.len());
        let in_year = |e: &Ep| e.dec.is_some_and(|d| d >= self.first && d <= self.census);
        let episodes = self.ret.episodes.values().flatten();
        let ended: Vec<&Ep> = episodes
            .filter(|e| !e.v() && !e.rpc.is_empty() && in_year(e))
            .collect();
        let planned = ["CARPL", "PLACE", "CUSTOD"];
        let unplanned = ended
            .iter()
            .filter(|e| !planned.contains(&e.rpc.as_str()))
            .count();
        self.share("unplanned-moves", unplanned, ended.len());
    }

    pub(super) fn stability_over_years(&mut self, returns: &[(i16, &Ret)]) {
        let (year, census) = (self.year, self.census);
        if let [.., before, now] = returns {
            let two = join(&[*before, *now]);
            let since = |l: &[Ep]| census_of(l, census).and_then(|_| period_start(l, census));
            let lists = self.at.iter().filter_map(|(c, _, _)| two.get(*c));
            let long: Vec<&Vec<Ep>> = lists
                .filter(|l| since(l).is_some_and(|s| s <= date(year - 2, 3, 31)))
                .collect();
            let many = |l: &&&Vec<Ep>| placements_counted(l, date(year - 2, 4, 1), census) >= 3;
            let many = long.iter().filter(many).count();
            self.share("three-placements-two-years", many, long.len());
        }
        if returns.len() >= 3 {
            let three = join(&returns[returns.len() - 3..]);
            let (mut same, mut all) = (0, 0);
            for (c, _, _) in &self.at {
                let l = &three[*c];
                let young = self.ret.born.get(*c).is_some_and(|b| age(*b, census) < 16);
                let long = period_start(l, census).is_some_and(|s| s <= date(year - 3, 9, 30));
                if let Some(now) = census_of(l, census).filter(|_| young && long) {
                    all += 1;
                    same += usize::from(same_carer(l, now, date(year - 2, 3, 31)));
                }
            }
            self.share("same-carer-two-years", same, all);
        }
    }

    pub(super) fn is_uasc(&self, child: &str) -> bool {
        self.ret
            .uasc
            .get(child)
            .is_some_and(|d| d.is_none_or(|d| d > self.census))
    }

    pub(super) fn unaccompanied(&mut self) {
        let n = self.at.len();
        let now: Vec<&String> = self
            .at
            .iter()
            .map(|(c, _, _)| *c)
            .filter(|c| self.is_uasc(c))
            .collect();
        self.share("uasc-share", now.len(), n);
        let recorded = |c: &&&String| {
            let mut rows = self.ret.nationality.iter();
            rows.any(|r| &r["CHILD"] == **c && !r["NATIONALITY"].is_empty())
        };
        self.share(
            "uasc-nationality-recorded",
            now.iter().filter(recorded).count(),
            now.len(),
        );
        // "A join that finds nobody gives no data", and rows of others may be about those of whom none is.
        let rows = self.ret.nationality.iter().map(|row| &row["CHILD"]);
        let told: BTreeSet<&String> = rows.collect();
        let is_own = |c: &&&String| self.ret.episodes.contains_key(**c);
        let own = told.iter().filter(is_own).count();
        let census = self.at.iter().map(|(c, _, _)| *c);
        let untold = census.filter(|c| self.ret.uasc.contains_key(*c) && !told.contains(c));
        let left = (told.len() - own).min(untold.count());
        if (own == 0 && !told.is_empty()) || (left >= 2 && left * 20 > left + own) {
            self.out
                .insert("uasc-nationality-recorded", (f64::NAN, None));
        }
        let in_year = |c: &&&String| {
            let until = self.ret.uasc.get(**c);
            until.is_some_and(|d| d.is_none_or(|d| d >= self.first))
        };
        let uasc: Vec<&String> = self.during.iter().filter(in_year).copied().collect();
        let m = self.missing();
        let gone = |test: &dyn Fn(&Incident) -> bool| {
            uasc.iter()
                .filter(|c| m.iter().any(|i| i.child == ***c && test(i)))
                .count()
        };
        let (missing, still) = (
            gone(&|_| true),
            gone(&|i| self.is_open(i) && self.is_in_care_at_the_end(&i.child)),
        );
        self.share("uasc-missing", missing, uasc.len());
        self.share("uasc-still-missing", still, uasc.len());
    }
}

fn working_days_after(start: Date, days: usize) -> Date {
    let weekday = |d: &Date| !matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
    let days_after = (1..).map(|n: i64| start.checked_add(n.days()).unwrap());
    days_after.filter(weekday).nth(days - 1).unwrap()
}
