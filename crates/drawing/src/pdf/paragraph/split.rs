//! Where a line may end.

use crate::pdf::error::PdfError;
use crate::pdf::text::Shaper;

use super::word::{Piece, Span, Word};

/// Whether a line may end after `this`, between `before` and `next`, where no space does it.
fn may_end(before: Option<char>, this: char, next: Option<char>) -> bool {
    let is = |side: Option<char>, test: fn(char) -> bool| side.is_some_and(test);
    match this {
        '\u{200b}' => true,
        '-' | '\u{2010}' => is(before, char::is_alphanumeric) && is(next, char::is_alphabetic),
        '/' => is(before, char::is_alphabetic) && is(next, char::is_alphabetic),
        '–' | '—' => is(next, char::is_alphabetic),
        _ => false,
    }
}

/// Characters that guide line breaking and leave no mark.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{ad}' | '\u{2060}' | '\u{feff}')
}

/// Divides text into words and shapes them.
pub(super) struct Splitter<'a> {
    shaper: &'a mut Shaper,
    spans: &'a [Span],
    words: Vec<Word>,
    word: Word,
    piece: String,
    span: usize,
}

impl<'a> Splitter<'a> {
    /// Nothing read yet.
    pub(super) fn new(shaper: &'a mut Shaper, spans: &'a [Span]) -> Self {
        Self {
            shaper,
            spans,
            words: Vec::new(),
            word: Word::default(),
            piece: String::new(),
            span: 0,
        }
    }

    /// Reads all of the text.
    pub(super) fn split(mut self) -> Result<Vec<Word>, PdfError> {
        let characters: Vec<(usize, char)> = self
            .spans
            .iter()
            .enumerate()
            .flat_map(|(span, from)| from.text.chars().map(move |character| (span, character)))
            .collect();
        for (index, &(span, character)) in characters.iter().enumerate() {
            if span != self.span {
                self.end_piece()?;
                self.span = span;
            }
            let before = index.checked_sub(1).map(|at| characters[at].1);
            let next = characters.get(index + 1).map(|&(_, next)| next);
            self.push(character, before, next)?;
        }
        self.end_word(None, false)?;
        Ok(self.words)
    }

    fn push(
        &mut self,
        character: char,
        before: Option<char>,
        next: Option<char>,
    ) -> Result<(), PdfError> {
        match character {
            '\n' => return self.end_word(None, true),
            ' ' => return self.end_word(Some(self.span), false),
            _ => {}
        }
        if !is_invisible(character) {
            self.piece.push(character);
        }
        if may_end(before, character, next) {
            return self.end_word(None, false);
        }
        Ok(())
    }

    fn end_piece(&mut self) -> Result<(), PdfError> {
        if !self.piece.is_empty() {
            let shaped = self.shaper.word(self.spans[self.span].face, &self.piece)?;
            self.word.width += shaped.width;
            self.word.pieces.push(Piece {
                span: self.span,
                shaped,
            });
            self.piece.clear();
        }
        Ok(())
    }

    fn space(&mut self, span: usize) -> Result<Piece, PdfError> {
        let shaped = self.shaper.word(self.spans[span].face, " ")?;
        Ok(Piece { span, shaped })
    }

    fn end_word(&mut self, space: Option<usize>, last: bool) -> Result<(), PdfError> {
        self.end_piece()?;
        let space = space.map(|span| self.space(span)).transpose()?;
        let mut word = std::mem::take(&mut self.word);
        match self.words.last_mut() {
            Some(previous) if word.pieces.is_empty() && !previous.last => {
                previous.space = previous.space.take().or(space);
                previous.last = last;
            }
            _ => {
                word.space = space.filter(|_| !word.pieces.is_empty());
                word.last = last;
                self.words.push(word);
            }
        }
        Ok(())
    }
}
