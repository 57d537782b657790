//! What cannot be read is said and never counts as nothing.

use super::*;
use care_scorecard::disk;

const INTERVIEWS: &str = "CHILD,MIS_START,OFFERED,OFFERED_DATE,ACCEPTED,INTERVIEW_DATE,REVIEW_DATE\nSECRET2,02/06/2023,Y,03/06/2023,Y,04/06/2023,05/06/2023\n";
const NOTIFICATIONS: &str = "CHILD,DECOM,NOTIFIED_DATE\nSECRET2,01/06/2023,02/06/2023\n";

fn with(missing: &str, beside: &str) -> Outcome {
    run(&[
        ("a.csv", EPISODES.as_bytes()),
        ("b.csv", HEADER.as_bytes()),
        ("c.csv", missing.as_bytes()),
        ("d.csv", beside.as_bytes()),
    ])
}

fn has_no_data(read: &Outcome, indicator: &str) -> bool {
    let best = read.measures.best(2024, indicator, &read.kent);
    best.is_none_or(|cell| matches!(cell.value, Err(Absence::NoData | Absence::LeftOut)))
}

#[test]
fn a_quotation_mark_that_stands_alone_loses_no_row() {
    let stray = format!("{EPISODES}SECRET3,01/06/2023,S,C2,N1,K2,PR4,01/09/2023,E4A,,,,,,,\n");
    for from in ["7654321", "7654322", "PR1"] {
        let read = with_episodes(&stray.replace(from, &format!("\"{from}")));
        assert_eq!(read.count("cla-during-year"), Some(3.0), "{from}");
        assert!(read.has(Code::UnevenRow), "{from}");
    }
    let published = "authority_code,year,indicator,value,note\nE10000016,2024,own-provision,40,\"see below\nE06000017,2024,own-provision,50,\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("measures.csv"), published).unwrap();
    assert!(
        Dataset::read(&disk::Folder::at(folder.path()))
            .diagnostics
            .has_errors()
    );
}

#[test]
fn a_table_without_a_usable_row_is_no_data() {
    let unusable = [
        MISSING.replace("02/06/2023", "02/06/23"),
        MISSING.replace(",M,", ",Missing,"),
        MISSING.replace("/2023", "/2019"),
    ];
    for missing in unusable {
        let read = with(&missing, INTERVIEWS);
        for indicator in [
            "children-missing",
            "missing-incident-rate",
            "outside-and-missing",
        ] {
            assert!(has_no_data(&read, indicator), "{indicator}: {missing}");
        }
        assert!(read.has(Code::TableAbsent), "{missing}");
    }
    let read = with(MISSING, &INTERVIEWS.replace("02/06/2023", "early in June"));
    assert!(has_no_data(&read, "interview-held-in-three-days"));
    let read = with(MISSING, &NOTIFICATIONS.replace("01/06/2023", "soon"));
    assert!(has_no_data(&read, "host-notified"));
    let read = with(MISSING, INTERVIEWS);
    assert_eq!(read.count("interview-held-in-three-days"), Some(1.0));
}

#[test]
fn measures_of_a_column_that_is_not_there_have_no_data() {
    let read = with(
        MISSING,
        "CHILD,MIS_START,OFFERED,INTERVIEW_DATE\nSECRET2,02/06/2023,Y,04/06/2023\n",
    );
    assert_eq!(read.count("interview-held-in-three-days"), Some(1.0));
    for indicator in [
        "interview-offered-in-three-days",
        "interview-accepted",
        "placement-review-held",
    ] {
        assert!(has_no_data(&read, indicator), "{indicator}");
    }
    assert!(read.has(Code::MissingColumn));
    let columns = |line: &str| -> String {
        let cells: Vec<&str> = line.split(',').collect();
        [&cells[..6], &cells[7..]].concat().join(",") + "\n"
    };
    let read = with_episodes(&EPISODES.lines().map(columns).collect::<String>());
    assert_eq!(read.count("cla-at-31-march"), Some(1.0));
    assert!(has_no_data(&read, "own-provision"));
    assert!(read.has(Code::MissingColumn));
}

#[test]
fn children_without_episodes_are_no_empty_return() {
    let read = with_episodes(EPISODES.lines().next().unwrap());
    assert!(read.has(Code::ReturnUnusable));
    assert!(has_no_data(&read, "cla-at-31-march"));
}

