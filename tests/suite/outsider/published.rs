//! A made-up nation and what is published of it: now, in two statements, and before a return was
//! corrected.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use care_scorecard::assessment::{Assessment, Evidence};
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::measure::Extent;
use care_scorecard::publish::{File, Previous, publish, publish_board, until_safe};
use care_scorecard::report::BoardReportKind;
use care_scorecard::sample::{self, SampleOptions};
use care_scorecard::source::{Files, Memory};

/// A row of a table, by column.
pub(crate) type Row = BTreeMap<String, String>;

/// The tables of one publication or statement.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) measures: Vec<Row>,
    pub(crate) groups: Vec<Row>,
}

/// Everything that was published, with whether it is of the earlier data.
pub(crate) struct Outputs(pub(crate) Vec<(bool, Output)>);

/// The files of a dataset.
pub(crate) type Dataset = BTreeMap<String, String>;

/// A made-up nation.
pub(crate) struct Nation {
    now: Dataset,
    before: Dataset,
}

pub(crate) fn made_up(options: &SampleOptions) -> Dataset {
    let files = Mutex::new(Dataset::new());
    let take = |name: &str, text: &str| {
        files
            .lock()
            .unwrap()
            .insert(name.to_owned(), text.to_owned());
        Ok(())
    };
    sample::make(options, &take).unwrap();
    files.into_inner().unwrap()
}

pub(crate) fn configuration() -> Configuration {
    in_mode(Mode::Public)
}

fn in_mode(mode: Mode) -> Configuration {
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = mode;
    configuration.ranking.draws = 100;
    configuration.publication.documents = false;
    configuration
}

pub(crate) fn evidence(files: &dyn Files) -> Evidence {
    Evidence::gather_to(files, configuration(), Extent::Groups).unwrap()
}

/// The files of a publication.
pub(crate) fn published(dataset: &Dataset, previous: &Previous) -> Vec<File> {
    published_of(evidence(&in_memory(dataset)), previous)
}

/// The same with nothing withheld.
pub(crate) fn unprotected(dataset: &Dataset) -> Output {
    let files = in_memory(dataset);
    let evidence = Evidence::gather_to(&files, in_mode(Mode::Internal), Extent::Groups).unwrap();
    Output::of(&published_of(evidence, &Previous::default()))
}

fn published_of(mut evidence: Evidence, previous: &Previous) -> Vec<File> {
    let year = evidence.usual_year().unwrap();
    let make = |assessment: &mut Assessment<'_>, earlier: &Previous| {
        let mut files = Vec::new();
        let mut take = |file| {
            files.push(file);
            Ok(())
        };
        publish(assessment, None, earlier, &mut take)?;
        Ok(files)
    };
    let (files, _) = until_safe(&mut evidence, year, previous, make).unwrap();
    files
}

pub(crate) fn in_memory(dataset: &Dataset) -> Memory {
    Memory::of(dataset.iter().map(|(name, text)| (name, text.as_str())))
}

fn as_files(files: &[File]) -> Memory {
    Memory::of(files.iter().map(|file| (&file.name, file.bytes.clone())))
}

/// The files of a statement of one authority.
fn stated(dataset: &Dataset, code: &str, previous: &Previous) -> Vec<File> {
    let mut evidence = evidence(&in_memory(dataset));
    let year = evidence.usual_year().unwrap();
    let id = evidence.authority(code, Some(year)).unwrap();
    let make = |assessment: &mut Assessment<'_>, earlier: &Previous| {
        let mut files = Vec::new();
        let mut take = |file| {
            files.push(file);
            Ok(())
        };
        publish_board(
            assessment,
            (id, BoardReportKind::Statement),
            None,
            earlier,
            &mut take,
        )?;
        Ok(files)
    };
    let (files, _) = until_safe(&mut evidence, year, previous, make).unwrap();
    files
}

