//! The report on an authority as a document.

use care_scorecard_drawing::document::{Block, Cell, Column, Row, Table};

use crate::diagnostic::uncapitalised;
use crate::report::{
    AuthorityReport, Benchmark, ContextFigure, DomainResult, IndicatorResult, Peer, ScoreSeries,
    YearScore,
};

use super::super::charts;
use super::parts::{self, HALF, WIDE, cell};

/// How the report begins, and the page that sums it up: of whom and when, and the key figures. What the
/// document is follows the status of the figures.
pub(super) fn opening(model: &AuthorityReport, what: &str) -> Vec<Block> {
    let frame = &model.frame;
    let mut blocks = vec![
        Block::heading(1, &model.name),
        Block::small(format!(
            "{}, {}. {}{what}",
            frame.title,
            uncapitalised(&frame.period),
            frame.status
        )),
        Block::lead(model.headline.as_str()),
    ];
    blocks.extend(parts::facts(&model.key_facts));
    blocks.push(Block::paragraph(model.last_year.words.as_str()));
    blocks
}

pub(super) fn blocks(model: &AuthorityReport) -> Vec<Block> {
    let mut blocks = opening(model, "");
    if !model.reasons.is_empty() {
        blocks.push(Block::heading(2, "Why it is not ranked"));
        blocks.push(Block::bullets(model.reasons.iter().map(String::as_str)));
    }
    blocks.extend(model.frame.notices.iter().map(parts::notice));
    blocks.extend(domains(model));
    blocks.push(Block::TwoColumns(highest_and_lowest(model)));
    blocks.extend(indicators(model));
    blocks.extend(context(model));
    blocks.push(Block::TwoColumns(around(model)));
    blocks
}

/// What stands around the figures that are scored.
fn around(model: &AuthorityReport) -> Vec<Block> {
    let mut blocks = over_years(model);
    blocks.extend(neighbours(model));
    blocks.extend(super::sections::blocks(&model.sections, &model.frame));
    blocks.extend(model.reply.iter().flat_map(super::words::reply));
    blocks.extend(list("What is not available", gaps(model)));
    blocks.extend(list("Notes on the data", model.notes.clone()));
    blocks.extend(further(model));
    blocks.extend(parts::passages(&model.how_sure, 2));
    blocks.extend(parts::closing(&model.frame, &model.signs));
    blocks
}

fn domains(model: &AuthorityReport) -> Vec<Block> {
    let columns = vec![
        Column::left("Domain"),
        Column::right("Score"),
        Column::right("England"),
        Column::left("Against England"),
        Column::right("Rank"),
        Column::right("Coverage"),
        Column::right("Share of overall score"),
        Column::right("Contribution"),
    ];
    let row = |domain: &DomainResult| {
        Row::headed([
            Cell::from(domain.title.as_str()),
            Cell::from(domain.score.display.as_str()),
            Cell::from(domain.national.display.as_str()),
            parts::band(domain.band.as_ref()),
            parts::rank(domain.rank.as_ref()),
            Cell::from(domain.coverage.display.as_str()),
            Cell::from(domain.effective_weight.display.as_str()),
            Cell::from(domain.contribution.display.as_str()),
        ])
    };
    let caption = format!(
        "Domain scores and what they add to the overall score, {}",
        model.frame.year
    );
    let mut table = Table::new(caption, columns, model.domains.iter().map(row).collect());
    if let Some(identity) = &model.identity {
        table = table.with_note(identity.as_str());
    }
    vec![
        Block::heading(2, "Domains"),
        parts::figure(charts::authority_domains(model, WIDE), &model.frame),
        Block::Table(table),
    ]
}

fn highest_and_lowest(model: &AuthorityReport) -> Vec<Block> {
    let mut blocks = list("Where scores are highest", model.strengths.clone());
    blocks.extend(list("Where scores are lowest", model.weaknesses.clone()));
    let changes = model.what_would_change.clone();
    blocks.extend(list("What would change its rank", changes));
    let questions = model.questions.clone();
    blocks.extend(list("Questions a councillor should ask", questions));
    blocks
}

fn list(heading: &str, items: Vec<String>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(2, heading), Block::bullets(items)]
}

fn gaps(model: &AuthorityReport) -> Vec<String> {
    model
        .not_available
        .iter()
        .map(|gap| format!("{}: {}.", gap.reason, gap.indicators.join("; ")))
        .collect()
}

/// What the page has and the document leaves to it.
fn further(model: &AuthorityReport) -> Vec<Block> {
    let titles: Vec<&str> = model.further.iter().map(|s| s.title.as_str()).collect();
    if titles.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading(2, "More on the page of this report"),
        Block::paragraph(format!("{}.", titles.join("; "))),
    ]
}

