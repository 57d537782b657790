//! A numeric axis: its range, its round ticks and their labels.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::data::Axis;

/// A range with ticks, ready for plotters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// The highest value the range was made for.
    highest: f64,
    ticks: Vec<(f64, String)>,
    /// Whether the lowest value stands where the highest usually does.
    reversed: bool,
}

impl Scale {
    /// A range from the round number at or below the lowest value to the one at or above the
    /// highest, in about `steps` round steps.
    pub(super) fn round(values: impl IntoIterator<Item = f64>, axis: &Axis, steps: usize) -> Self {
        let (low, high) = extent(values);
        let step = Step::about((high - low) / steps.max(1) as f64);
        let (first, last) = (step.floor(low), step.ceil(high));
        let ticks: Vec<(f64, String)> = (first..=last)
            .map(|count| (step.value(count), step.label(count) + &axis.suffix))
            .collect();
        Self {
            low: step.value(first),
            high: step.value(last),
            highest: high,
            ticks,
            reversed: false,
        }
    }

    /// Ranks from 1, which stands where the highest value usually does, to the last.
    pub(super) fn ranks(values: impl IntoIterator<Item = f64>, steps: usize) -> Self {
        let (_, last) = extent(values.into_iter().chain([1.0, 2.0]));
        let step = Step::about(((last - 1.0) / steps.max(1) as f64).max(1.0));
        let rounded = (1..=step.floor(last)).map(|count| (step.value(count), step.label(count)));
        let mut ticks: Vec<(f64, String)> = rounded.filter(|(tick, _)| *tick > 1.5).collect();
        if step.length() > 1.0 {
            ticks.retain(|(tick, _)| *tick - 1.0 > step.length() / 2.0);
        }
        ticks.insert(0, (1.0, "1".to_owned()));
        Self {
            low: 0.5,
            high: last + 0.5,
            highest: last,
            ticks,
            reversed: true,
        }
    }

    /// The same, from zero or below.
    pub(super) fn from_zero(
        values: impl IntoIterator<Item = f64>,
        axis: &Axis,
        steps: usize,
    ) -> Self {
        Self::round(values.into_iter().chain([0.0]), axis, steps)
    }

    /// A range with the given ticks, or none.
    pub(super) fn fixed(low: f64, high: f64, ticks: Vec<(f64, String)>) -> Self {
        Self {
            low,
            high,
            highest: high,
            ticks,
            reversed: false,
        }
    }

    /// The same range cut at the highest value rather than at the tick above it.
    pub(super) fn trimmed(mut self) -> Self {
        self.high = self.highest;
        self.ticks.retain(|(tick, _)| *tick <= self.highest);
        self
    }

    /// The lowest value.
    pub(super) fn low(&self) -> f64 {
        self.low
    }

    /// The highest value.
    pub(super) fn high(&self) -> f64 {
        self.high
    }

    /// Where a value lies between the lowest (0) and the highest (1), or the other way round.
    pub(super) fn share(&self, value: f64) -> f64 {
        if self.high <= self.low {
            return 0.5;
        }
        let share = (value - self.low) / (self.high - self.low);
        if self.reversed { 1.0 - share } else { share }
    }

    /// Whether higher values stand higher.
    pub(super) fn rises(&self) -> bool {
        !self.reversed
    }

    /// The ticks' labels.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.ticks.iter().map(|(_, label)| label.as_str())
    }
}

/// Lowest and highest finite value, apart even if all are equal.
fn extent(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let finite = values.into_iter().filter(|value| value.is_finite());
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
        (low.min(v), high.max(v))
    });
    if low > high {
        (0.0, 1.0)
    } else if low < high {
        (low, high)
    } else {
        let around = if low == 0.0 { 1.0 } else { low.abs() * 0.1 };
        (low - if low == 0.0 { 0.0 } else { around }, high + around)
    }
}

/// 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, Copy)]
struct Step {
    digit: i64,
    power: i32,
}

