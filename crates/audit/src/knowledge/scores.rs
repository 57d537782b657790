//! What scores and ranks tell of values that are withheld.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Knowledge;
use super::measures::kind_of;
use crate::written::{Authority, Domain, Indicator, MeasureRow, Publication, ScoreRow};

/// How far two scores may differ and still be the same.
const SAME: f64 = 1e-6;

/// A range of scores or values.
type Range = (f64, f64);
/// Rows by authority, then by indicator or domain.
type ByAuthority<'p, R> = BTreeMap<&'p str, BTreeMap<&'p str, &'p R>>;

/// The scores of a publication in a year beside the measures they are of.
struct Scored<'p> {
    publication: &'p Publication,
    indicators: ByAuthority<'p, ScoreRow>,
    domains: ByAuthority<'p, ScoreRow>,
    overall: BTreeMap<&'p str, &'p ScoreRow>,
    measures: ByAuthority<'p, MeasureRow>,
    /// Authorities and indicators of which another value was scored than the one shown.
    replaced: Vec<(&'p str, &'p str)>,
}

impl Knowledge {
    pub(super) fn add_scores(&mut self, publication: &Publication) {
        let years: BTreeSet<i16> = publication.scores.iter().map(|row| row.year).collect();
        for year in years {
            self.add_scores_of(publication, year);
        }
        for (year, authorities) in publication.scorecard.years() {
            self.add_flags(year, authorities);
        }
    }

    fn add_scores_of(&mut self, publication: &Publication, year: i16) {
        let scored = Scored::of(publication, year);
        let configured = &publication.scorecard.configuration.domains;
        for (code, measures) in &scored.measures {
            for domain in configured {
                for indicator in &domain.indicators {
                    let row = measures.get(indicator.code.as_str());
                    let Some(row) = row.filter(|row| row.is_withheld()) else {
                        continue;
                    };
                    for (range, said) in scored.told_of(code, domain, indicator) {
                        self.add_told(publication, row, range, said);
                    }
                }
            }
        }
    }

    fn add_told(&mut self, publication: &Publication, row: &MeasureRow, range: Range, said: &str) {
        let (x, _) = self.parts(row);
        let off = SAME * (1.0 + range.0.abs().min(1e9));
        let (low, high) = (range.0 - off, range.1 + off);
        let kind = kind_of(publication, &row.indicator);
        let share = self.dictionary.is_share(&row.indicator, kind);
        let high = if share { high.min(100.0) } else { high };
        self.add_range(row, x, (low, high), &format!("{said} of {}", row.indicator));
    }

    /// Numbers that explain a flag.
    fn add_flags(&mut self, year: i16, authorities: &[Authority]) {
        for authority in authorities {
            for measured in &authority.indicators {
                for flag in &measured.flags {
                    let numbers = &flag.numbers;
                    if let Some(count) = numbers.get("the authority's incidents") {
                        let key = self.key(&authority.code, year, "incidents");
                        self.show(key, *count, "scorecard.json, a flag");
                    }
                    let (x, n) = (
                        self.dictionary.measure(&measured.code, true),
                        self.dictionary.measure(&measured.code, false),
                    );
                    let said = [
                        ("last year", &x, year - 1),
                        ("this year", &x, year),
                        ("out of now", &n, year),
                        ("missing incidents", &"incidents".to_owned(), year),
                    ];
                    for (word, count, year) in said {
                        let of_jump = flag.code == "jump" || word == "missing incidents";
                        if let Some(number) = numbers.get(word).filter(|_| of_jump) {
                            let key = self.key(&authority.code, year, count);
                            self.show(key, *number, "scorecard.json, a flag");
                        }
                    }
                }
                if let Some(count) = measured.numerator {
                    let name = self.dictionary.measure(&measured.code, true);
                    let key = self.key(&authority.code, year, &name);
                    if self.attacked.contains_key(&key) {
                        self.show(key, count, "scorecard.json");
                    }
                }
            }
        }
    }
}

