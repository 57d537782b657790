//! What a panel must be to be scored.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Configuration;
use crate::measure::{Distribution, Sampled, Share};

use super::column::{Column, Entry};
use super::table::{Member, Panel};

/// Why values are no panel, or not one of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PanelError {
    /// An indicator of the configuration has no column.
    #[error("there is no column for the indicator \"{0}\"")]
    NoColumn(String),
    /// A column is of no indicator of the configuration.
    #[error("there is a column for \"{0}\", which is no indicator of the configuration")]
    NoIndicator(String),
    /// Two columns, or two indicators of the configuration, have one code.
    #[error("the indicator \"{0}\" comes twice")]
    IndicatorTwice(String),
    /// Two authorities are the same or have one code.
    #[error("the authority \"{0}\" comes twice")]
    AuthorityTwice(String),
    /// A column has not one entry for each authority.
    #[error("the column for \"{indicator}\" has {entries} entries for {authorities} authorities")]
    Entries {
        /// The code of the indicator.
        indicator: String,
        /// How many entries it has.
        entries: usize,
        /// How many it should have.
        authorities: usize,
    },
    /// A number is infinite or none, or a count is below 0 or above what it is out of.
    #[error("{what} of {place} is no possible number")]
    Number {
        /// What it is: the code of an indicator, or children.
        what: String,
        /// The code of the authority, or "the nation".
        place: String,
    },
    /// The panel was made for the indicators of another configuration.
    #[error("the panel was made for other indicators: {panel}, not {configuration}")]
    OtherConfiguration {
        /// The first code that differs, in the panel.
        panel: String,
        /// The first code that differs, in the configuration.
        configuration: String,
    },
}

/// The columns in the order of the configuration's indicators.
fn in_order(
    configuration: &Configuration,
    columns: Vec<Column>,
) -> Result<Vec<Column>, PanelError> {
    let mut by_code: BTreeMap<String, Column> = BTreeMap::new();
    for column in columns {
        if let Some(twin) = by_code.insert(column.code().to_owned(), column) {
            return Err(PanelError::IndicatorTwice(twin.code().to_owned()));
        }
    }
    let mut seen = BTreeSet::new();
    let mut ordered = Vec::new();
    for (_, indicator) in configuration.indicators() {
        let code = &indicator.code;
        if !seen.insert(code) {
            return Err(PanelError::IndicatorTwice(code.clone()));
        }
        let column = by_code.remove(code);
        ordered.push(column.ok_or_else(|| PanelError::NoColumn(code.clone()))?);
    }
    match by_code.pop_first() {
        Some((code, _)) => Err(PanelError::NoIndicator(code)),
        None => Ok(ordered),
    }
}

impl Panel {
    /// A panel of authorities and the columns of a configuration's indicators, which may come in
    /// any order: each goes to the indicator of its code.
    ///
    /// # Errors
    /// Where an indicator has no column or two, a column has no indicator or not one entry for each
    /// authority, an authority comes twice, or a value is not a number.
    pub fn new(
        configuration: &Configuration,
        members: Vec<Member>,
        columns: Vec<Column>,
    ) -> Result<Self, PanelError> {
        let columns = in_order(configuration, columns)?;
        let panel = Self::put_together(members, columns);
        panel.check()?;
        Ok(panel)
    }

    /// Whether a panel is of a configuration's indicators, in their order.
    pub(in crate::scoring) fn fits(&self, configuration: &Configuration) -> Result<(), PanelError> {
        let mut codes = configuration.indicators().map(|(_, i)| i.code.as_str());
        let mut columns = self.columns().iter().map(Column::code);
        loop {
            let (panel, configured) = (columns.next(), codes.next());
            if panel != configured {
                let said = |code: Option<&str>| code.unwrap_or("no more").to_owned();
                return Err(PanelError::OtherConfiguration {
                    panel: said(panel),
                    configuration: said(configured),
                });
            }
            if panel.is_none() {
                return Ok(());
            }
        }
    }

    /// Whether there is one possible entry for each authority and indicator.
    fn check(&self) -> Result<(), PanelError> {
        let (mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new());
        for (id, code) in self.authorities().zip(self.codes()) {
            if !ids.insert(*id) || !codes.insert(code) {
                return Err(PanelError::AuthorityTwice(code.clone()));
            }
        }
        for (children, code) in self.children().zip(self.codes()) {
            if !children.is_none_or(|children| children.is_finite() && children >= 0.0) {
                return Err(PanelError::Number {
                    what: "children".to_owned(),
                    place: code.clone(),
                });
            }
        }
        self.columns()
            .iter()
            .try_for_each(|column| self.check_column(column))
    }

    fn check_column(&self, column: &Column) -> Result<(), PanelError> {
        let indicator = || column.code().to_owned();
        if column.entries().len() != self.authorities().len() {
            return Err(PanelError::Entries {
                indicator: indicator(),
                entries: column.entries().len(),
                authorities: self.authorities().len(),
            });
        }
        let impossible = |place: &str| PanelError::Number {
            what: indicator(),
            place: place.to_owned(),
        };
        for (entry, code) in column.entries().zip(self.codes()) {
            if !is_possible(entry) {
                return Err(impossible(code));
            }
        }
        let nation = column.national().is_none_or(f64::is_finite)
            && column.national_sampled().is_none_or(can_be_drawn);
        if nation {
            Ok(())
        } else {
            Err(impossible("the nation"))
        }
    }
}

fn is_possible(entry: &Entry) -> bool {
    !entry.value.is_ok_and(|value| !value.is_finite())
        && entry.doubt.limit.is_none_or(f64::is_finite)
        && entry.sampled.is_none_or(can_be_drawn)
}

/// Whether the counts of a distribution are such that something can be drawn from it.
fn can_be_drawn(sampled: Sampled) -> bool {
    let count = |number: f64| number.is_finite() && number >= 0.0;
    let part = |x: f64, n: f64| count(x) && count(n) && x <= n;
    let share = |share: Share| part(share.x, share.n);
    sampled.factor.is_finite()
        && match sampled.from {
            Distribution::Proportion(of) | Distribution::Whole(_, of) => share(of),
            Distribution::Rate { x, n } => count(x) && count(n) && n > 0.0,
            Distribution::Part {
                whole,
                x,
                of,
                ratio,
                ..
            } => share(whole) && part(x, of) && count(ratio),
            Distribution::Events {
                whole, each, shape, ..
            } => share(whole) && count(each) && shape.is_none_or(|k| count(k) && k > 0.0),
        }
}
