//! Web pages: a report model in, HTML out, by the templates in `templates/`.
//!
//! Every name and number is escaped by the template engine; the only text that is not is the
//! SVG of charts, which escapes for itself.

mod files;
mod portal;

use std::collections::BTreeMap;

use care_scorecard_drawing::chart::drawing::Drawing;
use care_scorecard_drawing::chart::svg::{Role, escaped, svg};
use serde::Serialize;
use tera::{Context, Tera};
use thiserror::Error;

use crate::diagnostic::uncapitalised;
use crate::report::{
    AuthorityReport, BoardReport, Compared, ComparedRows, Directory, DomainReport, Door, EasyRead,
    FlowsReport, Found, LeagueTable, Map, Methodology, RequestForm, YearTable,
};

use super::charts::{self, domain, national};
use files::TEMPLATES;

pub use files::{ASSETS, COMPARED, DRAWS, FINDER, PUBLICATION_ASSETS};

/// The style sheet that marks each printed sheet; only what is marked has it.
pub const MARKING: &str = "assets/marking.css";

/// The marking in the margins of every printed sheet.
pub fn printed_marking(marking: &str) -> String {
    let plain = |c: char| !c.is_control() && c != '"' && c != '\\' && c != '<';
    let text: String = marking.chars().filter(|c| plain(*c)).collect();
    let of =
        |place: &str| format!("@{place}{{content:\"{text}\";font:700 9pt sans-serif;color:#000}}");
    format!(
        "@media print{{@page{{{}{}}}}}\n",
        of("top-center"),
        of("bottom-center")
    )
}

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
    fn named(id: &str, draw: impl Fn(f64) -> Drawing) -> (String, Self) {
        (id.to_owned(), Self::new(id, draw))
    }

    /// None where there is nothing to draw.
    fn try_new(id: &str, draw: impl Fn(f64) -> Option<Drawing>) -> Option<Self> {
        Some(Self {
            wide: svg(&draw(charts::WIDE)?, Role::Image(id)),
            narrow: svg(&draw(charts::NARROW)?, Role::Image(&format!("{id}-narrow"))),
        })
    }

    /// A map in one width: every tile leads to its authority's page.
    fn of_map(id: String, map: &Map, root: &str) -> (String, Self) {
        let drawn = svg(&national::map(map, charts::WIDE, true), Role::Image(&id));
        let wide = linked(&drawn, map, root);
        let narrow = String::new();
        (id, Self { wide, narrow })
    }

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
        let mut drawn: Vec<(String, Chart)> = model
            .maps
            .first()
            .into_iter()
            .zip(1..)
            .map(|(map, number)| Chart::of_map(format!("map-{number}"), map, ""))
            .collect();
        if model.standings.ranked.len() > 1 {
            drawn.push(Chart::named("scores", |width| charts::scores(model, width)));
            drawn.push(Chart::named("domains", |width| {
                charts::domains(model, width)
            }));
        }
        let weighing = model.weighing.as_ref().map(embedded).transpose()?;
        let mut context = context(model, "", &BTreeMap::from_iter(drawn));
        context.insert("weighing", &weighing.unwrap_or_default());
        let dataset = portal::dataset(model).as_ref().map(embedded).transpose()?;
        context.insert("dataset", &dataset.unwrap_or_default());
        self.render("index.html", &context)
    }

    /// [`DRAWS`], which the page of the league table adds to itself when its reader changes a weight; none where
    /// there is nothing to weigh.
    ///
    /// # Errors
    /// Never, so far as is known: numbers and texts can be written.
    pub fn draws(&self, model: &LeagueTable) -> Result<Option<String>, HtmlError> {
        let draws = model.weighing.as_ref().map(|weighing| &weighing.draws);
        let script = |text| format!("globalThis.careScorecard.draws = {text};\n");
        draws.map(|draws| embedded(draws).map(script)).transpose()
    }

    /// [`FINDER`], which a page adds to itself when its reader looks for a name.
    ///
    /// # Errors
    /// Never, so far as is known: numbers and texts can be written.
    pub fn finder(&self, places: &[&Found]) -> Result<String, HtmlError> {
        let text = embedded(&serde_json::json!({"places": places}))?;
        Ok(format!("globalThis.careScorecard.finder = {text};\n"))
    }

    /// [`COMPARED`], which the page of comparisons adds to itself.
    ///
    /// # Errors
    /// Never, so far as is known: numbers and texts can be written.
    pub fn compared(&self, rows: &ComparedRows, all: &[&Compared]) -> Result<String, HtmlError> {
        let text = embedded(&serde_json::json!({"rows": rows, "authorities": all}))?;
        Ok(format!("globalThis.careScorecard.compared = {text};\n"))
    }

    /// `find.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn directory(&self, model: &Directory) -> Result<String, HtmlError> {
        self.page("find.html", model, "", &BTreeMap::<&str, Chart>::new())
    }

    /// `easy-read.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn easy_read(&self, model: &EasyRead) -> Result<String, HtmlError> {
        self.page("easy-read.html", model, "", &BTreeMap::<&str, Chart>::new())
    }

    /// `compare.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn compare(&self, model: &Directory) -> Result<String, HtmlError> {
        self.page("compare.html", model, "", &BTreeMap::<&str, Chart>::new())
    }

    /// `years/<year>.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn year(&self, model: &YearTable) -> Result<String, HtmlError> {
        self.page("year.html", model, "../", &BTreeMap::<&str, Chart>::new())
    }

    /// `domains/<file>.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn domain(&self, model: &DomainReport) -> Result<String, HtmlError> {
        let funnels = model.indicators.iter().zip(1..);
        let mut drawn: Vec<(String, Chart)> = funnels
            .filter_map(|(indicator, number)| {
                let plot = indicator.funnel.as_ref()?;
                let id = format!("funnel-{number}");
                Chart::try_new(&id, |width| domain::funnel(indicator, plot, width))
                    .map(|chart| (id, chart))
            })
            .collect();
        if model.ranked.len() > 1 {
            drawn.push(Chart::named("spread", |width| domain::spread(model, width)));
            if let Some(title) = &model.ranges_title {
                drawn.push(Chart::named("ranges", |width| {
                    domain::ranges(model, title, width)
                }));
            }
        }
        if let Some(map) = &model.map {
            drawn.push(Chart::of_map("map".to_owned(), map, "../"));
        }
        self.page("domain.html", model, "../", &BTreeMap::from_iter(drawn))
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
        if let Some(chart) = Chart::try_new("spine", |width| charts::spine(model, width)) {
            drawn.insert("spine".to_owned(), chart);
        }
        if let Some(years) = &model.years {
            let name = &model.name;
            let draw = |width| charts::scores_over_years(name, years, width);
            drawn.extend(Chart::try_new("years", draw).map(|chart| ("years".to_owned(), chart)));
        }
        for section in model.sections.iter().chain(&model.further) {
            if let Some(chart) = &section.chart {
                let id = format!("section-{}", section.code);
                let drawing = Chart::new(&id, |width| charts::section(chart, width));
                drawn.insert(id, drawing);
            }
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

    /// `flows.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn flows(&self, model: &FlowsReport) -> Result<String, HtmlError> {
        let mut drawn = BTreeMap::new();
        if let Some(chart) = &model.chart {
            let drawing = Chart::new("flows", |width| charts::section(chart, width));
            drawn.insert("flows", drawing);
        }
        self.page("flows.html", model, "", &drawn)
    }

    /// A report to a board: `<file>.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn board(&self, model: &BoardReport) -> Result<String, HtmlError> {
        let mut drawn = BTreeMap::new();
        for section in &model.sections {
            let code = &section.section.code;
            if let Some(chart) = &section.section.chart {
                let id = format!("section-{code}");
                let drawing = Chart::new(&id, |width| charts::section(chart, width));
                drawn.insert(id, drawing);
            }
            if let Some(lines) = &section.lines {
                let id = format!("lines-{code}");
                let drawing = Chart::new(&id, |width| charts::lines(lines, width));
                drawn.insert(id, drawing);
            }
        }
        self.page("board.html", model, "", &drawn)
    }

    /// The form by which a board asks an authority for its statement: `<file>.html`.
    ///
    /// # Errors
    /// Where the template asks for what the model lacks.
    pub fn request(&self, model: &RequestForm) -> Result<String, HtmlError> {
        self.page("request.html", model, "", &BTreeMap::<&str, Chart>::new())
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
        self.render(page, &context(model, root, charts))
    }

    fn render(&self, page: &'static str, context: &Context) -> Result<String, HtmlError> {
        let failed = |error: tera::Error| HtmlError::new(page, &error);
        self.templates.render(page, context).map_err(failed)
    }
}

