//! Numbers and words as values of attributes.

/// A length with at most two decimals and nothing superfluous.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let printed = format!("{}", if rounded == 0.0 { 0.0 } else { rounded });
    match printed.strip_prefix("0.") {
        Some(decimals) => format!(".{decimals}"),
        None => printed.replacen("-0.", "-.", 1),
    }
}

/// Text that means the same between tags and within quotes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
