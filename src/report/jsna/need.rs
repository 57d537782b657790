//! How many children are in care, who they are, and how many there may be; how many went missing.

use crate::disclosure::AuthorityTables;
use crate::indicator::CLA_AT_31_MARCH;
use crate::statistics::{LEAST_COUNTS, Projected, Projection, projection};

use super::super::authority::sections::model::SectionBody;
use super::super::authority::sections::tables::{named, of_total};
use super::super::authority::{GroupCell, GroupColumn, GroupRow, GroupTable, SectionCode, Subject};
use super::super::board::{BoardSection, Line, Lines, table};
use super::super::figure::Figure;
use super::super::{number, words};

/// Years carried forward.
const AHEAD: u32 = 3;
/// The chance with which the interval of a year holds its count.
const LEVEL: f64 = 0.95;
/// How many times its lower end the upper end of an interval may be, beyond which a projection says
/// nothing.
const WIDEST: f64 = 3.0;

/// The ages of [`AuthorityTables::ages`].
const AGES: [&str; 6] = [
    "Under 1",
    "1 to 4",
    "5 to 9",
    "10 to 15",
    "16 and over",
    "Not known",
];

impl Subject<'_> {
    /// Need: children in care by year, beside others, by age, and carried forward.
    pub(super) fn need(self, tables: Option<&AuthorityTables>) -> Option<BoardSection> {
        let counts = self.yearly(CLA_AT_31_MARCH);
        let (_, latest) = *counts.last()?;
        let year = self.assessment.year;
        let yearly = [CLA_AT_31_MARCH, "cla-rate-per-10000", "uasc-share"];
        let by_year = self.by_year("Children in care on 31 March, by year", &yearly);
        let caption = format!("Children in care beside others, {year}");
        let among = [
            CLA_AT_31_MARCH,
            "cla-during-year",
            "cla-rate-per-10000",
            "uasc-share",
        ];
        let compared = self.beside_others(&caption, &among);
        let projected = project(&counts);
        let ages = tables.and_then(|tables| by_age(tables, year));
        let table = projected.as_ref().ok().map(|p| projected_table(p, year));
        let all = by_year.into_iter().map(Some);
        let all = all.chain([compared, ages, table.flatten()]);
        let notes = projected.as_ref().ok();
        let notes = notes.map_or_else(Vec::new, |_| ASSUMPTION.map(str::to_owned).to_vec());
        let body = SectionBody {
            finding: format!(
                "{} {}",
                change(&counts, latest),
                projected_words(&projected, year)
            ),
            chart: None,
            tables: all.flatten().collect(),
            notes,
            source: self.sources_over(&among, &yearly),
        };
        let lines = self.lines(&counts, projected.ok().as_ref());
        let (code, title) = (SectionCode::Need, "Children in care");
        Some(BoardSection::with_lines(body, lines, code, title))
    }

    /// Whether the number of children in care can be carried forward.
    pub(super) fn is_projected(self) -> bool {
        project(&self.yearly(CLA_AT_31_MARCH)).is_ok()
    }

    /// A count by year, where it is known, oldest first, from the kind of source of the latest year:
    /// a change between two sources would be no change of the number.
    fn yearly(self, code: &str) -> Vec<(i16, f64)> {
        let counts = self.shared.years.iter().filter_map(|year| {
            let cell = self.cell_in(*year, code)?;
            Some((*year, cell.value.ok()?, cell.source))
        });
        let counts: Vec<_> = counts.collect();
        let latest = counts.last().map(|(_, _, source)| *source);
        let of_one = counts
            .into_iter()
            .filter(|(_, _, source)| Some(*source) == latest);
        of_one.map(|(year, count, _)| (year, count)).collect()
    }

    /// How many are in care, and how many there may be.
    pub(super) fn need_in_brief(self) -> Option<String> {
        let children = self.value(CLA_AT_31_MARCH)?;
        let year = self.assessment.year;
        let now = words::counted(children, "child", "children");
        let ahead = self.projected_in_brief();
        let ahead = ahead.map_or_else(String::new, |ahead| format!(". {ahead}"));
        Some(format!(
            "{} on 31 March {year}{}{ahead}",
            words::capitalised(&now),
            self.rate_in_brief()
        ))
    }

    /// ", 57 for every 10,000; England 70", or nothing.
    fn rate_in_brief(self) -> String {
        const RATE: &str = "cla-rate-per-10000";
        let rate = self.printed(self.assessment.year, RATE).figure;
        if !rate.is_number() {
            return String::new();
        }
        format!(
            ", {} for every 10,000 children{}",
            rate.display,
            self.england_in_brief(RATE)
        )
    }

    /// "If it goes on like this, 2,100 in 2027 (1,900 to 2,300)"; none where nothing can be carried forward.
    pub(super) fn projected_in_brief(self) -> Option<String> {
        let (year, last) = self.projected()?;
        Some(format!(
            "If the number goes on changing as it did, {} in {year} ({} to {})",
            number::decimal(last.count, 0),
            number::decimal(last.low, 0),
            number::decimal(last.high, 0)
        ))
    }

    /// The last year that the number of children in care is carried forward to.
    pub(super) fn projected(self) -> Option<(i32, Projected)> {
        let counts = self.yearly(CLA_AT_31_MARCH);
        let (from, _) = *counts.last()?;
        let found = project(&counts).ok()?;
        let last = found.years.last().copied()?;
        Some((i32::from(from) + i32::try_from(last.ahead).ok()?, last))
    }

    fn lines(self, counts: &[(i16, f64)], projected: Option<&Projection>) -> Option<Lines> {
        let ((first, from), (last, to)) = (counts.first()?, counts.last()?);
        if first == last {
            return None;
        }
        let ahead = projected.map_or(0, |_| i16::try_from(AHEAD).unwrap_or(0));
        let years: Vec<i16> = (*first..=last + ahead).collect();
        let counted = years.iter().map(|year| {
            let found = counts.iter().find(|(y, _)| y == year);
            found.map(|(_, count)| Figure::number(*count, number::count(*count)))
        });
        let line = |name: &str, values| Line {
            name: name.to_owned(),
            values,
        };
        let mut lines = vec![line("Counted", counted.collect())];
        if let Some(projected) = projected {
            let carried = |of: fn(&Projected) -> f64| {
                let at = years.iter().map(|year| {
                    if year == last {
                        return Some(Figure::number(*to, number::count(*to)));
                    }
                    let at = u32::try_from(year - last).ok()?;
                    let found = projected.years.iter().find(|p| p.ahead == at)?;
                    Some(Figure::number(of(found), number::decimal(of(found), 0)))
                });
                at.collect()
            };
            lines.push(line("Projected", carried(|p| p.count)));
            lines.push(line("Range to", carried(|p| p.high)));
            lines.push(line("Range from", carried(|p| p.low)));
        }
        Some(Lines {
            title: format!(
                "Children in care went from {} in {first} to {} in {last}{}",
                number::count(*from),
                number::count(*to),
                projected.map_or_else(String::new, range_in_title)
            ),
            axis: "Children in care on 31 March".to_owned(),
            years: years.iter().map(i16::to_string).collect(),
            lines,
        })
    }

    fn how_many_went_missing(self) -> String {
        match self.both_counts("children-missing") {
            Some((missing, all)) => {
                let england = self.england_beside("children-missing").ending();
                format!(
                    "{} of {} children looked after in the year ({}) went missing at least once{england}.",
                    number::count(missing),
                    number::count(all),
                    number::share(if all > 0.0 { missing / all } else { 0.0 })
                )
            }
            None => {
                let lack = self.lack_of("children-missing").verb();
                format!("How many children in care went missing {lack}.")
            }
        }
    }

    /// How many children in care went missing, by year and beside others.
    pub(super) fn missing_in_need(self, tables: Option<&AuthorityTables>) -> Option<SectionBody> {
        let year = self.assessment.year;
        let codes = [
            "cla-during-year",
            "children-missing",
            "repeat-missing",
            "missing-incident-rate",
            "long-missing",
            "missing-at-31-march",
        ];
        let caption =
            format!("Children in care and children who went missing, year ending 31 March {year}");
        let compared = self.beside_others(&caption, &codes)?;
        let yearly = [
            "cla-during-year",
            "children-missing",
            "missing-incident-rate",
        ];
        let caption = "Children in care and children who went missing, by year";
        let by_year = self.over_years(caption, &yearly);
        let sides = tables.and_then(|tables| self.sides(tables));
        let all = std::iter::once(compared).chain(by_year).chain(sides);
        Some(SectionBody {
            finding: self.how_many_went_missing(),
            chart: None,
            tables: all.collect(),
            notes: Vec::new(),
            source: self.sources_over(&codes, &yearly),
        })
    }
}

