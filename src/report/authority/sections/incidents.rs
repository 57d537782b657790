//! Missing incidents by group, and unaccompanied children.

use crate::disclosure::{AuthorityTables, Column, Published, PublishedTable, UascRow};
use crate::measure::children::DurationBand;

use super::super::Subject;
use super::model::{GroupTable, Section};
use super::names;
use super::tables::{ShareOf, across, figure, named, of_nothing, of_total, out_of};

const JUDGED: &str = "An incident is counted with the children behind it: of few children none is shown. One that began \
     before the year and reached into it counts. How long one lasted is not yet known where it began after 28 March and had \
     not ended.";

impl Subject<'_> {
    /// Missing incidents: how long, from where, when.
    pub(in crate::report) fn incidents(self, tables: &AuthorityTables) -> Option<Section> {
        let durations = tables.durations.as_ref()?;
        let year = self.assessment.year;
        let caption =
            |by: &str| format!("Missing incidents in the year ending 31 March {year}, by {by}");
        let label = "Missing incidents";
        let durations_across = across(
            durations,
            caption("how long they lasted, in days"),
            label,
            |band| names::duration(*band).to_owned(),
        );
        let placements = tables.incident_placements.as_ref().and_then(|table| {
            let caption = caption("the placement they began in");
            named(
                table,
                caption,
                "Placement",
                |group| names::placement(*group),
                of_total,
            )
        });
        let months = tables.months.as_ref().and_then(|table| {
            let caption = caption("the month they began in");
            across(table, caption, label, |month| {
                names::month(*month).to_owned()
            })
        });
        let weekdays = tables.weekdays.as_ref().and_then(|table| {
            let caption = caption("the weekday they began on");
            across(table, caption, label, |day| names::weekday(*day).to_owned())
        });
        let all = [
            durations_across,
            placements,
            self.sides(tables),
            months,
            weekdays,
        ];
        let all: Vec<GroupTable> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| Section {
            code: "incidents".to_owned(),
            title: "Missing incidents: how long, from where, when".to_owned(),
            finding: lasted(durations),
            chart: None,
            tables: all,
            notes: vec![JUDGED.to_owned()],
            source: self.of_return(),
        })
    }

    /// Children of the year by where they were placed, and how often they went missing from there.
    pub(in crate::report) fn sides(self, tables: &AuthorityTables) -> Option<GroupTable> {
        let table = tables.sides.as_ref()?;
        let caption = format!(
            "Children looked after in the year ending 31 March {}, by where they were placed at some time in it",
            self.assessment.year
        );
        let mut set = named(
            table,
            caption,
            "Placed",
            |side| names::side(*side),
            |column| match column {
                Column::Missing => ShareOf::Row,
                _ => ShareOf::Nothing,
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
        let counts = named(
            table,
            format!("Unaccompanied asylum-seeking children, year ending 31 March {year}"),
            "Children",
            |row| names::uasc(*row),
            of_nothing,
        )?;
        let placements = tables.uasc_placements.as_ref().and_then(|table| {
            let caption = format!(
                "Unaccompanied children looked after on 31 March {year}, by kind of placement"
            );
            named(
                table,
                caption,
                "Placement",
                |group| names::placement(*group),
                of_total,
            )
        });
        Some(Section {
            code: "unaccompanied".to_owned(),
            title: "Unaccompanied asylum-seeking children".to_owned(),
            finding: went_missing(table),
            chart: None,
            tables: std::iter::once(counts).chain(placements).collect(),
            notes: Vec::new(),
            source: self.of_return(),
        })
    }
}

/// How many unaccompanied children went missing, in a sentence.
fn went_missing(table: &PublishedTable<UascRow>) -> String {
    let of = |row| table.of(&row).unwrap_or(Published::Withheld);
    let (all, missing) = (of(UascRow::InYear), of(UascRow::Missing));
    match (all.count(), missing.count()) {
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
