//! A dataset's own authorities, in place of the built-in ones.

use std::collections::BTreeMap;

use thiserror::Error;

use super::built_in::{self, TABLES};
use super::name::plain_name;
use super::region::ENGLAND;
use super::{Authority, AuthorityId, AuthorityKind, CodeSpan, RegionKind, Register};

/// Far more than any country has, and few enough for every id to fit.
const MOST_AUTHORITIES: usize = 10_000;

/// A row of a dataset's own authorities file: free text throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAuthority {
    /// The code; its letter case is kept.
    pub code: String,
    /// The name.
    pub name: String,
    /// The region.
    pub region: String,
    /// The kind of authority.
    pub kind: String,
}

/// Why a dataset's own authorities cannot make a register. Rows count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OwnRegisterError {
    /// There are no authorities.
    #[error("there are no authorities")]
    NoRows,
    /// There are more authorities than a register can number.
    #[error("there are {0} authorities; a register holds {max}", max = MOST_AUTHORITIES)]
    TooMany(usize),
    /// A row has no code.
    #[error("an authority has no code")]
    NoCode {
        /// The row.
        row: usize,
    },
    /// A row has no name.
    #[error("authority {code:?} has no name")]
    NoName {
        /// The row.
        row: usize,
        /// Its code.
        code: String,
    },
    /// A code stands for England, a region or a place that is not an authority.
    #[error("{code:?} is the code of an area that is not an authority")]
    ReservedCode {
        /// The row.
        row: usize,
        /// The code.
        code: String,
    },
    /// A code has come before.
    #[error("code {code:?} occurs twice")]
    DuplicateCode {
        /// The later row.
        row: usize,
        /// The earlier row.
        first: usize,
        /// The code.
        code: String,
    },
}

impl Register {
    /// A register of a dataset's own authorities, which have no history.
    ///
    /// Codes are compared letter by letter. Names are compared as in the built-in
    /// register; a name that two authorities share resolves to
    /// [`Ambiguous`](super::Resolution::Ambiguous). England and its regions keep
    /// their codes, for the rows that carry benchmarks.
    ///
    /// ```
    /// use care_scorecard::authority::{OwnAuthority, Register};
    ///
    /// let row = |code: &str, name: &str| OwnAuthority {
    ///     code: code.to_owned(),
    ///     name: name.to_owned(),
    ///     region: "Coast".to_owned(),
    ///     kind: "harbour town".to_owned(),
    /// };
    /// let register = Register::from_rows(vec![row("x1", "Seahaven"), row("X1", "Landsend")])?;
    /// assert_eq!(register.resolve("seahaven council"), register.resolve("x1"));
    /// assert_ne!(register.resolve("x1"), register.resolve("X1"));
    /// assert_eq!(register.authorities_of(1999).count(), 2);
    /// # Ok::<(), care_scorecard::authority::OwnRegisterError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there are no rows or too many, and when a row has no code or name, or
    /// a code that is taken.
    pub fn from_rows(rows: Vec<OwnAuthority>) -> Result<Self, OwnRegisterError> {
        let mut register = Self {
            is_own: true,
            ..Self::default()
        };
        built_in::add_regions(&mut register, TABLES.regions);
        built_in::add_elsewhere(&mut register, TABLES.elsewhere);
        let mut rows = checked(rows, &register)?;
        rows.sort_by(|left, right| left.code.cmp(&right.code));
        for (row, position) in rows.into_iter().zip(0..) {
            register.enter_own(AuthorityId(position), row);
        }
        Ok(register)
    }

    fn enter_own(&mut self, id: AuthorityId, row: OwnAuthority) {
        let region_code = self.own_region(&row.region);
        self.names.add(&row.name, id);
        self.codes.insert(row.code.clone(), id);
        self.code_spans.push(vec![CodeSpan {
            code: row.code.clone(),
            from: None,
            until: None,
        }]);
        self.authorities.push(Authority {
            id,
            code: row.code,
            dfe_code: None,
            name: row.name,
            region_code,
            region: row.region,
            sub_region_code: None,
            kind: AuthorityKind::Own(row.kind),
            established: None,
            abolished: None,
        });
    }

    /// The code of the region a text means: one of the nine by name or code, so
    /// that its benchmarks are found, otherwise the text itself.
    fn own_region(&mut self, text: &str) -> String {
        let by_name = self.region_names.get(&plain_name(text)).copied().flatten();
        let known = by_name.or_else(|| self.region_by_code(text));
        if let Some(region) = known.and_then(|id| self.region(id)) {
            return region.code.clone();
        }
        if !text.is_empty() {
            let owned = text.to_owned();
            let id = built_in::push_region(self, owned.clone(), owned, RegionKind::Region);
            let names = &mut self.region_names;
            names.entry(plain_name(text)).or_insert(Some(id));
        }
        text.to_owned()
    }
}

fn checked(
    rows: Vec<OwnAuthority>,
    register: &Register,
) -> Result<Vec<OwnAuthority>, OwnRegisterError> {
    if rows.is_empty() {
        return Err(OwnRegisterError::NoRows);
    }
    if rows.len() > MOST_AUTHORITIES {
        return Err(OwnRegisterError::TooMany(rows.len()));
    }
    let mut kept = Vec::with_capacity(rows.len());
    let mut taken = BTreeMap::new();
    for (row, authority) in rows.into_iter().enumerate() {
        let authority = trimmed(&authority);
        let code = authority.code.clone();
        if code.is_empty() {
            return Err(OwnRegisterError::NoCode { row });
        }
        if authority.name.is_empty() {
            return Err(OwnRegisterError::NoName { row, code });
        }
        if code == ENGLAND || register.region_by_code(&code).is_some() {
            return Err(OwnRegisterError::ReservedCode { row, code });
        }
        if let Some(first) = taken.insert(code.clone(), row) {
            return Err(OwnRegisterError::DuplicateCode { row, first, code });
        }
        kept.push(authority);
    }
    Ok(kept)
}

fn trimmed(authority: &OwnAuthority) -> OwnAuthority {
    OwnAuthority {
        code: authority.code.trim().to_owned(),
        name: authority.name.trim().to_owned(),
        region: authority.region.trim().to_owned(),
        kind: authority.kind.trim().to_owned(),
    }
}
