//! Reading what was brought, and making something of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::assessment::{Assessment, Evidence};
use crate::config::{Configuration, DEFAULT_TEXT, WEIGHTS};
use crate::desk::Named;
use crate::desk::product::{Made, Product, make};
use crate::desk::tray::Tray;
use crate::desk::watched::{Watch, Watched};
use crate::desk::work::Work;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::measure::Extent;
use crate::render::comparison_csv::comparison;
use crate::scoring::Uncertainty;
use crate::source::Files;

use super::Weights;

/// What was read.
pub(in crate::desk) struct Gathered {
    /// The files and figures; nothing but its files may be shown where a problem is an error.
    evidence: Mutex<Evidence>,
    /// Everything that is to be said of it, with the weights.
    pub(in crate::desk) problems: Diagnostics,
    /// The draws behind ranges, by year, once somebody has asked for them.
    drawn: Mutex<BTreeMap<i16, Arc<Uncertainty>>>,
}

impl Gathered {
    /// The scores of a year, with the draws that are known already.
    pub(in crate::desk) fn assess<'e>(&self, evidence: &'e Evidence, year: i16) -> Assessment<'e> {
        let assessment = evidence.assess(year);
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = drawn.get(&year) {
            assessment.know(known);
        }
        assessment
    }

    /// Keeps the draws of a year.
    pub(in crate::desk) fn keep(&self, assessment: &Assessment<'_>) {
        if let Some(known) = assessment.drawn() {
            let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
            drawn.insert(assessment.year, known);
        }
    }

    /// The files and figures. A thread that stopped in the middle has left them whole.
    pub(in crate::desk) fn evidence(&self) -> MutexGuard<'_, Evidence> {
        self.evidence.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads everything that was brought, by the weights of the desk or those that lie beside the data.
pub(super) fn gather(
    tray: &Tray,
    weights: &Weights,
    named: &Named,
    watch: &Arc<Watch>,
) -> Result<(Gathered, Weights), Box<Diagnostic>> {
    let files = Watched::of(tray.files(named)?, Arc::clone(watch));
    let mut problems = Diagnostics::default();
    let beside = weights_beside(&files)?;
    let is_used = |beside: &String| !weights.is_chosen || *beside == weights.text;
    if beside.as_ref().is_some_and(|beside| !is_used(beside)) {
        let message =
            "the weights file that lies beside the data is not used, since others were chosen here";
        problems.push(Diagnostic::notice(Code::NotUsed, message).at(Place::file(WEIGHTS)));
    }
    // Of a dataset that was taken away its weights are too.
    let weights = match (weights.is_chosen, beside) {
        (true, _) => weights.clone(),
        (false, beside) => Weights {
            text: beside.unwrap_or_else(|| DEFAULT_TEXT.to_owned()),
            is_chosen: false,
        },
    };
    let configuration = match Configuration::read(&weights.text, WEIGHTS) {
        Ok((configuration, warnings)) => {
            problems.append(warnings);
            configuration
        }
        Err(errors) => {
            problems.append(errors);
            Configuration::built_in().clone()
        }
    };
    let evidence = Evidence::examine(&files, configuration, Extent::Groups);
    problems.append(evidence.diagnostics.clone());
    if !problems.has_errors() {
        match evidence.year(None) {
            Ok(year) => problems.append(evidence.assess(year).diagnostics),
            Err(problem) => problems.push(*problem),
        }
    }
    problems.sort();
    let gathered = Gathered {
        evidence: Mutex::new(evidence),
        problems,
        drawn: Mutex::default(),
    };
    Ok((gathered, weights))
}

/// Makes a product of files that are read anew, as a command would: what was withheld for another leaves no trace.
pub(super) fn made_of(
    (tray, weights, named): (&Tray, &Weights, &Named),
    product: &Product,
    chosen: (Option<i16>, Option<Timestamp>),
    work: &Work,
) -> Result<Made, Box<Diagnostic>> {
    let files = Watched::of(tray.files(named)?, Arc::clone(&work.watch));
    let first = |problems: Diagnostics| {
        let problem = problems.iter().next().cloned();
        let unknown = || Diagnostic::error(Code::CannotPublish, "the files cannot be read");
        Box::new(problem.unwrap_or_else(unknown))
    };
    let (configuration, _) = Configuration::read(&weights.text, WEIGHTS).map_err(first)?;
    if *product == Product::Weights {
        // The same figures under the same eyes, scored and counted as it ships.
        let mut ships = Configuration::built_in().clone();
        ships.disclosure.mode = configuration.disclosure.mode;
        ships.inputs = configuration.inputs.clone();
        let before = Evidence::gather(&files, ships).map_err(first)?;
        let after = Evidence::gather(&files, configuration).map_err(first)?;
        let year = after.year(chosen.0)?;
        let table = comparison(&before.assess(year), &after.assess(year));
        return Ok(Made {
            files: BTreeMap::from([("comparison.csv".to_owned(), table.into_bytes())]),
            said: Vec::new(),
        });
    }
    let evidence = Evidence::gather(&files, configuration);
    make(product, &mut evidence.map_err(first)?, chosen, work)
}

/// The largest weights file.
const LARGEST_WEIGHTS: usize = 1 << 20;

/// The text of the weights file that a dataset brings.
fn weights_beside(files: &dyn Files) -> Result<Option<String>, Box<Diagnostic>> {
    use std::io::Read as _;
    if !files.holds(WEIGHTS) {
        return Ok(None);
    }
    let problem = |why: &str| {
        let message = format!("the weights file beside the data cannot be read: {why}");
        let problem = Diagnostic::error(Code::UnreadableFile, message);
        Box::new(
            problem.help("take it away, or bring one that is plain text in the encoding UTF-8"),
        )
    };
    let mut bytes = Vec::new();
    let opened = files
        .open(WEIGHTS)
        .map_err(|error| problem(&error.to_string()))?;
    let limit = LARGEST_WEIGHTS as u64 + 1;
    let read = opened.bytes.take(limit).read_to_end(&mut bytes);
    read.map_err(|error| problem(&error.to_string()))?;
    if bytes.len() > LARGEST_WEIGHTS {
        return Err(problem("it has more than 1 MB, which no weights file has"));
    }
    let text = String::from_utf8(bytes).map_err(|_| problem("it is not UTF-8 text"))?;
    Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
}
