//! Dirty child-level input: a right reading or a clear report, never a panic, never a value of a
//! record in a message.

mod lost;
mod words;

use std::path::Path;

use care_scorecard::config::{Configuration, Mode};
use care_scorecard::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Style, json, render};
use care_scorecard::disclosure::{Measures, protect};
use care_scorecard::disk;
use care_scorecard::measure::{Absence, Cell, Extent, Unprotected};
use care_scorecard::source::Dataset;
use care_scorecard::source::published::Location;
use care_scorecard::source::ssda903::Area;
use proptest::prelude::*;

const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,PL_LA,PL_LOCATION,PL_DISTANCE\n\
SECRET1,01/05/2022,S,C2,N1,U4,PR1,,,,QX1 1QX,QX2 2QX,7654321,E10000016,IN,3.2\n\
SECRET2,01/06/2023,S,C2,N1,K2,PR4,01/09/2023,E4A,,QX1 1QX,QX3 3QX,7654322,E06000035,OUT,21.5\n";
const HEADER: &str = "CHILD,SEX,DOB,ETHNIC\nSECRET1,1,13/12/2011,WBRI\nSECRET2,2,14/12/2009,WBRI\n";
const MISSING: &str =
    "CHILD,DOB,MISSING,MIS_START,MIS_END\nSECRET2,14/12/2009,M,02/06/2023,03/06/2023\n";

struct Outcome {
    measures: Measures,
    diagnostics: Diagnostics,
    kent: Location,
}

impl Outcome {
    fn cell(&self, indicator: &str) -> Cell {
        self.measures
            .best(2024, indicator, &self.kent)
            .unwrap()
            .clone()
    }

    fn count(&self, indicator: &str) -> Option<f64> {
        self.cell(indicator).numerator
    }

    fn has(&self, code: Code) -> bool {
        self.diagnostics.iter().any(|d| d.code == code)
    }

    fn rules(&self) -> Vec<&str> {
        self.diagnostics.iter().filter_map(|d| d.rule).collect()
    }
}

fn run(files: &[(&str, &[u8])]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("kent/2024");
    std::fs::create_dir_all(&place).unwrap();
    for (name, bytes) in files {
        std::fs::write(place.join(name), bytes).unwrap();
    }
    measured(folder.path())
}

fn measured(folder: &Path) -> Outcome {
    let mut dataset = Dataset::read(&disk::Folder::at(folder));
    let mut diagnostics = std::mem::take(&mut dataset.diagnostics);
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Internal;
    let figures =
        Unprotected::compute(&dataset, &configuration, Extent::Measures, &mut diagnostics);
    let measures = protect(figures, &dataset, &configuration);
    let kent = Location::Authority(dataset.register.by_code("E10000016").unwrap());
    Outcome {
        measures,
        diagnostics,
        kent,
    }
}

fn with_episodes(episodes: &str) -> Outcome {
    run(&[
        ("a.csv", episodes.as_bytes()),
        ("b.csv", HEADER.as_bytes()),
        ("c.csv", MISSING.as_bytes()),
    ])
}

#[test]
fn a_clean_return_is_read() {
    let clean = with_episodes(EPISODES);
    assert!(clean.rules().is_empty(), "{:?}", clean.diagnostics);
    assert_eq!(clean.count("cla-at-31-march"), Some(1.0));
    assert_eq!(clean.count("cla-during-year"), Some(2.0));
    assert_eq!(clean.count("children-missing"), Some(1.0));
    assert_eq!(clean.count("outside-and-missing"), Some(1.0));
}

