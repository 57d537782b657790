use clap::{Args, ValueEnum};

use crate::assessment::Assessment;
use crate::measure::Extent;
use crate::render::json::scorecard;
use crate::render::table_csv::scores;

use super::{Failure, Shared, print};

#[derive(Debug, Args)]
pub(super) struct ScoreCommand {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// How to print: the scores table, or the whole scorecard
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
}

impl ScoreCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let evidence = self.shared.gather(Extent::Measures)?;
        let assessment = evidence.assess(evidence.year(self.shared.year)?);
        self.shared.tell(&assessment.diagnostics);
        self.shared.say_year(&assessment);
        self.shared.say(&summary(&assessment));
        match self.format {
            Format::Csv => print(&scores(&assessment)),
            Format::Json => {
                print(&scorecard(&assessment).map_err(|e| Failure::Machine(e.to_string()))?)
            }
        }
    }
}

/// What was ranked, in a line; says so when whole domains have no data.
pub(super) fn summary(assessment: &Assessment<'_>) -> String {
    let ranked = assessment.scorecard.ranked();
    let unranked = assessment.panel.authorities().len() - ranked;
    let mut line = format!(
        "{}: {ranked} {} ranked, {unranked} not ranked",
        assessment.year,
        if ranked == 1 {
            "authority"
        } else {
            "authorities"
        }
    );
    let without = assessment.domains_without_data();
    if !without.is_empty() {
        line += &format!("; no comparable data for: {}", without.join(", "));
    }
    line
}
