//! What a section of an authority's report says.

use std::fmt;

use serde::Serialize;

use super::super::super::figure::{Figure, or_nothing};

/// What is said under a table in which anything is withheld.
const WITHHELD: &str =
    "[c] is withheld: it could point at a child, or would give away a figure that could.";

/// A section about an authority's year by groups. A report has it only where the data fill it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Which section it is.
    pub code: SectionCode,
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

/// A section by its name in addresses: "placed-where".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SectionCode {
    /// Where its children are placed.
    PlacedWhere,
    /// Whose children it hosts.
    Hosted,
    /// How well it was recorded.
    RecordingQuality,
    /// Kinds of placement and providers.
    Placements,
    /// Missing incidents by group.
    Incidents,
    /// Unaccompanied asylum-seeking children.
    Unaccompanied,
    /// Return interviews, and placement reviews beside them.
    ReturnInterviews,
    /// Children placed out of area.
    OutOfArea,
    /// Going missing, out of area against inside.
    GoingMissing,
    /// Who the children are that went missing.
    WhoWentMissing,
    /// Telling the host authority.
    Notifications,
    /// The authority's count against the police's.
    Police,
    /// What the authority says it did.
    StepsTaken,
    /// What else the authority answered in words.
    FurtherAnswers,
    /// What changed since the last statement.
    SinceLast,
    /// Children in care, and how many there may be.
    Need,
    /// Places in the area.
    Provision,
    /// Whether there are enough places.
    Sufficiency,
    /// Children in care who went missing.
    Missing,
    /// What the data cannot say: a part that every report to a board has.
    Limits,
}

impl SectionCode {
    /// As it stands in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlacedWhere => "placed-where",
            Self::Hosted => "hosted",
            Self::RecordingQuality => "recording-quality",
            Self::Placements => "placements",
            Self::Incidents => "incidents",
            Self::Unaccompanied => "unaccompanied",
            Self::ReturnInterviews => "return-interviews",
            Self::OutOfArea => "out-of-area",
            Self::GoingMissing => "going-missing",
            Self::WhoWentMissing => "who-went-missing",
            Self::Notifications => "notifications",
            Self::Police => "police",
            Self::StepsTaken => "steps-taken",
            Self::FurtherAnswers => "further-answers",
            Self::SinceLast => "since-last",
            Self::Need => "need",
            Self::Provision => "provision",
            Self::Sufficiency => "sufficiency",
            Self::Missing => "missing",
            Self::Limits => "limits",
        }
    }
}

impl AsRef<str> for SectionCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for SectionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a section says, before it is known where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct SectionBody {
    pub(in crate::report) finding: String,
    pub(in crate::report) chart: Option<SectionChart>,
    pub(in crate::report) tables: Vec<GroupTable>,
    pub(in crate::report) notes: Vec<String>,
    pub(in crate::report) source: String,
}

impl SectionBody {
    /// The section under its code and title.
    pub(in crate::report) fn section(self, code: SectionCode, title: &str) -> Section {
        Section {
            code,
            title: title.to_owned(),
            finding: self.finding,
            chart: self.chart,
            tables: self.tables,
            notes: self.notes,
            source: self.source,
        }
    }

    /// The same with links to no other page, for a report that stands alone.
    pub(in crate::report) fn alone(self) -> Self {
        let tables = self.tables.into_iter().map(GroupTable::without_links);
        Self {
            tables: tables.collect(),
            ..self
        }
    }
}

impl Section {
    /// The figures it prints.
    pub(in crate::report) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let bars = self.chart.iter().flat_map(|chart| &chart.bars);
        let bars = bars.map(|(_, figure)| figure);
        self.tables.iter().flat_map(GroupTable::figures).chain(bars)
    }
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
    /// The heading of the groups; none where there is one row, which names what is counted.
    #[serde(serialize_with = "or_nothing")]
    pub groups: Option<String>,
    /// The headings of the other columns.
    pub columns: Vec<GroupColumn>,
    /// A row for each group, a total last.
    pub rows: Vec<GroupRow>,
    /// What must be said about it.
    pub notes: Vec<String>,
    /// What it is about.
    #[serde(skip)]
    pub subject: TableSubject,
}

