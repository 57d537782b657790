//! Workbooks as people keep them.

use care_scorecard::source::{Dataset, Figure, Memory};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

use crate::containers::{gzipped, zipped};
use crate::support::three_authorities;

const HEAD: [&str; 4] = ["authority_code", "year", "indicator", "value"];

fn table(sheet: &mut Worksheet, first_row: u32) {
    for (column, name) in (0..).zip(HEAD) {
        sheet.write(first_row, column, name).unwrap();
    }
    for (row, (code, value)) in (first_row + 1..).zip([("A1", 10.5), ("B1", 20.0), ("C1", 30.25)]) {
        sheet.write(row, 0, code).unwrap();
        sheet.write(row, 1, 2024).unwrap();
        sheet.write(row, 2, "First").unwrap();
        sheet.write(row, 3, value).unwrap();
    }
}

fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

const AUTHORITIES: &str =
    "authority_code,name,region,type\nA1,Aton,X,t\nB1,Beton,X,t\nC1,Ceton,X,t\n";

fn read(bytes: impl Into<Vec<u8>>) -> (Dataset, String) {
    let files = [
        ("authorities.csv", AUTHORITIES.into()),
        ("book", bytes.into()),
    ];
    let dataset = Dataset::read(&Memory::of(files));
    let said = dataset.diagnostics.to_string();
    (dataset, said)
}

fn values(dataset: &Dataset) -> Vec<Option<Figure>> {
    dataset
        .measures
        .iter()
        .map(|(_, given)| given.value)
        .collect()
}

const EXPECTED: [Option<Figure>; 3] = [
    Some(Figure::Number(10.5)),
    Some(Figure::Number(20.0)),
    Some(Figure::Number(30.25)),
];

#[test]
fn every_sheet_that_can_be_seen_is_a_table_and_the_rest_is_said_once() {
    let bytes = book(|book| {
        book.add_worksheet()
            .set_name("Cover")
            .unwrap()
            .write(0, 0, "Some words")
            .unwrap();
        table(
            book.add_worksheet()
                .set_name("Hidden")
                .unwrap()
                .set_hidden(true),
            0,
        );
        let sheet = book.add_worksheet().set_name("Figures").unwrap();
        sheet
            .merge_range(1, 1, 1, 3, "A title over several", &Format::new())
            .unwrap();
        table(sheet, 4);
        sheet.write(9, 0, "1. Figures are made up").unwrap();
        book.add_worksheet().set_name("Blank").unwrap();
    });
    let (dataset, said) = read(bytes);
    assert_eq!(values(&dataset), EXPECTED, "{said}");
    assert!(!dataset.diagnostics.has_errors(), "{said}");
    for part in [
        "hidden: Hidden",
        "no table that is known: Cover",
        "nothing in them: Blank",
        "row 10 of Figures",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(said.matches("[workbook-parts]").count(), 1, "{said}");
    let names: Vec<&str> = dataset
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["authorities.csv", "book, sheet Figures"]);
}

#[test]
fn a_message_names_file_sheet_and_row_as_in_the_sheet() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet().set_name("Figures").unwrap();
        table(sheet, 5);
        sheet.write(7, 3, "soon").unwrap();
    });
    let (_, said) = read(bytes);
    assert!(
        said.contains("book, sheet Figures, line 8, column 4 (value)"),
        "{said}"
    );
}

#[test]
fn merged_cells_head_and_fill_what_is_below() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        table(sheet, 1);
        let format = Format::new();
        sheet
            .merge_range(0, 0, 1, 0, "authority_code", &format)
            .unwrap();
        sheet
            .merge_range(0, 1, 0, 3, "Of the year", &format)
            .unwrap();
        sheet.merge_range(2, 1, 4, 1, "2024", &format).unwrap();
    });
    let (dataset, said) = read(bytes);
    assert_eq!(values(&dataset), EXPECTED, "{said}");
}

#[test]
fn formulas_without_a_result_are_refused_and_those_with_one_are_read() {
    for (result, is_refused) in [("", true), ("20", false)] {
        let bytes = book(|book| {
            let sheet = book.add_worksheet().set_name("Figures").unwrap();
            table(sheet, 0);
            sheet
                .write(2, 3, Formula::new("=10+10").set_result(result))
                .unwrap();
        });
        let bytes = if is_refused {
            without_results(&bytes)
        } else {
            bytes
        };
        let (dataset, said) = read(bytes);
        assert_eq!(dataset.diagnostics.has_errors(), is_refused, "{said}");
        assert_eq!(
            said.contains("have no result in the file"),
            is_refused,
            "{said}"
        );
        assert!(
            !is_refused || said.contains("1 cells, the first at D3"),
            "{said}"
        );
    }
}

