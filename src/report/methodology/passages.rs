//! The method and what else a reader must know, in prose.

use crate::assessment::Assessment;
use crate::config::{Aggregation, Disclosure, Mode, Normalisation};
use crate::diagnostic::uncapitalised;

use super::super::figure::Passage;
use super::super::frame::{Frame, is_about_children};
use super::super::{number, words};
use super::changes::changes;

/// How scores are combined, in words.
pub(super) fn aggregation(aggregation: Aggregation) -> &'static str {
    match aggregation {
        Aggregation::Arithmetic => "weighted mean (arithmetic)",
        Aggregation::Geometric => "weighted geometric mean",
        Aggregation::Harmonic => "weighted harmonic mean",
    }
}

/// How figures become scores, in words.
pub(super) fn normalisation(normalisation: Normalisation) -> &'static str {
    match normalisation {
        Normalisation::Goalposts => "between fixed ends (goalposts)",
        Normalisation::MinMax => "between the lowest and the highest figure of the year (min-max)",
        Normalisation::ZScore => "by distance from the mean (z-score)",
        Normalisation::PercentileRank => {
            "by the share of authorities that do less well (percentile rank)"
        }
        Normalisation::Rank => "by rank",
    }
}

/// Framework, selection, normalisation, weighting, aggregation, coverage, ranking, sensitivity.
pub(super) fn method(assessment: &Assessment<'_>, frame: &Frame) -> Vec<Passage> {
    vec![
        scorecard(frame),
        framework(assessment),
        selection(assessment),
        scaling(assessment),
        weighting(assessment),
        combining(assessment),
        coverage(assessment),
        ranking(assessment),
        draws(assessment),
    ]
}

/// How ranges of ranks are drawn.
fn draws(assessment: &Assessment<'_>) -> Passage {
    let ranking = &assessment.configuration().ranking;
    #[allow(clippy::cast_precision_loss, reason = "far fewer than 2^52 draws")]
    let draws = number::count(ranking.draws as f64);
    Passage::new(
        "How sure the ranks are",
        [
            format!(
                "In each of {draws} draws every figure with counts is drawn anew from the chance in them (a share of x out of n from \
                 Beta(x + ½, n − x + ½), a rate from Gamma(x + ½) ÷ n), nested counts together, and every weight is multiplied by 1 + {} × (2U − 1), \
                 U between 0 and 1; each draw is scored and ranked like the figures themselves. The range beside a rank \
                 holds the middle {} of the draws. A figure that is a plain number, such as places for those who need one, has no counts to draw \
                 from: it stays as it is, has neither range nor band of its own, and makes the ranges above it narrower than they would be. A domain \
                 of which it is more than half has none either.",
                number::setting(ranking.weight_noise),
                number::share(ranking.interval),
            ),
            "Two ranks whose ranges do not overlap differ by more than chance usually brings; of the thousands of pairs in a table a \
             few do so by chance all the same. Where they overlap the ranges leave it open: a good part of \
             such pairs differ too. The command robustness says how far ranks depend on each domain, indicator, weight and method."
                .to_owned(),
        ],
    )
}

fn framework(assessment: &Assessment<'_>) -> Passage {
    let titles: Vec<String> = assessment
        .configuration()
        .domains
        .iter()
        .map(|d| format!("“{}”", d.title))
        .collect();
    if !is_about_children(assessment) {
        let domains = words::list(&titles);
        let made = format!("This scorecard has the domains {domains}. Each is made of indicators.");
        return Passage::new("Framework", [made]);
    }
    Passage::new(
        "Framework",
        [
            "In 2012 a parliamentary inquiry into children missing from care asked for a weighted scorecard of local \
             authorities: the duty to have enough places, the numbers and the management of missing incidents, \
             out-of-area placements, and placement stability."
                .to_owned(),
            format!("This scorecard has the domains {}. Each is made of indicators: counts of children or incidents, \
                     as a share of those it could have been.", words::list(&titles)),
            "A child placed out of area is one placed outside the boundary of the authority that looks after them; the \
             inquiry speaks of a “cross-boundary child in care”."
                .to_owned(),
        ],
    )
}

