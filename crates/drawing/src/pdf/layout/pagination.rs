//! The distribution of strips over pages.

use super::strip::{Keep, Repeat, Strip};

/// Where a strip stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    /// Page, counted from 0.
    pub(crate) page: usize,
    /// To the right of where it was laid out.
    pub(crate) x: f64,
    /// From the top of the page's text area.
    pub(crate) y: f64,
    /// It stands below repeated headings.
    pub(crate) repeated: bool,
}

/// Distributes strips over pages whose text area is `room` high. Where two columns end, they end as
/// nearly level as their strips allow.
pub(crate) fn paginate(strips: &[Strip], repeats: &[Repeat], room: f64) -> Vec<Place> {
    let mut levels: Vec<Level> = Vec::new();
    loop {
        let stack = distribute(strips, repeats, room, &levels);
        let Some(columns) = stack.ended.get(levels.len()).copied() else {
            return stack.places;
        };
        let at = levels.len();
        let mut level = Level {
            page: columns.page,
            bottom: columns.top + columns.length / 2.0,
        };
        while level.bottom < room {
            levels.push(level);
            let ended = distribute(strips, repeats, room, &levels).ended;
            levels.pop();
            if ended.get(at).is_some_and(|end| end.page == level.page) {
                break;
            }
            level.bottom += LEVEL_STEP;
        }
        levels.push(level);
    }
}

/// How much lower two columns may end each time they did not hold their strips.
const LEVEL_STEP: f64 = 6.0;

/// How far down two columns may go on the page they end on.
#[derive(Debug, Clone, Copy)]
struct Level {
    page: usize,
    bottom: f64,
}

/// Where two columns ended: the page, their top there, and the sum of their lengths below it.
#[derive(Debug, Clone, Copy)]
struct Ended {
    page: usize,
    top: f64,
    length: f64,
}

fn distribute<'a>(
    strips: &[Strip],
    repeats: &'a [Repeat],
    room: f64,
    levels: &'a [Level],
) -> Stack<'a> {
    let mut stack = Stack {
        repeats,
        room,
        levels,
        places: Vec::with_capacity(strips.len()),
        page: 0,
        y: 0.0,
        gap: 0.0,
        columns: None,
        ended: Vec::new(),
    };
    for wanted in strips.chunk_by(|one, next| {
        let together = one.keep >= Keep::Wanted && !next.starts_page;
        together && one.second_column.is_some() == next.second_column.is_some()
    }) {
        stack.begin(wanted);
        if stack.on_fresh_page(wanted) <= room {
            stack.put_together(wanted);
        } else {
            wanted
                .chunk_by(|one, _| one.keep == Keep::Needed)
                .for_each(|needed| stack.put_together(needed));
        }
    }
    stack.end_columns();
    stack
}

struct Stack<'a> {
    repeats: &'a [Repeat],
    room: f64,
    places: Vec<Place>,
    page: usize,
    y: f64,
    gap: f64,
    columns: Option<Columns>,
    /// Where the columns so far ended.
    ended: Vec<Ended>,
    /// How far down they may go.
    levels: &'a [Level],
}

/// Two columns on a page.

#[derive(Clone, Copy)]
struct Columns {
    top: f64,
    /// How far the second is to the right.
    right: f64,
    /// The same and the lower end of the first, once in the second.
    second: Option<(f64, f64)>,
}

