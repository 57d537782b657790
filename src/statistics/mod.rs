//! Numbers in, numbers out: this room knows no authority and no file.

mod design;
mod funnel;
mod gamma;
mod interval;
mod projection;
mod quantile;
mod random;
mod rank;
mod trend;

pub use design::{design_effect, design_effect_of_totals};
pub use funnel::{Funnel, Position, Transformation, proportion_funnel};
pub use interval::{Confidence, Range, rate_interval, wilson};
pub use projection::{LEAST_COUNTS, Projected, Projection, projection};
pub use quantile::{median, quantile};
pub use random::{BetaDraw, GammaDraw, Stream};
pub use rank::{competition_ranks, ordinal};
pub use trend::{TREND_YEARS, Trend, TrendDirection, proportion_trend, rate_trend};
