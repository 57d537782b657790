//! Charts as data, and how they are drawn: once, for SVG and for PDF.

pub mod drawing;
