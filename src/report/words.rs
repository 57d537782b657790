//! Putting words together.

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    joined(items, "and")
}

/// "a", "a or b", "a, b or c".
pub(super) fn either(items: &[String]) -> String {
    joined(items, "or")
}

fn joined(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// "1 authority", "153 authorities".
pub(super) fn authorities(number: usize) -> String {
    if number == 1 {
        "1 authority".to_owned()
    } else {
        format!("{number} authorities")
    }
}

/// "is" or "are".
pub(super) fn are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// "1 place", "7 places".
pub(super) fn places(number: usize) -> String {
    if number == 1 {
        "1 place".to_owned()
    } else {
        format!("{number} places")
    }
}

/// The way from one rank to another: "3 places up", "1 place down", "not at all".
pub(super) fn moved(before: usize, after: usize) -> String {
    match after.cmp(&before) {
        std::cmp::Ordering::Less => format!("{} up", places(before - after)),
        std::cmp::Ordering::Equal => "not at all".to_owned(),
        std::cmp::Ordering::Greater => format!("{} down", places(after - before)),
    }
}

/// The same words with a capital in front.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The same words without a capital in front.
pub(super) fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// The same words as a sentence.
pub(super) fn sentence(text: &str) -> String {
    let text = capitalised(text.trim());
    if text.is_empty() || text.ends_with(['.', '!', '?', ':']) {
        text
    } else {
        text + "."
    }
}

/// Where a number stands against another: "lower than England", "the same as England".
pub(super) fn compared(value: f64, with: f64, name: &str) -> String {
    let tolerance = 1e-9 * with.abs().max(1.0);
    if (value - with).abs() <= tolerance {
        format!("the same as {name}")
    } else if value < with {
        format!("lower than {name}")
    } else {
        format!("higher than {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_english() {
        let items: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(list(&items[..0]), "");
        assert_eq!(list(&items[..1]), "a");
        assert_eq!(list(&items[..2]), "a and b");
        assert_eq!(either(&items), "a, b or c");
    }

    #[test]
    fn comparisons_use_unrounded_numbers() {
        assert_eq!(compared(11.1, 11.175, "England"), "lower than England");
        assert_eq!(compared(0.1 + 0.2, 0.3, "England"), "the same as England");
        assert_eq!(compared(12.0, 11.0, "the region"), "higher than the region");
    }

    #[test]
    fn up_is_towards_the_first() {
        assert_eq!(moved(12, 9), "3 places up");
        assert_eq!(moved(9, 10), "1 place down");
        assert_eq!(moved(9, 9), "not at all");
    }

    #[test]
    fn sentences_begin_and_end() {
        assert_eq!(sentence("only half of it"), "Only half of it.");
        assert_eq!(sentence(""), "");
    }
}
