//! The faces that text is set in, and shaping: four of the embedded typeface, and two of another
//! for words it has no signs for, such as those of other scripts.

use std::sync::LazyLock;

use rustybuzz::{Direction, ShapePlan, UnicodeBuffer, script};

use super::error::PdfError;

/// A face of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    Regular,
    Bold,
    Italic,
    BoldItalic,
    /// For words that the typeface has no signs for.
    Other,
    OtherBold,
}

impl Face {
    /// How many faces there are.
    pub(crate) const COUNT: usize = 6;
    /// All faces, in the order of their numbers.
    pub(crate) const ALL: [Self; Self::COUNT] = [
        Self::Regular,
        Self::Bold,
        Self::Italic,
        Self::BoldItalic,
        Self::Other,
        Self::OtherBold,
    ];

    /// The face that stands in where this one lacks a sign.
    fn other(self) -> Self {
        match self {
            Self::Regular | Self::Italic | Self::Other => Self::Other,
            Self::Bold | Self::BoldItalic | Self::OtherBold => Self::OtherBold,
        }
    }

    /// Turns a word into glyphs, in the other typeface where this one lacks a sign.
    ///
    /// # Errors
    /// [`PdfError::MissingGlyph`] when both lack a character.
    pub(crate) fn shape(self, word: &str) -> Result<Shaped, PdfError> {
        match self.typeface()?.shape(word) {
            Err(PdfError::MissingGlyph { .. }) => self.other().typeface()?.shape(word),
            shaped => shaped,
        }
    }

    /// The face for a style.
    pub(crate) fn of(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Self::Regular,
            (true, false) => Self::Bold,
            (false, true) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }

    /// The name of the face in the font program.
    pub(crate) fn postscript_name(self) -> &'static str {
        match self {
            Self::Regular => "NotoSans",
            Self::Bold => "NotoSans-Bold",
            Self::Italic => "NotoSans-Italic",
            Self::BoldItalic => "NotoSans-BoldItalic",
            Self::Other => "DejaVuSans",
            Self::OtherBold => "DejaVuSans-Bold",
        }
    }

    /// The font program.
    pub(crate) fn program(self) -> &'static [u8] {
        match self {
            Self::Regular => notosans::REGULAR_TTF,
            Self::Bold => notosans::BOLD_TTF,
            Self::Italic => notosans::ITALIC_TTF,
            Self::BoldItalic => notosans::BOLD_ITALIC_TTF,
            Self::Other => dejavu::sans::regular(),
            Self::OtherBold => dejavu::sans::bold(),
        }
    }

    /// Its metrics, read once in the life of the process.
    pub(crate) fn typeface(self) -> Result<&'static Typeface, PdfError> {
        TYPEFACES[self as usize]
            .as_ref()
            .ok_or_else(|| PdfError::Font(format!("{} cannot be read", self.postscript_name())))
    }
}

static TYPEFACES: LazyLock<[Option<Typeface>; Face::COUNT]> =
    LazyLock::new(|| Face::ALL.map(Typeface::read));

/// A face made ready for measuring.
pub(crate) struct Typeface {
    name: Face,
    face: rustybuzz::Face<'static>,
    plan: ShapePlan,
    advances: Vec<u16>,
    /// Font units to the em.
    pub(crate) units: f64,
}

impl Typeface {
    fn read(name: Face) -> Option<Self> {
        let face = rustybuzz::Face::from_slice(name.program(), 0)?;
        let plan = ShapePlan::new(
            &face,
            Direction::LeftToRight,
            Some(script::LATIN),
            None,
            &[],
        );
        let advances = (0..face.number_of_glyphs())
            .map(|glyph| {
                face.glyph_hor_advance(ttf_parser::GlyphId(glyph))
                    .unwrap_or(0)
            })
            .collect();
        Some(Self {
            name,
            units: f64::from(face.units_per_em()),
            face,
            plan,
            advances,
        })
    }

