use std::path::PathBuf;

use clap::Args;

use crate::assessment::{Assessment, Evidence};
use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic};
use crate::publish::{PublishError, Summary};

use super::publish::source_date_epoch;
use super::{Failure, Shared, counted};

/// What the reports to boards take.
#[derive(Debug, Args)]
pub(super) struct Board {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// Authority the report is about, by code or name
    #[arg(long)]
    authority: String,
    /// Folder to write; an earlier report of the same kind and authority there is replaced
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Writes a report on an authority into a folder.
type Write = fn(
    &Assessment<'_>,
    AuthorityId,
    &std::path::Path,
    Option<jiff::Timestamp>,
) -> Result<Summary, PublishError>;

impl Board {
    pub(super) fn write(&self, what: Write) -> Result<(), Failure> {
        let mut evidence = self.shared.gather()?;
        evidence.withhold_given();
        let year = self.year(&evidence)?;
        let assessment = evidence.assess(year);
        let id = evidence.authority(&self.authority, Some(year))?;
        let written = what(&assessment, id, &self.out, source_date_epoch()?);
        let written = written.map_err(|error| {
            if error.is_of_the_machine() {
                Failure::Machine(error.to_string())
            } else {
                Failure::from(Diagnostic::error(Code::CannotPublish, error.to_string()))
            }
        })?;
        self.shared.say(&format!(
            "{} on {}, year ending 31 March {year}, written to {}",
            counted(written.files, "file"),
            assessment.name(id),
            self.out.display()
        ));
        Ok(())
    }

    /// The year asked for, or the usual one; where the authority has no data of that, the latest
    /// it has data of.
    fn year(&self, evidence: &Evidence) -> Result<i16, Failure> {
        let usual = evidence.year(self.shared.year)?;
        if self.shared.year.is_some() {
            return Ok(usual);
        }
        let id = evidence.authority(&self.authority, None)?;
        let own = |year: &i16| evidence.measures.authorities(*year).contains(&id);
        let latest = evidence.measures.years().into_iter().rev().find(own);
        Ok(if own(&usual) {
            usual
        } else {
            latest.unwrap_or(usual)
        })
    }
}
