//! What one desk has: what was brought, what was chosen, and what was read and made of it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::config::{Configuration, DEFAULT_TEXT, Mode, WEIGHTS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

use super::Named;
use super::product::{Made, Product};
use super::screens::Wait;
use super::tray::Tray;
use super::work::Work;

mod reading;

pub(super) use reading::Gathered;
use reading::{gather, made_of};

/// What work runs on: what needs a deep stack gets one.
const STACK: usize = 8 << 20;

/// A desk of one tab, or of several that have the same address.
pub(super) struct Session {
    /// Its number in addresses.
    pub(super) number: u32,
    named: Named,
    /// The date in what is made, where nothing else gives one.
    dated: Option<Timestamp>,
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
    /// The year, and whom reports are about.
    choices: Choices,
    /// What was made of it.
    made: BTreeMap<Product, Arc<Made>>,
    /// What is to be made once the files are read.
    wanted: Option<Product>,
    /// Work under way.
    work: Option<Arc<Work>>,
    /// Whether somebody stopped the last work.
    stopped: bool,
    /// Why reading, or making something, came to nothing.
    failures: BTreeMap<Option<Product>, Box<Diagnostic>>,
    /// What is to be said of the last thing that was done, until another is.
    pub(super) note: Option<String>,
}

/// What is chosen beside the weights file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choices {
    /// The year ending 31 March; the usual one where none is chosen.
    pub(super) year: Option<i16>,
    /// The code of the authority that reports are about.
    pub(super) authority: Option<String>,
}

/// The weights file of a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weights {
    /// Its text.
    pub(super) text: String,
    /// Whether a person has chosen it, so that the one of a dataset does not take its place.
    pub(super) is_chosen: bool,
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

impl<T> Need<T> {
    /// What comes of it where it is there.
    fn and<U>(self, then: impl FnOnce(T) -> Need<U>) -> Need<U> {
        match self {
            Self::Ready(there) => then(there),
            Self::Working(work) => Need::Working(work),
            Self::Stopped => Need::Stopped,
            Self::Nothing => Need::Nothing,
            Self::Failed(problem) => Need::Failed(problem),
        }
    }
}

