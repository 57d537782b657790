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
//! let options = SampleOptions { authorities: 3, years: 1, form: Form::Published, ..SampleOptions::default() };
//! let files = std::sync::Mutex::new(Vec::new());
//! let summary = sample::make(&options, &|name, _| {
//!     files.lock().expect("no thread has failed").push(name.to_owned());
//!     Ok(())
//! })?;
//! assert_eq!(summary.files, files.into_inner()?.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calibration;
mod draw;
mod files;
mod names;
mod nation;
mod published;
mod returns;

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

    /// Whether a sample can be made of them.
    ///
    /// # Errors
    /// What is out of range.
    pub fn check(&self) -> Result<(), SampleError> {
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
    #[error("{0} is not an empty folder; name a new one")]
    InUse(String),
    /// There cannot be so many authorities.
    #[error("a sample has 1 to {max} authorities, not {0}", max = MOST_AUTHORITIES)]
    Authorities(usize),
    /// There cannot be so many years.
    #[error("a sample has 1 to {max} years, not {0}", max = MOST_YEARS)]
    Years(usize),
    /// The last year is out of reach.
    #[error("the last year of a sample is from 2010 to 2040, not {0}")]
    LastYear(i16),
    /// The folder cannot be written as it is asked for.
    #[error("{0}")]
    Target(String),
    /// The disk refused.
    #[error("{path} cannot be written: {source}")]
    CannotWrite {
        /// What was to be written.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Takes the files of a sample, in no fixed order and from several threads. Only all together are
/// they a dataset: where making them fails, what has been taken is to be thrown away.
pub type Take<'t> = dyn Fn(&str, &str) -> Result<(), SampleError> + Sync + 't;

/// Makes a sample; each file goes to `take` as soon as it is made, by its path in the dataset.
///
/// # Errors
///
/// When the options are out of range, or a file is not taken.
pub fn make(options: &SampleOptions, take: &Take<'_>) -> Result<Summary, SampleError> {
    options.check()?;
    let files = Files::to(take);
    match options.form {
        Form::Published => published::write(options, &files)?,
        Form::Returns => returns::write(options, &files)?,
    }
    Ok(files.summary())
}
