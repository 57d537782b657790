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
        match model(&table, before, now) {
            Some(model) => at.screen(Step::Look, "desk/told.html", &model),
            None => reply::refused(StatusCode::NOT_FOUND, "There is nothing here."),
        }
    })
    .await
}

/// Heads and rows of the table that the command prints.
fn model(table: &str, before: i16, now: i16) -> Option<serde_json::Value> {
    let lines: Vec<&str> = table
        .lines()
        .skip_while(|line| !line.contains("authority_code"))
        .collect();
    let text = lines.join("\n");
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let heads: Vec<String> = reader
        .headers()
        .ok()?
        .iter()
        .map(|head| head.replace('_', " "))
        .collect();
    let rows = reader.records().filter_map(Result::ok);
    let rows: Vec<Vec<String>> = rows
        .map(|row| row.iter().map(str::to_owned).collect())
        .collect();
    Some(serde_json::json!({
        "title": format!("What changed between {before} and {now}"),
        "lead": "Scores and ranks of the two years side by side, and what each change comes from. A change below 0 is nearer to the top.",
        "heads": heads,
        "rows": rows,
    }))
}
