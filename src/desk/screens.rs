//! The pages of the desk, by the templates in `templates/desk/`; every name is escaped by the template engine.

use axum::response::Response;
use serde::Serialize;
use tera::{Context, Tera};

use crate::config::Mode;
use crate::diagnostic::Diagnostic;
use crate::render::html;
use crate::report::PROTECTIVE_MARKING;

use super::product::Product;
use super::reply;
use super::server::At;
use super::session::{Need, Session};

const TEMPLATES: [(&str, &str); 13] = [
    (
        "desk/frame.html",
        include_str!("../../templates/desk/frame.html"),
    ),
    (
        "desk/parts.html",
        include_str!("../../templates/desk/parts.html"),
    ),
    (
        "desk/bring.html",
        include_str!("../../templates/desk/bring.html"),
    ),
    (
        "desk/check.html",
        include_str!("../../templates/desk/check.html"),
    ),
    (
        "desk/wait.html",
        include_str!("../../templates/desk/wait.html"),
    ),
    (
        "desk/closed.html",
        include_str!("../../templates/desk/closed.html"),
    ),
    (
        "desk/choose.html",
        include_str!("../../templates/desk/choose.html"),
    ),
    (
        "desk/look.html",
        include_str!("../../templates/desk/look.html"),
    ),
    (
        "desk/take.html",
        include_str!("../../templates/desk/take.html"),
    ),
    (
        "desk/explain.html",
        include_str!("../../templates/desk/explain.html"),
    ),
    (
        "desk/told.html",
        include_str!("../../templates/desk/told.html"),
    ),
    (
        "desk/weights.html",
        include_str!("../../templates/desk/weights.html"),
    ),
    (
        "desk/keep.html",
        include_str!("../../templates/desk/keep.html"),
    ),
];

/// The style sheet of the published pages, which that of the desk adds to.
const STYLE: &[u8] = html::ASSETS[1].1;

/// What pages of the desk load, by name.
pub(super) const ASSETS: [(&str, &[u8]); 4] = [
    ("icon.svg", html::ASSETS[0].1),
    ("style.css", STYLE),
    ("desk.css", include_bytes!("../../templates/desk/desk.css")),
    ("desk.js", include_bytes!("../../templates/desk/desk.js")),
];

/// A step on the way from files to reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Bring,
    Check,
    Choose,
    Look,
    Take,
    Keep,
}

impl Step {
    const ALL: [Self; 6] = [
        Self::Bring,
        Self::Check,
        Self::Choose,
        Self::Look,
        Self::Take,
        Self::Keep,
    ];

    fn page(self) -> &'static str {
        match self {
            Self::Bring => "bring",
            Self::Check => "check",
            Self::Choose => "choose",
            Self::Look => "look",
            Self::Take => "take",
            Self::Keep => "keep",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Bring => "Bring files",
            Self::Check => "What is wrong",
            Self::Choose => "Choose",
            Self::Look => "Look",
            Self::Take => "Take",
            Self::Keep => "Keep",
        }
    }
}

#[derive(Debug, Serialize)]
struct StepLink {
    page: &'static str,
    title: &'static str,
    is_here: bool,
}

/// What every page of a desk has.
#[derive(Debug, Serialize)]
struct Frame {
    /// The address of all pages of all desks, and of this desk.
    root: String,
    base: String,
    number: u32,
    marking: Option<&'static str>,
    steps: Vec<StepLink>,
    /// What is to be said of the last thing that was done.
    note: Option<String>,
    version: &'static str,
}

/// The templates, ready to use.
pub(super) struct Screens {
    templates: Tera,
}

impl Screens {
    /// Compiles the templates.
    ///
    /// # Errors
    /// Where one is faulty, which a test rules out.
    pub(super) fn new() -> Result<Self, String> {
        let mut templates = Tera::default();
        templates.autoescape_on(["html"]);
        let added = templates.add_raw_templates(TEMPLATES);
        added.map_err(|error| error.to_string())?;
        Ok(Self { templates })
    }

    /// What is seen once the desk is closed.
    pub(super) fn closed(&self) -> Option<String> {
        self.templates
            .render("desk/closed.html", &Context::new())
            .ok()
    }
}

impl At {
    /// A page of a desk.
    pub(super) fn screen(
        &self,
        step: Step,
        template: &'static str,
        model: &impl Serialize,
    ) -> Response {
        let mut context = Context::new();
        context.insert("desk", &self.frame(step));
        context.insert("model", model);
        match self.desk.screens.templates.render(template, &context) {
            Ok(page) => reply::page(page),
            Err(error) => reply::failed(&format!("{template} could not be written: {error}")),
        }
    }

