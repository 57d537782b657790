//! Web pages: a report model in, HTML out, by the templates in `templates/`.
//!
//! Every name and number is escaped by the template engine; the only text that is not is the
//! SVG of [`crate::chart`], which escapes for itself.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};
use thiserror::Error;

use crate::chart::drawing::Drawing;
use crate::chart::svg::{Role, svg};
use crate::report::{AuthorityReport, Door, LeagueTable, Methodology};

use super::charts;

/// The style sheet: the colours and type of charts, then those of pages.
const STYLE: &str = concat!(
    include_str!("../../chart/chart.css"),
    include_str!("../../../templates/assets/style.css")
);

/// The files every page refers to, as path from the publication's root and content.
pub const ASSETS: [(&str, &[u8]); 2] = [
    ("assets/style.css", STYLE.as_bytes()),
    (
        "assets/script.js",
        include_bytes!("../../../templates/assets/script.js"),
    ),
];

const TEMPLATES: [(&str, &str); 6] = [
    ("door.html", include_str!("../../../templates/door.html")),
    ("parts.html", include_str!("../../../templates/parts.html")),
    ("page.html", include_str!("../../../templates/page.html")),
    ("index.html", include_str!("../../../templates/index.html")),
    (
        "authority.html",
        include_str!("../../../templates/authority.html"),
    ),
    (
        "methodology.html",
        include_str!("../../../templates/methodology.html"),
    ),
];

/// A page could not be written: the templates and the models disagree.
#[derive(Debug, Error)]
#[error("the page {page} could not be written: {reason}")]
pub struct HtmlError {
    /// Which template.
    pub page: &'static str,
    /// What the template engine says.
    pub reason: String,
}

impl HtmlError {
    fn new(page: &'static str, error: &tera::Error) -> Self {
        Self {
            page,
            reason: error.to_string(),
        }
    }
}

/// The templates, ready to use from any thread.
#[derive(Debug)]
pub struct Site {
    templates: Tera,
}

/// A chart in two widths, one of which is shown.
#[derive(Debug, Serialize)]
struct Chart {
    wide: String,
    narrow: String,
}

impl Chart {
    fn new(id: &str, draw: impl Fn(f64) -> Drawing) -> Self {
        Self {
            wide: svg(&draw(charts::WIDE), Role::Image(id)),
            narrow: svg(&draw(charts::NARROW), Role::Image(&format!("{id}-narrow"))),
        }
    }
}

impl Site {
    /// Compiles the templates.
    ///
    /// # Errors
    /// Where a template is faulty, which a test rules out.
    pub fn new() -> Result<Self, HtmlError> {
        let mut templates = Tera::default();
        templates.autoescape_on(["html"]);
        templates
            .add_raw_templates(TEMPLATES)
            .map_err(|error| HtmlError::new("templates", &error))?;
        Ok(Self { templates })
    }

    /// `index.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn league_table(&self, model: &LeagueTable) -> Result<String, HtmlError> {
        let mut charts = BTreeMap::new();
        if model.ranked.len() > 1 {
            charts.insert(
                "scores",
                Chart::new("scores", |width| charts::scores(model, width)),
            );
            charts.insert(
                "domains",
                Chart::new("domains", |width| charts::domains(model, width)),
            );
        }
        self.page("index.html", model, "", &charts)
    }

    /// `authorities/<file>.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn authority(&self, model: &AuthorityReport) -> Result<String, HtmlError> {
        let mut drawn = BTreeMap::new();
        drawn.insert(
            "domains".to_owned(),
            Chart::new("domains", |width| charts::authority_domains(model, width)),
        );
        if let Some(spine) = charts::spine(model, charts::WIDE) {
            let wide = svg(&spine, Role::Image("spine"));
            drawn.insert(
                "spine".to_owned(),
                Chart {
                    wide,
                    narrow: String::new(),
                },
            );
        }
        for indicator in model.domains.iter().flat_map(|domain| &domain.indicators) {
            if let Some(line) = charts::sparkline(&indicator.trend) {
                let wide = svg(&line, Role::Decorative);
                drawn.insert(
                    format!("trend-{}", indicator.code),
                    Chart {
                        wide,
                        narrow: String::new(),
                    },
                );
            }
        }
        self.page("authority.html", model, "../", &drawn)
    }

    /// `methodology.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn methodology(&self, model: &Methodology) -> Result<String, HtmlError> {
        self.page(
            "methodology.html",
            model,
            "",
            &BTreeMap::<&str, Chart>::new(),
        )
    }

    /// The page that an internal publication is entered by. It holds no figure.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn door(&self, model: &Door) -> Result<String, HtmlError> {
        self.page("door.html", model, "", &BTreeMap::<&str, Chart>::new())
    }

    /// Renders a template with a model, the way back to the root and the charts.
    fn page<K: Serialize>(
        &self,
        page: &'static str,
        model: &impl Serialize,
        root: &str,
        charts: &BTreeMap<K, Chart>,
    ) -> Result<String, HtmlError> {
        let failed = |error: tera::Error| HtmlError::new(page, &error);
        let mut context = Context::new();
        context.insert("model", model);
        context.insert("frame_root", root);
        context.insert("charts", charts);
        self.templates.render(page, &context).map_err(failed)
    }
}
