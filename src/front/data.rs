//! Figures to be scored.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::assessment::Evidence;
use crate::authority::{Register, Resolution};
use crate::diagnostic::{Code, Diagnostic};
use crate::disk::given;
use crate::source::Memory;

use super::{Card, Error, Weights};

/// A figure of an authority.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Figure {
    /// A count and what it is out of: 210 of 1,896.
    Count(f64, f64),
    /// A value alone, in the unit of its indicator: a percentage, a number.
    Value(f64),
}

/// Figures to be scored: those of a folder, or those set one by one.
///
/// ```
/// use care_scorecard::{Data, Figure::Count, Weights};
///
/// let mut data = Data::new(2024);
/// for (name, missing) in [("Kent", 210.0), ("Leeds", 180.0), ("Cornwall", 95.0)] {
///     data.set(name, "children-missing", Count(missing, 1896.0))?;
///     data.set(name, "missing-incident-rate", Count(6.0 * missing, 1896.0))?;
///     data.set(name, "repeat-missing", Count(missing / 5.0, missing))?;
/// }
/// let card = data.score(Weights::built_in())?;
/// let first = card.standings().remove(0);
/// assert_eq!((first.rank, first.name.as_str()), (Some(1), "Cornwall"));
/// # Ok::<(), care_scorecard::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Data {
    from: From,
}

#[derive(Debug, Clone)]
enum From {
    Values(Values),
    /// A folder, or one file.
    Path(PathBuf),
}

/// Figures set one by one.
#[derive(Debug, Clone)]
struct Values {
    year: i16,
    /// Code and name of authorities of one's own; empty for those of England.
    authorities: BTreeMap<String, String>,
    /// By the code of the authority and of the indicator.
    figures: BTreeMap<(String, String), Figure>,
    published: bool,
}

impl Data {
    /// No figures yet, of the year ending 31 March `year`.
    #[must_use]
    pub fn new(year: i16) -> Self {
        Self {
            from: From::Values(Values {
                year,
                authorities: BTreeMap::new(),
                figures: BTreeMap::new(),
                published: false,
            }),
        }
    }

    /// The figures of a folder, or of one file (an archive, a workbook, a table): whatever is in it of
    /// what the program reads.
    ///
    /// # Errors
    /// Where nothing is there. What is wrong with its files is said when they are scored.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        given(path).map_err(|problem| Error::of(*problem))?;
        Ok(Self {
            from: From::Path(path.to_owned()),
        })
    }

    /// Adds an authority that is not one of England's. With the first of them only such are known.
    ///
    /// # Errors
    /// For data read from a folder, which has its own list.
    pub fn authority(&mut self, code: &str, name: &str) -> Result<&mut Self, Error> {
        let values = self.values()?;
        values.authorities.insert(code.to_owned(), name.to_owned());
        Ok(self)
    }

    /// Says that others have published these figures, so that small ones need not be withheld in
    /// public.
    ///
    /// # Errors
    /// For data read from a folder, whose files say so themselves.
    pub fn published(&mut self) -> Result<&mut Self, Error> {
        self.values()?.published = true;
        Ok(self)
    }

    /// Sets a figure of an authority, named by its code, its name or an alias. A figure that was
    /// set before is replaced.
    ///
    /// # Errors
    /// Where nobody goes by the name, the nearest being suggested; where a number is not finite, a
    /// count is negative, or a part is larger than its whole; for data read from a folder.
    pub fn set(
        &mut self,
        authority: &str,
        indicator: &str,
        figure: Figure,
    ) -> Result<&mut Self, Error> {
        let values = self.values()?;
        let code = values.code(authority)?;
        check(indicator, figure)?;
        values.figures.insert((code, indicator.to_owned()), figure);
        Ok(self)
    }

    /// Scores the figures: of the year they were set for, or the latest usable one of a folder.
    ///
    /// # Errors
    /// Every problem of the files or the figures that stops a scorecard.
    pub fn score(&self, weights: Weights) -> Result<Card, Error> {
        let configuration = weights.into_configuration();
        match &self.from {
            From::Path(path) => {
                let files = given(path).map_err(|problem| Error::of(*problem))?;
                Card::of(Evidence::gather(files.as_ref(), configuration)?, None)
            }
            From::Values(values) => {
                let evidence = Evidence::gather(&values.files(), configuration)?;
                Card::of(evidence, Some(values.year))
            }
        }
    }

    fn values(&mut self) -> Result<&mut Values, Error> {
        match &mut self.from {
            From::Values(values) => Ok(values),
            From::Path(_) => {
                let message = "the figures of a folder are those of its files";
                let help = "add a file of measures to the folder, or set all figures";
                Err(Error::of(
                    Diagnostic::error(Code::BadCell, message).help(help),
                ))
            }
        }
    }
}

