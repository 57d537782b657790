//! Counts of the return interviews of an authority's year.

use serde::Serialize;

use crate::source::Day;
use crate::source::ssda903::{Interview, harms, reasons};

use super::formula::ChildLevel;

/// Return interviews of the missing incidents for which one was due.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InterviewCounts {
    /// Due.
    pub due: usize,
    /// Offered.
    pub offered: usize,
    /// Offered in three days.
    pub offered_in_time: usize,
    /// Held.
    pub held: usize,
    /// Held in three days.
    pub held_in_time: usize,
    /// Accepted, of those offered.
    pub accepted: usize,
    /// Held by an independent interviewer.
    pub independent: usize,
    /// Held by an interviewer of the child's choice.
    pub child_chose: usize,
    /// With an action plan.
    pub action_plans: usize,
    /// With an action plan in which the host authority took part.
    pub plans_with_host: usize,
    /// With an action plan in which the police took part.
    pub plans_with_police: usize,
    /// By reason, in the order of [`reasons`].
    pub reasons: Vec<usize>,
    /// By harm, in the order of [`harms`].
    pub harms: Vec<usize>,
}

impl InterviewCounts {
    pub(super) fn of(level: &ChildLevel<'_>) -> Self {
        let mut counts = Self {
            reasons: vec![0; reasons().len()],
            harms: vec![0; harms().len()],
            ..Self::default()
        };
        for (child, incident) in level.due() {
            counts.due += 1;
            let rows = level.interviews_of(child.key, incident.start);
            counts.add(rows, incident.end);
        }
        counts
    }

    fn add(&mut self, rows: &[Interview], returned: Option<Day>) {
        let any = |test: &dyn Fn(&Interview) -> bool| usize::from(rows.iter().any(test));
        self.offered += any(&was_offered);
        self.offered_in_time += any(&|i| in_three_days(i.offered_on, returned));
        self.held += any(&|i| i.held_on.is_some());
        self.held_in_time += any(&|i| in_three_days(i.held_on, returned));
        self.accepted += any(&|i| was_offered(i) && i.accepted == Some(true));
        self.independent += any(&|i| i.held_on.is_some() && i.independent == Some(true));
        self.child_chose += any(&|i| i.held_on.is_some() && i.child_chose == Some(true));
        let plan = |i: &Interview| i.action_plan == Some(true);
        self.action_plans += any(&plan);
        self.plans_with_host += any(&|i| plan(i) && i.host_involved == Some(true));
        self.plans_with_police += any(&|i| plan(i) && i.police_involved == Some(true));
        for row in rows {
            for (counts, at) in [(&mut self.reasons, row.reason), (&mut self.harms, row.harm)] {
                if let Some(count) = at.and_then(|at| counts.get_mut(usize::from(at))) {
                    *count += 1;
                }
            }
        }
    }
}

/// Whether a day lies on the day of return or the three days after.
pub(in crate::measure) fn in_three_days(day: Option<Day>, returned: Option<Day>) -> bool {
    day.zip(returned)
        .is_some_and(|(day, end)| day >= end && day <= end.plus(3))
}

/// Whether an interview was offered: so it is said, or a date is given.
pub(in crate::measure) fn was_offered(interview: &Interview) -> bool {
    interview.offered.unwrap_or(interview.offered_on.is_some())
}
