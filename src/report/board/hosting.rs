//! Children of other authorities, and whether hosts were told.

use crate::disclosure::{AuthorityTables, Column, FlowRow, Published, PublishedTable};
use crate::measure::SourceKind;
use crate::source::published::{Location, Quantity};

use super::super::authority::sections::model::SectionBody;
use super::super::authority::sections::tables::float;
use super::super::authority::{GroupCell, GroupColumn, GroupRow, GroupTable, Subject};
use super::super::figure::Figure;
use super::super::{number, words};
use super::sources::Sources;
use super::{absent, table};

/// A column summed over every authority; none where any part of it is withheld or not known: a sum
/// over what happens to be shown would be about nobody in particular.
fn sum_of(table: &PublishedTable<FlowRow>, column: Column) -> Option<String> {
    let at = table.columns.iter().position(|c| *c == column)?;
    let cells = table.rows.iter().map(|(_, cells)| cells.get(at)?.count());
    let sum: Option<u64> = cells.sum();
    let all = table.total(Column::Children)?.count()?;
    sum.filter(|_| all > 0).map(|sum| number::count(float(sum)))
}

const NOT_RECORDED: &str = "Of how many placements this authority was told is not known for all of them together: the authorities that \
     placed the children do not all record it.";
const TOLD_WITHHELD: &str = "Of how many placements this authority was told is withheld for all of them together, since it is withheld \
     for some.";
const FROM_THERE: &str = "“Went missing in the year” is about the children placed here on 31 March, wherever they went missing from; “from \
     there” is about incidents that began while they were placed here.";

/// How many of the hosted children went missing, in a sentence.
fn went_missing(table: &PublishedTable<FlowRow>) -> String {
    let missing = sum_of(table, Column::Missing);
    match missing.zip(sum_of(table, Column::MissingFromThere)) {
        Some((missing, from_here)) => format!(
            " {from_here} of them went missing from a placement here in the year; {missing} went missing in the year from \
             anywhere."
        ),
        None if table.total(Column::Children).and_then(Published::count) == Some(0) => {
            String::new()
        }
        None => " How many of them went missing is withheld.".to_owned(),
    }
}

/// Of how many placements the authority was told, in a sentence; none where it cannot be shown.
fn told_of(table: &PublishedTable<FlowRow>) -> Option<String> {
    let of = sum_of(table, Column::Notifiable).or_else(|| sum_of(table, Column::Children));
    let (told, of) = sum_of(table, Column::Notified).zip(of)?;
    Some(format!(
        " Of {of} of whom it can be said, {told} were placed with notice to this authority by 31 March."
    ))
}

