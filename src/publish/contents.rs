//! The files of a publication.

use jiff::Timestamp;
use rayon::prelude::*;

use crate::assessment::Assessment;
use crate::config::Mode;
use crate::earlier::Earlier;
use crate::render::html::{self, Site};
use crate::render::{
    ees_csv, flows_csv, groups_csv, json, ods, pdf_report, revisions_csv, table_csv, xlsx,
};
use crate::report::{
    AuthorityReport, DataSet, MeasureRow, MeasuresFilter, PROTECTIVE_MARKING, Reports, Workbook,
    measure_rows,
};

use super::{PublishError, marking};

/// A file of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the publication's folder, with forward slashes.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    pub(super) fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
        }
    }
}

/// Every file but the manifest, in order of name.
pub(super) fn files(
    assessment: &Assessment<'_>,
    released: Option<Timestamp>,
    last: Option<&Earlier>,
) -> Result<Vec<File>, PublishError> {
    // Drawn here, before the threads that would wait for one another to draw it.
    assessment.uncertainty();
    let rows = rows_by_year(assessment);
    let mut reports = Reports::of(assessment, released);
    if let Some(earlier) = last {
        reports = reports.since(earlier, rows.iter().flat_map(|(_, rows)| rows));
    }
    let site = Site::new().map_err(|e| PublishError::render("the pages", e))?;
    let ((data, pages), authorities) = rayon::join(
        || {
            rayon::join(
                || data(assessment, &reports, &rows),
                || national(&reports, &site),
            )
        },
        || authorities(assessment, &reports, &site),
    );
    let mut files = data?;
    for made in PublishError::all([pages, authorities])? {
        files.extend(made);
    }
    files.extend(
        html::ASSETS
            .iter()
            .map(|(name, bytes)| File::new(*name, *bytes)),
    );
    if assessment.configuration().disclosure.mode == Mode::Internal {
        let door = site.door(&reports.door());
        let door = door.map_err(|e| PublishError::render(marking::DOOR, e))?;
        files = marking::marked(files, PROTECTIVE_MARKING, door);
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn authorities(
    assessment: &Assessment<'_>,
    reports: &Reports<'_>,
    site: &Site,
) -> Result<Vec<File>, PublishError> {
    let ids = assessment.panel.authorities.par_iter();
    let files: Vec<Result<Vec<File>, PublishError>> = ids
        .filter_map(|id| reports.authority(*id))
        .map(|report| authority(&report, site))
        .collect();
    Ok(PublishError::all(files)?.into_iter().flatten().collect())
}

fn national(reports: &Reports<'_>, site: &Site) -> Result<Vec<File>, PublishError> {
    let league_table = reports.league_table();
    let page = |name: &str, page: Result<String, html::HtmlError>| {
        page.map(|text| File::new(name, text))
            .map_err(|e| PublishError::render(name, e))
    };
    let mut files = vec![
        page("index.html", site.league_table(&league_table))?,
        page("methodology.html", site.methodology(&reports.methodology()))?,
    ];
    if league_table.frame.has_documents {
        let name = "league-table.pdf";
        let document = pdf_report::league_table(&league_table);
        files.push(File::new(
            name,
            document.map_err(|e| PublishError::document(name, e))?,
        ));
    }
    if let Some(flows) = reports.flows() {
        files.push(page("flows.html", site.flows(&flows))?);
        let year = flows.frame.year;
        let table = flows_csv::flows(year, &reports.flow_list());
        files.push(File::new("data/flows.csv", table));
    }
    for report in reports.domains() {
        let name = format!("domains/{}.html", report.file);
        files.push(page(&name, site.domain(&report))?);
    }
    Ok(files)
}

fn authority(report: &AuthorityReport, site: &Site) -> Result<Vec<File>, PublishError> {
    let name = |ending: &str| format!("authorities/{}.{ending}", report.file);
    let page = site
        .authority(report)
        .map_err(|e| PublishError::render(&name("html"), e))?;
    let mut files = vec![File::new(name("html"), page)];
    if report.frame.has_documents {
        let document = pdf_report::authority(report);
        let document = document.map_err(|e| PublishError::document(&name("pdf"), e))?;
        files.push(File::new(name("pdf"), document));
    }
    Ok(files)
}

/// The files of data: tables, the scorecard as JSON, the spreadsheet in two formats, and the data
/// sets for Explore Education Statistics.
fn data(
    assessment: &Assessment<'_>,
    reports: &Reports<'_>,
    rows: &[(i16, Vec<MeasureRow>)],
) -> Result<Vec<File>, PublishError> {
    let of_year = rows.iter().find(|(year, _)| *year == assessment.year);
    let of_year = of_year.map_or(&[][..], |(_, rows)| rows);
    let all = || rows.iter().flat_map(|(_, rows)| rows);
    let (workbook, (data_sets, tables)) = rayon::join(
        || workbook(&reports.workbook(of_year)),
        || {
            rayon::join(
                || {
                    reports
                        .data_sets(all())
                        .iter()
                        .flat_map(data_set)
                        .collect::<Vec<_>>()
                },
                || tables(assessment, all()),
            )
        },
    );
    let mut files: Vec<File> = tables?.into();
    let groups = groups_csv::groups(assessment);
    files.extend(groups.map(|table| File::new("data/groups.csv", table)));
    let revisions = reports.revisions().map(revisions_csv::revisions);
    files.extend(revisions.map(|table| File::new("data/revisions.csv", table)));
    files.extend(workbook?);
    files.extend(data_sets);
    Ok(files)
}

/// The measures of every year.
fn rows_by_year(assessment: &Assessment<'_>) -> Vec<(i16, Vec<MeasureRow>)> {
    let evidence = assessment.evidence;
    let years = evidence.measures.years();
    let rows = |year: &i16| {
        let rows = measure_rows(&evidence.assess(*year), &MeasuresFilter::default());
        (*year, rows)
    };
    years.par_iter().map(rows).collect()
}

fn tables<'r>(
    assessment: &Assessment<'_>,
    rows: impl Iterator<Item = &'r MeasureRow>,
) -> Result<[File; 3], PublishError> {
    let name = "data/scorecard.json";
    let json = json::scorecard(assessment).map_err(|e| PublishError::render(name, e))?;
    Ok([
        File::new("data/measures.csv", table_csv::measures_of(rows)),
        File::new(name, json),
        File::new("data/scores.csv", table_csv::scores(assessment)),
    ])
}

fn workbook(model: &Workbook) -> Result<[File; 2], PublishError> {
    let names = ["data/care-scorecard.ods", "data/care-scorecard.xlsx"];
    let (open, excel) = rayon::join(|| ods::workbook(model), || xlsx::workbook(model));
    let open = open.map_err(|e| PublishError::render(names[0], e))?;
    let excel = excel.map_err(|e| PublishError::render(names[1], e))?;
    Ok([File::new(names[0], open), File::new(names[1], excel)])
}

fn data_set(set: &DataSet) -> [File; 2] {
    let name = |ending: &str| format!("data/ees/{}.{ending}", set.name);
    [
        File::new(name("csv"), ees_csv::data(set)),
        File::new(name("meta.csv"), ees_csv::meta(set)),
    ]
}
