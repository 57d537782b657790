//! Who places children where, attacked by somebody who has every authority's report.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::attack::Attack;
use crate::authority::{AuthorityId, OwnAuthority, Register};
use crate::config::Configuration;
use crate::disclosure::Measures;
use crate::disclosure::{AuthorityTables, FlowRow, Published};
use crate::measure::children::{
    AuthorityKey, Breakdowns, Distance, DistanceBand, HostCount, Mix, PlacementGroup, Side,
};

const AUTHORITIES: usize = 6;

/// Children of each authority placed with each, outside England, and in the authority itself.
type Nation = Vec<(Vec<usize>, usize, usize)>;

fn register() -> (Register, Vec<AuthorityId>) {
    let rows = (0..AUTHORITIES).map(|at| OwnAuthority {
        code: format!("X{at}"),
        name: format!("Shire {at}"),
        region: String::new(),
        kind: String::new(),
    });
    let register = Register::from_rows(rows.collect()).unwrap();
    let ids = (0..AUTHORITIES).map(|at| register.by_code(&format!("X{at}")).unwrap());
    let ids = ids.collect();
    (register, ids)
}

fn made(nation: &Nation) -> (Vec<AuthorityId>, BTreeMap<AuthorityId, AuthorityTables>) {
    let (_, ids) = register();
    let mut all: Vec<Breakdowns> = Vec::new();
    for (from, (hosts, abroad, inside)) in nation.iter().enumerate() {
        let mut counts = Breakdowns::default();
        let children = |children: usize| HostCount {
            children,
            missing: children / 3,
            missing_from_there: children / 4,
            notifiable: children,
            notified: Some(children / 2),
        };
        for (to, placed) in hosts.iter().enumerate() {
            if to != from && *placed > 0 {
                counts
                    .hosts
                    .insert(AuthorityKey(ids[to]), children(*placed));
            }
        }
        counts.outside_england = children(*abroad);
        let outside = counts.hosts.values().map(|c| c.children).sum::<usize>() + abroad;
        counts.at_census = outside + inside;
        let mix = Mix {
            all: counts.at_census,
            outside,
            missing: 0,
        };
        counts.placements.insert(PlacementGroup::FosterOther, mix);
        counts.providers.insert("PR1", mix);
        counts.outside_miles = [outside, 0, 0, 0, 0];
        for (side, children) in [(Side::Inside, *inside), (Side::Outside, outside)] {
            let band = DistanceBand::UpTo20;
            counts.distance.push(Distance {
                side,
                band,
                children,
            });
        }
        all.push(counts);
    }
    for to in 0..AUTHORITIES {
        let hosted = (0..AUTHORITIES).filter_map(|from| {
            let count = all[from].hosts.get(&AuthorityKey(ids[to]))?;
            Some((AuthorityKey(ids[from]), *count))
        });
        let hosted = hosted.collect();
        all[to].hosted = hosted;
    }
    let measures = Measures::of_breakdowns(2024, ids.iter().copied().zip(all).collect());
    let rules = Configuration::built_in().disclosure.clone();
    (ids, measures.tables(2024, &rules))
}

fn attack(nation: &Nation) -> Vec<String> {
    let (ids, tables) = made(nation);
    let mut attack = Attack::default();
    let place = |id: AuthorityId| ids.iter().position(|other| *other == id).unwrap();
    let pair = |from: usize, to: usize| format!("{from} to {to}");
    for (at, id) in ids.iter().enumerate() {
        for (table, hosts) in [(&tables[id].hosts, true), (&tables[id].hosted, false)] {
            let Some(table) = table else { continue };
            let side = if hosts { "placed by" } else { "hosted by" };
            let mut parts = Vec::new();
            let mut named = Vec::new();
            let mut told = BTreeMap::new();
            for (row, cells) in &table.rows {
                match row {
                    FlowRow::Authority(other) => {
                        let other = place(*other);
                        named.push(other);
                        let name = if hosts {
                            pair(at, other)
                        } else {
                            pair(other, at)
                        };
                        parts.push(attack.told(&name, cells[0]));
                    }
                    other => {
                        told.insert(format!("{other:?}"), cells[0]);
                    }
                }
            }
            let unnamed = (0..AUTHORITIES).filter(|o| *o != at && !named.contains(o));
            let mut rest: Vec<usize> = Vec::new();
            for other in unnamed {
                let name = if hosts {
                    pair(at, other)
                } else {
                    pair(other, at)
                };
                rest.push(attack.untold(&name));
            }
            let abroad = attack.untold(&format!("abroad of {at}"));
            if let Some(cell) = told.get("Elsewhere") {
                let elsewhere = attack.told(&format!("elsewhere of {at}"), *cell);
                rest.push(abroad);
                attack.sum(elsewhere, rest);
                parts.push(elsewhere);
            } else {
                let others = told.get("Others").copied().unwrap_or(Published::Shown(0));
                let others = attack.told(&format!("others {side} {at}"), others);
                attack.sum(others, rest);
                parts.push(others);
                if hosts {
                    let cell = told.get("OutsideEngland").copied();
                    let cell = cell.unwrap_or(Published::Shown(0));
                    parts.push(attack.told(&format!("abroad of {at}"), cell));
                }
            }
            let total = attack.told(&format!("{side} {at}"), table.totals[0]);
            attack.sum(total, parts);
            if hosts {
                let inside = attack.untold(&format!("inside {at}"));
                let census = attack.told(&format!("all of {at}"), tables[id].at_census.unwrap());
                attack.sum(census, vec![total, inside]);
            }
        }
        for (other, count) in nation[at].0.iter().enumerate() {
            if other != at && (1..6).contains(count) {
                attack.guard(&pair(at, other));
            }
        }
    }
    attack.found_out()
}

