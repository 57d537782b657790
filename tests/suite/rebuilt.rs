//! Whoever has nothing but `data/` of a publication, and the weights file, makes the rest of it again:
//! the same limits, comparisons, scores, ranks, ranges and points of charts. What pages say of groups
//! beside that stands in `data/groups.csv` and `data/flows.csv`, or is a percentage of two counts there.

use std::collections::{BTreeMap, BTreeSet};

use care_scorecard::publish::{File, Previous};
use care_scorecard::sample::SampleOptions;

use crate::outsider::published::{Dataset, Row, made_up, published};

/// Files about places that anybody can have.
const OF_PLACES: [&str; 2] = ["authorities.csv", "statistical-neighbours.csv"];

fn text<'f>(files: &'f [File], name: &str) -> &'f str {
    let file = files.iter().find(|file| file.name == name);
    std::str::from_utf8(&file.unwrap_or_else(|| panic!("no {name}")).bytes).unwrap()
}

fn rows(files: &[File], name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text(files, name).as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// A dataset of the measures that a publication shows, as figures that others have published.
fn as_given(dataset: &Dataset, files: &[File]) -> Dataset {
    let mut given = Dataset::new();
    for name in OF_PLACES {
        given.insert(name.to_owned(), dataset[name].clone());
    }
    let mut csv =
        "authority_code,year,indicator,numerator,denominator,value,published\n".to_owned();
    let rows = rows(files, "data/measures.csv");
    let of_places = rows
        .iter()
        .filter(|row| !row["authority_code"].starts_with("E12"));
    for row in of_places.filter(|row| row["status"] != "no-data") {
        let status = if row["status"] == "ok" {
            ""
        } else {
            &row["status"]
        };
        let or_status = |column: &str| match row[column].as_str() {
            "" => status.to_owned(),
            number => number.to_owned(),
        };
        let cells = [
            row["authority_code"].clone(),
            row["year"].clone(),
            row["indicator"].clone(),
            or_status("numerator"),
            row["denominator"].clone(),
            or_status("value"),
            "Y".to_owned(),
        ];
        csv += &(cells.join(",") + "\n");
    }
    given.insert("measures.csv".to_owned(), csv);
    given
}

/// The rows of a table without some columns.
fn without(rows: &[Row], columns: &[&str]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.retain(|column, _| !columns.contains(&column.as_str()));
    }
    rows
}

/// The measures as they are compared: where no sum over England is made, since what stands in for
/// withheld counts is too much of it, nobody who has only `data/` is told that one could be.
fn measures(files: &[File], no_nation: &BTreeSet<(String, String)>) -> Vec<Row> {
    let mut rows = without(
        &rows(files, "data/measures.csv"),
        &["source", "withheld_as"],
    );
    rows.retain(|row| !row["authority_code"].starts_with('E'));
    for row in &mut rows {
        if no_nation.contains(&(row["year"].clone(), row["indicator"].clone())) {
            row.retain(|column, _| !["national", "comparison", "flags"].contains(&column.as_str()));
        }
    }
    rows
}

/// A page without what it says of sources and of the tables by group.
fn pieces(page: &str) -> String {
    let mut kept = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("class=\"source\"") {
        kept += before;
        rest = after.split_once("</p>").map_or("", |(_, after)| after);
    }
    kept += rest;
    let lines = kept.lines();
    lines
        .filter(|line| !line.contains("class=\"file\"") && !line.contains("Source:"))
        .map(|line| line.to_owned() + "\n")
        .collect()
}

/// The numbers of a text, in their order.
fn numbers(text: &str) -> Vec<&str> {
    let is_part = |sign: char| sign.is_ascii_digit() || sign == '.' || sign == ',';
    let numbers = text.split(|sign| !is_part(sign));
    let numbers = numbers.map(|number| number.trim_matches(|sign| sign == '.' || sign == ','));
    numbers.filter(|number| !number.is_empty()).collect()
}

/// The texts between the marks of a page that hold a number, outside charts.
fn texts(page: &str) -> Vec<String> {
    let mut kept = pieces(page);
    for (from, to) in [
        ("<script", "</script>"),
        ("<style", "</style>"),
        ("<svg", "</svg>"),
    ] {
        while let Some(start) = kept.find(from) {
            let end = kept[start..]
                .find(to)
                .map_or(kept.len(), |at| start + at + to.len());
            kept.replace_range(start..end, "");
        }
    }
    let texts = kept
        .split('<')
        .filter_map(|piece| Some(piece.split_once('>')?.1.trim()));
    let texts = texts.map(|text| text.replace("&#39;", "'").replace("&#x27;", "'"));
    texts.filter(|text| !numbers(text).is_empty()).collect()
}

