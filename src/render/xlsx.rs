//! A workbook as XLSX, for Excel.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Table as XlsxTable,
    TableColumn, TableStyle, Url, Workbook as Xlsx, Worksheet, XlsxError,
};

use crate::report::{Cell, Column, Line, Sheet, Table, Workbook};

/// From this width, in characters, words of a column wrap.
pub(super) const WRAPS_FROM: u8 = 60;

/// What cells look like. Weight and size only: no colour.
struct Formats {
    title: Format,
    heading: Format,
    header: Format,
    wrapped: Format,
    link: Format,
    numbers: Vec<Format>,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let number = |decimals: usize| {
            let zeros = "0".repeat(decimals);
            let point = if decimals > 0 { "." } else { "" };
            top().set_num_format(format!("#,##0{point}{zeros}"))
        };
        Self {
            title: Format::new().set_bold().set_font_size(16),
            heading: Format::new().set_bold().set_font_size(13),
            header: top()
                .set_bold()
                .set_text_wrap()
                .set_border_bottom(FormatBorder::Thin),
            wrapped: top().set_text_wrap(),
            link: Format::new().set_underline(rust_xlsxwriter::FormatUnderline::Single),
            numbers: (0..=MOST_DECIMALS).map(number).collect(),
        }
    }

    fn number(&self, decimals: u8) -> &Format {
        let last = self.numbers.last().unwrap_or(&self.wrapped);
        self.numbers.get(usize::from(decimals)).unwrap_or(last)
    }
}

/// Most decimals that any number is shown with.
const MOST_DECIMALS: usize = 6;

/// The workbook as the bytes of an XLSX file. Its only date is the date of release, or 1 January
/// 1980 where there is none.
///
/// # Errors
/// Where a sheet breaks a limit of the format.
pub fn workbook(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut file = Xlsx::new();
    file.set_properties(&properties(workbook)?);
    for sheet in &workbook.sheets {
        write_sheet(file.add_worksheet(), workbook, sheet, &formats)?;
    }
    file.save_to_buffer()
}

fn properties(workbook: &Workbook) -> Result<DocProperties, XlsxError> {
    let created = match &workbook.released {
        Some(released) => ExcelDateTime::from_timestamp(released.seconds)?,
        None => ExcelDateTime::from_ymd(1980, 1, 1)?,
    };
    Ok(DocProperties::new()
        .set_title(&workbook.title)
        .set_subject(&workbook.subject)
        .set_author(&workbook.publisher)
        .set_company(&workbook.publisher)
        .set_status(workbook.marking.as_deref().unwrap_or_default())
        .set_custom_property("Language", workbook.language)
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
        None => page.set_column_width(0, 110).map(|_| ()),
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
        page.write_string_with_format(row, 0, &line.text, &formats.wrapped)?;
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
    }
    let mut columns = Vec::new();
    for (at, column) in (0..).zip(&table.columns) {
        page.set_column_width(at, column.width)?;
        let head = TableColumn::new().set_header(&column.header);
        columns.push(head.set_header_format(&formats.header));
    }
    let marked = XlsxTable::new()
        .set_name(&table.name)
        .set_columns(&columns)
        .set_style(TableStyle::None)
        .set_autofilter(false);
    let across = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.add_table(first, 0, last, across, &marked)?;
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
        Cell::Text(text) if column.width >= WRAPS_FROM => {
            page.write_string_with_format(row, at, text, &formats.wrapped)?
        }
        Cell::Text(text) => page.write_string(row, at, text)?,
        Cell::Link(sheet) => {
            let link = Url::new(format!("internal:'{sheet}'!A1")).set_text(sheet);
            page.write_url_with_format(row, at, link, &formats.link)?
        }
    };
    Ok(())
}
