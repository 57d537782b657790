//! The first step: files are brought, what each was taken for is said, and each can be taken away again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use axum::extract::Request;
use axum::response::Response;
use serde::Serialize;

use crate::assessment::Evidence;
use crate::authority::{AuthorityId, Register};
use crate::config::WEIGHTS;
use crate::sample::{SampleOptions, make};
use crate::source::Files;
use crate::source::ssda903::{ReturnFile, Whose};

use super::asked::Form;
use super::kinds;
use super::reply;
use super::screens::{Step, Wait, progress};
use super::server::At;
use super::session::{Gathered, Need};
use super::tray::{self, Place};
use super::work::size_in_words;

/// What files are called of which it is not known what they hold, or that cannot be read.
const UNKNOWN: &str = "Not recognised: nothing is taken from these";

/// How many files of a kind are named; the rest are counted.
const MOST_NAMED: usize = 500;

/// What the page shows.
#[derive(Debug, Serialize)]
struct Model {
    is_empty: bool,
    /// "3 files, 1.2 MB", where any were dropped.
    dropped: Option<String>,
    folders: Vec<String>,
    has_sample: bool,
    wait: Option<Wait>,
    /// Archives and workbooks that files came in: they are taken away whole.
    containers: Vec<String>,
    groups: Vec<Group>,
    /// Returns and logs of which nothing says whose they are.
    homeless: Vec<Homeless>,
    /// Whether a year must be said of any of them: a log is joined to incidents by its dates.
    asks_year: bool,
    /// Whose they likely are, where their titles all say the same.
    likely: Likely,
    authorities: Vec<String>,
    years: String,
    errors: usize,
    warnings: usize,
}

/// Files that were taken for the same.
#[derive(Debug, Serialize)]
struct Group {
    title: String,
    is_known: bool,
    count: usize,
    files: Vec<Row>,
}

/// A file of which nothing says whose it is.
#[derive(Debug, Serialize)]
struct Homeless {
    name: String,
    /// What it was taken for.
    title: String,
}

/// Whose files likely are, and of which year; empty where nothing tells.
#[derive(Debug, Default, Serialize)]
struct Likely {
    authority: String,
    year: String,
}

/// A file in the list.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    size: String,
    /// "Rutland, 2024": whose it was taken for; empty where that is no question or its rows say it.
    whose: String,
    /// What it came in, if in anything.
    within: Option<String>,
}

pub(super) async fn show(at: At) -> Response {
    at.made(|at| {
        let need = at.session.gathered();
        let mut model = Model::of(at);
        match &need {
            Need::Ready(gathered) => model.list(gathered, &paths(at)),
            Need::Nothing => {}
            other => model.wait = Wait::of(other),
        }
        at.screen(Step::Bring, "desk/bring.html", &model)
    })
    .await
}

impl Model {
    fn of(at: &At) -> Self {
        let state = at.session.state();
        let (count, bytes) = state.tray.dropped();
        let counted = |count| {
            if count == 1 {
                "1 file".to_owned()
            } else {
                format!("{count} files")
            }
        };
        Self {
            is_empty: state.tray.is_empty(),
            dropped: (count > 0).then(|| format!("{}, {}", counted(count), size_in_words(bytes))),
            folders: state.tray.named().map(str::to_owned).collect(),
            has_sample: state.tray.has_sample(),
            wait: None,
            containers: Vec::new(),
            groups: Vec::new(),
            homeless: Vec::new(),
            asks_year: false,
            likely: Likely::default(),
            authorities: Vec::new(),
            years: String::new(),
            errors: 0,
            warnings: 0,
        }
    }

