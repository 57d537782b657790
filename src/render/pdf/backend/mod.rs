//! Pages of marks and their structure as a file.
//!
//! The pages' operators are printpdf's; structure, typefaces and metadata are added to its
//! document object by object. Another back end would replace this module and nothing else.

mod content;
mod fonts;
mod metadata;
mod outline;
mod save;
mod structure;

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use super::PdfError;
use super::document::Document;
use super::page::Pages;

use fonts::Fonts;

/// The file under construction.
pub(crate) struct File {
    pub(crate) inner: lopdf::Document,
    /// Page objects in order.
    pub(crate) pages: Vec<ObjectId>,
    /// Height of a page in points.
    pub(crate) height: f64,
}

/// Writes pages as a PDF/UA-1 file.
///
/// # Errors
/// [`PdfError::Font`] or [`PdfError::Encoding`] when the file cannot be put together.
pub(crate) fn encode(document: &Document, pages: &Pages) -> Result<Vec<u8>, PdfError> {
    let fonts = Fonts::subset(pages)?;
    let mut painted = content::paint(pages, &fonts)?;
    let mut file = open(pages, painted.take_operations())?;
    let resources = fonts.embed(&mut file)?;
    furnish(&mut file, resources)?;
    let structure = structure::write(&mut file, pages, &painted)?;
    let outlines = outline::write(&mut file, &pages.headings);
    let metadata = metadata::write(&mut file, document);
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => page_tree(&file)?,
        "Lang" => Object::string_literal(document.language.as_str()),
        "MarkInfo" => dictionary! { "Marked" => true },
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "StructTreeRoot" => structure,
        "Metadata" => metadata,
    };
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    let root = file.inner.add_object(catalog);
    file.inner.trailer.set("Root", root);
    save::save(file.inner)
}

/// The pages as printpdf writes them, without what it adds around them.
fn open(pages: &Pages, operations: Vec<Vec<printpdf::Op>>) -> Result<File, PdfError> {
    let (width, height) = (points(pages.width), points(pages.height));
    let mut document = PdfDocument::new("");
    document.pages = operations
        .into_iter()
        .map(|ops| PdfPage::new(width, height, ops))
        .collect();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    let mut inner = document.to_lopdf_document(&options, &mut Vec::new());
    let ids = inner.page_iter().collect();
    for key in [b"Root".as_slice(), b"Info"] {
        let id = inner
            .trailer
            .remove(key)
            .as_ref()
            .and_then(|object| object.as_reference().ok());
        id.and_then(|id| inner.objects.remove(&id));
    }
    inner.version = "1.7".into();
    Ok(File {
        inner,
        pages: ids,
        height: pages.height,
    })
}

/// printpdf counts millimetres.
fn points(length: f64) -> Mm {
    Mm((length * 25.4 / 72.0) as f32)
}

/// Gives every page the shared resources and what a tagged page needs; printpdf's own are dropped.
fn furnish(file: &mut File, resources: ObjectId) -> Result<(), PdfError> {
    for (index, &id) in file.pages.clone().iter().enumerate() {
        let page = dictionary_mut(&mut file.inner, id)?;
        for key in [b"Annots".as_slice(), b"TrimBox", b"CropBox"] {
            page.remove(key);
        }
        page.set("Tabs", "S");
        page.set("StructParents", index as i64);
        let own = page
            .get(b"Resources")
            .and_then(Object::as_reference)
            .map_err(broken)?;
        let contents = page
            .get(b"Contents")
            .and_then(Object::as_reference)
            .map_err(broken)?;
        page.set("Resources", resources);
        drop_resources(&mut file.inner, own);
        let stream = file
            .inner
            .get_object_mut(contents)
            .and_then(Object::as_stream_mut)
            .map_err(broken)?;
        pack(stream)?;
    }
    Ok(())
}

fn drop_resources(document: &mut lopdf::Document, id: ObjectId) {
    let Some(Object::Dictionary(resources)) = document.objects.remove(&id) else {
        return;
    };
    for (_, shared) in resources.iter() {
        shared
            .as_reference()
            .ok()
            .and_then(|shared| document.objects.remove(&shared));
    }
}

fn page_tree(file: &File) -> Result<Object, PdfError> {
    let first = file
        .pages
        .first()
        .ok_or_else(|| PdfError::Encoding("no page".into()))?;
    let page = file.inner.get_dictionary(*first).map_err(broken)?;
    page.get(b"Parent").cloned().map_err(broken)
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
