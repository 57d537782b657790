//! Tables of scores: overall, one a domain, and who is not ranked.

use crate::assessment::{Assessment, DrawnYear};
use crate::measure::Absence;
use crate::scoring::{
    AuthorityIndex, Band, ByAuthority, DomainIndex, IndicatorIndex, Score, ScoredDomain, Spread,
};
use crate::source::Symbol;

use super::super::frame::MISSING;
use super::super::measure_rows::by_code;
use super::super::number::Style;
use super::super::reasons::reasons;
use super::model::{Cell, Table};
use super::notes::{COVERAGE, RANGES, RANKS, RECORDING, YEARS};
use super::{Content, Titled};

/// Overall ranks and scores, each domain, and those that are not ranked.
pub(super) fn tables<'c>(content: &'c Content<'_>) -> impl Iterator<Item = Titled> + use<'c> {
    let domains = content.assessment.domains().into_iter();
    let domains = domains.filter_map(|d| domain(content, d));
    // One after another, since notes are numbered as they are first referred to.
    let overall = std::iter::once_with(|| overall(content)).flatten();
    let unranked = std::iter::once_with(|| unranked(content)).flatten();
    overall.chain(domains).chain(unranked)
}

/// The columns that say which year and authority a row is about.
fn place_columns() -> Vec<(String, u8)> {
    vec![
        ("Year".to_owned(), 8),
        ("Authority code".to_owned(), 15),
        ("Authority".to_owned(), 32),
        ("Region".to_owned(), 26),
    ]
}

/// The columns of a rank and a score, each with its range.
fn score_columns(of: &str, notes: &str) -> Vec<(String, u8)> {
    [
        format!("{of} rank{notes}"),
        format!("{of} rank: range from"),
        format!("{of} rank: range to"),
        format!("Authorities ranked ({})", of.to_lowercase()),
        format!("{of} score"),
        format!("{of} score: range from"),
        format!("{of} score: range to"),
    ]
    .map(|header| (header, 14))
    .to_vec()
}

fn score_cells(score: &Score, spread: Spread) -> Vec<Cell> {
    let (none, unknown) = (Symbol::NotApplicable, Symbol::NotAvailable);
    let ranked = score.rank.is_some();
    let ranks = spread.rank.filter(|_| ranked);
    let rank = |rank: Option<u32>| Cell::maybe(rank.map(f64::from), 0, none);
    vec![
        score.rank.map_or_else(|| Cell::symbol(none), Cell::count),
        rank(ranks.map(|ranks| ranks.low)),
        rank(ranks.map(|ranks| ranks.high)),
        if ranked {
            Cell::count(score.rank_of)
        } else {
            Cell::symbol(none)
        },
        Cell::maybe(score.score, 1, unknown),
        Cell::maybe(spread.score.map(|r| r.low), 1, unknown),
        Cell::maybe(spread.score.map(|r| r.high), 1, unknown),
    ]
}

/// Positions in the panel with the cells that say which year and authority it is, by code.
fn places(assessment: &Assessment<'_>) -> Vec<(AuthorityIndex, Vec<Cell>)> {
    let register = &assessment.evidence.dataset.register;
    let place = |id| {
        let region = register.get(id).map_or("", |a| a.region.as_str());
        let cells = vec![
            Cell::year(assessment.year),
            Cell::text(assessment.code(id)),
            Cell::text(assessment.name(id)),
            Cell::text(region),
        ];
        assessment.position(id).map(|at| (at, cells))
    };
    let ids = by_code(assessment).into_iter();
    ids.filter_map(place).collect()
}

/// Those that are ranked, from the first.
fn overall(content: &Content<'_>) -> Option<Titled> {
    let rows: Vec<_> = content.years.iter().flat_map(overall_rows).collect();
    let notes = |names: &[&str]| content.notes.to(names);
    Titled::of(rows, || {
        let title = format!(
            "Overall ranks and scores, {}{}",
            content.period(),
            notes(&[YEARS])
        );
        let mut columns = place_columns();
        columns.extend(score_columns("Overall", &notes(&[RANKS, RANGES])));
        columns.push(("Band".to_owned(), 12));
        columns.push((format!("Coverage (%){}", notes(&[COVERAGE])), 14));
        (title, Table::new("overall", columns))
    })
}

fn overall_rows(year: &DrawnYear<'_, '_>) -> Vec<Vec<Cell>> {
    let scores = &year.assessment.scorecard.overall;
    let mut places = places(year.assessment);
    places.retain(|(at, _)| scores[*at].rank.is_some());
    places.sort_by_key(|(at, _)| scores[*at].rank);
    let row = |(at, mut cells): (AuthorityIndex, Vec<Cell>)| {
        let (score, spread) = (&scores[at], year.uncertainty.overall[at]);
        cells.extend(score_cells(score, spread));
        cells.push(Cell::text(spread.band.map_or("", Band::as_str)));
        let coverage = score.coverage.map(|share| share * 100.0);
        cells.push(Cell::maybe(coverage, 0, Symbol::NotAvailable));
        cells
    };
    places.into_iter().map(row).collect()
}

/// Those that are not ranked, with the reasons.
fn unranked(content: &Content<'_>) -> Option<Titled> {
    let rows: Vec<_> = content.years.iter().flat_map(unranked_rows).collect();
    Titled::of(rows, || {
        let title = format!(
            "Authorities that are not ranked, with the reasons, {}",
            content.period()
        );
        let mut columns = place_columns();
        columns.push(("Overall score".to_owned(), 14));
        columns.push((format!("Coverage (%){}", content.notes.to(&[COVERAGE])), 14));
        columns.push(("Why it is not ranked".to_owned(), 90));
        (title, Table::new("not_ranked", columns))
    })
}

