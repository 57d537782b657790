//! What the codes of the return mean.

use crate::source::ssda903::{Episode, Token};

/// PLACE codes that several rules need by name.
mod place {
    use super::Token;

    pub(super) const U2: Token = Token::of("U2");
    pub(super) const U5: Token = Token::of("U5");
    pub(super) const K1: Token = Token::of("K1");
    pub(super) const K2: Token = Token::of("K2");
    pub(super) const TEMPORARY: [Token; 5] = [
        Token::of("T0"),
        Token::of("T1"),
        Token::of("T2"),
        Token::of("T3"),
        Token::of("T4"),
    ];
    pub(super) const FOSTER: [Token; 6] = [
        Token::of("U1"),
        U2,
        Token::of("U3"),
        Token::of("U4"),
        U5,
        Token::of("U6"),
    ];
    pub(super) const ADOPTION: [Token; 4] = [
        Token::of("A3"),
        Token::of("A4"),
        Token::of("A5"),
        Token::of("A6"),
    ];
    pub(super) const OTHER: [Token; 7] = [
        Token::of("H5"),
        Token::of("P2"),
        Token::of("Z1"),
        Token::of("Z11"),
        Token::of("Z12"),
        Token::of("Z13"),
        Token::of("Z14"),
    ];
}

/// REC of an episode that another follows.
pub(super) const CONTINUES: Token = Token::of("X1");
/// RNE of a child who starts to be looked after.
pub(super) const STARTED: Token = Token::of("S");

/// LS V3 or V4: one of a series of short breaks, which no measure counts.
#[must_use]
pub fn is_short_break(episode: &Episode) -> bool {
    episode.is_short_break()
}

/// PLACE T0 to T4: a temporary spell, which is not a placement.
#[must_use]
pub fn is_temporary(episode: &Episode) -> bool {
    place::TEMPORARY.contains(&episode.place)
}

/// PLACE U1 to U6.
pub(super) fn is_foster(episode: &Episode) -> bool {
    place::FOSTER.contains(&episode.place)
}

/// PLACE U2 or U5: fostering for adoption.
pub(super) fn is_fostering_for_adoption(episode: &Episode) -> bool {
    [place::U2, place::U5].contains(&episode.place)
}

/// PLACE A3 or A5: placed for adoption with the current foster carer.
#[must_use]
pub fn is_placed_with_own_carers(episode: &Episode) -> bool {
    [Token::of("A3"), Token::of("A5")].contains(&episode.place)
}

/// PLACE A3 to A6: placed for adoption.
#[must_use]
pub fn is_placed_for_adoption(episode: &Episode) -> bool {
    place::ADOPTION.contains(&episode.place)
}

/// PLACE K1 or K2: a secure home or a children's home.
#[must_use]
pub fn is_home(episode: &Episode) -> bool {
    [place::K1, place::K2].contains(&episode.place)
}

/// PLACE H5, P2, Z1, Z11 to Z14: semi-independent living and other accommodation that is neither
/// a registered home nor registered supported accommodation (K3).
#[must_use]
pub fn is_other_accommodation(episode: &Episode) -> bool {
    place::OTHER.contains(&episode.place)
}

/// REASON_PLACE_CHANGE of a planned move: the care plan, an adoptive placement, custody.
#[must_use]
pub fn is_planned_reason(reason: Token) -> bool {
    const PLANNED: [Token; 3] = [Token::of("CARPL"), Token::of("PLACE"), Token::of("CUSTOD")];
    PLANNED.contains(&reason)
}

/// RNE L, T or U: the same carer as before.
pub(super) fn keeps_carer(episode: &Episode) -> bool {
    changes_legal_status_only(episode) || moves_with_carer(episode)
}

/// RNE L: another legal status and nothing else.
pub(super) fn changes_legal_status_only(episode: &Episode) -> bool {
    episode.reason_new == Token::of("L")
}

/// RNE T or U: another placement with the same carer.
pub(super) fn moves_with_carer(episode: &Episode) -> bool {
    [Token::of("T"), Token::of("U")].contains(&episode.reason_new)
}