#[test]
fn what_is_about_nothing_in_the_return_is_reported() {
    let read = with(MISSING, &INTERVIEWS.replace("02/06/2023", "02/06/2021"));
    assert!(read.rules().contains(&"interview-alone"));
    let read = with(MISSING, &NOTIFICATIONS.replace("01/06/2023", "02/06/2023"));
    assert!(read.rules().contains(&"notification-alone"));
    let read = with_episodes(&EPISODES.replace("01/06/2023,S,C2", "01/06/2023,S,V3"));
    assert!(read.rules().contains(&"short-break"));
    assert_eq!(read.count("children-missing"), Some(0.0));
}

#[test]
fn an_authority_whose_rows_may_be_those_of_nobody_has_no_data() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let of = |la: &str| {
            let mut lines = text.lines();
            let head = lines.next().unwrap();
            let rows = lines.map(|line| format!("{la},2024,{line}\n"));
            (format!("LA,YEAR,{head}\n"), rows.collect::<String>())
        };
        let (kent, rutland) = (of("Kent"), of("Rutland"));
        std::fs::write(folder.path().join(name), kent.0 + &kent.1 + &rutland.1).unwrap();
    };
    write("a.csv", EPISODES);
    write("b.csv", HEADER);
    write("c.csv", MISSING);
    let all = measured(folder.path());
    assert_eq!(all.count("children-missing"), Some(1.0));
    let missing = std::fs::read_to_string(folder.path().join("c.csv")).unwrap();
    std::fs::write(
        folder.path().join("c.csv"),
        missing.replace("Kent", "Kentt"),
    )
    .unwrap();
    assert!(has_no_data(&measured(folder.path()), "children-missing"));
}

#[test]
fn a_return_in_xml_shows_nothing_of_itself_where_it_is_broken() {
    for broken in [
        "<EXPSSDA903><CHILD><HEADER><CHILDID><SECRET77</CHILDID></HEADER></CHILD></EXPSSDA903>",
        "<EXPSSDA903><CHILD><HEADER><DOB></17-05-2010></DOB></HEADER></CHILD></EXPSSDA903>",
        "<EXPSSDA903><CHILD><EPISODE><PL_POST></LE158QH</PL_POST></EPISODE></CHILD></EXPSSDA903>",
    ] {
        let read = run(&[("return.xml", broken.as_bytes())]);
        let text = render(&read.diagnostics, Style::Plain) + &json(&read.diagnostics).unwrap();
        for secret in ["SECRET77", "17-05-2010", "LE158QH"] {
            assert!(!text.contains(secret), "{text}");
        }
        assert!(read.diagnostics.has_errors(), "{text}");
    }
}

#[test]
fn a_return_in_xml_is_found_wherever_its_children_stand() {
    let child = "<CHILD><HEADER><CHILDID>A&#45;1</CHILDID><SEX>1</SEX><DOB>13&#47;12/2011</DOB><ETHNIC>WBRI</ETHNIC></HEADER><EPISODE><DECOM>01/05/2022</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER></EPISODE></CHILD>";
    let other = child.replace("&#45;", "&#46;");
    let plain = format!("<EXPSSDA903>{child}{other}</EXPSSDA903>");
    let wrapped = format!("<Message><Body>{plain}</Body></Message>");
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(plain.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [plain.as_bytes(), wrapped.as_bytes(), &utf16] {
        let read = run(&[("return.xml", bytes)]);
        assert_eq!(read.count("cla-at-31-march"), Some(2.0));
        assert_eq!(read.count("own-provision"), Some(2.0));
        assert!(has_no_data(&read, "placed-outside-without-safety"));
        assert!(
            !read
                .measures
                .best(2024, "own-provision", &read.kent)
                .unwrap()
                .files
                .is_empty()
        );
    }
    let read = run(&[("return.xml", b"<EXPSSDA903></EXPSSDA903>")]);
    assert!(has_no_data(&read, "cla-at-31-march"));
    assert!(read.has(Code::ReturnUnusable));
}

#[test]
fn a_postcode_directory_that_cannot_be_read_is_reported() {
    let head = "pcds,oslaua,oseast1m,osnrth1m,name";
    let row = "QX1 1QX,E10000016,500000,160000";
    let of = |directory: String| {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("kent/2024");
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join("a.csv"), EPISODES).unwrap();
        std::fs::write(folder.path().join("postcodes.csv"), directory).unwrap();
        let read = measured(folder.path());
        let about = |d: &&Diagnostic| d.place.as_ref().is_some_and(|p| p.file == "postcodes.csv");
        read.diagnostics
            .iter()
            .filter(about)
            .map(|d| d.message.clone())
            .collect::<Vec<_>>()
    };
    assert!(of(format!("{head}\n{row},\"a, b\"\n")).is_empty());
    let none = of(format!("{head}\r{row},a\r"));
    assert!(
        none[0].starts_with("no row of the postcode directory"),
        "{none:?}"
    );
    let some = of(format!("{head}\n{row},a\n*,E10000016,1,1,b\n"));
    assert!(
        some[0].starts_with("1 rows of the postcode directory"),
        "{some:?}"
    );
    let twice = of(format!(
        "{head}\n{row},a\n{}\n",
        row.replace("E10000016", "E06000035")
    ));
    assert!(
        twice[0].starts_with("1 postcodes stand in the areas"),
        "{twice:?}"
    );
}

