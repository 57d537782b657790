//! The league table as a document.

use care_scorecard_drawing::document::{Block, Cell, Column, Content, Inline, Row, Table};

use crate::report::{
    DomainHead, LeagueRow, LeagueTable, MovedRank, RankedKind, RecordingEffect, Standings,
};

use super::super::charts::{self, national};
use super::parts::{self, WIDE};

/// Width of the map, which is higher than wide.
const MAP: f64 = 470.0;
/// Shares of the league table: names with what stands under them, ranks, bands and overall scores.
const NAME: f64 = 0.3;
const RANK: f64 = 0.12;
const BAND: f64 = 0.09;

pub(super) fn blocks(model: &LeagueTable) -> Vec<Block> {
    let standings = &model.standings;
    let frame = &standings.frame;
    let mut blocks = vec![
        Block::heading(
            1,
            format!("{}: league table of local authorities", frame.title),
        ),
        Block::small(format!("{}. {}", frame.period, frame.status)),
        Block::lead(standings.headline.as_str()),
    ];
    blocks.extend(parts::facts(&standings.national_figures));
    if !model.findings.is_empty() {
        blocks.push(Block::bullets(model.findings.iter().map(String::as_str)));
    }
    blocks.extend(frame.notices.iter().map(parts::notice));
    if standings.ranked.len() > 1 {
        blocks.push(parts::figure(charts::scores(model, WIDE), frame));
    }
    blocks.extend(ranked(standings));
    if standings.ranked.len() > 1 {
        blocks.push(parts::figure(national::ranks(model, WIDE), frame));
    }
    blocks.extend(unranked(standings));
    blocks.extend(map(model));
    blocks.push(Block::heading(2, "Domains"));
    if standings.ranked.len() > 1 {
        blocks.push(parts::figure(charts::domains(model, WIDE), frame));
    }
    blocks.push(domains(standings));
    blocks.extend(frame.recording_caveat.as_ref().map(parts::notice));
    blocks.extend(recording(&model.recording));
    blocks.extend(parts::passages(&standings.how_sure, 2));
    blocks.push(Block::heading(2, "How to read this"));
    blocks.extend(parts::passages(&standings.how_to_read, 3));
    blocks.push(Block::heading(2, "Method in brief"));
    blocks.push(Block::bullets(model.method.iter().map(String::as_str)));
    blocks.extend(parts::closing(frame, &standings.signs));
    blocks
}

fn ranked(model: &Standings) -> Vec<Block> {
    if model.ranked.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![
        Block::heading(2, "League table"),
        Block::paragraph(format!(
            "{} The range beside a rank is where it could lie: read how sure they are, below, before you compare places. \
             Coverage is 100% where no other is printed; doubts about recording stand under the name.",
            model.ranked_line
        )),
        Block::paragraph(bands(model)),
    ];
    if let Some(sentence) = model.place.sentence {
        let explained = model.place.explained.as_deref().unwrap_or_default();
        blocks.push(Block::paragraph(format!(
            "{sentence} {explained} So authorities stand by type here, with the rank among their peers before the \
             rank in England."
        )));
        let kinds = model.kinds.iter();
        blocks.extend(kinds.flat_map(|kind| ranked_of_kind(model, kind)));
        blocks.extend(less_the_mean(model));
    } else {
        let caption = format!(
            "Ranked authorities, {}: {}",
            model.frame.year, model.ranked_line
        );
        let table = ranked_table(model, caption, &model.ranked.iter().collect::<Vec<_>>());
        blocks.push(Block::KeepTogether(vec![table]));
    }
    blocks
}

/// The ranked of a type.
fn ranked_of_kind(model: &Standings, kind: &RankedKind) -> [Block; 2] {
    let own = model.ranked.iter().filter(|row| row.kind == kind.title);
    let caption = format!(
        "{}, {}: {} ranked, mean score {}",
        kind.title, model.frame.year, kind.ranked, kind.mean.display
    );
    [
        Block::heading(3, &kind.title),
        ranked_table(model, caption, &own.collect::<Vec<_>>()),
    ]
}

