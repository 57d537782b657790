//! The server: where it listens, what it answers to which address, and when it ends.

use std::collections::BTreeMap;
use std::io;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::dropped::Store;
use super::guard::guard;
use super::screens::{ASSETS, Screens};
use super::session::Session;
use super::tray::Place;
use super::{Named, bring, check, choose, keep, look, mapping, reply, take, told, weights};

/// How a desk is opened.
pub(crate) struct Start {
    /// How a folder is opened that a person names.
    pub(crate) named: Named,
    /// The dataset that the first desk begins with.
    pub(crate) dataset: Option<String>,
    /// Seconds after which it ends when no page of it is open any more; never where it is 0.
    pub(crate) end_after: u64,
    /// The date in what is made, where nothing else gives one.
    pub(crate) dated: Option<jiff::Timestamp>,
    /// Ends it from outside.
    pub(crate) end: End,
}

/// Ends a desk.
#[derive(Clone)]
pub(crate) struct End(Arc<watch::Sender<bool>>);

impl End {
    /// What nothing has ended yet.
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::channel(false).0))
    }

    /// Ends it.
    pub(crate) fn now(&self) {
        self.0.send_replace(true);
    }

    async fn asked_for(&self) {
        let mut ends = self.0.subscribe();
        let _ = ends.wait_for(|ended| *ended).await;
    }
}

/// The most desks at once, each with its own files and choices.
const MOST_DESKS: usize = 16;
/// How often is looked whether a page is still open.
const TICK: Duration = Duration::from_secs(1);
/// How long answers under way may take once it ends.
const GRACE: Duration = Duration::from_secs(2);

/// What all requests share.
pub(super) struct Desk {
    pub(super) secret: String,
    /// What a request must name as host, and as where it comes from.
    pub(super) host: String,
    pub(super) origin: String,
    pub(super) screens: Screens,
    pub(super) store: Store,
    named: Named,
    dated: Option<jiff::Timestamp>,
    sessions: Mutex<BTreeMap<u32, Arc<Session>>>,
    /// How many requests there were.
    heard: AtomicU64,
    /// Whether a page has said that it is open.
    is_watched: AtomicBool,
    end: End,
}

/// Serves a desk until it is closed; `opened` is told its address as soon as it answers.
///
/// # Errors
/// Where no port can be had, or the system gives no random bytes.
pub(crate) fn serve(start: Start, opened: impl FnOnce(&str)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(16)
        .build()?;
    let served = runtime.block_on(run(start, opened));
    // Work that still runs on a thread of its own has nothing to finish.
    runtime.shutdown_timeout(Duration::from_millis(200));
    served
}

async fn run(start: Start, opened: impl FnOnce(&str)) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let host = listener.local_addr()?.to_string();
    let desk = Arc::new(Desk {
        secret: secret()?,
        origin: format!("http://{host}"),
        host,
        screens: Screens::new().map_err(io::Error::other)?,
        store: Store::default(),
        named: start.named,
        dated: start.dated,
        sessions: Mutex::default(),
        heard: AtomicU64::new(0),
        is_watched: AtomicBool::new(false),
        end: start.end.clone(),
    });
    let first = desk
        .new_session()
        .ok_or_else(|| io::Error::other("no desk can be opened"))?;
    if let Some(dataset) = start.dataset {
        first.change(|state| state.tray.add(Place::Named(dataset)));
    }
    opened(&format!("{}/{}/1/bring", desk.origin, desk.secret));
    let end = start.end.clone();
    let answers = routes(Arc::clone(&desk));
    let serving = axum::serve(listener, answers);
    let serving = serving.with_graceful_shutdown(async move { end.asked_for().await });
    let serving = tokio::spawn(async move { serving.await });
    if start.end_after > 0 {
        tokio::spawn(end_when_left(Arc::clone(&desk), start.end_after));
    }
    start.end.asked_for().await;
    desk.stop_all();
    // A page that still loads is not waited for without end.
    let _ = tokio::time::timeout(GRACE, serving).await;
    Ok(())
}

/// What nobody can guess: 128 random bits.
fn secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Ends the desk when no page of it has been heard for so many seconds. They are counted while the machine is awake.
async fn end_when_left(desk: Arc<Desk>, seconds: u64) {
    let (mut heard, mut quiet) = (0, 0);
    loop {
        tokio::time::sleep(TICK).await;
        let now = desk.heard.load(Ordering::Relaxed);
        let is_there = now != heard || desk.is_working();
        if is_there || !desk.is_watched.load(Ordering::Relaxed) {
            (heard, quiet) = (now, 0);
            continue;
        }
        quiet += 1;
        if quiet >= seconds {
            desk.end.now();
            return;
        }
    }
}

impl Desk {
    /// Notes that somebody is there.
    pub(super) fn heard(&self) {
        self.heard.fetch_add(1, Ordering::Relaxed);
    }

    fn sessions(&self) -> std::sync::MutexGuard<'_, BTreeMap<u32, Arc<Session>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another desk with nothing on it; none where there are too many.
    fn new_session(&self) -> Option<Arc<Session>> {
        let mut sessions = self.sessions();
        if sessions.len() >= MOST_DESKS {
            return None;
        }
        let number = sessions.keys().next_back().map_or(1, |last| last + 1);
        let session = Arc::new(Session::new(number, Arc::clone(&self.named), self.dated));
        sessions.insert(number, Arc::clone(&session));
        Some(session)
    }