#[test]
fn a_date_of_birth_of_the_table_of_incidents_is_used() {
    let header = "CHILD,SEX,DOB,ETHNIC\nSECRET2,2,14/12/2009,WBRI\n";
    let long = EPISODES.replace("01/05/2022", "01/05/2018");
    let folder = tempfile::tempdir().unwrap();
    for year in ["2022", "2023", "2024"] {
        let place = folder.path().join("kent").join(year);
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join("a.csv"), &long).unwrap();
        std::fs::write(place.join("b.csv"), header).unwrap();
        let missing = format!("{MISSING}SECRET1,13/12/2011,A,02/06/2023,03/06/2023\n");
        std::fs::write(place.join("c.csv"), missing).unwrap();
    }
    let read = measured(folder.path());
    assert_eq!(read.count("same-carer-two-years"), Some(1.0));
}

/// The host of a respite is told of the respite, and why; the placement itself is another matter.
#[test]
fn a_notification_of_a_temporary_spell_is_none_of_the_placement() {
    let head = EPISODES.lines().next().unwrap();
    let spell = format!(
        "{head}\n\
         C,01/05/2023,S,C2,N1,U4,PR1,01/08/2023,X1,,,,7,E06000035,OUT,9\n\
         C,01/08/2023,P,C2,N1,T4,PR1,08/08/2023,X1,,,,8,E06000036,OUT,9\n\
         C,08/08/2023,P,C2,N1,U4,PR1,,,,,,7,E06000035,OUT,9\n"
    );
    for (own, respite, expected) in [("no-local-place", "safety", 1.0), ("safety", "family", 0.0)] {
        let told = format!(
            "CHILD,DECOM,NOTIFIED_DATE,OUT_REASON\nC,01/05/2023,,{own}\nC,01/08/2023,,{respite}\n"
        );
        let read = run(&[
            ("a.csv", spell.as_bytes()),
            ("c.csv", MISSING.as_bytes()),
            ("d.csv", told.as_bytes()),
        ]);
        assert_eq!(read.count("placed-outside-without-safety"), Some(expected));
    }
}

#[test]
fn a_row_of_another_authority_or_year_than_the_folders_is_reported() {
    let with = |column: &str, cell: &str| {
        let mut lines = EPISODES.lines();
        let head = format!("{column},{}\n", lines.next().unwrap());
        let rows = lines
            .map(|line| format!("{cell},{line}\n"))
            .collect::<String>();
        with_episodes(&(head + &rows))
    };
    for (column, own, other) in [("LA", "Kent", "Rutland"), ("YEAR", "2023-24", "2023")] {
        assert!(with(column, own).rules().is_empty(), "{column}");
        let read = with(column, other);
        assert!(read.rules().contains(&"folder"), "{column}");
        assert_eq!(read.count("cla-during-year"), Some(2.0));
    }
}

#[test]
fn a_gap_within_care_is_reported_where_the_next_episode_begins() {
    let gap = EPISODES.replace("SECRET2,01/06/2023,S", "SECRET1,01/06/2023,P");
    let gap = gap.replace("PR1,,,", "PR1,01/05/2023,X1,");
    let read = with_episodes(&gap);
    assert!(read.rules().contains(&"433"), "{:?}", read.rules());
    assert!(read.rules().contains(&"388"));
}

#[test]
fn figures_of_an_authority_that_was_no_more_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let given = "authority_code,year,indicator,value\nE10000006,2024,own-provision,40\nE10000016,2024,own-provision,40\n";
    std::fs::write(folder.path().join("measures.csv"), given).unwrap();
    let read = measured(folder.path());
    let codes: Vec<Code> = read.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::AbolishedAuthority]);
}

#[test]
fn a_given_share_below_0_or_above_100_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for (value, is_error) in [("-5", true), ("250", true), ("100", false)] {
        let given = format!(
            "authority_code,year,indicator,value\nE10000016,2024,children-missing,{value}\n"
        );
        std::fs::write(folder.path().join("measures.csv"), given).unwrap();
        assert_eq!(
            measured(folder.path()).diagnostics.has_errors(),
            is_error,
            "{value}"
        );
    }
}
