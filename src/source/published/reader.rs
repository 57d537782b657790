use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::authority::{AuthorityId, Register, Resolution};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::cells::unresolved;
use crate::source::symbol::{Figure, Symbol};
use crate::source::table::{Row, Table};
use crate::source::year::year_ending;

use super::columns::Columns;
use super::{CellKey, Location, PublishedFile, Quantity, quantity_of};

/// Reads a published file. The table's kind must be `published`.
pub(in crate::source) fn read(
    table: &Table<'_>,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> PublishedFile {
    let Some(mut reader) = Reader::new(table, register) else {
        return PublishedFile::default();
    };
    table.for_each_row(diagnostics, |row, diagnostics| reader.row(row, diagnostics));
    table.check_end(diagnostics);
    reader.finish(diagnostics)
}

/// What the code of a row stands for.
#[derive(Debug, Clone)]
enum Standing {
    At(Location, Arc<str>),
    Passed,
}

struct Reader<'t> {
    table: &'t Table<'t>,
    register: &'t Register,
    columns: Columns,
    year: usize,
    level: usize,
    region: Option<usize>,
    authority: Option<usize>,
    name: Option<usize>,
    labels: HashMap<Vec<String>, (u32, Option<Quantity>)>,
    places: HashMap<String, Standing>,
    lines: HashMap<(u32, i16, String), u64>,
    passed_over: BTreeMap<(Code, String), (u64, usize)>,
    file: PublishedFile,
    no_code_column: bool,
}

impl<'t> Reader<'t> {
    fn new(table: &'t Table<'t>, register: &'t Register) -> Option<Self> {
        let found = table.recognised()?;
        Some(Self {
            table,
            register,
            columns: Columns::of(table),
            year: found.column("time_period")?,
            level: found.column("geographic_level")?,
            region: found.column("region_code"),
            authority: found.column("new_la_code"),
            name: found.column("la_name"),
            labels: HashMap::new(),
            places: HashMap::new(),
            lines: HashMap::new(),
            passed_over: BTreeMap::new(),
            file: PublishedFile {
                name: table.name.to_owned(),
                ..PublishedFile::default()
            },
            no_code_column: false,
        })
    }

