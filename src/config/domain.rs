//! `[[domain]]` and `[[domain.indicator]]`: the tree of weights.

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::indicator::{Direction, Kind, definition};

use super::reader::{Section, Source, number_in, out_of_range};
use super::settings::Normalisation;

/// A part of the scorecard with a weight of its own.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Domain {
    /// Short name, also of its file.
    pub code: String,
    /// Name for people.
    pub title: String,
    /// Weight among the domains, 0 or more.
    pub weight: f64,
    /// Whether an authority must have every common-set indicator to be ranked.
    pub complete: bool,
    /// Whether nobody is ranked in a year that has no comparable figure for it.
    pub required: bool,
    /// What it is made of.
    pub indicators: Vec<Indicator>,
}

/// An indicator as the scorecard uses it.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Indicator {
    /// Its code, as measures carry it.
    pub code: String,
    /// Name for people.
    pub title: String,
    /// Weight within its domain, 0 or more.
    pub weight: f64,
    /// What is good.
    pub direction: Direction,
    /// What kind of number it is.
    pub kind: Kind,
    /// How it is put on a scale.
    pub normalisation: Normalisation,
    /// The ends of the scale, where they are fixed.
    pub goalposts: Option<Goalposts>,
    /// Why it has this weight and this scale, in words; printed on the page on the method. Left out where the
    /// file gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether it is about an attribute of which even "none" and "all" say too much. Left out
    /// where it is not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Indicator {
    /// Whether it can carry weight in a score.
    pub fn is_scored(&self) -> bool {
        self.weight > 0.0 && self.direction != Direction::None
    }
}

/// The values that score nothing and everything.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Goalposts {
    /// Scores the least.
    pub worst: f64,
    /// Scores the most.
    pub best: f64,
}

const DIRECTIONS: [(&str, Direction); 3] = [
    ("higher-is-better", Direction::HigherIsBetter),
    ("lower-is-better", Direction::LowerIsBetter),
    ("none", Direction::None),
];

const KINDS: [(&str, Kind); 3] = [
    ("proportion", Kind::Proportion),
    ("rate", Kind::Rate),
    ("number", Kind::Number),
];

/// The largest weight that is taken for one, and the smallest above 0: beside the one the other still counts
/// in numbers of 53 bits.
const HEAVIEST: f64 = 1e9;
const LIGHTEST: f64 = 1e-6;

/// The most indicators that a file can have.
const MOST_INDICATORS: usize = 1_000;

pub(super) fn domains(
    root: &mut Section<'_>,
    source: &mut Source<'_>,
    usual: Normalisation,
) -> Option<Vec<Domain>> {
    let mut domains: Vec<Domain> = Vec::new();
    let mut codes: Vec<String> = Vec::new();
    for mut section in root.sections(source, "domain")? {
        let domain = domain(&mut section, source, usual, &mut codes);
        if let Some(twin) = domains
            .iter()
            .find(|d| d.code.eq_ignore_ascii_case(&domain.code))
        {
            let message = format!("two domains have the code \"{}\"", twin.code);
            let help = "give each domain a code of its own (capitals do not tell codes apart: they name files)";
            source.report(
                section.span_of("code"),
                Diagnostic::error(Code::ConfigDuplicateCode, message).help(help),
            );
        }
        section.finish(source);
        domains.push(domain);
    }
    let scored = |d: &Domain| d.weight > 0.0 && d.indicators.iter().any(Indicator::is_scored);
    if !source.problems.has_errors() && !domains.iter().any(scored) {
        let message = "no indicator would be scored: every weight is 0 or every direction is none";
        source.report(
            root.span_of("domain"),
            Diagnostic::error(Code::ConfigNothingScored, message)
                .help("give at least one indicator, and its domain, a weight above 0"),
        );
    }
    Some(domains)
}

fn domain(
    section: &mut Section<'_>,
    source: &mut Source<'_>,
    usual: Normalisation,
    codes: &mut Vec<String>,
) -> Domain {
    let code = code(section, source, "domain");
    let title = section
        .title(source, "title")
        .unwrap_or_else(|| code.clone());
    let weight = weight(section, source).unwrap_or(25.0);
    let complete = section.boolean(source, "complete").unwrap_or(false);
    let required = section.boolean(source, "required").unwrap_or(false);
    let given = section.sections(source, "indicator");
    let mut indicators = Vec::new();
    for mut inner in given.unwrap_or_default() {
        if codes.len() == MOST_INDICATORS {
            source.report(inner.span(), too_many());
            break;
        }
        let indicator = indicator(&mut inner, source, usual);
        if codes.contains(&indicator.code) {
            let message = format!("two indicators have the code \"{}\"", indicator.code);
            let help = "an indicator stands in one domain, once: remove one of the two";
            source.report(
                inner.span_of("code"),
                Diagnostic::error(Code::ConfigDuplicateCode, message).help(help),
            );
        }
        codes.push(indicator.code.clone());
        inner.finish(source);
        indicators.push(indicator);
    }
    if indicators.is_empty() {
        let message = format!("domain \"{code}\" has no indicator");
        let help = "add a [[domain.indicator]] section below it, or remove the domain";
        source.report(
            section.span(),
            Diagnostic::error(Code::ConfigEmptyDomain, message).help(help),
        );
    }
    Domain {
        code,
        title,
        weight,
        complete,
        required,
        indicators,
    }
}

fn too_many() -> Diagnostic {
    let message = format!("this file has more than {MOST_INDICATORS} indicators");
    Diagnostic::error(Code::ConfigOutOfRange, message)
        .help("no scorecard has so many: look at how the file was made")
}