/// Its scores over the years: their chart, then a table whose series are told apart.
fn over_years(model: &AuthorityReport) -> Vec<Block> {
    let Some(years) = &model.years else {
        return Vec::new();
    };
    let columns = vec![
        Column::left("Year").share(0.22),
        Column::right("Score, range").share(0.2),
        Column::right("England").share(0.16),
        Column::right("Rank").share(0.42),
    ];
    let row = |point: &YearScore| {
        let range = point.interval.as_ref();
        let range = range.map_or("not estimated", |range| &range.display);
        Row::headed([
            Cell::from(point.year.to_string()),
            cell(&point.score.display, range),
            Cell::from(point.national.display.as_str()),
            parts::rank_in_one_line(point.rank.as_ref()),
        ])
    };
    let several = years.series.len() > 1;
    let of_series = |series: &ScoreSeries| {
        let head = several.then(|| {
            let rest = std::iter::repeat_n(Cell::from(""), 3);
            Row::headed(std::iter::once(Cell::from(series.title.as_str())).chain(rest)).leading()
        });
        let rows = series.points.iter().map(row);
        head.into_iter().chain(rows).collect::<Vec<Row>>()
    };
    let caption = format!("Overall scores of {}, {}", model.name, years.title);
    let rows = years.series.iter().flat_map(of_series).collect();
    let apart = years.series.iter();
    let apart = apart.filter_map(|series| Some((&series.title, series.apart.as_ref()?)));
    let table = apart.fold(Table::new(caption, columns, rows), |table, (title, why)| {
        table.with_note(format!("{title}: {why}"))
    });
    let mut first = vec![
        Block::heading(2, "Scores over the years"),
        Block::paragraph(
            "Scores of different years can be set side by side only where the same domains and indicators are scored. \
             Other years stand apart, with the reason below the table.",
        ),
    ];
    let chart = charts::scores_over_years(&model.name, years, HALF);
    first.extend(chart.map(|drawing| parts::figure(drawing, &model.frame)));
    vec![Block::KeepTogether(first), Block::Table(table)]
}

fn neighbours(model: &AuthorityReport) -> Vec<Block> {
    if model.neighbours.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::left("Authority").share(0.34),
        Column::right("Overall score").share(0.14),
        Column::left("Against England").share(0.16),
        Column::right("Rank").share(0.36),
    ];
    let row = |peer: &Peer| {
        let name = if peer.is_subject {
            format!("{} (this report)", peer.name)
        } else {
            peer.name.clone()
        };
        let cells = [
            Cell::from(name),
            Cell::from(peer.score.display.as_str()),
            parts::band(peer.band.as_ref()),
            parts::rank_in_one_line(peer.rank.as_ref()),
        ];
        let row = Row::headed(cells);
        if peer.is_subject {
            row.emphasised()
        } else {
            row
        }
    };
    let caption = format!(
        "Overall scores of {} and its statistical neighbours, {}",
        model.name, model.frame.year
    );
    vec![
        Block::heading(2, "Statistical neighbours"),
        Block::paragraph(
            "Statistical neighbours are the authorities most like this one. They are a fairer comparison than \
             England as a whole.",
        ),
        Block::Table(Table::new(
            caption,
            columns,
            model.neighbours.iter().map(row).collect(),
        )),
    ]
}

fn indicators(model: &AuthorityReport) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, "Indicators")];
    blocks.extend(model.frame.recording_caveat.as_ref().map(parts::notice));
    blocks.extend(charts::spine(model, WIDE).map(|drawing| parts::figure(drawing, &model.frame)));
    blocks.push(Block::Table(indicator_table(model)));
    blocks.push(Block::small(model.how_compared.as_str()));
    blocks
}

/// Every indicator below its domain.
fn indicator_table(model: &AuthorityReport) -> Table {
    let near = !model.neighbours.is_empty();
    let mut columns = vec![
        Column::left("Indicator").share(if near { 0.22 } else { 0.3 }),
        Column::right("Figure, 95% interval").share(0.15),
    ];
    if near {
        columns.push(Column::right("Neighbours").share(0.1));
    }
    columns.extend([
        Column::right("Region").share(0.11),
        Column::right("England").share(if near { 0.12 } else { 0.14 }),
        Column::left("Years").share(0.15),
        Column::right("Score").share(0.15),
    ]);
    let width = columns.len();
    let of_domain = |domain: &DomainResult| {
        let of_indicators = domain.indicators.iter().map(|i| indicator_row(i, near));
        std::iter::once(domain_row(domain, width))
            .chain(of_indicators)
            .collect::<Vec<Row>>()
    };
    let rows = model.domains.iter().flat_map(of_domain).collect();
    let caption = format!("Figures, comparisons and scores, {}", model.frame.year);
    let indicators = model.domains.iter().flat_map(|domain| &domain.indicators);
    let notes = indicators.filter_map(|i| Some((&i.title, i.rank_note.as_ref()?)));
    notes.fold(
        Table::new(caption, columns, rows),
        |table, (title, note)| table.with_note(format!("{title}: {note}")),
    )
}

