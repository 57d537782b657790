//! How sure what is scored is: its counts, its funnel, whether ranks by it mean anything.

use std::collections::BTreeMap;

use crate::authority::AuthorityId;
use crate::indicator::Kind;
use crate::measure::{Counts, Tally, factor, kind};
use crate::source::published::Location;
use crate::statistics::{Funnel, Range};

use super::{Assessment, Comparison};

/// The share of the spread between authorities that must be more than chance for ranks to be shown.
pub const LEAST_RANKABILITY: f64 = 0.5;

impl Assessment<'_> {
    /// Whether counts are added up over several years.
    pub fn is_pooled(&self) -> bool {
        self.configuration().scorecard.pooling_years > 1
    }

    /// The cells that are scored, over the years that are added up.
    pub fn tally(&self) -> Tally<'_> {
        Tally {
            measures: &self.evidence.measures,
            kinds: &self.kinds,
            register: &self.evidence.dataset.register,
            configuration: self.configuration(),
            years: self.configuration().scorecard.pooled_years(self.year),
        }
    }

    /// The counts behind the figure that is shown of an authority, over the years that are added
    /// up. None where there is no value or it has no counts.
    pub fn counts_of(&self, indicator: &str, id: AuthorityId) -> Option<Counts> {
        if self.is_pooled() {
            return self.tally().counts(indicator, id);
        }
        let cell = self.measure(indicator, id)?;
        self.counts(indicator, &Location::Authority(id), cell, self.year)
    }

    /// The 95% interval of the figure that is shown of an authority, in the unit of the value. None
    /// for numbers that are neither a share nor a rate, and where there are no counts.
    pub fn interval(&self, indicator: &str, id: AuthorityId) -> Option<Range> {
        let counts = self.counts_of(indicator, id)?;
        let interval = counts.interval(kind(self.configuration(), indicator))?;
        Some(interval.times(factor(indicator)))
    }

    /// The funnel of an indicator over the years that are added up.
    pub fn funnel(&self, indicator: &str) -> Option<&Funnel> {
        if self.is_pooled() {
            self.pooled_funnels().get(indicator)
        } else {
            self.recording.funnel(indicator)
        }
    }

    fn pooled_funnels(&self) -> &BTreeMap<String, Funnel> {
        self.pooled_funnels.get_or_init(|| {
            let tally = self.tally();
            let codes = self
                .configuration()
                .indicators()
                .map(|(_, i)| i.code.clone());
            codes
                .filter_map(|code| Some((tally.funnel(&code)?, code)))
                .map(|(funnel, code)| (code, funnel))
                .collect()
        })
    }

    /// The figure that is shown of an authority against a benchmark in the unit of the value, by
    /// the 95% and 99.8% limits around the benchmark that allow for the usual differences between
    /// authorities. None where the indicator has no funnel, and of a figure that is never compared.
    pub fn against(
        &self,
        indicator: &str,
        id: AuthorityId,
        counts: Counts,
        benchmark: f64,
    ) -> Option<Comparison> {
        let kind = kind(self.configuration(), indicator);
        if kind == Kind::Number || self.is_kept_apart(indicator, id) {
            return None;
        }
        let funnel = self
            .funnel(indicator)?
            .around(benchmark / factor(indicator))?;
        let (x, n) = counts.in_funnel(kind);
        let others = self.panel.authorities().len() > 1;
        (others && n > 0.0)
            .then(|| Comparison::of(funnel.position(x / n, n), self.direction(indicator)))
    }

    /// The share of the spread between authorities that is not chance, 0 to 1. None where it is
    /// not estimated: for numbers, and without a national value.
    pub fn rankability(&self, indicator: &str) -> Option<f64> {
        self.funnel(indicator)?.rankability
    }

    /// Whether ranks by an indicator are shown: not where most of the spread between authorities is
    /// chance. Where that is not estimated they are.
    pub fn shows_ranks(&self, indicator: &str) -> bool {
        self.rankability(indicator)
            .is_none_or(|rankability| rankability >= LEAST_RANKABILITY)
    }
}
