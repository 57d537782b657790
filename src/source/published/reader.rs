use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::shape::header_key;
use crate::source::symbol::{Figure, Symbol};
use crate::source::table::{Row, Table};
use crate::source::year::year_ending;

use super::cells::{Kept, Notes, counted};
use super::columns::Columns;
use super::layout::{Identified, Layout, NotUsed, identify};
use super::messages::{lacking, missing_code, not_used};
use super::places::{Places, Standing};
use super::{Location, PublishedFile, Quantity, quantity_of};

/// Reads a published table: the rows that a figure is taken from, and no other. Where none is, that
/// is said once.
pub(in crate::source) fn read(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> PublishedFile {
    let identified = match identify(table) {
        Ok(identified) => identified,
        Err(why) => {
            diagnostics.push(not_used(table, &why));
            return PublishedFile::default();
        }
    };
    let lacking = lacking(table.name, &identified);
    let Some(mut reader) = Reader::new(table, register, identified) else {
        diagnostics.push(missing_code(table.name));
        return PublishedFile::default();
    };
    let mut own = diagnostics.alike();
    table.while_row_or_note(&mut own, |row, own| {
        reader.row(row, own);
        ControlFlow::Continue(())
    });
    match reader.finish(&mut own) {
        Ok(file) => {
            diagnostics.extend(lacking);
            diagnostics.append(own);
            file
        }
        Err(why) => {
            // Nothing in it matters then.
            diagnostics.push(not_used(table, &why));
            PublishedFile::default()
        }
    }
}

struct Reader<'t> {
    table: &'t Table<'t>,
    layout: Layout,
    columns: Columns,
    year: usize,
    level: usize,
    places: Places<'t>,
    quantities: HashMap<(String, String), Option<Quantity>>,
    /// What stood in columns that may be labels, by the line that gave a cell.
    beside: HashMap<u64, String>,
    /// A column that tells apart rows of one place, year and label, so that it is a filter.
    filter: Option<usize>,
    kept: Kept,
    passed_over: BTreeMap<(Code, String), (u64, usize)>,
    notes: Notes,
    file: PublishedFile,
}