/// The name of a domain above its indicators.
fn domain_row(domain: &DomainResult, width: usize) -> Row {
    let why = if domain.indicators.is_empty() {
        "No authority has a figure for this domain."
    } else {
        domain.reason.as_deref().unwrap_or_default()
    };
    let name = Cell::from(domain.title.as_str()).with_small(why);
    let rest = std::iter::repeat_n(Cell::from(""), width.saturating_sub(1));
    Row::headed(std::iter::once(name).chain(rest)).leading()
}

fn indicator_row(indicator: &IndicatorResult, near: bool) -> Row {
    let mut cells = vec![
        cell(&indicator.title, &indicator.direction),
        cell(
            &indicator.value.display,
            &joined([indicator.count.as_deref(), interval(indicator)]),
        ),
    ];
    if near {
        cells.push(
            indicator
                .neighbours
                .as_ref()
                .map_or_else(|| Cell::from("not available"), benchmark),
        );
    }
    cells.push(benchmark(&indicator.region));
    cells.push(benchmark(&indicator.england));
    let years = match (&indicator.trend.test, &indicator.trend.words) {
        (Some(test), _) => &test.short,
        (None, Some(words)) => words,
        (None, None) => "one year only",
    };
    let trend = Cell::new("").with_small(years);
    cells.push(match charts::sparkline(&indicator.trend) {
        Some(line) => trend.with_decoration(line),
        None => trend,
    });
    let adds = indicator.contribution.is_number().then(|| {
        format!(
            "adds {}, weight {}",
            indicator.contribution.display, indicator.effective_weight.display
        )
    });
    cells.push(cell(
        &indicator.score.display,
        &joined([standing(indicator).as_deref(), adds.as_deref()]),
    ));
    Row::headed(cells)
}

/// The 95% interval, or that there is none.
fn interval(indicator: &IndicatorResult) -> Option<&str> {
    let interval = indicator.interval.as_ref();
    let display = interval.map(|interval| interval.display.as_str());
    display.or(indicator.interval_words.as_deref())
}

/// The rank of an indicator, or its band where ranks mean little.
fn standing(indicator: &IndicatorResult) -> Option<String> {
    match (&indicator.rank, &indicator.band) {
        (Some(rank), _) => {
            let range = rank.interval.as_ref();
            let range = range.map_or_else(String::new, |range| format!(" ({})", range.display));
            Some(format!("rank {} of {}{range}", rank.display, rank.of))
        }
        (None, Some(band)) => Some(band.words.clone()),
        (None, None) => None,
    }
}

/// What there is of two texts, in one line.
fn joined(texts: [Option<&str>; 2]) -> String {
    let texts: Vec<&str> = texts.into_iter().flatten().collect();
    texts.join("; ")
}

fn benchmark(benchmark: &Benchmark) -> Cell {
    let judged = benchmark.judgement.as_ref();
    let judged = judged.map(|judgement| judgement.word.as_str());
    let compared = judged.or(benchmark.comparison.as_deref());
    let basis = benchmark.basis.as_deref();
    cell(&benchmark.figure.display, &joined([basis, compared]))
}

fn context(model: &AuthorityReport) -> Vec<Block> {
    if model.context.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::left("Figure").share(0.4),
        Column::right(&model.name).share(0.14),
        Column::right("Count").share(0.12),
        Column::right("Region").share(0.17),
        Column::right("England").share(0.17),
    ];
    let row = |figure: &ContextFigure| {
        Row::headed([
            Cell::from(figure.title.as_str()),
            Cell::from(figure.value.display.as_str()),
            Cell::from(figure.count.as_deref().unwrap_or_default()),
            benchmark(&figure.region),
            benchmark(&figure.england),
        ])
    };
    let caption = format!(
        "Figures that are not part of the score, {}",
        model.frame.year
    );
    vec![
        Block::heading(2, "Context: shown, not scored"),
        Block::Table(Table::new(
            caption,
            columns,
            model.context.iter().map(row).collect(),
        )),
    ]
}
