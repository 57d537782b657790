//! What the national figures show, in sentences.

use crate::assessment::Assessment;
use crate::scoring::DomainIndex;
use crate::statistics::{median, quantile};

use super::authority::Fact;
use super::benchmark::counts;
use super::comparisons::{Comparisons, Indicator};
use super::figure::Figure;
use super::league_table::{DomainHead, LeagueRow};
use super::number;
use super::words;

/// Who is ranked in a year.
pub(super) struct Ranked<'r> {
    pub(super) year: i16,
    pub(super) ranked: &'r [LeagueRow],
    /// How many are not.
    pub(super) unranked: usize,
}

/// The first finding.
pub(super) fn headline(table: &Ranked<'_>, shared: &Comparisons) -> String {
    let ranked = table.ranked.len();
    let (all, year) = (ranked + table.unranked, table.year);
    match (shared.scores.first(), shared.scores.last()) {
        (Some(low), Some(high)) if ranked > 1 => format!(
            "{ranked} of {all} authorities are ranked for {year}. Their overall scores run from {} to {} out of 100.",
            number::score(*low),
            number::score(*high)
        ),
        (Some(only), _) if all == 1 => format!(
            "The only authority is ranked for {year}, with an overall score of {} out of 100.",
            number::score(*only)
        ),
        (Some(only), _) => format!(
            "{ranked} of {} {} ranked for {year}, with an overall score of {} out of 100.",
            words::authorities(all),
            words::are(ranked),
            number::score(*only)
        ),
        _ if all == 1 => format!("The only authority cannot be ranked for {year}."),
        _ => format!(
            "None of {} can be ranked for {year}.",
            words::authorities(all)
        ),
    }
}

/// Further findings.
pub(super) fn findings(shared: &Comparisons, ranked: &[LeagueRow]) -> Vec<String> {
    middle_half(shared)
        .into_iter()
        .chain(regions(ranked))
        .collect()
}

/// England's figure for the indicator that weighs most in each scored domain.
pub(super) fn national_figures(assessment: &Assessment<'_>, shared: &Comparisons) -> Vec<Fact> {
    leading(assessment, shared)
        .into_iter()
        .filter_map(national)
        .collect()
}

/// In each scored domain the indicator that weighs most.
fn leading<'c>(assessment: &Assessment<'_>, shared: &'c Comparisons) -> Vec<&'c Indicator> {
    let scored = |domain: DomainIndex| {
        let all = assessment.indicators().into_iter();
        let within = all.filter(|i| i.scores.domain == domain && i.is_scored());
        let heaviest = within.reduce(|best, other| {
            if best.indicator.weight >= other.indicator.weight {
                best
            } else {
                other
            }
        });
        heaviest.map(|heaviest| &shared.indicators[heaviest.at])
    };
    let domains = assessment.scorecard.domains.keys();
    domains.filter_map(scored).collect()
}

/// England and how the authorities spread.
fn national(indicator: &Indicator) -> Option<Fact> {
    let england = indicator.england()?;
    let [low, lower, _, upper, high] = indicator.spread?;
    let write = |value: f64| indicator.style.write(value);
    let counts = england
        .counts
        .map_or_else(String::new, |(x, n)| counts(x, n) + ". ");
    let unit = indicator.style.unit().filter(|_| !indicator.says_unit);
    let label = match unit {
        Some(unit) => format!("{}, {unit}", indicator.title),
        None => indicator.title.clone(),
    };
    Some(Fact {
        label,
        value: write(england.value),
        detail: if indicator.known < FEWEST_FOR_HALVES {
            format!(
                "{counts}The lowest is {}, the highest {}.",
                write(low),
                write(high)
            )
        } else {
            format!(
                "{counts}Half of authorities are between {} and {}; the lowest is {}, the highest {}.",
                write(lower),
                write(upper),
                write(low),
                write(high)
            )
        },
    })
}

fn middle_half(shared: &Comparisons) -> Option<String> {
    let (lower, upper) = quartiles(&shared.scores)?;
    Some(format!(
        "Half of the ranked authorities have an overall score between {} and {}.",
        number::score(lower),
        number::score(upper)
    ))
}

/// Fewer have no middle half worth the name.
const FEWEST_FOR_HALVES: usize = 4;

fn quartiles(scores: &[f64]) -> Option<(f64, f64)> {
    if scores.len() < FEWEST_FOR_HALVES {
        return None;
    }
    quantile(scores, 0.25).zip(quantile(scores, 0.75))
}

/// The regions with the highest and the lowest middle, of those with at least three authorities.
fn regions(ranked: &[LeagueRow]) -> Option<String> {
    let mut names: Vec<&str> = ranked
        .iter()
        .map(|row| row.region.as_str())
        .filter(|r| !r.is_empty())
        .collect();
    names.sort_unstable();
    names.dedup();
    let middles: Vec<(f64, &str)> = names
        .into_iter()
        .filter_map(|name| {
            let scores: Vec<f64> = ranked
                .iter()
                .filter(|row| row.region == name)
                .filter_map(|row| row.score.value)
                .collect();
            median(&scores)
                .filter(|_| scores.len() >= 3)
                .map(|middle| (middle, name))
        })
        .collect();
    let highest = middles.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let lowest = middles.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    (middles.len() > 1).then(|| {
        format!(
            "By region, the median score of ranked authorities is highest in {} ({}) and lowest in {} ({}).",
            placed(highest.1),
            number::score(highest.0),
            placed(lowest.1),
            number::score(lowest.0)
        )
    })
}

/// A region as it stands after "in".
fn placed(region: &str) -> String {
    let points = ["North ", "South ", "East Midlands", "West Midlands"];
    if points.iter().any(|point| region.starts_with(point)) {
        format!("the {region}")
    } else {
        region.to_owned()
    }
}

/// The finding of the chart of overall scores.
pub(super) fn score_chart_title(shared: &Comparisons) -> String {
    match quartiles(&shared.scores) {
        Some((lower, upper)) => format!(
            "Half of the ranked authorities score between {} and {}",
            number::score(lower),
            number::score(upper)
        ),
        None => "Overall scores of the ranked authorities".to_owned(),
    }
}

/// How much further the scores of one domain must spread than those of another for that to be told.
const MUCH_WIDER: f64 = 1.1;

/// The finding of the chart of domains.
pub(super) fn domain_chart_title(domains: &[DomainHead]) -> String {
    let widths: Vec<(f64, &str)> = domains
        .iter()
        .filter_map(|d| d.deviation.map(|width| (width, d.title.as_str())))
        .collect();
    let widest = widths.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let narrowest = widths.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    match (widest, narrowest) {
        (Some(widest), Some(narrowest)) if widest.0 > MUCH_WIDER * narrowest.0 => {
            format!(
                "Scores differ most in “{}” and least in “{}”",
                widest.1, narrowest.1
            )
        }
        _ => "Domain scores of the ranked authorities".to_owned(),
    }
}

/// How far ranks in the middle of the table hang on few points: how many authorities lie within
/// so many points of the middle.
pub(super) fn crowd(shared: &Comparisons, points: f64) -> Option<(Figure, usize)> {
    let middle = median(&shared.scores).filter(|_| shared.scores.len() >= 20)?;
    let near = shared
        .scores
        .iter()
        .filter(|score| (*score - middle).abs() <= points)
        .count();
    Some((Figure::number(middle, number::score(middle)), near))
}
