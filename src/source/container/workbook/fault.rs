//! Why a workbook is not read.

use std::io;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::container::bounds::TooMuch;

use super::sheet::Beyond;

/// Why a workbook is not read.
#[derive(Debug, thiserror::Error)]
pub(in crate::source) enum Fault {
    /// It cannot be opened without a password.
    #[error("this workbook is protected by a password")]
    Password,
    /// It is another document in the same kind of file.
    #[error("this file is no workbook, though it is in the form of one; it is not read")]
    NoWorkbook,
    /// It is in a form that is not read.
    #[error("this workbook is in the XML of Excel 2003, which is not read")]
    SpreadsheetXml,
    /// The machine refuses.
    #[error("this workbook cannot be read: {0}")]
    Io(io::Error),
    /// It is no workbook, or a damaged one. What its reader says may show what stands in it.
    #[error("this workbook is damaged or cut short")]
    Damaged,
    /// It is larger than what is read.
    #[error("this workbook is too large: it has more than {0} MB")]
    Size(u64),
    /// A part of it is larger than what is read.
    #[error("this workbook is too large: {0}")]
    Expands(TooMuch),
    /// All its parts are.
    #[error("this workbook is too large: its parts unpack to more than {0} MB")]
    Parts(u64),
    /// Its sheets are.
    #[error("this workbook goes beyond what is read: {0}")]
    Beyond(#[from] Beyond),
    /// It says that it has more texts than it can have.
    #[error("this workbook says that it holds more than it can")]
    Lies,
}

impl Fault {
    /// The message.
    pub(super) fn diagnostic(&self, name: &str) -> Diagnostic {
        let help = match self {
            Self::Password => "save it without a password: the program never asks for one",
            Self::NoWorkbook => {
                "if it holds data, save the table as .xlsx or CSV; else remove it from the folder"
            }
            Self::SpreadsheetXml => "open it in a spreadsheet program and save it as .xlsx",
            Self::Io(_) => "check that the file is there and that you may read it",
            Self::Damaged | Self::Lies => {
                "open it in a spreadsheet program and save it again, or export it again"
            }
            Self::Size(_) | Self::Expands(_) | Self::Parts(_) | Self::Beyond(_) => {
                "save its tables as CSV (UTF-8); or take out sheets, rows and columns that hold no table"
            }
        };
        let diagnostic = match self {
            Self::NoWorkbook => Diagnostic::warning(Code::NotRecognised, self.to_string()),
            _ => Diagnostic::error(Code::UnreadableFile, self.to_string()),
        };
        diagnostic.at(Place::file(name)).help(help)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match (TooMuch::of(&error), error.kind()) {
            (Some(too_much), _) => Self::Expands(too_much),
            (None, io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) => Self::Io(error),
            _ => Self::Damaged,
        }
    }
}
