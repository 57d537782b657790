//! The authorities of a sample: who they are and what their figures shall be.

mod deal;

use super::calibration as facts;
use super::draw::Draw;
use super::names;
use deal::profiles;

/// A kind of authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    County,
    Unitary,
    Metropolitan,
    Borough,
}

impl Kind {
    /// The kind in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::County => "County",
            Self::Unitary => "Unitary",
            Self::Metropolitan => "Metropolitan district",
            Self::Borough => "City borough",
        }
    }

    /// The side of its area, in kilometres, if that were square.
    pub(super) fn side(self) -> f64 {
        match self {
            Self::County => 58.0,
            Self::Unitary => 24.0,
            Self::Metropolitan => 17.0,
            Self::Borough => 9.0,
        }
    }
}

/// An authority that does not exist.
#[derive(Debug, Clone)]
pub(super) struct Authority {
    pub(super) number: usize,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) region: usize,
    pub(super) kind: Kind,
    pub(super) profile: Profile,
}

impl Authority {
    /// The code of its region.
    pub(super) fn region_code(&self) -> String {
        format!("R{:02}", self.region + 1)
    }
}

/// The name of a region.
pub(super) fn region_name(region: usize) -> &'static str {
    names::region(region)
}

/// What the figures of an authority shall be in the last year. Shares are from 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Profile {
    /// Children at 31 March.
    pub(super) children: f64,
    /// Growth of that number from year to year.
    pub(super) growth: f64,
    /// Children during the year, per child at 31 March.
    pub(super) during_year: f64,
    pub(super) missing: f64,
    /// Missing incidents per child during the year.
    pub(super) incidents: f64,
    pub(super) repeat: f64,
    pub(super) away: f64,
    pub(super) outside: f64,
    pub(super) far_outside: f64,
    pub(super) three_placements: f64,
    pub(super) three_in_two_years: f64,
    pub(super) same_carer: f64,
    pub(super) own_provision: f64,
    pub(super) homes: f64,
    pub(super) uasc: f64,
    /// Places in children's homes in the area, per own child in a home.
    pub(super) home_places: f64,
    /// Children of others placed within, per own child.
    pub(super) hosted: f64,
}

impl Profile {
    /// The profile some years back: nearly that of the last year.
    pub(super) fn earlier(&self, back: f64, draw: &mut Draw) -> Self {
        let mut profile = *self;
        profile.children = libm::floor(self.children / libm::pow(1.0 + self.growth, back) + 0.5);
        let wander = libm::sqrt(back) * 0.06;
        for share in [
            &mut profile.missing,
            &mut profile.incidents,
            &mut profile.away,
            &mut profile.outside,
            &mut profile.far_outside,
            &mut profile.three_placements,
            &mut profile.three_in_two_years,
            &mut profile.own_provision,
            &mut profile.homes,
            &mut profile.uasc,
        ] {
            *share *= libm::exp(wander * draw.normal());
        }
        profile.outside = profile.outside.min(0.95);
        profile.far_outside = profile.far_outside.min(0.8 * profile.outside);
        profile.own_provision = profile.own_provision.min(0.9);
        profile
    }
}

/// The authorities of a sample, in order of code.
pub(super) fn authorities(seed: u64, count: usize) -> Vec<Authority> {
    let mut draw = Draw::of(seed, "nation", 0);
    let mut sizes = sizes(count);
    draw.shuffle(&mut sizes);
    let profiles = profiles(&sizes, &mut draw);
    let names = names::authorities(count, &mut draw);
    let digits = count.to_string().len().max(2);
    let regions = (count / 4).clamp(1, names::MOST_REGIONS);
    names
        .into_iter()
        .zip(profiles)
        .enumerate()
        .map(|(number, (name, profile))| Authority {
            number,
            code: format!("S{:0digits$}", number + 1),
            name,
            region: number * regions / count,
            kind: kind(profile.children, &mut draw),
            profile,
        })
        .collect()
}

