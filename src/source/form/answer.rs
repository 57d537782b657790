//! What people write into a cell that asks for a number.

use crate::source::symbol::{Figure, count, withheld_or_count};

/// A number, or that it is withheld.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Answer {
    pub(super) figure: Figure,
    /// What it is out of, where the same cell says so: "34 of 120".
    pub(super) out_of: Option<Figure>,
    /// Whether it says that it is an estimate.
    pub(super) is_estimate: bool,
}

/// Why a cell gives no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It says that nothing is known.
    NotGiven,
    /// A percentage.
    Percentage,
    /// A range, or several numbers.
    Several,
    /// A number that is not whole, or that a point may group.
    NotWhole,
    /// A number below nought.
    Negative,
    /// Words that are no number.
    Words,
}

impl Unread {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::NotGiven => "nothing is given here",
            Self::Percentage => "this is a percentage, where a number is asked for; it is not used",
            Self::Several => "this holds more than one number; it is not used",
            Self::NotWhole => {
                "this is not a whole number, or a point stands between thousands; it is not used"
            }
            Self::Negative => "this is below nought; it is not used",
            Self::Words => "no number can be read here; the cell is not used",
        }
    }

    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Percentage => "how many there are, and out of how many",
            Self::Several => "one whole number; a remark can go into the column “Note”",
            _ => {
                "a whole number, 0 or more; <5 where a small one is withheld; n/a or nothing where it is not known"
            }
        }
    }
}

/// Words by which people say that they do not know.
const NOT_GIVEN: [&str; 22] = [
    "n/a",
    "na",
    "n.a.",
    "n/k",
    "nk",
    "not known",
    "unknown",
    "not recorded",
    "not available",
    "not applicable",
    "not collected",
    "not held",
    "no data",
    "none recorded",
    "data not available",
    "tbc",
    "to follow",
    "?",
    "-",
    "–",
    "—",
    "x",
];

/// Words that may stand beside a number and change nothing.
const BESIDE: [&str; 24] = [
    "child",
    "children",
    "young",
    "person",
    "people",
    "persons",
    "cyp",
    "yp",
    "cla",
    "lac",
    "uasc",
    "incident",
    "incidents",
    "episodes",
    "placement",
    "placements",
    "interview",
    "interviews",
    "offered",
    "held",
    "review",
    "reviews",
    "total",
    "in",
];

/// Words by which a number is an estimate.
const ESTIMATES: [&str; 14] = [
    "about",
    "approx",
    "approximately",
    "around",
    "circa",
    "ca",
    "c",
    "est",
    "estimate",
    "estimated",
    "roughly",
    "nearly",
    "provisional",
    "~",
];

/// Whether nothing is answered: the cell is blank or says that nothing is known.
pub(super) fn is_left_open(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    text.is_empty() || NOT_GIVEN.contains(&text.as_str()) || text == "n.a"
}

/// Reads a cell.
pub(super) fn read(text: &str) -> Result<Answer, Unread> {
    let text = text.trim().replace('\u{a0}', " ").to_lowercase();
    if is_left_open(&text) {
        return Err(Unread::NotGiven);
    }
    if matches!(text.as_str(), "none" | "nil" | "zero" | "nought" | "0") {
        return Ok(plain(Figure::Number(0.0)));
    }
    if let Some(figure) = withheld_or_count(&text).or_else(|| below(&text)) {
        return Ok(plain(figure));
    }
    if text.contains('%') || text.contains("per cent") || text.contains("percent") {
        return Err(Unread::Percentage);
    }
    of_words(&text)
}

fn plain(figure: Figure) -> Answer {
    Answer {
        figure,
        out_of: None,
        is_estimate: false,
    }
}

/// "fewer than 5", "less than five", "under 5", "5 or fewer": withheld.
fn below(text: &str) -> Option<Figure> {
    let before = ["fewer than", "less than", "under", "below", "up to"];
    let after = ["or fewer", "or less"];
    let rest = before.iter().find_map(|words| text.strip_prefix(words));
    let rest = rest.or_else(|| after.iter().find_map(|words| text.strip_suffix(words)))?;
    let rest = rest.trim();
    let small = ["five", "six", "ten"].contains(&rest) || count(rest).is_some();
    small.then_some(Figure::Symbol(crate::source::symbol::Symbol::Confidential))
}

/// A number among words: the words must be known, and the number one, or a part and its whole.
fn of_words(text: &str) -> Result<Answer, Unread> {
    let ratio = text.replace(" out of ", " / ").replace(" of ", " / ");
    if let [part, whole] = ratio.split('/').collect::<Vec<_>>()[..] {
        let (part, whole) = (of_words_alone(part)?, of_words_alone(whole)?);
        return Ok(Answer {
            figure: part.figure,
            out_of: Some(whole.figure),
            is_estimate: part.is_estimate || whole.is_estimate,
        });
    }
    of_words_alone(text)
}

