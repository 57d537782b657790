//! Which files a publication has. They are made one after another and handed on as named bytes, so
//! that memory never holds them all; where they go is for others to say.

mod board;
mod contents;
mod manifest;
mod marking;
mod outgoing;
mod pages;
mod previous;
mod verify;

use care_scorecard_drawing::pdf::PdfError;

use crate::assessment::{Assessment, Evidence};
use crate::audit::{Audit, AuditError, Exposed, POSSIBLE, Written, audit};
use crate::config::Mode;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::earlier::EarlierError;
use crate::report::PROTECTIVE_MARKING;

use contents::Contents;
use outgoing::Outgoing;

pub use board::{
    authority_report_name, board_report_name, joint_statement_name, placing_letters,
    publish_authority, publish_board, publish_joint_statement, request,
};
pub use outgoing::{File, Take};
pub use previous::{Previous, written};
pub(crate) use verify::{Listed, listed};
pub use verify::{Verified, verify};

/// The file that says what a publication was made from and what it holds.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Why an internal publication is not attacked.
const WITHHOLDS_NOTHING: &str = "an internal publication withholds nothing";

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder holds something else.
    #[error(
        "{0} holds files that are not a publication of this program; name a new folder, or empty it"
    )]
    NotOurs(String),
    /// Small numbers must not come to stand where the public looks.
    #[error("{0} holds a public publication; an internal one needs a folder of its own")]
    PublicThere(String),
    /// Another report of this program would be replaced.
    #[error("{folder} holds {holds}; name another folder")]
    AnotherReport {
        /// The folder.
        folder: String,
        /// What is in it: "a publication", "statement-E10000016".
        holds: String,
    },
    /// Files that no manifest lists would be lost.
    #[error("{}", others_words(folder, files))]
    HoldsOthers {
        /// The folder.
        folder: String,
        /// What lies in it beside the publication, or was changed since.
        files: Vec<String>,
    },
    /// The folder cannot be written as it is asked for.
    #[error("{0}")]
    Target(String),
    /// The authority is not one of the year.
    #[error("{0} has no data for the year {1}")]
    NoSuchAuthority(String, i16),
    /// An earlier publication is none.
    #[error("{0} is not a publication: it has no data/measures.csv")]
    NoPublication(String),
    /// A file of an earlier publication cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// Which.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// An earlier publication is not as this program writes it.
    #[error("{0}")]
    Audit(#[from] AuditError),
    /// The same, of what revision notes need.
    #[error("{0}")]
    Earlier(#[from] EarlierError),
    /// What is withheld could be had from what is published.
    #[error("{}", exposed_words(.0))]
    GivesAway(Vec<Exposed>),
    /// What is withheld can be had from what was published before, whatever is withheld now.
    #[error("{}", exposed_words(.0))]
    Told(Vec<Exposed>),
    /// A file of an earlier publication is not what its manifest says.
    #[error("{}", changed_words(.folder, .files))]
    Changed {
        /// The earlier publication.
        folder: String,
        /// The files.
        files: Vec<String>,
    },
    /// Documents cannot print some words.
    #[error("{}", unprintable_words(.0))]
    Unprintable(Vec<Unprintable>),
    /// A page or a document could not be made.
    #[error("{name} cannot be made: {why}")]
    Render {
        /// The file.
        name: String,
        /// What stood in the way.
        why: String,
    },
    /// The disk refused.
    #[error("{path}: {source}")]
    Disk {
        /// Where.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

fn others_words(folder: &str, files: &[String]) -> String {
    const NAMED: usize = 3;
    let named = files
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<String>>()
        .join(", ");
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "{folder} holds what its manifest does not list, or not as it is now: {named}{more}; move that elsewhere, or \
         name another folder. Nothing in it was changed"
    )
}

impl PublishError {
    /// Whether the machine failed, rather than the data or what was asked for.
    pub fn is_of_the_machine(&self) -> bool {
        matches!(self, Self::Disk { .. })
    }

    /// The disk refused a file, by what messages call it.
    pub(crate) fn disk(path: impl Into<String>, source: std::io::Error) -> Self {
        Self::Disk {
            path: path.into(),
            source,
        }
    }

    /// All that could be made, or what stood in the way: of words that cannot be printed, all.
    fn all<T>(made: impl IntoIterator<Item = Result<T, Self>>) -> Result<Vec<T>, Self> {
        let (mut good, mut unprintable) = (Vec::new(), Vec::new());
        for each in made {
            match each {
                Ok(value) => good.push(value),
                Err(Self::Unprintable(found)) => unprintable.extend(found),
                Err(other) => return Err(other),
            }
        }
        if unprintable.is_empty() {
            Ok(good)
        } else {
            Err(Self::Unprintable(unprintable))
        }
    }

    fn document(name: &str, why: PdfError) -> Self {
        match why {
            PdfError::MissingGlyph { character, text } => Self::Unprintable(vec![Unprintable {
                name: name.to_owned(),
                character,
                text,
            }]),
            other => Self::render(name, other),
        }
    }

    fn render(name: &str, why: impl std::fmt::Display) -> Self {
        Self::Render {
            name: name.to_owned(),
            why: why.to_string(),
        }
    }
}

/// A character that a document cannot print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable {
    /// The document.
    pub name: String,
    /// The character.
    pub character: char,
    /// The word it stands in.
    pub text: String,
}

/// Each word once, with the documents it stands in.
fn unprintable_words(all: &[Unprintable]) -> String {
    let mut words: Vec<(&Unprintable, Vec<&str>)> = Vec::new();
    for each in all {
        match words.iter_mut().find(|(known, _)| known.text == each.text) {
            Some((_, names)) => names.push(&each.name),
            None => words.push((each, vec![&each.name])),
        }
    }
    let one = |(word, names): &(&Unprintable, Vec<&str>)| {
        let more = match names.len() {
            0 | 1 => String::new(),
            2 => " and 1 other document".to_owned(),
            count => format!(" and {} other documents", count - 1),
        };
        format!(
            "\n  {}{more}: “{}” (U+{:04X}) in “{}”",
            names.first().unwrap_or(&""),
            word.character,
            u32::from(word.character),
            word.text
        )
    };
    let named: String = words.iter().take(NAMED).map(one).collect();
    format!(
        "nothing is published: no typeface at hand has a sign for characters that documents need{named}"
    )
}

/// Most withheld counts, or words, that an error names.
const NAMED: usize = 10;

fn exposed_words(exposed: &[Exposed]) -> String {
    let one = |e: &Exposed| {
        let (year, code, count, possible) = (e.year, &e.authority_code, &e.count, e.possible);
        let told = e.told_by.join("; ");
        format!(
            "\n  {code} {year}: {count} could be {possible} of the {POSSIBLE} numbers it must ({told})"
        )
    };
    let named: String = exposed.iter().take(NAMED).map(one).collect();
    let more = match exposed.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    format!(
        "nothing is published: {} withheld counts could be had from what would be shown{named}{more}",
        exposed.len()
    )
}

fn changed_words(folder: &str, files: &[String]) -> String {
    let files: Vec<String> = files.iter().map(|file| format!("\n  {file}")).collect();
    format!(
        "nothing is published: files of the earlier publication {folder} are not what its manifest says, so what the \
         public was told is not known; put them back as they were{}",
        files.concat()
    )
}

/// What was published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Number of files.
    pub files: usize,
    /// Their size together, in bytes.
    pub bytes: u64,
}