/// The range of the last year projected, for the title of the chart.
fn range_in_title(projected: &Projection) -> String {
    projected.years.last().map_or_else(String::new, |p| {
        format!(
            "; if the number goes on changing as it did, {} years on from {} to {}",
            p.ahead,
            number::decimal(p.low, 0),
            number::decimal(p.high, 0)
        )
    })
}

/// Children in care by age.
fn by_age(tables: &AuthorityTables, year: i16) -> Option<GroupTable> {
    named(
        tables.ages.as_ref()?,
        format!("Children in care on 31 March {year}, by age"),
        "Age",
        |band| AGES.get(*band).copied().unwrap_or(""),
        of_total,
    )
}

const ASSUMPTION: [&str; 2] = [
    "The projection assumes that the number goes on changing by the same share each year as over the years counted. It is a \
     log-linear Poisson trend of the yearly counts; the range would hold the count of that year 95 times in 100 if the \
     assumption held, and is wider where the counts jump about the trend.",
    "The same children are counted in several years, and nothing else is known to the projection: read it as “if it goes on \
     like this”.",
];

/// Why there is no projection.
enum Unprojected {
    TooFew,
    Withheld,
    TooWide,
}

fn project(counts: &[(i16, f64)]) -> Result<Projection, Unprojected> {
    if counts.len() < LEAST_COUNTS {
        return Err(Unprojected::TooFew);
    }
    let times: Vec<(f64, f64)> = counts
        .iter()
        .map(|(year, count)| (f64::from(*year), *count))
        .collect();
    let found = projection(&times, AHEAD, LEVEL).ok_or(Unprojected::Withheld)?;
    let wide = found.years.iter().any(|p| p.high > WIDEST * p.low);
    if wide {
        Err(Unprojected::TooWide)
    } else {
        Ok(found)
    }
}

