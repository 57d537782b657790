//! The attack: what each withheld cell could be.

use std::collections::BTreeSet;

use crate::dictionary::Dictionary;
use crate::earlier::corrected;
use crate::error::AuditError;
use crate::finding::{Audit, Exposed, POSSIBLE};
use crate::knowledge::{self, Key, Knowledge};
use crate::numbers::Fit;
use crate::totals;
use crate::written::{Places, Publication, Written};

/// Attacks a publication together with earlier ones.
///
/// # Errors
/// Where a file is not as this program writes it.
pub fn audit(written: &Written, earlier: &[Written]) -> Result<Audit, AuditError> {
    audit_knowing(&Dictionary::default(), written, earlier)
}

/// The same by whoever knows other indicators too.
///
/// # Errors
/// As for [`audit`].
pub fn audit_knowing(
    dictionary: &Dictionary,
    written: &Written,
    earlier: &[Written],
) -> Result<Audit, AuditError> {
    let mut result = Audit {
        earlier: earlier.len(),
        ..Audit::default()
    };
    if !written.withholds()? {
        return Ok(result);
    }
    let all = std::iter::once(written).chain(earlier);
    let publications: Result<Vec<Publication>, AuditError> =
        all.map(Written::publication).collect();
    let publications = publications?;
    let attack = Attack::on(dictionary, &publications);
    let known = attack.known(&publications, &attack.apart);
    result.exposed = known.few_left(dictionary.differences());
    result
        .exposed
        .extend(publications.iter().flat_map(totals::exposed));
    let exposed = exposed(&known);
    for (_, possible) in &exposed.fewest {
        let fewest = result.fewest_possible.unwrap_or(POSSIBLE);
        result.fewest_possible = Some(fewest.min(*possible));
    }
    let told = attack.told_before(&publications, &attack.apart, &known, &exposed.keys);
    for (key, each) in exposed.keys.into_iter().zip(exposed.all) {
        if told.contains(&key) {
            result.told.push(each);
        } else {
            result.exposed.push(each);
        }
    }
    attack.as_equal(&publications, &mut result);
    result.withheld = known.attacked().len();
    for found in [&mut result.exposed, &mut result.told] {
        found.sort();
        found.dedup();
    }
    Ok(result)
}

/// What is known of some publications, the one under attack first.
struct Attack<'d> {
    dictionary: &'d Dictionary,
    /// By publication, whose years are of other counts, since a return was corrected.
    apart: Vec<Places>,
}

/// The withheld cells that could be too few numbers.
#[derive(Default)]
struct TooFew {
    /// Of every withheld cell, how many numbers it was found that it could be.
    fewest: Vec<(Key, usize)>,
    keys: Vec<Key>,
    all: Vec<Exposed>,
}

fn exposed(known: &Knowledge) -> TooFew {
    let mut found = TooFew::default();
    let mut fit = Fit::of(&known.numbers, POSSIBLE);
    for cell in &known.attacked() {
        let possible = if known.is_torn(cell.key) {
            0
        } else {
            fit.possible(cell.unknown)
        };
        found.fewest.push((cell.key, possible));
        if possible < POSSIBLE {
            let (authority_code, year, count) = known.describe(cell.key);
            found.keys.push(cell.key);
            found.all.push(Exposed {
                year,
                authority_code,
                count,
                possible,
                told_by: known.told(cell.unknown),
            });
        }
    }
    found
}

impl<'d> Attack<'d> {
    fn on(dictionary: &'d Dictionary, publications: &[Publication]) -> Self {
        let apart = match publications.split_first() {
            Some((now, earlier)) => {
                let before = earlier.iter().map(|before| corrected(now, before));
                std::iter::once(Places::new()).chain(before).collect()
            }
            None => Vec::new(),
        };
        Self { dictionary, apart }
    }

    /// What is known, without what no numbers would fit. That zeros are shown is the first to be
    /// given up: covering other cells can hide one. Then all that is said of the authority and year, so
    /// that others are judged by what is said of them.
    fn known(&self, publications: &[Publication], apart: &[Places]) -> Knowledge {
        let (mut relaxed, mut torn) = (Vec::new(), Vec::new());
        loop {
            let mut known = knowledge::of(self.dictionary, publications, relaxed.clone(), apart);
            known.tear(&torn);
            let Err(contradiction) = known.numbers.narrow() else {
                return known;
            };
            match known.place_of(contradiction) {
                Some(place) if !relaxed.contains(&place) => relaxed.push(place),
                Some(place) if !torn.contains(&place) => torn.push(place),
                _ => return known,
            }
        }
    }

    /// Those of some cells that can be had from earlier publications alone, whatever this one shows.
    fn told_before(
        &self,
        publications: &[Publication],
        apart: &[Places],
        known: &Knowledge,
        keys: &[Key],
    ) -> BTreeSet<Key> {
        let Some((now, earlier)) = publications.split_first() else {
            return BTreeSet::new();
        };
        if earlier.is_empty() || keys.is_empty() {
            return BTreeSet::new();
        }
        let blank = std::iter::once(now.without_numbers());
        let before: Vec<Publication> = blank.chain(earlier.iter().cloned()).collect();
        let before = self.known(&before, apart);
        let mut fit = Fit::of(&before.numbers, POSSIBLE);
        let told = |key: &&Key| {
            let unknown = known.same(&before, **key);
            unknown.is_some_and(|unknown| fit.possible(unknown) < POSSIBLE)
        };
        keys.iter().filter(told).copied().collect()
    }

    /// Where a return was corrected, what is not seen to have changed may be as it was: what then
    /// follows counts too, if any numbers fit at all.
    fn as_equal(&self, publications: &[Publication], result: &mut Audit) {
        let Some((now, earlier)) = publications.split_first() else {
            return;
        };
        let same = [Places::new(), Places::new()];
        for (before, apart) in earlier.iter().zip(self.apart.iter().skip(1)) {
            for place in apart {
                let both = [now.only(place), before.only(place)];
                let mut known = knowledge::of(self.dictionary, &both, Vec::new(), &same);
                if known.numbers.narrow().is_err() {
                    continue;
                }
                let found = exposed(&known);
                if found.all.iter().any(|each| each.possible == 0) {
                    continue;
                }
                let told = self.told_before(&both, &same, &known, &found.keys);
                for (key, each) in found.keys.into_iter().zip(found.all) {
                    let to = if told.contains(&key) {
                        &mut result.told
                    } else {
                        &mut result.exposed
                    };
                    to.push(each);
                }
            }
        }
    }
}
