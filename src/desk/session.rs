//! What one desk has: what was brought, what was chosen, and what was read and made of it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::assessment::Evidence;
use crate::config::{Configuration, DEFAULT_TEXT, Mode, WEIGHTS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::measure::Extent;
use crate::source::Files;

use super::Named;
use super::tray::Tray;
use super::watched::{Watch, Watched};
use super::work::Work;

/// What work runs on: what needs a deep stack gets one.
const STACK: usize = 8 << 20;

/// A desk of one tab, or of several that have the same address.
pub(super) struct Session {
    /// Its number in addresses.
    pub(super) number: u32,
    named: Named,
    state: Mutex<State>,
}

/// What a desk has.
pub(super) struct State {
    /// What was brought.
    pub(super) tray: Tray,
    /// The text of the weights file.
    pub(super) weights: Weights,
    /// What was read of it, if it was.
    read: Option<Arc<Gathered>>,
    /// Work under way.
    work: Option<Arc<Work>>,
    /// Whether somebody stopped the last work.
    stopped: bool,
    /// Grows where what was read is no longer what was brought and chosen.
    edition: u64,
    /// Why the last work came to nothing.
    failure: Option<Box<Diagnostic>>,
    /// What is to be said of the last thing that was done, until another is.
    pub(super) note: Option<String>,
}

/// The weights file of a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weights {
    /// Its text.
    pub(super) text: String,
    /// Whether a person has chosen it, so that the one of a dataset does not take its place.
    pub(super) is_chosen: bool,
}

/// What was read.
pub(super) struct Gathered {
    /// The files and figures; nothing but its files may be shown where a problem is an error.
    evidence: Mutex<Evidence>,
    /// Everything that is to be said of it, with the weights.
    pub(super) problems: Diagnostics,
}

impl Gathered {
    /// The files and figures. A thread that stopped in the middle has left them whole.
    pub(super) fn evidence(&self) -> MutexGuard<'_, Evidence> {
        self.evidence.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is needed for a screen, or why it is not there yet.
pub(super) enum Need<T> {
    /// It is there.
    Ready(T),
    /// It is being made.
    Working(Arc<Work>),
    /// Somebody stopped it.
    Stopped,
    /// Nothing was brought.
    Nothing,
    /// It could not be made.
    Failed(Box<Diagnostic>),
}

impl Session {
    pub(super) fn new(number: u32, named: Named) -> Self {
        let weights = Weights {
            text: DEFAULT_TEXT.to_owned(),
            is_chosen: false,
        };
        Self {
            number,
            named,
            state: Mutex::new(State {
                tray: Tray::default(),
                weights,
                read: None,
                work: None,
                stopped: false,
                edition: 0,
                failure: None,
                note: None,
            }),
        }
    }

    /// What it has. A thread that stopped in the middle has left whole values.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what was brought or chosen: what was read of it is read again when it is needed.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state();
        state.note = None;
        let changed = change(&mut state);
        state.edition += 1;
        state.read = None;
        state.failure = None;
        state.stopped = false;
        if let Some(work) = state.work.take() {
            work.watch.stop();
        }
        changed
    }

    /// How a folder is opened that was named.
    pub(super) fn named(&self) -> &Named {
        &self.named
    }

    /// Whether work is under way.
    pub(super) fn work(&self) -> Option<Arc<Work>> {
        self.state().work.clone()
    }

    /// Stops work under way.
    pub(super) fn stop(&self) {
        let mut state = self.state();
        if let Some(work) = state.work.take() {
            work.watch.stop();
            state.stopped = true;
            state.edition += 1;
        }
    }

    /// Lets work that was stopped begin again.
    pub(super) fn start_again(&self) {
        let mut state = self.state();
        state.stopped = false;
        state.failure = None;
    }

