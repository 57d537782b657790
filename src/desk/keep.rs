//! The project file: what was chosen, how columns were mapped, and where files lie; never what is in them.

use std::collections::BTreeMap;

use axum::extract::Request;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::config::{Configuration, WEIGHTS};

use super::asked::Form;
use super::bring::sample_files;
use super::choose::said;
use super::reply;
use super::screens::Step;
use super::server::At;
use super::session::{Choices, Weights};
use super::tray::{self, Place};

/// What is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Project {
    /// How this file is read.
    project: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<String>,
    /// Folders of this machine that were named.
    #[serde(default)]
    folders: Vec<String>,
    #[serde(default)]
    sample: bool,
    /// How many files were dropped, which are to be dropped again.
    #[serde(default)]
    dropped: usize,
    /// The weights file, where it is another than what ships or lies beside the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    weights: Option<String>,
}

/// How project files are read that this program writes.
const FORM: u8 = 1;

const HEAD: &str = "# A project of the care-scorecard desk: what was chosen and where files lie. It holds no data.\n";

impl Project {
    fn of(at: &At) -> Self {
        let choices = at.session.choices();
        let state = at.session.state();
        Self {
            project: FORM,
            year: choices.year,
            authority: choices.authority,
            folders: state.tray.named().map(str::to_owned).collect(),
            sample: state.tray.has_sample(),
            dropped: state.tray.dropped().0,
            weights: state.weights.is_chosen.then(|| state.weights.text.clone()),
        }
    }

    /// What a file says, or what is wrong with it.
    fn read(text: &str) -> Result<Self, String> {
        let project: Self = toml::from_str(text)
            .map_err(|error| format!("This is no project file: {}.", error.message()))?;
        if project.project != FORM {
            return Err("This project file is of another version of the program.".to_owned());
        }
        match &project.weights {
            Some(weights) => match Configuration::read(weights, WEIGHTS) {
                Ok(_) => Ok(project),
                Err(problems) => Err(format!(
                    "Its weights are at fault. {}",
                    said(&problems).join(" ")
                )),
            },
            None => Ok(project),
        }
    }

    /// Brings and chooses what it says; gives what could not be brought.
    fn open(self, at: &At) -> Vec<String> {
        let mut lacking = Vec::new();
        let mut places: Vec<Place> = Vec::new();
        for folder in self.folders {
            match at.session.named()(&folder) {
                Ok(_) => places.push(Place::Named(folder)),
                Err(problem) => lacking.push(format!("{}.", problem.message)),
            }
        }
        if self.sample {
            places.extend(sample_files().map(tray::sample));
        }
        match self.dropped {
            0 => {}
            1 => lacking.push("1 file was dropped: drop it again.".to_owned()),
            more => lacking.push(format!("{more} files were dropped: drop them again.")),
        }
        let weights = self.weights;
        at.session.change(|state| {
            places.into_iter().for_each(|place| state.tray.add(place));
            if let Some(text) = weights {
                let is_chosen = true;
                state.weights = Weights { text, is_chosen };
            }
            state.note = (!lacking.is_empty()).then(|| lacking.join(" "));
        });
        let (year, authority) = (self.year, self.authority);
        at.session.set(Choices { year, authority });
        lacking
    }
}

pub(super) async fn show(at: At) -> Response {
    at.made(|at| {
        let project = Project::of(at);
        let model = BTreeMap::from([
            ("folders", serde_json::json!(project.folders)),
            ("dropped", serde_json::json!(project.dropped)),
            ("has_weights", serde_json::json!(project.weights.is_some())),
        ]);
        at.screen(Step::Keep, "desk/keep.html", &model)
    })
    .await
}

/// The project file.
pub(super) async fn file(at: At) -> Response {
    match toml::to_string(&Project::of(&at)) {
        Ok(text) => reply::file("care-scorecard-project.toml", format!("{HEAD}{text}")),
        Err(error) => reply::failed(&format!("The project file could not be written: {error}")),
    }
}

/// A project file is opened.
pub(super) async fn open(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    at.made(move |at| {
        let Some(file) = form.files.first() else {
            at.session.state().note = Some("No file was chosen.".to_owned());
            return reply::lead_to(&at.to("keep"));
        };
        match Project::read(&String::from_utf8_lossy(file.held.as_ref())) {
            Ok(project) => {
                project.open(at);
                reply::lead_to(&at.to("bring"))
            }
            Err(why) => {
                at.session.state().note = Some(why);
                reply::lead_to(&at.to("keep"))
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_read_as_it_was_written_and_refused_where_it_is_none() {
        let project = Project {
            project: FORM,
            year: Some(2024),
            authority: Some("E06000017".to_owned()),
            folders: vec!["C:\\data \"x\"".to_owned()],
            weights: Some("[scorecard]\ntitle = \"A\"\n".to_owned()),
            ..Project::default()
        };
        let text = toml::to_string(&project).unwrap();
        let read = Project::read(&format!("{HEAD}{text}")).unwrap();
        assert_eq!(format!("{read:?}"), format!("{project:?}"));
        for (text, why) in [
            ("", "no project file"),
            ("project = 2", "another version"),
            ("project = 1\nrows = []", "no project file"),
            (
                "project = 1\nweights = \"[scorecard]\\ntitel = 1\"",
                "weights are at fault",
            ),
        ] {
            let said = Project::read(text).unwrap_err();
            assert!(said.contains(why), "{said}");
        }
    }
}
