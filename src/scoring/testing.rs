//! Panels for tests.

use crate::authority::Register;
use crate::config::Configuration;

use super::by::Place;
use super::panel::{Column, Entry, Member, Panel};
use super::scorecard::Scorecard;

/// The first authorities of the register.
pub(super) fn members(how_many: usize) -> Vec<Member> {
    let authorities = Register::built_in().authorities().iter().take(how_many);
    authorities
        .map(|authority| Member::new(authority.id, authority.code.as_str()))
        .collect()
}

/// A column for each indicator of a configuration, in its order.
pub(super) fn columns(
    configuration: &Configuration,
    entries: impl IntoIterator<Item = Vec<Entry>>,
) -> Vec<Column> {
    let indicators = configuration.indicators();
    let columns = indicators.zip(entries);
    columns
        .map(|((_, indicator), entries)| Column::new(indicator.code.as_str(), entries))
        .collect()
}

/// The first authorities of the register with entries for each indicator of a configuration.
pub(super) fn panel(
    configuration: &Configuration,
    entries: impl IntoIterator<Item = Vec<Entry>>,
) -> Panel {
    let columns = columns(configuration, entries);
    let units = columns.first().map_or(0, |column| column.entries().len());
    Panel::new(configuration, members(units), columns).unwrap()
}

/// Entries that are values alone.
pub(super) fn values(values: &[f64]) -> Vec<Entry> {
    values.iter().copied().map(Entry::of_value).collect()
}

/// The scores of a panel that is one of the configuration.
pub(super) fn score(configuration: &Configuration, panel: &Panel) -> Scorecard {
    super::score(configuration, panel).unwrap()
}

/// A place by its number.
pub(super) fn place<K: Place>(number: usize) -> K {
    K::numbered(number)
}
