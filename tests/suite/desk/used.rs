//! What a desk does with what is brought to it.

use std::path::Path;

use super::{Desk, Form};
use crate::support::Folder;

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

#[test]
fn the_sample_is_listed_by_what_its_files_are_and_nothing_is_wrong_with_it() {
    let desk = Desk::open(&[]);
    assert!(desk.page("1/bring").contains("Drop files or a folder here"));
    assert!(desk.page("1/check").contains("Nothing was brought yet"));
    assert_eq!(desk.post("1/bring/sample", Form::default()).status, 303);
    let page = desk.page("1/bring");
    for kind in [
        "Return: episodes of care (36)",
        "Postcode directory (1)",
        "2022, 2023, 2024",
    ] {
        assert!(page.contains(kind), "{kind} in {page}");
    }
    assert!(!page.contains("Not recognised"));
    assert!(
        desk.page("1/check").contains("Nothing stops the scorecard")
            || desk.page("1/check").contains("Nothing is wrong")
    );
}

#[test]
fn what_was_brought_can_be_taken_away_again() {
    let desk = Desk::on(&sample());
    let page = desk.page("1/bring");
    assert!(page.contains("postcodes.csv"), "{page}");
    let away = |what: &str, path: &str| {
        let form = Form::default().field("what", what).field("path", path);
        assert_eq!(desk.post("1/bring/away", form).status, 303);
    };
    away("file", "postcodes.csv");
    assert!(!desk.page("1/bring").contains("postcodes.csv"));
    away("folder", sample().to_str().unwrap());
    assert!(
        !desk
            .page("1/bring")
            .contains("What each file was taken for")
    );
    assert!(
        sample().join("postcodes.csv").is_file(),
        "it is left where it was"
    );
}

#[test]
fn desks_of_one_program_have_nothing_in_common() {
    let desk = Desk::on(&sample());
    let another = desk.post("new", Form::default());
    assert_eq!(
        another.header("location"),
        Some(&*format!("/{}/2/bring", desk.secret))
    );
    assert!(desk.page("1/bring").contains("postcodes.csv"));
    assert!(!desk.page("2/bring").contains("postcodes.csv"));
    assert_eq!(desk.get("3/bring").status, 404);
}

/// The heads of a return of which nothing says whose it is.
const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
                        0000041,01/06/2023,S,C2,N1,U1,PR1,,,,,,\n";

#[test]
fn it_is_asked_whose_a_return_is_where_nothing_says_it() {
    let desk = Desk::open(&[]);
    let form = Form::default().file("export/episodes.csv", EPISODES);
    desk.post("1/bring/files", form);
    let page = desk.page("1/bring");
    assert!(page.contains("Whose are these?"), "{page}");
    let said = |authority: &str, year: &str| {
        let form = Form::default().field("file", "episodes.csv");
        let form = form.field("authority", authority).field("year", year);
        desk.post("1/bring/whose", form);
        desk.page("1/bring")
    };
    assert!(
        said("Rutlan", "2024").contains("Rutland"),
        "the nearest is suggested"
    );
    assert!(said("Rutland", "24").contains("Give the year ending 31 March"));
    let page = said("Rutland", "2023-24");
    assert!(!page.contains("Whose are these?"), "{page}");
    assert!(page.contains("E06000017/2024/episodes.csv"), "{page}");
    // What a page says of it names no child.
    assert!(!page.contains("0000041") && !desk.page("1/check").contains("0000041"));
}

#[test]
fn a_title_says_whose_a_log_likely_is_and_a_person_confirms_it() {
    let log = "Return home interviews for Rutland, 2023-24\n\nCHILD,MIS_START,OFFERED,OFFERED_DATE,ACCEPTED,INTERVIEW_DATE\n\
               0000041,01/06/2023,Y,02/06/2023,N,\n";
    let asked = |files: &[(&str, &str)]| {
        let desk = Desk::open(&[]);
        let form = files
            .iter()
            .fold(Form::default(), |form, (name, text)| form.file(name, text));
        desk.post("1/bring/files", form);
        desk.page("1/bring")
    };
    let page = asked(&[("in/log.csv", log)]);
    let filled = |what: &str| format!("value=\"{what}\" required");
    assert!(page.contains(&filled("Rutland")), "{page}");
    // A log is joined to incidents by its dates, so that no year is asked that could be wrong.
    assert!(
        !page.contains("id=\"year\"") && !page.contains("0000041"),
        "{page}"
    );
    // Of two titles that say different things neither is filled in.
    let other = log.replace("Rutland", "Kent");
    let page = asked(&[("in/log.csv", log), ("in/other.csv", &other)]);
    assert!(page.contains(&filled("")), "{page}");
    // A table of the return needs both.
    let titled = format!("Episodes of Rutland, 2023-24,,,,,,,,,,,,\n{EPISODES}");
    let page = asked(&[("in/log.csv", log), ("in/episodes.csv", &titled)]);
    assert!(
        page.contains(&filled("Rutland")) && page.contains(&filled("2024")),
        "{page}"
    );
}

