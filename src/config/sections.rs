//! Reads the sections of the weights file that are not the tree of weights.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};

use super::disclosure;
use super::licence::licence;
use super::reader::{Section, Source, out_of_range};
use super::settings::{
    Aggregation, Comparison, CoverageBy, Disclosure, DomainsRequired, IncidentCount, Inputs,
    MeasureSettings, Mode, Normalisation, Policy, Publication, RandomSource, Ranking, Recording,
    Scorecard, Status,
};

/// Takes a section out of the root, reads it, and reports keys it does not know.
fn within<T>(
    root: &mut Section<'_>,
    source: &mut Source<'_>,
    key: &'static str,
    read: impl FnOnce(&mut Section<'_>, &mut Source<'_>) -> T,
) -> T {
    let nothing = toml::de::DeTable::new();
    match root.section(source, key) {
        Some(mut section) => {
            let value = read(&mut section, source);
            section.finish(source);
            value
        }
        None => read(&mut Section::new(key, &nothing, 0..0), source),
    }
}

pub(super) fn scorecard(root: &mut Section<'_>, source: &mut Source<'_>) -> Scorecard {
    within(root, source, "scorecard", |section, source| Scorecard {
        title: section
            .title(source, "title")
            .unwrap_or_else(|| "Children missing from care".to_owned()),
        aggregation: section
            .choice(source, "aggregation", &Aggregation::NAMES)
            .unwrap_or(Aggregation::Arithmetic),
        normalisation: normalisation(section, source),
        common_set: section
            .number_within(source, "common_set", 0.0, 1.0)
            .unwrap_or(0.9),
        minimum_coverage: section
            .number_within(source, "minimum_coverage", 0.0, 1.0)
            .unwrap_or(0.6),
        coverage_by: section
            .choice(
                source,
                "coverage_by",
                &[("weight", CoverageBy::Weight), ("count", CoverageBy::Count)],
            )
            .unwrap_or(CoverageBy::Weight),
        domains_required: domains_required(section, source),
        minimum_children: section
            .whole(source, "minimum_children", 0, 1_000_000)
            .unwrap_or(50),
        pooling_years: section.whole(source, "pooling_years", 1, 10).unwrap_or(1),
    })
}

/// A word that is wrong is taken for one that needs no goalposts, so that it is told once and not
/// again for every indicator.
fn normalisation(section: &mut Section<'_>, source: &mut Source<'_>) -> Normalisation {
    let chosen = section.choice(source, "normalisation", &Normalisation::NAMES);
    let is_given = section.value("normalisation").is_some();
    chosen.unwrap_or(if is_given {
        Normalisation::MinMax
    } else {
        Normalisation::Goalposts
    })
}

fn domains_required(section: &mut Section<'_>, source: &mut Source<'_>) -> DomainsRequired {
    use toml::de::DeValue;
    let number = match section
        .value("domains_required")
        .map(toml::Spanned::get_ref)
    {
        Some(DeValue::Integer(_) | DeValue::Float(_)) => {
            section.whole(source, "domains_required", 0, 1_000)
        }
        Some(_) => {
            section.choice(source, "domains_required", &[("all", ())]);
            None
        }
        None => None,
    };
    number
        .and_then(|n| usize::try_from(n).ok())
        .map_or(DomainsRequired::All, DomainsRequired::AtLeast)
}

/// Refuses more required domains than there are; of none, something else has been said.
pub(super) fn check_domains_required(
    required: DomainsRequired,
    most: usize,
    source: &mut Source<'_>,
    root: &Section<'_>,
) {
    if let DomainsRequired::AtLeast(needed) = required
        && needed > most
        && most > 0
    {
        #[allow(clippy::cast_precision_loss, reason = "at most a thousand")]
        out_of_range(
            source,
            root.span_of("scorecard"),
            "domains_required",
            needed as f64,
            format!("\"all\" or a whole number from 0 to {most}, the number of domains"),
        );
    }
}

pub(super) fn recording(root: &mut Section<'_>, source: &mut Source<'_>) -> Recording {
    within(root, source, "recording", |section, source| Recording {
        policy: section
            .choice(
                source,
                "policy",
                &[
                    ("flag", Policy::Flag),
                    ("plateau", Policy::Plateau),
                    ("exclude", Policy::Exclude),
                ],
            )
            .unwrap_or(Policy::Plateau),
        count: section
            .choice(
                source,
                "count",
                &[
                    ("authority", IncidentCount::Authority),
                    ("higher", IncidentCount::Higher),
                ],
            )
            .unwrap_or(IncidentCount::Authority),
        police_multiple: section
            .number_within(source, "police_multiple", 1.0, 1_000.0)
            .unwrap_or(1.5),
        review_days: section.whole(source, "review_days", 1, 366).unwrap_or(28),
    })
}

