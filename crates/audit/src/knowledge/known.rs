//! Every count that files name as an unknown number, and how what they tell of it is noted.

use std::collections::{BTreeMap, BTreeSet};

use crate::dictionary::{Dictionary, Difference, Sum};
use crate::finding::Exposed;
use crate::numbers::{BOUNDLESS, Constraint, Contradiction, Numbers, Unknown};
use crate::written::{Disclosure, Places, Publication};

/// Between a place and the number of the publication, where what that says is of other counts than
/// the one under attack.
const APART: char = '\u{1f}';

/// Whose count, of which year, of what.
pub(crate) type Key = (usize, i16, usize);

/// A withheld cell under attack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attacked {
    pub(crate) unknown: Unknown,
    pub(crate) key: Key,
}

/// What told a constraint.
#[derive(Debug, Clone)]
struct Told {
    place: usize,
    year: i16,
    said: usize,
}

/// Names by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    all: Vec<String>,
    at: BTreeMap<String, usize>,
}

impl Names {
    pub(super) fn of(&mut self, name: &str) -> usize {
        if let Some(at) = self.at.get(name) {
            return *at;
        }
        let at = self.all.len();
        self.all.push(name.to_owned());
        self.at.insert(name.to_owned(), at);
        at
    }

    fn get(&self, at: usize) -> &str {
        self.all.get(at).map_or("", String::as_str)
    }

    /// The same without what tells counts of other publications apart.
    fn plain(&self, at: usize) -> &str {
        let name = self.get(at);
        name.split_once(APART).map_or(name, |(name, _)| name)
    }
}

/// What is known.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(super) dictionary: Dictionary,
    pub(crate) numbers: Numbers,
    pub(super) places: Names,
    counts: Names,
    said: Names,
    told: Vec<Told>,
    keys: BTreeMap<Key, Unknown>,
    /// Counts that are shown.
    shown: BTreeMap<Key, i64>,
    pub(super) attacked: BTreeMap<Key, Unknown>,
    /// Withheld along with what they are out of: where they are shown they are no secret.
    pub(super) alongside: BTreeMap<Key, Unknown>,
    /// Whose smallest and largest counts are not taken for granted, since no numbers would fit.
    pub(super) relaxed: Vec<(usize, i16)>,
    /// Whose counts contradict one another, so that nothing is taken from what is said of them.
    torn: Vec<(usize, i16)>,
    /// Counts without those of whom a cell cannot be read.
    partial: BTreeSet<Key>,
    pub(super) minimum_base: i64,
    pub(super) threshold: i64,
    /// By publication, whose years are of other counts than those under attack.
    apart: Vec<Places>,
    /// The publication that is being read.
    reading: usize,
}

impl Knowledge {
    /// Nothing yet, by the rules of a publication. `relaxed` are authorities and years of which it is
    /// not taken for granted that a zero would have been shown.
    pub(super) fn nothing(
        dictionary: &Dictionary,
        publication: Option<&Publication>,
        relaxed: Vec<(usize, i16)>,
        apart: &[Places],
    ) -> Self {
        let usual = Disclosure::default();
        let rules = publication.map_or(&usual, |p| &p.scorecard.configuration.disclosure);
        Self {
            dictionary: dictionary.clone(),
            numbers: Numbers::default(),
            places: Names::default(),
            counts: Names::default(),
            said: Names::default(),
            told: Vec::new(),
            keys: BTreeMap::new(),
            shown: BTreeMap::new(),
            attacked: BTreeMap::new(),
            alongside: BTreeMap::new(),
            relaxed,
            torn: Vec::new(),
            partial: BTreeSet::new(),
            minimum_base: rules.minimum_base(),
            threshold: rules.threshold(),
            apart: apart.to_vec(),
            reading: 0,
        }
    }

    /// Says which publication is read next.
    pub(super) fn read(&mut self, publication: usize) {
        self.reading = publication;
    }

    /// Attacks what is withheld along with what it is out of, unless it is shown elsewhere.
    pub(super) fn attack_alongside(&mut self) {
        for (key, unknown) in std::mem::take(&mut self.alongside) {
            if !self.shown.contains_key(&key) {
                self.attacked.insert(key, unknown);
            }
        }
    }

