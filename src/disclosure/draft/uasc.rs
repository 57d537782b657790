//! Unaccompanied asylum-seeking children.

use crate::indicator::counts as totals;
use crate::measure::children::PlacementGroup;

use super::super::breakdowns::UascRow;
use super::super::ledger::CellId;
use super::super::table::{Column, Layout};
use super::{Draft, children};

impl Draft<'_> {
    pub(in crate::disclosure) fn uasc(&mut self) -> Option<Layout<UascRow>> {
        let counts = self.counts.uasc.as_ref()?;
        let (at_census, in_year) = (counts.at_census, counts.in_year);
        let census = self.census();
        let now = self.margin(totals::UASC, children(at_census).sensitive());
        self.ledger.relate_part(census, now);
        let year = self.margin(totals::UASC_IN_YEAR, children(in_year).sensitive());
        let mut rows = vec![(UascRow::AtCensus, vec![now])];
        if self.is_located() {
            let outside = self.part_of(now, children(counts.outside).sensitive(), None);
            self.bound_outside((census, now), outside);
            rows.push((UascRow::Outside, vec![outside]));
        }
        rows.push((UascRow::InYear, vec![year]));
        if self.counts.missing_incidents.is_some() {
            for (row, count, margin) in [
                (UascRow::Missing, counts.missing, totals::UASC_MISSING),
                (
                    UascRow::StillMissing,
                    counts.still_missing,
                    totals::UASC_STILL_MISSING,
                ),
            ] {
                let id = self.part_of(year, children(count).sensitive(), Some(margin));
                rows.push((row, vec![id]));
            }
        }
        Some(Layout {
            columns: vec![Column::Children],
            rows,
            totals: Vec::new(),
        })
    }

    /// Unaccompanied children outside are among all outside, and the others outside among all others;
    /// those far outside are no more than they.
    fn bound_outside(&mut self, (census, uasc): (CellId, CellId), outside: CellId) {
        let all = self.outside();
        self.ledger.bound(&[all], &[outside]);
        self.ledger.bound(&[census, outside], &[all, uasc]);
        let others = [totals::FAR_OUTSIDE_WITHOUT_UASC];
        self.bound_by((&[totals::FAR_OUTSIDE], &[]), (&others, &[outside]));
    }

    pub(in crate::disclosure) fn uasc_placements(&mut self) -> Option<Layout<PlacementGroup>> {
        let counts = self.counts.uasc.as_ref().filter(|u| u.at_census > 0)?;
        let total = *self.margins.get(&totals::UASC)?;
        let rows = PlacementGroup::ALL.map(|group| {
            let count = counts.placements.get(&group).copied().unwrap_or(0);
            (group, vec![self.ledger.add(children(count).sensitive())])
        });
        let layout = Layout {
            columns: vec![Column::Children],
            rows: rows.to_vec(),
            totals: vec![total],
        };
        self.add_up(&layout);
        for (group, ids) in &layout.rows {
            if let (Some(all), Some(id)) = (self.placed.get(group).copied(), ids.first()) {
                self.within(all, *id);
            }
        }
        Some(layout)
    }

    /// Says that a count is no more than another that stands in another table. Where that is of
    /// nobody, so is this, and to withhold it would only look safe.
    fn within(&mut self, whole: CellId, part: CellId) {
        if self.ledger.count_of(whole) == 0 {
            self.ledger.exempt(part);
        } else {
            self.ledger.bound(&[whole], &[part]);
        }
    }
}
