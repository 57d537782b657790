//! Publications and reports to boards as folders: written as they are made, and in their place only
//! when whole.

use std::path::Path;

use jiff::Timestamp;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::publish::{
    self, File, Previous, PublishError, Summary, Take, board_report_name, request,
};
use crate::report::BoardReportKind;

use super::standing::{Standing, may_write, standing};
use super::whole::{Refused, Whole};

impl From<Refused> for PublishError {
    fn from(refused: Refused) -> Self {
        Self::disk(refused.path.display().to_string(), refused.source)
    }
}

/// Writes the whole publication of an assessment into a folder, in place of an earlier one, as
/// [`publish::publish`] makes it.
///
/// # Errors
/// Where the folder is in use for something else, a page cannot be made, what is withheld could be
/// had from what is shown, or the disk refuses. The folder is then as it was.
pub fn publish(
    assessment: &mut Assessment<'_>,
    folder: &Path,
    made: Option<Timestamp>,
    earlier: &Previous,
) -> Result<Summary, PublishError> {
    may_write(assessment, folder, None)?;
    whole(folder, |take| {
        publish::publish(assessment, made, earlier, take)
    })
}

/// Writes a report to a board into a folder, in place of an earlier one of the same kind and
/// authority, as [`publish::publish_board`] makes it.
///
/// # Errors
/// Where the authority is not one of the year, the folder is in use for something else, a page
/// cannot be made, what is withheld could be had from what is shown, or the disk refuses. The
/// folder is then as it was.
pub fn publish_board(
    assessment: &mut Assessment<'_>,
    report: (AuthorityId, BoardReportKind),
    folder: &Path,
    made: Option<Timestamp>,
    earlier: &Previous,
) -> Result<Summary, PublishError> {
    let name = board_report_name(assessment, report)?;
    may_write(assessment, folder, Some(&name))?;
    whole(folder, |take| {
        publish::publish_board(assessment, report, made, earlier, take)
    })
}

/// Writes the form by which a board asks an authority for its statement into a new folder, as
/// [`request`] makes it.
///
/// # Errors
/// Where the authority is not one of the year, the folder holds anything, a page cannot be made or
/// the disk refuses.
pub fn write_request(
    assessment: &Assessment<'_>,
    id: AuthorityId,
    folder: &Path,
    made: Option<Timestamp>,
) -> Result<Summary, PublishError> {
    if standing(folder) != Standing::Free {
        return Err(PublishError::NotOurs(folder.display().to_string()));
    }
    whole(folder, |take| request(assessment, id, made, take))
}

/// Writes files as they come. Nothing is touched before the first one.
fn whole(
    folder: &Path,
    make: impl FnOnce(&mut Take<'_>) -> Result<Summary, PublishError>,
) -> Result<Summary, PublishError> {
    let mut begun: Option<Whole> = None;
    let summary = make(&mut |File { name, bytes }| {
        let whole = match begun.take() {
            Some(whole) => whole,
            None => Whole::begin(folder)?,
        };
        begun.insert(whole).write(&name, &bytes)?;
        Ok(())
    })?;
    if let Some(whole) = begun {
        whole.put()?;
    }
    Ok(summary)
}
