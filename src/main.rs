//! The command line of care-scorecard: parses, calls the library, prints.

use std::process::ExitCode;

fn main() -> ExitCode {
    care_scorecard::cli::run()
}
