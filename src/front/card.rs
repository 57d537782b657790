//! A scorecard, and the reports of it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::assessment::{Assessment, Evidence};
use crate::measure::Absence;
use crate::render::html::Site;
use crate::render::{json, pdf_report, table_csv};
use crate::report::{AuthorityReport, MeasuresFilter, Reports};
use crate::scoring::Uncertainty;
use crate::source::published::Location;

use super::Error;

/// A scorecard of one year.
///
/// What it shows is fit for the mode of the weights it was made by: in public mode small numbers
/// are withheld, whether they were counted from returns or set as figures.
pub struct Card {
    evidence: Evidence,
    year: i16,
    /// The draws behind ranges, once a report has asked for them.
    uncertainty: OnceLock<Arc<Uncertainty>>,
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut card = f.debug_struct("Card");
        card.field("year", &self.year).finish_non_exhaustive()
    }
}

/// An authority in the league table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Standing {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its overall score, 0 to 100, unrounded.
    pub score: Option<f64>,
    /// 1 is best; ties share the smaller rank. None for those that are not ranked.
    pub rank: Option<usize>,
    /// Why there is no score or no rank; empty where there are both.
    pub reason: String,
}

impl Card {
    pub(super) fn of(evidence: Evidence, year: Option<i16>) -> Result<Self, Error> {
        let year = evidence.year(year).map_err(|problem| Error::of(*problem))?;
        Ok(Self {
            evidence,
            year,
            uncertainty: OnceLock::new(),
        })
    }

    /// The year ending 31 March.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.year
    }

    /// What the files and the figures gave, and what was noticed about them.
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// The league table: those ranked by rank, then the others by name.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        let assessment = self.assessment();
        let authorities = assessment.panel.authorities();
        let all = authorities.zip(&assessment.scorecard.overall);
        let mut standings: Vec<Standing> = all
            .map(|(id, score)| Standing {
                code: assessment.code(*id).to_owned(),
                name: assessment.name(*id).to_owned(),
                score: score.score,
                rank: score.rank,
                reason: score.reason.clone(),
            })
            .collect();
        standings.sort_by(|a, b| {
            let key = |s: &Standing| (s.rank.is_none(), s.rank, s.name.clone());
            key(a).cmp(&key(b))
        });
        standings
    }

    /// The value of an authority's indicator, or why there is none.
    ///
    /// # Errors
    /// Where no authority goes by the name.
    pub fn value(&self, authority: &str, indicator: &str) -> Result<Result<f64, Absence>, Error> {
        let id = self.evidence.authority(authority, Some(self.year));
        let id = id.map_err(|problem| Error::of(*problem))?;
        let measures = &self.evidence.measures;
        let cell = measures.best(self.year, indicator, &Location::Authority(id));
        Ok(cell.map_or(Err(Absence::NoData), |cell| cell.value))
    }

    /// The table of measures of the year, as CSV.
    #[must_use]
    pub fn measures_csv(&self) -> String {
        table_csv::measures(&[self.assessment()], &MeasuresFilter::default())
    }

    /// The whole scorecard as JSON, by the schema that `care-scorecard schema` prints.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn json(&self) -> Result<String, Error> {
        json::scorecard(&self.assessment()).map_err(Error::report)
    }

    /// The report on an authority, named by its code, its name or an alias.
    ///
    /// # Errors
    /// Where no authority of the year goes by the name.
    pub fn report(&self, authority: &str) -> Result<Report, Error> {
        let id = self.evidence.authority(authority, Some(self.year));
        let id = id.map_err(|problem| Error::of(*problem))?;
        let assessment = self.assessment();
        let model = Reports::of(&assessment, None).authority(id);
        self.keep(&assessment);
        let absent = || Error::Report(format!("{authority} has no figure for {}", self.year));
        Ok(Report {
            model: model.ok_or_else(absent)?,
        })
    }

    /// The scores, with the draws that are known already.
    fn assessment(&self) -> Assessment<'_> {
        let assessment = self.evidence.assess(self.year);
        if let Some(known) = self.uncertainty.get() {
            assessment.know(known);
        }
        assessment
    }

    fn keep(&self, assessment: &Assessment<'_>) {
        if let Some(drawn) = assessment.drawn() {
            self.uncertainty.get_or_init(|| drawn);
        }
    }
}

/// The report on an authority, to be written as a page or a document.
#[derive(Debug)]
pub struct Report {
    model: AuthorityReport,
}

impl Report {
    /// Everything it says, as documented plain values.
    #[must_use]
    pub fn model(&self) -> &AuthorityReport {
        &self.model
    }

    /// As a page. Its style sheet and script lie beside it in a publication.
    ///
    /// # Errors
    /// Where the page cannot be made.
    pub fn html(&self) -> Result<String, Error> {
        let site = Site::new().map_err(Error::report)?;
        site.authority(&self.model).map_err(Error::report)
    }

    /// As a tagged PDF.
    ///
    /// # Errors
    /// Where a name has a character that the typefaces lack.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        pdf_report::authority(&self.model).map_err(Error::report)
    }
}
