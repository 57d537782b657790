//! `content.xml`: the sheets.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::render::sheet::{
    WIDE, WRAPS_FROM, cell_lines, header_lines, height, holds_numbers, text_lines,
};
use crate::report::{Cell, Column, Line, Sheet, Table, Workbook, decimal};

use super::styles::NAMESPACES;
use super::xml::{escaped, paragraphs};

/// The part `content.xml`.
pub(super) fn content(workbook: &Workbook) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content {NAMESPACES}>\n"
    );
    automatic_styles(&mut out, workbook);
    out.push_str("<office:body><office:spreadsheet>\n");
    for page in &workbook.sheets {
        sheet(&mut out, page);
    }
    ranges(&mut out, workbook);
    out.push_str("</office:spreadsheet></office:body>\n</office:document-content>\n");
    out
}

/// Writing to a string cannot fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// Lines of the rows that have several.
fn row_lines(workbook: &Workbook) -> BTreeSet<usize> {
    let of = |sheet: &Sheet| {
        let above = sheet.lines.iter().map(|line| text_lines(&line.text));
        let table = sheet.table.iter().flat_map(|table| {
            let rows = table.rows.iter();
            rows.map(|cells| cell_lines(cells, &table.columns))
                .chain([header_lines(&table.columns)])
        });
        above.chain(table).collect::<BTreeSet<usize>>()
    };
    let all: BTreeSet<usize> = workbook.sheets.iter().flat_map(of).collect();
    all.into_iter().filter(|lines| *lines > 1).collect()
}

/// Column widths, row heights and number formats in use.
fn automatic_styles(out: &mut String, workbook: &Workbook) {
    let tables = || workbook.sheets.iter().filter_map(|s| s.table.as_ref());
    let widths: BTreeSet<u8> = tables()
        .flat_map(|table| table.columns.iter().map(|column| column.width))
        .chain([WIDE])
        .collect();
    let decimals: BTreeSet<u8> = tables()
        .flat_map(|table| table.rows.iter().flatten())
        .filter_map(|cell| match cell {
            Cell::Number { decimals, .. } => Some(*decimals),
            _ => None,
        })
        .collect();
    out.push_str("<office:automatic-styles>\n<style:style style:name=\"sheet\" style:family=\"table\" style:master-page-name=\"Default\"><style:table-properties table:display=\"true\"/></style:style>\n");
    for width in widths {
        let millimetres = f64::from(width) * 2.4 + 4.0;
        push(
            out,
            format_args!(
                "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{millimetres:.1}mm\"/></style:style>\n"
            ),
        );
    }
    for lines in row_lines(workbook) {
        let height = height(lines);
        push(
            out,
            format_args!(
                "<style:style style:name=\"r{lines}\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"{height}pt\" style:use-optimal-row-height=\"false\"/></style:style>\n"
            ),
        );
    }
    for places in decimals {
        push(
            out,
            format_args!(
                "<number:number-style style:name=\"f{places}\"><number:number number:min-integer-digits=\"1\" number:decimal-places=\"{places}\" number:min-decimal-places=\"{places}\" number:grouping=\"true\"/></number:number-style>\n<style:style style:name=\"n{places}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" style:data-style-name=\"f{places}\"/>\n"
            ),
        );
    }
    out.push_str("<number:number-style style:name=\"fyear\"><number:number number:min-integer-digits=\"4\" number:decimal-places=\"0\"/></number:number-style>\n<style:style style:name=\"year\" style:family=\"table-cell\" style:parent-style-name=\"Words\" style:data-style-name=\"fyear\"/>\n");
    out.push_str("</office:automatic-styles>\n");
}

fn sheet(out: &mut String, sheet: &Sheet) {
    let name = escaped(&sheet.name);
    push(
        out,
        format_args!("<table:table table:name=\"{name}\" table:style-name=\"sheet\">\n"),
    );
    match &sheet.table {
        Some(table) => {
            for Column { width, .. } in &table.columns {
                push(
                    out,
                    format_args!("<table:table-column table:style-name=\"w{width}\"/>\n"),
                );
            }
        }
        None => push(
            out,
            format_args!("<table:table-column table:style-name=\"w{WIDE}\"/>\n"),
        ),
    }
    row(out, 1, |out| text_cell(out, "Heading_20_1", &sheet.title));
    for line in &sheet.lines {
        let look = look(line, sheet);
        let lines = if look == "Line" {
            text_lines(&line.text)
        } else {
            1
        };
        row(out, lines, |out| text_cell(out, look, &line.text));
    }
    if let Some(table) = &sheet.table {
        rows(out, table);
    }
    out.push_str("</table:table>\n");
}

