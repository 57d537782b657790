//! Which places of the written files hold the same count, and which counts add up: what a reader
//! of the data dictionary knows. Kept as data in `dictionary.txt`, a section for each kind of knowledge.

use std::collections::BTreeMap;

const KNOWN: &str = include_str!("dictionary.txt");

/// What a reader knows of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownIndicator {
    /// The name of what is counted.
    pub numerator: &'static str,
    /// The name of what it is out of; none for a plain count.
    pub denominator: Option<&'static str>,
    /// Whether the numerator is part of the denominator, as a share is.
    pub is_share: bool,
    /// Whether it is written as a plain ratio rather than for every hundred.
    pub is_each: bool,
    /// Whether none and all of what is counted say too much.
    pub is_sensitive: bool,
}

/// What a reader of the data dictionary knows of counts.
#[derive(Debug, Clone)]
pub struct Dictionary {
    indicators: BTreeMap<&'static str, KnownIndicator>,
    names: BTreeMap<Place, &'static str>,
    sums: Vec<Sum>,
    differences: Vec<Difference>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self {
            indicators: section("indicators").filter_map(indicator).collect(),
            names: section("cells").filter_map(entry).collect(),
            sums: section("sums").filter_map(Sum::read).collect(),
            differences: section("differences")
                .filter_map(Difference::read)
                .collect(),
        }
    }
}

/// The lines of a section.
fn section(name: &str) -> impl Iterator<Item = &'static str> {
    let is_head = |line: &str| line.starts_with('[');
    let named = move |line: &&'static str| {
        let head = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'));
        head != Some(name)
    };
    KNOWN
        .lines()
        .skip_while(named)
        .skip(1)
        .take_while(move |line| !is_head(line))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