/// Children at 31 March. A national run has the sizes of the country; a small run has one very
/// small authority and otherwise sizes from the lower quarter, so that it stays small.
fn sizes(count: usize) -> Vec<f64> {
    let (tiny, reach) = match count {
        0..=3 => (0, 0.25),
        4..=60 => (1, 0.25),
        _ => (3, 1.0),
    };
    let others = count - tiny;
    let mut sizes: Vec<f64> = (0..others)
        .map(|at| (at as f64 + 0.5) / others.max(1) as f64 * reach)
        .map(|place| facts::between(&facts::SIZES, place))
        .collect();
    if let (Some(largest), true) = (sizes.last_mut(), reach == 1.0) {
        *largest = facts::SIZES[8];
    }
    if reach == 1.0 {
        let wanted = facts::CHILDREN_31_MARCH / facts::AUTHORITIES as f64 * count as f64;
        fit_total(&mut sizes, wanted - facts::SMALLEST.iter().sum::<f64>());
    }
    sizes.extend(facts::SMALLEST.iter().rev().take(tiny));
    sizes.iter().map(|size| libm::floor(size + 0.5)).collect()
}

/// Scales all but the largest, so that the sizes add up.
fn fit_total(sizes: &mut [f64], wanted: f64) {
    let Some((largest, rest)) = sizes.split_last_mut() else {
        return;
    };
    let scale = (wanted - *largest) / rest.iter().sum::<f64>();
    rest.iter_mut()
        .for_each(|size| *size = (*size * scale).min(*largest));
}

fn kind(children: f64, draw: &mut Draw) -> Kind {
    let weights = match children {
        size if size > 900.0 => [0.7, 0.0, 0.3, 0.0],
        size if size > 400.0 => [0.08, 0.4, 0.32, 0.2],
        size if size > 50.0 => [0.0, 0.5, 0.12, 0.38],
        _ => [0.0, 1.0, 0.0, 0.0],
    };
    let kinds = [
        Kind::County,
        Kind::Unitary,
        Kind::Metropolitan,
        Kind::Borough,
    ];
    let weighted: Vec<(Kind, f64)> = kinds.into_iter().zip(weights).collect();
    draw.weighted(&weighted).unwrap_or(Kind::Unitary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_national_run_has_the_sizes_of_the_country() {
        let nation = authorities(1, 153);
        let mut sizes: Vec<f64> = nation.iter().map(|a| a.profile.children).collect();
        sizes.sort_by(f64::total_cmp);
        assert_eq!(&sizes[..3], [0.0, 7.0, 27.0]);
        assert_eq!(sizes[152], 2296.0);
        let total: f64 = sizes.iter().sum();
        assert!((total / 83_630.0 - 1.0).abs() < 0.002, "{total}");
    }

    #[test]
    fn shares_come_to_the_nations_value() {
        for seed in 1..5 {
            let nation = authorities(seed, 153);
            let total: f64 = nation.iter().map(|a| a.profile.children).sum();
            for (of, wanted) in [
                (|p: &Profile| p.outside, 0.449),
                (|p: &Profile| p.three_placements, 0.104),
                (|p: &Profile| p.same_carer, 0.681),
                (|p: &Profile| p.own_provision, 0.427),
            ] as [(fn(&Profile) -> f64, f64); 4]
            {
                let sum: f64 = nation
                    .iter()
                    .map(|a| of(&a.profile) * a.profile.children)
                    .sum();
                assert!(
                    (sum / total / wanted - 1.0).abs() < 0.01,
                    "{wanted} {}",
                    sum / total
                );
            }
        }
    }

    #[test]
    fn codes_are_in_order_and_regions_in_one_piece() {
        let nation = authorities(1, 12);
        assert_eq!(nation[0].code, "S01");
        assert_eq!(nation[11].code, "S12");
        assert!(
            nation
                .windows(2)
                .all(|pair| pair[0].region <= pair[1].region)
        );
        assert_eq!(authorities(1, 120)[0].code, "S001");
    }
}
