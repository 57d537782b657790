//! The tables of the Standard Safeguarding Dataset about care give what the return's table of episodes
//! gives, where there is none.

use crate::support::Folder;

const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,PL_DISTANCE\n\
     0011,01/05/2022,S,C2,N1,U4,PR1,10/06/2023,X1,CARPL,,AB1 1AA,,3.5\n\
     0011,10/06/2023,P,C2,N1,K2,PR4,,,,,AB1 1AB,SC123,41\n\
     0012,01/06/2022,S,V2,N1,K2,PR4,01/09/2023,E4A,,,AB1 1AB,SC123,22\n\
     0013,07/07/2023,S,C1,N1,U6,PR4,20/08/2023,X1,,,AB1 1AC,,999.9\n\
     0013,20/08/2023,L,C2,N1,U6,PR4,,,,,AB1 1AC,,999.9\n\
     0014,02/01/2024,S,V3,N2,K2,PR1,09/01/2024,E8,,,AB1 1AB,SC123,1\n";
const HEADER: &str = "CHILD,SEX,DOB,ETHNIC\n0011,1,13/12/2010,WBRI\n0012,2,14/12/2009,WBRI\n0013,2,01/02/2015,WBRI\n0014,2,01/02/2015,WBRI\n";
const MISSING: &str = "CHILD,DOB,MISSING,MIS_START,MIS_END\n\
     0011,13/12/2010,M,02/06/2023,03/06/2023\n0012,14/12/2009,A,02/07/2023,03/07/2023\n";

const STAYS: &str = "clae_cla_episode_id,clae_person_id,clae_cla_placement_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,\
     clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_referral_id,\
     clae_cla_last_iro_contact_date,clae_entered_care_date\n\
     e0,0011,p0,2019-01-05 00:00:00.000,S,N1,2019-03-10 00:00:00.000,E4A,c0,NULL,NULL,NULL\n\
     e1,0011,p1,2022-05-01 00:00:00.000,S - Started to be looked after,N1,2023-06-10 00:00:00.000,X1,c1,NULL,NULL,NULL\n\
     e2,0011,p2,2023-06-10 00:00:00.000,P,N1,2024-06-10 00:00:00.000,X1 - Ceases and a new one begins,c1,NULL,NULL,NULL\n\
     e3,0012,p3,2022-06-01 00:00:00.000,S,N1,2023-09-01 00:00:00.000,E4A,c2,NULL,NULL,NULL\n\
     e4,0013,p4,2023-07-07 00:00:00.000,S,N1,2023-08-20 00:00:00.000,X1,c3,NULL,NULL,NULL\n\
     e5,0013,p4,2023-08-20 00:00:00.000,L,N1,NULL,NULL,c3,NULL,NULL,NULL\n\
     e6,0014,p5,2024-01-02 00:00:00.000,S,N2,2024-01-09 00:00:00.000,E8,c4,NULL,NULL,NULL\n\
     e7,0014,p6,2024-05-02 00:00:00.000,S,N2,NULL,NULL,c5,NULL,NULL,NULL\n";
const PLACEMENTS: &str = "clap_cla_placement_id,clap_cla_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,\
     clap_cla_placement_urn,clap_cla_placement_distance,clap_cla_placement_provider,clap_cla_placement_postcode,\
     clap_cla_placement_end_date,clap_cla_placement_change_reason\n\
     p1,c1,0011,2022-05-01 00:00:00.000,U4,NULL,3.5,PR1,AB1 1AA,2023-06-10 00:00:00.000,CARPL\n\
     p2,c1,0011,2023-06-10 00:00:00.000,K2,SC123,41,PR4,AB1 1AB,NULL,NULL\n\
     p3,c2,0012,2022-06-01 00:00:00.000,K2,SC123,22,PR4 - Private provision,AB1 1AB,2023-09-01 00:00:00.000,NULL\n\
     p4,c3,0013,2023-07-07 00:00:00.000,U6,NULL,999.9,PR4,AB1 1AC,NULL,NULL\n\
     p5,c4,0014,2024-01-02 00:00:00.000,K2,SC123,1,PR1,AB1 1AB,2024-01-09 00:00:00.000,NULL\n";
const STATUSES: &str = "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\n\
     1,0011,C2,2022-05-01 00:00:00.000,NULL\n\
     2,0012,V2 - Single period of accommodation,2022-06-01 00:00:00.000,2023-09-01 00:00:00.000\n\
     3,0013,C1,2023-07-07 00:00:00.000,2023-08-20 00:00:00.000\n\
     4,0013,C2,2023-08-20 00:00:00.000,NULL\n\
     5,0014,V3,2024-01-02 00:00:00.000,2024-01-09 00:00:00.000\n";
const PERSONS: &str = "pers_legacy_id,pers_person_id,pers_sex,pers_ethnicity,pers_dob,pers_upn_unknown\n\
     a,0011,M,WBRI,2010-12-13 00:00:00.000,NULL\n\
     b,0012,F,WBRI,2009-12-14 00:00:00.000,NULL\n\
     c,0013,F,WBRI,2015-02-01 00:00:00.000,NULL\n\
     d,0014,F,WBRI,2015-02-01 00:00:00.000,NULL\n\
     e,0999,F,WBRI,NULL,UN1\n";

fn at(name: &str) -> String {
    format!("returns/E10000016/2024/{name}.csv")
}

fn dataset() -> Folder {
    Folder::new()
        .file(&at("ssd_cla_episodes"), STAYS)
        .file(&at("ssd_cla_placement"), PLACEMENTS)
        .file(&at("ssd_legal_status"), STATUSES)
        .file(&at("ssd_person"), PERSONS)
        .file(&at("missing"), MISSING)
}

