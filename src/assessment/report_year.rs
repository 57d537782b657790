//! Which year a report on an authority is about.

use crate::authority::AuthorityId;
use crate::diagnostic::Diagnostic;

use super::Evidence;

impl Evidence {
    /// The year of an authority's newest return.
    #[must_use]
    pub fn newest_return(&self, id: AuthorityId) -> Option<i16> {
        let seen = self.dataset.returns.seen();
        let own =
            seen.filter(|(year, of)| *of == id && self.measures.authorities(*year).contains(&id));
        own.map(|(year, _)| year).max()
    }

    /// The year asked for, or that of the authority's newest return; where there is none, the usual
    /// one; where the authority has no data of that, the latest it has data of.
    ///
    /// # Errors
    /// Where there is no data for the year asked for, or none at all.
    pub fn report_year(&self, asked: Option<i16>, id: AuthorityId) -> Result<i16, Box<Diagnostic>> {
        let usual = self.year(asked)?;
        if asked.is_some() {
            return Ok(usual);
        }
        if let Some(newest) = self.newest_return(id) {
            return Ok(newest);
        }
        let own = |year: &i16| self.measures.authorities(*year).contains(&id);
        let latest = self.measures.years().into_iter().rev().find(own);
        Ok(if own(&usual) {
            usual
        } else {
            latest.unwrap_or(usual)
        })
    }
}
