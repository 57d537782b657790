//! What is printed in internal mode says what it is: in every row of a table, in JSON, and on stderr.

use crate::support::{Folder, run_on};

const MARKING: &str = "OFFICIAL-SENSITIVE";

fn folder() -> Folder {
    let mut authorities = "authority_code,name,region,type\n".to_owned();
    let mut measures = "authority_code,year,indicator,numerator,denominator\n".to_owned();
    for at in 0..3 {
        authorities += &format!("X{at},Place {at},North,none\n");
        measures += &format!("X{at},2024,children-missing,3{at},400\n");
        measures += &format!("X{at},2023,children-missing,4{at},400\n");
    }
    Folder::new()
        .file("authorities.csv", authorities)
        .file("measures.csv", measures)
}

#[test]
fn tables_of_internal_figures_are_marked_in_every_row() {
    let folder = folder();
    for (command, more) in [
        ("measures", &[][..]),
        ("score", &[][..]),
        ("compare", &["--with-year", "2023"][..]),
    ] {
        let internal = [more, &["--mode", "internal"]].concat();
        let run = folder.run(command, &internal).well();
        let rows = run.rows();
        assert!(!rows.is_empty());
        assert!(
            rows.iter().all(|row| row["marking"] == MARKING),
            "{command}"
        );
        // Strict readers take the first line for the header.
        assert!(run.stdout.starts_with("authority_code,"));
        let run = folder.run(command, more).well();
        assert!(!run.stdout.contains("marking") && !run.stdout.contains(MARKING));
    }
}

#[test]
fn internal_figures_are_marked_in_json_and_on_stderr() {
    let folder = folder();
    let data = folder.data();
    let arguments = |mode| ["--format", "json", "--mode", mode];
    let internal = run_on(&data, None, "score", &arguments("internal")).well();
    let json: serde_json::Value = serde_json::from_str(&internal.stdout).unwrap();
    assert_eq!(json["marking"], MARKING);
    assert!(internal.stderr.contains(MARKING));
    let public = run_on(&data, None, "score", &arguments("public")).well();
    let json: serde_json::Value = serde_json::from_str(&public.stdout).unwrap();
    assert!(json["marking"].is_null());
    assert!(!public.stderr.contains(MARKING));
}
