//! Text that no spreadsheet takes for a formula.

/// The same text, behind an apostrophe where a spreadsheet could run it: where it starts with
/// `=`, `+`, `-`, `@`, a tab or a carriage return. Only cells of text go through here; a negative
/// number stays a number.
///
/// ```
/// use care_scorecard::report::inert;
/// assert_eq!(inert("=1+1"), "'=1+1");
/// assert_eq!(inert("Kingston upon Hull, City of"), "Kingston upon Hull, City of");
/// ```
pub fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_start_of_a_formula_is_put_behind_an_apostrophe() {
        for start in ["=cmd|' /C calc'!A0", "+1", "-x", "@a", "\ta", "\r=1"] {
            assert_eq!(inert(start), format!("'{start}"));
        }
        for plain in ["", "'=1", "a=1", " =1", "−1", "1-2"] {
            assert_eq!(inert(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn nothing_starts_a_formula_and_nothing_is_lost(text in ".*") {
            let safe = inert(&text);
            prop_assert!(!safe.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert!(safe.ends_with(&text));
            prop_assert_eq!(inert(&safe), safe);
        }
    }
}
