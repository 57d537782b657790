//! Under which licence a publication is, and whose information it holds: in every format.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::reader::Reader;
use crate::support::{Folder, TWO_INDICATORS, files, three_authorities};

const OPEN: &str = "Open Government Licence v3.0";
const CONTAINS: &str =
    "Contains public sector information licensed under the Open Government Licence v3.0.";

/// England's own authorities, with a published list of their statistical neighbours.
fn of_england() -> Folder {
    let mut measures = "authority_code,year,indicator,numerator,denominator,value\n".to_owned();
    for (at, code) in (1..).zip(["E06000001", "E06000002", "E06000003"]) {
        measures += &format!("{code},2024,First,,,{at}0\n{code},2024,Second,{at},10,\n");
    }
    let numbers = (1..=10).map(|number| format!("SN_{number}"));
    let head: Vec<String> = numbers.collect();
    let mut neighbours = format!("old_la_code,{}\n", head.join(","));
    let all: [u32; 11] = [805, 806, 807, 808, 840, 841, 390, 391, 392, 393, 394];
    for own in all {
        let others = all.into_iter().filter(|other| *other != own);
        let others: Vec<String> = others.map(|other| other.to_string()).collect();
        neighbours += &format!("{own},{}\n", others.join(","));
    }
    Folder::new()
        .file("measures.csv", measures)
        .file("neighbours.csv", neighbours)
        .weights(TWO_INDICATORS)
}

fn published(folder: &Folder, more: &[&str]) -> PathBuf {
    let out = folder.beside("out");
    let arguments = [&["--quiet", "--out", out.to_str().unwrap()], more].concat();
    folder.run("publish", &arguments).well();
    out
}

/// What each kind of file says.
fn said(out: &Path, marking: &str) -> Vec<(&'static str, String)> {
    let path = |name: &str| {
        let (stem, ending) = name.rsplit_once('.').unwrap();
        out.join(format!("{stem}{marking}.{ending}"))
    };
    let text = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    let document = std::fs::read(path("league-table.pdf")).unwrap();
    let mut sheets = vec![("page", text("methodology.html"))];
    sheets.push((
        "document",
        Reader::new(&document).reading().replace('\n', " "),
    ));
    for (kind, part) in [("ods", "content.xml"), ("xlsx", "xl/sharedStrings.xml")] {
        let file = std::fs::File::open(path(&format!("data/care-scorecard.{kind}"))).unwrap();
        let mut archive = zip::ZipArchive::new(file).unwrap();
        let mut held = String::new();
        let mut part = archive.by_name(part).unwrap();
        part.read_to_string(&mut held).unwrap();
        sheets.push((kind, held));
    }
    sheets.push(("scorecard", text("data/scorecard.json")));
    let manifest = std::fs::read_to_string(out.join("manifest.json")).unwrap();
    sheets.push(("manifest", manifest));
    sheets
}

fn json_of(said: &[(&str, String)], kind: &str) -> Value {
    let (_, text) = said.iter().find(|(name, _)| *name == kind).unwrap();
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_format_names_the_licence_and_acknowledges_its_sources() {
    let folder = of_england();
    let said = said(&published(&folder, &[]), "");
    for (kind, text) in &said {
        assert!(text.contains(OPEN), "{kind}: {text:.200}");
        assert!(text.contains(CONTAINS), "{kind}");
    }
    for kind in ["scorecard", "manifest"] {
        let said = json_of(&said, kind);
        assert_eq!(said["licence"]["code"], "OGL-UK-3.0");
        assert_eq!(said["acknowledgements"], json!([CONTAINS]));
    }
}

#[test]
fn figures_that_are_nobodys_statistics_are_not_acknowledged() {
    let said = said(&published(&three_authorities(), &[]), "");
    for (kind, text) in &said {
        assert!(text.contains(OPEN), "{kind}");
        assert!(!text.contains("public sector information"), "{kind}");
    }
}

#[test]
fn another_licence_stands_where_it_is_configured() {
    let terms = "[publication]\nlicence = \"Terms of Alder\"\nlicence_url = \"https://example.gov.uk/a?b=1&c=2\"\n";
    let folder = three_authorities().weights(format!("{TWO_INDICATORS}\n{terms}"));
    let said = said(&published(&folder, &[]), "");
    for (kind, text) in &said {
        assert!(text.contains("Terms of Alder"), "{kind}");
        let address = [
            "https://example.gov.uk/a?b=1&c=2",
            "https://example.gov.uk/a?b=1&amp;c=2",
        ];
        assert!(address.iter().any(|a| text.contains(a)), "{kind}");
        assert!(!text.contains(OPEN), "{kind}");
    }
    assert!(json_of(&said, "manifest")["licence"]["code"].is_null());
}

#[test]
fn an_internal_version_has_no_licence() {
    let folder = of_england();
    let out = published(&folder, &["--mode", "internal"]);
    let said = said(&out, "-OFFICIAL-SENSITIVE");
    for kind in ["scorecard", "manifest"] {
        let said = json_of(&said, kind);
        assert!(said["licence"].is_null());
        assert_eq!(said["acknowledgements"], json!([CONTAINS]));
    }
    for path in files(&out) {
        if path.extension().is_some_and(|ending| ending == "html") {
            let page = std::fs::read_to_string(&path).unwrap();
            assert!(!page.contains("rel=\"license\""), "{}", path.display());
        }
    }
}
