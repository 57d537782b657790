//! Measures of an authority beside those of its neighbours, its region and England.

use crate::measure::{Absence, Cell, SourceKind};
use crate::source::published::Location;

use super::super::authority::sections::model::TableHead;
use super::super::authority::{
    GroupCell, GroupColumn, GroupRow, GroupTable, RowSubject, Subject, TableSubject,
};
use super::super::benchmark::{Comparator, Origin};
use super::super::comparisons::{has_counts, middle, neighbours};
use super::super::figure::Figure;
use super::super::number::Style;
use super::super::words;
use super::figures::{absent, basis, counted_on, table_of};

const NOT_AVAILABLE: &str = "not available";

/// What was published of others of a year before that of the report.
pub(super) struct Before {
    pub(super) year: i16,
    neighbours: GroupCell,
    region: GroupCell,
    pub(super) england: GroupCell,
}

impl Subject<'_> {
    /// Measures beside those of its neighbours, its region and England; those without any figure
    /// are left out, and none is given where that is all of them.
    pub(in crate::report) fn beside_others(
        self,
        caption: &str,
        codes: &[&'static str],
    ) -> Option<GroupTable> {
        let year = self.assessment.year;
        let near = self.assessment.evidence.dataset.neighbours.get(&self.id);
        let near = near.is_some_and(|near| !near.is_empty());
        let mut columns = vec![GroupColumn::number(self.assessment.name(self.id))];
        if near {
            columns.push(GroupColumn::number("Statistical neighbours"));
        }
        columns.push(GroupColumn::number("Region"));
        columns.push(GroupColumn::number("England"));
        let known = codes.iter().filter(|code| {
            let cell = self.cell_in(year, code);
            cell.is_some_and(|cell| cell.value != Err(Absence::NoData))
        });
        let rows = known.map(|code| {
            let mut cells = vec![self.printed(year, code)];
            let others = self.others(code);
            cells.extend(others.into_iter().skip(usize::from(!near)));
            GroupRow {
                subject: RowSubject::Measure(code),
                ..GroupRow::new(self.measure_title(code), cells)
            }
        });
        let rows = rows.collect();
        let head = TableHead {
            caption: caption.to_owned(),
            groups: Some("Measure"),
            columns,
            subject: TableSubject::BesideOthers,
        };
        table_of(head, rows, self.mixed_sources(codes))
    }

    /// Which of some measures are not counted from the return, where others are: they may be about more
    /// or fewer children.
    fn mixed_sources(self, codes: &[&str]) -> Option<String> {
        let year = self.assessment.year;
        let of = |kind: SourceKind| -> Vec<String> {
            let all = codes
                .iter()
                .filter(|code| self.source_in(year, code) == Some(kind));
            all.map(|code| format!("“{}”", self.measure_title(code)))
                .collect()
        };
        let counted = of(SourceKind::ChildLevel);
        let others: Vec<String> = [
            ("published", of(SourceKind::Published)),
            ("given by the authority", of(SourceKind::Given)),
        ]
        .into_iter()
        .filter(|(_, measures)| !measures.is_empty())
        .map(|(how, measures)| format!("{} as {how}", words::list(&measures)))
        .collect();
        if counted.is_empty() || others.is_empty() {
            return None;
        }
        Some(format!(
            "Not all of this is counted from the authority’s return: {}. These can be about more or fewer children than the return \
             holds.",
            others.join("; ")
        ))
    }

    /// Its neighbours, its region and England in the year; where England has no figure of the year,
    /// all three in the latest year that was published.
    fn others(self, code: &str) -> [GroupCell; 3] {
        let [region, england] = self.region_and_england(code);
        if !england.figure.is_number()
            && let Some(before) = self.published_before(code)
        {
            return [before.neighbours, before.region, before.england];
        }
        [self.of_neighbours(code), region, england]
    }

    /// The latest year before that of the report of which England's figure was published, with what
    /// was published of the others.
    pub(super) fn published_before(self, code: &str) -> Option<Before> {
        let year = self.assessment.year;
        let mut years = self.shared.years.iter().rev().filter(|y| **y < year);
        let of = |year: i16, place: &Location| {
            let measures = &self.assessment.evidence.measures;
            let cell = measures.best(year, code, place)?;
            (cell.source == SourceKind::Published).then_some(cell)
        };
        let (year, england) = years.find_map(|year| {
            let cell = of(*year, &Location::National)?;
            cell.value.is_ok().then_some((*year, cell))
        })?;
        let style = self.style(code);
        let written = |cell: &Cell| match cell.value {
            Ok(value) => {
                let counts = basis(code, cell).filter(|_| has_counts(code));
                dated(year, Figure::number(value, style.write(value)), counts)
            }
            Err(_) => absent(NOT_AVAILABLE),
        };
        let region = Location::Region(self.region_code.into());
        let of_size = !has_counts(code) && style == Style::Count;
        let near = self.assessment.evidence.dataset.neighbours.get(&self.id);
        let values = near.into_iter().flatten().filter_map(|id| {
            let cell = of(year, &Location::Authority(*id))?;
            cell.value.ok()
        });
        let values: Vec<f64> = values.collect();
        let neighbours = middle(&values, style).filter(|_| !of_size);
        Some(Before {
            year,
            neighbours: neighbours.map_or_else(
                || absent(NOT_AVAILABLE),
                |figure| {
                    let median = Origin::MedianOfNeighbours(values.len());
                    dated(year, figure, median.words())
                },
            ),
            region: of(year, &region).map_or_else(|| absent(NOT_AVAILABLE), written),
            england: written(england),
        })
    }

    fn of_neighbours(self, code: &str) -> GroupCell {
        if !has_counts(code) && self.style(code) == Style::Count {
            return absent("not compared");
        }
        let assessment = self.assessment;
        let values = assessment.panel.authorities().map(|_, id| {
            let cell = assessment.measure(code, *id);
            cell.map_or(Err(Absence::NoData), |cell| cell.value)
        });
        let middle = neighbours(assessment, self.id, self.style(code), &values);
        middle.map_or_else(|| absent(NOT_AVAILABLE), |middle| beside(code, middle))
    }

    fn region_and_england(self, code: &str) -> [GroupCell; 2] {
        let Some(indicator) = self.shared_indicator(code) else {
            return [absent(NOT_AVAILABLE), self.added_up(code)];
        };
        let (region, england) = (
            indicator.of_region(self.region_code),
            indicator.of_england(),
        );
        // The middle of counts of children says nothing about an authority of another size, and
        // England's count is nothing to miss.
        let of_size = self.style(code) == Style::Count;
        let cell = |comparator: Comparator, says_nothing: bool| {
            if says_nothing {
                absent("not compared")
            } else {
                beside(code, comparator)
            }
        };
        let (median, none) = (region.is_median(), !england.figure.is_number());
        [
            cell(region, of_size && median),
            cell(england, of_size && none),
        ]
    }

    /// England's figure of a measure that reports do not share, where it can be added up.
    fn added_up(self, code: &str) -> GroupCell {
        let style = self.style(code);
        match self.assessment.national(code) {
            Some(nation) => GroupCell::of(Figure::number(nation.value, style.write(nation.value))),
            None if style == Style::Count => absent("not compared"),
            None => absent(NOT_AVAILABLE),
        }
    }
}

/// A figure of another year with what it came from: "2024: 13,010 of 116,420".
fn dated(year: i16, figure: Figure, basis: Option<String>) -> GroupCell {
    GroupCell {
        figure,
        share: Some(basis.map_or_else(|| year.to_string(), |basis| format!("{year}: {basis}"))),
    }
}

fn beside(code: &str, comparator: Comparator) -> GroupCell {
    if comparator.figure.is_number() {
        GroupCell {
            share: match comparator.origin {
                Origin::Counts(count, of) => Some(counted_on(code, count, of)),
                origin => origin.words(),
            },
            figure: comparator.figure,
        }
    } else {
        absent(NOT_AVAILABLE)
    }
}
