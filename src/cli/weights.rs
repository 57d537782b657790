//! The weights file that a command is given.

use std::io::Read as _;
use std::path::Path;

use crate::config::Configuration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Opened;

use super::Failure;

pub(super) fn read(path: &Path) -> Result<(Configuration, Diagnostics), Failure> {
    checked(bytes(path), &path.display().to_string())
}

/// The bytes of a weights file, which must be a file: a pipe might be waited for without end.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let found = std::fs::metadata(path)?;
    if !found.is_file() {
        return Err(std::io::Error::other("it is no file"));
    }
    let file = std::fs::File::open(path)?;
    small(Ok(Opened {
        size: found.len(),
        bytes: Box::new(file),
    }))
}

/// The bytes of a file that is no larger than a weights file can be.
pub(super) fn small(opened: std::io::Result<Opened>) -> std::io::Result<Vec<u8>> {
    const LARGEST: u64 = 1 << 20;
    let opened = opened?;
    let mut all = Vec::new();
    opened.bytes.take(LARGEST + 1).read_to_end(&mut all)?;
    if all.len() as u64 > LARGEST {
        return Err(std::io::Error::other(
            "it has more than 1 MB, which no weights file has",
        ));
    }
    Ok(all)
}

pub(super) fn checked(
    bytes: std::io::Result<Vec<u8>>,
    name: &str,
) -> Result<(Configuration, Diagnostics), Failure> {
    let bytes = bytes.map_err(|error| {
        Diagnostic::error(
            Code::UnreadableFile,
            format!("the weights file {name} cannot be read: {error}"),
        )
        .help("check its name, or leave out --config to use the built-in weights")
    })?;
    Configuration::read_bytes(&bytes, name).map_err(Failure::Data)
}
