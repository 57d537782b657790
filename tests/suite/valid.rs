//! What can be told of a document without a validator: that its elements and its number tree agree,
//! and that it says what it is. `crates/checks` has every rule of PDF/UA-1.

use lopdf::{Document, Object};

use crate::reader::Reader;

/// What is wrong with a file.
pub(crate) fn faults(bytes: &[u8]) -> Vec<String> {
    let mut faults = Vec::new();
    let file = Document::load_mem(bytes).unwrap();
    let catalogue = file.catalog().unwrap();
    for key in [
        "Lang",
        "MarkInfo",
        "Metadata",
        "StructTreeRoot",
        "ViewerPreferences",
    ] {
        if catalogue.get(key.as_bytes()).is_err() {
            faults.push(format!("the catalogue has no {key}"));
        }
    }
    if !matches!(catalogue.get(b"Lang"), Ok(Object::String(language, _)) if language == b"en-GB") {
        faults.push("the language is not British English".to_owned());
    }
    let reader = Reader::new(bytes);
    let held = reader.held();
    if held != reader.parents() {
        faults.push("elements and the number tree disagree".to_owned());
    }
    if held.0.into_keys().collect::<Vec<_>>() != reader.painted() {
        faults.push("what is painted is not what elements hold".to_owned());
    }
    faults
}