impl<'t> Reader<'t> {
    /// None where no column has the code of a place.
    fn new(table: &'t Table<'t>, register: &'t Register, identified: Identified) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            table,
            year: found.column("time_period")?,
            level: found.column("geographic_level")?,
            places: Places::of(found, register)?,
            layout: identified.layout,
            columns: identified.columns,
            quantities: HashMap::new(),
            beside: HashMap::new(),
            filter: None,
            kept: Kept::default(),
            passed_over: BTreeMap::new(),
            notes: Notes::default(),
            file: PublishedFile {
                name: table.name.to_owned(),
                ..PublishedFile::default()
            },
        })
    }

    fn row(&mut self, row: &Row<'_>, diagnostics: &mut Diagnostics) {
        if self.is_note(row) {
            self.notes.note(row.line());
            return;
        }
        let Some(quantity) = self.quantity(row) else {
            return;
        };
        if row.is_uneven() {
            diagnostics.push(row.uneven());
            return;
        }
        let standing = self.places.standing(row, self.level, diagnostics);
        let Some(standing) = standing else { return };
        let Some(year) = self.year(row, diagnostics) else {
            return;
        };
        let Some(count) = self.columns.count else {
            return;
        };
        self.file.release = self.file.release.max(year);
        let figure = counted(row, count, &mut self.notes, diagnostics);
        let (location, code) = match standing {
            Standing::At(location, code) => (location, code),
            Standing::Code(column) => {
                let found = self.places.resolved(row, column, year, diagnostics);
                let Some((location, code)) = found.place() else {
                    if let Some(name) = found.outside() {
                        self.pass_over(Code::OutsideEngland, name, row.line());
                    }
                    return;
                };
                (location, code)
            }
        };
        if let Location::Authority(id) = location
            && !self.existed(id, &code, year, figure, row.line())
        {
            return;
        }
        // A cell that cannot be read is kept too, so that a second row for it is found; it has been
        // reported, and nothing is taken from the file.
        let figure = figure.unwrap_or(Figure::Symbol(Symbol::NotAvailable));
        self.keep(row, quantity, year, location, (figure, code), diagnostics);
    }

    /// Whether a row holds words beside the table rather than a figure in it: a source, a note.
    fn is_note(&self, row: &Row<'_>) -> bool {
        let reads_as_a_year = year_ending(row.cell(self.year)).is_some();
        let level = header_key(row.cell(self.level));
        if reads_as_a_year && !level.is_empty() {
            return false;
        }
        let count = self.columns.count.map_or("", |at| row.cell(at));
        row.filled() <= 3 || (level.is_empty() && Figure::read(count).is_none())
    }

    fn keep(
        &mut self,
        row: &Row<'_>,
        quantity: Quantity,
        year: i16,
        location: Location,
        (figure, code): (Figure, Arc<str>),
        diagnostics: &mut Diagnostics,
    ) {
        if quantity == Quantity::Cla31March
            && let Some(at) = self.columns.rate
            && let Some(rate) = Figure::read(row.cell(at))
            && rate.number().is_none_or(|rate| rate >= 0.0)
        {
            let key = (Quantity::ClaRatePer10000, year, location.clone());
            self.kept.keep(key, (rate, Arc::clone(&code)), row.line());
        }
        let key = (quantity, year, location);
        if !self.columns.perhaps.is_empty() {
            let beside: Vec<&str> = self
                .columns
                .perhaps
                .iter()
                .map(|at| row.cell(*at))
                .collect();
            self.beside.insert(row.line(), beside.join("\u{1F}"));
        }
        if let Some(first) = self.kept.keep(key, (figure, Arc::clone(&code)), row.line()) {
            self.filter = self.filter.or_else(|| self.differs(first, row));
            diagnostics.push(two_rows(self.table.name, row.line(), first, &code, year));
        }
    }

    /// The column that two rows of one place, year and label differ in, of those that may be labels.
    fn differs(&self, first: u64, row: &Row<'_>) -> Option<usize> {
        let before = self.beside.get(&first)?;
        let mut columns = self.columns.perhaps.iter().zip(before.split('\u{1F}'));
        columns
            .find(|(at, text)| row.cell(**at) != *text)
            .map(|(at, _)| *at)
    }

    /// Notes that an authority has a row in a year. False, and said, where it did not exist then.
    fn existed(
        &mut self,
        id: AuthorityId,
        code: &str,
        year: i16,
        figure: Option<Figure>,
        line: u64,
    ) -> bool {
        if !self.places.register.exists_on_31_march(id, year) {
            if !matches!(figure, Some(Figure::Symbol(Symbol::NotApplicable)) | None) {
                let what = format!("{code} in {year}");
                self.pass_over(Code::AbolishedAuthority, what, line);
            }
            return false;
        }
        if self.file.seen.last() != Some(&(year, id)) {
            self.file.seen.push((year, id));
        }
        true
    }

    fn year(&self, row: &Row<'_>, diagnostics: &mut Diagnostics) -> Option<i16> {
        let year = year_ending(row.cell(self.year));
        if year.is_none() {
            diagnostics.push(row.bad_cell(
                self.year,
                "this is not a year",
                "a year such as 2024 or 202324",
            ));
        }
        year
    }

    /// What the row counts, if any indicator needs it.
    fn quantity(&mut self, row: &Row<'_>) -> Option<Quantity> {
        if !self.layout.is_about_all(row) {
            return None;
        }
        let (group, label) = self.layout.label(row);
        let key = (group.to_owned(), label.to_owned());
        let table = &self.layout.known.code;
        *self
            .quantities
            .entry(key)
            .or_insert_with(|| quantity_of(table, group, label))
    }

    fn pass_over(&mut self, code: Code, what: String, line: u64) {
        self.passed_over.entry((code, what)).or_insert((line, 0)).1 += 1;
    }

    /// The figures; none where a column tells apart rows that look doubled, since the table is
    /// another then.
    fn finish(mut self, diagnostics: &mut Diagnostics) -> Result<PublishedFile, NotUsed> {
        let name = self.table.name;
        if let Some(filter) = self.filter {
            let column = self.table.header.get(filter).cloned();
            return Err(NotUsed::Filter(column.unwrap_or_default()));
        }
        for ((code, what), (line, rows)) in self.passed_over {
            let message = match code {
                Code::AbolishedAuthority => format!(
                    "{rows} rows are about {what}, when it did not exist; they are not used"
                ),
                _ => format!(
                    "{rows} rows are about {what}, which is not in England; they are not used"
                ),
            };
            diagnostics.push(Diagnostic::warning(code, message).at(Place::line(name, line)));
        }
        diagnostics.extend(self.notes.told(name));
        self.table.check_end_of(diagnostics, self.notes.any());
        self.file.cells = self.kept.into_cells();
        diagnostics.extend(super::checks::parts(&self.file));
        Ok(self.file)
    }
}

/// Two rows for one cell of a table.
pub(super) fn two_rows(name: &str, line: u64, first: u64, code: &str, year: i16) -> Diagnostic {
    let message =
        format!("line {first} already has the figure for {code} in {year} under the same label");
    Diagnostic::error(Code::TwoRowsForOneCell, message)
        .at(Place::line(name, line))
        .expected("one row for each place, year and label")
        .help("remove the row that is wrong")
}
