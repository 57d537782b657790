//! What is told of a ranking as text and tables: how sure it is, and what changed.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use crate::render::comparison_csv::comparison;

use super::product::Product;
use super::reply;
use super::screens::Step;
use super::server::At;
use super::session::Need;

/// How sure the ranking is, and what it hangs on.
pub(super) async fn robustness(at: At) -> Response {
    at.made(|at| match at.session.product(&Product::Robustness) {
        Need::Ready(made) => {
            let text = made.files.values().next().map(|text| String::from_utf8_lossy(text).into_owned());
            let model = serde_json::json!({
                "title": "How sure the ranking is",
                "lead": "What chance, other weights and other choices would change. The same as the command robustness prints.",
                "text": text,
            });
            at.screen(Step::Look, "desk/told.html", &model)
        }
        other => at.waiting(Step::Look, other),
    })
    .await
}

/// What changed since another year.
pub(super) async fn compare(
    at: At,
    Path((_, _, year)): Path<(String, String, String)>,
) -> Response {
    at.made(move |at| {
        let gathered = match at.session.sound() {
            Need::Ready(gathered) => gathered,
            other => return at.waiting(Step::Look, other),
        };
        let evidence = gathered.evidence();
        let year = crate::source::year_ending(&year);
        let years = evidence.year(at.session.choices().year);
        let years = years.and_then(|now| Ok((evidence.year(year)?, now)));
        let (before, now) = match years {
            Ok(years) => years,
            Err(problem) => return at.waiting(Step::Look, Need::<()>::Failed(problem)),
        };
        let table = comparison(&evidence.assess(before), &evidence.assess(now));
        drop(evidence);
        let title = format!("What changed between {before} and {now}");
        let lead = "Scores and ranks of the two years side by side, and what each change comes from. A change below 0 is \
                    nearer to the top.";
        match model(&table, (&title, lead)) {
            Some(model) => at.screen(Step::Look, "desk/told.html", &model),
            None => reply::refused(StatusCode::NOT_FOUND, "There is nothing here."),
        }
    })
    .await
}

/// The columns of the table that the command prints which are shown, and how each is headed.
const SHOWN: [(usize, &str); 11] = [
    (1, "Authority"),
    (2, "Score before"),
    (3, "Score now"),
    (4, "Rank before"),
    (5, "Rank now"),
    (6, "Change in places"),
    (7, "by figures"),
    (8, "by goalposts"),
    (9, "by weights"),
    (10, "by others"),
    (12, "Why it is not ranked"),
];

/// What the weights change against those that ship.
pub(super) async fn weights(at: At) -> Response {
    at.made(|at| match at.session.product(&Product::Weights) {
        Need::Ready(made) => {
            let table = made.files.values().next().map(|table| String::from_utf8_lossy(table).into_owned());
            let title = "What these weights change".to_owned();
            let lead = "Before: by the weights and settings that ship. Now: by those chosen here. A change below 0 is nearer to the top.";
            match model(&table.unwrap_or_default(), (&title, lead)) {
                Some(model) => at.screen(Step::Look, "desk/told.html", &model),
                None => reply::refused(StatusCode::NOT_FOUND, "There is nothing here."),
            }
        }
        other => at.waiting(Step::Look, other),
    })
    .await
}

/// Heads and rows of the table that the command prints.
fn model(table: &str, (title, lead): (&str, &str)) -> Option<serde_json::Value> {
    let lines: Vec<&str> = table
        .lines()
        .skip_while(|line| !line.contains("authority_code"))
        .collect();
    let text = lines.join("\n");
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    reader.headers().ok()?;
    let rows = reader.records().filter_map(Result::ok);
    let row = |row: csv::StringRecord| {
        let cell = |(at, _): (usize, &str)| shown(row.get(at).unwrap_or_default());
        SHOWN.map(cell).to_vec()
    };
    let rows: Vec<Vec<String>> = rows.map(row).collect();
    Some(serde_json::json!({
        "title": title,
        "lead": lead,
        "heads": SHOWN.map(|(_, head)| head),
        "rows": rows,
    }))
}

/// A cell for people: a score with one decimal, a place without any.
fn shown(cell: &str) -> String {
    match (cell.contains('.'), cell.parse::<f64>()) {
        (true, Ok(number)) => crate::report::decimal(number, 1),
        _ if cell.is_empty() => "–".to_owned(),
        _ => cell.to_owned(),
    }
}
