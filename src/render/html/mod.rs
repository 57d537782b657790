//! Web pages: a report model in, HTML out, by the templates in `templates/`.

use thiserror::Error;

use crate::report::{AuthorityReport, LeagueTable, Methodology};

/// The files every page refers to, as path from the publication's root and content.
pub const ASSETS: [(&str, &[u8]); 2] = [
    (
        "assets/style.css",
        include_bytes!("../../../templates/assets/style.css"),
    ),
    (
        "assets/script.js",
        include_bytes!("../../../templates/assets/script.js"),
    ),
];

/// A page could not be written: the templates and the models disagree.
#[derive(Debug, Error)]
#[error("the page {page} could not be written: {reason}")]
pub struct HtmlError {
    /// Which template.
    pub page: &'static str,
    /// What the template engine says.
    pub reason: String,
}

/// The templates, ready to use from any thread.
#[derive(Debug)]
pub struct Site {}

impl Site {
    /// Compiles the templates.
    ///
    /// # Errors
    /// Where a template is faulty, which a test rules out.
    pub fn new() -> Result<Self, HtmlError> {
        todo!()
    }

    /// `index.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn league_table(&self, model: &LeagueTable) -> Result<String, HtmlError> {
        let _ = model;
        todo!()
    }

    /// `authorities/<file>.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn authority(&self, model: &AuthorityReport) -> Result<String, HtmlError> {
        let _ = model;
        todo!()
    }

    /// `methodology.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn methodology(&self, model: &Methodology) -> Result<String, HtmlError> {
        let _ = model;
        todo!()
    }
}