    fn list(&mut self, gathered: &Gathered, paths: &[String]) {
        use crate::diagnostic::Severity;
        let evidence = gathered.evidence();
        self.groups = groups(&evidence, paths);
        let rows = self.groups.iter().flat_map(|group| &group.files);
        let containers = rows.filter_map(|row| row.within.clone());
        self.containers = containers
            .collect::<BTreeSet<String>>()
            .into_iter()
            .collect();
        let returns = evidence.dataset.returns.files.iter();
        let homeless: Vec<&ReturnFile> = returns.filter(|file| is_homeless(file)).collect();
        self.homeless = homeless
            .iter()
            .map(|file| Homeless {
                name: file.name.clone(),
                title: evidence
                    .dataset
                    .files
                    .get(file.file)
                    .and_then(|listed| listed.kind)
                    .map_or_else(String::new, |kind| kinds::title(kind).to_owned()),
            })
            .collect();
        if !self.homeless.is_empty() {
            self.asks_year = homeless.iter().any(|file| file.kind.needs_year());
            self.likely = likely(&homeless, &evidence.dataset.register);
            let all = evidence.dataset.register.authorities().iter();
            self.authorities = all.map(|authority| authority.name.clone()).collect();
        }
        let years: Vec<String> = evidence
            .dataset
            .years()
            .iter()
            .map(i16::to_string)
            .collect();
        self.years = years.join(", ");
        self.errors = gathered.problems.count(Severity::Error);
        self.warnings = gathered.problems.count(Severity::Warning);
    }
}

/// Whether neither its folders, its name nor its rows say whose a return is, and of which year.
fn is_homeless(file: &ReturnFile) -> bool {
    let lacks_year = file.year.is_none() && file.kind.needs_year() && file.column("year").is_none();
    let lacks_authority = file.authority.is_none() && file.column("la").is_none();
    lacks_year || lacks_authority
}

/// Whose files likely are, by the rows above their heads; nothing where two say different things.
fn likely(files: &[&ReturnFile], register: &Register) -> Likely {
    let said: Vec<Whose> = files.iter().map(|file| file.titled(register)).collect();
    let authorities: BTreeSet<AuthorityId> =
        said.iter().filter_map(|whose| whose.authority).collect();
    let years: BTreeSet<i16> = said.iter().filter_map(|whose| whose.year).collect();
    let name = |id: &AuthorityId| register.authority(*id).name.clone();
    Likely {
        authority: only(&authorities).map_or_else(String::new, name),
        year: only(&years).map_or_else(String::new, i16::to_string),
    }
}

/// What is there, if it is one.
pub(super) fn only<T: Ord>(all: &BTreeSet<T>) -> Option<&T> {
    all.first().filter(|_| all.len() == 1)
}

/// Whose a return was taken for, in words.
fn whose_words(file: &ReturnFile, register: &Register) -> String {
    let authority = file.authority.map(|id| register.authority(id).name.clone());
    let year = file.year.map(|year| year.to_string());
    let known: Vec<String> = authority.into_iter().chain(year).collect();
    known.join(", ")
}

fn groups(evidence: &Evidence, paths: &[String]) -> Vec<Group> {
    let dataset = &evidence.dataset;
    let returns = dataset.returns.files.iter();
    let whose: BTreeMap<usize, String> = returns
        .map(|file| (file.file, whose_words(file, &dataset.register)))
        .collect();
    let mut by_kind: BTreeMap<(bool, &str), Vec<Row>> = BTreeMap::new();
    for (at, file) in dataset.files.iter().enumerate() {
        let title = file.kind.map_or(UNKNOWN, kinds::title);
        let row = Row {
            name: file.name.clone(),
            size: size_in_words(file.size),
            whose: whose.get(&at).cloned().unwrap_or_default(),
            within: Some(brought_as(&file.name, paths)).filter(|path| *path != file.name),
        };
        by_kind
            .entry((file.kind.is_some(), title))
            .or_default()
            .push(row);
    }
    let unread = unread(evidence, paths);
    if !unread.is_empty() {
        by_kind.entry((false, UNKNOWN)).or_default().extend(unread);
    }
    let group = |((is_known, title), mut files): ((bool, &str), Vec<Row>)| {
        let count = files.len();
        files.truncate(MOST_NAMED);
        Group {
            title: title.to_owned(),
            is_known,
            count,
            files,
        }
    };
    by_kind.into_iter().map(group).collect()
}

