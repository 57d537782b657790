//! Missing incidents by group, and unaccompanied children.

use crate::disclosure::{AuthorityTables, Column, Published, PublishedTable, UascRow};
use crate::measure::children::DurationBand;

use super::super::Subject;
use super::model::{GroupTable, Section};
use super::tables::{Setting, ShareOf, across, figure, out_of, set};
use super::{RETURNS, names};

const JUDGED: &str = "An incident is counted with the children behind it: of few children none is shown. One that began \
     before the year and reached into it counts.";

impl Subject<'_> {
    /// Missing incidents: how long, from where, when.
    pub(in crate::report) fn incidents(self, tables: &AuthorityTables) -> Option<Section> {
        let durations = tables.durations.as_ref()?;
        let year = self.assessment.year;
        let caption =
            |by: &str| format!("Missing incidents in the year ending 31 March {year}, by {by}");
        let label = "Missing incidents";
        let mut all: Vec<GroupTable> = Vec::new();
        all.extend(across(
            durations,
            caption("how long they lasted"),
            label,
            |band| names::duration(*band).to_owned(),
        ));
        all.extend(tables.incident_placements.as_ref().and_then(|table| {
            set(
                table,
                &Setting {
                    caption: caption("the placement they began in"),
                    groups: "Placement",
                    name: &|group| (names::placement(*group).to_owned(), String::new()),
                    share: &|_| ShareOf::Total,
                },
            )
        }));
        all.extend(self.sides(tables));
        let months = tables.months.as_ref();
        all.extend(months.and_then(|table| {
            across(table, caption("the month they began in"), label, |m| {
                names::month(*m).to_owned()
            })
        }));
        let weekdays = tables.weekdays.as_ref();
        all.extend(weekdays.and_then(|table| {
            across(table, caption("the weekday they began on"), label, |d| {
                names::weekday(*d).to_owned()
            })
        }));
        (!all.is_empty()).then(|| Section {
            code: "incidents".to_owned(),
            title: "Missing incidents: how long, from where, when".to_owned(),
            finding: lasted(durations),
            chart: None,
            tables: all,
            notes: vec![JUDGED.to_owned()],
            source: RETURNS.to_owned(),
        })
    }

    /// Children of the year by where they were placed, and how often they went missing from there.
    pub(in crate::report) fn sides(self, tables: &AuthorityTables) -> Option<GroupTable> {
        let table = tables.sides.as_ref()?;
        let mut set = set(
            table,
            &Setting {
                caption: format!(
                    "Children looked after in the year ending 31 March {}, by where they were placed at some time in it",
                    self.assessment.year
                ),
                groups: "Placed",
                name: &|side| (names::side(*side).to_owned(), String::new()),
                share: &|column| match column {
                    Column::Missing => ShareOf::Row,
                    _ => ShareOf::Nothing,
                },
            },
        )?;
        for column in &mut set.columns {
            if column.heading == super::tables::heading(Column::Missing) {
                column.heading = "Went missing from there".to_owned();
            }
        }
        set.notes.insert(
            0,
            "A child placed on both sides in the year counts on both.".to_owned(),
        );
        Some(set)
    }

    /// Unaccompanied asylum-seeking children.
    pub(in crate::report) fn unaccompanied(self, tables: &AuthorityTables) -> Option<Section> {
        let table = tables.uasc.as_ref().filter(|table| table.shows_any())?;
        let year = self.assessment.year;
        let counts = set(
            table,
            &Setting {
                caption: format!(
                    "Unaccompanied asylum-seeking children, year ending 31 March {year}"
                ),
                groups: "Children",
                name: &|row| (names::uasc(*row).to_owned(), String::new()),
                share: &|_| ShareOf::Nothing,
            },
        )?;
        let placements = tables.uasc_placements.as_ref().filter(|t| t.shows_any());
        let placements = placements.and_then(|table| {
            set(
                table,
                &Setting {
                    caption: format!("Unaccompanied children looked after on 31 March {year}, by kind of placement"),
                    groups: "Placement",
                    name: &|group| (names::placement(*group).to_owned(), String::new()),
                    share: &|_| ShareOf::Total,
                },
            )
        });
        let of = |row| table.of(&row).unwrap_or(Published::Withheld);
        let (all, missing) = (of(UascRow::InYear), of(UascRow::Missing));
        let finding = match (all.count(), missing.count()) {
            (Some(_), Some(_)) => format!(
                "{} went missing.",
                out_of(
                    table,
                    missing,
                    all,
                    "unaccompanied children looked after in the year"
                )
            ),
            (Some(_), None) => format!(
                "{} unaccompanied children were looked after in the year. How many of them went missing cannot be shown.",
                figure(all).display
            ),
            _ => "Some of the figures on unaccompanied children can be shown.".to_owned(),
        };
        Some(Section {
            code: "unaccompanied".to_owned(),
            title: "Unaccompanied asylum-seeking children".to_owned(),
            finding,
            chart: None,
            tables: std::iter::once(counts).chain(placements).collect(),
            notes: Vec::new(),
            source: RETURNS.to_owned(),
        })
    }
}

/// How long incidents lasted, in a sentence.
fn lasted(table: &PublishedTable<DurationBand>) -> String {
    let total = table
        .total(Column::Incidents)
        .unwrap_or(Published::Withheld);
    let same = table
        .of(&DurationBand::SameDay)
        .unwrap_or(Published::Shown(0));
    match (total.count(), same.count()) {
        (Some(_), Some(_)) => format!(
            "{} ended on the day they began.",
            out_of(table, same, total, "missing incidents")
        ),
        (Some(_), None) => format!("There were {} missing incidents.", figure(total).display),
        _ => "How many missing incidents there were cannot be shown: few children are behind them."
            .to_owned(),
    }
}
