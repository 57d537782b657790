//! Which files hold nothing that is not public anyway.

use crate::indicator::definition;

use super::Dataset;

/// Kinds of files that others publish, or that refer to no child.
const PUBLIC: [&str; 11] = [
    "authorities",
    "authority-lookup",
    "first-release",
    "grouping",
    "neighbours",
    "postcodes",
    "providers",
    "published",
    "reorganisations",
    "table-tool",
    "tier-lookup",
];

impl Dataset {
    /// Whether every count of a file is public: tables that others publish, reference files, and
    /// measures that are all marked as published.
    pub fn holds_only_what_is_public(&self, file: usize) -> bool {
        match self.files.get(file).and_then(|file| file.kind) {
            Some("measures") => {
                let own = self.measures.iter().filter(|(at, _)| *at == file);
                own.clone().next().is_some()
                    && own.into_iter().all(|(_, measure)| {
                        let known = definition(&measure.indicator).is_some();
                        measure.published.unwrap_or(!known)
                    })
            }
            Some(kind) => PUBLIC.contains(&kind),
            None => false,
        }
    }
}
