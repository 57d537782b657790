//! From the cells of one row to a typed row: the files beside the return.

use crate::source::header_key;
use crate::source::known::Known;

use super::dates::Dated;
use super::left_out::Lost;
use super::parse::{Cells, Reading};
use super::rule;
use super::words::is_nothing;
use super::{Interview, Nationality, Notification, OutReason, harms, reasons};

impl Reading<'_> {
    pub(super) fn interview(&mut self, row: &impl Cells) -> Result<Interview, Lost> {
        let child = self.child(row.cell(0))?;
        let since = self.needed(row.cell(1), Dated::MisStart, &rule::INTERVIEW_START);
        let since = since.ok_or(Lost::of(child))?;
        let listed = super::reasons::position;
        Ok(Interview {
            child,
            missing_since: since.day,
            since_seconds: since.seconds,
            offered: self.yes_no(row.cell(2), "offered"),
            offered_on: self.day(
                filled(row.cell(3)),
                Dated::Offered,
                (&rule::BAD_DATE, "offered_date"),
            ),
            accepted: self.yes_no(row.cell(4), "accepted"),
            held_on: self.day(
                filled(row.cell(5)),
                Dated::Held,
                (&rule::BAD_DATE, "interview_date"),
            ),
            independent: self.yes_no(row.cell(6), "independent").read(),
            child_chose: self.yes_no(row.cell(7), "child_chose_interviewer").read(),
            reason: listed(reasons(), row.cell(8)),
            harm: listed(harms(), row.cell(9)),
            reviewed_on: self.day(
                filled(row.cell(10)),
                Dated::Reviewed,
                (&rule::BAD_DATE, "review_date"),
            ),
            action_plan: self.yes_no(row.cell(11), "action_plan").read(),
            host_involved: self.yes_no(row.cell(12), "host_involved").read(),
            police_involved: self.yes_no(row.cell(13), "police_involved").read(),
            origin: self.origin,
        })
    }

    pub(super) fn notification(&mut self, row: &impl Cells) -> Result<Notification, Lost> {
        let child = self.child(row.cell(0))?;
        let start = self.needed(row.cell(1), Dated::Decom, &rule::NOTIFICATION_START);
        let start = start.ok_or(Lost::of(child))?.day;
        let notified_on = self.day(
            row.cell(2),
            Dated::Notified,
            (&rule::BAD_DATE, "notified_date"),
        );
        let reason = self.out_reason(row.cell(3));
        Ok(Notification {
            child,
            start,
            notified_on,
            reason,
            origin: self.origin,
        })
    }

    fn out_reason(&mut self, cell: &[u8]) -> Known<OutReason> {
        if cell.is_empty() {
            return Known::Blank;
        }
        let is_exact = |reason: &OutReason| reason.as_str().as_bytes() == cell;
        if let Some(exact) = OutReason::ALL.into_iter().find(is_exact) {
            return Known::Read(exact);
        }
        let word = header_key(&String::from_utf8_lossy(cell)).replace('_', "-");
        let reason = OutReason::ALL.into_iter().find(|r| r.as_str() == word);
        if reason.is_none() {
            self.note(&rule::OUT_REASON);
        }
        reason.map_or(Known::Unread, Known::Read)
    }

    pub(super) fn nationality(&mut self, row: &impl Cells) -> Result<Nationality, Lost> {
        Ok(Nationality {
            child: self.child(row.cell(0))?,
            recorded: !row.cell(1).is_empty(),
        })
    }
}

/// A cell of a date that may be nothing in words, such as "N/A". NULL, which no service writes by hand,
/// may be a date that an export has lost, and stays what it is.
fn filled(cell: &[u8]) -> &[u8] {
    let is_lost = cell.eq_ignore_ascii_case(b"NULL");
    if is_nothing(cell) && !is_lost {
        b""
    } else {
        cell
    }
}
