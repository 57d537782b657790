//! `data/datapackage.json` says what the files of data are, and the page says it to portals.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use care_scorecard::report::TableForm;
use serde_json::Value;

use crate::soundness::between;
use crate::support::{Folder, files, program, three_authorities};

fn publish(dataset: &Path, out: &Path, more: &[&str]) {
    let mut command = program();
    command
        .arg("publish")
        .arg(dataset)
        .args(["--quiet", "--out"]);
    let output = command.arg(out).args(more).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

fn published(folder: &Folder, more: &[&str]) -> PathBuf {
    let out = folder.beside("out");
    let arguments = [&["--quiet", "--out", out.to_str().unwrap()], more].concat();
    folder.run("publish", &arguments).well();
    out
}

fn sample(more: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    publish(&sample, &out, more);
    (home, out)
}

fn package(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// Whether a cell is of the type that a field says.
fn is_of_type(field: &Value, cell: &str) -> bool {
    let of_type = match word(field, "type") {
        "string" => true,
        "year" => cell.len() == 4 && cell.parse::<u16>().is_ok(),
        "integer" => cell.parse::<i64>().is_ok(),
        "number" => cell.parse::<f64>().is_ok(),
        _ => false,
    };
    let known = &field["constraints"]["enum"];
    of_type && (known.is_null() || list(known).iter().any(|value| value == cell))
}

/// Every row of a table fits its schema, and no two have one key.
fn assert_fits(path: &Path, schema: &Value) {
    let name = path.display();
    let fields = list(&schema["fields"]);
    let missing: Vec<&str> = list(&schema["missingValues"])
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let key = list(&schema["primaryKey"]);
    let is_key = |field: &Value| key.contains(&field["name"]);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let names: Vec<&str> = fields.iter().map(|field| word(field, "name")).collect();
    assert_eq!(header, names, "{name}");
    let mut keys = BTreeSet::new();
    for row in reader.records() {
        let row = row.unwrap();
        for (field, cell) in fields.iter().zip(&row) {
            if missing.contains(&cell) {
                assert_ne!(field["constraints"]["required"], true, "{name}: {row:?}");
            } else {
                assert!(is_of_type(field, cell), "{name}: {field}: {cell}");
            }
        }
        let pairs = fields.iter().zip(&row);
        let own: Vec<String> = pairs
            .filter(|(field, _)| is_key(field))
            .map(|(_, cell)| cell.to_owned())
            .collect();
        assert!(key.is_empty() || keys.insert(own), "{name}: {row:?} twice");
    }
}

/// The package lists every table and `scorecard.json`, as they are.
fn assert_describes(out: &Path, marking: &str) -> Value {
    let data = out.join("data");
    let at = data.join(format!("datapackage{marking}.json"));
    let package = package(&at);
    let manifest = self::package(&out.join("manifest.json"));
    let listed = list(&manifest["outputs"]);
    let resources = list(&package["resources"]);
    let mut described = BTreeSet::new();
    for resource in resources {
        let path = data.join(word(resource, "path"));
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(resource["bytes"], bytes.len(), "{resource}");
        let of_manifest = listed
            .iter()
            .find(|file| out.join(word(file, "path")) == path);
        let digest = word(of_manifest.unwrap(), "sha256");
        assert_eq!(word(resource, "hash"), format!("sha256:{digest}"));
        assert!(!word(resource, "title").is_empty(), "{resource}");
        if word(resource, "format") == "csv" {
            assert_fits(&path, &resource["schema"]);
        }
        described.insert(path);
    }
    let is_described = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        matches!(ending, Some("csv" | "json")) && *path != at
    };
    let there: BTreeSet<PathBuf> = files(&data).into_iter().filter(is_described).collect();
    assert_eq!(described, there);
    package
}

#[test]
fn every_table_of_the_sample_is_described_as_it_is() {
    let (_home, out) = sample(&[]);
    let package = assert_describes(&out, "");
    assert_eq!(package["licenses"][0]["name"], "OGL-UK-3.0");
    assert_eq!(package["name"], "care-scorecard-2024");
    assert!(!list(&package["sources"]).is_empty());
    let tables = list(&package["resources"]).iter();
    let tables = tables.filter(|resource| word(resource, "format") == "csv");
    assert_eq!(tables.count(), 8);
}

#[test]
fn an_internal_version_is_described_with_its_marking() {
    let (_home, out) = sample(&["--mode", "internal"]);
    let package = assert_describes(&out, "-OFFICIAL-SENSITIVE");
    assert_eq!(package["marking"], "OFFICIAL-SENSITIVE");
    assert!(package["licenses"].is_null());
    for path in files(&out) {
        if path.extension().is_some_and(|ending| ending == "html") {
            let page = std::fs::read_to_string(&path).unwrap();
            assert!(!page.contains("ld+json"), "{}", path.display());
        }
    }
}

#[test]
fn counts_of_own_indicators_need_not_be_whole() {
    let folder = three_authorities().file(
        "more.csv",
        "authority_code,year,indicator,numerator,denominator\nA1,2024,Staff,2.5,10\nB1,2024,Staff,3,10\n",
    );
    let package = assert_describes(&published(&folder, &[]), "");
    let resources = list(&package["resources"]);
    let measures = resources.iter().find(|r| word(r, "name") == "measures");
    let fields = list(&measures.unwrap()["schema"]["fields"]);
    let numerator = fields.iter().find(|f| word(f, "name") == "numerator");
    assert_eq!(numerator.unwrap()["type"], "number");
}

#[test]
fn reports_to_boards_describe_their_tables() {
    let home = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let out = home.path().join("out");
    let mut command = program();
    command
        .arg("statement")
        .arg(sample)
        .args(["--authority", "S01"]);
    let output = command
        .args(["--quiet", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(output.status.success());
    let package = assert_describes(&out, "");
    assert_eq!(package["name"], "statement-s01");
}

#[test]
fn every_file_of_data_is_linked_from_the_page_and_told_to_portals() {
    let folder = three_authorities();
    let first = published(&folder, &[]);
    let (_home, sample) = sample(&[]);
    for out in [first, sample] {
        let page = std::fs::read_to_string(out.join("index.html")).unwrap();
        let told = between(&page, "<script type=\"application/ld+json\">", "</script>");
        let told = told[0].split_once('>').unwrap().1;
        let dataset: Value = serde_json::from_str(told).unwrap();
        assert_eq!(dataset["@type"], "Dataset");
        let long = word(&dataset, "description").len();
        assert!(
            (50..=5000).contains(&long),
            "portals take no other length: {long}"
        );
        for key in ["name", "license", "temporalCoverage", "spatialCoverage"] {
            assert!(!dataset[key].is_null(), "{key}");
        }
        let files = files(&out.join("data")).into_iter();
        for path in files.chain([out.join("manifest.json")]) {
            let link = path.strip_prefix(&out).unwrap().to_str().unwrap();
            let link = link.replace('\\', "/");
            assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
            let downloads = list(&dataset["distribution"]);
            let download = downloads.iter().find(|d| word(d, "contentUrl") == link);
            assert!(download.is_some(), "{link}");
        }
    }
}

#[test]
fn the_data_dictionary_names_the_columns_of_every_table_in_order() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dictionary = std::fs::read_to_string(home.join("docs/data-dictionary.md")).unwrap();
    let dictionary: Vec<&str> = dictionary.split_whitespace().collect();
    let dictionary = dictionary.join(" ");
    for form in TableForm::all() {
        let columns: Vec<&str> = form.columns.iter().map(|c| c.name.as_str()).collect();
        assert!(dictionary.contains(&columns.join(", ")), "{}", form.name);
        for value in form.columns.iter().flat_map(|column| &column.values) {
            assert!(
                dictionary.contains(value.as_str()),
                "{}: {value}",
                form.name
            );
        }
    }
}