impl Output {
    pub(crate) fn of(files: &[File]) -> Self {
        let rows = |name: &str| {
            let file = files.iter().find(|file| file.name.starts_with(name));
            let bytes = file.map_or(&[][..], |file| file.bytes.as_slice());
            let mut reader = csv::Reader::from_reader(bytes);
            reader.deserialize().map(Result::unwrap).collect()
        };
        Self {
            measures: rows("data/measures"),
            groups: rows("data/groups"),
        }
    }

    /// What is shown of an authority's year, by where it stands.
    fn shown(&self, authority: &str, year: i16) -> BTreeMap<String, &str> {
        let mut shown = BTreeMap::new();
        for (row, at) in self.rows(authority, year) {
            for column in ["numerator", "denominator", "count"] {
                let cell = row.get(column).map_or("", String::as_str);
                if !matches!(cell, "" | "c") {
                    shown.insert(format!("{at} {column}"), cell);
                }
            }
        }
        shown
    }

    fn rows(&self, authority: &str, year: i16) -> impl Iterator<Item = (&Row, String)> {
        let year = year.to_string();
        let is = move |row: &&Row| row["authority_code"] == authority && row["year"] == year;
        self.measures
            .iter()
            .chain(&self.groups)
            .filter(is)
            .map(|row| {
                let at = ["indicator", "table", "row", "column"];
                let at = at.map(|part| row.get(part).map_or("", String::as_str));
                (row, at.join(" "))
            })
    }
}

impl Nation {
    /// Now with an incident more in one authority than before.
    pub(crate) fn of(authorities: usize, seed: u64, years: usize) -> Self {
        let options = SampleOptions {
            seed,
            authorities,
            years,
            ..SampleOptions::default()
        };
        let now = made_up(&options);
        let mut before = now.clone();
        let chosen = before.keys().filter(|name| name.ends_with("missing.csv"));
        let chosen: Vec<String> = chosen.cloned().collect();
        assert!(!chosen.is_empty(), "no table of incidents");
        let at = usize::try_from(seed).unwrap() % chosen.len();
        let text = before.get_mut(&chosen[at]).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let less = lines[..lines.len().max(2) - 1].join("\n") + "\n";
        *text = less;
        Self { now, before }
    }

    /// The publication of now, two statements, and the publication before.
    pub(crate) fn outputs(&self) -> Outputs {
        let before = published(&self.before, &Previous::default());
        let before_files = as_files(&before);
        let previous = Previous::read([&before_files as &dyn Files]).unwrap();
        let now = published(&self.now, &previous);
        let mut all = vec![(true, Output::of(&before)), (false, Output::of(&now))];
        let held = as_files(&now);
        let told = Previous::read([&before_files as &dyn Files, &held]).unwrap();
        let codes = all[1]
            .1
            .measures
            .iter()
            .map(|row| row["authority_code"].clone());
        let codes: BTreeSet<String> = codes.filter(|code| !code.starts_with('E')).collect();
        for code in codes.iter().take(2) {
            all.push((false, Output::of(&stated(&self.now, code, &told))));
        }
        Outputs(all)
    }
}

impl Outputs {
    /// The authorities and years of which anything is said.
    pub(crate) fn places(&self) -> BTreeSet<(String, i16)> {
        let rows = self.0.iter().flat_map(|(_, output)| &output.measures);
        let places = rows.map(|row| (row["authority_code"].clone(), row["year"].parse().unwrap()));
        places.filter(|(code, _)| !code.starts_with('E')).collect()
    }

    /// Whether what was shown before agrees with what is shown now.
    pub(crate) fn agrees(&self, authority: &str, year: i16) -> bool {
        let of = |before: bool| {
            let mut all = BTreeMap::new();
            for (_, output) in self.0.iter().filter(|(is_before, _)| *is_before == before) {
                all.extend(output.shown(authority, year));
            }
            all
        };
        let now = of(false);
        of(true)
            .iter()
            .all(|(at, cell)| now.get(at).is_none_or(|other| other == cell))
    }
}
