//! Missing incidents by group.

use std::collections::BTreeMap;

use crate::indicator::counts as totals;
use crate::measure::children::{DurationBand, Incidents, Side};

use super::super::ledger::{CellId, Count, Standing};
use super::super::table::{Column, Layout};
use super::{Draft, children, incidents};

const SHORT: [DurationBand; 3] = [
    DurationBand::SameDay,
    DurationBand::OneDay,
    DurationBand::TwoDays,
];
const LONG: [DurationBand; 2] = [DurationBand::ThreeToSixDays, DurationBand::SevenDaysOrMore];

impl Draft<'_> {
    pub(in crate::disclosure) fn sides(&mut self) -> Option<Layout<Side>> {
        self.counts.missing_incidents?;
        let located = self.is_located();
        let mut rows = Vec::new();
        for side in Side::ALL {
            let Some(counts) = self.counts.by_side.get(&side).filter(|_| located) else {
                continue;
            };
            let ids = [
                self.ledger.add(children(counts.children)),
                self.ledger.add(children(counts.missing)),
                self.ledger.add(incidents(Incidents {
                    incidents: counts.incidents,
                    children: counts.missing,
                })),
                self.ledger.add(incidents(counts.long)),
            ];
            let [all, missing, went, long] = ids;
            self.ledger.relate_part(all, missing);
            self.ledger.relate_part(went, long);
            self.ledger.bound(&[went], &[missing]);
            rows.push((side, ids.to_vec()));
        }
        self.add_up_sides(&rows);
        (!rows.is_empty()).then(|| Layout {
            columns: vec![
                Column::Children,
                Column::Missing,
                Column::Incidents,
                Column::LongIncidents,
            ],
            rows,
            totals: Vec::new(),
        })
    }

    /// Incidents of children of other authorities that began here, as far as returns are there. Where
    /// only one other has a return they are all of its children, placed outside by it, so that they
    /// would tell of what it withholds.
    pub(in crate::disclosure) fn hosted_incidents(&mut self) -> Option<CellId> {
        let count = incidents(self.counts.hosted_incidents);
        let id = (self.counts.hosted_from_returns > 0).then(|| self.ledger.add(count))?;
        if self.counts.hosted_from_returns == 1 {
            self.ledger.set_standing(id, Standing::Withheld);
        }
        Some(id)
    }

    /// Incidents began on one side or the other, so that the sides give one another away.
    fn add_up_sides(&mut self, rows: &[(Side, Vec<CellId>)]) {
        let all = self.counts.missing_incidents.filter(|m| m.incidents > 0);
        let Some(all) = all.filter(|_| !rows.is_empty()) else {
            return;
        };
        let total = self.margin(totals::INCIDENTS, incidents(all));
        let long = self.long_incidents();
        for (column, total) in [(2, total), (3, long)] {
            let ids = rows.iter().filter_map(|(_, ids)| ids.get(column).copied());
            let ids: Vec<CellId> = ids.collect();
            self.show_none_of(total, &ids);
            self.ledger.relate_parts_of(total, ids);
        }
        // Whoever went missing did so from a side, some from both.
        let missing: Vec<CellId> = rows
            .iter()
            .filter_map(|(_, ids)| ids.get(1).copied())
            .collect();
        let of_all = self.margin(totals::MISSING, children(all.children));
        self.ledger.bound(&missing, &[of_all]);
        for side in missing {
            self.ledger.bound(&[of_all], &[side]);
        }
    }

    /// Shows parts of a whole that measures tell is none: to withhold them would only look safe.
    fn show_none_of(&mut self, whole: CellId, parts: &[CellId]) {
        if self.ledger.count_of(whole) == 0 && self.ledger.is_told(whole) {
            parts.iter().for_each(|part| self.ledger.exempt(*part));
        }
    }

    /// The incidents known to be long, which a measure counts.
    fn long_incidents(&mut self) -> CellId {
        let count = self.of_bands(&LONG);
        self.implied(totals::LONG, count)
    }

    fn of_bands(&self, bands: &[DurationBand]) -> Count {
        let groups = self.counts.by_duration.iter();
        let of = groups.filter(|(band, _)| bands.contains(band));
        children(of.map(|(_, count)| count.incidents).sum())
    }

    /// Missing incidents by group, adding up to all; none where they were not grouped so.
    pub(in crate::disclosure) fn incidents<R: Copy + Ord>(
        &mut self,
        groups: &BTreeMap<R, Incidents>,
    ) -> Option<Layout<R>> {
        let all = self.counts.missing_incidents.filter(|m| m.incidents > 0)?;
        if groups.is_empty() {
            return None;
        }
        let total = self.margin(totals::INCIDENTS, incidents(all));
        let rows = groups
            .iter()
            .map(|(group, count)| (*group, vec![self.ledger.add(incidents(*count))]))
            .collect();
        let layout = Layout {
            columns: vec![Column::Incidents],
            rows,
            totals: vec![total],
        };
        self.add_up(&layout);
        Some(layout)
    }

    /// Missing incidents by duration, of which measures tell how many are long. In public those that
    /// began in the last days and are still open, of few children at a time, are in no band and not
    /// in the total.
    pub(in crate::disclosure) fn durations(&mut self) -> Option<Layout<DurationBand>> {
        let counts = self.counts;
        if self.ledger.is_internal() {
            return self.incidents(&counts.by_duration);
        }
        if counts.by_duration.is_empty() {
            return None;
        }
        let known = self.of_bands(&[&SHORT[..], &LONG].concat());
        let total = self.margin(totals::LENGTH_KNOWN, known);
        let mut rows = Vec::new();
        for (band, count) in &counts.by_duration {
            if *band != DurationBand::NotYetKnown {
                rows.push((*band, vec![self.ledger.add(incidents(*count))]));
            }
        }
        let of_long = rows.iter().filter(|(band, _)| LONG.contains(band));
        let of_long: Vec<CellId> = of_long.flat_map(|(_, ids)| ids).copied().collect();
        let long = self.long_incidents();
        self.show_none_of(long, &of_long);
        self.ledger.relate(long, of_long);
        let layout = Layout {
            columns: vec![Column::Incidents],
            rows,
            totals: vec![total],
        };
        self.add_up(&layout);
        Some(layout)
    }
}
