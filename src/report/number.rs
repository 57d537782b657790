//! How numbers are rounded and written: one rule for every page, document and sheet.

use crate::config::{Configuration, Kind};
use crate::indicator::{Unit, definition};

/// How far below a half a number may lie and still be rounded up: the square root of the machine
/// epsilon, as in the Department for Education's own tools.
const TOLERANCE: f64 = 1.490_116_119_384_765_6e-8;

/// Rounds half away from zero, so that 0.05 becomes 0.1 at one decimal although the nearest
/// binary number lies below it.
///
/// ```
/// use care_scorecard::report::rounded;
/// assert_eq!(rounded(0.05, 1), 0.1);
/// assert_eq!(rounded(-2.5, 0), -3.0);
/// assert_eq!(rounded(11.175, 0), 11.0);
/// ```
pub fn rounded(number: f64, decimals: u8) -> f64 {
    let scale = (0..decimals).fold(1.0, |scale, _| scale * 10.0);
    let whole = (number.abs() * scale + 0.5 + TOLERANCE).floor() / scale;
    if whole == 0.0 {
        0.0
    } else {
        whole.copysign(number)
    }
}

/// A number rounded half up, with commas between thousands and a true minus sign.
///
/// ```
/// use care_scorecard::report::decimal;
/// assert_eq!(decimal(13010.0, 0), "13,010");
/// assert_eq!(decimal(-0.05, 1), "−0.1");
/// ```
pub fn decimal(number: f64, decimals: u8) -> String {
    let rounded = rounded(number, decimals);
    let text = format!("{:.*}", usize::from(decimals), rounded.abs());
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    let mut out = String::from(if rounded < 0.0 { "−" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A score, to one decimal.
pub(super) fn score(number: f64) -> String {
    decimal(number, 1)
}

/// A share from 0 to 1 as a whole percentage.
pub(super) fn share(number: f64) -> String {
    decimal(number * 100.0, 0) + "%"
}

/// A probability from 0 to 1 as a whole percentage, never "0%" or "100%" unless it is.
pub(super) fn chance(number: f64) -> String {
    let percent = rounded(number * 100.0, 0);
    if number > 0.0 && percent <= 0.0 {
        "under 1%".to_owned()
    } else if number < 1.0 && percent >= 100.0 {
        "over 99%".to_owned()
    } else {
        share(number)
    }
}

/// A count that is a whole number nearly always: given counts may be fractions.
pub(super) fn count(number: f64) -> String {
    let nearest = rounded(number, 0);
    decimal(number, u8::from((number - nearest).abs() > TOLERANCE))
}

/// A setting, as short as it can be written.
pub(super) fn setting(number: f64) -> String {
    decimal(
        number,
        (0..6)
            .find(|d| (rounded(number, *d) - number).abs() < 1e-9)
            .unwrap_or(6),
    )
}

/// How the values of an indicator are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Whole per cent.
    Percent,
    /// A whole number for every 100.
    PerHundred,
    /// A whole number for every 10,000.
    PerTenThousand,
    /// A count.
    Count,
    /// One decimal.
    Decimal,
}

impl Style {
    /// The style of an indicator of the configuration, or of one shown as context.
    pub(super) fn of(configuration: &Configuration, indicator: &str) -> Self {
        if let Some(definition) = definition(indicator) {
            return match definition.unit {
                Unit::Percent => Self::Percent,
                Unit::PerHundred => Self::PerHundred,
                Unit::PerTenThousand => Self::PerTenThousand,
                Unit::Count => Self::Count,
                Unit::Each => Self::Decimal,
            };
        }
        let mut indicators = configuration.indicators();
        match indicators
            .find(|(_, i)| i.code == indicator)
            .map(|(_, i)| i.kind)
        {
            Some(Kind::Proportion) => Self::Percent,
            Some(Kind::Rate) => Self::PerHundred,
            Some(Kind::Number) | None => Self::Decimal,
        }
    }

    /// A value as it is printed.
    pub(super) fn write(self, value: f64) -> String {
        match self {
            Self::Percent if value > 0.0 && rounded(value, 0) == 0.0 => "under 1%".to_owned(),
            Self::Percent => decimal(value, 0) + "%",
            Self::PerHundred | Self::PerTenThousand if value > 0.0 && rounded(value, 0) == 0.0 => {
                "under 1".to_owned()
            }
            Self::PerHundred | Self::PerTenThousand => decimal(value, 0),
            Self::Count => count(value),
            Self::Decimal => decimal(value, 1),
        }
    }

    /// What follows a number on an axis.
    pub(super) fn suffix(self) -> &'static str {
        if self == Self::Percent { "%" } else { "" }
    }

    /// Decimals a number is shown with where its cell holds it unrounded.
    pub(super) fn decimals(self) -> u8 {
        match self {
            Self::Decimal => 1,
            Self::Percent | Self::PerHundred | Self::PerTenThousand | Self::Count => 0,
        }
    }

    /// The unit by name, for a column of units.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Percent => "per cent",
            Self::PerHundred => PER_HUNDRED,
            Self::PerTenThousand => PER_TEN_THOUSAND,
            Self::Count | Self::Decimal => "number",
        }
    }

    /// The unit behind the name of a figure: " (%)", " (per 100)", or nothing.
    pub(super) fn in_brackets(self) -> String {
        match self {
            Self::Percent => " (%)".to_owned(),
            Self::PerHundred | Self::PerTenThousand => format!(" ({})", self.name()),
            Self::Count | Self::Decimal => String::new(),
        }
    }

    /// The unit in words, where the printed value does not carry it.
    pub(super) fn unit(self) -> Option<&'static str> {
        match self {
            Self::PerHundred => Some(PER_HUNDRED),
            Self::PerTenThousand => Some(PER_TEN_THOUSAND),
            Self::Percent | Self::Count | Self::Decimal => None,
        }
    }
}

const PER_HUNDRED: &str = "per 100";
const PER_TEN_THOUSAND: &str = "per 10,000";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (number, decimals, expected) in [
            (0.05, 1, "0.1"),
            (0.15, 1, "0.2"),
            (0.25, 1, "0.3"),
            (2.675, 2, "2.68"),
            (1.005, 2, "1.01"),
            (0.5, 0, "1"),
            (0.49, 0, "0"),
            (-0.04, 1, "0.0"),
            (99.95, 1, "100.0"),
            (1_234_567.0, 0, "1,234,567"),
            (999.5, 0, "1,000"),
            (-1234.5, 0, "−1,235"),
        ] {
            assert_eq!(decimal(number, decimals), expected, "{number}");
        }
    }

    #[test]
    fn settings_are_written_short() {
        for (number, expected) in [
            (25.0, "25"),
            (0.9, "0.9"),
            (0.25, "0.25"),
            (1000.0, "1,000"),
        ] {
            assert_eq!(setting(number), expected);
        }
        assert_eq!(setting(1.0 / 3.0), "0.333333");
    }

    #[test]
    fn what_is_not_nothing_is_not_printed_as_nothing() {
        assert_eq!(Style::Percent.write(0.0), "0%");
        assert_eq!(Style::Percent.write(0.2), "under 1%");
        assert_eq!(Style::Percent.write(0.5), "1%");
    }

    proptest! {
        #[test]
        fn a_rounded_number_is_near(number in -1e6..1e6_f64, decimals in 0..3_u8) {
            let step = 1.0 / libm::pow(10.0, f64::from(decimals));
            prop_assert!((rounded(number, decimals) - number).abs() <= step / 2.0 + 1e-6);
            prop_assert_eq!(rounded(-number, decimals), -rounded(number, decimals));
        }
    }
}
