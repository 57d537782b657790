//! Dealing the country's distributions out to authorities, so that sums come to the nation's values.

use super::Profile;
use crate::sample::calibration::{self as facts, Spread};
use crate::sample::draw::Draw;

/// What the figures of authorities with so many children shall be.
pub(super) fn profiles(sizes: &[f64], draw: &mut Draw) -> Vec<Profile> {
    let mut profiles: Vec<Profile> = sizes
        .iter()
        .map(|children| Profile {
            children: *children,
            growth: (0.004 + 0.03 * draw.normal()).clamp(-0.07, 0.07),
            ..Profile::default()
        })
        .collect();
    deal_missing(&mut profiles, sizes, draw);
    deal_placements(&mut profiles, sizes, draw);
    profiles
}

/// A value of each authority that others go along with.
fn latent(count: usize, draw: &mut Draw) -> Vec<f64> {
    (0..count).map(|_| draw.normal()).collect()
}

fn deal_missing(profiles: &mut [Profile], sizes: &[f64], draw: &mut Draw) {
    let recording = latent(sizes.len(), draw);
    let mut deal = |spread: &Spread, weights: &[f64], with: Option<(&[f64], f64)>| {
        Deal {
            sizes,
            weights,
            with,
            most: f64::INFINITY,
        }
        .values(spread, draw)
    };
    let during = deal(&facts::DURING_YEAR, sizes, None);
    let in_year: Vec<f64> = sizes.iter().zip(&during).map(|(n, r)| n * r).collect();
    let missing = deal(&facts::MISSING, &in_year, Some((&recording, 0.95)));
    let recorded = standardised(&missing);
    let incidents = deal(&facts::INCIDENTS, &in_year, Some((&recorded, 0.85)));
    let gone: Vec<f64> = in_year.iter().zip(&missing).map(|(n, p)| n * p).collect();
    let repeat = deal(&facts::REPEAT, &gone, Some((&recording, 0.3)));
    let away = deal(&facts::AWAY, &in_year, None);
    for (at, profile) in profiles.iter_mut().enumerate() {
        profile.during_year = during[at];
        profile.missing = missing[at];
        profile.incidents = incidents[at].clamp(2.2 * missing[at], 14.4 * missing[at]);
        profile.repeat = repeat[at];
        profile.away = away[at];
    }
}

fn deal_placements(profiles: &mut [Profile], sizes: &[f64], draw: &mut Draw) {
    let (sparse, unsettled) = (latent(sizes.len(), draw), latent(sizes.len(), draw));
    let settled: Vec<f64> = unsettled.iter().map(|value| -value).collect();
    let mut deal = |spread: &Spread, with: Option<(&[f64], f64)>| {
        let weights = sizes;
        Deal {
            sizes,
            weights,
            with,
            most: f64::INFINITY,
        }
        .values(spread, draw)
    };
    let outside = deal(&facts::OUTSIDE, Some((&sparse, 0.8)));
    let far_outside = deal(&facts::FAR_OUTSIDE, Some((&sparse, 0.6)));
    let three = deal(&facts::THREE_PLACEMENTS, Some((&unsettled, 0.9)));
    let in_two = deal(&facts::THREE_IN_TWO_YEARS, Some((&unsettled, 0.9)));
    let same = deal(&facts::SAME_CARER, Some((&settled, 0.7)));
    let own = deal(&facts::OWN_PROVISION, None);
    let homes = deal(&facts::HOMES, None);
    let uasc = deal(&facts::UASC, None);
    let hosted = deal(&facts::HOSTED, None);
    let in_homes: Vec<f64> = sizes.iter().zip(&homes).map(|(n, p)| n * p).collect();
    let places = Deal {
        sizes,
        weights: &in_homes,
        with: None,
        most: 1.0,
    }
    .values(&facts::HOME_PLACES, draw);
    for (at, profile) in profiles.iter_mut().enumerate() {
        profile.outside = outside[at];
        profile.far_outside = far_outside[at].min(0.8 * outside[at]);
        profile.three_placements = three[at];
        profile.three_in_two_years = in_two[at];
        profile.same_carer = same[at];
        profile.own_provision = own[at];
        profile.homes = homes[at];
        profile.uasc = uasc[at];
        profile.home_places = places[at];
        profile.hosted = hosted[at];
    }
}

