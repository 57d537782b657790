use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::assessment::Evidence;
use crate::diagnostic::{Diagnostics, Severity, render};
use crate::measure::Extent;

use super::memory::Keeps;
use super::{Failure, Shared, counted, print};

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Debug, Serialize)]
struct Findings<'f> {
    weights: String,
    files: Vec<File<'f>>,
    years: Vec<i16>,
    errors: usize,
    warnings: usize,
    notices: usize,
    problems: &'f Diagnostics,
}

#[derive(Debug, Serialize)]
struct File<'f> {
    name: &'f str,
    kind: Option<&'f str>,
}

impl Check {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let mut problems = Diagnostics::default();
        let files = self.shared.files()?;
        self.shared.fits(Keeps::Figures)?;
        let configuration = match self.shared.configuration() {
            Ok((configuration, warnings)) => {
                problems.append(warnings);
                configuration
            }
            Err(Failure::Data(errors)) => {
                problems.append(errors);
                crate::config::Configuration::built_in().clone()
            }
            Err(other) => return Err(other),
        };
        let mut evidence = Evidence::examine(files.as_ref(), configuration, Extent::Measures);
        problems.append(std::mem::take(&mut evidence.diagnostics));
        if !problems.has_errors() {
            match evidence.year(self.shared.year) {
                Ok(year) => problems.append(evidence.assess(year).diagnostics),
                Err(problem) => problems.push(*problem),
            }
        }
        problems.sort();
        let findings = findings(self.shared.weights()?, &evidence, &problems);
        match self.format {
            Format::Json => {
                let text = serde_json::to_string_pretty(&findings)
                    .map_err(|e| Failure::Machine(e.to_string()))?;
                print(&(text + "\n"))?;
            }
            Format::Text => print(&self.text(&findings))?,
        }
        if problems.has_errors() {
            Err(Failure::Data(Diagnostics::default()))
        } else {
            Ok(())
        }
    }

    fn text(&self, findings: &Findings<'_>) -> String {
        let mut out = format!("weights: {}\n\n", findings.weights);
        for file in &findings.files {
            out += &format!("{}: {}\n", file.name, file.kind.unwrap_or("not recognised"));
        }
        let years: Vec<String> = findings.years.iter().map(i16::to_string).collect();
        out += &format!("\nyears with data: {}\n\n", years.join(", "));
        let shown = if self.shared.quiet {
            &findings.problems.errors()
        } else {
            findings.problems
        };
        out += &render(shown, crate::diagnostic::Style::Plain);
        out += &format!(
            "{}, {}, {}\n",
            counted(findings.errors, "error"),
            counted(findings.warnings, "warning"),
            counted(findings.notices, "note")
        );
        out
    }
}

fn findings<'f>(
    weights: String,
    evidence: &'f Evidence,
    problems: &'f Diagnostics,
) -> Findings<'f> {
    let files = evidence
        .dataset
        .files
        .iter()
        .map(|file| File {
            name: &file.name,
            kind: file.kind,
        })
        .collect();
    Findings {
        weights,
        files,
        years: evidence.measures.years(),
        errors: problems.count(Severity::Error),
        warnings: problems.count(Severity::Warning),
        notices: problems.count(Severity::Notice),
        problems,
    }
}
