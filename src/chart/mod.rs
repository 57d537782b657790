//! Charts as data, and how they are drawn: once, for SVG and for PDF.
//!
//! Each chart is a struct with its words and numbers ready; its `draw` gives a
//! [`Drawing`](drawing::Drawing), which [`svg`] and the PDF renderer both read.

mod backend;
#[cfg(test)]
mod checks;
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
pub mod ranked_bars;
pub mod sparkline;
pub mod spine;
pub mod stacked_bar;
pub mod svg;
pub mod tile_map;
pub mod trend;