/// The same workbook with no result stored for any formula, as programs write them.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let parts = names.into_iter().map(|name| {
        let mut text = Vec::new();
        std::io::copy(&mut archive.by_name(&name).unwrap(), &mut text).unwrap();
        if name.ends_with("sheet1.xml") {
            let xml = String::from_utf8(text).unwrap();
            let (before, after) = xml.split_once("</f>").unwrap();
            let (_, after) = after.split_once("</c>").unwrap();
            text = format!("{before}</f></c>{after}").into_bytes();
        }
        (name, text)
    });
    zipped(parts.collect::<Vec<_>>())
}

#[test]
fn long_numbers_are_warned_of() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        table(sheet, 0);
        sheet
            .write(1, 4, 123_456_789_012_345_678_u64 as f64)
            .unwrap();
    });
    let (_, said) = read(bytes);
    assert!(
        said.contains("15 digits or more") && said.contains("the first at E2"),
        "{said}"
    );
}

#[test]
fn two_far_cells_cost_no_memory_and_bombs_are_refused() {
    let far = book(|book| {
        let sheet = book.add_worksheet();
        table(sheet, 0);
        sheet.write(1_048_575, 700, "far").unwrap();
    });
    let (dataset, said) = read(far);
    assert!(said.contains("line 1048576"), "{said}");
    assert!(dataset.diagnostics.has_errors());
    let wide = book(|book| {
        book.add_worksheet().write(0, 16_383, "far").unwrap();
    });
    assert!(read(wide).1.contains("more than 1000 columns"));
    let lies = shared_texts(100_000_000_000);
    assert!(read(lies).1.contains("says that it holds more than it can"));
}

/// A workbook that says that it has so many shared texts.
fn shared_texts(count: u64) -> Vec<u8> {
    let bytes = book(|book| table(book.add_worksheet(), 0));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let parts = names.into_iter().map(|name| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(&name).unwrap(), &mut text).unwrap();
        if let Some((before, after)) = text.split_once("uniqueCount=\"") {
            let (_, after) = after.split_once('"').unwrap();
            text = format!("{before}uniqueCount=\"{count}\"{after}");
        }
        (name, text)
    });
    zipped(parts.collect::<Vec<_>>())
}

fn ods(content: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\">\
         <office:automatic-styles><style:style style:name=\"gone\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped([
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ])
}

const ODS_HEAD: &str = "<table:table-row><table:table-cell><text:p>authority_code</text:p></table:table-cell>\
    <table:table-cell><text:p>year</text:p></table:table-cell><table:table-cell><text:p>indicator</text:p></table:table-cell>\
    <table:table-cell><text:p>value</text:p></table:table-cell></table:table-row>";

fn ods_row(code: &str, value: &str) -> String {
    format!(
        "<table:table-row><table:table-cell><text:p>{code}</text:p><office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>\
         <table:table-cell office:value-type=\"float\" office:value=\"2024\"><text:p>2,024.00</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"string\"><text:p>Fir<text:span>st</text:span></text:p></table:table-cell>{value}</table:table-row>"
    )
}

#[test]
fn open_documents_are_read_as_typed() {
    let number = |value| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>shown otherwise</text:p></table:table-cell>"
        )
    };
    let sheet = format!(
        "<table:tracked-changes><table:table-cell><text:p>gone</text:p></table:table-cell></table:tracked-changes>\
         <table:table table:name=\"Lists\" table:style-name=\"gone\">{ODS_HEAD}</table:table>\
         <table:table table:name=\"Figures\"><table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         {ODS_HEAD}{}{}{}</table:table>",
        ods_row("A1", &number("10.5")),
        ods_row("B1", &number("20")),
        ods_row("C1", &number("30.25")),
    );
    let (dataset, said) = read(ods(&sheet));
    assert_eq!(values(&dataset), EXPECTED, "{said}");
    assert!(said.contains("hidden: Lists"), "{said}");
}

#[test]
fn an_open_document_that_repeats_without_end_is_refused() {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"900\"/>";
    let sheet = format!(
        "<table:table table:name=\"a\">{ODS_HEAD}<table:table-row table:number-rows-repeated=\"1048000\">{cell}</table:table-row></table:table>"
    );
    assert!(read(ods(&sheet)).1.contains("more than 5000000 cells"));
    let formula = "<table:table-cell table:formula=\"of:=1\"/>";
    let sheet = format!(
        "<table:table table:name=\"a\">{ODS_HEAD}{}</table:table>",
        ods_row("A1", formula)
    );
    assert!(read(ods(&sheet)).1.contains("the first at D2"));
}

#[test]
fn a_workbook_behind_a_password_is_said() {
    let manifest =
        "<m:manifest xmlns:m=\"m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    let bytes = zipped([("META-INF/manifest.xml", manifest), ("content.xml", "x")]);
    three_authorities()
        .file("log.ods", bytes)
        .run("score", &[])
        .refused(&["log.ods: this workbook is protected by a password"]);
}

