//! The spreadsheets, read back: the rules for accessible ones, the same content in both formats,
//! the same numbers as the tables, and nothing that runs.

use crate::support;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Ods, Range, Reader, Xlsx, open_workbook};
use support::{Folder, TWO_INDICATORS, program, three_authorities};

type Sheets = Vec<(String, Range<Data>)>;

/// Every sheet of both formats, in order.
fn both(out: &Path) -> [Sheets; 2] {
    let mut open: Ods<_> = open_workbook(out.join("data/care-scorecard.ods")).unwrap();
    let mut excel: Xlsx<_> = open_workbook(out.join("data/care-scorecard.xlsx")).unwrap();
    let names = (open.sheet_names(), excel.sheet_names());
    [
        in_order(names.0, |name| open.worksheet_range(name).unwrap()),
        in_order(names.1, |name| excel.worksheet_range(name).unwrap()),
    ]
}

fn in_order(names: Vec<String>, mut read: impl FnMut(&str) -> Range<Data>) -> Sheets {
    let sheet = |name: String| {
        let range = read(&name);
        (name, range)
    };
    names.into_iter().map(sheet).collect()
}

fn cell(sheet: &Range<Data>, row: u32, column: u32) -> Data {
    sheet
        .get_value((row, column))
        .cloned()
        .unwrap_or(Data::Empty)
}

