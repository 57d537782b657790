use clap::Args;

use crate::disk::{publish_board, write_request};
use crate::report::BoardReportKind;

use super::Failure;
use super::board::Board;

#[derive(Debug, Args)]
#[command(
    override_usage = "care-scorecard statement [OPTIONS] --authority <AUTHORITY>\n       --out <DIR> <DATASET>"
)]
pub(super) struct Statement {
    #[command(flatten)]
    pub(super) board: Board,
    /// Write the form by which the board asks the authority for its figures and words instead
    #[arg(long)]
    blank: bool,
}

impl Statement {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if self.blank {
            return self
                .board
                .write(|assessment, id, to| write_request(assessment, id, to.folder, to.made));
        }
        self.board.write(|assessment, id, to| {
            let report = (id, BoardReportKind::Statement);
            publish_board(assessment, report, to.folder, to.made, to.earlier)
        })
    }
}
