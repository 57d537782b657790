//! Whether a league table is to be read by ranks or by bands, in words.

use crate::assessment::Assessment;
use crate::scoring::Band;
use crate::statistics::ordinal;

use super::super::figure::Interval;
use super::super::rank::Rank;
use super::super::{number, words};
use super::LeagueRow;

/// Whether the table leads with bands: somebody is ranked, and ranks cannot be told apart.
pub(super) fn lead(assessment: &Assessment<'_>) -> bool {
    let drawn = assessment.overall_uncertainty();
    drawn.median_width.is_some() && !drawn.is_distinguishable()
}

/// Of fewer nothing is said on how far apart ranks are.
const FEWEST: usize = 4;

/// Whether ranks can be told apart; none where nobody is ranked.
pub(super) fn told_apart(assessment: &Assessment<'_>) -> Option<String> {
    let drawn = assessment.overall_uncertainty();
    let width = number::count(number::rounded(drawn.median_width?, 0));
    let ranked = drawn.ranked;
    if ranked < FEWEST {
        return Some(match ranked {
            1 => "Only one authority can be ranked, so that its rank says nothing.".to_owned(),
            _ => format!("Only {ranked} authorities can be ranked, so that ranks say little."),
        });
    }
    Some(if drawn.is_distinguishable() {
        format!(
            "Half of the ranges of ranks span {width} or more of {ranked} ranks: the top and the bottom can be told apart, \
             near places cannot."
        )
    } else {
        format!(
            "Ranks are not distinguishable: half of the ranges span {width} or more of {ranked} ranks. Read the bands instead."
        )
    })
}

/// How many are in each band; none where nobody is in any.
pub(super) fn counted(ranked: &[LeagueRow]) -> Option<String> {
    let count = |band: Band| {
        let in_it = ranked
            .iter()
            .filter(|row| row.band.as_ref().is_some_and(|b| b.code == band));
        in_it.count()
    };
    let (above, around, below) = (count(Band::Above), count(Band::Around), count(Band::Below));
    if above + around + below == 0 {
        return None;
    }
    let (first, verb) = match above {
        0 => ("No authority".to_owned(), "is"),
        _ => (words::authorities(above), words::are(above)),
    };
    Some(format!(
        "{first} {verb} above England’s score beyond chance and the choice of weights, {} around it and {} below.",
        words::or_none(around),
        words::or_none(below)
    ))
}

/// The finding of the chart of ranks.
pub(super) fn rank_chart_title(assessment: &Assessment<'_>) -> String {
    let drawn = assessment.overall_uncertainty();
    let Some(width) = drawn.median_width else {
        return "Nobody is ranked".to_owned();
    };
    if drawn.ranked == 1 {
        return "Only one authority is ranked".to_owned();
    }
    let width = number::rounded(width, 0);
    #[allow(clippy::float_cmp, reason = "a whole number")]
    let places = if width == 1.0 { "place" } else { "places" };
    let width = number::count(width);
    format!("Half of the ranks could lie anywhere in a range of {width} {places} or more")
}

/// What the chart of ranks shows: who stands at its ends, and whose range is narrowest and widest.
pub(super) fn rank_chart_words(ranked: &[LeagueRow]) -> String {
    let ranges: Vec<(&LeagueRow, &Rank, &Interval)> = ranked
        .iter()
        .filter_map(|row| {
            let rank = row.rank.as_ref()?;
            Some((row, rank, rank.interval.as_ref()?))
        })
        .collect();
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else {
        return "Nobody is ranked.".to_owned();
    };
    let said = |(row, rank, range): &(&LeagueRow, &Rank, &Interval)| {
        format!(
            "{} ranks {} and could lie at {}",
            row.name,
            ordinal(rank.rank),
            range.display
        )
    };
    if ranges.len() == 1 {
        return words::sentence(&said(first));
    }
    let wide = |(_, _, range): &&(&LeagueRow, &Rank, &Interval)| range.high - range.low;
    let widest = ranges.iter().max_by(|a, b| wide(a).total_cmp(&wide(b)));
    let widest = widest.map_or_else(String::new, |widest| {
        format!(
            " The range is widest for {}: {}.",
            widest.0.name, widest.2.display
        )
    });
    format!(
        "Each authority is a point at its rank with a line over the ranks it could have, the first at the top left. {}; {}.{widest}",
        words::capitalised(&said(first)),
        said(last)
    )
}
