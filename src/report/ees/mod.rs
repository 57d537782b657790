//! Data sets for Explore Education Statistics: tidy rows, and what each column is. Only for
//! publication: an internal scorecard has none.

mod geography;
mod measures;
mod scores;

use crate::assessment::Assessment;
use crate::config::Mode;

use super::measure_rows::MeasureRow;

/// Columns that every data set starts with.
pub const PLACE_AND_TIME: [&str; 10] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "la_name",
    "new_la_code",
];

/// A data set: tidy rows and what its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    /// The name of its files, without ending.
    pub name: &'static str,
    /// Its columns behind [`PLACE_AND_TIME`]: filters, then indicators.
    pub columns: Vec<DataColumn>,
    /// Its rows, a text a column, [`PLACE_AND_TIME`] first. No cell of a filter or indicator is
    /// blank.
    pub rows: Vec<Vec<String>>,
}

/// A column of a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataColumn {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is; none where the file has it and nothing says what it is, which is so for a
    /// filter that would offer no choice.
    pub role: Option<Role>,
}

/// What a column of a data set is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// What rows can be chosen by.
    Filter {
        /// What it is called.
        label: &'static str,
        /// A hint for those who choose; may be empty.
        hint: &'static str,
        /// The column its choices are grouped by; may be empty.
        grouping: &'static str,
        /// The choice that is shown where nobody chooses: that of the first row, since choices do not add up.
        default: String,
    },
    /// A figure.
    Indicator {
        /// What it is called.
        label: &'static str,
        /// What it is listed under.
        grouping: &'static str,
        /// Its unit: "%", or nothing for a number.
        unit: &'static str,
        /// Decimals it is shown with.
        decimals: u8,
    },
}

/// The data sets of a publication that opens with a year and has others: the measures and the scores of
/// every year. None in internal mode.
pub(super) fn data_sets<'r>(
    (assessment, others): (&Assessment<'_>, &[&Assessment<'_>]),
    rows: impl Iterator<Item = &'r MeasureRow>,
) -> Vec<DataSet> {
    if assessment.configuration().disclosure.mode == Mode::Internal {
        return Vec::new();
    }
    vec![
        measures::data_set(assessment, rows),
        scores::data_set(assessment, others),
    ]
}

impl DataColumn {
    fn filter(
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        grouping: &'static str,
    ) -> Self {
        Self {
            name,
            role: Some(Role::Filter {
                label,
                hint,
                grouping,
                default: String::new(),
            }),
        }
    }

    fn indicator(
        name: &'static str,
        label: &'static str,
        grouping: &'static str,
        unit: &'static str,
        decimals: u8,
    ) -> Self {
        Self {
            name,
            role: Some(Role::Indicator {
                label,
                grouping,
                unit,
                decimals,
            }),
        }
    }
}

impl DataSet {
    /// Takes the role from filters that offer no choice, and from groups that do not group, and names what the
    /// others show first.
    fn without_single_choices(mut self) -> Self {
        let first = PLACE_AND_TIME.len();
        let single: Vec<&'static str> = (first..)
            .zip(&self.columns)
            .filter(|(_, column)| matches!(column.role, Some(Role::Filter { .. })))
            .filter(|(at, _)| self.choices(*at) < 2)
            .map(|(_, column)| column.name)
            .collect();
        for column in &mut self.columns {
            if single.contains(&column.name) {
                column.role = None;
            } else if let Some(Role::Filter { grouping, .. }) = &mut column.role
                && single.contains(grouping)
            {
                *grouping = "";
            }
        }
        self.with_defaults()
    }

    /// Names the choice of the first row as the one that is shown where nobody chooses.
    fn with_defaults(mut self) -> Self {
        let first = self.rows.first().map_or(&[][..], Vec::as_slice);
        let choices = first.iter().skip(PLACE_AND_TIME.len());
        for (column, choice) in self.columns.iter_mut().zip(choices) {
            if let Some(Role::Filter { default, .. }) = &mut column.role {
                choice.clone_into(default);
            }
        }
        self
    }

    fn choices(&self, column: usize) -> usize {
        let values = self.rows.iter().filter_map(|row| row.get(column));
        values.collect::<std::collections::BTreeSet<_>>().len()
    }
}

/// A number in full precision: the shortest form that reads back the same.
fn number(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else {
        value.to_string()
    }
}
