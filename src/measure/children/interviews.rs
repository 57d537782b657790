//! Counts of the return interviews of an authority's year.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::source::ssda903::{Interview, harms, reasons};
use crate::source::{Day, Known};

use super::breakdown::Incidents;
use super::formula::ChildLevel;
use super::left_out::Left;
use super::missing_incident::MissingIncident;

/// Return interviews of the missing incidents of the year: incidents with such an interview and the
/// children behind them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InterviewCounts {
    /// All missing incidents.
    pub all: Incidents,
    /// Offered.
    pub offered: Incidents,
    /// Offered in three days.
    pub offered_in_time: Incidents,
    /// Held.
    pub held: Incidents,
    /// Held in three days.
    pub held_in_time: Incidents,
    /// Accepted, of those offered.
    pub accepted: Incidents,
    /// Held by an independent interviewer.
    pub independent: Incidents,
    /// Held by an interviewer of the child's choice.
    pub child_chose: Incidents,
    /// With an action plan.
    pub action_plans: Incidents,
    /// With an action plan in which the host authority took part.
    pub plans_with_host: Incidents,
    /// With an action plan in which the police took part.
    pub plans_with_police: Incidents,
    /// By reason, in the order of [`reasons`].
    pub reasons: Vec<Incidents>,
    /// By harm, in the order of [`harms`].
    pub harms: Vec<Incidents>,
    /// The columns that the log has: what another would tell is not given, which is not none.
    #[serde(skip)]
    pub columns: BTreeSet<&'static str>,
}

impl InterviewCounts {
    /// Counts the interviews of a year; none where too much of them cannot be read.
    pub(super) fn of(level: &ChildLevel<'_>) -> Option<Self> {
        let all = level.missing.len();
        let unread = level.missing.iter().filter(|m| is_unread(m)).count();
        let left = Left::beside(unread, all - unread).and(level.left_out.interviews);
        (!left.is_too_much()).then(|| Self::counted(level))
    }

    fn counted(level: &ChildLevel<'_>) -> Self {
        let blank = Self {
            reasons: vec![Incidents::default(); reasons().len()],
            harms: vec![Incidents::default(); harms().len()],
            ..Self::default()
        };
        let mut counts = blank.clone();
        for of_one_child in level.missing_by_child() {
            let mut own = blank.clone();
            for missing in of_one_child {
                own.count(missing.interviews, missing.incident.end);
            }
            counts.add(&mut own);
        }
        counts.columns.clone_from(level.columns);
        counts
    }

    /// Whether the log has a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(column)
    }

    /// Counts an incident by its interviews.
    fn count(&mut self, rows: &[Interview], returned: Known<Day>) {
        let any = |test: &dyn Fn(&Interview) -> bool| usize::from(rows.iter().any(test));
        let plan = |i: &Interview| i.action_plan == Some(true);
        let offered = |i: &Interview| was_offered(i) == Some(true);
        self.all.incidents += 1;
        self.offered.incidents += any(&offered);
        self.offered_in_time.incidents +=
            any(&|i| in_three_days(i.offered_on, returned) == Some(true));
        self.held.incidents += any(&|i| i.held_on.read().is_some());
        self.held_in_time.incidents += any(&|i| in_three_days(i.held_on, returned) == Some(true));
        self.accepted.incidents += any(&|i| offered(i) && i.accepted == Known::Read(true));
        self.independent.incidents +=
            any(&|i| i.held_on.read().is_some() && i.independent == Some(true));
        self.child_chose.incidents +=
            any(&|i| i.held_on.read().is_some() && i.child_chose == Some(true));
        self.action_plans.incidents += any(&plan);
        self.plans_with_host.incidents += any(&|i| plan(i) && i.host_involved == Some(true));
        self.plans_with_police.incidents += any(&|i| plan(i) && i.police_involved == Some(true));
        let reasons: BTreeSet<_> = rows.iter().filter_map(|row| row.reason).collect();
        let harms: BTreeSet<_> = rows.iter().filter_map(|row| row.harm).collect();
        for (counts, given) in [(&mut self.reasons, reasons), (&mut self.harms, harms)] {
            for at in given {
                if let Some(count) = counts.get_mut(usize::from(at)) {
                    count.incidents += 1;
                }
            }
        }
    }

    /// Adds the counts of one child.
    fn add(&mut self, own: &mut Self) {
        for (all, own) in self.each().into_iter().zip(own.each()) {
            all.add(own.incidents);
        }
    }

    fn each(&mut self) -> Vec<&mut Incidents> {
        let mut each = vec![
            &mut self.all,
            &mut self.offered,
            &mut self.offered_in_time,
            &mut self.held,
            &mut self.held_in_time,
            &mut self.accepted,
            &mut self.independent,
            &mut self.child_chose,
            &mut self.action_plans,
            &mut self.plans_with_host,
            &mut self.plans_with_police,
        ];
        each.extend(&mut self.reasons);
        each.extend(&mut self.harms);
        each
    }
}

/// Whether something that the counts need of an incident is not known.
fn is_unread(missing: &MissingIncident<'_>) -> bool {
    let of_row = |i: &Interview| {
        let days = [i.offered_on, i.held_on, i.reviewed_on];
        let answers = [i.offered, i.accepted];
        days.iter().any(Known::is_unread) || answers.iter().any(Known::is_unread)
    };
    missing.incident.end.is_unread() || missing.interviews.iter().any(of_row)
}

/// Whether a day lies on the day of return or the three days after; none where either is not known.
pub(in crate::measure) fn in_three_days(day: Known<Day>, returned: Known<Day>) -> Option<bool> {
    match (day, returned) {
        (Known::Blank, _) | (_, Known::Blank) => Some(false),
        (Known::Read(day), Known::Read(end)) => Some(day >= end && day <= end.plus(3)),
        (Known::Unread, _) | (_, Known::Unread) => None,
    }
}

/// Whether an interview was offered: so it is said, or a date is given. None where neither is known.
pub(in crate::measure) fn was_offered(interview: &Interview) -> Option<bool> {
    match interview.offered {
        Known::Read(offered) => Some(offered),
        Known::Blank => interview.offered_on.judge(|_| true),
        Known::Unread => None,
    }
}
