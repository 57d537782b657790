//! Breaking text into lines.

use std::rc::Rc;

use super::PdfError;
use super::font::{Face, Shaped};
use super::page::{Area, Item, Mark, Text};
use super::style::{Colour, TextStyle};
use super::tag::{ContentId, NodeId};
use super::text::Shaper;

/// Text in one style; a line feed in it ends the line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) face: Face,
    pub(crate) colour: Colour,
    /// What its marks belong to.
    pub(crate) content: Option<ContentId>,
    /// The link it is part of.
    pub(crate) link: Option<NodeId>,
}

/// Part of a word in one style.
#[derive(Debug, Clone)]
struct Piece {
    span: usize,
    shaped: Rc<Shaped>,
}

/// What stands between two places where a line may end.
#[derive(Debug, Clone, Default)]
struct Word {
    pieces: Vec<Piece>,
    /// In ems.
    width: f64,
    /// The space that follows it.
    space: Option<Piece>,
    /// The line ends after it.
    last: bool,
}

/// A line of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pieces: Vec<Piece>,
    /// In ems, without the space at its end.
    pub(crate) width: f64,
}

/// Text shaped and ready to be broken into lines of any width.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    spans: Vec<Span>,
    words: Vec<Word>,
    /// Width in ems of its longest word.
    pub(crate) narrowest: f64,
    /// Width in ems of its longest line when no line is broken.
    pub(crate) widest: f64,
}

impl Paragraph {
    /// Shapes text.
    ///
    /// # Errors
    /// [`PdfError::MissingGlyph`] when the typeface lacks a character.
    pub(crate) fn new(shaper: &mut Shaper, spans: Vec<Span>) -> Result<Self, PdfError> {
        let mut words = Splitter::new(shaper, &spans).split()?;
        words.retain(|word| !word.pieces.is_empty() || word.last);
        let narrowest = words.iter().map(|word| word.width).fold(0.0, f64::max);
        let widest = words
            .chunk_by(|word, _| !word.last)
            .map(unbroken)
            .fold(0.0, f64::max);
        Ok(Self {
            spans,
            words,
            narrowest,
            widest,
        })
    }

    /// Whether there is nothing to paint.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Breaks it into lines of at most `measure` ems, inside a word only when it is longer.
    ///
    /// # Errors
    /// [`PdfError::MissingGlyph`], which [`Paragraph::new`] has ruled out.
    pub(crate) fn lines(&self, shaper: &mut Shaper, measure: f64) -> Result<Vec<Line>, PdfError> {
        let mut filler = Filler {
            shaper,
            spans: &self.spans,
            measure,
            lines: Vec::new(),
            pen: 0.0,
            line: Line::default(),
        };
        for word in &self.words {
            filler.push(word)?;
        }
        Ok(filler.finish())
    }

    /// The marks of a line whose left end is at `x` and whose top is at `y`.
    pub(crate) fn paint(
        &self,
        line: &Line,
        style: TextStyle,
        x: f64,
        y: f64,
    ) -> (Vec<Item>, Vec<Area>) {
        let baseline = y + style.baseline();
        let (mut items, mut areas) = (Vec::new(), Vec::new());
        let mut pen = x;
        for run in line.pieces.chunk_by(|one, next| one.span == next.span) {
            let Some(span) = run.first().and_then(|piece| self.spans.get(piece.span)) else {
                continue;
            };
            let width = run.iter().map(|piece| piece.shaped.width).sum::<f64>() * style.size;
            let words = run.iter().map(|piece| Rc::clone(&piece.shaped)).collect();
            let text = Text {
                x: pen,
                y: baseline,
                size: style.size,
                face: span.face,
                colour: span.colour,
                words,
            };
            items.push(Item {
                content: span.content,
                mark: Mark::Text(text),
            });
            if let Some(node) = span.link {
                let inked = width - trailing_space(run) * style.size;
                let underline =
                    Mark::rectangle(pen, baseline + style.size * 0.12, inked, 0.5, span.colour);
                items.push(Item {
                    content: span.content,
                    mark: underline,
                });
                areas.push(Area {
                    node,
                    x: pen,
                    y,
                    width: inked,
                    height: style.leading,
                });
            }
            pen += width;
        }
        (items, areas)
    }
}

/// Width in ems of words on one line, without the space at its end.
fn unbroken(words: &[Word]) -> f64 {
    let spaces = words
        .iter()
        .rev()
        .skip(1)
        .filter_map(|word| word.space.as_ref());
    words.iter().map(|word| word.width).sum::<f64>()
        + spaces.map(|space| space.shaped.width).sum::<f64>()
}

fn trailing_space(run: &[Piece]) -> f64 {
    run.last()
        .filter(|piece| &*piece.shaped.text == " ")
        .map_or(0.0, |piece| piece.shaped.width)
}

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

struct Splitter<'a> {
    shaper: &'a mut Shaper,
    spans: &'a [Span],
    words: Vec<Word>,
    word: Word,
    piece: String,
    span: usize,
}

impl<'a> Splitter<'a> {
    fn new(shaper: &'a mut Shaper, spans: &'a [Span]) -> Self {
        Self {
            shaper,
            spans,
            words: Vec::new(),
            word: Word::default(),
            piece: String::new(),
            span: 0,
        }
    }

    fn split(mut self) -> Result<Vec<Word>, PdfError> {
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

struct Filler<'a> {
    shaper: &'a mut Shaper,
    spans: &'a [Span],
    measure: f64,
    lines: Vec<Line>,
    line: Line,
    /// Width of the line with the space at its end.
    pen: f64,
}

impl Filler<'_> {
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

    fn finish(mut self) -> Vec<Line> {
        if !self.line.pieces.is_empty() {
            self.end_line();
        }
        self.lines
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