    /// The withheld cells. What is shown elsewhere could be one number only.
    pub(crate) fn attacked(&self) -> Vec<Attacked> {
        let all = self.attacked.iter();
        all.map(|(key, unknown)| Attacked {
            unknown: *unknown,
            key: *key,
        })
        .collect()
    }

    /// Whose, of which year, and what.
    pub(crate) fn describe(&self, key: Key) -> (String, i16, String) {
        let (place, year, count) = key;
        let (place, count) = (self.places.plain(place), self.counts.get(count));
        (place.to_owned(), year, count.to_owned())
    }

    /// A count as other knowledge of the same publications knows it.
    pub(crate) fn same(&self, other: &Self, key: Key) -> Option<Unknown> {
        let place = *other.places.at.get(self.places.get(key.0))?;
        let count = *other.counts.at.get(self.counts.get(key.2))?;
        other.keys.get(&(place, key.1, count)).copied()
    }

    /// What told the range of an unknown, in words.
    pub(crate) fn told(&self, unknown: Unknown) -> Vec<String> {
        let told = self.numbers.narrowed_by(unknown).into_iter();
        let told = told.filter_map(|at| self.told.get(at));
        told.map(|told| {
            let (place, said) = (self.places.plain(told.place), self.said.get(told.said));
            format!("{place} {}: {said}", told.year)
        })
        .collect()
    }

    /// Whose numbers a contradiction is about.
    pub(crate) fn place_of(&self, contradiction: Contradiction) -> Option<(usize, i16)> {
        let told = self.told.get(contradiction.told_by)?;
        Some((told.place, told.year))
    }

    /// Forgets all that is said of some authorities and years.
    pub(crate) fn tear(&mut self, torn: &[(usize, i16)]) {
        if !torn.is_empty() {
            let told = &self.told;
            let is_torn = |told: &Told| torn.contains(&(told.place, told.year));
            let counts = |at: usize| told.get(at).is_none_or(|told| !is_torn(told));
            self.numbers = self.numbers.told_by(counts);
            self.torn = torn.to_vec();
        }
    }

    /// Whether what is said of an authority and year contradicts itself.
    pub(crate) fn is_torn(&self, key: Key) -> bool {
        self.torn.contains(&(key.0, key.1))
    }

    /// Says that a count is without those of whom a cell cannot be read: it is no more than the one that
    /// others add up to.
    pub(super) fn is_partial(&mut self, key: Key) {
        self.partial.insert(key);
    }

    fn any_partial(&self, place: usize, year: i16, names: &[&str]) -> bool {
        let key = |name: &&str| Some((place, year, *self.counts.at.get(*name)?));
        let mut keys = names.iter().filter_map(key);
        keys.any(|key| self.partial.contains(&key))
    }

    pub(super) fn key(&mut self, place: &str, year: i16, count: &str) -> Key {
        let apart = self.apart.get(self.reading);
        let is_apart = apart.is_some_and(|apart| apart.contains(&(place.to_owned(), year)));
        let place = if is_apart {
            let name = format!("{place}{APART}{}", self.reading);
            self.places.of(&name)
        } else {
            self.places.of(place)
        };
        (place, year, self.counts.of(count))
    }

    pub(super) fn unknown(&mut self, key: Key) -> Unknown {
        let numbers = &mut self.numbers;
        *self.keys.entry(key).or_insert_with(|| numbers.add())
    }

    /// The unknown of a count of a place and year, where any file names it.
    fn named(&self, place: usize, year: i16, count: &str) -> Option<Unknown> {
        let count = *self.counts.at.get(count)?;
        self.keys.get(&(place, year, count)).copied()
    }

    /// What is said of a place and year, as constraints refer to it.
    pub(super) fn tell(&mut self, place: usize, year: i16, said: &str) -> usize {
        let said = self.said.of(said);
        self.told.push(Told { place, year, said });
        self.told.len() - 1
    }