    /// What the files give; where they were not read yet, they are from now on.
    pub(super) fn gathered(self: &Arc<Self>) -> Need<Arc<Gathered>> {
        let mut state = self.state();
        if let Some(read) = &state.read {
            return Need::Ready(Arc::clone(read));
        }
        if state.tray.is_empty() {
            return Need::Nothing;
        }
        if let Some(work) = &state.work {
            return Need::Working(Arc::clone(work));
        }
        if state.stopped {
            return Need::Stopped;
        }
        if let Some(failure) = &state.failure {
            return Need::Failed(failure.clone());
        }
        let (tray, weights) = (state.tray.clone(), state.weights.clone());
        let session = Arc::clone(self);
        let begun = self.begin(&mut state, "Reading the files", move |work| {
            let outcome = gather(&tray, &weights, &session.named, &work.watch);
            session.end(work, |state| match outcome {
                Ok((gathered, weights)) => {
                    state.read = Some(Arc::new(gathered));
                    state.weights = weights;
                }
                Err(failure) => state.failure = Some(failure),
            });
        });
        begun.map_or_else(Need::Failed, Need::Working)
    }

    /// Begins work on a thread of its own.
    fn begin(
        &self,
        state: &mut State,
        doing: &str,
        job: impl FnOnce(&Arc<Work>) + Send + 'static,
    ) -> Result<Arc<Work>, Box<Diagnostic>> {
        let work = Arc::new(Work::new(doing));
        let of_thread = Arc::clone(&work);
        let thread = std::thread::Builder::new().stack_size(STACK);
        let spawned = thread.spawn(move || job(&of_thread));
        spawned.map_err(|error| {
            let message = format!("no thread can be had: {error}");
            let problem = Diagnostic::error(Code::CannotPublish, message);
            Box::new(problem.help("close other programs and try again"))
        })?;
        state.work = Some(Arc::clone(&work));
        Ok(work)
    }

    /// Takes what work came to, unless nobody wants it any more.
    fn end(&self, work: &Arc<Work>, take: impl FnOnce(&mut State)) {
        let mut state = self.state();
        let is_wanted = state
            .work
            .as_ref()
            .is_some_and(|own| Arc::ptr_eq(own, work));
        if is_wanted {
            state.work = None;
            take(&mut state);
        }
    }
}

/// Reads everything that was brought, by the weights of the desk or those that lie beside the data.
fn gather(
    tray: &Tray,
    weights: &Weights,
    named: &Named,
    watch: &Arc<Watch>,
) -> Result<(Gathered, Weights), Box<Diagnostic>> {
    let files = Watched::of(tray.files(named)?, Arc::clone(watch));
    let weights = weights_beside(&files)
        .filter(|_| !weights.is_chosen)
        .unwrap_or_else(|| weights.clone());
    let mut problems = Diagnostics::default();
    let configuration = match Configuration::read(&weights.text, WEIGHTS) {
        Ok((configuration, warnings)) => {
            problems.append(warnings);
            configuration
        }
        Err(errors) => {
            problems.append(errors);
            Configuration::built_in().clone()
        }
    };
    let evidence = Evidence::examine(&files, configuration, Extent::Groups);
    problems.append(evidence.diagnostics.clone());
    if !problems.has_errors() {
        match evidence.year(None) {
            Ok(year) => problems.append(evidence.assess(year).diagnostics),
            Err(problem) => problems.push(*problem),
        }
    }
    problems.sort();
    let gathered = Gathered {
        evidence: Mutex::new(evidence),
        problems,
    };
    Ok((gathered, weights))
}

/// The largest weights file.
const LARGEST_WEIGHTS: usize = 1 << 20;

/// The weights file that a dataset brings.
fn weights_beside(files: &dyn Files) -> Option<Weights> {
    use std::io::Read as _;
    if !files.holds(WEIGHTS) {
        return None;
    }
    let mut bytes = Vec::new();
    let opened = files.open(WEIGHTS).ok()?;
    let limit = LARGEST_WEIGHTS as u64 + 1;
    opened.bytes.take(limit).read_to_end(&mut bytes).ok()?;
    let text = (bytes.len() <= LARGEST_WEIGHTS).then_some(bytes)?;
    Some(Weights {
        text: String::from_utf8_lossy(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text))
            .into_owned(),
        is_chosen: false,
    })
}

impl State {
    /// Whether small numbers are shown, as the weights say.
    pub(super) fn mode(&self) -> Mode {
        let read = Configuration::read(&self.weights.text, WEIGHTS);
        read.map_or(Mode::Public, |(configuration, _)| {
            configuration.disclosure.mode
        })
    }
}
