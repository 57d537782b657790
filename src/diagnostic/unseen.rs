//! Characters that are not seen, or turn what is seen around.

use std::borrow::Cow;

/// Whether a character is not seen, or turns the direction of those that are. Line ends and tabulators, which are
/// seen as room, are none of these.
pub(crate) fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        ' '..='~' => false,
        _ => c.is_control() || is_ignorable(c),
    }
}

/// Of those that are no controls: what Unicode calls ignorable by default, joiners and marks of direction among
/// them, separators of lines, and letters and signs that are drawn as nothing.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// The text with a sign in the place of each character that is not seen, so that a terminal or a page can do
/// nothing but show it. A line end or tabulator becomes a space.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !is_unseen(c) && !matches!(c, '\n' | '\t');
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\n' | '\t' => ' ',
        c if is_unseen(c) => '\u{FFFD}',
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// The text without characters that are not seen, and how many there were.
pub(crate) fn without_unseen(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    // A carriage return ends a line, alone or before a line feed.
    let is_left_out = |c: char| c != '\r' && is_unseen(c);
    let count = text.chars().filter(|c| is_left_out(*c)).count();
    if count == 0 {
        return (text, 0);
    }
    let kept = text.chars().filter(|c| !is_left_out(*c));
    (Cow::Owned(kept.collect()), count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_seen_stays_and_what_is_not_is_a_sign() {
        for plain in ["Kingston upon Hull, City of", "Môn", "😀", "a\u{a0}b", ""] {
            assert_eq!(printable(plain), plain);
            assert_eq!(without_unseen(plain.into()), (plain.into(), 0));
        }
        assert_eq!(
            printable("a\u{1b}[31m\nb\u{202e}"),
            "a\u{fffd}[31m b\u{fffd}"
        );
        let (text, count) = without_unseen("a\u{1b}[31m\r\n\u{200b}b\u{3164}".into());
        assert_eq!((text.as_ref(), count), ("a[31m\r\nb", 3));
    }

    proptest! {
        #[test]
        fn nothing_unseen_is_ever_left(text in "\\PC{0,20}[\\x00-\\x1f\u{7f}-\u{9f}\u{200b}-\u{2070}]{0,9}\\PC{0,9}") {
            prop_assert!(!printable(&text).chars().any(|c| c.is_control() || is_unseen(c)));
            let (left, count) = without_unseen(text.as_str().into());
            prop_assert!(!left.chars().any(|c| c != '\r' && is_unseen(c)));
            prop_assert_eq!(left.chars().count() + count, text.chars().count());
        }
    }
}
