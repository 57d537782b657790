//! Which authorities the children placed outside go to.

use crate::sample::nation::Authority;

/// How often the weights are brought nearer to what authorities host.
const ROUNDS: usize = 60;
/// How far a weight may go from what distance alone makes of it, either way.
const FARTHEST: f64 = 40.0;

/// Other authorities that an authority's children are placed in, with weights.
#[derive(Debug, Clone, Default)]
pub(super) struct Hosts {
    /// Neighbours near enough for some of their postcodes to be within 20 miles.
    pub(super) near: Vec<(u16, f64)>,
    /// Those far enough for some to be beyond.
    pub(super) far: Vec<(u16, f64)>,
}

/// The hosts of every authority. Nearer ones are likelier, and between them they come to host what
/// their profiles say, as far as the map lets them.
pub(super) fn hosts(nation: &[Authority], middles: &[(f64, f64)]) -> Vec<Hosts> {
    let mut hosts: Vec<Hosts> = nation
        .iter()
        .map(|authority| by_distance(nation, middles, authority.number))
        .collect();
    balance(&mut hosts, nation);
    hosts
}

fn by_distance(nation: &[Authority], middles: &[(f64, f64)], number: usize) -> Hosts {
    let Some((east, north)) = middles.get(number) else {
        return Hosts::default();
    };
    let mut found: Vec<(f64, u16, f64)> = nation
        .iter()
        .zip(middles)
        .filter(|(other, _)| other.number != number)
        .map(|(other, (x, y))| {
            let kilometres =
                libm::sqrt((x - east) * (x - east) + (y - north) * (y - north)) / 1000.0;
            (kilometres, other.number as u16, hosted(other))
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let weight = |base: f64, (kilometres, other, hosted): &(f64, u16, f64)| {
        let reach = base + kilometres;
        (*other, hosted / (reach * reach))
    };
    let beyond = found.iter().filter(|(kilometres, ..)| *kilometres > 25.0);
    Hosts {
        near: found
            .iter()
            .take(7)
            .map(|host| weight(14.0, host))
            .collect(),
        far: beyond.map(|host| weight(60.0, host)).collect(),
    }
}

/// Children of others that an authority hosts, more or less; the smallest host some as well.
fn hosted(authority: &Authority) -> f64 {
    (authority.profile.children + 20.0) * authority.profile.hosted.max(0.05)
}

/// Brings the weights to where each authority can expect its share of all children placed outside.
fn balance(hosts: &mut [Hosts], nation: &[Authority]) {
    let total: f64 = nation.iter().map(hosted).sum();
    let outside: f64 = nation
        .iter()
        .map(|a| a.profile.children * a.profile.outside)
        .sum();
    let mut factors = vec![1.0_f64; nation.len()];
    for _ in 0..ROUNDS {
        let expected = expected(hosts, nation, &factors);
        for ((factor, expected), authority) in factors.iter_mut().zip(expected).zip(nation) {
            let wanted = hosted(authority) * outside / total;
            if expected > 0.0 {
                *factor = (*factor * wanted / expected).clamp(1.0 / FARTHEST, FARTHEST);
            }
        }
    }
    for (other, weight) in hosts
        .iter_mut()
        .flat_map(|h| h.near.iter_mut().chain(&mut h.far))
    {
        *weight *= factors.get(usize::from(*other)).unwrap_or(&1.0);
    }
}

/// Children each authority can expect to host when weights are multiplied by the hosts' factors.
fn expected(hosts: &[Hosts], nation: &[Authority], factors: &[f64]) -> Vec<f64> {
    let mut expected = vec![0.0; nation.len()];
    for (hosts, authority) in hosts.iter().zip(nation) {
        let profile = &authority.profile;
        let far = profile.children * profile.far_outside;
        let near = profile.children * profile.outside - far;
        for (children, hosts) in [(near, &hosts.near), (far, &hosts.far)] {
            let weighed = |(other, weight): &(u16, f64)| {
                let factor = factors.get(usize::from(*other)).unwrap_or(&1.0);
                (usize::from(*other), weight * factor)
            };
            let all: f64 = hosts.iter().map(|host| weighed(host).1).sum();
            for (other, weight) in hosts.iter().map(weighed) {
                if let Some(sum) = expected.get_mut(other) {
                    *sum += children * weight / all;
                }
            }
        }
    }
    expected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::nation;

    #[test]
    fn authorities_can_expect_to_host_what_their_profiles_say() {
        let nation = nation::authorities(1, 153);
        let middles: Vec<(f64, f64)> = (0..153_u32)
            .map(|at| (f64::from(at % 13) * 22e3, f64::from(at / 13) * 22e3))
            .collect();
        let hosts = hosts(&nation, &middles);
        let expected = expected(&hosts, &nation, &[1.0; 153]);
        let outside: f64 = expected.iter().sum();
        let all: f64 = nation.iter().map(hosted).sum();
        for (expected, authority) in expected.iter().zip(&nation) {
            let wanted = hosted(authority) * outside / all;
            assert!(
                (expected / wanted - 1.0).abs() < 0.05,
                "{expected} {wanted}"
            );
        }
    }
}