fn selection(assessment: &Assessment<'_>) -> Passage {
    let scorecard = &assessment.configuration().scorecard;
    let scored = assessment
        .scorecard
        .indicators
        .iter()
        .filter(|i| i.scale.is_some())
        .count();
    Passage::new(
        "Selection: what is scored this year",
        [
            format!(
                "An indicator is scored only if it has a weight and a direction and at least {} of authorities have a figure \
                 for it; authorities to which it cannot apply are left out of the count. This year {scored} of {} are scored; \
                 the tables below say which, and why the others are not.",
                number::share(scorecard.common_set),
                assessment.scorecard.indicators.len()
            ),
            "So an authority neither gains nor loses by a figure that most others do not have, and no gap is filled with \
             an average of others."
                .to_owned(),
        ],
    )
}

fn scaling(assessment: &Assessment<'_>) -> Passage {
    let scorecard = &assessment.configuration().scorecard;
    let scale = match scorecard.aggregation {
        Aggregation::Arithmetic => "from 0 to 100, y = 100 × t",
        Aggregation::Geometric | Aggregation::Harmonic => "from 1 to 100, y = 1 + 99 × t",
    };
    let mut used: Vec<Normalisation> = Vec::new();
    for scored in assessment.indicators() {
        let method = scored.indicator.normalisation;
        if scored.is_scored() && !used.contains(&method) {
            used.push(method);
        }
    }
    let mut paragraphs = vec![format!(
        "Each figure x becomes a score y {scale}. Where lower is better, x is taken with the opposite sign first, so that \
         more is better everywhere."
    )];
    paragraphs.extend(used.into_iter().map(|method| formula(method).to_owned()));
    Passage::new("Normalisation: from a figure to a score", paragraphs)
}

fn formula(method: Normalisation) -> &'static str {
    match method {
        Normalisation::Goalposts => {
            "Between goalposts: t = (x − worst) ÷ (best − worst), not below 0 and not above 1. Goalposts stay the same from \
             year to year, so that a score can be compared with last year's."
        }
        Normalisation::MinMax => {
            "Min-max: t = (x − lowest) ÷ (highest − lowest), over the authorities of the year."
        }
        Normalisation::ZScore => {
            "Z-score: y = 50 + 10 × (x − mean) ÷ standard deviation, kept within the scale; the standard deviation has n − 1 \
             in its denominator."
        }
        Normalisation::PercentileRank => {
            "Percentile rank: t = (r − 1) ÷ (n − 1), where r is the rank among the n authorities with a figure, counted from \
             the one that does least well; equal figures share the smallest."
        }
        Normalisation::Rank => {
            "Rank: t = r ÷ n, where r is the rank among the n authorities with a figure, counted from the one that does least \
             well; equal figures share the smallest."
        }
    }
}

fn weighting(assessment: &Assessment<'_>) -> Passage {
    let domains = &assessment.configuration().domains;
    let first = domains.first().map(|d| d.weight);
    #[allow(clippy::float_cmp, reason = "weights as they were written")]
    let equal = domains.iter().all(|d| Some(d.weight) == first);
    let mut paragraphs = Vec::new();
    if equal && domains.len() > 1 {
        paragraphs.push("All domains have the same weight.".to_owned());
    }
    paragraphs.push(
        "Weights are choices, not findings. Within a domain the weights of the indicators that an authority has are scaled \
         so that they add up to the whole; so are those of the domains. The report on each authority prints the weights \
         that result for it."
            .to_owned(),
    );
    Passage::new("Weighting", paragraphs)
}

fn combining(assessment: &Assessment<'_>) -> Passage {
    let text = match assessment.configuration().scorecard.aggregation {
        Aggregation::Arithmetic => {
            "Indicators are combined into a domain score, and domain scores into the overall score, by the weighted mean \
             Σwy ÷ Σw. A low score in one can be made up for by a high score in another. A contribution is weight times \
             score; contributions add up to the overall score."
        }
        Aggregation::Geometric => {
            "Indicators are combined into a domain score, and domain scores into the overall score, by the weighted \
             geometric mean exp(Σw ln y ÷ Σw). A low score weighs more than a high one. A contribution is weight times \
             the logarithm of the score; the overall score is e to the power of their sum."
        }
        Aggregation::Harmonic => {
            "Indicators are combined into a domain score, and domain scores into the overall score, by the weighted \
             harmonic mean Σw ÷ Σ(w ÷ y). A low score weighs most. A contribution is weight divided by score; the overall \
             score is 1 divided by their sum."
        }
    };
    Passage::new("Aggregation: from indicators to one score", [text])
}

