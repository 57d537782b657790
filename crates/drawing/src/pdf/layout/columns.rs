//! How wide the columns of a table are.

use crate::document::ColumnWidth;

/// What a column asks for. Lengths are in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Demand {
    /// Its longest word.
    pub(crate) narrowest: f64,
    /// Its longest cell on one line.
    pub(crate) widest: f64,
    /// What the document says.
    pub(crate) width: ColumnWidth,
}

/// No single word claims more than this share of the room, however long.
const LARGEST_WORD: f64 = 0.35;

/// The demand of an overlong word cut to a size that leaves the other columns room.
fn capped(demand: &Demand, room: f64, columns: usize) -> f64 {
    demand
        .narrowest
        .min((room * LARGEST_WORD).max(room / columns.max(1) as f64))
}

/// Whether every word of the columns fits into `room`.
pub(crate) fn fit(demands: &[Demand], room: f64) -> bool {
    let words = demands.iter().map(|demand| match demand.width {
        ColumnWidth::Auto => capped(demand, room, demands.len()),
        ColumnWidth::Share(share) => share * room,
    });
    let roomy = demands.iter().all(|demand| match demand.width {
        ColumnWidth::Share(share) => capped(demand, room, demands.len()) <= share * room + 0.01,
        ColumnWidth::Auto => true,
    });
    roomy && words.sum::<f64>() <= room + 0.01
}

/// The widths of columns that fill `room` together: as wide as their cells where there is room,
/// else only the widest give way, and none below its words.
pub(crate) fn widths(demands: &[Demand], room: f64) -> Vec<f64> {
    let shared: f64 = demands.iter().map(|demand| share(demand) * room).sum();
    let scale = if shared > room { room / shared } else { 1.0 };
    let rest = (room - shared * scale).max(0.0);
    let auto: Vec<&Demand> = demands
        .iter()
        .filter(|demand| demand.width == ColumnWidth::Auto)
        .collect();
    let level = level(&auto, rest);
    let wanted = |demand: &Demand| {
        demand
            .widest
            .min(level)
            .max(capped(demand, rest, auto.len()))
    };
    let all: f64 = auto.iter().map(|demand| wanted(demand)).sum();
    let width = |demand: &Demand| match demand.width {
        ColumnWidth::Share(_) => share(demand) * room * scale,
        ColumnWidth::Auto => part(wanted(demand), all, rest, auto.len()),
    };
    demands.iter().map(width).collect()
}

/// The width at which columns have to be cut off to fit into `room`.
fn level(demands: &[&Demand], room: f64) -> f64 {
    let (mut low, mut high) = (
        0.0,
        demands
            .iter()
            .map(|demand| demand.widest)
            .fold(0.0, f64::max),
    );
    let cut = |level: f64| {
        let width = |demand: &&Demand| {
            demand
                .widest
                .min(level)
                .max(capped(demand, room, demands.len()))
        };
        demands.iter().map(width).sum::<f64>()
    };
    if cut(high) <= room {
        return high;
    }
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        if cut(middle) <= room {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Halvings after which a level is exact to less than a hundredth of a point.
const STEPS: u32 = 20;

fn share(demand: &Demand) -> f64 {
    match demand.width {
        ColumnWidth::Share(share) => share.max(0.0),
        ColumnWidth::Auto => 0.0,
    }
}

/// `one` of `all` as a part of `room`; equal parts when all is nothing.
fn part(one: f64, all: f64, room: f64, count: usize) -> f64 {
    if all > 0.0 {
        room * one / all
    } else {
        room / count.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn auto(narrowest: f64, widest: f64) -> Demand {
        Demand {
            narrowest,
            widest,
            width: ColumnWidth::Auto,
        }
    }

    #[test]
    fn words_wrap_before_numbers_do() {
        let widths = widths(&[auto(40.0, 400.0), auto(30.0, 30.0)], 200.0);
        assert!(
            (widths[0] - 170.0).abs() < 0.01 && (widths[1] - 30.0).abs() < 0.01,
            "{widths:?}"
        );
    }

    #[test]
    fn one_overlong_word_leaves_the_others_room() {
        let widths = widths(
            &[auto(2000.0, 2000.0), auto(40.0, 40.0), auto(40.0, 40.0)],
            300.0,
        );
        assert!(widths[1] >= 40.0 && widths[2] >= 40.0, "{widths:?}");
    }

    proptest! {
        #[test]
        fn columns_fill_the_room(
            demands in prop::collection::vec((0.0..500.0f64, 0.0..500.0f64), 1..12),
            room in 50.0..800.0f64,
        ) {
            let demands: Vec<_> = demands.iter().map(|&(one, other)| auto(one.min(other), one.max(other))).collect();
            let widths = widths(&demands, room);
            prop_assert!((widths.iter().sum::<f64>() - room).abs() < 1e-6, "{widths:?}");
            prop_assert!(widths.iter().all(|&width| width >= 0.0));
        }
    }
}