/// The numbers that an authority's tables by group hold, and the percentages of any two in one table.
fn of_groups(files: &[File], code: &str) -> BTreeSet<String> {
    let mut tables: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in rows(files, "data/groups.csv")
        .iter()
        .filter(|row| row["authority_code"] == code)
    {
        let table = tables
            .entry(format!("{} {}", row["table"], row["year"]))
            .or_default();
        table.extend(row["count"].parse::<u32>());
    }
    for row in rows(files, "data/flows.csv")
        .iter()
        .filter(|r| r["from_code"] == code || r["to_code"] == code)
    {
        let columns = [
            "children",
            "missing",
            "missing_from_there",
            "notifiable",
            "notified",
        ];
        let counts = columns
            .iter()
            .filter_map(|column| row[*column].parse::<u32>().ok());
        tables
            .entry(format!("flow {}", row["year"]))
            .or_default()
            .extend(counts);
    }
    let mut all = BTreeSet::new();
    for counts in tables.values() {
        for whole in counts {
            all.insert(whole.to_string());
            for part in counts.iter().filter(|part| *part <= whole && *whole >= 11) {
                let percent = f64::from(*part) * 100.0 / f64::from(*whole);
                all.insert(format!("{percent:.0}"));
                all.insert(format!("{:.0}", (percent + 1e-9).round()));
            }
        }
    }
    all
}

/// The pages whose every number, coordinates too, follows from measures.
fn is_of_measures(name: &str) -> bool {
    name == "index.html" || name.starts_with("years/") || name.starts_with("domains/")
}

fn assert_rebuilt(dataset: &Dataset) -> (usize, usize) {
    let files = published(dataset, &Previous::default());
    let again = published(&as_given(dataset, &files), &Previous::default());
    let all = rows(&files, "data/measures.csv");
    let places = all
        .iter()
        .filter(|row| !row["authority_code"].starts_with('E'));
    let mut with_nation: BTreeMap<(String, String), bool> = BTreeMap::new();
    for row in places {
        let at = (row["year"].clone(), row["indicator"].clone());
        *with_nation.entry(at).or_default() |= !row["national"].is_empty();
    }
    let no_nation = with_nation
        .into_iter()
        .filter(|(_, is)| !is)
        .map(|(at, _)| at)
        .collect();
    let shown = measures(&files, &no_nation);
    for row in measures(&again, &no_nation) {
        assert!(shown.contains(&row), "{row:?}");
    }
    let scores = |files: &[File]| without(&rows(files, "data/scores.csv"), &["sources"]);
    for (one, other) in scores(&files).iter().zip(&scores(&again)) {
        assert_eq!(one, other);
    }
    assert_eq!(scores(&files).len(), scores(&again).len());
    let (mut compared, mut found) = (0, 0);
    for file in files.iter().filter(|file| is_of_measures(&file.name)) {
        let (one, other) = (
            pieces(text(&files, &file.name)),
            pieces(text(&again, &file.name)),
        );
        assert_eq!(numbers(&one), numbers(&other), "{}", file.name);
        compared += numbers(&one).len();
    }
    let said_of_all = said_of_all(&files);
    let pages = files.iter().filter(|file| is_of_authority(&file.name));
    for file in pages {
        let code = file
            .name
            .trim_start_matches("authorities/")
            .trim_end_matches(".html");
        found += assert_found(&files, &again, (&file.name, code), &said_of_all);
    }
    (compared, found)
}

/// The sentences that stand on the pages of several authorities as they are: what a table counts, and by
/// which rule.
fn said_of_all(files: &[File]) -> BTreeSet<String> {
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for file in files.iter().filter(|file| is_of_authority(&file.name)) {
        let sentences: BTreeSet<String> = texts(text(files, &file.name)).into_iter().collect();
        for sentence in sentences.into_iter().filter(|text| text.len() > 40) {
            *pages.entry(sentence).or_default() += 1;
        }
    }
    let several = pages.into_iter().filter(|(_, pages)| *pages > 3);
    several.map(|(sentence, _)| sentence).collect()
}

fn is_of_authority(name: &str) -> bool {
    name.starts_with("authorities/") && name.ends_with(".html")
}

/// Every number of an authority's page is on the page made again, or in the tables by group. Years and
/// lengths that are parts of names are passed over, and what the police count, which is their own.
fn assert_found(
    files: &[File],
    again: &[File],
    (name, code): (&str, &str),
    said_of_all: &BTreeSet<String>,
) -> usize {
    let mut made_again = texts(text(again, name));
    let known = of_groups(files, code);
    let police = rows_of_police(text(files, name));
    let mut found = 0;
    for piece in texts(text(files, name)) {
        if let Some(at) = made_again.iter().position(|other| *other == piece) {
            made_again.swap_remove(at);
            continue;
        }
        if said_of_all.contains(&piece) {
            continue;
        }
        for number in numbers(&piece) {
            let plain = number.replace(',', "");
            let is_name = piece.chars().any(char::is_alphabetic)
                && ["31", "2022", "2023", "2024", "20", "10", "24"].contains(&plain.as_str());
            let is_known = is_name || known.contains(&plain) || police.contains(&plain);
            assert!(is_known, "{name}: {number} in {piece:?}");
            found += 1;
        }
    }
    found
}

/// The cells of a page that say what the police count.
fn rows_of_police(page: &str) -> BTreeSet<String> {
    let cells = page.split("data-label=\"The police\">").skip(1);
    let cells = cells.filter_map(|rest| rest.split('<').next());
    cells.map(|cell| cell.replace(',', "")).collect()
}

#[test]
fn every_public_number_is_made_again_from_the_data_of_a_publication() {
    for (seed, authorities) in [(3, 12), (7, 22)] {
        let dataset = made_up(&SampleOptions {
            seed,
            authorities,
            years: 2,
            ..SampleOptions::default()
        });
        let (compared, found) = assert_rebuilt(&dataset);
        assert!(compared > 5_000 && found > 500, "{compared} {found}");
    }
}
