//! The licence that a publication is under.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic};

use super::reader::{Section, Source};

/// The licences that are known by a code, which is that of the Open Definition.
const KNOWN: &str = include_str!("licences.csv");

/// The licence of a publication of which nothing else is said: figures made from those of the
/// Department for Education, which are under the same.
const USUAL: &str = "OGL-UK-3.0";

/// The licence of what is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Licence {
    /// Its code in the list of the Open Definition: "OGL-UK-3.0"; null of one that is not in it.
    pub code: Option<String>,
    /// Its name.
    pub title: String,
    /// Where its text can be read.
    pub url: String,
}

impl Licence {
    /// Those that are known.
    fn all() -> Vec<Self> {
        let mut reader = csv::Reader::from_reader(KNOWN.as_bytes());
        reader.deserialize().filter_map(Result::ok).collect()
    }

    /// One of those that are known, in any letter case.
    pub(super) fn known(code: &str) -> Option<Self> {
        let is_it = |licence: &Self| {
            let known = licence.code.as_deref().unwrap_or_default();
            known.eq_ignore_ascii_case(code)
        };
        Self::all().into_iter().find(is_it)
    }

    fn codes() -> String {
        let known = Self::all().into_iter();
        let codes: Vec<String> = known.filter_map(|licence| licence.code).collect();
        codes.join(", ")
    }
}

/// `licence`, with `licence_url` where it is none of those that are known; none where it is blank.
pub(super) fn licence(section: &mut Section<'_>, source: &mut Source<'_>) -> Option<Licence> {
    let given = section.string(source, "licence");
    let url = section.string(source, "licence_url").unwrap_or_default();
    let url = url.trim();
    let title = given.as_deref().unwrap_or(USUAL).trim();
    if title.is_empty() {
        return None;
    }
    let known = Licence::known(title);
    let is_address = url.starts_with("https://") || url.starts_with("http://");
    if known.is_some() && url.is_empty() {
        return known;
    }
    if is_address && !url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some(Licence {
            url: url.to_owned(),
            ..known.unwrap_or_else(|| Licence {
                code: None,
                title: title.to_owned(),
                url: String::new(),
            })
        });
    }
    let (key, message) = if url.is_empty() {
        let message = format!("\"{title}\" is no licence that is known by a code");
        ("licence", message)
    } else {
        let message = format!("\"{url}\" is not the address of a page");
        ("licence_url", message)
    };
    let diagnostic = Diagnostic::error(Code::ConfigOutOfRange, message)
        .found(if url.is_empty() { title } else { url })
        .expected(format!(
            "{}; or the name of another licence with its address as licence_url = \"https://…\"; or \"\" for none",
            Licence::codes()
        ));
    source.report(section.span_of(key), diagnostic);
    None
}

#[cfg(test)]
mod tests {
    use super::super::Configuration;
    use super::*;

    fn of(publication: &str) -> Result<Option<Licence>, String> {
        let text = format!("[publication]\n{publication}\n");
        match Configuration::read(&text, "weights.toml") {
            Ok((configuration, _)) => Ok(configuration.publication.licence),
            Err(problems) => Err(problems.iter().map(|p| p.message.clone()).collect()),
        }
    }

    #[test]
    fn a_licence_is_known_by_its_code_or_given_with_its_address() {
        let usual = of("").unwrap().unwrap();
        assert_eq!(usual.title, "Open Government Licence v3.0");
        assert_eq!(of("licence = \"ogl-uk-3.0\"").unwrap().unwrap(), usual);
        assert_eq!(of("licence = \"\"").unwrap(), None);
        let other = of("licence = \"cc-by-4.0\"").unwrap().unwrap();
        assert_eq!(other.code.as_deref(), Some("CC-BY-4.0"));
        let own =
            "licence = \"Terms of the council\"\nlicence_url = \"https://example.gov.uk/terms\"";
        let own = of(own).unwrap().unwrap();
        assert_eq!(own.code, None);
        assert_eq!(
            (&*own.title, &*own.url),
            ("Terms of the council", "https://example.gov.uk/terms")
        );
    }

    #[test]
    fn what_is_no_licence_is_told() {
        let unknown = of("licence = \"OGL\"").unwrap_err();
        assert!(unknown.contains("\"OGL\" is no licence"), "{unknown}");
        for address in ["javascript:alert(1)", "example.gov.uk", "https://a b"] {
            let text = format!("licence = \"Own\"\nlicence_url = \"{address}\"");
            let refused = of(&text).unwrap_err();
            assert!(
                refused.contains("is not the address of a page"),
                "{refused}"
            );
        }
    }

    #[test]
    fn every_known_licence_is_whole() {
        let mut reader = csv::Reader::from_reader(KNOWN.as_bytes());
        let all: Result<Vec<Licence>, _> = reader.deserialize().collect();
        let all = all.unwrap();
        assert!(all.len() > 3);
        for licence in all {
            assert!(licence.url.starts_with("https://"), "{licence:?}");
            assert!(licence.code.is_some() && !licence.title.is_empty());
        }
    }
}
