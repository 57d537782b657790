//! How to read a scorecard, how sure it is, and what its signs mean.

use std::collections::BTreeSet;

use crate::assessment::Assessment;
use crate::config::Aggregation;
use crate::source::Symbol;

use super::comparisons::Comparisons;
use super::figure::{Figure, Passage, Sign};
use super::findings::crowd;
use super::frame::is_about_children;
use super::league_table::DomainHead;
use super::number;
use super::words;

/// Points to either side of the middle that [`crowd`] is counted within.
const NEAR: f64 = 2.5;

/// How to read the table, passage by passage.
pub(super) struct HowToRead {
    pub(super) scores: Passage,
    pub(super) ranks: Passage,
    pub(super) coverage: Passage,
    comparisons: Passage,
}

impl HowToRead {
    /// All of it, in order.
    pub(super) fn passages(self) -> Vec<Passage> {
        vec![self.scores, self.ranks, self.coverage, self.comparisons]
    }
}

pub(super) fn how_to_read(assessment: &Assessment<'_>, domains: &[DomainHead]) -> HowToRead {
    let weighed: Vec<String> = domains
        .iter()
        .filter(|domain| domain.comparable)
        .map(|domain| format!("{} ({})", domain.title, domain.weight))
        .collect();
    let lowest = if assessment.configuration().scorecard.aggregation == Aggregation::Arithmetic {
        0
    } else {
        1
    };
    let made_from = if weighed.is_empty() {
        "No domain could be scored this year, so that there is no overall score.".to_owned()
    } else {
        let domains = words::list(&weighed);
        format!("The overall score is made from {domains}, each with its share.")
    };
    HowToRead {
        scores: Passage::new(
            "Scores",
            [
                format!("A score runs from {lowest} to 100; a higher one is better. {made_from}"),
                "Only indicators that nearly all authorities have are scored, and no gap is filled with an average of others.".to_owned(),
            ],
        ),
        ranks: Passage::new(
            "Ranks",
            [format!(
                "1st is the highest score; equal scores share a rank, marked =. A rank says only where a score stands among \
                 the authorities that are ranked. Authorities with too little data{} are listed apart, with the reason.",
                if is_about_children(assessment) { ", or too few children," } else { "" }
            )],
        ),
        coverage: Passage::new(
            "Coverage",
            ["Coverage is how much of what could be scored was there for the authority. Where it is below 100% the score \
              assumes that the missing part would score like the rest."],
        ),
        comparisons: comparisons(assessment),
    }
}

/// What the words of comparison mean.
const HOW_COMPARED: &str = "“Better”, “worse”, “higher” and “lower” beside what a figure is compared with say that a figure lies outside \
     the 95% limits around it, “much better” and the like outside the 99.8% limits; “similar” is everything within. The limits \
     are those of chance at the authority's size, widened by the usual differences between authorities. So a figure can be \
     “similar” although the interval beside it, which is of chance alone, does not hold the other figure, and although the \
     band beside its score, which is of chance and, above the indicators, of weights, is above or below. Where there is no \
     such test, “higher than” and “lower than” only compare figures before they are rounded. “Increasing” and “decreasing” say \
     that a figure changed over five years by more than chance; “indicative” that the years share much of what is counted.";

/// What is to be said beside that of figures about children.
const HOW_INCIDENTS_ARE_TAKEN: &str = "Incidents of one child go together: the limits take them as they cluster in the nation, the interval as they \
     cluster in the authority.";

/// What the words of comparison mean, of this subject.
pub(super) fn how_compared(assessment: &Assessment<'_>) -> String {
    if is_about_children(assessment) {
        format!("{HOW_COMPARED} {HOW_INCIDENTS_ARE_TAKEN}")
    } else {
        HOW_COMPARED.to_owned()
    }
}

/// The same, and where the limits are narrower.
fn comparisons(assessment: &Assessment<'_>) -> Passage {
    Passage::new(
        "Comparisons",
        [
            how_compared(assessment),
            "Where there are fewer than 20 authorities, or they differ by no more than chance, the limits are those of \
             chance alone. None of these words is used of an authority that is the only one of its group."
                .to_owned(),
        ],
    )
}