pub(super) fn measures(root: &mut Section<'_>, source: &mut Source<'_>) -> MeasureSettings {
    within(root, source, "measures", |section, source| {
        MeasureSettings {
            mixed_sources: section.boolean(source, "mixed_sources").unwrap_or(false),
            count_same_carer_moves: section
                .boolean(source, "count_same_carer_moves")
                .unwrap_or(false),
        }
    })
}

pub(super) fn ranking(root: &mut Section<'_>, source: &mut Source<'_>) -> Ranking {
    within(root, source, "ranking", |section, source| Ranking {
        draws: section
            .whole(source, "draws", 100, 10_000_000)
            .unwrap_or(10_000),
        seed: section.whole(source, "seed", 0, 1 << 53).unwrap_or(2_012),
        weight_noise: section
            .number_within(source, "weight_noise", 0.0, 1.0)
            .unwrap_or(0.25),
        sources: random_sources(section, source),
        interval: section
            .number_within(source, "interval", 0.5, 0.999)
            .unwrap_or(0.95),
    })
}

fn random_sources(section: &mut Section<'_>, source: &mut Source<'_>) -> Vec<RandomSource> {
    let usual = vec![RandomSource::Sampling, RandomSource::Weights];
    let Some(words) = section.strings(source, "sources") else {
        return usual;
    };
    let mut sources = Vec::new();
    for word in words {
        match word.as_str() {
            "sampling" => sources.push(RandomSource::Sampling),
            "weights" => sources.push(RandomSource::Weights),
            _ => {
                let diagnostic = Diagnostic::error(
                    Code::ConfigOutOfRange,
                    format!("`sources` cannot hold \"{word}\""),
                )
                .found(&word)
                .expected("\"sampling\", \"weights\" or both");
                source.report(section.span_of("sources"), diagnostic);
            }
        }
    }
    sources.dedup();
    sources
}

pub(super) fn comparison(root: &mut Section<'_>, source: &mut Source<'_>) -> Comparison {
    within(root, source, "comparison", |section, source| Comparison {
        groups: section.strings(source, "groups").unwrap_or_else(|| {
            ["national", "region", "statistical-neighbours"]
                .map(str::to_owned)
                .to_vec()
        }),
    })
}

pub(super) fn disclosure(root: &mut Section<'_>, source: &mut Source<'_>) -> Disclosure {
    within(root, source, "disclosure", |section, source| Disclosure {
        mode: section
            .choice(
                source,
                "mode",
                &[("public", Mode::Public), ("internal", Mode::Internal)],
            )
            .unwrap_or(Mode::Public),
        threshold: section
            .whole(source, "threshold", 1, 100)
            .unwrap_or(disclosure::USUAL_THRESHOLD),
        threshold_reason: section
            .string(source, "threshold_reason")
            .map(|reason| reason.trim().to_owned())
            .filter(|reason| !reason.is_empty()),
        percentage_minimum_denominator: section
            .whole(source, "percentage_minimum_denominator", 0, 1_000)
            .unwrap_or(11),
        rounding: section.whole(source, "rounding", 1, 1_000).unwrap_or(10),
    })
}

/// Where the publication will stand, as the folder that its files are in.
fn url(section: &mut Section<'_>, source: &mut Source<'_>) -> String {
    let given = section.string(source, "url").unwrap_or_default();
    let given = given.trim();
    if given.is_empty() {
        return String::new();
    }
    let rest = given
        .strip_prefix("https://")
        .or_else(|| given.strip_prefix("http://"));
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '?' | '#');
    if rest.is_none_or(|rest| rest.trim_matches('/').is_empty() || rest.contains(odd)) {
        let message = format!("\"{given}\" is not the address of a folder on the web");
        let help = "give the address that the folder of the publication will have, such as url = \"https://example.gov.uk/scorecard/\", or \"\" for none";
        source.report(
            section.span_of("url"),
            Diagnostic::error(Code::ConfigOutOfRange, message).help(help),
        );
        return String::new();
    }
    format!("{}/", given.trim_end_matches('/'))
}

