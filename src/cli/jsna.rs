use clap::Args;

use crate::disk::publish_board;
use crate::report::BoardReportKind;

use super::Failure;
use super::board::Board;

#[derive(Debug, Args)]
#[command(
    override_usage = "care-scorecard jsna [OPTIONS] --authority <AUTHORITY>\n       --out <DIR> <DATASET>"
)]
pub(super) struct Jsna {
    #[command(flatten)]
    pub(super) board: Board,
}

impl Jsna {
    pub(super) fn run(&self) -> Result<(), Failure> {
        self.board.write(|assessment, id, to| {
            let report = (id, BoardReportKind::Jsna);
            publish_board(assessment, report, to.folder, to.made, to.earlier)
        })
    }
}
