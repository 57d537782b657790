//! The files of a publication.

use jiff::Timestamp;
use rayon::prelude::*;

use crate::assessment::Assessment;
use crate::earlier::Earlier;
use crate::render::html::{self, Site};
use crate::render::{
    ees_csv, flows_csv, groups_csv, json, ods, pdf_report, revisions_csv, table_csv, xlsx,
};
use crate::report::{
    AuthorityReport, DataSet, Door, MeasureRow, MeasuresFilter, Reports, Workbook, flow_list,
    has_flows, measure_rows,
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
        let mut bytes = bytes.into();
        // Kept until all files are made: room to grow would be a third of the memory.
        bytes.shrink_to_fit();
        Self {
            name: name.into(),
            bytes,
        }
    }
}

/// What the files of a publication are made from, beside the assessment.
pub(super) struct Contents<'e> {
    site: Site,
    /// The measures of every year.
    rows: Vec<(i16, Vec<MeasureRow>)>,
    released: Option<Timestamp>,
    last: Option<&'e Earlier>,
}

impl<'e> Contents<'e> {
    pub(super) fn of(
        assessment: &Assessment<'_>,
        released: Option<Timestamp>,
        last: Option<&'e Earlier>,
    ) -> Result<Self, PublishError> {
        Ok(Self {
            site: Site::new().map_err(|e| PublishError::render("the pages", e))?,
            rows: rows_by_year(assessment),
            released,
            last,
        })
    }

    fn reports<'a>(&self, assessment: &'a Assessment<'a>) -> Reports<'a> {
        let reports = Reports::of(assessment, self.released);
        match self.last {
            Some(earlier) => reports.since(earlier, self.rows()),
            None => reports,
        }
    }

    fn rows(&self) -> impl Iterator<Item = &MeasureRow> {
        self.rows.iter().flat_map(|(_, rows)| rows)
    }

    /// The files that say the most and say it best to a machine: those that are attacked before the
    /// others, which say no more, are made.
    pub(super) fn data(&self, assessment: &Assessment<'_>) -> Result<Vec<File>, PublishError> {
        // Drawn here, before the threads that would wait for one another to draw it.
        assessment.uncertainty();
        let (tables, flows) = rayon::join(
            || tables(assessment, self.rows()),
            || {
                has_flows(assessment).then(|| {
                    let table = flows_csv::flows(assessment.year, &flow_list(assessment));
                    File::new("data/flows.csv", table)
                })
            },
        );
        let mut files: Vec<File> = tables?.into();
        let groups = groups_csv::groups(assessment);
        files.extend(groups.map(|table| File::new("data/groups.csv", table)));
        files.extend(flows);
        Ok(files)
    }

    /// Every file but those of [`Contents::data`] and the manifest.
    pub(super) fn rest(&mut self, assessment: &Assessment<'_>) -> Result<Vec<File>, PublishError> {
        let reports = self.reports(assessment);
        reports.draw();
        let mut files = self.sheets(assessment, &reports)?;
        // They take as much memory as the pages will.
        self.rows = Vec::new();
        let site = &self.site;
        let (pages, authorities) = rayon::join(
            || national(&reports, site),
            || authorities(assessment, &reports, site),
        );
        for made in PublishError::all([pages, authorities])? {
            files.extend(made);
        }
        let assets = html::ASSETS.iter();
        files.extend(assets.map(|(name, bytes)| File::new(*name, *bytes)));
        Ok(files)
    }

    /// The first page of an internal publication, which leads to the marked one.
    pub(super) fn door(&self, assessment: &Assessment<'_>) -> Result<String, PublishError> {
        let door = self.site.door(&Door::of(assessment, self.released));
        door.map_err(|e| PublishError::render(marking::DOOR, e))
    }

    /// The spreadsheet in two formats, the data sets for Explore Education Statistics, and what was
    /// revised.
    fn sheets(
        &self,
        assessment: &Assessment<'_>,
        reports: &Reports<'_>,
    ) -> Result<Vec<File>, PublishError> {
        let (workbook, data_sets) = rayon::join(
            || {
                let of_year = self.rows.iter().find(|(year, _)| *year == assessment.year);
                workbook(&reports.workbook(of_year.map_or(&[], |(_, rows)| rows)))
            },
            || reports.data_sets(self.rows()),
        );
        let mut files: Vec<File> = workbook?.into();
        files.extend(data_sets.iter().flat_map(data_set));
        let revisions = reports.revisions().map(revisions_csv::revisions);
        files.extend(revisions.map(|table| File::new("data/revisions.csv", table)));
        Ok(files)
    }
}

fn authorities(
    assessment: &Assessment<'_>,
    reports: &Reports<'_>,
    site: &Site,
) -> Result<Vec<File>, PublishError> {
    let ids = assessment.panel.authorities().as_slice().par_iter();
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

/// The measures of every year.
fn rows_by_year(assessment: &Assessment<'_>) -> Vec<(i16, Vec<MeasureRow>)> {
    let evidence = assessment.evidence;
    let years = evidence.measures.years();
    let rows = |year: &i16| {
        let rows = measure_rows(&evidence.assess(*year), &MeasuresFilter::default()).collect();
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
