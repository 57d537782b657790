//! A weights file as a form: its keys with their explanations, and its text with a key changed. All else of the text,
//! its comments too, stays as it was.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::DEFAULT_TEXT;

const KEYS: &str = include_str!("settings.csv");

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Takes {
    Text,
    Number,
    /// From 0 to 1.
    Share,
    Flag,
    Choice,
    WordOrNumber,
    /// Several words.
    Words,
}

impl Takes {
    fn of(word: &str) -> Self {
        match word {
            "number" => Self::Number,
            "share" => Self::Share,
            "flag" => Self::Flag,
            "choice" => Self::Choice,
            "word-or-number" => Self::WordOrNumber,
            "words" => Self::Words,
            _ => Self::Text,
        }
    }

    /// What a person has typed, as a weights file has it; nothing where it is to be left out. What is no number is
    /// written as text, so that the file's own message says what is wrong with it.
    pub(super) fn written(self, typed: &str) -> Option<String> {
        let typed = typed.trim();
        let is_number = typed.parse::<f64>().is_ok_and(f64::is_finite);
        match self {
            Self::Text | Self::Choice => Some(quoted(typed)),
            Self::Flag => Some((typed == "true").to_string()),
            Self::Words => {
                let words = typed
                    .split(',')
                    .map(str::trim)
                    .filter(|word| !word.is_empty());
                Some(format!(
                    "[{}]",
                    words.map(quoted).collect::<Vec<_>>().join(", ")
                ))
            }
            _ if typed.is_empty() => None,
            _ if is_number => Some(number(typed)),
            _ => Some(quoted(typed)),
        }
    }
}

/// A number in the form that TOML takes: `.5` and `5.` are none there.
fn number(typed: &str) -> String {
    let parsed: f64 = typed.parse().unwrap_or_default();
    let is_plain = typed.bytes().all(|byte| byte.is_ascii_digit())
        && (typed.len() == 1 || !typed.starts_with('0'));
    if is_plain {
        typed.to_owned()
    } else {
        format!("{parsed:?}")
    }
}

/// A text as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A key of the weights file.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Key {
    /// Its section and name: "scorecard.aggregation".
    pub(super) path: String,
    pub(super) title: String,
    pub(super) takes: Takes,
    /// The words it may have, where these are few.
    pub(super) options: Vec<String>,
    /// The explanation that stands above it in the file that ships.
    pub(super) words: String,
}

/// Every key outside the tree of weights, in the order of the file that ships.
pub(super) fn keys() -> &'static [Key] {
    &ALL
}

static ALL: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let explained = explanations(DEFAULT_TEXT);
    let mut reader = csv::Reader::from_reader(KEYS.as_bytes());
    let key = |row: csv::StringRecord| Key {
        path: row[0].to_owned(),
        title: row[1].to_owned(),
        takes: Takes::of(&row[2]),
        options: row[3]
            .split('|')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
        words: match &row[4] {
            "" => explained.get(&row[0]).cloned().unwrap_or_default(),
            words => words.to_owned(),
        },
    };
    reader.records().filter_map(Result::ok).map(key).collect()
});

/// What the comments above each key say; a key without one goes with the key before it.
fn explanations(text: &str) -> BTreeMap<String, String> {
    let (mut section, mut said, mut before) = (String::new(), Vec::new(), String::new());
    let mut all = BTreeMap::new();
    for line in text.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            said.push(comment.trim());
        } else if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
            said.clear();
            before.clear();
        } else if let Some((key, _)) = line.split_once(" = ") {
            if !said.is_empty() {
                before = said.join(" ");
            }
            all.insert(format!("{section}.{key}"), before.clone());
            said.clear();
        } else if line.is_empty() {
            said.clear();
        }
    }
    all
}

/// The value of a key as a person would type it; nothing where it is not in the text.
pub(super) fn value(text: &str, path: &str) -> Option<String> {
    let (root, _) = DeTable::parse_recoverable(text);
    let parts: Vec<&str> = path.split('.').collect();
    let value = find(root.get_ref(), &parts)?;
    Some(typed(
        value.get_ref(),
        text.get(value.span()).unwrap_or_default(),
    ))
}

fn typed(value: &DeValue<'_>, written: &str) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Array(all) => {
            let words = all.iter().map(|one| typed(one.get_ref(), ""));
            words.collect::<Vec<_>>().join(", ")
        }
        _ => written.to_owned(),
    }
}

fn find<'t>(table: &'t DeTable<'t>, path: &[&str]) -> Option<&'t Spanned<DeValue<'t>>> {
    let (first, rest) = path.split_first()?;
    let mut found = table.get(*first)?;
    let mut rest = rest;
    if let (DeValue::Array(all), Some((at, after))) = (found.get_ref(), rest.split_first()) {
        found = all.get(at.parse::<usize>().ok()?)?;
        rest = after;
    }
    match (found.get_ref(), rest) {
        (_, []) => Some(found),
        (DeValue::Table(inner), rest) => find(inner, rest),
        _ => None,
    }
}

