use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::source::files::{Files, Holds};

fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn opened(bytes: Vec<u8>) -> Result<Archive, ArchiveError> {
    let files = Memory::of([("a.zip", bytes)]);
    let Holds::File(bytes) = files.entries().unwrap().remove(0).holds else {
        panic!("a file")
    };
    open(&bytes)
}

fn why(bytes: Vec<u8>) -> String {
    opened(bytes).unwrap_err().to_string()
}

#[test]
fn members_are_files_in_folders() {
    let members = [
        ("Kent\\2024\\a.csv", "1,2"),
        ("/b.csv", "3"),
        ("__MACOSX/b.csv", "4"),
    ];
    let Archive::Files(files) = opened(zipped(&members)).unwrap() else {
        panic!("files")
    };
    assert_eq!(files.read("Kent/2024/a.csv").unwrap(), b"1,2");
    assert_eq!(files.read("b.csv").unwrap(), b"3");
    assert!(!files.holds("__MACOSX/b.csv"));
}

#[test]
fn names_that_lead_elsewhere_or_are_one_are_refused() {
    for (members, expected) in [
        ([("../a.csv", ""), ("b", "")], "leads out of the archive"),
        ([("C:\\a.csv", ""), ("b", "")], "leads out of the archive"),
        ([("a.csv", ""), ("A.CSV", "")], "twice, also as \"a.csv\""),
        ([("/a.csv", ""), ("a.csv", "")], "twice"),
        ([("a", ""), ("a/b", "")], "a file and a folder"),
        ([("a/b", ""), ("A", "")], "a file and a folder"),
    ] {
        let said = why(zipped(&members));
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn two_members_by_one_name_are_seen() {
    // The writer refuses them, so two names of one length are made one.
    let mut bytes = zipped(&[("a.csv", "1"), ("b.csv", "2")]);
    let at = |bytes: &[u8]| bytes.windows(5).position(|w| w == b"b.csv");
    while let Some(at) = at(&bytes) {
        bytes[at] = b'a';
    }
    assert!(why(bytes).contains("the same name"));
}

#[test]
fn links_passwords_and_cut_archives_are_said() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("a.csv", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    assert!(why(zip.finish().unwrap().into_inner()).contains("is a link"));
    let mut bytes = zipped(&[("a.csv", "1")]);
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = bytes.windows(4).position(|w| w == mark).unwrap();
        bytes[at + flags] |= 1;
    }
    assert!(why(bytes.clone()).contains("password"));
    assert!(why(bytes[..bytes.len() - 9].to_vec()).contains("damaged or cut short"));
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_and_while_it_is_read() {
    let bytes = zipped(&[("a.csv", &"0".repeat(40 << 20))]);
    assert!(why(bytes.clone()).contains("more than 200 times"));
    // A directory that says less.
    let mut lies = bytes;
    let at = lies.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    lies[at + 24..at + 28].copy_from_slice(&9_u32.to_le_bytes());
    let Ok(Archive::Files(files)) = opened(lies) else {
        return;
    };
    let error = files.read("a.csv").unwrap_err().to_string();
    assert!(error.contains("more than the archive says"), "{error}");
}

#[test]
fn a_changed_byte_is_seen() {
    let mut bytes = zipped(&[("a.csv", "some text that is packed, some text")]);
    let at = bytes.windows(5).position(|w| w == b"a.csv").unwrap();
    bytes[at + 9] ^= 0x55;
    let Ok(Archive::Files(files)) = opened(bytes) else {
        panic!("opens")
    };
    assert!(files.read("a.csv").is_err());
}
