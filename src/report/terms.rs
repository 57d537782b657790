//! On what terms a publication can be used, and whose information it is made from.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::assessment::Assessment;
use crate::config::{Configuration, Licence, Mode};
use crate::source::{Dataset, RegisterInUse};

use super::sources::{self, Source};

/// What is to be said where files of a kind were used, by what their publishers ask for.
const WORDS: &str = include_str!("acknowledgements.csv");

static BY_KIND: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(WORDS.as_bytes());
    let rows = reader.deserialize::<(String, String)>();
    rows.filter_map(Result::ok).collect()
});

/// The licence of a publication and what its sources ask to be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// The licence; none where the configuration gives none, and of an internal version.
    pub licence: Option<Licence>,
    /// What the publishers of its sources ask to be said, each once.
    pub acknowledgements: Vec<String>,
    /// The files it is made from, by kind.
    pub sources: Vec<Source>,
}

impl Terms {
    /// Those of everything that is published with an assessment.
    pub fn of(assessment: &Assessment<'_>) -> Self {
        let sources = sources::of_years(assessment, i16::MIN..=i16::MAX);
        Self {
            licence: licence(assessment.configuration()),
            acknowledgements: acknowledgements(&sources),
            sources,
        }
    }
}

/// The licence; an internal version is not passed on under any.
pub(super) fn licence(configuration: &Configuration) -> Option<Licence> {
    let is_public = configuration.disclosure.mode == Mode::Public;
    let licence = configuration.publication.licence.as_ref();
    licence.filter(|_| is_public).cloned()
}

/// What the sources ask to be said, each once.
pub(super) fn acknowledgements(sources: &[Source]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for words in sources.iter().filter_map(|source| source.acknowledgement) {
        if !said.iter().any(|before| before == words) {
            said.push(words.to_owned());
        }
    }
    said
}

/// What the publisher of a kind of file asks to be said. A dataset that brings its own authorities holds
/// figures in the form of statistics that are nobody's.
pub(super) fn acknowledgement(kind: &str, dataset: &Dataset) -> Option<&'static str> {
    if matches!(dataset.register, RegisterInUse::Own(_)) {
        return None;
    }
    BY_KIND.get(kind).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_read_whole() {
        let lines = WORDS.lines().count() - 1;
        assert_eq!(BY_KIND.len(), lines);
        assert!(BY_KIND.contains_key("published"));
    }

    #[test]
    fn what_two_sources_ask_for_is_said_once() {
        let of = |kind: &str, acknowledgement| Source {
            acknowledgement,
            ..Source::new(kind, Vec::new())
        };
        let sources = [of("a", Some("X.")), of("b", None), of("c", Some("X."))];
        assert_eq!(acknowledgements(&sources), ["X."]);
    }
}
