//! Text alternatives built from a chart's data.

use super::data::Datum;

/// Lowest, middle, highest and highlighted of many units, in words.
pub(super) fn many(data: &[&Datum], units: &str) -> String {
    let mut sorted = data.to_vec();
    sorted.sort_by(|a, b| a.reading.value.total_cmp(&b.reading.value));
    let (Some(lowest), Some(highest)) = (sorted.first(), sorted.last()) else {
        return "No data.".to_owned();
    };
    let middle = sorted[(sorted.len() - 1) / 2];
    let range = match sorted.len() {
        1 => format!("{}.", named(lowest)),
        count => format!(
            "{count} {units}. Lowest: {}. Half are at or below {}. Highest: {}.",
            named(lowest),
            middle.reading.display,
            named(highest)
        ),
    };
    let shown: Vec<String> = sorted
        .iter()
        .filter(|datum| datum.highlighted)
        .map(|datum| named(datum))
        .collect();
    if shown.is_empty() || sorted.len() == 1 {
        range
    } else {
        format!("{range} Highlighted: {}.", shown.join(", "))
    }
}

/// A unit and its value: "Norton, 14%".
pub(super) fn named(datum: &Datum) -> String {
    format!("{}, {}", datum.label, datum.reading.display)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowest_middle_highest_and_highlighted_are_named() {
        let data = [
            Datum::new("A", 4.0, "4%"),
            Datum::new("B", 11.0, "11%").highlighted(),
            Datum::new("C", 23.0, "23%"),
        ];
        let data: Vec<&Datum> = data.iter().collect();
        assert_eq!(
            many(&data, "authorities"),
            "3 authorities. Lowest: A, 4%. Half are at or below 11%. Highest: C, 23%. \
             Highlighted: B, 11%."
        );
        assert_eq!(many(&data[..1], "authorities"), "A, 4%.");
        assert_eq!(many(&[], "authorities"), "No data.");
    }
}
