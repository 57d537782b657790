//! What the written files tell: every count they name as an unknown number, with all that binds it.

mod groups;
mod known;
mod measures;
mod scores;
mod totals;

use crate::dictionary::Dictionary;
use crate::written::{Places, Publication};

pub(crate) use known::{Key, Knowledge};

/// What some publications tell together, the one under attack first. `relaxed` are authorities and
/// years of which it is not taken for granted that a zero would have been shown; `apart`, by
/// publication, those of which it speaks of other counts than the first.
pub(crate) fn of(
    dictionary: &Dictionary,
    publications: &[Publication],
    relaxed: Vec<(usize, i16)>,
    apart: &[Places],
) -> Knowledge {
    let mut known = Knowledge::nothing(dictionary, publications.first(), relaxed, apart);
    for (at, publication) in publications.iter().enumerate() {
        known.read(at);
        known.add_measures(publication);
        known.add_groups(publication);
    }
    for (at, publication) in publications.iter().enumerate() {
        known.read(at);
        known.add_totals(publication);
        known.add_scores(publication);
    }
    known.attack_alongside();
    known.add_sums(dictionary.sums());
    known
}