    fn frame(&self, step: Step) -> Frame {
        let state = self.session.state();
        let link = |each: &Step| StepLink {
            page: each.page(),
            title: each.title(),
            is_here: *each == step,
        };
        Frame {
            root: format!("/{}", self.desk.secret),
            base: format!("/{}/{}", self.desk.secret, self.session.number),
            number: self.session.number,
            marking: (state.mode() == Mode::Internal).then_some(PROTECTIVE_MARKING),
            steps: Step::ALL.iter().map(link).collect(),
            // It is about files, and would only be in the way where those are not the matter any more.
            note: state
                .note
                .clone()
                .filter(|_| matches!(step, Step::Bring | Step::Check | Step::Keep)),
            version: crate::GENERATOR,
        }
    }

    /// A published page with a bar that leads back to the desk. All else of it is as it was made.
    pub(super) fn with_bar(&self, page: &str) -> String {
        let (root, base) = (format!("/{}", self.desk.secret), self.to(""));
        let base = base.trim_end_matches('/');
        let head = format!(
            "<link rel=\"stylesheet\" href=\"{root}/assets/desk.css\">\n<script src=\"{root}/assets/desk.js\" \
             data-root=\"{root}\" data-base=\"{base}\" data-looked defer></script>\n</head>"
        );
        let bar = format!(
            "<nav class=\"desk-bar\" aria-label=\"Desk\"><a href=\"{base}/look\">Back to the desk</a> \
             <a href=\"{base}/take\">Take it away</a></nav>\n<header class=\"masthead\">"
        );
        let page = page.replacen("</head>", &head, 1);
        page.replacen("<header class=\"masthead\">", &bar, 1)
    }

    /// What a file is saved as that is made of what was brought.
    pub(super) fn saved_as(&self, name: &str, ending: &str) -> String {
        let marking = match self.session.state().mode() {
            Mode::Internal => format!("-{PROTECTIVE_MARKING}"),
            Mode::Public => String::new(),
        };
        format!("{name}{marking}.{ending}")
    }

    /// What stands before the name of a file that is saved, so that a folder of many says whose each is and of which year:
    /// "Rutland-2024-", or the year alone where it is about all.
    pub(super) fn whose(&self, product: &Product) -> String {
        let Need::Ready(gathered) = self.session.gathered() else {
            return String::new();
        };
        let evidence = gathered.evidence();
        let Ok(year) = evidence.year(self.session.choices().year) else {
            return String::new();
        };
        let id = product
            .authority()
            .and_then(|code| evidence.authority(code, Some(year)).ok());
        let register = &evidence.dataset.register;
        let name = id.map_or("", |id| register.authority(id).name.as_str());
        let words = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words
            .map(|word| format!("{word}-"))
            .chain([format!("{year}-")])
            .collect()
    }

    /// The page where something that is needed is not there yet.
    pub(super) fn waiting<T>(&self, step: Step, need: Need<T>) -> Response {
        let wait = Wait::of(&need).unwrap_or_default();
        self.screen(
            step,
            "desk/wait.html",
            &serde_json::json!({"wait": wait, "title": step.title()}),
        )
    }
}

/// Why something is not there yet.
#[derive(Debug, Default, Serialize)]
pub(super) struct Wait {
    /// Work under way.
    doing: Option<String>,
    so_far: String,
    is_stopped: bool,
    is_empty: bool,
    failure: Option<String>,
    help: Option<String>,
}

impl Wait {
    pub(super) fn of<T>(need: &Need<T>) -> Option<Self> {
        Some(match need {
            Need::Ready(_) => return None,
            Need::Working(work) => Self {
                doing: Some(work.doing.clone()),
                so_far: work.so_far(),
                ..Self::default()
            },
            Need::Stopped => Self {
                is_stopped: true,
                ..Self::default()
            },
            Need::Nothing => Self {
                is_empty: true,
                ..Self::default()
            },
            Need::Failed(problem) => Self {
                failure: Some(problem.message.clone()),
                help: Some(said_beside(problem)).filter(|said| !said.is_empty()),
                ..Self::default()
            },
        })
    }
}

/// What a problem says beside its message.
fn said_beside(problem: &Diagnostic) -> String {
    let expected = problem
        .expected
        .as_ref()
        .map(|expected| format!("Expected: {expected}."));
    let said = expected.into_iter().chain(problem.help.clone());
    said.collect::<Vec<_>>().join(" ")
}

/// How far work has come, for the script of a page.
pub(super) fn progress(session: &Session) -> Response {
    let work = session.work();
    let said = serde_json::json!({
        "working": session.is_busy(),
        "so_far": work.map_or(String::new(), |work| work.so_far()),
    });
    reply::bytes("application/json", said.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_sound_and_assets_are_what_they_are_called() {
        let screens = Screens::new().unwrap();
        assert!(screens.closed().unwrap().contains("</html>"));
        assert!(html::ASSETS[0].0.ends_with("icon.svg"));
        assert!(html::ASSETS[1].0.ends_with("style.css"));
    }
}
