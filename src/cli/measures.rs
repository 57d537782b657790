use std::collections::BTreeSet;

use clap::Args;

use crate::assessment::Evidence;
use crate::authority::Resolution;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::indicator::definitions;
use crate::measure::{Extent, MeasureKey};
use crate::render::table_csv::measures;
use crate::report::MeasuresFilter;
use crate::source::published::Location;

use super::{Failure, Shared, print};

#[derive(Debug, Args)]
pub(super) struct MeasuresCommand {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// One indicator only, by its code
    #[arg(long, value_name = "CODE")]
    indicator: Option<String>,
    /// One authority only, by code or name; also E92000001 and the codes of regions
    #[arg(long, value_name = "AUTHORITY")]
    authority: Option<String>,
    /// Every year with data
    #[arg(long, conflicts_with = "year")]
    all_years: bool,
}

impl MeasuresCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let evidence = self.shared.gather(Extent::Measures)?;
        let years = if self.all_years {
            evidence.measures.years()
        } else {
            vec![evidence.year(self.shared.year)?]
        };
        if let Some(code) = &self.indicator {
            known(&evidence, code)?;
        }
        let location = match &self.authority {
            None => None,
            Some(text) => Some(match evidence.dataset.register.resolve(text) {
                Resolution::National => Location::National,
                Resolution::Region(_) if text.starts_with("E12") => {
                    Location::Region(text.as_str().into())
                }
                _ => Location::Authority(evidence.authority(text, self.shared.year)?),
            }),
        };
        let filter = MeasuresFilter {
            indicator: self.indicator.clone(),
            location,
        };
        if let Some(nothing) = nothing_of(&evidence, &years, &filter) {
            return Err(nothing.into());
        }
        let assessments: Vec<_> = years.iter().map(|year| evidence.assess(*year)).collect();
        let printed = print(&measures(&assessments, &filter));
        drop(assessments);
        // The process ends here; taking a nation's figures apart first would take its time.
        std::mem::forget(evidence);
        printed
    }
}

/// That an indicator is one of the program, of the weights file, or of the data.
fn known(evidence: &Evidence, code: &str) -> Result<(), Failure> {
    let years = evidence.measures.years().into_iter();
    let of_data = years.flat_map(|year| evidence.measures.indicators(year));
    let of_weights = evidence.configuration.indicators();
    let mut codes: BTreeSet<String> = of_data.map(|code| code.to_string()).collect();
    codes.extend(of_weights.map(|(_, indicator)| indicator.code.clone()));
    codes.extend(definitions().map(|definition| definition.code.to_owned()));
    if codes.contains(code) {
        return Ok(());
    }
    let lower = code.to_lowercase();
    // Of equally near codes the first by name.
    let codes = codes
        .iter()
        .rev()
        .map(|known| (known.to_lowercase(), known));
    let help = match nearest(&lower, codes) {
        Some(near) => format!("did you mean {near}?"),
        None => "give the code of an indicator: docs/data-dictionary.md lists those that are built in, `care-scorecard measures` those with figures".to_owned(),
    };
    let message = format!("no indicator goes by \"{code}\"");
    Err(Diagnostic::error(Code::UnknownIndicator, message)
        .help(help)
        .into())
}

/// That an authority has no figure at all in the years asked for, and why.
fn nothing_of(evidence: &Evidence, years: &[i16], filter: &MeasuresFilter) -> Option<Diagnostic> {
    let Some(Location::Authority(id)) = &filter.location else {
        return None;
    };
    let is_own = |key: MeasureKey| {
        years.contains(&key.year) && filter.location.as_ref() == Some(&key.location)
    };
    if evidence.measures.iter().any(|(key, _)| is_own(key)) {
        return None;
    }
    let register = &evidence.dataset.register;
    let name = &register.authority(*id).name;
    let of_years: Vec<String> = years.iter().map(i16::to_string).collect();
    let message = format!("there is no figure of {name} for {}", of_years.join(", "));
    let last = years.last().copied().unwrap_or_default();
    if register.is_own() || register.exists_on_31_march(*id, last) {
        let help = "ask for another year, or for all with --all-years";
        return Some(Diagnostic::error(Code::NoYear, message).help(help));
    }
    let successors = register.successors(*id);
    let names: Vec<&str> = successors
        .map(|after| register.authority(after).name.as_str())
        .collect();
    let help = match names.is_empty() {
        true => "ask for another year".to_owned(),
        false => format!(
            "ask for an earlier year, or for what came after it: {}",
            names.join(", ")
        ),
    };
    let why = format!("{message}: it did not exist on 31 March {last}");
    Some(Diagnostic::error(Code::AbolishedAuthority, why).help(help))
}
