//! Measures of an authority beside those of its neighbours, its region and England.

use crate::measure::{Absence, Cell, SourceKind};
use crate::source::published::Location;

use super::super::authority::{GroupCell, GroupColumn, GroupRow, GroupTable, Subject};
use super::super::comparisons::{counts, has_counts, middle, neighbours};
use super::super::figure::{Benchmark, Figure};
use super::super::number::Style;
use super::figures::{absent, plain_row, table};

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
        codes: &[&str],
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
            plain_row(self.measure_title(code), cells)
        });
        let rows: Vec<GroupRow> = rows.collect();
        table(caption, "Measure", columns, rows)
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
            Ok(value) => GroupCell {
                figure: Figure::number(value, style.write(value)),
                share: dated(
                    year,
                    &if has_counts(code) {
                        counts(cell)
                    } else {
                        String::new()
                    },
                ),
            },
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
        let neighbours = middle(&values, style, "").filter(|_| !of_size);
        Some(Before {
            year,
            neighbours: neighbours.map_or_else(
                || absent(NOT_AVAILABLE),
                |(figure, basis)| GroupCell {
                    figure,
                    share: dated(year, &basis),
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
        let middle = neighbours(assessment, self.id, self.style(code), &values, None);
        middle.map_or_else(|| absent(NOT_AVAILABLE), |benchmark| beside(&benchmark))
    }

    fn region_and_england(self, code: &str) -> [GroupCell; 2] {
        let of_one_size = self.style(code) != Style::Count;
        let [region, england] = self.as_published_or_added(code);
        // The middle of counts of children says nothing about an authority of another size.
        let middle = region.share.starts_with("median");
        let region = if of_one_size || !middle {
            region
        } else {
            absent("not compared")
        };
        if of_one_size || england.figure.is_number() {
            [region, england]
        } else {
            [region, absent("not compared")]
        }
    }

    fn as_published_or_added(self, code: &str) -> [GroupCell; 2] {
        match self.shared_indicator(code) {
            Some(indicator) => [
                beside(&indicator.against_region(self.region_code, None)),
                beside(&indicator.against_england(None)),
            ],
            None => {
                let nation = self.assessment.national(code);
                let style = self.style(code);
                let nation = nation.map_or_else(
                    || absent(NOT_AVAILABLE),
                    |n| GroupCell {
                        figure: Figure::number(n.value, style.write(n.value)),
                        share: String::new(),
                    },
                );
                [absent(NOT_AVAILABLE), nation]
            }
        }
    }
}

/// What stands beside a figure of another year: "2024: 13,010 of 116,420".
fn dated(year: i16, basis: &str) -> String {
    if basis.is_empty() {
        year.to_string()
    } else {
        format!("{year}: {basis}")
    }
}

fn beside(benchmark: &Benchmark) -> GroupCell {
    if benchmark.figure.is_number() {
        GroupCell {
            figure: benchmark.figure.clone(),
            share: benchmark.basis.clone(),
        }
    } else {
        absent(NOT_AVAILABLE)
    }
}
