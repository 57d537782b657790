//! Shaped words, each shaped once: most words of one report stand in the next.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use super::error::PdfError;
use super::font::{Shaped, shape};
use crate::typeface::Face;

/// The words of each face.
type ShapedWords = [HashMap<Box<str>, Rc<Shaped>>; Face::COUNT];

/// Words that are kept from one document to the next; with more, all are let go.
const KEPT: usize = 20_000;

thread_local! {
    static WORDS: Cell<ShapedWords> = Cell::default();
}

/// Shapes words and remembers them, also those of earlier documents of the same thread.
pub(crate) struct Shaper {
    words: ShapedWords,
}

impl Default for Shaper {
    fn default() -> Self {
        Self {
            words: WORDS.take(),
        }
    }
}

impl Drop for Shaper {
    fn drop(&mut self) {
        if self.words.iter().map(HashMap::len).sum::<usize>() <= KEPT {
            WORDS.set(std::mem::take(&mut self.words));
        }
    }
}

impl Shaper {
    /// The glyphs of a word.
    ///
    /// # Errors
    /// [`PdfError::MissingGlyph`] when the typeface lacks a character.
    pub(crate) fn word(&mut self, face: Face, word: &str) -> Result<Rc<Shaped>, PdfError> {
        let words = &mut self.words[face as usize];
        if let Some(known) = words.get(word) {
            return Ok(Rc::clone(known));
        }
        let shaped = Rc::new(shape(face, word)?);
        words.insert(word.into(), Rc::clone(&shaped));
        Ok(shaped)
    }

    /// The glyphs of a text on one line, word by word, and its width in ems.
    ///
    /// # Errors
    /// [`PdfError::MissingGlyph`] when the typeface lacks a character.
    pub(crate) fn line(
        &mut self,
        face: Face,
        text: &str,
    ) -> Result<(Vec<Rc<Shaped>>, f64), PdfError> {
        let mut words = Vec::new();
        let text = in_one_piece(text);
        let space = |c: char| c.is_whitespace() && c != NO_BREAK;
        for word in text.split(space).filter(|word| !word.is_empty()) {
            if !words.is_empty() {
                words.push(self.word(face, " ")?);
            }
            words.push(self.word(face, word)?);
        }
        let width = words.iter().map(|word| word.width).sum();
        Ok((words, width))
    }
}

/// A space at which no line ends.
const NO_BREAK: char = '\u{a0}';

/// The same text with no-break spaces between words that run from right to left: words are set from
/// the left one after the other, and only within one are letters turned round.
pub(crate) fn in_one_piece(text: &str) -> Cow<'_, str> {
    if !text.chars().any(runs_back) {
        return Cow::Borrowed(text);
    }
    let characters: Vec<char> = text.chars().collect();
    let turned = characters.iter().enumerate().map(|(at, character)| {
        let side = |of: Option<&char>| of.is_some_and(|c| runs_back(*c));
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let between = *character == ' ' && side(before) && side(characters.get(at + 1));
        if between { NO_BREAK } else { *character }
    });
    Cow::Owned(turned.collect())
}

/// Letters of Hebrew, Arabic and their neighbours.
fn runs_back(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}