    /// Advance of a glyph in font units, before kerning.
    pub(crate) fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The parsed tables.
    pub(crate) fn tables(&self) -> &ttf_parser::Face<'static> {
        &self.face
    }

    /// Turns text into glyphs.
    ///
    /// # Errors
    /// [`PdfError::MissingGlyph`] when the typeface lacks a character.
    pub(crate) fn shape(&self, text: &str) -> Result<Shaped, PdfError> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let shaped = if matches!(self.name, Face::Other | Face::OtherBold) {
            buffer.guess_segment_properties();
            rustybuzz::shape(&self.face, &[], buffer)
        } else {
            buffer.set_direction(Direction::LeftToRight);
            buffer.set_script(script::LATIN);
            rustybuzz::shape_with_plan(&self.face, &self.plan, buffer)
        };
        let infos = shaped.glyph_infos();
        let mut glyphs = Vec::with_capacity(infos.len());
        let mut width = 0;
        for (index, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
            let id = u16::try_from(info.glyph_id).unwrap_or(0);
            let range = cluster(infos, index, text);
            if id == 0 {
                return Err(missing(text, range.0));
            }
            width += position.x_advance;
            glyphs.push(Glyph {
                id,
                before: -position.x_offset,
                after: i32::from(self.advance(id)) + position.x_offset - position.x_advance,
                text: range,
            });
        }
        Ok(Shaped {
            face: self.name,
            text: text.into(),
            glyphs,
            width: f64::from(width) / self.units,
        })
    }
}

/// The bytes of `text` that glyph `index` stands for: its cluster, shared out character by
/// character when as many glyphs as characters make it up. Clusters run backwards where the script
/// does.
fn cluster(infos: &[rustybuzz::GlyphInfo], index: usize, text: &str) -> (usize, usize) {
    let start = infos[index].cluster;
    let first = infos[..index]
        .iter()
        .rposition(|info| info.cluster != start)
        .map_or(0, |at| at + 1);
    let next = infos[index..]
        .iter()
        .position(|info| info.cluster != start)
        .map_or(infos.len(), |at| at + index);
    let begin = start as usize;
    let starts = infos.iter().map(|info| info.cluster as usize);
    let end = starts
        .filter(|other| *other > begin)
        .min()
        .unwrap_or(text.len());
    let characters = text[begin..end]
        .char_indices()
        .map(|(at, _)| begin + at)
        .collect::<Vec<_>>();
    if next - first == characters.len() {
        let own = index - first;
        (
            characters[own],
            characters.get(own + 1).copied().unwrap_or(end),
        )
    } else if index == first {
        (begin, end)
    } else {
        (end, end)
    }
}

fn missing(text: &str, at: usize) -> PdfError {
    let character = text[at..]
        .chars()
        .next()
        .unwrap_or(char::REPLACEMENT_CHARACTER);
    PdfError::MissingGlyph {
        character,
        text: text.into(),
    }
}

/// A glyph of a shaped text. Lengths are in font units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    /// Its number in the font program.
    pub(crate) id: u16,
    /// Moves the pen back before it is painted.
    pub(crate) before: i32,
    /// Moves the pen back after it has advanced.
    pub(crate) after: i32,
    text: (usize, usize),
}

/// Text as glyphs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shaped {
    /// The face its glyphs are of.
    pub(crate) face: Face,
    /// What it says.
    pub(crate) text: Box<str>,
    /// In painting order.
    pub(crate) glyphs: Vec<Glyph>,
    /// Advance width in ems, with kerning.
    pub(crate) width: f64,
}

