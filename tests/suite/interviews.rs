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
