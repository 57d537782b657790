//! Opens the desk: pages on this machine for people who use no command line.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::desk::{End, Start, serve};
use crate::disk::given;

use super::publish::source_date_epoch;
use super::{Failure, complain};

#[derive(Debug, Args)]
pub(super) struct Open {
    /// Folder that holds the data, or one file, to begin with; without it the page asks for files
    dataset: Option<PathBuf>,
    /// Only serve the pages and say where; open no browser
    #[arg(long)]
    no_browser: bool,
    /// End so many seconds after the last page was closed; 0 never ends by itself
    #[arg(long, value_name = "SECONDS", default_value_t = 180)]
    end_after: u64,
}

impl Default for Open {
    /// As it is opened where the program is started without a command.
    fn default() -> Self {
        Self {
            dataset: None,
            no_browser: false,
            end_after: 180,
        }
    }
}

/// Whether a program that was started without a command was started by a file manager: on Windows and macOS that gives
/// it a terminal of its own, elsewhere it has none, but a screen.
pub(super) fn is_started_from_a_desktop() -> bool {
    use std::io::IsTerminal as _;
    let has_screen = || {
        ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some())
    };
    let has_terminal = std::io::stdin().is_terminal() || std::io::stderr().is_terminal();
    cfg!(any(windows, target_os = "macos")) || (!has_terminal && has_screen())
}

impl Open {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let dataset = match &self.dataset {
            Some(path) => {
                given(path)?;
                Some(path.display().to_string())
            }
            None => None,
        };
        let end = End::new();
        let ending = end.clone();
        // Where signals cannot be heard, the page has a button that ends it.
        let _ = ctrlc::set_handler(move || ending.now());
        let start = Start {
            named: Arc::new(|path: &str| given(Path::new(path))),
            dataset,
            dated: source_date_epoch()?,
            end_after: self.end_after,
            end,
        };
        serve(start, |address| self.tell(address)).map_err(Failure::from)
    }

    fn tell(&self, address: &str) {
        complain(&format!(
            "The desk is open at\n  {address}\nIt answers this machine alone. Close the page, or press Ctrl-C here, to end it.\n"
        ));
        if !self.no_browser && open::that_detached(address).is_err() {
            complain("No browser could be opened: copy the address into one.\n");
        }
    }
}
