//! What a publication revises of an earlier one, as CSV.

use crate::config::Mode;
use crate::report::{Revisions, inert};

use super::table_csv::Writer;

/// Every figure, rank and setting that changed, in this order.
pub fn revisions(revisions: &Revisions, mode: Mode) -> String {
    let mut writer = Writer::of("revisions", mode);
    for figure in &revisions.figures {
        writer.row(&[
            "figure".to_owned(),
            figure.year.to_string(),
            inert(&figure.code),
            inert(&figure.name),
            inert(&figure.indicator),
            inert(&figure.before),
            inert(&figure.now),
        ]);
    }
    for rank in &revisions.ranks {
        writer.row(&[
            "rank".to_owned(),
            rank.year.to_string(),
            inert(&rank.code),
            inert(&rank.name),
            "overall".to_owned(),
            rank.before.to_string(),
            rank.now.to_string(),
        ]);
    }
    for setting in &revisions.settings {
        let none = String::new;
        writer.row(&[
            "setting".to_owned(),
            none(),
            none(),
            none(),
            inert(&setting.key),
            inert(&setting.before),
            inert(&setting.now),
        ]);
    }
    writer.finish()
}
