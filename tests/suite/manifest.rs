//! What a manifest says of the inputs: in public nothing from which a count that is not public could
//! be had.

use crate::support::Folder;

use serde_json::Value;

const WEIGHTS: &str = "[scorecard]\nminimum_children = 0\n[publication]\ndocuments = false\n\
    [ranking]\ndraws = 100\n[[domain]]\ncode = \"missing-incidents\"\n\
    [[domain.indicator]]\ncode = \"children-missing\"\ngoalposts = { worst = 25.0, best = 0.0 }\n";

fn folder() -> Folder {
    let mut authorities = "authority_code,name,region,type\n".to_owned();
    let mut given = "authority_code,year,indicator,numerator,denominator\n".to_owned();
    let mut published =
        "authority_code,year,indicator,numerator,denominator,published\n".to_owned();
    for at in 0..3 {
        authorities += &format!("X{at},Place {at},North,none\n");
        given += &format!("X{at},2024,long-missing,2{at},60\n");
        published += &format!("X{at},2024,children-missing,3{at},400,Y\n");
    }
    Folder::new()
        .weights(WEIGHTS)
        .file("authorities.csv", authorities)
        .file("given.csv", given)
        .file("published.csv", published)
        .file(
            "police.csv",
            "authority_code,year,scope,definition,missing_incidents,children_missing\n\
             X0,2024,responsible,all,4,3\n",
        )
        .file("return-interviews-of-0041001.csv", "a,b\n1,2\n")
}

fn manifest(folder: &Folder, mode: &str) -> Value {
    let out = folder.beside(mode);
    let arguments = ["--mode", mode, "--out", out.to_str().unwrap()];
    folder.run("publish", &arguments).well();
    let text = std::fs::read_to_string(out.join("manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The names of the inputs, and whether each has a digest and a size.
fn inputs(manifest: &Value) -> Vec<(String, bool)> {
    let inputs = manifest["inputs"].as_array().unwrap().iter();
    inputs
        .map(|input| {
            let told = input.get("sha256").is_some();
            assert_eq!(told, input.get("size").is_some());
            (input["path"].as_str().unwrap().to_owned(), told)
        })
        .collect()
}

#[test]
fn a_public_manifest_tells_nothing_of_files_with_counts_that_are_not_public() {
    let folder = folder();
    let public = manifest(&folder, "public");
    let expected = [
        ("authorities.csv", true),
        ("given.csv", false),
        ("police.csv", false),
        ("published.csv", true),
    ];
    assert_eq!(
        inputs(&public),
        expected.map(|(name, told)| (name.to_owned(), told))
    );
    assert_eq!(public["inputs_not_recognised"], 1);
    assert!(!public.to_string().contains("0041001"));
    let internal = manifest(&folder, "internal");
    assert_eq!(inputs(&internal).len(), 5);
    assert!(inputs(&internal).iter().all(|(_, told)| *told));
}

#[test]
fn a_public_manifest_counts_no_rows_of_returns() {
    let base = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut folder = Folder::new().weights(WEIGHTS);
    for name in ["episodes.csv", "missing.csv", "header.csv"] {
        let returned = format!("returns/S01/2024/{name}");
        folder = folder.file(&returned, std::fs::read(base.join(&returned)).unwrap());
    }
    let authorities = std::fs::read(base.join("authorities.csv")).unwrap();
    folder = folder.file("authorities.csv", authorities);
    let rows = |mode: &str| {
        let manifest = manifest(&folder, mode);
        let tables = manifest["child_level_inputs"].as_array().unwrap().clone();
        assert!(!tables.is_empty());
        tables.iter().filter(|t| t.get("rows").is_some()).count()
    };
    assert_eq!(rows("public"), 0);
    assert!(rows("internal") > 0);
}

#[test]
fn a_low_threshold_is_refused_in_public_without_a_reason() {
    let low =
        |threshold: u8| WEIGHTS.to_owned() + &format!("[disclosure]\nthreshold = {threshold}\n");
    let folder_of = |weights: String| folder().weights(weights);
    let refused = folder_of(low(3)).run("measures", &[]);
    refused.refused(&["threshold_reason", "publisher_is_official_producer"]);
    folder_of(low(2)).run("measures", &[]).refused(&["too low"]);
    folder_of(low(2))
        .run("measures", &["--mode", "internal"])
        .well();
    let checked = folder_of(low(4)).run("check", &[]);
    assert_eq!(checked.status, 1, "{}", checked.stdout);
    let reason = "threshold_reason = \"As in the source.\"\n";
    let weights = (low(3) + reason).replace(
        "documents = false\n",
        "documents = false\npublisher_is_official_producer = true\n",
    );
    let folder = folder_of(weights);
    let manifest = manifest(&folder, "public");
    let disclosure = &manifest["configuration"]["disclosure"];
    assert_eq!(disclosure["threshold_reason"], "As in the source.");
    let page = std::fs::read_to_string(folder.beside("public").join("methodology.html")).unwrap();
    assert!(page.contains("As in the source."));
}