    fn is_working(&self) -> bool {
        self.sessions().values().any(|session| session.is_busy())
    }

    fn stop_all(&self) {
        self.sessions().values().for_each(|session| session.stop());
    }
}

/// A desk that a request is about.
pub(super) struct At {
    pub(super) desk: Arc<Desk>,
    pub(super) session: Arc<Session>,
}

impl At {
    /// The address of a page of it.
    pub(super) fn to(&self, page: &str) -> String {
        format!("/{}/{}/{page}", self.desk.secret, self.session.number)
    }

    /// Makes an answer where it may take a while.
    pub(super) async fn made(
        self,
        make: impl FnOnce(&Self) -> Response + Send + 'static,
    ) -> Response {
        let made = tokio::task::spawn_blocking(move || make(&self)).await;
        made.unwrap_or_else(|_| reply::failed("This page could not be made."))
    }
}

impl FromRequestParts<Arc<Desk>> for At {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let number = parts.uri.path().split('/').nth(2);
        let number = number.and_then(|number| number.parse().ok());
        let session = number.and_then(|number: u32| desk.sessions().get(&number).cloned());
        let none = || reply::refused(StatusCode::NOT_FOUND, "There is no such desk.");
        Ok(Self {
            desk: Arc::clone(desk),
            session: session.ok_or_else(none)?,
        })
    }
}

fn routes(desk: Arc<Desk>) -> Router {
    let all = Router::new()
        .route("/{secret}", get(front))
        .route("/{secret}/", get(front))
        .route("/{secret}/new", post(another))
        .route("/{secret}/beat", get(beat).post(beat))
        .route("/{secret}/close", post(close))
        .route("/{secret}/assets/{name}", get(asset));
    let pages = of_a_desk().into_iter();
    pages
        .fold(all, |all, (page, answer)| {
            all.route(&format!("/{{secret}}/{{desk}}/{page}"), answer)
        })
        .fallback(async || reply::refused(StatusCode::NOT_FOUND, "There is nothing here."))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(&desk), guard))
        .with_state(desk)
}

/// What each address of a desk answers with.
fn of_a_desk() -> Vec<(&'static str, MethodRouter<Arc<Desk>>)> {
    vec![
        ("bring", get(bring::show)),
        ("bring/files", post(bring::files)),
        ("bring/folder", post(bring::folder)),
        ("bring/sample", post(bring::sample)),
        ("bring/away", post(bring::away)),
        ("bring/whose", post(bring::whose)),
        ("check", get(check::show)),
        ("check/mapping", post(mapping::pick)),
        ("check/{file}", get(check::file)),
        ("keep", get(keep::show)),
        ("keep/open", post(keep::open)),
        ("keep/project.toml", get(keep::file)),
        ("choose", get(choose::show).post(choose::choose)),
        ("choose/authority", post(choose::authority)),
        ("weights", get(weights::show).post(weights::save)),
        ("weights/try", post(weights::weigh)),
        ("weights/scorecard-weights.toml", get(weights::file)),
        ("look", get(look::show)),
        ("look/explain/{code}", get(look::explain)),
        ("look/explain/{code}/{indicator}", get(look::explain)),
        ("look/compare/{year}", get(told::compare)),
        ("look/weights", get(told::weights)),
        ("look/robustness", get(told::robustness)),
        ("look/{product}", get(look::first)),
        ("look/{product}/", get(look::first)),
        ("look/{product}/{*file}", get(look::file)),
        ("take", get(take::show)),
        ("take/make", post(take::make)),
        ("take/{product}", get(take::file)),
        ("take/{product}/{*file}", get(take::file)),
        ("work", get(bring::work)),
        ("work/stop", post(bring::stop)),
        ("work/again", post(bring::again)),
    ]
}

async fn front(State(desk): State<Arc<Desk>>) -> Response {
    reply::lead_to(&format!("/{}/1/bring", desk.secret))
}

async fn another(State(desk): State<Arc<Desk>>) -> Response {
    match desk.new_session() {
        Some(session) => reply::lead_to(&format!("/{}/{}/bring", desk.secret, session.number)),
        None => {
            let why = "There are as many desks as there can be; use one of them, or close this and open it again.";
            reply::refused(StatusCode::CONFLICT, why)
        }
    }
}

/// A page says that it is open.
async fn beat(State(desk): State<Arc<Desk>>) -> Response {
    desk.is_watched.store(true, Ordering::Relaxed);
    reply::bytes("text/plain; charset=utf-8", "")
}

async fn close(State(desk): State<Arc<Desk>>) -> Response {
    desk.end.now();
    reply::page(desk.screens.closed().unwrap_or_default())
}

async fn asset(Path((_, name)): Path<(String, String)>) -> Response {
    let found = ASSETS.iter().find(|(own, _)| *own == name);
    match found {
        Some((name, bytes)) => reply::bytes(reply::kind_of(name), *bytes),
        None => reply::refused(StatusCode::NOT_FOUND, "There is nothing here."),
    }
}
