use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::diagnostic::{Diagnostics, Style, render};
use crate::disk::Folder;
use crate::publish::{Verified, verify};

use super::check::Format;
use super::{Failure, counted, print};

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// Folder that `publish` wrote
    out: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Say nothing but problems
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Debug, Serialize)]
struct Findings<'f> {
    listed: usize,
    errors: usize,
    problems: &'f Diagnostics,
}

impl Verify {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let found =
            verify(&Folder::at(&self.out)).map_err(|error| Failure::Machine(error.to_string()))?;
        match self.format {
            Format::Json => print(&json(&found)?)?,
            Format::Text => print(&self.text(&found))?,
        }
        if found.problems.is_empty() {
            Ok(())
        } else {
            Err(Failure::Data(Diagnostics::default()))
        }
    }

    fn text(&self, found: &Verified) -> String {
        let problems = found.problems.iter().count();
        if problems > 0 {
            let said = render(&found.problems, Style::Plain);
            format!("{said}{} found\n", counted(problems, "problem"))
        } else if self.quiet {
            String::new()
        } else {
            let listed = counted(found.listed, "file");
            format!("{listed} as the manifest says\n")
        }
    }
}

fn json(found: &Verified) -> Result<String, Failure> {
    let findings = Findings {
        listed: found.listed,
        errors: found.problems.iter().count(),
        problems: &found.problems,
    };
    let text =
        serde_json::to_string_pretty(&findings).map_err(|e| Failure::Machine(e.to_string()))?;
    Ok(text + "\n")
}
