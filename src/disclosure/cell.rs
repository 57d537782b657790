//! Whether one cell may be shown.

use crate::config::{Disclosure, Kind};
use crate::measure::{Cell, definition};

/// Whether an indicator is about an attribute of which even "none" and "all" say too much:
/// unaccompanied children, nationality, harm.
///
/// ```
/// use care_scorecard::disclosure::is_sensitive;
/// assert!(is_sensitive("uasc-missing"));
/// assert!(!is_sensitive("children-missing"));
/// ```
#[must_use]
pub fn is_sensitive(indicator: &str) -> bool {
    ["uasc", "nationality", "harm"]
        .iter()
        .any(|word| indicator.split('-').any(|part| part == *word))
        && !indicator.contains("without-uasc")
}

/// Whether a cell computed here must be withheld: its count is 1 to the threshold; for a
/// proportion, the rest is; for a count of incidents, the children behind it are; its percentage
/// is of fewer than the smallest denominator allowed; or it is 0% or 100% of a sensitive
/// attribute. A true count of 0 is otherwise shown.
#[must_use]
pub fn must_be_withheld(indicator: &str, cell: &Cell, disclosure: &Disclosure) -> bool {
    let Some(x) = cell.numerator else {
        return false;
    };
    let few = |count: f64| is_few_of(count, disclosure.threshold);
    let children = cell.children.is_some_and(few);
    let Some(n) = cell.denominator else {
        return few(x) || children;
    };
    if n == 0.0 {
        return false;
    }
    let kind = definition(indicator).map_or(Kind::Proportion, |d| d.kind);
    let rest = kind == Kind::Proportion && few(n - x);
    #[allow(clippy::cast_precision_loss, reason = "a small setting")]
    let small_base = n < disclosure.percentage_minimum_denominator as f64;
    let all_or_none = is_sensitive(indicator) && (x == 0.0 || x >= n);
    few(x) || rest || children || small_base || all_or_none
}

/// 1 up to the threshold.
pub(super) fn is_few(count: u64, threshold: u64) -> bool {
    count > 0 && count <= threshold
}

/// The same for counts that may be fractions, as given ones can.
#[allow(clippy::cast_precision_loss, reason = "a small setting")]
fn is_few_of(count: f64, threshold: u64) -> bool {
    count > 0.0 && count <= threshold as f64
}
