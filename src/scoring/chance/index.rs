//! The places of what is drawn.

use crate::scoring::by::{AuthorityIndex, Place, key};

key!(
    /// The place of an indicator in the common set.
    pub(in crate::scoring) CommonIndex
);
key!(
    /// The place of a domain among those with an indicator in the common set.
    pub(in crate::scoring) ComparableIndex
);
key!(
    /// The place of an authority, or of the nation after all of them.
    pub(super) UnitIndex
);

impl UnitIndex {
    /// An authority's.
    pub(super) fn of(authority: AuthorityIndex) -> Self {
        Self::numbered(authority.number())
    }

    /// The nation's, after so many authorities.
    pub(super) fn after(authorities: usize) -> Self {
        Self::numbered(authorities)
    }
}