#[test]
fn a_page_of_html_under_the_name_of_a_workbook_is_its_tables() {
    let row = |cells: [&str; 4]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let rows = [
        HEAD,
        ["A1", "2024", "First", "10.5"],
        ["B1", "2024", "First", "20"],
        ["C1", "2024", "First", "30.25"],
    ];
    let page = format!(
        "<html><body><table><tr><td>Made on a day</td></tr></table><table><tr><th colspan=4>A title</th></tr>{}</table></body></html>",
        rows.map(row).concat()
    );
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(page.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [page.into_bytes(), utf16] {
        let files = [
            ("authorities.csv", AUTHORITIES.as_bytes().to_vec()),
            ("report.xls", bytes),
        ];
        let dataset = Dataset::read(&Memory::of(files));
        assert_eq!(values(&dataset), EXPECTED, "{}", dataset.diagnostics);
    }
    let old =
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    three_authorities()
        .file("report.xls", old)
        .run("score", &[])
        .refused(&[
            "report.xls: this workbook is in the XML of Excel 2003",
            "save it as .xlsx",
        ]);
}

/// A record of a binary workbook.
fn binary(kind: u16, data: &[u8]) -> Vec<u8> {
    let [low, high] = kind.to_le_bytes();
    let mut record = match kind {
        0..=0x7F => vec![low],
        _ => vec![low | 0x80, high << 1 | low >> 7],
    };
    let size = u8::try_from(data.len()).unwrap();
    match size {
        0..=0x7F => record.push(size),
        _ => record.extend([size | 0x80, size >> 7]),
    }
    record.extend(data);
    record
}

fn wide(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    let size = u32::try_from(text.len()).unwrap().to_le_bytes();
    size.into_iter().chain(units).collect()
}

/// A binary workbook of one sheet.
pub(crate) fn xlsb(rows: &[[&str; 4]]) -> Vec<u8> {
    let sheet = [&[0; 8][..], &wide("rId1"), &wide("Figures")].concat();
    let workbook = [
        binary(0x009C, &sheet),
        binary(0x0090, &[]),
        binary(0x009D, &[]),
    ]
    .concat();
    let mut cells = [binary(0x0094, &[0; 16]), binary(0x0091, &[])].concat();
    for (row, texts) in (0_u32..).zip(rows) {
        cells.extend(binary(0x0000, &row.to_le_bytes()));
        for (column, text) in (0_u32..).zip(texts) {
            let place = [column.to_le_bytes(), [0; 4]].concat();
            cells.extend(match text.parse::<f64>() {
                Ok(number) => binary(0x0005, &[&place[..], &number.to_le_bytes()].concat()),
                Err(_) => binary(0x0006, &[place, wide(text)].concat()),
            });
        }
    }
    cells.extend(binary(0x0092, &[]));
    let relations = "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    zipped([
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("xl/_rels/workbook.bin.rels", relations.into()),
        ("xl/workbook.bin", workbook),
        ("xl/worksheets/sheet1.bin", cells),
    ])
}

const ROWS: [[&str; 4]; 4] = [
    HEAD,
    ["A1", "2024", "First", "10.5"],
    ["B1", "2024", "First", "20"],
    ["C1", "2024", "First", "30.25"],
];

#[test]
fn binary_workbooks_are_read() {
    let (dataset, said) = read(xlsb(&ROWS));
    assert_eq!(values(&dataset), EXPECTED, "{said}");
}

/// One of each container, with a table in it.
fn containers() -> Vec<Vec<u8>> {
    let text = ROWS.map(|row| row.join(",")).join("\n");
    let page = ROWS.map(|row| {
        format!(
            "<tr><td rowspan=1>{}</td></tr>",
            row.join("</td><td colspan=1>")
        )
    });
    let sheet = format!(
        "<table:table table:name=\"a\">{ODS_HEAD}{}</table:table>",
        ods_row("A1", "")
    );
    vec![
        zipped([("a/measures.csv", &text), ("b.csv", &text)]),
        gzipped(text.as_bytes()),
        book(|book| table(book.add_worksheet(), 0)),
        xlsb(&ROWS),
        ods(&sheet),
        format!("<html><table>{}</table>", page.concat()).into_bytes(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Each byte that is changed is answered with figures or a message.
    #[test]
    fn damaged_containers_are_read_or_refused(
        which in 0..6_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in proptest::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut bytes = containers().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        for name in ["book", "book.csv.gz"] {
            let dataset = Dataset::read(&Memory::of([(name, bytes.clone())]));
            let _ = dataset.diagnostics.to_string();
        }
    }
}
