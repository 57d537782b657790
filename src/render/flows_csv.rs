//! Who places children where, as CSV.

use crate::config::Mode;
use crate::report::{Flow, inert};

use super::table_csv::{Writer, shown};

/// The flows of a year, a row each. Behind each count stands its status: `c` where it is withheld, `x`
/// where it is not recorded.
pub fn flows(year: i16, flows: &[Flow]) -> String {
    let mut writer = Writer::of("flows", Mode::Public);
    for flow in flows {
        let mut cells = vec![
            year.to_string(),
            inert(&flow.from_code),
            inert(&flow.from),
            inert(&flow.to_code),
            inert(&flow.to),
        ];
        let counts = [
            Some(flow.children),
            flow.missing,
            flow.missing_from_there,
            flow.notifiable,
            flow.notified,
        ];
        cells.extend(counts.into_iter().flat_map(shown));
        writer.row(&cells);
    }
    writer.finish()
}
