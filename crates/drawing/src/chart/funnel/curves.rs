//! The limit curves of a funnel plot.

use super::super::drawing::{Paint, Stroke};
use super::super::plot::Frame;
use super::data::{FunnelLimits, LimitsAt};

pub(super) fn upper(at: &LimitsAt) -> f64 {
    at.upper
}

pub(super) fn lower(at: &LimitsAt) -> f64 {
    at.lower
}

pub(super) fn limit_strokes() -> [Stroke; 2] {
    [
        Stroke::dashed(Paint::Muted, 0.75),
        Stroke::solid(Paint::Muted, 0.75),
    ]
}

/// The longest stretch at the right end of a curve that stays within the plotting area, begun
/// where it enters.
pub(super) fn clipped(
    limits: &FunnelLimits,
    side: impl Fn(&LimitsAt) -> f64,
    frame: &Frame,
) -> Vec<(f64, f64)> {
    let (low, high) = (frame.y.low(), frame.y.high());
    let inside = |at: &(f64, f64)| {
        at.1 > low && at.1 < high && (frame.x.low()..=frame.x.high()).contains(&at.0)
    };
    let curve: Vec<(f64, f64)> = limits
        .curve
        .iter()
        .map(|at| (at.denominator, side(at)))
        .collect();
    let Some(first) = curve.iter().position(inside) else {
        return Vec::new();
    };
    let mut kept: Vec<(f64, f64)> = curve[first..].iter().copied().take_while(inside).collect();
    if let Some(before) = first.checked_sub(1).and_then(|place| curve.get(place)) {
        let (from, to) = (*before, curve[first]);
        let edge = from.1.clamp(low, high);
        let share = if to.1 == from.1 {
            0.0
        } else {
            (edge - from.1) / (to.1 - from.1)
        };
        kept.insert(0, (from.0 + share * (to.0 - from.0), edge));
    }
    kept
}
