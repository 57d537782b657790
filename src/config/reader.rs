//! Reads a TOML table key by key, collecting every problem with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceLine, is_unseen, nearest};

/// The largest number that is told exactly from the next whole one: 2 to the power of 53.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Bytes of a line above which not all of it is shown.
const LONG_LINE: usize = 400;

/// The most that a list or a repeated section may have.
const MOST: usize = 1_000;

/// The text of a weights file and the problems found in it so far.
pub(super) struct Source<'a> {
    text: &'a str,
    name: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// Problems found so far.
    pub(super) problems: Diagnostics,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str, name: &'a str) -> Self {
        Self {
            text,
            name,
            lines: std::iter::once(0)
                .chain(text.match_indices('\n').map(|(at, _)| at + 1))
                .collect(),
            problems: Diagnostics::default(),
        }
    }

    /// Reports a problem at a range of bytes.
    pub(super) fn report(&mut self, span: Range<usize>, mut diagnostic: Diagnostic) {
        let start = self.boundary(span.start);
        let end = self.boundary(span.end).max(start);
        let number = self.lines.partition_point(|line| *line <= start);
        let line_start = self.lines[number - 1];
        let line_end = self.lines.get(number).map_or(self.text.len(), |at| at - 1);
        diagnostic.place = Some(Place {
            file: self.name.to_owned(),
            line: Some(number as u64),
            column: (start - line_start <= LONG_LINE)
                .then(|| self.text[line_start..start].chars().count() as u64 + 1),
            column_name: None,
        });
        self.problems
            .push(diagnostic.source(self.excerpt(line_start..line_end, start..end)));
    }

    /// What is shown of a line with its fault: all of it, or of a very long one what stands around.
    fn excerpt(&self, line: Range<usize>, fault: Range<usize>) -> SourceLine {
        let from = match fault.start - line.start {
            before if before > LONG_LINE => self.boundary(fault.start - LONG_LINE / 4),
            _ => line.start,
        };
        let to = self.boundary(line.end.min(from + 2 * LONG_LINE)).max(from);
        let text = self.text[from..to].trim_end_matches('\r');
        let (before, after) = (fault.start - from, fault.end.saturating_sub(from));
        let mut shown = SourceLine {
            text: String::with_capacity(text.len()),
            start: 0,
            end: 0,
        };
        for (at, c) in text.char_indices() {
            shown.text.push(if is_unseen(c) { '\u{FFFD}' } else { c });
            let so_far = shown.text.len();
            shown.start = if at < before { so_far } else { shown.start };
            shown.end = if at < after { so_far } else { shown.end };
        }
        shown.end = shown.end.max(shown.start);
        shown
    }

    fn boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// One table of the file, from which known keys are taken.
pub(super) struct Section<'t> {
    title: String,
    table: &'t DeTable<'t>,
    span: Range<usize>,
    known: Vec<&'static str>,
}

impl<'t> Section<'t> {
    pub(super) fn new(
        title: impl Into<String>,
        table: &'t DeTable<'t>,
        span: Range<usize>,
    ) -> Self {
        Self {
            title: title.into(),
            table,
            span,
            known: Vec::new(),
        }
    }

