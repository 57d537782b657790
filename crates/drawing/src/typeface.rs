//! The faces that charts are measured and documents set with: four of one typeface, and two of
//! another for words that the first has no signs for, such as those of other scripts.

use std::sync::OnceLock;

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::Metrics;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// A face of a typeface.
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

    /// The face for a style.
    pub(crate) fn of(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Self::Regular,
            (true, false) => Self::Bold,
            (false, true) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }

    /// The face that stands in where this one lacks a sign.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Regular | Self::Italic | Self::Other => Self::Other,
            Self::Bold | Self::BoldItalic | Self::OtherBold => Self::OtherBold,
        }
    }

    /// Whether it is one of those that stand in for others.
    pub(crate) fn is_other(self) -> bool {
        matches!(self, Self::Other | Self::OtherBold)
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

    /// Its measures, read once in the life of the process; nothing when they cannot be read.
    pub(crate) fn typeface(self) -> Option<&'static Typeface> {
        static READ: [OnceLock<Option<Typeface>>; Face::COUNT] =
            [const { OnceLock::new() }; Face::COUNT];
        READ[self as usize]
            .get_or_init(|| Typeface::read(self.program()))
            .as_ref()
    }
}

/// What is known of a face. Lengths are in font units.
pub(crate) struct Typeface {
    characters: Charmap<'static>,
    advances: Vec<u16>,
    /// Font units to the em.
    pub(crate) units: f64,
    /// Heights, bounds and slant of the whole face.
    pub(crate) metrics: Metrics,
}

impl Typeface {
    fn read(program: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(program).ok()?;
        let (size, place) = (Size::unscaled(), LocationRef::default());
        let metrics = font.metrics(size, place);
        let glyphs = font.glyph_metrics(size, place);
        let advance = |glyph| {
            // Unscaled advances are the whole numbers of the table.
            let units = glyphs.advance_width(GlyphId::from(glyph));
            units.map_or(0, |units| units as u16)
        };
        Some(Self {
            characters: font.charmap(),
            advances: (0..metrics.glyph_count).map(advance).collect(),
            units: f64::from(metrics.units_per_em),
            metrics,
        })
    }

    /// The glyph of a character; nothing where the face has no sign for it.
    pub(crate) fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.characters.map(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|id| *id != 0)
    }

    /// Advance of a glyph, before kerning.
    pub(crate) fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// Advance of a character in ems.
    pub(crate) fn ems(&self, character: char) -> Option<f64> {
        let advance = self.advance(self.glyph(character)?);
        Some(f64::from(advance) / self.units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
                if let Some(glyph) = typeface.glyph(character) {
                    signs += 1;
                    let advance = typeface.advance(glyph);
                    digest.update(format!("{} {glyph} {advance}\n", u32::from(character)));
                }
            }
            let whole = &typeface.metrics;
            let bounds = whole.bounds.unwrap();
            let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
            let heights = [whole.ascent, whole.descent, whole.cap_height.unwrap_or(0.0)];
            let metrics = (typeface.units, bounds, heights, whole.italic_angle);
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
