//! Looks up what figures are compared with, indicator by indicator.

use std::collections::BTreeMap;

use crate::assessment::Assessment;
use crate::config::Direction;
use crate::diagnostic::Diagnostics;
use crate::measure::{Absence, National, SourceKinds};
use crate::scoring::{AuthorityIndex, ByAuthority, ScoredIndicator};
use crate::source::Symbol;
use crate::source::published::Location;
use crate::statistics::quantile;

use super::super::benchmark::{Comparator, Origin};
use super::super::figure::Figure;
use super::super::number::Style;
use super::{FEWEST, Indicator, Nation, THE_REGION, both_counts, has_counts, middle};

/// What is looked up for every indicator.
pub(super) struct Gathering<'a> {
    assessment: &'a Assessment<'a>,
    years: &'a [i16],
    kinds: Vec<SourceKinds>,
    /// Positions in the panel, by region code.
    members: BTreeMap<&'a str, (String, Vec<AuthorityIndex>)>,
    pooled: bool,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(assessment: &'a Assessment<'a>, years: &'a [i16]) -> Self {
        let mixed = assessment.configuration().measures.mixed_sources;
        let measures = &assessment.evidence.measures;
        // Notices about other years belong to those years' own scorecards.
        let mut unheard = Diagnostics::default();
        let kinds = years
            .iter()
            .map(|year| measures.source_kinds(*year, mixed, &mut unheard))
            .collect();
        let register = &assessment.evidence.dataset.register;
        let mut members: BTreeMap<&str, (String, Vec<AuthorityIndex>)> = BTreeMap::new();
        for (at, id) in assessment.panel.authorities().pairs() {
            if let Some(authority) = register.get(*id).filter(|a| !a.region.is_empty()) {
                let entry = members.entry(&authority.region_code);
                entry
                    .or_insert_with(|| (authority.region.clone(), Vec::new()))
                    .1
                    .push(at);
            }
        }
        let pooled = assessment.configuration().scorecard.pooling_years > 1;
        Self {
            assessment,
            years,
            kinds,
            members,
            pooled,
        }
    }

    pub(super) fn indicator(&self, scored: &ScoredIndicator<'_>) -> Indicator {
        let column = &self.assessment.panel.columns()[scored.at];
        let pooled = self.pooled.then(|| column.national());
        let known = scored.indicator;
        self.alone(
            &known.code,
            &known.title,
            known.direction,
            &column.values(),
            pooled,
        )
    }

    pub(super) fn alone(
        &self,
        code: &str,
        title: &str,
        direction: Direction,
        values: &ByAuthority<Result<f64, Absence>>,
        pooled: Option<Option<f64>>,
    ) -> Indicator {
        let style = Style::of(self.assessment.configuration(), code);
        let present: Vec<f64> = values.iter().filter_map(|v| v.ok()).collect();
        let at = |p: f64| quantile(&present, p);
        let spread = (present.len() >= FEWEST)
            .then(|| Some([at(0.0)?, at(0.25)?, at(0.5)?, at(0.75)?, at(1.0)?]))
            .flatten();
        Indicator {
            code: code.to_owned(),
            title: title.to_owned(),
            // A title is the configuration's own words, read here and nowhere else.
            says_unit: style.unit().is_some_and(|unit| title.contains(unit)),
            style,
            direction,
            national: self.national(code),
            regions: self.regions(code, style, values),
            pooled,
            spread,
            known: present.len(),
        }
    }

    /// England in each year: as scoring has it, or as published where it is a plain number.
    fn national(&self, code: &str) -> Vec<Result<Nation, Absence>> {
        let evidence = self.assessment.evidence;
        let (register, disclosure) = (
            &evidence.dataset.register,
            &evidence.configuration.disclosure,
        );
        let measures = &evidence.measures;
        let with_counts = has_counts(code);
        let years = self.years.iter().zip(&self.kinds);
        years
            .map(|(year, kinds)| {
                let scored = measures.national(kinds, *year, code, register, disclosure);
                let scored = scored.map(|national: National| Nation {
                    value: national.value,
                    counts: with_counts.then_some((national.numerator, national.denominator)),
                });
                scored.map_or_else(
                    || {
                        let published = measures.best(*year, code, &Location::National);
                        let withheld =
                            measures.withholds_nation(kinds, *year, code, register, disclosure);
                        let none = if withheld {
                            Absence::Symbol(Symbol::Confidential)
                        } else {
                            Absence::NoData
                        };
                        let value = published.map_or(Err(none), |cell| cell.value)?;
                        Ok(Nation {
                            value,
                            counts: None,
                        })
                    },
                    Ok,
                )
            })
            .collect()
    }

    /// Regions as published; where there is no such figure, the middle of their authorities.
    fn regions(
        &self,
        code: &str,
        style: Style,
        values: &ByAuthority<Result<f64, Absence>>,
    ) -> BTreeMap<String, Comparator> {
        let mut regions = BTreeMap::new();
        for (region, (name, members)) in &self.members {
            let found = self
                .published_region(code, region, style)
                .or_else(|| {
                    let present: Vec<f64> =
                        members.iter().filter_map(|at| values[*at].ok()).collect();
                    let origin = Origin::MedianOfRegion(present.len());
                    middle(&present, style).map(|figure| (figure, origin))
                })
                .filter(|_| members.len() >= FEWEST);
            if let Some((figure, origin)) = found {
                let comparator = Comparator {
                    name: name.clone(),
                    called: THE_REGION,
                    figure,
                    origin,
                };
                regions.insert((*region).to_owned(), comparator);
            }
        }
        regions
    }

    /// A region's own figure with the counts behind it. There is none over several years.
    fn published_region(&self, code: &str, region: &str, style: Style) -> Option<(Figure, Origin)> {
        let measures = &self.assessment.evidence.measures;
        let location = Location::Region(region.into());
        let cell = measures
            .best(self.assessment.year, code, &location)
            .filter(|_| !self.pooled)?;
        let value = cell.value.ok()?;
        let counts = both_counts(cell).filter(|_| has_counts(code));
        let origin = counts.map_or(Origin::Plain, |(x, n)| Origin::Counts(x, n));
        Some((Figure::number(value, style.write(value)), origin))
    }
}
