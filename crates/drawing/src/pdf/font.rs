//! Words as glyphs of a face.

use std::sync::OnceLock;

use harfrust::{Buffer, Direction, Font, GlyphInfo, Script, ShapeOptions, ShapePlan, ShaperFont};

use super::error::PdfError;
use crate::typeface::{Face, Typeface};

/// Turns a word into glyphs, in the other typeface where that of the face lacks a sign.
///
/// # Errors
/// [`PdfError::MissingGlyph`] when both lack a character.
pub(crate) fn shape(face: Face, word: &str) -> Result<Shaped, PdfError> {
    match set(face, word) {
        Err(PdfError::MissingGlyph { .. }) => set(face.other(), word),
        shaped => shaped,
    }
}

/// The measures of a face.
///
/// # Errors
/// [`PdfError::Font`] when they cannot be read.
pub(crate) fn typeface(face: Face) -> Result<&'static Typeface, PdfError> {
    face.typeface().ok_or_else(|| unreadable(face))
}

fn unreadable(face: Face) -> PdfError {
    PdfError::Font(format!("{} cannot be read", face.postscript_name()))
}

/// A face made ready for shaping.
struct Shaping {
    font: Font,
    /// How the face shapes Latin; a face that stands in for others is asked about each word.
    latin: Option<ShapePlan>,
}

impl Shaping {
    /// A face made ready, once in the life of the process.
    fn of(face: Face) -> Result<&'static Self, PdfError> {
        static MADE: [OnceLock<Option<Shaping>>; Face::COUNT] =
            [const { OnceLock::new() }; Face::COUNT];
        let made = MADE[face as usize].get_or_init(|| Self::new(face));
        made.as_ref().ok_or_else(|| unreadable(face))
    }

    fn new(face: Face) -> Option<Self> {
        let font = Font::new(face.program(), 0)?;
        let latin = (!face.is_other()).then(|| {
            ShapePlan::new(
                &font,
                Direction::LeftToRight,
                Some(Script::LATIN),
                None,
                &[],
            )
        });
        Some(Self { font, latin })
    }

    fn shape(&self, text: &str) -> Result<Buffer, PdfError> {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        if self.latin.is_some() {
            buffer.set_direction(Direction::LeftToRight);
            buffer.set_script(Some(Script::LATIN));
        } else {
            buffer.guess_segment_properties();
        }
        let options = ShapeOptions::new().plan(self.latin.as_ref());
        harfrust::shape(&ShaperFont::new(&self.font), &mut buffer, options)
            .map_err(|error| PdfError::Font(format!("{error:?}")))?;
        Ok(buffer)
    }
}

/// Turns text into glyphs of one face.
fn set(face: Face, text: &str) -> Result<Shaped, PdfError> {
    let typeface = typeface(face)?;
    let shaped = Shaping::of(face)?.shape(text)?;
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
            after: i32::from(typeface.advance(id)) + position.x_offset - position.x_advance,
            text: range,
        });
    }
    Ok(Shaped {
        face,
        text: text.into(),
        glyphs,
        width: f64::from(width) / typeface.units,
    })
}

/// The bytes of `text` that glyph `index` stands for: its cluster, shared out character by
/// character when as many glyphs as characters make it up. Clusters run backwards where the script
/// does.
fn cluster(infos: &[GlyphInfo], index: usize, text: &str) -> (usize, usize) {
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

    fn regular(text: &str) -> Shaped {
        set(Face::Regular, text).unwrap()
    }

    #[test]
    fn digits_are_tabular_even_when_kerned() {
        let digit = regular("0").width;
        for pair in ["11", "17", "74", "90"] {
            assert!((regular(pair).width - 2.0 * digit).abs() < 1e-9, "{pair}");
        }
    }

    #[test]
    fn pairs_are_kerned() {
        assert!(regular("AV").width < regular("A").width + regular("V").width);
    }

    #[test]
    fn glyphs_know_their_characters() {
        for text in ["office ŵŷ łę →", "e\u{301}a", "x\u{30a}y"] {
            let shaped = regular(text);
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
            let shaped = shape(Face::Bold, text).unwrap();
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
        assert_eq!(shape(Face::Bold, "Tŷ Llŷn").unwrap().face, Face::Bold);
    }

    #[test]
    fn an_absent_sign_is_named() {
        let error = shape(Face::Bold, "市").unwrap_err();
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
                said += &match set(face, line) {
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
}
