use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Kind, Place, Severity};

/// How many problems of one kind in one file are shown in full.
pub const SHOWN_OF_A_KIND: usize = 5;

/// Whether messages carry terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    Plain,
    /// With ANSI colours.
    Coloured,
}

/// The problems as text for a person: each with its place, what was found, what was
/// expected and what to do. Of each kind in a file the first few are shown, the rest counted.
pub fn render(diagnostics: &Diagnostics, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut shown: BTreeMap<(Kind, &str), usize> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        let file = diagnostic.place.as_ref().map_or("", |place| &place.file);
        let count = shown.entry((diagnostic.kind(), file)).or_default();
        *count += 1;
        // The first row of a return that breaks a rule says how many do.
        let most = diagnostic.rule.map_or(SHOWN_OF_A_KIND, |_| 1);
        if *count <= most {
            out.push_str(&one(diagnostic, &renderer));
            out.push('\n');
        }
    }
    let more = diagnostics.beyond(SHOWN_OF_A_KIND);
    let mut more: Vec<_> = more.filter(|(kind, ..)| kind.rule.is_none()).collect();
    more.sort_unstable();
    for (kind, file, all) in more {
        let rest = all - SHOWN_OF_A_KIND;
        let place = if file.is_empty() {
            String::new()
        } else {
            format!(" in {file}")
        };
        let _ = writeln!(
            out,
            "{}: {rest} more of the kind {}{place}",
            word(kind.severity),
            kind.code
        );
    }
    out
}

/// The problems as a JSON array.
///
/// # Errors
/// Only where a value cannot be written as JSON, which no diagnostic holds.
pub fn json(diagnostics: &Diagnostics) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(diagnostics)
}

fn one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE,
    };
    let title = format!(
        "{}{}",
        place_prefix(diagnostic.place.as_ref()),
        diagnostic.message
    );
    let mut group = level
        .primary_title(title)
        .id(diagnostic.code.name())
        .elements(std::iter::empty::<annotate_snippets::Element<'_>>());
    if let Some(source) = &diagnostic.source {
        let label = match (&diagnostic.found, &diagnostic.expected) {
            (_, Some(expected)) => format!("expected {expected}"),
            _ => String::new(),
        };
        let line = diagnostic.place.as_ref().and_then(|p| p.line).unwrap_or(1);
        group = group.element(
            Snippet::source(source.text.as_str())
                .line_start(usize::try_from(line).unwrap_or(1))
                .annotation(
                    AnnotationKind::Primary
                        .span(source.start..source.end)
                        .label(label),
                ),
        );
    } else {
        if let Some(found) = &diagnostic.found {
            group = group.element(
                Level::INFO
                    .with_name("found")
                    .message(format!("\"{found}\"")),
            );
        }
        if let Some(expected) = &diagnostic.expected {
            group = group.element(Level::INFO.with_name("expected").message(expected.clone()));
        }
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.with_name("what to do").message(help.clone()));
    }
    format!("{}\n", renderer.render(&[group]))
}

fn place_prefix(place: Option<&Place>) -> String {
    let Some(place) = place else {
        return String::new();
    };
    let mut out = place.file.clone();
    if let Some(line) = place.line {
        let _ = write!(out, ", line {line}");
    }
    if let Some(column) = place.column {
        let _ = write!(out, ", column {column}");
    }
    if let Some(name) = &place.column_name {
        let _ = write!(out, " ({name})");
    }
    out + ": "
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;

    #[test]
    fn says_place_found_expected_and_what_to_do() {
        let mut all = Diagnostics::default();
        let place = Place {
            column: Some(3),
            column_name: Some("number".into()),
            ..Place::line("a.csv", 7)
        };
        all.push(
            Diagnostic::error(Code::BadCell, "this is not a number")
                .at(place)
                .found("twelve")
                .expected("a number or a symbol")
                .help("correct the cell"),
        );
        let text = render(&all, Style::Plain);
        for part in [
            "error[bad-cell]",
            "a.csv, line 7, column 3 (number): this is not a number",
            "\"twelve\"",
            "a number or a symbol",
            "correct the cell",
        ] {
            assert!(text.contains(part), "{part} not in:\n{text}");
        }
    }

    #[test]
    fn thousands_of_a_kind_are_counted_not_listed() {
        let all: Diagnostics = (1..=2_000)
            .map(|line| Diagnostic::warning(Code::BadCell, "bad").at(Place::line("a.csv", line)))
            .collect();
        let text = render(&all, Style::Plain);
        assert_eq!(text.matches("bad-cell]").count(), SHOWN_OF_A_KIND);
        assert!(text.contains("warning: 1995 more of the kind bad-cell in a.csv\n"));
        let nowhere: Diagnostics = (1..=7)
            .map(|_| Diagnostic::warning(Code::ReturnUnusable, "unusable"))
            .collect();
        let text = render(&nowhere, Style::Plain);
        assert!(
            text.ends_with("warning: 2 more of the kind return-unusable\n"),
            "{text}"
        );
    }
}
