//! The authorities a dataset goes by.

use std::ops::Deref;

use crate::authority::{OwnAuthority, Register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::opening::OpenFile;
use crate::source::own;
use crate::source::table::Table;

/// The register a dataset goes by: the built-in one, or its own.
#[derive(Debug)]
pub enum RegisterInUse {
    /// The authorities of England.
    BuiltIn(&'static Register),
    /// Those of the dataset's authorities file.
    Own(Box<Register>),
    /// The authorities of England with the dataset's file of reorganisations.
    Changed(Box<Register>),
}

impl Deref for RegisterInUse {
    type Target = Register;

    fn deref(&self) -> &Register {
        match self {
            Self::BuiltIn(register) => register,
            Self::Own(register) | Self::Changed(register) => register,
        }
    }
}

/// The dataset's own authorities where it brings any.
pub(super) fn register(files: &[OpenFile], diagnostics: &mut Diagnostics) -> RegisterInUse {
    let mut own: Vec<OwnAuthority> = Vec::new();
    let mut from = String::new();
    let mut changed: Option<(String, Option<Register>)> = None;
    for file in files.iter().filter(|file| file.may_be_a_table()) {
        let Some(table) = Table::open(&file.input.name, &file.text) else {
            continue;
        };
        let shape = table.recognised().map_or("", |found| found.shape);
        if shape == "reorganisations" {
            if let Some((first, _)) = &changed {
                diagnostics.push(second_file(
                    first,
                    &file.input.name,
                    "a file of reorganisations",
                ));
                continue;
            }
            let mut own = diagnostics.alike();
            let register = own::reorganisations(&table, &mut own);
            diagnostics.append(own);
            changed = Some((file.input.name.clone(), register));
        }
        if table
            .recognised()
            .is_some_and(|found| found.shape == "authorities")
        {
            if !from.is_empty() {
                diagnostics.push(second_file(&from, &file.input.name, "an authorities file"));
                continue;
            }
            from.clone_from(&file.input.name);
            own = own::authorities(&table, diagnostics);
        }
    }
    if own.is_empty()
        && let Some((_, Some(register))) = changed
    {
        return RegisterInUse::Changed(Box::new(register));
    }
    if !own.is_empty()
        && let Some((name, _)) = changed
    {
        diagnostics.push(not_needed(&name, &from));
    }
    if own.is_empty() {
        return RegisterInUse::BuiltIn(Register::built_in());
    }
    match Register::from_rows(own) {
        Ok(register) => RegisterInUse::Own(Box::new(register)),
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnknownAuthority,
                    format!("these authorities cannot be used: {error}"),
                )
                .at(Place::file(from))
                .help("give each authority a code and a name of its own"),
            );
            RegisterInUse::BuiltIn(Register::built_in())
        }
    }
}

fn not_needed(name: &str, authorities: &str) -> Diagnostic {
    let message = format!(
        "{authorities} replaces the list of authorities, so that this file of reorganisations is not used"
    );
    Diagnostic::warning(Code::NotUsed, message)
        .at(Place::file(name))
        .help("remove one of the two files")
}

fn second_file(first: &str, name: &str, what: &str) -> Diagnostic {
    let message = format!("{first} is {what} too");
    Diagnostic::error(Code::TwoRowsForOneCell, message)
        .at(Place::file(name))
        .help("keep one of the two in the dataset")
}
