//! Measures of an authority beside those of others and of other years.

use crate::config::Mode;
use crate::indicator::{CLA_AT_31_MARCH, Unit, definition};
use crate::measure::{Absence, Cell, Flagged, MANY_LOCATIONS_UNKNOWN, SourceKind};
use crate::source::published::Location;

use super::super::authority::sections::model::TableHead;
use super::super::authority::sections::tables::float;
use super::super::authority::{
    GroupCell, GroupColumn, GroupRow, GroupTable, Subject, TableSubject,
};
use super::super::comparisons::{Indicator, both_counts, has_counts};
use super::super::figure::Figure;
use super::super::number::{self, Style};
use super::super::recording::DoubtResult;
use super::super::{benchmark, words};
use super::england::AgainstEngland;
use super::{Action, action};

impl<'a> Subject<'a> {
    /// The measure of an authority in a year.
    pub(in crate::report) fn cell_in(self, year: i16, code: &str) -> Option<&'a Cell> {
        let measures = &self.assessment.evidence.measures;
        measures.best(year, code, &Location::Authority(self.id))
    }

    /// The value of a measure in the year of the report.
    pub(in crate::report) fn value(self, code: &str) -> Option<f64> {
        self.cell_in(self.assessment.year, code)?.value.ok()
    }

    /// Both counts of a measure, where they are shown.
    pub(in crate::report) fn both_counts(self, code: &str) -> Option<(f64, f64)> {
        let cell = self.cell_in(self.assessment.year, code)?;
        cell.numerator.zip(cell.denominator)
    }

    /// A measure of a year as it is printed, with its counts.
    pub(in crate::report) fn printed(self, year: i16, code: &str) -> GroupCell {
        let cell = self.cell_in(year, code);
        let value = cell.map_or(Err(Absence::NoData), |cell| cell.value);
        GroupCell {
            figure: Figure::measure(value, self.style(code)),
            share: cell
                .filter(|_| has_counts(code))
                .and_then(|cell| basis(code, cell)),
        }
    }

    pub(in crate::report) fn style(self, code: &str) -> Style {
        Style::of(self.assessment.configuration(), code)
    }

    pub(super) fn shared_indicator(self, code: &str) -> Option<&'a Indicator> {
        let mut all = self.shared.indicators.iter().chain(&self.shared.context);
        all.find(|indicator| indicator.code == code)
    }

    /// The name of a measure, with the unit where its values do not carry it.
    pub(in crate::report) fn measure_title(self, code: &str) -> String {
        match self.shared_indicator(code) {
            Some(indicator) => indicator.titled(),
            // The titles of the definitions say their units.
            None => definition(code).map_or(code, |d| d.title).to_owned(),
        }
    }

    /// A share by measure, as it is printed; none where it is not shown, and of places where not
    /// one place on 31 March is known.
    pub(in crate::report) fn share_of(self, code: &str) -> Option<String> {
        if ON_PLACES.contains(&code) && !self.is_located() {
            return None;
        }
        self.value(code).map(|value| number::share(value / 100.0))
    }

    /// Whether it is known of any child on 31 March on which side of the boundary it was placed.
    pub(in crate::report) fn is_located(self) -> bool {
        let tables = self.assessment.tables().get(&self.id);
        let counts = tables.and_then(|t| t.location_not_known?.count().zip(t.at_census?.count()));
        counts.is_none_or(|(unknown, all)| unknown < all || all == 0)
    }

    /// What stands behind a sentence on children placed out of area where it is not known of many
    /// of them where they were placed; else nothing.
    pub(in crate::report) fn not_located(self) -> String {
        let tables = self.assessment.tables().get(&self.id);
        let counts = tables.and_then(|t| t.location_not_known?.count().zip(t.at_census?.count()));
        let many = counts.filter(|(unknown, all)| {
            self.is_located() && float(*unknown) > MANY_LOCATIONS_UNKNOWN * float(*all)
        });
        let Some((unknown, _)) = many else {
            return String::new();
        };
        let unknown = number::count(float(unknown));
        format!(
            " Of {unknown} of the children it is not known on which side of the boundary they were placed: more may be out \
             of area than is said."
        )
    }

    /// That two published tables of the year give the number of children differently, where they do: no reader
    /// should wonder which is right.
    pub(in crate::report) fn counted_twice(self) -> Option<String> {
        let year = self.assessment.year;
        let published = |code: &str| self.source_in(year, code) == Some(SourceKind::Published);
        let both = published(CLA_AT_31_MARCH) && published("placed-outside");
        let one = self.value(CLA_AT_31_MARCH).filter(|_| both)?;
        let (_, other) = self.both_counts("placed-outside")?;
        (one != other).then(|| {
            format!(
                "Two published tables give the number of children on 31 March {year} as {} and {}: the Department rounds one of \
                 them, or counted it on another day. Each share is out of the number of its own table.",
                number::count(one),
                number::count(other)
            )
        })
    }

    /// That small numbers are withheld, where they are and there is another version.
    pub(in crate::report) fn public_version(self) -> Option<String> {
        let public = self.assessment.configuration().disclosure.mode == Mode::Public;
        let own = self.assessment.tables().contains_key(&self.id);
        (public && own).then(|| {
            "Small numbers: this version can be published, so figures that could point at a child are withheld. The version \
             for the board’s own eyes, marked as such, shows them."
                .to_owned()
        })
    }

    /// What is doubtful about the recording of a measure of the year, also against the spread of
    /// all authorities.
    pub(in crate::report) fn flags_of(self, code: &str) -> &'a [Flagged] {
        let here = Location::Authority(self.id);
        let cell = self.cell_in(self.assessment.year, code);
        cell.map_or(&[], |cell| self.assessment.flags(code, &here, cell))
    }

    /// The doubts about the recording of some measures, a sentence each: one that is of several is said once.
    pub(in crate::report) fn doubts(self, codes: &[&str]) -> Vec<String> {
        let mut said: Vec<(String, Vec<String>)> = Vec::new();
        for code in codes {
            for flag in self.flags_of(code) {
                let title = format!("“{}”", self.measure_title(code));
                let doubt = DoubtResult::of(flag).words;
                match said.iter_mut().find(|(known, _)| *known == doubt) {
                    Some((_, titles)) => titles.push(title),
                    None => said.push((doubt, vec![title])),
                }
            }
        }
        let sentence =
            |(doubt, titles): (String, Vec<String>)| format!("{}: {doubt}", words::list(&titles));
        said.into_iter().map(sentence).collect()
    }

    /// Whether the authority recorded that no child went missing in the year.
    pub(in crate::report) fn is_none_missing(self) -> bool {
        let cell = self.cell_in(self.assessment.year, "children-missing");
        cell.is_some_and(|cell| cell.numerator == Some(0.0))
    }

    /// Whether it is known that the authority looked after no child on 31 March.
    pub(in crate::report) fn is_without_children(self) -> bool {
        self.value(CLA_AT_31_MARCH) == Some(0.0)
    }

    /// What kind of source a measure of a year comes from; none where it has no figure.
    pub(in crate::report) fn source_in(self, year: i16, code: &str) -> Option<SourceKind> {
        let cell = self.cell_in(year, code)?;
        (cell.value != Err(Absence::NoData)).then_some(cell.source)
    }

    /// The kind of source that a row of some measures by year is from: of the first of them that
    /// has a figure.
    pub(super) fn row_source(self, year: i16, codes: &[&str]) -> Option<SourceKind> {
        codes.iter().find_map(|code| self.source_in(year, code))
    }

    /// Measures by year, a table for each kind of source, since figures of two sources are no series; figures of
    /// one row come from one source. Oldest first; measures and years without any figure are left out.
    pub(in crate::report) fn by_year(self, caption: &str, codes: &[&str]) -> Vec<GroupTable> {
        let years = self.shared.years.iter().copied();
        let of = |year: i16| Some((year, self.row_source(year, codes)?));
        let known: Vec<(i16, SourceKind)> = years.filter_map(of).collect();
        let Some((_, first)) = known.first() else {
            return Vec::new();
        };
        if known.iter().all(|(_, source)| source == first) {
            let years: Vec<i16> = known.iter().map(|(year, _)| *year).collect();
            return self
                .years_of(caption, (*first, &years), codes)
                .into_iter()
                .collect();
        }
        let mut parts: Vec<GroupTable> = Vec::new();
        for source in SOURCES {
            let years = known.iter().filter(|(_, of)| *of == source);
            let years: Vec<i16> = years.map(|(year, _)| *year).collect();
            let caption = format!("{caption}: {}", source_name(source));
            parts.extend(self.years_of(&caption, (source, &years), codes));
        }
        if let Some(last) = parts.last_mut() {
            last.notes.push(TWO_SOURCES.to_owned());
        }
        parts
    }

    /// The same; nothing where there is one year only.
    pub(in crate::report) fn over_years(self, caption: &str, codes: &[&str]) -> Vec<GroupTable> {
        let tables = self.by_year(caption, codes);
        let rows: usize = tables.iter().map(|table| table.rows.len()).sum();
        if rows > 1 { tables } else { Vec::new() }
    }

    /// Years of one kind of source.
    fn years_of(
        self,
        caption: &str,
        (source, years): (SourceKind, &[i16]),
        codes: &[&str],
    ) -> Option<GroupTable> {
        let has = |code: &&&str| {
            let of = |year: &i16| self.source_in(*year, code) == Some(source);
            years.iter().any(of)
        };
        let codes: Vec<&str> = codes.iter().filter(has).copied().collect();
        let columns = codes
            .iter()
            .map(|code| GroupColumn::number(&self.measure_title(code)))
            .chain([GroupColumn::words("Source")]);
        let rows = years.iter().map(|year| {
            let cells = codes.iter().map(|code| match self.source_in(*year, code) {
                other if other.is_some() && other != Some(source) => absent("other source"),
                _ => self.printed(*year, code),
            });
            let named = GroupCell::words(source_name(source));
            GroupRow::of_year(*year, cells.chain([named]).collect())
        });
        table(caption, "Year", columns.collect(), rows.collect())
    }

    /// What to ask where more children are placed out of area than in England.
    pub(in crate::report) fn act_on_outside(self, question: &str) -> Option<Action> {
        let outside = self.england_beside("placed-outside");
        let words = outside.words().filter(|_| outside.is_higher())?;
        let share = self.share_of("placed-outside")?;
        let finding = format!("{share} placed out of area, {words}");
        Some(action(finding, question))
    }

    /// Where its value stands against England's by the limits that allow for chance. Only England's
    /// value where the two were not tested or where the record is probably incomplete; nothing where
    /// there is none.
    pub(in crate::report) fn england_beside(self, code: &str) -> AgainstEngland {
        let here = Location::Authority(self.id);
        let Some((cell, england)) = self
            .cell_in(self.assessment.year, code)
            .filter(|cell| cell.value.is_ok())
            .zip(self.shared_indicator(code))
        else {
            return AgainstEngland::Nothing;
        };
        let england = england.of_england().figure;
        if !england.is_number() {
            let before = self.published_before(code);
            return before.map_or(AgainstEngland::Nothing, |before| AgainstEngland::Earlier {
                england: before.england.figure.display,
                year: before.year,
            });
        }
        let reading = self.assessment.reading(code, &here, cell);
        match reading.comparison {
            Some(compared) if !(ON_RECORDS.contains(&code) && self.is_under_recorded()) => {
                let direction = self.assessment.direction(code);
                AgainstEngland::judged(compared, direction, england.display)
            }
            _ => AgainstEngland::Alone(england.display),
        }
    }
}