impl<'p> Scored<'p> {
    fn of(publication: &'p Publication, year: i16) -> Self {
        let mut scored = Self {
            publication,
            indicators: BTreeMap::new(),
            domains: BTreeMap::new(),
            overall: BTreeMap::new(),
            measures: BTreeMap::new(),
            replaced: Vec::new(),
        };
        for row in publication.scores.iter().filter(|row| row.year == year) {
            let code = row.authority_code.as_str();
            let rows = match row.level.as_str() {
                "indicator" => scored.indicators.entry(code).or_default(),
                "domain" => scored.domains.entry(code).or_default(),
                _ => {
                    scored.overall.insert(code, row);
                    continue;
                }
            };
            rows.insert(&row.code, row);
        }
        for row in publication.measures.iter().filter(|row| row.year == year) {
            let rows = scored.measures.entry(&row.authority_code).or_default();
            rows.insert(&row.indicator, row);
        }
        let years = publication.scorecard.years();
        let of_year = years.filter(|(said, _)| *said == year);
        for authority in of_year.flat_map(|(_, authorities)| authorities) {
            let replaced = authority
                .indicators
                .iter()
                .filter(|i| i.scored_as.is_some());
            let replaced = replaced.map(|i| (authority.code.as_str(), i.code.as_str()));
            scored.replaced.extend(replaced);
        }
        scored
    }

    fn score(&self, code: &str, indicator: &str) -> Option<f64> {
        self.indicators.get(code)?.get(indicator)?.score
    }

    /// Ranges that the value of a withheld cell must lie in, with what says so.
    fn told_of(
        &self,
        code: &str,
        domain: &Domain,
        indicator: &Indicator,
    ) -> Vec<(Range, &'static str)> {
        let own = self
            .indicators
            .get(code)
            .and_then(|rows| rows.get(indicator.code.as_str()));
        let mut told = Vec::new();
        if let Some(score) = own.and_then(|row| row.score) {
            let score = (score - SAME, score + SAME);
            told.push((self.value(indicator, score), "scores.csv, the score"));
            told.push((
                self.between(code, indicator, Some(score), None),
                "scores.csv, the scores",
            ));
        }
        if let Some(rank) = own.and_then(|row| row.rank) {
            told.push((
                self.between(code, indicator, None, Some(rank)),
                "scores.csv, the ranks",
            ));
        }
        if own.is_none_or(|row| row.score.is_none()) {
            let of_domain = self.implied_by_domain(code, domain, indicator);
            let said = "scores.csv, the score of the domain";
            told.extend(of_domain.map(|score| (self.value(indicator, score), said)));
        }
        told
    }

    /// The scale of scores.
    fn scale(&self) -> Range {
        let rules = &self.publication.scorecard.configuration.scorecard;
        if rules.aggregation.is_empty() || rules.aggregation == "arithmetic" {
            (0.0, 100.0)
        } else {
            (1.0, 100.0)
        }
    }

    /// The values that have a score in a range, by goalposts.
    fn value(&self, indicator: &Indicator, score: Range) -> Range {
        let anything = (f64::NEG_INFINITY, f64::INFINITY);
        let rules = &self.publication.scorecard.configuration.scorecard;
        let method = indicator
            .normalisation
            .as_deref()
            .unwrap_or(&rules.normalisation);
        let Some(posts) = indicator.goalposts.filter(|_| method == "goalposts") else {
            return anything;
        };
        let (low, high) = self.scale();
        let at = |score: f64| {
            let share = (score - low) / (high - low);
            posts.worst + share * (posts.best - posts.worst)
        };
        let rising = posts.best > posts.worst;
        let beyond = |better: bool| {
            if better == rising {
                f64::INFINITY
            } else {
                f64::NEG_INFINITY
            }
        };
        let worse = if score.0 <= low + SAME {
            beyond(false)
        } else {
            at(score.0)
        };
        let better = if score.1 >= high - SAME {
            beyond(true)
        } else {
            at(score.1)
        };
        (worse.min(better), worse.max(better))
    }

