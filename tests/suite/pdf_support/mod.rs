//! A document with everything the PDF writer knows, about authorities that do not exist.

use care_scorecard::chart::drawing::{Anchor, Drawing, Paint, Shape, Stroke};
use care_scorecard::render::pdf::document::{
    Block, Cell, Column, Content, Contents, Document, Figure, Inline, KeyFact, Row, Table,
};

/// A name of 120 letters without a space.
pub(crate) fn long_name() -> String {
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
        .repeat(3)
        .chars()
        .take(120)
        .collect()
}

/// Every kind of block, over more than six pages.
pub(crate) fn rich() -> Document {
    let mut document = report();
    document.title = "Rich sample: Exampleshire & Llŷn <test>".into();
    document.blocks.extend([
        Block::heading(2, "Every authority"),
        Block::paragraph("The table runs over several pages; its headings are repeated."),
        Block::Table(league(200)),
        Block::PageBreak,
        Block::heading(2, "Odds and ends"),
        Block::heading(3, "Names that are hard to set"),
        Block::paragraph(format!("A name of 120 letters: {}.", long_name())),
        Block::paragraph("Welsh Tŷ Ŵyr, Polish Łódź and Częstochowa, arrows → ↑ ↓, signs − ± ≤ ≥ × · … “quoted” £1,234.50 €5 ½ m²."),
        Block::Table(awkward()),
        Block::heading(4, "A heading of level 4"),
        Block::numbered(["First, with enough words to run over the end of the line so that the second line shows how it is indented below the first one.", "Second", "Third"]),
        Block::KeepTogether(vec![
            Block::heading(3, "Kept together"),
            Block::paragraph("This paragraph and the list stay with their heading."),
            Block::bullets(["one", "two"]),
        ]),
        Block::small("Contains public sector information licensed under the Open Government Licence v3.0."),
    ]);
    document
}

/// A report of about five pages with six charts and three tables.
pub(crate) fn report() -> Document {
    let mut document = Document::new("Care scorecard: Exampleshire");
    document.publisher = "Department for Examples".into();
    document.subject = "How Exampleshire looks after children who go missing from care.".into();
    document.created = "2024-11-14T09:30:00Z".parse().ok();
    document.contents = Contents::WhenLong;
    document.blocks = vec![
        Block::heading(1, "Care scorecard: Exampleshire"),
        Block::lead(
            "Children in the care of Exampleshire went missing less often than in England, but more of them were placed outside the area.",
        ),
        Block::KeyFacts(vec![
            fact(
                "Score",
                "62.4",
                "between 58.1 and 66.9, higher than England (50.0)",
            ),
            fact(
                "Rank",
                "31 of 148",
                "likely between 22 and 45; 5 authorities not ranked",
            ),
            fact("Missing incidents", "9.2%", "of children, 11.0% in England"),
        ]),
        Block::Notice {
            heading: "Rates depend on how well an authority records".into(),
            paragraphs: vec![
                vec![
                    Inline::text(
                        "A low figure can be poor recording. Authorities differ in what they call ",
                    ),
                    Inline::italic("missing"),
                    Inline::text(" and what they call "),
                    Inline::italic("away from placement without authorisation"),
                    Inline::text("."),
                ],
                vec![
                    Inline::text("Read "),
                    Inline::link(
                        "how the figures are made",
                        "https://example.org/methodology",
                    ),
                    Inline::text(" first."),
                ],
            ],
        },
        Block::heading(2, "The four domains"),
        Block::paragraph(vec![
            Inline::text("The score is the weighted mean of four domain scores. "),
            Inline::bold("Weights were set by the board"),
            Inline::text(
                " and can be changed; the published ranking is one of many possible. See ",
            ),
            Inline::link(
                "the methodology, which explains every weight and every choice at some length so that this link runs over a line",
                "https://example.org/methodology#weights",
            ),
            Inline::text("."),
        ]),
        Block::Table(domains()),
        Block::Figure(figure(
            "Fewer children went missing than in England in every year",
            480.0,
            190.0,
        )),
        Block::heading(2, "Placements"),
        Block::paragraph(WORDS.repeat(3)),
        Block::FigureRow(vec![
            figure("Distance: half are placed within 10 miles", 230.0, 150.0),
            figure("Stability: as in England", 230.0, 150.0),
        ]),
        Block::bullets([
            Content::from("412 children were in care on 31 March 2024"),
            Content::from("186 of them (45.1%) were placed outside the area"),
            vec![
                Inline::text("38 had three or more placements in the year: see "),
                Inline::link("notes", "https://example.org/notes"),
            ]
            .into(),
        ]),
        Block::Table(indicators()),
        Block::heading(2, "Missing"),
        Block::heading(3, "Incidents"),
        Block::paragraph(WORDS.repeat(4)),
        Block::Figure(figure(
            "Most children who went missing did so more than once",
            480.0,
            200.0,
        )),
        Block::heading(3, "Return home interviews"),
        Block::paragraph(WORDS.repeat(3)),
        Block::FigureRow(vec![
            figure("Offered", 230.0, 140.0),
            figure("Within 72 hours", 230.0, 140.0),
        ]),
        Block::paragraph(WORDS.repeat(4)),
        Block::Table(hosts()),
        Block::heading(2, "Contact"),
        Block::paragraph(vec![
            Inline::text("Statistics team"),
            Inline::Break,
            Inline::link("statistics@example.org", "mailto:statistics@example.org"),
        ]),
    ];
    document
}

