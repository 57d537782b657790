//! What a section of an authority's report says.

use serde::Serialize;

use super::super::super::figure::Figure;

/// A section about an authority's year by groups. A report has it only where the data fill it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Its name in addresses: "placed-where".
    pub code: String,
    /// Its heading.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub finding: String,
    /// A chart of its first table; none where a table says it as well.
    pub chart: Option<SectionChart>,
    /// Its tables, at least one.
    pub tables: Vec<GroupTable>,
    /// What must be said about it, a sentence or two each.
    pub notes: Vec<String>,
    /// Where its figures come from, in a sentence.
    pub source: String,
}

/// Bars by name; the table beside them has the same numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SectionChart {
    /// The finding, in a sentence.
    pub title: String,
    /// What is measured.
    pub axis: String,
    /// What the bars are, in the plural: "authorities".
    pub units: String,
    /// A name and its number each.
    pub bars: Vec<(String, Figure)>,
}

/// Counts by group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupTable {
    /// What it counts.
    pub caption: String,
    /// The heading of the groups.
    pub groups: String,
    /// The headings of the other columns.
    pub columns: Vec<GroupColumn>,
    /// A row for each group, a total last.
    pub rows: Vec<GroupRow>,
    /// What must be said about it.
    pub notes: Vec<String>,
}

/// A column of a [`GroupTable`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupColumn {
    /// Its heading.
    pub heading: String,
    /// Whether it holds numbers rather than words.
    pub is_number: bool,
}

/// A row of a [`GroupTable`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupRow {
    /// The group.
    pub label: String,
    /// The name of the page about it, without ending; empty where there is none.
    pub file: String,
    /// A cell for each column.
    pub cells: Vec<GroupCell>,
    /// Whether it is the total of the others.
    pub is_total: bool,
}

/// A cell of a [`GroupTable`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupCell {
    /// The count, or what stands in its place.
    pub figure: Figure,
    /// What it is a share of, as a percentage: "46%"; empty where it is none, or is of too few.
    pub share: String,
}

impl GroupCell {
    pub(in crate::report) fn words(text: impl Into<String>) -> Self {
        Self {
            figure: Figure::absent(text, ""),
            share: String::new(),
        }
    }
}

impl GroupColumn {
    pub(in crate::report) fn number(heading: &str) -> Self {
        Self {
            heading: heading.to_owned(),
            is_number: true,
        }
    }

    pub(in crate::report) fn words(heading: &str) -> Self {
        Self {
            heading: heading.to_owned(),
            is_number: false,
        }
    }
}