fn projected_words(projected: &Result<Projection, Unprojected>, year: i16) -> String {
    match projected {
        Ok(found) => match found.years.last() {
            Some(last) => format!(
                "If the number goes on changing as over these years, it would be {} in {} (between {} and {}).",
                number::decimal(last.count, 0),
                i32::from(year) + i32::try_from(last.ahead).unwrap_or(0),
                number::decimal(last.low, 0),
                number::decimal(last.high, 0)
            ),
            None => String::new(),
        },
        Err(Unprojected::TooFew) => {
            "There are too few years to carry the number forward; three are needed.".to_owned()
        }
        Err(Unprojected::Withheld) => "The number cannot be carried forward from these figures.".to_owned(),
        Err(Unprojected::TooWide) => {
            "The years are so few, so uneven or so small that the number, carried forward, could be almost anything.".to_owned()
        }
    }
}

fn projected_table(found: &Projection, year: i16) -> Option<GroupTable> {
    let figure = |count: f64| GroupCell::of(Figure::number(count, number::decimal(count, 0)));
    let rows = found.years.iter().map(|p| {
        let year = i32::from(year) + i32::try_from(p.ahead).unwrap_or(0);
        GroupRow::of_year(year, vec![figure(p.count), figure(p.low), figure(p.high)])
    });
    let caption =
        "Children in care on 31 March, if the number goes on changing as over the years counted";
    let columns = ["Projected", "Range from", "Range to"].map(GroupColumn::number);
    table(caption, "Year", columns.to_vec(), rows.collect())
}

/// How the number changed over the years, in a sentence.
fn change(counts: &[(i16, f64)], latest: f64) -> String {
    let said = words::capitalised(&words::counted(latest, "child", "children"));
    match counts {
        [(first, before), .., (last, _)] if *before > 0.0 => {
            let share = (latest - before) / before;
            let way = if share > 0.0 {
                format!("{} more than", number::share(share))
            } else if share < 0.0 {
                format!("{} fewer than", number::share(-share))
            } else {
                "as many as".to_owned()
            };
            format!(
                "{said} {} in care on 31 March {last}, {way} the {} of {first}.",
                words::were(latest),
                number::count(*before)
            )
        }
        [.., (last, _)] => format!("{said} {} in care on 31 March {last}.", words::were(latest)),
        [] => String::new(),
    }
}
