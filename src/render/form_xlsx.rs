//! The workbook of a board's request, to be filled in: a sheet a subject, checks and notes beside the cells.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook as Xlsx, Worksheet, XlsxError,
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
/// How wide answers are where words are asked for.
const WORDS_WIDE: f64 = 60.0;
/// Height of a line of text, in points.
const LINE: f64 = 16.0;
/// The columns by which a row is known, which nobody has to read: the first of them.
const KNOWN_BY: u16 = 5;
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
    code: Format,
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
            code: plain()
                .set_align(FormatAlign::Top)
                .set_font_color(Color::Gray)
                .set_num_format("0"),
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
    for (at, width) in (0..).zip(widths(sheet)) {
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
    let last = row + u32::try_from(sheet.rows.len()).unwrap_or_default();
    page.set_print_area(0, 0, last, KNOWN_BY - 1)?;
    for question in &sheet.rows {
        row += 1;
        write_row(page, row, (form, question), formats)?;
        page.set_row_height(row, height(question, &widths(sheet)))?;
    }
    Ok(())
}

/// How wide the columns of a sheet are: answers in words need room.
fn widths(sheet: &FormSheet) -> [f64; 8] {
    let mut widths = COLUMNS.map(|(_, width)| width);
    if sheet.rows.iter().any(|row| row.takes == Takes::Words) {
        widths[usize::from(ANSWER)] = WORDS_WIDE;
    }
    widths
}

/// How high a row must be for its longest text; programs that open the file do not all find it out.
fn height(question: &FormRow, widths: &[f64; 8]) -> f64 {
    let lines = |text: &str, width: f64| {
        let mut lines = 1.0_f64;
        let mut used = 0.0;
        for word in text.split(' ') {
            // Characters are wider in this size than those that widths are given in.
            let needed =
                (f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX)) + 1.0) * 1.15;
            if used + needed > width && used > 0.0 {
                lines += 1.0;
                used = 0.0;
            }
            used += needed;
        }
        lines
    };
    let [of_question, _, _, of_note, of_guidance, ..] = *widths;
    let known = if question.is_known { KNOWN } else { "" };
    let asked = lines(&question.question, of_question).max(lines(known, of_note));
    asked.max(lines(&question.guidance, of_guidance)) * LINE
}

/// What stands beside a question that has an answer.
const KNOWN: &str = "We have an answer already; send another only to correct it.";

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
    let known = if question.is_known { KNOWN } else { "" };
    page.write_string_with_format(row, 3, known, &formats.text)?;
    page.write_string_with_format(row, 4, &question.guidance, &formats.text)?;
    let (authority, year) = &form.place;
    page.write_string_with_format(row, KNOWN_BY, authority, &formats.code)?;
    page.write_number_with_format(row, KNOWN_BY + 1, f64::from(*year), &formats.code)?;
    page.write_string_with_format(row, KNOWN_BY + 2, &question.code, &formats.code)?;
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