    /// Where the table stands.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The value of a key, if given.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// Where a key's value stands, or the table where it is absent.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.table
            .get(key)
            .map_or_else(|| self.span(), Spanned::span)
    }

    pub(super) fn string(&mut self, source: &mut Source<'_>, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => seen(source, value.span(), key, text),
            other => {
                wrong_type(source, value.span(), key, other, "text in quotes");
                None
            }
        }
    }

    /// What something is called: a line with something in it, without the room around it.
    pub(super) fn title(&mut self, source: &mut Source<'_>, key: &'static str) -> Option<String> {
        let text = self.string(source, key)?;
        let title = text.trim();
        if !title.is_empty() && !title.contains(['\n', '\t']) {
            return Some(title.to_owned());
        }
        let message = match title {
            "" => format!("`{key}` is empty"),
            _ => format!("`{key}` runs over more than one line"),
        };
        let diagnostic = Diagnostic::error(Code::ConfigOutOfRange, message)
            .expected("a few words on one line")
            .help("fill it in, or leave the line out");
        source.report(self.span_of(key), diagnostic);
        None
    }

    pub(super) fn boolean(&mut self, source: &mut Source<'_>, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            other => {
                wrong_type(source, value.span(), key, other, "true or false");
                None
            }
        }
    }

    pub(super) fn number(&mut self, source: &mut Source<'_>, key: &'static str) -> Option<f64> {
        let value = self.value(key)?;
        number_in(source, key, value)
    }

    /// A number within bounds, both included.
    pub(super) fn number_within(
        &mut self,
        source: &mut Source<'_>,
        key: &'static str,
        lowest: f64,
        highest: f64,
    ) -> Option<f64> {
        let number = self.number(source, key)?;
        if (lowest..=highest).contains(&number) {
            return Some(number);
        }
        let expected = if highest == f64::INFINITY {
            format!("a number of {lowest} or more")
        } else {
            format!("a number from {lowest} to {highest}")
        };
        out_of_range(source, self.span_of(key), key, number, expected);
        None
    }

    /// A whole number within bounds, both included.
    pub(super) fn whole(
        &mut self,
        source: &mut Source<'_>,
        key: &'static str,
        lowest: u64,
        highest: u64,
    ) -> Option<u64> {
        let number = self.number(source, key)?;
        #[allow(clippy::cast_precision_loss, reason = "bounds are small")]
        let within = number.fract() == 0.0 && number >= lowest as f64 && number <= highest as f64;
        if within {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked above"
            )]
            return Some(number as u64);
        }
        let expected = format!("a whole number from {lowest} to {highest}");
        out_of_range(source, self.span_of(key), key, number, expected);
        None
    }

    /// One of a fixed list of words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        source: &mut Source<'_>,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.string(source, key)?;
        if let Some((_, chosen)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(*chosen);
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let mut diagnostic = Diagnostic::error(
            Code::ConfigOutOfRange,
            format!("`{key}` cannot be \"{text}\""),
        )
        .found(&text)
        .expected(format!("one of: {}", words.join(", ")));
        if let Some(near) = nearest(&text, words.iter().map(|word| (word, word))) {
            diagnostic = diagnostic.help(format!("did you mean \"{near}\"?"));
        }
        source.report(self.span_of(key), diagnostic);
        None
    }

    /// A list of texts.
    pub(super) fn strings(
        &mut self,
        source: &mut Source<'_>,
        key: &'static str,
    ) -> Option<Vec<String>> {
        let value = self.value(key)?;
        let DeValue::Array(array) = value.get_ref() else {
            wrong_type(
                source,
                value.span(),
                key,
                value.get_ref(),
                "a list of texts in square brackets",
            );
            return None;
        };
        if is_too_long(source, value.span(), key, array.len()) {
            return None;
        }
        let mut texts = Vec::new();
        for element in array.iter() {
            match element.get_ref() {
                DeValue::String(text) => texts.extend(seen(source, element.span(), key, text)),
                other => wrong_type(source, element.span(), key, other, "text in quotes"),
            }
        }
        Some(texts)
    }

    /// A list of numbers, each with where it stands.
    pub(super) fn numbers(
        &mut self,
        source: &mut Source<'_>,
        key: &'static str,
    ) -> Option<Vec<(f64, Range<usize>)>> {
        let value = self.value(key)?;
        let DeValue::Array(array) = value.get_ref() else {
            let expected = "a list of numbers in square brackets";
            wrong_type(source, value.span(), key, value.get_ref(), expected);
            return None;
        };
        if is_too_long(source, value.span(), key, array.len()) {
            return None;
        }
        let mut numbers = Vec::new();
        for element in array.iter() {
            numbers.extend(number_in(source, key, element).map(|number| (number, element.span())));
        }
        Some(numbers)
    }

    /// A table inside this one.
    pub(super) fn section(
        &mut self,
        source: &mut Source<'_>,
        key: &'static str,
    ) -> Option<Section<'t>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Section::new(key, table, value.span())),
            other => {
                wrong_type(source, value.span(), key, other, "a section");
                None
            }
        }
    }

    /// A repeated table inside this one, as `[[key]]` writes it.
    pub(super) fn sections(
        &mut self,
        source: &mut Source<'_>,
        key: &'static str,
    ) -> Option<Vec<Section<'t>>> {
        let value = self.value(key)?;
        let DeValue::Array(array) = value.get_ref() else {
            let expected = format!("one or more sections headed [[{key}]]");
            wrong_type(source, value.span(), key, value.get_ref(), &expected);
            return None;
        };
        if is_too_long(source, value.span(), key, array.len()) {
            return Some(Vec::new());
        }
        let mut sections = Vec::new();
        for element in array.iter() {
            match element.get_ref() {
                DeValue::Table(table) => sections.push(Section::new(key, table, element.span())),
                other => wrong_type(source, element.span(), key, other, "a section"),
            }
        }
        Some(sections)
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(self, source: &mut Source<'_>) {
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            let place = if self.title.is_empty() {
                "this file".to_owned()
            } else {
                format!("[{}]", self.title)
            };
            let mut diagnostic = Diagnostic::error(
                Code::ConfigUnknownKey,
                format!("{place} has no key `{name}`"),
            )
            .found(name);
            diagnostic = match nearest(name, self.known.iter().map(|key| (key, key))) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!(
                    "remove it; the keys here are: {}",
                    self.known.join(", ")
                )),
            };
            source.report(key.span(), diagnostic);
        }
    }
}