const WORDS: &str = "Of the 412 children looked after in the year, 38 had a missing incident, which is 9.2% against 11.0% in England and 10.4% among statistical neighbours. The difference from England is larger than chance explains. ";

fn fact(label: &str, value: &str, detail: &str) -> KeyFact {
    KeyFact {
        label: label.into(),
        value: value.into(),
        detail: detail.into(),
    }
}

fn domains() -> Table {
    let row = |name: &str, score: f64, rank: &str| {
        Row::headed([
            Cell::from(name),
            Cell::new(format!("{score:.1}")).with_decoration(bar(score)),
            Cell::from("25%"),
            Cell::new(rank).with_small("likely 20 to 44"),
            Cell::new("higher than England").painted(Paint::Better),
        ])
    };
    Table::new(
        "Domain scores, 2024",
        vec![
            Column::left("Domain"),
            Column::right("Score"),
            Column::right("Weight"),
            Column::right("Rank of 148"),
            Column::left("Comparison"),
        ],
        vec![
            row("Going missing", 71.5, "18"),
            row("Return", 64.0, "30"),
            row("Placement", 48.2, "90"),
            row("Recording", 65.9, "41"),
            row("Overall", 62.4, "31").emphasised(),
        ],
    )
    .with_note("Scores run from 0 to 100; England is 50.")
}

fn indicators() -> Table {
    let rows = (0..14).map(|index| {
        let value = 9.2 + f64::from(index) * 3.7;
        Row::headed([
            Cell::from(
                [
                    "Children with a missing incident",
                    "Incidents per child who went missing",
                    "Placed outside the authority and more than 20 miles from home",
                ][index as usize % 3],
            ),
            Cell::from(format!("{value:.1}%")),
            Cell::from(format!("{} of {}", 38 + index, 412 + index * 7)),
            Cell::from("11.0%"),
            Cell::new("lower").painted(Paint::Better),
            Cell::new("").with_drawing(spark(index)),
        ])
    });
    Table::new(
        "Indicators, year ending 31 March 2024",
        vec![
            Column::left("Indicator"),
            Column::right("Value"),
            Column::right("Count"),
            Column::right("England"),
            Column::left("Against England"),
            Column::left("Since 2020"),
        ],
        rows.collect(),
    )
}

fn hosts() -> Table {
    let rows = [
        "Northmere",
        "Southmere",
        "Little Example on the Water with Upper and Lower Sample",
    ]
    .into_iter()
    .zip(1..)
    .map(|(name, count)| {
        Row::headed([
            Cell::from(name),
            Cell::from((count * 11).to_string()),
            Cell::from("[c]"),
        ])
    });
    Table::new(
        "Where children are placed",
        vec![
            Column::left("Authority"),
            Column::right("Children"),
            Column::right("Went missing"),
        ],
        rows.collect(),
    )
    .with_note(vec![
        Inline::text("[c] suppressed to protect confidentiality, see "),
        Inline::link("disclosure control", "https://example.org/disclosure"),
    ])
}

/// A table of `count` authorities.
pub(crate) fn league(count: u32) -> Table {
    let rows = (1..=count).map(|rank| {
        let score = 95.0 - f64::from(rank) * 0.4;
        Row::headed([
            Cell::from(format!("Sample authority {rank}")),
            Cell::new(rank.to_string()).with_small(format!(
                "{} to {}",
                rank.saturating_sub(9).max(1),
                rank + 9
            )),
            Cell::new(format!("{score:.1}"))
                .bold()
                .with_decoration(bar(score)),
            Cell::from(format!("{:.1}", score - 3.0)),
            Cell::from(format!("{:.1}", score + 4.0)),
            Cell::from(if rank % 7 == 0 { "[low]" } else { "higher" }),
        ])
    });
    Table::new(
        "League table of all sample authorities, 2024",
        vec![
            Column::left("Authority"),
            Column::right("Rank"),
            Column::right("Score"),
            Column::right("Going missing"),
            Column::right("Placement"),
            Column::left("Against England"),
        ],
        rows.collect(),
    )
    .with_note("[low] fewer than ten children.")
}

