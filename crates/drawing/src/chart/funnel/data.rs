//! What a funnel plot is drawn from.

use serde::{Deserialize, Serialize};

use super::super::data::{Axis, Datum, Mark};

/// Points between limit curves; those outside and the highlighted are named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// The finding, in a sentence.
    pub title: String,
    /// Text alternative; without one it counts the points outside the limits and names up to
    /// eight of them.
    pub description: Option<String>,
    /// Width in points, at least 240.
    pub width: f64,
    /// The denominator.
    pub x: Axis,
    /// The value.
    pub y: Axis,
    /// What the units are, in the plural: "authorities".
    pub units: String,
    /// One unit each, in any order.
    pub points: Vec<FunnelPoint>,
    /// The line the funnel closes on.
    pub benchmark: Mark,
    /// Up to two pairs of curves, the narrower first; further ones are not drawn.
    pub limits: Vec<FunnelLimits>,
}

/// One unit of a [`Funnel`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunnelPoint {
    /// The unit and its value.
    pub datum: Datum,
    /// What the value rests on, in the unit of the horizontal axis.
    pub denominator: f64,
    /// Whether it lies outside the widest limits, as the caller has computed.
    pub outlier: bool,
}

/// A pair of curves: between them lies what chance alone explains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunnelLimits {
    /// How much it covers: "95%".
    pub label: String,
    /// Ordered by denominator.
    pub curve: Vec<LimitsAt>,
}

/// The limits at one denominator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LimitsAt {
    /// In the unit of the horizontal axis.
    pub denominator: f64,
    /// In the unit of the vertical axis.
    pub lower: f64,
    /// In the unit of the vertical axis.
    pub upper: f64,
}
