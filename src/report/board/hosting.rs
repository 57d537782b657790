//! Children of other authorities, and whether hosts were told.

use crate::disclosure::{AuthorityTables, Column, Published};

use super::super::authority::sections::tables::float;
use super::super::authority::{Section, Subject};
use super::super::number;
use super::section;

impl Subject<'_> {
    /// Children of other authorities placed here, how many of them went missing, and of how many
    /// the authority was told.
    pub(in crate::report) fn host_view(self, tables: &AuthorityTables) -> Option<Section> {
        let mut section = self.hosted(tables)?;
        let table = tables.hosted.as_ref()?;
        let all = table.total(Column::Children).and_then(Published::count);
        let sums = |column: Column| {
            let at = table.columns.iter().position(|c| *c == column)?;
            let cells = table.rows.iter().map(|(_, cells)| cells);
            let said = cells.filter_map(|c| c.first()?.count().zip(c.get(at)?.count()));
            let (of, count) = said.fold((0, 0), |(of, sum), (all, part)| (of + all, sum + part));
            (of > 0).then(|| {
                let of = if all == Some(of) {
                    "them".to_owned()
                } else {
                    format!("the {} about whom it can be said", number::count(float(of)))
                };
                (number::count(float(count)), of)
            })
        };
        if let Some((missing, of)) = sums(Column::Missing) {
            section.finding += &format!(" Of {of}, {missing} went missing in the year.");
        }
        match sums(Column::Notified) {
            Some((told, of)) => {
                section.finding += &format!(
                    " Of {of}, {told} were placed with notice to this authority by 31 March."
                );
            }
            None => section.notes.push(
                "Whether this authority was told of these placements is not said: the authorities that placed the children \
                 do not all record it, or too few children are behind the figures."
                    .to_owned(),
            ),
        }
        Some(section)
    }

    /// Whether host authorities were told of its own placements out of area.
    pub(in crate::report) fn notifications(self) -> Option<Section> {
        let year = self.assessment.year;
        let caption = format!(
            "Notifications of placements out of area that began in the year ending 31 March {year}"
        );
        let codes = ["host-notified", "host-notified-in-five-days"];
        let table = self.beside_others(&caption, &codes)?;
        let counts = |code| {
            self.both_counts(code)
                .map(|(told, of)| (number::count(told), number::count(of)))
        };
        let finding = match (counts(codes[0]), counts(codes[1])) {
            (Some((told, of)), Some((later, _))) => format!(
                "The host authority was told of {told} of {of} placements on or before their first day, and of {later} within \
                 five working days."
            ),
            (Some((told, of)), None) => {
                format!(
                    "The host authority was told of {told} of {of} placements on or before their first day."
                )
            }
            _ => "How many placements the host authority was told of cannot be shown.".to_owned(),
        };
        Some(section(
            "notifications",
            "Telling the host authority",
            finding,
            [table],
            "Source: the authority’s record of notifications.",
        ))
    }
}
