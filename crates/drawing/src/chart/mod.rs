//! Charts as data, and how they are drawn: once, for SVG, for PNG and for PDF.
//!
//! Each chart is a struct with its words and numbers ready; its `draw` gives a
//! [`Drawing`](drawing::Drawing), which [`svg`] and the PDF renderer both read. Lengths are in
//! points throughout. A chart without data draws a strip that says "No data".
//!
//! Up to 153 units, names of 60 characters, equal and extreme values are what every chart is
//! tested with: no text leaves the canvas, covers another or is smaller than 7 points.
//!
//! # Examples
//!
//! ```
//! use care_scorecard_drawing::chart::data::{Axis, Datum, Mark};
//! use care_scorecard_drawing::chart::ranked_bars::RankedBars;
//! use care_scorecard_drawing::chart::svg::{Role, svg};
//!
//! let chart = RankedBars {
//!     title: "Norton is above England".to_owned(),
//!     description: None,
//!     width: 480.0,
//!     axis: Axis::new("Children with a missing incident", "%"),
//!     units: "authorities".to_owned(),
//!     bars: vec![Datum::new("Norton", 14.0, "14%").highlighted(), Datum::new("Wyre", 9.0, "9%")],
//!     reference: Some(Mark::new("England", 11.0, "11%")),
//! };
//! let drawing = chart.draw();
//! assert_eq!(
//!     drawing.description,
//!     "2 authorities. Lowest: Wyre, 9%. Half are at or below 9%. Highest: Norton, 14%. \
//!      Highlighted: Norton, 14%."
//! );
//! assert!(svg(&drawing, Role::Image("bars")).contains("role=\"img\""));
//! ```

mod backend;
mod bounds;
#[cfg(test)]
mod checks;
pub(crate) mod colour;
mod flags;
mod labels;
mod legend;
mod measure_text;
mod plot;
mod scale;
mod words;

pub mod caterpillar;
pub mod data;
pub mod distribution;
pub mod domain_bars;
pub mod drawing;
pub mod funnel;
pub mod range_series;
pub mod ranked_bars;
pub mod raster;
pub mod sparkline;
pub mod spine;
pub mod stacked_bar;
pub mod svg;
pub mod tile_map;
pub mod trend;
