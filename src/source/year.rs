//! Years: a year is named by the 31 March it ends on.

/// The year ending 31 March that a text names: `2024`, `2023-24`, `2023/24`, `202324` or `2324`.
///
/// ```
/// use care_scorecard::source::year_ending;
/// assert_eq!(year_ending("2024"), Some(2024));
/// assert_eq!(year_ending("2023-24"), Some(2024));
/// assert_eq!(year_ending("202324"), Some(2024));
/// assert_eq!(year_ending("2324"), Some(2024));
/// assert_eq!(year_ending("2023-25"), None);
/// ```
pub fn year_ending(text: &str) -> Option<i16> {
    let text = text.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    let joined = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'_' | b' '));
    if !joined {
        return None;
    }
    let part =
        |range: std::ops::Range<usize>| digits.get(range).and_then(|d| d.parse::<i16>().ok());
    match (digits.len(), plain) {
        (4, true) => part(0..4)
            .filter(is_plausible)
            .or_else(|| consecutive(2000 + part(0..2)?, part(2..4)?)),
        (4, false) => consecutive(2000 + part(0..2)?, part(2..4)?),
        (6, _) => consecutive(part(0..4)?, part(4..6)?),
        (8, false) => part(4..8)
            .filter(|end| part(0..4).is_some_and(|start| start + 1 == *end))
            .filter(is_plausible),
        _ => None,
    }
}

fn is_plausible(year: &i16) -> bool {
    (1990..=2100).contains(year)
}

fn consecutive(start: i16, end: i16) -> Option<i16> {
    let year = start + 1;
    (year % 100 == end && is_plausible(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_year_agree() {
        for text in [
            "2024",
            "2023-24",
            "2023/24",
            "202324",
            "2324",
            "23-24",
            "2023-2024",
            " 2024 ",
        ] {
            assert_eq!(year_ending(text), Some(2024), "{text}");
        }
        for text in [
            "",
            "24",
            "20233",
            "2024-23",
            "abcd",
            "2023-2025",
            "-2024-",
            "9999",
            "20240331",
        ] {
            assert_eq!(year_ending(text), None, "{text}");
        }
        assert_eq!(year_ending("1999-00"), Some(2000));
        assert_eq!(year_ending("1920"), Some(2020));
    }
}
