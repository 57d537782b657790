//! Rows of a published table: places, figures, and their suppression.

use std::fmt::Write as _;

use crate::sample::nation::{self, Authority};

/// The columns every table begins with.
pub(super) const PLACE_COLUMNS: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code";
const COUNTRY: &str = "X00000001,Sample nation";

/// Where a row's figures are of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Site<'a> {
    Nation,
    Region(usize),
    Authority(&'a Authority),
}

impl Site<'_> {
    /// The first columns of its rows.
    pub(super) fn columns(&self, year: i16) -> String {
        let (level, rest) = match self {
            Self::Nation => ("National", ",,,,".to_owned()),
            Self::Region(region) => {
                let name = nation::region_name(*region);
                ("Regional", format!("R{:02},{name},,,", region + 1))
            }
            Self::Authority(a) => {
                let region = nation::region_name(a.region);
                let names = format!(
                    "{},{region},{},{},{}",
                    a.region_code(),
                    a.code,
                    a.name,
                    a.code
                );
                ("Local authority", names)
            }
        };
        format!("{year},Reporting year,{level},{COUNTRY},{rest}")
    }

    /// Whether its counts are rounded rather than suppressed.
    pub(super) fn is_rounded(&self) -> bool {
        !matches!(self, Self::Authority(_))
    }

    /// A count: rounded to 10 for the nation and regions, `c` for 1 to 5 of an authority.
    pub(super) fn count(&self, count: usize) -> String {
        match self.is_rounded() {
            true => ((count + 5) / 10 * 10).to_string(),
            false if is_small(count) => "c".to_owned(),
            false => count.to_string(),
        }
    }
}

/// Whether a count must be suppressed.
pub(super) fn is_small(count: usize) -> bool {
    (1..=5).contains(&count)
}

/// A share in whole percent: `z` of nothing, `k` where it rounds to nothing.
pub(super) fn percent(count: usize, total: usize) -> String {
    if total == 0 {
        return "z".to_owned();
    }
    match (200 * count + total) / (2 * total) {
        0 if count > 0 => "k".to_owned(),
        share => share.to_string(),
    }
}

/// A mean to one decimal: `z` of nothing.
pub(super) fn mean(sum: usize, count: usize) -> String {
    if count == 0 {
        return "z".to_owned();
    }
    let tenths = (20 * sum + count) / (2 * count);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

/// Figures of a total's parts, one of each part: count and percent. A part of 1 to 5 is
/// suppressed, and where only one is, the next smallest too, so that it cannot be told from the
/// total. Parts of nothing are `z`.
pub(super) fn parts(site: &Site<'_>, counts: &[usize]) -> Vec<(String, String)> {
    let total: usize = counts.iter().sum();
    let hidden = hidden(site, counts, total);
    counts
        .iter()
        .zip(hidden)
        .map(|(count, hidden)| match (hidden, total) {
            (_, 0) => ("z".to_owned(), "z".to_owned()),
            (true, _) => ("c".to_owned(), "c".to_owned()),
            (false, _) if site.is_rounded() => (site.count(*count), percent(*count, total)),
            (false, _) => (count.to_string(), percent(*count, total)),
        })
        .collect()
}

fn hidden(site: &Site<'_>, counts: &[usize], total: usize) -> Vec<bool> {
    if site.is_rounded() {
        return vec![false; counts.len()];
    }
    if is_small(total) {
        return vec![true; counts.len()];
    }
    let mut hidden: Vec<bool> = counts.iter().map(|count| is_small(*count)).collect();
    if hidden.iter().filter(|is| **is).count() == 1 {
        let next = (0..counts.len())
            .filter(|at| !hidden[*at])
            .min_by_key(|at| (counts[*at] == 0, counts[*at]));
        if let Some(next) = next {
            hidden[next] = true;
        }
    }
    hidden
}

/// A cell of text, quoted where it must be.
pub(super) fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Adds a row: the place's columns, then the cells.
pub(super) fn push(table: &mut String, site_columns: &str, cells: &[&str]) {
    table.push_str(site_columns);
    for text in cells {
        let _ = write!(table, ",{}", cell(text));
    }
    table.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::nation;

    #[test]
    fn one_suppressed_part_takes_another_with_it() {
        let nation = nation::authorities(1, 4);
        let site = Site::Authority(&nation[0]);
        let shown = |counts: &[usize]| -> Vec<String> {
            parts(&site, counts)
                .into_iter()
                .map(|(count, _)| count)
                .collect()
        };
        assert_eq!(shown(&[3, 40, 20, 0]), ["c", "40", "c", "0"]);
        assert_eq!(shown(&[3, 4, 20]), ["c", "c", "20"]);
        assert_eq!(shown(&[30, 0]), ["30", "0"]);
        assert_eq!(shown(&[2, 0]), ["c", "c"]);
        assert_eq!(shown(&[0, 0]), ["z", "z"]);
        assert_eq!(parts(&Site::Nation, &[3, 44])[1].0, "40");
    }

    #[test]
    fn percentages_and_means_round_half_up() {
        assert_eq!(percent(1, 8), "13");
        assert_eq!(percent(1, 1000), "k");
        assert_eq!(percent(0, 10), "0");
        assert_eq!(percent(0, 0), "z");
        assert_eq!(mean(13, 2), "6.5");
        assert_eq!(mean(12, 2), "6");
    }
}