/// Children at 31 March from which on an authority takes a place of its own in a distribution:
/// those for which the published ones are given.
const LARGE: f64 = 50.0;

/// How a spread is dealt out to authorities.
struct Deal<'a> {
    /// Children at 31 March.
    sizes: &'a [f64],
    /// What the nation's value is weighted by.
    weights: &'a [f64],
    /// Values to go along with, and how closely.
    with: Option<(&'a [f64], f64)>,
    /// The most that an authority's value counts towards the nation's.
    most: f64,
}

impl Deal<'_> {
    /// Deals the values of a spread out: each large authority stands at its own place of the
    /// distribution, and of many ways to deal, all in keeping with the correlation asked for, the
    /// one is taken whose weighted mean comes nearest to the nation's value, and brought nearer
    /// still. The smallest authorities stand anywhere.
    fn values(&self, spread: &Spread, draw: &mut Draw) -> Vec<f64> {
        const WAYS: usize = 60;
        let large = self.sizes.iter().filter(|size| **size >= LARGE).count();
        let mut best: Option<(f64, Vec<f64>)> = None;
        for _ in 0..WAYS {
            let mut values = vec![0.0; self.sizes.len()];
            let mut places = (0..large).map(|place| (place as f64 + 0.5) / large as f64);
            for at in order(self.sizes.len(), self.with, draw) {
                let own = (self.sizes[at] >= LARGE).then(|| places.next()).flatten();
                values[at] = spread.at(own.unwrap_or_else(|| draw.unit()));
            }
            let error = (self.sum(&values) - self.wanted(spread)).abs();
            if best.as_ref().is_none_or(|(least, _)| error < *least) {
                best = Some((error, values));
            }
        }
        let mut values = best.map(|(_, values)| values).unwrap_or_default();
        self.exchange(&mut values, spread, draw);
        values
    }

    fn sum(&self, values: &[f64]) -> f64 {
        let counted = values.iter().map(|value| value.min(self.most));
        counted.zip(self.weights).map(|(v, w)| v * w).sum()
    }

    fn wanted(&self, spread: &Spread) -> f64 {
        spread.nation * self.weights.iter().sum::<f64>()
    }

    /// Lets pairs of large authorities with values not far apart exchange them where that brings
    /// the weighted sum nearer to the nation's.
    fn exchange(&self, values: &mut [f64], spread: &Spread, draw: &mut Draw) {
        const CLOSE: f64 = 0.0005;
        let wanted = self.wanted(spread);
        let apart = (spread.points[5] - spread.points[3]).max(1e-3);
        let mut sum = self.sum(values);
        for _ in 0..values.len() * 60 {
            if (sum - wanted).abs() <= CLOSE * wanted {
                return;
            }
            let (a, b) = (draw.below(values.len()), draw.below(values.len()));
            let apart_as_counted = values[a].min(self.most) - values[b].min(self.most);
            let change = apart_as_counted * (self.weights[b] - self.weights[a]);
            let near = (values[a] - values[b]).abs() <= apart;
            let large = self.sizes[a] >= LARGE && self.sizes[b] >= LARGE;
            if near && large && (sum + change - wanted).abs() < (sum - wanted).abs() {
                sum += change;
                values.swap(a, b);
            }
        }
    }
}

/// Values brought to mean 0 and standard deviation 1.
fn standardised(values: &[f64]) -> Vec<f64> {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / count;
    let deviation = libm::sqrt(variance).max(1e-9);
    values.iter().map(|v| (v - mean) / deviation).collect()
}

fn order(count: usize, with: Option<(&[f64], f64)>, draw: &mut Draw) -> Vec<usize> {
    let keys: Vec<f64> = (0..count)
        .map(|at| {
            let noise = draw.normal();
            with.map_or(noise, |(latent, correlation)| {
                correlation * latent[at] + libm::sqrt(1.0 - correlation * correlation) * noise
            })
        })
        .collect();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| keys[*a].total_cmp(&keys[*b]));
    order
}
