//! The workbook of a board's request, to be filled in: a sheet a subject, checks and notes beside the cells.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Note, Workbook as Xlsx, Worksheet, XlsxError,
};

use crate::report::{FormRow, FormSheet, RequestForm, Takes};

/// The columns, by which the form is known when it comes back; widths in characters.
const COLUMNS: [(&str, f64); 8] = [
    ("Question", 46.0),
    ("Answer", 16.0),
    ("Out of", 12.0),
    ("Note", 30.0),
    ("How to count", 60.0),
    ("Authority code", 14.0),
    ("Year", 8.0),
    ("Question code", 34.0),
];
const ANSWER: u16 = 1;
const OUT_OF: u16 = 2;
/// Longest note beside a cell.
const LONGEST_NOTE: usize = 600;

struct Formats {
    title: Format,
    header: Format,
    text: Format,
    open: Format,
    known: Format,
}

fn plain() -> Format {
    Format::new().set_font_name("Arial").set_font_size(12)
}

impl Formats {
    fn new() -> Self {
        let top = || plain().set_align(FormatAlign::Top).set_text_wrap();
        Self {
            title: plain().set_bold().set_font_size(16),
            header: top().set_bold().set_border_bottom(FormatBorder::Thin),
            text: top(),
            open: top().set_border(FormatBorder::Thin),
            known: top().set_border(FormatBorder::Dotted),
        }
    }
}

/// The workbook as the bytes of an XLSX file.
///
/// # Errors
/// Where a sheet breaks a limit of the format.
pub fn workbook(form: &RequestForm) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut file = Xlsx::new();
    let dated = form.frame.dated();
    let created = ExcelDateTime::from_timestamp(dated.seconds)?;
    file.set_properties(
        &DocProperties::new()
            .set_title(format!("{}: {}", form.name, form.title))
            .set_author(form.frame.publisher.as_deref().unwrap_or_default())
            .set_status(form.frame.marking.as_deref().unwrap_or_default())
            .set_creation_datetime(&created),
    );
    for sheet in &form.sheets {
        write_sheet(file.add_worksheet(), form, sheet, &formats)?;
    }
    file.save_to_buffer()
}

fn write_sheet(
    page: &mut Worksheet,
    form: &RequestForm,
    sheet: &FormSheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    if let Some(marking) = &form.frame.marking {
        let marking = format!("&C{}", marking.replace('&', "&&"));
        page.set_header(&marking).set_footer(&marking);
    }
    for (at, (_, width)) in (0..).zip(COLUMNS) {
        page.set_column_width(at, width)?;
    }
    let title = format!("{}: {}", form.name, sheet.title);
    page.write_string_with_format(0, 0, title, &formats.title)?;
    let mut row = 1;
    for line in &sheet.guidance {
        page.write_string_with_format(row, 0, line, &plain())?;
        row += 1;
    }
    for (at, (name, _)) in (0..).zip(COLUMNS) {
        page.write_string_with_format(row, at, name, &formats.header)?;
    }
    page.set_freeze_panes(row + 1, 1)?;
    page.set_repeat_rows(row, row)?;
    for question in &sheet.rows {
        row += 1;
        write_row(page, row, (form, question), formats)?;
    }
    Ok(())
}

fn write_row(
    page: &mut Worksheet,
    row: u32,
    (form, question): (&RequestForm, &FormRow),
    formats: &Formats,
) -> Result<(), XlsxError> {
    let cell = if question.is_known {
        &formats.known
    } else {
        &formats.open
    };
    page.write_string_with_format(row, 0, &question.question, &formats.text)?;
    page.write_blank(row, ANSWER, cell)?;
    if question.takes == Takes::CountOutOf {
        page.write_blank(row, OUT_OF, cell)?;
    }
    let known = if question.is_known {
        "We have an answer already; send another only to correct it."
    } else {
        ""
    };
    page.write_string_with_format(row, 3, known, &formats.text)?;
    page.write_string_with_format(row, 4, &question.guidance, &formats.text)?;
    page.write_string_with_format(row, 5, &form.place.0, &formats.text)?;
    page.write_number_with_format(
        row,
        6,
        f64::from(form.place.1),
        &plain().set_num_format("0"),
    )?;
    page.write_string_with_format(row, 7, &question.code, &formats.text)?;
    let guidance: String = question.guidance.chars().take(LONGEST_NOTE).collect();
    let note = Note::new(guidance).add_author_prefix(false).set_width(320);
    page.insert_note(row, ANSWER, &note)?;
    if question.takes != Takes::Words {
        let last = if question.takes == Takes::CountOutOf {
            OUT_OF
        } else {
            ANSWER
        };
        page.add_data_validation(row, ANSWER, row, last, &whole_number()?)?;
    }
    Ok(())
}

/// Asks for a whole number, and lets whoever means it write “n/a” or “<5”.
fn whole_number() -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("A whole number")?
        .set_error_message(
            "A whole number is asked for. Keep what you wrote where it says that it is not known (n/a) or withheld (<5).",
        )
}
