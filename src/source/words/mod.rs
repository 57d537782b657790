//! Authorities' own words: `commentary/<authority>.md`, `steps-taken/<authority>.md` and
//! `answers/<authority>.md`.
//!
//! They are read into blocks that carry nothing but text, and are refused where they hold what
//! could point at a child: a postcode, a date of birth, or a CHILD value of the dataset. Messages
//! name file and line, never the text.

mod markdown;
mod personal;
mod text;
mod watch;

#[cfg(test)]
mod tests;

use crate::authority::{AuthorityId, Register, Resolution};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, is_unseen};

use markdown::{LeftOut, understood};

pub use text::{ListItem, Span, TextBlock};
pub(crate) use watch::{Sighting, Watch};

/// Longest text, in characters: about three pages.
pub const LONGEST: usize = 12_000;

/// What an authority's words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordsKind {
    /// Its right of reply.
    Commentary,
    /// The steps it took, for the annual statement.
    StepsTaken,
    /// What it answered to the request for the annual statement beyond the files of figures.
    Answers,
    /// What somebody wrote into the last statement: it is searched here, and carried on elsewhere.
    LastStatement,
}

impl WordsKind {
    /// Every kind that has a folder of its own.
    pub const ALL: [Self; 3] = [Self::Commentary, Self::StepsTaken, Self::Answers];

    /// The name of its folder.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Commentary => "commentary",
            Self::StepsTaken => "steps-taken",
            Self::Answers => "answers",
            Self::LastStatement => "last-statement",
        }
    }

    /// What a file's folder says it is; none for files elsewhere, for files that are no Markdown
    /// and for a README.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let lower = name.to_lowercase();
        let mut parts = lower.rsplit('/');
        let (file, folder) = (parts.next()?, parts.next()?);
        if !file.ends_with(".md") || file == "readme.md" {
            return None;
        }
        Self::ALL.into_iter().find(|kind| kind.as_str() == folder)
    }
}

/// What an authority says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What for.
    pub kind: WordsKind,
    /// Whose words they are.
    pub authority: AuthorityId,
    /// The year ending 31 March that they are about; none where the file does not say.
    pub year: Option<i16>,
    /// The file, by position in the dataset's files.
    pub file: usize,
    /// What they say.
    pub blocks: Vec<TextBlock>,
    /// The text as written and as read, line by line, to be searched.
    lines: Vec<(u64, String)>,
}

/// Reads a file of words; none where it cannot be used, or is a template nobody has filled in.
pub(super) fn read(
    kind: WordsKind,
    name: &str,
    text: &str,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Option<Words> {
    if text.chars().count() > LONGEST {
        diagnostics.push(too_long(name));
        return None;
    }
    let (text, unseen) = seen(text);
    let mut found = understood(&text);
    if found.blocks.is_empty() {
        let blank = Diagnostic::notice(Code::EmptyFile, "this text is still blank; it is not used");
        diagnostics.push(blank.at(Place::file(name)));
        return None;
    }
    diagnostics.extend(unseen.map(|line| not_seen(name, line)));
    report_left_out(name, &mut found.left_out, diagnostics);
    let mut lines = searched(&text);
    let stretches = found.stretches.iter();
    lines.extend(stretches.map(|(line, text)| (*line, personal::folded(text))));
    refuse(name, &lines, diagnostics);
    let authority = authority_of(name, register, diagnostics)?;
    Some(Words {
        kind,
        authority,
        year: None,
        file: 0,
        blocks: found.blocks,
        lines,
    })
}

/// Words from cells of a form, put together as a file of them would hold them; none where nothing is said.
pub(super) fn of_form(
    (authority, year, kind): (AuthorityId, i16, WordsKind),
    name: &str,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Words> {
    if text.chars().count() > LONGEST {
        diagnostics.push(too_long(name));
        return None;
    }
    let (text, _) = seen(text);
    let mut found = understood(&text);
    report_left_out(name, &mut found.left_out, diagnostics);
    let mut lines = searched(&text);
    let stretches = found.stretches.iter();
    lines.extend(stretches.map(|(line, text)| (*line, personal::folded(text))));
    refuse(name, &lines, diagnostics);
    (!found.blocks.is_empty()).then_some(Words {
        kind,
        authority,
        year: Some(year),
        file: 0,
        blocks: found.blocks,
        lines,
    })
}

/// What somebody wrote into the last statement, to be searched for what could point at a child.
pub(super) fn of_last(
    (file, authority): (usize, AuthorityId),
    name: &str,
    texts: &[(u64, String)],
    diagnostics: &mut Diagnostics,
) -> Words {
    let lines = texts.iter().flat_map(|(line, text)| {
        let folded = searched(&seen(text).0);
        folded.into_iter().map(move |(_, text)| (*line, text))
    });
    let lines: Vec<(u64, String)> = lines.collect();
    refuse(name, &lines, diagnostics);
    Words {
        kind: WordsKind::LastStatement,
        authority,
        year: None,
        file,
        blocks: Vec::new(),
        lines,
    }
}

/// The lines of a text as they are searched.
fn searched(text: &str) -> Vec<(u64, String)> {
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        lines.push((number, personal::folded(line)));
        let unescaped = personal::unescaped(line);
        lines.extend(unescaped.map(|line| (number, personal::folded(&line))));
    }
    lines
}

fn not_seen(name: &str, line: u64) -> Diagnostic {
    let message = "characters that are not seen, or turn the direction of writing, are left out";
    Diagnostic::warning(Code::WordsMarkup, message)
        .at(Place::line(name, line))
        .help("nothing need be done; where text looks wrong, type it again")
}

/// The text without characters that are not seen, and the first line that had one.
fn seen(text: &str) -> (String, Option<u64>) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let first = text.find(is_unseen);
    let line = first.map(|at| {
        let before = text.get(..at).unwrap_or_default();
        u64::try_from(before.matches('\n').count() + 1).unwrap_or(0)
    });
    let seen = text.chars().filter(|c| !is_unseen(*c));
    (seen.collect(), line)
}

