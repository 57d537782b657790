//! A made-up dataset of authorities that do not exist, calibrated to published figures.
//!
//! Names and codes cannot be mistaken for real ones. The same options give the same bytes on
//! every platform and any number of threads.
//!
//! A sample of more than sixty authorities has the sizes of the country; a smaller one has sizes
//! from its lower quarter, so that it stays small. The values of the authorities in the last year
//! are spread as published for 2024, and earlier years stray a little from them.
//!
//! ```
//! use care_scorecard::sample::{self, Form, SampleOptions};
//!
//! let parent = tempfile::tempdir()?;
//! let options = SampleOptions { authorities: 3, years: 1, form: Form::Published, ..SampleOptions::default() };
//! let summary = sample::write(&parent.path().join("made-up"), &options)?;
//! assert!(summary.files > 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calibration;
mod draw;
mod files;
mod names;
mod nation;
mod published;
mod returns;

use std::path::{Path, PathBuf};

use thiserror::Error;

use files::Files;

/// The most authorities a sample may have: no two share a name or a postcode district.
const MOST_AUTHORITIES: usize = if names::MOST_AUTHORITIES < returns::MOST_AUTHORITIES {
    names::MOST_AUTHORITIES
} else {
    returns::MOST_AUTHORITIES
};

/// The most years a sample may have.
const MOST_YEARS: usize = 15;

/// The form of the sample's main data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Child-level returns of every authority and year.
    Returns,
    /// Tables as the department and the inspectorate publish them.
    Published,
}

/// What sample to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleOptions {
    /// Names the sample: another seed, another nation.
    pub seed: u64,
    /// How many authorities; 153 give the whole country.
    pub authorities: usize,
    /// How many years.
    pub years: usize,
    /// The last of them, by the year its 31 March falls in.
    pub last_year: i16,
    /// Whether to plant faults and list them in `answers.csv`.
    pub faults: bool,
    /// The form of the main data.
    pub form: Form,
}

impl Default for SampleOptions {
    /// Returns of twelve authorities over the three years to 2024.
    fn default() -> Self {
        Self {
            seed: 1,
            authorities: 12,
            years: 3,
            last_year: 2024,
            faults: false,
            form: Form::Returns,
        }
    }
}

impl SampleOptions {
    /// The years, in order.
    fn year_range(&self) -> std::ops::RangeInclusive<i16> {
        let years = i16::try_from(self.years).unwrap_or(1);
        self.last_year - years + 1..=self.last_year
    }

    fn check(&self) -> Result<(), SampleError> {
        if !(1..=MOST_AUTHORITIES).contains(&self.authorities) {
            return Err(SampleError::Authorities(self.authorities));
        }
        if !(1..=MOST_YEARS).contains(&self.years) {
            return Err(SampleError::Years(self.years));
        }
        if !(2010..=2040).contains(&self.last_year) {
            return Err(SampleError::LastYear(self.last_year));
        }
        Ok(())
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files.
    pub files: usize,
    /// Their size together.
    pub bytes: u64,
}

/// Why a sample was not written. Nothing is left behind then.
#[derive(Debug, Error)]
pub enum SampleError {
    /// The folder holds something.
    #[error("{} is not an empty folder; name a new one", .0.display())]
    InUse(PathBuf),
    /// There cannot be so many authorities.
    #[error("a sample has 1 to {max} authorities, not {0}", max = MOST_AUTHORITIES)]
    Authorities(usize),
    /// There cannot be so many years.
    #[error("a sample has 1 to {max} years, not {0}", max = MOST_YEARS)]
    Years(usize),
    /// The last year is out of reach.
    #[error("the last year of a sample is from 2010 to 2040, not {0}")]
    LastYear(i16),
    /// The disk refused.
    #[error("{} cannot be written: {source}", path.display())]
    CannotWrite {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl SampleError {
    fn cannot_write(path: &Path, source: std::io::Error) -> Self {
        Self::CannotWrite {
            path: path.to_owned(),
            source,
        }
    }
}

/// Writes a sample into a folder that is empty or does not exist.
///
/// # Errors
///
/// When the folder holds anything, the options are out of range, or the disk refuses. The folder
/// is then as it was.
pub fn write(folder: &Path, options: &SampleOptions) -> Result<Summary, SampleError> {
    options.check()?;
    let files = Files::begin(folder)?;
    match options.form {
        Form::Published => published::write(options, &files)?,
        Form::Returns => returns::write(options, &files)?,
    }
    let (files, bytes) = files.finish()?;
    Ok(Summary { files, bytes })
}