/// Refuses a list that is longer than any scorecard's.
fn is_too_long(source: &mut Source<'_>, span: Range<usize>, key: &str, length: usize) -> bool {
    if length > MOST {
        let message = format!("there are {length} of `{key}`");
        let diagnostic = Diagnostic::error(Code::ConfigOutOfRange, message)
            .expected(format!("at most {MOST}"))
            .help("no scorecard has so many: look at how the file was made");
        source.report(span, diagnostic);
    }
    length > MOST
}

/// A text as it is given, unless it holds a character that nobody sees: such a one could make it look like another,
/// or turn around what stands beside it.
fn seen(source: &mut Source<'_>, span: Range<usize>, key: &str, text: &str) -> Option<String> {
    let Some(unseen) = text.chars().find(|c| is_unseen(*c)) else {
        return Some(text.to_owned());
    };
    let message = format!(
        "`{key}` holds a character that is not seen: U+{:04X}",
        u32::from(unseen)
    );
    let diagnostic = Diagnostic::error(Code::ConfigOutOfRange, message)
        .found(text)
        .help("type the text again, without copying it");
    source.report(span, diagnostic);
    None
}

pub(super) fn number_in(
    source: &mut Source<'_>,
    key: &str,
    value: &Spanned<DeValue<'_>>,
) -> Option<f64> {
    let parsed = match value.get_ref() {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(|n| {
                #[allow(
                    clippy::cast_precision_loss,
                    reason = "a setting this large is out of range anyway"
                )]
                let number = n as f64;
                number
            }),
        DeValue::Float(float) => float.as_str().parse().ok(),
        other => {
            wrong_type(source, value.span(), key, other, "a number without quotes");
            return None;
        }
    };
    match parsed.filter(|n: &f64| n.abs() <= LARGEST) {
        Some(number) => Some(number),
        None => {
            let diagnostic = Diagnostic::error(
                Code::ConfigOutOfRange,
                format!("`{key}` is no number, or too large to be told exactly"),
            )
            .expected("a number such as 25 or 2.5");
            source.report(value.span(), diagnostic);
            None
        }
    }
}

pub(super) fn out_of_range(
    source: &mut Source<'_>,
    span: Range<usize>,
    key: &str,
    number: f64,
    expected: String,
) {
    let diagnostic = Diagnostic::error(
        Code::ConfigOutOfRange,
        format!("`{key}` cannot be {number}"),
    )
    .found(number.to_string())
    .expected(expected);
    source.report(span, diagnostic);
}

fn wrong_type(
    source: &mut Source<'_>,
    span: Range<usize>,
    key: &str,
    found: &DeValue<'_>,
    expected: &str,
) {
    let kind = match found {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    };
    let diagnostic = Diagnostic::error(
        Code::ConfigWrongType,
        format!("`{key}` is {kind}, not {expected}"),
    )
    .found(kind)
    .expected(expected);
    source.report(span, diagnostic);
}
