//! The values that are scored: every indicator of the configuration over the authorities of a year.

use crate::authority::{AuthorityId, Register};
use crate::config::Configuration;
use crate::measure::{Absence, Measures, SourceKinds, Unit, definition};

/// The values of one indicator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// By authority: the value or why there is none.
    pub values: Vec<Result<f64, Absence>>,
    /// The nation's value.
    pub national: Option<f64>,
}

/// What is scored: authorities by indicators.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// The authorities.
    pub authorities: Vec<AuthorityId>,
    /// One column for every indicator of the configuration, in its order.
    pub columns: Vec<Column>,
    /// Children looked after on 31 March, where that is known.
    pub children: Vec<Option<f64>>,
}

impl Panel {
    /// The panel of a year. With `pooling_years` above 1, counts are added up over that many
    /// years, all of which must be there.
    pub fn of(
        measures: &Measures,
        kinds: &SourceKinds,
        configuration: &Configuration,
        register: &Register,
        year: i16,
    ) -> Self {
        let authorities = measures.authorities(year).to_vec();
        let years = pooled_years(configuration, year);
        let columns = configuration.indicators().map(|(_, indicator)| {
            let value = |id: &AuthorityId| pooled(measures, kinds, &years, &indicator.code, *id);
            Column {
                values: authorities.iter().map(value).collect(),
                national: national(
                    measures,
                    kinds,
                    configuration,
                    register,
                    &years,
                    &indicator.code,
                ),
            }
        });
        Self {
            columns: columns.collect(),
            children: authorities
                .iter()
                .map(|id| measures.children(year, *id))
                .collect(),
            authorities,
        }
    }
}

fn pooled_years(configuration: &Configuration, year: i16) -> Vec<i16> {
    let span = i16::try_from(configuration.scorecard.pooling_years)
        .unwrap_or(1)
        .max(1);
    (year + 1 - span..=year).collect()
}

fn pooled(
    measures: &Measures,
    kinds: &SourceKinds,
    years: &[i16],
    indicator: &str,
    id: AuthorityId,
) -> Result<f64, Absence> {
    if let [year] = years {
        return measures.scored_value(kinds, *year, indicator, id);
    }
    let (mut x, mut n) = (0.0, 0.0);
    for year in years {
        let cell = measures
            .scored(kinds, *year, indicator, id)
            .ok_or(Absence::NoData)?;
        match cell.value {
            Err(absence) if absence != Absence::ZERO_DENOMINATOR => return Err(absence),
            _ => {}
        }
        x += cell.numerator.ok_or(Absence::NoData)?;
        n += cell.denominator.ok_or(Absence::NoData)?;
    }
    if n == 0.0 {
        Err(Absence::ZERO_DENOMINATOR)
    } else {
        Ok(scale(indicator) * x / n)
    }
}

fn national(
    measures: &Measures,
    kinds: &SourceKinds,
    configuration: &Configuration,
    register: &Register,
    years: &[i16],
    indicator: &str,
) -> Option<f64> {
    let (mut x, mut n) = (0.0, 0.0);
    for year in years {
        let national =
            measures.national(kinds, *year, indicator, register, &configuration.disclosure)?;
        if years.len() == 1 {
            return Some(national.value);
        }
        x += national.numerator;
        n += national.denominator;
    }
    (n > 0.0).then(|| scale(indicator) * x / n)
}

fn scale(indicator: &str) -> f64 {
    definition(indicator).map_or(100.0, |d| if d.unit == Unit::Each { 1.0 } else { 100.0 })
}
