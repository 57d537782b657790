//! One cell, withheld.

use crate::measure::{Absence, Cell, Flag};
use crate::source::Symbol;

/// Replaces the figures of a cell by `c`. Both counts are kept for sums over the nation, which are
/// rounded; what it is out of stays where that is not small itself.
pub(super) fn withhold(cell: &mut Cell, threshold: u64) {
    if cell.value == Err(Absence::ZERO_DENOMINATOR) {
        return;
    }
    withhold_count(cell);
    cell.denominator = cell.denominator.filter(|n| !is_few_of(*n, threshold));
}

/// Replaces the value and the count by `c`, also those of a cell that does not apply.
pub(super) fn withhold_count(cell: &mut Cell) {
    if let Some(x) = cell.numerator.take() {
        cell.withheld = Some((x, cell.denominator));
    }
    cell.value = Err(Absence::Symbol(Symbol::Confidential));
    cell.children = None;
    cell.design_effect = None;
    cell.own_count = None;
    // Flags say something of the count; that nothing can be said of it they may.
    cell.flags
        .retain(|f| f.flag == Flag::SuppressedUnverifiable);
}

/// Takes small counts out of the numbers behind flags.
pub(super) fn blur_flags(cell: &mut Cell, threshold: u64) {
    let few = |n: f64| is_few_of(n, threshold) && n.fract() == 0.0;
    for flagged in &mut cell.flags {
        if flagged.numbers.iter().any(|(_, n)| few(*n)) {
            flagged.numbers.clear();
        }
    }
}

/// 1 up to the threshold.
pub(super) fn is_few(count: u64, threshold: u64) -> bool {
    count > 0 && count <= threshold
}

/// The same for counts that may be fractions, as given ones can.
#[allow(clippy::cast_precision_loss, reason = "a small setting")]
pub(super) fn is_few_of(count: f64, threshold: u64) -> bool {
    count > 0.0 && count <= threshold as f64
}

/// A count as a whole number, where it is one.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a whole number of at most a million million"
)]
pub(super) fn whole_number(count: f64) -> Option<u64> {
    let fits = (0.0..=1e12).contains(&count) && count.fract() == 0.0;
    fits.then_some(count as u64)
}