fn coverage(assessment: &Assessment<'_>) -> Passage {
    let scorecard = &assessment.configuration().scorecard;
    Passage::new(
        "Coverage: what happens to gaps",
        [format!(
            "A domain is scored for an authority if at least {} of it is there. The score then assumes that the missing part \
             would score like the rest, and the coverage is printed beside it.",
            number::share(scorecard.minimum_coverage)
        )],
    )
}

fn ranking(assessment: &Assessment<'_>) -> Passage {
    let configuration = assessment.configuration();
    let complete: Vec<String> = configuration
        .domains
        .iter()
        .filter(|d| d.complete)
        .map(|d| format!("“{}”", d.title))
        .collect();
    let mut paragraphs = vec![
        "Ranks use scores before they are rounded; 1st is the highest, and equal scores share the smaller number.".to_owned(),
        format!(
            "An authority with fewer than {} children looked after on 31 March is shown, not ranked.",
            configuration.scorecard.minimum_children
        ),
    ];
    if !complete.is_empty() {
        paragraphs.push(format!(
            "An authority that lacks a scored indicator of {} is not ranked, unless there was nobody to count it out of: \
             not counting must not pay.",
            words::list(&complete)
        ));
    }
    paragraphs.push("Authorities that are not ranked are listed with the reason, and are outside the number that are.".to_owned());
    Passage::new("Ranking", paragraphs)
}

/// Quality, disclosure, changes, accessibility, contact.
pub(super) fn about(
    (assessment, previous): (&Assessment<'_>, Option<&Assessment<'_>>),
    frame: &Frame,
) -> Vec<Passage> {
    vec![
        quality(frame),
        Passage::new(
            "Rounding",
            [
                "Percentages and rates are printed as whole numbers and scores to one decimal, a half rounded up. Comparisons and \
              ranks use the figures before rounding, so two figures that look the same can be “higher” and “lower”.",
            ],
        ),
        disclosure(assessment),
        changes(assessment, previous),
        accessibility(frame),
        contact(frame),
    ]
}

/// What the scorecard is, for whom, and what it is not.
fn scorecard(frame: &Frame) -> Passage {
    let made_by = frame.publisher.as_ref();
    let made_by = made_by.map_or_else(String::new, |by| format!(" It is published by {by}."));
    if !frame.about_children {
        let covers = uncapitalised(&frame.period);
        let about = format!(
            "“{}” sums up the figures below. It covers the {covers}.{made_by} It shows where to ask questions, and not why \
             a figure is as it is.",
            frame.title
        );
        return Passage::new("About the scorecard", [about, frame.status.clone()]);
    }
    Passage::new(
        "About the scorecard",
        [
            format!(
                "“{}” sums up, authority by authority, what is counted about children in care: whether there are enough \
                 places for them near home, how many go missing and what is done then, how many live outside the area of \
                 the authority that looks after them, and how often they have to move. It covers the {}.{made_by}",
                frame.title,
                uncapitalised(&frame.period)
            ),
            "It is for those who answer for these children: councils, safeguarding partnerships, health and police \
             boards, inspectors, and the public they answer to. It shows where to ask questions. It does not show why a \
             figure is as it is, how a child fared, or what a service is worth."
                .to_owned(),
            frame.status.clone(),
        ],
    )
}

fn accessibility(frame: &Frame) -> Passage {
    let mut paragraphs = vec![
        "The pages aim at level AA of the Web Content Accessibility Guidelines 2.2, and the documents at PDF/UA-1. \
         They work with a keyboard alone, with a screen reader, in print, on a narrow screen and without JavaScript."
            .to_owned(),
        "Charts have a text alternative, and what they show stands in a table as well. Colour never carries a \
         meaning alone."
            .to_owned(),
        "Searching, filtering, sorting and weighing anew need JavaScript; everything they show stands on the pages and \
         in the files of data without it."
            .to_owned(),
    ];
    if let Some(to) = frame.contact.as_ref().or(frame.publisher.as_ref()) {
        paragraphs.push(format!(
            "Who cannot use a page or a document, or needs it in another form, may ask: {to}."
        ));
    }
    Passage::new("Accessibility statement", paragraphs)
}

