//! From objects to bytes, the same for the same objects.

use lopdf::{Document, Object, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

use crate::pdf::error::PdfError;

use super::file::{COMPRESSION, broken, deflated};

/// Stands for the identifier until the rest of the file is known.
const UNKNOWN: [u8; 16] = [0xca; 16];

/// Writes the file; its identifier is a digest of everything else in it.
pub(crate) fn save(mut document: Document) -> Result<Vec<u8>, PdfError> {
    let unknown = Object::String(UNKNOWN.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![unknown.clone(), unknown]);
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(1000)
        .compression_level(COMPRESSION)
        .build();
    let mut bytes = Vec::with_capacity(64 * 1024);
    document
        .save_with_options(&mut bytes, options)
        .map_err(broken)?;
    compress_table(&mut bytes)?;
    identify(&mut bytes);
    Ok(bytes)
}

/// Compresses the table of objects, which ends the file and which lopdf leaves as it is.
fn compress_table(bytes: &mut Vec<u8>) -> Result<(), PdfError> {
    let text = |range: &[u8]| String::from_utf8_lossy(range).into_owned();
    let tail = bytes.len().saturating_sub(40);
    let start = text(&bytes[tail..])
        .split_whitespace()
        .rev()
        .nth(1)
        .and_then(|at| at.parse().ok());
    let start: usize = start
        .filter(|&at| at < bytes.len())
        .ok_or_else(|| broken("no table"))?;
    let begin = find(bytes, start, b"stream\n").ok_or_else(|| broken("no table stream"))?;
    let header = text(&bytes[start..begin]);
    let (head, length) = header
        .rsplit_once("/Length ")
        .ok_or_else(|| broken("no table length"))?;
    let length: usize = length
        .trim_end_matches('>')
        .trim()
        .parse()
        .map_err(broken)?;
    let data = begin + b"stream\n".len();
    let table = bytes
        .get(data..data + length)
        .ok_or_else(|| broken("short table"))?;
    let packed = deflated(table)?;
    let mut replaced = format!(
        "{head}/Filter/FlateDecode/Length {}>>stream\n",
        packed.len()
    )
    .into_bytes();
    replaced.extend(packed);
    bytes.splice(start..data + length, replaced);
    Ok(())
}

fn identify(bytes: &mut [u8]) {
    let identifier = hexadecimal(&Sha256::digest(&*bytes)[..16]);
    let placeholder = hexadecimal(&UNKNOWN);
    let mut from = 0;
    while let Some(at) = find(bytes, from, placeholder.as_bytes()) {
        from = at + identifier.len();
        bytes[at..from].copy_from_slice(identifier.as_bytes());
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Where `pattern` next stands, from an offset on.
fn find(bytes: &[u8], from: usize, pattern: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(pattern.len())
        .position(|window| window == pattern)
        .map(|at| at + from)
}
