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
    let (file, told) = read_whole(text);
    let told = told.iter().filter(|d| d.code != Code::LabelUnknown);
    (file, told.cloned().collect())
}

fn read_whole(text: &str) -> (PublishedFile, Diagnostics) {
    let table = Table::open("t.csv", text).unwrap();
    let mut diagnostics = Diagnostics::default();
    let file = read(&table, Register::built_in(), &mut diagnostics);
    (file, diagnostics)
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
        .replace("old_la_code", "ukprn")
        .replace("new_la_code", "urn");
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

fn kent(label: &str, number: &str) -> String {
    row("2024", "Local authority", "E10000016", label, number)
}

#[test]
fn counts_are_whole_not_negative_and_part_of_their_whole() {
    let read = |missing: &str| {
        let text = HEADER.to_owned() + &kent(DURING, "\"1,240\"") + &kent(MISSING, missing);
        read_text(&text)
    };
    for good in ["12", "1,240", "0", "12.0", "c", "NA", "[c]"] {
        let (file, problems) = read(&format!("\"{good}\""));
        assert!(!problems.has_errors(), "{good}: {problems:?}");
        assert_eq!(file.cells.len(), 2, "{good}");
    }
    for bad in [
        "-12", "12.5", "1.240", "1.000", "1e2", "12%", "many", "", "1,241",
    ] {
        let (_, problems) = read(&format!("\"{bad}\""));
        assert_eq!(
            problems.iter().filter(|d| d.code == Code::BadCell).count(),
            1,
            "{bad}"
        );
        assert_eq!(
            problems.iter().next().unwrap().place.as_ref().unwrap().line,
            Some(3),
            "{bad}"
        );
    }
}

#[test]
fn tables_that_look_alike_give_nothing_and_stop_nothing() {
    let plain = HEADER.to_owned() + &kent(DURING, "1240") + &kent(MISSING, "12");
    let with = |name: &str, values: [&str; 2]| {
        let mut lines = plain.lines();
        let mut text = lines
            .next()
            .unwrap()
            .replace(",number", &format!(",{name},number"))
            + "\n";
        for line in lines {
            let (start, number) = line.rsplit_once(',').unwrap();
            for value in values {
                text += &format!("{start},{value},{number}\n");
            }
        }
        text
    };
    for text in [
        with("placement_type", ["Foster", "Homes"]),
        with("number_of_periods", ["1", "2"]),
        with("move_measure", ["Any", "Mid-year"]),
        with("age", ["1 to 4", "5 to 9"]),
        plain.replace("Local authority", "National"),
        plain
            .replace("children", "care leavers")
            .replace("Children", "Care leavers"),
        plain
            .replace(",12\n", ",1:2\n")
            .replace(",1240\n", ",3:5\n"),
    ] {
        let (file, problems) = read_whole(&text);
        assert!(file.cells.is_empty() && file.seen.is_empty(), "{text}");
        assert_eq!(problems.iter().count(), 1, "{text}{problems:?}");
        assert!(!problems.has_errors(), "{text}");
    }
    let (file, problems) = read_text(&with("age", ["1 to 4", "Total"]));
    assert!(problems.is_empty());
    assert_eq!(file.cells.len(), 2);
}

#[test]
fn a_table_about_something_else_that_ends_in_the_same_total_is_not_used() {
    let header = HEADER.replace("CLA_group", "cla_group,characteristic");
    let on_31_march = |label: &str, number: &str| kent(&format!("CLA at 31 March,{label}"), number);
    let whole = header.clone() + &on_31_march("Total", "1956");
    for other in ["SDQ score: normal", "Health check up to date", "Offending"] {
        let (file, problems) = read_whole(&(whole.clone() + &on_31_march(other, "900")));
        assert!(file.cells.is_empty() && file.seen.is_empty(), "{other}");
        let codes: Vec<Code> = problems.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::LabelNotUsed], "{other}");
    }
    // The total by itself is one, and so is that of a table whose label was worded anew.
    let (file, _) = read_whole(&whole);
    assert_eq!(file.cells.len(), 1);
    let drifted = whole + &on_31_march("With 3 or more moves of placement during the year", "219");
    let (_, problems) = read_whole(&drifted);
    let told = problems.iter().find(|d| d.code == Code::LabelUnknown);
    assert!(told.unwrap().message.contains("three-placements"));
}

