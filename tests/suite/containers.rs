//! What files come in: archives, packed tables, workbooks, one file as the dataset. Whatever a return comes in,
//! what is made of it has the same bytes.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;

use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disk::given;
use care_scorecard::source::{Bytes, Files, Holds, Memory, OneFile};
use care_scorecard::{Data, Weights};
use rust_xlsxwriter::{Format, Workbook};

use crate::named_bytes::{measures_of, publication};
use crate::support::{self, Folder, three_authorities};

/// Files by path.
type All = BTreeMap<String, Vec<u8>>;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");

fn read(files: &dyn Files, within: &str, all: &mut All) {
    for entry in files.entries().unwrap() {
        let name = format!("{within}{}", entry.name);
        match entry.holds {
            Holds::File(bytes) => {
                all.insert(name, bytes.open().unwrap().whole().unwrap());
            }
            Holds::Folder(inner) => read(inner.as_ref(), &format!("{name}/"), all),
            Holds::Neither | Holds::WayBack | Holds::Nothing => panic!("{name}"),
        }
    }
}

/// The sample, of four authorities only: every table comes in every container.
fn sample() -> All {
    let mut all = All::new();
    read(given(Path::new(SAMPLE)).unwrap().as_ref(), "", &mut all);
    let is_left_out = |name: &str| {
        let number = |part: &str| part.strip_prefix('S')?.get(..2)?.parse::<u8>().ok();
        name.split('/').filter_map(number).any(|number| number > 4)
    };
    all.retain(|name, _| !is_left_out(name));
    all
}