#[test]
fn encodings_delimiters_and_line_ends_do_not_matter() {
    let iso = EPISODES.replace("01/05/2022", "2022-05-01");
    let semicolons = EPISODES.replace(',', ";");
    let crlf = EPISODES.replace('\n', "\r\n");
    let quoted = EPISODES.replace("QX1 1QX", "\"QX1\n1QX\"");
    let blank = format!(
        "{}\n,,,,,,,,,,,,,,,\n",
        EPISODES.to_lowercase().replace("secret", "SECRET")
    );
    let bom = format!("\u{FEFF}{EPISODES}");
    for text in [iso, semicolons, crlf, quoted, blank, bom] {
        let read = with_episodes(&text);
        assert!(read.rules().is_empty(), "{text}: {:?}", read.diagnostics);
        assert_eq!(read.count("cla-during-year"), Some(2.0), "{text}");
    }
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(EPISODES.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let read = run(&[("a.csv", utf16.as_slice())]);
    assert_eq!(read.count("cla-during-year"), Some(2.0));
}

#[test]
fn a_bad_row_never_loses_another() {
    let dirty = EPISODES.replace("01/06/2023", "01/06/23");
    let read = with_episodes(&dirty);
    assert_eq!(read.count("cla-during-year"), Some(1.0));
    let problem = read
        .diagnostics
        .iter()
        .find(|d| d.rule == Some("141"))
        .unwrap();
    assert_eq!(problem.code, Code::RowLeftOut);
    assert_eq!(
        problem.place.as_ref().map(|p| (p.line, p.column)),
        Some((Some(3), Some(2)))
    );
    assert_eq!(
        problem.help.as_deref(),
        Some("write the year with four digits")
    );
}

#[test]
fn problems_of_every_row_are_counted_and_the_first_thousand_listed() {
    let header = EPISODES.lines().next().unwrap();
    let short = format!("{header}\n{}", "X,01/13/2023,S\n".repeat(3_000));
    let read = with_episodes(&short);
    for code in [Code::UnevenRow, Code::RowLeftOut] {
        let listed = read.diagnostics.iter().filter(|d| d.code == code);
        let of_rows = listed.filter(|d| d.place.is_some());
        assert_eq!(of_rows.count(), 1_000, "{code:?}");
    }
    assert!(read.diagnostics.count(Severity::Warning) >= 6_000);
    let text = render(&read.diagnostics, Style::Plain);
    assert!(text.contains("2995 more of the kind uneven-row"), "{text}");
    assert_eq!(text.matches("rule 141").count(), 1, "{text}");
    assert!(text.contains("3000 of 3000 rows; the month stands before the day"));
    let json = json(&read.diagnostics).unwrap();
    assert_eq!(
        json.matches("2000 more of this kind are not listed")
            .count(),
        2
    );
}

/// Allerdale lay in Cumbria until 2023, and lies in Cumberland since.
#[test]
fn a_code_means_the_authority_of_the_year_of_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let header = EPISODES.lines().next().unwrap();
    let rows = [(2023, 1), (2024, 2), (2023, 3)].map(|(year, child)| {
        format!("E10000016,{year},C{child},01/05/2022,S,C2,N1,U4,PR1,,,,,,,E07000026,OUT,\n")
    });
    let text = format!("LA,YEAR,{header}\n{}", rows.concat());
    std::fs::write(folder.path().join("episodes.csv"), text).unwrap();
    let dataset = Dataset::read(&disk::Folder::at(folder.path()));
    let authority = |code| dataset.register.by_code(code).unwrap();
    let returns = dataset
        .returns
        .of(authority("E10000016"), &dataset.register);
    for (year, rows, upper) in [(2023, 2, "E10000006"), (2024, 1, "E06000063")] {
        let episodes = returns.years[&year].episodes.as_ref().unwrap();
        let areas: Vec<Area> = episodes.iter().map(|episode| episode.area).collect();
        assert_eq!(
            areas,
            vec![Area::Authority(authority(upper)); rows],
            "{year}"
        );
    }
}

#[test]
fn a_bad_end_is_no_open_end() {
    let read = with_episodes(&EPISODES.replace("01/09/2023", "31/09/2023"));
    assert!(read.rules().contains(&"147"));
    assert_eq!(read.count("cla-at-31-march"), Some(1.0));
}

#[test]
fn an_absent_table_is_no_data_and_an_empty_one_is_zero() {
    let absent = run(&[("a.csv", EPISODES.as_bytes()), ("b.csv", HEADER.as_bytes())]);
    assert_eq!(absent.cell("children-missing").value, Err(Absence::NoData));
    assert!(absent.has(Code::TableAbsent));
    let none = b"CHILD,DOB,MISSING,MIS_START,MIS_END\n";
    let empty = run(&[("a.csv", EPISODES.as_bytes()), ("c.csv", none)]);
    assert_eq!(empty.cell("children-missing").value, Ok(0.0));
}

#[test]
fn an_unusable_return_is_no_data() {
    for episodes in [
        EPISODES.replace("/2022", "/22").replace("/2023", "/23"),
        EPISODES
            .replace("/2022", "/2012")
            .replace("/2023", "/2013")
            .replace(",,,,QX", ",01/01/2013,E4A,,QX"),
    ] {
        let read = with_episodes(&episodes);
        assert_eq!(
            read.cell("cla-at-31-march").value,
            Err(Absence::NoData),
            "{episodes}"
        );
        assert!(read.has(Code::ReturnUnusable));
    }
    let header = EPISODES.lines().next().unwrap();
    let nameless = |n| format!("X,01/06/2023,S,C2,N1,U4,PR1,02/06/2023,E4A,,,,{n},,,\n");
    let nameless: String = (0..1_001).map(nameless).collect();
    let read = with_episodes(&format!("{header}\n{nameless}"));
    let none = Err(Absence::NoData);
    assert_eq!(read.cell("cla-during-year").value, none);
    assert!(read.has(Code::ReturnUnusable));
    let no_episodes = run(&[("b.csv", HEADER.as_bytes()), ("c.csv", MISSING.as_bytes())]);
    assert_eq!(
        no_episodes.cell("children-missing").value,
        Err(Absence::NoData)
    );
}