impl Shaped {
    /// The characters a glyph of it stands for.
    pub(crate) fn characters(&self, glyph: &Glyph) -> &str {
        self.text.get(glyph.text.0..glyph.text.1).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shaped {
        Face::Regular.typeface().unwrap().shape(text).unwrap()
    }

    #[test]
    fn digits_are_tabular_even_when_kerned() {
        let digit = shape("0").width;
        for pair in ["11", "17", "74", "90"] {
            assert!((shape(pair).width - 2.0 * digit).abs() < 1e-9, "{pair}");
        }
    }

    #[test]
    fn pairs_are_kerned() {
        assert!(shape("AV").width < shape("A").width + shape("V").width);
    }

    #[test]
    fn glyphs_know_their_characters() {
        for text in ["office ŵŷ łę →", "e\u{301}a", "x\u{30a}y"] {
            let shaped = shape(text);
            let back: String = shaped
                .glyphs
                .iter()
                .map(|glyph| shaped.characters(glyph))
                .collect();
            assert_eq!(back, text);
        }
    }

    #[test]
    fn another_typeface_has_signs_of_other_scripts() {
        for text in ["✓", "ירושלים", "مدينة", "Տուն", "თბილისი"] {
            let shaped = Face::Bold.shape(text).unwrap();
            assert_eq!(shaped.face, Face::OtherBold);
            let mut back: Vec<&str> = shaped
                .glyphs
                .iter()
                .map(|glyph| shaped.characters(glyph))
                .collect();
            if text.starts_with(['י', 'م']) {
                back.reverse();
            }
            assert_eq!(back.concat(), text);
        }
        assert_eq!(Face::Bold.shape("Tŷ Llŷn").unwrap().face, Face::Bold);
    }

    #[test]
    fn an_absent_sign_is_named() {
        let error = Face::Bold.shape("市").unwrap_err();
        assert_eq!(
            error,
            PdfError::MissingGlyph {
                character: '市',
                text: "市".into()
            }
        );
    }

    /// Latin with kerning and ligatures, signs, other scripts, combining signs and joiners.
    const LINES: [&str; 12] = [
        "AVATAR To. office affluent “quoted” fi fl ffi 0123456789 1/2 −5.0% £1,234.50 → ≤ ½ m²",
        "Tŷ Ŵyr Llŷn Ynys Môn Łódź Częstochowa Žďár Győr İstanbul ıiIİ ŠČŽ șț",
        "مدينة السلام لا إله كتاب",
        "ירושלים שָׁלוֹם בְּרֵאשִׁית",
        "Київ Москва Αθήνα Ελλάς",
        "नमस्ते क्षत्रिय दिल्ली",
        "e\u{301}a x\u{30a}y o\u{323}\u{302} a\u{200d}b a\u{200c}b a\u{ad}b \u{200b}",
        "Տուն Երևան თბილისი ✓ ♥ ★",
        "(العربية) 123 ABC",
        "\u{a0}no\u{2011}break\u{202f}space",
        "a",
        "",
    ];

    /// What the shaper that came before gave, written down before it went.
    #[test]
    fn text_is_set_as_it_was() {
        let mut said = String::new();
        for face in Face::ALL {
            said += &format!("{face:?}\n");
            for line in LINES {
                said += &match face.typeface().unwrap().shape(line) {
                    Ok(shaped) => {
                        let glyphs = shaped.glyphs.iter().map(|glyph| {
                            let (from, to) = glyph.text;
                            let (id, before, after) = (glyph.id, glyph.before, glyph.after);
                            format!("{id} {before} {after} {from}..{to}")
                        });
                        let glyphs: Vec<String> = glyphs.collect();
                        format!("{:.6} {}\n", shaped.width, glyphs.join(", "))
                    }
                    Err(error) => format!("{error}\n"),
                };
            }
        }
        insta::assert_snapshot!("text_is_set_as_it_was", said);
    }

    /// What the reader of typefaces that came before gave, written down before it went.
    #[test]
    fn signs_and_measures_are_as_they_were() {
        use sha2::{Digest, Sha256};
        let mut said = String::new();
        for face in Face::ALL {
            let typeface = face.typeface().unwrap();
            let mut digest = Sha256::new();
            let mut signs = 0;
            for character in '\0'..=char::MAX {
                if let Some(glyph) = typeface
                    .tables()
                    .glyph_index(character)
                    .map(|glyph| glyph.0)
                    .filter(|glyph| *glyph != 0)
                {
                    signs += 1;
                    let advance = typeface.advance(glyph);
                    digest.update(format!("{} {glyph} {advance}\n", u32::from(character)));
                }
            }
            let tables = typeface.tables();
            let bounds = tables.global_bounding_box();
            let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(f32::from);
            let heights = [
                tables.ascender(),
                tables.descender(),
                tables.capital_height().unwrap_or(0),
            ]
            .map(f32::from);
            let metrics = (typeface.units, bounds, heights, tables.italic_angle());
            let digest: String = digest
                .finalize()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            said += &format!("{face:?}: {signs} signs {digest}, {metrics:?}\n");
        }
        insta::assert_snapshot!("signs_and_measures_are_as_they_were", said);
    }
}