fn text(data: &Data) -> String {
    match data {
        Data::String(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

/// The row of the header: the first that fills more than its first cell, or the last line.
fn header_row(sheet: &Range<Data>) -> Option<u32> {
    let (height, _) = sheet.get_size();
    (0..u32::try_from(height).unwrap()).find(|row| cell(sheet, *row, 1) != Data::Empty)
}

/// The rows of a table by header.
fn table(sheet: &Range<Data>) -> Vec<BTreeMap<String, Data>> {
    let header = header_row(sheet).unwrap();
    let (height, width) = sheet.get_size();
    let (height, width) = (
        u32::try_from(height).unwrap(),
        u32::try_from(width).unwrap(),
    );
    let names: Vec<String> = (0..width).map(|c| text(&cell(sheet, header, c))).collect();
    let row = |row| {
        let cells = (0..)
            .zip(&names)
            .map(|(c, name)| (name.clone(), cell(sheet, row, c)));
        cells.collect()
    };
    (header + 1..height).map(row).collect()
}

fn published(folder: &Folder, more: &[&str]) -> std::path::PathBuf {
    let out = folder.beside("out");
    let arguments = [&["--quiet", "--out", out.to_str().unwrap()], more].concat();
    folder.run("publish", &arguments).well();
    out
}

fn published_sample() -> (tempfile::TempDir, std::path::PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut command = program();
    command
        .arg("publish")
        .arg(sample)
        .args(["--quiet", "--out"])
        .arg(&out);
    assert!(command.status().unwrap().success());
    (home, out)
}

/// The text of a part of an archive.
fn part(file: &Path, name: &str) -> String {
    let bytes = std::fs::read(file).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn both_formats_hold_the_same() {
    let (_home, out) = published_sample();
    let [open, excel] = both(&out);
    let names = |sheets: &Sheets| {
        sheets
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&open)[..3], ["Cover", "Contents", "Notes"]);
    assert_eq!(names(&open), names(&excel));
    for ((name, open), (_, excel)) in open.iter().zip(&excel) {
        assert_eq!(open.get_size(), excel.get_size(), "{name}");
        for (open, excel) in open.used_cells().zip(excel.used_cells()) {
            assert_eq!(open, excel, "{name}");
        }
    }
}

#[test]
fn sheets_keep_the_rules_for_accessible_ones() {
    let (_home, out) = published_sample();
    for sheets in both(&out) {
        for (name, sheet) in &sheets {
            assert_eq!(sheet.start(), Some((0, 0)), "{name} starts in A1");
            let (height, width) = sheet.get_size();
            let (height, width) = (
                u32::try_from(height).unwrap(),
                u32::try_from(width).unwrap(),
            );
            for row in 0..height {
                assert_ne!(
                    cell(sheet, row, 0),
                    Data::Empty,
                    "{name}: row {row} starts blank"
                );
            }
            let Some(header) = header_row(sheet) else {
                assert_eq!(name, "Cover");
                continue;
            };
            let said = text(&cell(sheet, 1, 0));
            assert!(said.contains("one table"), "{name}: {said}");
            for row in header..height {
                for column in 0..width {
                    assert_ne!(
                        cell(sheet, row, column),
                        Data::Empty,
                        "{name}: {row}, {column}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_cover_contents_and_notes_say_what_they_must() {
    let folder = three_authorities().weights(format!(
        "{TWO_INDICATORS}\n[publication]\npublisher = \"Department of Alder\"\ncontact = \"us@example.gov.uk\"\nrelease_date = \"2024-11-20\"\n"
    ));
    let out = published(&folder, &[]);
    for sheets in both(&out) {
        let cover: Vec<String> = sheets[0].1.used_cells().map(|(_, _, c)| text(c)).collect();
        let said = cover.join("\n");
        assert_eq!(cover[0], "Children missing from care");
        for part in [
            "Publisher: Department of Alder",
            "Contact: us@example.gov.uk",
            "Date of release: 20 November 2024",
            "Licence: Open Government Licence v3.0, https://",
            "[c]: ",
            "[z]: ",
            "[x]: ",
            "[low]: ",
            "[u]: ",
        ] {
            assert!(said.contains(part), "{part} not in {said}");
        }
        let listed = table(&sheets[1].1);
        let listed: Vec<String> = listed.iter().map(|row| text(&row["Sheet"])).collect();
        let others: Vec<String> = sheets
            .iter()
            .map(|(name, _)| name.clone())
            .filter(|n| n != "Contents")
            .collect();
        assert_eq!(listed, others);
        let notes = table(&sheets[2].1);
        let notes: Vec<String> = notes.iter().map(|row| text(&row["Note"])).collect();
        for (name, sheet) in &sheets {
            for (_, _, cell) in sheet.used_cells() {
                let Data::String(text) = cell else { continue };
                for (at, _) in text.match_indices("[note ") {
                    let reference = &text[at..=at + text[at..].find(']').unwrap()];
                    let known = notes.iter().any(|note| note == reference) || name == "Cover";
                    assert!(known, "{name}: {reference}");
                }
            }
        }
    }
}

#[test]
fn numbers_are_those_of_the_tables_unrounded() {
    let (_home, out) = published_sample();
    let csv = std::fs::read_to_string(out.join("data/measures.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    // The year that the publication opens with, then the others from the latest.
    let years = ["2024", "2023", "2022"];
    let of_year = |year| rows.iter().filter(move |row| row["year"] == year);
    let rows: Vec<_> = years.into_iter().flat_map(of_year).collect();
    assert!(rows.len() > 900);
    for sheets in both(&out) {
        let measures = sheets
            .iter()
            .find(|(_, s)| text(&cell(s, 0, 0)).contains(": Measures,"));
        let measures = table(&measures.unwrap().1);
        assert_eq!(measures.len(), rows.len());
        for (shown, row) in measures.iter().zip(&rows) {
            assert_eq!(shown["Year"].to_string(), row["year"]);
            assert_eq!(text(&shown["Code"]), row["authority_code"]);
            assert_eq!(text(&shown["Measure code"]), row["indicator"]);
            for (header, column) in [
                ("Count", "numerator"),
                ("Out of", "denominator"),
                ("Value", "value"),
            ] {
                match &shown[header] {
                    Data::Float(number) => assert_eq!(Ok(*number), row[column].parse()),
                    Data::Int(number) => assert_eq!(number.to_string(), row[column]),
                    Data::String(sign) => {
                        assert_eq!(row[column], "", "{row:?}");
                        assert!(sign.starts_with('[') && sign.ends_with(']'), "{sign}");
                    }
                    other => panic!("{other:?}"),
                }
            }
            if row["status"] == "c" {
                assert_eq!(text(&shown["Value"]), "[c]");
            }
        }
    }
}

#[test]
fn headings_are_those_that_spreadsheets_know() {
    let (_home, out) = published_sample();
    let styles = part(&out.join("data/care-scorecard.xlsx"), "xl/styles.xml");
    for (name, builtin) in [("Heading 1", 16), ("Heading 2", 17)] {
        let style = format!("<cellStyle name=\"{name}\" xfId=\"");
        let inherited = styles.split_once(&style).unwrap().1;
        let (at, rest) = inherited.split_once('"').unwrap();
        assert!(rest.starts_with(&format!(" builtinId=\"{builtin}\"")));
        let cells = styles.split_once("<cellXfs").unwrap().1;
        assert!(cells.contains(&format!("xfId=\"{at}\"")), "{name}");
    }
    let open = out.join("data/care-scorecard.ods");
    let content = part(&open, "content.xml");
    for style in ["Heading_20_1", "Heading_20_2"] {
        assert!(content.contains(&format!("table:style-name=\"{style}\"")));
    }
    assert!(part(&open, "styles.xml").contains("style:display-name=\"Heading 1\""));
}

#[test]
fn information_on_the_document_says_what_and_when() {
    let (_home, out) = published_sample();
    let open = part(&out.join("data/care-scorecard.ods"), "meta.xml");
    assert!(
        open.contains("<meta:creation-date>2024-03-31T00:00:00Z"),
        "{open}"
    );
    assert!(
        open.contains("meta:name=\"Period\">Year ending 31 March 2024<"),
        "{open}"
    );
    let excel = out.join("data/care-scorecard.xlsx");
    assert!(part(&excel, "docProps/core.xml").contains("2024-03-31T00:00:00Z"));
    assert!(part(&excel, "docProps/custom.xml").contains("Year ending 31 March 2024"));
}

#[test]
fn only_notes_that_are_referred_to_are_there_in_the_order_of_the_references() {
    let folder = three_authorities();
    let (_home, sample) = published_sample();
    for out in [published(&folder, &[]), sample] {
        let [sheets, _] = both(&out);
        let mut referred: Vec<String> = Vec::new();
        for (_, sheet) in &sheets[3..] {
            for (_, _, cell) in sheet.used_cells() {
                let Data::String(said) = cell else { continue };
                for (at, _) in said.match_indices("[note ") {
                    let reference = &said[at..=at + said[at..].find(']').unwrap()];
                    if !referred.iter().any(|before| before == reference) {
                        referred.push(reference.to_owned());
                    }
                }
            }
        }
        let there: Vec<String> = table(&sheets[2].1)
            .iter()
            .map(|row| text(&row["Note"]))
            .collect();
        assert_eq!(there, referred);
    }
}

#[test]
fn tables_are_marked_as_tables() {
    let (_home, out) = published_sample();
    let ods = out.join("data/care-scorecard.ods");
    let content = part(&ods, "content.xml");
    let tables = content.matches("<table:table ").count();
    assert_eq!(
        content.matches("table:contains-header=\"true\"").count(),
        tables - 1
    );
    assert_eq!(
        content.matches("<table:table-header-rows>").count(),
        tables - 1
    );
    for merged in [
        "number-columns-spanned",
        "number-rows-spanned",
        "covered-table-cell",
        "table:formula",
    ] {
        assert!(!content.contains(merged), "{merged}");
    }
    assert!(part(&ods, "meta.xml").contains("<dc:language>en-GB</dc:language>"));
    assert!(part(&ods, "styles.xml").contains("fo:language=\"en\" fo:country=\"GB\""));
    let bytes = std::fs::read(&ods).unwrap();
    assert_eq!(&bytes[30..38], b"mimetype");
    assert_eq!(
        &bytes[38..84],
        b"application/vnd.oasis.opendocument.spreadsheet"
    );
    let xlsx = out.join("data/care-scorecard.xlsx");
    let table = part(&xlsx, "xl/tables/table1.xml");
    assert!(table.contains("ref=\"A"), "{table}");
    assert!(!table.contains("headerRowCount=\"0\""), "{table}");
    assert!(part(&xlsx, "docProps/core.xml").contains("<dc:title>Children missing from care"));
    let sheet = part(&xlsx, "xl/worksheets/sheet4.xml");
    assert!(!sheet.contains("mergeCell") && !sheet.contains("<f>"));
    let parts = zip::ZipArchive::new(Cursor::new(std::fs::read(&xlsx).unwrap())).unwrap();
    let names = parts.file_names().map(|name| name.unwrap().into_owned());
    let marked = names.filter(|n| n.starts_with("xl/tables/")).count();
    assert_eq!(marked, tables - 1);
}

#[test]
fn the_only_date_is_that_of_release() {
    let dated = format!("{TWO_INDICATORS}\n[publication]\nrelease_date = \"2024-11-20\"\n");
    for (weights, date) in [
        (dated.as_str(), "2024-11-20T00:00:00Z"),
        (TWO_INDICATORS, "2024-03-31T00:00:00Z"),
    ] {
        let folder = three_authorities().weights(weights);
        let out = published(&folder, &[]);
        let core = part(&out.join("data/care-scorecard.xlsx"), "docProps/core.xml");
        let meta = part(&out.join("data/care-scorecard.ods"), "meta.xml");
        assert_eq!(core.matches(date).count(), 2, "{core}");
        assert_eq!(meta.matches(date).count(), 2, "{meta}");
        for name in ["care-scorecard.ods", "care-scorecard.xlsx"] {
            let bytes = std::fs::read(out.join("data").join(name)).unwrap();
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            for at in 0..archive.len() {
                let modified = archive.by_index(at).unwrap().last_modified().unwrap();
                assert_eq!(modified.year(), 1980, "{name}");
            }
        }
    }
}

/// Names that a spreadsheet would run, or take for something else.
const VECTORS: [&str; 8] = [
    "\tTab",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-x",
    "@SUM(1+1)",
    "=HYPERLINK(\"http://example.com\",\"a\")",
    "＝1",
    "<b>&amp;",
];

fn hostile() -> Folder {
    let mut authorities = String::from("authority_code,name,region,type\n");
    let mut measures = String::from("authority_code,year,indicator,numerator,denominator,value\n");
    for (at, name) in VECTORS.iter().enumerate() {
        let quoted = name.replace('"', "\"\"");
        authorities += &format!("-A{at},\"{quoted}\",@north,-town\n");
        measures += &format!("-A{at},2024,First,,,-{at}.25\n-A{at},2024,Second,{at},10,\n");
    }
    Folder::new()
        .file("authorities.csv", authorities)
        .file("measures.csv", measures)
        .weights(
            TWO_INDICATORS.replace("code = \"one\"", "code = \"one\"\ntitle = \"=1+1\"")
                + "\n[publication]\ndocuments = false\n",
        )
}

fn starts_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[test]
fn no_cell_of_text_starts_a_formula() {
    let folder = hostile();
    let out = published(&folder, &[]);
    let mut seen = 0;
    let tables = [
        "data/measures.csv",
        "data/scores.csv",
        "data/ees/care_scorecard_measures.csv",
        "data/ees/care_scorecard_scores.csv",
        "data/ees/care_scorecard_scores.meta.csv",
    ];
    for name in tables {
        let mut reader = csv::Reader::from_path(out.join(name)).unwrap();
        for record in reader.records() {
            for cell in &record.unwrap() {
                if starts_a_formula(cell) {
                    assert!(cell.parse::<f64>().is_ok(), "{name}: {cell}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 10, "negative numbers stay numbers: {seen}");
    for sheets in both(&out) {
        for (name, sheet) in &sheets {
            for (_, _, cell) in sheet.used_cells() {
                if let Data::String(text) = cell {
                    assert!(!starts_a_formula(text), "{name}: {text}");
                }
            }
        }
    }
}

#[test]
fn names_read_back_behind_an_apostrophe_or_as_they_were() {
    let folder = hostile();
    let out = published(&folder, &[]);
    let names: Vec<String> = VECTORS
        .iter()
        .map(|name| name.trim())
        .map(|name| {
            if starts_a_formula(name) {
                format!("'{name}")
            } else {
                name.to_owned()
            }
        })
        .collect();
    let mut reader = csv::Reader::from_path(out.join("data/scores.csv")).unwrap();
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    for (at, name) in names.iter().enumerate() {
        let row = rows
            .iter()
            .find(|row| row["authority_code"] == format!("'-A{at}"));
        assert_eq!(&row.unwrap()["authority_name"], name);
    }
    for sheets in both(&out) {
        let overall = table(&sheets[3].1);
        for (at, name) in names.iter().enumerate() {
            let code = format!("'-A{at}");
            let row = overall
                .iter()
                .find(|row| text(&row["Authority code"]) == code);
            assert_eq!(&text(&row.unwrap()["Authority"]), name);
            assert_eq!(text(&row.unwrap()["Region"]), "'@north");
        }
    }
}

#[test]
fn commands_print_nothing_that_starts_a_formula_either() {
    let folder = hostile();
    for command in ["measures", "score"] {
        let run = folder.run(command, &[]).well();
        for row in run.rows() {
            for cell in row.values() {
                assert!(
                    !starts_a_formula(cell) || cell.parse::<f64>().is_ok(),
                    "{command}: {cell}"
                );
            }
        }
    }
}

#[test]
fn every_sheet_of_an_internal_publication_is_marked() {
    let folder = three_authorities();
    let out = published(&folder, &["--mode", "internal"]);
    let data = out.join("data");
    for (from, to) in [("ods", "ods"), ("xlsx", "xlsx")] {
        let marked = data.join(format!("care-scorecard-OFFICIAL-SENSITIVE.{from}"));
        std::fs::copy(marked, data.join(format!("care-scorecard.{to}"))).unwrap();
    }
    for sheets in both(&out) {
        for (name, sheet) in &sheets {
            let marked = |(_, _, cell): (usize, usize, &Data)| {
                *cell == Data::String("OFFICIAL-SENSITIVE".to_owned())
            };
            assert!(sheet.used_cells().any(marked), "{name}");
        }
    }
}
