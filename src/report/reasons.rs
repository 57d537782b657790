//! Why an authority is not ranked, a sentence for each reason.

use std::collections::BTreeMap;

use crate::assessment::Assessment;
use crate::config::DomainsRequired;
use crate::measure::Absence;
use crate::scoring::{AuthorityIndex, DomainIndex, ScoredDomain, Standing};

use super::figure::meaning;
use super::words;

/// The reasons, or none for an authority that is ranked.
pub(super) fn reasons(assessment: &Assessment<'_>, at: AuthorityIndex) -> Vec<String> {
    let overall = &assessment.scorecard.overall[at];
    if overall.rank.is_some() {
        return Vec::new();
    }
    let settings = &assessment.configuration().scorecard;
    let mut reasons: Vec<String> = few_children(assessment, at).into_iter().collect();
    let mut scored = 0;
    let domains = assessment.domains().into_iter();
    for d in domains.filter(|d| d.scores.comparable && d.domain.weight > 0.0) {
        scored += usize::from(d.scores.scores[at].score.is_some());
        if let Some(reason) = domain_reason(assessment, d, at) {
            reasons.push(format!("{}: {reason}.", d.domain.title));
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

fn few_children(assessment: &Assessment<'_>, at: AuthorityIndex) -> Option<String> {
    let least = assessment.configuration().scorecard.minimum_children;
    #[allow(clippy::cast_precision_loss, reason = "at most a million")]
    let minimum = least as f64;
    let children = assessment.panel.children()[at]?;
    (children < minimum)
        .then(|| format!("Fewer than {least} children were looked after on 31 March."))
}

/// Why a domain keeps an authority from being ranked.
fn domain_reason(
    assessment: &Assessment<'_>,
    domain: ScoredDomain<'_>,
    at: AuthorityIndex,
) -> Option<String> {
    let (configured, score) = (domain.domain, &domain.scores.scores[at]);
    let all_needed = assessment.configuration().scorecard.domains_required == DomainsRequired::All;
    let counts = if score.score.is_some() {
        configured.complete
    } else {
        all_needed || configured.complete
    };
    let lacking = lacking(assessment, domain.at, at);
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
fn lacking(assessment: &Assessment<'_>, domain: DomainIndex, at: AuthorityIndex) -> String {
    let mut by_absence: BTreeMap<Absence, Vec<String>> = BTreeMap::new();
    let mut doubtful = Vec::new();
    let mut indicators = 0;
    let all = assessment.indicators().into_iter();
    for i in all.filter(|i| i.scores.domain == domain && i.is_scored()) {
        indicators += 1;
        let title = format!("“{}”", i.indicator.title);
        match i.scores.scores[at].standing {
            Standing::Absent(absence) => by_absence.entry(absence).or_default().push(title),
            Standing::Doubtful => doubtful.push(title),
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