/// A wide map with a link over every tile: a group of links instead of an image.
fn linked(drawn: &str, map: &Map, root: &str) -> String {
    let (centres, wide) = national::tile_map(map, charts::WIDE, true).centres();
    let tiles = map.tiles.iter().zip(centres);
    let links = tiles.filter_map(|(tile, centre)| {
        let (x, y) = centre?;
        let category = tile.category.and_then(|place| map.categories.get(place));
        let category = category.map_or(&map.uncategorised, |category| &category.label);
        let name = escaped(&format!("{}: {}", tile.name, uncapitalised(category)));
        Some(format!(
            "<a href=\"{root}authorities/{}.html\" aria-label=\"{name}\">\
             <circle class=\"hit\" cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{:.0}\"/></a>",
            tile.file,
            (wide / 2.0).floor()
        ))
    });
    let links: String = links.collect();
    let body = drawn.trim_end_matches("</svg>");
    let body = body.replacen("role=\"img\"", "role=\"group\"", 1);
    format!("{body}{links}</svg>")
}

fn context<K: Serialize>(
    model: &impl Serialize,
    root: &str,
    charts: &BTreeMap<K, Chart>,
) -> Context {
    let mut context = Context::new();
    context.insert("model", model);
    context.insert("frame_root", root);
    context.insert("charts", charts);
    context
}

/// Data for a script element: nothing in it can end the element.
fn embedded(data: &impl Serialize) -> Result<String, HtmlError> {
    let text = serde_json::to_string(data).map_err(|error| HtmlError {
        page: "index.html",
        reason: error.to_string(),
    })?;
    Ok(text
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

    use super::*;

    #[test]
    fn no_name_can_end_a_script() {
        let text = embedded(&["</script><!--", "a & b"]).unwrap();
        assert!(!text.contains(['<', '>', '&']), "{text}");
        let back: Vec<String> = serde_json::from_str(&text).unwrap();
        assert_eq!(back, ["</script><!--", "a & b"]);
    }
}
