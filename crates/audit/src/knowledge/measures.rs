//! What the table of measures tells of single cells.

use super::known::{Key, Knowledge};
use crate::numbers::{BOUNDLESS, Constraint};
use crate::written::{MeasureRow, Publication};

/// Flags that say of a count that it is none.
const NONE: &str = "implausible-zero";

impl Knowledge {
    pub(super) fn add_measures(&mut self, publication: &Publication) {
        for row in publication.measures.iter().filter(|row| is_authority(row)) {
            let kind = kind_of(publication, &row.indicator);
            let share = self.dictionary.is_share(&row.indicator, kind);
            self.add_measure(row, share);
        }
    }

    fn add_measure(&mut self, row: &MeasureRow, share: bool) {
        let (x, n) = self.parts(row);
        let said = format!("measures.csv, {}", row.indicator);
        if let Some(count) = row.numerator {
            self.show(x, count, &said);
        }
        if let Some(count) = row.denominator {
            self.show(n, count, &said);
        } else if row.status == "z" {
            self.show(n, 0.0, &said);
        }
        if row.status != "c" {
            return;
        }
        self.add_base(row, n);
        if row.numerator.is_some() {
            let has_whole = self.dictionary.has_denominator(&row.indicator);
            if row.is_withheld() && has_whole && row.denominator.is_none() {
                let whole = self.attack(n);
                if share {
                    let part = self.unknown(x);
                    let told = self.tell(x.0, x.1, "a part is no larger than the whole");
                    self.relate(&[part], &[whole], false, told);
                }
            }
            return;
        }
        let hidden = self.unknown(x);
        let alongside =
            self.dictionary.has_denominator(&row.indicator) && row.denominator.is_none();
        if row.is_withheld() && alongside {
            self.alongside.insert(x, hidden);
        } else if row.is_withheld() {
            self.attack(x);
        }
        let whole =
            self.dictionary
                .has_denominator(&row.indicator)
                .then(|| match row.denominator {
                    None if row.is_withheld() => self.attack(n),
                    _ => self.unknown(n),
                });
        if let Some(whole) = whole.filter(|_| share) {
            let told = self.tell(x.0, x.1, "a part is no larger than the whole");
            self.relate(&[hidden], &[whole], false, told);
        }
        if row.is_withheld() {
            self.add_class(row, (x, n), share);
            self.add_value(row, x);
        }
    }

    /// The keys of both counts. What is not counted from returns need not be the same count as
    /// elsewhere.
    pub(super) fn parts(&mut self, row: &MeasureRow) -> (Key, Key) {
        let (code, year) = (row.authority_code.as_str(), row.year);
        let own = row.source == "child-level" || row.source.is_empty();
        // Those of whom a cell cannot be read are not in it: it is a count of its own.
        let known_only = row.flags.split(' ').any(|flag| flag == "cells-left-out");
        let named = |known: &Self, part: &str| {
            if known_only && part == "denominator" {
                format!("known/{}", row.indicator)
            } else if own {
                known
                    .dictionary
                    .measure(&row.indicator, part == "numerator")
            } else {
                format!("{}/{}/{part}", row.source, row.indicator)
            }
        };
        let mut x = named(self, "numerator");
        if row.flags.contains("police-count-used") {
            x = format!("police/{x}");
        }
        let n = named(self, "denominator");
        let (x, n) = (self.key(code, year, &x), self.key(code, year, &n));
        if known_only {
            self.is_partial(x);
        }
        (x, n)
    }

    /// What is said of what a shown count is out of: that of a withheld one may be out of few elsewhere.
    fn add_base(&mut self, row: &MeasureRow, n: Key) {
        let only_of = row.numerator.is_some() && row.denominator.is_none();
        if row.withheld_as == "out-of-few" && only_of {
            let told = self.tell(n.0, n.1, "measures.csv, why it is withheld");
            let whole = self.unknown(n);
            self.numbers.within(whole, 0, self.minimum_base - 1, told);
        }
    }

