use std::path::PathBuf;

use clap::Args;

use crate::diagnostic::{Code, Diagnostic};
use crate::disk::write_sample;
use crate::sample::{SampleError, SampleOptions};

use super::{Failure, complain, counted};

#[derive(Debug, Args)]
pub(super) struct Sample {
    /// Folder to write, which must not exist or be empty
    dir: PathBuf,
    /// Names the sample: another seed, another made-up nation
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many authorities; 153 make a nation the size of England
    #[arg(long, default_value_t = 12)]
    authorities: usize,
    /// How many years
    #[arg(long, default_value_t = 3)]
    years: usize,
    /// Plant under-recording and dirty records, listed in answers.csv
    #[arg(long)]
    faults: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

impl Sample {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let options = SampleOptions {
            seed: self.seed,
            authorities: self.authorities,
            years: self.years,
            faults: self.faults,
            ..SampleOptions::default()
        };
        let written = write_sample(&self.dir, &options).map_err(|error| match error {
            SampleError::CannotWrite { .. } => Failure::Machine(error.to_string()),
            other => Failure::from(Diagnostic::error(Code::CannotPublish, other.to_string())),
        })?;
        if !self.quiet {
            complain(&format!(
                "{} written to {}\n",
                counted(written.files, "file"),
                self.dir.display()
            ));
        }
        Ok(())
    }
}
