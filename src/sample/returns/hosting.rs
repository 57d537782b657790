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

/// A possible host of an authority's children.
#[derive(Debug, Clone, Copy)]
struct Host {
    number: usize,
    weight: f64,
    /// The chance that a place there is as near, or as far, as is wanted.
    chance: f64,
}

/// The hosts of one authority while they are weighed.
#[derive(Debug, Clone, Default)]
struct Weighed {
    near: Vec<Host>,
    far: Vec<Host>,
}

/// The hosts of every authority. Nearer ones are likelier, and between them they come to host what
/// their profiles say, as far as the map lets them. `within` gives, for two authorities, the share
/// of pairs of their postcodes that are within 20 miles of each other.
pub(super) fn hosts(
    nation: &[Authority],
    middles: &[(f64, f64)],
    within: impl Fn(usize, usize) -> f64,
) -> Vec<Hosts> {
    let by_distance = nation
        .iter()
        .map(|authority| by_distance(nation, middles, authority.number, &within));
    let weighed: Vec<Weighed> = by_distance.collect();
    let factors = balanced(&weighed, nation);
    let weights = |hosts: &[Host]| {
        let weight = |host: &Host| (host.number as u16, host.weight * factors[host.number]);
        hosts.iter().map(weight).collect()
    };
    let hosts = weighed.iter().map(|hosts| Hosts {
        near: weights(&hosts.near),
        far: weights(&hosts.far),
    });
    hosts.collect()
}

fn by_distance(
    nation: &[Authority],
    middles: &[(f64, f64)],
    number: usize,
    within: impl Fn(usize, usize) -> f64,
) -> Weighed {
    let Some((east, north)) = middles.get(number) else {
        return Weighed::default();
    };
    let mut found: Vec<(f64, usize, f64)> = nation
        .iter()
        .zip(middles)
        .filter(|(other, _)| other.number != number)
        .map(|(other, (x, y))| {
            let kilometres =
                libm::sqrt((x - east) * (x - east) + (y - north) * (y - north)) / 1000.0;
            (kilometres, other.number, hosted(other))
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let host = |base: f64, (kilometres, other, hosted): &(f64, usize, f64), near: bool| {
        let reach = base + kilometres;
        let within = within(number, *other);
        Host {
            number: *other,
            weight: hosted / (reach * reach),
            chance: if near { within } else { 1.0 - within }.max(0.01),
        }
    };
    let beyond = found.iter().filter(|(kilometres, ..)| *kilometres > 25.0);
    Weighed {
        near: found.iter().take(7).map(|f| host(14.0, f, true)).collect(),
        far: beyond.map(|f| host(60.0, f, false)).collect(),
    }
}

/// Children of others that an authority hosts, more or less; the smallest host some as well.
fn hosted(authority: &Authority) -> f64 {
    (authority.profile.children + 4.0) * authority.profile.hosted.max(0.05)
}

/// Factors by which each authority can expect its share of all children placed outside.
fn balanced(hosts: &[Weighed], nation: &[Authority]) -> Vec<f64> {
    let mut factors = vec![1.0_f64; nation.len()];
    for _ in 0..ROUNDS {
        let expected = expected(hosts, nation, &factors);
        for ((factor, expected), wanted) in factors.iter_mut().zip(expected).zip(wanted(nation)) {
            if expected > 0.0 {
                *factor = (*factor * wanted / expected).clamp(1.0 / FARTHEST, FARTHEST);
            }
        }
    }
    factors
}

/// Children each authority shall host, of all who are placed outside.
fn wanted(nation: &[Authority]) -> Vec<f64> {
    let all: f64 = nation.iter().map(hosted).sum();
    let outside = nation
        .iter()
        .map(|a| a.profile.children * a.profile.outside);
    let outside: f64 = outside.sum();
    nation.iter().map(|a| hosted(a) * outside / all).collect()
}

/// Children each authority can expect to host when weights are multiplied by the hosts' factors.
fn expected(hosts: &[Weighed], nation: &[Authority], factors: &[f64]) -> Vec<f64> {
    let mut expected = vec![0.0; nation.len()];
    for (hosts, authority) in hosts.iter().zip(nation) {
        let profile = &authority.profile;
        let far = profile.children * profile.far_outside;
        let near = profile.children * profile.outside - far;
        for (children, hosts) in [(near, &hosts.near), (far, &hosts.far)] {
            let likely = |host: &Host| host.weight * host.chance * factors[host.number];
            let all: f64 = hosts.iter().map(likely).sum();
            for host in hosts {
                expected[host.number] += children * likely(host) / all;
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
        let hosts: Vec<Weighed> = (0..153)
            .map(|number| by_distance(&nation, &middles, number, |_, _| 0.5))
            .collect();
        let factors = balanced(&hosts, &nation);
        let expected = expected(&hosts, &nation, &factors);
        for (expected, wanted) in expected.iter().zip(wanted(&nation)) {
            assert!(
                (expected / wanted - 1.0).abs() < 0.05,
                "{expected} {wanted}"
            );
        }
    }
}
