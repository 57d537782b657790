//! Funnels: how far a value may lie from a target by chance alone, and with the variation between
//! units that no funnel of chance explains (Spiegelhalter 2005).

use super::interval::{Confidence, Range};
use super::quantile::{median, quantile};

/// Share of units at each side whose distance is drawn in before overdispersion is estimated.
const WINSORISED: f64 = 0.1;
/// Fewer units than this say nothing of overdispersion.
const FEWEST: usize = 20;

/// The plain funnel of a proportion: p₀ ∓ z√(p₀(1 − p₀)/n), within 0 to 1.
pub fn proportion_funnel(target: f64, n: f64, confidence: Confidence) -> Range {
    let half = confidence.z * (target * (1.0 - target) / n).sqrt();
    Range {
        low: (target - half).max(0.0),
        high: (target + half).min(1.0),
    }
}

/// On what scale a funnel is symmetric.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "scale")]
pub enum Transformation {
    /// asin√p of a proportion, with standard error 1/(2√n).
    Arcsine,
    /// The logarithm of a rate of events that come in clusters, ln((x + ½)/n), with variance d₀/x.
    LogRate {
        /// d₀: how many events one independent event is worth in the nation; 1 where each is its own.
        design: f64,
    },
    /// The same of events for each of those who have any, with variance d₀/x − 1/n: that they have one is given.
    LogEach {
        /// d₀, as above.
        design: f64,
    },
}

impl Transformation {
    /// A count on the scale: its place and its standard error.
    pub fn place(self, x: f64, n: f64) -> (f64, f64) {
        match self {
            Self::Arcsine => {
                let p = (x / n).clamp(0.0, 1.0);
                (libm::asin(p.sqrt()), 0.5 / n.sqrt())
            }
            Self::LogRate { .. } | Self::LogEach { .. } => {
                (libm::log((x + 0.5) / n), self.log_error(x, n))
            }
        }
    }

    /// A value on the scale.
    fn target(self, value: f64) -> f64 {
        match self {
            Self::Arcsine => libm::asin(value.clamp(0.0, 1.0).sqrt()),
            Self::LogRate { .. } | Self::LogEach { .. } => libm::log(value),
        }
    }

    /// The standard error of a unit of size n that is on target.
    fn expected_error(self, target: f64, n: f64) -> f64 {
        match self {
            Self::Arcsine => 0.5 / n.sqrt(),
            Self::LogRate { .. } | Self::LogEach { .. } => self.log_error(target * n, n),
        }
    }

    /// √(d₀/x), less what is given of it; none at all events counts for nothing, so it has no error.
    fn log_error(self, x: f64, n: f64) -> f64 {
        let variance = match self {
            Self::Arcsine => 0.0,
            Self::LogRate { design } => design / x,
            Self::LogEach { design } => design / x - 1.0 / n,
        };
        if variance.is_finite() {
            variance.max(0.0).sqrt()
        } else {
            0.0
        }
    }

    fn back(self, place: f64) -> f64 {
        match self {
            Self::Arcsine => {
                let sine = libm::sin(place.clamp(0.0, std::f64::consts::FRAC_PI_2));
                sine * sine
            }
            Self::LogRate { .. } | Self::LogEach { .. } => libm::exp(place),
        }
    }
}

/// A funnel around a target that allows for the variation between units.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Funnel {
    /// On what scale.
    pub transformation: Transformation,
    /// The national value, per one.
    pub target: f64,
    /// Units it was estimated from.
    pub units: usize,
    /// φ: the mean of the squared winsorised z-scores. 1 is what chance gives.
    pub phi: Option<f64>,
    /// τ²: the variance between units beyond chance, on the scale. 0 where it is not estimated.
    pub tau_squared: f64,
    /// Whether τ² is in the limits: not where φ is at most 1 or there are fewer than 20 units.
    pub adjusted: bool,
    /// τ² / (τ² + median s²): the share of the spread that is not chance, 0 to 1; none where fewer
    /// than 20 units leave it unknown.
    pub rankability: Option<f64>,
}

