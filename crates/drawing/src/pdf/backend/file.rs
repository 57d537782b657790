//! The file under construction, and values as it holds them.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

use crate::pdf::error::PdfError;

/// The file under construction.
pub(crate) struct File {
    pub(crate) inner: lopdf::Document,
    /// Page objects in order.
    pub(crate) pages: Vec<ObjectId>,
    /// Height of a page in points.
    pub(crate) height: f64,
}

pub(crate) fn dictionary_mut(
    document: &mut lopdf::Document,
    id: ObjectId,
) -> Result<&mut Dictionary, PdfError> {
    document
        .get_object_mut(id)
        .and_then(Object::as_dict_mut)
        .map_err(broken)
}

pub(crate) fn broken(error: impl std::fmt::Display) -> PdfError {
    PdfError::Encoding(error.to_string())
}

/// How hard streams are compressed: the usual level 6 saves a fiftieth and takes longer.
pub(crate) const COMPRESSION: u32 = 4;

/// Compresses a stream.
pub(crate) fn pack(stream: &mut Stream) -> Result<(), PdfError> {
    let content = deflated(&stream.content)?;
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(content);
    Ok(())
}

/// Bytes in zlib format.
pub(crate) fn deflated(bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(COMPRESSION));
    encoder.write_all(bytes).map_err(broken)?;
    encoder.finish().map_err(broken)
}

/// A text string, in ASCII where that says it and in UTF-16 elsewhere.
pub(crate) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// A length with two decimals: a hundredth of a point is finer than any printer. What is not a
/// number has no place in a file and becomes zero.
pub(crate) fn rounded(length: f64) -> f32 {
    if !length.is_finite() {
        return 0.0;
    }
    (libm::round(length * 100.0) / 100.0) as f32
}
