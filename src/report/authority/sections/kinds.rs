//! In what kinds of placement children live, and who provides them.

use crate::disclosure::{AuthorityTables, Column, Published, PublishedTable};

use super::super::super::words;
use super::super::Subject;
use super::model::SectionBody;
use super::names;
use super::tables::{named, of_total_and_row, out_of};

/// Most groups named in a sentence.
const NAMED: usize = 3;

impl Subject<'_> {
    /// Kinds of placement and providers.
    pub(in crate::report) fn placements(self, tables: &AuthorityTables) -> Option<SectionBody> {
        let finding = words::sentence(&most_frequent_placement(tables)?);
        self.placements_under(tables, finding)
    }

    /// Tables of kinds of placement and providers, under a finding.
    pub(in crate::report) fn placements_under(
        self,
        tables: &AuthorityTables,
        finding: String,
    ) -> Option<SectionBody> {
        let placements = tables.placements.as_ref()?;
        let day = format!("31 March {}", self.assessment.year);
        let of_placement = named(
            placements,
            format!("Children looked after on {day}, by kind of placement"),
            "Placement",
            |group| names::placement(*group),
            of_total_and_row,
        )?;
        let of_provider = tables.providers.as_ref().and_then(|table| {
            let caption = format!("Children looked after on {day}, by provider");
            named(
                table,
                caption,
                "Provider",
                |code| names::provider(code),
                of_total_and_row,
            )
        });
        Some(SectionBody {
            finding,
            chart: None,
            tables: std::iter::once(of_placement).chain(of_provider).collect(),
            notes: vec![
                "Under the number of children stands its share of all; under the others, their share of the children in the row."
                    .to_owned(),
            ],
            source: self.of_return(),
        })
    }
}

/// Which kind of placement is the most frequent, or that it cannot be shown; not yet a sentence.
pub(in crate::report) fn most_frequent_placement(tables: &AuthorityTables) -> Option<String> {
    let placements = tables.placements.as_ref()?;
    let most = most_frequent(placements, Column::Children, "placement", |group| {
        names::placement(*group)
    });
    Some(
        most.unwrap_or_else(|| {
            "which kind of placement is the most frequent is withheld".to_owned()
        }),
    )
}

/// The rows with the most in a column and what each has of all, where no withheld one can have more.
fn most_of<R>(table: &PublishedTable<R>, column: Column) -> Option<(Vec<&R>, String)> {
    let count = |at: usize| table.count(at, column).and_then(Published::count);
    let total = table.total(column)?;
    let most = (0..table.rows.len()).filter_map(count).max()?;
    let shown: u64 = (0..table.rows.len()).filter_map(count).sum();
    let withheld = total.count()?.saturating_sub(shown);
    let rows = table.rows.iter().enumerate();
    let rows = rows.filter(|(at, _)| count(*at) == Some(most));
    let rows: Vec<&R> = rows.map(|(_, (row, _))| row).collect();
    (most > withheld).then(|| {
        (
            rows,
            out_of(table, Published::Shown(most), total, "children"),
        )
    })
}

/// "the most frequent placement was “Other foster care”: 3 of 6 children (50%)"; none where nobody
/// can say it or too many are level.
pub(in crate::report) fn most_frequent<R>(
    table: &PublishedTable<R>,
    column: Column,
    what: &str,
    name: impl Fn(&R) -> &'static str,
) -> Option<String> {
    let (rows, said) = most_of(table, column)?;
    let names: Vec<String> = rows
        .into_iter()
        .map(|row| format!("“{}”", name(row)))
        .collect();
    match names.len() {
        1 => Some(format!(
            "the most frequent {what} was {}: {said}",
            words::list(&names)
        )),
        level if level <= NAMED => Some(format!(
            "the most frequent {what}s were {}: {said} each",
            words::list(&names)
        )),
        _ => None,
    }
}
