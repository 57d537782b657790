//! Children looked after on 31 March by placement, provider, distance and reason.

use crate::indicator::counts as totals;
use crate::measure::children::{DistanceBand, Mix, PlacementGroup, Side};

use super::super::ledger::{CellId, Count};
use super::super::table::{Column, Layout};
use super::{Draft, INSIDE, PROVIDERS, children};

impl Draft<'_> {
    pub(in crate::disclosure) fn placements(&mut self) -> Option<Layout<PlacementGroup>> {
        let counts = self.counts;
        let rows = PlacementGroup::ALL.map(|g| (g, counts.placements.get(&g).copied()));
        let layout = self.mix(rows)?;
        let first = |(group, ids): &(PlacementGroup, Vec<CellId>)| Some((*group, *ids.first()?));
        self.placed = layout.rows.iter().filter_map(first).collect();
        Some(layout)
    }

    pub(in crate::disclosure) fn providers(&mut self) -> Option<Layout<&'static str>> {
        let counts = self.counts;
        if counts.providers.is_empty() {
            return None;
        }
        let rows = PROVIDERS.map(|p| (p, counts.providers.get(p).copied()));
        self.mix(rows)
    }

    /// Children by group: all, of them outside, of them missing, each adding up.
    fn mix<R>(&mut self, rows: impl IntoIterator<Item = (R, Option<Mix>)>) -> Option<Layout<R>> {
        if self.counts.at_census == 0 {
            return None;
        }
        let mut columns = vec![Column::Children];
        let mut totals = vec![self.census()];
        if self.is_located() {
            columns.push(Column::Outside);
            totals.push(self.outside());
        }
        if self.counts.missing_incidents.is_some() {
            columns.push(Column::Missing);
            totals.push(self.missing_at_census());
        }
        let rows = rows.into_iter().map(|(row, mix)| {
            let mix = mix.unwrap_or_default();
            let all = self.ledger.add(children(mix.all));
            let mut ids = vec![all];
            for column in columns.iter().skip(1) {
                let count = if *column == Column::Outside {
                    mix.outside
                } else {
                    mix.missing
                };
                let part = self.ledger.add(children(count));
                if mix.all == 0 {
                    // Nobody is there: to withhold how many of them would only look safe.
                    self.ledger.exempt(part);
                } else {
                    self.ledger.relate_part(all, part);
                }
                ids.push(part);
            }
            (row, ids)
        });
        let rows: Vec<(R, Vec<CellId>)> = rows.collect();
        let layout = Layout {
            columns,
            rows,
            totals,
        };
        self.add_up(&layout);
        Some(layout)
    }

    /// Children by age, the last row being those whose age is not known.
    pub(in crate::disclosure) fn ages(&mut self) -> Option<Layout<usize>> {
        let known = self.counts.ages.iter().sum::<usize>();
        if known == 0 {
            return None;
        }
        let not_known = self.counts.at_census.saturating_sub(known);
        let counts = self.counts.ages.iter().copied().chain([not_known]);
        let rows = counts
            .enumerate()
            .map(|(band, count)| (band, vec![self.ledger.add(children(count))]))
            .collect();
        let layout = Layout {
            columns: vec![Column::Children],
            rows,
            totals: vec![self.census()],
        };
        self.add_up(&layout);
        self.bound_ages(&layout);
        Some(layout)
    }

    /// Children of 10 to 17 on 31 March are among those of the year; the others of these have left.
    fn bound_ages(&mut self, layout: &Layout<usize>) {
        let cell = |band: usize| Some(*layout.rows.get(band)?.1.first()?);
        let (Some(teens), Some(oldest), Some(not_known)) = (cell(3), cell(4), cell(5)) else {
            return;
        };
        let census = self.census();
        let aged = [totals::IN_YEAR_AGED];
        self.bound_by((&[], &[teens, oldest]), (&aged, &[not_known]));
        let now = [teens, oldest, not_known];
        self.bound_by((&aged, &[census]), (&[totals::IN_YEAR], &now));
    }

    /// Sides by distance: a table of two ways.
    pub(in crate::disclosure) fn distance(&mut self) -> Option<Layout<Side>> {
        if self.counts.at_census == 0 || !self.is_located() {
            return None;
        }
        let not_known = self.location_not_known();
        let inside = self.margins.get(&INSIDE).copied()?;
        let outside = self.outside();
        let rows = vec![
            self.side(Side::Inside, inside),
            self.side(Side::Outside, outside),
            self.side(Side::NotKnown, not_known),
        ];
        let census = self.census();
        let totals = DistanceBand::ALL.map(|band| {
            let of_band = self.counts.distance.iter().filter(|d| d.band == band);
            self.ledger.add(children(of_band.map(|d| d.children).sum()))
        });
        let layout = Layout {
            columns: vec![
                Column::Children,
                Column::UpTo20Miles,
                Column::Over20Miles,
                Column::DistanceNotKnown,
            ],
            rows,
            totals: [&[census], &totals[..]].concat(),
        };
        self.add_up(&layout);
        self.ledger.relate(census, totals.to_vec());
        let [near, far, not_known] = totals;
        let known = self.sum_of(&[near, far]);
        let known = self.implied(totals::DISTANCE_KNOWN, known);
        self.ledger.relate(known, vec![near, far]);
        self.ledger.relate(census, vec![known, not_known]);
        Some(layout)
    }

    /// Children outside by narrower bands of distance: they add up to the two of the table by side,
    /// whose cells for outside they share.
    pub(in crate::disclosure) fn outside_miles(
        &mut self,
        by_side: Option<&Layout<Side>>,
    ) -> Option<Layout<usize>> {
        let row = by_side?
            .rows
            .iter()
            .find(|(side, _)| *side == Side::Outside);
        let [outside, near, far, not_known] = row?.1[..] else {
            return None;
        };
        if self.on_side(Side::Outside) == 0 {
            return None;
        }
        let counts = self.counts.outside_miles;
        let bands = counts.map(|count| self.ledger.add(children(count)));
        let (within, beyond) = bands.split_at(3);
        self.ledger.relate(near, within.to_vec());
        self.ledger.relate(far, beyond.to_vec());
        let ids = bands.into_iter().chain([not_known]);
        Some(Layout {
            columns: vec![Column::Children],
            rows: ids.enumerate().map(|(band, id)| (band, vec![id])).collect(),
            totals: vec![outside],
        })
    }

    fn sum_of(&self, ids: &[CellId]) -> Count {
        let counts = ids.iter().filter_map(|id| self.ledger.entry(*id));
        Count::children(counts.map(|entry| entry.count.count).sum())
    }

    /// The bands of a side, adding up to its total.
    fn side(&mut self, side: Side, total: CellId) -> (Side, Vec<CellId>) {
        let bands = DistanceBand::ALL.map(|band| {
            let mut all = self.counts.distance.iter();
            let found = all.find(|d| d.side == side && d.band == band);
            self.ledger.add(children(found.map_or(0, |d| d.children)))
        });
        self.ledger.relate(total, bands.to_vec());
        (side, [&[total], &bands[..]].concat())
    }

    pub(in crate::disclosure) fn out_reasons(&mut self) -> Option<Layout<Option<&'static str>>> {
        let reasons = self.counts.out_reasons.as_ref()?;
        let outside = self.outside();
        let mut rows: Vec<(Option<&'static str>, Vec<CellId>)> = Vec::new();
        let known = reasons.iter().filter(|(reason, _)| reason.is_some());
        let order = known.chain(reasons.iter().filter(|(reason, _)| reason.is_none()));
        let mut without_safety = 0;
        for (reason, count) in order {
            without_safety += if *reason == Some("safety") { 0 } else { *count };
            rows.push((*reason, vec![self.ledger.add(children(*count))]));
        }
        let others = rows.iter().filter(|(r, _)| *r != Some("safety"));
        let others: Vec<CellId> = others.flat_map(|(_, ids)| ids).copied().collect();
        let rest = self.implied(totals::OUTSIDE_WITHOUT_SAFETY, children(without_safety));
        self.ledger.relate(rest, others);
        let safety = rows.iter().find(|(r, _)| *r == Some("safety"));
        let parts = safety.into_iter().flat_map(|(_, ids)| ids).copied();
        self.ledger.relate(outside, parts.chain([rest]).collect());
        let layout = Layout {
            columns: vec![Column::Children],
            rows,
            totals: vec![outside],
        };
        self.add_up(&layout);
        Some(layout)
    }
}
