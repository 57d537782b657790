//! What the tables of a publication hold: each column with its name, type and meaning, in the order
//! in which it is written. The tables are written by it, the data package describes them by it, and the data
//! dictionary is held to it.

use std::sync::LazyLock;

use serde::Deserialize;

const TABLES: &str = include_str!("table_forms.csv");
const COLUMNS: &str = include_str!("table_columns.csv");

/// A table of a publication, as `table_forms.csv` and `table_columns.csv` beside this describe it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableForm {
    /// Its name.
    pub name: String,
    /// Where it is in a publication.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// What it holds, in a sentence.
    pub description: String,
    /// The columns that tell its rows apart; none where nothing does.
    pub key: Vec<String>,
    /// Its columns.
    pub columns: Vec<ColumnForm>,
}

/// A column of such a table.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnForm {
    /// Its name.
    pub name: String,
    /// What its cells are.
    pub kind: CellKind,
    /// Whether no cell of it is empty.
    pub required: bool,
    /// The least that a number can be.
    pub minimum: Option<f64>,
    /// The most.
    pub maximum: Option<f64>,
    /// All that can stand in it; empty where anything can.
    pub values: Vec<String>,
    /// What it says.
    pub description: String,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellKind {
    /// Words or codes.
    Text,
    /// A year of four digits.
    Year,
    /// A whole number, written without a point.
    Whole,
    /// A count: a whole number, but for indicators of a publisher's own, which may count in parts.
    Count,
    /// Any number, written with a point, so that a reader that guesses by the first rows takes none for
    /// a whole one.
    Number,
}

#[derive(Debug, Deserialize)]
struct TableLine {
    table: String,
    path: String,
    title: String,
    key: String,
    description: String,
}

#[derive(Debug, Deserialize)]
struct ColumnLine {
    table: String,
    column: String,
    #[serde(rename = "type")]
    kind: CellKind,
    required: String,
    minimum: Option<f64>,
    maximum: Option<f64>,
    values: String,
    description: String,
}

static FORMS: LazyLock<Vec<TableForm>> = LazyLock::new(|| {
    let columns: Vec<ColumnLine> = lines(COLUMNS);
    let form = |line: TableLine| TableForm {
        key: words(&line.key),
        columns: columns
            .iter()
            .filter(|column| column.table == line.table)
            .map(ColumnForm::of)
            .collect(),
        name: line.table,
        path: line.path,
        title: line.title,
        description: line.description,
    };
    lines(TABLES).into_iter().map(form).collect()
});

/// What is no table of ours: without columns.
static NOTHING: LazyLock<TableForm> = LazyLock::new(TableForm::default);

fn lines<L: for<'l> Deserialize<'l>>(text: &str) -> Vec<L> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().filter_map(Result::ok).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

impl ColumnForm {
    fn of(line: &ColumnLine) -> Self {
        Self {
            name: line.column.clone(),
            kind: line.kind,
            required: line.required == "yes",
            minimum: line.minimum,
            maximum: line.maximum,
            values: words(&line.values),
            description: line.description.clone(),
        }
    }

    /// Whether a cell can stand in it.
    fn takes(&self, cell: &str) -> bool {
        if cell.is_empty() {
            return !self.required;
        }
        let number: Option<f64> = cell.parse().ok();
        let fits = match self.kind {
            CellKind::Text => true,
            CellKind::Year => cell.len() == 4 && cell.parse::<u16>().is_ok(),
            CellKind::Whole => cell.parse::<i64>().is_ok(),
            CellKind::Count => number.is_some(),
            CellKind::Number => number.is_some() && cell.contains('.'),
        };
        let within = |number: f64| {
            self.minimum.is_none_or(|least| number >= least)
                && self.maximum.is_none_or(|most| number <= most + 1e-9)
        };
        let is_known = self.values.is_empty() || self.values.iter().any(|value| value == cell);
        fits && is_known && number.is_none_or(within)
    }
}

impl TableForm {
    /// All of them.
    pub fn all() -> &'static [Self] {
        &FORMS
    }

    /// The one of a name; one without columns where there is none.
    pub fn of(name: &str) -> &'static Self {
        FORMS
            .iter()
            .find(|form| form.name == name)
            .unwrap_or(&NOTHING)
    }

    /// The column that a row does not fit, with what stands there; a row of another length fits none.
    pub(crate) fn misfit<S: AsRef<[u8]>>(&self, cells: &[S]) -> Option<String> {
        if cells.len() != self.columns.len() {
            return Some(format!("{} cells, not {}", cells.len(), self.columns.len()));
        }
        let cells = cells
            .iter()
            .map(|cell| String::from_utf8_lossy(cell.as_ref()));
        let mut pairs = self.columns.iter().zip(cells);
        pairs
            .find(|(column, cell)| !column.takes(cell))
            .map(|(column, cell)| format!("{}: {cell}", column.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Absence, SourceKind};
    use crate::source::Symbol;

    fn column(table: &str, name: &str) -> &'static ColumnForm {
        let columns = &TableForm::of(table).columns;
        columns.iter().find(|column| column.name == name).unwrap()
    }

    #[test]
    fn every_line_is_read() {
        let columns: usize = FORMS.iter().map(|form| form.columns.len()).sum();
        assert_eq!(FORMS.len(), TABLES.lines().count() - 1);
        assert_eq!(columns, COLUMNS.lines().count() - 1);
        for form in FORMS.iter() {
            assert!(!form.columns.is_empty(), "{}", form.name);
            let names = form.columns.iter().map(|column| &column.name);
            let names: std::collections::BTreeSet<&String> = names.collect();
            assert_eq!(names.len(), form.columns.len(), "{}", form.name);
            assert!(
                form.key.iter().all(|key| names.contains(key)),
                "{}",
                form.name
            );
        }
    }

    #[test]
    fn every_word_that_is_written_can_stand_there() {
        let absences = Symbol::ALL.map(Absence::Symbol).into_iter();
        for absence in absences.chain([Absence::NoData, Absence::LeftOut]) {
            for table in ["measures", "scores"] {
                assert!(column(table, "status").takes(absence.as_str()), "{absence}");
            }
        }
        let sources = [
            SourceKind::Given,
            SourceKind::ChildLevel,
            SourceKind::Published,
            SourceKind::Computed,
        ];
        for source in sources {
            assert!(column("measures", "source").takes(source.as_str()));
        }
        assert!(!column("measures", "status").takes("wrong"));
    }

    #[test]
    fn cells_are_of_the_kind_of_their_column() {
        let takes = |table, name, cell| column(table, name).takes(cell);
        assert!(takes("scores", "rank_low", "14") && !takes("scores", "rank_low", "14.975"));
        assert!(takes("scores", "score", "50.0") && !takes("scores", "score", "50"));
        assert!(takes("measures", "numerator", "2.5") && !takes("measures", "numerator", "c"));
        assert!(!takes("scores", "coverage", "1.1") && !takes("scores", "authority_code", ""));
        let wrong = TableForm::of("groups").misfit(&["A", "B", "2024", "t", "r", "c", "c", "c"]);
        assert_eq!(wrong.as_deref(), Some("count: c"));
        assert!(TableForm::of("groups").misfit(&["A"]).is_some());
    }
}
