//! Whose a return is where no folder says it, and what is said of that.

use std::collections::BTreeSet;

use crate::authority::{AuthorityId, Register, Resolution};
use crate::config::Inputs;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::files::NamedBytes;
use crate::source::ssda903::{self, ReturnFile, Whose, by_inputs};

/// The shape of Annex A's list of children in care.
const ANNEX_A: &str = "annex-a-children-in-care";

/// What is known around the files of a dataset.
pub(in crate::source) struct Around<'a> {
    /// The folders the dataset lies in.
    pub(in crate::source) lies_in: &'a str,
    /// The authorities it goes by.
    pub(in crate::source) register: &'a Register,
    /// What the weights file says of its files.
    pub(in crate::source) inputs: &'a Inputs,
}

/// What is said of whose returns are.
#[derive(Default)]
pub(in crate::source) struct Told {
    /// By the file or archive that a name is taken from.
    by_names: BTreeSet<(String, AuthorityId, Option<i16>)>,
    by_inputs: usize,
    problems: Vec<Diagnostic>,
}

impl Told {
    /// Takes what the folders of a return leave open from names, then from the weights file.
    pub(in crate::source) fn complete(
        &mut self,
        file: &mut ReturnFile,
        found: &NamedBytes,
        (place, around): (&ssda903::Place<'_>, &Around<'_>),
    ) {
        let is_told = |whose: Whose| {
            whose.authority.is_some() && (whose.year.is_some() || !file.kind.needs_year())
        };
        let by_folders = Whose {
            authority: file.authority,
            year: file.year,
        };
        if is_told(by_folders) {
            return;
        }
        let by_names = place.by_names(by_folders, around.register);
        let all = by_inputs(by_names, around.inputs, around.register);
        (file.authority, file.year) = (all.authority, all.year);
        let Some(authority) = all.authority.filter(|_| is_told(all)) else {
            self.problems.push(nobodys(file, place, around.register));
            return;
        };
        if all != by_names {
            self.by_inputs += 1;
        } else {
            let named = found.archive.as_ref().unwrap_or(&found.name);
            self.by_names.insert((named.clone(), authority, all.year));
        }
    }

    /// Says of a table that looks as if it could be used what it lacks.
    pub(in crate::source) fn not_used(&mut self, file: &ReturnFile) {
        let shape = file.columns.as_ref().map(|columns| columns.shape);
        if shape == Some(ANNEX_A) {
            let message = "this is the list of children in care of Annex A; it is accepted and not used, since it has only the most recent placement of each child, and counts of missing incidents without their dates";
            self.problems.push(
                Diagnostic::notice(Code::NotUsed, message)
                    .at(Place::file(&file.name))
                    .help("give the return, or the tables of the Standard Safeguarding Dataset"),
            );
        }
    }

    /// The messages.
    pub(in crate::source) fn into_diagnostics(self, around: &Around<'_>) -> Vec<Diagnostic> {
        let mut all = self.problems;
        all.extend(self.by_names.into_iter().map(|(name, authority, year)| {
            let named = &around.register.authority(authority).name;
            let of_year = year.map_or_else(String::new, |year| format!(" of {year}"));
            let message = format!("no folder says whose this is; by its name it is taken for the return of {named}{of_year}");
            Diagnostic::notice(Code::ReturnPlace, message)
                .at(Place::file(name))
                .help("if that is wrong, move it into a folder named after the authority, in it one named after the year")
        }));
        if self.by_inputs > 0 {
            let message = format!(
                "{} child-level files do not say whose they are; they are taken for what [inputs] in the weights file says",
                self.by_inputs
            );
            all.push(Diagnostic::notice(Code::ReturnPlace, message));
        }
        all
    }
}

/// That the weights file names an authority nobody knows.
pub(super) fn unknown_authority(inputs: &Inputs, register: &Register) -> Option<Diagnostic> {
    let named = inputs.authority.as_deref()?;
    let resolution = register.resolve_in(named, inputs.year);
    if resolution.authority().is_some() {
        return None;
    }
    let message = "authority under [inputs] in the weights file is no authority known here";
    Some(
        Diagnostic::error(Code::UnknownAuthority, message)
            .found(named)
            .help(suggested(&resolution).unwrap_or_else(|| "give its code or its name".to_owned())),
    )
}

fn suggested(resolution: &Resolution) -> Option<String> {
    match resolution {
        Resolution::Unknown {
            suggestion: Some(near),
        } => Some(format!("did you mean {near}?")),
        _ => None,
    }
}

fn nobodys(file: &ReturnFile, place: &ssda903::Place<'_>, register: &Register) -> Diagnostic {
    let (lacks_authority, lacks_year) = (file.authority.is_none(), file.year.is_none());
    let lacking = match (lacks_authority, lacks_year && file.kind.needs_year()) {
        (true, true) => "authority and which year",
        (true, false) => "authority",
        _ => "year",
    };
    let message =
        format!("this child-level file does not say which {lacking} it is about; it is not used");
    let diagnostic = Diagnostic::warning(Code::ReturnPlace, message)
        .at(Place::file(&file.name))
        .expected("a folder named after the authority, in it a folder named after the year, such as E10000016/2024; or columns LA and YEAR");
    let folder = place.not_understood(register, !lacks_authority);
    let Some(folder) = folder else {
        return diagnostic.help("move the file into such a folder");
    };
    let what = if lacks_authority { "authority" } else { "year" };
    let near = suggested(&register.resolve_in(folder, file.year)).filter(|_| lacks_authority);
    let help = near.unwrap_or_else(|| "rename the folder".to_owned());
    diagnostic.help(format!(
        "the folder \"{folder}\" is no {what} that is known: {help}"
    ))
}
