//! Faults planted on purpose, each noted so that a reader of the files can be marked.

mod dirt;
mod recording;

pub(super) use dirt::soil;
pub(super) use recording::{Recording, plan};

use std::fmt::Write as _;

/// A fault that was planted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// File within the dataset.
    pub(super) file: String,
    /// Line in the file, where one line is at fault.
    pub(super) line: Option<usize>,
    /// The official rule broken, where there is one.
    pub(super) rule: &'static str,
    /// What was done.
    pub(super) kind: &'static str,
}

/// The answers file. It names no child.
pub(super) fn answers_file(answers: &[Answer]) -> String {
    let mut text = String::from("file,line,rule,kind\n");
    for answer in answers {
        let line = answer.line.map(|line| line.to_string()).unwrap_or_default();
        let _ = writeln!(
            text,
            "{},{line},{},{}",
            answer.file, answer.rule, answer.kind
        );
    }
    text
}
