//! The rules by which an episode goes on with a placement, each by itself.

use crate::source::ssda903::Episode;

use super::super::codes::{
    changes_legal_status_only, is_foster, is_fostering_for_adoption, is_placed_with_own_carers,
    keeps_carer, moves_with_carer,
};
use super::{Counting, Placement};

/// Whether an episode after temporary spells returns to the placement before them: PLACE,
/// PLACE_PROVIDER, PL_POST and URN all match.
///
/// From the foster carer to hospital (T0) and back to the same carer is one placement; from
/// hospital to another carer is a new one.
pub(super) fn returns_to(before: &Episode, after: &Episode) -> bool {
    before.place == after.place
        && before.provider == after.provider
        && is_at_same_address(before, after)
}

/// Whether two episodes have the same PL_POST and URN.
pub(super) fn is_at_same_address(a: &Episode, b: &Episode) -> bool {
    a.place_post == b.place_post && a.urn == b.urn
}

/// Whether an episode is a move into fostering for adoption: RNE T or U, PLACE U2 or U5, and
/// another PLACE before.
///
/// RNE T from U1 to U2 is a move and counts, although the carer is the same; RNE T from U2 to U2 is
/// none, and RNE L from U1 to U2 is a change of legal status.
pub(super) fn moves_into_fostering_for_adoption(before: &Episode, after: &Episode) -> bool {
    moves_with_carer(after) && is_fostering_for_adoption(after) && before.place != after.place
}

/// Whether an episode is a change of legal status where the child is: RNE L at the same PL_POST and
/// URN, which is never a move.
///
/// From U4 to hospital (T0) and back to the same home with RNE L as U5 is one placement.
pub(super) fn changes_legal_status_there(before: &Episode, after: &Episode) -> bool {
    changes_legal_status_only(after) && is_at_same_address(before, after)
}

/// Whether a child is placed for adoption with the carer before: A3 or A5 after U1 to U6, whatever
/// temporary spells lie between.
///
/// From U4 to A5 is one placement, and from U4 over hospital (T0) to A5; from U4 to A6 are two.
pub(super) fn is_adopted_by_carer(before: &Episode, after: &Episode) -> bool {
    is_placed_with_own_carers(after) && is_foster(before)
}

/// Whether an episode says by RNE L, T or U that it goes on with the placement before it.
///
/// With RNE T from U4 to U6 the placement goes on. Where moves with the same carer count, it does
/// not; with RNE L it does.
pub(super) fn keeps_placement(before: &Episode, after: &Episode, counting: Counting) -> bool {
    match counting {
        Counting::Carers => keeps_carer(after),
        Counting::Placements => {
            keeps_carer(after) && !moves_into_fostering_for_adoption(before, after)
        }
        Counting::SameCarerMovesToo => changes_legal_status_only(after),
    }
}

/// Whether an episode goes on with the placement before it, no temporary spell touching both.
pub(super) fn continues(before: &Episode, after: &Episode, counting: Counting) -> bool {
    is_adopted_by_carer(before, after) || keeps_placement(before, after, counting)
}

/// Whether an episode goes on with the placement before temporary spells that touch both.
pub(super) fn continues_after_spells(
    before: &Episode,
    after: &Episode,
    counting: Counting,
) -> bool {
    returns_to(before, after)
        || changes_legal_status_there(before, after)
        || is_adopted_by_carer(before, after)
        || (counting == Counting::Carers && keeps_carer(after))
}

/// Whether an episode is a placement that stands twice, since its start was corrected: the same
/// PLACE, PLACE_PROVIDER, PL_POST and URN, and one within the other. The episode begins no earlier
/// than the placement.
///
/// `2022-05-01` to open and `2022-05-04` to `2023-04-01` at one carer are one placement; from
/// `2022-05-01` to `2022-05-04` and from then on are not one within the other.
pub(super) fn stands_twice(placement: &Placement<'_>, episode: &Episode) -> bool {
    let is_within = match (placement.end, episode.end) {
        (None, _) => true,
        (Some(end), Some(own)) => own <= end,
        (Some(_), None) => false,
    };
    let is_around = placement.first.start == episode.start
        && match (placement.end, episode.end) {
            (_, None) => true,
            (Some(end), Some(own)) => end <= own,
            (None, Some(_)) => false,
        };
    returns_to(placement.last, episode) && (is_within || is_around)
}
