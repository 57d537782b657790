//! Values to scores: y = l + (u − l) t.

use super::aggregation::Aggregation;

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

    #[inline]
    fn at(self, t: f64) -> f64 {
        self.lowest + (self.highest - self.lowest) * t
    }

    #[inline]
    fn clamp(self, y: f64) -> f64 {
        y.clamp(self.lowest, self.highest)
    }
}

/// Which values are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    /// High ones.
    High,
    /// Low ones.
    Low,
}

impl Good {
    fn sign(self) -> f64 {
        match self {
            Self::High => 1.0,
            Self::Low => -1.0,
        }
    }
}

/// How the values of one part become scores.
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

impl Scale {
    /// Between a value that scores least and one that scores most; beyond them nothing more is gained or lost.
    pub fn goalposts(good: Good, bounds: Bounds, worst: f64, best: f64) -> Self {
        let sign = good.sign();
        let method = Method::Linear {
            from: sign * worst,
            to: sign * best,
            clamped: true,
        };
        Self::by(good, bounds, method)
    }

    /// From the worst of some values to the best. None where they do not differ.
    pub fn min_max(good: Good, bounds: Bounds, values: &[f64]) -> Option<Self> {
        let sorted = signed(good, values);
        let (from, to) = (*sorted.first()?, *sorted.last()?);
        (to > from).then(|| {
            let method = Method::Linear {
                from,
                to,
                clamped: false,
            };
            Self::by(good, bounds, method)
        })
    }

    /// By the distance from the mean of some values in standard deviations (n − 1). None where they do not differ.
    pub fn z_score(good: Good, bounds: Bounds, values: &[f64]) -> Option<Self> {
        let sorted = signed(good, values);
        let (mean, sd) = mean_and_sd(&sorted)?;
        let ranges = sd > 0.0 && sorted.first() != sorted.last();
        ranges.then(|| Self::by(good, bounds, Method::Standard { mean, sd }))
    }

    /// By the share of the other values that are worse. None of fewer than two.
    pub fn percentile_rank(good: Good, bounds: Bounds, values: &[f64]) -> Option<Self> {
        let sorted = signed(good, values);
        (sorted.len() > 1).then(|| Self::by(good, bounds, Method::PercentileRank { sorted }))
    }

    /// By the place among some values.
    pub fn rank(good: Good, bounds: Bounds, values: &[f64]) -> Self {
        let sorted = signed(good, values);
        Self::by(good, bounds, Method::Rank { sorted })
    }

    fn by(good: Good, bounds: Bounds, method: Method) -> Self {
        Self {
            sign: good.sign(),
            bounds,
            method,
        }
    }

    /// The score of a value. A value from outside those that the scale is made of is scored on the same scale.
    #[inline]
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

    /// The score of a value from outside, kept within the ends of the scale.
    pub fn score_outside(&self, value: f64) -> f64 {
        self.bounds.clamp(self.score(value))
    }

    /// The values that score least and most, in their own unit, for linear scales.
    pub fn ends(&self) -> Option<(f64, f64)> {
        match self.method {
            Method::Linear { from, to, .. } => Some((self.sign * from, self.sign * to)),
            _ => None,
        }
    }
}

/// Values by which more is better, in ascending order.
fn signed(good: Good, values: &[f64]) -> Vec<f64> {
    let sign = good.sign();
    let mut sorted: Vec<f64> = values.iter().map(|x| sign * x).collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// How many of the sorted values lie below x.
fn below(sorted: &[f64], x: f64) -> usize {
    sorted.partition_point(|value| *value < x)
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred values")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Mean and standard deviation with n − 1.
fn mean_and_sd(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 2 {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "a few hundred values")]
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some((mean, (squares / (n - 1.0)).sqrt()))
}
