//! The scores of one indicator.

use crate::config::Indicator;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::measure::Absence;

use super::by::{AuthorityIndex, DomainIndex};
use super::normalise::{Bounds, Scale, scale_of};
use super::policy::{Scored, Treated};
use super::reasons;
use super::scorecard::{IndicatorScores, NotScored, Score, Standing, TOLERANCE};

pub(super) fn indicator_scores(
    domain: DomainIndex,
    treated: Treated<'_>,
    common_set: f64,
    bounds: Bounds,
    diagnostics: &mut Diagnostics,
) -> IndicatorScores {
    let (indicator, column) = (treated.indicator, treated.column);
    let scored = treated.all();
    let values: Vec<f64> = scored.iter().filter_map(|scored| scored.value()).collect();
    // One authority's damaged rows change nothing for the others.
    let aside = [Absence::ZERO_DENOMINATOR, Absence::LeftOut].map(Scored::Absent);
    let applicable = scored.iter().filter(|scored| !aside.contains(scored));
    let applicable = applicable.count();
    let mut not_scored = outside_common_set(indicator, values.len(), applicable, common_set);
    let scale = match not_scored {
        None => scale_of(indicator, &values, bounds),
        Some(_) => None,
    };
    if not_scored.is_none() && scale.is_none() {
        not_scored = Some(NotScored::NoRange);
        diagnostics.push(no_range(indicator));
    }
    let national = column
        .national()
        .and_then(|value| scale.as_ref().map(|scale| scale.score_outside(value)));
    let capped = |at| treated.capped(at) && national.is_some() && scale.is_some();
    let score = |at, value: &Scored| {
        let ceiling = national.filter(|_| capped(at));
        let (standing, reason) = standing(*value, at, treated, not_scored);
        Score {
            score: one_score(*value, scale.as_ref(), ceiling),
            standing,
            reason,
            ..Score::default()
        }
    };
    let held_at = |at: AuthorityIndex, scored: &Scored| {
        let own = column.entries()[at].value.ok()?;
        scored
            .value()
            .filter(|value| *value != own && scale.is_some())
    };
    IndicatorScores {
        code: indicator.code.clone(),
        domain,
        not_scored,
        with_value: values.len(),
        applicable,
        scores: scored.map(score),
        held_at: scored.map(held_at),
        capped: scored.map(|at, _| capped(at)),
        national,
        scale,
    }
}

fn no_range(indicator: &Indicator) -> Diagnostic {
    let message = format!(
        "\"{}\" is not scored this year: its values leave no range to score in",
        indicator.title
    );
    Diagnostic::warning(Code::LeftCommonSet, message).help("give it goalposts, or a weight of 0")
}

fn outside_common_set(
    indicator: &Indicator,
    with_value: usize,
    applicable: usize,
    common_set: f64,
) -> Option<NotScored> {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let share = with_value as f64 / applicable.max(1) as f64;
    if indicator.weight <= 0.0 {
        Some(NotScored::NoWeight)
    } else if !indicator.is_scored() {
        Some(NotScored::NoDirection)
    } else if with_value == 0 {
        Some(NotScored::NoData)
    } else if share + TOLERANCE < common_set {
        Some(NotScored::TooFew)
    } else {
        None
    }
}

fn standing(
    scored: Scored,
    at: AuthorityIndex,
    treated: Treated<'_>,
    not_scored: Option<NotScored>,
) -> (Standing, String) {
    match (scored, not_scored) {
        (_, Some(why)) => (Standing::NotComparable, reasons::not_scored(why).to_owned()),
        (Scored::Absent(absence), None) if treated.unverifiable(at) => {
            (Standing::Absent(absence), reasons::unverifiable())
        }
        (Scored::Absent(absence), None) => (
            Standing::Absent(absence),
            reasons::absent(absence).to_owned(),
        ),
        (Scored::Excluded, None) => (
            Standing::Doubtful,
            reasons::excluded(&treated.doubt_words(at)),
        ),
        (Scored::NotComparable, None) => (Standing::Doubtful, reasons::implausible_zero()),
        (Scored::Value(_), None) => (Standing::Ranked, String::new()),
    }
}

/// The score of a value, no better than the ceiling.
pub(super) fn one_score(
    scored: Scored,
    scale: Option<&Scale>,
    ceiling: Option<f64>,
) -> Option<f64> {
    let score = scale?.score(scored.value()?);
    Some(ceiling.map_or(score, |ceiling| score.min(ceiling)))
}
