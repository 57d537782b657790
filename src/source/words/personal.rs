//! What could point at a child in a text: postcodes, dates of birth, identifiers.
//!
//! A text is searched as it is written and as it will be read: with markup, entities and
//! percent-encoding taken out, wide letters narrowed, invisible characters dropped.

use crate::diagnostic::is_unseen;
use crate::source::{Day, MONTHS};

/// A word or number of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// A line as it is searched: narrow letters, plain spaces.
pub(super) fn folded(line: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    line.chars()
        .filter(|c| !is_unseen(*c))
        .map(narrow)
        .collect()
}

/// A line with its percent-encoding undone, where it has any.
pub(super) fn unescaped(line: &str) -> Option<String> {
    let bytes = line.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let mut changed = false;
    while let Some(byte) = bytes.get(at) {
        let code = bytes
            .get(at + 1..at + 3)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.filter(|_| *byte == b'%') {
            Some(code) => {
                out.push(code);
                at += 3;
                changed = true;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    changed.then(|| String::from_utf8_lossy(&out).into_owned())
}

/// Whether a folded line holds a whole UK postcode: one or two letters, a digit, perhaps a digit or
/// letter, then a digit and two letters, however they are spaced.
pub(super) fn has_postcode(line: &str) -> bool {
    let letters: Vec<char> = line.chars().collect();
    (0..letters.len()).any(|at| is_postcode_at(&letters, at))
}

fn is_postcode_at(line: &[char], start: usize) -> bool {
    let letter = |at: usize| line.get(at).is_some_and(char::is_ascii_alphabetic);
    let digit = |at: usize| line.get(at).is_some_and(char::is_ascii_digit);
    let joined = |at: usize| line.get(at).is_some_and(|c| c.is_alphanumeric());
    if start.checked_sub(1).is_some_and(joined) || !letter(start) {
        return false;
    }
    let area = 1 + usize::from(letter(start + 1));
    let district = start + area;
    if !digit(district) {
        return false;
    }
    let fourth = usize::from(digit(district + 1) || letter(district + 1));
    (0..=fourth).any(|more| {
        let gap = district + 1 + more;
        let spaces = line.get(gap..).unwrap_or_default().iter();
        let spaces = spaces.take(3).take_while(|c| matches!(c, ' ' | '-' | '.'));
        let sector = gap + spaces.count();
        let unit = line.get(sector + 1..sector + 3).unwrap_or_default();
        let fits = |c: &char| {
            c.is_ascii_alphabetic()
                && !matches!(c.to_ascii_uppercase(), 'C' | 'I' | 'K' | 'M' | 'O' | 'V')
        };
        // "the A1 1st junction" is no postcode.
        let ordinal = matches!(unit, ['s', 't'] | ['n', 'd'] | ['r', 'd'] | ['t', 'h']);
        digit(sector) && unit.len() == 2 && unit.iter().all(fits) && !ordinal && !joined(sector + 3)
    })
}

/// A full date in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundDate {
    pub(super) day: Day,
    /// Whether the words beside it say that it is a date of birth.
    pub(super) of_birth: bool,
}

/// How far before a date, in bytes, a word that introduces it may begin.
const INTRODUCED: usize = 40;
const BIRTH: [&str; 5] = ["born", "birth", "dob", "d.o.b", "d o b"];

/// Every full date of a folded line, in any usual order and spelling, and by every reading of one
/// that has several.
pub(super) fn dates(line: &str) -> Vec<FoundDate> {
    let lower = line.to_lowercase();
    let tokens = tokens(&lower);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        for day in dates_at(&lower, rest) {
            let start = rest.first().map_or(0, |t| t.start);
            found.push(FoundDate {
                day,
                of_birth: is_introduced(&lower, start),
            });
        }
    }
    found
}

fn is_introduced(line: &str, start: usize) -> bool {
    let mut from = start.saturating_sub(INTRODUCED);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (start + INTRODUCED).min(line.len());
    while !line.is_char_boundary(to) {
        to -= 1;
    }
    let beside = line.get(from..to).unwrap_or_default();
    BIRTH.iter().any(|word| beside.contains(word))
}

/// Numbers and words, told apart where one follows the other.
fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut last: Option<bool> = None;
    for (start, c) in line.char_indices() {
        let is_digit = c.is_ascii_digit();
        let end = start + c.len_utf8();
        let kind = c.is_alphanumeric().then_some(is_digit);
        match (kind, tokens.last_mut()) {
            (Some(kind), Some(token)) if last == Some(kind) => {
                token.end = end;
                token.text = line.get(token.start..end).unwrap_or_default();
            }
            (Some(_), _) => tokens.push(Token {
                text: line.get(start..end).unwrap_or_default(),
                start,
                end,
            }),
            (None, _) => {}
        }
        last = kind;
    }
    tokens
}

