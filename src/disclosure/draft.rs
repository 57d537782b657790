//! An authority's year laid out in a ledger: every table of it, with the totals they share.

mod census;
mod incidents;
mod interviews;
mod uasc;

use std::collections::BTreeMap;

use crate::authority::AuthorityId;
use crate::config::Disclosure;
use crate::indicator::{self, Catalogue, counts as totals};
use crate::measure::Figures;
use crate::measure::children::{Breakdowns, Incidents, PlacementGroup, Side};

use super::Measures;
use super::flows::Sides;
use super::ledger::{CellId, Count, Ledger, Standing};
use super::row_names::{Named, word};
use super::table::Layout;
use super::totals::standing;

/// The tables of one authority and year before protection.
pub(super) struct Draft<'b> {
    pub(super) ledger: Ledger,
    measures: &'b Measures,
    year: i16,
    authority: AuthorityId,
    counts: &'b Breakdowns,
    margins: BTreeMap<indicator::Count, CellId>,
    /// All children by kind of placement.
    placed: BTreeMap<PlacementGroup, CellId>,
}

/// Children placed inside the boundary.
const INSIDE: indicator::Count = indicator::Count::children("inside").on_31_march();
/// Children of whom it is not known on which side.
const LOCATION_NOT_KNOWN: indicator::Count =
    indicator::Count::children("location-not-known").on_31_march();
/// Children on 31 March who were missing in the year.
const MISSING_AT_CENSUS: indicator::Count =
    indicator::Count::children("missing-at-census").on_31_march();

const PROVIDERS: [&str; 7] = ["PR0", "PR1", "PR2", "PR3", "PR4", "PR5", "not-known"];

impl<'b> Draft<'b> {
    pub(super) fn new(
        measures: &'b Measures,
        year: i16,
        authority: AuthorityId,
        counts: &'b Breakdowns,
        rules: &Disclosure,
    ) -> Self {
        let decided = measures.decided(year, authority);
        let mut ledger = decided.map_or_else(
            || Ledger::new(rules.clone()),
            |decided| decided.ledger.clone(),
        );
        ledger.say_why(false);
        Self {
            ledger,
            measures,
            year,
            authority,
            counts,
            margins: BTreeMap::new(),
            placed: BTreeMap::new(),
        }
    }

    /// The cell of a count that the measures show or withhold, where it is the same number.
    fn decided(&self, total: indicator::Count, count: u64) -> Option<CellId> {
        let decided = self.measures.decided(self.year, self.authority)?;
        let id = *decided.counts.get(total.name())?;
        (self.ledger.count_of(id) == count).then_some(id)
    }

    /// The cell of a count that the measures have, whatever tables make of it.
    fn measured(&self, count: indicator::Count) -> Option<CellId> {
        let decided = self.measures.decided(self.year, self.authority)?;
        decided.counts.get(count.name()).copied()
    }

    /// Says that counts of the measures are, with cells of tables, no more than others, where the
    /// measures have them.
    fn bound_by(
        &mut self,
        (measured, cells): (&[indicator::Count], &[CellId]),
        (wholes, more): (&[indicator::Count], &[CellId]),
    ) {
        let all = |counts: &[indicator::Count], cells: &[CellId]| -> Option<Vec<CellId>> {
            let counts = counts.iter().map(|count| self.measured(*count));
            counts.chain(cells.iter().copied().map(Some)).collect()
        };
        if let (Some(parts), Some(wholes)) = (all(measured, cells), all(wholes, more)) {
            self.ledger.bound(&wholes, &parts);
        }
    }

    /// The one cell of a total that tables share.
    fn margin(&mut self, total: indicator::Count, count: Count) -> CellId {
        self.shared(total, count, true)
    }

    /// The same for one that no table prints.
    fn implied(&mut self, total: indicator::Count, count: Count) -> CellId {
        self.shared(total, count, false)
    }

    fn shared(&mut self, total: indicator::Count, count: Count, printed: bool) -> CellId {
        if let Some(id) = self.margins.get(&total) {
            return *id;
        }
        if let Some(id) = self.decided(total, count.count) {
            self.margins.insert(total, id);
            return id;
        }
        let id = if printed {
            self.ledger.add(count)
        } else {
            self.ledger.add_implied(count)
        };
        self.is_also(id, total);
        id
    }

    /// What the measures tell of a total.
    fn told(&self, total: indicator::Count, count: Option<u64>) -> Standing {
        let measures: &Figures = self.measures;
        let catalogue: &Catalogue = self.measures.repertoire().catalogue();
        let place = (self.year, self.authority);
        standing(total, count, (measures, catalogue), place)
    }

