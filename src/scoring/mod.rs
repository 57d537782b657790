//! From values to scores and ranks: any tree *scorecard → domains → indicators* that the
//! configuration describes, over any measures. Nothing here knows what an indicator means.
//!
//! The steps are those of the methodology (`docs/methodology.md`): common set, normalisation,
//! aggregation, ranking. No value is ever filled in.
//!
//! A [`Panel`] holds the values; what is not one value for each authority and each indicator of
//! the configuration is refused when it is built. [`score`] makes a [`Scorecard`] of it.

mod agreement;
mod by;
mod chance;
mod engine;
mod indicator;
mod normalise;
mod panel;
mod policy;
mod reasons;
mod reweighting;
mod robustness;
mod route;
mod scorecard;
#[cfg(test)]
mod testing;
mod tree;
mod what_if;

pub use agreement::{Agreement, Correlation, agreement};
pub use by::{
    AuthorityIndex, By, ByAuthority, ByDomain, ByIndicator, DomainIndex, IndicatorIndex, Key,
};
pub use chance::{
    Band, Chances, RankSpread, Spread, Uncertainty, overall_uncertainty, uncertainty,
};
pub use engine::score;
pub(crate) use engine::scored;
pub use normalise::{Bounds, Scale};
pub use panel::{Column, Doubt, Entry, Member, Panel, PanelError};
pub use reweighting::{DomainDraws, Reweighted, Reweighting};
pub use robustness::{
    Alternative, Choice, Consequence, Importance, LeftOut, Level, Moved, Refused, Robustness,
    SobolIndices, mean_rank_change, moved, robustness, sensitivity, with_implausible_zeros,
    without_domain, without_policy,
};
pub use route::{Reasons, Side, reasons};
pub use scorecard::{
    DomainScores, IndicatorScores, NotScored, Score, Scorecard, ScoredDomain, ScoredIndicator,
    Standing,
};
pub use what_if::{Changed, with_value};

#[cfg(test)]
mod tests;
