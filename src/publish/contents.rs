//! The files of a publication.

use jiff::Timestamp;
use rayon::prelude::*;

use crate::assessment::Assessment;
use crate::render::html::{self, Site};
use crate::render::{json, pdf_report, table_csv};
use crate::report::{AuthorityReport, Reports};

use super::PublishError;

/// A file of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the publication's folder, with forward slashes.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
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
) -> Result<Vec<File>, PublishError> {
    let reports = Reports::of(assessment, released);
    let site = Site::new().map_err(|e| PublishError::render("the pages", e))?;
    let (data, pages) = rayon::join(|| data(assessment), || national(&reports, &site));
    let authorities: Result<Vec<[File; 2]>, PublishError> = assessment
        .panel
        .authorities
        .par_iter()
        .filter_map(|id| reports.authority(*id))
        .map(|report| authority(&report, &site))
        .collect();
    let mut files = data?;
    files.extend(pages?);
    files.extend(authorities?.into_iter().flatten());
    files.extend(
        html::ASSETS
            .iter()
            .map(|(name, bytes)| File::new(*name, *bytes)),
    );
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn national(reports: &Reports<'_>, site: &Site) -> Result<Vec<File>, PublishError> {
    let league_table = reports.league_table();
    let page = |name: &str, page: Result<String, html::HtmlError>| {
        page.map(|text| File::new(name, text))
            .map_err(|e| PublishError::render(name, e))
    };
    let pdf = pdf_report::league_table(&league_table);
    let mut files = vec![
        page("index.html", site.league_table(&league_table))?,
        page("methodology.html", site.methodology(&reports.methodology()))?,
        File::new(
            "league-table.pdf",
            pdf.map_err(|e| PublishError::render("league-table.pdf", e))?,
        ),
    ];
    for report in reports.domains() {
        let name = format!("domains/{}.html", report.file);
        files.push(page(&name, site.domain(&report))?);
    }
    Ok(files)
}

fn authority(report: &AuthorityReport, site: &Site) -> Result<[File; 2], PublishError> {
    let name = |ending: &str| format!("authorities/{}.{ending}", report.file);
    let page = site
        .authority(report)
        .map_err(|e| PublishError::render(&name("html"), e))?;
    let pdf = pdf_report::authority(report).map_err(|e| PublishError::render(&name("pdf"), e))?;
    Ok([File::new(name("html"), page), File::new(name("pdf"), pdf)])
}

fn data(assessment: &Assessment<'_>) -> Result<Vec<File>, PublishError> {
    let evidence = assessment.evidence;
    let years: Vec<_> = evidence
        .measures
        .years()
        .iter()
        .map(|year| evidence.assess(*year))
        .collect();
    let json =
        json::scorecard(assessment).map_err(|e| PublishError::render("data/scorecard.json", e))?;
    Ok(vec![
        File::new(
            "data/measures.csv",
            table_csv::measures(evidence, &years, &table_csv::MeasuresFilter::default()),
        ),
        File::new("data/scorecard.json", json),
        File::new("data/scores.csv", table_csv::scores(assessment)),
    ])
}
