//! An authority's year at random, attacked over all its tables together.

use proptest::prelude::*;

use super::attack::Attack;
use crate::authority::{AuthorityId, Register};
use crate::config::{Configuration, Mode};
use crate::disclosure::Measures;
use crate::disclosure::{AuthorityTables, Column, Published, PublishedTable};
use crate::measure::children::{
    Breakdowns, Distance, DistanceBand, DurationBand, Incidents, Mix, PlacementGroup, Side,
    UascCounts,
};

/// Children: side, band, placement, provider, whether missing, whether unaccompanied.
type Child = (usize, usize, usize, usize, bool, bool);

fn somebody() -> Register {
    let own = crate::authority::OwnAuthority {
        code: "X1".into(),
        name: "Somewhere".into(),
        region: String::new(),
        kind: String::new(),
    };
    Register::from_rows(vec![own]).unwrap()
}

fn breakdowns(children: &[Child], incidents: &[(usize, usize)]) -> Breakdowns {
    let mut all = Breakdowns {
        at_census: children.len(),
        uasc: Some(UascCounts::default()),
        ..Breakdowns::default()
    };
    let mut cells = std::collections::BTreeMap::new();
    for (side, band, placement, provider, missing, uasc) in children {
        let (side, band) = (Side::ALL[*side], DistanceBand::ALL[*band]);
        *cells.entry((side, band)).or_insert(0) += 1;
        let outside = side == Side::Outside;
        let group = PlacementGroup::ALL[*placement];
        let add = |mix: &mut Mix| {
            mix.all += 1;
            mix.outside += usize::from(outside);
            mix.missing += usize::from(*missing);
        };
        add(all.placements.entry(group).or_default());
        add(all
            .providers
            .entry(["PR0", "PR1", "PR4"][*provider])
            .or_default());
        all.location_unknown += usize::from(side == Side::NotKnown);
        all.ages[*placement % 5] += 1;
        if *uasc {
            let counts = all.uasc.as_mut().unwrap();
            counts.at_census += 1;
            counts.in_year += 1;
            counts.missing += usize::from(*missing);
            counts.outside += usize::from(outside);
            *counts.placements.entry(group).or_default() += 1;
        }
    }
    for side in Side::ALL {
        for band in DistanceBand::ALL {
            let children = cells.get(&(side, band)).copied().unwrap_or(0);
            all.distance.push(Distance {
                side,
                band,
                children,
            });
        }
    }
    let outside = |band| cells.get(&(Side::Outside, band)).copied().unwrap_or(0);
    let (near, far) = (outside(DistanceBand::UpTo20), outside(DistanceBand::Over20));
    all.outside_miles = [
        near / 5,
        near / 2 - near / 5,
        near - near / 2,
        far / 3,
        far - far / 3,
    ];
    let mut missing = Incidents::default();
    for (index, (band, (count, behind))) in BANDS.into_iter().zip(incidents).enumerate() {
        let behind = (*behind).clamp(usize::from(*count > 0), *count);
        let incidents = Incidents {
            incidents: *count,
            children: behind,
        };
        missing.incidents += count;
        missing.children = missing.children.max(behind);
        all.by_duration.insert(band, incidents);
        let side = all.by_side.entry(Side::ALL[index % 2]).or_default();
        side.children += behind + 7;
        side.missing += behind;
        side.incidents += count;
        if band == DurationBand::ThreeToSixDays {
            side.long.incidents += count;
            side.long.children += behind;
        }
        for incident in 0..*count {
            let children = usize::from(incident < behind);
            let one = Incidents {
                incidents: 1,
                children,
            };
            add_to(
                &mut all.by_placement,
                PlacementGroup::ALL[incident % 5],
                one,
            );
            add_to(
                &mut all.by_month,
                [None, Some(3), Some(7)][incident % 3],
                one,
            );
            add_to(&mut all.by_weekday, incident * incident % 7, one);
        }
    }
    all.missing_incidents = Some(missing);
    all
}

