//! What is told elsewhere: of nobody it is said that there is none, and a sum that is hardly more than
//! its shown parts shows none of them.

use std::collections::BTreeMap;

use crate::authority::{AuthorityId, OwnAuthority, Register};
use crate::config::{Configuration, Mode};
use crate::disclosure::{AuthorityTables, Column, FlowRow, Measures, Published, PublishedTable};
use crate::measure::children::{
    AuthorityKey, Breakdowns, Distance, DistanceBand, HostCount, Incidents, Mix, PlacementGroup,
    Side,
};

fn ids() -> Vec<AuthorityId> {
    let rows = ["X0", "X1", "X2"].map(|code| OwnAuthority {
        code: code.into(),
        name: format!("Shire {code}"),
        region: String::new(),
        kind: String::new(),
    });
    let register = Register::from_rows(rows.to_vec()).unwrap();
    ["X0", "X1", "X2"]
        .map(|code| register.by_code(code).unwrap())
        .to_vec()
}

/// An authority with 100 children inside and 40 outside, 30 of them with the first host and 10 with
/// the second; of all so many went missing, and of the 30 so many.
fn placing(hosts: [AuthorityId; 2], missing: usize, of_the_30: usize) -> Breakdowns {
    let mut counts = Breakdowns {
        at_census: 140,
        missing_incidents: Some(Incidents::default()),
        ..Breakdowns::default()
    };
    for (host, (children, missing)) in hosts.into_iter().zip([(30, of_the_30), (10, 0)]) {
        let count = HostCount {
            children,
            missing,
            missing_from_there: 0,
            notifiable: children,
            notified: None,
        };
        counts.hosts.insert(AuthorityKey(host), count);
    }
    let mix = Mix {
        all: 140,
        outside: 40,
        missing,
    };
    counts.placements.insert(PlacementGroup::FosterOther, mix);
    counts.outside_miles = [40, 0, 0, 0, 0];
    for (side, children) in [(Side::Inside, 100), (Side::Outside, 40)] {
        counts.distance.push(Distance {
            side,
            band: DistanceBand::UpTo20,
            children,
        });
    }
    counts
}

fn tables(all: [Breakdowns; 3], mode: Mode) -> Vec<AuthorityTables> {
    let ids = ids();
    let mut rules = Configuration::built_in().disclosure.clone();
    rules.mode = mode;
    let measures = Measures::of_breakdowns(2024, ids.iter().copied().zip(all).collect());
    let mut tables: BTreeMap<AuthorityId, AuthorityTables> = measures.tables(2024, &rules);
    ids.iter().map(|id| tables.remove(id).unwrap()).collect()
}

fn nation(missing: usize, of_the_30: usize) -> [Breakdowns; 3] {
    let [a, b, c] = ids()[..] else {
        panic!("three")
    };
    [
        placing([b, c], missing, of_the_30),
        placing([a, c], 0, 0),
        placing([a, b], 0, 0),
    ]
}

/// A column of a table of hosts: named authorities, others, and all.
fn column(table: &Option<PublishedTable<FlowRow>>, column: Column) -> Vec<Published> {
    let table = table.as_ref().unwrap();
    let at = table.columns.iter().position(|c| *c == column).unwrap();
    let rows = table.rows.iter().map(|(_, cells)| cells[at]);
    rows.chain([table.totals[at]]).collect()
}

#[test]
fn where_nobody_went_missing_the_tables_of_hosts_say_so() {
    let tables = tables(nation(0, 0), Mode::Public);
    for table in &tables {
        for hosts in [&table.hosts, &table.hosted] {
            for of in [Column::Missing, Column::MissingFromThere] {
                let cells = column(hosts, of);
                assert!(cells.iter().all(|c| *c == Published::Shown(0)), "{cells:?}");
            }
        }
    }
}

#[test]
fn where_one_authority_withholds_who_went_missing_nobody_reads_it_from_the_others() {
    let tables = tables(nation(9, 0), Mode::Public);
    // Whose children are among the others of the second is not told.
    let cells = column(&tables[1].hosted, Column::Missing);
    assert_eq!(cells.last(), Some(&Published::Withheld));
    let cells = column(&tables[1].hosts, Column::Missing);
    assert!(cells.iter().all(|c| *c == Published::Shown(0)), "{cells:?}");
}

#[test]
fn a_sum_that_is_hardly_more_than_its_shown_parts_shows_none() {
    // 12 of 20 at the first host: 8 are left to the others. 12 of 13 leave one.
    let first = |missing| {
        column(
            &tables(nation(missing, 12), Mode::Public)[0].hosts,
            Column::Missing,
        )[0]
    };
    assert_eq!(first(20), Published::Shown(12));
    assert_eq!(first(13), Published::Withheld);
    let tables = tables(nation(13, 12), Mode::Public);
    let hosted = column(&tables[1].hosted, Column::Missing);
    assert!(!hosted.contains(&Published::Shown(12)), "{hosted:?}");
}

#[test]
fn incidents_of_others_children_are_withheld_or_rounded() {
    let shown = |incidents: usize, children: usize, returns: usize, mode| {
        let mut all = nation(0, 0);
        all[0].hosted_incidents = Incidents {
            incidents,
            children,
        };
        all[0].hosted_from_returns = returns;
        tables(all, mode)[0].hosted_incidents
    };
    // Of three children, and of one authority's alone.
    assert_eq!(shown(7, 3, 2, Mode::Public), Some(Published::Withheld));
    assert_eq!(shown(17, 9, 1, Mode::Public), Some(Published::Withheld));
    // All hosts together are what all others did outside: an exact sum would tell what one withholds.
    for (incidents, as_published) in [(7, 10), (14, 10), (15, 20), (0, 0)] {
        let children = incidents.min(6);
        let found = shown(incidents, children, 2, Mode::Public);
        assert_eq!(found, Some(Published::Shown(as_published)));
    }
    assert_eq!(shown(17, 9, 2, Mode::Internal), Some(Published::Shown(17)));
    assert_eq!(shown(0, 0, 0, Mode::Public), None);
}
