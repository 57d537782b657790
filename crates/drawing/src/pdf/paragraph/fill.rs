//! Filling lines with words.

use crate::pdf::error::PdfError;
use crate::pdf::text::Shaper;

use super::word::{Line, Piece, Span, Word};

/// Fills lines one after the other, each as far as it goes.
pub(super) struct Filler<'a> {
    shaper: &'a mut Shaper,
    spans: &'a [Span],
    measure: f64,
    lines: Vec<Line>,
    line: Line,
    /// Width of the line with the space at its end.
    pen: f64,
}

impl<'a> Filler<'a> {
    /// No line yet; lines are at most `measure` ems long.
    pub(super) fn new(shaper: &'a mut Shaper, spans: &'a [Span], measure: f64) -> Self {
        let (lines, line) = (Vec::new(), Line::default());
        Self {
            shaper,
            spans,
            measure,
            lines,
            line,
            pen: 0.0,
        }
    }

    /// Fills lines with words.
    pub(super) fn fill(mut self, words: &[Word]) -> Result<Vec<Line>, PdfError> {
        for word in words {
            self.push(word)?;
        }
        if !self.line.pieces.is_empty() {
            self.end_line();
        }
        Ok(self.lines)
    }

    fn push(&mut self, word: &Word) -> Result<(), PdfError> {
        if !self.line.pieces.is_empty() && self.pen + word.width > self.measure + TOLERANCE {
            self.end_line();
        }
        if word.width > self.measure + TOLERANCE {
            for piece in &word.pieces {
                self.push_broken(piece)?;
            }
        } else {
            word.pieces
                .iter()
                .for_each(|piece| self.push_piece(piece.clone()));
        }
        if let Some(space) = &word.space {
            self.pen += space.shaped.width;
            self.line.pieces.push(space.clone());
        }
        if word.last {
            self.end_line();
        }
        Ok(())
    }

    fn push_piece(&mut self, piece: Piece) {
        self.pen += piece.shaped.width;
        self.line.width = self.pen;
        self.line.pieces.push(piece);
    }

    /// Fills lines with as many characters of an overlong word as they hold.
    fn push_broken(&mut self, piece: &Piece) -> Result<(), PdfError> {
        let face = self.spans[piece.span].face;
        let mut rest: &str = &piece.shaped.text;
        while !rest.is_empty() {
            let mut taken = 0;
            let mut best = None;
            for cut in cuts(rest) {
                let shaped = self.shaper.word(face, &rest[..cut])?;
                let fits = self.pen + shaped.width <= self.measure + TOLERANCE;
                if !fits && (best.is_some() || !self.line.pieces.is_empty()) {
                    break;
                }
                (best, taken) = (Some(shaped), cut);
            }
            if let Some(shaped) = best {
                self.push_piece(Piece {
                    span: piece.span,
                    shaped,
                });
            }
            rest = &rest[taken..];
            if !rest.is_empty() {
                self.end_line();
            }
        }
        Ok(())
    }

    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.pen = 0.0;
    }
}

/// Sums of widths differ in the last digits; a line that fits but for them fits. In ems.
const TOLERANCE: f64 = 1e-6;

/// Byte offsets at which a word may be cut: never before a combining mark.
fn cuts(word: &str) -> impl Iterator<Item = usize> {
    word.char_indices()
        .filter(|&(at, character)| at > 0 && !matches!(character, '\u{300}'..='\u{36f}'))
        .map(|(at, _)| at)
        .chain([word.len()])
}
