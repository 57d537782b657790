//! How an authority's score came about, from counts to rank, as text.

use std::fmt::Write as _;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::{Aggregation, Direction, Domain, Indicator, Normalisation};
use crate::diagnostic::{Code, Diagnostic};
use crate::indicator::{Unit, definition};
use crate::measure::Cell;
use crate::scoring::{
    AuthorityIndex, ByAuthority, IndicatorScores, Score, ScoredDomain, ScoredIndicator, Spread,
};
use crate::source::published::Location;
use crate::statistics::Range;

/// How an authority's score came about: of all indicators, or of the one with a code.
///
/// # Errors
/// Where the authority has no data of the year, or no indicator has the code.
pub fn explained(
    assessment: &Assessment<'_>,
    id: AuthorityId,
    only: Option<&str>,
) -> Result<String, Box<Diagnostic>> {
    let Some(at) = assessment.position(id) else {
        let message = format!(
            "{} has no data for {}",
            assessment.name(id),
            assessment.year
        );
        return Err(Box::new(Diagnostic::error(Code::NoYear, message)));
    };
    if let Some(code) = only {
        known(assessment, code)?;
    }
    let story = Story { assessment, id, at };
    Ok(story.tell(only))
}

fn known(assessment: &Assessment<'_>, code: &str) -> Result<(), Box<Diagnostic>> {
    let codes: Vec<&str> = assessment
        .configuration()
        .indicators()
        .map(|(_, i)| i.code.as_str())
        .collect();
    if codes.contains(&code) {
        return Ok(());
    }
    let message = format!("the weights file has no indicator \"{code}\"");
    let diagnostic = Diagnostic::error(Code::ConfigMissingKey, message);
    Err(Box::new(
        diagnostic.expected(format!("one of: {}", codes.join(", "))),
    ))
}

/// How one authority's score came about.
struct Story<'s> {
    assessment: &'s Assessment<'s>,
    id: AuthorityId,
    at: AuthorityIndex,
}

