//! Where the figures of a section come from: which source, of which year, in which file.

use std::collections::BTreeSet;

use crate::measure::{Cell, SourceKind};
use crate::source::RegisterInUse;
use crate::source::published::Location;

use super::super::authority::Subject;
use super::super::words;

impl Subject<'_> {
    /// The sources of some measures in the year of the report, and of what they are compared with.
    pub(in crate::report) fn sources_of(self, codes: &[&str]) -> String {
        let year = self.assessment.year;
        let own = codes.iter().filter_map(|code| self.cell_in(year, code));
        let own: BTreeSet<String> = own.flat_map(|cell| self.source(cell, year)).collect();
        let mut said: Vec<String> = own.into_iter().collect();
        let measures = &self.assessment.evidence.measures;
        let mut others: BTreeSet<String> = BTreeSet::new();
        for code in codes {
            let england = measures.best(year, code, &Location::National);
            let found = england.map(|cell| (year, cell)).or_else(|| {
                let before = self.published_before(code)?.year;
                Some((before, measures.best(before, code, &Location::National)?))
            });
            others.extend(
                found
                    .into_iter()
                    .flat_map(|(year, cell)| self.source(cell, year)),
            );
        }
        others.retain(|source| !said.contains(source));
        said.extend(others);
        sentence(&said)
    }

    /// The source of a cell of a year.
    fn source(self, cell: &Cell, year: i16) -> Vec<String> {
        let files = cell.files.iter().filter_map(|at| {
            let file = self.assessment.evidence.dataset.files.get(*at)?;
            Some(file.name.as_str())
        });
        let files: Vec<&str> = files.collect();
        match cell.source {
            SourceKind::ChildLevel => {
                vec![format!(
                    "the authority’s return on children looked after, {year}"
                )]
            }
            SourceKind::Computed => vec![format!("added up from authorities’ figures, {year}")],
            SourceKind::Given => files
                .iter()
                .map(|file| format!("given by the authority ({file}), {year}"))
                .collect(),
            SourceKind::Published => files
                .iter()
                .map(|file| format!("{} ({file}), {year}", self.publisher_of(file)))
                .collect(),
        }
    }

    /// Who published a file: Ofsted its list of providers, the Department the rest; nobody where
    /// the dataset's authorities are its own.
    pub(super) fn publisher_of(self, name: &str) -> &'static str {
        let dataset = &self.assessment.evidence.dataset;
        let file = dataset.files.iter().find(|file| file.name == name);
        match (&dataset.register, file.and_then(|file| file.kind)) {
            (RegisterInUse::Own(_), _) => "figures in published form",
            (_, Some("providers")) => "Ofsted",
            _ => "Department for Education",
        }
    }

    /// The names of the files of a kind: "police.csv".
    pub(in crate::report) fn files_of(self, kind: &str) -> String {
        let files = self.assessment.evidence.dataset.files.iter();
        let names = files.filter(|file| file.kind == Some(kind));
        let names: Vec<String> = names.map(|file| file.name.clone()).collect();
        words::list(&names)
    }
}

/// "Source: one; two."
pub(in crate::report) fn sentence(sources: &[String]) -> String {
    format!("Source: {}.", sources.join("; "))
}
