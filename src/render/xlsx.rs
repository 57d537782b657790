//! A workbook as XLSX, for Excel.

mod headings;

use std::io;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Table as XlsxTable,
    TableColumn, TableStyle, Url, Workbook as Xlsx, Worksheet, XlsxError,
};

use crate::report::{Cell, Column, Line, Sheet, Table, Workbook};
use crate::source::guarded;

use super::sheet::{WIDE, WRAPS_FROM, cell_lines, header_lines, height, holds_numbers, text_lines};

/// What cells look like. Weight and size only: no colour.
struct Formats {
    title: Format,
    heading: Format,
    header: Format,
    header_of_numbers: Format,
    line: Format,
    text: Format,
    wrapped: Format,
    sign: Format,
    year: Format,
    link: Format,
    numbers: Vec<Format>,
}

/// The typeface and size of all that is written, as in the other format.
fn plain() -> Format {
    Format::new().set_font_name("Arial").set_font_size(12)
}

/// Sizes by which headings are told from other cells, in points.
const TITLE_SIZE: u8 = 16;
const HEADING_SIZE: u8 = 13;

impl Formats {
    fn new() -> Self {
        let top = || plain().set_align(FormatAlign::Top);
        // Apart from the number that may stand at the right of the column before.
        let words = || top().set_align(FormatAlign::Left).set_indent(1);
        let header = || {
            let bold = top().set_bold().set_text_wrap();
            bold.set_border_bottom(FormatBorder::Thin)
        };
        let number = |decimals: usize| {
            let zeros = "0".repeat(decimals);
            let point = if decimals > 0 { "." } else { "" };
            top().set_num_format(format!("#,##0{point}{zeros}"))
        };
        Self {
            title: plain().set_bold().set_font_size(TITLE_SIZE),
            heading: plain().set_bold().set_font_size(HEADING_SIZE),
            header: header().set_align(FormatAlign::Left).set_indent(1),
            header_of_numbers: header().set_align(FormatAlign::Right),
            line: top().set_text_wrap(),
            text: words(),
            wrapped: words().set_text_wrap(),
            year: words().set_num_format("0"),
            sign: top().set_align(FormatAlign::Right),
            link: words().set_underline(rust_xlsxwriter::FormatUnderline::Single),
            numbers: (0..=MOST_DECIMALS).map(number).collect(),
        }
    }

    fn number(&self, decimals: u8) -> &Format {
        let last = self.numbers.last().unwrap_or(&self.line);
        self.numbers.get(usize::from(decimals)).unwrap_or(last)
    }
}

/// Most decimals that any number is shown with.
const MOST_DECIMALS: usize = 6;

/// The workbook as the bytes of an XLSX file. Its only date is the date of release, or the last day
/// that its figures are about where there is none.
///
/// # Errors
/// Where a sheet breaks a limit of the format.
pub fn workbook(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut file = Xlsx::new();
    file.set_default_format(&plain(), 21, 72)?;
    file.set_properties(&properties(workbook)?);
    for sheet in &workbook.sheets {
        write_sheet(file.add_worksheet(), workbook, sheet, &formats)?;
    }
    // It takes a thread for each sheet, and stops where there is none.
    let saved = guarded(|| file.save_to_buffer());
    let no_thread = || io::Error::other("no thread can be had to write it");
    headings::named(saved.unwrap_or_else(|| Err(XlsxError::IoError(no_thread())))?)
}

fn properties(workbook: &Workbook) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_timestamp(workbook.dated.seconds)?;
    Ok(DocProperties::new()
        .set_title(&workbook.title)
        .set_subject(&workbook.subject)
        .set_author(&workbook.publisher)
        .set_company(&workbook.publisher)
        .set_status(workbook.marking.as_deref().unwrap_or_default())
        .set_custom_property("Language", workbook.language)
        .set_custom_property("Publisher", workbook.publisher.as_str())
        .set_custom_property("Period", workbook.period.as_str())
        .set_creation_datetime(&created))
}

fn write_sheet(
    page: &mut Worksheet,
    workbook: &Workbook,
    sheet: &Sheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    page.set_landscape().set_paper_size(9);
    page.set_print_fit_to_pages(1, 0);
    if let Some(marking) = &workbook.marking {
        let marking = format!("&C{}", marking.replace('&', "&&"));
        page.set_header(&marking).set_footer(&marking);
    }
    page.write_string_with_format(0, 0, &sheet.title, &formats.title)?;
    let mut row = 1;
    for line in &sheet.lines {
        write_line(page, row, line, sheet.table.is_none(), formats)?;
        row += 1;
    }
    match &sheet.table {
        Some(table) => write_table(page, row, table, formats),
        None => page.set_column_width(0, WIDE).map(|_| ()),
    }
}

/// Lines above a table run on beside it; on a sheet without one they wrap.
fn write_line(
    page: &mut Worksheet,
    row: u32,
    line: &Line,
    wraps: bool,
    formats: &Formats,
) -> Result<(), XlsxError> {
    if line.heading {
        page.write_string_with_format(row, 0, &line.text, &formats.heading)?;
    } else if wraps {
        page.write_string_with_format(row, 0, &line.text, &formats.line)?;
        raise(page, row, text_lines(&line.text))?;
    } else {
        page.write_string(row, 0, &line.text)?;
    }
    Ok(())
}

fn write_table(
    page: &mut Worksheet,
    first: u32,
    table: &Table,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let mut last = first;
    for cells in &table.rows {
        last += 1;
        for ((at, cell), column) in (0..).zip(cells).zip(&table.columns) {
            write_cell(page, (last, at), cell, column, formats)?;
        }
        raise(page, last, cell_lines(cells, &table.columns))?;
    }
    let mut columns = Vec::new();
    for (at, column) in (0..).zip(&table.columns) {
        page.set_column_width(at, column.width)?;
        let look = if holds_numbers(table, usize::from(at)) {
            &formats.header_of_numbers
        } else {
            &formats.header
        };
        let head = TableColumn::new().set_header(&column.header);
        columns.push(head.set_header_format(look));
    }
    let marked = XlsxTable::new()
        .set_name(&table.name)
        .set_columns(&columns)
        .set_style(TableStyle::None)
        .set_autofilter(false);
    let across = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.add_table(first, 0, last, across, &marked)?;
    // Programs that do not measure a row again print a higher header over the first row of data.
    page.set_row_height(first, height(header_lines(&table.columns)))?;
    page.set_repeat_rows(first, first)?;
    Ok(())
}

fn write_cell(
    page: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    column: &Column,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Number { value, decimals } => {
            page.write_number_with_format(row, at, *value, formats.number(*decimals))?
        }
        Cell::Year(year) => {
            page.write_number_with_format(row, at, f64::from(*year), &formats.year)?
        }
        Cell::Text(text) if column.width >= WRAPS_FROM => {
            page.write_string_with_format(row, at, text, &formats.wrapped)?
        }
        Cell::Text(text) => page.write_string_with_format(row, at, text, &formats.text)?,
        Cell::Sign(text) => page.write_string_with_format(row, at, text, &formats.sign)?,
        Cell::Link(sheet) => {
            let link = Url::new(format!("internal:'{sheet}'!A1")).set_text(sheet);
            page.write_url_with_format(row, at, link, &formats.link)?
        }
    };
    Ok(())
}

/// Makes a row as high as its lines. A sheet with a height of its own for all rows is measured by no program
/// again.
fn raise(page: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        page.set_row_height(row, height(lines))?;
    }
    Ok(())
}
