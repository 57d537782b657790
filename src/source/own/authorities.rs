//! A dataset's own authorities.

use crate::authority::OwnAuthority;
use crate::diagnostic::Diagnostics;
use crate::source::cells::Given;
use crate::source::table::Table;

/// Reads a file of a dataset's own authorities.
pub(in crate::source) fn authorities(
    table: &Table<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<OwnAuthority> {
    let Some(found) = table.recognised() else {
        return Vec::new();
    };
    let (Some(code), Some(name)) = (found.column("authority_code"), found.column("name")) else {
        return Vec::new();
    };
    let mut own = Vec::new();
    let mut given = Given::new();
    table.for_each_row(diagnostics, |row, diagnostics| {
        let text = row.cell(code);
        if text.is_empty() || row.cell(name).is_empty() {
            let at = if text.is_empty() { code } else { name };
            diagnostics.push(row.bad_cell(at, "this cell is empty", "every authority has a code and a name"));
            return;
        }
        if !is_fit_for_file_names(text) {
            let expected = "up to 64 letters, digits, hyphens, dots or underscores: codes name the files of reports";
            diagnostics.push(row.bad_cell(code, "this cannot be the code of an authority", expected));
            return;
        }
        let what = format_args!("the authority {text}");
        if !given.is_first(text.to_lowercase(), row, code, what, diagnostics) {
            return;
        }
        own.push(OwnAuthority {
            code: text.to_owned(),
            name: row.cell(name).to_owned(),
            region: row.optional(found.column("region")).to_owned(),
            kind: row.optional(found.column("type")).to_owned(),
        });
    });
    table.check_end(diagnostics);
    own
}

fn is_fit_for_file_names(code: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    code.len() <= 64 && !code.starts_with('.') && code.chars().all(allowed)
}