    /// That a count is shown. Counts are whole; what is not is no count.
    pub(super) fn show(&mut self, key: Key, count: f64, said: &str) -> Unknown {
        let unknown = self.unknown(key);
        if count.fract() == 0.0 && count.abs() < 1e12 {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "checked to be a whole number"
            )]
            let count = count as i64;
            if let std::collections::btree_map::Entry::Vacant(shown) = self.shown.entry(key) {
                shown.insert(count);
                let told = self.tell(key.0, key.1, said);
                self.numbers.within(unknown, count, count, told);
            }
        }
        unknown
    }

    pub(super) fn attack(&mut self, key: Key) -> Unknown {
        let unknown = self.unknown(key);
        self.attacked.insert(key, unknown);
        unknown
    }

    /// That a zero would have been shown.
    pub(super) fn not_zero(&mut self, key: Key, unknown: Unknown) {
        if !self.relaxed.contains(&(key.0, key.1)) {
            let told = self.tell(key.0, key.1, "a zero would be shown");
            let high = BOUNDLESS;
            self.numbers.within(unknown, 1, high, told);
        }
    }

    /// That some counts add up to another, or to no more than it.
    pub(super) fn relate(
        &mut self,
        parts: &[Unknown],
        whole: &[Unknown],
        equal: bool,
        told_by: usize,
    ) {
        let parts = parts.iter().map(|unknown| (*unknown, 1));
        let whole = whole.iter().map(|unknown| (*unknown, -1));
        let low = if equal { 0 } else { -BOUNDLESS };
        self.numbers.constrain(Constraint {
            terms: parts.chain(whole).collect(),
            low,
            high: 0,
            told_by,
        });
    }

    /// The shown counts of a place and year, by the names of some; none where any is not shown.
    fn shown_of(&self, place: usize, year: i16, names: &[&str]) -> Option<i64> {
        let shown = |name: &&str| {
            let count = *self.counts.at.get(*name)?;
            self.shown.get(&(place, year, count)).copied()
        };
        names.iter().map(shown).sum()
    }

    /// Few children whom no count is of, but whom shown counts leave.
    pub(crate) fn few_left(&self, differences: &[Difference]) -> Vec<Exposed> {
        let places: BTreeSet<(usize, i16)> = self.shown.keys().map(|k| (k.0, k.1)).collect();
        let few = |(place, year): (usize, i16), difference: &Difference| {
            let left = self.shown_of(place, year, &difference.of)?
                - self.shown_of(place, year, &difference.less)?;
            (1..=self.threshold).contains(&left).then(|| Exposed {
                year,
                authority_code: self.places.plain(place).to_owned(),
                count: difference.who.to_owned(),
                possible: 1,
                told_by: vec![format!(
                    "{} less {}",
                    difference.of.join(" and "),
                    difference.less.join(" and ")
                )],
            })
        };
        let all = places.iter().flat_map(|place| {
            let found = differences.iter().map(|difference| few(*place, difference));
            found.flatten().collect::<Vec<_>>()
        });
        all.collect()
    }

    pub(super) fn add_sums(&mut self, sums: &[Sum]) {
        let mut hidden: Vec<(usize, i16)> = self.attacked.keys().map(|k| (k.0, k.1)).collect();
        hidden.dedup();
        for (place, year) in hidden {
            for sum in sums {
                let side = |names: &[&str]| -> Option<Vec<Unknown>> {
                    names
                        .iter()
                        .map(|name| self.named(place, year, name))
                        .collect()
                };
                let partial = |names: &[&str]| self.any_partial(place, year, names);
                let (few_left, few_right) = (partial(&sum.left), partial(&sum.right));
                if few_right && (few_left || !sum.equal) {
                    continue;
                }
                if let (Some(left), Some(right)) = (side(&sum.left), side(&sum.right)) {
                    let told = self.tell(place, year, sum.said);
                    let (less, more) = if few_right {
                        (right, left)
                    } else {
                        (left, right)
                    };
                    let equal = sum.equal && !few_left && !few_right;
                    self.relate(&less, &more, equal, told);
                }
            }
        }
    }
}
