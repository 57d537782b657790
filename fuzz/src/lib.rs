//! What every fuzz target does: a dataset of one file is read and measured. Nothing may panic.

use std::path::Path;

use care_scorecard::config::Configuration;
use care_scorecard::diagnostic::{Diagnostics, Style, render};
use care_scorecard::measure::Measures;
use care_scorecard::source::Dataset;

/// Reads and measures a dataset of one file. The first byte chooses the header that the file
/// begins with, or none.
pub fn dataset_of(name: &str, headers: &[&str], bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let header = headers
        .get(usize::from(*choice) % (headers.len() + 1))
        .copied()
        .unwrap_or_default();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap_or_else(|| Path::new("."))).expect("a folder");
    std::fs::write(&path, [header.as_bytes(), bytes].concat()).expect("a file");
    let dataset = Dataset::read(folder.path());
    let mut diagnostics = Diagnostics::default();
    let _ = Measures::compute(&dataset, Configuration::built_in(), &mut diagnostics);
    let _ = render(&diagnostics, Style::Plain);
    let _ = render(&dataset.diagnostics, Style::Plain);
}
