//! Columns of a log of return interviews that has names of its own: picked from lists, kept in the weights file.

use axum::extract::Request;
use axum::response::Response;
use serde::Serialize;

use super::asked::Form;
use super::choose::said;
use super::reply;
use super::server::At;
use super::session::Gathered;
use super::settings::{quoted, set, value};

const COLUMNS: &str = include_str!("log_columns.csv");

/// A log whose columns are to be picked.
#[derive(Debug, Serialize)]
pub(super) struct Log {
    file: String,
    columns: Vec<String>,
    picks: Vec<Pick>,
}

/// One of our columns, with what it is likely called there.
#[derive(Debug, Serialize)]
struct Pick {
    column: String,
    title: String,
    likely: String,
}

/// Our columns, each with what it is in words.
fn ours() -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(COLUMNS.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect()
}

fn path(column: &str) -> String {
    format!("inputs.return-interviews.{column}")
}

/// The logs that could be read if it were known which column is which.
pub(super) fn logs(gathered: &Gathered, weights: &str) -> Vec<Log> {
    let evidence = gathered.evidence();
    let files = &evidence.dataset.files;
    let logs = evidence.dataset.logs.iter().map(|log| {
        let pick = |(column, title): (String, String)| {
            let likely = log.likely.iter().find(|(own, _)| *own == column);
            let kept = value(weights, &path(&column)).filter(|kept| log.columns.contains(kept));
            Pick {
                likely: kept
                    .or_else(|| likely.map(|(_, theirs)| theirs.clone()))
                    .unwrap_or_default(),
                column,
                title,
            }
        };
        Log {
            file: files
                .get(log.file)
                .map_or_else(String::new, |file| file.name.clone()),
            columns: log.columns.clone(),
            picks: ours().into_iter().map(pick).collect(),
        }
    });
    logs.collect()
}

/// Columns were picked.
pub(super) async fn pick(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    at.made(move |at| {
        let before = at.session.state().weights.text.clone();
        let text = ours().into_iter().fold(before, |text, (column, _)| {
            let theirs = form.field(&column);
            let written = (!theirs.is_empty()).then(|| quoted(theirs));
            set(&text, &path(&column), written.as_deref())
        });
        if let Err(problems) = at.session.weigh(text) {
            at.session.state().note = Some(said(&problems).join(" "));
        }
        reply::lead_to(&at.to("check"))
    })
    .await
}
