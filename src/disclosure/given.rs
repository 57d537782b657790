//! Counts that others gave, made fit for publication: the police's, and totals of return
//! interviews.

use serde::Serialize;

use crate::config::Disclosure;
use crate::measure::Measures;
use crate::source::{InterviewTotals, MissingDefinition, PoliceCount, Scope};

use super::breakdowns::InterviewRow;
use super::ledger::{CellId, Count, Ledger};
use super::margins::Margin;
use super::table::{Column, Layout, Published, PublishedTable};

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

/// The police's counts of one authority and year. Incidents over 24 hours are part of all, so the
/// two are protected together.
#[must_use]
pub fn police_counts(rows: &[&PoliceCount], rules: &Disclosure) -> Vec<PublishedPolice> {
    let mut ledger = Ledger::new(rules.clone());
    let mut laid = Vec::new();
    for row in rows {
        let Some(incidents) = whole(row.missing_incidents) else {
            continue;
        };
        let children = row.children_missing.and_then(whole);
        let count = match children {
            Some(children) => Count::incidents(incidents, children),
            None => Count::incidents_of_unknown(incidents),
        };
        let all = ledger.add(count);
        let children = children.map(|n| ledger.add(Count::children(n)));
        let absent = row.absent_incidents.and_then(whole);
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
#[must_use]
pub fn interview_totals(
    measures: &Measures,
    totals: &InterviewTotals,
    rules: &Disclosure,
) -> Option<PublishedTable<InterviewRow>> {
    use InterviewRow as R;
    let mut ledger = Ledger::new(rules.clone());
    let mut add = |count: f64, margin: Option<Margin>, whole_cell: Option<CellId>| {
        let count = whole(count)?;
        let id = ledger.add(Count::incidents_of_unknown(count));
        if let Some(margin) = margin {
            let standing = margin.standing(measures, totals.year, totals.authority, Some(count));
            ledger.set_standing(id, standing);
        }
        if let Some(whole) = whole_cell {
            ledger.relate_part(whole, id);
        }
        Some(id)
    };
    let due = add(totals.incidents, Some(Margin::Due), None)?;
    let offered = add(totals.offered, Some(Margin::Offered), Some(due))?;
    let held = add(totals.held, None, Some(due))?;
    let mut rows = vec![(R::Due, vec![due]), (R::Offered, vec![offered])];
    for (row, count, margin, of) in [
        (
            R::OfferedInTime,
            totals.offered_in_time,
            Margin::OfferedInTime,
            due,
        ),
        (R::Accepted, totals.accepted, Margin::Accepted, offered),
        (R::HeldInTime, totals.held_in_time, Margin::HeldInTime, due),
    ] {
        if row == R::HeldInTime {
            rows.push((R::Held, vec![held]));
        }
        let id = count.and_then(|count| add(count, Some(margin), Some(of)));
        rows.extend(id.map(|id| (row, vec![id])));
    }
    ledger.protect();
    let layout = Layout {
        columns: vec![Column::Incidents],
        rows,
        totals: Vec::new(),
    };
    Some(layout.published(&ledger, rules.percentage_minimum_denominator))
}

/// A given count as a whole number, where it is one.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a whole number of at most a million million"
)]
fn whole(count: f64) -> Option<u64> {
    let fits = (0.0..=1e12).contains(&count) && count.fract() == 0.0;
    fits.then_some(count as u64)
}
