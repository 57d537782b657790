//! The pages of a publication and the documents beside them.

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::render::html::{HtmlError, Site};
use crate::render::pdf_report;
use crate::report::{Reports, YearLink, file_name, has_flows};
use crate::scoring::DomainIndex;
use care_scorecard_drawing::pdf::PdfError;

use super::{File, PublishError};

/// A page and its document, as far as they could be made.
type Content = (Result<String, HtmlError>, Option<Result<Vec<u8>, PdfError>>);

/// What pages are made from.
pub(super) struct Pages<'p> {
    pub(super) assessment: &'p Assessment<'p>,
    pub(super) reports: &'p Reports<'p>,
    pub(super) site: &'p Site,
}

/// A page, with its document where it has one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Page {
    LeagueTable,
    /// The league table of another year.
    Year(i16),
    Methodology,
    Flows,
    /// By its place in the configuration.
    Domain(DomainIndex),
    Authority(AuthorityId),
}

impl Pages<'_> {
    /// All of them, the longest to make first.
    pub(super) fn all(&self) -> Vec<Page> {
        let domains = self.assessment.scorecard.domains.keys();
        let authorities = self.assessment.panel.authorities().as_slice().iter();
        [Page::LeagueTable, Page::Methodology]
            .into_iter()
            .chain(self.reports.other_years().map(Page::Year))
            .chain(has_flows(self.assessment).then_some(Page::Flows))
            .chain(domains.map(Page::Domain))
            .chain(authorities.map(|id| Page::Authority(*id)))
            .collect()
    }

    /// The names of all their files.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        let all = self.all().into_iter();
        all.flat_map(|page| {
            let (html, pdf) = self.files_of(page);
            [Some(html), pdf].into_iter().flatten()
        })
    }

    /// The names of a page and of its document.
    fn files_of(&self, page: Page) -> (String, Option<String>) {
        let configuration = self.assessment.configuration();
        let documents = configuration.publication.documents;
        match page {
            Page::LeagueTable => {
                let document = documents.then(|| "league-table.pdf".to_owned());
                ("index.html".to_owned(), document)
            }
            Page::Year(year) => (YearLink::page_of(year), None),
            Page::Methodology => ("methodology.html".to_owned(), None),
            Page::Flows => ("flows.html".to_owned(), None),
            Page::Domain(at) => {
                let name = file_name(&self.assessment.scorecard.domains[at].code);
                (format!("domains/{name}.html"), None)
            }
            Page::Authority(id) => {
                let name = file_name(self.assessment.code(id));
                let document = documents.then(|| format!("authorities/{name}.pdf"));
                (format!("authorities/{name}.html"), document)
            }
        }
    }

    /// Makes a page and its document.
    pub(super) fn make(&self, page: Page) -> Result<Vec<File>, PublishError> {
        let (name, document_name) = self.files_of(page);
        let Some((text, document)) = self.content(page, document_name.is_some()) else {
            return Ok(Vec::new());
        };
        let text = text.map_err(|e| PublishError::render(&name, e))?;
        let mut files = vec![File::new(name, text)];
        if let Some((name, document)) = document_name.zip(document) {
            let document = document.map_err(|e| PublishError::document(&name, e))?;
            files.push(File::new(name, document));
        }
        Ok(files)
    }

    /// What a page and its document hold; none where the year has no such page.
    fn content(&self, page: Page, with_document: bool) -> Option<Content> {
        let (reports, site) = (self.reports, self.site);
        Some(match page {
            Page::LeagueTable => {
                let report = reports.league_table();
                let document = with_document.then(|| pdf_report::league_table(&report));
                (site.league_table(&report), document)
            }
            Page::Year(year) => (site.year(&reports.year_table(year)?), None),
            Page::Methodology => (site.methodology(&reports.methodology()), None),
            Page::Flows => (site.flows(&reports.flows()?), None),
            Page::Domain(at) => (site.domain(&reports.domain(at)), None),
            Page::Authority(id) => {
                let report = reports.authority(id)?;
                let document = with_document.then(|| pdf_report::authority(&report));
                (site.authority(&report), document)
            }
        })
    }
}
