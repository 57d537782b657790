//! Values by authority, by indicator or by domain: a place among authorities cannot be taken for
//! one among indicators, and what goes together has the same length.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};
use std::slice;

use serde::{Serialize, Serializer};

/// What [`By`] can go by.
pub trait Key: sealed::Place {}

/// Keeps keys to those of this room.
mod sealed {
    /// A place counted from 0.
    pub trait Place: Copy + Ord {
        /// The place of a number.
        fn numbered(number: usize) -> Self;
        /// Its number.
        fn number(self) -> usize;
    }
}

pub(in crate::scoring) use sealed::Place;

/// Declares a key: a place of its own kind.
macro_rules! key {
    ($(#[$text:meta])* $visibility:vis $name:ident) => {
        $(#[$text])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility struct $name(usize);

        impl $crate::scoring::by::Place for $name {
            fn numbered(number: usize) -> Self {
                Self(number)
            }

            fn number(self) -> usize {
                self.0
            }
        }

        impl $crate::scoring::by::Key for $name {}
    };
}

pub(in crate::scoring) use key;

key!(
    /// The place of an authority in a panel, and in all that is made from it.
    pub AuthorityIndex
);
key!(
    /// The place of an indicator in a configuration, all domains taken together.
    pub IndicatorIndex
);
key!(
    /// The place of a domain in a configuration.
    pub DomainIndex
);

#[cfg(test)]
impl AuthorityIndex {
    /// The first of whatever panel.
    pub(crate) fn first() -> Self {
        Self(0)
    }
}

impl DomainIndex {
    /// Its place as a number, counted from 0, for names such as `domain_a`.
    pub fn number(self) -> usize {
        self.0
    }
}

/// A value for each authority of a panel.
pub type ByAuthority<T> = By<AuthorityIndex, T>;
/// A value for each indicator of a configuration.
pub type ByIndicator<T> = By<IndicatorIndex, T>;
/// A value for each domain of a configuration.
pub type ByDomain<T> = By<DomainIndex, T>;

/// A value for each place of a kind, in order. It is as fast as the vector it holds; the key only
/// keeps places of one kind from being taken for places of another.
///
/// ```
/// use care_scorecard::config::Configuration;
/// use care_scorecard::scoring::{Column, Entry, Member, Panel, score};
///
/// let weights = "[[domain]]\ncode = \"d\"\n[[domain.indicator]]\ncode = \"i\"\n\
///     direction = \"higher-is-better\"\nnormalisation = \"min-max\"\nkind = \"number\"\n";
/// let (configuration, _) = Configuration::read(weights, "weights").unwrap();
/// let register = care_scorecard::authority::Register::built_in();
/// let members = register.authorities().iter().take(2);
/// let members = members.map(|a| Member::new(a.id, a.code.as_str())).collect();
/// let column = Column::new("i", [4.0, 8.0].map(Entry::of_value));
/// let panel = Panel::new(&configuration, members, vec![column])?;
/// let scorecard = score(&configuration, &panel)?;
/// for (at, score) in scorecard.overall.pairs() {
///     println!("{}: {:?}", register.authority(panel.authorities()[at]).name, score.score);
/// }
/// # Ok::<(), care_scorecard::scoring::PanelError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct By<K, T> {
    values: Vec<T>,
    key: PhantomData<fn() -> K>,
}

impl<K: Key, T> By<K, T> {
    pub(in crate::scoring) fn new(values: Vec<T>) -> Self {
        let key = PhantomData;
        Self { values, key }
    }

    pub(in crate::scoring) fn collected(values: impl IntoIterator<Item = T>) -> Self {
        Self::new(values.into_iter().collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The places, in order.
    pub fn keys(
        &self,
    ) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator + Clone + use<K, T> {
        (0..self.values.len()).map(K::numbered)
    }

    /// The values, in order.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.values.iter()
    }

    /// The values with their places, in order.
    pub fn pairs(&self) -> impl DoubleEndedIterator<Item = (K, &T)> + ExactSizeIterator + Clone {
        self.keys().zip(&self.values)
    }

    /// The values alone, in order.
    pub fn as_slice(&self) -> &[T] {
        &self.values
    }

    /// The value at a place; none where the place is of something larger.
    pub fn get(&self, at: K) -> Option<&T> {
        self.values.get(at.number())
    }

    /// The first place whose value is as asked.
    pub fn find(&self, is: impl FnMut(&T) -> bool) -> Option<K> {
        self.values.iter().position(is).map(K::numbered)
    }

    /// Another value for each place.
    pub fn map<U>(&self, mut of: impl FnMut(K, &T) -> U) -> By<K, U> {
        By::collected(self.pairs().map(|(at, value)| of(at, value)))
    }

    /// Two values for each place, in order.
    ///
    /// # Panics
    /// Where the two are not of the same length: they are then not of the same panel or
    /// configuration, and would be matched wrongly.
    pub fn zip<'b, U>(&'b self, other: &'b By<K, U>) -> impl Iterator<Item = (&'b T, &'b U)> {
        assert_eq!(self.len(), other.len(), "values of different places");
        self.values.iter().zip(&other.values)
    }

    pub(in crate::scoring) fn iter_mut(&mut self) -> slice::IterMut<'_, T> {
        self.values.iter_mut()
    }

    /// As [`By::zip`], with values that can be changed.
    pub(in crate::scoring) fn zip_mut<'b, U>(
        &'b mut self,
        other: &'b By<K, U>,
    ) -> impl Iterator<Item = (&'b mut T, &'b U)> {
        assert_eq!(self.len(), other.len(), "values of different places");
        self.values.iter_mut().zip(&other.values)
    }
}

impl<K: Key, T> Index<K> for By<K, T> {
    type Output = T;

    fn index(&self, at: K) -> &T {
        &self.values[at.number()]
    }
}

impl<K: Key, T> IndexMut<K> for By<K, T> {
    fn index_mut(&mut self, at: K) -> &mut T {
        &mut self.values[at.number()]
    }
}

impl<'b, K, T> IntoIterator for &'b By<K, T> {
    type Item = &'b T;
    type IntoIter = slice::Iter<'b, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<K, T> IntoIterator for By<K, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}

impl<K, T: fmt::Debug> fmt::Debug for By<K, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.fmt(formatter)
    }
}

impl<K, T: Serialize> Serialize for By<K, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.values.serialize(serializer)
    }
}

/// Tests count places by hand.
#[cfg(test)]
impl<K, T> Index<usize> for By<K, T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.values[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_to_their_values() {
        let mut values: ByAuthority<i32> = By::new(vec![4, 5, 6]);
        let at = values.find(|value| *value == 5).unwrap();
        assert_eq!(values[at], 5);
        values[at] = 7;
        let places: Vec<_> = values
            .pairs()
            .map(|(at, value)| (at.number(), *value))
            .collect();
        assert_eq!(places, [(0, 4), (1, 7), (2, 6)]);
        assert_eq!(
            values.map(|at, value| values[at] == *value),
            By::new(vec![true; 3])
        );
        assert_eq!(ByAuthority::<i32>::new(Vec::new()).get(at), None);
    }

    #[test]
    #[should_panic(expected = "values of different places")]
    fn values_of_another_length_are_not_paired() {
        let (short, long): (ByDomain<i32>, ByDomain<i32>) = (By::new(vec![1]), By::new(vec![1, 2]));
        let _ = short.zip(&long).count();
    }
}