impl Subject<'_> {
    /// Children of other authorities placed here, from their returns and from published figures.
    pub(in crate::report) fn host_view(
        self,
        tables: Option<&AuthorityTables>,
    ) -> Option<SectionBody> {
        let counted = tables.and_then(|tables| self.hosted_by_returns(tables));
        let complete = tables.is_some_and(|tables| tables.hosted_is_complete);
        let published = self.hosted_published().filter(|_| !complete);
        let Some((said, table, source)) = published else {
            return counted;
        };
        Some(match counted {
            None => SectionBody {
                finding: said,
                chart: None,
                tables: vec![table],
                notes: self.outside_counted_twice().into_iter().collect(),
                source: source.sentence(),
            },
            Some(counted) => SectionBody {
                finding: format!("{said} {}", counted.finding),
                tables: std::iter::once(table).chain(counted.tables).collect(),
                source: format!("Source: {}; {}.", source.words(), self.returns_of_others()),
                ..counted
            },
        })
    }

    /// How many children of others were placed here in the latest year of which that was published.
    pub(in crate::report) fn hosted_as_published(self) -> Option<(i16, f64)> {
        let published = &self.assessment.evidence.dataset.published;
        let here = Location::Authority(self.id);
        let mut years = self.shared.years.iter().rev();
        years.find_map(|year| {
            let found = published.get(Quantity::PlacedWithinFromElsewhere, *year, &here)?;
            Some((*year, found.figure.number()?))
        })
    }

    /// That two published tables differ in how many of its own children are placed outside, where they do.
    fn outside_counted_twice(self) -> Option<String> {
        let year = self.assessment.year;
        let published = &self.assessment.evidence.dataset.published;
        let here = Location::Authority(self.id);
        let other = published.get(Quantity::PlacedOutsideNetGainFile, year, &here)?;
        let other = other.figure.number()?;
        let is_published = self.source_in(year, "placed-outside") == Some(SourceKind::Published);
        let (own, _) = self
            .both_counts("placed-outside")
            .filter(|_| is_published)?;
        (own != other).then(|| {
            format!(
                "The Department published two tables of its own children placed outside on 31 March {year}: one says {}, the \
                 other, of children placed here and elsewhere, {}. Each stands as it was published.",
                number::count(own),
                number::count(other)
            )
        })
    }

    /// How many children of others were placed here, and its own elsewhere, by published figures of
    /// the latest years there are.
    fn hosted_published(self) -> Option<(String, GroupTable, Sources)> {
        let published = &self.assessment.evidence.dataset.published;
        let here = Location::Authority(self.id);
        let count = |quantity: Quantity, year: i16| {
            let found = published.get(quantity, year, &here)?;
            Some((found.figure.number()?, found.file))
        };
        let years = self.shared.years.iter();
        let found = years
            .filter_map(|year| Some((*year, count(Quantity::PlacedWithinFromElsewhere, *year)?)));
        let found: Vec<(i16, (f64, usize))> = found.collect();
        let (latest, (hosted, _)) = *found.last()?;
        let figure = |count: f64| GroupCell::of(Figure::number(count, number::count(count)));
        let rows = found.iter().map(|(year, (hosted, _))| {
            let outside = count(Quantity::PlacedOutsideNetGainFile, *year);
            let outside = outside.map_or_else(|| absent("not available"), |(n, _)| figure(n));
            GroupRow::of_year(*year, vec![figure(*hosted), outside])
        });
        let columns = [
            "Children of others placed here",
            "Own children placed outside",
        ];
        let made = table(
            "Children of other authorities placed here, as published (31 March)",
            "Year",
            columns.map(GroupColumn::number).to_vec(),
            rows.collect(),
        )?;
        let said = format!(
            "By published figures {} of other authorities {} placed here on 31 March {latest}{}.",
            words::counted(hosted, "child", "children"),
            words::were(hosted),
            if latest == self.assessment.year {
                ""
            } else {
                ", the latest year of which that was published"
            }
        );
        let mut sources = Sources::default();
        for (year, (_, file)) in &found {
            sources.add(self.published_in(*file)?, *year);
        }
        Some((said, made, sources))
    }

    /// The same from the returns of others: how many went missing, from here or at all, and of how
    /// many the authority was told.
    fn hosted_by_returns(self, tables: &AuthorityTables) -> Option<SectionBody> {
        let hosted = self.hosted(tables)?;
        let table = tables.hosted.as_ref()?;
        let told = told_of(table);
        let said = told.as_ref().map_or("", |said| said.as_str());
        let records = table.columns.contains(&Column::Notified);
        let why = if records { TOLD_WITHHELD } else { NOT_RECORDED };
        let not_told = told.is_none().then_some(why);
        let notes = not_told.into_iter().chain([FROM_THERE]);
        Some(SectionBody {
            finding: format!("{}{}{said}", hosted.finding, went_missing(table)),
            notes: hosted
                .notes
                .into_iter()
                .chain(notes.map(str::to_owned))
                .collect(),
            ..hosted
        })
    }

    /// Whether host authorities were told of its own placements out of area.
    pub(in crate::report) fn notifications(self) -> Option<SectionBody> {
        let year = self.assessment.year;
        let caption = format!(
            "Notifications of placements out of area that began in the year ending 31 March {year}"
        );
        let codes = ["host-notified", "host-notified-in-five-days"];
        let table = self.beside_others(&caption, &codes)?;
        let counts = (self.both_counts(codes[0]), self.both_counts(codes[1]));
        let count = number::count;
        let finding = match counts {
            (Some((_, 0.0)), _) => "No placement out of area began in the year.".to_owned(),
            (Some((told, of)), Some((later, _))) => format!(
                "The host authority was told of {} of {} placements on or before their first day, and of {} within five \
                 working days.",
                count(told),
                count(of),
                count(later)
            ),
            (Some((told, of)), None) => format!(
                "The host authority was told of {} of {} placements on or before their first day.",
                count(told),
                count(of)
            ),
            (None, _) => {
                "How many placements the host authority was told of cannot be shown.".to_owned()
            }
        };
        let source = if self.source_in(year, codes[0]) == Some(SourceKind::ChildLevel) {
            format!("Source: the authority’s record of notifications and its return, {year}.")
        } else {
            self.sources_of(&codes)
        };
        Some(SectionBody {
            finding,
            chart: None,
            tables: vec![table],
            notes: Vec::new(),
            source,
        })
    }
}
