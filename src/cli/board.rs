use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{Args, CommandFactory};

use crate::assessment::{Assessment, Evidence};
use crate::authority::AuthorityId;
use crate::disk::{Folder, apart, write_request};
use crate::measure::Extent;
use crate::publish::{Previous, PublishError, Summary, until_safe};
use crate::report::Ask;
use crate::source::{Files, LastStatement};

use super::publish::{failure, source_date_epoch};
use super::{Cli, Failure, Shared, counted};

/// What the reports to boards take.
#[derive(Debug, Args)]
pub(super) struct Board {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// Authority the report is about, by code or name
    #[arg(long)]
    authority: Vec<String>,
    /// Folder to write; an earlier report of the same kind and authority there is replaced
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Folder of an earlier publication or report, whose figures are public already; can be given
    /// more than once
    #[arg(long, value_name = "DIR")]
    previous: Vec<PathBuf>,
}

/// What became of a report on an authority.
type Written = Result<Summary, PublishError>;

/// Where a report is written, and what the public has been told before.
pub(super) struct To<'t> {
    pub(super) folder: &'t Path,
    pub(super) made: Option<jiff::Timestamp>,
    pub(super) earlier: &'t Previous,
}

impl Board {
    pub(super) fn write(
        &self,
        what: impl Fn(&mut Assessment<'_>, AuthorityId, &To<'_>) -> Written,
    ) -> Result<(), Failure> {
        self.write_after(None, what)
    }

    /// The same with the last statement, which this one carries on.
    pub(super) fn write_after(
        &self,
        last: Option<LastStatement>,
        what: impl Fn(&mut Assessment<'_>, AuthorityId, &To<'_>) -> Written,
    ) -> Result<(), Failure> {
        self.only();
        self.write_on(last, |assessment, ids, to| {
            let mut ids = ids.iter();
            ids.try_fold(Summary::default(), |_, id| what(assessment, *id, to))
        })
    }

    /// Whether it is about several authorities.
    pub(super) fn is_about_several(&self) -> bool {
        self.authority.len() > 1
    }

    /// Writes a report on all the authorities that are named.
    pub(super) fn write_on(
        &self,
        last: Option<LastStatement>,
        what: impl Fn(&mut Assessment<'_>, &[AuthorityId], &To<'_>) -> Written,
    ) -> Result<(), Failure> {
        if self.authority.len() > MOST {
            wrong(
                ErrorKind::TooManyValues,
                "a statement of a partnership sets at most eight authorities side by side",
            )
        }
        apart(&self.out, &self.shared.dataset).map_err(failure)?;
        let mut evidence = self.shared.gather_after(last, Extent::Groups)?;
        let year = self.common_year(&evidence)?;
        let ids = self.asked(&evidence, year, false)?;
        if let (Some(last), [id]) = (&evidence.last, ids.as_slice()) {
            last.goes_before(&evidence.dataset, (*id, year))?;
        }
        self.say_year(&evidence, year, &ids);
        let folders: Vec<Folder> = self.previous.iter().map(Folder::at).collect();
        let earlier = folders.iter().map(|folder| folder as &dyn Files);
        let earlier = Previous::read(earlier).map_err(failure)?;
        let made = source_date_epoch()?;
        let make = |assessment: &mut Assessment<'_>, earlier: &Previous| {
            let to = To {
                folder: &self.out,
                made,
                earlier,
            };
            let names = ids.iter().map(|id| assessment.name(*id).to_owned());
            let names: Vec<String> = names.collect();
            Ok((what(assessment, &ids, &to)?, names.join(", ")))
        };
        let made = until_safe(&mut evidence, year, &earlier, make);
        let ((written, name), left_out) = made.map_err(failure)?;
        self.shared.tell(&left_out);
        self.shared.say(&format!(
            "{} on {}, year ending 31 March {year}, written to {}",
            counted(written.files, "file"),
            name,
            self.out.display()
        ));
        Ok(())
    }

    /// The one authority that a report is about.
    fn only(&self) -> &str {
        match self.authority.as_slice() {
            [only] => only,
            [] => wrong(
                ErrorKind::MissingRequiredArgument,
                "name the authority: --authority <AUTHORITY>",
            ),
            _ => wrong(
                ErrorKind::TooManyValues,
                "this report is about one authority; statement takes several --authority",
            ),
        }
    }

    /// Writes the request to each of several authorities, or to all of the year, into a folder of its own; to one
    /// into the folder itself.
    pub(super) fn ask(&self, all: bool, ask: &Ask) -> Result<(), Failure> {
        apart(&self.out, &self.shared.dataset).map_err(failure)?;
        let evidence = self.shared.gather(Extent::Groups)?;
        let named = self.authority.first().map(String::as_str);
        let year = match named {
            Some(_) => self.common_year(&evidence)?,
            None => evidence.year(self.shared.year)?,
        };
        let ids = self.asked(&evidence, year, all)?;
        let assessment = evidence.assess(year);
        let made = source_date_epoch()?;
        let summary = write_request(&assessment, (&ids, ask), &self.out, made);
        let files = summary.map_err(failure)?.files;
        self.shared.say(&format!(
            "{} for {}, year ending 31 March {year}, written to {}",
            counted(files, "file"),
            match ids.as_slice() {
                [id] => assessment.name(*id).to_owned(),
                several => format!("{} authorities", several.len()),
            },
            self.out.display()
        ));
        Ok(())
    }

    /// The authorities that are asked, each once.
    fn asked(
        &self,
        evidence: &Evidence,
        year: i16,
        all: bool,
    ) -> Result<Vec<AuthorityId>, Failure> {
        if all {
            return Ok(evidence.measures.authorities(year).to_vec());
        }
        if self.authority.is_empty() {
            wrong(
                ErrorKind::MissingRequiredArgument,
                "name the authorities: --authority <AUTHORITY>, or --all",
            )
        }
        let mut ids: Vec<AuthorityId> = Vec::new();
        for named in &self.authority {
            let id = evidence.authority(named, Some(year))?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Says which year it is about, before anything else.
    fn say_year(&self, evidence: &Evidence, year: i16, ids: &[AuthorityId]) {
        let newest = match ids {
            [id] if self.shared.year.is_none() => {
                Some(*id).filter(|id| evidence.newest_return(*id) == Some(year))
            }
            _ => None,
        };
        if let Some(id) = newest {
            self.shared.say(&format!(
                "year {year}: that of the newest return of {}; --year takes another",
                evidence.dataset.register.authority(id).name
            ));
        } else {
            self.shared.say_year(&evidence.assess(year));
        }
    }

    /// The latest year that is that of every authority named.
    fn common_year(&self, evidence: &Evidence) -> Result<i16, Failure> {
        let years = self
            .authority
            .iter()
            .map(|named| self.year(evidence, named));
        let years = years.collect::<Result<Vec<i16>, Failure>>()?;
        match years.into_iter().min() {
            Some(year) => Ok(year),
            None => Ok(evidence.year(self.shared.year)?),
        }
    }

    /// The year that it is about.
    fn year(&self, evidence: &Evidence, named: &str) -> Result<i16, Failure> {
        // What is wrong with the year is said before what is wrong with the name.
        evidence.year(self.shared.year)?;
        let id = evidence.authority(named, self.shared.year)?;
        Ok(evidence.report_year(self.shared.year, id)?)
    }
}

/// Most authorities that a statement sets side by side.
const MOST: usize = 8;

/// Ends the program as the command line does where it is used wrongly.
pub(super) fn wrong(kind: ErrorKind, message: &str) -> ! {
    Cli::command().error(kind, message).exit()
}
