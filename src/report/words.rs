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

/// "no authorities", "1 authority", "153 authorities".
pub(super) fn authorities(number: usize) -> String {
    match number {
        0 => "no authorities".to_owned(),
        1 => "1 authority".to_owned(),
        _ => format!("{number} authorities"),
    }
}

/// How many of them are ranked, in a sentence: "11 of 12 authorities are ranked"; `where_` is
/// what follows: " in this domain", or nothing.
pub(super) fn ranked(ranked: usize, not: usize, where_: &str) -> String {
    let all = ranked + not;
    match (ranked, not) {
        (0, 0) => format!("There are no authorities to rank{where_}."),
        (1, 0) => format!("The only authority is ranked{where_}."),
        (0, 1) => format!("The only authority is not ranked{where_}."),
        (2, 0) => format!("Both authorities are ranked{where_}."),
        (_, 0) => format!("All {all} authorities are ranked{where_}."),
        (0, 2) => format!("Neither of the 2 authorities is ranked{where_}."),
        (0, _) => format!("None of {all} authorities is ranked{where_}."),
        _ => format!(
            "{} {} ranked{where_}, {not} {} not.",
            authorities(ranked),
            are(ranked),
            are(not)
        ),
    }
}

/// A number, with a word for none.
pub(super) fn or_none(number: usize) -> String {
    if number == 0 {
        "none".to_owned()
    } else {
        number.to_string()
    }
}

/// A number with its noun: "1 child", "1,172 children", "no places".
pub(super) fn counted(count: f64, one: &str, many: &str) -> String {
    if count == 0.0 {
        format!("no {many}")
    } else if count == 1.0 {
        format!("1 {one}")
    } else {
        format!("{} {many}", super::number::count(count))
    }
}

/// "was" or "were".
pub(super) fn were<N: PartialEq + From<u8>>(count: N) -> &'static str {
    if count == N::from(1) { "was" } else { "were" }
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

/// The same words within a sentence.
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

/// The same of two numbers that print alike: "the same as in 2021", or "about the same as in 2021", since
/// "lower" beside two equal numbers reads as a mistake.
pub(super) fn compared_alike(value: f64, with: f64, name: &str) -> String {
    let same = (value - with).abs() <= tolerance(with);
    let about = if same { "" } else { "about " };
    format!("{about}the same as {name}")
}

/// How far numbers may lie apart that are the same.
fn tolerance(with: f64) -> f64 {
    1e-9 * with.abs().max(1.0)
}

/// Where a number stands against another: "lower than England", "the same as England".
pub(super) fn compared(value: f64, with: f64, name: &str) -> String {
    if (value - with).abs() <= tolerance(with) {
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
    fn numbers_that_print_alike_are_about_the_same() {
        assert_eq!(
            compared_alike(8.3, 7.9, "in 2021"),
            "about the same as in 2021"
        );
        assert_eq!(compared_alike(8.0, 8.0, "in 2021"), "the same as in 2021");
    }

    #[test]
    fn few_are_counted_in_words() {
        assert_eq!(ranked(11, 1, ""), "11 authorities are ranked, 1 is not.");
        assert_eq!(ranked(1, 0, ""), "The only authority is ranked.");
        assert_eq!(ranked(2, 0, ""), "Both authorities are ranked.");
        assert_eq!(
            ranked(0, 12, " in this domain"),
            "None of 12 authorities is ranked in this domain."
        );
        assert_eq!(authorities(0), "no authorities");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(0.0, "place", "places"), "no places");
        assert_eq!(counted(1.0, "place", "places"), "1 place");
        assert_eq!(counted(1_172.0, "place", "places"), "1,172 places");
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
