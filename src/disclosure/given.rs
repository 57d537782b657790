//! Counts that others gave, made fit for publication: the police's, and totals of return
//! interviews.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::authority::AuthorityId;
use crate::config::Disclosure;
use crate::indicator::{self, CHILDREN_MISSING, Of, Part, counts as named};
use crate::measure::{Figures, SourceKind};
use crate::source::published::Location;
use crate::source::{Dataset, Figure, InterviewTotals, MissingDefinition, PoliceCount, Scope};

use super::breakdowns::InterviewRow;
use super::cell::whole_number;
use super::ledger::{CellId, Count, Ledger};
use super::rules::Rules;
use super::table::{Column, Layout, Published, PublishedTable};
use super::totals::standing;

/// What the police counted of one scope by one definition, as it may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PublishedPolice {
    /// Whose children.
    #[serde(skip)]
    pub scope: Scope,
    /// Which incidents.
    #[serde(skip)]
    pub definition: MissingDefinition,
    /// Missing incidents.
    pub incidents: Published,
    /// Children missing, where given.
    pub children: Option<Published>,
    /// Incidents recorded as absent, where given.
    pub absent: Option<Published>,
}

/// An authority's year.
type Place = (i16, AuthorityId);

/// Counts that others gave, as they may be shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    police: BTreeMap<Place, Vec<PublishedPolice>>,
    interviews: BTreeMap<Place, PublishedTable<InterviewRow>>,
}

impl Given {
    /// Those of a dataset, beside figures that have been protected.
    pub(super) fn of(figures: &Figures, dataset: &Dataset, rules: &Rules<'_>) -> Self {
        let mut police: BTreeMap<Place, Vec<&PoliceCount>> = BTreeMap::new();
        for (_, row) in &dataset.police {
            let place = (row.year, row.authority);
            police.entry(place).or_default().push(row);
        }
        let police = police.into_iter();
        let mut interviews = BTreeMap::new();
        for (_, totals) in &dataset.interview_totals {
            let place = (totals.year, totals.authority);
            if let Some(table) = interview_totals(figures, totals, rules) {
                interviews.entry(place).or_insert(table);
            }
        }
        Self {
            police: police
                .map(|(place, rows)| (place, police_counts(&rows, rules.disclosure())))
                .collect(),
            interviews,
        }
    }

    pub(super) fn police(&self, year: i16, authority: AuthorityId) -> &[PublishedPolice] {
        let rows = self.police.get(&(year, authority));
        rows.map_or(&[], Vec::as_slice)
    }

    pub(super) fn interview_totals(
        &self,
        year: i16,
        authority: AuthorityId,
    ) -> Option<&PublishedTable<InterviewRow>> {
        self.interviews.get(&(year, authority))
    }
}

/// Sets the children behind given counts of incidents, which a file of measures does not say: those
/// who went missing in the authority's year.
pub(super) fn find_children_behind(figures: &mut Figures, rules: &Rules<'_>) {
    let of_incidents = |indicator: &str| {
        let known = rules.catalogue().definition(indicator);
        let parts = [Part::Numerator, Part::Denominator];
        let mut counts = parts.iter().filter_map(|part| known?.part(*part));
        counts.any(|count| count.of() == Of::Incidents)
    };
    let given: BTreeSet<Place> = figures
        .iter()
        .filter(|(key, cell)| cell.source == SourceKind::Given && of_incidents(&key.indicator))
        .filter_map(|(key, _)| match key.location {
            Location::Authority(id) => Some((key.year, id)),
            _ => None,
        })
        .collect();
    let children: BTreeMap<Place, f64> = given
        .into_iter()
        .filter_map(|(year, id)| {
            let cell = figures.best(year, CHILDREN_MISSING, &Location::Authority(id))?;
            Some(((year, id), cell.numerator?))
        })
        .collect();
    for (key, cells) in figures.each_mut() {
        let Location::Authority(id) = key.location else {
            continue;
        };
        let Some(children) = children.get(&(key.year, id)) else {
            continue;
        };
        let given = cells.iter_mut().filter(|c| c.source == SourceKind::Given);
        for cell in given.filter(|cell| cell.children.is_none() && of_incidents(&key.indicator)) {
            cell.children = Some(*children);
        }
    }
}

