//! A scorecard from values: `cargo run --example scorecard_from_values`.

use care_scorecard::{Data, Figure::Count, Figure::Value, Weights};

/// Two domains of one indicator each, one of them of this program's own, one of yours.
const WEIGHTS: &str = r#"
[scorecard]
title = "A scorecard of three"
minimum_children = 0

[[domain]]
code = "missing-incidents"
title = "Missing incidents"

  [[domain.indicator]]
  code = "children-missing"
  goalposts = { worst = 17.0, best = 7.0 }

[[domain]]
code = "visits"
title = "Visits"

  [[domain.indicator]]
  code = "visited-in-a-week"
  title = "Children visited within a week"
  direction = "higher-is-better"
  goalposts = { worst = 50.0, best = 100.0 }
"#;

fn main() -> Result<(), care_scorecard::Error> {
    let mut data = Data::new(2024);
    data.set("Kent", "children-missing", Count(210.0, 1896.0))?
        .set("Kent", "visited-in-a-week", Value(81.5))?
        .set("Leeds", "children-missing", Count(180.0, 1701.0))?
        .set("Leeds", "visited-in-a-week", Value(77.0))?
        .set("Cornwall", "children-missing", Count(95.0, 801.0))?
        .set("Cornwall", "visited-in-a-week", Value(92.0))?;
    let card = data.score(Weights::parse(WEIGHTS)?)?;
    for row in card.standings() {
        match (row.rank, row.score) {
            (Some(rank), Some(score)) => println!("{rank}. {}, {score:.1} of 100", row.name),
            _ => println!("not ranked: {}, {}", row.name, row.reason),
        }
    }
    Ok(())
}
