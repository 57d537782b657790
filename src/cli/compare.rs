use std::path::PathBuf;

use clap::{ArgGroup, Args};

use crate::assessment::{Assessment, Evidence};
use crate::measure::Extent;

use super::{Failure, Shared, parse_year, print, weights};

#[derive(Debug, Args)]
#[command(
    override_usage = "care-scorecard compare [OPTIONS] <DATASET>\n       (--with <FILE> | --with-year <YEAR>)"
)]
#[command(group(ArgGroup::new("other").required(true).args(["with", "with_year"])))]
pub(super) struct Compare {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// Another weights file, to compare with
    #[arg(long, value_name = "FILE")]
    with: Option<PathBuf>,
    /// Another year, to compare with
    #[arg(long, value_name = "YEAR", value_parser = parse_year)]
    with_year: Option<i16>,
}

impl Compare {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let evidence = self.shared.gather(Extent::Measures)?;
        let before = evidence.assess(evidence.year(self.shared.year)?);
        self.shared.say_year(&before);
        let year = match self.with_year {
            Some(year) => evidence.year(Some(year))?,
            None => before.year,
        };
        match &self.with {
            None => self.tell(&before, &evidence.assess(year)),
            Some(path) => {
                let (mut configuration, warnings) = weights::read(path)?;
                self.shared.tell(&warnings);
                configuration.disclosure.mode = evidence.configuration.disclosure.mode;
                let other = Evidence::gather_to(
                    self.shared.files()?.as_ref(),
                    configuration,
                    Extent::Measures,
                )
                .map_err(Failure::Data)?;
                self.tell(&before, &other.assess(year))
            }
        }
    }

    fn tell(&self, before: &Assessment<'_>, after: &Assessment<'_>) -> Result<(), Failure> {
        self.shared.tell(&before.diagnostics);
        self.shared.tell(&after.diagnostics);
        let moved = before
            .panel
            .authorities()
            .iter()
            .filter_map(|id| {
                let rank = |a: &Assessment<'_>| a.scorecard.overall[a.position(*id)?].rank;
                Some(rank(before)?.abs_diff(rank(after)?))
            })
            .collect::<Vec<_>>();
        if !moved.is_empty() {
            self.shared.say(&format!(
                "{} authorities are ranked in both; {} change place, the largest change is {} places",
                moved.len(),
                moved.iter().filter(|places| **places > 0).count(),
                moved.iter().max().copied().unwrap_or_default()
            ));
        }
        print(&crate::render::comparison_csv::comparison(before, after))
    }
}
