//! How sure one figure of an authority is.

use crate::config::Policy;
use crate::indicator::definition;
use crate::measure::Flag;
use crate::scoring::{ByAuthority, IndicatorScores, Spread};
use crate::source::published::Location;

use super::super::benchmark::{Benchmark, Comparator};
use super::super::comparisons::Indicator;
use super::super::figure::{Figure, Interval};
use super::super::number;
use super::super::rank::Rank;
use super::super::recording::DoubtResult;
use super::super::sureness::{BandResult, TrendTest};
use super::Subject;

/// How sure a figure is: its interval, its rank, its doubts.
pub(super) struct Sureness {
    pub(super) interval: Option<Interval>,
    pub(super) interval_words: Option<String>,
    pub(super) band: Option<BandResult>,
    pub(super) rank: Option<Rank>,
    pub(super) rank_note: Option<String>,
    pub(super) doubts: Vec<DoubtResult>,
    pub(super) held: Option<String>,
}

impl Subject<'_> {
    /// How sure a figure of an indicator is; `value` is its value, where it has one.
    pub(super) fn sureness(
        self,
        shared: &Indicator,
        scores: &IndicatorScores,
        spreads: Option<&ByAuthority<Spread>>,
        value: Option<f64>,
    ) -> Sureness {
        let range = self.assessment.interval(&shared.code, self.id);
        let interval = range.map(|range| Interval::of_value(range, shared.style));
        let interval_words = match &interval {
            Some(interval) => Some(format!("95% interval {}", interval.display)),
            None => value.map(|_| "interval not estimated".to_owned()),
        };
        let shows_ranks = self.assessment.shows_ranks(&shared.code);
        // What is not drawn stands still in the draws: a range or a band of it would claim to be sure.
        let spreads = spreads.filter(|_| interval.is_some());
        let scored = scores.scores[self.at].score.is_some();
        let here = Location::Authority(self.id);
        let cell = self.assessment.measure(&shared.code, self.id);
        let flags = cell.map_or(&[][..], |cell| {
            self.assessment.flags(&shared.code, &here, cell)
        });
        Sureness {
            interval,
            interval_words,
            band: BandResult::of(spreads, self.at),
            rank: shows_ranks
                .then(|| Rank::of(&scores.scores, spreads, self.at))
                .flatten(),
            rank_note: (!shows_ranks && scored)
                .then(|| no_ranks(self.assessment.rankability(&shared.code))),
            doubts: flags
                .iter()
                .map(|flagged| DoubtResult {
                    made: self.made(shared, scores, flagged.flag),
                    ..DoubtResult::of(flagged)
                })
                .collect(),
            held: self.held(shared, scores),
        }
    }

    /// A figure to compare with beside its own, judged by limits that allow for chance.
    pub(super) fn judged(
        self,
        comparator: Comparator,
        shared: &Indicator,
        own: &Figure,
    ) -> Benchmark {
        let counts = self.assessment.counts_of(&shared.code, self.id);
        let judged = counts
            .zip(comparator.figure.value)
            .and_then(|(counts, with)| {
                self.assessment.against(&shared.code, self.id, counts, with)
            });
        comparator.judged(Some(own), judged)
    }

    /// What the recording policy made of the score; none where nothing.
    fn held(self, shared: &Indicator, scores: &IndicatorScores) -> Option<String> {
        let said: Vec<String> = [self.held_low(shared, scores), self.capped(scores)]
            .into_iter()
            .flatten()
            .collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn held_low(self, shared: &Indicator, scores: &IndicatorScores) -> Option<String> {
        scores.held_at[self.at].map(|value| {
            format!(
                "It is scored as {}, the lowest figure that is usual at its size, so that very low recording earns no more.",
                shared.style.write(value)
            )
        })
    }

    fn capped(self, scores: &IndicatorScores) -> Option<String> {
        scores.capped[self.at].then(|| {
            "Its score is held at no more than England's, since its recording is in doubt."
                .to_owned()
        })
    }

    /// What was made of a figure because of a flag; none where the flag is only said.
    fn made(self, shared: &Indicator, scores: &IndicatorScores, flag: Flag) -> Option<String> {
        let policy = self.assessment.configuration().recording.policy;
        let apart =
            flag == Flag::ImplausibleZero && self.assessment.is_kept_apart(&shared.code, self.id);
        if apart {
            return Some("It is shown and not scored.".to_owned());
        }
        if policy == Policy::Exclude && flag.is_doubt() {
            return Some("It is not scored.".to_owned());
        }
        match flag {
            Flag::SuppressedUnverifiable if policy != Policy::Flag => {
                Some("The authority is not ranked for want of it.".to_owned())
            }
            Flag::UnusuallyLow => self.held_low(shared, scores),
            flag if flag.caps() => self.capped(scores),
            _ => None,
        }
    }

    /// The test of trend over the five years that end with this one. Pooled years are never tested.
    pub(super) fn trend_test(self, shared: &Indicator) -> Option<TrendTest> {
        if self.assessment.is_pooled() {
            return None;
        }
        let here = Location::Authority(self.id);
        let cell = self.assessment.measure(&shared.code, self.id)?;
        let trend = self.assessment.reading(&shared.code, &here, cell).trend?;
        let indicative = definition(&shared.code).is_some_and(|known| known.is_stock());
        Some(TrendTest::of(trend, self.assessment.year, indicative))
    }
}

/// Why ranks by an indicator are not shown, in a sentence.
pub(in crate::report) fn no_ranks(rankability: Option<f64>) -> String {
    let share = number::share(rankability.unwrap_or_default());
    format!(
        "No rank is shown: only {share} of the spread between authorities is more than chance, and under half a rank means little. \
         Compare it with England instead."
    )
}
