//! Who places children where, as CSV.

use crate::disclosure::Published;
use crate::report::{Flow, inert};

use super::table_csv::Writer;

/// The header of the table of flows.
const HEADER: [&str; 10] = [
    "year",
    "from_code",
    "from_name",
    "to_code",
    "to_name",
    "children",
    "missing",
    "missing_from_there",
    "notifiable",
    "notified",
];

/// The flows of a year, a row each; a count that is withheld is `c`, one not recorded empty.
pub fn flows(year: i16, flows: &[Flow]) -> String {
    let count = |count: Option<Published>| match count {
        Some(Published::Shown(count)) => count.to_string(),
        Some(Published::Withheld) => "c".to_owned(),
        None => String::new(),
    };
    let mut writer = Writer::new(&HEADER);
    for flow in flows {
        writer.row(&[
            year.to_string(),
            inert(&flow.from_code),
            inert(&flow.from),
            inert(&flow.to_code),
            inert(&flow.to),
            count(Some(flow.children)),
            count(flow.missing),
            count(flow.missing_from_there),
            count(flow.notifiable),
            count(flow.notified),
        ]);
    }
    writer.finish()
}
