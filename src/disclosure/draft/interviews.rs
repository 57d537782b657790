//! Return interviews.

use crate::indicator::counts as totals;
use crate::measure::children::{Incidents, InterviewCounts};

use super::super::breakdowns::InterviewRow;
use super::super::ledger::CellId;
use super::super::table::{Column, Layout};
use super::{Draft, incidents};

impl<'b> Draft<'b> {
    pub(in crate::disclosure) fn interviews(&mut self) -> Option<Layout<InterviewRow>> {
        use InterviewRow as R;
        let counts = self.interview_counts()?;
        let all = self.margin(totals::INCIDENTS, incidents(counts.all));
        let mut part = |whole: Option<CellId>, count, margin, is_given: bool| {
            let whole = whole.filter(|_| is_given)?;
            Some(self.part_of(whole, incidents(count), margin))
        };
        let (dated, held_on) = (counts.has("offered_date"), counts.has("interview_date"));
        let (all, is_offered) = (Some(all), counts.has("offered") || dated);
        let offered = part(all, counts.offered, Some(totals::OFFERED), is_offered);
        let held = part(all, counts.held, None, held_on);
        let plans = part(all, counts.action_plans, None, counts.has("action_plan"));
        let in_time = (counts.offered_in_time, Some(totals::OFFERED_IN_TIME));
        let held_in_time = (counts.held_in_time, Some(totals::HELD_IN_TIME));
        let accepted = (counts.accepted, Some(totals::ACCEPTED));
        let steps = [
            (R::Incidents, all),
            (R::Offered, offered),
            (R::OfferedInTime, part(all, in_time.0, in_time.1, dated)),
            (
                R::Accepted,
                part(offered, accepted.0, accepted.1, counts.has("accepted")),
            ),
            (R::Held, held),
            (
                R::HeldInTime,
                part(all, held_in_time.0, held_in_time.1, held_on),
            ),
            (
                R::Independent,
                part(held, counts.independent, None, counts.has("independent")),
            ),
            (
                R::ChildChose,
                part(
                    held,
                    counts.child_chose,
                    None,
                    counts.has("child_chose_interviewer"),
                ),
            ),
            (R::ActionPlans, plans),
            (
                R::PlansWithHost,
                part(
                    plans,
                    counts.plans_with_host,
                    None,
                    counts.has("host_involved"),
                ),
            ),
            (
                R::PlansWithPolice,
                part(
                    plans,
                    counts.plans_with_police,
                    None,
                    counts.has("police_involved"),
                ),
            ),
        ];
        // What is not given has no row: it is not none.
        let given = steps
            .into_iter()
            .filter_map(|(step, id)| Some((step, vec![id?])));
        let rows = given.collect();
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
        let whole = match counts.has("interview_date") {
            true => counts.held,
            false => counts.all,
        };
        let reasons = self.listed(&counts.reasons, whole, false);
        let harms = self.listed(&counts.harms, whole, true);
        (reasons, harms)
    }

    fn listed(
        &mut self,
        counts: &[Incidents],
        whole: Incidents,
        sensitive: bool,
    ) -> Option<Layout<usize>> {
        let base = u64::try_from(whole.incidents).unwrap_or(0);
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