    fn row(&mut self, row: &Row<'_>, diagnostics: &mut Diagnostics) {
        let Some(year) = self.year(row, diagnostics) else {
            return;
        };
        let place = self.place(row, year, diagnostics);
        let (label, quantity) = self.label(row);
        let figure = self.figures(row, diagnostics);
        let Some(Standing::At(location, code)) = place else {
            return;
        };
        self.check_twice(row, label, year, &code, diagnostics);
        self.file.release = self.file.release.max(year);
        if let Location::Authority(id) = location
            && !self.existed(id, &code, year, figure, row.line())
        {
            return;
        }
        if let (Some(quantity), Some(figure)) = (quantity, figure) {
            if quantity == Quantity::Cla31March
                && let Some(rate) = self.columns.rate.and_then(|at| Figure::read(row.cell(at)))
            {
                self.keep(Quantity::ClaRatePer10000, year, &location, (rate, &code));
            }
            self.keep(quantity, year, &location, (figure, &code));
        }
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
        self.file.has_authorities = true;
        if !self.register.exists_on_31_march(id, year) {
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

    /// Keeps a figure; the first of two for one cell stands.
    fn keep(
        &mut self,
        quantity: Quantity,
        year: i16,
        location: &Location,
        (figure, code): (Figure, &Arc<str>),
    ) {
        let key = CellKey {
            quantity,
            year,
            location: location.clone(),
        };
        let cells = self.file.cells.entry(key);
        cells.or_insert_with(|| (figure, Arc::clone(code)));
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

    fn label(&mut self, row: &Row<'_>) -> (u32, Option<Quantity>) {
        let texts: Vec<String> = self
            .columns
            .filters
            .iter()
            .map(|at| row.cell(*at).to_owned())
            .collect();
        if let Some(known) = self.labels.get(&texts) {
            return *known;
        }
        let (label, groups) = texts
            .split_last()
            .map_or(("", &[][..]), |(l, g)| (l.as_str(), g));
        let quantity = quantity_of(&groups.join(" "), label);
        let number = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        self.file.labels_not_used += usize::from(quantity.is_none());
        self.labels.insert(texts, (number, quantity));
        (number, quantity)
    }

    /// Reads every figure of the row, so that a bad cell anywhere is found; gives the count.
    fn figures(&self, row: &Row<'_>, diagnostics: &mut Diagnostics) -> Option<Figure> {
        let mut count = None;
        for at in &self.columns.figures {
            let figure = Figure::read(row.cell(*at));
            if figure.is_none() {
                let message = if row.cell(*at).is_empty() {
                    "this cell is empty"
                } else {
                    "this is not a number"
                };
                diagnostics.push(row.bad_cell(
                    *at,
                    message,
                    "a number, or one of the symbols c z x k low u",
                ));
            }
            if Some(*at) == self.columns.count {
                count = figure;
            }
        }
        count
    }

    fn place(
        &mut self,
        row: &Row<'_>,
        year: i16,
        diagnostics: &mut Diagnostics,
    ) -> Option<Standing> {
        match crate::source::shape::header_key(row.cell(self.level)).as_str() {
            "national" => Some(Standing::At(Location::National, "E92000001".into())),
            "regional" => {
                let code = row.optional(self.region);
                if code.starts_with("E12") {
                    Some(Standing::At(Location::Region(code.into()), code.into()))
                } else {
                    None
                }
            }
            "local_authority" => self.authority(row, year, diagnostics),
            _ => None,
        }
    }

    fn authority(
        &mut self,
        row: &Row<'_>,
        year: i16,
        diagnostics: &mut Diagnostics,
    ) -> Option<Standing> {
        let Some(column) = self.authority else {
            self.no_code_column = true;
            return None;
        };
        let code = row.cell(column);
        let known = match self.places.get(code) {
            Some(known) => known.clone(),
            None => {
                let resolved = self.resolved(row, column, year, diagnostics);
                self.places.insert(code.to_owned(), resolved.clone());
                resolved
            }
        };
        Some(known)
    }

    fn resolved(
        &mut self,
        row: &Row<'_>,
        column: usize,
        year: i16,
        diagnostics: &mut Diagnostics,
    ) -> Standing {
        let code = row.cell(column);
        match self.register.resolve_in(code, Some(year)) {
            Resolution::Authority(id) => return Standing::At(Location::Authority(id), code.into()),
            Resolution::OutsideEngland { .. } => {
                self.pass_over(Code::OutsideEngland, code.to_owned(), row.line());
            }
            other => {
                let name = row.optional(self.name);
                diagnostics.push(unresolved(row, column, name, &other));
            }
        }
        Standing::Passed
    }

    fn check_twice(
        &mut self,
        row: &Row<'_>,
        label: u32,
        year: i16,
        code: &str,
        diagnostics: &mut Diagnostics,
    ) {
        if let Some(first) = self
            .lines
            .insert((label, year, code.to_owned()), row.line())
        {
            let place = Place::line(self.table.name, row.line());
            let message = format!(
                "line {first} already has the figure for {code} in {year} under the same labels"
            );
            diagnostics.push(
                Diagnostic::error(Code::TwoRowsForOneCell, message)
                    .at(place)
                    .expected("one row for each place, year and label")
                    .help("remove the row that is wrong"),
            );
        }
    }

    fn pass_over(&mut self, code: Code, what: String, line: u64) {
        self.passed_over.entry((code, what)).or_insert((line, 0)).1 += 1;
    }

    fn finish(self, diagnostics: &mut Diagnostics) -> PublishedFile {
        let name = self.table.name;
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
        let meant = self.labels.values().any(|(_, quantity)| quantity.is_some());
        if self.no_code_column {
            diagnostics.push(missing_column(
                name,
                "new_la_code",
                "it holds the nine-character code of each authority",
            ));
        }
        if self.columns.filters.is_empty() && !self.columns.figures.is_empty() {
            diagnostics.push(missing_column(
                name,
                "cla_group or characteristic",
                "it says what each row counts",
            ));
        }
        if meant && self.columns.count.is_none() {
            diagnostics.push(missing_column(
                name,
                "number",
                "it holds the count of each row (children_count in later releases)",
            ));
        }
        self.file
    }
}

fn missing_column(name: &str, column: &str, purpose: &str) -> Diagnostic {
    Diagnostic::error(
        Code::MissingColumn,
        format!("there is no column \"{column}\""),
    )
    .at(Place::file(name))
    .expected(format!("a column \"{column}\": {purpose}"))
    .help("download the file again, or restore the column's name")
}
