//! From a document to pages: lines, strips, page breaks, running heads and feet.

mod cell;
mod columns;
mod composer;
mod contents;
mod drawing;
mod figure;
mod flow;
mod furniture;
mod pagination;
mod strip;
mod table;

use crate::document::{Block, Contents, Document, TypeSize};
use crate::pdf::error::PdfError;
use crate::pdf::page::{Heading, Item, Page, Pages};
use crate::pdf::style;

use composer::{Composer, Frame};
use pagination::{Place, paginate};
use strip::{Repeat, Strip};

/// A document of more pages than this lists its contents.
const LONG: usize = 6;

/// The sheet and the text area on it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sheet {
    width: f64,
    height: f64,
}

impl Sheet {
    /// The sheet before it is scaled to A4.
    fn of(document: &Document) -> Self {
        let (narrow, wide) = style::A4;
        let scale = style::scale(document.type_size);
        let (narrow, wide) = (narrow / scale, wide / scale);
        if document.landscape {
            Self {
                width: wide,
                height: narrow,
            }
        } else {
            Self {
                width: narrow,
                height: wide,
            }
        }
    }

    fn frame(self) -> Frame {
        Frame {
            x: style::SIDE_MARGIN,
            width: self.width - 2.0 * style::SIDE_MARGIN,
        }
    }

    fn room(self) -> f64 {
        self.height - style::TOP_MARGIN - style::BOTTOM_MARGIN
    }
}

/// Lays a document out on pages.
///
/// # Errors
/// Whatever keeps the document from being written.
pub(crate) fn lay_out(document: &Document) -> Result<Pages, PdfError> {
    let sheet = Sheet::of(document);
    let mut composer = Composer::new(sheet.room());
    composer.opening(document, sheet.frame())?;
    composer.blocks(&document.blocks, sheet.frame())?;
    let listed = match document.contents {
        Contents::Never => false,
        Contents::Always => true,
        Contents::WhenLong => page_count(&composer.place(sheet)) > LONG,
    };
    if listed {
        composer = with_contents(document, composer, sheet)?;
    }
    let places = composer.place(sheet);
    let mut pages = assemble(composer, &places, sheet);
    furniture::paint(document, &mut pages)?;
    Ok(match document.type_size {
        TypeSize::Normal => pages,
        small => pages.scaled(style::scale(small)),
    })
}

/// Lays the document out again with its contents between the opening and the first heading of
/// level 2, after which a page begins.
fn with_contents(document: &Document, first: Composer, sheet: Sheet) -> Result<Composer, PdfError> {
    let frame = sheet.frame();
    let at = document
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Heading { level: 2, .. }));
    let (opening, rest) = document
        .blocks
        .split_at(at.unwrap_or(document.blocks.len()));
    let mut composer = Composer::new(sheet.room());
    composer.shaper = first.shaper;
    composer.opening(document, frame)?;
    composer.blocks(opening, frame)?;
    let start = composer.strips.len();
    let (strips, entries) = composer.contents(&first.headings, frame)?;
    let end = start + strips.len();
    composer.strips.extend(strips);
    composer.blocks(rest, frame)?;
    if let Some(strip) = composer.strips.get_mut(end) {
        strip.starts_page = true;
    }
    let places = composer.place(sheet);
    let pages = heading_pages(&composer.strips, &places);
    let mut own: Vec<Strip> = composer.strips[start..end].to_vec();
    for entry in &entries {
        let page = pages.get(entry.heading).map_or(0, |page| page + 1);
        composer.number(entry, page, &mut own)?;
    }
    composer.strips.splice(start..end, own);
    Ok(composer)
}

impl Composer {
    fn place(&self, sheet: Sheet) -> Vec<Place> {
        paginate(&self.strips, &self.repeats, sheet.room())
    }
}

fn page_count(places: &[Place]) -> usize {
    places.last().map_or(1, |place| place.page + 1)
}

/// The page of every heading, counted from 0.
fn heading_pages(strips: &[Strip], places: &[Place]) -> Vec<usize> {
    let headed = strips
        .iter()
        .zip(places)
        .filter(|(strip, _)| strip.heading.is_some());
    headed.map(|(_, place)| place.page).collect()
}

/// Puts strips in their places.
fn assemble(composer: Composer, places: &[Place], sheet: Sheet) -> Pages {
    let mut pages = vec![Page::default(); page_count(places)];
    let mut headings = Vec::with_capacity(composer.headings.len());
    for (strip, place) in composer.strips.into_iter().zip(places) {
        let page = &mut pages[place.page];
        let top = style::TOP_MARGIN + place.y;
        if let Some(repeat) = strip
            .repeat
            .filter(|_| place.repeated)
            .and_then(|number| composer.repeats.get(number))
        {
            page.items.extend(raised(repeat, (place.x, top)));
        }
        if let Some(entry) = strip
            .heading
            .and_then(|number| composer.headings.get(number))
        {
            headings.push(Heading {
                level: entry.level,
                text: entry.text.clone(),
                page: place.page,
                top,
            });
        }
        page.items.extend(
            strip
                .items
                .into_iter()
                .map(|item| item.shifted(place.x, top)),
        );
        page.areas.extend(strip.areas.into_iter().map(|mut area| {
            area.x += place.x;
            area.y += top;
            area
        }));
    }
    Pages {
        width: sheet.width,
        height: sheet.height,
        pages,
        tree: composer.tree,
        headings,
    }
}

/// Repeated headings whose last line stands on `top`.
fn raised(repeat: &Repeat, (x, top): (f64, f64)) -> impl Iterator<Item = Item> {
    repeat
        .items
        .iter()
        .cloned()
        .map(move |item| item.shifted(x, top - repeat.height))
}

#[cfg(test)]
mod tests;
