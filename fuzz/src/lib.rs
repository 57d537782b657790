//! What every fuzz target does: a dataset of one file is read and measured. Nothing may panic.

use std::path::Path;

use care_scorecard::config::Configuration;
use care_scorecard::diagnostic::{Diagnostics, Style, render};
use care_scorecard::measure::Measures;
use care_scorecard::source::Dataset;

/// Reads and measures a dataset of one file, with and without a header that is recognised.
pub fn dataset_of(name: &str, header: &str, bytes: &[u8]) {
    for start in ["", header] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or_else(|| Path::new("."))).expect("a folder");
        std::fs::write(&path, [start.as_bytes(), bytes].concat()).expect("a file");
        let dataset = Dataset::read(folder.path());
        let mut diagnostics = Diagnostics::default();
        let _ = Measures::compute(&dataset, Configuration::built_in(), &mut diagnostics);
        let _ = render(&diagnostics, Style::Plain);
    }
}