#[test]
fn a_log_is_used_in_whichever_year_its_incidents_are() {
    let desk = Desk::open(&[]);
    let log = "CHILD,MIS_START,OFFERED,OFFERED_DATE,ACCEPTED,INTERVIEW_DATE\n0000041,01/06/2023,Y,02/06/2023,N,\n";
    let missing =
        "CHILD,DOB,MISSING,MIS_START,MIS_END\n0000041,01/02/2009,M,01/06/2023,02/06/2023\n";
    let form = Form::default()
        .file("Rutland/2024/episodes.csv", EPISODES)
        .file("Rutland/2024/missing.csv", missing)
        .file("log.csv", log);
    desk.post("1/bring/files", form);
    assert!(desk.page("1/bring").contains("Whose are these?"));
    let form = Form::default()
        .field("file", "log.csv")
        .field("authority", "Rutland");
    desk.post("1/bring/whose", form);
    let page = desk.page("1/bring");
    assert!(
        page.contains("They are taken for Rutland.") && page.contains("E06000017/log.csv"),
        "{page}"
    );
    let check = desk.page("1/check");
    assert!(!check.contains("return-interviews"), "{check}");
    // Of another year than the return nothing is made without a word.
    let form = Form::default().field("year", "2024");
    desk.post(
        "1/choose",
        form.field("authority", "E06000017")
            .field("mode", "internal"),
    );
    assert!(
        !desk
            .page("1/look")
            .contains("Nothing of it is in what is made")
    );
}

#[test]
fn what_stops_everything_is_said_where_the_files_were_brought() {
    let desk = Desk::open(&[]);
    let form = Form::default().file("release.zip", b"PK\x03\x04");
    desk.post("1/bring/files", form);
    let page = desk.page("1/bring");
    assert!(page.contains("1 problem stops the scorecard"), "{page}");
    assert!(page.contains("/1/check\">Next: what is wrong"), "{page}");
}

#[test]
fn what_was_typed_stays_where_a_date_is_refused_and_a_date_is_taken_as_people_write_it() {
    let desk = Desk::on(&sample());
    desk.page("1/check");
    let form = |date: &str| {
        Form::default()
            .field("year", "")
            .field("authority", "S03")
            .field("mode", "internal")
            .field("publication.board_name", "Board of Cobblecombe")
            .field("publication.release_date", date)
    };
    let page = desk.post("1/choose", form("some day")).text();
    for kept in [
        "Not taken yet",
        "value=\"Board of Cobblecombe\"",
        "value=\"some day\"",
        "value=\"internal\" checked",
        "value=\"S03\" selected",
    ] {
        assert!(page.contains(kept), "{kept} in {page}");
    }
    assert!(!page.contains("Line "), "{page}");
    for date in ["3 December 2026", "03/12/2026", "2026-12-03"] {
        assert_eq!(desk.post("1/choose", form(date)).status, 303, "{date}");
        let page = desk.page("1/choose");
        assert!(page.contains("value=\"2026-12-03\""), "{date}: {page}");
    }
    assert!(!desk.page("1/look").contains("as they would be published"));
}

#[test]
fn what_is_no_table_is_listed_too_and_can_be_taken_away() {
    let desk = Desk::open(&[]);
    let form = Form::default()
        .file("agenda.docx", b"\x00\x01 a document")
        .file("in/Rutland/2024/episodes.csv", EPISODES);
    desk.post("1/bring/files", form);
    let page = desk.page("1/bring");
    assert!(
        page.contains("Not recognised") && page.contains("agenda.docx"),
        "{page}"
    );
    let away = Form::default()
        .field("what", "file")
        .field("path", "agenda.docx");
    desk.post("1/bring/away", away);
    assert!(!desk.page("1/bring").contains("agenda.docx"));
}

#[test]
fn what_is_wrong_in_many_rows_is_said_once_with_their_lines() {
    let desk = Desk::open(&[]);
    let rows: String = (0..30)
        .map(|row| format!("{:07},9,01/02/2009,WBRI,,0,\n", 41 + row))
        .collect();
    let header = format!("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{rows}");
    let form = Form::default().file("in/Rutland/2024/header.csv", header);
    desk.post("1/bring/files", form);
    let page = desk.page("1/check");
    assert_eq!(
        page.matches("<p class=\"said\">rule 101").count(),
        1,
        "{page}"
    );
    assert!(
        page.contains("line 2, column SEX")
            && page
                .contains("and lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 17 more</span>"),
        "{page}"
    );
    let list = desk.ready("1/check/findings.csv").text();
    assert_eq!(
        list.matches("rule 101").count(),
        30,
        "the list has every row"
    );
}

