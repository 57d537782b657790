//! One cell, withheld.

use crate::measure::{Absence, Cell, Flag, Withheld};
use crate::source::Symbol;

use super::ledger::Class;
use super::measures::stand_in;

/// Why the counts of a cell are withheld.
pub(super) struct Left {
    pub(super) x: Option<Class>,
    pub(super) n: Option<Class>,
    pub(super) threshold: u64,
    /// The least that a percentage is made of.
    pub(super) base: u64,
}

/// Replaces the value and the count of a cell by `c`, and what it is out of where that is withheld.
/// What stands in for them in sums over the nation is the middle of what their class says.
pub(super) fn withhold(cell: &mut Cell, left: &Left) {
    // What is out of a withheld count is in no sum: nobody who reads the table could say what of.
    let x = match left.x {
        None => cell.numerator,
        Some(class) => stand_in(class, cell.denominator, left.threshold),
    };
    let n = cell.denominator.filter(|_| left.n.is_none());
    let class = why(left);
    // A count that is not withheld itself is shown beside what is.
    let shown = cell.numerator.filter(|_| left.x.is_none());
    hide(cell);
    cell.numerator = shown;
    cell.withheld = Some(Withheld {
        class: class.map(Class::as_str),
        stand_in: x.zip(n),
    });
    if left.n.is_some() {
        cell.denominator = None;
    }
}

/// Why a cell is withheld: what is out of few is so by itself, also where its count is shown or was
/// drawn along by what it is out of.
fn why(left: &Left) -> Option<Class> {
    let out_of_few = match left.n {
        Some(Class::Few) => left.threshold < left.base,
        class => class == Some(Class::OutOfFew),
    };
    match left.x {
        None | Some(Class::WithAnother) if out_of_few => Some(Class::OutOfFew),
        x => x.or(left.n.map(|_| Class::WithAnother)),
    }
}

/// Replaces the value and the count of a cell by `c` for another reason than its counts: nothing
/// stands in for it.
pub(super) fn withhold_whole(cell: &mut Cell) {
    hide(cell);
    cell.withheld = Some(Withheld {
        class: None,
        stand_in: None,
    });
}

/// Replaces everything in a cell by `c`, since something else could be had from it.
pub(super) fn withhold_all(cell: &mut Cell) {
    hide(cell);
    cell.denominator = None;
    cell.withheld = Some(Withheld {
        class: Some(Class::WithAnother.as_str()),
        stand_in: None,
    });
}

fn hide(cell: &mut Cell) {
    cell.numerator = None;
    cell.value = Err(Absence::Symbol(Symbol::Confidential));
    cell.children = None;
    cell.design_effect = None;
    cell.own_count = None;
    // Flags say something of the count; that nothing can be said of it they may.
    cell.flags
        .retain(|f| f.flag == Flag::SuppressedUnverifiable);
}

/// Leaves out a percentage of too few; its counts may be shown.
pub(super) fn leave_out_percentage(cell: &mut Cell) {
    cell.value = Err(Absence::Symbol(Symbol::Confidential));
    cell.withheld = Some(Withheld {
        class: Some(Class::OutOfFew.as_str()),
        stand_in: cell.numerator.zip(cell.denominator),
    });
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
