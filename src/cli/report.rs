use clap::Args;

use crate::disk::publish_authority;

use super::Failure;
use super::board::Board;

#[derive(Debug, Args)]
#[command(
    override_usage = "care-scorecard report [OPTIONS] --authority <AUTHORITY>\n       --out <DIR> <DATASET>"
)]
pub(super) struct Report {
    #[command(flatten)]
    pub(super) board: Board,
}

impl Report {
    pub(super) fn run(&self) -> Result<(), Failure> {
        self.board.write(|assessment, id, to| {
            publish_authority(assessment, id, to.folder, to.made, to.earlier)
        })
    }
}