/// What was brought and is no file that anything could be taken from, such as a document.
fn unread(evidence: &Evidence, paths: &[String]) -> Vec<Row> {
    let files = evidence.dataset.files.iter();
    let listed: BTreeSet<String> = files.map(|file| brought_as(&file.name, paths)).collect();
    let is_weights = |path: &str| path.rsplit('/').next() == Some(WEIGHTS);
    let unread = paths
        .iter()
        .filter(|path| !listed.contains(*path) && !is_weights(path));
    let row = |path: &String| Row {
        name: path.clone(),
        size: String::new(),
        whose: String::new(),
        within: None,
    };
    unread.map(row).collect()
}

/// The path of what a file was brought as: its own, or that of the archive or workbook it came in.
fn brought_as(name: &str, paths: &[String]) -> String {
    let holds = |path: &&String| {
        let rest = name.strip_prefix(path.as_str());
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('/') || rest.starts_with(", sheet ")
        })
    };
    let own = paths.iter().filter(holds).max_by_key(|path| path.len());
    // What is the dataset itself is not part of the names of its files.
    own.or(paths.first().filter(|_| paths.len() == 1))
        .cloned()
        .unwrap_or_else(|| name.to_owned())
}

/// The paths of everything that was brought.
fn paths(at: &At) -> Vec<String> {
    let tray = at.session.state().tray.clone();
    let mut found = Vec::new();
    if let Ok(files) = tray.files(at.session.named()) {
        walk(files.as_ref(), "", &mut found);
    }
    found
}

/// The most paths that are looked at.
const MOST_PATHS: usize = 20_000;

fn walk(files: &dyn Files, within: &str, found: &mut Vec<String>) {
    use crate::source::Holds;
    for entry in files.entries().unwrap_or_default() {
        let path = format!("{within}{}", entry.name);
        match entry.holds {
            Holds::Folder(inner) => walk(inner.as_ref(), &format!("{path}/"), found),
            _ if found.len() < MOST_PATHS => found.push(path),
            _ => return,
        }
    }
}

/// Files were dropped or chosen.
pub(super) async fn files(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let refused = form.refused;
    let none = form.files.is_empty();
    at.session.change(|state| {
        state.tray.drop_in(form.files);
        state.note = match (refused, none) {
            (0, false) => None,
            (0, true) => Some("No file was chosen.".to_owned()),
            (1, _) => Some(
                "1 file was not taken: its name is none that a file can have everywhere."
                    .to_owned(),
            ),
            (more, _) => Some(format!(
                "{more} files were not taken: their names are none that files can have everywhere."
            )),
        };
    });
    reply::lead_to(&at.to("bring"))
}

/// A folder of this machine was named.
pub(super) async fn folder(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let path = form.field("path").trim_matches('"').to_owned();
    at.made(move |at| {
        let named = (!path.is_empty()).then(|| at.session.named()(&path));
        at.session.change(|state| match named {
            None => state.note = Some("No folder was named.".to_owned()),
            Some(Ok(_)) => state.tray.add(Place::Named(path)),
            Some(Err(problem)) => {
                let help = problem.help.unwrap_or_default();
                state.note = Some(format!("{}: {help}.", problem.message));
            }
        });
        reply::lead_to(&at.to("bring"))
    })
    .await
}

/// The files of the made-up dataset.
pub(super) fn sample_files() -> Option<BTreeMap<String, Vec<u8>>> {
    let made = Mutex::new(BTreeMap::new());
    let outcome = make(&SampleOptions::default(), &|name, text| {
        if let Ok(mut made) = made.lock() {
            made.insert(name.to_owned(), text.as_bytes().to_vec());
        }
        Ok(())
    });
    outcome.ok()?;
    made.into_inner().ok()
}

