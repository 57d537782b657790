//! What is scored, all of one size.

use crate::authority::AuthorityId;
use crate::scoring::by::{AuthorityIndex, ByAuthority, ByIndicator};

use super::column::Column;

/// What is scored: authorities by indicators, one value or the reason for none for each of both.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    authorities: ByAuthority<AuthorityId>,
    codes: ByAuthority<String>,
    children: ByAuthority<Option<f64>>,
    columns: ByIndicator<Column>,
}

/// An authority that is scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    id: AuthorityId,
    code: String,
    children: Option<f64>,
}

impl Member {
    /// An authority with its code in the register, which the order of random draws goes by.
    pub fn new(id: AuthorityId, code: impl Into<String>) -> Self {
        Self {
            id,
            code: code.into(),
            children: None,
        }
    }

    /// Who it is.
    pub fn id(&self) -> AuthorityId {
        self.id
    }

    /// Its code in the register.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The same with its children looked after on 31 March: with too few it is not ranked.
    #[must_use]
    pub fn with_children(self, children: Option<f64>) -> Self {
        Self { children, ..self }
    }
}

impl Panel {
    pub(super) fn put_together(members: Vec<Member>, columns: Vec<Column>) -> Self {
        Self {
            authorities: ByAuthority::collected(members.iter().map(|member| member.id)),
            children: ByAuthority::collected(members.iter().map(|member| member.children)),
            codes: ByAuthority::collected(members.into_iter().map(|member| member.code)),
            columns: ByIndicator::new(columns),
        }
    }

    /// The authorities.
    pub fn authorities(&self) -> &ByAuthority<AuthorityId> {
        &self.authorities
    }

    /// An authority's place; none where it is not in the panel.
    pub fn position(&self, id: AuthorityId) -> Option<AuthorityIndex> {
        self.authorities.find(|other| *other == id)
    }

    /// The authorities' codes in the register, which the order of random draws goes by.
    pub fn codes(&self) -> &ByAuthority<String> {
        &self.codes
    }

    /// Children looked after on 31 March, where that is known.
    pub fn children(&self) -> &ByAuthority<Option<f64>> {
        &self.children
    }

    /// One column for every indicator of the configuration.
    pub fn columns(&self) -> &ByIndicator<Column> {
        &self.columns
    }

    /// Whether an authority is known to have fewer children than so many.
    pub(in crate::scoring) fn is_small(&self, at: AuthorityIndex, minimum: u64) -> bool {
        #[allow(clippy::cast_precision_loss, reason = "at most a million")]
        let minimum = minimum as f64;
        self.children[at].is_some_and(|children| children < minimum)
    }

    /// The same with every value compared, whatever is doubtful about its recording.
    pub(in crate::scoring) fn all_comparable(&self) -> Self {
        let columns = self.columns.iter().map(Column::all_comparable).collect();
        Self {
            columns: ByIndicator::new(columns),
            ..self.clone()
        }
    }

    /// An entry that a test changes.
    #[cfg(test)]
    pub(in crate::scoring) fn entry_mut(
        &mut self,
        indicator: crate::scoring::by::IndicatorIndex,
        at: AuthorityIndex,
    ) -> &mut super::column::Entry {
        self.columns[indicator].entry_mut(at)
    }
}
