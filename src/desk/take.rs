//! The fifth step: what was made is taken away, whole or a file at a time.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::asked::{Form, path_after};
use super::look::{Named, named};
use super::product::{Made, Product};
use super::reply;
use super::screens::{Step, Wait};
use super::server::At;
use super::session::Need;
use super::work::size_in_words;

/// What the page shows.
#[derive(Debug, Serialize)]
struct Model {
    year: i16,
    authority: Option<Named>,
    authorities: Vec<Named>,
    wait: Option<Wait>,
    offers: Vec<Offer>,
}

/// Something that can be made and taken.
#[derive(Debug, Serialize)]
struct Offer {
    name: String,
    title: String,
    words: &'static str,
    /// None before it is made.
    files: Option<Vec<Taken>>,
    count: usize,
    has_page: bool,
    size: String,
    said: Vec<String>,
}

/// A file that can be taken by itself.
#[derive(Debug, Serialize)]
struct Taken {
    path: String,
    title: String,
    size: String,
}

pub(super) async fn show(at: At) -> Response {
    at.made(|at| {
        let gathered = match at.session.sound() {
            Need::Ready(gathered) => gathered,
            other => return at.waiting(Step::Take, other),
        };
        let chosen = at.session.choices();
        let evidence = gathered.evidence();
        let year = match evidence.year(chosen.year) {
            Ok(year) => year,
            Err(problem) => return at.waiting(Step::Take, Need::<()>::Failed(problem)),
        };
        let authorities = named(&evidence.assess(year), chosen.authority.as_deref());
        drop(evidence);
        let authority = authorities.iter().find(|named| named.is_chosen).cloned();
        let model = Model {
            year,
            offers: offers(at, authority.as_ref()),
            authority,
            authorities,
            wait: at.session.waits(),
        };
        at.screen(Step::Take, "desk/take.html", &model)
    })
    .await
}

fn offers(at: &At, authority: Option<&Named>) -> Vec<Offer> {
    let mut offers = vec![(
        Product::Publication,
        "The whole publication".to_owned(),
        "The league table, a report on each authority as page and PDF, all data as CSV, JSON and workbooks, and the manifest.",
    )];
    if let Some(Named { code, name, .. }) = authority {
        offers.extend([
            (
                Product::Statement(code.clone()),
                format!("Annual statement on {name}"),
                "For the safeguarding board: children placed out of area, who went missing, interviews, steps taken.",
            ),
            (
                Product::Jsna(code.clone()),
                format!("Needs assessment section on {name}"),
                "For the Health and Wellbeing Board: need, places, whether they are sufficient.",
            ),
            (
                Product::Report(code.clone()),
                format!("Report on {name}"),
                "Its scores, figures and comparisons; as Word, to be edited.",
            ),
            (
                Product::Letters(code.clone()),
                format!("Letters of {name} to those who place children there"),
                "What a host does not know of them is asked of whoever placed them: one letter to each.",
            ),
            (
                Product::Request(code.clone()),
                format!("Request to {name}"),
                "What a board sends to ask for a statement: a letter, and a workbook to fill in and drop back here.",
            ),
        ]);
    }
    let offer = |(product, title, words): (Product, String, &'static str)| {
        let made = at.session.made(&product);
        let files = made.as_ref().map(|made| taken(made));
        let size = made
            .as_ref()
            .map_or(0, |made| made.files.values().map(Vec::len).sum::<usize>());
        Offer {
            name: product.name(),
            title,
            words,
            has_page: made
                .as_ref()
                .is_some_and(|made| made.first_page().is_some()),
            files,
            count: made.as_ref().map_or(0, |made| made.files.len()),
            size: size_in_words(size as u64),
            said: made.map_or_else(Vec::new, |made| made.said.clone()),
        }
    };
    offers.into_iter().map(offer).collect()
}

/// What a file is to a reader, by its ending.
const ENDINGS: [(&str, &str); 7] = [
    ("docx", "Word"),
    ("pdf", "PDF"),
    ("xlsx", "workbook for Excel"),
    ("ods", "open workbook"),
    ("csv", "table as CSV"),
    ("html", "page"),
    ("json", "data as JSON"),
];

/// The files that are worth taking by themselves: those beside the pages, and the data.
fn taken(made: &Made) -> Vec<Taken> {
    let worth = |name: &str| {
        let within = name.split('/').next().unwrap_or_default();
        !name.contains('/') || matches!(within, "data" | "fill-in")
    };
    let rank = |name: &str| {
        let ending = name.rsplit('.').next().unwrap_or_default();
        ENDINGS
            .iter()
            .position(|(own, _)| *own == ending)
            .unwrap_or(ENDINGS.len())
    };
    let mut files: Vec<(&String, usize)> = made
        .files
        .iter()
        .filter(|(name, _)| worth(name) && !name.starts_with("data/ees/"))
        // A page needs what lies beside it, and is in the archive.
        .filter(|(name, _)| rank(name) < ENDINGS.len() && !name.ends_with(".html"))
        .map(|(name, bytes)| (name, bytes.len()))
        .collect();
    files.sort_by_key(|(name, _)| (rank(name), (*name).clone()));
    let taken = |(name, size): (&String, usize)| Taken {
        path: name.clone(),
        title: ENDINGS
            .get(rank(name))
            .map_or("", |(_, title)| title)
            .to_owned(),
        size: size_in_words(size as u64),
    };
    files.into_iter().map(taken).collect()
}

/// Something is to be made.
pub(super) async fn make(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    at.made(move |at| {
        let Some(product) = Product::named(form.field("what")) else {
            return nothing();
        };
        at.session.start_again();
        // It begins; the page says how far it has come.
        at.session.want(product);
        reply::lead_to(&at.to("take"))
    })
    .await
}

/// A file, or all of them.
pub(super) async fn file(at: At, request: Request) -> Response {
    let path = path_after(&request, 4);
    at.made(move |at| {
        let Some((name, rest)) = path.split_first() else {
            return nothing();
        };
        let whole = name.strip_suffix(".zip").filter(|_| rest.is_empty());
        let Some(product) = Product::named(whole.unwrap_or(name)) else {
            return nothing();
        };
        let made = match at.session.product(&product) {
            Need::Ready(made) => made,
            other => return at.waiting(Step::Take, other),
        };
        if whole.is_some() {
            let name = at.saved_as(&(at.whose(&product) + &product.name()), "zip");
            return match made.archive() {
                Some(bytes) => reply::file(&name, bytes),
                None => reply::failed("The archive could not be written."),
            };
        }
        let file = rest.join("/");
        match made.files.get(&file) {
            Some(bytes) => {
                let own = rest.last().map_or("", String::as_str);
                reply::file(&(at.whose(&product) + own), bytes.clone())
            }
            None => nothing(),
        }
    })
    .await
}

fn nothing() -> Response {
    reply::refused(StatusCode::NOT_FOUND, "There is nothing here.")
}
