//! A wall around readers and writers of others that may stop instead of saying what is wrong: at damaged bytes, or
//! where no thread can be had.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static WITHIN: Cell<bool> = const { Cell::new(false) };
}

/// Calls a reader or writer; none where it stops.
pub(crate) fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    let before = WITHIN.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    WITHIN.set(before);
    outcome.ok()
}

/// Whether this thread is within such a reader, whose stop is answered with a message and is no fault of the
/// program: a program need not tell it.
#[must_use]
pub fn is_guarded() -> bool {
    WITHIN.get()
}
