//! A dataset read whole: every file recognised, decoded and read into typed rows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::path::Path;

use rayon::prelude::*;

use crate::authority::{AuthorityId, OwnAuthority, Register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

use super::folder::files_in;
use super::opening::{OpenFile, open};
use super::own::{self, Capacity, GivenMeasure};
use super::police::{self, InterviewTotals, PoliceCount};
use super::postcodes::PostcodeFile;
use super::providers::{self, ProviderList};
use super::published::{self, Location, Published, PublishedFile};
use super::shape::{Recognition, is_known_column};
use super::ssda903::Returns;
use super::table::Table;
use super::words::{self, Words, WordsKind};

/// The register a dataset goes by: the built-in one, or its own.
#[derive(Debug)]
pub enum RegisterInUse {
    /// The authorities of England.
    BuiltIn(&'static Register),
    /// Those of the dataset's authorities file.
    Own(Box<Register>),
}

impl Deref for RegisterInUse {
    type Target = Register;

    fn deref(&self) -> &Register {
        match self {
            Self::BuiltIn(register) => register,
            Self::Own(register) => register,
        }
    }
}

/// A file of the dataset and what it was recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path relative to the dataset.
    pub name: String,
    /// The kind of input, or none where it was not recognised or could not be read.
    pub kind: Option<&'static str>,
    /// Size in bytes, as stored.
    pub size: u64,
    /// SHA-256 of the bytes as stored, in hexadecimal; empty for child-level files, which are not
    /// hashed.
    pub sha256: String,
}

/// Everything a folder holds.
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
    /// What authorities say, in order of name.
    pub words: Vec<Words>,
    /// Authorities with any row of a year in any input.
    pub seen: BTreeMap<i16, BTreeSet<AuthorityId>>,
    /// Problems found while reading.
    pub diagnostics: Diagnostics,
}

/// What one file gave.
enum Content {
    Nothing,
    Published(PublishedFile),
    Providers(ProviderList),
    Measures(Vec<GivenMeasure>),
    Capacity(Vec<Capacity>),
    Police(Vec<PoliceCount>),
    InterviewTotals(Vec<InterviewTotals>),
    Neighbours(BTreeMap<AuthorityId, Vec<AuthorityId>>),
    Groups(BTreeMap<String, Vec<AuthorityId>>),
    Words(Words),
}

impl Dataset {
    /// Reads a folder. Problems are in [`Dataset::diagnostics`]; where any is an error the
    /// dataset must not be used for results.
    pub fn read(folder: &Path) -> Self {
        let mut diagnostics = Diagnostics::default();
        // So that folder names count although the dataset was given as `.`.
        let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let found = files_in(&folder, &mut diagnostics);
        let opened: Vec<(OpenFile, Diagnostics)> = found.par_iter().map(open).collect();
        let mut files = Vec::with_capacity(opened.len());
        for (file, problems) in opened {
            diagnostics.append(problems);
            files.push(file);
        }
        let register = register(&files, &mut diagnostics);
        let mut return_files = Vec::new();
        let mut postcodes = None;
        for (index, (file, found)) in files.iter().zip(&found).enumerate() {
            let child_level = file.return_file(index, &found.path, &register, &mut diagnostics);
            return_files.extend(child_level);
            if let Some(directory) = file.postcode_file(index, &found.path) {
                if postcodes.is_some() {
                    diagnostics.push(second_directory(&directory.name));
                }
                postcodes = Some(directory);
            }
        }
        let returns = Returns::new(return_files, &register, &mut diagnostics);
        let read: Vec<(Option<&'static str>, Content, Diagnostics)> =
            files.par_iter().map(|file| read(file, &register)).collect();
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
            words: Vec::new(),
            seen: BTreeMap::new(),
            diagnostics,
        };
        dataset.take(read);
        dataset.report_if_empty();
        dataset.diagnostics.sort();
        dataset
    }

    /// The years with any data, in order.
    pub fn years(&self) -> Vec<i16> {
        self.seen.keys().copied().collect()
    }

