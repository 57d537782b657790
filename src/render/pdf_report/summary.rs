//! The report on one authority on one page.

use care_scorecard_drawing::document::{Block, Cell, Column, Row, Table};

use crate::report::{AuthorityReport, DomainResult};

use super::authority::opening;
use super::parts;

/// Most questions and reasons, so that a page holds them.
const MOST: usize = 4;

pub(super) fn blocks(model: &AuthorityReport) -> Vec<Block> {
    let frame = &model.frame;
    let mut blocks = opening(model, " One page of the report of that name.");
    blocks.extend(list("Why it is not ranked", &model.reasons));
    blocks.push(Block::heading(2, "Domains"));
    blocks.push(Block::Table(domains(model)));
    blocks.extend(list("Where scores are highest", &model.strengths));
    blocks.extend(list("Where scores are lowest", &model.weaknesses));
    blocks.extend(list("Questions a councillor should ask", &model.questions));
    blocks.extend(frame.recording_caveat.as_ref().map(parts::notice));
    blocks.push(Block::small(parts::about(frame)));
    blocks
}

fn list(heading: &str, lines: &[String]) -> Vec<Block> {
    if lines.is_empty() {
        return Vec::new();
    }
    let lines = lines.iter().take(MOST).map(String::as_str);
    vec![Block::heading(2, heading), Block::bullets(lines)]
}

fn domains(model: &AuthorityReport) -> Table {
    let columns = vec![
        Column::left("Domain").share(0.4),
        Column::right("Score").share(0.12),
        Column::right("England").share(0.14),
        Column::left("Against England").share(0.14),
        Column::right("Rank").share(0.2),
    ];
    let row = |domain: &DomainResult| {
        Row::headed([
            Cell::from(domain.title.as_str()),
            Cell::from(domain.score.display.as_str()),
            Cell::from(domain.national.display.as_str()),
            parts::band(domain.band.as_ref()),
            parts::rank_in_one_line(domain.rank.as_ref()),
        ])
    };
    let caption = format!("Domain scores, {}", model.frame.year);
    Table::new(caption, columns, model.domains.iter().map(row).collect())
}
