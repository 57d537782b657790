//! The code lists of the return, by collection year.
//!
//! The lists are data: `codes.csv` beside this file, a line a code with the first and the last
//! year (ending 31 March) it may be used in; an empty year is a side without an end. A code of
//! which sources differ whether a year's list has it is `doubtful` there: it is taken, with a note.

use std::sync::LazyLock;

use super::Token;

const DATA: &str = include_str!("codes.csv");

/// A column of the return that holds codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodedColumn {
    /// SEX.
    Sex,
    /// ETHNIC.
    Ethnic,
    /// RNE, reason for a new episode.
    Rne,
    /// LS, legal status.
    Ls,
    /// CIN, category of need.
    Cin,
    /// PLACE, type of placement.
    Place,
    /// PLACE_PROVIDER.
    Provider,
    /// REC, reason an episode ceased.
    Rec,
    /// REASON_PLACE_CHANGE.
    ReasonPlaceChange,
    /// MISSING.
    Missing,
    /// PL_LOCATION.
    PlLocation,
}

const COLUMNS: [(&str, CodedColumn); 11] = [
    ("SEX", CodedColumn::Sex),
    ("ETHNIC", CodedColumn::Ethnic),
    ("RNE", CodedColumn::Rne),
    ("LS", CodedColumn::Ls),
    ("CIN", CodedColumn::Cin),
    ("PLACE", CodedColumn::Place),
    ("PLACE_PROVIDER", CodedColumn::Provider),
    ("REC", CodedColumn::Rec),
    ("REASON_PLACE_CHANGE", CodedColumn::ReasonPlaceChange),
    ("MISSING", CodedColumn::Missing),
    ("PL_LOCATION", CodedColumn::PlLocation),
];

#[derive(Debug)]
struct Entry {
    column: CodedColumn,
    code: Token,
    from: i16,
    to: i16,
    doubtful: bool,
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| DATA.lines().skip(1).filter_map(entry).collect());

fn entry(line: &'static str) -> Option<Entry> {
    let mut cells = line.split(',');
    let name = cells.next()?;
    let (_, column) = COLUMNS.iter().find(|(n, _)| *n == name)?;
    let code = Token::read(cells.next()?.as_bytes());
    let mut year = |none: i16| match cells.next()? {
        "" => Some(none),
        text => text.parse().ok(),
    };
    Some(Entry {
        column: *column,
        code,
        from: year(i16::MIN)?,
        to: year(i16::MAX)?,
        doubtful: cells.next()? == "doubtful",
    })
}

/// The code lists of one collection year.
#[derive(Debug, Clone)]
pub struct CodeLists {
    lists: [Vec<Token>; 11],
    doubtful: Vec<(CodedColumn, Token)>,
}

impl CodeLists {
    /// The lists of the year ending 31 March.
    ///
    /// ```
    /// use care_scorecard::source::ssda903::{CodeLists, CodedColumn, Token};
    /// let place = CodedColumn::Place;
    /// assert!(!CodeLists::of(2025).has(place, Token::of("Z11")));
    /// assert!(CodeLists::of(2026).has(place, Token::of("Z11")));
    /// ```
    #[must_use]
    pub fn of(year: i16) -> Self {
        let list = |column: CodedColumn| {
            let mut codes: Vec<Token> = ENTRIES
                .iter()
                .filter(|e| e.column == column && (e.from..=e.to).contains(&year))
                .map(|e| e.code)
                .collect();
            codes.sort_unstable();
            codes
        };
        let doubtful = ENTRIES
            .iter()
            .filter(|e| e.doubtful && (e.from..=e.to).contains(&year));
        Self {
            lists: COLUMNS.map(|(_, column)| list(column)),
            doubtful: doubtful.map(|e| (e.column, e.code)).collect(),
        }
    }

    /// Whether sources differ on whether this year's list of a column has a code, which is taken.
    ///
    /// ```
    /// use care_scorecard::source::ssda903::{CodeLists, CodedColumn, Token};
    /// let (lists, z1) = (CodeLists::of(2026), Token::of("Z1"));
    /// assert!(lists.has(CodedColumn::Place, z1) && lists.is_doubtful(CodedColumn::Place, z1));
    /// ```
    #[must_use]
    pub fn is_doubtful(&self, column: CodedColumn, code: Token) -> bool {
        self.doubtful.contains(&(column, code))
    }

    /// Whether a code is or was in a column's list in any year: what it means is known, though it
    /// may not be used in this one.
    #[must_use]
    pub fn means_something(column: CodedColumn, code: Token) -> bool {
        let mut entries = ENTRIES.iter();
        entries.any(|entry| entry.column == column && entry.code == code)
    }

    /// Whether a code is in a column's list.
    #[must_use]
    pub fn has(&self, column: CodedColumn, code: Token) -> bool {
        self.lists
            .get(column as usize)
            .is_some_and(|list| list.binary_search(&code).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_used() {
        assert_eq!(ENTRIES.len(), DATA.lines().count() - 1);
        for (at, (_, column)) in COLUMNS.iter().enumerate() {
            assert_eq!(at, *column as usize);
        }
    }

    #[test]
    fn other_accommodation_changed_its_codes_in_the_collection_of_2026() {
        let has = |year: i16, code: &'static str| {
            CodeLists::of(year).has(CodedColumn::Place, Token::of(code))
        };
        for code in ["H5", "P2"] {
            assert!(has(2018, code) && has(2025, code), "{code}");
            assert!(!has(2026, code) && !has(2027, code), "{code}");
        }
        for code in ["Z11", "Z12", "Z13", "Z14"] {
            assert!(!has(2025, code), "{code}");
            assert!(has(2026, code) && has(2027, code), "{code}");
        }
        let z1 = (CodedColumn::Place, Token::of("Z1"));
        let doubtful = |year: i16| CodeLists::of(year).is_doubtful(z1.0, z1.1);
        assert!(has(2025, "Z1") && has(2027, "Z1"));
        assert!(!doubtful(2025) && doubtful(2026) && doubtful(2027));
    }

    #[test]
    fn special_guardianship_changed_its_codes_in_the_collection_of_2016() {
        let has = |year: i16, code: &'static str| {
            CodeLists::of(year).has(CodedColumn::Rec, Token::of(code))
        };
        assert!(has(2015, "E44") && !has(2015, "E48"));
        assert!(!has(2017, "E44") && has(2017, "E48"));
        assert!(has(2019, "E17") && !has(2018, "E17"));
    }

    #[test]
    fn sex_changed_its_codes_in_the_collection_of_2025() {
        let (before, after) = (CodeLists::of(2024), CodeLists::of(2025));
        assert!(before.has(CodedColumn::Sex, Token::of("1")));
        assert!(!before.has(CodedColumn::Sex, Token::of("M")));
        assert!(after.has(CodedColumn::Sex, Token::of("M")));
        assert!(!after.has(CodedColumn::Sex, Token::of("1")));
        assert!(!after.has(CodedColumn::Sex, Token::BLANK));
    }
}