    fn take(&mut self, read: Vec<(Option<&'static str>, Content, Diagnostics)>) {
        let mut published = Vec::new();
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
                Content::Neighbours(near) => self.neighbours.extend(near),
                Content::Groups(groups) => self.groups.extend(groups),
                Content::Words(mut said) => {
                    said.file = index;
                    self.words.push(said);
                }
            }
        }
        self.note_seen(&published);
        self.published = Published::merged(published, &mut self.diagnostics);
        self.check_given_twice();
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        words::check_twice(&self.words, &names, &mut self.diagnostics);
    }

    fn add_providers(&mut self, index: usize, list: ProviderList) {
        if let Some((first, _)) = self.providers.get(&list.year) {
            let other = self.files.get(*first).map_or("", |f| f.name.as_str());
            let message = format!("{other} is also a list of providers for {}", list.year);
            let name = self.files.get(index).map_or("", |f| f.name.as_str());
            self.diagnostics.push(
                Diagnostic::error(Code::TwoRowsForOneCell, message)
                    .at(Place::file(name))
                    .help("keep one list of providers for each year in the dataset"),
            );
            return;
        }
        self.providers.insert(list.year, (index, list));
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
                    .help("check the folder's name; `care-scorecard check` says what each file was taken for"),
            );
        }
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The dataset's own authorities where it brings any.
fn register(files: &[OpenFile], diagnostics: &mut Diagnostics) -> RegisterInUse {
    let mut own: Vec<OwnAuthority> = Vec::new();
    let mut from = String::new();
    let tables = |file: &&OpenFile| file.head.is_none() && file.input.kind.is_none();
    for file in files.iter().filter(tables) {
        let Some(table) = Table::open(&file.input.name, &file.text) else {
            continue;
        };
        if table
            .recognised()
            .is_some_and(|found| found.shape == "authorities")
        {
            if !from.is_empty() {
                let message = format!("{from} is an authorities file too");
                diagnostics.push(
                    Diagnostic::error(Code::TwoRowsForOneCell, message)
                        .at(Place::file(&file.input.name))
                        .help("keep one authorities file in the dataset"),
                );
                continue;
            }
            from.clone_from(&file.input.name);
            own = super::own::authorities(&table, diagnostics);
        }
    }
    if own.is_empty() {
        return RegisterInUse::BuiltIn(Register::built_in());
    }
    match Register::from_rows(own) {
        Ok(register) => RegisterInUse::Own(Box::new(register)),
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnknownAuthority,
                    format!("these authorities cannot be used: {error}"),
                )
                .at(Place::file(from))
                .help("give each authority a code and a name of its own"),
            );
            RegisterInUse::BuiltIn(Register::built_in())
        }
    }
}

fn second_directory(name: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::NotUsed,
        "this is one of several postcode directories; the last by name is used",
    )
    .at(Place::file(name))
    .help("keep one postcode directory in the dataset")
}

fn read(file: &OpenFile, register: &Register) -> (Option<&'static str>, Content, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    if file.head.is_some() {
        return (None, Content::Nothing, diagnostics);
    }
    let name = &file.input.name;
    if let Some(kind) = WordsKind::of(name) {
        let said = (!file.text.is_empty())
            .then(|| words::read(kind, name, &file.text, register, &mut diagnostics));
        let content = said.flatten().map_or(Content::Nothing, Content::Words);
        return (None, content, diagnostics);
    }
    if file.text.trim().is_empty() {
        if file.input.size == 0 || !file.text.is_empty() {
            diagnostics.push(
                Diagnostic::warning(Code::EmptyFile, "this file is empty; it is not used")
                    .at(Place::file(name))
                    .help("remove it, or save the data again"),
            );
        }
        return (None, Content::Nothing, diagnostics);
    }
    let Some(table) = Table::open(name, &file.text) else {
        return (None, Content::Nothing, diagnostics);
    };
    let found = match &table.recognition {
        Recognition::Known(found) => found,
        other => {
            diagnostics.push(not_recognised(&table, other));
            return (None, Content::Nothing, diagnostics);
        }
    };
    for (field, second) in &found.doubled {
        diagnostics.push(
            Diagnostic::error(
                Code::DuplicateColumn,
                format!("two columns are called \"{field}\""),
            )
            .at(Place {
                column: Some(*second as u64 + 1),
                ..Place::file(name)
            })
            .help("rename or remove one of them"),
        );
    }
    let content = content(&table, found.shape, register, &mut diagnostics);
    (Some(found.shape), content, diagnostics)
}

