//! The table of years: what each is scored by, and beside which its scores can be set.

use super::super::number::Style;
use super::super::scope::comparable_years;
use super::model::{Cell, Table};
use super::notes::YEARS;
use super::{Content, Titled};
use crate::assessment::Assessment;
use crate::source::Symbol;

/// A row a year; none where there is only one.
pub(super) fn table(content: &Content<'_>) -> Option<Titled> {
    if content.years.len() < 2 {
        return None;
    }
    let all: Vec<&Assessment<'_>> = content.years.iter().map(|year| year.assessment).collect();
    let years = content.years.iter();
    let rows = years.map(|year| row(year.assessment, &all)).collect();
    Titled::of(rows, || {
        let title = format!(
            "Years and what they are scored by{}",
            content.notes.to(&[YEARS])
        );
        let columns = [
            ("Year", 8),
            ("Scorecard", 60),
            ("Authorities ranked", 14),
            ("Authorities not ranked", 14),
            ("Score of England", 14),
            ("Domains scored", 60),
            ("Indicators scored", 90),
            ("Years whose scores can be set beside these", 30),
        ];
        let columns = columns.map(|(header, width)| (header.to_owned(), width));
        (title, Table::new("years", columns.to_vec()))
    })
}

fn row(assessment: &Assessment<'_>, all: &[&Assessment<'_>]) -> Vec<Cell> {
    let scorecard = &assessment.scorecard;
    let ranked = scorecard.ranked();
    let domains = assessment.domains().into_iter();
    let domains = domains.filter(|d| d.domain.weight > 0.0 && d.scores.comparable);
    let domains: Vec<&str> = domains.map(|d| d.domain.title.as_str()).collect();
    let indicators = assessment.indicators().into_iter();
    let indicators = indicators.filter(|i| i.is_scored());
    let indicators: Vec<&str> = indicators.map(|i| i.indicator.title.as_str()).collect();
    let beside = comparable_years(assessment, all);
    let beside: Vec<String> = beside.iter().map(i16::to_string).collect();
    vec![
        Cell::year(assessment.year),
        Cell::text(&assessment.title()),
        Cell::count(ranked),
        Cell::count(scorecard.overall.len() - ranked),
        Cell::maybe(
            scorecard.national,
            Style::Decimal.decimals(),
            Symbol::NotAvailable,
        ),
        Cell::text(&domains.join("; ")),
        Cell::text(&indicators.join("; ")),
        Cell::text(&beside.join(", ")),
    ]
}
