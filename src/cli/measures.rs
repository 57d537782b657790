use clap::Args;

use crate::authority::Resolution;
use crate::measure::Extent;
use crate::render::table_csv::measures;
use crate::report::MeasuresFilter;
use crate::source::published::Location;

use super::{Failure, Shared, print};

#[derive(Debug, Args)]
pub(super) struct MeasuresCommand {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// One indicator only, by its code
    #[arg(long, value_name = "CODE")]
    indicator: Option<String>,
    /// One authority only, by code or name; also E92000001 and the codes of regions
    #[arg(long, value_name = "AUTHORITY")]
    authority: Option<String>,
    /// Every year with data
    #[arg(long, conflicts_with = "year")]
    all_years: bool,
}

impl MeasuresCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let evidence = self.shared.gather(Extent::Measures)?;
        let years = if self.all_years {
            evidence.measures.years()
        } else {
            vec![evidence.year(self.shared.year)?]
        };
        let location = match &self.authority {
            None => None,
            Some(text) => Some(match evidence.dataset.register.resolve(text) {
                Resolution::National => Location::National,
                Resolution::Region(_) if text.starts_with("E12") => {
                    Location::Region(text.as_str().into())
                }
                _ => Location::Authority(evidence.authority(text, self.shared.year)?),
            }),
        };
        let filter = MeasuresFilter {
            indicator: self.indicator.clone(),
            location,
        };
        let assessments: Vec<_> = years.iter().map(|year| evidence.assess(*year)).collect();
        let printed = print(&measures(&assessments, &filter));
        drop(assessments);
        // The process ends here; taking a nation's figures apart first would take its time.
        std::mem::forget(evidence);
        printed
    }
}
