//! Text in XML.

/// Text with what means something in XML written out. A character that XML cannot hold becomes
/// the replacement character.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|character| push(&mut out, character));
    out
}

fn push(out: &mut String, character: char) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\t' | '\n' => out.push(character),
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
        _ => out.push(character),
    }
}

/// Text as paragraphs, in which no tab, line end or run of spaces is lost.
pub(super) fn paragraphs(text: &str) -> String {
    let mut out = String::from("<text:p>");
    let mut after_space = true;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\t' => out.push_str("<text:tab/>"),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push_str("</text:p><text:p>"),
            ' ' if after_space => out.push_str("<text:s/>"),
            _ => push(&mut out, character),
        }
        after_space = matches!(character, ' ' | '\t' | '\r' | '\n');
    }
    out.push_str("</text:p>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_is_written_out() {
        assert_eq!(escaped("a<b & \"c\">"), "a&lt;b &amp; &quot;c&quot;&gt;");
        assert_eq!(escaped("a\u{1}b\u{ffff}"), "a\u{fffd}b\u{fffd}");
    }

    #[test]
    fn white_space_is_kept() {
        assert_eq!(
            paragraphs(" a  b\tc\r\nd"),
            "<text:p><text:s/>a <text:s/>b<text:tab/>c</text:p><text:p>d</text:p>"
        );
    }
}