/// Lines above a table run on beside it; on a sheet without one they wrap.
fn look(line: &Line, sheet: &Sheet) -> &'static str {
    match (line.heading, sheet.table.is_none()) {
        (true, _) => "Heading_20_2",
        (false, true) => "Line",
        (false, false) => "Default",
    }
}

/// A row of so many lines.
fn row(out: &mut String, lines: usize, cells: impl FnOnce(&mut String)) {
    if lines > 1 {
        push(
            out,
            format_args!("<table:table-row table:style-name=\"r{lines}\">"),
        );
    } else {
        out.push_str("<table:table-row>");
    }
    cells(out);
    out.push_str("</table:table-row>\n");
}

fn rows(out: &mut String, table: &Table) {
    out.push_str("<table:table-header-rows>");
    row(out, header_lines(&table.columns), |out| {
        for (at, column) in table.columns.iter().enumerate() {
            let look = if holds_numbers(table, at) {
                "Header_20_of_20_numbers"
            } else {
                "Header"
            };
            text_cell(out, look, &column.header);
        }
    });
    out.push_str("</table:table-header-rows>\n");
    for cells in &table.rows {
        row(out, cell_lines(cells, &table.columns), |out| {
            for (cell, column) in cells.iter().zip(&table.columns) {
                write_cell(out, cell, column);
            }
        });
    }
}

fn write_cell(out: &mut String, cell: &Cell, column: &Column) {
    match cell {
        Cell::Number { value, decimals } => push(
            out,
            format_args!(
                "<table:table-cell table:style-name=\"n{decimals}\" office:value-type=\"float\" office:value=\"{value}\"><text:p>{}</text:p></table:table-cell>",
                decimal(*value, *decimals)
            ),
        ),
        Cell::Year(year) => push(
            out,
            format_args!(
                "<table:table-cell table:style-name=\"year\" office:value-type=\"float\" office:value=\"{year}\"><text:p>{year}</text:p></table:table-cell>"
            ),
        ),
        Cell::Text(text) => {
            let wraps = column.width >= WRAPS_FROM;
            text_cell(out, if wraps { "Wrapped" } else { "Words" }, text);
        }
        Cell::Sign(text) => text_cell(out, "Sign", text),
        Cell::Link(sheet) => {
            let sheet = escaped(sheet);
            push(
                out,
                format_args!(
                    "<table:table-cell table:style-name=\"Words\" office:value-type=\"string\"><text:p><text:a xlink:type=\"simple\" xlink:href=\"#{sheet}.A1\">{sheet}</text:a></text:p></table:table-cell>"
                ),
            );
        }
    }
}

fn text_cell(out: &mut String, style: &str, text: &str) {
    let text = paragraphs(text);
    push(
        out,
        format_args!(
            "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">{text}</table:table-cell>"
        ),
    );
}

/// Marks every table, its header included.
fn ranges(out: &mut String, workbook: &Workbook) {
    out.push_str("<table:database-ranges>\n");
    for sheet in &workbook.sheets {
        let Some(table) = &sheet.table else { continue };
        let name = &sheet.name;
        let header = sheet.lines.len() + 2;
        let last = header + table.rows.len();
        let column = column_letters(table.columns.len().saturating_sub(1));
        push(
            out,
            format_args!(
                "<table:database-range table:name=\"{}\" table:target-range-address=\"{name}.A{header}:{name}.{column}{last}\" table:contains-header=\"true\" table:display-filter-buttons=\"false\"/>\n",
                table.name
            ),
        );
    }
    out.push_str("</table:database-ranges>\n");
}

/// "A", "B", … "Z", "AA".
fn column_letters(at: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    match at / 26 {
        0 => letter.to_string(),
        more => column_letters(more - 1) + &letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        for (at, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(column_letters(at), letters);
        }
    }
}