impl Funnel {
    /// Estimates φ = mean z² over z-scores winsorised at 10% each side and
    /// τ² = max(0, (Nφ − (N − 1))/(Σw − Σw²/Σw)), w = 1/s², from counts (x, n) around a target
    /// (DerSimonian and Laird 1986, as in Spiegelhalter et al. 2012). Counts with n = 0 or, for
    /// rates, a target of 0, say nothing. None where the target cannot be put on the scale.
    pub fn new(transformation: Transformation, target: f64, counts: &[(f64, f64)]) -> Option<Self> {
        let centre = transformation.target(target);
        if !centre.is_finite() {
            return None;
        }
        let places: Vec<(f64, f64)> = counts
            .iter()
            .filter(|(_, n)| *n > 0.0)
            .map(|(x, n)| transformation.place(*x, *n))
            .filter(|(_, s)| *s > 0.0)
            .collect();
        let phi = phi(centre, &places);
        let adjusted = places.len() >= FEWEST && phi.is_some_and(|phi| phi > 1.0);
        let tau_squared = phi
            .filter(|_| adjusted)
            .map_or(0.0, |phi| tau_squared(phi, &places));
        let variances: Vec<f64> = places.iter().map(|(_, s)| s * s).collect();
        Some(Self {
            transformation,
            target,
            units: places.len(),
            phi,
            tau_squared,
            adjusted,
            rankability: median(&variances)
                .filter(|_| places.len() >= FEWEST)
                .map(|s2| tau_squared / (tau_squared + s2)),
        })
    }

    /// The same variation between units around another target, such as a region's value. None where
    /// that cannot be put on the scale.
    pub fn around(&self, target: f64) -> Option<Self> {
        let funnel = Self { target, ..*self };
        self.transformation
            .target(target)
            .is_finite()
            .then_some(funnel)
    }

    /// The limits at size n, per one: sin²(asin√p₀ ∓ z√(s² + τ²)) or exp(ln θ₀ ∓ z√(s² + τ²)), s²
    /// of a rate taken at the expected count θ₀n, so that limits are a function of size alone.
    pub fn limits(&self, n: f64, confidence: Confidence) -> Range {
        let s = self.transformation.expected_error(self.target, n);
        let half = confidence.z * (s * s + self.tau_squared).sqrt();
        let centre = self.transformation.target(self.target);
        Range {
            low: self.transformation.back(centre - half),
            high: self.transformation.back(centre + half),
        }
    }

    /// Where a value lies in the limits at size n.
    pub fn position(&self, value: f64, n: f64) -> Position {
        let (warning, control) = (
            self.limits(n, Confidence::P95),
            self.limits(n, Confidence::P99_8),
        );
        if value < control.low {
            Position::FarBelow
        } else if value > control.high {
            Position::FarAbove
        } else if value < warning.low {
            Position::Below
        } else if value > warning.high {
            Position::Above
        } else {
            Position::Within
        }
    }
}

/// Where a value lies in a funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Below the 99.8% limit.
    FarBelow,
    /// Below the 95% limit.
    Below,
    /// Within the 95% limits.
    Within,
    /// Above the 95% limit.
    Above,
    /// Above the 99.8% limit.
    FarAbove,
}

fn phi(centre: f64, places: &[(f64, f64)]) -> Option<f64> {
    let z: Vec<f64> = places.iter().map(|(y, s)| (y - centre) / s).collect();
    let (low, high) = (quantile(&z, WINSORISED)?, quantile(&z, 1.0 - WINSORISED)?);
    let squares: f64 = z.iter().map(|z| z.clamp(low, high)).map(|z| z * z).sum();
    Some(squares / count(places))
}

fn tau_squared(phi: f64, places: &[(f64, f64)]) -> f64 {
    let units = count(places);
    let weights = places.iter().map(|(_, s)| 1.0 / (s * s));
    let (sum, squares) = weights.fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    ((units * phi - (units - 1.0)) / (sum - squares / sum)).max(0.0)
}