/// What is to be said of a publication beside its figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Edition {
    /// The date in the metadata where the configuration gives no date of release; without either
    /// there is none.
    pub made: Option<jiff::Timestamp>,
    /// Whether scores and league tables of other years are left out.
    pub only_its_year: bool,
}

impl From<Option<jiff::Timestamp>> for Edition {
    fn from(made: Option<jiff::Timestamp>) -> Self {
        Self {
            made,
            ..Self::default()
        }
    }
}

/// Makes the whole publication of an assessment and hands its files on one after another, the
/// manifest last. It opens with the year of the assessment, and has the league tables and scores of
/// every other year that can be scored. `earlier` are publications whose figures are public
/// already: what changed since the last of them is said.
///
/// In public mode the data are attacked, together with the earlier ones, before anything is handed
/// on.
///
/// # Errors
/// Where a page cannot be made, what is withheld could be had from what is shown, or a file is not
/// taken. What has been handed on is then no publication.
pub fn publish(
    assessment: &mut Assessment<'_>,
    edition: impl Into<Edition>,
    earlier: &Previous,
    take: &mut Take<'_>,
) -> Result<Summary, PublishError> {
    let mut contents = Contents::of(assessment, edition.into(), earlier.last())?;
    let data = |assessment: &Assessment<'_>| contents.data(assessment);
    let sheets = |assessment: &Assessment<'_>| contents.sheets(assessment);
    let (data, audit, sheets) = safe(assessment, data, sheets, earlier)?;
    let mut outgoing = Outgoing::to(take, marking_of(assessment));
    data.into_iter().try_for_each(|file| outgoing.give(file))?;
    contents.rest(assessment, sheets, &mut outgoing)?;
    let beside = manifest::Beside {
        audit: Some(&audit),
        earlier: earlier.outputs(),
        ..manifest::Beside::default()
    };
    outgoing.end(assessment, &beside)
}