impl Story<'_> {
    fn tell(&self, only: Option<&str>) -> String {
        let mut out = String::new();
        let name = self.assessment.name(self.id);
        let _ = writeln!(
            out,
            "{name} ({}), {}\n",
            self.assessment.code(self.id),
            self.assessment.year
        );
        if only.is_none() {
            self.overall(&mut out);
        }
        let domains = self.assessment.domains();
        let mut shown = None;
        for scored in self.assessment.indicators() {
            if only.is_some_and(|code| code != scored.indicator.code) {
                continue;
            }
            if shown != Some(scored.scores.domain) {
                shown = Some(scored.scores.domain);
                self.domain(&mut out, domains[scored.scores.domain]);
            }
            self.indicator(&mut out, scored);
        }
        out
    }

    fn overall(&self, out: &mut String) {
        let score = &self.assessment.scorecard.overall[self.at];
        let _ = writeln!(out, "Overall: {}", standing(score));
        if score.score.is_none() {
            // Nothing adds up to a score that is not there.
            out.push('\n');
            return;
        }
        self.spread(out, Some(&self.assessment.uncertainty().overall));
        let aggregation = self.assessment.configuration().scorecard.aggregation;
        let domains = self.assessment.domains().into_iter();
        let scored: Vec<(&Domain, &Score)> = domains
            .map(|d| (d.domain, &d.scores.scores[self.at]))
            .filter(|(_, score)| score.contribution.is_some())
            .collect();
        for (domain, score) in &scored {
            let (e, y) = (
                score.effective_weight.unwrap_or_default(),
                score.score.unwrap_or_default(),
            );
            let _ = writeln!(
                out,
                "  {:<32} weight {} of {} -> {:.4}   score {y:.4}   {} {:.4}",
                domain.title,
                domain.weight,
                scored.iter().map(|(d, _)| d.weight).sum::<f64>(),
                e,
                term(aggregation),
                score.contribution.unwrap_or_default()
            );
        }
        let sum: f64 = scored.iter().filter_map(|(_, s)| s.contribution).sum();
        let _ = writeln!(out, "  {}\n", identity(aggregation, sum));
    }

    fn domain(&self, out: &mut String, scored: ScoredDomain<'_>) {
        let score = &scored.scores.scores[self.at];
        let _ = writeln!(out, "{}: {}", scored.domain.title, standing(score));
        let spreads = &self.assessment.uncertainty().domains[scored.at];
        self.spread(out, spreads.as_ref());
        if let Some(coverage) = score.coverage {
            let _ = writeln!(
                out,
                "  present: {:.0}% of the indicators that are scored this year",
                coverage * 100.0
            );
        }
    }

    fn indicator(&self, out: &mut String, scored: ScoredIndicator<'_>) {
        let indicator = scored.indicator;
        let _ = writeln!(out, "  {} ({})", indicator.title, indicator.code);
        let unit = definition(&indicator.code).map_or(Unit::Percent, |d| d.unit);
        match self.assessment.measure(&indicator.code, self.id) {
            None => {
                let _ = writeln!(out, "    value: none in the data");
            }
            Some(cell) => {
                let counts = match (cell.numerator, cell.denominator) {
                    (Some(x), Some(n)) => format!(" = {x} of {n}"),
                    _ => String::new(),
                };
                let value = cell
                    .value
                    .map_or_else(|absence| format!("[{absence}]"), |v| v.to_string());
                let _ = writeln!(
                    out,
                    "    value: {value}{}{counts}, {}",
                    suffix(unit),
                    cell.source.as_str()
                );
                for note in &cell.notes {
                    let _ = writeln!(out, "    note: {note}");
                }
                self.reading(out, indicator, cell);
            }
        }
        self.pooled(out, scored, suffix(unit));
        if let Some(national) = self.assessment.national(&indicator.code) {
            let _ = writeln!(
                out,
                "    England: {}{} = {} of {}, {}",
                national.value,
                suffix(unit),
                national.numerator,
                national.denominator,
                national.source.as_str()
            );
        }
        self.route(out, scored);
    }

    /// The counts of several years added up, where it is they that are scored.
    fn pooled(&self, out: &mut String, scored: ScoredIndicator<'_>, suffix: &str) {
        if !self.assessment.is_pooled() {
            return;
        }
        let indicator = scored.indicator;
        let column = &self.assessment.panel.columns()[scored.at];
        let years = self.assessment.tally().years;
        let span = match (years.first(), years.last()) {
            (Some(first), Some(last)) => format!("{first} to {last}"),
            _ => return,
        };
        let scored = match column.entries()[self.at].value {
            Ok(value) => format!("{value}{suffix}"),
            Err(absence) => format!("[{absence}]"),
        };
        let counts = self.assessment.counts_of(&indicator.code, self.id);
        let counts = counts.map_or_else(String::new, |c| format!(" = {} of {}", c.x, c.n));
        let _ = writeln!(out, "    scored over {span}: {scored}{counts}");
        if let Some(Range { low, high }) = self.assessment.interval(&indicator.code, self.id) {
            let _ = writeln!(out, "    95% interval over {span}: {low} to {high}");
        }
    }

    /// How sure the figure is, and what is doubtful about it.
    fn reading(&self, out: &mut String, indicator: &Indicator, cell: &Cell) {
        let location = Location::Authority(self.id);
        let reading = self.assessment.reading(&indicator.code, &location, cell);
        if let Some(Range { low, high }) = reading.interval {
            let _ = writeln!(out, "    95% interval: {low} to {high}");
        }
        if let Some(comparison) = reading.comparison {
            let funnel = self.assessment.recording.funnel(&indicator.code);
            let limits = match funnel.map(|funnel| funnel.adjusted) {
                Some(true) => "limits widened by the usual differences between authorities",
                _ => "limits of chance alone, unadjusted",
            };
            let _ = writeln!(
                out,
                "    against England: {} ({limits})",
                comparison.as_str()
            );
        }
        if let Some(trend) = reading.trend {
            let (direction, statistic) = (trend.direction.as_str(), trend.chi_squared);
            let stock = definition(&indicator.code).is_some_and(|known| known.is_stock());
            let indicative = if stock {
                "; indicative, since the years share children"
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "    five years: {direction} (chi-square {statistic:.2}{indicative})"
            );
        }
        for flagged in self.assessment.flags(&indicator.code, &location, cell) {
            let _ = writeln!(out, "    flag: {}", flagged.words());
        }
    }

    /// What the recording policy did to the value and the score.
    fn held_back(&self, out: &mut String, scores: &IndicatorScores) {
        if let Some(value) = scores.held_at[self.at] {
            let _ = writeln!(
                out,
                "    scored as {value}: the lowest value that is plausible at this size (recording policy)"
            );
        }
        if scores.capped[self.at] {
            let _ = writeln!(
                out,
                "    score held at the national value's (recording policy)"
            );
        }
    }

    fn spread(&self, out: &mut String, spreads: Option<&ByAuthority<Spread>>) {
        let Some(spreads) = spreads else { return };
        let spread = spreads[self.at];
        if let Some(Range { low, high }) = spread.score {
            let _ = writeln!(out, "    score in the draws: {low:.1} to {high:.1}");
        }
        if let Some(rank) = spread.rank {
            let band = spread.band.map_or_else(String::new, |band| {
                format!("; against the nation: {}", band.as_str())
            });
            let _ = writeln!(
                out,
                "    rank in the draws: {} to {}, median {}{band}",
                rank.low, rank.high, rank.median
            );
        }
    }

    fn route(&self, out: &mut String, scored: ScoredIndicator<'_>) {
        let (indicator, scores) = (scored.indicator, scored.scores);
        let score = &scores.scores[self.at];
        let Some(y) = score.score else {
            let _ = writeln!(out, "    not scored: {}\n", score.reason);
            return;
        };
        let _ = writeln!(out, "    scale: {}", scale(indicator, scores));
        self.held_back(out, scores);
        let rank = score.rank.map_or_else(
            || "not ranked".to_owned(),
            |r| format!("rank {r} of {}", score.rank_of),
        );
        let _ = writeln!(out, "    score: {y}, {rank}");
        if !self.assessment.shows_ranks(&indicator.code) {
            let share = self.assessment.rankability(&indicator.code);
            let _ = writeln!(
                out,
                "    reports show its band and no rank: {:.2} of the spread between authorities is more than chance",
                share.unwrap_or_default()
            );
        }
        let spreads = &self.assessment.uncertainty().indicators[scored.at];
        self.spread(out, spreads.as_ref());
        if let (Some(e), Some(c)) = (score.effective_weight, score.contribution) {
            let _ = writeln!(
                out,
                "    weight: {} in its domain, {e} overall; contributes {c}",
                indicator.weight
            );
        }
        out.push('\n');
    }
}