fn returned() -> Folder {
    Folder::new()
        .file(&at("episodes"), EPISODES)
        .file(&at("header"), HEADER)
        .file(&at("missing"), MISSING)
}

/// Every measure of 2024 with its counts and how it stands.
fn measured(folder: &Folder) -> Vec<[String; 5]> {
    let arguments = ["--mode", "internal", "--year", "2024", "--quiet"];
    let rows = folder.run("measures", &arguments).well().rows();
    let of = |row: &std::collections::BTreeMap<String, String>| {
        ["indicator", "numerator", "denominator", "value", "status"]
            .map(|column| row[column].clone())
    };
    let mut all: Vec<[String; 5]> = rows.iter().map(of).collect();
    all.sort();
    all
}

fn counts(folder: &Folder, indicator: &str) -> Option<String> {
    let all = measured(folder);
    let row = all
        .into_iter()
        .find(|row| row[0] == indicator && row[4] == "ok");
    row.map(|[_, x, n, ..]| format!("{x}/{n}"))
}

fn said(folder: &Folder) -> String {
    folder
        .run("measures", &["--mode", "internal", "--year", "2024"])
        .stderr
}

#[test]
fn it_gives_what_the_return_gives() {
    let of_return = measured(&returned());
    let ok = of_return.iter().filter(|row| row[4] == "ok").count();
    assert!(ok > 12, "{ok}");
    assert_eq!(measured(&dataset()), of_return);
    // A return of the year goes before it, whatever it says.
    let other = PLACEMENTS.replace(",U4,", ",K2,");
    let both = returned()
        .file(&at("ssd_cla_episodes"), STAYS)
        .file(&at("ssd_cla_placement"), other)
        .file(&at("ssd_legal_status"), STATUSES)
        .file(&at("ssd_person"), PERSONS);
    assert_eq!(measured(&both), of_return);
}

#[test]
fn placements_are_found_by_period_and_by_child_too() {
    let expected = measured(&dataset());
    let by_period = STAYS.replace("clae_cla_placement_id", "clae_other");
    let by_period = dataset().file(&at("ssd_cla_episodes"), &by_period);
    assert_eq!(measured(&by_period), expected);
    let by_child = STAYS
        .replace("clae_cla_placement_id", "clae_other")
        .replace("clae_cla_id", "clae_period");
    let by_child = dataset().file(&at("ssd_cla_episodes"), &by_child);
    assert_eq!(measured(&by_child), expected);
    // As the data specification had it earlier.
    let earlier = PLACEMENTS
        .replace("clap_cla_id,", "clap_cla_episode_id,")
        .replace("p1,c1", "p1,e1")
        .replace("p2,c1", "p2,e2")
        .replace("p3,c2", "p3,e3")
        .replace("p5,c4", "p5,e6");
    let stays = STAYS.replace(",p1,", ",,").replace(",p2,", ",,");
    let earlier = dataset()
        .file(&at("ssd_cla_placement"), &earlier)
        .file(&at("ssd_cla_episodes"), &stays);
    assert_eq!(measured(&earlier), expected);
}

#[test]
fn a_placement_that_is_not_there_is_not_known() {
    let one = PLACEMENTS.lines().filter(|line| !line.starts_with("p2,"));
    let lacking = one.collect::<Vec<_>>().join("\n");
    let folder = dataset().file(&at("ssd_cla_placement"), &lacking);
    assert_eq!(counts(&folder, "missing-incident-rate"), Some("1/3".into()));
    // Two children are in care on 31 March; of one nothing is known of where.
    let of_all = measured(&dataset());
    for row in measured(&folder) {
        let same = of_all.contains(&row);
        assert!(
            same || row[4] != "ok" || row[1] == "0" || row[2] != "2",
            "{row:?}"
        );
    }
    assert!(
        said(&folder).contains("table of placements"),
        "{}",
        said(&folder)
    );
}

#[test]
fn without_legal_status_short_breaks_cannot_be_told() {
    let folder = Folder::new()
        .file(&at("ssd_cla_episodes"), STAYS)
        .file(&at("ssd_cla_placement"), PLACEMENTS)
        .file(&at("missing"), MISSING);
    assert!(measured(&folder).iter().all(|row| row[4] != "ok"));
    assert!(said(&folder).contains("legal status"), "{}", said(&folder));
    // A child of whom none is known is left out, and said.
    let lacking = STATUSES.replace("2,0012", "2,0099");
    let folder = dataset().file(&at("ssd_legal_status"), &lacking);
    let said = folder.run("check", &[]).stdout;
    assert!(said.contains("no legal status"), "{said}");
}

#[test]
fn children_of_annex_a_are_known_and_not_used() {
    let list = "Child Unique ID,Gender,Date of Birth,Date Started to be Looked After,Start Date of Most Recent Placement,\
         Placement Type,Placement Provider,Number of Placements in the Last 12 months,\
         Number of Episodes of the Child being 'Missing' from their Placement in the last 12 months\n\
         0011,M,13/12/2010,01/05/2022,10/06/2023,K2,PR4,2,1\n";
    let folder = returned().file(&at("List 8"), list);
    assert_eq!(measured(&folder), measured(&returned()));
    let run = folder.run("check", &[]);
    assert_eq!(run.status, 0);
    assert!(!run.stdout.contains("not recognised"), "{}", run.stdout);
    assert!(
        run.stdout.contains("only the most recent placement"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("0011"), "{}", run.stdout);
}