pub(super) fn publication(root: &mut Section<'_>, source: &mut Source<'_>) -> Publication {
    within(root, source, "publication", |section, source| {
        let text =
            |section: &mut Section<'_>, source: &mut Source<'_>, key| section.string(source, key);
        let publication = Publication {
            publisher: text(section, source, "publisher").unwrap_or_default(),
            contact: text(section, source, "contact").unwrap_or_default(),
            url: url(section, source),
            release_date: release_date(section, source),
            licence: licence(section, source),
            embargoed: section.boolean(source, "embargoed").unwrap_or(false),
            board_name: section
                .title(source, "board_name")
                .unwrap_or_else(|| "Local Safeguarding Children Partnership".to_owned()),
            author: text(section, source, "author").unwrap_or_default(),
            approved_by: text(section, source, "approved_by").unwrap_or_default(),
            documents: section.boolean(source, "documents").unwrap_or(true),
            changes: text(section, source, "changes").unwrap_or_default(),
            status: status(section, source),
            publisher_is_official_producer: section
                .boolean(source, "publisher_is_official_producer")
                .unwrap_or(false),
        };
        if publication.status != Status::ManagementInformation
            && !publication.publisher_is_official_producer
        {
            let message = "only a producer of official statistics may publish under this status";
            let help = "set status = \"management-information\", or, where the publisher is an official producer, add: publisher_is_official_producer = true";
            source.report(
                section.span_of("status"),
                Diagnostic::error(Code::ConfigOutOfRange, message).help(help),
            );
        }
        publication
    })
}

fn status(section: &mut Section<'_>, source: &mut Source<'_>) -> Status {
    let statuses = [
        ("management-information", Status::ManagementInformation),
        ("official-statistics", Status::OfficialStatistics),
        (
            "official-statistics-in-development",
            Status::OfficialStatisticsInDevelopment,
        ),
        (
            "accredited-official-statistics",
            Status::AccreditedOfficialStatistics,
        ),
    ];
    section
        .choice(source, "status", &statuses)
        .unwrap_or(Status::ManagementInformation)
}

fn release_date(section: &mut Section<'_>, source: &mut Source<'_>) -> String {
    let Some(text) = section.string(source, "release_date") else {
        return String::new();
    };
    if text.is_empty() || text.parse::<jiff::civil::Date>().is_ok() {
        return text;
    }
    let diagnostic = Diagnostic::error(Code::ConfigOutOfRange, format!("\"{text}\" is not a date"))
        .found(&text)
        .expected("year-month-day, such as \"2025-11-20\"");
    source.report(section.span_of("release_date"), diagnostic);
    String::new()
}

/// The earliest and the latest year that returns, lists and tables can be of.
pub(super) const YEARS: (u64, u64) = (1990, 2100);

/// The columns of a log of return interviews, which a weights file may map to others.
pub(crate) const COLUMNS_OF_LOGS: [(&str, &str); 14] = [
    ("child", "CHILD"),
    ("mis_start", "MIS_START"),
    ("offered", "OFFERED"),
    ("offered_date", "OFFERED_DATE"),
    ("accepted", "ACCEPTED"),
    ("interview_date", "INTERVIEW_DATE"),
    ("independent", "INDEPENDENT"),
    ("child_chose_interviewer", "CHILD_CHOSE_INTERVIEWER"),
    ("reason", "REASON"),
    ("harm", "HARM"),
    ("review_date", "REVIEW_DATE"),
    ("action_plan", "ACTION_PLAN"),
    ("host_involved", "HOST_INVOLVED"),
    ("police_involved", "POLICE_INVOLVED"),
];

/// `[inputs.return-interviews]`: our column = "theirs", ours in small or capital letters.
fn columns_of_logs(
    inputs: &mut Section<'_>,
    source: &mut Source<'_>,
) -> BTreeMap<&'static str, String> {
    within(inputs, source, "return-interviews", |section, source| {
        let mut mapped = BTreeMap::new();
        for (column, capitals) in COLUMNS_OF_LOGS {
            let small = section.string(source, column);
            let theirs = small.or_else(|| section.string(source, capitals));
            mapped.extend(theirs.map(|theirs| (column, theirs)));
        }
        mapped
    })
}

pub(super) fn inputs(root: &mut Section<'_>, source: &mut Source<'_>) -> Inputs {
    within(root, source, "inputs", |section, source| {
        let mut year = |section: &mut Section<'_>, key| {
            let year = section.whole(source, key, YEARS.0, YEARS.1)?;
            i16::try_from(year).ok()
        };
        let (of_returns, provider_year) = (year(section, "year"), year(section, "provider_year"));
        let return_interviews = columns_of_logs(section, source);
        Inputs {
            authority: section.string(source, "authority"),
            year: of_returns,
            return_interviews,
            provider_year,
        }
    })
}
