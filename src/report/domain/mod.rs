//! The report on one domain: all authorities, indicator by indicator.

mod funnel;
mod model;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::Domain;
use crate::scoring::{
    AuthorityIndex, ByAuthority, DomainIndex, DomainScores, IndicatorIndex, Score, ScoredIndicator,
    Spread,
};
use crate::source::published::Location;
use crate::statistics::{median, quantile};

use super::authority::{caveat, counted, direction, no_ranks, scale_in_words};
use super::comparisons::{Comparisons, Indicator, anybody_has, counts, has_counts};
use super::figure::{Figure, Interval};
use super::frame::Frame;
use super::map::Map;
use super::methodology::selection;
use super::number::{self, Style};
use super::rank::Rank;
use super::recording::DoubtResult;
use super::sureness::{BandResult, Judgement};
use super::{file_name, reading, words};

pub use model::{
    DomainCell, DomainIndicator, DomainReport, DomainRow, FunnelPlot, FunnelValue, LimitCurve,
};

/// A domain and what its report is made from.
#[derive(Clone, Copy)]
struct Subject<'a> {
    assessment: &'a Assessment<'a>,
    shared: &'a Comparisons,
    /// Its place in the configuration.
    at: DomainIndex,
    domain: &'a Domain,
    scores: &'a DomainScores,
    /// How far its scores and ranks could vary; none where it is not comparable, or mostly not drawn.
    spreads: Option<&'a ByAuthority<Spread>>,
}

impl DomainReport {
    pub(super) fn of(
        assessment: &Assessment<'_>,
        shared: &Comparisons,
        frame: Frame,
        at: DomainIndex,
    ) -> Self {
        let subject = Subject {
            assessment,
            shared,
            at,
            domain: assessment.domains()[at].domain,
            scores: &assessment.scorecard.domains[at],
            spreads: assessment.uncertainty().domains[at].as_ref(),
        };
        let rows = assessment.panel.authorities().pairs();
        let rows = rows.map(|(unit, id)| subject.row(unit, *id));
        let (mut ranked, mut unranked): (Vec<DomainRow>, Vec<DomainRow>) =
            rows.partition(|row| row.rank.is_some());
        ranked.sort_by(|a, b| (a.place(), &a.name, &a.file).cmp(&(b.place(), &b.name, &b.file)));
        unranked.sort_by(|a, b| (&a.name, &a.file).cmp(&(&b.name, &b.file)));
        let scores: Vec<f64> = ranked.iter().filter_map(|row| row.score.value).collect();
        let what = format!("score for “{}”", subject.domain.title);
        let indicators = subject.indicators();
        let cells = ranked.iter().chain(&unranked).flat_map(|row| &row.cells);
        let england = indicators.iter().map(|shown| &shown.england.figure);
        let figures = cells.map(|cell| &cell.figure).chain(england);
        Self {
            signs: reading::signs_explained(figures.filter_map(Figure::symbol)),
            code: subject.domain.code.clone(),
            file: file_name(&subject.domain.code),
            title: subject.domain.title.clone(),
            headline: subject.headline(&scores),
            weight: subject.weight(),
            comparable: subject.scores.comparable,
            national: Figure::maybe_score(subject.scores.national, "no national figure"),
            median: Figure::maybe_score(median(&scores), "nobody is ranked"),
            ranked_line: ranked_line(ranked.len(), unranked.len()),
            spread_title: spread_title(&scores),
            ranges_title: subject.spreads.map(|_| ranges_title(&ranked)),
            no_ranges: (subject.scores.comparable && subject.spreads.is_none())
                .then_some(NO_RANGES),
            map: Map::of(assessment, &what, &subject.scores.scores, subject.spreads)
                .filter(|_| subject.scores.comparable),
            absent: subject.absent(),
            indicators,
            ranked,
            unranked,
            how_compared: reading::how_compared(assessment),
            how_sure: reading::how_sure(assessment, shared),
            frame,
        }
    }
}

