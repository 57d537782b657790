//! The files of a report to a board, and of the form by which a board asks for one.

use jiff::Timestamp;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::render::data_package::{self, Described, Package};
use crate::render::html::Site;
use crate::render::{board_json, form_xlsx, groups_csv, pdf_report, table_csv, word_report};
use crate::report::{
    Ask, AuthorityReport, BoardReport, BoardReportKind, Frame, MeasuresFilter, Offered,
    PlacingLetter, Reports, RequestForm, file_name, joint_file, measure_rows,
};
use crate::source::published::Location;

use super::contents::assets;
use super::outgoing::{Outgoing, Take};
use super::{File, Previous, PublishError, Summary, manifest, marking_of, safe};

/// What a report to a board is called, by which an earlier one of its kind and authority is known.
///
/// # Errors
/// Where the authority is not one of the year.
pub fn board_report_name(
    assessment: &Assessment<'_>,
    (id, kind): (AuthorityId, BoardReportKind),
) -> Result<String, PublishError> {
    if assessment.position(id).is_some() {
        Ok(kind.file(assessment.code(id)))
    } else {
        Err(no_such(assessment, id))
    }
}

/// Makes a report to a board: a page, a document, the data behind it, what the page needs, a
/// manifest.
///
/// In public mode the data are attacked, together with `earlier` publications, before anything is
/// handed on.
///
/// # Errors
/// Where an authority is not one of the year, a page cannot be made, what is withheld could be had
/// from what is shown, or a file is not taken.
pub fn publish_board(
    assessment: &mut Assessment<'_>,
    (id, kind): (AuthorityId, BoardReportKind),
    made: Option<Timestamp>,
    earlier: &Previous,
    take: &mut Take<'_>,
) -> Result<Summary, PublishError> {
    let make = |reports: &Reports<'_>| {
        let report = match kind {
            BoardReportKind::Statement => reports.statement(id),
            BoardReportKind::Jsna => reports.jsna(id),
        };
        report.map(of_board).transpose()
    };
    alone(assessment, &[id], make, (made, earlier, take))
}

/// What the statement of several authorities is called.
///
/// # Errors
/// Where one of them is not an authority of the year.
pub fn joint_statement_name(
    assessment: &Assessment<'_>,
    ids: &[AuthorityId],
) -> Result<String, PublishError> {
    let stranger = ids.iter().find(|id| assessment.position(**id).is_none());
    if let Some(id) = stranger {
        return Err(no_such(assessment, *id));
    }
    let codes: Vec<&str> = ids.iter().map(|id| assessment.code(*id)).collect();
    Ok(joint_file(&codes))
}

/// Makes the annual statement of a partnership of several authorities, with the files that that of one has.
///
/// # Errors
/// As [`publish_board`].
pub fn publish_joint_statement(
    assessment: &mut Assessment<'_>,
    ids: &[AuthorityId],
    made: Option<Timestamp>,
    earlier: &Previous,
    take: &mut Take<'_>,
) -> Result<Summary, PublishError> {
    joint_statement_name(assessment, ids)?;
    let make = |reports: &Reports<'_>| reports.joint_statement(ids).map(of_board).transpose();
    alone(assessment, ids, make, (made, earlier, take))
}

/// What the report on an authority is called where it stands alone.
///
/// # Errors
/// Where the authority is not one of the year.
pub fn authority_report_name(
    assessment: &Assessment<'_>,
    id: AuthorityId,
) -> Result<String, PublishError> {
    if assessment.position(id).is_some() {
        Ok(format!("report-{}", file_name(assessment.code(id))))
    } else {
        Err(no_such(assessment, id))
    }
}

/// Makes the report on an authority that a publication has, by itself: a document that can be edited, a PDF, the
/// data behind it, a manifest. Of every authority that would take a publication too long.
///
/// # Errors
/// As [`publish_board`].
pub fn publish_authority(
    assessment: &mut Assessment<'_>,
    id: AuthorityId,
    made: Option<Timestamp>,
    earlier: &Previous,
    take: &mut Take<'_>,
) -> Result<Summary, PublishError> {
    let file = authority_report_name(assessment, id)?;
    let make = |reports: &Reports<'_>| {
        let report = reports.authority(id);
        report.map(|report| of_authority(&file, report)).transpose()
    };
    alone(assessment, &[id], make, (made, earlier, take))
}