/// The made-up dataset is asked for.
pub(super) async fn sample(at: At) -> Response {
    at.made(|at| {
        let made = sample_files();
        at.session.change(|state| match made {
            Some(files) => state.tray.add(tray::sample(files)),
            None => state.note = Some("The sample could not be made.".to_owned()),
        });
        reply::lead_to(&at.to("bring"))
    })
    .await
}

/// Something is taken away again.
pub(super) async fn away(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    at.session.change(|state| match form.field("what") {
        "everything" => state.tray.clear(),
        "folder" => state.tray.leave(form.field("path")),
        "sample" => state.tray.leave(""),
        "dropped" => state.tray.drop_out(),
        _ => state.tray.take_away(form.field("path")),
    });
    reply::lead_to(&at.to("bring"))
}

/// It is said whose returns are.
pub(super) async fn whose(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    at.made(move |at| {
        let Need::Ready(gathered) = at.session.gathered() else {
            return reply::lead_to(&at.to("bring"));
        };
        let year = crate::source::year_ending(form.field("year"));
        let (asked, files) = (form.field("authority"), form.all("file"));
        let (found, needs_year) = {
            let evidence = gathered.evidence();
            let mut returns = evidence.dataset.returns.files.iter();
            let needs_year = returns
                .any(|file| file.kind.needs_year() && files.contains(&file.name));
            let id = evidence.authority(asked, year);
            let found = id.map(|id| {
                let authority = evidence.dataset.register.authority(id);
                (authority.code.clone(), authority.name.clone())
            });
            (found, needs_year)
        };
        let paths = paths(at);
        let files: Vec<String> = files.iter().map(|file| brought_as(file, &paths)).collect();
        let place = match (needs_year, year) {
            (false, _) => Some((String::new(), String::new())),
            (true, year) => year.map(|year| (format!("/{year}"), format!(", year ending 31 March {year}"))),
        };
        at.session.change(|state| match (found, place) {
            (Ok((code, name)), Some((folder, of_year))) => {
                let left = state.tray.say_whose(&files, &format!("{code}{folder}"));
                state.note = Some(if left.is_empty() {
                    format!(
                        "They are taken for {name}{of_year}. Where that is wrong, take them away and bring them again."
                    )
                } else {
                    "Files of a named folder stay where they are: put them in a folder of the authority with one of \
                     the year in it, or drop them here."
                        .to_owned()
                });
            }
            (Err(problem), _) => {
                let help = problem.help.unwrap_or_default();
                state.note = Some(format!("{}. {help}", problem.message));
            }
            (Ok(_), None) => {
                state.note = Some("Give the year ending 31 March, such as 2024 or 2023-24.".to_owned());
            }
        });
        reply::lead_to(&at.to("bring"))
    })
    .await
}

/// How far work has come.
pub(super) async fn work(at: At) -> Response {
    progress(&at.session)
}

/// Work under way is stopped.
pub(super) async fn stop(at: At) -> Response {
    at.session.stop();
    reply::lead_to(&at.to("bring"))
}

/// Work that was stopped begins again.
pub(super) async fn again(at: At) -> Response {
    at.session.start_again();
    reply::lead_to(&at.to("bring"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_away_with_what_it_came_in() {
        let paths = ["a.zip", "a.zip.csv", "log.xlsx", "x/b.csv"].map(str::to_owned);
        for (name, path) in [
            ("a.zip/2024/b.csv", "a.zip"),
            ("a.zip.csv", "a.zip.csv"),
            ("log.xlsx, sheet One", "log.xlsx"),
            ("x/b.csv", "x/b.csv"),
            ("unknown.csv", "unknown.csv"),
        ] {
            assert_eq!(brought_as(name, &paths), path);
        }
        assert_eq!(brought_as("2024/b.csv", &paths[..1]), "a.zip");
    }
}