#[allow(clippy::cast_precision_loss, reason = "a few hundred units")]
fn count(places: &[(f64, f64)]) -> f64 {
    places.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Transformation = Transformation::LogRate { design: 1.0 };

    fn spread(units: usize) -> Vec<(f64, f64)> {
        (0..units)
            .map(|at| (if at % 2 == 0 { 40.0 } else { 160.0 }, 1_000.0))
            .collect()
    }

    #[test]
    fn units_that_vary_more_than_chance_widen_the_limits() {
        let wide = Funnel::new(Transformation::Arcsine, 0.1, &spread(40)).unwrap();
        assert!(wide.adjusted && wide.phi.unwrap() > 20.0 && wide.rankability.unwrap() > 0.9);
        let plain = Funnel {
            tau_squared: 0.0,
            ..wide
        };
        let (a, b) = (
            wide.limits(500.0, Confidence::P95),
            plain.limits(500.0, Confidence::P95),
        );
        assert!(a.low < b.low && a.high > b.high);
    }

    #[test]
    fn nineteen_units_are_too_few_to_adjust() {
        let funnel = Funnel::new(Transformation::Arcsine, 0.1, &spread(19)).unwrap();
        assert!(!funnel.adjusted);
        assert_eq!(funnel.tau_squared, 0.0);
        assert!(funnel.phi.unwrap() > 1.0);
    }

    #[test]
    fn units_all_on_target_leave_chance_only() {
        let funnel = Funnel::new(RATE, 0.1, &vec![(100.0, 1_000.0); 30]).unwrap();
        assert!(!funnel.adjusted && funnel.rankability == Some(0.0));
        assert_eq!(funnel.position(0.1, 1_000.0), Position::Within);
        assert_eq!(funnel.position(0.001, 1_000.0), Position::FarBelow);
    }

    #[test]
    fn another_target_keeps_the_variation_between_units() {
        let funnel = Funnel::new(Transformation::Arcsine, 0.1, &spread(40)).unwrap();
        let moved = funnel.around(0.3).unwrap();
        assert_eq!(moved.tau_squared, funnel.tau_squared);
        assert_eq!(moved.position(0.3, 1_000.0), Position::Within);
        assert_eq!(moved.position(0.04, 1_000.0), Position::FarBelow);
        let rate = Funnel::new(RATE, 0.5, &[]).unwrap();
        assert_eq!(rate.around(0.0), None);
    }

    #[test]
    fn a_rate_of_nothing_has_no_funnel() {
        assert_eq!(Funnel::new(RATE, 0.0, &spread(30)), None);
    }

    #[test]
    fn limits_of_a_rate_take_the_error_at_the_expected_count() {
        let funnel = Funnel::new(Transformation::LogRate { design: 15.0 }, 0.5, &[]).unwrap();
        let s = (15.0 / 50.0_f64).sqrt();
        let low = funnel.limits(100.0, Confidence::P95).low;
        assert!((low - 0.5 * libm::exp(-Confidence::P95.z * s)).abs() < 1e-12);
    }

    /// The more events come together, the less of the spread is more than chance.
    #[test]
    fn clusters_explain_what_looked_like_overdispersion() {
        let counts: Vec<(f64, f64)> = (0..40)
            .map(|at| (f64::from(60 + 2 * at), 1_000.0))
            .collect();
        let phi = |design| {
            Funnel::new(Transformation::LogRate { design }, 0.1, &counts)
                .unwrap()
                .phi
                .unwrap()
        };
        assert!((phi(1.0) / phi(10.0) - 10.0).abs() < 1e-9);
        let each = Transformation::LogEach { design: 4.0 };
        let (place, error) = each.place(60.0, 20.0);
        assert!((place - libm::log(60.5 / 20.0)).abs() < 1e-12);
        assert!((error * error - (4.0 / 60.0 - 1.0 / 20.0)).abs() < 1e-12);
    }
}
