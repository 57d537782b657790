//! The words by which services write yes, no and nothing in their logs.
//!
//! The words are data: `words.csv` beside this file, a line a word with its column, none of it where
//! it is one of every column. A word that does not stand there makes its cell not known, never "no".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::source::known::Known;

use super::AbsenceKind;

const DATA: &str = include_str!("words.csv");

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Answer(Known<bool>),
    Absence(AbsenceKind),
}

type Meanings = BTreeMap<(&'static str, &'static str), Meaning>;

static MEANINGS: LazyLock<Meanings> =
    LazyLock::new(|| DATA.lines().skip(1).filter_map(meaning).collect());

fn meaning(line: &'static str) -> Option<((&'static str, &'static str), Meaning)> {
    let mut cells = line.split(',');
    let (column, word) = (cells.next()?, cells.next()?);
    let means = match cells.next()? {
        "yes" => Meaning::Answer(Known::Read(true)),
        "no" => Meaning::Answer(Known::Read(false)),
        "blank" => Meaning::Answer(Known::Blank),
        "missing" => Meaning::Absence(AbsenceKind::Missing),
        "away" => Meaning::Absence(AbsenceKind::Away),
        _ => return None,
    };
    Some(((column, word), means))
}

/// A cell made comparable: lower case, its words with one space between them.
fn plain(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell).to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a cell of a column of yes and no says. "Yes - offered" is yes of OFFERED, "Declined" no of
/// ACCEPTED, "N/A" nothing; "to follow" is not known.
pub(super) fn yes_or_no(column: &str, cell: &[u8]) -> Known<bool> {
    match cell {
        b"" => return Known::Blank,
        b"Y" | b"y" => return Known::Read(true),
        b"N" | b"n" => return Known::Read(false),
        _ => {}
    }
    let word = plain(cell);
    let of = |column: &str| MEANINGS.get(&(column, word.as_str())).copied();
    match of(column).or_else(|| of("")) {
        Some(Meaning::Answer(answer)) => answer,
        _ => Known::Unread,
    }
}

/// Whether a cell says in words that nothing stands there: "N/A", "NULL".
pub(super) fn is_nothing(cell: &[u8]) -> bool {
    // A date begins with a digit.
    cell.first().is_none_or(|first| !first.is_ascii_digit()) && yes_or_no("", cell).is_blank()
}

/// Which kind of absence a cell of the Standard Safeguarding Dataset names.
pub(super) fn absence_kind(cell: &[u8]) -> Option<AbsenceKind> {
    match MEANINGS.get(&("miss_type", plain(cell).as_str())) {
        Some(Meaning::Absence(kind)) => Some(*kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_used() {
        assert_eq!(MEANINGS.len(), DATA.lines().count() - 1);
        for (column, word) in MEANINGS.keys() {
            assert_eq!(plain(word.as_bytes()), *word, "{column}");
        }
    }

    #[test]
    fn words_of_services_are_read_and_others_are_not_known() {
        let offered = |cell: &str| yes_or_no("offered", cell.as_bytes());
        let accepted = |cell: &str| yes_or_no("accepted", cell.as_bytes());
        assert_eq!(offered("Yes - offered"), Known::Read(true));
        assert_eq!(offered("Declined"), Known::Read(true));
        assert_eq!(offered("NOT  OFFERED"), Known::Read(false));
        assert_eq!(accepted("Accepted"), Known::Read(true));
        assert_eq!(accepted("declined."), Known::Read(false));
        assert_eq!(accepted("N/A"), Known::Blank);
        assert_eq!(accepted("NULL"), Known::Blank);
        for unknown in ["to follow", "?", "-", "maybe", "Yes - declined later"] {
            assert_eq!(accepted(unknown), Known::Unread, "{unknown}");
        }
        assert_eq!(yes_or_no("action_plan", b"Accepted"), Known::Unread);
        assert_eq!(yes_or_no("action_plan", b"TRUE"), Known::Read(true));
    }
}
