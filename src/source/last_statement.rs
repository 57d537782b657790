//! A statement's own JSON, given so that the next statement carries it on: what its figures were, and what
//! became of its actions. A board writes owner, date and progress into it by hand.

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Place};

use super::digest::sha256_of;

/// Largest file that is read, in bytes: fifty times the largest statement.
const LARGEST: usize = 8_000_000;

/// Most actions that are carried on.
const MOST_ACTIONS: usize = 100;

/// Longest text of an action, in characters.
const LONGEST: usize = 1_000;

/// How many years back findings may tell of.
const YEARS_TOLD: i16 = 10;

/// The form that is read, without its version.
const FORM: &str = "urn:care-scorecard:board-report:";

/// The newest version of the form that is known.
const NEWEST: u32 = 3;

/// What the last statement said.
#[derive(Debug, Clone, PartialEq)]
pub struct LastStatement {
    /// What messages call the file.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// The authority's code in its year.
    pub code: String,
    /// The year ending 31 March that it is about.
    pub year: i16,
    /// Whether it may be published.
    pub is_public: bool,
    /// Its figures; none where the version that wrote it kept none.
    pub measures: Vec<LastMeasure>,
    /// What it asked, and what became of it.
    pub actions: Vec<LastAction>,
    /// The line of each of their texts in the file.
    lines: Vec<u64>,
}

/// A figure of the last statement.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct LastMeasure {
    /// The indicator's code.
    pub indicator: String,
    /// What it was counted from: `published`, `child-level`, `given`, `computed`.
    pub source: String,
    /// The value, unrounded; none where it was not shown.
    pub value: Option<f64>,
    /// Its numerator; none where there was none to show.
    pub numerator: Option<f64>,
    /// Its denominator; none where there was none to show.
    pub denominator: Option<f64>,
    /// `ok` beside a value, else why there is none.
    pub status: String,
}

/// An action of the last statement. Texts are as somebody wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LastAction {
    /// What the figures showed.
    pub finding: String,
    /// What was asked.
    pub question: String,
    /// Who does it.
    #[serde(default)]
    pub owner: Option<String>,
    /// By when.
    #[serde(default)]
    pub due: Option<String>,
    /// How far it is.
    #[serde(default)]
    pub progress: Option<String>,
    /// The year of the statement that asked first; none where that is this one.
    #[serde(default)]
    pub since: Option<i16>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(rename = "$schema")]
    schema: String,
    kind: String,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    marking: Option<String>,
    authority: WrittenAuthority,
    year: i16,
    #[serde(default)]
    measures: Vec<LastMeasure>,
    prose: WrittenProse,
}

#[derive(Deserialize)]
struct WrittenAuthority {
    code: String,
}

#[derive(Deserialize)]
struct WrittenProse {
    actions: Vec<LastAction>,
}

