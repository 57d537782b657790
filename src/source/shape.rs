//! Which kind of input a file is, told by its columns.
//!
//! The columns of every kind, and their spellings, are data: `shapes.csv` beside this file.
//! In a spelling `#` stands for a digit. A column that is `required-first` may stand there under
//! several names, of which the first in the file is taken. Of those that are `one`, one must be there.

mod nearest;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::diagnostic;

use super::logs::LOG;

pub(super) use nearest::{Nearest, nearest};

const DATA: &str = include_str!("shapes.csv");

/// A column that a kind of file has.
#[derive(Debug)]
struct Column {
    field: &'static str,
    required: bool,
    /// Whether it is among those of which one must be there.
    one_of: bool,
    /// Whether a file may have it under several names, of which the first is taken.
    several: bool,
    spellings: Vec<&'static str>,
}

/// The columns of one kind of file.
#[derive(Debug)]
struct Shape {
    name: &'static str,
    columns: Vec<Column>,
}

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| shapes(DATA));

fn shapes(data: &'static str) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    for line in data.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(shape), Some(field), Some(need), Some(spellings)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let column = Column {
            field,
            required: need.starts_with("required"),
            one_of: need == "one",
            several: need.ends_with("-first"),
            spellings: spellings.split('|').collect(),
        };
        match shapes.last_mut().filter(|s| s.name == shape) {
            Some(last) => last.columns.push(column),
            None => shapes.push(Shape {
                name: shape,
                columns: vec![column],
            }),
        }
    }
    shapes
}

/// A header cell made comparable: lower case, apostrophes dropped, the rest joined by underscores.
///
/// ```
/// use care_scorecard::source::header_key;
/// assert_eq!(header_key(" Short-break-only\nchildren's home "), "short_break_only_childrens_home");
/// ```
pub fn header_key(cell: &str) -> String {
    let mut key = String::with_capacity(cell.len());
    for c in cell
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '`' | '\u{FEFF}'))
    {
        if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        } else if !key.ends_with('_') && !key.is_empty() {
            key.push('_');
        }
    }
    key.truncate(key.trim_end_matches('_').len());
    key
}

fn is_spelling(pattern: &str, key: &str) -> bool {
    pattern.len() == key.len()
        && pattern
            .bytes()
            .zip(key.bytes())
            .all(|(p, k)| p == k || (p == b'#' && k.is_ascii_digit()))
}

/// Whether any kind of file has a column of this name. A cell that is none may be data, such as a
/// child's identifier in a file without a header, and is not shown in messages.
pub(super) fn is_known_column(cell: &str) -> bool {
    let key = header_key(cell);
    SHAPES
        .iter()
        .flat_map(|shape| &shape.columns)
        .any(|column| column.spellings.iter().any(|s| is_spelling(s, &key)))
}

/// What the columns of a file tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognition {
    /// Every required column of a kind is there.
    Known(Recognised),
    /// All but one required column of a kind are there.
    Lacking {
        /// The kind.
        shape: &'static str,
        /// The column that is absent, in its usual spelling.
        column: &'static str,
        /// The file's column most like it, as the file spells it.
        nearest: Option<usize>,
    },
    /// No kind fits.
    Unknown {
        /// The kind that comes nearest.
        nearest: &'static str,
        /// Its required columns that are absent, in their usual spelling.
        absent: Vec<&'static str>,
    },
}

/// A kind of file and where its columns stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The kind.
    pub shape: &'static str,
    columns: BTreeMap<&'static str, usize>,
    /// Fields that two columns claim, with the second column.
    pub doubled: Vec<(&'static str, usize)>,
}

impl Recognised {
    /// Where a field stands, counted from 0.
    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns.get(field).copied()
    }

    fn required_share(&self) -> usize {
        self.columns.len()
    }
}

