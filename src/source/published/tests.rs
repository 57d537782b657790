use super::*;
use crate::authority::Register;
use crate::source::table::Table;

#[test]
fn every_quantity_has_a_rule_and_every_line_is_read() {
    let first_releases = include_str!("first_releases.csv");
    let tables: Vec<&str> = include_str!("tables.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    let rules: Vec<&label::Rule> = tables.iter().flat_map(|t| label::rules_of(t)).collect();
    assert_eq!(rules.len(), include_str!("labels.csv").lines().count() - 1);
    for quantity in Quantity::ALL {
        let has = rules.iter().any(|rule| rule.quantity == *quantity);
        let in_first_releases = first_releases.contains(quantity.name());
        assert!(
            has || in_first_releases || *quantity == Quantity::ClaRatePer10000,
            "{quantity}"
        );
    }
    for line in first_releases.lines().skip(1) {
        let named = line.rsplit(',').next().unwrap().split(' ');
        for name in named {
            assert!(Quantity::named(name).is_some(), "{name}");
        }
    }
    for rule in rules {
        for indicator in &rule.indicators {
            assert!(
                crate::indicator::definition(indicator).is_some(),
                "{indicator}"
            );
        }
        let (group, label) = rule.usual.split_once(": ").unwrap_or(("", &rule.usual));
        let found = quantity_of(&rule.table, group, label);
        let alike = rule.quantity;
        assert_eq!(found, Some(alike), "{}", rule.usual);
    }
}

#[test]
fn labels_of_several_releases_mean_the_same() {
    let cases = [
        (
            "missing",
            "",
            "Children who had a missing incident during the year",
            Some(Quantity::ChildrenMissing),
        ),
        (
            "missing",
            "",
            "CLA who were missing during the year",
            Some(Quantity::ChildrenMissing),
        ),
        (
            "missing",
            "",
            "Percentage of children who had a missing incident during the year",
            None,
        ),
        (
            "missing",
            "",
            "Average number of missing incidents per looked after child who went missing",
            None,
        ),
        (
            "missing",
            "",
            "Children who went missing more than once during the year",
            Some(Quantity::ChildrenMissingMoreThanOnce),
        ),
        (
            "missing",
            "",
            "Number of missing incidents during the year",
            Some(Quantity::MissingIncidents),
        ),
        (
            "missing",
            "",
            "Number of away from placement without authorisation incidents during the year",
            Some(Quantity::AwayIncidents),
        ),
        (
            "rates",
            "",
            "Children looked after on 31 March each year",
            Some(Quantity::Cla31March),
        ),
        (
            "rates",
            "",
            "Children ceasing to be looked after each year",
            None,
        ),
        (
            "stability",
            "CLA on 31 March",
            "With 3 or more placements during the year",
            Some(Quantity::ThreePlacements),
        ),
        (
            "stability",
            "Children looked after at 31 March",
            "Total children",
            Some(Quantity::StabilityCla),
        ),
        (
            "stability",
            "CLA 2 years on 31 March",
            "Total",
            Some(Quantity::StabilityClaTwoYears),
        ),
        (
            "stability",
            "CLA 2 years on 31 March",
            "With three or more placements during the previous two years",
            Some(Quantity::ThreePlacementsTwoYears),
        ),
        (
            "stability",
            "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years",
            "Living with the same carer for at least 2 years",
            Some(Quantity::SameCarerTwoYears),
        ),
        (
            "stability",
            "Children looked after continuously for at least 2.5 years at 31 March aged under 16 years",
            "Living in the same placement for at least 2 years, or are placed for adoption",
            Some(Quantity::SamePlacementTwoYears),
        ),
        (
            "net-gain",
            "",
            "1. Children who are the responsibility of other LAs placed within this LA boundary",
            Some(Quantity::PlacedWithinFromElsewhere),
        ),
        (
            "net-gain",
            "",
            "2. Children who are the responsibility of this LA placed outside the LA boundary",
            Some(Quantity::PlacedOutsideNetGainFile),
        ),
        (
            "net-gain",
            "",
            "Net gain of children by responsible LA",
            None,
        ),
        (
            "characteristics",
            "Locality of placement",
            "Placed outside the local authority boundary",
            Some(Quantity::LocalityOutside),
        ),
        (
            "characteristics",
            "Locality of placement",
            "Placed inside the local authority boundary",
            None,
        ),
        (
            "characteristics",
            "Distance between home and placement and locality of placement",
            "4. Placed outside the LA boundary, more than 20 miles from home",
            Some(Quantity::DistanceLocalityOutsideOver20),
        ),
        (
            "characteristics",
            "Distance between home and placement and locality of placement",
            "2. Placed outside the LA boundary, 20 miles or less from home",
            None,
        ),
        (
            "characteristics",
            "Distance between home and placement",
            "Placed more than 20 miles from home",
            None,
        ),
        (
            "characteristics",
            "Place providers",
            "Own provision (by the LA)",
            Some(Quantity::ProviderOwn),
        ),
        (
            "characteristics",
            "Place providers",
            "Other LA provision",
            None,
        ),
        (
            "characteristics",
            "Placement",
            "Secure homes and children's homes",
            Some(Quantity::PlacementHomes),
        ),
        (
            "characteristics",
            "Placement",
            "Total",
            Some(Quantity::PlacementTotal),
        ),
        ("characteristics", "Foster placements", "Total", None),
        (
            "missing",
            "Children missing from placement by gender",
            "Total children who were missing during the year",
            None,
        ),
        (
            "characteristics",
            "Unaccompanied asylum-seeking children",
            "UASC",
            Some(Quantity::Uasc),
        ),
        (
            "characteristics",
            "Unaccompanied asylum-seeking children",
            "Non-UASC",
            None,
        ),
    ];
    for (table, group, label, expected) in cases {
        assert_eq!(
            quantity_of(table, group, label),
            expected,
            "{group} | {label}"
        );
    }
}

const HEADER: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,CLA_group,number\n";

fn row(year: &str, level: &str, code: &str, label: &str, number: &str) -> String {
    format!(
        "{year},Reporting year,{level},E92000001,England,E12000008,South East,886,Somewhere,{code},{label},{number}\n"
    )
}

fn read_text(text: &str) -> (PublishedFile, Diagnostics) {
    let table = Table::open("t.csv", text).unwrap();
    let mut diagnostics = Diagnostics::default();
    (
        read(&table, Register::built_in(), &mut diagnostics),
        diagnostics,
    )
}

const DURING: &str = "Children looked after during the year";
const MISSING: &str = "Children who had a missing incident during the year";

#[test]
fn numbers_symbols_years_and_places_are_told_apart() {
    let text = HEADER.to_owned()
        + &row("2024", "Local authority", "E10000016", MISSING, "c")
        + &row("202223", "Local authority", "E10000016", MISSING, "7")
        + &row("2024", "National", "", MISSING, "13010")
        + &row("2024", "Regional", "", MISSING, "500");
    let (file, problems) = read_text(&text);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(file.release, 2024);
    let figures: Vec<_> = file
        .cells
        .values()
        .map(|cell| (cell.figure, cell.code.to_string()))
        .collect();
    use crate::source::Symbol::Confidential;
    assert_eq!(
        figures,
        [
            (Figure::Number(7.0), "E10000016".to_owned()),
            (Figure::Number(13_010.0), "E92000001".to_owned()),
            (Figure::Number(500.0), "E12000008".to_owned()),
            (Figure::Symbol(Confidential), "E10000016".to_owned()),
        ]
    );
}

#[test]
fn abolished_authorities_carry_z_silently_and_numbers_with_a_warning() {
    let text = HEADER.to_owned()
        + &row("2024", "Local authority", "E10000021", MISSING, "z")
        + &row("2024", "Local authority", "E10000006", MISSING, "9");
    let (file, problems) = read_text(&text);
    assert!(file.cells.is_empty());
    assert_eq!(
        problems.iter().map(|d| d.code).collect::<Vec<_>>(),
        [Code::AbolishedAuthority]
    );
}

#[test]
fn all_problems_of_a_file_are_told_at_once() {
    let text = HEADER.to_owned()
        + &row("2024", "Local authority", "E99999999", MISSING, "5")
        + &row("soon", "Local authority", "E10000016", MISSING, "5")
        + &row("2024", "Local authority", "E10000016", DURING, "")
        + &row("2024", "Local authority", "E10000016", MISSING, "many")
        + &row("2024", "Local authority", "E10000016", MISSING, "5");
    let (_, problems) = read_text(&text);
    let codes: Vec<_> = problems
        .iter()
        .map(|d| (d.place.as_ref().unwrap().line.unwrap(), d.code))
        .collect();
    let expected = [
        (2, Code::UnknownAuthority),
        (3, Code::BadCell),
        (4, Code::BadCell),
        (5, Code::BadCell),
        (6, Code::TwoRowsForOneCell),
    ];
    assert_eq!(codes, expected);
}

#[test]
fn a_file_without_the_codes_or_the_counts_says_which_column_it_lacks() {
    let text = (HEADER.to_owned() + &row("2024", "Local authority", "E10000016", MISSING, "5"))
        .replace("new_la_code", "somecode");
    assert!(
        read_text(&text)
            .1
            .iter()
            .any(|d| d.code == Code::MissingColumn && d.message.contains("new_la_code"))
    );
    let text = HEADER.to_owned() + &row("2024", "Local authority", "E10000016", MISSING, "5");
    let text: String = text
        .lines()
        .map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n")
        .collect();
    assert!(
        read_text(&text)
            .1
            .iter()
            .any(|d| d.code == Code::MissingColumn && d.message.contains("number"))
    );
}

#[test]
fn the_later_release_wins_and_the_same_release_must_agree() {
    let older = HEADER.to_owned() + &row("2023", "Local authority", "E10000016", MISSING, "5");
    let newer =
        older.replace(",5\n", ",6\n") + &row("2024", "Local authority", "E10000016", MISSING, "7");
    let (older, newer) = (read_text(&older).0, read_text(&newer).0);
    let mut problems = Diagnostics::default();
    let merged = Published::merged(vec![(0, older.clone()), (1, newer)], &mut problems);
    assert_eq!(merged.iter().next().unwrap().1.figure, Figure::Number(6.0));
    assert_eq!(
        problems.iter().map(|d| d.code).collect::<Vec<_>>(),
        [Code::Superseded]
    );
    let other = PublishedFile {
        name: "copy.csv".into(),
        ..read_text(
            &(HEADER.to_owned() + &row("2023", "Local authority", "E10000016", MISSING, "8")),
        )
        .0
    };
    let mut problems = Diagnostics::default();
    Published::merged(vec![(0, older), (1, other)], &mut problems);
    assert!(problems.has_errors());
}