impl Stack<'_> {
    /// Turns to a new page, or between one column and two, where strips ask for it.
    fn begin(&mut self, strips: &[Strip]) {
        let Some(first) = strips.first() else {
            return;
        };
        match (first.second_column, self.columns) {
            (Some(right), None) => {
                let top = if self.y > 0.0 {
                    self.y + self.gap.max(first.before)
                } else {
                    0.0
                };
                self.columns = Some(Columns {
                    top,
                    second: None,
                    right,
                });
                self.y = top;
                self.gap = 0.0;
            }
            (None, Some(_)) => self.end_columns(),
            _ => {}
        }
        if first.starts_page && self.y > 0.0 {
            self.turn_page();
        }
    }

    fn end_columns(&mut self) {
        let Some(columns) = self.columns.take() else {
            return;
        };
        let (top, y) = (columns.top, self.y);
        let first = columns.second.map_or(top, |(_, end)| end);
        self.y = y.max(first);
        self.ended.push(Ended {
            page: self.page,
            top,
            length: (first - top) + (y - top),
        });
    }

    /// How far down text may go here.
    fn bottom(&self) -> f64 {
        let level = self.levels.get(self.ended.len());
        let level = level.filter(|level| self.columns.is_some() && level.page == self.page);
        level.map_or(self.room, |level| level.bottom.min(self.room))
    }

    /// Goes to the second column or to the next page.
    fn turn(&mut self) {
        match &mut self.columns {
            Some(columns) if columns.second.is_none() => {
                columns.second = Some((columns.right, self.y));
                self.y = columns.top;
                self.gap = 0.0;
            }
            _ => self.turn_page(),
        }
    }

    fn turn_page(&mut self) {
        self.page += 1;
        self.y = 0.0;
        self.gap = 0.0;
        if let Some(columns) = &mut self.columns {
            columns.top = 0.0;
            columns.second = None;
        }
    }

    /// Where the page or column began.
    fn top(&self) -> f64 {
        self.columns.map_or(0.0, |columns| columns.top)
    }

    /// Turns until `height` fits, with `gap` above it unless it stands at the top.
    fn make_room(&mut self, gap: f64, height: f64) {
        loop {
            let at_top = self.y <= self.top();
            let gap = if at_top { 0.0 } else { gap.max(self.gap) };
            let fits = self.y + gap + height <= self.bottom() + ROUNDING;
            if fits || (at_top && self.top() == 0.0) {
                break;
            }
            self.turn();
        }
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
        let gap = strips.first().map_or(0.0, |first| first.before);
        self.make_room(gap, stacked(strips));
        strips.iter().for_each(|strip| self.put(strip));
    }

    fn put(&mut self, strip: &Strip) {
        self.make_room(strip.before, strip.height);
        let top = self.y <= self.top();
        let repeated = top && strip.repeat.is_some();
        let offset = if top {
            self.repeat_height(strip)
        } else {
            self.gap.max(strip.before)
        };
        let y = self.y + offset;
        let second = self.columns.and_then(|columns| columns.second);
        self.places.push(Place {
            page: self.page,
            x: second.map_or(0.0, |(right, _)| right),
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
                x: 0.0,
                y: 6.0,
                repeated: false
            }
        );
        assert_eq!(
            places[2],
            Place {
                page: 1,
                x: 0.0,
                y: 10.0,
                repeated: true
            }
        );
    }

    #[test]
    fn two_columns_fill_one_after_the_other_below_what_is_above_them() {
        let mut strips = vec![strip(40.0, Keep::Free)];
        for _ in 0..4 {
            let mut column = strip(25.0, Keep::Free);
            column.second_column = Some(200.0);
            strips.push(column);
        }
        strips.push(strip(10.0, Keep::Free));
        let places = paginate(&strips, &[], 100.0);
        let at: Vec<(usize, f64, f64)> = places.iter().map(|p| (p.page, p.x, p.y)).collect();
        assert_eq!(
            at,
            [
                (0, 0.0, 0.0),
                (0, 0.0, 45.0),
                (0, 0.0, 75.0),
                (0, 200.0, 45.0),
                (0, 200.0, 75.0),
                (1, 0.0, 0.0),
            ]
        );
    }

    #[test]
    fn two_columns_end_level() {
        let strips: Vec<Strip> = (0..6)
            .map(|_| Strip {
                second_column: Some(200.0),
                ..strip(10.0, Keep::Free)
            })
            .collect();
        let places = paginate(&strips, &[], 100.0);
        let right = places.iter().filter(|place| place.x > 0.0).count();
        assert_eq!(right, 3, "{places:?}");
        assert!(places.iter().all(|place| place.page == 0));
    }

    #[test]
    fn a_page_break_starts_a_page_once() {
        let mut next = strip(10.0, Keep::Free);
        next.starts_page = true;
        assert_eq!(pages(&[strip(10.0, Keep::Needed), next]), [0, 1]);
    }
}