impl Session {
    pub(super) fn new(number: u32, named: Named, dated: Option<Timestamp>) -> Self {
        let weights = Weights {
            text: DEFAULT_TEXT.to_owned(),
            is_chosen: false,
        };
        Self {
            number,
            named,
            dated,
            state: Mutex::new(State {
                tray: Tray::default(),
                weights,
                read: None,
                choices: Choices::default(),
                made: BTreeMap::new(),
                wanted: None,
                work: None,
                stopped: false,
                failures: BTreeMap::new(),
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
        state.read = None;
        state.made.clear();
        state.wanted = None;
        state.failures.clear();
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

    /// Whether work is under way, or about to be.
    pub(super) fn is_busy(&self) -> bool {
        let state = self.state();
        state.work.is_some() || state.wanted.is_some()
    }

    /// Stops work under way.
    pub(super) fn stop(&self) {
        let mut state = self.state();
        if let Some(work) = state.work.take() {
            work.watch.stop();
            state.wanted = None;
            state.stopped = true;
        }
    }

    /// Lets work that was stopped begin again.
    pub(super) fn start_again(&self) {
        let mut state = self.state();
        state.stopped = false;
        state.failures.clear();
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
        if let Some(failure) = state.failures.get(&None) {
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
                Err(failure) => {
                    state.failures.insert(None, failure);
                }
            });
            // Until it has begun it is still wanted, so that nobody is told in between that nothing is done.
            let wanted = session.state().wanted.clone();
            if let Some(product) = wanted {
                let _ = session.product(&product);
                session.state().wanted = None;
            }
        });
        begun.map_or_else(Need::Failed, Need::Working)
    }

    /// What the files give, where nothing in them or in the weights stops the scorecard.
    pub(super) fn sound(self: &Arc<Self>) -> Need<Arc<Gathered>> {
        self.gathered().and(|gathered| {
            if !gathered.problems.has_errors() {
                return Need::Ready(gathered);
            }
            let count = gathered.problems.count(Severity::Error);
            let message = match count {
                1 => "1 problem stops the scorecard".to_owned(),
                more => format!("{more} problems stop the scorecard"),
            };
            let problem = Diagnostic::error(Code::CannotPublish, message);
            Need::Failed(Box::new(problem.help(
                "\u{201c}What is wrong\u{201d} names each of them, with what to do about it.",
            )))
        })
    }

    /// What is made of it; where it was not made yet, it is from now on.
    pub(super) fn product(self: &Arc<Self>, product: &Product) -> Need<Arc<Made>> {
        self.sound().and(|_| {
            let mut state = self.state();
            if let Some(made) = state.made.get(product) {
                return Need::Ready(Arc::clone(made));
            }
            if let Some(work) = &state.work {
                return Need::Working(Arc::clone(work));
            }
            if state.stopped {
                return Need::Stopped;
            }
            let of = Some(product.clone());
            let failure = state
                .failures
                .get(&of)
                .or_else(|| state.failures.get(&None));
            if let Some(failure) = failure {
                return Need::Failed(failure.clone());
            }
            let (tray, weights) = (state.tray.clone(), state.weights.clone());
            let (session, product) = (Arc::clone(self), product.clone());
            let chosen = (state.choices.year, self.dated);
            let begun = self.begin(&mut state, product.doing(), move |work| {
                let made = made_of((&tray, &weights, &session.named), &product, chosen, work);
                session.end(work, |state| match made {
                    Ok(made) => {
                        state.made.insert(product, Arc::new(made));
                    }
                    Err(failure) => {
                        state.failures.insert(Some(product), failure);
                    }
                });
            });
            begun.map_or_else(Need::Failed, Need::Working)
        })
    }

    /// Asks for something to be made, after the files have been read where they are not.
    pub(super) fn want(self: &Arc<Self>, product: Product) {
        let is_read = self.state().read.is_some();
        if !is_read {
            self.state().wanted = Some(product.clone());
        }
        let _ = self.product(&product);
    }

    /// What was made already.
    pub(super) fn made(&self, product: &Product) -> Option<Arc<Made>> {
        self.state().made.get(product).cloned()
    }

    /// What is to be said of a page about work under way, or that came to nothing.
    pub(super) fn waits(&self) -> Option<Wait> {
        let state = self.state();
        let failed = || state.failures.values().next().cloned();
        let begins = || Arc::new(Work::new("Reading the files"));
        let need: Need<()> = match (&state.work, state.stopped) {
            (Some(work), _) => Need::Working(Arc::clone(work)),
            (None, false) if state.wanted.is_some() => Need::Working(begins()),
            (None, true) => Need::Stopped,
            (None, false) => Need::Failed(failed()?),
        };
        Wait::of(&need)
    }

    /// What is chosen.
    pub(super) fn choices(&self) -> Choices {
        self.state().choices.clone()
    }

    /// Chooses; of another year everything is made anew.
    pub(super) fn choose(&self, choose: impl FnOnce(&mut Choices)) {
        let mut state = self.state();
        state.note = None;
        let before = state.choices.year;
        choose(&mut state.choices);
        if state.choices.year != before {
            state.made.clear();
            state.failures.clear();
        }
    }

    /// Chooses all at once.
    pub(super) fn set(&self, choices: Choices) {
        self.state().choices = choices;
    }

    /// Takes the text of a weights file, unless it is at fault.
    ///
    /// # Errors
    /// What is wrong with it; nothing is changed then.
    pub(super) fn weigh(&self, text: String) -> Result<(), Diagnostics> {
        Configuration::read(&text, WEIGHTS)?;
        if self.state().weights.text != text {
            let is_chosen = true;
            self.change(|state| state.weights = Weights { text, is_chosen });
        }
        Ok(())
    }

    /// Begins work on a thread of its own.
    fn begin(
        self: &Arc<Self>,
        state: &mut State,
        doing: &str,
        job: impl FnOnce(&Arc<Work>) + Send + 'static,
    ) -> Result<Arc<Work>, Box<Diagnostic>> {
        let work = Arc::new(Work::new(doing));
        let of_thread = Arc::clone(&work);
        let thread = std::thread::Builder::new().stack_size(STACK);
        let session = Arc::clone(self);
        let spawned = thread.spawn(move || {
            // Whoever waits for it is told, where the program is at fault.
            if catch_unwind(AssertUnwindSafe(|| job(&of_thread))).is_err() {
                let message = "the program is at fault: it stopped while it did this";
                let problem = Diagnostic::error(Code::CannotPublish, message)
                    .help("take files away one after another to find which it is, and report it");
                session.end(&of_thread, |state| {
                    state.wanted = None;
                    state.failures.insert(None, Box::new(problem));
                });
            }
        });
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

impl State {
    /// Whether small numbers are shown, as the weights say.
    pub(super) fn mode(&self) -> Mode {
        let read = Configuration::read(&self.weights.text, WEIGHTS);
        read.map_or(Mode::Public, |(configuration, _)| {
            configuration.disclosure.mode
        })
    }
}
