//! Drawings as accessible inline SVG.

use super::drawing::Drawing;

/// What an SVG is to those who hear the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role<'a> {
    /// A picture with its own title and description, whose ids begin with this, unique on the page.
    Image(&'a str),
    /// Hidden: the page says the same in words right beside it.
    Decorative,
}

/// Writes a drawing as an `<svg>` element to be put into a page.
pub fn svg(drawing: &Drawing, role: Role<'_>) -> String {
    let _ = (drawing, role);
    String::new()
}
