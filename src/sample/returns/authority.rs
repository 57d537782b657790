//! What happens to an authority's children in a year: who leaves, who comes, who moves.

use super::child::{Child, Period, Stay};
use super::day::{Day, birthday};
use super::map::Map;
use super::simulation::{Simulation, Year};
use super::{legal, moves, placing, settling, terms};
use crate::sample::calibration as facts;
use crate::sample::draw::whole;
use crate::sample::nation::Authority;

/// Years simulated before the first that is written, so that stays and ages have settled.
const BEFORE: i16 = 7;

/// How many come and go in a year.
struct Plan {
    starters: usize,
    leavers: usize,
}

impl<'a> Simulation<'a> {
    /// Begins some years before the first that will be asked for.
    pub(super) fn begin(
        seed: u64,
        authority: &'a Authority,
        map: &'a Map,
        first_year: i16,
        last_year: i16,
    ) -> Self {
        let mut simulation = Self::empty(seed, authority, map, last_year);
        let begin = first_year - BEFORE;
        for _ in 0..simulation.target(begin) {
            simulation.add_earlier(Year::ending(begin));
        }
        for year in begin + 1..first_year {
            simulation.year(Year::ending(year));
        }
        simulation
    }

    /// Lives through a year.
    pub(super) fn year(&mut self, year: Year) {
        self.forget(year);
        self.profile = self.profile_in(year.year);
        let plan = self.plan(year);
        self.leave(year, &plan);
        self.arrive(year, &plan);
        moves::allocate(self, year);
        settling::settle(self, year);
        terms::change(self, year);
        self.short_breaks(year);
    }

    fn forget(&mut self, year: Year) {
        let kept = year.first - 370;
        self.children.retain(|child| {
            child
                .period()
                .is_some_and(|period| period.end.is_none_or(|(end, _)| end > kept))
        });
        for child in &mut self.children {
            child.moves = [child.moves[1], 0];
            child
                .incidents
                .retain(|incident| incident.end.is_none_or(|end| end >= kept));
        }
    }

    fn plan(&self, year: Year) -> Plan {
        let stock = self.present();
        let grown = |at: &&usize| birthday(self.children[**at].born, 18) <= year.last;
        let of_age = stock.iter().filter(grown).count();
        let target = self.target(year.year);
        let during = whole(target as f64 * self.profile.during_year);
        let leavers = during.saturating_sub(target).max(of_age);
        let leavers = leavers.max(stock.len().saturating_sub(target));
        let starters = (target + leavers).saturating_sub(stock.len());
        Plan { starters, leavers }
    }

    /// Unaccompanied children among the starters: as many as the year's end lacks.
    fn unaccompanied(&self, year: Year, plan: &Plan) -> usize {
        let present = self.present();
        let here = present.iter().filter(|at| self.children[**at].uasc).count();
        let wanted = whole(self.target(year.year) as f64 * self.profile.uasc);
        wanted.saturating_sub(here).min(plan.starters)
    }

    fn leave(&mut self, year: Year, plan: &Plan) {
        let (of_age, others): (Vec<usize>, Vec<usize>) = self
            .present()
            .into_iter()
            .partition(|at| birthday(self.children[*at].born, 18) <= year.last);
        for at in &of_age {
            let end = birthday(self.children[*at].born, 18);
            self.end(*at, end, year);
        }
        let soon = self.short_stayers(plan, of_age.len());
        let count = plan.leavers.saturating_sub(of_age.len() + soon);
        let weighted: Vec<(usize, f64)> = others
            .iter()
            .map(|at| (*at, hazard(&self.children[*at], year)))
            .collect();
        for at in self.draw.choose(&weighted, count) {
            let child = &self.children[at];
            let latest = child
                .period()
                .and_then(Period::stay)
                .map_or(year.first, |s| s.start);
            let earliest = year.first.max(latest + 1);
            let end = self.draw.between(earliest + 1, year.last - 1).max(earliest);
            self.end(at, end, year);
        }
    }

    /// How many of the starters will also leave within the year.
    fn short_stayers(&self, plan: &Plan, of_age: usize) -> usize {
        let share = whole(plan.starters as f64 * 0.23);
        share.min(plan.leavers.saturating_sub(of_age))
    }

    fn end(&mut self, at: usize, end: Day, year: Year) {
        let count = moves::of_leaver(&mut self.draw);
        let first = year.first.max(self.children[at].since()) + 1;
        placing::move_about(self, at, count, first, end - 1);
        let reason = legal::reason_for_leaving(&self.children[at], end, &mut self.draw);
        if let Some(period) = self.children[at].period_mut() {
            period.end = Some((end, reason));
            period.legal.retain(|(from, _)| *from < end);
        }
    }

    fn arrive(&mut self, year: Year, plan: &Plan) {
        let of_age = self.leavers_of_age(year);
        let soon = self.short_stayers(plan, of_age);
        let alone = self
            .unaccompanied(year, plan)
            .min(plan.starters.saturating_sub(soon));
        for nth in 0..plan.starters {
            let uasc = nth < alone;
            let leaves = !uasc && nth - alone < soon;
            let latest = if leaves { year.last - 6 } else { year.last };
            let start = self.draw.between(year.first, latest);
            let at = if uasc { None } else { self.returning(year) };
            let at = at.unwrap_or_else(|| self.add(start, uasc, year));
            self.begin_period(at, start);
            if leaves {
                let days = 2.0 + self.draw.exponential(70.0);
                let end = (start + days as Day).clamp(start + 2, year.last - 1);
                self.end(at, end, year);
            }
        }
    }

