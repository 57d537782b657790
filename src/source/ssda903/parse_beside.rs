//! From the cells of one row to a typed row: the files beside the return.

use crate::source::header_key;

use super::parse::{Cells, Reading};
use super::rule;
use super::{Interview, Nationality, Notification, OutReason, harms, reasons};

impl Reading<'_> {
    pub(super) fn interview(&mut self, row: &impl Cells) -> Option<Interview> {
        let child = self.child(row.cell(0))?;
        let missing_since = self.needed_day(row.cell(1), &rule::INTERVIEW_START)?;
        let listed = super::reasons::position;
        Some(Interview {
            child,
            missing_since,
            offered: self.yes_no(row.cell(2), "offered"),
            offered_on: self.day(row.cell(3), &rule::BAD_DATE, "offered_date"),
            accepted: self.yes_no(row.cell(4), "accepted"),
            held_on: self.day(row.cell(5), &rule::BAD_DATE, "interview_date"),
            independent: self.yes_no(row.cell(6), "independent"),
            child_chose: self.yes_no(row.cell(7), "child_chose_interviewer"),
            reason: listed(reasons(), row.cell(8)),
            harm: listed(harms(), row.cell(9)),
            reviewed_on: self.day(row.cell(10), &rule::BAD_DATE, "review_date"),
            action_plan: self.yes_no(row.cell(11), "action_plan"),
            host_involved: self.yes_no(row.cell(12), "host_involved"),
            police_involved: self.yes_no(row.cell(13), "police_involved"),
            origin: self.origin,
        })
    }

    pub(super) fn safeguarding(&mut self, row: &impl Cells) -> Option<Interview> {
        let child = self.child(row.cell(0))?;
        let missing_since = self.needed_day(row.cell(1), &rule::INTERVIEW_START)?;
        Some(Interview {
            child,
            missing_since,
            offered: self.yes_no(row.cell(2), "offered"),
            offered_on: None,
            accepted: self.yes_no(row.cell(3), "accepted"),
            held_on: None,
            independent: None,
            child_chose: None,
            reason: None,
            harm: None,
            reviewed_on: None,
            action_plan: None,
            host_involved: None,
            police_involved: None,
            origin: self.origin,
        })
    }

    pub(super) fn notification(&mut self, row: &impl Cells) -> Option<Notification> {
        let child = self.child(row.cell(0))?;
        let start = self.needed_day(row.cell(1), &rule::NOTIFICATION_START)?;
        let notified_on = self.day(row.cell(2), &rule::BAD_DATE, "notified_date");
        let reason = self.out_reason(row.cell(3));
        Some(Notification {
            child,
            start,
            notified_on,
            reason,
            origin: self.origin,
        })
    }

    fn out_reason(&mut self, cell: &[u8]) -> Option<OutReason> {
        let is_exact = |reason: &OutReason| reason.as_str().as_bytes() == cell;
        if let Some(exact) = OutReason::ALL.into_iter().find(is_exact) {
            return Some(exact);
        }
        let word = header_key(&String::from_utf8_lossy(cell)).replace('_', "-");
        let reason = OutReason::ALL.into_iter().find(|r| r.as_str() == word);
        if reason.is_none() && !word.is_empty() {
            self.note(&rule::OUT_REASON);
        }
        reason
    }

    pub(super) fn nationality(&mut self, row: &impl Cells) -> Option<Nationality> {
        Some(Nationality {
            child: self.child(row.cell(0))?,
            recorded: !row.cell(1).is_empty(),
        })
    }
}