fn unranked_rows(year: &DrawnYear<'_, '_>) -> Vec<Vec<Cell>> {
    let scores = &year.assessment.scorecard.overall;
    let mut places = places(year.assessment);
    places.retain(|(at, _)| scores[*at].rank.is_none());
    let row = |(at, mut cells): (AuthorityIndex, Vec<Cell>)| {
        let coverage = scores[at].coverage.map(|share| share * 100.0);
        cells.push(Cell::maybe(scores[at].score, 1, Symbol::NotAvailable));
        cells.push(Cell::maybe(coverage, 0, Symbol::NotAvailable));
        let reasons = reasons(year.assessment, at).words.join(" ");
        cells.push(Cell::text(&reasons));
        cells
    };
    places.into_iter().map(row).collect()
}

/// An indicator of a domain that any authority has something to say on in any year.
struct Shown<'a> {
    at: IndicatorIndex,
    code: &'a str,
    title: &'a str,
    style: Style,
}

/// Ranks and scores of a domain, and the figures it is made of.
fn domain(content: &Content<'_>, scored: ScoredDomain<'_>) -> Option<Titled> {
    let (at, domain) = (scored.at, scored.domain);
    let shown = shown(content, at);
    let years = content.years.iter();
    let rows: Vec<_> = years
        .flat_map(|year| domain_rows(*year, at, &shown))
        .collect();
    let caveats: &[&str] = match domain.code == MISSING {
        true => &[RECORDING, YEARS],
        false => &[YEARS],
    };
    let notes = |names: &[&str]| content.notes.to(names);
    Titled::of(rows, || {
        let title = format!(
            "{}: ranks, scores and figures, {}{}",
            domain.title,
            content.period(),
            notes(caveats)
        );
        let mut columns = place_columns();
        columns.extend(score_columns("Domain", &notes(&[RANKS, RANGES])));
        columns.push((format!("Coverage (%){}", notes(&[COVERAGE])), 14));
        for shown in &shown {
            let note = notes(&[shown.code]);
            let title = shown.title;
            columns.push((format!("{title}{}{note}", shown.style.in_brackets()), 18));
            columns.push((format!("{title}: score"), 18));
        }
        (
            title,
            Table::new(format!("domain_{}", letters(at.number())), columns),
        )
    })
}

fn shown<'a>(content: &'a Content<'_>, domain: DomainIndex) -> Vec<Shown<'a>> {
    let configuration = content.assessment.configuration();
    let has_value = |at: IndicatorIndex| {
        let mut years = content.years.iter();
        years.any(|year| year.assessment.scorecard.indicators[at].with_value > 0)
    };
    let all = content.assessment.indicators().into_iter();
    all.filter(|i| i.scores.domain == domain && has_value(i.at))
        .map(|scored| Shown {
            at: scored.at,
            code: &scored.indicator.code,
            title: &scored.indicator.title,
            style: Style::of(configuration, &scored.indicator.code),
        })
        .collect()
}

/// The rows of a year that anything of the domain is known of.
fn domain_rows(
    year: DrawnYear<'_, '_>,
    domain: DomainIndex,
    shown: &[Shown<'_>],
) -> Vec<Vec<Cell>> {
    let scorecard = &year.assessment.scorecard;
    if shown
        .iter()
        .all(|shown| scorecard.indicators[shown.at].with_value == 0)
    {
        return Vec::new();
    }
    let scores = &scorecard.domains[domain].scores;
    let spreads = year.uncertainty.domains[domain].as_ref();
    let row = |(unit, mut cells): (AuthorityIndex, Vec<Cell>)| {
        cells.extend(domain_cells(&scores[unit], spreads, unit));
        for shown in shown {
            cells.extend(indicator_cells(year.assessment, shown, unit));
        }
        cells
    };
    places(year.assessment).into_iter().map(row).collect()
}

fn domain_cells(
    score: &Score,
    spreads: Option<&ByAuthority<Spread>>,
    unit: AuthorityIndex,
) -> Vec<Cell> {
    // Nothing is drawn of a domain that is not comparable, nor of those of other years.
    let spread = spreads.map(|spreads| spreads[unit]).unwrap_or_default();
    let mut cells = score_cells(score, spread);
    let coverage = score.coverage.map(|share| share * 100.0);
    cells.push(Cell::maybe(coverage, 0, Symbol::NotAvailable));
    cells
}

fn indicator_cells(
    assessment: &Assessment<'_>,
    shown: &Shown<'_>,
    unit: AuthorityIndex,
) -> [Cell; 2] {
    let id = assessment.panel.authorities()[unit];
    let cell = assessment.measure(shown.code, id);
    let value = cell.map_or(Err(Absence::NoData), |cell| cell.value);
    let score = assessment.scorecard.indicators[shown.at].scores[unit].score;
    [
        Cell::measure(value, shown.style.decimals()),
        Cell::maybe(score, 1, Symbol::NotAvailable),
    ]
}

/// "a", "b", … "z", "aa": a name that no spreadsheet takes for a cell.
fn letters(at: usize) -> String {
    let mut at = at;
    let mut letters = String::new();
    loop {
        let letter = b'a' + u8::try_from(at % 26).unwrap_or_default();
        letters.insert(0, char::from(letter));
        if at < 26 {
            return letters;
        }
        at = at / 26 - 1;
    }
}