fn content(
    table: &Table<'_>,
    shape: &str,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Content {
    match shape {
        "published" => {
            let file = published::read(table, register, diagnostics);
            if file.cells.is_empty() && !diagnostics.has_errors() {
                let message =
                    "this is a published table, but no indicator is taken from it; it is not used";
                diagnostics.push(
                    Diagnostic::notice(Code::LabelNotUsed, message).at(Place::file(table.name)),
                );
            }
            Content::Published(file)
        }
        "providers" => providers::read(table, register, diagnostics)
            .map_or(Content::Nothing, Content::Providers),
        "measures" => Content::Measures(own::measures(table, register, diagnostics)),
        "capacity" => Content::Capacity(own::capacity(table, register, diagnostics)),
        "police" => Content::Police(police::police(table, register, diagnostics)),
        "interview-totals" => {
            Content::InterviewTotals(police::interview_totals(table, register, diagnostics))
        }
        "neighbours" => Content::Neighbours(own::neighbours(table, register, diagnostics)),
        "grouping" => Content::Groups(own::groups(table, register, diagnostics)),
        "authorities" => Content::Nothing,
        "authority-lookup" => {
            own::lookup(table, "la_code_new", register, diagnostics);
            own::lookup(table, "name", register, diagnostics);
            Content::Nothing
        }
        "tier-lookup" => {
            own::lookup(table, "ltla_code", register, diagnostics);
            own::lookup(table, "utla_code", register, diagnostics);
            Content::Nothing
        }
        other => {
            let message = format!(
                "this is a file of the kind \"{other}\", from which no measure is taken; it is not used"
            );
            diagnostics
                .push(Diagnostic::warning(Code::NotUsed, message).at(Place::file(table.name)));
            Content::Nothing
        }
    }
}

/// The columns that are known, by name, and how many others there are.
fn known_columns(header: &[String]) -> String {
    let known: Vec<&str> = header
        .iter()
        .filter(|cell| is_known_column(cell))
        .map(String::as_str)
        .collect();
    let others = header.iter().filter(|cell| !cell.is_empty()).count() - known.len();
    match (known.is_empty(), others) {
        (true, _) => format!("{others} columns, none with a known name"),
        (false, 0) => known.join(", "),
        (false, _) => format!("{} and {others} columns with other names", known.join(", ")),
    }
}

/// Whether a kind of file has a row for a child.
fn is_about_children(shape: &str) -> bool {
    const AGGREGATE: [&str; 11] = [
        "published",
        "providers",
        "measures",
        "authorities",
        "grouping",
        "neighbours",
        "authority-lookup",
        "tier-lookup",
        "capacity",
        "police",
        "interview-totals",
    ];
    !AGGREGATE.contains(&shape)
}

fn not_recognised(table: &Table<'_>, recognition: &Recognition) -> Diagnostic {
    let place = Place::file(table.name);
    match recognition {
        Recognition::Lacking { shape, column, nearest } => {
            let mut diagnostic = Diagnostic::error(
                Code::MissingColumn,
                format!("this looks like a file of the kind \"{shape}\", but has no column \"{column}\""),
            )
            .at(place)
            .expected(format!("a column \"{column}\""));
            // A damaged head of a child-level file can hold what stands in its rows: it is placed, not shown.
            let child_level = is_about_children(shape);
            diagnostic = match nearest.and_then(|at| Some((at, table.header.get(at)?))) {
                Some((at, _)) if child_level => {
                    let number = at + 1;
                    diagnostic.help(format!("is column {number} meant? rename it to \"{column}\""))
                }
                Some((_, found)) => diagnostic.help(format!("is \"{found}\" meant? rename it to \"{column}\"")),
                None => diagnostic.help("add the column, or remove the file from the folder"),
            };
            diagnostic
        }
        Recognition::Unknown { nearest, absent } => {
            Diagnostic::warning(Code::NotRecognised, "the columns of this file are those of no known input; it is not used")
                .at(place)
                .found(known_columns(&table.header))
                .expected(format!("for the nearest kind, \"{nearest}\", also: {}", absent.join(", ")))
                .help("if it holds data for the scorecard, give it the columns that docs/data-dictionary.md lists")
        }
        Recognition::Known(_) => Diagnostic::notice(Code::NotUsed, "recognised").at(place),
    }
}
