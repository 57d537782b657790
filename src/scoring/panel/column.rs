//! The values of one indicator.

use crate::measure::{Absence, Sampled};

use super::super::by::{AuthorityIndex, ByAuthority};

/// The values of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    code: String,
    entries: ByAuthority<Entry>,
    nation: Option<Nation>,
}

/// The nation's value.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Nation {
    value: f64,
    sampled: Option<Sampled>,
}

/// The value of one authority.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// The value, or why there is none.
    pub value: Result<f64, Absence>,
    /// What is doubtful about the recording.
    pub doubt: Doubt,
    /// How the value would vary; none where it is not estimated.
    pub sampled: Option<Sampled>,
    /// Whether there is no value since there was nothing to deal with, so that a domain that must be
    /// complete does not ask for it.
    pub excused: bool,
}

/// What is doubtful about the recording behind a value. The policy of the configuration decides
/// what follows.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Doubt {
    /// The codes of the flags.
    pub flags: Vec<&'static str>,
    /// The best value that is plausible at this size.
    pub limit: Option<f64>,
    /// Whether the score is held at the nation's.
    pub capped: bool,
    /// Whether the value cannot be compared with others under any policy.
    pub not_comparable: bool,
    /// Whether there is no value because too few were recorded to publish.
    pub unverifiable: bool,
}

impl Entry {
    /// A value or the reason for none, without doubt and without chance. A zero denominator is
    /// excused.
    pub fn new(value: Result<f64, Absence>) -> Self {
        Self {
            excused: value == Err(Absence::ZERO_DENOMINATOR),
            value,
            doubt: Doubt::default(),
            sampled: None,
        }
    }

    /// A value without doubt and without chance.
    pub fn of_value(value: f64) -> Self {
        Self::new(Ok(value))
    }

    /// The same with how the value would vary.
    #[must_use]
    pub fn with_sampled(self, sampled: Option<Sampled>) -> Self {
        Self { sampled, ..self }
    }

    /// The same, excused or not where there is no value.
    #[must_use]
    pub fn excused(self, excused: bool) -> Self {
        Self { excused, ..self }
    }

    /// The same with what is doubtful about its recording.
    #[must_use]
    pub fn with_doubt(self, doubt: Doubt) -> Self {
        Self { doubt, ..self }
    }
}

impl Column {
    /// The column of an indicator, by its code, with an entry for each authority in their order.
    pub fn new(code: impl Into<String>, entries: impl IntoIterator<Item = Entry>) -> Self {
        Self {
            code: code.into(),
            entries: ByAuthority::collected(entries),
            nation: None,
        }
    }

    /// The same with the nation's value and how it would vary.
    #[must_use]
    pub fn with_national(self, value: Option<f64>, sampled: Option<Sampled>) -> Self {
        let nation = value.map(|value| Nation { value, sampled });
        Self { nation, ..self }
    }

    /// The code of its indicator.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What there is of each authority.
    pub fn entries(&self) -> &ByAuthority<Entry> {
        &self.entries
    }

    /// The value of each authority, or why there is none.
    pub fn values(&self) -> ByAuthority<Result<f64, Absence>> {
        self.entries.map(|_, entry| entry.value)
    }

    /// The nation's value.
    pub fn national(&self) -> Option<f64> {
        self.nation.map(|nation| nation.value)
    }

    /// How the nation's value would vary.
    pub fn national_sampled(&self) -> Option<Sampled> {
        self.nation?.sampled
    }

    /// The same with another value of one authority.
    pub(in crate::scoring) fn with_value(&self, at: AuthorityIndex, value: f64) -> Self {
        let mut other = self.clone();
        other.entries[at].value = Ok(value);
        other
    }

    /// The same with every value compared.
    pub(super) fn all_comparable(&self) -> Self {
        let mut other = self.clone();
        for entry in other.entries.iter_mut() {
            entry.doubt.not_comparable = false;
        }
        other
    }

    #[cfg(test)]
    pub(super) fn entry_mut(&mut self, at: AuthorityIndex) -> &mut Entry {
        &mut self.entries[at]
    }
}
