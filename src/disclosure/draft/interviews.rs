//! Return interviews.

use crate::indicator::counts as totals;
use crate::measure::children::{Incidents, InterviewCounts};

use super::super::breakdowns::InterviewRow;
use super::super::table::{Column, Layout};
use super::{Draft, incidents};

impl<'b> Draft<'b> {
    pub(in crate::disclosure) fn interviews(&mut self) -> Option<Layout<InterviewRow>> {
        use InterviewRow as R;
        let counts = self.interview_counts()?;
        let all = self.margin(totals::INCIDENTS, incidents(counts.all));
        let offered = self.part_of(all, incidents(counts.offered), Some(totals::OFFERED));
        let held = self.part_of(all, incidents(counts.held), None);
        let plans = self.part_of(all, incidents(counts.action_plans), None);
        let mut part = |whole, count, margin| self.part_of(whole, incidents(count), margin);
        let steps = [
            (R::Incidents, all),
            (R::Offered, offered),
            (
                R::OfferedInTime,
                part(all, counts.offered_in_time, Some(totals::OFFERED_IN_TIME)),
            ),
            (
                R::Accepted,
                part(offered, counts.accepted, Some(totals::ACCEPTED)),
            ),
            (R::Held, held),
            (
                R::HeldInTime,
                part(all, counts.held_in_time, Some(totals::HELD_IN_TIME)),
            ),
            (R::Independent, part(held, counts.independent, None)),
            (R::ChildChose, part(held, counts.child_chose, None)),
            (R::ActionPlans, plans),
            (R::PlansWithHost, part(plans, counts.plans_with_host, None)),
            (
                R::PlansWithPolice,
                part(plans, counts.plans_with_police, None),
            ),
        ];
        let rows = steps.map(|(step, id)| (step, vec![id])).to_vec();
        Some(Layout {
            columns: vec![Column::Incidents],
            rows,
            totals: Vec::new(),
        })
    }

    fn interview_counts(&self) -> Option<&'b InterviewCounts> {
        let counts = self.counts.interviews.as_ref();
        counts.filter(|counts| counts.all.incidents > 0)
    }

    /// An interview may have several reasons and harms: they add up to nothing.
    pub(in crate::disclosure) fn reasons_and_harms(
        &mut self,
    ) -> (Option<Layout<usize>>, Option<Layout<usize>>) {
        let Some(counts) = self.interview_counts() else {
            return (None, None);
        };
        let reasons = self.listed(&counts.reasons, counts.held, false);
        let harms = self.listed(&counts.harms, counts.held, true);
        (reasons, harms)
    }

    fn listed(
        &mut self,
        counts: &[Incidents],
        held: Incidents,
        sensitive: bool,
    ) -> Option<Layout<usize>> {
        let base = u64::try_from(held.incidents).unwrap_or(0);
        if counts.iter().all(|count| count.incidents == 0) {
            return None;
        }
        let rows = counts.iter().enumerate().map(|(at, count)| {
            let count = incidents(*count);
            let count = if sensitive { count.sensitive() } else { count };
            let id = self.ledger.add(count);
            self.ledger.set_base(id, base);
            (at, vec![id])
        });
        Some(Layout {
            columns: vec![Column::Incidents],
            rows: rows.collect(),
            totals: Vec::new(),
        })
    }
}
