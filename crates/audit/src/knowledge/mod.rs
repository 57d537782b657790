//! What the written files tell: every count they name as an unknown number, with all that binds it.

mod groups;
mod known;
mod measures;
mod scores;
mod totals;

use crate::dictionary::Dictionary;
use crate::written::Publication;

pub(crate) use known::Knowledge;

/// What some publications tell together, the one under attack first. `relaxed` are authorities and
/// years of which it is not taken for granted that a zero would have been shown.
pub(crate) fn of(
    dictionary: &Dictionary,
    publications: &[Publication],
    relaxed: Vec<(usize, i16)>,
) -> Knowledge {
    let mut known = Knowledge::nothing(dictionary, publications.first(), relaxed);
    for publication in publications {
        known.add_measures(publication);
        known.add_groups(publication);
    }
    for publication in publications {
        known.add_totals(publication);
        known.add_scores(publication);
    }
    known.attack_alongside();
    known.add_sums(dictionary.sums());
    known
}