/// The text with a key set, or left out. Keys are named by their sections with dots between, those of domains and
/// indicators by their number: "domain.0.indicator.2.weight".
pub(super) fn set(text: &str, path: &str, written: Option<&str>) -> String {
    let (root, _) = DeTable::parse_recoverable(text);
    let parts: Vec<&str> = path.split('.').collect();
    match (find(root.get_ref(), &parts).map(Spanned::span), written) {
        (Some(span), Some(written)) => replaced(text, span, written),
        (Some(span), None) => replaced(text, line_of(text, span), ""),
        (None, Some(written)) => added(text, root.get_ref(), &parts, written),
        (None, None) => text.to_owned(),
    }
}

fn replaced(text: &str, span: Range<usize>, by: &str) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    format!("{before}{by}{after}")
}

/// The whole lines that a value stands in.
fn line_of(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.get(..span.start).and_then(|before| before.rfind('\n'));
    let end = text.get(span.end..).and_then(|after| after.find('\n'));
    start.map_or(0, |at| at + 1)..end.map_or(text.len(), |at| span.end + at + 1)
}

fn added(text: &str, root: &DeTable<'_>, parts: &[&str], written: &str) -> String {
    let Some((key, section)) = parts.split_last() else {
        return text.to_owned();
    };
    match find(root, section).map(Spanned::span) {
        Some(span) => {
            let at = line_of(text, span.start..span.start).end;
            let line = if text.get(..at).is_some_and(|before| before.ends_with('\n')) {
                ""
            } else {
                "\n"
            };
            replaced(text, at..at, &format!("{line}{key} = {written}\n"))
        }
        None => {
            let line = if text.is_empty() || text.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            format!("{text}{line}\n[{}]\n{key} = {written}\n", section.join("."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Configuration;

    #[test]
    fn every_key_of_the_file_that_ships_has_a_field_and_an_explanation() {
        let fields: Vec<&str> = keys().iter().map(|key| key.path.as_str()).collect();
        for path in explanations(DEFAULT_TEXT).keys() {
            let is_of_the_tree = path.starts_with("[domain") || path.starts_with("[apart");
            assert!(
                is_of_the_tree || fields.contains(&path.as_str()),
                "settings.csv lacks {path}"
            );
        }
        for key in keys() {
            assert!(!key.words.is_empty(), "{} is not explained", key.path);
        }
    }

    #[test]
    fn setting_a_key_to_what_it_is_changes_nothing_that_counts() {
        let mut text = DEFAULT_TEXT.to_owned();
        for key in keys() {
            if let Some(value) = value(DEFAULT_TEXT, &key.path) {
                text = set(&text, &key.path, key.takes.written(&value).as_deref());
            }
        }
        let (read, warnings) = Configuration::read(&text, "x").unwrap();
        assert!(warnings.is_empty(), "{warnings}");
        assert_eq!(&read, Configuration::built_in());
    }

    #[test]
    fn keys_are_changed_added_and_left_out_where_they_belong() {
        let text = "# mine\n[scorecard]\ntitle = \"A\" # stays\n\n[[domain]]\ncode = \"x\"\n  [[domain.indicator]]\n  code = \"y\"\n\
                    weight = 1.0\n\n  [[domain.indicator]]\n  code = \"z\"\n";
        let changed = set(text, "scorecard.title", Some(&quoted("B \"c\"")));
        assert!(
            changed.contains("title = 'B \"c\"' # stays")
                || changed.contains("title = \"B \\\"c\\\"\" # stays"),
            "{changed}"
        );
        let changed = set(&changed, "scorecard.common_set", Some("0.5"));
        let changed = set(&changed, "domain.0.weight", Some("7"));
        let changed = set(&changed, "domain.0.indicator.1.weight", Some("3"));
        let changed = set(&changed, "domain.0.indicator.0.weight", None);
        let changed = set(&changed, "inputs.return-interviews.child", Some("\"Ref\""));
        let changed = set(
            &changed,
            "inputs.return-interviews.accepted",
            Some("\"Yes\""),
        );
        for (path, expected) in [
            ("scorecard.title", Some("B \"c\"")),
            ("scorecard.common_set", Some("0.5")),
            ("domain.0.weight", Some("7")),
            ("domain.0.indicator.0.weight", None),
            ("domain.0.indicator.1.weight", Some("3")),
            ("inputs.return-interviews.child", Some("Ref")),
            ("inputs.return-interviews.accepted", Some("Yes")),
        ] {
            assert_eq!(
                value(&changed, path).as_deref(),
                expected,
                "{path} in\n{changed}"
            );
        }
        assert!(changed.starts_with("# mine\n"));
    }

    #[test]
    fn what_is_typed_is_written_as_the_file_has_it() {
        for (takes, typed, written) in [
            (Takes::Number, " 7 ", Some("7")),
            (Takes::Number, ".5", Some("0.5")),
            (Takes::Number, "007", Some("7.0")),
            (Takes::Number, "much", Some("\"much\"")),
            (Takes::Number, "inf", Some("\"inf\"")),
            (Takes::Number, "", None),
            (Takes::Share, "0.25", Some("0.25")),
            (Takes::Flag, "", Some("false")),
            (Takes::Words, "a, b,", Some("[\"a\", \"b\"]")),
            (Takes::WordOrNumber, "all", Some("\"all\"")),
            (Takes::Text, "", Some("\"\"")),
        ] {
            assert_eq!(takes.written(typed).as_deref(), written, "{typed}");
        }
    }
}
