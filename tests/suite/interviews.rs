//! Return interviews are out of all missing incidents, so that leaving one open earns nothing and that
//! nothing tells how many children are still missing.

use crate::support::Folder;

const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
     1,01/05/2022,S,C2,N1,U4,PR1,,,,,,\n\
     2,01/06/2022,S,C2,N1,K2,PR4,01/09/2023,E4A,,,,\n";
const HEADER: &str = "CHILD,SEX,DOB,ETHNIC\n1,1,13/12/2010,WBRI\n2,2,14/12/2009,WBRI\n";
/// Held in time; held late; ended as care did, held in time; open, with an interview.
const MISSING: &str = "CHILD,DOB,MISSING,MIS_START,MIS_END\n\
     1,13/12/2010,M,02/06/2023,03/06/2023\n\
     1,13/12/2010,M,02/07/2023,03/07/2023\n\
     2,14/12/2009,M,30/08/2023,01/09/2023\n\
     1,13/12/2010,M,01/03/2024,\n";
const INTERVIEWS: &str = "CHILD,MIS_START,OFFERED,OFFERED_DATE,ACCEPTED,INTERVIEW_DATE,REVIEW_DATE\n\
     1,02/06/2023,Y,03/06/2023,Y,06/06/2023,\n\
     1,02/07/2023,Y,05/07/2023,Y,07/07/2023,\n\
     2,30/08/2023,Y,02/09/2023,Y,04/09/2023,\n\
     1,01/03/2024,Y,02/03/2024,Y,03/03/2024,\n";

#[test]
fn interviews_in_time_are_out_of_all_missing_incidents() {
    let at = |name: &str| format!("returns/E10000016/2024/{name}.csv");
    let folder = Folder::new()
        .file(&at("episodes"), EPISODES)
        .file(&at("header"), HEADER)
        .file(&at("missing"), MISSING)
        .file(&at("return-interviews"), INTERVIEWS);
    let arguments = ["--mode", "internal", "--year", "2024", "--quiet"];
    let rows = folder.run("measures", &arguments).well().rows();
    let counts = |indicator: &str| {
        let row = rows
            .iter()
            .find(|row| row["indicator"] == indicator)
            .unwrap();
        (row["numerator"].clone(), row["denominator"].clone())
    };
    let of_all = |x: &str| (x.to_owned(), "4".to_owned());
    assert_eq!(counts("interview-held-in-three-days"), of_all("2"));
    assert_eq!(counts("interview-offered-in-three-days"), of_all("3"));
    assert_eq!(counts("interview-accepted"), of_all("4"));
}

#[test]
fn how_many_interviews_were_due_stands_nowhere() {
    for words in [
        include_str!("../../docs/data-dictionary.md"),
        include_str!("../../docs/scorecard.schema.json"),
        include_str!("../../crates/audit/src/dictionary.txt"),
        include_str!("../../src/starter/columns.csv"),
    ] {
        let lower = words.to_lowercase();
        for due in [" due ", ",due", "interviews due", "still looked after"] {
            assert!(!lower.contains(due), "{due}");
        }
    }
}

#[test]
fn totals_out_of_the_incidents_that_were_due_are_told_of() {
    let folder = |incidents: u8| {
        Folder::new()
            .file("authorities.csv", "authority_code,name,region,type\nX0,Place,North,none\n")
            .file(
                "measures.csv",
                "authority_code,year,indicator,numerator,denominator\nX0,2024,missing-incident-rate,90,400\n",
            )
            .file(
                "interview-totals.csv",
                format!(
                    "authority_code,year,incidents,offered,held\nX0,2024,{incidents},60,50\n"
                ),
            )
    };
    let told = "out of fewer missing incidents";
    let fewer = folder(80).run("check", &[]);
    assert!(fewer.stdout.contains(told), "{}", fewer.stdout);
    let all = folder(90).run("check", &[]);
    assert!(!all.stdout.contains(told), "{}", all.stdout);
}

/// Counts of a measure of the return of Kent in 2024.
fn counted(folder: &Folder, indicator: &str) -> Option<(String, String)> {
    let arguments = ["--mode", "internal", "--year", "2024", "--quiet"];
    let rows = folder.run("measures", &arguments).well().rows();
    let row = rows
        .into_iter()
        .find(|row| row["indicator"] == indicator && row["status"] == "ok");
    row.map(|row| (row["numerator"].clone(), row["denominator"].clone()))
}

fn at(name: &str) -> String {
    format!("returns/E10000016/2024/{name}.csv")
}

fn returned() -> Folder {
    Folder::new()
        .file(&at("episodes"), EPISODES)
        .file(&at("header"), HEADER)
}