/// Other names of the columns of a log of return interviews: ours, and the key of theirs.
pub(super) type Mapping = [(&'static str, String)];

/// Tells the kind of a file from its header cells.
pub fn recognise<S: AsRef<str>>(header: &[S]) -> Recognition {
    recognise_by(header, &[])
}

/// The same where the weights file maps the columns of a log of return interviews.
pub(super) fn recognise_by<S: AsRef<str>>(header: &[S], mapping: &Mapping) -> Recognition {
    let keys: Vec<String> = header
        .iter()
        .map(|cell| header_key(cell.as_ref()))
        .collect();
    let mut best: Option<Recognised> = None;
    let mut nearest: Option<Near> = None;
    for shape in SHAPES.iter() {
        let own: &Mapping = if shape.name == LOG { mapping } else { &[] };
        let (found, absent) = match_shape(shape, &keys, own);
        if absent.is_empty() {
            let share = found.required_share();
            if best.as_ref().is_none_or(|b| share > b.required_share()) {
                best = Some(found);
            }
            continue;
        }
        let near = Near::of(shape, absent);
        if nearest
            .as_ref()
            .is_none_or(|other| near.is_nearer_than(other))
        {
            nearest = Some(near);
        }
    }
    match (best, nearest) {
        (Some(found), _) => Recognition::Known(found),
        (None, Some(near)) => near.recognition(&keys),
        (None, None) => Recognition::Unknown {
            nearest: "",
            absent: Vec::new(),
        },
    }
}

/// A shape that a header has only some of the required columns of.
struct Near {
    shape: &'static str,
    required: usize,
    absent: Vec<&'static str>,
}

impl Near {
    fn of(shape: &Shape, absent: Vec<&'static str>) -> Self {
        Self {
            shape: shape.name,
            required: shape.columns.iter().filter(|c| c.required).count()
                + usize::from(shape.columns.iter().any(|c| c.one_of)),
            absent,
        }
    }

    fn matched(&self) -> usize {
        self.required - self.absent.len()
    }

    /// By the share of required columns that are there, then by their number.
    fn is_nearer_than(&self, other: &Self) -> bool {
        let (own, others) = (
            self.matched() * other.required,
            other.matched() * self.required,
        );
        own > others || (own == others && self.matched() > other.matched())
    }

    fn recognition(self, keys: &[String]) -> Recognition {
        match self.absent.as_slice() {
            [column] if self.matched() >= 2 => Recognition::Lacking {
                shape: self.shape,
                column,
                nearest: diagnostic::nearest(column, keys.iter().zip(0..)),
            },
            _ => Recognition::Unknown {
                nearest: self.shape,
                absent: self.absent,
            },
        }
    }
}

fn match_shape(
    shape: &Shape,
    keys: &[String],
    mapping: &Mapping,
) -> (Recognised, Vec<&'static str>) {
    let mut found = Recognised {
        shape: shape.name,
        columns: BTreeMap::new(),
        doubled: Vec::new(),
    };
    let mut absent = Vec::new();
    for column in &shape.columns {
        let mapped = mapping.iter().find(|(field, _)| *field == column.field);
        if let Some(at) = mapped.and_then(|(_, theirs)| keys.iter().position(|k| k == theirs)) {
            found.columns.insert(column.field, at);
            continue;
        }
        let mut places = (0..keys.len()).filter(|at| {
            column
                .spellings
                .iter()
                .any(|s| keys.get(*at).is_some_and(|k| is_spelling(s, k)))
        });
        match places.next() {
            Some(at) => {
                found.columns.insert(column.field, at);
                let second = places.next().filter(|_| !column.several);
                found.doubled.extend(second.map(|at| (column.field, at)));
            }
            None if column.required => {
                absent.push(column.spellings.first().copied().unwrap_or(column.field))
            }
            None => {}
        }
    }
    let mut choice = shape
        .columns
        .iter()
        .filter(|column| column.one_of)
        .peekable();
    let lacking = choice.peek().map(|column| column.field);
    if !choice.any(|column| found.columns.contains_key(column.field)) {
        absent.extend(lacking);
    }
    (found, absent)
}

/// How well a row serves as a header: the number of columns it gives to the kind it fits best.
pub(super) fn header_fit<S: AsRef<str>>(row: &[S], mapping: &Mapping) -> usize {
    match recognise_by(row, mapping) {
        Recognition::Known(found) => 1_000 + found.required_share(),
        Recognition::Lacking { .. } => 500,
        Recognition::Unknown { .. } => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(header: &str) -> Recognition {
        recognise(&header.split(',').collect::<Vec<_>>())
    }

    #[test]
    fn every_line_of_the_table_is_used() {
        let columns: usize = SHAPES.iter().map(|s| s.columns.len()).sum();
        assert_eq!(columns, DATA.lines().count() - 1);
        for shape in SHAPES.iter() {
            assert!(shape.columns.iter().any(|c| c.required), "{}", shape.name);
            assert_eq!(
                SHAPES.iter().filter(|s| s.name == shape.name).count(),
                1,
                "{} is not in one block",
                shape.name
            );
        }
    }

    #[test]
    fn kinds_are_told_by_columns_whatever_their_case_and_order() {
        for (header, expected) in [
            (
                "authority_code,year,indicator,numerator,denominator,value",
                "measures",
            ),
            (" Value ,INDICATOR,Year,Authority_Code", "measures"),
            ("authority_code,name,region,type", "authorities"),
            ("authority_code,group", "grouping"),
            (
                "authority_code,year,accommodation,sector,places,vacancies",
                "capacity",
            ),
            ("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", "header"),
            ("CHILD,SEX,DOB,DUC", "uasc"),
            ("CHILD,DOB,MISSING,MIS_START,MIS_END", "missing"),
            (
                "LTLA23CD,LTLA23NM,LTLA23NMW,UTLA23CD,UTLA23NM,UTLA23NMW,ObjectId",
                "tier-lookup",
            ),
        ] {
            let Recognition::Known(found) = shape_of(header) else {
                panic!("{header}")
            };
            assert_eq!(found.shape, expected);
        }
    }

    #[test]
    fn logs_of_interviews_are_known_by_the_names_services_use() {
        let log = "Child ID,Date went missing,RHI offered?,Date RHI offered,Accepted / Declined,Date of interview";
        let Recognition::Known(found) = shape_of(log) else {
            panic!("{log}")
        };
        assert_eq!(found.shape, "return-interviews");
        let fields = [
            "child",
            "mis_start",
            "offered",
            "offered_date",
            "accepted",
            "interview_date",
        ];
        for (at, field) in fields.into_iter().enumerate() {
            assert_eq!(found.column(field), Some(at), "{field}");
        }
        // One column of what followed is enough, none is not.
        let short = shape_of("CHILD,MIS_START,OFFERED_DATE");
        assert!(matches!(short, Recognition::Known(_)), "{short:?}");
        let none = shape_of("CHILD,MIS_START,REASON");
        assert!(
            matches!(
                none,
                Recognition::Lacking {
                    shape: "return-interviews",
                    ..
                }
            ),
            "{none:?}"
        );
    }

    #[test]
    fn one_absent_column_is_named_with_the_likeliest_misspelling() {
        let lacking = shape_of("authority_code,year,indicatr,value");
        assert_eq!(
            lacking,
            Recognition::Lacking {
                shape: "measures",
                column: "indicator",
                nearest: Some(2)
            }
        );
        assert!(matches!(
            shape_of("uCode,indicator,x,n"),
            Recognition::Unknown { .. }
        ));
        assert!(matches!(shape_of(""), Recognition::Unknown { .. }));
    }
}