/// The police's counts of one authority and year. Incidents over 24 hours are part of all, so the
/// two are protected together.
fn police_counts(rows: &[&PoliceCount], rules: &Disclosure) -> Vec<PublishedPolice> {
    let mut ledger = Ledger::new(rules.clone());
    let mut laid = Vec::new();
    for row in rows {
        let Some(incidents) = whole_number(row.missing_incidents) else {
            continue;
        };
        let children = row.children_missing.and_then(whole_number);
        let count = match children {
            Some(children) => Count::incidents(incidents, children),
            None => Count::incidents_of_unknown(incidents),
        };
        let all = ledger.add(count);
        let children = children.map(|n| ledger.add(Count::children(n)));
        let absent = row.absent_incidents.and_then(whole_number);
        let absent = absent.map(|n| ledger.add(Count::incidents_of_unknown(n)));
        laid.push((row.scope, row.definition, all, children, absent));
    }
    for (scope, definition, all, ..) in &laid {
        let long = laid.iter().find(|(s, d, ..)| s == scope && d != definition);
        if let (MissingDefinition::All, Some((_, _, long, ..))) = (definition, long) {
            ledger.relate_part(*all, *long);
        }
    }
    ledger.protect();
    let published = |id: CellId| ledger.published(id);
    let of = laid.iter().map(
        |(scope, definition, incidents, children, absent)| PublishedPolice {
            scope: *scope,
            definition: *definition,
            incidents: published(*incidents),
            children: children.map(published),
            absent: absent.map(published),
        },
    );
    of.collect()
}

/// Totals of return interviews as a table, as from single interviews.
fn interview_totals(
    figures: &Figures,
    totals: &InterviewTotals,
    rules: &Rules<'_>,
) -> Option<PublishedTable<InterviewRow>> {
    use InterviewRow as R;
    let mut ledger = Ledger::new(rules.disclosure().clone());
    let mut add = |count: Figure, total: Option<indicator::Count>, whole_cell: Option<CellId>| {
        let count = whole_number(count.number()?)?;
        let id = ledger.add(Count::incidents_of_unknown(count));
        if let Some(total) = total {
            let shown = (figures, rules.catalogue());
            let place = (totals.year, totals.authority);
            ledger.set_standing(id, standing(total, Some(count), shown, place));
        }
        if let Some(whole) = whole_cell {
            ledger.relate_part(whole, id);
        }
        Some(id)
    };
    let all = add(totals.incidents, Some(named::INCIDENTS), None)?;
    // What was withheld before it was given has no row, nor what is out of it.
    let offered = add(totals.offered, Some(named::OFFERED), Some(all));
    let held = add(totals.held, None, Some(all));
    let mut rows = vec![(R::Incidents, vec![all])];
    rows.extend(offered.map(|id| (R::Offered, vec![id])));
    for (row, count, total, of) in [
        (
            R::OfferedInTime,
            totals.offered_in_time,
            named::OFFERED_IN_TIME,
            Some(all),
        ),
        (R::Accepted, totals.accepted, named::ACCEPTED, offered),
        (
            R::HeldInTime,
            totals.held_in_time,
            named::HELD_IN_TIME,
            Some(all),
        ),
    ] {
        if row == R::HeldInTime {
            rows.extend(held.map(|id| (R::Held, vec![id])));
        }
        let id = count
            .zip(of)
            .and_then(|(count, of)| add(count, Some(total), Some(of)));
        rows.extend(id.map(|id| (row, vec![id])));
    }
    ledger.protect();
    let layout = Layout {
        columns: vec![Column::Incidents],
        rows,
        totals: Vec::new(),
    };
    Some(layout.published(&ledger, rules.disclosure().percentage_minimum_denominator))
}
