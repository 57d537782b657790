//! The year before, under the same configuration.

use crate::assessment::Assessment;

use super::super::figure::Figure;
use super::super::rank::Rank;
use super::super::scope::comparable_years;
use super::super::sureness::BandResult;
use super::super::words;
use super::{LastYear, Subject};

impl Subject<'_> {
    /// Last year's overall score, band and rank, or why there are none.
    pub(super) fn last_year(self) -> LastYear {
        let year = self.assessment.year - 1;
        self.scored_last_year(year).unwrap_or_else(|why| {
            let why = format!("last year's score cannot be given: {why}");
            LastYear {
                year,
                score: Figure::absent("not available", why.clone()),
                rank: None,
                band: None,
                words: words::sentence(&why),
            }
        })
    }

    fn scored_last_year(self, year: i16) -> Result<LastYear, String> {
        let previous = self
            .previous
            .ok_or_else(|| format!("there are no figures for {year}"))?;
        if previous.scorecard.domains.iter().all(|d| !d.comparable) {
            return Err(format!("too few authorities have figures for {year}"));
        }
        if let Some(why) = previous.stands_apart() {
            return Err(format!(
                "figures of {year} are not comparable with those of other years ({why})"
            ));
        }
        if let Some(why) = self.assessment.stands_apart() {
            return Err(format!(
                "this year's figures are not comparable with those of other years ({why})"
            ));
        }
        if comparable_years(self.assessment, &[previous]).is_empty() {
            return Err(format!("{year} is not scored by the same indicators"));
        }
        let at = previous
            .position(self.id)
            .ok_or_else(|| format!("it has no figures for {year}"))?;
        let overall = &previous.scorecard.overall;
        let spreads = Some(previous.overall_spreads());
        let rank = Rank::of(overall, spreads, at)
            .ok_or_else(|| format!("it was not ranked for {year}"))?;
        let figure = Figure::overall(&overall[at]);
        Ok(LastYear {
            year,
            words: self.compared_with_last(&figure, &rank, previous),
            score: figure,
            rank: Some(rank),
            band: BandResult::of(spreads, at),
        })
    }

    fn compared_with_last(self, score: &Figure, rank: &Rank, previous: &Assessment<'_>) -> String {
        let mut sentences = vec![format!(
            "In {} its score was {} and its rank {} of {}.",
            previous.year, score.display, rank.display, rank.of
        )];
        let overall = &self.assessment.scorecard.overall;
        let drawn = &self.assessment.uncertainty().overall;
        let now = Rank::of(overall, Some(drawn), self.at);
        sentences.push(match now {
            Some(now) => words::sentence(&change(rank, &now)),
            None => "It is not ranked this year.".to_owned(),
        });
        sentences.join(" ")
    }
}

/// The change of a rank, and whether the ranges it could lie in meet.
fn change(before: &Rank, now: &Rank) -> String {
    if before.rank == now.rank {
        return "its rank is the same this year".to_owned();
    }
    let moved = words::moved(before.rank, now.rank);
    let meet = before
        .interval
        .as_ref()
        .zip(now.interval.as_ref())
        .map(|(a, b)| a.low <= b.high && b.low <= a.high);
    match meet {
        Some(true) => format!(
            "it is {moved} this year; the ranges of the two ranks overlap, so that can be chance"
        ),
        Some(false) => {
            format!("it is {moved} this year; the ranges of the two ranks do not overlap")
        }
        None => format!("it is {moved} this year"),
    }
}
