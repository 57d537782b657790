//! Who places children where, as CSV.

use crate::assessment::Assessment;
use crate::report::{flow_list, inert};

use super::table_csv::{Writer, mode_of, shown};

/// The flows of a year, a row each. Behind each count stands its status: `c` where it is withheld, `x`
/// where it is not recorded.
pub fn flows(assessment: &Assessment<'_>) -> String {
    let mut writer = Writer::of("flows", mode_of(assessment));
    for flow in flow_list(assessment) {
        let mut cells = vec![
            assessment.year.to_string(),
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
