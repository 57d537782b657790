//! What every kind of block needs to be laid out: the shaper, the structure, the strips so far.

use crate::document::{Align, Inline};
use crate::pdf::error::PdfError;
use crate::pdf::page::{Area, Item, Mark, Text};
use crate::pdf::paragraph::{Line, Paragraph, Span};
use crate::pdf::style::{LINK, LONGEST_LINE, TextStyle};
use crate::pdf::tag::{ContentId, NodeId, Role, Target, Tree};
use crate::pdf::text::{Shaper, in_one_piece};
use crate::typeface::Face;

use super::strip::{Keep, Repeat, Strip};

/// A column of the page that text stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) x: f64,
    pub(crate) width: f64,
}

impl Frame {
    /// The part of it right of `indent`.
    pub(crate) fn indented(self, indent: f64) -> Self {
        Self {
            x: self.x + indent,
            width: self.width - indent,
        }
    }

    /// The part of it that a line of running text may fill.
    pub(super) fn readable(self) -> Self {
        Self {
            width: self.width.min(LONGEST_LINE),
            ..self
        }
    }

    /// Left end of something `width` wide.
    pub(crate) fn align(self, align: Align, width: f64) -> f64 {
        match align {
            Align::Left => self.x,
            Align::Right => self.x + self.width - width,
            Align::Centre => self.x + (self.width - width) / 2.0,
        }
    }

    /// `count` equal parts with `gutter` between them.
    pub(crate) fn columns(self, count: usize, gutter: f64) -> Vec<Self> {
        let width = (self.width - gutter * (count as f64 - 1.0)) / count as f64;
        (0..count)
            .map(|at| Self {
                x: self.x + (width + gutter) * at as f64,
                width,
            })
            .collect()
    }
}

/// A heading met on the way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeadingEntry {
    pub(crate) level: u8,
    pub(crate) text: String,
}

/// Lays blocks out as strips and notes their structure.
pub(crate) struct Composer {
    pub(crate) shaper: Shaper,
    pub(crate) tree: Tree,
    pub(crate) strips: Vec<Strip>,
    pub(crate) repeats: Vec<Repeat>,
    pub(crate) headings: Vec<HeadingEntry>,
    /// Open sections, outermost first, each with the level of its heading.
    pub(crate) sections: Vec<(u8, NodeId)>,
    /// Height of a page's text area.
    pub(crate) room: f64,
}

impl Composer {
    /// Nothing laid out yet, for pages with a text area `room` high.
    pub(crate) fn new(room: f64) -> Self {
        Self {
            shaper: Shaper::default(),
            tree: Tree::new(),
            strips: Vec::new(),
            repeats: Vec::new(),
            headings: Vec::new(),
            sections: Vec::new(),
            room,
        }
    }

    /// The element that blocks go into.
    pub(crate) fn parent(&self) -> NodeId {
        self.sections.last().map_or(Tree::ROOT, |&(_, node)| node)
    }

    /// Text in one style and face, as content of an element of its own.
    pub(crate) fn plain(
        &mut self,
        parent: NodeId,
        role: Role,
        text: &str,
        style: TextStyle,
    ) -> Result<Paragraph, PdfError> {
        let content = self.tree.leaf(parent, role);
        self.words(Some(content), text, style)
    }

    /// Text in one style and face, as part of `content`.
    pub(crate) fn words(
        &mut self,
        content: Option<ContentId>,
        text: &str,
        style: TextStyle,
    ) -> Result<Paragraph, PdfError> {
        let face = Face::of(style.bold, false);
        let span = Span {
            text: normal(text),
            face,
            colour: style.colour,
            content,
            link: None,
        };
        Paragraph::new(&mut self.shaper, vec![span])
    }

