//! How many children placed out of area went missing, how often and how long, against those placed
//! inside.

use crate::disclosure::{AuthorityTables, Column, Published, PublishedTable};
use crate::measure::children::Side;

use super::super::authority::Subject;
use super::super::authority::sections::incidents::IncidentTables;
use super::super::authority::sections::model::SectionBody;
use super::super::authority::sections::tables::{float, out_of};
use super::super::{number, words};
use super::joined;

impl Subject<'_> {
    /// Going missing, of children placed out of area against those placed inside.
    pub(super) fn going_missing(self, tables: Option<&AuthorityTables>) -> Option<SectionBody> {
        let year = self.assessment.year;
        let caption = format!("Missing incidents, year ending 31 March {year}");
        let codes = [
            "outside-and-missing",
            "children-missing",
            "repeat-missing",
            "missing-incident-rate",
            "incidents-per-missing-child",
            "long-missing",
            "missing-at-31-march",
            "missing-or-away",
        ];
        let compared = self.beside_others(&caption, &codes);
        let sides = tables.and_then(|tables| self.sides(tables));
        let groups = tables.and_then(|tables| self.incident_tables(tables));
        let groups = groups.map_or_else(Vec::new, IncidentTables::all);
        let by_group = tables.is_some_and(|tables| tables.durations.is_some())
            && (sides.is_some() || !groups.is_empty());
        if compared.is_none() && !by_group {
            return None;
        }
        let yearly = [
            "children-missing",
            "outside-and-missing",
            "missing-incident-rate",
        ];
        let by_year = self.over_years("Children who went missing, by year", &yearly);
        let finding = tables
            .and_then(|tables| tables.sides.as_ref())
            .and_then(outside_against_inside);
        let all = sides
            .into_iter()
            .chain(compared)
            .chain(groups)
            .chain(by_year);
        Some(SectionBody {
            finding: finding.unwrap_or_else(|| self.how_many_missing()),
            chart: None,
            tables: all.collect(),
            notes: if by_group {
                self.incident_notes()
            } else {
                Vec::new()
            },
            source: self.sources_over(&codes, &yearly),
        })
    }

    /// How many children went missing, of all.
    fn how_many_missing(self) -> String {
        match self.both_counts("children-missing") {
            Some((missing, all)) => {
                let england = self.england_beside("children-missing").ending();
                format!(
                    "{} of {} children looked after in the year went missing at least once{england}.",
                    number::count(missing),
                    number::count(all)
                )
            }
            None => format!(
                "How many children went missing {}.",
                self.lack_of("children-missing").verb()
            ),
        }
    }
}

/// One side in numbers.
struct OnSide {
    children: Published,
    missing: Published,
    incidents: Option<u64>,
    long: Option<u64>,
}

impl OnSide {
    fn of(table: &PublishedTable<Side>, side: Side) -> Option<Self> {
        let at = table.rows.iter().position(|(s, _)| *s == side)?;
        Some(Self {
            children: table.count(at, Column::Children)?,
            missing: table.count(at, Column::Missing)?,
            incidents: table.count(at, Column::Incidents)?.count(),
            long: table.count(at, Column::LongIncidents)?.count(),
        })
    }
}

/// How often and how long, of those placed out of area.
pub(super) fn outside_in_brief(table: &PublishedTable<Side>) -> Option<String> {
    let outside = OnSide::of(table, Side::Outside)?;
    let all = outside.incidents.filter(|all| *all > 0)?;
    let long = outside.long.map_or_else(String::new, |long| {
        format!(
            ", {} of them of three days or more",
            number::count(float(long))
        )
    });
    let all = words::counted(float(all), "incident", "incidents");
    Some(format!("{} began there{long}", words::capitalised(&all)))
}

/// The sentences on children placed out of area against those placed inside.
fn outside_against_inside(table: &PublishedTable<Side>) -> Option<String> {
    let of = |side: Side| OnSide::of(table, side);
    let outside = of(Side::Outside)?;
    let inside = of(Side::Inside);
    let mut said = vec![missed(
        table,
        &outside,
        "placed out of area at some time in the year",
    )?];
    let Some(inside) = inside else {
        said.push("No child was placed inside the authority".to_owned());
        return Some(joined(said));
    };
    if let Some(inside_said) = missed(table, &inside, "placed inside") {
        said.push(inside_said);
    }
    if let (Some(out), Some(own)) = (how_often(&outside), how_often(&inside)) {
        said.push(format!(
            "A child who went missing did so {out} times on average out of area and {own} times inside"
        ));
    }
    if let (Some(out), Some(own)) = (how_long(&outside), how_long(&inside)) {
        said.push(format!(
            "{out} incidents out of area lasted three days or more, and {own} inside"
        ));
    }
    Some(joined(said))
}

/// "12 of 90 children placed out of area (13%) went missing from there".
fn missed(table: &PublishedTable<Side>, side: &OnSide, placed: &str) -> Option<String> {
    side.children.count()?;
    Some(match side.missing.count() {
        Some(_) => format!(
            "{} went missing from there",
            out_of(
                table,
                side.missing,
                side.children,
                &format!("children {placed}")
            )
        ),
        None => format!(
            "How many of the {} {placed} went missing from there is withheld",
            words::counted(float(side.children.count()?), "child", "children")
        ),
    })
}

fn how_often(side: &OnSide) -> Option<String> {
    let children = side.missing.count().filter(|count| *count > 0)?;
    Some(number::decimal(float(side.incidents?) / float(children), 1))
}

fn how_long(side: &OnSide) -> Option<String> {
    let all = side.incidents.filter(|all| *all > 0)?;
    Some(format!(
        "{} of {}",
        number::count(float(side.long?)),
        number::count(float(all))
    ))
}
