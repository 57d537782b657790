//! The pages of a publication and the documents beside them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::render::html::{self, HtmlError, Site};
use crate::render::pdf_report;
use crate::report::{InShort, Reports, YearLink, file_name, has_flows};
use crate::scoring::DomainIndex;
use care_scorecard_drawing::pdf::PdfError;

use super::{File, PublishError};

/// A page and what stands beside it, as far as they could be made.
struct Content {
    page: Result<String, HtmlError>,
    document: Option<Result<Vec<u8>, PdfError>>,
    /// The document on one page.
    summary: Option<Result<Vec<u8>, PdfError>>,
    /// A script that it adds to itself, by name.
    script: Option<(&'static str, Result<String, HtmlError>)>,
}

impl Content {
    fn page(page: Result<String, HtmlError>) -> Self {
        Self {
            page,
            document: None,
            summary: None,
            script: None,
        }
    }
}

/// What pages are made from.
pub(super) struct Pages<'p> {
    pub(super) assessment: &'p Assessment<'p>,
    pub(super) reports: &'p Reports<'p>,
    pub(super) site: &'p Site,
    /// What is gathered from the reports on authorities while their pages are made.
    pub(super) in_short: Mutex<BTreeMap<String, InShort>>,
}

/// A page, with its document where it has one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Page {
    LeagueTable,
    /// The league table of another year.
    Year(i16),
    Methodology,
    Flows,
    /// All authorities by letter and region.
    Directory,
    /// Authorities side by side.
    Compare,
    /// The scorecard in easy words.
    EasyRead,
    /// By its place in the configuration.
    Domain(DomainIndex),
    Authority(AuthorityId),
}

impl Pages<'_> {
    /// All of them, the longest to make first.
    pub(super) fn all(&self) -> Vec<Page> {
        let domains = self.assessment.scorecard.domains.keys();
        let authorities = self.assessment.panel.authorities().as_slice().iter();
        let whole = [
            Page::LeagueTable,
            Page::Methodology,
            Page::Directory,
            Page::Compare,
            Page::EasyRead,
        ];
        whole
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
        let pages = all.flat_map(|page| {
            let (html, pdf) = self.files_of(page);
            let summary = pdf.as_deref().map(Self::summary_beside);
            [Some(html), pdf, summary].into_iter().flatten()
        });
        let scripts = [html::DRAWS, html::FINDER, html::COMPARED];
        pages.chain(scripts.map(str::to_owned))
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
            Page::Directory => ("find.html".to_owned(), None),
            Page::Compare => ("compare.html".to_owned(), None),
            Page::EasyRead => ("easy-read.html".to_owned(), None),
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

    /// The name of the summary beside a document.
    fn summary_beside(document: &str) -> String {
        format!("{}-summary.pdf", document.trim_end_matches(".pdf"))
    }

    /// Keeps what the finder and comparisons need of an authority.
    fn gather(&self, short: InShort) {
        let mut gathered = self.in_short.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.insert(short.found.file.clone(), short);
    }

    /// The scripts that carry what was gathered; to be asked for when the pages are made.
    pub(super) fn gathered(&self) -> Result<Vec<File>, PublishError> {
        let gathered = self.in_short.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<&InShort> = gathered.values().collect();
        all.sort_by(|a, b| a.found.name.cmp(&b.found.name));
        let found: Vec<_> = all.iter().map(|short| &short.found).collect();
        let compared: Vec<_> = all.iter().map(|short| &short.compared).collect();
        let written = |name: &str, text: Result<String, HtmlError>| {
            let text = text.map_err(|e| PublishError::render(name, e))?;
            Ok::<File, PublishError>(File::new(name, text))
        };
        let mut files = vec![written(html::FINDER, self.site.finder(&found))?];
        if let Some(first) = all.first() {
            let compared = self.site.compared(&first.rows, &compared);
            files.push(written(html::COMPARED, compared)?);
        }
        Ok(files)
    }

    /// Makes a page and its document.
    pub(super) fn make(&self, page: Page) -> Result<Vec<File>, PublishError> {
        let (name, document_name) = self.files_of(page);
        let Some(content) = self.content(page, document_name.is_some()) else {
            return Ok(Vec::new());
        };
        let text = content.page;
        let text = text.map_err(|e| PublishError::render(&name, e))?;
        let mut files = vec![File::new(name, text)];
        if let Some((name, script)) = content.script {
            let script = script.map_err(|e| PublishError::render(name, e))?;
            files.push(File::new(name, script));
        }
        if let Some((name, document)) = document_name.zip(content.document) {
            let document = document.map_err(|e| PublishError::document(&name, e))?;
            let summary_name = Self::summary_beside(&name);
            files.push(File::new(name, document));
            if let Some(summary) = content.summary {
                let summary = summary.map_err(|e| PublishError::document(&summary_name, e))?;
                files.push(File::new(summary_name, summary));
            }
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
                let draws = site.draws(&report).transpose();
                Content {
                    page: site.league_table(&report),
                    document,
                    summary: None,
                    script: draws.map(|draws| (html::DRAWS, draws)),
                }
            }
            Page::Year(year) => Content::page(site.year(&reports.year_table(year)?)),
            Page::Methodology => Content::page(site.methodology(&reports.methodology())),
            Page::Flows => Content::page(site.flows(&reports.flows()?)),
            Page::Directory => Content::page(site.directory(&reports.directory())),
            Page::Compare => Content::page(site.compare(&reports.directory())),
            Page::EasyRead => Content::page(site.easy_read(&reports.easy_read())),
            Page::Domain(at) => Content::page(site.domain(&reports.domain(at))),
            Page::Authority(id) => {
                let report = reports.authority(id)?;
                self.gather(reports.in_short(id, &report));
                Content {
                    document: with_document.then(|| pdf_report::authority(&report)),
                    summary: with_document.then(|| pdf_report::summary(&report)),
                    ..Content::page(site.authority(&report))
                }
            }
        })
    }
}