    /// Runs of text as content of `node`, its links as elements inside it.
    pub(crate) fn rich(
        &mut self,
        node: NodeId,
        inlines: &[Inline],
        style: TextStyle,
    ) -> Result<Paragraph, PdfError> {
        let mut spans = Vec::with_capacity(inlines.len());
        let mut open = None;
        for inline in inlines {
            let span = match inline {
                Inline::Link { text, url } => {
                    open = None;
                    self.link_span(node, text, url, style)?
                }
                Inline::Text { text, bold, italic } => {
                    let content = *open.get_or_insert_with(|| self.tree.content(node));
                    let face = Face::of(*bold || style.bold, *italic);
                    plain_span(normal(text), face, style, content)
                }
                Inline::Break => {
                    let content = *open.get_or_insert_with(|| self.tree.content(node));
                    plain_span("\n".into(), Face::of(style.bold, false), style, content)
                }
            };
            spans.push(span);
        }
        Paragraph::new(&mut self.shaper, spans)
    }

    fn link_span(
        &mut self,
        node: NodeId,
        text: &str,
        url: &str,
        style: TextStyle,
    ) -> Result<Span, PdfError> {
        let (link, content) = self.link(node, text, url)?;
        let face = Face::of(style.bold, false);
        Ok(Span {
            text: normal(text),
            face,
            colour: LINK,
            content: Some(content),
            link: Some(link),
        })
    }

    fn link(
        &mut self,
        node: NodeId,
        text: &str,
        url: &str,
    ) -> Result<(NodeId, ContentId), PdfError> {
        let name = normal(text).trim().to_owned();
        if name.is_empty() {
            return Err(PdfError::EmptyLink { url: url.into() });
        }
        Ok(self.tree.link(node, name, Target::Address(url.into())))
    }

    /// The lines of a paragraph in a frame.
    pub(crate) fn lines(
        &mut self,
        paragraph: &Paragraph,
        style: TextStyle,
        width: f64,
    ) -> Result<Vec<Line>, PdfError> {
        paragraph.lines(&mut self.shaper, width / style.size)
    }

    /// The lines of a paragraph as strips: neither its first nor its last line stands alone.
    pub(crate) fn strips_of(
        &mut self,
        paragraph: &Paragraph,
        style: TextStyle,
        frame: Frame,
    ) -> Result<Vec<Strip>, PdfError> {
        let lines = self.lines(paragraph, style, frame.width)?;
        let count = lines.len();
        let strips = lines.iter().enumerate().map(|(index, line)| {
            let mut strip = Strip {
                height: style.leading,
                ..Strip::default()
            };
            strip.add(paragraph.paint(line, style, frame.x, 0.0));
            if index + 1 < count && (index == 0 || index + 2 == count) {
                strip.keep = Keep::Needed;
            }
            strip
        });
        Ok(strips.collect())
    }

    /// The lines of a paragraph one below the other from `y`, and the height they take.
    pub(crate) fn stack(
        &mut self,
        paragraph: &Paragraph,
        style: TextStyle,
        frame: Frame,
        y: f64,
    ) -> Result<(Vec<Item>, Vec<Area>, f64), PdfError> {
        let lines = self.lines(paragraph, style, frame.width)?;
        let (mut items, mut areas) = (Vec::new(), Vec::new());
        for (index, line) in lines.iter().enumerate() {
            let top = y + style.leading * index as f64;
            let painted = paragraph.paint(line, style, frame.x, top);
            items.extend(painted.0);
            areas.extend(painted.1);
        }
        Ok((items, areas, style.leading * lines.len() as f64))
    }

    /// A line of text that is never broken, with its left end, centre or right end in a frame.
    pub(crate) fn single(
        &mut self,
        content: Option<ContentId>,
        text: &str,
        style: TextStyle,
        (frame, align): (Frame, Align),
        baseline: f64,
    ) -> Result<Item, PdfError> {
        let face = Face::of(style.bold, false);
        let (words, width) = self.shaper.line(face, text)?;
        let x = frame.align(align, width * style.size);
        let text = Text {
            x,
            y: baseline,
            size: style.size,
            colour: style.colour,
            words,
        };
        Ok(Item {
            content,
            mark: Mark::Text(text),
        })
    }
}

fn plain_span(text: String, face: Face, style: TextStyle, content: ContentId) -> Span {
    Span {
        text,
        face,
        colour: style.colour,
        content: Some(content),
        link: None,
    }
}

/// White space as single spaces; a no-break space stays.
pub(crate) fn normal(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|character| {
            if character.is_ascii_whitespace() {
                ' '
            } else {
                character
            }
        })
        .collect();
    in_one_piece(&spaced).into_owned()
}