/// The second view: never a ranking.
fn less_the_mean(model: &Standings) -> [Block; 3] {
    let columns = vec![
        Column::left("Authority").share(0.34),
        Column::left("Type").share(0.24),
        Column::right("Score").share(0.12),
        Column::right("Mean of its type").share(0.15),
        Column::right("Difference").share(0.15),
    ];
    let of_kind = |kind: &RankedKind| {
        let title = kind.title.clone();
        model.ranked.iter().filter(move |row| row.kind == title)
    };
    let row = |row: &LeagueRow| {
        let peers = row.peers.as_ref()?;
        let figures = [&row.score, &peers.mean, &peers.difference];
        let figures = figures.map(|figure| Cell::from(figure.display.as_str()));
        let names = [&row.name, &row.kind].map(|name| Cell::from(name.as_str()));
        Some(Row::headed(names.into_iter().chain(figures)))
    };
    let rows = model.kinds.iter().flat_map(of_kind).filter_map(row);
    let caption = format!(
        "Scores less the mean of the ranked authorities of their type, {}",
        model.frame.year
    );
    [
        Block::heading(3, "Scores less the mean of their type"),
        Block::paragraph(
            "What is left of each score when the mean of its type of authority is taken away. It is no ranking: it \
             would also excuse failings that a type of authority shares.",
        ),
        Block::Table(Table::new(caption, columns, rows.collect())),
    ]
}

fn ranked_table(model: &Standings, caption: String, rows: &[&LeagueRow]) -> Block {
    let rows = rows.iter().map(|row| ranked_row(row, model)).collect();
    Block::Table(Table::new(caption, ranked_columns(model), rows))
}

/// The rank among peers, with the rank in England under it.
fn among_peers(row: &LeagueRow) -> Cell {
    let (Some(peers), Some(rank)) = (&row.peers, &row.rank) else {
        return Cell::from("not ranked");
    };
    let near = peers.near.as_ref();
    let near = near.map_or_else(String::new, |near| format!("{near} with its neighbours; "));
    let range = rank.interval.as_ref();
    let range = range.map_or_else(String::new, |range| format!(" ({})", range.display));
    Cell::from(peers.display.as_str()).with_small(format!(
        "{near}England {} of {}{range}",
        rank.display, rank.of
    ))
}

/// Whether ranks can be told apart, and how many are in each band.
fn bands(model: &Standings) -> String {
    let said = [&model.bands_sentence, &model.bands_line];
    let said = said.map(|said| said.as_deref().unwrap_or_default());
    said.join(" ")
}

fn ranked_columns(model: &Standings) -> Vec<Column> {
    #[allow(clippy::cast_precision_loss, reason = "a few domains")]
    let domain = (1.0 - NAME - RANK - 2.0 * BAND) / scored(model).count().max(1) as f64;
    let band = Column::left("Against England").share(BAND);
    let name = Column::left("Authority").share(NAME);
    let rank = if model.place.leads {
        "Rank among its type"
    } else {
        "Rank"
    };
    let mut columns = vec![name, Column::right(rank).share(RANK)];
    if model.bands_lead {
        columns.insert(1, band);
    } else {
        columns.push(band);
    }
    columns.push(Column::right("Overall score").share(BAND));
    let heads = scored(model).map(|(_, head)| Column::right(&head.title).share(domain));
    columns.extend(heads);
    columns
}

/// The domains that any authority has a score in, with their places among all: one that nobody has is a
/// sentence and no column.
fn scored(model: &Standings) -> impl Iterator<Item = (usize, &DomainHead)> {
    let all = model.domains.iter().enumerate();
    all.filter(|(_, head)| head.comparable)
}

fn ranked_row(row: &LeagueRow, model: &Standings) -> Row {
    let whole = row
        .coverage
        .value
        .is_none_or(|coverage| coverage > 1.0 - 1e-9);
    let coverage = if whole {
        String::new()
    } else {
        format!("coverage {}", row.coverage.display)
    };
    let rank = if model.place.leads {
        among_peers(row)
    } else {
        parts::rank(row.rank.as_ref())
    };
    let band = parts::band(row.band.as_ref());
    let mut cells = vec![named(row)];
    cells.extend(if model.bands_lead {
        [band, rank]
    } else {
        [rank, band]
    });
    cells.push(
        Cell::from(row.score.display.as_str())
            .bold()
            .with_small(coverage),
    );
    let scores = scored(model).filter_map(|(at, _)| row.domains.get(at));
    cells.extend(scores.map(|score| Cell::from(score.display.as_str())));
    Row::headed(cells)
}

