//! The command line of care-scorecard: parses, calls the library, prints.

use std::process::ExitCode;

fn main() -> ExitCode {
    care_scorecard::run_command_line()
}