    /// What is said of why a count is withheld.
    fn add_class(&mut self, row: &MeasureRow, (x, n): (Key, Key), share: bool) {
        let unknown = self.unknown(x);
        let range = match row.withheld_as.as_str() {
            "" => return self.add_floor(row, x, share),
            "few" => (1, self.threshold),
            "of-few-children" => (1, BOUNDLESS),
            // What is no part of it may be more than what it is out of.
            "out-of-few" if share => (0, self.minimum_base - 1),
            "all-but-few" => {
                let whole = self.unknown(n);
                let told_by = self.tell(x.0, x.1, "measures.csv, why it is withheld");
                self.numbers.constrain(Constraint {
                    terms: vec![(whole, 1), (unknown, -1)],
                    low: 0,
                    high: self.threshold,
                    told_by,
                });
                return;
            }
            _ => return,
        };
        let told = self.tell(x.0, x.1, "measures.csv, why it is withheld");
        self.numbers.within(unknown, range.0, range.1, told);
    }

    /// None and all would be shown where nothing but a small count is hidden.
    fn add_floor(&mut self, row: &MeasureRow, x: Key, share: bool) {
        if self.dictionary.is_sensitive(&row.indicator) {
            return;
        }
        if !self.dictionary.has_denominator(&row.indicator) {
            let unknown = self.unknown(x);
            self.not_zero(x, unknown);
            return;
        }
        let Some(n) = row.denominator.and_then(whole) else {
            return;
        };
        if n < self.minimum_base || self.relaxed.contains(&(x.0, x.1)) {
            return;
        }
        let unknown = self.unknown(x);
        let told = self.tell(x.0, x.1, "none and all would be shown");
        let high = if share { n - 1 } else { BOUNDLESS };
        self.numbers.within(unknown, 1, high, told);
    }

    /// What is said beside a withheld count: its value, or that it is none.
    fn add_value(&mut self, row: &MeasureRow, x: Key) {
        let unknown = self.unknown(x);
        if row.flags.split(' ').any(|flag| flag == NONE) {
            let told = self.tell(x.0, x.1, "measures.csv, a flag");
            self.numbers.within(unknown, 0, 0, told);
        }
        let Ok(value) = row.value.parse::<f64>() else {
            return;
        };
        // A whole value is written with a point and a nought, which is none of its places.
        let places =
            row.value.split_once('.').map_or(
                0,
                |(_, places)| if places == "0" { 0 } else { places.len() },
            );
        let places = u8::try_from(places).unwrap_or(u8::MAX);
        let off = 0.5 * libm::pow(10.0, -f64::from(places)) + 1e-9;
        let said = format!("measures.csv, the value of {}", row.indicator);
        self.add_range(row, x, (value - off, value + off), &said);
    }

    /// That the value of a withheld count lies in a range.
    pub(super) fn add_range(&mut self, row: &MeasureRow, x: Key, range: (f64, f64), said: &str) {
        let Some(n) = row.denominator else { return };
        let factor = self.dictionary.factor(&row.indicator);
        let count = |value: f64| value * n / factor;
        #[allow(clippy::cast_possible_truncation, reason = "held within what fits")]
        let (low, high) = (
            (count(range.0) - 1e-6).ceil().clamp(0.0, 1e12) as i64,
            (count(range.1) + 1e-6).floor().clamp(-1.0, 1e12) as i64,
        );
        let unknown = self.unknown(x);
        let told = self.tell(x.0, x.1, said);
        self.numbers.within(unknown, low, high, told);
    }
}

pub(super) fn is_authority(row: &MeasureRow) -> bool {
    let code = row.authority_code.as_str();
    !["E92", "E12", "E13"]
        .iter()
        .any(|area| code.starts_with(area) && code.len() == 9)
}

pub(super) fn kind_of<'p>(publication: &'p Publication, indicator: &str) -> Option<&'p str> {
    let domains = publication.scorecard.configuration.domains.iter();
    let mut indicators = domains.flat_map(|domain| &domain.indicators);
    let found = indicators.find(|i| i.code == indicator)?;
    (!found.kind.is_empty()).then_some(found.kind.as_str())
}

pub(super) fn whole(number: f64) -> Option<i64> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "checked to be a whole number"
    )]
    let whole = number as i64;
    (number.fract() == 0.0 && number.abs() < 1e12).then_some(whole)
}
