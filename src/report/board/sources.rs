//! Where the figures of a section come from: which source, of which year, in which file.

use std::collections::BTreeSet;

use crate::measure::{Cell, SourceKind};
use crate::source::RegisterInUse;
use crate::source::published::Location;

use super::super::authority::Subject;
use super::super::sources::base_name;
use super::super::words;

/// What the authority's own figures by group are counted from.
pub(in crate::report) const RETURN: &str = "the authority’s return on children looked after";

/// Sources, each with the years it gave figures of, in the order they were met.
#[derive(Default)]
pub(in crate::report) struct Sources(Vec<(String, BTreeSet<i16>)>);

impl Sources {
    pub(in crate::report) fn add(&mut self, source: String, year: i16) {
        match self.0.iter_mut().find(|(known, _)| *known == source) {
            Some((_, years)) => {
                years.insert(year);
            }
            None => self.0.push((source, BTreeSet::from([year]))),
        }
    }

    /// "one, 2024; two, 2021 to 2023"
    pub(in crate::report) fn words(&self) -> String {
        let said = self
            .0
            .iter()
            .map(|(source, years)| format!("{source}, {}", spelled(years)));
        said.collect::<Vec<_>>().join("; ")
    }

    /// "Source: one, 2024; two, 2021 to 2023."
    pub(in crate::report) fn sentence(&self) -> String {
        format!("Source: {}.", self.words())
    }
}

/// "2024", "2023 and 2024", "2022 to 2024", "2020, 2023 and 2024".
fn spelled(years: &BTreeSet<i16>) -> String {
    let listed: Vec<String> = years.iter().map(i16::to_string).collect();
    let ends = years.first().zip(years.last());
    let run = ends.filter(|(first, last)| usize::from(last.abs_diff(**first)) + 1 == years.len());
    match run {
        Some((first, last)) if years.len() > 2 => format!("{first} to {last}"),
        _ => words::list(&listed),
    }
}

impl Subject<'_> {
    /// The sources of some measures in the year of the report, and of what they are compared with.
    pub(in crate::report) fn sources_of(self, codes: &[&str]) -> String {
        self.sources_over(codes, &[])
    }

    /// The same, and of the measures that a table gives by year.
    pub(in crate::report) fn sources_over(self, codes: &[&str], by_year: &[&str]) -> String {
        self.found_over(codes, by_year).sentence()
    }

    /// The same, to which others can be added.
    pub(in crate::report) fn found_over(self, codes: &[&str], by_year: &[&str]) -> Sources {
        let mut found = Sources::default();
        self.add_own(&mut found, codes, self.assessment.year);
        for year in self.shared.years.iter().rev() {
            let row = self.row_source(*year, by_year);
            let of_row = |code: &&str| row.is_some() && self.source_in(*year, code) == row;
            let shown: Vec<&str> = by_year.iter().copied().filter(of_row).collect();
            self.add_own(&mut found, &shown, *year);
        }
        self.add_others(&mut found, codes);
        found
    }

    /// The sources of the authority's own figures of some measures in all years.
    pub(super) fn own_sources(self, codes: &[&str]) -> Sources {
        let mut found = Sources::default();
        for year in self.shared.years.iter().rev() {
            self.add_own(&mut found, codes, *year);
        }
        found
    }

    /// A file that figures were published in, with its publisher.
    pub(in crate::report) fn published_in(self, file: usize) -> Option<String> {
        let name = self.assessment.evidence.dataset.public_name(file)?;
        Some(format!(
            "{} ({})",
            self.publisher_of(&name),
            base_name(&name)
        ))
    }

    fn add_own(self, found: &mut Sources, codes: &[&str], year: i16) {
        for cell in codes.iter().filter_map(|code| self.cell_in(year, code)) {
            for source in self.source(cell) {
                found.add(source, year);
            }
        }
    }

    /// Of what the measures shown are compared with: of the year, or the latest before it.
    fn add_others(self, found: &mut Sources, codes: &[&str]) {
        let year = self.assessment.year;
        let measures = &self.assessment.evidence.measures;
        for code in codes {
            if self.source_in(year, code).is_none() {
                continue;
            }
            let england = measures.best(year, code, &Location::National);
            let england = england.map(|cell| (year, cell)).or_else(|| {
                let before = self.published_before(code)?.year;
                Some((before, measures.best(before, code, &Location::National)?))
            });
            if let Some((year, cell)) = england {
                for source in self.source(cell) {
                    found.add(source, year);
                }
            }
        }
    }

    /// The sources of a cell.
    fn source(self, cell: &Cell) -> Vec<String> {
        let dataset = &self.assessment.evidence.dataset;
        let files = cell.files.iter().filter_map(|at| dataset.public_name(*at));
        let files: Vec<String> = files.collect();
        match cell.source {
            SourceKind::ChildLevel => {
                vec![RETURN.to_owned()]
            }
            SourceKind::Computed => vec!["added up from authorities’ figures".to_owned()],
            SourceKind::Given => files
                .iter()
                .map(|file| format!("given by the authority ({})", base_name(file)))
                .collect(),
            SourceKind::Published => files
                .iter()
                .map(|file| format!("{} ({})", self.publisher_of(file), base_name(file)))
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
        let dataset = &self.assessment.evidence.dataset;
        let files = dataset.files.iter().enumerate();
        let of_kind = files.filter(|(_, file)| file.kind == Some(kind));
        let names: Vec<String> = of_kind
            .filter_map(|(at, _)| dataset.public_name(at))
            .collect();
        words::list(&names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_a_source_are_said_short() {
        let of = |years: &[i16]| spelled(&years.iter().copied().collect());
        assert_eq!(of(&[2024]), "2024");
        assert_eq!(of(&[2023, 2024]), "2023 and 2024");
        assert_eq!(of(&[2022, 2023, 2024]), "2022 to 2024");
        assert_eq!(of(&[2020, 2023, 2024]), "2020, 2023 and 2024");
    }

    #[test]
    fn a_source_is_named_once_with_its_years() {
        let mut found = Sources::default();
        for (source, year) in [("a return", 2024), ("a file", 2023), ("a return", 2023)] {
            found.add(source.to_owned(), year);
        }
        assert_eq!(
            found.sentence(),
            "Source: a return, 2023 and 2024; a file, 2023."
        );
    }
}
