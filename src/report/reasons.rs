//! Why an authority is not ranked, a sentence for each reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::Assessment;
use crate::config::DomainsRequired;
use crate::measure::Absence;
use crate::scoring::{AuthorityIndex, DomainIndex, ScoredDomain, Standing};
use crate::source::Symbol;

use super::figure::{TOO_MUCH_LEFT_OUT, meaning};
use super::{number, words};

/// Why an authority is not ranked; nothing where it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reasons {
    /// A sentence for each.
    pub(super) words: Vec<String>,
    /// The symbols whose meaning they give.
    pub(super) symbols: BTreeSet<Symbol>,
}

/// One reason.
struct Reason {
    words: String,
    symbols: BTreeSet<Symbol>,
}

/// The reasons, or none for an authority that is ranked.
pub(super) fn reasons(assessment: &Assessment<'_>, at: AuthorityIndex) -> Reasons {
    let overall = &assessment.scorecard.overall[at];
    if overall.rank.is_some() {
        return Reasons::default();
    }
    let settings = &assessment.configuration().scorecard;
    let mut words: Vec<String> = few_children(assessment, at).into_iter().collect();
    let mut symbols = BTreeSet::new();
    let mut scored = 0;
    let domains = assessment.domains().into_iter();
    for d in domains.filter(|d| d.scores.comparable && d.domain.weight > 0.0) {
        scored += usize::from(d.scores.scores[at].score.is_some());
        if let Some(reason) = domain_reason(assessment, d, at) {
            words.push(format!("{}: {}.", d.domain.title, reason.words));
            symbols.extend(reason.symbols);
        }
    }
    let without = assessment.domains().into_iter();
    let without =
        without.filter(|d| d.domain.required && d.domain.weight > 0.0 && !d.scores.comparable);
    words.extend(without.map(|d| {
        format!(
            "There are no comparable figures for “{}” this year, without which nobody is ranked.",
            d.domain.title
        )
    }));
    if let DomainsRequired::AtLeast(needed) = settings.domains_required
        && scored < needed
    {
        words.push(format!(
            "{scored} of its domains can be scored; {needed} are needed."
        ));
    }
    if words.is_empty() {
        words.push(words::sentence(&overall.reason));
    }
    Reasons { words, symbols }
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
) -> Option<Reason> {
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
            let (symbols, lacking) =
                lacking.map_or_else(Default::default, |reason| (reason.symbols, reason.words));
            let words = format!(
                "only {} of it has figures, and {} is needed: {lacking}",
                number::share(score.coverage.unwrap_or_default()),
                number::share(assessment.configuration().scorecard.minimum_coverage)
            );
            Some(Reason { words, symbols })
        }
        Standing::Absent(_) | Standing::Unranked if counts => lacking,
        _ => None,
    }
}

/// Which scored indicators of a domain have no figure, with the reasons; none where all have one.
fn lacking(assessment: &Assessment<'_>, domain: DomainIndex, at: AuthorityIndex) -> Option<Reason> {
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
    let symbols = by_absence.keys().filter_map(|absence| match absence {
        Absence::Symbol(symbol) => Some(*symbol),
        Absence::NoData | Absence::LeftOut => None,
    });
    let symbols = symbols.collect();
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
    (!phrases.is_empty()).then(|| Reason {
        words: phrases.join("; "),
        symbols,
    })
}

fn why(absence: Absence) -> &'static str {
    match absence {
        Absence::NoData => "no file has one",
        Absence::LeftOut => TOO_MUCH_LEFT_OUT,
        Absence::Symbol(symbol) => meaning(symbol),
    }
}