/// Measures of where children are placed, which say nothing where no place is known.
const ON_PLACES: [&str; 6] = [
    "placed-outside",
    "placed-outside-without-safety",
    "placed-20-miles-outside",
    "placed-20-miles-outside-among-known",
    "placed-20-miles-outside-without-uasc",
    "placed-20-miles-outside-among-known-without-uasc",
];

/// Measures that are low where incidents are not recorded.
const ON_RECORDS: [&str; 3] = [
    "children-missing",
    "missing-incident-rate",
    "outside-and-missing",
];

/// Kinds of source, in the order of their tables: the published years lead up to the return.
const SOURCES: [SourceKind; 4] = [
    SourceKind::Published,
    SourceKind::Computed,
    SourceKind::Given,
    SourceKind::ChildLevel,
];

const TWO_SOURCES: &str = "The tables by year are of different sources, which can be about more or fewer children: a difference \
     between the last year of one and the first of the next is no change.";

/// A kind of source in a word or two.
fn source_name(source: SourceKind) -> &'static str {
    match source {
        SourceKind::Given => "given by the authority",
        SourceKind::ChildLevel => "the authority’s return",
        SourceKind::Published => "published figures",
        SourceKind::Computed => "added up here",
    }
}

/// A table of plain groups, where it has rows; it says what "\[c\]" is where it stands in it.
pub(in crate::report) fn table(
    caption: &str,
    groups: &str,
    columns: Vec<GroupColumn>,
    rows: Vec<GroupRow>,
) -> Option<GroupTable> {
    let head = TableHead {
        caption: caption.to_owned(),
        groups: Some(groups),
        columns,
        subject: TableSubject::Groups,
    };
    table_of(head, rows, None)
}

/// The same about anything, with a note that comes last.
pub(in crate::report) fn table_of(
    head: TableHead<'_>,
    rows: Vec<GroupRow>,
    note: Option<String>,
) -> Option<GroupTable> {
    let last = note.into_iter().collect();
    (!rows.is_empty()).then(|| GroupTable::new(head, rows, Vec::new(), last))
}

/// The counts behind a measure: "383 of 1,956" where it is a share; where it is a rate, whose counts are no
/// parts of each other, "206 for 302".
pub(in crate::report) fn basis(code: &str, cell: &Cell) -> Option<String> {
    let (count, of) = both_counts(cell)?;
    Some(counted_on(code, count, of))
}

/// The same of two counts.
pub(in crate::report) fn counted_on(code: &str, count: f64, of: f64) -> String {
    let is_share = definition(code).is_none_or(|known| known.unit == Unit::Percent);
    if is_share {
        benchmark::counts(count, of)
    } else {
        format!("{} for {}", number::count(count), number::count(of))
    }
}

/// Words in place of a number.
pub(in crate::report) fn absent(words: &str) -> GroupCell {
    GroupCell::words(words)
}
