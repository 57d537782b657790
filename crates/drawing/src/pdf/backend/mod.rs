//! Pages of marks and their structure as a file.
//!
//! The pages' operators are printpdf's; structure, typefaces and metadata are added to its
//! document object by object. Another back end would replace this module and nothing else.

mod content;
mod file;
mod fonts;
mod metadata;
mod outline;
mod role;
mod save;
mod structure;

use lopdf::{Object, ObjectId, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use crate::document::Document;
use crate::pdf::error::PdfError;
use crate::pdf::page::Pages;

use file::{File, broken, dictionary_mut, pack};
use fonts::Fonts;

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