impl DomainRow {
    fn place(&self) -> usize {
        self.rank.as_ref().map_or(usize::MAX, |rank| rank.rank)
    }
}

impl<'a> Subject<'a> {
    /// The indicators of the domain that anybody has a figure for, with what is shared of each.
    fn own(self) -> impl Iterator<Item = (ScoredIndicator<'a>, &'a Indicator)> {
        let all = self.assessment.indicators().into_iter();
        all.filter(move |i| i.scores.domain == self.at && anybody_has(self.assessment, i.at))
            .map(move |i| (i, &self.shared.indicators[i.at]))
    }

    /// Which of its indicators nobody has a figure for, in a sentence; none where there are none.
    fn absent(self) -> Option<String> {
        let all = self.assessment.indicators().into_iter();
        let absent = all.filter(|i| i.scores.domain == self.at);
        let absent = absent.filter(|i| !anybody_has(self.assessment, i.at));
        let titles: Vec<String> = absent.map(|i| format!("“{}”", i.indicator.title)).collect();
        let named = words::list(&titles);
        (!titles.is_empty()).then(|| format!("No authority has a figure this year for {named}."))
    }

    fn headline(self, scores: &[f64]) -> String {
        if !self.scores.comparable {
            return "Too few authorities have figures this year, so this domain is not scored."
                .to_owned();
        }
        let ends = scores.first().zip(scores.last());
        match (ends, self.scores.national) {
            (Some((high, low)), Some(national)) if scores.len() > 1 => format!(
                "Scores run from {} to {} out of 100; England scores {}.",
                number::score(*low),
                number::score(*high),
                number::score(national)
            ),
            (Some((high, low)), None) if scores.len() > 1 => format!(
                "Scores run from {} to {} out of 100.",
                number::score(*low),
                number::score(*high)
            ),
            (Some((only, _)), _) => {
                format!(
                    "One authority is ranked, with a score of {}.",
                    number::score(*only)
                )
            }
            _ => "No authority can be ranked in this domain.".to_owned(),
        }
    }

    fn weight(self) -> String {
        let comparable = self.assessment.domains().into_iter();
        let comparable = comparable.filter(|d| d.scores.comparable);
        let total: f64 = comparable.map(|d| d.domain.weight).sum();
        if !self.scores.comparable || total <= 0.0 {
            return "It carries no weight in the overall score this year.".to_owned();
        }
        format!(
            "It carries {} of the overall score.",
            number::share(self.domain.weight / total)
        )
    }

    fn indicators(self) -> Vec<DomainIndicator> {
        let scored = self.own().filter(|(i, _)| i.is_scored());
        let total: f64 = scored.map(|(i, _)| i.indicator.weight).sum();
        self.own()
            .map(|(i, shared)| {
                let share = if i.is_scored() && total > 0.0 {
                    number::share(i.indicator.weight / total)
                } else {
                    "not scored".to_owned()
                };
                self.indicator(i, shared, share)
            })
            .collect()
    }

    fn indicator(
        self,
        scored: ScoredIndicator<'_>,
        shared: &Indicator,
        share: String,
    ) -> DomainIndicator {
        let scale = scored.scores.scale.as_ref();
        let not_scored = scored.scores.not_scored;
        DomainIndicator {
            code: shared.code.clone(),
            title: shared.title.clone(),
            titled: shared.titled(),
            direction: direction(shared.direction).to_owned(),
            suffix: shared.style.suffix().to_owned(),
            unit: shared.style.unit(),
            scored: scale.is_some(),
            reason: not_scored.map(|why| words::sentence(selection(Some(why)))),
            share,
            england: shared.against_england(),
            spread: shared
                .spread
                .map(|spread| spread.map(|value| Figure::number(value, shared.style.write(value)))),
            definition: counted(&shared.code),
            caveat: caveat(&shared.code),
            scale: scale.and_then(|scale| {
                scale_in_words(scored.indicator.normalisation, scale, shared.style)
            }),
            rankability: self.rankability(&shared.code),
            funnel: funnel::funnel_plot(self.assessment, shared),
        }
    }

