//! The accessible spreadsheet, whatever its format: cover, contents, notes, then one table a
//! sheet. Cells hold unrounded numbers and the decimals they are shown with.

mod figures;
mod front;
mod model;
mod notes;
mod scores;
mod years;

use crate::assessment::{Assessment, DrawnYear};

use super::comparisons::Comparisons;
use super::frame::Frame;
use super::measure_rows::MeasureRow;
use super::revisions::Revisions;
use notes::Notes;

pub use model::{Cell, Column, Line, Sheet, Table, Workbook};

/// What the tables are made from.
struct Content<'a> {
    /// The year that the publication opens with.
    assessment: &'a Assessment<'a>,
    /// That year, then the others, the latest first.
    years: Vec<DrawnYear<'a, 'a>>,
    frame: &'a Frame,
    /// The measures of every year, in the order of these.
    rows: Vec<&'a MeasureRow>,
    /// What changed since an earlier publication.
    revisions: Option<&'a Revisions>,
    notes: Notes,
}

impl Workbook {
    /// The workbook of a publication that opens with a year and has others; `rows` are the measures of
    /// every year, a year after another.
    pub(super) fn of<'a>(
        (assessment, others): (&'a Assessment<'a>, &[&'a Assessment<'a>]),
        shared: &Comparisons,
        frame: &'a Frame,
        rows: impl Iterator<Item = &'a MeasureRow>,
        revisions: Option<&'a Revisions>,
    ) -> Self {
        let mut rows: Vec<&MeasureRow> = rows.collect();
        rows.sort_by_key(|row| (row.year != assessment.year, std::cmp::Reverse(row.year)));
        let content = Content {
            years: DrawnYear::from_opened(assessment, others),
            notes: Notes::of(assessment, others, shared, frame),
            assessment,
            frame,
            rows,
            revisions,
        };
        let tables: Vec<Titled> = scores::tables(&content)
            .chain(years::table(&content))
            .chain(figures::tables(&content))
            .collect();
        let tables: Vec<Sheet> = (1..)
            .zip(tables)
            .map(|(number, titled)| content.sheet(number, titled))
            .collect();
        let mut sheets = vec![
            front::cover(frame),
            front::contents(&content, &tables),
            front::notes(&content),
        ];
        sheets.extend(tables);
        Self {
            title: format!("{}: {}", frame.title, frame.period),
            subject: front::SUBJECT.to_owned(),
            publisher: frame.publisher.clone().unwrap_or_default(),
            language: "en-GB",
            marking: frame.marking.clone(),
            period: frame.period.clone(),
            dated: frame.dated(),
            sheets,
        }
    }
}

/// A table and what it is called.
struct Titled {
    title: String,
    table: Table,
}

impl Titled {
    /// A table of some rows under its title; none where there are none. The title comes first, since notes are
    /// numbered as they are referred to.
    fn of(rows: Vec<Vec<Cell>>, head: impl FnOnce() -> (String, Table)) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        let (title, table) = head();
        let table = Table { rows, ..table };
        Some(Self { title, table })
    }
}

impl Content<'_> {
    /// A sheet of one table: its title, what is on it, and the marking.
    fn sheet(&self, number: usize, titled: Titled) -> Sheet {
        let mut lines = vec![Line::text(
            "This sheet holds one table. Notes are on the sheet Notes; shorthand in brackets, such as [c], is explained on the sheet Cover.",
        )];
        lines.extend(self.frame.marking.iter().map(Line::text));
        lines.push(Line::text(&self.frame.status));
        Sheet {
            name: format!("Table_{number}"),
            title: format!("Table {number}: {}", titled.title),
            lines,
            table: Some(titled.table),
        }
    }
}
