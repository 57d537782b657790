//! Names of authorities, regions and places that do not exist.

use super::draw::Draw;

const FIRST: [&str; 48] = [
    "Quill", "Thimble", "Lantern", "Umber", "Velvet", "Juniper", "Pebble", "Marigold", "Copper",
    "Bramble", "Feather", "Clover", "Indigo", "Saddle", "Teasel", "Bellow", "Candle", "Damson",
    "Ember", "Fiddle", "Gossamer", "Hazel", "Ivory", "Jasper", "Kestrel", "Larkspur", "Mistle",
    "Nettle", "Otter", "Primrose", "Quince", "Ripple", "Sorrel", "Tansy", "Velour", "Willow",
    "Yarrow", "Zephyr", "Amber", "Beacon", "Cobble", "Dapple", "Falcon", "Ginger", "Heron",
    "Kettle", "Linnet", "Magpie",
];
const LAST: [&str; 20] = [
    "mere", "wick", "holt", "stow", "combe", "haven", "dale", "fell", "marsh", "ness", "reach",
    "moor", "gate", "thorpe", "water", "cliff", "shaw", "beck", "hythe", "garth",
];
const BEFORE: [&str; 8] = [
    "Upper", "Nether", "Inner", "Outer", "Greater", "Old", "Far", "Long",
];
const REGIONS: [&str; 9] = [
    "Upper Fells",
    "Western Marches",
    "Middle Vale",
    "Salt Coast",
    "Great Levels",
    "Chalk Ridge",
    "River Lands",
    "Old Forest",
    "Southern Sands",
];

/// Names of authorities, each once.
pub(super) fn authorities(count: usize, draw: &mut Draw) -> Vec<String> {
    let mut plain: Vec<String> = FIRST
        .iter()
        .flat_map(|first| LAST.iter().map(move |last| format!("{first}{last}")))
        .collect();
    draw.shuffle(&mut plain);
    let again = BEFORE
        .iter()
        .flat_map(|before| plain.iter().map(move |name| format!("{before} {name}")));
    plain.iter().cloned().chain(again).take(count).collect()
}

/// The most authorities that have a name.
pub(super) const MOST_AUTHORITIES: usize = FIRST.len() * LAST.len() * (BEFORE.len() + 1);

/// The name of a region.
pub(super) fn region(index: usize) -> &'static str {
    REGIONS[index % REGIONS.len()]
}

/// The most regions that have a name.
pub(super) const MOST_REGIONS: usize = REGIONS.len();

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::{Register, Resolution};
    use std::collections::BTreeSet;

    #[test]
    fn names_are_distinct_and_none_is_a_real_authority() {
        let names = authorities(MOST_AUTHORITIES, &mut Draw::of(1, "names", 0));
        assert_eq!(names.len(), MOST_AUTHORITIES);
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for name in &names {
            let found = Register::built_in().resolve(name);
            assert!(
                matches!(found, Resolution::Unknown { .. }),
                "{name}: {found:?}"
            );
        }
    }
}