/// A report that stands alone, with what its data package says of it.
struct Alone {
    file: String,
    frame: Frame,
    headline: String,
    files: Vec<File>,
}

/// Makes a report that stands alone. In public mode the data are attacked before anything is handed on.
fn alone(
    assessment: &mut Assessment<'_>,
    ids: &[AuthorityId],
    make: impl Fn(&Reports<'_>) -> Result<Option<Alone>, PublishError>,
    (made, earlier, take): (Option<Timestamp>, &Previous, &mut Take<'_>),
) -> Result<Summary, PublishError> {
    let data = |assessment: &Assessment<'_>| Ok(data(assessment, ids));
    let (data, audit, ()) = safe(assessment, data, |_| Ok(()), earlier)?;
    let reports = Reports::of(assessment, made);
    let year = assessment.year;
    let nobody = || PublishError::NoSuchAuthority(String::new(), year);
    let report = match (make(&reports)?, ids.first()) {
        (Some(report), _) => report,
        (None, Some(id)) => return Err(no_such(assessment, *id)),
        (None, None) => return Err(nobody()),
    };
    let mut outgoing = Outgoing::to(take, marking_of(assessment));
    outgoing.expect(report.files.iter().map(|file| file.name.clone()));
    data.into_iter().try_for_each(|file| outgoing.give(file))?;
    let package = package(&reports, &report, &outgoing.described())?;
    outgoing.give(File::new(data_package::NAME, package))?;
    let mut files = report.files.into_iter();
    files.try_for_each(|file| outgoing.give(file))?;
    let beside = manifest::Beside {
        report: Some(&report.file),
        audit: Some(&audit),
        earlier: earlier.outputs(),
    };
    outgoing.end(assessment, &beside)
}

fn of_authority(file: &str, report: AuthorityReport) -> Result<Alone, PublishError> {
    let name = |ending: &str| format!("{file}.{ending}");
    let document = pdf_report::authority(&report);
    let document = document.map_err(|e| PublishError::render(&name("pdf"), e))?;
    let word = word_report::authority(&report);
    let word = word.map_err(|e| PublishError::render(&name("docx"), e))?;
    Ok(Alone {
        file: file.to_owned(),
        files: vec![
            File::new(name("docx"), word),
            File::new(name("pdf"), document),
        ],
        frame: report.frame,
        headline: report.headline,
    })
}

fn of_board(report: BoardReport) -> Result<Alone, PublishError> {
    Ok(Alone {
        files: files(&report)?,
        file: report.file,
        frame: report.frame,
        headline: report.headline,
    })
}

/// The authorities' measures of every year, and their tables by group.
fn data(assessment: &Assessment<'_>, ids: &[AuthorityId]) -> Vec<File> {
    let years = assessment.evidence.measures.years().into_iter();
    let assessments: Vec<Assessment<'_>> =
        years.map(|year| assessment.evidence.assess(year)).collect();
    let mode = assessment.configuration().disclosure.mode;
    let rows = assessments.iter().flat_map(|of_year| {
        ids.iter().flat_map(move |id| {
            let filter = MeasuresFilter {
                location: Some(Location::Authority(*id)),
                ..MeasuresFilter::default()
            };
            measure_rows(of_year, &filter)
        })
    });
    let measures = table_csv::measures_of(rows, mode);
    let groups = groups_csv::groups_of(assessment, ids);
    let groups = groups.map(|table| File::new("data/groups.csv", table));
    [File::new("data/measures.csv", measures)]
        .into_iter()
        .chain(groups)
        .collect()
}

/// What the tables are, as a data package.
fn package(
    reports: &Reports<'_>,
    report: &Alone,
    files: &[Described],
) -> Result<String, PublishError> {
    let offered = Offered {
        description: report.headline.clone(),
        ..reports.offered()
    };
    let package = Package {
        name: &report.file,
        frame: &report.frame,
        offered: &offered,
        mode: reports.mode(),
        // A report is about the indicators that are built in.
        counts_are_whole: true,
        data_sets: &[],
        files,
    };
    let package = package.json();
    package.map_err(|e| PublishError::render(data_package::NAME, e))
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
    let word = word_report::board(report);
    let word = word.map_err(|e| PublishError::render(&name("docx"), e))?;
    let data = board_json::report(report);
    let data = data.map_err(|e| PublishError::render(&name("json"), e))?;
    let mut files = vec![
        File::new(name("html"), page),
        File::new(name("pdf"), document),
        File::new(name("docx"), word),
        File::new(name("json"), data),
    ];
    files.extend(assets(report.frame.marking.as_deref()));
    Ok(files)
}

/// Makes the form by which a board asks authorities for their statements: a letter as page, document and
/// Word, a workbook to fill in, and under `fill-in/` the files for those who would rather send files, which
/// can be put into a dataset as they come back. Of several authorities each has a folder of its own. There is no
/// manifest, since they are meant to be read.
///
/// # Errors
/// Where the authority is not one of the year, a page cannot be made, or a file is not taken.
pub fn request(
    assessment: &Assessment<'_>,
    (ids, ask): (&[AuthorityId], &Ask),
    made: Option<Timestamp>,
    take: &mut Take<'_>,
) -> Result<Summary, PublishError> {
    let reports = Reports::of(assessment, made);
    let mut outgoing = Outgoing::to(take, None);
    outgoing.give_made(ids, |id| {
        let form = reports.request_form(*id, ask);
        let form = form.ok_or_else(|| no_such(assessment, *id))?;
        let mut files = request_files(&form)?;
        if ids.len() > 1 {
            for file in &mut files {
                file.name = format!("{}/{}", form.file, file.name);
            }
        }
        Ok(files)
    })?;
    Ok(outgoing.summary())
}

/// Makes letters to the authorities that place children in the area of another, asking what that does not know of
/// them: one to each that is known, and one for any other.
///
/// In public mode the data that name them are attacked first.
///
/// # Errors
/// As [`publish_board`].
pub fn placing_letters(
    assessment: &mut Assessment<'_>,
    (id, ask): (AuthorityId, &Ask),
    (made, earlier): (Option<Timestamp>, &Previous),
    take: &mut Take<'_>,
) -> Result<Summary, PublishError> {
    let data = |assessment: &Assessment<'_>| Ok(data(assessment, &[id]));
    safe(assessment, data, |_| Ok(()), earlier)?;
    let letters = Reports::of(assessment, made).placing_letters(id, ask);
    let letters = letters.ok_or_else(|| no_such(assessment, id))?;
    let mut outgoing = Outgoing::to(take, marking_of(assessment));
    outgoing.give_made(&letters, letter_files)?;
    Ok(outgoing.summary())
}

fn letter_files(letter: &PlacingLetter) -> Result<Vec<File>, PublishError> {
    let name = |ending: &str| format!("{}.{ending}", letter.file);
    let document = pdf_report::placing(letter);
    let document = document.map_err(|e| PublishError::render(&name("pdf"), e))?;
    let word = word_report::placing(letter);
    let word = word.map_err(|e| PublishError::render(&name("docx"), e))?;
    Ok(vec![
        File::new(name("docx"), word),
        File::new(name("pdf"), document),
    ])
}

fn request_files(form: &RequestForm) -> Result<Vec<File>, PublishError> {
    let name = |ending: &str| format!("{}.{ending}", form.file);
    let site = Site::new().map_err(|e| PublishError::render("the pages", e))?;
    let page = site.request(form);
    let page = page.map_err(|e| PublishError::render(&name("html"), e))?;
    let document = pdf_report::request(form);
    let document = document.map_err(|e| PublishError::render(&name("pdf"), e))?;
    let word = word_report::request(form);
    let word = word.map_err(|e| PublishError::render(&name("docx"), e))?;
    let workbook = form_xlsx::workbook(form);
    let workbook = workbook.map_err(|e| PublishError::render(&name("xlsx"), e))?;
    let mut files = vec![
        File::new(name("html"), page),
        File::new(name("pdf"), document),
        File::new(name("docx"), word),
        File::new(name("xlsx"), workbook),
    ];
    let parts = form.parts.iter();
    files.extend(parts.map(|part| File::new(&part.file, part.blank.as_str())));
    files.extend(assets(form.frame.marking.as_deref()));
    Ok(files)
}
