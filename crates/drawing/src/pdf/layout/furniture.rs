//! What stands on every page: marking, running head, publisher and page number.

use crate::chart::drawing::Paint;
use crate::document::{Align, Document};
use crate::pdf::error::PdfError;
use crate::pdf::page::{Item, Pages};
use crate::pdf::style::{self, colour};
use crate::pdf::tag::{Role, Tree};

use super::composer::{Composer, Frame};
use super::strip::{Keep, Strip};

/// From the top edge to the baseline of the marking, on every page.
const MARKING_BASELINE: f64 = style::HEAD_BASELINE - 14.0;

impl Composer {
    /// Lays out what stands above the title, as part of the text so that it is read out once:
    /// the marking, and the publisher over a rule.
    pub(super) fn opening(&mut self, document: &Document, frame: Frame) -> Result<(), PdfError> {
        if let Some(marking) = &document.marking {
            let content = self.tree.leaf(Tree::ROOT, Role::Paragraph);
            let place = (frame, Align::Centre);
            let above = MARKING_BASELINE - style::TOP_MARGIN;
            let item = self.single(Some(content), marking, style::MARKING, place, above)?;
            self.strips.push(opening_strip(0.0, 0.0, item));
        }
        if !document.publisher.trim().is_empty() {
            let style = style::PUBLISHER;
            let paragraph = self.plain(Tree::ROOT, Role::Paragraph, &document.publisher, style)?;
            let mut strips = self.strips_of(&paragraph, style, frame)?;
            strips
                .iter_mut()
                .for_each(|strip| strip.keep = Keep::Needed);
            self.push(strips, 5.0);
            let rule = Item::rule(frame.x, 0.0, frame.width, 2.0, colour(Paint::First));
            self.strips.push(opening_strip(2.0, 0.0, rule));
        }
        Ok(())
    }
}

fn opening_strip(height: f64, after: f64, item: Item) -> Strip {
    Strip {
        height,
        after,
        keep: Keep::Needed,
        items: vec![item],
        ..Strip::default()
    }
}

/// Paints heads and feet on finished pages.
pub(super) fn paint(document: &Document, pages: &mut Pages) -> Result<(), PdfError> {
    let mut composer = Composer::new(pages.height);
    let frame = Frame {
        x: style::SIDE_MARGIN,
        width: pages.width - 2.0 * style::SIDE_MARGIN,
    };
    let (count, foot) = (pages.pages.len(), pages.height - style::FOOT_BASELINE);
    for (index, page) in pages.pages.iter_mut().enumerate() {
        let mut items = Vec::new();
        if index > 0 {
            items.extend(head(document, &mut composer, frame)?);
        }
        items.extend(feet(
            document,
            &mut composer,
            frame,
            (index + 1, count),
            foot,
        )?);
        page.items.extend(items);
    }
    Ok(())
}

fn head(document: &Document, composer: &mut Composer, frame: Frame) -> Result<Vec<Item>, PdfError> {
    let mut items = Vec::new();
    let baseline = style::HEAD_BASELINE;
    if let Some(marking) = &document.marking {
        items.push(composer.single(
            None,
            marking,
            style::MARKING,
            (frame, Align::Centre),
            MARKING_BASELINE,
        )?);
    }
    if !document.running_head.trim().is_empty() {
        let text = &document.running_head;
        items.extend(clipped(composer, text, frame, baseline)?);
        items.push(Item::rule(
            frame.x,
            baseline + 6.0,
            frame.width,
            style::FINE,
            colour(Paint::Grid),
        ));
    }
    Ok(items)
}

fn feet(
    document: &Document,
    composer: &mut Composer,
    frame: Frame,
    (page, count): (usize, usize),
    baseline: f64,
) -> Result<Vec<Item>, PdfError> {
    let number = format!("Page {page} of {count}");
    let place = (frame, Align::Right);
    let mut items = vec![
        Item::rule(
            frame.x,
            baseline - 14.0,
            frame.width,
            style::FINE,
            colour(Paint::Grid),
        ),
        composer.single(None, &number, style::FURNITURE, place, baseline)?,
    ];
    let text = Frame {
        width: frame.width - 90.0,
        ..frame
    };
    items.extend(clipped(composer, &document.publisher, text, baseline)?);
    if let Some(marking) = &document.marking {
        let below = baseline + 16.0;
        items.push(composer.single(
            None,
            marking,
            style::MARKING,
            (frame, Align::Centre),
            below,
        )?);
    }
    Ok(items)
}

/// The first line of a text too long for its frame.
fn clipped(
    composer: &mut Composer,
    text: &str,
    frame: Frame,
    baseline: f64,
) -> Result<Vec<Item>, PdfError> {
    let style = style::FURNITURE;
    let paragraph = composer.words(None, text, style)?;
    let lines = composer.lines(&paragraph, style, frame.width)?;
    let first = lines
        .first()
        .map(|line| paragraph.paint(line, style, frame.x, baseline - style.baseline()));
    Ok(first.map(|(items, _)| items).unwrap_or_default())
}