/// An authority with its region and what is doubtful about its recording.
fn named(row: &LeagueRow) -> Cell {
    let mut small = row.region.clone();
    if !row.doubts.is_empty() {
        if !small.is_empty() {
            small.push_str("; ");
        }
        small.push_str("recording: ");
        small.push_str(&row.doubts.join(", "));
    }
    Cell::from(row.name.as_str()).with_small(small)
}

/// The score of each domain, a line each.
fn by_domain(model: &Standings, row: &LeagueRow) -> Content {
    let pairs = model.domains.iter().zip(&row.domains);
    let said: Vec<String> = pairs
        .map(|(domain, score)| format!("{}: {}", domain.title, score.display))
        .collect();
    lines(&said)
}

fn unranked(model: &Standings) -> Vec<Block> {
    if model.unranked.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::left("Authority").share(0.23),
        Column::right("Coverage").share(0.1),
        Column::left("Domains").share(0.27),
        Column::left("Reasons").share(0.4),
    ];
    let row = |row: &LeagueRow| {
        Row::headed([
            named(row),
            Cell::from(row.coverage.display.as_str()),
            Cell::new(by_domain(model, row)),
            Cell::new(lines(&row.reasons)),
        ])
    };
    let rows = model.unranked.iter().map(row).collect();
    let caption = format!(
        "Authorities that are not ranked, with the reasons, {}",
        model.frame.year
    );
    vec![
        Block::heading(2, "Authorities that are not ranked"),
        Block::paragraph(
            "They are shown by name, with the scores of the domains that they have. They have no overall score: there is \
             nothing that it could be compared with.",
        ),
        Block::Table(Table::new(caption, columns, rows)),
    ]
}

fn map(model: &LeagueTable) -> Vec<Block> {
    let Some(map) = model.maps.first() else {
        return Vec::new();
    };
    vec![Block::KeepTogether(vec![
        Block::heading(2, "Map"),
        Block::paragraph(format!(
            "{} The league table says the same in words.",
            map.layout
        )),
        parts::figure(national::map(map, MAP, true), &model.standings.frame),
    ])]
}

/// What is done about doubtful recording, and whose rank that moves.
fn recording(effect: &RecordingEffect) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(2, "What is done about doubtful recording"),
        Block::paragraph(format!("{} {}", effect.meaning, effect.summary)),
    ];
    if !effect.moved.is_empty() {
        let columns = vec![
            Column::left("Authority"),
            Column::right("Without it"),
            Column::right("With it"),
            Column::left("Change"),
        ];
        let row = |moved: &MovedRank| {
            let cells = [&moved.name, &moved.without, &moved.with, &moved.change];
            Row::headed(cells.map(|text| Cell::from(text.as_str())))
        };
        let rows = effect.moved.iter().map(row).collect();
        let caption = "Ranks without and with what is done about doubtful recording";
        blocks.push(Block::Table(Table::new(caption, columns, rows)));
    }
    blocks
}

fn lines(reasons: &[String]) -> Content {
    let mut content = Vec::new();
    for reason in reasons {
        if !content.is_empty() {
            content.push(Inline::Break);
        }
        content.push(Inline::text(reason));
    }
    Content(content)
}

fn domains(model: &Standings) -> Block {
    let columns = vec![
        Column::left("Domain").share(0.2),
        Column::right("Share").share(0.09),
        Column::right("England").share(0.1),
        Column::right("Lowest").share(0.1),
        Column::right("Median").share(0.1),
        Column::right("Highest").share(0.1),
        Column::left("Scored this year").share(0.31),
    ];
    let row = |domain: &DomainHead| {
        let spread = domain.spread.as_ref().map_or_else(
            || ["not scored", "not scored", "not scored"].map(Cell::from),
            |figures| {
                figures
                    .each_ref()
                    .map(|figure| Cell::from(figure.display.as_str()))
            },
        );
        let share = if domain.comparable {
            domain.weight.as_str()
        } else {
            "not scored"
        };
        let mut cells = vec![Cell::from(domain.title.as_str()), Cell::from(share)];
        cells.push(Cell::from(domain.national.display.as_str()));
        cells.extend(spread);
        cells.push(Cell::from(if domain.indicators.is_empty() {
            "nothing: too few authorities have figures".to_owned()
        } else {
            domain.indicators.join("; ")
        }));
        Row::headed(cells)
    };
    let caption = format!(
        "Domain scores of the ranked authorities, {}",
        model.frame.year
    );
    Block::Table(Table::new(
        caption,
        columns,
        model.domains.iter().map(row).collect(),
    ))
}
