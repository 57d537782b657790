//! What the names of folders, archives and files say: an authority, a year, or both.
//!
//! Folders go first, the innermost before those around it: `…/<authority>/<year>/<file>`, a year above an
//! authority, both in one name (`E06000017 Rutland 2023-24`), a submission's folder below. Where they leave
//! something open, the name of an archive says it, then that of the file, then the weights file.

use crate::authority::{AuthorityId, Register};
use crate::config::Inputs;
use crate::source::files::NamedBytes;
use crate::source::year_ending;

/// How many of the folders that lead to the dataset are looked at.
const AROUND: usize = 2;

/// Words that stand beside an authority or a year and say nothing of either.
const FILLERS: [&str; 28] = [
    "903",
    "and",
    "annual",
    "child",
    "children",
    "cla",
    "cyp",
    "data",
    "draft",
    "ending",
    "export",
    "final",
    "for",
    "fy",
    "la",
    "lac",
    "level",
    "of",
    "return",
    "returns",
    "ssda",
    "ssda903",
    "sub",
    "submission",
    "submitted",
    "the",
    "year",
    "collection",
];

/// Whose a file is, and of which year, as far as it is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Whose {
    pub(crate) authority: Option<AuthorityId>,
    pub(crate) year: Option<i16>,
}

/// The folders, and the names, that may say whose a file is.
pub(crate) struct Place<'p> {
    /// Folders within the dataset, then those around it; the innermost first.
    folders: Vec<&'p str>,
    /// How many of them lie within the dataset.
    within: usize,
    /// The name of the archive it came in, then its own.
    names: Vec<&'p str>,
}

impl<'p> Place<'p> {
    /// Where a file of a dataset lies that lies in folders itself.
    pub(crate) fn of(lies_in: &'p str, file: &'p NamedBytes) -> Self {
        let archive = file.archive.as_deref();
        let within_name = archive.filter(|path| file.name.starts_with(*path));
        let archive_at = within_name.map(|path| path.matches('/').count());
        let mut parts: Vec<(usize, &str)> = file.name.split('/').enumerate().collect();
        let own = parts.pop().map_or("", |(_, name)| name);
        let named = archive.and_then(|path| path.rsplit('/').next());
        let names = named.into_iter().chain([own]);
        let folders = parts.iter().rev().filter(|(at, _)| Some(*at) != archive_at);
        let mut folders: Vec<&str> = folders.map(|(_, name)| *name).collect();
        let within = folders.len();
        let around = lies_in.rsplit('/').filter(|name| !name.is_empty());
        folders.extend(around.take(AROUND));
        Self {
            folders,
            within,
            names: names.map(stem).collect(),
        }
    }

    /// What the folders say.
    pub(crate) fn by_folders(&self, register: &Register) -> Whose {
        let mut whose = Whose::default();
        let mut coded = None;
        for (at, folder) in self.folders.iter().enumerate() {
            let said = read(folder, register, whose.year, true);
            // A dataset's own authority may have a code that reads as a year.
            if said.year.is_some() && register.is_own() && coded.is_none() {
                coded = register.by_code(folder.trim()).map(|id| (at, id));
            }
            whose.year = whose.year.or(said.year);
            whose.authority = whose.authority.or(said.authority);
            if whose.authority.is_some() && whose.year.is_some() {
                // Folders further out say nothing more, and every file would ask them again.
                return whose;
            }
        }
        let Some((at, id)) = coded.filter(|_| whose.authority.is_none()) else {
            return whose;
        };
        let others = self
            .folders
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let mut years = others.filter_map(|(_, folder)| read(folder, register, None, true).year);
        Whose {
            authority: Some(id),
            year: years.next(),
        }
    }

    /// What the names of archive and file say of what is not known yet.
    pub(crate) fn by_names(&self, known: Whose, register: &Register) -> Whose {
        self.names.iter().fold(known, |known, name| {
            let said = read(name, register, known.year, false);
            Whose {
                authority: known.authority.or(said.authority),
                year: known.year.or(said.year),
            }
        })
    }

    /// The innermost folder within the dataset that says neither, though it is no word that stands beside;
    /// where a year is looked for, one with a digit rather than another.
    pub(crate) fn not_understood(&self, register: &Register, of_year: bool) -> Option<&'p str> {
        let within = self.folders.iter().take(self.within).copied();
        let unknown = |folder: &&str| {
            let said = read(folder, register, None, true);
            let says_nothing = said == Whose::default();
            says_nothing && words(folder).iter().any(|word| !is_filler(word.text))
        };
        let mut unknown = within.filter(unknown);
        if of_year {
            return unknown.find(|folder| folder.contains(|c: char| c.is_ascii_digit()));
        }
        unknown.next()
    }
}

/// What the weights file says of what is not known yet.
pub(crate) fn by_inputs(known: Whose, inputs: &Inputs, register: &Register) -> Whose {
    let year = known.year.or(inputs.year);
    let named = inputs.authority.as_deref();
    let named = named.and_then(|name| register.resolve_in(name, year).authority());
    Whose {
        authority: known.authority.or(named),
        year,
    }
}

/// What a title says, in which other words may stand.
pub(super) fn said(title: &str, register: &Register, year: Option<i16>) -> Whose {
    read(title, register, year, false)
}

/// A name without the endings of files.
fn stem(name: &str) -> &str {
    let mut stem = name;
    while let Some((before, ending)) = stem.rsplit_once('.') {
        let is_ending =
            (2..=4).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        if before.is_empty() || !is_ending || ending.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        stem = before;
    }
    stem
}

/// A word of a name and where it stands.
#[derive(Debug, Clone, Copy)]
struct Word<'n> {
    text: &'n str,
    start: usize,
    end: usize,
}