#[test]
fn a_folder_that_is_not_there_is_said_with_the_nearest_name() {
    let home = Folder::new().file("measures.csv", "a,b\n");
    let desk = Desk::open(&[]);
    let path = home.data();
    let wrong = path.to_str().unwrap().replace("data", "dtaa");
    desk.post("1/bring/folder", Form::default().field("path", &wrong));
    let page = desk.page("1/bring");
    assert!(
        page.contains("role=\"alert\"") && page.contains("did you mean"),
        "{page}"
    );
    desk.post(
        "1/bring/folder",
        Form::default().field("path", path.to_str().unwrap()),
    );
    let page = desk.page("1/bring");
    assert!(
        page.contains("Not recognised") && page.contains("measures.csv"),
        "{page}"
    );
}

#[test]
fn what_check_finds_is_on_the_page_and_in_the_list() {
    let desk = Desk::open(&[]);
    let bad = EPISODES.replace("01/06/2023", "31/31/2023");
    let form = Form::default().file("Kent/2024/episodes.csv", bad);
    desk.post(
        "1/bring/files",
        form.file("Kent/2024/notes.csv", "=cmd,b\n1,2\n"),
    );
    let page = desk.page("1/check");
    for said in [
        "For whoever has the case system",
        "2024/episodes.csv",
        "line 2",
        "What follows",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let list = desk.ready("1/check/findings.csv");
    assert_eq!(
        list.header("content-disposition"),
        Some("attachment; filename=\"findings.csv\"")
    );
    let text = list.text();
    assert!(
        text.contains("2024/notes.csv") && text.lines().count() > 2,
        "{text}"
    );
    assert!(!text.contains("0000041") && !page.contains("0000041"));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for row in reader.records() {
        assert!(row.unwrap().iter().all(|cell| !cell.starts_with('=')));
    }
}

#[test]
fn work_is_told_and_can_be_stopped_and_begun_again() {
    let desk = Desk::on(&sample());
    desk.get("1/check");
    assert_eq!(desk.post("1/work/stop", Form::default()).status, 303);
    let stopped = desk.get("1/check").text();
    if stopped.contains("You stopped this") {
        assert!(desk.get("1/work").text().contains("\"working\":false"));
        assert_eq!(desk.post("1/work/again", Form::default()).status, 303);
    }
    assert!(desk.page("1/bring").contains("postcodes.csv"));
}

#[test]
fn weights_that_lie_beside_the_data_are_used_until_others_are_chosen_and_go_with_the_data() {
    let desk = Desk::open(&[]);
    let measures = "authority_code,year,indicator,numerator,denominator,value\nE10000016,2024,children-missing,10,100,\n";
    let with = |weights: &str| {
        Form::default()
            .file("d/measures.csv", measures)
            .file("d/scorecard-weights.toml", weights)
    };
    desk.post(
        "1/bring/files",
        with("[scorecard]\ntitle = \"Mine alone\"\n"),
    );
    desk.page("1/check");
    let title = |desk: &Desk| desk.page("1/weights").contains("value=\"Mine alone\"");
    assert!(title(&desk));
    desk.post("1/bring/away", Form::default().field("what", "everything"));
    desk.post(
        "1/bring/files",
        Form::default().file("d/measures.csv", measures),
    );
    desk.page("1/check");
    assert!(!title(&desk), "they went with the data");
    desk.post(
        "1/weights",
        Form::default()
            .field("how", "text")
            .field("text", "[scorecard]\ntitle = \"Chosen\"\n"),
    );
    desk.post(
        "1/bring/files",
        with("[scorecard]\ntitle = \"Mine alone\"\n"),
    );
    assert!(
        desk.page("1/check")
            .contains("is not used, since others were chosen here")
    );
    assert!(!title(&desk));
    desk.post("1/bring/away", Form::default().field("what", "everything"));
    let another = Desk::open(&[]);
    another.post("1/bring/files", with("[scorecard]\nagregation = 1\n"));
    let page = another.page("1/check");
    assert!(
        page.contains("did you mean") && page.contains("For whoever chooses"),
        "{page}"
    );
}

#[test]
fn an_archive_is_opened_and_taken_away_whole() {
    let desk = Desk::open(&[]);
    let measures = "authority_code,year,indicator,numerator,denominator,value\nE10000016,2024,children-missing,10,100,\n";
    let archive = crate::containers::zipped([("in/measures.csv", measures)]);
    let form = Form::default()
        .file("release.zip", archive)
        .file("notes.csv", "a,b\n1,2\n");
    desk.post("1/bring/files", form);
    let page = desk.page("1/bring");
    assert!(
        page.contains("release.zip/in/measures.csv") && page.contains("in release.zip</span>"),
        "{page}"
    );
    desk.post(
        "1/bring/away",
        Form::default()
            .field("what", "file")
            .field("path", "release.zip"),
    );
    let page = desk.page("1/bring");
    assert!(
        !page.contains("measures.csv") && page.contains("notes.csv"),
        "{page}"
    );
}
