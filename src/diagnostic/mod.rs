//! Problems found in what people give us: what it is, where, what was found,
//! what was expected, and what to do.
//!
//! A diagnostic never carries a value that could identify a child: the readers of
//! child-level files give place and rule only.

mod code;
mod list;
mod nearest;
mod render;
mod unseen;

use serde::Serialize;

pub use code::Code;
pub use list::{Diagnostics, Kind};
pub(crate) use nearest::nearest;
pub use render::{SHOWN_OF_A_KIND, Style, json, render};
pub(crate) use unseen::{is_unseen, printable, without_unseen};

/// The same words without a capital in front, for use within a sentence.
pub(crate) fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Stops the run: nothing is written.
    Error,
    /// Something was left out or is doubtful; the run goes on.
    Warning,
    /// A choice the reader may want to know of.
    Notice,
}

/// Where a problem stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Path of the file, relative to the dataset where it is inside it.
    pub file: String,
    /// Line in the file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Column, counted from 1: of characters in a text file, of cells in a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// Name of the table column, as the file spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_name: Option<String>,
}

impl Place {
    /// A place that is a whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            ..Self::default()
        }
    }

    /// A place that is a line of a file.
    pub fn line(file: impl Into<String>, line: u64) -> Self {
        Self {
            file: file.into(),
            line: Some(line),
            ..Self::default()
        }
    }
}

/// The line of the file a problem stands in, with the bytes that are at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// The line, without its end.
    pub text: String,
    /// First byte at fault.
    pub start: usize,
    /// Byte after the last at fault.
    pub end: usize,
}

/// Most characters of a sentence of a message.
const LONGEST_TEXT: usize = 2_000;

/// One problem.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Which kind of problem it is.
    pub code: Code,
    /// The number of the rule that was broken, for checks on returns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// The problem in one sentence.
    pub message: String,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What should stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The line at fault, where it may be shown.
    #[serde(skip)]
    pub source: Option<SourceLine>,
}

impl Diagnostic {
    /// A problem that stops the run.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A problem that does not stop the run.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A choice that was made.
    pub fn notice(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Notice, code, message)
    }

    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            rule: None,
            message: message.into(),
            place: None,
            found: None,
            expected: None,
            help: None,
            source: None,
        }
    }

    /// What it is counted together with others by.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind {
            severity: self.severity,
            code: self.code,
            rule: self.rule,
        }
    }

    /// Says where it stands.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says which rule was broken.
    #[must_use]
    pub fn rule(mut self, number: &'static str) -> Self {
        self.rule = Some(number);
        self
    }

    /// The same with every character of it seen, whatever names and cells of files stand in it.
    pub(super) fn made_printable(mut self) -> Self {
        let place = self.place.as_mut();
        let (file, column) = place.map_or((None, None), |place| {
            (Some(&mut place.file), place.column_name.as_mut())
        });
        let more = [
            self.found.as_mut(),
            self.expected.as_mut(),
            self.help.as_mut(),
        ];
        let texts = more
            .into_iter()
            .chain([Some(&mut self.message), file, column]);
        for text in texts.flatten() {
            // Lines of a sentence are ours: what is to be copied into a weights file has several.
            let lines: Vec<_> = text.split('\n').map(printable).collect();
            *text = lines.join("\n");
            // What a file holds without end is not said without end.
            if let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT) {
                text.truncate(end);
                text.push('…');
            }
        }
        self
    }

    /// Says what stands there; long or unprintable text is shortened.
    #[must_use]
    pub fn found(mut self, found: impl AsRef<str>) -> Self {
        self.found = Some(shortened(found.as_ref()));
        self
    }

    /// Says what should stand there.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Shows the line at fault.
    #[must_use]
    pub fn source(mut self, source: SourceLine) -> Self {
        self.source = Some(source);
        self
    }
}

/// Text from a file made fit to be shown: at most 60 characters, all of them seen.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return printable(text).into_owned();
    }
    let beginning: String = text.chars().take(LONGEST - 1).collect();
    printable(&beginning).into_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_unprintable_findings_are_made_fit_to_show() {
        let diagnostic = Diagnostic::error(Code::BadCell, "x")
            .found("a\u{1b}[31m".to_owned() + &"b".repeat(100));
        let found = diagnostic.found.unwrap();
        assert_eq!(found.chars().count(), 60);
        assert!(found.starts_with("a\u{FFFD}[31mb"));
        assert!(found.ends_with('…'));
    }
}
