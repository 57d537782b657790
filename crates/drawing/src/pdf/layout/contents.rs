//! The list of contents.

use crate::chart::drawing::Paint;
use crate::document::Align;
use crate::pdf::error::PdfError;
use crate::pdf::page::{Area, Item, Mark, Text};
use crate::pdf::paragraph::{Line, Paragraph};
use crate::pdf::style::{self, TextStyle, colour};
use crate::pdf::tag::{ContentId, NodeId, Role, Target};
use crate::typeface::Face;

use super::composer::{Composer, Frame, HeadingEntry};
use super::strip::{Keep, Strip, hold};

/// An entry whose page number is still to be painted.
pub(crate) struct Entry {
    /// The heading, by number.
    pub(crate) heading: usize,
    /// The strip that ends it, counted from the first strip of the contents.
    strip: usize,
    content: ContentId,
    style: TextStyle,
    /// Where the dots begin.
    ink_end: f64,
    frame: Frame,
}

/// Right of the entries, for the page numbers.
const NUMBER_WIDTH: f64 = 26.0;
/// How far an entry of level 3 stands in.
const STEP: f64 = 14.0;

/// The headings that are listed: levels 2 and 3, by number.
fn listed(headings: &[HeadingEntry]) -> impl Iterator<Item = (usize, &HeadingEntry)> {
    headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| matches!(heading.level, 2 | 3))
}

impl Composer {
    /// Lays out the list of contents for headings whose pages are not known yet.
    pub(super) fn contents(
        &mut self,
        headings: &[HeadingEntry],
        frame: Frame,
    ) -> Result<(Vec<Strip>, Vec<Entry>), PdfError> {
        let section = self.tree.add(self.parent(), Role::Section);
        let (style, before, after) = style::heading(2);
        let title = self.plain(section, Role::Heading(2), "Contents", style)?;
        let mut strips = self.strips_of(&title, style, frame)?;
        strips.iter_mut().for_each(|strip| {
            strip.before = before;
            strip.after = after;
            strip.keep = Keep::Needed;
        });
        let outer = self.tree.add(section, Role::Contents);
        let mut inner: Option<NodeId> = None;
        let mut entries = Vec::new();
        for (number, heading) in listed(headings) {
            let list = if heading.level == 2 {
                inner = None;
                outer
            } else {
                *inner.get_or_insert_with(|| self.tree.add(outer, Role::Contents))
            };
            let entry = self.entry(list, (number, heading), frame, &mut strips)?;
            entries.push(entry);
        }
        hold(&mut strips, Keep::Wanted);
        Ok((strips, entries))
    }

    fn entry(
        &mut self,
        list: NodeId,
        (number, heading): (usize, &HeadingEntry),
        frame: Frame,
        strips: &mut Vec<Strip>,
    ) -> Result<Entry, PdfError> {
        let top_level = heading.level == 2;
        let style = TextStyle {
            bold: top_level,
            ..style::BODY
        };
        let item = self.tree.add(list, Role::ContentsItem);
        let reference = self.tree.add(item, Role::Reference);
        let name = heading.text.clone();
        let (link, content) = self.tree.link(reference, name, Target::Heading(number));
        let paragraph = self.words(Some(content), &heading.text, style)?;
        let text = frame.indented(if top_level { 0.0 } else { STEP });
        let lines = self.lines(&paragraph, style, text.width - NUMBER_WIDTH - STEP)?;
        let first = strips.len();
        for line in &lines {
            strips.push(entry_line((&paragraph, line), style, text.x, link));
        }
        if let Some(strip) = strips.get_mut(first).filter(|_| top_level) {
            strip.before = 4.0;
        }
        if let Some(strip) = strips[first..].last_mut() {
            strip.keep = Keep::Free;
            strip.height += 1.5;
            strip
                .areas
                .iter_mut()
                .for_each(|area| area.width = text.width);
        }
        let ink_end = text.x + lines.last().map_or(0.0, |line| line.width) * style.size;
        let strip = strips.len().saturating_sub(1);
        Ok(Entry {
            heading: number,
            strip,
            content,
            style,
            ink_end,
            frame,
        })
    }

    /// Paints the page number of an entry, and the dots that lead to it.
    pub(super) fn number(
        &mut self,
        entry: &Entry,
        page: usize,
        strips: &mut [Strip],
    ) -> Result<(), PdfError> {
        let baseline = entry.style.baseline();
        let plain = TextStyle {
            bold: false,
            ..entry.style
        };
        let place = (entry.frame, Align::Right);
        let number = self.single(
            Some(entry.content),
            &page.to_string(),
            plain,
            place,
            baseline,
        )?;
        let dots = self.dots(entry, baseline)?;
        let space = self.shaper.word(Face::Regular, " ")?;
        if let Some(strip) = strips.get_mut(entry.strip) {
            if let Some(Mark::Text(text)) = strip.items.last_mut().map(|item| &mut item.mark) {
                text.words.push(space);
            }
            strip.items.extend(dots);
            strip.items.push(number);
        }
        Ok(())
    }

    fn dots(&mut self, entry: &Entry, baseline: f64) -> Result<Option<Item>, PdfError> {
        let pair = self.shaper.word(Face::Regular, " .")?;
        let step = pair.width * entry.style.size;
        let end = entry.frame.x + entry.frame.width - NUMBER_WIDTH;
        let count = libm::floor((end - entry.ink_end - step) / step).max(0.0) as usize;
        let text = Text {
            x: end - count as f64 * step,
            y: baseline,
            size: entry.style.size,
            colour: colour(Paint::Muted),
            words: vec![pair; count],
        };
        Ok((count > 0).then_some(Item {
            content: None,
            mark: Mark::Text(text),
        }))
    }
}

fn entry_line(
    (paragraph, line): (&Paragraph, &Line),
    style: TextStyle,
    x: f64,
    node: NodeId,
) -> Strip {
    let (width, height) = (line.width * style.size, style.leading);
    let mut strip = Strip {
        height,
        keep: Keep::Needed,
        ..Strip::default()
    };
    strip.add(paragraph.paint(line, style, x, 0.0));
    strip.areas.push(Area {
        node,
        x,
        y: 0.0,
        width,
        height,
    });
    strip
}