#[test]
fn files_that_are_no_tables_are_reported() {
    let long = [b"CHILD,DECOM\n".as_slice(), &vec![b'a'; 3 << 20]].concat();
    assert!(run(&[("a.csv", &long)]).has(Code::UnreadableFile));
    let long_row = [EPISODES.as_bytes(), &vec![b'a'; 20 << 20]].concat();
    assert!(run(&[("a.csv", &long_row)]).has(Code::UnreadableFile));
    assert!(run(&[("a.csv", b"")]).has(Code::EmptyFile));
    let cut = "Siân".as_bytes().split_at(3).0;
    let cut = [EPISODES.as_bytes(), "Siân,\n".as_bytes(), cut].concat();
    assert!(run(&[("a.csv", &cut)]).has(Code::UnreadableFile));
}

#[test]
fn the_xml_return_gives_what_the_tables_give() {
    let xml = r#"<?xml version="1.0"?>
<EXPSSDA903><CHILD><HEADER><CHILDID>SECRET1</CHILDID><SEX>1</SEX><DOB>13/12/2011</DOB><ETHNIC>WBRI</ETHNIC><UASC /></HEADER>
<EPISODE><DECOM>01/05/2022</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC /><REC /></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>SECRET2</CHILDID><SEX>2</SEX><DOB>14/12/2009</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC><DUC>14/12/2027</DUC>
<AMISSING><MISSING>M</MISSING><MIS_START>02/06/2023</MIS_START><MIS_END>03/06/2023</MIS_END></AMISSING></HEADER>
<EPISODE><DECOM>01/06/2023</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>K2</PL><PLACE_PROVIDER>PR4</PLACE_PROVIDER><DEC>01/09/2023</DEC><REC>E4A</REC></EPISODE></CHILD></EXPSSDA903>"#;
    let read = run(&[("return.xml", xml.as_bytes())]);
    assert!(read.rules().is_empty(), "{:?}", read.diagnostics);
    assert_eq!(read.count("cla-during-year"), Some(2.0));
    assert_eq!(read.count("children-missing"), Some(1.0));
    assert_eq!(read.cell("uasc-missing").denominator, Some(1.0));
    let cut = run(&[("return.xml", xml.as_bytes().split_at(700).0)]);
    assert!(cut.has(Code::UnreadableFile));
}

#[test]
fn rows_of_many_authorities_say_whose_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let with = |text: &str, la: &str| {
        let mut lines = text.lines();
        let head = format!("LA,YEAR,{}\n", lines.next().unwrap());
        lines.fold(head, |all, line| format!("{all}{la},2023-24,{line}\n"))
    };
    std::fs::write(folder.path().join("all.csv"), with(EPISODES, "886")).unwrap();
    std::fs::write(folder.path().join("missing.csv"), with(MISSING, "Kent")).unwrap();
    let read = measured(folder.path());
    assert_eq!(read.count("cla-during-year"), Some(2.0));
    assert_eq!(read.count("children-missing"), Some(1.0));
}

fn shows_nothing(diagnostics: &Diagnostics) {
    let text = render(diagnostics, Style::Plain) + &json(diagnostics).unwrap();
    for secret in [
        "SECRET",
        "QX1",
        "QX2",
        "QX3",
        "13/12/2011",
        "14/12/2009",
        "7654321",
        "2011-12-13",
    ] {
        assert!(!text.contains(secret), "{secret} is in:\n{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_returns_never_panic_and_show_nothing(
        which in 0_usize..3,
        at in 0.0..1.0_f64,
        length in 0_usize..12,
        with in proptest::collection::vec(any::<u8>(), 0..12),
        cut in any::<bool>(),
    ) {
        let mut files = [EPISODES, HEADER, MISSING].map(|text| text.as_bytes().to_vec());
        let file = &mut files[which];
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let start = (at * file.len() as f64) as usize;
        let end = if cut { file.len() } else { (start + length).min(file.len()) };
        file.splice(start..end, with);
        let [a, b, c] = &files;
        let read = run(&[("a.csv", a), ("b.csv", b), ("c.csv", c)]);
        shows_nothing(&read.diagnostics);
    }
}

#[test]
fn no_message_shows_a_record() {
    let dirty = EPISODES
        .replace("C2", "QX1")
        .replace("01/05/2022", "14/12/2009")
        .replace("01/09/2023", "01/01/2001");
    let read = with_episodes(&dirty);
    assert!(!read.rules().is_empty());
    shows_nothing(&read.diagnostics);
    let (_, headerless) = EPISODES.split_once('\n').unwrap();
    shows_nothing(&with_episodes(headerless).diagnostics);
}