fn of(x: &str, n: &str) -> Option<(String, String)> {
    Some((x.to_owned(), n.to_owned()))
}

/// The same log as services keep it, under such a head.
fn log(head: &str) -> String {
    format!(
        "{head}\n1,02/06/2023,Yes - offered,03/06/2023 10:15,Accepted,06/06/2023\n\
         1,02/07/2023,Offered,05/07/2023 09:00,Declined,N/A\n\
         2,30/08/2023,YES,02/09/2023,accepted,04/09/2023\n\
         1,01/03/2024,Not offered,,N/A,\n"
    )
}

#[test]
fn a_log_is_read_as_services_keep_it() {
    let head = "Child ID,Date went missing,RHI offered?,Date RHI offered,Accepted / Declined,Date of interview";
    let folder = returned()
        .file(&at("missing"), MISSING)
        .file(&at("log of interviews"), log(head));
    assert_eq!(
        counted(&folder, "interview-held-in-three-days"),
        of("2", "4")
    );
    assert_eq!(
        counted(&folder, "interview-offered-in-three-days"),
        of("3", "4")
    );
    assert_eq!(counted(&folder, "interview-accepted"), of("2", "3"));
    // A column that is not given gives no figure, and is not none.
    assert_eq!(counted(&folder, "placement-review-held"), None);
}

