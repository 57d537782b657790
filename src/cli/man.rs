use clap::{Args, CommandFactory};

use super::{Cli, Failure, print};

#[derive(Debug, Args)]
pub(super) struct Man {}

impl Man {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let mut page = Vec::new();
        let command = Cli::command();
        clap_mangen::Man::new(command.clone()).render(&mut page)?;
        for subcommand in command.get_subcommands().filter(|c| c.get_name() != "help") {
            let name = format!("care-scorecard-{}", subcommand.get_name());
            clap_mangen::Man::new(subcommand.clone().display_name(name)).render(&mut page)?;
        }
        print(&String::from_utf8_lossy(&page))
    }
}
