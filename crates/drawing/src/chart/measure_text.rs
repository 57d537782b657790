//! How much room a text takes, from the advances of the fonts the PDF embeds.
//!
//! Lengths are in points. Kerning is left out: it makes a line a little shorter, never longer
//! than what is reckoned here by more than a hair.

use std::sync::LazyLock;

use crate::typeface::Face;

/// Height of capitals and digits, as a share of the font size.
pub(super) const CAP_HEIGHT: f64 = 0.714;
/// Distance of two baselines, as a share of the font size.
pub(super) const LINE: f64 = 1.25;
/// Advance of a character no font has, in ems.
const UNKNOWN_ADVANCE: f64 = 0.6;

/// Advances of the characters up to U+017F, which names and numbers are made of, and the face
/// for the others.
struct Advances {
    common: Vec<f64>,
    face: Face,
}

static REGULAR: LazyLock<Advances> = LazyLock::new(|| Advances::of(Face::Regular));
static BOLD: LazyLock<Advances> = LazyLock::new(|| Advances::of(Face::Bold));

impl Advances {
    fn of(face: Face) -> Self {
        let common = ('\0'..='\u{17f}').map(|letter| advance(face, letter));
        let common = common.collect();
        Self { common, face }
    }

    fn ems(&self, letter: char) -> f64 {
        match self.common.get(letter as usize) {
            Some(ems) => *ems,
            None => advance(self.face, letter),
        }
    }
}

/// The advance of a letter in ems. Those of other typefaces are reckoned as bold, the wider.
fn advance(face: Face, letter: char) -> f64 {
    [face, Face::OtherBold]
        .into_iter()
        .find_map(|face| face.typeface()?.ems(letter))
        .unwrap_or(UNKNOWN_ADVANCE)
}

/// The width of a line of text.
pub(super) fn width(content: &str, size: f64, bold: bool) -> f64 {
    let advances: &Advances = if bold { &BOLD } else { &REGULAR };
    content
        .chars()
        .map(|letter| advances.ems(letter))
        .sum::<f64>()
        * size
}

/// The text, cut with an ellipsis if it is wider than `room`.
pub(super) fn fit(content: &str, size: f64, bold: bool, room: f64) -> String {
    if width(content, size, bold) <= room {
        return content.to_owned();
    }
    let mut kept = String::new();
    for letter in content.chars() {
        let tried = format!("{kept}{letter}…");
        if width(&tried, size, bold) > room {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

/// The text broken between words into at most `lines` lines no wider than `room`; what does not
/// fit the last line is cut with an ellipsis.
pub(super) fn wrap(content: &str, size: f64, bold: bool, room: f64, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in content.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        let last = wrapped.len() + 1 >= lines;
        if last || line.is_empty() || width(&longer, size, bold) <= room {
            line = longer;
        } else {
            wrapped.push(fit(&line, size, bold, room));
            line = word.to_owned();
        }
    }
    wrapped.push(fit(&line, size, bold, room));
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_equally_wide() {
        let widths: Vec<f64> = ('0'..='9')
            .map(|d| width(&d.to_string(), 10.0, false))
            .collect();
        assert!(
            widths.iter().all(|w| (w - widths[0]).abs() < 1e-9),
            "{widths:?}"
        );
        assert!((widths[0] - 5.72).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn bold_is_wider_and_size_scales() {
        assert!(width("Norton", 10.0, true) > width("Norton", 10.0, false));
        assert!(
            (width("Ynys Môn", 20.0, false) - 2.0 * width("Ynys Môn", 10.0, false)).abs() < 1e-9
        );
    }

    #[test]
    fn a_letter_outside_the_cache_has_its_own_advance() {
        assert!(width("ŵ", 10.0, false) > width("i", 10.0, false));
        assert!(width("→", 10.0, false) > 0.0);
    }

    #[test]
    fn both_fonts_have_every_letter_the_charts_write() {
        for face in [Face::Regular, Face::Bold] {
            let typeface = face.typeface().unwrap();
            for letter in "←→−…,.%0123456789ŵŷôŴŶ’–".chars() {
                assert!(typeface.glyph(letter).is_some(), "{letter}");
            }
        }
    }

    #[test]
    fn what_fits_is_left_alone_and_the_rest_is_cut() {
        assert_eq!(fit("Norton", 8.0, false, 100.0), "Norton");
        let cut = fit("Bournemouth, Christchurch and Poole", 8.0, false, 60.0);
        assert!(
            cut.ends_with('…') && width(&cut, 8.0, false) <= 60.0,
            "{cut}"
        );
    }

    #[test]
    fn lines_break_between_words() {
        let lines = wrap("Bournemouth, Christchurch and Poole", 8.0, false, 110.0, 2);
        assert_eq!(lines, ["Bournemouth, Christchurch", "and Poole"]);
        let lines = wrap(
            "Bournemouth, Christchurch and Poole again",
            8.0,
            false,
            60.0,
            2,
        );
        assert_eq!(lines.len(), 2);
        assert!(
            lines.iter().all(|line| width(line, 8.0, false) <= 60.0),
            "{lines:?}"
        );
        assert_eq!(wrap("", 8.0, false, 60.0, 2), [""]);
    }
}