impl Values {
    /// The code of an authority.
    fn code(&self, authority: &str) -> Result<String, Error> {
        if !self.authorities.is_empty() {
            let named = self.authorities.iter();
            let mut named = named.filter(|(code, name)| *code == authority || *name == authority);
            return named.next().map_or_else(
                || Err(unknown(authority, None)),
                |(code, _)| Ok(code.clone()),
            );
        }
        let register = Register::built_in();
        match register.resolve_in(authority, Some(self.year)) {
            Resolution::Authority(id) => {
                let code = register.code_in(id, self.year);
                Ok(code.unwrap_or(&register.authority(id).code).to_owned())
            }
            Resolution::Unknown { suggestion } => Err(unknown(authority, suggestion.as_deref())),
            _ => Err(unknown(authority, None)),
        }
    }

    /// The files that a dataset of these figures would have.
    fn files(&self) -> Memory {
        let mut rows =
            "authority_code,year,indicator,numerator,denominator,value,published\n".to_owned();
        let published = if self.published { "Y" } else { "" };
        for ((code, indicator), figure) in &self.figures {
            let figures = match figure {
                Figure::Count(count, of) => format!("{count},{of},"),
                Figure::Value(value) => format!(",,{value}"),
            };
            rows += &format!(
                "{},{},{},{figures},{published}\n",
                quoted(code),
                self.year,
                quoted(indicator)
            );
        }
        let mut files = vec![("measures.csv", rows)];
        if !self.authorities.is_empty() {
            let mut list = "authority_code,name,region,type\n".to_owned();
            for (code, name) in &self.authorities {
                list += &format!("{},{},,\n", quoted(code), quoted(name));
            }
            files.push(("authorities.csv", list));
        }
        Memory::of(files)
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn unknown(authority: &str, near: Option<&str>) -> Error {
    let message = format!("no authority goes by \"{authority}\"");
    let help = near.map_or_else(
        || "give its code, its name or a usual alias".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Error::of(Diagnostic::error(Code::UnknownAuthority, message).help(help))
}

/// That a figure can be one.
fn check(indicator: &str, figure: Figure) -> Result<(), Error> {
    // 2 to the power of 53: the largest that is told exactly from the next whole one.
    let is_beyond = |number: f64| number.abs() > 9_007_199_254_740_992.0;
    let wrong = match figure {
        Figure::Count(count, of) if !count.is_finite() || !of.is_finite() => Some("not a number"),
        Figure::Value(value) if !value.is_finite() => Some("not a number"),
        Figure::Count(count, of) if is_beyond(count) || is_beyond(of) => Some("too large"),
        Figure::Value(value) if is_beyond(value) => Some("too large"),
        Figure::Count(count, of) if count < 0.0 || of < 0.0 => Some("a negative count"),
        _ => None,
    };
    wrong.map_or(Ok(()), |wrong| {
        let message = format!("{indicator}: {wrong}");
        let expected = "numbers up to 2 to the power of 53, counts of 0 or more";
        Err(Error::of(
            Diagnostic::error(Code::BadCell, message).expected(expected),
        ))
    })
}