fn add_to<G: Ord>(groups: &mut std::collections::BTreeMap<G, Incidents>, group: G, one: Incidents) {
    let counts = groups.entry(group).or_default();
    counts.incidents += one.incidents;
    counts.children += one.children;
}

const BANDS: [DurationBand; 4] = [
    DurationBand::SameDay,
    DurationBand::OneDay,
    DurationBand::ThreeToSixDays,
    DurationBand::NotYetKnown,
];

fn made(all: Breakdowns, mode: Mode) -> AuthorityTables {
    let register = somebody();
    let id: AuthorityId = register.by_code("X1").unwrap();
    let measures = Measures::of_breakdowns(2024, vec![(id, all)]);
    let mut rules = Configuration::built_in().disclosure.clone();
    rules.mode = mode;
    measures.tables(2024, &rules).remove(&id).unwrap()
}

/// Reads a table: its cells by name, its columns adding up to totals that tables share by name,
/// its second and later columns being parts of the first.
fn read<R>(
    attack: &mut Attack,
    name: &str,
    table: &PublishedTable<R>,
    totals: &[&str],
    nested: bool,
) {
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); table.columns.len()];
    for (r, (_, cells)) in table.rows.iter().enumerate() {
        let ids: Vec<usize> = cells
            .iter()
            .enumerate()
            .map(|(c, cell)| attack.told(&format!("{name} {r} {c}"), *cell))
            .collect();
        for (c, id) in ids.iter().enumerate() {
            columns[c].push(*id);
            if nested && c > 0 {
                attack.part(ids[0], *id);
            }
        }
        if !nested && ids.len() > 1 {
            attack.sum(ids[0], ids[1..].to_vec());
        }
    }
    for ((total, parts), shared) in table.totals.iter().zip(columns).zip(totals) {
        let total = attack.told(shared, *total);
        attack.sum(total, parts);
    }
}

fn attack(tables: &AuthorityTables) -> Vec<String> {
    let mut attack = Attack::default();
    if let Some(table) = &tables.ages {
        read(&mut attack, "ages", table, &["census"], true);
    }
    if let Some(table) = &tables.placements {
        let totals: Vec<&str> = table.columns.iter().map(|c| name(*c)).collect();
        read(&mut attack, "placements", table, &totals, true);
    }
    if let Some(table) = &tables.providers {
        let totals: Vec<&str> = table.columns.iter().map(|c| name(*c)).collect();
        read(&mut attack, "providers", table, &totals, true);
    }
    if let Some(table) = &tables.distance {
        read(
            &mut attack,
            "distance",
            table,
            &["all", "near", "far", "unknown"],
            false,
        );
        let outside = attack.untold("distance 1 0");
        let same = attack.untold("outside");
        attack.sum(outside, vec![same]);
        let all = attack.untold("all");
        let bands = ["near", "far", "unknown"].map(|band| attack.untold(band));
        attack.sum(all, bands.to_vec());
    }
    if let Some(table) = &tables.outside_miles {
        read(&mut attack, "miles", table, &["outside"], false);
        for (shared, bands) in [(1, 0..3), (2, 3..5), (3, 5..6)] {
            let whole = attack.untold(&format!("distance 1 {shared}"));
            let bands = bands.map(|band| attack.untold(&format!("miles {band} 0")));
            let bands = bands.collect();
            attack.sum(whole, bands);
        }
    }
    if let Some(table) = &tables.durations {
        read(&mut attack, "durations", table, &["known length"], true);
        let (all, known) = (attack.untold("incidents"), attack.untold("known length"));
        attack.part(all, known);
    }
    if let Some(table) = &tables.sides {
        let total = attack.untold("incidents");
        let mut columns = [Vec::new(), Vec::new()];
        for (at, (_, cells)) in table.rows.iter().enumerate() {
            let [_, _, went, long] = cells[..] else {
                unreachable!("sides have four columns")
            };
            columns[0].push(attack.told(&format!("side {at}"), went));
            columns[1].push(attack.told(&format!("long {at}"), long));
        }
        let [went, long] = columns;
        attack.sum(total, went);
        let three_to_six = attack.untold("durations 2 0");
        attack.sum(three_to_six, long);
    }
    if let Some(table) = &tables.incident_placements {
        read(&mut attack, "by placement", table, &["incidents"], true);
    }
    if let Some(table) = &tables.months {
        read(&mut attack, "by month", table, &["incidents"], true);
    }
    if let Some(table) = &tables.weekdays {
        read(&mut attack, "by weekday", table, &["incidents"], true);
    }
    if let Some(table) = &tables.uasc_placements {
        read(&mut attack, "uasc placements", table, &["uasc"], true);
    }
    if let Some(table) = &tables.uasc {
        let told: Vec<usize> = table
            .rows
            .iter()
            .map(|(row, cells)| match row {
                crate::disclosure::UascRow::AtCensus => attack.told("uasc", cells[0]),
                other => attack.told(&format!("{other:?}"), cells[0]),
            })
            .collect();
        let all = attack.untold("all");
        attack.part(all, told[0]);
        let year = attack.untold("InYear");
        for part in ["Missing", "StillMissing"] {
            let part = attack.untold(part);
            attack.part(year, part);
        }
    }
    let together = attack.few_together();
    [together, attack.found_out()].concat()
}