impl Step {
    /// The smallest step no smaller than this length, nearly.
    fn about(length: f64) -> Self {
        let power = libm::floor(libm::log10(length.max(1e-12))) as i32;
        let rest = length / power_of_ten(power);
        match rest {
            rest if rest <= 1.2 => Self { digit: 1, power },
            rest if rest <= 2.5 => Self { digit: 2, power },
            rest if rest <= 6.0 => Self { digit: 5, power },
            _ => Self {
                digit: 1,
                power: power + 1,
            },
        }
    }

    fn length(self) -> f64 {
        self.value(1)
    }

    fn floor(self, value: f64) -> i64 {
        libm::floor(value / self.length() + 1e-9) as i64
    }

    fn ceil(self, value: f64) -> i64 {
        libm::ceil(value / self.length() - 1e-9) as i64
    }

    /// So many steps, computed so that 3 steps of 0.1 are 0.3.
    fn value(self, count: i64) -> f64 {
        let units = (count * self.digit) as f64;
        if self.power < 0 {
            units / power_of_ten(-self.power)
        } else {
            units * power_of_ten(self.power)
        }
    }

    fn label(self, count: i64) -> String {
        let decimals = usize::try_from(-self.power).unwrap_or_default();
        with_thousands(&format!("{:.decimals$}", self.value(count)))
    }
}

fn power_of_ten(power: i32) -> f64 {
    libm::pow(10.0, f64::from(power))
}

/// A number with commas between thousands and a true minus sign.
fn with_thousands(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", number),
    };
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut grouped = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + &digits[whole.len()..]
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let (start, end) = (f64::from(limit.0), f64::from(limit.1));
        (start + self.share(*value) * (end - start)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            return Vec::new();
        }
        self.ticks.iter().map(|(value, _)| *value).collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for Scale {
    fn format_ext(&self, value: &f64) -> String {
        let tick = self.ticks.iter().find(|(tick, _)| tick == value);
        tick.map(|(_, label)| label.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(values: &[f64], steps: usize) -> Vec<String> {
        let axis = Axis::new("Share", "%");
        let scale = Scale::round(values.iter().copied(), &axis, steps);
        scale.labels().map(str::to_owned).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(
            labels(&[0.0, 23.0], 5),
            ["0%", "5%", "10%", "15%", "20%", "25%"]
        );
        assert_eq!(labels(&[0.0, 0.3], 3), ["0.0%", "0.1%", "0.2%", "0.3%"]);
        assert_eq!(labels(&[-12.0, 9.0], 2), ["−20%", "−10%", "0%", "10%"]);
        assert_eq!(
            labels(&[0.0, 2300.0], 2),
            ["0%", "1,000%", "2,000%", "3,000%"]
        );
    }

    #[test]
    fn ranks_run_down_from_one() {
        for (last, expected) in [
            (12.0, &["1", "4", "6", "8", "10", "12"][..]),
            (143.0, &["1", "20", "40", "60", "80", "100", "120", "140"]),
            (3.0, &["1", "2", "3"]),
            (1.0, &["1", "2"]),
        ] {
            let scale = Scale::ranks([1.0, last], 6);
            assert_eq!(scale.labels().collect::<Vec<_>>(), expected);
            assert!(scale.share(1.0) > scale.share(last.max(2.0)));
        }
    }

    #[test]
    fn equal_values_still_have_a_range() {
        for value in [0.0, 100.0, -3.0, 1e-9] {
            let scale = Scale::round([value, value], &Axis::new("", ""), 5);
            assert!(scale.low() < scale.high(), "{value}");
            assert!(scale.low() <= value && value <= scale.high(), "{value}");
        }
    }

    #[test]
    fn nothing_and_not_a_number_give_the_unit_range() {
        let axis = Axis::new("", "");
        assert_eq!(
            Scale::round([], &axis, 1),
            Scale::round([f64::NAN, 0.0, 1.0], &axis, 1)
        );
    }
}