    fn leavers_of_age(&self, year: Year) -> usize {
        let left = |child: &&Child| {
            let ended = child
                .period()
                .and_then(|p| p.end)
                .is_some_and(|(end, _)| end >= year.first);
            ended && birthday(child.born, 18) <= year.last && !child.short_breaks
        };
        self.children.iter().filter(left).count()
    }

    /// A child who left before this year and comes back; few do.
    fn returning(&mut self, year: Year) -> Option<usize> {
        if self.children.is_empty() || !self.draw.happens(0.05) {
            return None;
        }
        let at = self.draw.below(self.children.len());
        let child = &self.children[at];
        let (end, why) = child.period()?.end?;
        let home = matches!(why, "E4A" | "E4B" | "E8");
        let young = child.age(year.last) < 17.0 && !child.uasc && !child.short_breaks;
        (end < year.first - 1 && home && young).then_some(at)
    }

    fn begin_period(&mut self, at: usize, start: Day) {
        let child = &mut self.children[at];
        child.moves = [0, 0];
        let legal = legal::path(child, start, &mut self.draw);
        child.periods.push(Period {
            start,
            end: None,
            stays: Vec::new(),
            legal,
            spells: Vec::new(),
        });
        let place = placing::drawn(self, at, start);
        self.push_stay(at, start, place);
    }

    fn push_stay(&mut self, at: usize, start: Day, place: super::child::Place) {
        if let Some(period) = self.children[at].period_mut() {
            period.stays.push(Stay {
                start,
                same_carer: false,
                place,
            });
        }
    }

    /// A child new to care who will not be 18 before the year is out.
    fn add(&mut self, start: Day, uasc: bool, year: Year) -> usize {
        let age = legal::age_at_start(uasc, &mut self.draw);
        let mut born = start - (age * 365.25) as Day;
        while birthday(born, 18) <= year.last {
            born += 1 + self.draw.between(0, 120);
        }
        self.add_aged(born, uasc)
    }

    /// A child who came before the simulation begins.
    fn add_earlier(&mut self, year: Year) {
        let uasc = self.draw.happens(self.profile.uasc);
        let bands = [
            ((0.1, 1.0), 0.05),
            ((1.0, 5.0), 0.14),
            ((5.0, 10.0), 0.18),
            ((10.0, 16.0), 0.40),
            ((16.0, 17.8), 0.23),
        ];
        let (young, old) = match uasc {
            true => (16.0, 17.9),
            false => self.draw.weighted(&bands).unwrap_or((5.0, 10.0)),
        };
        let age = young + (old - young) * self.draw.unit();
        let born = year.last - (age * 365.25) as Day;
        let longest = if uasc { 1.5 } else { (age - 0.05).max(0.02) };
        let years = self.draw.exponential(3.4).min(longest);
        let start = (year.last - (years * 365.25) as Day).max(born + 1);
        let at = self.add_aged(born, uasc);
        self.begin_period(at, start);
    }

    /// Children looked after only for short breaks.
    fn short_breaks(&mut self, year: Year) {
        let wanted = whole(self.target(year.year) as f64 * 0.0068);
        let regulars = (0..self.children.len()).filter(|at| self.children[*at].short_breaks);
        let mut regulars: Vec<usize> = regulars
            .filter(|at| self.children[*at].age(year.last) < 17.5)
            .collect();
        regulars.truncate(wanted);
        while regulars.len() < wanted {
            let age = 6.0 + 8.0 * self.draw.unit();
            let at = self.add_aged(year.first - (age * 365.25) as Day, false);
            self.children[at].short_breaks = true;
            self.children[at].need = "N2";
            regulars.push(at);
        }
        for at in regulars {
            self.breaks_of(at, year);
        }
    }

    fn breaks_of(&mut self, at: usize, year: Year) {
        let owner = self.authority.number as u16;
        let place = super::child::Place {
            code: "U6",
            provider: "PR1",
            at: self.map.anywhere(owner, &mut self.draw),
            urn: 9_000_000 + u32::from(owner),
        };
        let mut start = year.first + self.draw.between(3, 60);
        while start + 4 < year.last {
            let end = start + self.draw.between(1, 3);
            self.children[at].periods.push(Period {
                start,
                end: Some((end, "E8")),
                stays: vec![Stay {
                    start,
                    same_carer: false,
                    place,
                }],
                legal: vec![(start, "V4")],
                spells: Vec::new(),
            });
            start = end + self.draw.between(20, 70);
        }
    }
}

/// How readily a child leaves care in a year.
fn hazard(child: &Child, year: Year) -> f64 {
    if child.place().is_some_and(super::child::Place::is_adoption) {
        return 12.0;
    }
    let years = super::day::age(child.since(), year.first);
    let by_time = match years {
        y if y < 1.0 => 1.0,
        y if y < 2.0 => 0.9,
        y if y < 4.0 => 0.8,
        _ => facts::LEAVING_LATE,
    };
    if child.uasc { by_time * 0.3 } else { by_time }
}
