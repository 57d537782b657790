//! `[[apart]]`: years whose published figures are not comparable with those of other years.

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::indicator::definitions;

use super::domain::Domain;
use super::reader::{Section, Source, out_of_range};
use super::sections::YEARS;

/// Years of which published figures of some indicators stand apart: they are shown, and ranked within their
/// year with these words in its title, and are in no series and no trend.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Apart {
    /// The years ending 31 March.
    pub years: Vec<i16>,
    /// The codes of the indicators.
    pub indicators: Vec<String>,
    /// Why, in a few words that can stand in brackets behind a title.
    pub words: String,
}

impl Apart {
    /// Whether published figures of an indicator stand apart in a year.
    #[must_use]
    pub fn holds(&self, indicator: &str, year: i16) -> bool {
        self.years.contains(&year) && self.indicators.iter().any(|code| code == indicator)
    }
}

/// None where the file says nothing of it; `domains` are those of the file, whose indicators may be named beside
/// those that are built in.
pub(super) fn apart(
    root: &mut Section<'_>,
    source: &mut Source<'_>,
    domains: &[Domain],
) -> Option<Vec<Apart>> {
    let sections = root.sections(source, "apart")?;
    let read = |mut section: Section<'_>| {
        let apart = Apart {
            years: years(&mut section, source),
            indicators: indicators(&mut section, source, domains),
            words: words(&mut section, source),
        };
        section.finish(source);
        apart
    };
    Some(sections.into_iter().map(read).collect())
}

fn years(section: &mut Section<'_>, source: &mut Source<'_>) -> Vec<i16> {
    let Some(numbers) = section.numbers(source, "years") else {
        missing(section, source, "years", "years = [2015, 2016]");
        return Vec::new();
    };
    let bounds = YEARS.0 as f64..=YEARS.1 as f64;
    let mut years = Vec::new();
    for (number, span) in numbers {
        if number.fract() == 0.0 && bounds.contains(&number) {
            years.push(number as i16);
        } else {
            let expected = format!("a year from {} to {}", YEARS.0, YEARS.1);
            out_of_range(source, span, "years", number, expected);
        }
    }
    years
}

fn indicators(
    section: &mut Section<'_>,
    source: &mut Source<'_>,
    domains: &[Domain],
) -> Vec<String> {
    let Some(codes) = section.strings(source, "indicators") else {
        missing(
            section,
            source,
            "indicators",
            "indicators = [\"children-missing\"]",
        );
        return Vec::new();
    };
    let own = domains.iter().flat_map(|domain| &domain.indicators);
    let known: Vec<&str> = definitions()
        .map(|definition| definition.code)
        .chain(own.map(|indicator| indicator.code.as_str()))
        .collect();
    for code in codes.iter().filter(|code| !known.contains(&code.as_str())) {
        let message = format!("no indicator has the code \"{code}\"");
        let mut diagnostic = Diagnostic::error(Code::ConfigOutOfRange, message);
        if let Some(meant) = nearest(code, known.iter().map(|known| (known, known))) {
            diagnostic = diagnostic.help(format!("did you mean \"{meant}\"?"));
        }
        source.report(section.span_of("indicators"), diagnostic);
    }
    codes
}

fn words(section: &mut Section<'_>, source: &mut Source<'_>) -> String {
    let given = section.string(source, "words");
    let words = given
        .map(|words| words.trim().to_owned())
        .unwrap_or_default();
    if words.is_empty() {
        missing(
            section,
            source,
            "words",
            "words = \"experimental statistics\"",
        );
    }
    words
}

/// Reports a key that is not there or has nothing in it; one of the wrong kind is reported already.
fn missing(section: &mut Section<'_>, source: &mut Source<'_>, key: &'static str, such_as: &str) {
    if source.problems.has_errors() && section.value(key).is_some() {
        return;
    }
    let message = format!("years that stand apart need `{key}`");
    let diagnostic = Diagnostic::error(Code::ConfigMissingKey, message)
        .help(format!("add a line such as: {such_as}"));
    source.report(section.span(), diagnostic);
}
