//! Which files hold nothing that is not public anyway, and what may be said of the others.

use crate::indicator::definition;
use crate::source::ssda903::{ReturnFile, TableKind};

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

    /// What a file is called in everything that leaves: a child-level one by its authority, table and
    /// year, since its own name can hold what points at a child; any other by its name. None of a file
    /// that is not recognised.
    pub fn public_name(&self, file: usize) -> Option<String> {
        let child_level = self.returns.files.iter().find(|own| own.file == file);
        if let Some(own) = child_level {
            return Some(self.by_whose(own));
        }
        let known = self.files.get(file).filter(|file| file.kind.is_some())?;
        Some(known.name.clone())
    }

    /// "Kent, episodes, 2024"; a table for many authorities and years by what it holds.
    fn by_whose(&self, file: &ReturnFile) -> String {
        let authority = file
            .authority
            .map(|id| self.register.authority(id).name.clone());
        let year = file.year.map(|year| year.to_string());
        let parts = [authority, Some(table_name(file.kind).to_owned()), year];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// What a child-level table is called.
fn table_name(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Header => "header",
        TableKind::Episodes => "episodes",
        TableKind::Missing => "missing",
        TableKind::Uasc => "UASC",
        TableKind::Interviews => "return interviews",
        TableKind::Safeguarding => "Standard Safeguarding Dataset, missing",
        TableKind::SafeguardingEpisodes => "Standard Safeguarding Dataset, episodes",
        TableKind::SafeguardingPlacements => "Standard Safeguarding Dataset, placements",
        TableKind::SafeguardingStatuses => "Standard Safeguarding Dataset, legal status",
        TableKind::SafeguardingPersons => "Standard Safeguarding Dataset, persons",
        TableKind::Notifications => "notifications",
        TableKind::Nationality => "nationality",
        TableKind::Xml => "the return as XML",
        TableKind::NotUsed => "a table that is not used",
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Dataset, Memory};

    #[test]
    fn a_child_level_file_is_called_by_whose_it_is() {
        let episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
                        A17,01/05/2023,S,C2,N1,U4,PR1,,,,,,\n";
        let name = "returns/E10000016/2024/all of A17.csv";
        let files = Memory::of([
            (name.to_owned(), episodes.to_owned()),
            ("notes on A17.csv".to_owned(), "a,b\n1,2\n".to_owned()),
        ]);
        let dataset = Dataset::read(&files);
        let names: Vec<Option<String>> = (0..dataset.files.len())
            .map(|at| dataset.public_name(at))
            .collect();
        assert!(names.contains(&Some("Kent, episodes, 2024".to_owned())));
        assert!(names.contains(&None));
        assert!(names.iter().flatten().all(|name| !name.contains("A17")));
    }
}
