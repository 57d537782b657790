//! The report on an authority as a document.

use crate::render::charts;
use crate::render::pdf::document::{Block, Cell, Column, Document, Inline, KeyFact, Row, Table};
use crate::report::{AuthorityReport, DomainResult, Fact, IndicatorResult};

use super::parts::{figure, framed, imprint, notices, number, passage, rank, signs};

/// Width of a chart that fills the text, in points.
const WIDTH: f64 = 480.0;

pub(super) fn document(model: &AuthorityReport) -> Document {
    let frame = &model.frame;
    let title = format!("{}: {}", model.name, frame.title.to_lowercase());
    let subject = format!("{}. {}", frame.period, model.headline);
    let mut document = framed(frame, title, subject);
    let blocks = &mut document.blocks;
    blocks.push(Block::heading(1, model.name.as_str()));
    let place: Vec<&str> =
        [model.kind.as_str(), model.region.as_str(), frame.title.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    blocks.push(Block::small(place.join("  ·  ")));
    blocks.extend(imprint(frame));
    blocks.push(Block::lead(model.headline.as_str()));
    opening(model, blocks);
    domains(model, blocks);
    blocks.extend(model.domains.iter().flat_map(|domain| domain_section(model, domain)));
    context(model, blocks);
    neighbours(model, blocks);
    closing(model, blocks);
    document
}

fn opening(model: &AuthorityReport, blocks: &mut Vec<Block>) {
    let facts: Vec<KeyFact> = model.key_facts.iter().take(4).map(key_fact).collect();
    if facts.len() > 1 {
        blocks.push(Block::KeyFacts(facts));
    }
    if !model.reasons.is_empty() {
        let mut paragraphs: Vec<Vec<Inline>> = Vec::new();
        paragraphs.extend(model.reasons.iter().map(|reason| vec![Inline::text(reason.as_str())]));
        blocks.push(Block::Notice { heading: "Why it is not ranked".to_owned(), paragraphs });
    }
    blocks.extend(notices(&model.frame));
    let lists = [("Where its scores are highest", &model.strengths), ("Where its scores are lowest", &model.weaknesses)];
    for (heading, sentences) in lists.into_iter().filter(|(_, sentences)| !sentences.is_empty()) {
        blocks.push(Block::KeepTogether(vec![
            Block::heading(2, heading),
            Block::bullets(sentences.iter().map(String::as_str)),
        ]));
    }
}

fn key_fact(fact: &Fact) -> KeyFact {
    KeyFact { label: fact.label.clone(), value: fact.value.clone(), detail: fact.detail.clone() }
}

fn domains(model: &AuthorityReport, blocks: &mut Vec<Block>) {
    blocks.push(Block::heading(2, "The parts of the score"));
    if model.domains.iter().any(|domain| domain.score.is_number()) {
        blocks.push(figure(charts::authority_domains(model, WIDTH), &model.frame.source_line));
    }
    let columns = vec![
        Column::left("Domain"),
        Column::right("Score"),
        Column::right("England"),
        Column::right("Rank"),
        Column::right("Present"),
        Column::right("Weight"),
        Column::right("Contribution"),
    ];
    let rows = model.domains.iter().map(|domain| {
        Row::headed([
            Cell::new(domain.title.as_str()),
            number(&domain.score).bold(),
            number(&domain.national),
            rank(domain.rank.as_ref()),
            number(&domain.coverage),
            number(&domain.effective_weight),
            number(&domain.contribution),
        ])
    });
    let table = Table::new("Domain scores and what each adds to the overall score", columns, rows.collect());
    let table = if model.identity.is_empty() { table } else { table.with_note(model.identity.as_str()) };
    blocks.push(Block::Table(table));
    if let Some(spine) = charts::spine(model, WIDTH) {
        blocks.push(figure(spine, &model.frame.source_line));
    }
}

fn domain_section(model: &AuthorityReport, domain: &DomainResult) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, domain.title.as_str())];
    if !domain.reason.is_empty() {
        blocks.push(Block::paragraph(domain.reason.as_str()));
    }
    if domain.indicators.is_empty() {
        return blocks;
    }
    let neighbours = domain.indicators.iter().any(|i| i.neighbours.is_some());
    let mut columns = vec![
        Column::left("Indicator").share(0.32),
        Column::right(model.name.chars().take(24).collect::<String>()),
        Column::right("England"),
        Column::right("Region"),
    ];
    if neighbours {
        columns.push(Column::right("Neighbours"));
    }
    columns.extend([Column::centre("Trend"), Column::right("Score"), Column::right("Rank")]);
    let rows = domain.indicators.iter().map(|i| indicator_row(i, neighbours)).collect();
    let caption = format!("{}: indicators, with England and others", domain.title);
    blocks.push(Block::Table(Table::new(caption, columns, rows).with_note(model.frame.source_line.as_str())));
    blocks.push(Block::bullets(domain.indicators.iter().map(explanation)));
    blocks
}

