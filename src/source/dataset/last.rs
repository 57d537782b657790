//! The last statement beside a dataset: what somebody wrote into it is searched with the words of authorities.

use crate::authority::AuthorityId;
use crate::config::Mode;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{InputFile, LastStatement, words};

use super::Dataset;

impl Dataset {
    /// Takes the last statement among what is searched for what could point at a child, and among the files that
    /// something was taken from. One that is not for the public is refused in a public version.
    pub(crate) fn look_into(
        &mut self,
        last: &LastStatement,
        mode: Mode,
        diagnostics: &mut Diagnostics,
    ) {
        if mode == Mode::Public && !last.is_public {
            let message = "this statement was made for the board's own eyes: its figures can point at a child";
            diagnostics.push(
                Diagnostic::error(Code::LastStatement, message)
                    .at(Place::file(&last.name))
                    .expected("the .json of the public version of the last statement")
                    .help("give that, or write this statement with --mode internal"),
            );
            return;
        }
        let Some(authority) = self.register.by_code(&last.code) else {
            diagnostics.push(last.of_another("an authority that is not known here"));
            return;
        };
        self.files.push(InputFile {
            name: last.name.clone(),
            kind: Some("last-statement"),
            size: last.size,
            sha256: last.sha256.clone(),
        });
        let at = (self.files.len() - 1, authority);
        let said = words::of_last(at, &last.name, &last.texts(), diagnostics);
        self.words.push(said);
    }
}

impl LastStatement {
    /// Whether the statement of an authority and year can carry it on.
    ///
    /// # Errors
    /// Where it is about another authority, or not about a year before.
    pub fn goes_before(
        &self,
        of: &Dataset,
        (id, year): (AuthorityId, i16),
    ) -> Result<(), Box<Diagnostic>> {
        let name = |id: AuthorityId| of.register.authority(id).name.clone();
        let own = of.register.by_code(&self.code);
        if own != Some(id) {
            let other = own.map_or_else(|| "another authority".to_owned(), name);
            return Err(Box::new(self.of_another(&other)));
        }
        if self.year >= year {
            let message = format!(
                "this statement is of the year ending 31 March {}, which is not before {year}",
                self.year
            );
            let later = Diagnostic::error(Code::LastStatement, message)
                .at(Place::file(&self.name))
                .expected(format!("the statement of a year before {year}"))
                .help(
                    "give that of the year before, or say with --year which year is to be written",
                );
            return Err(Box::new(later));
        }
        Ok(())
    }

    fn of_another(&self, whose: &str) -> Diagnostic {
        Diagnostic::error(Code::LastStatement, format!("this statement is of {whose}"))
            .at(Place::file(&self.name))
            .expected("the last statement of the authority that is asked for")
            .help("give that authority’s own, or name the authority it is of")
    }
}
