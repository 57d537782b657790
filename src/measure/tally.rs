//! The counts that are scored: of one year, or of several added up.

use crate::authority::{AuthorityId, Register};
use crate::config::Configuration;
use crate::indicator::{INCIDENT_RATE, Kind, Unit, definition};
use crate::statistics::{Confidence, Funnel, Range, Transformation, rate_interval, wilson};

use super::design::Clustering;
use super::{Absence, Figures, SourceKinds};

/// A count and what it is out of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts {
    /// The count.
    pub x: f64,
    /// What it is out of.
    pub n: f64,
    /// How many events that go together one independent event is worth; 1 where each is its own.
    pub design: f64,
}

impl Counts {
    /// The 95% interval of the value per one; none for a number that is neither a share nor a rate.
    pub fn interval(&self, kind: Kind) -> Option<Range> {
        let (x, n) = (self.x / self.design, self.n / self.design);
        match kind {
            Kind::Proportion => wilson(x, n, Confidence::P95),
            Kind::Rate => rate_interval(x, n, Confidence::P95),
            Kind::Number => None,
        }
    }

    /// The counts as they stand in a funnel: a rate's as they are, since its funnel takes the nation's
    /// design effect for all; those of shares of incidents by the design effect.
    pub fn in_funnel(&self, kind: Kind) -> (f64, f64) {
        match kind {
            Kind::Proportion => (self.x / self.design, self.n / self.design),
            Kind::Rate | Kind::Number => (self.x, self.n),
        }
    }
}

/// Whether an indicator is a share or a rate of incidents rather than children: those of one child
/// go together.
pub fn counts_incidents(indicator: &str) -> bool {
    definition(indicator).is_some_and(|known| known.is_clustered())
}

/// What a value per one is multiplied by to be written.
pub fn factor(indicator: &str) -> f64 {
    definition(indicator).map_or(100.0, |d| if d.unit == Unit::Each { 1.0 } else { 100.0 })
}

/// The kind of an indicator: as configured, else as it is known here, else a proportion.
pub fn kind(configuration: &Configuration, indicator: &str) -> Kind {
    let configured = configuration
        .indicators()
        .find(|(_, i)| i.code == indicator)
        .map(|(_, i)| i.kind);
    configured
        .or_else(|| definition(indicator).map(|d| d.kind))
        .unwrap_or(Kind::Proportion)
}

/// The cells that are scored, over one year or several.
#[derive(Debug, Clone)]
pub struct Tally<'m> {
    /// All cells.
    pub measures: &'m Figures,
    /// Which kind of source is scored.
    pub kinds: &'m SourceKinds,
    /// Who is who.
    pub register: &'m Register,
    /// How they are scored.
    pub configuration: &'m Configuration,
    /// The years whose counts are added up.
    pub years: Vec<i16>,
}

impl Tally<'_> {
    /// The value of an authority, or why there is none. Over several years all of them must be there.
    ///
    /// # Errors
    /// Why there is no value.
    pub fn value(&self, indicator: &str, id: AuthorityId) -> Result<f64, Absence> {
        if let [year] = self.years.as_slice() {
            return self.measures.scored_value(self.kinds, *year, indicator, id);
        }
        let (x, n) = self.added(indicator, id)?;
        if n == 0.0 {
            Err(Absence::ZERO_DENOMINATOR)
        } else {
            Ok(factor(indicator) * x / n)
        }
    }

    fn added(&self, indicator: &str, id: AuthorityId) -> Result<(f64, f64), Absence> {
        let (mut x, mut n) = (0.0, 0.0);
        for year in &self.years {
            let cell = self.measures.scored(self.kinds, *year, indicator, id);
            let cell = cell.ok_or(Absence::NoData)?;
            match cell.value {
                Err(absence) if absence != Absence::ZERO_DENOMINATOR => return Err(absence),
                _ => {}
            }
            x += cell.numerator.ok_or(Absence::NoData)?;
            n += cell.denominator.ok_or(Absence::NoData)?;
        }
        Ok((x, n))
    }

    /// The counts behind the value of an authority, where there are any and n is above 0.
    pub fn counts(&self, indicator: &str, id: AuthorityId) -> Option<Counts> {
        let (x, n) = self.added(indicator, id).ok()?;
        let design = if counts_incidents(indicator) {
            self.design(indicator, id)?
        } else {
            1.0
        };
        (n > 0.0 && x >= 0.0).then_some(Counts { x, n, design })
    }

    /// The missing incidents that an authority recorded itself, whoever's count is scored.
    pub(super) fn recorded_incidents(&self, id: AuthorityId) -> Option<f64> {
        self.counts(INCIDENT_RATE, id)?;
        let cell = |year: &i16| self.measures.scored(self.kinds, *year, INCIDENT_RATE, id);
        self.years.iter().map(|year| cell(year)?.recorded()).sum()
    }

    /// Over several years the mean of the years' design effects, by incidents. None where a count it
    /// needs is not shown and the nation has none either.
    fn design(&self, indicator: &str, id: AuthorityId) -> Option<f64> {
        let (mut incidents, mut sum) = (0.0, 0.0);
        for year in &self.years {
            let scored = |code: &str| self.measures.scored(self.kinds, *year, code, id);
            let known = scored(indicator).and_then(|cell| cell.design_effect);
            let shown = || Clustering::of(indicator, scored).or_national(|| self.national_design());
            let weight = scored(INCIDENT_RATE).and_then(|cell| cell.numerator);
            let weight = weight.unwrap_or(1.0).max(f64::MIN_POSITIVE);
            incidents += weight;
            sum += weight * known.or_else(shown)?;
        }
        (incidents > 0.0).then(|| sum / incidents)
    }

    /// The nation's counts and, per one, its value.
    pub fn national(&self, indicator: &str) -> Option<Counts> {
        let (x, n) = self.national_counts(indicator)?;
        let design = if counts_incidents(indicator) {
            self.national_design().unwrap_or(1.0)
        } else {
            1.0
        };
        (n > 0.0).then_some(Counts { x, n, design })
    }

    pub(super) fn national_counts(&self, indicator: &str) -> Option<(f64, f64)> {
        let disclosure = &self.configuration.disclosure;
        let (mut x, mut n) = (0.0, 0.0);
        for year in &self.years {
            let national =
                self.measures
                    .national(self.kinds, *year, indicator, self.register, disclosure)?;
            x += national.numerator;
            n += national.denominator;
        }
        Some((x, n))
    }

    /// The authorities of the latest year.
    pub fn authorities(&self) -> &[AuthorityId] {
        self.years
            .last()
            .map_or(&[], |year| self.measures.authorities(*year))
    }

    /// The funnel of an indicator around the national value, from all authorities with counts.
    /// None for numbers and where there is no national value.
    pub fn funnel(&self, indicator: &str) -> Option<Funnel> {
        let kind = kind(self.configuration, indicator);
        let national = self.national(indicator)?;
        let transformation = match kind {
            Kind::Proportion => Transformation::Arcsine,
            Kind::Rate => Transformation::LogRate {
                design: national.design,
            },
            Kind::Number => return None,
        };
        let counts: Vec<(f64, f64)> = self
            .authorities()
            .iter()
            .filter_map(|id| self.counts(indicator, *id))
            .map(|counts| counts.in_funnel(kind))
            .collect();
        Funnel::new(transformation, national.x / national.n, &counts)
    }
}