fn report_left_out(name: &str, left_out: &mut Vec<(LeftOut, u64)>, diagnostics: &mut Diagnostics) {
    left_out.dedup();
    for (what, line) in left_out.iter() {
        let (message, help) = match what {
            LeftOut::Html => (
                "HTML is not passed through; it is left out",
                "write Markdown: *emphasis*, **strong**, lists, links",
            ),
            LeftOut::Address => (
                "a link leads neither to a page nor to an address of mail; its text is kept, the link is left out",
                "begin the link with https://, http:// or mailto:",
            ),
        };
        diagnostics.push(
            Diagnostic::warning(Code::WordsMarkup, message)
                .at(Place::line(name, *line))
                .help(help),
        );
    }
}

/// Reports postcodes, and dates that are said to be of birth.
fn refuse(name: &str, lines: &[(u64, String)], diagnostics: &mut Diagnostics) {
    let mut refused: Vec<(u64, Sighting)> = Vec::new();
    for (line, text) in lines {
        if personal::has_postcode(text) {
            refused.push((*line, Sighting::Postcode));
        }
        if personal::dates(text).iter().any(|date| date.of_birth) {
            refused.push((*line, Sighting::BirthSaid));
        }
    }
    refused.sort_unstable();
    refused.dedup();
    for (line, sighting) in refused {
        diagnostics.push(sighting.diagnostic(name, line));
    }
}

fn too_long(name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::WordsTooLong,
        format!("this text is longer than {LONGEST} characters, about three pages"),
    )
    .at(Place::file(name))
    .help("shorten it; it can link to more")
}

fn authority_of(
    name: &str,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Option<AuthorityId> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.get(..file.len().saturating_sub(3)).unwrap_or(file);
    let spelled = [stem.to_owned(), stem.replace(['-', '_'], " ")];
    for text in &spelled {
        if let Resolution::Authority(id) = register.resolve_in(text, None) {
            return Some(id);
        }
    }
    let unknown = Diagnostic::error(
        Code::UnknownAuthority,
        "the name of this file is that of no authority known here",
    )
    .at(Place::file(name))
    .expected("a file named after the authority, by code or name, such as E10000016.md");
    let help = match register.resolve_in(stem, None) {
        Resolution::Unknown {
            suggestion: Some(near),
        } => format!("did you mean {near}? rename the file"),
        _ => "rename the file".to_owned(),
    };
    diagnostics.push(unknown.help(help));
    None
}

/// Reports second texts of one kind for one authority.
pub(super) fn check_twice(all: &[Words], names: &[&str], diagnostics: &mut Diagnostics) {
    for (at, words) in all.iter().enumerate() {
        let of = |w: &Words| (w.kind, w.authority, w.year);
        let same = |w: &&Words| of(w) == of(words);
        if let Some(first) = all.iter().take(at).find(same) {
            let name = |words: &Words| names.get(words.file).copied().unwrap_or_default();
            let message = format!("{} is about the same authority", name(first));
            diagnostics.push(
                Diagnostic::error(Code::WordsTwice, message)
                    .at(Place::file(name(words)))
                    .help("keep one text for each authority"),
            );
        }
    }
}
