use clap::Args;

use super::{Failure, print};

#[derive(Debug, Args)]
pub(super) struct SchemaCommand {}

impl SchemaCommand {
    #[allow(clippy::unused_self, reason = "every command runs the same way")]
    pub(super) fn run(&self) -> Result<(), Failure> {
        let schema = crate::render::json::schema().map_err(|e| Failure::Machine(e.to_string()))?;
        print(&schema)
    }
}
