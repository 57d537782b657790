use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::error::ErrorKind;

use crate::disk::{publish_board, publish_joint_statement, write_placing_letters};
use crate::report::{Ask, BoardReportKind};
use crate::source::LastStatement;

use super::Failure;
use super::board::{Board, wrong};

#[derive(Debug, Args)]
#[command(
    override_usage = "care-scorecard statement [OPTIONS] --authority <AUTHORITY>\n       --out <DIR> <DATASET>"
)]
pub(super) struct Statement {
    #[command(flatten)]
    pub(super) board: Board,
    /// The last statement's own .json, with what the board wrote into its actions: adds what changed since, and
    /// carries the actions on
    #[arg(long, value_name = "FILE.json", conflicts_with = "blank")]
    last: Option<PathBuf>,
    /// Write the request by which the board asks the authority for its figures and words instead: a letter
    /// and a workbook to fill in. Takes several --authority, each with a folder of its own
    #[arg(long)]
    blank: bool,
    /// With --blank: a request to every authority of the year
    #[arg(long, requires = "blank", conflicts_with = "authority")]
    all: bool,
    /// With --blank: instead letters to the authorities that place children in the area of this one, asking what
    /// it cannot know of them
    #[arg(long, requires = "blank", conflicts_with = "all")]
    placing: bool,
    /// With --blank: by when the answer is wanted, as it is to be printed
    #[arg(long, requires = "blank", value_name = "DATE")]
    due: Option<String>,
    /// With --blank: ask again, for what is still open
    #[arg(long, requires = "blank")]
    reminder: bool,
}

impl Statement {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if self.blank {
            let ask = Ask {
                due: self.due.clone(),
                is_reminder: self.reminder,
            };
            if self.placing {
                return self.board.write(|assessment, id, to| {
                    let how = (to.made, to.earlier);
                    write_placing_letters(assessment, (id, &ask), to.folder, how)
                });
            }
            return self.board.ask(self.all, &ask);
        }
        let last = self.last.as_deref().map(last_statement).transpose()?;
        if self.board.is_about_several() {
            if last.is_some() {
                wrong(
                    ErrorKind::ArgumentConflict,
                    "--last carries on the statement of one authority; of a partnership there is none to carry on",
                )
            }
            return self.board.write_on(None, |assessment, ids, to| {
                if let [id] = ids {
                    let report = (*id, BoardReportKind::Statement);
                    return publish_board(assessment, report, to.folder, to.made, to.earlier);
                }
                publish_joint_statement(assessment, ids, to.folder, to.made, to.earlier)
            });
        }
        self.board.write_after(last, |assessment, id, to| {
            let report = (id, BoardReportKind::Statement);
            publish_board(assessment, report, to.folder, to.made, to.earlier)
        })
    }
}

/// Reads the last statement.
fn last_statement(path: &Path) -> Result<LastStatement, Failure> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy().into_owned();
    let bytes = fs::read(path)
        .map_err(|e| Failure::Machine(format!("{} cannot be read: {e}", path.display())))?;
    Ok(LastStatement::read(&name, &bytes)?)
}
