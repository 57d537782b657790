//! How the values of an indicator in a year become scores.

use crate::config::{Direction, Indicator, Normalisation};
use crate::statistics::Good;
pub use crate::statistics::{Bounds, Scale};

/// The scale of an indicator over the values of a year. None where the method needs a range
/// and there is none: one value only, or all the same.
pub(super) fn scale_of(indicator: &Indicator, values: &[f64], bounds: Bounds) -> Option<Scale> {
    let good = if indicator.direction == Direction::LowerIsBetter {
        Good::Low
    } else {
        Good::High
    };
    match indicator.normalisation {
        Normalisation::Goalposts => {
            let posts = indicator.goalposts?;
            Some(Scale::goalposts(good, bounds, posts.worst, posts.best))
        }
        Normalisation::MinMax => Scale::min_max(good, bounds, values),
        Normalisation::ZScore => Scale::z_score(good, bounds, values),
        Normalisation::PercentileRank => Scale::percentile_rank(good, bounds, values),
        Normalisation::Rank => Some(Scale::rank(good, bounds, values)),
    }
}
