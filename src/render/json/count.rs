//! Counts as JSON.

use serde::{Serialize, Serializer};

/// The smallest whole number from which on not every one is told apart.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// A count, or another number that is mostly whole: written without a point where it is, so that
/// readers that tell whole numbers from others take it for one.
#[derive(Debug, Clone, Copy, PartialEq, schemars::JsonSchema)]
#[schemars(transparent)]
pub(in crate::render) struct Count(pub(in crate::render) f64);

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(number) = *self;
        if number.fract() == 0.0 && number.abs() < LARGEST {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "whole, and within the bounds"
            )]
            let whole = number as i64;
            serializer.serialize_i64(whole)
        } else {
            serializer.serialize_f64(number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_no_point() {
        let written = |number| serde_json::to_string(&Count(number)).unwrap();
        for (number, expected) in [(12.0, "12"), (-0.0, "0"), (-3.0, "-3"), (2.5, "2.5")] {
            assert_eq!(written(number), expected);
        }
        let large = written(1e300);
        assert_eq!(large.parse(), Ok(1e300), "{large}");
        assert!(large.contains(['e', '.']), "{large}");
    }
}