    fn rankability(self, indicator: &str) -> Option<String> {
        let share = self.assessment.rankability(indicator)?;
        Some(if self.assessment.shows_ranks(indicator) {
            format!(
                "{} of the spread between authorities is more than chance.",
                number::share(share)
            )
        } else {
            no_ranks(Some(share))
        })
    }

    fn row(self, unit: AuthorityIndex, id: AuthorityId) -> DomainRow {
        let score = &self.scores.scores[unit];
        let register = &self.assessment.evidence.dataset.register;
        let range = self.spreads.and_then(|spreads| spreads[unit].score);
        DomainRow {
            file: file_name(self.assessment.code(id)),
            name: self.assessment.name(id).to_owned(),
            region: register
                .get(id)
                .map(|a| a.region.clone())
                .unwrap_or_default(),
            interval: range
                .filter(|_| score.score.is_some())
                .map(|range| Interval::of_value(range, Style::Decimal)),
            rank: Rank::of(&self.scores.scores, self.spreads, unit),
            band: BandResult::of(self.spreads, unit),
            coverage: Figure::share(score.coverage),
            cells: self
                .own()
                .map(|(i, shared)| self.cell(i.at, unit, id, shared))
                .collect(),
            reason: reason(score),
            score: Figure::summed(score),
        }
    }

    fn cell(
        self,
        at: IndicatorIndex,
        unit: AuthorityIndex,
        id: AuthorityId,
        shared: &Indicator,
    ) -> DomainCell {
        let assessment = self.assessment;
        let cell = assessment.measure(&shared.code, id);
        let value = match cell {
            Some(cell) if !assessment.is_pooled() => cell.value,
            _ => assessment.panel.columns()[at].entries()[unit].value,
        };
        let judgement = || {
            let nation = shared.england()?.value;
            let counts = assessment.counts_of(&shared.code, id)?;
            assessment.against(&shared.code, id, counts, nation)
        };
        let flags = cell.map_or(&[][..], |cell| {
            assessment.flags(&shared.code, &Location::Authority(id), cell)
        });
        DomainCell {
            figure: Figure::measure(value, shared.style),
            count: cell
                .filter(|_| !assessment.is_pooled() && has_counts(&shared.code))
                .and_then(counts),
            judgement: judgement().map(|comparison| Judgement::of(comparison, "England")),
            // A note is on the authority's own page.
            doubts: flags
                .iter()
                .filter(|flagged| flagged.flag.is_doubt())
                .map(DoubtResult::of)
                .collect(),
        }
    }
}

fn reason(score: &Score) -> Option<String> {
    score.rank.is_none().then(|| words::sentence(&score.reason))
}

fn ranked_line(ranked: usize, unranked: usize) -> String {
    words::ranked(ranked, unranked, " in this domain")
}

fn spread_title(scores: &[f64]) -> String {
    match quantile(scores, 0.25).zip(quantile(scores, 0.75)) {
        Some((lower, upper)) if scores.len() > 3 => format!(
            "Half of the ranked authorities score between {} and {}",
            number::score(lower),
            number::score(upper)
        ),
        _ => "Scores of the ranked authorities".to_owned(),
    }
}

/// Why the scores of a domain have no ranges and no bands.
const NO_RANGES: &str = "More than half of this domain is made from plain numbers, in which there is no chance to draw from. So its \
     scores and ranks have no ranges, and nothing says which of them can be told apart from England.";

/// How many score intervals hold England's score.
fn ranges_title(ranked: &[DomainRow]) -> String {
    let banded = ranked.iter().filter_map(|row| row.band.as_ref());
    let (mut apart, mut all) = (0, 0);
    for band in banded {
        all += 1;
        apart += usize::from(band.code != crate::scoring::Band::Around);
    }
    if all == 0 {
        return "How far each score could vary".to_owned();
    }
    let apart = if apart == 0 {
        "None".to_owned()
    } else {
        apart.to_string()
    };
    format!(
        "{apart} of {} can be told apart from England",
        words::authorities(all)
    )
}
