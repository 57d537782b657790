//! What would change an authority's rank, in sentences.

use crate::scoring::{Changed, Side, with_value};
use crate::statistics::ordinal;

use super::super::words;
use super::{DomainResult, IndicatorResult, Subject};

/// Most changes named in each direction.
const NAMED: usize = 2;
/// What stands under the changes.
const ELSE_THE_SAME: &str = "Each is computed by scoring the year again with that one figure changed; everything else \
     stays the same, the figures of all others included. It says where the rank is sensitive, not what could be reached.";

/// What is put in the place of the authority's figure, in words.
const ENGLANDS: &str = "England’s";
/// The same.
const OF_NEIGHBOURS: &str = "the median of its neighbours";

/// One figure put in the place of another.
struct Change<'r> {
    indicator: &'r IndicatorResult,
    /// [`ENGLANDS`] or [`OF_NEIGHBOURS`].
    whose: &'static str,
    /// The figure, as printed.
    display: &'r str,
    changed: Changed,
}

impl Subject<'_> {
    /// Where the rank hangs on one figure: the indicators whose change to England's figure or the
    /// middle of its neighbours' would move the rank most, upwards first.
    pub(super) fn what_would_change(self, domains: &[DomainResult]) -> Vec<String> {
        let Some(rank) = self.rank() else {
            return Vec::new();
        };
        let results = domains.iter().flat_map(|domain| &domain.indicators);
        let mut changes: Vec<Change<'_>> = results
            .filter_map(|result| self.change(result, rank))
            .collect();
        changes.sort_by(|a, b| {
            let (most, first) = (b.places(rank), &a.indicator.code);
            (most, first).cmp(&(a.places(rank), &b.indicator.code))
        });
        let up = changes.iter().filter(|c| c.changed.rank < rank);
        let down = changes.iter().filter(|c| c.changed.rank > rank);
        let mut sentences: Vec<String> = up
            .take(NAMED)
            .chain(down.take(NAMED))
            .map(|change| change.sentence(rank))
            .collect();
        if sentences.is_empty() {
            let mut results = domains.iter().flat_map(|domain| &domain.indicators);
            let near = results.any(|result| result.neighbours.is_some());
            let whose = if near {
                format!("{ENGLANDS} or {OF_NEIGHBOURS}")
            } else {
                ENGLANDS.to_owned()
            };
            sentences.push(format!(
                "No single figure would move its rank if it were {whose}."
            ));
        }
        sentences.push(ELSE_THE_SAME.to_owned());
        sentences
    }

    fn rank(self) -> Option<usize> {
        self.assessment.scorecard.overall[self.at].rank
    }

    /// The benchmark that would move the rank further. None for an indicator that is at the top of
    /// its scale, and where neither moves it.
    fn change<'r>(self, result: &'r IndicatorResult, rank: usize) -> Option<Change<'r>> {
        let scorecard = &self.assessment.scorecard;
        let place = scorecard.indicators.find(|i| i.code == result.code)?;
        if result.score.value? >= 100.0 {
            return None;
        }
        let side = Side {
            configuration: self.assessment.configuration(),
            panel: &self.assessment.panel,
            scorecard,
        };
        let near = result.neighbours.as_ref();
        let benchmarks = [
            Some((ENGLANDS, &result.england)),
            near.map(|near| (OF_NEIGHBOURS, near)),
        ];
        let changes = benchmarks
            .into_iter()
            .flatten()
            .filter_map(|(whose, benchmark)| {
                let changed = with_value(side, self.at, place, benchmark.figure.value?)?;
                Some(Change {
                    indicator: result,
                    whose,
                    display: &benchmark.figure.display,
                    changed,
                })
            });
        // The first of equals: England before neighbours.
        changes
            .filter(|change| change.places(rank) > 0)
            .reduce(|best, other| {
                let further = other.places(rank) > best.places(rank);
                if further { other } else { best }
            })
    }
}

impl Change<'_> {
    /// How many places it moves the rank.
    fn places(&self, rank: usize) -> usize {
        rank.abs_diff(self.changed.rank)
    }

    fn sentence(&self, rank: usize) -> String {
        let indicator = self.indicator;
        let unit = indicator
            .unit
            .map_or_else(String::new, |unit| format!(" {unit}"));
        format!(
            "“{}” at {}, {}{unit}, instead of {}{unit}: {} instead of {} ({}).",
            indicator.title,
            self.whose,
            self.display,
            indicator.value.display,
            ordinal(self.changed.rank),
            ordinal(rank),
            words::moved(rank, self.changed.rank)
        )
    }
}
