//! What a row of a published table counts, told by the words of its labels that carry the meaning.
//!
//! Which words mean which quantity is data: `labels.csv` beside this file. A release that words a
//! label in a new way needs at most a new line there. A label with a word that a line does not
//! allow is another label: what is not understood whole is not taken for what it resembles.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Quantity;

const DATA: &str = include_str!("labels.csv");

/// How like a label must be to be the one that was meant.
pub(super) const MEANT: f64 = 0.6;

/// Words that change nothing in what a label means.
const FILLERS: [&str; 34] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "each", "for", "from", "had", "has",
    "have", "in", "is", "of", "on", "or", "s", "than", "that", "the", "their", "they", "this",
    "those", "to", "was", "were", "which", "who", "with",
];

#[derive(Debug, Deserialize)]
struct Line {
    table: String,
    quantity: String,
    group_words: String,
    group_may: String,
    label_words: String,
    label_may: String,
    indicators: String,
    usual: String,
}

/// One way in which a table says what a row counts.
#[derive(Debug)]
pub(super) struct Rule {
    /// The table, by its code in `tables.csv`.
    pub(super) table: String,
    pub(super) quantity: Quantity,
    group: Words,
    label: Words,
    /// The indicators that have no figure without it.
    pub(super) indicators: Vec<String>,
    /// The label as it is usually worded, its group before it.
    pub(super) usual: String,
}

/// Words that a text has, and those it may have beside them.
#[derive(Debug)]
struct Words {
    all: BTreeSet<String>,
    may: BTreeSet<String>,
}

impl Words {
    fn of(all: &str, may: &str) -> Self {
        let set = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Self {
            all: set(all),
            may: set(may),
        }
    }

    /// Whether a text says this and nothing else. "Total" adds nothing where it is not asked for.
    fn fit(&self, text: &BTreeSet<String>) -> bool {
        self.all.is_subset(text)
            && text
                .iter()
                .all(|word| self.all.contains(word) || self.may.contains(word) || word == "total")
    }
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(DATA.as_bytes());
    let lines = reader.deserialize::<Line>().filter_map(Result::ok);
    lines.filter_map(rule).collect()
});

fn rule(line: Line) -> Option<Rule> {
    Some(Rule {
        quantity: Quantity::named(&line.quantity)?,
        group: Words::of(&line.group_words, &line.group_may),
        label: Words::of(&line.label_words, &line.label_may),
        indicators: line
            .indicators
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        table: line.table,
        usual: line.usual,
    })
}

/// The lines of a table.
pub(super) fn rules_of(table: &str) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.table == table)
}

/// Whether a label could be one that counts something in a table, worded anew: most of its letters, group
/// apart, are those of a known one.
pub(super) fn resembles(table: &str, label: &str) -> bool {
    let words = |words: &BTreeSet<String>| words.iter().cloned().collect::<Vec<_>>().join(" ");
    let own = words(&meaning(label));
    let mut known = rules_of(table).filter(|rule| !rule.label.all.contains("total"));
    known.any(|rule| strsim::sorensen_dice(&own, &words(&rule.label.all)) >= MEANT)
}

/// The words of a label in lower case: punctuation and leading numbering dropped, abbreviations
/// written out, small numbers as words.
///
/// ```
/// use care_scorecard::source::published::label_words;
/// assert_eq!(label_words("1.ii CLA at 31 March"), "children looked after at 31 march");
/// assert_eq!(label_words("2. Own LA children"), "own local authority children");
/// ```
pub fn label_words(label: &str) -> String {
    let lower = label.to_lowercase().replace(['\'', '’'], "");
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let unnumbered = words.skip_while(|w| is_numbering(w, label));
    let written: Vec<&str> = unnumbered.map(written_out).collect();
    written.join(" ")
}

/// Numbering stands at the very start, before a dot, colon or bracket: `1.`, `1.ii`, `2:`, `3)`.
fn is_numbering(word: &str, label: &str) -> bool {
    let number = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let roman = word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let lettered = word.len() == 2 && word.as_bytes().first().is_some_and(u8::is_ascii_digit);
    let marked = label
        .trim_start()
        .get(..label.trim_start().find(' ').unwrap_or(0))
        .unwrap_or_default();
    (number || roman || lettered)
        && marked.to_lowercase().contains(word)
        && marked.contains(['.', ':', ')', '-'])
        && !marked.contains(char::is_whitespace)
}

fn written_out(word: &str) -> &str {
    match word {
        "cla" => "children looked after",
        "la" => "local authority",
        "las" => "local authorities",
        "council" => "local authority",
        "2" => "two",
        "3" => "three",
        "over" | "greater" => "more",
        "child" => "children",
        "all" => "total",
        "past" => "previous",
        other => other,
    }
}

/// The words that carry the meaning of a label: fillers and the number of a year left out, and
/// "in the year" read as "during the year".
pub(super) fn meaning(text: &str) -> BTreeSet<String> {
    let mut words = label_words(text);
    if !words.contains("during") {
        for (other, usual) in [
            ("in the year", "during year"),
            ("more the year", "during year"),
            ("in year", "during year"),
            ("within the year", "during year"),
            ("throughout the year", "during year"),
        ] {
            words = words.replace(other, usual);
        }
    }
    let is_year =
        |word: &str| word.len() == 4 && word.starts_with("20") && word.parse::<u16>().is_ok();
    words
        .split(' ')
        .filter(|word| !word.is_empty() && !FILLERS.contains(word) && !is_year(word))
        .map(str::to_owned)
        .collect()
}

/// Whether a label means all of its group together.
pub(super) fn is_total(text: &str) -> bool {
    const BESIDE: [&str; 8] = [
        "total", "children", "looked", "after", "ages", "persons", "groups", "sexes",
    ];
    let words = meaning(text);
    words.contains("total") && words.iter().all(|word| BESIDE.contains(&word.as_str()))
}

/// The quantity that a label under a group heading counts in a table, if any indicator needs it.
///
/// ```
/// use care_scorecard::source::published::{Quantity, quantity_of};
/// let missing = quantity_of("missing", "", "CLA who were missing in the year");
/// assert_eq!(missing, Some(Quantity::ChildrenMissing));
/// assert_eq!(quantity_of("missing", "", "Girls who were missing in the year"), None);
/// ```
pub fn quantity_of(table: &str, group: &str, label: &str) -> Option<Quantity> {
    let (group, label) = (meaning(group), meaning(label));
    rules_of(table)
        .find(|rule| rule.group.fit(&group) && rule.label.fit(&label))
        .map(|rule| rule.quantity)
}