fn dates_at(line: &str, tokens: &[Token<'_>]) -> Vec<Day> {
    let parts: Vec<&Token<'_>> = tokens
        .iter()
        .filter(|t| !matches!(t.text, "st" | "nd" | "rd" | "th" | "of"))
        .take(3)
        .collect();
    let mut days = Vec::new();
    // The day and the year are numbers.
    let numbers = parts.iter().filter(|t| is_number(t.text)).count();
    if let ([a, b, c], 2..) = (parts.as_slice(), numbers) {
        let near = |one: &Token<'_>, two: &Token<'_>| {
            let between = line.get(one.end..two.start).unwrap_or_default();
            // "3 of 5" is a share, "3 of May" a date.
            if between.contains("of") && is_number(one.text) && is_number(two.text) {
                return false;
            }
            let words = between.replace("of", "");
            let words = ["st", "nd", "rd", "th"]
                .iter()
                .fold(words, |w, s| w.replace(s, ""));
            words.len() <= 3
                && words
                    .chars()
                    .all(|c| matches!(c, ' ' | '/' | '-' | '.' | ','))
        };
        if near(a, b) && near(b, c) {
            days.extend(readings(a.text, b.text, c.text));
        }
    }
    if let Some(run) = tokens.first().filter(|t| t.text.len() == 8) {
        days.extend(unspaced(run.text));
    }
    days
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The dates that three parts could be.
fn readings(a: &str, b: &str, c: &str) -> Vec<Day> {
    let orders = [(a, b, c), (b, a, c), (c, b, a)];
    let read = orders.into_iter().flat_map(|(day, month, year)| {
        let month = month_of(month);
        let day: Option<u8> = day.parse().ok();
        years_of(year)
            .into_iter()
            .filter_map(move |year| Day::new(year, month?, day?))
    });
    read.collect()
}

/// `ddmmyyyy` and `yyyymmdd`.
fn unspaced(digits: &str) -> Vec<Day> {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let day_first = readings(part(0, 2), part(2, 4), part(4, 8));
    let year_first = readings(part(6, 8), part(4, 6), part(0, 4));
    day_first.into_iter().chain(year_first).collect()
}

fn month_of(text: &str) -> Option<u8> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.parse().ok().filter(|month| (1..=12).contains(month));
    }
    let named = (text.len() >= 3).then(|| MONTHS.iter().position(|m| m.starts_with(text)));
    let at = match named.flatten() {
        None if text == "sept" => 8,
        at => at?,
    };
    u8::try_from(at + 1).ok()
}

/// The year of four digits; of two, in this century and the last.
fn years_of(text: &str) -> Vec<i16> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    match (text.len(), text.parse::<i16>()) {
        (4, Ok(year)) if (1900..=2100).contains(&year) => vec![year],
        (2, Ok(year)) => vec![2000 + year, 1900 + year],
        _ => Vec::new(),
    }
}

/// The texts of a folded line that could be a child's identifier: whole words and numbers, also
/// where hyphens, dots or slashes join them or a space lies between two. Short numbers and plain
/// words, which any sentence has, only where the word before says that an identifier follows.
pub(super) fn identifiers(line: &str) -> Vec<String> {
    let joins = |c: char| matches!(c, '-' | '_' | '/' | '.' | '\\');
    let mut words: Vec<&str> = Vec::new();
    let mut found: Vec<String> = Vec::new();
    let line = without_thousands(line);
    for run in line.split(|c: char| !(c.is_alphanumeric() || joins(c) || c == '#')) {
        let run = run.trim_matches(joins);
        if run.is_empty() {
            continue;
        }
        let marked = run.starts_with('#');
        let run = run.trim_start_matches('#');
        let before = words.last().copied().unwrap_or_default();
        let introduced = marked || announces(before);
        let pieces = run.split(joins).filter(|piece| *piece != run);
        let closed = run.replace(joins, "");
        // "2023-24" is two years and no number.
        let is_one = |closed: &&str| {
            closed.len() < run.len() && closed.bytes().any(|b| b.is_ascii_alphabetic())
        };
        let closed = Some(closed.as_str()).filter(is_one);
        for text in std::iter::once(run).chain(pieces).chain(closed) {
            if introduced || is_unmistakable(text) {
                found.push(text.to_owned());
            }
        }
        for joined in [format!("{before} {run}"), format!("{before}{run}")] {
            if !before.is_empty()
                && joined.bytes().any(|b| b.is_ascii_digit())
                && is_unmistakable(&joined)
            {
                found.push(joined);
            }
        }
        words.push(run);
    }
    found
}

/// The same line without the commas of numbers: "1,042".
fn without_thousands(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let separates = |at: usize| {
        at.checked_sub(1).is_some_and(digit)
            && (1..=3).all(|more| digit(at + more))
            && !digit(at + 4)
    };
    let kept = letters.iter().enumerate();
    kept.filter(|(at, letter)| **letter != ',' || !separates(*at))
        .map(|(_, letter)| *letter)
        .collect()
}

/// Whether a text is hardly ever anything but an identifier.
fn is_unmistakable(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    match (digits, letters) {
        (0, letters) => letters >= 6,
        (digits, 0) => digits >= 5 || (digits >= 2 && text.starts_with('0')),
        (digits, letters) => digits + letters >= 3,
    }
}

/// Whether the word before says that an identifier follows: "child 7".
fn announces(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "child",
        "children",
        "id",
        "case",
        "ref",
        "reference",
        "number",
        "no",
        "record",
        "client",
        "person",
        "pupil",
        "upn",
        "identifier",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}
