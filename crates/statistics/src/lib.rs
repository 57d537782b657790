//! Numbers in, numbers out: intervals, funnels, trends, ranks, and composites drawn many times. Nothing here knows an
//! authority, an indicator or a file.

#![forbid(unsafe_code)]

mod agreement;
mod composite;
mod design;
mod explained;
mod funnel;
mod gamma;
mod interval;
mod projection;
mod quantile;
mod random;
mod rank;
mod trend;

pub use agreement::{correlation, cronbach_alpha, standard_deviation};
pub use composite::{
    Aggregation, Bounds, Cell, Composite, Draws, Good, Order, Part, ROOTS, RankCounts, Ranked,
    Ranker, Ranking, Rankings, Scale, Side, Source, Unit, Weights, rank_quantile, whole_rank,
};
pub use design::{design_effect, design_effect_of_counts, design_effect_of_totals};
pub use explained::{Explained, explained_by};
pub use funnel::{Funnel, Position, Transformation, proportion_funnel};
pub use interval::{Confidence, Range, rate_interval, wilson};
pub use projection::{LEAST_COUNTS, Projected, Projection, projection};
pub use quantile::{median, quantile};
pub use random::{BetaDraw, GammaDraw, Stream};
pub use rank::{competition_ranks, ordinal};
pub use trend::{TREND_YEARS, Trend, TrendDirection, proportion_trend, rate_trend, weighted_trend};