impl LastStatement {
    /// Reads the JSON of a statement.
    ///
    /// # Errors
    /// Where it is none, is of a version that is not known here, or is too large.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let wrong = |message: &str, help: &str| {
            let found = Diagnostic::error(Code::LastStatement, message);
            let found = found.at(Place::file(name));
            Box::new(found.expected(EXPECTED).help(help))
        };
        if bytes.len() > LARGEST {
            return Err(wrong("this file is larger than any statement", GIVE));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let any: serde_json::Value = serde_json::from_slice(bytes).map_err(|e| {
            let message = format!(
                "this is no JSON: it cannot be read on from line {}, column {}",
                e.line(),
                e.column()
            );
            wrong(&message, BROKEN)
        })?;
        let schema = any.get("$schema").and_then(serde_json::Value::as_str);
        let version = schema.and_then(|schema| schema.strip_prefix(FORM)?.parse::<u32>().ok());
        match version {
            None => return Err(wrong("this JSON is not the data of a statement", GIVE)),
            Some(version) if version > NEWEST => {
                return Err(wrong(
                    &format!(
                        "this statement was written in version {version} of its form; this program knows up to {NEWEST}"
                    ),
                    "use the version of this program that wrote it, or a newer one",
                ));
            }
            Some(_) => {}
        }
        // What the reader of JSON says of a wrong value would quote it.
        let Ok(written) = serde_json::from_value::<Written>(any) else {
            return Err(wrong(
                "a key of this statement is missing, or holds what it cannot hold: year is a number, and finding, question, \
                 owner, due and progress of each action are text or null",
                BROKEN,
            ));
        };
        let too_long =
            |action: &LastAction| action.texts().any(|(t, _)| t.chars().count() > LONGEST);
        if written.prose.actions.len() > MOST_ACTIONS || written.prose.actions.iter().any(too_long)
        {
            return Err(wrong(
                &format!(
                    "it holds more than {MOST_ACTIONS} actions, or a text of more than {LONGEST} characters in one"
                ),
                "shorten it; a statement can link to more",
            ));
        }
        if written.kind != "statement" {
            return Err(wrong(
                "this is the data of another report, not of a statement",
                GIVE,
            ));
        }
        Ok(Self::of(name, bytes, written))
    }

    fn of(name: &str, bytes: &[u8], written: Written) -> Self {
        debug_assert!(written.schema.starts_with(FORM));
        // Versions that did not say it marked what is not for the public.
        let is_public = match written.mode.as_deref() {
            Some(mode) => mode == "public",
            None => written.marking.is_none(),
        };
        Self {
            name: name.to_owned(),
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: sha256_of(bytes),
            code: written.authority.code,
            year: written.year,
            is_public,
            measures: written.measures,
            lines: lines_of(
                &String::from_utf8_lossy(bytes),
                written
                    .prose
                    .actions
                    .iter()
                    .flat_map(LastAction::texts)
                    .map(|(text, _)| text),
            ),
            actions: written.prose.actions,
        }
    }

    /// A figure by the indicator's code.
    #[must_use]
    pub fn measure(&self, code: &str) -> Option<&LastMeasure> {
        self.measures.iter().find(|m| m.indicator == code)
    }

    /// All that somebody wrote into it, each with its line in the file, to be searched for what could point at a
    /// child. A date by which something is due is no date of birth.
    pub(crate) fn texts(&self) -> Vec<(u64, String)> {
        let lines = self.lines.iter().copied().chain(std::iter::repeat(1));
        let texts = self.actions.iter().flat_map(LastAction::texts).zip(lines);
        let kept = texts.filter(|((text, is_due), _)| !(*is_due && is_only_a_date(text)));
        kept.map(|((text, _), line)| (line, self.without_census(text)))
            .collect()
    }

    /// A text without the last day of the years it tells of, which findings name: it is the birthday of somebody.
    fn without_census(&self, text: &str) -> String {
        let lower = text.to_lowercase();
        if lower.contains("born") || lower.contains("birth") {
            return text.to_owned();
        }
        let years = self.year.saturating_sub(YEARS_TOLD)..=self.year;
        years.fold(text.to_owned(), |text, year| {
            text.replace(&format!("on 31 March {year}"), "on 31 March")
        })
    }
}

/// Whether a text is a date and nothing else: "31 October 2024", "31/10/2024".
fn is_only_a_date(text: &str) -> bool {
    let digits = |word: &str, most: usize| {
        (1..=most).contains(&word.len()) && word.chars().all(|c| c.is_ascii_digit())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [day, month, year] => {
            let is_month = month.len() >= 3 && month.chars().all(char::is_alphabetic);
            digits(day, 2) && is_month && digits(year, 4)
        }
        [one] => {
            let parts: Vec<&str> = one.split(['/', '-', '.']).collect();
            matches!(parts.as_slice(), [a, b, c] if digits(a, 4) && digits(b, 2) && digits(c, 4))
        }
        _ => false,
    }
}