/// What a [`GroupTable`] is about, by which it is laid out and found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableSubject {
    /// Counts by any groups.
    Groups,
    /// Measures beside those of others: its cells hold a figure and what that came from.
    BesideOthers,
    /// The authorities that host its children.
    Hosts,
    /// Return interviews, step by step.
    Interviews,
    /// Places with how many of them are vacant.
    Vacancies,
}

/// What stands above the rows of a table.
pub(in crate::report) struct TableHead<'h> {
    pub(in crate::report) caption: String,
    pub(in crate::report) groups: Option<&'h str>,
    pub(in crate::report) columns: Vec<GroupColumn>,
    pub(in crate::report) subject: TableSubject,
}

impl GroupTable {
    /// Whether its rows are years.
    pub(crate) fn is_by_year(&self) -> bool {
        let year = |row: &GroupRow| matches!(row.subject, RowSubject::Year(_));
        self.rows.iter().all(year)
    }

    /// A table. Where anything in it is withheld a note says what that means, behind the notes that
    /// come first and before those that come last.
    pub(in crate::report) fn new(
        head: TableHead<'_>,
        rows: Vec<GroupRow>,
        first: Vec<String>,
        last: Vec<String>,
    ) -> Self {
        let mut cells = rows.iter().flat_map(|row| &row.cells);
        let withheld = cells
            .any(|cell| cell.figure.is_withheld())
            .then(|| WITHHELD.to_owned());
        let notes = first.into_iter().chain(withheld).chain(last);
        Self {
            caption: head.caption,
            groups: head.groups.map(str::to_owned),
            columns: head.columns,
            notes: notes.collect(),
            subject: head.subject,
            rows,
        }
    }

    /// The figures in its cells.
    pub(in crate::report) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.map(|cell| &cell.figure)
    }

    fn without_links(self) -> Self {
        let rows = self.rows.into_iter();
        Self {
            rows: rows.map(|row| GroupRow { file: None, ..row }).collect(),
            ..self
        }
    }
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
    /// The name of the page about it, without ending; none where there is none.
    #[serde(serialize_with = "or_nothing")]
    pub file: Option<String>,
    /// A cell for each column.
    pub cells: Vec<GroupCell>,
    /// Whether it is the total of the others.
    pub is_total: bool,
    /// What it is about.
    #[serde(skip)]
    pub subject: RowSubject,
}

/// What a row of a [`GroupTable`] is about, by which it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowSubject {
    /// A group, or several of which nothing is shown.
    Group,
    /// A measure, by its code.
    Measure(&'static str),
    /// The year ending 31 March.
    Year(i32),
    /// The band of distance from home that ends at 20 miles, alone or with others of which nothing
    /// is shown.
    UpTo20Miles,
}

impl GroupRow {
    /// A row about a group.
    pub(in crate::report) fn new(label: impl Into<String>, cells: Vec<GroupCell>) -> Self {
        Self {
            label: label.into(),
            file: None,
            cells,
            is_total: false,
            subject: RowSubject::Group,
        }
    }

    /// A row about a year.
    pub(in crate::report) fn of_year(year: impl Into<i32>, cells: Vec<GroupCell>) -> Self {
        let year = year.into();
        Self {
            subject: RowSubject::Year(year),
            ..Self::new(year.to_string(), cells)
        }
    }

    /// The total of the others.
    pub(in crate::report) fn total(cells: Vec<GroupCell>) -> Self {
        Self {
            is_total: true,
            ..Self::new("All", cells)
        }
    }
}

/// A cell of a [`GroupTable`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupCell {
    /// The count, or what stands in its place.
    pub figure: Figure,
    /// What it is a share of, as a percentage: "46%"; none where it is none, or is of too few.
    #[serde(serialize_with = "or_nothing")]
    pub share: Option<String>,
}

impl GroupCell {
    /// A figure alone.
    pub(in crate::report) fn of(figure: Figure) -> Self {
        Self {
            figure,
            share: None,
        }
    }

    /// Words in place of a number.
    pub(in crate::report) fn words(text: impl Into<String>) -> Self {
        Self::of(Figure::absent(text, ""))
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
