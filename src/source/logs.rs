//! Columns of a log of return interviews that services name in their own ways: those that the weights
//! file maps, and what could be mapped.
//!
//! The words that tell a column are data: `log_words.csv` beside this file.

use std::fmt::Write as _;

use super::shape::header_key;

pub(super) const DATA: &str = include_str!("log_words.csv");

/// The kind of file that such a log is.
pub(super) const LOG: &str = "return-interviews";

/// The words of a header cell, a number standing for none: it may be what a row holds.
pub(super) fn words_of(cell: &str) -> Option<Vec<String>> {
    let key = header_key(cell);
    let is_name = !key.is_empty() && !key.bytes().any(|byte| byte.is_ascii_digit());
    is_name.then(|| key.split('_').map(str::to_owned).collect())
}

/// The mapping that a table would need to be read as a log of return interviews, as it stands in the
/// weights file: our column = "theirs". None where the child, the day or all of what followed cannot
/// be told.
pub(super) fn proposed(header: &[String]) -> Option<String> {
    let mut text = format!("[inputs.{LOG}]");
    for (field, name) in likely(header)? {
        let _ = write!(text, "\n{field} = {}", quoted(&name));
    }
    Some(text)
}

/// Which column of a table each of ours may be: ours, and theirs as it stands there.
fn likely(header: &[String]) -> Option<Vec<(&'static str, String)>> {
    let cells: Vec<Option<Vec<String>>> = header.iter().map(|cell| words_of(cell)).collect();
    let mut found: Vec<(&str, usize)> = Vec::new();
    for line in DATA.lines().skip(1) {
        let Some((field, wanted)) = line.split_once(',') else {
            continue;
        };
        if found.iter().any(|(known, _)| *known == field) {
            continue;
        }
        let fits =
            |words: &Vec<String>| wanted.split(' ').all(|w| words.iter().any(|own| own == w));
        let at = cells.iter().enumerate().position(|(at, words)| {
            let is_free = found.iter().all(|(_, taken)| *taken != at);
            is_free && words.as_ref().is_some_and(fits)
        });
        found.extend(at.map(|at| (field, at)));
    }
    let has = |fields: &[&str]| found.iter().any(|(field, _)| fields.contains(field));
    let followed = [
        "offered",
        "offered_date",
        "accepted",
        "interview_date",
        "review_date",
    ];
    if !has(&["child"]) || !has(&["mis_start"]) || !has(&followed) {
        return None;
    }
    let named = |(field, at): (&'static str, usize)| {
        let name = header.get(at)?.split_whitespace().collect::<Vec<_>>();
        Some((field, name.join(" ")))
    };
    found.into_iter().map(named).collect()
}

/// A table that may be a log of return interviews whose columns have names of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLog {
    /// Position in the dataset's list of files.
    pub file: usize,
    /// The names of its columns that are surely names: none with a digit, which may be what a row holds.
    pub columns: Vec<String>,
    /// What each of our columns is likely called there.
    pub likely: Vec<(&'static str, String)>,
}

impl UnknownLog {
    /// A table by its header, where the child, the day and something of what followed can be told.
    pub(super) fn of(file: usize, header: &[String]) -> Option<Self> {
        let likely = likely(header)?;
        let names = header.iter().filter(|cell| words_of(cell).is_some());
        let names = names.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        Some(Self {
            file,
            columns: names.collect(),
            likely,
        })
    }
}

/// A text as a weights file has it.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Option<String> {
        let cells: Vec<String> = header.split(',').map(str::to_owned).collect();
        proposed(&cells)
    }

    #[test]
    fn a_log_with_other_names_gets_the_mapping_it_needs() {
        let text =
            of("YP Ref,Team,When they went missing,Was it offered,Offered on,Taken up?").unwrap();
        assert_eq!(
            text,
            "[inputs.return-interviews]\nchild = \"YP Ref\"\noffered_date = \"Offered on\"\n\
             mis_start = \"When they went missing\"\naccepted = \"Taken up?\"\noffered = \"Was it offered\""
        );
    }

    #[test]
    fn what_may_be_a_row_and_what_is_no_log_get_none() {
        assert_eq!(of("Child 0041001,missing start,offered"), None);
        assert_eq!(of("a,b,c"), None);
        assert_eq!(of("child,missing start,colour"), None);
    }

    #[test]
    fn a_quotation_mark_in_a_name_is_escaped() {
        let text = of("the \"child\" id,missing from,offered").unwrap();
        assert!(text.contains("child = \"the \\\"child\\\" id\""), "{text}");
    }
}