fn words(name: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in name.char_indices().chain([(name.len(), ' ')]) {
        // An apostrophe and an ampersand belong to names.
        let within = c.is_alphanumeric() || matches!(c, '\'' | '’' | '&');
        match (within, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word {
                    text: name.get(from..at).unwrap_or_default(),
                    start: from,
                    end: at,
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn is_filler(word: &str) -> bool {
    let lower = word.to_lowercase();
    FILLERS.contains(&lower.as_str())
}

/// What a name says. A folder's must say nothing else, so that an authority is not found in any words; in the
/// name of a file other words may stand.
fn read(name: &str, register: &Register, year: Option<i16>, alone: bool) -> Whose {
    let whole = |year| register.known_in(name, year)?.authority();
    if let Some(said) = year_of(name.trim()) {
        return Whose {
            authority: None,
            year: Some(said),
        };
    }
    if let Some(id) = whole(year) {
        return Whose {
            authority: Some(id),
            year: None,
        };
    }
    let words = words(name);
    let (said, used) = year_in(name, &words);
    let rest: Vec<Word<'_>> = words
        .iter()
        .enumerate()
        .filter(|(at, _)| !used.contains(at))
        .map(|(_, word)| *word)
        .collect();
    let (authority, left) = authority_in(name, &rest, register, year.or(said), alone);
    if alone && left {
        return Whose::default();
    }
    Whose {
        authority,
        year: said,
    }
}

/// The year ending 31 March that a text as a whole says: as [`year_ending`], also behind `FY`.
fn year_of(text: &str) -> Option<i16> {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("fy") else {
        return year_ending(text);
    };
    let rest = rest.trim_start_matches([' ', '-', '_']);
    let short = rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_digit());
    year_ending(&if short {
        format!("20{rest}")
    } else {
        rest.to_owned()
    })
}

/// The only year among words, and which words say it. Digits that belong to a date say none.
fn year_in(name: &str, words: &[Word<'_>]) -> (Option<i16>, Vec<usize>) {
    let mut years: Vec<i16> = Vec::new();
    let mut used = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let pair = words.get(at + 1).and_then(|next| {
            let span = name.get(word.start..next.end)?;
            let is_long = word.text.len() >= 4 || word.text.to_ascii_lowercase().starts_with("fy");
            let joined = span.replace([' ', '_', '.'], "-");
            year_of(&joined).filter(|_| is_long)
        });
        let (said, count) = match (pair, year_of(word.text)) {
            (Some(year), _) => (Some(year), 2),
            (None, single) => (single, 1),
        };
        let last = at + count - 1;
        if let Some(year) = said.filter(|_| !is_of_a_date(name, words, at, last)) {
            years.push(year);
            used.extend(at..=last);
        }
        at += count;
    }
    years.dedup();
    match years.as_slice() {
        [year] => (Some(*year), used),
        _ => (None, Vec::new()),
    }
}

/// Whether digits stand beside words, joined to them as in a date.
fn is_of_a_date(name: &str, words: &[Word<'_>], first: usize, last: usize) -> bool {
    let is_short_number =
        |word: &Word<'_>| word.text.len() <= 2 && word.text.bytes().all(|b| b.is_ascii_digit());
    let joined = |a: &Word<'_>, b: &Word<'_>| {
        let between = name.get(a.end..b.start);
        between.is_some_and(|text| matches!(text, "-" | "." | "_" | "/"))
    };
    let beside = |a: Option<&Word<'_>>, b: Option<&Word<'_>>, number: Option<&Word<'_>>| {
        let (Some(a), Some(b), Some(number)) = (a, b, number) else {
            return false;
        };
        is_short_number(number) && joined(a, b)
    };
    let before = first.checked_sub(1).and_then(|at| words.get(at));
    let after = words.get(last + 1);
    beside(before, words.get(first), before) || beside(words.get(last), after, after)
}

/// The only authority among words, and whether other words are left that say something else.
fn authority_in(
    name: &str,
    words: &[Word<'_>],
    register: &Register,
    year: Option<i16>,
    alone: bool,
) -> (Option<AuthorityId>, bool) {
    const LONGEST: usize = 8;
    let mut found: Vec<AuthorityId> = Vec::new();
    let mut left = false;
    let mut at = 0;
    'words: while at < words.len() {
        for count in (1..=LONGEST.min(words.len() - at)).rev() {
            let run = words.get(at..at + count).unwrap_or_default();
            let id = resolved(name, run, register, year, alone);
            if let Some(id) = id {
                found.push(id);
                at += count;
                continue 'words;
            }
        }
        left |= words.get(at).is_some_and(|word| !is_filler(word.text));
        at += 1;
    }
    found.dedup();
    match found.as_slice() {
        [id] => (Some(*id), left),
        [] => (None, left),
        _ => (None, true),
    }
}

/// The authority that words next to one another name.
fn resolved(
    name: &str,
    run: &[Word<'_>],
    register: &Register,
    year: Option<i16>,
    alone: bool,
) -> Option<AuthorityId> {
    let (first, last) = (run.first()?, run.last()?);
    // Numbers in the names of files are versions and counts rather than the old codes of authorities.
    let is_number = run.len() == 1 && first.text.bytes().all(|b| b.is_ascii_digit());
    if is_filler(first.text) && run.len() == 1
        || !alone && (is_number || last.end - first.start < 2)
    {
        return None;
    }
    let spelled = name.get(first.start..last.end)?;
    let by_name = |text: &str| register.known_in(text, year)?.authority();
    let id = register.by_code(spelled).or_else(|| by_name(spelled));
    id.or_else(|| by_name(&spelled.replace(['_', '-', '.'], " ")))
}

#[cfg(test)]
mod tests;
