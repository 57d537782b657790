use clap::{Args, ValueEnum};
use indicatif::ProgressBar;

use crate::measure::Extent;
use crate::report::robustness_told;
use crate::scoring::robustness;

use super::{Failure, Shared, print};

#[derive(Debug, Args)]
pub(super) struct RobustnessCommand {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// Text to read, or everything as JSON
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl RobustnessCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let evidence = self.shared.gather(Extent::Measures)?;
        let assessment = evidence.assess(evidence.year(self.shared.year)?);
        self.shared.tell(&assessment.diagnostics);
        self.shared.say_year(&assessment);
        let bar = if self.shared.quiet {
            ProgressBar::hidden()
        } else {
            ProgressBar::new_spinner()
        };
        bar.set_message("scoring the year again and again");
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        let found = robustness(
            assessment.configuration(),
            &assessment.panel,
            &assessment.scorecard,
        );
        bar.finish_and_clear();
        match self.format {
            Format::Text => print(&robustness_told(&assessment, &found)),
            Format::Json => {
                let text = crate::render::robustness_json::robustness(&assessment, &found);
                print(&text.map_err(|error| Failure::Machine(error.to_string()))?)
            }
        }
    }
}
