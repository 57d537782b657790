//! Values to scores: y = l + (u − l) t.

use crate::config::{Aggregation, Direction, Indicator, Normalisation};

/// The ends of the scale of scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The lowest score: 0, or 1 where scores are multiplied or divided by.
    pub lowest: f64,
    /// The highest score.
    pub highest: f64,
}

impl Bounds {
    /// 0 to 100; 1 to 100 under geometric and harmonic aggregation.
    pub fn of(aggregation: Aggregation) -> Self {
        let lowest = match aggregation {
            Aggregation::Arithmetic => 0.0,
            Aggregation::Geometric | Aggregation::Harmonic => 1.0,
        };
        Self {
            lowest,
            highest: 100.0,
        }
    }

    fn at(self, t: f64) -> f64 {
        self.lowest + (self.highest - self.lowest) * t
    }

    fn clamp(self, y: f64) -> f64 {
        y.clamp(self.lowest, self.highest)
    }
}

/// How the values of one indicator in one year become scores, fixed by the authorities' values.
///
/// Values are signed first: where less is better, x ← −x, so that more is better everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    sign: f64,
    bounds: Bounds,
    method: Method,
}

#[derive(Debug, Clone, PartialEq)]
enum Method {
    /// t = (x − from) / (to − from), clamped for goalposts.
    Linear { from: f64, to: f64, clamped: bool },
    /// y = 50 + 10 (x − mean) / sd, clamped to the ends of the scale.
    Standard { mean: f64, sd: f64 },
    /// t = (r − 1) / (n − 1), r ascending in goodness, ties sharing the smallest.
    PercentileRank { sorted: Vec<f64> },
    /// t = r / n.
    Rank { sorted: Vec<f64> },
}

impl Method {
    /// Over signed values in ascending order.
    fn of(indicator: &Indicator, sign: f64, sorted: Vec<f64>) -> Option<Self> {
        match indicator.normalisation {
            Normalisation::Goalposts => {
                let posts = indicator.goalposts?;
                Some(Self::Linear {
                    from: sign * posts.worst,
                    to: sign * posts.best,
                    clamped: true,
                })
            }
            Normalisation::MinMax => {
                let (from, to) = (*sorted.first()?, *sorted.last()?);
                (to > from).then_some(Self::Linear {
                    from,
                    to,
                    clamped: false,
                })
            }
            Normalisation::ZScore => {
                let (mean, sd) = mean_and_sd(&sorted)?;
                let ranges = sd > 0.0 && sorted.first() != sorted.last();
                ranges.then_some(Self::Standard { mean, sd })
            }
            Normalisation::PercentileRank => {
                (sorted.len() > 1).then_some(Self::PercentileRank { sorted })
            }
            Normalisation::Rank => Some(Self::Rank { sorted }),
        }
    }
}

impl Scale {
    /// The scale of an indicator over the values of a year. None where the method needs a range
    /// and there is none: one value only, or all the same.
    pub fn new(indicator: &Indicator, values: &[f64], bounds: Bounds) -> Option<Self> {
        let sign = if indicator.direction == Direction::LowerIsBetter {
            -1.0
        } else {
            1.0
        };
        let mut sorted: Vec<f64> = values.iter().map(|x| sign * x).collect();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            sign,
            bounds,
            method: Method::of(indicator, sign, sorted)?,
        })
    }

    /// The score of a value. A value from outside the year's authorities, such as the nation's,
    /// is scored on the same scale and stays within its ends.
    pub fn score(&self, value: f64) -> f64 {
        let x = self.sign * value;
        match &self.method {
            Method::Linear { from, to, clamped } => {
                let t = (x - from) / (to - from);
                self.bounds.at(if *clamped { t.clamp(0.0, 1.0) } else { t })
            }
            Method::Standard { mean, sd } => self.bounds.clamp(50.0 + 10.0 * (x - mean) / sd),
            Method::PercentileRank { sorted } => {
                self.bounds
                    .at(share(below(sorted, x), sorted.len() - 1).min(1.0))
            }
            Method::Rank { sorted } => self
                .bounds
                .at(share(below(sorted, x) + 1, sorted.len()).min(1.0)),
        }
    }

    /// The score of the nation, kept within the ends of the scale.
    pub fn score_outside(&self, value: f64) -> f64 {
        self.bounds.clamp(self.score(value))
    }

    /// The values that score least and most, in the indicator's own unit, for linear scales.
    pub fn ends(&self) -> Option<(f64, f64)> {
        match self.method {
            Method::Linear { from, to, .. } => Some((self.sign * from, self.sign * to)),
            _ => None,
        }
    }
}

/// How many of the sorted values lie below x.
fn below(sorted: &[f64], x: f64) -> usize {
    sorted.partition_point(|value| *value < x)
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Mean and standard deviation with n − 1.
fn mean_and_sd(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 2 {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some((mean, (squares / (n - 1.0)).sqrt()))
}