/// Who answers for it. Where the configuration names nobody, that is said.
fn contact(frame: &Frame) -> Passage {
    let lines = [&frame.publisher, &frame.contact];
    let mut lines: Vec<String> = lines.into_iter().flatten().cloned().collect();
    if lines.is_empty() {
        lines.push(
            "These pages were made without the name of a publisher or a contact. Questions on a figure go to the \
             authority it is about, and on the scorecard to whoever passed these pages on."
                .to_owned(),
        );
    } else if frame.contact.is_none() {
        lines.push("No other way to reach the publisher is given.".to_owned());
    }
    if let Some(released) = &frame.released {
        lines.push(format!("Released: {}.", released.words));
    }
    Passage::new("Contact", lines)
}

fn quality(frame: &Frame) -> Passage {
    let mut paragraphs = vec![
        "Figures are taken as they were published or given; the files are listed below. A later release of a figure \
         replaces an earlier one."
            .to_owned(),
        "Published counts for England and the regions are rounded, so they need not equal the sum of the authorities.".to_owned(),
        "England's figure is the published one. Where none is published it is the sum over the authorities, if at least \
         nine in ten have counts."
            .to_owned(),
    ];
    if frame.recording_caveat.is_some() {
        paragraphs.push(
            "Figures on missing incidents depend on recording. Very low recording is flagged in the measures \
             table, and what is done about it in the score is the recording policy of the configuration. That fewer recorded incidents score higher is a choice of this scorecard; the figures \
             themselves have no direction."
                .to_owned(),
        );
    }
    Passage::new("Quality and limitations", paragraphs)
}

/// What is withheld and why, in words.
pub(super) fn disclosure(assessment: &Assessment<'_>) -> Passage {
    let disclosure = &assessment.configuration().disclosure;
    let paragraphs = match disclosure.mode {
        Mode::Public => {
            let rules = in_public(disclosure).into_iter();
            rules.chain(assessment.left_out()).collect()
        }
        Mode::Internal => vec![
            "This is an internal version: it can hold figures small enough to point at a child. Do not publish or pass it on."
                .to_owned(),
        ],
    };
    Passage::new("Disclosure control", paragraphs)
}

/// The rules of a public version, in words.
fn in_public(disclosure: &Disclosure) -> Vec<String> {
    let (threshold, smallest) = (
        disclosure.threshold,
        disclosure.percentage_minimum_denominator,
    );
    #[allow(clippy::cast_precision_loss, reason = "a small setting")]
    let middle = (threshold + 1) as f64 / 2.0;
    let reason = disclosure.threshold_reason.as_deref();
    let why = reason.filter(|_| threshold < 5).map(|reason| {
        format!(
            "Figures of 1 to {threshold} children are withheld, where it is usually 1 to 5. The publisher’s reason: {reason}"
        )
    });
    let mut said = vec![
        "Scores and ranks are made from the figures that are shown and from nothing else, so that anyone can compute them \
         again. A figure that was withheld at the source, marked [c], stays withheld."
            .to_owned(),
        format!(
            "A figure computed from child-level records, or given before it was published, is withheld where it counts 1 to \
             {threshold} children or leaves 1 to {threshold} of the whole. A percentage is also withheld where it is out of \
             fewer than {smallest}, and all of a sensitive attribute is not shown; none of anything is nobody, and is. \
             Incidents are judged by the children behind them."
        ),
        "What could be worked out from other figures is withheld as well: a count that stands in several places is withheld \
         in all of them, and others with it until whoever adds and subtracts what is shown is left with at least three whole \
         numbers for it. Which others go hangs on why each is withheld and on what is shown, never on a number that is \
         withheld, so that the gaps themselves tell nothing. Rows that are few together \
         are covered by one more. Groups of which nothing is shown share a row; authorities are named as hosts only with \
         enough children."
            .to_owned(),
        format!(
            "England’s totals that are added up here are made of what is shown: a withheld count enters as the middle of the \
             range its reason says ({} where 1 to {threshold} are withheld), and both sums are then rounded to {}. An \
             authority whose range is wider is in neither sum, and where more than 5% of a sum stands in for something \
             withheld there is no total.",
            number::decimal(middle, if middle.fract() == 0.0 { 0 } else { 1 }),
            disclosure.rounding
        ),
        "Before a publication is written its files are read as anybody could read them, to find out whether a withheld count \
         can be had from them; if so, more is left out: first tables of the authority, then all its figures of the year. No \
         name, identifier, date of birth, postcode or note about a child is on any page or in any file."
            .to_owned(),
    ];
    said.extend(why);
    said
}
