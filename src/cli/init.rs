use std::path::PathBuf;

use clap::Args;

use crate::disk::write_starter;

use super::{Failure, complain, counted};

#[derive(Debug, Args)]
pub(super) struct Init {
    /// Folder to write, which must not exist or be empty
    dir: PathBuf,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

impl Init {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let files = write_starter(&self.dir)?;
        if !self.quiet {
            complain(&format!(
                "{} written to {}; README.md there says what goes into each\n",
                counted(files.len(), "file"),
                self.dir.display()
            ));
        }
        Ok(())
    }
}