fn of_words_alone(text: &str) -> Result<Answer, Unread> {
    let spaced = text
        .replace(['(', ')', ';', ':', '*', '=', '"', '\'', '[', ']'], " ")
        .replace('~', " ~ ");
    let mut found: Option<Figure> = None;
    let (mut is_estimate, mut has_other) = (false, false);
    for token in spaced.split_whitespace() {
        let word = token.trim_matches(['.', ',', '!']);
        if word.is_empty() || BESIDE.contains(&word) {
            continue;
        }
        if ESTIMATES.contains(&word) {
            is_estimate = true;
        } else if let Some(figure) =
            withheld_or_count(word).filter(|_| word.contains(|c: char| c.is_ascii_digit()))
        {
            if found.replace(figure).is_some() {
                return Err(Unread::Several);
            }
        } else if word.starts_with('-') && count(word.trim_start_matches('-')).is_some() {
            return Err(Unread::Negative);
        } else if word.contains(|c: char| c.is_ascii_digit()) {
            return Err(digits(word));
        } else {
            has_other = true;
        }
    }
    match (found, has_other) {
        (Some(figure), false) => Ok(Answer {
            figure,
            out_of: None,
            is_estimate,
        }),
        _ => Err(Unread::Words),
    }
}

/// Why a word with digits is no number.
fn digits(word: &str) -> Unread {
    let is_number = |part: &str| count(part).is_some();
    let parts: Vec<&str> = word.split(['-', '–', '—']).collect();
    if parts.len() > 1 && parts.iter().all(|part| is_number(part)) {
        return Unread::Several;
    }
    if word
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    {
        return Unread::NotWhole;
    }
    Unread::Words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::symbol::Symbol;

    const WITHHELD: Figure = Figure::Symbol(Symbol::Confidential);

    fn number(text: &str) -> f64 {
        read(text).unwrap().figure.number().unwrap()
    }

    #[test]
    fn a_number_is_read_however_it_is_written() {
        for (text, expected) in [
            ("12", 12.0),
            (" 1,240 ", 1240.0),
            ("12.0", 12.0),
            ("12 children", 12.0),
            ("12 (est.)", 12.0),
            ("c. 12", 12.0),
            ("approx 12", 12.0),
            ("~12", 12.0),
            ("12*", 12.0),
            ("nil", 0.0),
            ("None", 0.0),
            ("0", 0.0),
            ("Total: 12", 12.0),
        ] {
            assert!((number(text) - expected).abs() < f64::EPSILON, "{text}");
        }
        assert!(read("about 12").unwrap().is_estimate);
        assert!(!read("12 children").unwrap().is_estimate);
    }

    #[test]
    fn what_is_withheld_and_what_is_not_known_are_not_the_same() {
        for text in [
            "<5",
            "< 5",
            "≤5",
            "fewer than 5",
            "less than five",
            "5 or fewer",
            "*",
            "c",
        ] {
            assert_eq!(read(text).unwrap().figure, WITHHELD, "{text}");
        }
        for text in [
            "",
            "n/a",
            "N/A",
            "not recorded",
            "Not known",
            "unknown.",
            "tbc",
            "-",
            "?",
            "n.a.",
        ] {
            assert_eq!(read(text), Err(Unread::NotGiven), "{text}");
        }
    }

    #[test]
    fn a_part_and_its_whole_can_share_a_cell() {
        for text in ["34 of 120", "34/120", "34 out of 120", "34 of 120 children"] {
            let answer = read(text).unwrap();
            assert_eq!(answer.figure, Figure::Number(34.0), "{text}");
            assert_eq!(answer.out_of, Some(Figure::Number(120.0)), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_things_is_neither() {
        for (text, why) in [
            ("38%", Unread::Percentage),
            ("38 per cent", Unread::Percentage),
            ("12-15", Unread::Several),
            ("12 and 15", Unread::Words),
            ("12 15", Unread::Several),
            ("1.240", Unread::NotWhole),
            ("12.5", Unread::NotWhole),
            ("-3", Unread::Negative),
            ("twelve", Unread::Words),
            ("see attached", Unread::Words),
            ("12 but not all", Unread::Words),
            ("01/02/2024", Unread::Words),
        ] {
            let found = read(text);
            assert!(found.is_err(), "{text}: {found:?}");
            if text != "01/02/2024" && text != "12 and 15" {
                assert_eq!(found, Err(why), "{text}");
            }
        }
    }
}
