//! The typefaces cut down to the glyphs a document uses, and embedded.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::pdf::error::PdfError;
use crate::pdf::font::typeface;
use crate::pdf::page::{Mark, Pages};
use crate::typeface::{Face, Typeface};

use super::file::{File, pack};

/// The faces a document uses.
pub(crate) struct Fonts {
    faces: [Option<Embedded>; Face::COUNT],
}

/// A face with the glyphs a document uses.
struct Embedded {
    face: Face,
    remapper: GlyphRemapper,
    /// By glyph of the whole face, the characters it stands for.
    used: BTreeMap<u16, String>,
    program: Vec<u8>,
}

impl Fonts {
    /// Collects the glyphs of a document and cuts the faces down to them.
    ///
    /// # Errors
    /// [`PdfError::Font`] when a face cannot be cut down.
    pub(crate) fn subset(pages: &Pages) -> Result<Self, PdfError> {
        let mut used: [BTreeMap<u16, String>; Face::COUNT] = Default::default();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let Mark::Text(text) = &item.mark else {
                continue;
            };
            for word in &text.words {
                for glyph in &word.glyphs {
                    note(
                        &mut used[word.face as usize],
                        glyph.id,
                        word.characters(glyph),
                    );
                }
            }
        }
        let mut faces: [Option<Embedded>; Face::COUNT] = Default::default();
        for ((face, used), place) in Face::ALL.into_iter().zip(used).zip(&mut faces) {
            if !used.is_empty() {
                *place = Some(Embedded::cut(face, used)?);
            }
        }
        Ok(Self { faces })
    }

    /// The number of a glyph in the embedded face.
    pub(crate) fn glyph(&self, face: Face, glyph: u16) -> u16 {
        let embedded = self.faces[face as usize].as_ref();
        embedded
            .and_then(|embedded| embedded.remapper.get(glyph))
            .unwrap_or(0)
    }

    /// Adds the faces to the file and returns the resources that name them.
    ///
    /// # Errors
    /// [`PdfError::Font`] when a face cannot be read.
    pub(crate) fn embed(&self, file: &mut File) -> Result<ObjectId, PdfError> {
        let mut fonts = lopdf::Dictionary::new();
        for embedded in self.faces.iter().flatten() {
            fonts.set(name(embedded.face), embedded.write(file)?);
        }
        Ok(file.inner.add_object(dictionary! { "Font" => fonts }))
    }
}

/// Notes what a glyph stands for. Where characters share a glyph, as no-break and plain hyphens
/// do, it stands for the first of them by code point, and every space for a plain one.
fn note(used: &mut BTreeMap<u16, String>, glyph: u16, characters: &str) {
    let blank = !characters.is_empty() && characters.chars().all(char::is_whitespace);
    let characters = if blank { " " } else { characters };
    match used.get_mut(&glyph) {
        None => {
            used.insert(glyph, characters.into());
        }
        Some(known)
            if known.is_empty() || (!characters.is_empty() && characters < known.as_str()) =>
        {
            *known = characters.into();
        }
        Some(_) => {}
    }
}

/// The name of a face among a page's resources.
pub(crate) fn name(face: Face) -> &'static str {
    match face {
        Face::Regular => "R",
        Face::Bold => "B",
        Face::Italic => "I",
        Face::BoldItalic => "Z",
        Face::Other => "O",
        Face::OtherBold => "P",
    }
}

impl Embedded {
    fn cut(face: Face, used: BTreeMap<u16, String>) -> Result<Self, PdfError> {
        let mut remapper = GlyphRemapper::new();
        for &glyph in used.keys() {
            remapper.remap(glyph);
        }
        let program = subsetter::subset(face.program(), 0, &remapper)
            .map_err(|error| PdfError::Font(format!("{error:?}")))?;
        Ok(Self {
            face,
            remapper,
            used,
            program,
        })
    }

