//! What is made of what was brought: a publication, reports to boards, the request for one; all of it in memory.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::assessment::{Assessment, Evidence};
use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic};
use crate::publish::{
    File, Previous, PublishError, Summary, placing_letters, publish, publish_authority,
    publish_board, request, until_safe,
};
use crate::report::{Ask, BoardReportKind, robustness_told};
use crate::scoring::robustness;

use super::work::Work;

/// What can be made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Product {
    /// Everything that `publish` writes.
    Publication,
    /// The annual statement of an authority, by its code.
    Statement(String),
    /// The section of the needs assessment.
    Jsna(String),
    /// The request by which a board asks for a statement.
    Request(String),
    /// Letters to those who place children in its area.
    Letters(String),
    /// The report on an authority, as a document that can be edited.
    Report(String),
    /// How sure the ranking is.
    Robustness,
    /// What the weights change against those that ship.
    Weights,
}

impl Product {
    /// What addresses call it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Publication => "publication".to_owned(),
            Self::Statement(code) => format!("statement-{code}"),
            Self::Jsna(code) => format!("jsna-{code}"),
            Self::Request(code) => format!("request-{code}"),
            Self::Report(code) => format!("report-{code}"),
            Self::Letters(code) => format!("letters-{code}"),
            Self::Robustness => "robustness".to_owned(),
            Self::Weights => "weights".to_owned(),
        }
    }

    /// What an address names.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "publication" => return Some(Self::Publication),
            "robustness" => return Some(Self::Robustness),
            "weights" => return Some(Self::Weights),
            _ => {}
        }
        let (kind, code) = name.split_once('-')?;
        let code = code.to_owned();
        Some(match kind {
            "statement" => Self::Statement(code),
            "jsna" => Self::Jsna(code),
            "request" => Self::Request(code),
            "report" => Self::Report(code),
            "letters" => Self::Letters(code),
            _ => return None,
        })
    }

    /// What is said while it is made.
    pub(super) fn doing(&self) -> &'static str {
        match self {
            Self::Publication => "Making all pages and documents",
            Self::Statement(_) => "Making the annual statement",
            Self::Jsna(_) => "Making the section of the needs assessment",
            Self::Request(_) => "Making the request",
            Self::Report(_) => "Making the report",
            Self::Letters(_) => "Writing the letters",
            Self::Robustness => "Scoring the year again and again",
            Self::Weights => "Scoring the year by both weights",
        }
    }

    /// Whose it is about, where it is about one.
    pub(super) fn authority(&self) -> Option<&str> {
        match self {
            Self::Publication | Self::Robustness | Self::Weights => None,
            Self::Statement(code)
            | Self::Jsna(code)
            | Self::Request(code)
            | Self::Letters(code)
            | Self::Report(code) => Some(code),
        }
    }
}

/// What was made.
#[derive(Debug)]
pub(super) struct Made {
    /// By path, with forward slashes.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// What is to be said of it: what was left out, and why.
    pub(super) said: Vec<String>,
}

impl Made {
    /// The page it opens with.
    pub(super) fn first_page(&self) -> Option<&str> {
        if self.files.contains_key("index.html") {
            return Some("index.html");
        }
        let mut pages = self.files.keys().filter(|name| !name.contains('/'));
        pages
            .find(|name| name.ends_with(".html"))
            .map(String::as_str)
    }

    /// All its files as an archive, with the same bytes whenever it is made.
    pub(super) fn archive(&self) -> Option<Vec<u8>> {
        use std::io::{Cursor, Write as _};
        use zip::write::SimpleFileOptions;
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.files {
            archive.start_file(name, options).ok()?;
            archive.write_all(bytes).ok()?;
        }
        Some(archive.finish().ok()?.into_inner())
    }
}

/// Makes it of the year that was chosen, or the usual one.
///
/// # Errors
/// What stands in the way, as it is said on the command line.
pub(super) fn make(
    product: &Product,
    evidence: &mut Evidence,
    (year, dated): (Option<i16>, Option<Timestamp>),
    work: &Work,
) -> Result<Made, Box<Diagnostic>> {
    let id = product
        .authority()
        .map(|code| evidence.authority(code, year))
        .transpose()?;
    // Every screen says for which year it is, so that a report is of that year too, whichever return is the newest.
    let year = evidence.year(year)?;
    if *product == Product::Robustness {
        return Ok(robust(&evidence.assess(year)));
    }
    let mut files = BTreeMap::new();
    let made = until_safe(
        evidence,
        year,
        &Previous::default(),
        |assessment, earlier| {
            files.clear();
            let mut take = |file: File| {
                files.insert(file.name, file.bytes);
                if work.made_one() {
                    Ok(())
                } else {
                    Err(stopped())
                }
            };
            of(product, id, assessment, (dated, earlier), &mut take)
        },
    );
    let (_, left_out) = made.map_err(|error| Box::new(failure(&error)))?;
    Ok(Made {
        files,
        said: left_out.iter().map(|said| said.message.clone()).collect(),
    })
}

/// How sure a ranking is, as text.
fn robust(assessment: &Assessment<'_>) -> Made {
    let (configuration, panel) = (assessment.configuration(), &assessment.panel);
    let found = robustness(configuration, panel, &assessment.scorecard);
    let text = robustness_told(assessment, &found);
    Made {
        files: BTreeMap::from([("robustness.txt".to_owned(), text.into_bytes())]),
        said: Vec::new(),
    }
}

fn of(
    product: &Product,
    id: Option<AuthorityId>,
    assessment: &mut Assessment<'_>,
    (dated, earlier): (Option<Timestamp>, &Previous),
    take: &mut crate::publish::Take<'_>,
) -> Result<Summary, PublishError> {
    match (product, id) {
        (Product::Statement(_), Some(id)) => {
            let report = (id, BoardReportKind::Statement);
            publish_board(assessment, report, dated, earlier, take)
        }
        (Product::Jsna(_), Some(id)) => {
            let report = (id, BoardReportKind::Jsna);
            publish_board(assessment, report, dated, earlier, take)
        }
        (Product::Report(_), Some(id)) => publish_authority(assessment, id, dated, earlier, take),
        (Product::Letters(_), Some(id)) => {
            let ask = Ask::default();
            placing_letters(assessment, (id, &ask), (dated, earlier), take)
        }
        (Product::Request(_), Some(id)) => {
            request(assessment, (&[id], &Ask::default()), dated, take)
        }
        _ => publish(assessment, dated, earlier, take),
    }
}

/// Why the rest of a product is not made.
fn stopped() -> PublishError {
    PublishError::Target("it was stopped".to_owned())
}

fn failure(error: &PublishError) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::CannotPublish, error.to_string());
    match error {
        PublishError::Unprintable(_) => diagnostic.help(
            "write it in letters that documents have (Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian); or \
             choose under Weights and settings that no documents are made",
        ),
        _ => diagnostic,
    }
}