fn awkward() -> Table {
    let tall = "A cell so long that its row is taller than a page. ".repeat(160);
    Table::new(
        "Cells that are hard to set",
        vec![
            Column::left("Name"),
            Column::left("Text"),
            Column::centre("Middle"),
            Column::right("Number"),
        ],
        vec![
            Row::headed([
                Cell::from(long_name()),
                Cell::from("short"),
                Cell::from("c"),
                Cell::from("1"),
            ]),
            Row::headed([
                Cell::from("Tall"),
                Cell::from(tall),
                Cell::from(""),
                Cell::from("1,234,567"),
            ]),
            Row::plain([
                Cell::from("Last"),
                Cell::from(""),
                Cell::from("·"),
                Cell::from("−5.0"),
            ]),
        ],
    )
}

fn figure(caption: &str, width: f64, height: f64) -> Figure {
    Figure {
        drawing: chart(caption, width, height),
        caption: caption.into(),
        source: "Source: sample data, 2020 to 2024.".into(),
    }
}

fn chart(title: &str, width: f64, height: f64) -> Drawing {
    let grid = Stroke {
        paint: Paint::Grid,
        width: 0.5,
        dashed: false,
    };
    let (left, bottom) = (34.0, height - 24.0);
    let mut shapes = Vec::new();
    for tick in 0..=4 {
        let y = bottom - f64::from(tick) * (bottom - 10.0) / 4.0;
        shapes.push(Shape::Line {
            points: vec![(left, y), (width - 50.0, y)],
            stroke: grid,
        });
        shapes.push(Shape::Text {
            x: left - 4.0,
            y: y + 3.0,
            size: 8.0,
            anchor: Anchor::End,
            bold: false,
            paint: Paint::Muted,
            content: format!("{}%", tick * 5),
        });
    }
    for (series, paint) in [(0, Paint::First), (1, Paint::Context)] {
        let points: Vec<_> = (0..5)
            .map(|year| {
                (
                    left + 10.0 + f64::from(year) * (width - 110.0) / 4.0,
                    bottom - 30.0 - f64::from(series * 30 + year * (5 - year) * 2),
                )
            })
            .collect();
        let end = points[4];
        shapes.push(Shape::Line {
            points: points.clone(),
            stroke: Stroke {
                paint,
                width: 1.6,
                dashed: series == 1,
            },
        });
        shapes.extend(points.iter().map(|&(x, y)| Shape::Circle {
            x,
            y,
            radius: 2.4,
            fill: Some(paint),
            stroke: Some(Stroke {
                paint: Paint::Surface,
                width: 0.5,
                dashed: false,
            }),
        }));
        shapes.push(Shape::Text {
            x: end.0 + 6.0,
            y: end.1 + 3.0,
            size: 8.0,
            anchor: Anchor::Start,
            bold: series == 0,
            paint: Paint::Ink,
            content: ["Exampleshire", "England"][series as usize].into(),
        });
    }
    for year in 0..5 {
        let x = left + 10.0 + f64::from(year) * (width - 110.0) / 4.0;
        shapes.push(Shape::Text {
            x,
            y: bottom + 14.0,
            size: 8.0,
            anchor: Anchor::Middle,
            bold: false,
            paint: Paint::Muted,
            content: (2020 + year).to_string(),
        });
    }
    shapes.push(Shape::Polygon {
        points: vec![
            (left, bottom),
            (left + 8.0, bottom),
            (left + 4.0, bottom - 6.0),
        ],
        fill: Some(Paint::Fourth),
        stroke: None,
    });
    Drawing {
        width,
        height,
        title: title.into(),
        description: "Exampleshire stays near 8% from 2020 to 2024, England near 11%.".into(),
        shapes,
    }
}

fn bar(value: f64) -> Drawing {
    let filled = Shape::Rectangle {
        x: 0.0,
        y: 1.0,
        width: value * 0.6,
        height: 7.0,
        fill: Some(Paint::First),
        stroke: None,
    };
    let track = Shape::Rectangle {
        x: 0.0,
        y: 1.0,
        width: 60.0,
        height: 7.0,
        fill: Some(Paint::Grid),
        stroke: None,
    };
    Drawing {
        width: 60.0,
        height: 9.0,
        title: String::new(),
        description: String::new(),
        shapes: vec![track, filled],
    }
}

fn spark(seed: i32) -> Drawing {
    let points = (0..5)
        .map(|year| {
            (
                f64::from(year) * 13.0 + 2.0,
                6.0 + f64::from((year * 7 + seed * 3) % 5),
            )
        })
        .collect();
    let line = Shape::Line {
        points,
        stroke: Stroke {
            paint: Paint::Second,
            width: 1.2,
            dashed: false,
        },
    };
    Drawing {
        width: 60.0,
        height: 14.0,
        title: "Trend".into(),
        description: "Steady since 2020.".into(),
        shapes: vec![line],
    }
}
