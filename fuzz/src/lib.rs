//! What every fuzz target does: a dataset of one file is read and measured. Nothing may panic.

use care_scorecard::config::Configuration;
use care_scorecard::diagnostic::{Diagnostics, Style, render};
use care_scorecard::disclosure::protect;
use care_scorecard::measure::{Extent, Unprotected};
use care_scorecard::source::{Dataset, Memory, is_guarded};

/// Lets a reader of others stop at damaged bytes, which is answered with a message: anything else that stops ends
/// the run, as it does without this.
pub fn guarded_readers_may_stop() {
    let ends = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |stop| {
        if !is_guarded() {
            ends(stop);
        }
    }));
}

/// Reads and measures a dataset of one file. The first byte chooses the header that the file
/// begins with; zero chooses none, so that a whole file after a zero byte is an input.
pub fn dataset_of(name: &str, headers: &[&str], bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let choice = usize::from(*choice) % (headers.len() + 1);
    let header = choice.checked_sub(1).and_then(|at| headers.get(at));
    let header = header.copied().unwrap_or_default();
    let file = [header.as_bytes(), bytes].concat();
    measure(&Dataset::read(&Memory::of([(name, file)])));
}

/// Everything that a file of returns goes through, with the tables by group that reports print.
fn measure(dataset: &Dataset) {
    let mut diagnostics = Diagnostics::default();
    let configuration = Configuration::built_in();
    let figures =
        Unprotected::compute(dataset, configuration, Extent::Groups, &mut diagnostics);
    let _ = protect(figures, dataset, configuration);
    let _ = render(&diagnostics, Style::Plain);
    let _ = render(&dataset.diagnostics, Style::Plain);
}
