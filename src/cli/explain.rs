use clap::Args;

use crate::measure::Extent;
use crate::report::explained;

use super::{Failure, Shared, print};

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// Whose score, by code or name
    #[arg(long, value_name = "AUTHORITY")]
    authority: String,
    /// One indicator only, by its code
    #[arg(long, value_name = "CODE")]
    indicator: Option<String>,
}

impl Explain {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let evidence = self.shared.gather(Extent::Measures)?;
        let assessment = evidence.assess(evidence.year(self.shared.year)?);
        self.shared.say_year(&assessment);
        let id = evidence.authority(&self.authority, Some(assessment.year))?;
        print(&explained(&assessment, id, self.indicator.as_deref())?)
    }
}
