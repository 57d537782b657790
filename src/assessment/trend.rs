//! Whether a figure rose or fell over the years.

use crate::indicator::Kind;
use crate::measure::{Cell, Counts, counts_incidents, definition_changed};
use crate::source::published::Location;
use crate::statistics::{TREND_YEARS, Trend, proportion_trend, rate_trend};

use super::Assessment;

impl Assessment<'_> {
    /// The trend over the five years that end with this one: all there, all of one definition.
    pub(super) fn trend(&self, indicator: &str, location: &Location, kind: Kind) -> Option<Trend> {
        let years = self.five_years(indicator, location)?;
        match kind {
            Kind::Proportion => Some(proportion_trend(
                &years.map(|c| (c.x / c.design, c.n / c.design)),
            )),
            Kind::Rate => {
                // Of the nation's clusters, as funnels have it: an authority's own would make its size matter.
                let clustered = counts_incidents(indicator);
                let design = |year| self.national_design(year).filter(|_| clustered);
                let dated = (self.first_of_five()..).zip(years);
                let rates: Vec<_> = dated
                    .map(|(year, c): (i16, Counts)| (c.x, c.n, design(year).unwrap_or(1.0)))
                    .collect();
                rate_trend(&rates.try_into().ok()?)
            }
            Kind::Number => None,
        }
    }

    fn first_of_five(&self) -> i16 {
        self.year + 1 - i16::try_from(TREND_YEARS).unwrap_or(self.year)
    }

    /// The counts of the five years, oldest first. Years with the police's count and years with the
    /// authority's are not of one definition.
    fn five_years(&self, indicator: &str, location: &Location) -> Option<[Counts; TREND_YEARS]> {
        let first = self.first_of_five();
        if definition_changed(indicator, first, self.year) {
            return None;
        }
        let definition = |cell: &Cell| (cell.wording, cell.is_of_police());
        let measures = &self.evidence.measures;
        let mut one = None;
        let counts = (first..=self.year).map(|year| {
            let cell = measures.best(year, indicator, location)?;
            let same = *one.get_or_insert(definition(cell)) == definition(cell);
            self.counts(indicator, location, cell, year)
                .filter(|_| same)
        });
        let counts: Option<Vec<Counts>> = counts.collect();
        counts?.try_into().ok()
    }
}
