//! The words by which tables by group, their rows and their columns are known in data.

use serde::Serialize;

use crate::measure::children::{DurationBand, PlacementGroup, Side};
use crate::source::ssda903::{harms, reasons};
use crate::source::{MONTHS, WEEKDAYS};

use super::breakdowns::{InterviewRow, UascRow};

/// The bands of age of the table `ages`, then those of whom it is not known.
const AGES: [&str; 6] = [
    "under-1",
    "1-to-4",
    "5-to-9",
    "10-to-15",
    "16-and-over",
    "not-known",
];
/// The bands of miles of the table `outside-miles`, then those of whom it is not known.
const MILES: [&str; 6] = [
    "up-to-5",
    "over-5-to-10",
    "over-10-to-20",
    "over-20-to-50",
    "over-50",
    "not-known",
];
/// A table by its word, and how its rows are named.
#[derive(Debug, Clone, Copy)]
pub struct Named<R> {
    /// The table.
    pub table: &'static str,
    /// A row of it.
    pub row: fn(&R) -> String,
}

impl<R> Named<R> {
    const fn new(table: &'static str, row: fn(&R) -> String) -> Self {
        Self { table, row }
    }
}

/// Children by kind of placement.
pub const PLACEMENTS: Named<PlacementGroup> = Named::new("placements", word);
/// Children by provider.
pub const PROVIDERS: Named<&str> = Named::new("providers", word);
/// Children by age.
pub const AGE_BANDS: Named<usize> = Named::new("ages", age);
/// Children by side of the boundary and distance from home.
pub const DISTANCE: Named<Side> = Named::new("distance", word);
/// Children outside by distance from home.
pub const OUTSIDE_MILES: Named<usize> = Named::new("outside-miles", miles);
/// Children outside by reason.
pub const OUT_REASONS: Named<Option<&'static str>> = Named::new("out-reasons", out_reason);
/// Unaccompanied children.
pub const UASC: Named<UascRow> = Named::new("uasc", word);
/// Unaccompanied children by kind of placement.
pub const UASC_PLACEMENTS: Named<PlacementGroup> = Named::new("uasc-placements", word);
/// Children and incidents by side of the boundary.
pub const SIDES: Named<Side> = Named::new("sides", word);
/// Incidents by duration.
pub const DURATIONS: Named<DurationBand> = Named::new("durations", word);
/// Incidents by kind of placement.
pub const INCIDENT_PLACEMENTS: Named<PlacementGroup> = Named::new("incident-placements", word);
/// Incidents by month.
pub const INCIDENT_MONTHS: Named<Option<u8>> = Named::new("months", month);
/// Incidents by weekday.
pub const INCIDENT_WEEKDAYS: Named<usize> = Named::new("weekdays", weekday);
/// Return interviews.
pub const INTERVIEWS: Named<InterviewRow> = Named::new("interviews", word);
/// Interviews by reason.
pub const REASONS: Named<usize> = Named::new("interview-reasons", reason);
/// Interviews by harm.
pub const HARMS: Named<usize> = Named::new("interview-harms", harm);

/// A band of age.
fn age(at: &usize) -> String {
    of(&AGES, *at)
}

/// A band of miles.
fn miles(at: &usize) -> String {
    of(&MILES, *at)
}

/// The month an incident began in, April being 0.
fn month(month: &Option<u8>) -> String {
    let name = |at: u8| of(&MONTHS, (usize::from(at) + 3) % MONTHS.len());
    month.map_or_else(|| "before-the-year".to_owned(), name)
}

/// A day of the week, Monday being 0.
fn weekday(at: &usize) -> String {
    of(&WEEKDAYS, *at)
}

/// Why a child is placed outside.
fn out_reason(reason: &Option<&'static str>) -> String {
    reason.unwrap_or("not-recorded").to_owned()
}

/// A reason of an interview, by its place in the list.
fn reason(at: &usize) -> String {
    listed(*at, reasons().get(*at).map(|listed| listed.code))
}

/// A harm of an interview, by its place in the list.
fn harm(at: &usize) -> String {
    listed(*at, harms().get(*at).map(|listed| listed.code))
}

/// What has a word of its own.
#[must_use]
pub fn word<T: Serialize>(of: &T) -> String {
    let word = serde_json::to_value(of).ok();
    let word = word.and_then(|word| word.as_str().map(str::to_owned));
    word.unwrap_or_default()
}

fn listed(at: usize, code: Option<&str>) -> String {
    code.map_or(at.to_string(), str::to_owned)
}

fn of(names: &[&str], at: usize) -> String {
    names
        .get(at)
        .map_or(at.to_string(), |name| (*name).to_owned())
}