pub(super) fn how_sure(assessment: &Assessment<'_>, shared: &Comparisons) -> Vec<Passage> {
    let mut paragraphs = vec![
        intervals(assessment),
        "Figures vary from year to year by chance, most of all in small authorities, and another choice of weights would \
         give another order. Do not read a difference of a few points, or of a few places, as a difference between authorities."
            .to_owned(),
    ];
    if let Some((middle, near)) = crowd(shared, NEAR) {
        paragraphs.push(format!(
            "In the middle of the table scores lie close together: {near} of {} ranked authorities score within {} points of the median, {}.",
            assessment.scorecard.ranked(),
            number::decimal(NEAR, 1),
            middle.display
        ));
    }
    vec![Passage::new("How sure are these ranks?", paragraphs)]
}

/// What the ranges beside the ranks are, and whether ranks can be told apart.
fn intervals(assessment: &Assessment<'_>) -> String {
    let drawn = assessment.overall_uncertainty();
    let Some(width) = drawn.median_width else {
        return "Nobody is ranked, so there are no ranges of ranks.".to_owned();
    };
    #[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52 draws")]
    let draws = number::count(drawn.chances.draws as f64);
    if drawn.ranked == 1 {
        return "Only one authority is ranked, so there is nobody to change places with."
            .to_owned();
    }
    let told_apart = if drawn.is_distinguishable() {
        "Where two ranges do not overlap, the ranks can be told apart; where they do, the ranges leave it open."
    } else {
        "Most of these ranges are so wide that the ranks cannot be told apart."
    };
    format!(
        "Beside each rank stands the range it could lie in: the scorecard was drawn {draws} times with the chance in each \
         count and other weights (a figure without counts, or of places, stays as it is), and in {} of the draws the rank was in the range. Half of the ranges span {} or more \
         of {} ranks. {told_apart}",
        number::share(drawn.chances.interval),
        number::count(number::rounded(width, 0)),
        drawn.ranked
    )
}

/// The method for readers of a document that stands alone.
pub(super) fn method(assessment: &Assessment<'_>) -> Vec<String> {
    let scorecard = &assessment.configuration().scorecard;
    let combined = match scorecard.aggregation {
        Aggregation::Arithmetic => {
            "weighted mean, in which a low score can be made up for by a high one"
        }
        Aggregation::Geometric => {
            "weighted geometric mean, in which a low score weighs more than a high one"
        }
        Aggregation::Harmonic => "weighted harmonic mean, in which a low score weighs most",
    };
    vec![
        format!("An indicator is scored if at least {} of authorities have a figure for it in the year.", number::share(scorecard.common_set)),
        "Each figure is put on a scale of scores. Where the scale has fixed ends it stays the same from year to year.".to_owned(),
        format!("Indicators are combined into domains and domains into the overall score by their weights: a {combined}."),
        format!("A domain is scored for an authority if at least {} of it has figures.", number::share(scorecard.minimum_coverage)),
        format!("An authority with fewer than {} children looked after on 31 March is shown, not ranked.", scorecard.minimum_children),
    ]
}

/// Every sign there is, in the order they are explained.
pub(super) fn signs() -> Vec<Sign> {
    Symbol::ALL.map(Sign::of).to_vec()
}

/// The signs that stand in place of some figures.
pub(super) fn signs_in<'f>(figures: impl IntoIterator<Item = &'f Figure>) -> Vec<Sign> {
    signs_of(&figures.into_iter().filter_map(Figure::symbol).collect())
}

/// The signs of a page that explains a sign where it stands: the words for one name another.
pub(super) fn signs_explained(symbols: impl IntoIterator<Item = Symbol>) -> Vec<Sign> {
    let mut used: BTreeSet<Symbol> = symbols.into_iter().collect();
    if used.contains(&Symbol::RoundsToZero) {
        used.insert(Symbol::Low);
    }
    signs_of(&used)
}

/// The signs that the words for others name, on a page where none stands itself.
pub(super) fn signs_only_explained(symbols: impl IntoIterator<Item = Symbol>) -> Vec<Sign> {
    let mut symbols = symbols.into_iter();
    let named = symbols.any(|symbol| symbol == Symbol::RoundsToZero);
    signs_of(&named.then_some(Symbol::Low).into_iter().collect())
}

fn signs_of(used: &BTreeSet<Symbol>) -> Vec<Sign> {
    let mut signs = signs();
    signs.retain(|sign| used.contains(&sign.symbol));
    signs
}