fn children() -> impl Strategy<Value = usize> {
    prop_oneof![3 => Just(0_usize), 3 => 1..6_usize, 2 => 6..40_usize]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn no_report_gives_away_what_another_leaves_out(
        nation in prop::collection::vec(
            (prop::collection::vec(children(), AUTHORITIES), children(), 0..60_usize),
            AUTHORITIES,
        ),
    ) {
        let (_, tables) = made(&nation);
        prop_assume!(tables.values().all(|t| t.given_away == 0));
        prop_assert_eq!(attack(&nation), Vec::<String>::new());
    }
}

/// Nations that differ by a child moved round a ring of four pairs that are too small to be named, so
/// that every sum stays as it is.
fn moved(nation: &Nation) -> Vec<Nation> {
    let small = |from: usize, to: usize, by: [i8; 2]| {
        let children = i8::try_from(nation[from].0[to]).unwrap();
        from != to
            && (1..6).contains(&children)
            && by.iter().all(|b| (1..6).contains(&(children + b)))
    };
    let mut others = Vec::new();
    let all = 0..AUTHORITIES;
    let rows = all
        .clone()
        .flat_map(|a| (a + 1..AUTHORITIES).map(move |b| (a, b)));
    for (top, bottom) in rows {
        for left in all.clone() {
            for right in all.clone().filter(|right| *right != left) {
                let corners = [
                    (top, left, 1),
                    (top, right, -1),
                    (bottom, left, -1),
                    (bottom, right, 1),
                ];
                if corners
                    .iter()
                    .all(|(from, to, by)| small(*from, *to, [*by, 0]))
                {
                    let mut other = nation.clone();
                    for (from, to, by) in corners {
                        let children = &mut other[from].0[to];
                        *children = children.checked_add_signed(by.into()).unwrap();
                    }
                    others.push(other);
                }
            }
        }
    }
    others
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::with_cases(64) })]
    /// Which names go hangs on no number that is behind a gap.
    #[test]
    fn other_flows_behind_the_same_gaps_leave_the_same_reports(
        nation in prop::collection::vec(
            (prop::collection::vec(children(), AUTHORITIES), children(), 0..60_usize),
            AUTHORITIES,
        ),
    ) {
        let others = moved(&nation);
        prop_assume!(!others.is_empty());
        let reports = |nation: &Nation| {
            let (_, mut tables) = made(nation);
            tables.values_mut().for_each(|tables| tables.given_away = 0);
            tables
        };
        let here = reports(&nation);
        for other in others.iter().take(4) {
            prop_assert_eq!(&here, &reports(other));
        }
    }
}

#[test]
fn large_flows_are_named_in_both_reports() {
    let mut nation: Nation = vec![(vec![9; AUTHORITIES], 7, 100); AUTHORITIES];
    nation[0].0[1] = 30;
    let (ids, tables) = made(&nation);
    let hosts = tables[&ids[0]].hosts.as_ref().unwrap();
    assert_eq!(hosts.rows[0].0, FlowRow::Authority(ids[1]));
    assert_eq!(hosts.rows[0].1[0], Published::Shown(30));
    let hosted = tables[&ids[1]].hosted.as_ref().unwrap();
    assert_eq!(hosted.rows[0].0, FlowRow::Authority(ids[0]));
    assert_eq!(hosted.totals[0], Published::Shown(30 + 4 * 9));
}
