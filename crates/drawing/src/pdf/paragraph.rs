//! Breaking text into lines.

mod fill;
mod split;
mod word;

use std::rc::Rc;

use super::error::PdfError;
use super::page::{Area, Item, Mark, Text};
use super::style::TextStyle;
use super::text::Shaper;

use fill::Filler;
use split::Splitter;
use word::{Piece, Word};

pub(crate) use word::{Line, Span};

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
        Filler::new(shaper, &self.spans, measure).fill(&self.words)
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
            items.push(span.mark(run, style.size, (pen, baseline)));
            if let Some(node) = span.link {
                let inked = width - trailing_space(run) * style.size;
                items.push(span.underline(pen, baseline + style.size * 0.12, inked));
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

impl Span {
    /// Pieces of it side by side on a baseline.
    fn mark(&self, run: &[Piece], size: f64, (x, y): (f64, f64)) -> Item {
        let words = run.iter().map(|piece| Rc::clone(&piece.shaped)).collect();
        let colour = self.colour;
        let text = Text {
            x,
            y,
            size,
            colour,
            words,
        };
        Item {
            content: self.content,
            mark: Mark::Text(text),
        }
    }

    /// The line below a link.
    fn underline(&self, x: f64, y: f64, width: f64) -> Item {
        Item {
            content: self.content,
            mark: Mark::rectangle(x, y, width, 0.5, self.colour),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::drawing::Paint;
    use crate::pdf::style::{BODY, colour};
    use crate::pdf::tag::NodeId;
    use crate::typeface::Face;
    use proptest::prelude::*;

    fn span(text: &str, face: Face) -> Span {
        Span {
            text: text.into(),
            face,
            colour: colour(Paint::Ink),
            content: None,
            link: None,
        }
    }

    fn break_into(spans: Vec<Span>, measure: f64) -> Vec<(String, f64)> {
        let mut shaper = Shaper::default();
        let paragraph = Paragraph::new(&mut shaper, spans).unwrap();
        let lines = paragraph.lines(&mut shaper, measure).unwrap();
        let text = |line: &Line| {
            line.pieces
                .iter()
                .map(|piece| &*piece.shaped.text)
                .collect()
        };
        lines.iter().map(|line| (text(line), line.width)).collect()
    }

    fn lines_of(text: &str, measure: f64) -> Vec<String> {
        break_into(vec![span(text, Face::Regular)], measure)
            .into_iter()
            .map(|(line, _)| line)
            .collect()
    }

    #[test]
    fn lines_end_at_spaces_and_keep_them() {
        assert_eq!(lines_of("one two  three", 4.5), ["one two ", "three"]);
    }

    #[test]
    fn lines_end_after_hyphens_and_dashes_but_not_inside_numbers() {
        assert_eq!(lines_of("Stockton-on-Tees", 5.0), ["Stockton-", "on-Tees"]);
        assert_eq!(
            lines_of("2023-24 2023/24 3–9", 2.0).concat(),
            "2023-24 2023/24 3–9"
        );
        assert_eq!(lines_of("in 2023-24", 4.6), ["in ", "2023-24"]);
    }

    #[test]
    fn a_line_feed_ends_a_line_and_two_leave_one_empty() {
        assert_eq!(lines_of("one\n\ntwo", 50.0), ["one", "", "two"]);
    }

    #[test]
    fn a_word_in_two_styles_stays_whole() {
        let spans = vec![
            span("a bold", Face::Regular),
            span("ish", Face::Bold),
            span(" end", Face::Regular),
        ];
        let lines: Vec<_> = break_into(spans, 5.0)
            .into_iter()
            .map(|(line, _)| line)
            .collect();
        assert_eq!(lines, ["a boldish ", "end"]);
    }

    #[test]
    fn links_know_their_place() {
        let mut shaper = Shaper::default();
        let link = Span {
            link: Some(NodeId(7)),
            ..span("there", Face::Regular)
        };
        let paragraph =
            Paragraph::new(&mut shaper, vec![span("see ", Face::Regular), link]).unwrap();
        let lines = paragraph.lines(&mut shaper, 50.0).unwrap();
        let (items, areas) = paragraph.paint(&lines[0], BODY, 100.0, 200.0);
        assert_eq!(items.len(), 3);
        assert!(areas[0].x > 100.0 && areas[0].node == NodeId(7));
        assert!(areas[0].x + areas[0].width <= 100.0 + lines[0].width * BODY.size + 1e-6);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_nothing_is_lost(
            words in prop::collection::vec("[A-Za-zŵŷłę0-9–/-]{1,60}", 1..12),
            measure in 3.0..40.0f64,
        ) {
            let text = words.join(" ");
            let lines = break_into(vec![span(&text, Face::Bold)], measure);
            for (line, width) in &lines {
                prop_assert!(*width <= measure + 1e-6, "{line} is {width}");
            }
            let joined: String = lines.into_iter().map(|(line, _)| line).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn one_line_is_as_wide_as_its_widest(words in prop::collection::vec("[a-z]{1,9}", 1..9)) {
            let mut shaper = Shaper::default();
            let paragraph = Paragraph::new(&mut shaper, vec![span(&words.join(" "), Face::Regular)]).unwrap();
            let lines = paragraph.lines(&mut shaper, f64::INFINITY).unwrap();
            prop_assert_eq!(lines.len(), 1);
            prop_assert!((lines[0].width - paragraph.widest).abs() < 1e-9);
            prop_assert!(paragraph.narrowest <= paragraph.widest + 1e-9);
        }
    }
}