pub(crate) fn zipped<N: AsRef<str>, B: AsRef<[u8]>>(
    files: impl IntoIterator<Item = (N, B)>,
) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name.as_ref(), options).unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// The day that a cell says, counted as spreadsheets do.
fn serial(cell: &str) -> Option<f64> {
    let mut parts = cell.split('/').map(|part| part.parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let day = jiff::civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let start = jiff::civil::date(1899, 12, 30);
    Some(f64::from(start.until(day).unwrap().get_days()))
}

/// The tables of a return as one workbook with a sheet a table, under a title and with a note below: dates are
/// dates, numbers numbers, identifiers text.
fn as_workbook(tables: &[(&str, &[u8])]) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    book.add_worksheet()
        .set_name("Cover")
        .unwrap()
        .write(0, 0, "Return of children")
        .unwrap();
    for (name, bytes) in tables {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.write(0, 0, "A title, above the table").unwrap();
        let mut table = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(*bytes);
        let mut last = 0;
        for (row, record) in (2..).zip(table.records()) {
            for (column, cell) in (0..).zip(record.unwrap().iter()) {
                let is_identifier = column == 0;
                let _ = match (serial(cell), cell.parse::<f64>()) {
                    (Some(days), _) => sheet.write_with_format(row, column, days, &date),
                    (_, Ok(number)) if !is_identifier && !cell.starts_with('0') => {
                        sheet.write(row, column, number)
                    }
                    _ if cell.is_empty() => continue,
                    _ => sheet.write(row, column, cell),
                }
                .unwrap();
            }
            last = row;
        }
        sheet
            .write(last + 2, 0, "Source: the return, as made up")
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// The same files with every return as one workbook.
fn with_workbooks(all: &All) -> All {
    let mut books: BTreeMap<String, Vec<(&str, &[u8])>> = BTreeMap::new();
    let mut others = All::new();
    for (name, bytes) in all {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        match file
            .strip_suffix(".csv")
            .filter(|_| name.starts_with("returns/"))
        {
            Some(table) => books
                .entry(folder.to_owned())
                .or_default()
                .push((table, bytes)),
            None => {
                others.insert(name.clone(), bytes.clone());
            }
        }
    }
    let books = books.into_iter();
    others.extend(
        books.map(|(folder, tables)| (format!("{folder}/903 return.xlsx"), as_workbook(&tables))),
    );
    others
}

fn with_gz(all: &All) -> All {
    let packed = |(name, bytes): (&String, &Vec<u8>)| match name.strip_suffix(".csv") {
        Some(stem) if name.contains("missing") => {
            (format!("{stem}.tsv.gz"), gzipped(&tabbed(bytes)))
        }
        Some(stem) if name.contains("header") => (format!("{stem}.txt"), bytes.clone()),
        Some(_) => (format!("{name}.gz"), gzipped(bytes)),
        None => (name.clone(), bytes.clone()),
    };
    all.iter().map(packed).collect()
}

fn tabbed(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .map(|byte| if *byte == b',' { b'\t' } else { *byte })
        .collect()
}

fn in_memory(name: &str, bytes: Vec<u8>) -> Arc<dyn Bytes> {
    let files = Memory::of([(name, bytes)]);
    let Holds::File(bytes) = files.entries().unwrap().remove(0).holds else {
        panic!("{name}")
    };
    bytes
}

/// A publication without what names its inputs: the manifest.
fn made_of(files: &dyn Files, mode: Mode) -> BTreeMap<String, Vec<u8>> {
    let made = publication(files, mode).into_iter();
    let mut made: BTreeMap<String, Vec<u8>> = made.map(|file| (file.name, file.bytes)).collect();
    assert!(made.remove("manifest.json").is_some());
    made
}

#[test]
fn whatever_a_return_comes_in_its_figures_have_the_same_bytes() {
    let plain = sample();
    let expected = measures_of(&Memory::of(plain.clone()));
    assert!(expected.lines().count() > 100);
    let books = with_workbooks(&plain);
    for (what, files) in [
        (
            "one archive",
            All::from([("all.zip".to_owned(), zipped(&plain))]),
        ),
        ("packed tables", with_gz(&plain)),
        ("workbooks", books.clone()),
        (
            "workbooks in an archive",
            All::from([("a".to_owned(), zipped(&books))]),
        ),
    ] {
        let found = measures_of(&Memory::of(files));
        let differs = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
        assert!(found == expected, "{what}: {differs:?}");
    }
}

#[test]
fn whatever_a_return_comes_in_its_publication_has_the_same_bytes() {
    let plain = sample();
    let expected = made_of(&Memory::of(plain.clone()), Mode::Public);
    let archive: Arc<dyn Bytes> = in_memory("all.zip", zipped(&plain));
    let archive = OneFile::of("all.zip", archive, "", "all.zip");
    let books = Memory::of(with_workbooks(&plain));
    for files in [&archive as &dyn Files, &books] {
        let made = made_of(files, Mode::Public);
        assert!(made.keys().eq(expected.keys()));
        let differ: Vec<&String> = made
            .iter()
            .filter(|(name, bytes)| expected[*name] != **bytes)
            .map(|(name, _)| name)
            .collect();
        assert_eq!(differ, [""; 0]);
    }
}

fn four_measures(folder: &Folder) -> String {
    folder
        .run("measures", &["--year", "2024", "--quiet"])
        .well()
        .stdout
}

#[test]
fn an_archive_a_workbook_and_a_table_are_datasets() {
    let folder = three_authorities();
    let expected = four_measures(&folder);
    let mut all = All::new();
    read(given(&folder.data()).unwrap().as_ref(), "", &mut all);
    let weights = folder.beside("weights.toml");
    let with_weights = all
        .iter()
        .map(|(name, bytes)| (format!("dataset/{name}"), bytes.clone()));
    let mut with_weights: All = with_weights.collect();
    with_weights.insert(
        "dataset/scorecard-weights.toml".to_owned(),
        std::fs::read(&weights).unwrap(),
    );
    let archive = folder.beside("a dataset.zip");
    std::fs::write(&archive, zipped(&with_weights)).unwrap();
    let run = support::run_on(&archive, None, "measures", &["--year", "2024", "--quiet"]).well();
    assert_eq!(run.stdout, expected, "weights in the archive count");
    let mut card = Data::read(&archive)
        .unwrap()
        .score(Weights::parse(&std::fs::read_to_string(&weights).unwrap()).unwrap())
        .unwrap();
    assert_eq!(card.standings().len(), 3);
    card = Data::read(folder.data())
        .unwrap()
        .score(Weights::parse(&std::fs::read_to_string(&weights).unwrap()).unwrap())
        .unwrap();
    assert_eq!(card.standings().len(), 3);
    let out = folder.beside("");
    let refused = support::run_on(
        &archive,
        Some(&weights),
        "publish",
        &["--out", out.to_str().unwrap()],
    );
    refused.refused(&["lie one in the other"]);
    assert!(archive.exists());
}

#[test]
fn names_say_whose_a_return_is_where_folders_do_not_and_the_weights_file_last() {
    let tables = sample();
    let of = |name: &str| tables[&format!("returns/S01/2024/{name}")].clone();
    let returns = || ["episodes.csv", "header.csv", "missing.csv"].map(|name| (name, of(name)));
    let authorities = tables["authorities.csv"].clone();
    let measured = |name: &str, bytes: Vec<u8>, weights: &str| {
        let mut folder = Folder::new()
            .file("authorities.csv", &authorities)
            .file(name, bytes);
        if !weights.is_empty() {
            folder = folder.file("scorecard-weights.toml", weights);
        }
        folder.run(
            "measures",
            &["--mode", "internal", "--authority", "S01", "--year", "2024"],
        )
    };
    let expected = measured("S01/2024/a.zip", zipped(returns()), "")
        .well()
        .stdout;
    assert!(expected.contains(",children-missing,"));
    let inputs = "[inputs]\nauthority = \"S01\"\nyear = 2024\n";
    let table =
        |(name, bytes): &(&'static str, Vec<u8>)| (name.trim_end_matches(".csv"), bytes.clone());
    let sheets = returns().iter().map(table).collect::<Vec<_>>();
    let sheets: Vec<(&str, &[u8])> = sheets
        .iter()
        .map(|(name, bytes)| (*name, bytes.as_slice()))
        .collect();
    for (name, bytes, weights) in [
        ("S01 return 2023-24.zip", zipped(returns()), ""),
        ("S01_903_FY2024.xlsx", as_workbook(&sheets), ""),
        ("FY2024/S01/903 return.xlsx", as_workbook(&sheets), ""),
        ("S01/2324/submission 2/903.zip", zipped(returns()), ""),
        ("903.zip", zipped(returns()), inputs),
        ("903.xlsx", as_workbook(&sheets), inputs),
    ] {
        let run = measured(name, bytes, weights).well();
        assert_eq!(run.stdout, expected, "{name}: {}", run.stderr);
    }
    let run = measured("S01/20x4/a.zip", zipped(returns()), "");
    assert!(
        run.stderr.contains("the folder \"20x4\" is no year"),
        "{}",
        run.stderr
    );
    let run = measured("2024/Nowhere/a.zip", zipped(returns()), "");
    assert!(
        run.stderr
            .contains("the folder \"Nowhere\" is no authority"),
        "{}",
        run.stderr
    );
    measured(
        "903.zip",
        zipped(returns()),
        "[inputs]\nauthority = \"Nobody\"\n",
    )
    .refused(&["authority under [inputs]", "Nobody"]);
}

#[test]
fn what_cannot_be_unpacked_is_said_with_archive_and_member() {
    let table = "authority_code,year,indicator,value\nA1,2024,First,10\n";
    let inner = zipped([("measures.csv", table)]);
    let zeros = format!("{}\n", "0".repeat(900_000));
    let zeros = zeros.repeat(45).into_bytes();
    for (name, bytes, said) in [
        (
            "a.zip",
            zipped([("inner.zip", inner)]),
            "a.zip/inner.zip: this archive lies in another",
        ),
        (
            "a.zip",
            zipped([("b.csv", &zeros)]),
            "a.zip: the member \"b.csv\" of this archive is too large",
        ),
        (
            "a.csv.gz",
            gzipped(&zeros),
            "a.csv.gz: the compressed file is too large",
        ),
        (
            "a.zip",
            zipped([("x/../../b.csv", table)]),
            "a name that leads out of the archive",
        ),
        (
            "a.zip",
            zipped([("b.csv", table), ("B.csv", table)]),
            "is there twice, also as \"b.csv\"",
        ),
        (
            "a.zip",
            b"PK\x03\x04".to_vec(),
            "a.zip: this archive is damaged or cut short",
        ),
        (
            "a.csv.gz",
            gzipped(&zipped([("b.csv", table)])),
            "packed once more",
        ),
    ] {
        let folder = three_authorities().file(name, bytes);
        folder.run("score", &[]).refused(&[said]);
    }
    let many = (0..20_001).map(|number| (format!("{number}.csv"), ""));
    let folder = three_authorities().file("many.zip", zipped(many));
    folder
        .run("score", &[])
        .refused(&["many.zip: this archive has 20001 members"]);
}

#[test]
fn what_a_file_is_called_does_not_matter() {
    let folder = three_authorities();
    let expected = four_measures(&folder);
    let table = std::fs::read(folder.data().join("measures.csv")).unwrap();
    std::fs::remove_file(folder.data().join("measures.csv")).unwrap();
    for name in [
        "measures.xls",
        "measures.zip",
        "measures.txt",
        "measures.TSV",
    ] {
        let path = folder.data().join(name);
        std::fs::write(&path, &table).unwrap();
        assert_eq!(four_measures(&folder), expected, "{name}");
        std::fs::remove_file(path).unwrap();
    }
    let path = folder.data().join("measures.csv");
    std::fs::write(&path, zipped([("a", ""), ("b.csv", "")])).unwrap();
    let run = folder.run("check", &[]);
    assert!(run.stdout.contains("measures.csv/b.csv"), "{}", run.stdout);
}

/// The configuration that ships, so that a test names what it is about.
#[test]
fn a_year_may_be_said_for_a_list_that_says_none() {
    let (configuration, _) = Configuration::read("[inputs]\nprovider_year = 2023\n", "w").unwrap();
    assert_eq!(configuration.inputs.provider_year, Some(2023));
    let list = "Web link,Provision type,Registration status,Local authority,Sector,Places\n\
        x,Children's home,Active,Kent,Private,4\n";
    let folder = Folder::new().file("list.csv", list);
    folder
        .run("measures", &[])
        .refused(&["provider_year = 2024 under [inputs]"]);
    let folder = folder.file("scorecard-weights.toml", "[inputs]\nprovider_year = 2023\n");
    let run = folder
        .run("measures", &["--mode", "internal", "--year", "2023"])
        .well();
    assert!(run.stdout.contains("home-places"), "{}", run.stdout);
}
