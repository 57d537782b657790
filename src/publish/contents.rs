//! The data of a publication, its spreadsheets and what its pages need.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use rayon::prelude::*;
use rust_xlsxwriter::XlsxError;

use crate::assessment::Assessment;
use crate::earlier::Earlier;
use crate::render::data_package::{self, Package};
use crate::render::html::{self, Site};
use crate::render::{ees_csv, flows_csv, groups_csv, json, ods, revisions_csv, table_csv, xlsx};
use crate::report::{
    DataSet, Door, MeasureRow, MeasuresFilter, Reports, Workbook, has_flows, measure_rows,
};

use super::outgoing::Outgoing;
use super::pages::Pages;
use super::{Edition, File, PublishError, marking};

/// What the files of a publication are made from, beside the assessment.
pub(super) struct Contents<'e> {
    site: Site,
    /// The measures of every year: the one that it opens with, then the latest first.
    rows: Vec<(i16, Vec<MeasureRow>)>,
    released: Option<Timestamp>,
    last: Option<&'e Earlier>,
    /// The other years that are published with theirs, oldest first.
    others: Vec<Arc<Assessment<'e>>>,
    /// Whether the other years are left out.
    only: bool,
}

impl<'e> Contents<'e> {
    pub(super) fn of(
        assessment: &Assessment<'e>,
        edition: Edition,
        last: Option<&'e Earlier>,
    ) -> Result<Self, PublishError> {
        let mut others = others(assessment);
        let rows = rows_by_year(assessment, &others);
        if edition.only_its_year {
            others.clear();
        }
        Ok(Self {
            site: Site::new().map_err(|e| PublishError::render("the pages", e))?,
            rows,
            released: edition.made,
            last,
            others,
            only: edition.only_its_year,
        })
    }

    fn reports<'a>(&self, assessment: &'a Assessment<'a>) -> Reports<'a>
    where
        'e: 'a,
    {
        let others: Vec<Arc<Assessment<'a>>> = self
            .others
            .iter()
            .map(|other| -> Arc<Assessment<'a>> { Arc::<Assessment<'e>>::clone(other) })
            .collect();
        let reports = Reports::among(assessment, &others, self.released);
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
        // Made here, before threads that would wait for one another to make them.
        let draw = || {
            assessment.uncertainty();
            for other in &self.others {
                other.overall_uncertainty();
            }
        };
        rayon::join(draw, || assessment.tables());
        let (tables, flows) = rayon::join(
            || self.tables(assessment),
            || {
                has_flows(assessment)
                    .then(|| File::new("data/flows.csv", flows_csv::flows(assessment)))
            },
        );
        let mut files: Vec<File> = tables?.into();
        let groups = groups_csv::groups(assessment);
        files.extend(groups.map(|table| File::new("data/groups.csv", table)));
        files.extend(flows);
        Ok(files)
    }

    fn tables(&self, assessment: &Assessment<'_>) -> Result<[File; 3], PublishError> {
        let name = "data/scorecard.json";
        let mode = assessment.configuration().disclosure.mode;
        let others = self.others.iter().map(AsRef::as_ref);
        let others: Vec<&Assessment<'_>> =
            others.filter(|other| other.domains_scored() > 0).collect();
        let json = json::scorecard_among(assessment, &others)
            .map_err(|e| PublishError::render(name, e))?;
        Ok([
            File::new(
                "data/measures.csv",
                table_csv::measures_of(self.rows(), mode),
            ),
            File::new(name, json),
            File::new(
                "data/scores.csv",
                table_csv::scores_among(assessment, &others),
            ),
        ])
    }

    /// The spreadsheets, which need no page.
    pub(super) fn sheets(&self, assessment: &Assessment<'_>) -> Result<Sheets, PublishError> {
        let reports = self.reports(assessment);
        reports.draw();
        let only = self.only.then_some(assessment.year);
        Sheets::of(&reports, &self.rows, only)
    }

    /// Every file but those of [`Contents::data`] and the manifest, each handed on as it is made.
    pub(super) fn rest(
        &mut self,
        assessment: &Assessment<'_>,
        sheets: Sheets,
        outgoing: &mut Outgoing<'_, '_>,
    ) -> Result<(), PublishError> {
        let reports = self.reports(assessment);
        reports.draw();
        // They take as much memory as the pages will, and no page needs them.
        let counts_are_whole = self.rows().all(MeasureRow::has_whole_counts);
        self.rows = Vec::new();
        let pages = Pages {
            assessment,
            reports: &reports,
            site: &self.site,
            in_short: Mutex::default(),
        };
        outgoing.expect(pages.names());
        let marking = reports.frame().marking.clone();
        let all = assets(marking.as_deref()).chain(publication_assets());
        outgoing.expect(all.map(|file| file.name));
        outgoing.expect(sheet_names(&reports));
        let mut files = sheets.files.into_iter();
        files.try_for_each(|file| outgoing.give(file))?;
        outgoing.give_made(&pages.all(), |page| pages.make(*page))?;
        for file in pages.gathered()? {
            outgoing.give(file)?;
        }
        let package = Package {
            name: &format!("care-scorecard-{}", assessment.year),
            frame: reports.frame(),
            offered: &reports.offered(),
            mode: reports.mode(),
            counts_are_whole,
            data_sets: &sheets.data_sets,
            files: &outgoing.described(),
        };
        let package = package.json();
        let package = package.map_err(|e| PublishError::render(data_package::NAME, e))?;
        outgoing.give(File::new(data_package::NAME, package))?;
        let mut all = assets(marking.as_deref()).chain(publication_assets());
        all.try_for_each(|file| outgoing.give(file))?;
        if outgoing.is_marked() {
            outgoing.give_door(self.door(assessment)?)?;
        }
        Ok(())
    }

    /// The first page of an internal publication, which leads to the marked one.
    fn door(&self, assessment: &Assessment<'_>) -> Result<String, PublishError> {
        let door = self.site.door(&Door::of(assessment, self.released));
        door.map_err(|e| PublishError::render(marking::DOOR, e))
    }
}

