//! An indicator that is added in memory is protected like those that ship, with no other edit than
//! its line in the auditor's table.

use std::sync::Mutex;

use crate::assessment::Evidence;
use crate::audit::{Dictionary, Written, audit_knowing};
use crate::config::{Configuration, Mode};
use crate::indicator::counts::{CENSUS, FAR_OUTSIDE, OUTSIDE};
use crate::indicator::{Binding, Count, Definition, Direction, From, Places};
use crate::measure::children::{ChildLevel, Counted};
use crate::measure::{Computation, Extent, Repertoire};
use crate::publish::{File, Previous, publish};
use crate::sample::{SampleOptions, make};
use crate::source::Memory;
use crate::source::published::Location;
use crate::source::ssda903::Locality;

const CODE: &str = "placed-outside-near";
const NEAR: Count = Count::children("near-outside").on_31_march();

const DEFINITION: Definition = Definition::proportion(
    "out-of-area-placements",
    CODE,
    "Children placed outside and up to 20 miles from home",
    NEAR,
    "children looked after on 31 March placed outside the boundary and up to 20 miles from home",
)
.out_of(CENSUS, "children looked after on 31 March")
.good(Direction::LowerIsBetter)
.from(&[From::Returns])
.needs(Places::Distance);

/// Near and far are parts of those outside: the two that are shown tell the third.
const BINDINGS: [Binding; 3] = [
    Binding::part_of(&[NEAR], &[OUTSIDE]),
    Binding::AtMost {
        parts: &[NEAR, FAR_OUTSIDE],
        wholes: &[OUTSIDE],
    },
    Binding::stands_in(NEAR, ["distance", "outside", "up-to-20-miles"]),
];

const AUDITED: &str = "placed-outside-near,near-outside,census,share,";
const AUDITED_SUMS: [&str; 2] = [
    "near-outside <= outside",
    "near-outside + far-outside <= outside",
];
const AUDITED_CELLS: [&str; 1] = ["distance,outside,up-to-20-miles,near-outside"];

fn near(year: &ChildLevel<'_>) -> Counted {
    Ok(year.share_at_census(|_, episode| {
        let near = episode.miles.is_some_and(|miles| miles <= 20.0);
        Some(near && episode.locality == Some(Locality::Outside))
    }))
}

/// A made-up nation of small authorities.
fn sample() -> Memory {
    let options = SampleOptions {
        seed: 3,
        authorities: 60,
        years: 1,
        ..SampleOptions::default()
    };
    let files = Mutex::new(Vec::new());
    let take = |name: &str, text: &str| {
        files
            .lock()
            .unwrap()
            .push((name.to_owned(), text.to_owned()));
        Ok(())
    };
    make(&options, &take).unwrap();
    Memory::of(files.into_inner().unwrap())
}

fn weights(mode: Mode) -> Configuration {
    let shipped = include_str!("../../../scorecard-weights.toml");
    let (head, rest) = shipped.split_once("code = \"placed-outside\"").unwrap();
    let head = head
        .trim_end()
        .strip_suffix("[[domain.indicator]]")
        .unwrap();
    let text = format!(
        "{head}[[domain.indicator]]\ncode = \"{CODE}\"\nweight = 1.0\n\
         direction = \"lower-is-better\"\ngoalposts = {{ worst = 60.0, best = 10.0 }}\n\n[[domain.indicator]]\n\
         code = \"placed-outside\"{rest}"
    );
    let text = text.replace("draws = 10000", "draws = 200");
    let (mut configuration, _) = Configuration::read(&text, "weights").unwrap();
    configuration.disclosure.mode = mode;
    configuration.publication.documents = false;
    configuration
}

fn gathered(files: &Memory, mode: Mode) -> Evidence {
    let computation = Computation::of(CODE).counted(near);
    let repertoire = Repertoire::built_in().with(DEFINITION, &BINDINGS, computation);
    Evidence::gather_by(&repertoire, files, weights(mode), Extent::Groups).unwrap()
}

/// Every small count of the indicator: authority, year, count, what it is out of.
fn small(evidence: &Evidence) -> Vec<(String, i16, f64, f64)> {
    let mut found = Vec::new();
    for year in evidence.measures.years() {
        for id in evidence.measures.authorities(year) {
            let here = Location::Authority(*id);
            let cell = evidence.measures.best(year, CODE, &here);
            let counts = cell.and_then(|c| Some((c.numerator?, c.denominator?)));
            let Some((x, n)) = counts.filter(|(x, _)| (1.0..=5.0).contains(x)) else {
                continue;
            };
            let code = evidence.measures.code(year, *id).unwrap();
            found.push((code.to_string(), year, x, n));
        }
    }
    found
}

#[test]
fn what_is_added_is_withheld_in_every_file_and_given_away_by_none() {
    let files = sample();
    let small = small(&gathered(&files, Mode::Internal));
    assert!(!small.is_empty(), "the sample has no small count");

    let public = gathered(&files, Mode::Public);
    let mut written: Vec<File> = Vec::new();
    let mut take = |file: File| {
        written.push(file);
        Ok(())
    };
    let year = public.usual_year().unwrap();
    publish(
        &mut public.assess(year),
        None,
        &Previous::default(),
        &mut take,
    )
    .unwrap();

    let text = |file: &File| String::from_utf8_lossy(&file.bytes).into_owned();
    let measures = written
        .iter()
        .find(|f| f.name == "data/measures.csv")
        .unwrap();
    let measures = text(measures);
    let groups = written
        .iter()
        .find(|f| f.name == "data/groups.csv")
        .unwrap();
    let groups = text(groups);
    for (code, year, x, n) in &small {
        let row = measures
            .lines()
            .find(|row| {
                row.starts_with(&format!("{code},")) && row.contains(&format!(",{year},{CODE},"))
            })
            .unwrap();
        assert!(row.contains(",c,"), "shown: {row}");
        let cell = format!(",{year},distance,outside,up-to-20-miles,");
        let table = groups
            .lines()
            .find(|row| row.starts_with(&format!("{code},")) && row.contains(&cell))
            .unwrap_or_else(|| panic!("{code}{cell} {x} of {n}"));
        assert!(table.ends_with(",c"), "shown in a table: {table}");
        let said = format!("{x} of {n}");
        for file in written.iter().filter(|f| f.name.contains(code.as_str())) {
            assert!(!text(file).contains(&said), "{} says {said}", file.name);
        }
    }

    let data = written.iter().filter(|f| f.name.starts_with("data/"));
    let data = Written::of(data.map(|f| (f.name.as_str(), f.bytes.as_slice())));
    let knowing = Dictionary::default().with(AUDITED, &AUDITED_SUMS, &AUDITED_CELLS);
    let audit = audit_knowing(&knowing, &data, &[]).unwrap();
    assert_eq!(audit.exposed, []);
    assert!(audit.withheld > 50);
}
