//! The words by which rows and columns of tables by group are known in data.

use serde::Serialize;

use crate::source::ssda903::{harms, reasons};

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
/// The months of a year.
const MONTHS: [&str; 12] = [
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "january",
    "february",
    "march",
];
/// The days of a week.
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A band of age.
#[must_use]
pub fn age(at: &usize) -> String {
    of(&AGES, *at)
}

/// A band of miles.
#[must_use]
pub fn miles(at: &usize) -> String {
    of(&MILES, *at)
}

/// The month an incident began in, April being 0.
#[must_use]
pub fn month(month: &Option<u8>) -> String {
    let name = |at: u8| of(&MONTHS, usize::from(at));
    month.map_or_else(|| "before-the-year".to_owned(), name)
}

/// A day of the week, Monday being 0.
#[must_use]
pub fn weekday(at: &usize) -> String {
    of(&WEEKDAYS, *at)
}

/// Why a child is placed outside.
#[must_use]
pub fn out_reason(reason: &Option<&'static str>) -> String {
    reason.unwrap_or("not-recorded").to_owned()
}

/// A reason of an interview, by its place in the list.
#[must_use]
pub fn reason(at: &usize) -> String {
    listed(*at, reasons().get(*at).map(|listed| listed.code))
}

/// A harm of an interview, by its place in the list.
#[must_use]
pub fn harm(at: &usize) -> String {
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