fn indicator_row(indicator: &IndicatorResult, neighbours: bool) -> Row {
    let value = number(&indicator.value).bold().with_small(indicator.count.as_str());
    let england = number(&indicator.england.figure).with_small(comparison(indicator));
    let title = Cell::new(indicator.title.as_str()).with_small(unit(indicator));
    let mut cells = vec![title, value, england, number(&indicator.region.figure)];
    if neighbours {
        cells.push(indicator.neighbours.as_ref().map_or_else(|| Cell::new("–"), |n| number(&n.figure)));
    }
    let trend = match charts::sparkline(&indicator.trend) {
        Some(drawing) => Cell::new("").with_drawing(drawing),
        None => Cell::new("–"),
    };
    cells.extend([trend, number(&indicator.score), rank(indicator.rank.as_ref())]);
    Row::headed(cells)
}

/// "higher than" beside England's own column.
fn comparison(indicator: &IndicatorResult) -> &str {
    indicator.england.comparison.strip_suffix(" England").map_or("", |_| indicator.england.comparison.as_str())
}

fn unit(indicator: &IndicatorResult) -> String {
    let parts = [indicator.unit.as_str(), indicator.direction.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// How the value became the score, what it counts, what to know before using it.
fn explanation(indicator: &IndicatorResult) -> Vec<Inline> {
    let sentences = [&indicator.route, &indicator.reason, &indicator.definition, &indicator.caveat, &indicator.trend.words];
    let mut text: Vec<&str> = sentences.into_iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    text.extend(indicator.notes.iter().map(String::as_str));
    let text: Vec<String> = text.into_iter().map(as_sentence).collect();
    vec![Inline::bold(format!("{}. ", indicator.title)), Inline::text(text.join(" "))]
}

fn as_sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", characters.as_str())
}

fn context(model: &AuthorityReport, blocks: &mut Vec<Block>) {
    if model.context.is_empty() {
        return;
    }
    blocks.push(Block::heading(2, "Context"));
    let columns = vec![
        Column::left("Figure").share(0.4),
        Column::right(model.name.chars().take(24).collect::<String>()),
        Column::right("England"),
        Column::right("Region"),
    ];
    let rows = model.context.iter().map(|figure| {
        Row::headed([
            Cell::new(figure.title.as_str()),
            number(&figure.value).bold().with_small(figure.count.as_str()),
            number(&figure.england),
            number(&figure.region),
        ])
    });
    let table = Table::new("Figures that are shown and never scored", columns, rows.collect());
    blocks.push(Block::Table(table.with_note(model.frame.source_line.as_str())));
}

fn neighbours(model: &AuthorityReport, blocks: &mut Vec<Block>) {
    if model.neighbours.is_empty() {
        return;
    }
    blocks.push(Block::heading(2, "Statistical neighbours"));
    let rows = model.neighbours.iter().map(|peer| {
        let row = Row::headed([Cell::new(peer.name.as_str()), number(&peer.score), rank(peer.rank.as_ref())]);
        if peer.is_subject { row.emphasised() } else { row }
    });
    let columns = vec![Column::left("Authority"), Column::right("Overall score"), Column::right("Rank")];
    blocks.push(Block::Table(Table::new("Statistical neighbours by overall score", columns, rows.collect())));
}

fn closing(model: &AuthorityReport, blocks: &mut Vec<Block>) {
    if !model.not_available.is_empty() {
        blocks.push(Block::heading(2, "What is not available"));
        blocks.push(Block::bullets(model.not_available.iter().map(|gap| {
            vec![Inline::bold(format!("{}: ", gap.title)), Inline::text(gap.reason.as_str())]
        })));
    }
    if !model.notes.is_empty() {
        blocks.push(Block::heading(2, "About the data"));
        blocks.push(Block::bullets(model.notes.iter().map(String::as_str)));
    }
    blocks.push(Block::heading(2, "How sure these figures are"));
    blocks.extend(model.how_sure.iter().map(|p| passage(3, p)));
    blocks.extend(signs(&model.signs));
}
