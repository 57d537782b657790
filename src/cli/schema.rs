use clap::Args;

use super::{Failure, print};
use crate::render::{board_json, json};

/// Of which JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Of {
    /// scorecard.json
    Scorecard,
    /// The JSON of statements and needs assessments
    BoardReport,
}

#[derive(Debug, Args)]
pub(super) struct SchemaCommand {
    /// Which JSON it describes
    #[arg(value_enum, default_value = "scorecard")]
    of: Of,
}

impl SchemaCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let schema = match self.of {
            Of::Scorecard => json::schema(),
            Of::BoardReport => board_json::schema(),
        };
        print(&schema.map_err(|e| Failure::Machine(e.to_string()))?)
    }
}
