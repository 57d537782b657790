//! Keys: a sign and what it means, in rows.

use super::drawing::Shape;
use super::measure_text::{CAP_HEIGHT, fit, width};
use super::plot::TICK_SIZE;

/// Height of a row of keys.
pub(super) const KEY_ROW: f64 = 15.0;
/// Room for a sign.
const SIGN: f64 = 16.0;
const BETWEEN: f64 = 14.0;

/// A sign and what it means.
pub(super) struct Key {
    /// Draws the sign around a centre, no more than 12 points wide and high.
    pub(super) sign: Box<dyn Fn((f64, f64)) -> Vec<Shape>>,
    /// What it means.
    pub(super) label: String,
}

/// Sets the keys in rows between `left` and `right`, from `top` on; also gives the rows' height.
pub(super) fn keys(keys: &[Key], left: f64, right: f64, top: f64) -> (Vec<Shape>, f64) {
    let mut shapes = Vec::new();
    let (mut x, mut row) = (left, 0);
    for key in keys {
        let label = fit(&key.label, TICK_SIZE, false, right - left - SIGN);
        let wide = SIGN + width(&label, TICK_SIZE, false);
        if x > left && x + wide > right {
            (x, row) = (left, row + 1);
        }
        let middle = top + KEY_ROW * (f64::from(row) + 0.5);
        shapes.extend((key.sign)((x + SIGN / 2.0 - 2.0, middle)));
        let at = (x + SIGN, middle + CAP_HEIGHT * TICK_SIZE / 2.0);
        shapes.push(Shape::text(at, TICK_SIZE, label));
        x += wide + BETWEEN;
    }
    let rows = if keys.is_empty() { 0 } else { row + 1 };
    (shapes, KEY_ROW * f64::from(rows))
}
