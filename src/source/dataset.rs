//! A dataset read whole: every file recognised, decoded and read into typed rows.

mod content;
mod last;
mod public;
mod register;
mod told;
mod twice;
mod unrecognised;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::authority::AuthorityId;
use crate::config::Inputs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::files::{Files, NamedBytes};
use super::folder::files_by;
use super::form::FormAnswers;
use super::interview_totals::InterviewTotals;
use super::logs::UnknownLog;
use super::opening::{InputFile, KnownHeaders, OpenFile, open};
use super::own::{Capacity, GivenMeasure};
use super::police::PoliceCount;
use super::postcodes::PostcodeFile;
use super::providers::ProviderList;
use super::published::{Location, Published, PublishedFile};
use super::ssda903::Returns;
use super::words::{self, Words};
use content::{Content, read};
use register::register;
use twice::once;
use unrecognised::not_recognised;

pub use register::RegisterInUse;
pub(super) use told::{Around, Told};

/// Everything that files of a dataset hold.
#[derive(Debug)]
pub struct Dataset {
    /// The authorities it goes by.
    pub register: RegisterInUse,
    /// Its files in order of name.
    pub files: Vec<InputFile>,
    /// Published figures.
    pub published: Published,
    /// Lists of providers, each with its file, by year; a later file of one year is an error.
    pub providers: BTreeMap<i16, (usize, ProviderList)>,
    /// Given capacity, each with its file.
    pub capacity: Vec<(usize, Capacity)>,
    /// Given measures, each with its file.
    pub measures: Vec<(usize, GivenMeasure)>,
    /// Police counts, each with its file.
    pub police: Vec<(usize, PoliceCount)>,
    /// Totals of return interviews, each with its file.
    pub interview_totals: Vec<(usize, InterviewTotals)>,
    /// Child-level files; their rows are read when measures are computed.
    pub returns: Returns,
    /// The postcode directory, where there is one.
    pub postcodes: Option<PostcodeFile>,
    /// Statistical neighbours.
    pub neighbours: BTreeMap<AuthorityId, Vec<AuthorityId>>,
    /// Groups of authorities by name.
    pub groups: BTreeMap<String, Vec<AuthorityId>>,
    /// Tables that may be logs of return interviews with columns of other names.
    pub logs: Vec<UnknownLog>,
    /// What authorities say, in order of name.
    pub words: Vec<Words>,
    /// Authorities with any row of a year in any input.
    pub seen: BTreeMap<i16, BTreeSet<AuthorityId>>,
    /// Problems found while reading.
    pub diagnostics: Diagnostics,
}

impl Dataset {
    /// Reads files, such as those of a folder. Problems are in [`Dataset::diagnostics`]; where any
    /// is an error the dataset must not be used for results.
    pub fn read(from: &dyn Files) -> Self {
        Self::read_by(from, &Inputs::default())
    }

