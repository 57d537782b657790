//! Weights and settings: every key of the weights file as a field with its own explanation, what differs from what
//! ships marked, and what it does to ranks; the same messages as the file's.

use axum::extract::Request;
use axum::response::Response;
use serde::Serialize;

use crate::config::{Configuration, DEFAULT_TEXT, Domain, Indicator, WEIGHTS};

use super::asked::Form;
use super::choose::said;
use super::reply;
use super::screens::Step;
use super::server::At;
use super::session::Need;
use super::settings::{Key, keys, value};

mod effect;
mod filled;

use effect::{Effect, effect};
use filled::{filled_in, is_same};

/// What the page shows.
#[derive(Debug, Serialize)]
struct Model {
    problems: Vec<String>,
    domains: Vec<DomainFields>,
    sections: Vec<Section>,
    changed: usize,
    text: String,
    effect: Option<Effect>,
}

/// A number of the tree of weights.
#[derive(Debug, Serialize)]
struct Weight {
    path: String,
    value: String,
    /// What ships, where that is another.
    default: Option<String>,
    /// How far a slider goes.
    most: f64,
}

#[derive(Debug, Serialize)]
struct DomainFields {
    title: String,
    weight: Weight,
    complete: Tick,
    required: Tick,
    indicators: Vec<IndicatorFields>,
}

#[derive(Debug, Serialize)]
struct Tick {
    path: String,
    is_on: bool,
    is_changed: bool,
}

#[derive(Debug, Serialize)]
struct IndicatorFields {
    title: String,
    code: String,
    weight: Weight,
    worst: Option<Weight>,
    best: Option<Weight>,
    reason: String,
    reason_path: String,
}

/// The fields of a section of the file.
#[derive(Debug, Serialize)]
struct Section {
    name: String,
    title: &'static str,
    fields: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Field {
    #[serde(flatten)]
    key: Key,
    value: String,
    default: Option<String>,
}

pub(super) async fn show(at: At) -> Response {
    at.made(|at| {
        let text = at.session.state().weights.text.clone();
        page(at, text)
    })
    .await
}

/// The page with a text, whether it is taken or at fault.
fn page(at: &At, text: String) -> Response {
    let (configuration, problems) = match Configuration::read(&text, WEIGHTS) {
        Ok((configuration, warnings)) => (configuration, said(&warnings)),
        Err(problems) => {
            let taken = at.session.state().weights.text.clone();
            let taken = Configuration::read(&taken, WEIGHTS).map(|(taken, _)| taken);
            let taken = taken.unwrap_or_else(|_| Configuration::built_in().clone());
            (taken, said(&problems))
        }
    };
    let effect = match at.session.sound() {
        Need::Ready(gathered) => {
            let year = at.session.choices().year;
            effect(&mut gathered.evidence(), year, &configuration)
        }
        _ => None,
    };
    let domains = configuration
        .domains
        .iter()
        .enumerate()
        .map(|(at, domain)| domain_fields(at, domain, &text));
    let domains: Vec<DomainFields> = domains.collect();
    let sections = sections(&text);
    let changed = domains.iter().map(changed_in).sum::<usize>()
        + sections
            .iter()
            .flat_map(|section| &section.fields)
            .filter(|field| field.default.is_some())
            .count();
    let model = Model {
        problems,
        domains,
        sections,
        changed,
        text,
        effect,
    };
    at.screen(Step::Choose, "desk/weights.html", &model)
}

fn changed_in(domain: &DomainFields) -> usize {
    let of_indicators = domain.indicators.iter().map(|indicator| {
        let numbers = [
            Some(&indicator.weight),
            indicator.worst.as_ref(),
            indicator.best.as_ref(),
        ];
        numbers
            .into_iter()
            .flatten()
            .filter(|number| number.default.is_some())
            .count()
    });
    usize::from(domain.weight.default.is_some())
        + usize::from(domain.complete.is_changed)
        + usize::from(domain.required.is_changed)
        + of_indicators.sum::<usize>()
}

fn number(path: String, is: f64, text: &str, ships: Option<f64>, most: f64) -> Weight {
    // What a person has typed stands there, whatever it is.
    let typed = value(text, &path).unwrap_or_else(|| is.to_string());
    let differs = ships.is_some_and(|ships| (typed.parse::<f64>().ok()) != Some(ships));
    Weight {
        default: ships.filter(|_| differs).map(|ships| ships.to_string()),
        most: most.max(is),
        value: typed,
        path,
    }
}

fn domain_fields(at: usize, domain: &Domain, text: &str) -> DomainFields {
    let ships = Configuration::built_in()
        .domains
        .iter()
        .find(|own| own.code == domain.code);
    let path = |key: &str| format!("domain.{at}.{key}");
    let tick = |key: &str, is_on: bool, ships: Option<bool>| Tick {
        path: path(key),
        is_on,
        is_changed: ships.is_some_and(|ships| ships != is_on),
    };
    let of_indicator = |(place, indicator): (usize, &Indicator)| {
        let own = ships.and_then(|ships| {
            ships
                .indicators
                .iter()
                .find(|own| own.code == indicator.code)
        });
        indicator_fields(
            format!("domain.{at}.indicator.{place}"),
            indicator,
            text,
            own,
        )
    };
    DomainFields {
        title: domain.title.clone(),
        weight: number(
            path("weight"),
            domain.weight,
            text,
            ships.map(|ships| ships.weight),
            100.0,
        ),
        complete: tick(
            "complete",
            domain.complete,
            ships.map(|ships| ships.complete),
        ),
        required: tick(
            "required",
            domain.required,
            ships.map(|ships| ships.required),
        ),
        indicators: domain
            .indicators
            .iter()
            .enumerate()
            .map(of_indicator)
            .collect(),
    }
}

fn indicator_fields(
    path: String,
    indicator: &Indicator,
    text: &str,
    ships: Option<&Indicator>,
) -> IndicatorFields {
    let end = |key: &str, of: fn(&crate::config::Goalposts) -> f64| {
        let goalposts = indicator.goalposts.as_ref()?;
        let own = ships.and_then(|ships| ships.goalposts.as_ref()).map(of);
        Some(number(
            format!("{path}.goalposts.{key}"),
            of(goalposts),
            text,
            own,
            0.0,
        ))
    };
    IndicatorFields {
        title: indicator.title.clone(),
        code: indicator.code.clone(),
        weight: number(
            format!("{path}.weight"),
            indicator.weight,
            text,
            ships.map(|ships| ships.weight),
            5.0,
        ),
        worst: end("worst", |goalposts| goalposts.worst),
        best: end("best", |goalposts| goalposts.best),
        reason: value(text, &format!("{path}.reason")).unwrap_or_default(),
        reason_path: format!("{path}.reason"),
    }
}

/// What a section of the file is about.
fn section_title(name: &str) -> &'static str {
    match name {
        "scorecard" => "How scores are made",
        "recording" => "Doubtful recording",
        "measures" => "How figures are counted",
        "ranking" => "How sure a rank is",
        "comparison" => "Who is compared with whom",
        "disclosure" => "What is withheld",
        "publication" => "Who publishes, and as what",
        _ => "What the files leave open",
    }
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for key in keys() {
        let name = key.path.split('.').next().unwrap_or_default();
        let ships = value(DEFAULT_TEXT, &key.path).unwrap_or_default();
        let is = value(text, &key.path).unwrap_or_else(|| ships.clone());
        let differs = !is_same(&is, &ships);
        let field = Field {
            key: key.clone(),
            value: is,
            default: differs.then_some(ships),
        };
        match sections.last_mut().filter(|section| section.name == name) {
            Some(section) => section.fields.push(field),
            None => sections.push(Section {
                name: name.to_owned(),
                title: section_title(name),
                fields: vec![field],
            }),
        }
    }
    sections
}

