//! Publications and reports to boards as folders: written as they are made, and in their place only
//! when whole.

use std::path::Path;

use jiff::Timestamp;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::publish::{
    self, Edition, File, Previous, PublishError, Summary, Take, authority_report_name,
    board_report_name, joint_statement_name, request,
};
use crate::report::{Ask, BoardReportKind};

use super::listing::not_as_listed;
use super::refused::Refused;
use super::standing::{Standing, may_write, standing};
use super::whole::Whole;

impl From<Refused> for PublishError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Disk { path, source } => Self::disk(path.display().to_string(), source),
            Refused::Stranded { ref target, .. } => Self::disk(
                target.display().to_string(),
                std::io::Error::other(refused.to_string()),
            ),
            asked => Self::Target(asked.to_string()),
        }
    }
}

/// Refuses a folder to write that holds the dataset or lies in it.
///
/// # Errors
/// Where one lies in the other.
pub fn apart(folder: &Path, dataset: &Path) -> Result<(), PublishError> {
    let real = |path: &Path| {
        // Of what is not there yet, the folder it is to stand in counts.
        let there = path.ancestors().find(|folder| folder.exists());
        let there = there.filter(|there| !there.as_os_str().is_empty());
        let below = there.map_or(Ok(path), |there| path.strip_prefix(there));
        let real = there.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(real.join(below.ok()?))
    };
    match (real(folder), real(dataset)) {
        (Some(out), Some(data)) if out.starts_with(&data) || data.starts_with(&out) => {
            Err(PublishError::Target(format!(
                "the dataset {} and the folder to write, {}, lie one in the other; name a folder outside the dataset",
                dataset.display(),
                folder.display()
            )))
        }
        _ => Ok(()),
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
    edition: impl Into<Edition>,
    earlier: &Previous,
) -> Result<Summary, PublishError> {
    let edition = edition.into();
    may_write(assessment, folder, None)?;
    nothing_else(folder)?;
    whole(folder, |take| {
        publish::publish(assessment, edition, earlier, take)
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
    nothing_else(folder)?;
    whole(folder, |take| {
        publish::publish_board(assessment, report, made, earlier, take)
    })
}

/// Writes the report on an authority into a folder, in place of an earlier one of the same authority, as
/// [`publish::publish_authority`] makes it.
///
/// # Errors
/// As [`publish_board`].
pub fn publish_authority(
    assessment: &mut Assessment<'_>,
    id: AuthorityId,
    folder: &Path,
    made: Option<Timestamp>,
    earlier: &Previous,
) -> Result<Summary, PublishError> {
    let name = authority_report_name(assessment, id)?;
    may_write(assessment, folder, Some(&name))?;
    nothing_else(folder)?;
    whole(folder, |take| {
        publish::publish_authority(assessment, id, made, earlier, take)
    })
}

/// Writes the annual statement of a partnership into a folder, in place of an earlier one of the same
/// authorities, as [`publish::publish_joint_statement`] makes it.
///
/// # Errors
/// As [`publish_board`].
pub fn publish_joint_statement(
    assessment: &mut Assessment<'_>,
    ids: &[AuthorityId],
    folder: &Path,
    made: Option<Timestamp>,
    earlier: &Previous,
) -> Result<Summary, PublishError> {
    let name = joint_statement_name(assessment, ids)?;
    may_write(assessment, folder, Some(&name))?;
    nothing_else(folder)?;
    whole(folder, |take| {
        publish::publish_joint_statement(assessment, ids, made, earlier, take)
    })
}

/// Writes letters to the authorities that place children in the area of another into a new folder, as
/// [`publish::placing_letters`] makes them.
///
/// # Errors
/// Where the authority is not one of the year, the folder holds anything, a letter cannot be made or the disk
/// refuses.
pub fn write_placing_letters(
    assessment: &mut Assessment<'_>,
    (id, ask): (AuthorityId, &Ask),
    folder: &Path,
    (made, earlier): (Option<Timestamp>, &Previous),
) -> Result<Summary, PublishError> {
    if standing(folder) != Standing::Free {
        return Err(PublishError::NotOurs(folder.display().to_string()));
    }
    whole(folder, |take| {
        publish::placing_letters(assessment, (id, ask), (made, earlier), take)
    })
}

/// Writes the form by which a board asks authorities for their statements into a new folder, as
/// [`request`] makes it.
///
/// # Errors
/// Where an authority is not one of the year, the folder holds anything, a page cannot be made or
/// the disk refuses.
pub fn write_request(
    assessment: &Assessment<'_>,
    (ids, ask): (&[AuthorityId], &Ask),
    folder: &Path,
    made: Option<Timestamp>,
) -> Result<Summary, PublishError> {
    if standing(folder) != Standing::Free {
        return Err(PublishError::NotOurs(folder.display().to_string()));
    }
    whole(folder, |take| request(assessment, (ids, ask), made, take))
}

/// Refuses a publication beside which other files lie, or that was changed: they would be lost.
fn nothing_else(folder: &Path) -> Result<(), PublishError> {
    if standing(folder) == Standing::Free {
        return Ok(());
    }
    let named = folder.display().to_string();
    let files = not_as_listed(folder).map_err(|source| PublishError::disk(&named, source))?;
    if files.is_empty() {
        return Ok(());
    }
    Err(PublishError::HoldsOthers {
        folder: named,
        files,
    })
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
        // Somebody may have put something there while the files were made.
        nothing_else(folder)?;
        whole.put()?;
    }
    Ok(summary)
}
