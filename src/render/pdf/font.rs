//! The four faces of the embedded typeface, and shaping.

use std::sync::LazyLock;

use rustybuzz::{Direction, ShapePlan, UnicodeBuffer, script};

use super::PdfError;

/// A face of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

impl Face {
    /// All faces, in the order of their numbers.
    pub(crate) const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];

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
        }
    }

    /// The font program.
    pub(crate) fn program(self) -> &'static [u8] {
        match self {
            Self::Regular => notosans::REGULAR_TTF,
            Self::Bold => notosans::BOLD_TTF,
            Self::Italic => notosans::ITALIC_TTF,
            Self::BoldItalic => notosans::BOLD_ITALIC_TTF,
        }
    }

    /// Its metrics, read once in the life of the process.
    pub(crate) fn typeface(self) -> Result<&'static Typeface, PdfError> {
        TYPEFACES[self as usize]
            .as_ref()
            .ok_or_else(|| PdfError::Font(format!("{} cannot be read", self.postscript_name())))
    }
}

static TYPEFACES: LazyLock<[Option<Typeface>; 4]> = LazyLock::new(|| Face::ALL.map(Typeface::read));

/// A face made ready for measuring.
pub(crate) struct Typeface {
    face: rustybuzz::Face<'static>,
    plan: ShapePlan,
    advances: Vec<u16>,
    /// Font units to the em.
    pub(crate) units: f64,
}

impl Typeface {
    fn read(face: Face) -> Option<Self> {
        let face = rustybuzz::Face::from_slice(face.program(), 0)?;
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
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let shaped = rustybuzz::shape_with_plan(&self.face, &self.plan, buffer);
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
            text: text.into(),
            glyphs,
            width: f64::from(width) / self.units,
        })
    }
}

/// The bytes of `text` that glyph `index` stands for: its cluster, shared out character by
/// character when as many glyphs as characters make it up.
fn cluster(infos: &[rustybuzz::GlyphInfo], index: usize, text: &str) -> (usize, usize) {
    let start = infos[index].cluster;
    let first = infos[..index]
        .iter()
        .rposition(|info| info.cluster != start)
        .map_or(0, |at| at + 1);
    let next = infos[index..]
        .iter()
        .position(|info| info.cluster != start)
        .map(|at| at + index);
    let begin = start as usize;
    let end = next.map_or(text.len(), |at| infos[at].cluster as usize);
    let glyphs = next.unwrap_or(infos.len()) - first;
    let characters = text[begin..end]
        .char_indices()
        .map(|(at, _)| begin + at)
        .collect::<Vec<_>>();
    if glyphs == characters.len() {
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
    fn an_absent_sign_is_named() {
        let error = Face::Bold.typeface().unwrap().shape("done ✓").unwrap_err();
        assert_eq!(
            error,
            PdfError::MissingGlyph {
                character: '✓',
                text: "done ✓".into()
            }
        );
    }
}
