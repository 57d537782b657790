//! A data set for Explore Education Statistics as its two files.

use crate::report::{DataSet, PLACE_AND_TIME, Role};

use super::table_csv::Writer;

/// The header of a file of metadata.
pub(super) const META_HEADER: [&str; 9] = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
    "filter_default",
];

/// `<name>.csv`: the rows.
pub fn data(set: &DataSet) -> String {
    let columns = set.columns.iter().map(|column| column.name);
    let header: Vec<&str> = PLACE_AND_TIME.into_iter().chain(columns).collect();
    let mut writer = Writer::new(&header);
    for row in &set.rows {
        writer.row(row);
    }
    writer.finish()
}

/// `<name>.meta.csv`: what the columns are.
pub fn meta(set: &DataSet) -> String {
    let mut writer = Writer::new(&META_HEADER);
    for column in &set.columns {
        match &column.role {
            None => {}
            Some(Role::Filter {
                label,
                hint,
                grouping,
                default,
            }) => writer.row(&[
                column.name,
                "Filter",
                label,
                "",
                "",
                "",
                hint,
                grouping,
                default.as_str(),
            ]),
            Some(Role::Indicator {
                label,
                grouping,
                unit,
                decimals,
            }) => {
                let decimals = decimals.to_string();
                let cells = [
                    column.name,
                    "Indicator",
                    label,
                    grouping,
                    unit,
                    &decimals,
                    "",
                    "",
                    "",
                ];
                writer.row(&cells);
            }
        }
    }
    writer.finish()
}
