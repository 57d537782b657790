//! Sums over the nation: rounded, they still tell something of a withheld count that is alone in
//! them, or where they are small.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::authority::AuthorityId;
use crate::diagnostic::Diagnostics;
use crate::indicator::{Kind, Part};
use crate::measure::{Cell, Figures, SourceKind, SourceKinds};
use crate::source::Dataset;

use super::{Guard, Place, Ranges, is_ours};

/// Larger than any count.
const BOUNDLESS: f64 = 1e12;
/// How many numbers a sum must leave a withheld count: more than it must keep in the end, since
/// several sums together tell more than each.
const ROOM: f64 = 5.0;
/// The same of sums that no score needs.
const AMPLE_ROOM: f64 = 9.0;
/// How many withheld counts in such a sum are too few to protect one another.
const FEW: usize = 2;

/// One authority's part of a sum.
struct Addend<'m> {
    id: AuthorityId,
    cell: &'m Cell,
    count: f64,
    /// What it is out of, where that is shown.
    of: Option<f64>,
    hidden: bool,
}

/// The counts that must be withheld too so that no sum over the nation gives a withheld one away;
/// sums for which that cannot be had, or is not worth it, are not made.
pub(super) fn cover(
    measures: &mut Figures,
    dataset: &Dataset,
    guard: Guard<'_>,
    ranges: &Ranges,
    is_last: bool,
) -> Vec<(Place, Arc<str>)> {
    let (mut covers, mut silent) = (BTreeSet::new(), Vec::new());
    for year in measures.years() {
        let mixed = guard.rules.configuration().measures.mixed_sources;
        let kinds = measures.source_kinds(year, mixed, &mut Diagnostics::default());
        let remedy = |indicator: Arc<str>| {
            let sum = Sum {
                measures,
                kinds: &kinds,
                year,
                indicator: &indicator,
                guard,
                ranges,
            };
            let part = sum.is_made(dataset).then(|| sum.exposes())??;
            let cover = sum.cover(part);
            let cover = cover.filter(|_| guard.rules.is_scored(&indicator) && !is_last);
            Some(cover.ok_or((year, Arc::clone(&indicator))))
        };
        let indicators = measures.indicators(year).into_par_iter();
        for remedy in indicators.filter_map(remedy).collect::<Vec<_>>() {
            match remedy {
                Ok(cover) => drop(covers.insert(cover)),
                Err(sum) => silent.push(sum),
            }
        }
    }
    for (year, indicator) in silent {
        measures.silence(year, indicator);
    }
    covers.into_iter().collect()
}

/// A sum over the nation.
struct Sum<'m> {
    measures: &'m Figures,
    kinds: &'m SourceKinds,
    year: i16,
    indicator: &'m str,
    guard: Guard<'m>,
    ranges: &'m Ranges,
}

impl<'m> Sum<'m> {
    /// Whether it is added up here, and shown.
    fn is_made(&self, dataset: &Dataset) -> bool {
        let rules = self.guard.rules.disclosure();
        let register = &dataset.register;
        let made = self
            .measures
            .national(self.kinds, self.year, self.indicator, register, rules);
        made.is_some_and(|made| made.source == SourceKind::Computed)
    }

    fn addends(&self, part: Part) -> Vec<Addend<'m>> {
        let ids = self.measures.authorities(self.year).iter();
        let addend = |id: &AuthorityId| {
            let cell = self
                .measures
                .scored(self.kinds, self.year, self.indicator, *id)?;
            let (x, n) = cell.counts()?;
            Some(match part {
                Part::Numerator => Addend {
                    id: *id,
                    cell,
                    count: x,
                    of: cell.denominator,
                    hidden: cell.numerator.is_none(),
                },
                Part::Denominator => Addend {
                    id: *id,
                    cell,
                    count: n,
                    of: None,
                    hidden: cell.denominator.is_none(),
                },
            })
        };
        ids.filter_map(addend).collect()
    }

    /// Which of the two sums gives a withheld count away, if either does.
    fn exposes(&self) -> Option<Part> {
        let mut parts = [Part::Numerator, Part::Denominator].into_iter();
        parts.find(|part| {
            let addends = self.addends(*part);
            if self.guard.rules.is_of_two_sources(self.indicator) {
                return addends.iter().any(|addend| addend.hidden);
            }
            self.exposes_any(*part, &addends)
        })
    }

    /// Whether the rounded sum, less what is shown, leaves a withheld count too few numbers.
    fn exposes_any(&self, part: Part, addends: &[Addend<'_>]) -> bool {
        #[allow(clippy::cast_precision_loss, reason = "at most a thousand")]
        let base = self.guard.rules.disclosure().rounding as f64;
        let all: f64 = addends.iter().map(|a| a.count).sum();
        let shown: f64 = addends.iter().filter(|a| !a.hidden).map(|a| a.count).sum();
        let total = (all / base + 0.5).floor() * base;
        let low = total - (base / 2.0).floor() - shown;
        let high = total + ((base - 1.0) / 2.0).floor() - shown;
        let scored = self.guard.rules.is_scored(self.indicator);
        let room = if scored { ROOM } else { AMPLE_ROOM };
        let hidden = addends.iter().filter(|a| a.hidden);
        let ends: Vec<(f64, f64)> = hidden.map(|a| self.range(part, a)).collect();
        // One or two in several sums that no score needs: together these tell the most.
        if !scored && (1..=FEW).contains(&ends.len()) {
            return true;
        }
        let lows: f64 = ends.iter().map(|(low, _)| low).sum();
        let highs: f64 = ends.iter().map(|(_, high)| high).sum();
        ends.iter().any(|(own_low, own_high)| {
            let least = own_low.max(low - (highs - own_high));
            let most = own_high.min(high - (lows - own_low));
            most - least + 1.0 < room.min(own_high - own_low + 1.0)
        })
    }

    /// What is known of a withheld count without the sum. None and all are shown, but of a
    /// sensitive attribute or of few.
    fn range(&self, part: Part, addend: &Addend<'_>) -> (f64, f64) {
        let share = self.guard.rules.kind(self.indicator) == Kind::Proportion;
        #[allow(clippy::cast_precision_loss, reason = "a small setting")]
        let minimum = self.guard.rules.disclosure().percentage_minimum_denominator as f64;
        let plain = !self.guard.rules.is_sensitive(self.indicator)
            && addend.of.is_some_and(|n| n >= minimum);
        let off = f64::from(u8::from(plain));
        let high = addend.of.filter(|_| share).map_or(BOUNDLESS, |n| n - off);
        let name = self.guard.naming.name(self.indicator, part, addend.cell);
        let told = self.ranges.get(&(self.year, addend.id));
        let told = told.and_then(|told| told.get(&name)).copied();
        let (least, most) = told.unwrap_or((0.0, BOUNDLESS));
        (
            off.max(least).min(addend.count),
            high.min(most).max(addend.count),
        )
    }

    /// The shown count of the smallest authority.
    fn cover(&self, part: Part) -> Option<(Place, Arc<str>)> {
        let addends = self.addends(part);
        let own = addends
            .iter()
            .filter(|a| is_ours(a.cell) && !a.hidden && a.count > 0.0);
        let smallest = own.min_by(|a, b| {
            let of = |a: &Addend<'_>| a.cell.denominator.unwrap_or(BOUNDLESS);
            of(a).total_cmp(&of(b)).then(a.id.cmp(&b.id))
        })?;
        let name = self.guard.naming.name(self.indicator, part, smallest.cell);
        Some(((self.year, smallest.id), name))
    }
}
