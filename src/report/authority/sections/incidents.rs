//! Missing incidents by group, and unaccompanied children.

use crate::config::Mode;
use crate::disclosure::{AuthorityTables, Column, Published, PublishedTable, UascRow};
use crate::measure::children::{DurationBand, Side};

use super::super::Subject;
use super::model::{GroupTable, SectionBody};
use super::names;
use super::tables::{
    Group, Setting, ShareOf, across, figure, heading, named, of_nothing, of_total, out_of, set_out,
};

const JUDGED: &str = "An incident that began before the year and reached into it counts. How long one lasted is not yet known \
     where it began after 28 March and had not ended.";

/// What is so of tables that can be published.
const IN_PUBLIC: &str = "Incidents of few children are withheld, and one of which it is not yet known how long it lasted is in no \
     band.";

/// Tables of missing incidents; each is there as far as the data fill it.
pub(in crate::report) struct IncidentTables {
    durations: Option<GroupTable>,
    placements: Option<GroupTable>,
    months: Option<GroupTable>,
    weekdays: Option<GroupTable>,
}

impl IncidentTables {
    /// Those there are.
    pub(in crate::report) fn all(self) -> Vec<GroupTable> {
        self.with(None)
    }

    /// Those there are, with one by where children were placed among them.
    fn with(self, sides: Option<GroupTable>) -> Vec<GroupTable> {
        let all = [
            self.durations,
            self.placements,
            sides,
            self.months,
            self.weekdays,
        ];
        all.into_iter().flatten().collect()
    }
}

impl Subject<'_> {
    /// What must be said about incidents, in the version that it stands in.
    pub(in crate::report) fn incident_notes(self) -> Vec<String> {
        let public = self.assessment.configuration().disclosure.mode == Mode::Public;
        let more = if public { IN_PUBLIC } else { "" };
        vec![[JUDGED, more].join(" ").trim_end().to_owned()]
    }

    /// Missing incidents: how long, from where, when.
    pub(super) fn incidents(self, tables: &AuthorityTables) -> Option<SectionBody> {
        let durations = tables.durations.as_ref()?;
        let all = self.incident_tables(tables)?.with(self.sides(tables));
        (!all.is_empty()).then(|| SectionBody {
            finding: lasted(durations),
            chart: None,
            tables: all,
            notes: self.incident_notes(),
            source: self.of_return(),
        })
    }

    /// Its tables without the one by where children were placed; none without durations.
    pub(in crate::report) fn incident_tables(
        self,
        tables: &AuthorityTables,
    ) -> Option<IncidentTables> {
        let durations = tables.durations.as_ref()?;
        let year = self.assessment.year;
        let caption =
            |by: &str| format!("Missing incidents in the year ending 31 March {year}, by {by}");
        let label = "Missing incidents";
        let durations = across(
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
        Some(IncidentTables {
            durations,
            placements,
            months,
            weekdays,
        })
    }

    /// Children of the year by where they were placed, and how often they went missing from there.
    pub(in crate::report) fn sides(self, tables: &AuthorityTables) -> Option<GroupTable> {
        let table = tables.sides.as_ref()?;
        let caption = format!(
            "Children looked after in the year ending 31 March {}, by where they were placed at some time in it",
            self.assessment.year
        );
        let name = |side: &Side| Group::named(names::side(*side));
        let share = |column: Column| match column {
            Column::Missing => ShareOf::Row,
            _ => ShareOf::Nothing,
        };
        let setting = Setting {
            heading: |column| match column {
                Column::Missing => heading(Column::MissingFromThere),
                other => heading(other),
            },
            ..Setting::new(caption, "Placed", &name, &share)
        };
        let both = "A child placed on both sides in the year counts on both.";
        Some(set_out(table, setting)?.table(vec![both.to_owned()], Vec::new()))
    }

    /// Unaccompanied asylum-seeking children.
    pub(in crate::report) fn unaccompanied(self, tables: &AuthorityTables) -> Option<SectionBody> {
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
        Some(SectionBody {
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
            "{} unaccompanied children were looked after in the year. How many of them went missing is withheld.",
            figure(all).display
        ),
        _ => {
            "How many unaccompanied children were looked after in the year is withheld.".to_owned()
        }
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
        _ => "How many missing incidents there were is withheld.".to_owned(),
    }
}
