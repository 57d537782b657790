//! Children of other authorities, and whether hosts were told.

use crate::disclosure::{AuthorityTables, Column, FlowRow, PublishedTable};

use super::super::authority::sections::tables::float;
use super::super::authority::{Section, Subject};
use super::super::number;
use super::section;

/// A column summed over every authority, with the children it is about; none where any part of it
/// is withheld or not known: a sum over what happens to be shown would be about nobody in particular.
fn sum_of(table: &PublishedTable<FlowRow>, column: Column) -> Option<(String, String)> {
    let all = table.total(Column::Children)?.count()?;
    let at = table.columns.iter().position(|c| *c == column)?;
    let cells = table.rows.iter().map(|(_, cells)| cells);
    let both = cells.map(|c| c.first()?.count().zip(c.get(at)?.count()));
    let both: Option<Vec<(u64, u64)>> = both.collect();
    let (of, sum) = both?
        .into_iter()
        .fold((0, 0), |(of, sum), (children, part)| {
            (of + children, sum + part)
        });
    (of == all && all > 0).then(|| (number::count(float(sum)), number::count(float(of))))
}

impl Subject<'_> {
    /// Children of other authorities placed here, how many of them went missing, and of how many
    /// the authority was told.
    pub(in crate::report) fn host_view(self, tables: &AuthorityTables) -> Option<Section> {
        let mut section = self.hosted(tables)?;
        let table = tables.hosted.as_ref()?;
        section.finding += &match sum_of(table, Column::Missing) {
            Some((missing, of)) => format!(
                " Of these {of}, {missing} went missing in the year, from here or from where they lived before."
            ),
            None => " How many of them went missing cannot be shown.".to_owned(),
        };
        match sum_of(table, Column::Notified) {
            Some((told, of)) => {
                section.finding += &format!(
                    " Of these {of}, {told} were placed with notice to this authority by 31 March."
                );
            }
            None => section.notes.push(
                "Of how many placements this authority was told cannot be shown for all of them together: the authorities that \
                 placed the children do not all record it, or too few children are behind a figure."
                    .to_owned(),
            ),
        }
        section.notes.push(
            "“Went missing in the year” is about the children placed here on 31 March, wherever they went missing from: an \
             incident before they came here counts."
                .to_owned(),
        );
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