type Place = (&'static str, &'static str, &'static str);

/// A line of the section of cells.
fn entry(line: &'static str) -> Option<(Place, &'static str)> {
    let mut cells = line.splitn(4, ',');
    let place = (cells.next()?, cells.next()?, cells.next()?);
    Some((place, cells.next()?))
}

/// A line of the section of indicators.
fn indicator(line: &'static str) -> Option<(&'static str, KnownIndicator)> {
    let mut cells = line.split(',');
    let code = cells.next()?;
    let (numerator, denominator) = (cells.next()?, cells.next()?);
    let (kind, attribute) = (cells.next()?, cells.next()?);
    let known = KnownIndicator {
        numerator,
        denominator: Some(denominator).filter(|name| !name.is_empty()),
        is_share: kind == "share",
        is_each: kind == "each",
        is_sensitive: attribute == "sensitive",
    };
    Some((code, known))
}

impl Dictionary {
    /// The same with one more indicator, in the form of a line of its section, and what binds its
    /// counts, each in the form of a line of that section.
    ///
    /// ```
    /// use care_scorecard_audit::Dictionary;
    /// let known = Dictionary::default().with(
    ///     "near,near,census,share,",
    ///     &["near <= outside"],
    ///     &["distance,outside,up-to-20-miles,near"],
    /// );
    /// assert_eq!(known.indicator("near").map(|i| i.numerator), Some("near"));
    /// ```
    #[must_use]
    pub fn with(
        mut self,
        line: &'static str,
        sums: &[&'static str],
        cells: &[&'static str],
    ) -> Self {
        self.indicators.extend(indicator(line));
        self.sums
            .extend(sums.iter().filter_map(|said| Sum::read(said)));
        self.names
            .extend(cells.iter().filter_map(|line| entry(line)));
        self
    }

    /// What is known of an indicator.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&KnownIndicator> {
        self.indicators.get(code)
    }

    /// The indicators that are known.
    pub fn indicators(&self) -> impl Iterator<Item = (&'static str, &KnownIndicator)> {
        self.indicators.iter().map(|(code, known)| (*code, known))
    }

    /// What binds counts, as it is written: "a + b = c" or "a <= b".
    pub fn bindings(&self) -> impl Iterator<Item = &'static str> {
        self.sums.iter().map(|sum| sum.said)
    }

    /// The cells of tables that are a count with a name: table, row and column, and the count.
    pub fn cells(&self) -> impl Iterator<Item = ([&'static str; 3], &'static str)> {
        self.names
            .iter()
            .map(|((table, row, column), count)| ([*table, *row, *column], *count))
    }

    pub(super) fn sums(&self) -> &[Sum] {
        &self.sums
    }

    pub(super) fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// The name of a count of the table of measures.
    pub(super) fn measure(&self, code: &str, numerator: bool) -> String {
        let known = self.indicators.get(code);
        let name = known.and_then(|known| {
            if numerator {
                Some(known.numerator)
            } else {
                known.denominator
            }
        });
        let part = if numerator {
            "numerator"
        } else {
            "denominator"
        };
        name.map_or_else(|| format!("measures/{code}/{part}"), str::to_owned)
    }

    /// The name of a count of another table.
    pub(super) fn name(&self, table: &str, row: &str, column: &str) -> String {
        let known = self.names.get(&(table, row, column));
        known.map_or_else(
            || format!("{table}/{row}/{column}"),
            |name| (*name).to_owned(),
        )
    }

    /// Whether an indicator's numerator is part of its denominator; of one that is not known the
    /// publication says its kind.
    pub(super) fn is_share(&self, code: &str, kind: Option<&str>) -> bool {
        let known = self.indicators.get(code);
        known.is_none_or(|known| known.is_share) && kind.is_none_or(|kind| kind == "proportion")
    }

    /// What a numerator over its denominator is multiplied by.
    pub(super) fn factor(&self, code: &str) -> f64 {
        let each = self.indicators.get(code).is_some_and(|known| known.is_each);
        if each { 1.0 } else { 100.0 }
    }

    /// Whether an indicator has a denominator.
    pub(super) fn has_denominator(&self, code: &str) -> bool {
        let known = self.indicators.get(code);
        known.is_none_or(|known| known.denominator.is_some())
    }

    /// Whether none and all of what an indicator counts say too much.
    pub(super) fn is_sensitive(&self, code: &str) -> bool {
        let known = self.indicators.get(code);
        known.is_some_and(|known| known.is_sensitive)
    }
}

/// Σ left = Σ right, or Σ left ≤ Σ right.
#[derive(Debug, Clone)]
pub(crate) struct Sum {
    pub(crate) left: Vec<&'static str>,
    pub(crate) right: Vec<&'static str>,
    pub(crate) equal: bool,
    /// As it is written.
    pub(crate) said: &'static str,
}

impl Sum {
    fn read(said: &'static str) -> Option<Self> {
        let side = |text: &'static str| text.split(" + ").collect();
        let bound = said.split_once(" <= ");
        let (left, right) = bound.or_else(|| said.split_once(" = "))?;
        Some(Self {
            left: side(left),
            right: side(right),
            equal: bound.is_none(),
            said,
        })
    }
}

/// Counts that leave others of which nobody has a count, but who have something in common.
#[derive(Debug, Clone)]
pub(crate) struct Difference {
    pub(crate) of: Vec<&'static str>,
    pub(crate) less: Vec<&'static str>,
    /// Who is left.
    pub(crate) who: &'static str,
}

impl Difference {
    fn read(said: &'static str) -> Option<Self> {
        let side = |text: &'static str| text.split(" + ").collect();
        let (counts, who) = said.split_once(": ")?;
        let (of, less) = counts.split_once(" - ")?;
        Some(Self {
            of: side(of),
            less: side(less),
            who,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        let known = Dictionary::default();
        assert_eq!(known.sums.len(), section("sums").count());
        assert_eq!(known.differences.len(), section("differences").count());
        assert_eq!(known.names.len(), section("cells").count());
        assert_eq!(known.indicators.len(), section("indicators").count());
        let all = [known.sums.len(), known.differences.len(), known.names.len()];
        let lines = KNOWN
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with(['#', '[']));
        assert_eq!(
            all.iter().sum::<usize>() + known.indicators.len(),
            lines.count()
        );
    }

    #[test]
    fn a_count_has_one_name_wherever_it_stands() {
        let names = Dictionary::default();
        let census = names.measure("placed-outside", false);
        assert_eq!(names.name("ages", "total", "children"), census);
        assert_eq!(
            names.name("ages", "under-1", "children"),
            "ages/under-1/children"
        );
    }
}
