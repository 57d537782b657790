//! Shaped words, each shaped once in a document.

use std::collections::HashMap;
use std::rc::Rc;

use super::PdfError;
use super::font::{Face, Shaped};

/// Shapes words and remembers them.
#[derive(Default)]
pub(crate) struct Shaper {
    words: [HashMap<Box<str>, Rc<Shaped>>; 4],
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
        let shaped = Rc::new(face.typeface()?.shape(word)?);
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
        for word in text.split_whitespace() {
            if !words.is_empty() {
                words.push(self.word(face, " ")?);
            }
            words.push(self.word(face, word)?);
        }
        let width = words.iter().map(|word| word.width).sum();
        Ok((words, width))
    }
}
