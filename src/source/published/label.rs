//! What a row of a published file counts, told by the words of its labels that carry the meaning.
//!
//! Which words mean which quantity is data: `labels.csv` beside this file. A release that words a
//! label in a new way needs at most a new line there.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Quantity;

const DATA: &str = include_str!("labels.csv");

#[derive(Debug)]
struct Rule {
    quantity: Quantity,
    /// Written with `=` before it: the group says just this.
    whole_group: Option<&'static str>,
    group_words: Vec<&'static str>,
    group_without: Vec<&'static str>,
    label_words: Vec<&'static str>,
    label_without: Vec<&'static str>,
}

static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| DATA.lines().skip(1).filter_map(rule).collect());

fn rule(line: &'static str) -> Option<Rule> {
    let mut cells = line.split(',');
    let quantity = Quantity::named(cells.next()?)?;
    let group = cells.next()?;
    let whole_group = group.strip_prefix('=');
    let group_words = if whole_group.is_some() {
        Vec::new()
    } else {
        group.split_whitespace().collect()
    };
    let mut words = || {
        cells
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .collect()
    };
    Some(Rule {
        quantity,
        whole_group,
        group_words,
        group_without: words(),
        label_words: words(),
        label_without: words(),
    })
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
        "more" => "more",
        "over" => "more",
        "child" => "children",
        other => other,
    }
}

/// The quantity that a label under a group heading counts, if any indicator needs it.
pub fn quantity_of(group: &str, label: &str) -> Option<Quantity> {
    let heading = label_words(group);
    let label = label_words(label);
    let group: BTreeSet<&str> = heading.split(' ').collect();
    let label: BTreeSet<&str> = label.split(' ').collect();
    let fits = |rule: &&Rule| {
        rule.whole_group.is_none_or(|whole| whole == heading)
            && rule.group_words.iter().all(|w| group.contains(w))
            && rule.label_words.iter().all(|w| label.contains(w))
            && !rule.group_without.iter().any(|w| group.contains(w))
            && !rule.label_without.iter().any(|w| label.contains(w))
    };
    RULES.iter().find(fits).map(|rule| rule.quantity)
}