#[test]
fn a_label_worded_anew_is_named_with_what_it_costs() {
    let drifted = MISSING.replace("missing incident", "missing occurrence");
    let text = HEADER.to_owned()
        + &kent(DURING, "1240")
        + &kent("Number of missing incidents during the year", "5")
        + &kent(&drifted, "12");
    let (file, problems) = read_whole(&text);
    assert_eq!(file.cells.len(), 2);
    let told = problems
        .iter()
        .find(|d| d.code == Code::LabelUnknown)
        .unwrap();
    assert!(
        told.message.contains(&drifted) && told.message.contains("repeat-missing"),
        "{}",
        told.message
    );
}

#[test]
fn notes_below_a_table_are_passed_over() {
    let text = HEADER.to_owned() + &kent(DURING, "1240") + &kent(MISSING, "12");
    let (plain, _) = read_text(&text);
    let (file, problems) =
        read_text(&(text + "\nSource: children looked after return, 2024\n1. A note"));
    assert_eq!(file, plain);
    assert!(!problems.has_errors());
}

#[test]
fn a_download_of_the_table_tool_says_the_same() {
    let text = "location,location_code,geographic_level,time_period,cla_group,number\n".to_owned()
        + &format!("Kent,E10000016,Local authority,2024,{DURING},1240\n")
        + &format!("Kent,E10000016,Local authority,2024,{MISSING},12\n");
    let (file, problems) = read_text(&text);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(file.cells.len(), 2);
}

#[test]
fn a_first_release_has_its_year_in_a_column_or_in_its_name() {
    let read = |name: &str, text: &str| {
        let table = Table::open(name, text).unwrap();
        let mut diagnostics = Diagnostics::default();
        let file = read_first_release(&table, Register::built_in(), &mut diagnostics);
        (file, diagnostics)
    };
    let places = "New_geog_code,geog_l,geog_c,geog_n,";
    let text = format!(
        "{places}CLA_Mar2012,CLA_2012,CLA_Secure,CLA_OwnP,CLA_Outbound,CLA_3Pla,CLA_NetGain \n\
         E12000007,REGION,G,LONDON,900,1000,9,500,400,90,#VALUE!\n\
         E12000007,REGION,H,INNER LONDON,300,400,3,200,100,30,0\n\
         E10000016,LA,886,Kent,120,150,x,60,x,..,x\n"
    );
    let (file, problems) = read("a.csv", &text);
    assert!(problems.is_empty(), "{problems:?}");
    let at = |quantity, location: &Location| {
        let key = CellKey {
            quantity,
            year: 2012,
            location: location.clone(),
        };
        file.cells.get(&key).map(|cell| cell.figure)
    };
    let kent = Location::Authority(Register::built_in().by_code("E10000016").unwrap());
    let london = Location::Region("E12000007".into());
    assert_eq!(
        at(Quantity::ProviderOwn, &london),
        Some(Figure::Number(500.0))
    );
    assert_eq!(
        at(Quantity::ProviderTotal, &kent),
        Some(Figure::Number(120.0))
    );
    assert_eq!(
        at(Quantity::OutsideShortOfTotal, &kent),
        Some(Figure::Symbol(crate::source::Symbol::Confidential))
    );
    assert_eq!(
        at(Quantity::ThreePlacements, &kent),
        Some(Figure::Symbol(crate::source::Symbol::NotAvailable))
    );
    assert_eq!(at(Quantity::PlacementHomes, &kent), None);
    let missing = format!("{places}CLA_MissDuringYear,CLA_MissIncs\nE10000016,LA,886,Kent,12,30\n");
    assert_eq!(read("sfr/SFR34_Missing2015.csv", &missing).0.release, 2015);
    assert_eq!(read("2016/missing.csv", &missing).0.release, 2016);
    assert!(read("missing.csv", &missing).1.has_errors());
}
