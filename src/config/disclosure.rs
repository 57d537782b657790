//! How small the numbers are that the public may see.

use crate::diagnostic::{Code, Diagnostic};

use super::Configuration;
use super::settings::Mode;

/// The largest count that is withheld where nobody has chosen another.
pub(super) const USUAL_THRESHOLD: u64 = 5;
/// The least that may be chosen in public.
const LEAST_THRESHOLD: u64 = 3;

impl Configuration {
    /// Why smaller numbers than usual may not be shown to the public, if they may not: nobody may
    /// go below 3; 3 and 4 are for producers of official statistics who say why.
    #[must_use]
    pub fn threshold_refused(&self) -> Option<Diagnostic> {
        let disclosure = &self.disclosure;
        let threshold = disclosure.threshold;
        if disclosure.mode == Mode::Internal || threshold >= USUAL_THRESHOLD {
            return None;
        }
        let refused = |message: String| {
            let help = "set threshold = 5 in the section [disclosure], or make an internal version (mode = \"internal\" there)";
            Diagnostic::error(Code::ConfigOutOfRange, message)
                .found(threshold.to_string())
                .help(help)
        };
        if threshold < LEAST_THRESHOLD {
            let message = "`threshold` is too low: it would show the public that there are one, two or three children";
            return Some(
                refused(message.to_owned()).expected("3 or more, 5 where nothing else is said"),
            );
        }
        let mut lacking = Vec::new();
        if disclosure.threshold_reason.is_none() {
            lacking.push("`threshold_reason` in the section [disclosure], which is printed");
        }
        if !self.publication.publisher_is_official_producer {
            lacking.push("`publisher_is_official_producer = true` in the section [publication]");
        }
        if lacking.is_empty() {
            return None;
        }
        let message = format!("a `threshold` below 5 needs {}", lacking.join(", and "));
        Some(refused(message).expected("5 or more, or what it needs"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, mode: Mode) -> Option<String> {
        let (mut configuration, _) = Configuration::read(text, "weights.toml").unwrap();
        configuration.disclosure.mode = mode;
        let refused = configuration.threshold_refused();
        refused.map(|diagnostic| diagnostic.message)
    }

    #[test]
    fn a_low_threshold_needs_a_producer_who_says_why() {
        let producer = "[publication]\npublisher_is_official_producer = true\n";
        let reason = "threshold_reason = \"as the source does\"\n";
        for threshold in [3, 4] {
            let low = format!("[disclosure]\nthreshold = {threshold}\n");
            let both = refused(&low, Mode::Public).unwrap();
            assert!(
                both.contains("threshold_reason") && both.contains("producer"),
                "{both}"
            );
            let unexplained = refused(&format!("{low}{producer}"), Mode::Public).unwrap();
            assert!(!unexplained.contains("producer"), "{unexplained}");
            let blank = format!("{low}threshold_reason = \" \"\n{producer}");
            assert!(refused(&blank, Mode::Public).is_some());
            assert!(refused(&format!("{low}{reason}"), Mode::Public).is_some());
            assert_eq!(
                refused(&format!("{low}{reason}{producer}"), Mode::Public),
                None
            );
            assert_eq!(refused(&low, Mode::Internal), None);
        }
        for threshold in [5, 6, 10] {
            assert_eq!(
                refused(
                    &format!("[disclosure]\nthreshold = {threshold}\n"),
                    Mode::Public
                ),
                None
            );
        }
    }

    #[test]
    fn nobody_goes_below_three_in_public() {
        for threshold in [1, 2] {
            let text = format!(
                "[disclosure]\nthreshold = {threshold}\nthreshold_reason = \"none\"\n\
                 [publication]\npublisher_is_official_producer = true\n"
            );
            assert!(refused(&text, Mode::Public).is_some());
            assert_eq!(refused(&text, Mode::Internal), None);
        }
    }
}
