//! Whether a figure rose or fell over the years.

use crate::indicator::Kind;
use crate::measure::{Cell, Counts, definition_changed};
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
                let rate = |c: Counts| Some((c.x / c.n, c.interval(kind)?));
                let rates: Option<Vec<_>> = years.into_iter().map(rate).collect();
                rate_trend(&rates?.try_into().ok()?)
            }
            Kind::Number => None,
        }
    }

    /// The counts of the five years, oldest first. Years with the police's count and years with the
    /// authority's are not of one definition.
    fn five_years(&self, indicator: &str, location: &Location) -> Option<[Counts; TREND_YEARS]> {
        let first = self.year - i16::try_from(TREND_YEARS).ok()? + 1;
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
