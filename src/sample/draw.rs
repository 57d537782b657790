//! Random draws that are the same on every platform and any number of threads.
//!
//! Each part of the sample has a stream of its own, named by its purpose and number, so that no
//! part depends on how much another drew. Logarithms and roots come from `libm`: the distributions
//! of the usual crates call the platform's once any crate of the build switches that on.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of a purpose and a number.
    pub(super) fn of(seed: u64, purpose: &str, number: u64) -> Self {
        let mut key = [0_u8; 32];
        let purpose = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, b| {
            (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        });
        for (part, value) in key
            .chunks_exact_mut(8)
            .zip([seed, purpose, number, 0x5c04_eca4])
        {
            part.copy_from_slice(&value.to_le_bytes());
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number from 0 up to, but not reaching, 1.
    pub(super) fn unit(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.0.next_u64() >> 11) as f64 * STEP
    }

    /// Whether something of the given probability happens.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number below `end`; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((self.0.next_u64() as u128 * end as u128) >> 64) as usize
    }

    /// A whole number from `low` to `high`, both included; `low` where they are the wrong way round.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        if high <= low {
            return low;
        }
        low + self.below((i64::from(high) - i64::from(low) + 1) as usize) as i32
    }

    /// A standard normal number (Box and Muller).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// An exponential number of the given mean.
    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(1.0 - self.unit())
    }

    /// One of the items, each as likely as its weight says; the last where no weight is positive.
    pub(super) fn weighted<T: Copy>(&mut self, items: &[(T, f64)]) -> Option<T> {
        let total: f64 = items.iter().map(|(_, weight)| weight).sum();
        let mut left = self.unit() * total;
        for (item, weight) in items {
            left -= weight;
            if left < 0.0 {
                return Some(*item);
            }
        }
        items.last().map(|(item, _)| *item)
    }

    /// One of the items, all equally likely.
    pub(super) fn one_of<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        items.get(self.below(items.len())).copied()
    }

    /// Puts the items in random order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    /// Chooses `count` of the items without replacement, heavier ones sooner (Efraimidis and
    /// Spirakis); items of weight 0 are never chosen. They come heaviest-drawn first.
    pub(super) fn choose<T: Copy>(&mut self, items: &[(T, f64)], count: usize) -> Vec<T> {
        let mut keyed: Vec<(f64, T)> = items
            .iter()
            .filter(|(_, weight)| *weight > 0.0)
            .map(|(item, weight)| (-libm::log(1.0 - self.unit()) / weight, *item))
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        keyed
            .into_iter()
            .take(count)
            .map(|(_, item)| item)
            .collect()
    }
}

/// The nearest whole number, halves upwards; 0 for anything negative.
pub(super) fn whole(value: f64) -> usize {
    libm::floor(value + 0.5).max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_fixed_for_ever() {
        let mut draw = Draw::of(1, "test", 2);
        let first: Vec<usize> = (0..5).map(|_| draw.below(1000)).collect();
        assert_eq!(first, [123, 437, 877, 880, 108]);
        let mut other = Draw::of(1, "test", 3);
        assert_ne!(first, (0..5).map(|_| other.below(1000)).collect::<Vec<_>>());
    }

    #[test]
    fn distributions_have_their_means() {
        let mut draw = Draw::of(7, "means", 0);
        let n = 20_000;
        let mean = |of: &mut dyn FnMut() -> f64| (0..n).map(|_| of()).sum::<f64>() / f64::from(n);
        assert!((mean(&mut || draw.unit()) - 0.5).abs() < 0.01);
        assert!(mean(&mut || draw.normal()).abs() < 0.03);
        assert!((mean(&mut || draw.exponential(3.0)) - 3.0).abs() < 0.1);
    }

    #[test]
    fn choosing_is_without_replacement_and_never_takes_what_weighs_nothing() {
        let mut draw = Draw::of(3, "choose", 0);
        let items: Vec<(usize, f64)> = (0..10)
            .map(|i| (i, if i < 5 { 1.0 } else { 0.0 }))
            .collect();
        let mut chosen = draw.choose(&items, 8);
        chosen.sort_unstable();
        assert_eq!(chosen, [0, 1, 2, 3, 4]);
    }
}