fn name(column: Column) -> &'static str {
    match column {
        Column::Outside => "outside",
        Column::Missing => "missing",
        _ => "all",
    }
}

#[test]
fn incidents_that_were_not_grouped_make_no_table() {
    let mut all = breakdowns(&[], &[(0, 0), (0, 0), (0, 0), (1, 0)]);
    all.by_placement.clear();
    all.by_month.clear();
    all.by_weekday.clear();
    let tables = made(all, Mode::Public);
    assert_eq!(tables.given_away, 0);
    assert!(tables.months.is_none() && tables.weekdays.is_none());
    assert_eq!(attack(&tables), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_table_of_an_authority_gives_away_what_another_withholds(
        children in prop::collection::vec(
            (0..3_usize, 0..3_usize, prop_oneof![0..12_usize, 0..3_usize], 0..3_usize, any::<bool>(), prop::bool::weighted(0.15)),
            0..160,
        ),
        incidents in prop::collection::vec((0..60_usize, 0..20_usize), 4),
    ) {
        let tables = made(breakdowns(&children, &incidents), Mode::Public);
        prop_assert_eq!(attack(&tables), Vec::<String>::new());
    }
}

#[test]
fn a_large_authority_shows_most() {
    let children: Vec<Child> = (0..1200)
        .map(|n| (n % 2, n % 3, n % 5, n % 3, n % 7 == 0, n % 12 == 0))
        .collect();
    let tables = made(
        breakdowns(&children, &[(200, 60), (90, 40), (40, 20), (12, 9)]),
        Mode::Public,
    );
    let placements = tables.placements.unwrap();
    let shown = placements.rows.iter().flat_map(|(_, cells)| cells);
    assert!(
        shown.clone().all(|cell| cell.count().is_some()),
        "{placements:?}"
    );
    assert_eq!(
        placements.total(Column::Children),
        Some(Published::Shown(1200))
    );
    assert!(!tables.durations.unwrap().has_withheld());
}

#[test]
fn internally_no_cell_is_withheld() {
    let children: Vec<Child> = (0..30)
        .map(|n| (n % 3, n % 3, n % 12, n % 3, n % 7 == 0, n % 12 == 0))
        .collect();
    let tables = made(breakdowns(&children, &[(3, 1)]), Mode::Internal);
    assert!(!tables.placements.unwrap().has_withheld());
    assert!(!tables.uasc.unwrap().has_withheld());
    assert!(!tables.distance.unwrap().has_withheld());
}
