//! The places of what is drawn.

use crate::scoring::by::key;

key!(
    /// The place of an indicator in the common set.
    pub(in crate::scoring) CommonIndex
);
key!(
    /// The place of a domain among those with an indicator in the common set.
    pub(in crate::scoring) ComparableIndex
);
