//! The text as horizontal strips one above the other, and their distribution over pages.

use crate::render::pdf::page::{Area, Item};

/// How firmly a strip holds on to the one below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Keep {
    /// A page may end between them.
    #[default]
    Free,
    /// On one page if one page can hold all that is kept together.
    Wanted,
    /// On one page, as a heading and its first line.
    Needed,
}

/// A slice of the text that no page break divides. Lengths are in points; y starts at its top.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    pub(crate) height: f64,
    /// Space above it, unless it stands at the top of a page.
    pub(crate) before: f64,
    /// Space below it; of two spaces that meet the larger counts.
    pub(crate) after: f64,
    pub(crate) keep: Keep,
    /// It starts a page.
    pub(crate) starts_page: bool,
    pub(crate) items: Vec<Item>,
    pub(crate) areas: Vec<Area>,
    /// What is repeated above it when it starts a page, by number.
    pub(crate) repeat: Option<usize>,
    /// The heading that stands in it, by number.
    pub(crate) heading: Option<usize>,
}

impl Strip {
    /// Adds marks and the places of their elements.
    pub(crate) fn add(&mut self, (items, areas): (Vec<Item>, Vec<Area>)) {
        self.items.extend(items);
        self.areas.extend(areas);
    }
}

/// Column headings painted again at the top of a page, as furniture.
#[derive(Debug, Clone)]
pub(crate) struct Repeat {
    pub(crate) height: f64,
    pub(crate) items: Vec<Item>,
}

/// Where a strip stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    /// Page, counted from 0.
    pub(crate) page: usize,
    /// From the top of the page's text area.
    pub(crate) y: f64,
    /// It stands below repeated headings.
    pub(crate) repeated: bool,
}

/// Distributes strips over pages whose text area is `room` high.
pub(crate) fn paginate(strips: &[Strip], repeats: &[Repeat], room: f64) -> Vec<Place> {
    let mut stack = Stack {
        repeats,
        room,
        places: Vec::with_capacity(strips.len()),
        page: 0,
        y: 0.0,
        gap: 0.0,
    };
    for wanted in strips.chunk_by(|one, next| one.keep >= Keep::Wanted && !next.starts_page) {
        if wanted.first().is_some_and(|strip| strip.starts_page) && stack.y > 0.0 {
            stack.turn();
        }
        if stack.on_fresh_page(wanted) <= room {
            stack.put_together(wanted);
        } else {
            wanted
                .chunk_by(|one, _| one.keep == Keep::Needed)
                .for_each(|needed| stack.put_together(needed));
        }
    }
    stack.places
}

struct Stack<'a> {
    repeats: &'a [Repeat],
    room: f64,
    places: Vec<Place>,
    page: usize,
    y: f64,
    gap: f64,
}

impl Stack<'_> {
    fn turn(&mut self) {
        self.page += 1;
        self.y = 0.0;
        self.gap = 0.0;
    }

    fn repeat_height(&self, strip: &Strip) -> f64 {
        strip
            .repeat
            .and_then(|number| self.repeats.get(number))
            .map_or(0.0, |repeat| repeat.height)
    }

    fn on_fresh_page(&self, strips: &[Strip]) -> f64 {
        strips
            .first()
            .map_or(0.0, |first| self.repeat_height(first))
            + stacked(strips)
    }

    fn put_together(&mut self, strips: &[Strip]) {
        let gap = strips
            .first()
            .map_or(0.0, |first| self.gap.max(first.before));
        if self.y > 0.0 && self.y + gap + stacked(strips) > self.room + ROUNDING {
            self.turn();
        }
        strips.iter().for_each(|strip| self.put(strip));
    }

    fn put(&mut self, strip: &Strip) {
        let gap = self.gap.max(strip.before);
        if self.y > 0.0 && self.y + gap + strip.height > self.room + ROUNDING {
            self.turn();
        }
        let top = self.y == 0.0;
        let repeated = top && strip.repeat.is_some();
        let offset = if top {
            self.repeat_height(strip)
        } else {
            self.gap.max(strip.before)
        };
        let y = self.y + offset;
        self.places.push(Place {
            page: self.page,
            y,
            repeated,
        });
        self.y = y + strip.height;
        self.gap = strip.after;
    }
}

/// Sums of heights differ in the last digits; what fits but for them fits.
const ROUNDING: f64 = 1e-6;

/// Height of strips one above the other, without the space above the first.
fn stacked(strips: &[Strip]) -> f64 {
    let heights: f64 = strips.iter().map(|strip| strip.height).sum();
    let gaps: f64 = strips
        .windows(2)
        .map(|pair| pair[0].after.max(pair[1].before))
        .sum();
    heights + gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(height: f64, keep: Keep) -> Strip {
        Strip {
            height,
            keep,
            after: 5.0,
            ..Strip::default()
        }
    }

    fn pages(strips: &[Strip]) -> Vec<usize> {
        paginate(strips, &[], 100.0)
            .iter()
            .map(|place| place.page)
            .collect()
    }

    #[test]
    fn a_page_holds_what_fits_with_the_space_between() {
        let strips = [
            strip(50.0, Keep::Free),
            strip(45.0, Keep::Free),
            strip(1.0, Keep::Free),
        ];
        assert_eq!(pages(&strips), [0, 0, 1]);
    }

    #[test]
    fn what_belongs_together_moves_together() {
        let strips = [
            strip(60.0, Keep::Free),
            strip(20.0, Keep::Needed),
            strip(20.0, Keep::Free),
        ];
        assert_eq!(pages(&strips), [0, 1, 1]);
    }

    #[test]
    fn too_much_kept_together_is_divided_but_not_below_a_heading() {
        let strips = [
            strip(70.0, Keep::Wanted),
            strip(20.0, Keep::Needed),
            strip(20.0, Keep::Wanted),
            strip(20.0, Keep::Free),
        ];
        assert_eq!(pages(&strips), [0, 1, 1, 1]);
    }

    #[test]
    fn headings_are_repeated_only_at_the_top_of_a_page() {
        let repeats = [Repeat {
            height: 10.0,
            items: Vec::new(),
        }];
        let row = Strip {
            height: 60.0,
            repeat: Some(0),
            ..Strip::default()
        };
        let places = paginate(&[strip(1.0, Keep::Free), row.clone(), row], &repeats, 100.0);
        assert_eq!(
            places[1],
            Place {
                page: 0,
                y: 6.0,
                repeated: false
            }
        );
        assert_eq!(
            places[2],
            Place {
                page: 1,
                y: 10.0,
                repeated: true
            }
        );
    }

    #[test]
    fn a_page_break_starts_a_page_once() {
        let mut next = strip(10.0, Keep::Free);
        next.starts_page = true;
        assert_eq!(pages(&[strip(10.0, Keep::Needed), next]), [0, 1]);
    }
}
