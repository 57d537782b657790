//! The files of a report to a board, and of the form by which a board asks for one.

use std::path::Path;

use jiff::Timestamp;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::Mode;
use crate::render::html::{self, Site};
use crate::render::{groups_csv, pdf_report, table_csv};
use crate::report::{
    BoardReport, BoardReportKind, MeasuresFilter, PROTECTIVE_MARKING, Reports, RequestForm,
};
use crate::source::published::Location;

use super::place::{Standing, standing};
use super::{File, Previous, PublishError, Summary, manifest, marking, may_write, safe, written};

/// Writes a report to a board into a folder, in place of an earlier one of the same kind and
/// authority: a page, a document, the data behind it, what the page needs, a manifest.
///
/// In public mode the data are attacked, together with `earlier` publications, before anything is
/// written.
///
/// # Errors
/// Where the authority is not one of the year, the folder is in use for something else, a page
/// cannot be made, what is withheld could be had from what is shown, or the disk refuses. The
/// folder is then as it was.
pub fn publish_board(
    assessment: &mut Assessment<'_>,
    (id, kind): (AuthorityId, BoardReportKind),
    folder: &Path,
    made: Option<Timestamp>,
    earlier: &Previous,
) -> Result<Summary, PublishError> {
    if assessment.position(id).is_none() {
        return Err(no_such(assessment, id));
    }
    let name = kind.file(assessment.code(id));
    may_write(assessment, folder, Some(&name))?;
    let (data, audit) = safe(assessment, |a| Ok(data(a, id)), earlier)?;
    let reports = Reports::of(assessment, made);
    let report = match kind {
        BoardReportKind::Statement => reports.statement(id),
        BoardReportKind::Jsna => reports.jsna(id),
    };
    let mut files = files(&report.ok_or_else(|| no_such(assessment, id))?)?;
    files.extend(data);
    if assessment.configuration().disclosure.mode == Mode::Internal {
        files = marking::marked_all(files, PROTECTIVE_MARKING);
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let beside = manifest::Beside {
        report: Some(&name),
        audit: Some(&audit),
        earlier: earlier.publications(),
    };
    files.push(manifest::file(assessment, &files, &beside)?);
    written(folder, &files)
}

/// The authority's measures of every year, and its tables by group.
fn data(assessment: &Assessment<'_>, id: AuthorityId) -> Vec<File> {
    let filter = MeasuresFilter {
        location: Some(Location::Authority(id)),
        ..MeasuresFilter::default()
    };
    let years = assessment.evidence.measures.years().into_iter();
    let assessments: Vec<Assessment<'_>> =
        years.map(|year| assessment.evidence.assess(year)).collect();
    let measures = table_csv::measures(&assessments, &filter);
    let groups = groups_csv::groups_of(assessment, &[id]);
    let groups = groups.map(|table| File::new("data/groups.csv", table));
    [File::new("data/measures.csv", measures)]
        .into_iter()
        .chain(groups)
        .collect()
}

fn no_such(assessment: &Assessment<'_>, id: AuthorityId) -> PublishError {
    PublishError::NoSuchAuthority(assessment.name(id).to_owned(), assessment.year)
}

fn files(report: &BoardReport) -> Result<Vec<File>, PublishError> {
    let name = |ending: &str| format!("{}.{ending}", report.file);
    let site = Site::new().map_err(|e| PublishError::render("the pages", e))?;
    let page = site.board(report);
    let page = page.map_err(|e| PublishError::render(&name("html"), e))?;
    let document = pdf_report::board(report);
    let document = document.map_err(|e| PublishError::render(&name("pdf"), e))?;
    let data = serde_json::to_string_pretty(report);
    let data = data.map_err(|e| PublishError::render(&name("json"), e))?;
    let mut files = vec![
        File::new(name("html"), page),
        File::new(name("pdf"), document),
        File::new(name("json"), data + "\n"),
    ];
    files.extend(assets());
    Ok(files)
}

fn assets() -> impl Iterator<Item = File> {
    let all = html::ASSETS.iter();
    all.map(|(name, bytes)| File::new(*name, *bytes))
}

/// Writes the form by which a board asks an authority for its statement into a new folder: a page
/// and a document to read, and under `fill-in/` the files to fill in, which can be put into a
/// dataset as they come back. There is no manifest, since they are meant to be read.
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
        return Err(PublishError::NotOurs(folder.to_owned()));
    }
    let form = Reports::of(assessment, made).request_form(id);
    let form = form.ok_or_else(|| no_such(assessment, id))?;
    written(folder, &request_files(&form)?)
}

fn request_files(form: &RequestForm) -> Result<Vec<File>, PublishError> {
    let name = |ending: &str| format!("{}.{ending}", form.file);
    let site = Site::new().map_err(|e| PublishError::render("the pages", e))?;
    let page = site.request(form);
    let page = page.map_err(|e| PublishError::render(&name("html"), e))?;
    let document = pdf_report::request(form);
    let document = document.map_err(|e| PublishError::render(&name("pdf"), e))?;
    let mut files = vec![
        File::new(name("html"), page),
        File::new(name("pdf"), document),
    ];
    let parts = form.parts.iter();
    files.extend(parts.map(|part| File::new(&part.file, part.blank.as_str())));
    files.extend(assets());
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}