/// The spreadsheet in two formats.
const WORKBOOKS: [&str; 2] = ["data/care-scorecard.ods", "data/care-scorecard.xlsx"];
/// What was revised.
const REVISIONS: &str = "data/revisions.csv";

/// The names of the sheets of an internal publication and of what describes its data, which pages lead to and which are marked; it
/// has no data sets for Explore Education Statistics.
fn sheet_names(reports: &Reports<'_>) -> impl Iterator<Item = String> {
    let revisions = reports.revisions().map(|_| REVISIONS);
    let names = WORKBOOKS.into_iter().chain([data_package::NAME]);
    names.chain(revisions).map(str::to_owned)
}

/// The spreadsheet in two formats, the data sets for Explore Education Statistics, and what was
/// revised.
pub(super) struct Sheets {
    files: Vec<File>,
    /// What columns the data sets have; their rows are in the files.
    data_sets: Vec<DataSet>,
}

impl Sheets {
    fn of(
        reports: &Reports<'_>,
        rows: &[(i16, Vec<MeasureRow>)],
        only: Option<i16>,
    ) -> Result<Self, PublishError> {
        let all = || rows.iter().flat_map(|(_, rows)| rows);
        let (workbook, data_sets) = rayon::join(
            || {
                let years = rows.iter();
                let held = years.filter(|(year, _)| only.is_none_or(|only| *year == only));
                workbook(&reports.workbook(held.flat_map(|(_, rows)| rows)))
            },
            || reports.data_sets(all()),
        );
        let revisions = reports.revisions();
        let revisions = revisions.map(|found| revisions_csv::revisions(found, reports.mode()));
        let revisions = revisions.map(|table| File::new(REVISIONS, table));
        let files = workbook?
            .into_iter()
            .chain(data_sets.iter().flat_map(data_set))
            .chain(revisions)
            .collect();
        let columns = |set| DataSet {
            rows: Vec::new(),
            ..set
        };
        Ok(Self {
            files,
            data_sets: data_sets.into_iter().map(columns).collect(),
        })
    }
}

/// What pages need: style sheet, scripts, and where they are marked what marks each printed sheet.
pub(super) fn assets(marking: Option<&str>) -> impl Iterator<Item = File> {
    let all = html::ASSETS.iter();
    let marked = marking.map(|marking| File::new(html::MARKING, html::printed_marking(marking)));
    all.map(|(name, bytes)| File::new(*name, *bytes))
        .chain(marked)
}

/// What pages of a publication need beside that.
fn publication_assets() -> impl Iterator<Item = File> {
    let all = html::PUBLICATION_ASSETS.iter();
    all.map(|(name, bytes)| File::new(*name, *bytes))
}

/// Every other year with figures, oldest first.
fn others<'e>(assessment: &Assessment<'e>) -> Vec<Arc<Assessment<'e>>> {
    let evidence = assessment.evidence;
    let years = evidence.measures.years();
    let others: Vec<i16> = years
        .into_iter()
        .filter(|y| *y != assessment.year)
        .collect();
    let assessed = |year: &i16| Arc::new(evidence.assess(*year));
    others.par_iter().map(assessed).collect()
}

/// The measures of every year: the one that is assessed, then the latest first.
fn rows_by_year(
    assessment: &Assessment<'_>,
    others: &[Arc<Assessment<'_>>],
) -> Vec<(i16, Vec<MeasureRow>)> {
    let others = others.iter().map(AsRef::as_ref);
    let mut all: Vec<&Assessment<'_>> = others.chain([assessment]).collect();
    all.sort_by_key(|each| {
        let is_other = each.year != assessment.year;
        (is_other, std::cmp::Reverse(each.year))
    });
    let rows = |each: &&Assessment<'_>| {
        let rows = measure_rows(each, &MeasuresFilter::default()).collect();
        (each.year, rows)
    };
    all.par_iter().map(rows).collect()
}

fn workbook(model: &Workbook) -> Result<[File; 2], PublishError> {
    let (open, excel) = rayon::join(|| ods::workbook(model), || xlsx::workbook(model));
    let open = open.map_err(|e| PublishError::render(WORKBOOKS[0], e))?;
    let excel = excel.map_err(|error| match error {
        XlsxError::IoError(error) => PublishError::disk(WORKBOOKS[1], error),
        other => PublishError::render(WORKBOOKS[1], other),
    })?;
    Ok([
        File::new(WORKBOOKS[0], open),
        File::new(WORKBOOKS[1], excel),
    ])
}

fn data_set(set: &DataSet) -> [File; 2] {
    let name = |ending: &str| format!("data/ees/{}.{ending}", set.name);
    [
        File::new(name("csv"), ees_csv::data(set)),
        File::new(name("meta.csv"), ees_csv::meta(set)),
    ]
}