/// What a form says is taken, or said to be at fault.
pub(super) async fn save(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    at.made(move |at| {
        let before = at.session.state().weights.text.clone();
        let text = match form.field("how") {
            "default" => DEFAULT_TEXT.to_owned(),
            "text" => form.text("text").replace("\r\n", "\n"),
            "file" => match form.files.first() {
                Some(file) => String::from_utf8_lossy(file.held.as_ref())
                    .trim_start_matches('\u{feff}')
                    .to_owned(),
                None => before,
            },
            _ => filled_in(&before, &form),
        };
        match at.session.weigh(text.clone()) {
            Ok(()) => reply::lead_to(&at.to("weights")),
            Err(_) => page(at, text),
        }
    })
    .await
}

/// What weights would do, before they are taken.
pub(super) async fn weigh(at: At, request: Request) -> Response {
    let form = match Form::read(request, &at.desk.store).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    at.made(move |at| {
        let text = filled_in(&at.session.state().weights.text.clone(), &form);
        let said = match (Configuration::read(&text, WEIGHTS), at.session.sound()) {
            (Err(problems), _) => serde_json::json!({"problems": said(&problems)}),
            (Ok((weights, _)), Need::Ready(gathered)) => {
                let found = effect(
                    &mut gathered.evidence(),
                    at.session.choices().year,
                    &weights,
                );
                serde_json::json!({"effect": found})
            }
            _ => serde_json::json!({}),
        };
        reply::bytes("application/json", said.to_string())
    })
    .await
}

/// The weights file, to be kept.
pub(super) async fn file(at: At) -> Response {
    let text = at.session.state().weights.text.clone();
    reply::file(WEIGHTS, text)
}