    /// The same where the weights file says what the files leave open.
    pub fn read_by(from: &dyn Files, inputs: &Inputs) -> Self {
        let mut diagnostics = Diagnostics::default();
        let headers = KnownHeaders::by(inputs);
        let found = files_by(from, headers.mapping(), &mut diagnostics);
        let opened: Vec<(OpenFile, Diagnostics)> =
            found.par_iter().map(|file| open(file, &headers)).collect();
        let mut files = Vec::with_capacity(opened.len());
        for (file, problems) in opened {
            diagnostics.append(problems);
            files.push(file);
        }
        let register = register(&files, &mut diagnostics);
        let lies_in = from.lies_in();
        let around = Around {
            lies_in: &lies_in,
            register: &register,
            inputs,
        };
        diagnostics.extend(told::unknown_authority(inputs, &register));
        let (returns, postcodes) = read_later(&files, &found, &around, &mut diagnostics);
        let read: Vec<(Option<&'static str>, Content, Diagnostics)> =
            files.par_iter().map(|file| read(file, &around)).collect();
        let mut dataset = Self {
            register,
            files: files.into_iter().map(|file| file.input).collect(),
            published: Published::default(),
            providers: BTreeMap::new(),
            capacity: Vec::new(),
            measures: Vec::new(),
            police: Vec::new(),
            interview_totals: Vec::new(),
            returns,
            postcodes,
            neighbours: BTreeMap::new(),
            groups: BTreeMap::new(),
            logs: Vec::new(),
            words: Vec::new(),
            seen: BTreeMap::new(),
            diagnostics,
        };
        dataset.take(read, &found);
        dataset.report_if_empty();
        dataset.diagnostics.sort();
        dataset
    }

    /// The years with any data, in order.
    pub fn years(&self) -> Vec<i16> {
        self.seen.keys().copied().collect()
    }

    fn take(
        &mut self,
        read: Vec<(Option<&'static str>, Content, Diagnostics)>,
        found: &[NamedBytes],
    ) {
        let (mut published, mut unrecognised) = (Vec::new(), Vec::new());
        for (index, (kind, content, problems)) in read.into_iter().enumerate() {
            self.diagnostics.append(problems);
            if let Some(file) = self.files.get_mut(index) {
                file.kind = file.kind.or(kind);
            }
            match content {
                Content::Nothing => {}
                Content::Published(file) => published.push((index, file)),
                Content::Providers(list) => self.add_providers(index, list),
                Content::Measures(given) => {
                    self.measures.extend(given.into_iter().map(|m| (index, m)))
                }
                Content::Capacity(given) => {
                    self.capacity.extend(given.into_iter().map(|c| (index, c)))
                }
                Content::Police(given) => self.police.extend(given.into_iter().map(|p| (index, p))),
                Content::InterviewTotals(given) => self
                    .interview_totals
                    .extend(given.into_iter().map(|t| (index, t))),
                Content::Form(answers) => self.take_form(index, answers),
                Content::Neighbours(near) => self.neighbours.extend(near),
                Content::Groups(groups) => self.groups.extend(groups),
                Content::Unrecognised(table) => {
                    self.logs.extend(table.log(index));
                    let of_file = found.get(index);
                    let named = of_file.map(|file| (file.name.as_str(), file.sheet.as_deref()));
                    unrecognised.push((named.unwrap_or_default(), table));
                }
                Content::Words(mut said) => {
                    said.file = index;
                    self.words.push(said);
                }
            }
        }
        self.diagnostics.extend(not_recognised(&unrecognised));
        self.read_given_once();
        self.note_seen(&published);
        self.published = Published::merged(published, &mut self.diagnostics);
        self.check_given_twice();
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        words::check_twice(&self.words, &names, &mut self.diagnostics);
    }

    /// What a sheet of a board's form answers, as if each kind of figure had come in a file of its own.
    fn take_form(&mut self, index: usize, answers: FormAnswers) {
        let FormAnswers {
            measures,
            interviews,
            police,
            words,
        } = answers;
        self.measures
            .extend(measures.into_iter().map(|m| (index, m)));
        self.interview_totals
            .extend(interviews.into_iter().map(|t| (index, t)));
        self.police.extend(police.into_iter().map(|p| (index, p)));
        self.words.extend(words.into_iter().map(|mut said| {
            said.file = index;
            said
        }));
    }

    fn add_providers(&mut self, index: usize, list: ProviderList) {
        let year = list.year;
        let Some((first, before)) = self.providers.get(&year) else {
            self.providers.insert(year, (index, list));
            return;
        };
        let (files, first) = (&self.files, *first);
        let name = |at: usize| files.get(at).map_or("", |f| f.name.as_str());
        let same_places = before.homes.len() == list.homes.len()
            && before.homes.iter().all(|(id, homes)| {
                let other = list.homes.get(id);
                other.is_some_and(|other| other.places == homes.places)
            });
        let (used, other) = match before.months_before.cmp(&list.months_before) {
            Ordering::Less => (first, index),
            Ordering::Greater => (index, first),
            Ordering::Equal if same_places && list.has_judgements && !before.has_judgements => {
                (index, first)
            }
            Ordering::Equal if same_places => (first, index),
            Ordering::Equal => {
                let message = format!(
                    "{} is also a list of providers for {year}, with other places",
                    name(first)
                );
                self.diagnostics.push(
                    Diagnostic::error(Code::TwoRowsForOneCell, message)
                        .at(Place::file(name(index)))
                        .help("keep one list of providers for each day in the dataset"),
                );
                return;
            }
        };
        let message = format!(
            "{} is the list of providers that is used for {year}: it has the day nearest before 31 March, or the same places",
            name(used)
        );
        let notice = Diagnostic::notice(Code::Superseded, message).at(Place::file(name(other)));
        if used == index {
            self.providers.insert(year, (index, list));
        }
        self.diagnostics.push(notice);
    }

    fn note_seen(&mut self, published: &[(usize, PublishedFile)]) {
        let in_published = published
            .iter()
            .flat_map(|(_, file)| file.seen.iter().copied());
        let in_providers = self
            .providers
            .values()
            .flat_map(|(_, l)| l.homes.keys().map(move |id| (l.year, *id)));
        let in_capacity = self.capacity.iter().map(|(_, c)| (c.year, c.authority));
        let in_measures = self.measures.iter().filter_map(|(_, m)| match m.location {
            Location::Authority(id) => Some((m.year, id)),
            _ => None,
        });
        let all: Vec<(i16, AuthorityId)> = in_published
            .chain(in_providers)
            .chain(in_capacity)
            .chain(in_measures)
            .chain(self.police.iter().map(|(_, p)| (p.year, p.authority)))
            .chain(
                self.interview_totals
                    .iter()
                    .map(|(_, t)| (t.year, t.authority)),
            )
            .chain(self.returns.seen())
            .collect();
        for (year, id) in all {
            self.seen.entry(year).or_default().insert(id);
        }
    }

    /// Copies of given files count once, and files that contradict each other are an error.
    fn read_given_once(&mut self) {
        let (files, problems) = (&self.files, &mut self.diagnostics);
        let place = |c: &Capacity| (c.authority, c.year, c.accommodation, c.sector);
        once(
            &mut self.capacity,
            files,
            place,
            "rows of capacity",
            problems,
        );
        let count = |p: &PoliceCount| (p.authority, p.year, p.scope, p.definition);
        once(&mut self.police, files, count, "police counts", problems);
        let totals = |t: &InterviewTotals| (t.authority, t.year);
        let what = "totals of return interviews";
        once(&mut self.interview_totals, files, totals, what, problems);
    }

    /// Two rows for one cell in two files; within one file the reader has seen to it.
    fn check_given_twice(&mut self) {
        let mut first: BTreeMap<(&Location, i16, &str), usize> = BTreeMap::new();
        let mut problems = Vec::new();
        for (index, measure) in &self.measures {
            let key = (&measure.location, measure.year, measure.indicator.as_str());
            if let Some(earlier) = first.insert(key, *index) {
                let name = |at: usize| self.files.get(at).map_or("", |f| f.name.as_str());
                let message = format!(
                    "{} already gives {} for {} in {}",
                    name(earlier),
                    measure.indicator,
                    measure.code,
                    measure.year
                );
                problems.push(
                    Diagnostic::error(Code::TwoRowsForOneCell, message)
                        .at(Place::line(name(*index), measure.line))
                        .help("remove the row that is wrong"),
                );
            }
        }
        self.diagnostics.extend(problems);
    }

    fn report_if_empty(&mut self) {
        if self.seen.is_empty() && !self.diagnostics.has_errors() {
            self.diagnostics.push(
                Diagnostic::error(Code::EmptyDataset, "nothing in this folder could be read as data")
                    .expected("CSV files in one of the forms that docs/data-dictionary.md lists")
                    .help("correct the folder's name, and look what each file was taken for (check says it)"),
            );
        }
    }
}

/// The files that are read when measures are computed: those of returns, and the postcode directory.
fn read_later(
    files: &[OpenFile],
    found: &[NamedBytes],
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> (Returns, Option<PostcodeFile>) {
    let mut return_files = Vec::new();
    let mut told = Told::default();
    let mut postcodes = None;
    for (index, (file, found)) in files.iter().zip(found).enumerate() {
        return_files.extend(file.return_file(index, found, around, &mut told));
        if let Some(directory) = file.postcode_file(index, &found.bytes) {
            if postcodes.is_some() {
                diagnostics.push(second_directory(&directory.name));
            }
            postcodes = Some(directory);
        }
    }
    diagnostics.extend(told.into_diagnostics(around));
    let returns = Returns::new(return_files, around.register, diagnostics);
    (returns, postcodes)
}

fn second_directory(name: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::NotUsed,
        "this is one of several postcode directories; the last by name is used",
    )
    .at(Place::file(name))
    .help("keep one postcode directory in the dataset")
}
