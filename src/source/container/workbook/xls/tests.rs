use super::*;
use crate::source::Memory;
use crate::source::files::{Files, Holds};

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let size = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &size.to_le_bytes(), data].concat()
}

fn cell(kind: u16, row: u16, column: u16, style: u16, rest: &[u8]) -> Vec<u8> {
    let place = [row, column, style].map(u16::to_le_bytes).concat();
    record(kind, &[&place, rest].concat())
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let size = u16::try_from(text.len()).unwrap().to_le_bytes();
    cell(
        0x0204,
        row,
        column,
        0,
        &[&size, &[0][..], text.as_bytes()].concat(),
    )
}

fn number_cell(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    cell(0x0203, row, column, style, &value.to_le_bytes())
}

const BOF: [u8; 16] = [0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// A workbook of two styles, a number's and a date's, with sheets and texts that they share.
fn book(sheets: &[(&str, bool, Vec<u8>)], shared: &[u8]) -> Vec<u8> {
    let style = |format: u16| {
        let mut data = [0; 20];
        data[2..4].copy_from_slice(&format.to_le_bytes());
        record(0x00E0, &data)
    };
    let globals = |starts: &[u32]| {
        let mut stream = record(0x0809, &BOF);
        stream.extend([style(0), style(14)].concat());
        for ((name, is_hidden, _), start) in sheets.iter().zip(starts) {
            let size = u8::try_from(name.len()).unwrap();
            let head = [
                &start.to_le_bytes()[..],
                &[u8::from(*is_hidden), 0, size, 0],
            ]
            .concat();
            stream.extend(record(BOUND_SHEET, &[&head, name.as_bytes()].concat()));
        }
        if !shared.is_empty() {
            stream.extend(record(SST, shared));
        }
        stream.extend(record(END, &[]));
        stream
    };
    let mut at = u32::try_from(globals(&vec![0; sheets.len()]).len()).unwrap();
    let mut starts = Vec::new();
    let mut rest = Vec::new();
    for (_, _, cells) in sheets {
        let sheet = [record(0x0809, &BOF), cells.clone(), record(END, &[])].concat();
        starts.push(at);
        at += u32::try_from(sheet.len()).unwrap();
        rest.extend(sheet);
    }
    compound("/Workbook", &[globals(&starts), rest].concat())
}

fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = Compound::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn sheets(bytes: Vec<u8>) -> Result<Vec<(String, bool, String)>, Fault> {
    let files = Memory::of([("a.xls", bytes)]);
    let Holds::File(bytes) = files.entries().unwrap().remove(0).holds else {
        panic!("a file")
    };
    let mut spent = Spent::default();
    let sheets = read(&bytes, None, &mut spent)?;
    let written = sheets.into_iter().map(|sheet| {
        let text = sheet.content.finish(&mut spent).unwrap().text;
        (
            sheet.name,
            sheet.is_hidden,
            String::from_utf8(text).unwrap(),
        )
    });
    Ok(written.collect())
}

#[test]
fn cells_are_read_as_typed() {
    let cells = [
        label(1, 0, "CHILD"),
        label(1, 1, "DOB"),
        label(2, 0, "0041"),
        number_cell(2, 1, 1, 45_413.0),
        number_cell(2, 2, 0, 7.0),
    ];
    let book = book(
        &[
            ("First", false, cells.concat()),
            ("Other", true, label(0, 0, "x")),
        ],
        &[],
    );
    let read = sheets(book).unwrap();
    assert_eq!(read[0].0, "First");
    assert_eq!(read[0].2, "\nCHILD\tDOB\n0041\t01/05/2024\t7\n");
    assert!(read[1].1, "hidden");
}

#[test]
fn what_a_sheet_says_of_its_size_is_not_believed() {
    let says = [0_u32, u32::MAX - 1].map(u32::to_le_bytes).concat();
    let says = record(DIMENSIONS, &[&says, &[0, 0, 0, 1, 0, 0][..]].concat());
    let book = book(&[("First", false, [says, label(0, 0, "x")].concat())], &[]);
    assert_eq!(sheets(book).unwrap()[0].2, "x\n");
}

#[test]
fn far_cells_and_texts_shared_without_end_are_refused() {
    let far = [label(0, 0, "a"), label(65_535, 255, "b")].concat();
    let refused = sheets(book(&[("First", false, far)], &[])).unwrap_err();
    assert!(matches!(refused, Fault::Beyond(Beyond::Cells)), "{refused}");
    let text = [
        &1_u32.to_le_bytes()[..],
        &1_u32.to_le_bytes(),
        &8_000_u16.to_le_bytes(),
        &[0],
    ]
    .concat();
    let text = [text, vec![b'x'; 8_000]].concat();
    let often: Vec<u8> = (0..10_000)
        .flat_map(|row| cell(LABEL_SST, row, 0, 0, &[0; 4]))
        .collect();
    let refused = sheets(book(&[("First", false, often)], &text)).unwrap_err();
    assert!(matches!(refused, Fault::Beyond(Beyond::Text)), "{refused}");
    let few = (0..2).flat_map(|row| cell(LABEL_SST, row, 0, 0, &[0; 4]));
    let read = sheets(book(&[("First", false, few.collect())], &text)).unwrap();
    assert_eq!(read[0].2.len(), 2 * 8_001);
}

#[test]
fn other_compound_files_are_told_apart() {
    let refused = sheets(compound("/EncryptedPackage", b"x")).unwrap_err();
    assert!(matches!(refused, Fault::Password), "{refused}");
    let refused = sheets(compound("/WordDocument", b"x")).unwrap_err();
    assert!(matches!(refused, Fault::NoWorkbook), "{refused}");
    let refused = sheets(compound("/Workbook", b"x")).unwrap_err();
    assert!(matches!(refused, Fault::Damaged), "{refused}");
}

#[test]
fn texts_that_go_on_in_another_record_are_measured() {
    let first = [&[0; 8][..], &[5, 0, 0], b"ab"].concat();
    let second = [
        &[1][..],
        &[b'c', 0, b'd', 0, b'e', 0],
        &[1, 0, 8, 1, 0, b'x', 0, 0, 0, 0],
    ]
    .concat();
    let third = [2, 0, 0, b'y', b'z'];
    let stream = [
        record(SST, &first),
        record(CONTINUE, &second),
        record(CONTINUE, &third),
    ]
    .concat();
    assert_eq!(shared_lengths(&stream), [5, 1, 2]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    /// Each byte that is changed is answered with sheets or a fault.
    #[test]
    fn damaged_books_are_read_or_refused(
        changes in proptest::collection::vec((0..10_000_usize, proptest::prelude::any::<u8>()), 0..12),
    ) {
        let text = [&[1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0][..], b"abc"].concat();
        let cells = [label(0, 0, "a"), cell(LABEL_SST, 1, 0, 0, &[0; 4]), number_cell(2, 1, 1, 45_413.0)];
        let mut bytes = book(&[("First", false, cells.concat())], &text);
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let _ = sheets(bytes);
    }
}