fn standing(score: &Score) -> String {
    let value = score
        .score
        .map_or_else(|| "no score".to_owned(), |y| format!("score {y}"));
    match score.rank {
        Some(rank) => format!("{value}, rank {rank} of {}", score.rank_of),
        None => format!("{value}, not ranked: {}", score.reason),
    }
}

fn suffix(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "%",
        Unit::PerHundred => " per 100",
        Unit::PerTenThousand => " per 10,000",
        Unit::Count | Unit::Each => "",
    }
}

fn scale(indicator: &Indicator, scores: &IndicatorScores) -> String {
    let better = match indicator.direction {
        Direction::HigherIsBetter => "higher is better",
        Direction::LowerIsBetter => "lower is better",
        Direction::None => "neither is better",
    };
    let ends = scores.scale.as_ref().and_then(crate::scoring::Scale::ends);
    match (indicator.normalisation, ends) {
        (Normalisation::Goalposts, Some((worst, best))) => {
            format!("{worst} scores least, {best} scores most ({better}, goalposts)")
        }
        (Normalisation::MinMax, Some((worst, best))) => {
            format!(
                "{worst} scores least, {best} scores most ({better}, the lowest and highest of the year)"
            )
        }
        (Normalisation::ZScore, _) => {
            format!("50 at the mean, 10 for each standard deviation ({better})")
        }
        (Normalisation::PercentileRank, _) => {
            format!("the share of authorities that do worse ({better})")
        }
        (Normalisation::Rank, _) => format!("the rank over the number of authorities ({better})"),
        _ => better.to_owned(),
    }
}

fn term(aggregation: Aggregation) -> &'static str {
    match aggregation {
        Aggregation::Arithmetic => "contributes",
        Aggregation::Geometric => "weight x ln score",
        Aggregation::Harmonic => "weight / score",
    }
}

fn identity(aggregation: Aggregation, sum: f64) -> String {
    match aggregation {
        Aggregation::Arithmetic => format!("the contributions add up to the score: {sum}"),
        Aggregation::Geometric => format!(
            "the terms add up to {sum}; the score is e to that power: {}",
            libm::exp(sum)
        ),
        Aggregation::Harmonic => format!(
            "the terms add up to {sum}; the score is 1 over that: {}",
            1.0 / sum
        ),
    }
}
