//! A made-up dataset as a folder.

use std::path::Path;

use crate::sample::{self, SampleError, SampleOptions, Summary};

use super::refused::Refused;
use super::whole::Whole;

impl From<Refused> for SampleError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Disk { path, source } => Self::CannotWrite {
                path: path.display().to_string(),
                source,
            },
            asked => Self::Target(asked.to_string()),
        }
    }
}

/// Writes a sample into a folder that is empty or does not exist.
///
/// ```
/// use care_scorecard::disk::write_sample;
/// use care_scorecard::sample::{Form, SampleOptions};
///
/// let parent = tempfile::tempdir()?;
/// let options = SampleOptions { authorities: 3, years: 1, form: Form::Published, ..SampleOptions::default() };
/// let summary = write_sample(&parent.path().join("made-up"), &options)?;
/// assert!(summary.files > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the folder holds anything, the options are out of range, or the disk refuses. The folder
/// is then as it was.
pub fn write_sample(folder: &Path, options: &SampleOptions) -> Result<Summary, SampleError> {
    options.check()?;
    refuse_if_in_use(folder)?;
    let whole = Whole::begin(folder)?;
    let summary = sample::make(options, &|name, text| {
        Ok(whole.write(name, text.as_bytes())?)
    })?;
    refuse_if_in_use(folder)?;
    whole.put()?;
    Ok(summary)
}

fn refuse_if_in_use(folder: &Path) -> Result<(), SampleError> {
    let fail = |source| Refused::Disk {
        path: folder.to_owned(),
        source,
    };
    if !folder.try_exists().map_err(fail)? {
        return Ok(());
    }
    let is_free = folder.is_dir() && std::fs::read_dir(folder).map_err(fail)?.next().is_none();
    if is_free {
        Ok(())
    } else {
        Err(SampleError::InUse(folder.display().to_string()))
    }
}