/// What names are marked with.
fn marking_of(assessment: &Assessment<'_>) -> Option<&'static str> {
    match assessment.configuration().disclosure.mode {
        Mode::Internal => Some(PROTECTIVE_MARKING),
        Mode::Public => None,
    }
}

/// Whether files were attacked, and what that came to.
#[derive(Debug, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
enum Audited {
    Attacked(Audit),
    NotAttacked(&'static str),
}

/// Data that give nothing away. Where tables by group do, those of the authorities concerned are
/// left out; what still gives anything away is for [`until_safe`] to withhold. What is made while they are
/// attacked comes with them.
fn safe<T: Send>(
    assessment: &mut Assessment<'_>,
    data: impl Fn(&Assessment<'_>) -> Result<Vec<File>, PublishError>,
    meanwhile: impl Fn(&Assessment<'_>) -> Result<T, PublishError> + Sync,
    earlier: &Previous,
) -> Result<(Vec<File>, Audited, T), PublishError> {
    if assessment.configuration().disclosure.mode == Mode::Internal {
        let files = data(assessment)?;
        let audited = Audited::NotAttacked(WITHHOLDS_NOTHING);
        return Ok((files, audited, meanwhile(assessment)?));
    }
    loop {
        let files = data(assessment)?;
        let of_now: &Assessment<'_> = assessment;
        let (audit, made) =
            rayon::join(|| attacked(&files, earlier.written()), || meanwhile(of_now));
        let audit = audit?;
        if audit.exposed.is_empty() {
            // Said once; then it is made all the same.
            if !audit.told.is_empty() && !earlier.tells() {
                return Err(PublishError::Told(audit.told));
            }
            return Ok((files, Audited::Attacked(audit), made?));
        }
        let codes = audit.exposed.iter().map(|e| e.authority_code.clone());
        if !assessment.leave_out_tables(&codes.collect()) {
            if earlier.tells() {
                return Ok((files, Audited::Attacked(audit), made?));
            }
            return Err(PublishError::GivesAway(audit.exposed));
        }
    }
}

/// Makes a publication or a report of a year, and withholds more until nothing that is withheld can
/// be had from it: where leaving out tables does not help, the authorities' years that tell it. What
/// earlier publications tell by themselves is left as it is. Says what was left out, or told.
///
/// # Errors
/// What stands in the way of making it.
pub fn until_safe<T>(
    evidence: &mut Evidence,
    year: i16,
    earlier: &Previous,
    mut make: impl FnMut(&mut Assessment<'_>, &Previous) -> Result<T, PublishError>,
) -> Result<(T, Diagnostics), PublishError> {
    let mut held = earlier.clone();
    let mut left_out = Diagnostics::default();
    loop {
        let mut assessment = evidence.assess(year);
        let (exposed, tells) = match make(&mut assessment, &held) {
            Err(PublishError::GivesAway(exposed)) => (exposed, false),
            Err(PublishError::Told(exposed)) => (exposed, true),
            done => {
                left_out.extend(assessment.said_of_tables());
                return Ok((done?, left_out));
            }
        };
        let years = exposed.iter().map(|e| (e.year, e.authority_code.clone()));
        let withheld = if tells {
            None
        } else {
            evidence.withhold_years(&years.collect())
        };
        let said = withheld.unwrap_or_else(|| {
            held = earlier.telling();
            told(&exposed)
        });
        evidence.diagnostics.push(said.clone());
        left_out.push(said);
    }
}

/// What can be had from earlier publications whatever is withheld now.
fn told(exposed: &[Exposed]) -> Diagnostic {
    let all: Vec<String> = exposed
        .iter()
        .map(|e| format!("{} {}: {}", e.authority_code, e.year, e.count))
        .collect();
    Diagnostic::warning(
        Code::LeftOut,
        format!(
            "{} can be had from what was published before, whatever is withheld now: {}",
            if all.len() == 1 {
                "a withheld count"
            } else {
                "withheld counts"
            },
            all.join("; ")
        ),
    )
    .help("nothing here adds to it; the earlier publications are what tells it")
}

fn attacked(files: &[File], earlier: &[Written]) -> Result<Audit, PublishError> {
    let files = files.iter().map(|f| (f.name.as_str(), f.bytes.as_slice()));
    Ok(audit(&Written::of(files), earlier)?)
}
