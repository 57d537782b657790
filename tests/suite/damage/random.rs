//! The same with random damage.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::outsider::published::Dataset;
use super::ways::{ALL_SWAPPED, Effect, Way, ways};
use super::{Outcome, outcome, sample, with_damage, wrongs};

static WHOLE: LazyLock<(Dataset, Outcome)> = LazyLock::new(|| {
    let dataset = sample();
    let whole = outcome(&dataset);
    (dataset, whole)
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn random_damage_gives_no_false_figure(at in any::<proptest::sample::Index>(), every in 0..12_usize) {
        let all = ways();
        let chosen = at.get(&all).clone();
        let unknown = chosen.name == "serial" || chosen.effect == Effect::NotKnown;
        let effect = if unknown { Effect::NotKnown } else { Effect::Read };
        let every = if chosen.name == ALL_SWAPPED { 1 } else { every };
        let way = Way { every, effect, ..chosen };
        let (dataset, whole) = &*WHOLE;
        let (damaged, hit) = with_damage(dataset, &way);
        let wrong = wrongs(whole, &outcome(&damaged), hit, way.effect);
        prop_assert!(wrong.is_empty(), "{way:?} {hit:?}: {wrong:?}");
    }
}
