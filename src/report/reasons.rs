//! Why an authority is not ranked, a sentence for each reason.

use std::collections::BTreeMap;

use crate::assessment::Assessment;
use crate::config::DomainsRequired;
use crate::measure::Absence;
use crate::scoring::{Score, Standing};

use super::figure::meaning;
use super::words;

/// The reasons, or none for an authority that is ranked.
pub(super) fn reasons(assessment: &Assessment<'_>, at: usize) -> Vec<String> {
    let Some(overall) = assessment
        .scorecard
        .overall
        .get(at)
        .filter(|s| s.rank.is_none())
    else {
        return Vec::new();
    };
    let settings = &assessment.configuration().scorecard;
    let mut reasons: Vec<String> = few_children(assessment, at).into_iter().collect();
    let mut scored = 0;
    let domains = assessment
        .configuration()
        .domains
        .iter()
        .zip(&assessment.scorecard.domains);
    for (domain, (configured, scores)) in domains.enumerate() {
        let counts = scores.comparable && configured.weight > 0.0;
        let Some(score) = scores.scores.get(at).filter(|_| counts) else {
            continue;
        };
        scored += usize::from(score.score.is_some());
        if let Some(reason) = domain_reason(assessment, domain, at, score) {
            reasons.push(format!("{}: {reason}.", configured.title));
        }
    }
    if let DomainsRequired::AtLeast(needed) = settings.domains_required
        && scored < needed
    {
        reasons.push(format!(
            "{scored} of its domains can be scored; {needed} are needed."
        ));
    }
    if reasons.is_empty() {
        reasons.push(words::sentence(&overall.reason));
    }
    reasons
}

fn few_children(assessment: &Assessment<'_>, at: usize) -> Option<String> {
    let least = assessment.configuration().scorecard.minimum_children;
    #[allow(clippy::cast_precision_loss, reason = "at most a million")]
    let minimum = least as f64;
    let children = assessment.panel.children.get(at).copied().flatten()?;
    (children < minimum)
        .then(|| format!("Fewer than {least} children were looked after on 31 March."))
}

/// Why a domain keeps an authority from being ranked.
fn domain_reason(
    assessment: &Assessment<'_>,
    domain: usize,
    at: usize,
    score: &Score,
) -> Option<String> {
    let configured = assessment.configuration().domains.get(domain)?;
    let all_needed = assessment.configuration().scorecard.domains_required == DomainsRequired::All;
    let counts = if score.score.is_some() {
        configured.complete
    } else {
        all_needed || configured.complete
    };
    let lacking = lacking(assessment, domain, at);
    match score.standing {
        Standing::Coverage if counts => {
            let reason = score
                .reason
                .replace(" of the domain is present; ", " of it has figures, and ");
            Some(format!("{reason}: {lacking}"))
        }
        Standing::Absent(_) | Standing::Unranked if counts && !lacking.is_empty() => Some(lacking),
        _ => None,
    }
}

/// Which scored indicators of a domain have no figure, with the reasons.
fn lacking(assessment: &Assessment<'_>, domain: usize, at: usize) -> String {
    let mut by_absence: BTreeMap<Absence, Vec<String>> = BTreeMap::new();
    let mut doubtful = Vec::new();
    let mut indicators = 0;
    let configured = assessment.configuration().indicators();
    for ((_, indicator), scores) in configured.zip(&assessment.scorecard.indicators) {
        if scores.domain != domain || scores.scale.is_none() {
            continue;
        }
        indicators += 1;
        let title = format!("“{}”", indicator.title);
        match scores.scores.get(at).map(|score| score.standing) {
            Some(Standing::Absent(absence)) => by_absence.entry(absence).or_default().push(title),
            Some(Standing::Doubtful) => doubtful.push(title),
            _ => {}
        }
    }
    let all = by_absence.values().map(Vec::len).sum::<usize>() == indicators;
    let doubted = (!doubtful.is_empty()).then(|| {
        format!(
            "the figure for {} is not comparable, since its recording is in doubt",
            words::list(&doubtful)
        )
    });
    let phrases: Vec<String> = by_absence
        .into_iter()
        .map(
            |(absence, titles)| match (all, titles.len() == indicators) {
                (true, true) => format!("no figure ({})", why(absence)),
                _ => format!(
                    "no figure for {} ({})",
                    words::either(&titles),
                    why(absence)
                ),
            },
        )
        .chain(doubted)
        .collect();
    phrases.join("; ")
}

fn why(absence: Absence) -> &'static str {
    match absence {
        Absence::NoData => "no file has one",
        Absence::Symbol(symbol) => meaning(symbol),
    }
}