/// The lines of a file on which texts stand, in their order; the first where one cannot be found.
fn lines_of<'t>(file: &str, texts: impl Iterator<Item = &'t str>) -> Vec<u64> {
    let mut from = 0;
    let mut line = 1;
    let mut lines = Vec::new();
    for text in texts {
        let written = serde_json::to_string(text).unwrap_or_default();
        let found = file.get(from..).and_then(|rest| rest.find(&written));
        if let Some(at) = found {
            let before = file.get(from..from + at).unwrap_or_default();
            line += before.matches('\n').count();
            from += at;
        }
        lines.push(u64::try_from(line).unwrap_or(1));
    }
    lines
}

impl LastAction {
    /// Its texts in the order in which they are written, and whether each says by when it is due.
    fn texts(&self) -> impl Iterator<Item = (&str, bool)> {
        [
            (self.finding.as_str(), false),
            (self.question.as_str(), false),
            (self.owner.as_deref().unwrap_or_default(), false),
            (self.due.as_deref().unwrap_or_default(), true),
            (self.progress.as_deref().unwrap_or_default(), false),
        ]
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
    }
}

const EXPECTED: &str =
    "the JSON that `statement` wrote last time, such as statement-E10000016.json";
const GIVE: &str = "give the .json of the last statement, from the folder that it was written to";
const BROKEN: &str = "take the file from the folder of the last statement again, and change only what stands between quotation marks";

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(actions: &str) -> String {
        format!(
            r#"{{"$schema": "{FORM}3", "kind": "statement", "marking": null, "mode": "public", "authority": {{"code": "S01", "name": "A"}},
            "year": 2023, "measures": [], "prose": {{"actions": [{actions}]}}}}"#
        )
    }

    #[test]
    fn a_statement_is_read_with_what_was_written_into_it() {
        let text =
            statement(r#"{"finding": "f", "question": "q", "owner": "Head of care", "due": null}"#);
        let read = LastStatement::read("last.json", text.as_bytes()).unwrap();
        assert_eq!(
            (read.code.as_str(), read.year, read.is_public),
            ("S01", 2023, true)
        );
        assert_eq!(read.actions[0].owner.as_deref(), Some("Head of care"));
        assert_eq!(read.actions[0].progress, None);
        assert_eq!(
            read.texts(),
            [
                (2, "f".to_owned()),
                (2, "q".to_owned()),
                (2, "Head of care".to_owned())
            ]
        );
        assert_eq!(
            read.without_census("1,172 on 31 March 2023"),
            "1,172 on 31 March"
        );
        let born = "a child born on 31 March 2023";
        assert_eq!(read.without_census(born), born);
        let due = |due: &str| {
            let text = statement(&format!(
                r#"{{"finding": "f", "question": "q", "due": "{due}"}}"#
            ));
            let read = LastStatement::read("last.json", text.as_bytes()).unwrap();
            read.texts().len()
        };
        assert_eq!(
            due("31 October 2024") + due("31/10/2024") + due("2024-10-31"),
            6
        );
        assert_eq!(due("767447"), 3);
        assert_eq!(due("born 3/4/2009"), 3);
    }

    #[test]
    fn whatever_else_is_given_is_refused_and_not_quoted() {
        let secret = "Jane Doe";
        let wrong = [
            String::new(),
            "{".to_owned(),
            format!("\"{secret}\""),
            format!(r#"{{"$schema": "{secret}"}}"#),
            statement(&format!(
                r#"{{"finding": {{"{secret}": 1}}, "question": "q"}}"#
            )),
            statement(r#"{"finding": "f", "question": "q", "owner": 5}"#),
            statement(&format!(
                r#"{{"finding": "{}", "question": "q"}}"#,
                "x".repeat(1_001)
            )),
            statement("").replace("report:3", "report:99"),
            statement("").replace("\"statement\"", "\"jsna\""),
            statement("").replace("2023", "\"2023\""),
        ];
        for text in wrong {
            let refused = LastStatement::read("last.json", text.as_bytes()).unwrap_err();
            assert_eq!(refused.code, Code::LastStatement);
            assert!(!format!("{refused:?}").contains(secret), "{refused:?}");
        }
    }
}