fn weight(section: &mut Section<'_>, source: &mut Source<'_>) -> Option<f64> {
    let weight = section.number_within(source, "weight", 0.0, HEAVIEST)?;
    if weight > 0.0 && weight < LIGHTEST {
        let expected = format!("0, or a number from {LIGHTEST} to {HEAVIEST}");
        out_of_range(
            source,
            section.span_of("weight"),
            "weight",
            weight,
            expected,
        );
        return None;
    }
    Some(weight)
}

/// A code names files and columns: letters, digits, dot, hyphen and underscore, up to 64.
fn code(section: &mut Section<'_>, source: &mut Source<'_>, what: &str) -> String {
    let Some(code) = section.string(source, "code") else {
        if section.value("code").is_none() {
            let diagnostic =
                Diagnostic::error(Code::ConfigMissingKey, format!("this {what} has no code"))
                    .help("add a line such as: code = \"children-missing\"");
            source.report(section.span(), diagnostic);
        }
        return String::new();
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if code.is_empty() || code.len() > 64 || code.starts_with('.') || !code.chars().all(allowed) {
        let diagnostic = Diagnostic::error(
            Code::ConfigOutOfRange,
            format!("\"{code}\" cannot be a code"),
        )
        .found(&code)
        .expected(
            "1 to 64 letters a-z, digits, hyphens, dots or underscores, not beginning with a dot",
        );
        source.report(section.span_of("code"), diagnostic);
    }
    code
}

fn indicator(
    section: &mut Section<'_>,
    source: &mut Source<'_>,
    usual: Normalisation,
) -> Indicator {
    let code = code(section, source, "indicator");
    let built_in = definition(&code);
    let title = section
        .title(source, "title")
        .unwrap_or_else(|| built_in.map_or_else(|| code.clone(), |d| d.title.to_owned()));
    let weight = weight(section, source).unwrap_or(1.0);
    let direction = direction(section, source, &code);
    let kind = section
        .choice(source, "kind", &KINDS)
        .unwrap_or_else(|| built_in.map_or(Kind::Proportion, |d| d.kind));
    let normalisation = section
        .choice(source, "normalisation", &Normalisation::NAMES)
        .unwrap_or(usual);
    let goalposts = goalposts(section, source, direction);
    let reason = section.string(source, "reason");
    let sensitive = section
        .boolean(source, "sensitive")
        .unwrap_or_else(|| built_in.is_some_and(|d| d.is_sensitive()));
    let indicator = Indicator {
        code,
        title,
        weight,
        direction,
        kind,
        normalisation,
        goalposts,
        reason,
        sensitive,
    };
    require_goalposts(section, source, &indicator);
    indicator
}

fn require_goalposts(section: &mut Section<'_>, source: &mut Source<'_>, indicator: &Indicator) {
    let needs = indicator.is_scored() && indicator.normalisation == Normalisation::Goalposts;
    if needs && section.value("goalposts").is_none() {
        let message = format!(
            "\"{}\" is scored between goalposts but has none",
            indicator.code
        );
        let help = "add a line such as: goalposts = { worst = 17.0, best = 7.0 } - or another normalisation, such as: normalisation = \"min-max\"";
        source.report(
            section.span(),
            Diagnostic::error(Code::ConfigGoalposts, message).help(help),
        );
    }
}

fn direction(section: &mut Section<'_>, source: &mut Source<'_>, code: &str) -> Direction {
    if let Some(direction) = section.choice(source, "direction", &DIRECTIONS) {
        return direction;
    }
    if let Some(built_in) = definition(code) {
        return built_in.direction;
    }
    if section.value("direction").is_none() {
        let message = format!("\"{code}\" does not say what is good; higher-is-better is taken");
        let help =
            "add a line: direction = \"higher-is-better\" or \"lower-is-better\" or \"none\"";
        source.report(
            section.span(),
            Diagnostic::warning(Code::ConfigAssumed, message).help(help),
        );
    }
    Direction::HigherIsBetter
}

fn goalposts(
    section: &mut Section<'_>,
    source: &mut Source<'_>,
    direction: Direction,
) -> Option<Goalposts> {
    let mut inner = section.section(source, "goalposts")?;
    let span = section.span_of("goalposts");
    let mut end = |key: &'static str, source: &mut Source<'_>| match inner.value(key) {
        Some(value) => number_in(source, key, value),
        None => {
            let diagnostic = Diagnostic::error(
                Code::ConfigMissingKey,
                format!("the goalposts lack `{key}`"),
            )
            .expected("both ends: { worst = 17.0, best = 7.0 }");
            source.report(span.clone(), diagnostic);
            None
        }
    };
    let worst = end("worst", source);
    let best = end("best", source);
    inner.finish(source);
    let (worst, best) = (worst?, best?);
    #[allow(clippy::float_cmp, reason = "equal as written")]
    if worst == best {
        out_of_range_goalposts(
            source,
            span,
            &format!("the goalposts are equal: both are {worst}"),
        );
        return None;
    }
    let rises = best > worst;
    let against = match direction {
        Direction::HigherIsBetter => !rises,
        Direction::LowerIsBetter => rises,
        Direction::None => false,
    };
    if against {
        let message = format!(
            "the goalposts run against the direction: worst {worst}, best {best}, but the direction is {}",
            direction.word()
        );
        out_of_range_goalposts(source, span, &message);
        return None;
    }
    if (best - worst).is_infinite() {
        out_of_range(
            source,
            span,
            "goalposts",
            best,
            "goalposts that are not so far apart".to_owned(),
        );
        return None;
    }
    Some(Goalposts { worst, best })
}

fn out_of_range_goalposts(source: &mut Source<'_>, span: std::ops::Range<usize>, message: &str) {
    let help =
        "set `worst` to the value that scores nothing and `best` to the one that scores everything";
    source.report(
        span,
        Diagnostic::error(Code::ConfigGoalposts, message).help(help),
    );
}