    /// The standing of one cell of a table that a measure shows too.
    fn is_also(&mut self, id: CellId, total: indicator::Count) {
        let count = self.ledger.entry(id).map(|entry| entry.count.count);
        if let Some(decided) = count.and_then(|count| self.decided(total, count)) {
            self.ledger.is_same(id, decided);
            self.margins.insert(total, id);
            return;
        }
        let standing = self.told(total, count);
        self.ledger.set_standing(id, standing);
        if standing == Standing::Known {
            // To withhold here what measures show would only look safe.
            self.ledger.exempt(id);
        }
        self.margins.insert(total, id);
    }

    /// Says which cells of a table are counts of the measures too, as the catalogue has it, where that
    /// was not said when they were laid out.
    pub(super) fn share<R>(&mut self, named: Named<R>, layout: Option<&Layout<R>>) {
        let catalogue: &Catalogue = self.measures.repertoire().catalogue();
        let Some(layout) = layout else { return };
        for (count, cell) in catalogue.cells_of(named.table) {
            let column = layout.columns.iter();
            let column = column.map(word).position(|column| column == cell.column);
            let row = match cell.row {
                "total" => Some(&layout.totals),
                name => {
                    let mut rows = layout.rows.iter();
                    let found = rows.find(|(row, _)| (named.row)(row) == name);
                    found.map(|(_, ids)| ids)
                }
            };
            let id = row.zip(column).and_then(|(ids, at)| ids.get(at)).copied();
            if let Some(id) = id.filter(|id| self.margins.get(count) != Some(id)) {
                self.is_also(id, *count);
            }
        }
    }

    /// What is decided of the children on 31 March by side, once it is.
    pub(super) fn on_31_march(&self) -> Option<Sides> {
        let of = |count| self.ledger.carried(*self.margins.get(&count)?);
        let decided = self.measures.decided(self.year, self.authority);
        let in_area = decided.and_then(|decided| decided.counts.get(totals::IN_AREA.name()));
        Some(Sides {
            census: of(totals::CENSUS)?,
            outside: of(totals::OUTSIDE)?,
            inside: of(INSIDE)?,
            not_known: of(LOCATION_NOT_KNOWN)?,
            in_area: in_area.and_then(|id| self.ledger.carried(*id)),
            missing: of(MISSING_AT_CENSUS),
            missing_outside: of(totals::OUTSIDE_MISSING),
        })
    }

    fn is_located(&self) -> bool {
        self.counts.at_census > self.counts.location_unknown
    }

    pub(super) fn census(&mut self) -> CellId {
        self.margin(totals::CENSUS, children(self.counts.at_census))
    }

    fn outside(&mut self) -> CellId {
        let known = self.margins.contains_key(&totals::OUTSIDE);
        let id = self.margin(totals::OUTSIDE, children(self.on_side(Side::Outside)));
        if !known {
            let census = self.census();
            self.ledger.relate_part(census, id);
        }
        id
    }

    pub(super) fn location_not_known(&mut self) -> CellId {
        let known = self.margins.contains_key(&LOCATION_NOT_KNOWN);
        let count = children(self.counts.location_unknown);
        let id = self.margin(LOCATION_NOT_KNOWN, count);
        if !known {
            let inside = self.margin(INSIDE, children(self.on_side(Side::Inside)));
            let (census, outside) = (self.census(), self.outside());
            self.ledger.relate(census, vec![inside, outside, id]);
        }
        id
    }

    fn on_side(&self, side: Side) -> usize {
        let bands = self.counts.distance.iter().filter(|d| d.side == side);
        bands.map(|d| d.children).sum()
    }

    fn missing_at_census(&mut self) -> CellId {
        let known = self.margins.contains_key(&MISSING_AT_CENSUS);
        let missing = self.counts.placements.values().map(|m| m.missing).sum();
        let id = self.margin(MISSING_AT_CENSUS, children(missing));
        if !known {
            let census = self.census();
            self.ledger.relate_part(census, id);
            self.bound_by((&[], &[id]), (&[totals::MISSING], &[]));
            // Of those who went missing the others have left care.
            let (all, in_year) = ([totals::MISSING], [totals::IN_YEAR]);
            self.bound_by((&all, &[census]), (&in_year, &[id]));
        }
        id
    }

    /// Relates every total to the cells of its column.
    fn add_up<R>(&mut self, layout: &Layout<R>) {
        for (at, total) in layout.totals.iter().enumerate() {
            let parts = layout.rows.iter().filter_map(|(_, ids)| ids.get(at));
            self.ledger.relate(*total, parts.copied().collect());
        }
    }

    /// A cell that is part of another.
    fn part_of(&mut self, whole: CellId, count: Count, total: Option<indicator::Count>) -> CellId {
        let id = match total {
            Some(total) => self.margin(total, count),
            None => self.ledger.add(count),
        };
        self.ledger.relate_part(whole, id);
        id
    }
}

fn children(count: usize) -> Count {
    Count::children(u64::try_from(count).unwrap_or(u64::MAX))
}

fn incidents(count: Incidents) -> Count {
    let whole = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Count::incidents(whole(count.incidents), whole(count.children))
}