    /// The values between those of authorities that score or rank no better and no worse.
    fn between(
        &self,
        code: &str,
        indicator: &Indicator,
        score: Option<Range>,
        rank: Option<usize>,
    ) -> Range {
        let (mut worst, mut best): (Option<f64>, Option<f64>) = (None, None);
        let higher = indicator.direction == "higher-is-better";
        let better = |a: f64, b: f64| if higher { a > b } else { a < b };
        for (other, rows) in self.indicators.iter().filter(|(other, _)| **other != code) {
            let id = indicator.code.as_str();
            let value = self.measures.get(other).and_then(|rows| rows.get(id));
            let value = value.and_then(|row| row.value.parse::<f64>().ok());
            let (Some(row), Some(value)) = (rows.get(id), value) else {
                continue;
            };
            if self.replaced.contains(&(*other, id)) {
                continue;
            }
            let (no_better, no_worse) = match (score, rank) {
                (Some((low, high)), _) => (
                    row.score.is_some_and(|score| score <= high),
                    row.score.is_some_and(|score| score >= low),
                ),
                (None, own) => (row.rank >= own, row.rank.is_some_and(|r| Some(r) <= own)),
            };
            if no_better && worst.is_none_or(|worst| better(value, worst)) {
                worst = Some(value);
            }
            if no_worse && best.is_none_or(|best| better(best, value)) {
                best = Some(value);
            }
        }
        let (low, high) = if higher { (worst, best) } else { (best, worst) };
        (
            low.unwrap_or(f64::NEG_INFINITY),
            high.unwrap_or(f64::INFINITY),
        )
    }

    /// The scores of a withheld indicator that the score of its domain leaves; none where that
    /// score is that of what is shown.
    fn implied_by_domain(&self, code: &str, domain: &Domain, hidden: &Indicator) -> Option<Range> {
        let withheld = |indicator: &&Indicator| {
            let row = self
                .measures
                .get(code)
                .and_then(|rows| rows.get(indicator.code.as_str()));
            row.is_some_and(|row| row.is_withheld())
        };
        let parts = domain
            .indicators
            .iter()
            .filter(|i| i.weight > 0.0 && i.direction != "none");
        let score = |i: &Indicator| self.score(code, &i.code);
        let shown: Vec<(f64, f64)> = parts
            .clone()
            .filter_map(|i| Some((i.weight, score(i)?)))
            .collect();
        let others: Vec<f64> = parts
            .filter(|i| score(i).is_none() && i.code != hidden.code)
            .filter(withheld)
            .map(|i| i.weight)
            .collect();
        let whole = self
            .domains
            .get(code)
            .and_then(|rows| rows.get(domain.code.as_str()));
        let whole = whole.and_then(|row| row.score);
        let whole = whole.or_else(|| self.implied_by_overall(code, domain))?;
        self.solved(whole, &shown, hidden.weight, &others)
    }

    /// The score of a domain that is not shown, from the overall score.
    fn implied_by_overall(&self, code: &str, domain: &Domain) -> Option<f64> {
        let overall = self.overall.get(code)?.score?;
        let domains = self.publication.scorecard.configuration.domains.iter();
        let rows = self.domains.get(code)?;
        let score = |d: &Domain| rows.get(d.code.as_str()).and_then(|row| row.score);
        let shown: Vec<(f64, f64)> = domains
            .filter(|d| d.weight > 0.0 && d.code != domain.code)
            .filter_map(|d| Some((d.weight, score(d)?)))
            .collect();
        let (low, high) = self.solved(overall, &shown, domain.weight, &[])?;
        Some(f64::midpoint(low, high))
    }

    /// The score that, with those shown and others of unknown score, comes to the whole.
    fn solved(&self, whole: f64, shown: &[(f64, f64)], own: f64, others: &[f64]) -> Option<Range> {
        if own <= 0.0 {
            return None;
        }
        let form = self
            .publication
            .scorecard
            .configuration
            .scorecard
            .aggregation
            .as_str();
        let to = |score: f64| match form {
            "geometric" => libm::log(score),
            "harmonic" => -1.0 / score,
            _ => score,
        };
        let from = |sum: f64| match form {
            "geometric" => libm::exp(sum),
            "harmonic" => -1.0 / sum,
            _ => sum,
        };
        let weight: f64 = shown.iter().map(|(w, _)| w).sum();
        let sum: f64 = shown.iter().map(|(w, y)| w * to(*y)).sum();
        if weight > 0.0 && (from(sum / weight) - whole).abs() <= SAME {
            return None;
        }
        let unknown: f64 = others.iter().sum();
        let (low, high) = self.scale();
        let rest = to(whole) * (weight + own + unknown) - sum;
        let ends = (
            from((rest - unknown * to(high)) / own),
            from((rest - unknown * to(low)) / own),
        );
        let off = SAME * (weight + own + unknown) / own;
        Some(((ends.0 - off).max(low), (ends.1 + off).min(high)))
    }
}
