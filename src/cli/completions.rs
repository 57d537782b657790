use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Failure, print};

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(
            self.shell,
            &mut Cli::command(),
            "care-scorecard",
            &mut script,
        );
        let script = String::from_utf8_lossy(&script);
        // For bash the generator calls one function by two names where a program's has a hyphen.
        print(&script.replace("care__subcmd__scorecard", "care__scorecard"))
    }
}