    fn write(&self, file: &mut File) -> Result<ObjectId, PdfError> {
        let typeface = typeface(self.face)?;
        let name = format!(
            "{}+{}",
            subset_tag(&self.program),
            self.face.postscript_name()
        );
        let descriptor = self.descriptor(file, typeface, &name)?;
        let to_unicode = compressed(
            file,
            lopdf::Dictionary::new(),
            self.to_unicode().into_bytes(),
        )?;
        let descendant = file.inner.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => name.as_str(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "CIDToGIDMap" => "Identity",
            "W" => self.widths(typeface),
        });
        Ok(file.inner.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name.as_str(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference(descendant)],
            "ToUnicode" => to_unicode,
        }))
    }

    fn descriptor(
        &self,
        file: &mut File,
        typeface: &Typeface,
        name: &str,
    ) -> Result<ObjectId, PdfError> {
        let length = self.program.len() as i64;
        let program = compressed(
            file,
            dictionary! { "Length1" => length },
            self.program.clone(),
        )?;
        let whole = &typeface.metrics;
        let scaled = |units: f32| thousandths(f64::from(units), typeface);
        let bounds = whole.bounds.unwrap_or_default();
        let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
            .map(|edge| scaled(edge).into());
        let italic = matches!(self.face, Face::Italic | Face::BoldItalic);
        let bold = matches!(self.face, Face::Bold | Face::BoldItalic | Face::OtherBold);
        Ok(file.inner.add_object(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => name,
            "Flags" => if italic { 4 | 64 } else { 4 },
            "FontBBox" => bounds.to_vec(),
            "ItalicAngle" => whole.italic_angle,
            "Ascent" => scaled(whole.ascent),
            "Descent" => scaled(whole.descent),
            "CapHeight" => scaled(whole.cap_height.unwrap_or(0.0)),
            "StemV" => if bold { 140 } else { 80 },
            "FontFile2" => program,
        }))
    }

    /// Advance widths in thousandths of an em, by glyph of the embedded face.
    fn widths(&self, typeface: &Typeface) -> Object {
        let widths = self.remapper.remapped_gids();
        let widths =
            widths.map(|glyph| thousandths(f64::from(typeface.advance(glyph)), typeface).into());
        Object::Array(vec![0.into(), Object::Array(widths.collect())])
    }

    /// The map from glyphs of the embedded face back to characters.
    fn to_unicode(&self) -> String {
        let entries: BTreeMap<u16, &String> = self
            .used
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .filter_map(|(&glyph, text)| Some((self.remapper.get(glyph)?, text)))
            .collect();
        let entries: Vec<String> = entries
            .iter()
            .map(|(glyph, text)| {
                let text: String = text
                    .encode_utf16()
                    .map(|unit| format!("{unit:04X}"))
                    .collect();
                format!("<{glyph:04X}> <{text}>\n")
            })
            .collect();
        let mut map = String::from(CMAP_HEAD);
        for block in entries.chunks(100) {
            map.push_str(&format!(
                "{} beginbfchar\n{}endbfchar\n",
                block.len(),
                block.concat()
            ));
        }
        map + CMAP_TAIL
    }
}

const CMAP_HEAD: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
    /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
    /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
    1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
const CMAP_TAIL: &str = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

fn thousandths(units: f64, typeface: &Typeface) -> i64 {
    libm::round(units * 1000.0 / typeface.units) as i64
}

fn compressed(
    file: &mut File,
    dictionary: lopdf::Dictionary,
    content: Vec<u8>,
) -> Result<ObjectId, PdfError> {
    let mut stream = Stream::new(dictionary, content);
    pack(&mut stream)?;
    Ok(file.inner.add_object(stream))
}

/// Six capitals that tell one subset of a face from another.
fn subset_tag(program: &[u8]) -> String {
    Sha256::digest(program)
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_share_a_glyph_are_told_as_the_plain_one() {
        let told = |all: &[&str]| {
            let mut used = BTreeMap::new();
            all.iter()
                .for_each(|characters| note(&mut used, 1, characters));
            used.remove(&1)
        };
        assert_eq!(told(&["\u{2011}", "-"]).as_deref(), Some("-"));
        assert_eq!(told(&["-", "\u{2011}", ""]).as_deref(), Some("-"));
        assert_eq!(told(&["\u{a0}"]).as_deref(), Some(" "));
    }
}