#[test]
fn check_proposes_the_mapping_that_a_log_needs() {
    let head = "YP ref,When they went missing,Was it offered,Offered on,Taken up?,Interviewed on";
    let folder = returned()
        .file(&at("missing"), MISSING)
        .file(&at("log"), log(head));
    assert_eq!(counted(&folder, "interview-accepted"), None);
    let run = folder.run("check", &[]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    let lines = run.stdout.lines().map(|line| line.trim_matches([' ', '|']));
    let from = lines.skip_while(|line| !line.contains("[inputs.return-interviews]"));
    let mapping: Vec<&str> = from.take(7).collect();
    assert_eq!(mapping.len(), 7, "{}", run.stdout);
    let folder = folder.weights(mapping.join("\n"));
    assert_eq!(
        counted(&folder, "interview-held-in-three-days"),
        of("2", "4")
    );
    assert_eq!(
        counted(&folder, "interview-offered-in-three-days"),
        of("3", "4")
    );
    assert_eq!(counted(&folder, "interview-accepted"), of("2", "3"));
    let wrong = folder.weights("[inputs.return-interviews]\nchld = \"YP ref\"\n");
    let run = wrong.run("measures", &["--year", "2024"]);
    run.refused(&["chld", "child"]);
}

#[test]
fn each_row_of_a_log_serves_one_of_several_incidents_of_a_day() {
    let missing = "CHILD,DOB,MISSING,MIS_START,MIS_END\n\
         1,13/12/2010,M,02/06/2023,02/06/2023\n1,13/12/2010,M,02/06/2023,03/06/2023\n";
    let interviews = "CHILD,MIS_START,OFFERED,OFFERED_DATE,ACCEPTED\n\
         1,02/06/2023,Y,02/06/2023,Y\n1,02/06/2023,N,,\n";
    let folder = returned()
        .file(&at("missing"), missing)
        .file(&at("return-interviews"), interviews);
    assert_eq!(
        counted(&folder, "interview-offered-in-three-days"),
        of("1", "2")
    );
    assert_eq!(counted(&folder, "interview-accepted"), of("1", "1"));
}

/// The missing table of the Standard Safeguarding Dataset, as it defines it.
const SAFEGUARDING: &str = "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,\
     miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted\n\
     a,1,2023-06-02 18:30:00.000,Missing,2023-06-03 08:00:00.000,Y,Y\n\
     b,1,2023-07-02 18:30:00.000,M,2023-07-06 08:00:00.000,Y,N\n\
     c,2,2023-08-30 18:30:00.000,Missing,2023-09-01 08:00:00.000,NA,NA\n\
     d,1,2024-03-01 18:30:00.000,Missing,NULL,NULL,NULL\n\
     e,2,2023-06-30 18:30:00.000,Away,2023-06-30 20:00:00.000,NA,NA\n";

#[test]
fn the_safeguarding_dataset_gives_the_incidents_where_the_return_has_none() {
    let alone = returned().file(&at("ssd_missing"), SAFEGUARDING);
    assert_eq!(counted(&alone, "missing-incident-rate"), of("4", "2"));
    assert_eq!(counted(&alone, "missing-or-away"), of("2", "2"));
    assert_eq!(counted(&alone, "long-missing"), of("2", "4"));
    assert_eq!(counted(&alone, "interview-accepted"), of("1", "2"));
    assert_eq!(counted(&alone, "interview-held-in-three-days"), None);
    let beside = returned()
        .file(&at("missing"), MISSING)
        .file(&at("ssd_missing"), SAFEGUARDING);
    assert_eq!(counted(&beside, "missing-incident-rate"), of("4", "2"));
    assert_eq!(counted(&beside, "interview-accepted"), of("1", "2"));
    let logged = beside.file(&at("return-interviews"), INTERVIEWS);
    assert_eq!(counted(&logged, "interview-accepted"), of("4", "4"));
    // A table that does not tell missing from away gives no incidents.
    let untold = SAFEGUARDING.replace("miss_missing_episode_type", "miss_other");
    let untold = returned().file(&at("ssd_missing"), untold);
    assert_eq!(counted(&untold, "missing-incident-rate"), None);
}

#[test]
fn symbols_in_totals_are_values_of_their_own() {
    let folder = Folder::new()
        .file("authorities.csv", "authority_code,name,region,type\nX0,Place,North,none\nX1,Other,North,none\n")
        .file(
            "interview-totals.csv",
            "authority_code,year,incidents,offered,offered_within_72h,held,held_within_72h,accepted,reviewed\n\
             X0,2024,90,<5,c,60,50,*,40\nX1,2024,90,80,70,60,50,40,\n",
        );
    let rows = folder
        .run("measures", &["--mode", "internal", "--quiet"])
        .well()
        .rows();
    let of = |code: &str, indicator: &str| {
        let mut own = rows.iter().filter(|row| row["authority_code"] == code);
        let row = own.find(|row| row["indicator"] == indicator);
        row.map(|row| (row["numerator"].clone(), row["status"].clone()))
    };
    let said = |x: &str, status: &str| Some((x.to_owned(), status.to_owned()));
    assert_eq!(of("X0", "interview-offered-in-three-days"), said("", "c"));
    assert_eq!(of("X0", "interview-accepted"), said("", "c"));
    assert_eq!(of("X0", "interview-held-in-three-days"), said("50", "ok"));
    assert_eq!(of("X1", "interview-accepted"), said("40", "ok"));
    assert_eq!(of("X1", "placement-review-held"), said("", "no-data"));
}

/// A log of interviews of which each row names a child and a day.
fn log_of(rows: &[(&str, &str)]) -> String {
    let mut log = "CHILD,MIS_START,OFFERED,INTERVIEW_DATE\n".to_owned();
    for (child, day) in rows {
        log += &format!("{child},{day},Y,\n");
    }
    log
}

/// The measures of incidents with a log: of interviews offered, and of children who went missing.
fn with_log(rows: &[(&str, &str)]) -> (Folder, Option<(String, String)>) {
    let folder = returned()
        .file(&at("missing"), MISSING)
        .file(&at("log"), log_of(rows));
    let offered = counted(&folder, "interview-held-in-three-days");
    assert!(counted(&folder, "children-missing").is_some());
    (folder, offered)
}

#[test]
fn a_log_of_which_fewer_than_half_of_the_rows_fit_gives_no_figure() {
    let fits = [("1", "02/06/2023"), ("1", "02/07/2023")];
    let shifted = [
        ("1", "05/05/2023"),
        ("1", "06/05/2023"),
        ("2", "07/05/2023"),
    ];
    let (_, half) = with_log(&[&fits[..], &shifted[..2]].concat());
    assert!(half.is_some());
    let (folder, less) = with_log(&[&fits[..], &shifted].concat());
    assert_eq!(less, None);
    let run = folder.run("measures", &["--mode", "internal", "--year", "2024"]);
    let said = run.stderr.matches("log of return interviews").count();
    assert_eq!(said, 1, "{}", run.stderr);
    let (_, numbered) = with_log(&[("P-1", "02/06/2023"), ("P-2", "30/08/2023")]);
    assert_eq!(numbered, None);
}

#[test]
fn rows_of_other_children_are_theirs_unless_they_may_be_of_these() {
    let own = [("1", "02/06/2023"), ("1", "02/07/2023")];
    let others: Vec<(String, String)> = (1..=9)
        .map(|n| (format!("X{n}"), format!("0{n}/11/2023")))
        .collect();
    let others = others.iter().map(|(c, d)| (c.as_str(), d.as_str()));
    let all: Vec<(&str, &str)> = own.into_iter().chain(others).collect();
    assert_eq!(with_log(&all).1, of("0", "4"));
    // Rows on the very days of incidents that no row is about may be about these.
    let mistakable = [("B", "30/08/2023"), ("A", "01/03/2024")];
    assert_eq!(with_log(&[&own[..], &mistakable].concat()).1, None);
}
