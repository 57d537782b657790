//! Figures that may be shown.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use crate::authority::AuthorityId;
use crate::config::{Configuration, Disclosure};
use crate::measure::children::Breakdowns;
use crate::measure::{Figures, Repertoire};
use crate::source::Dataset;

use super::breakdowns::{self, AuthorityTables, InterviewRow};
use super::given::Given;
use super::measures::{self, Decided, Place};
use super::{PublishedPolice, PublishedTable};

/// Figures that may be shown in the mode they were protected for. Only [`super::protect`] makes
/// them. They read as [`Figures`].
#[derive(Debug, Clone)]
pub struct Measures {
    figures: Figures,
    breakdowns: BTreeMap<(i16, AuthorityId), Breakdowns>,
    /// What was decided of each authority's year; nothing in internal mode.
    decided: BTreeMap<Place, Decided>,
    given: Given,
    repertoire: Repertoire,
}

impl Deref for Measures {
    type Target = Figures;

    fn deref(&self) -> &Figures {
        &self.figures
    }
}

impl Measures {
    pub(super) fn new(
        figures: Figures,
        breakdowns: BTreeMap<(i16, AuthorityId), Breakdowns>,
        decided: BTreeMap<Place, Decided>,
        given: Given,
        repertoire: Repertoire,
    ) -> Self {
        Self {
            figures,
            breakdowns,
            decided,
            given,
            repertoire,
        }
    }

    /// What the indicators are, and how they are computed.
    #[must_use]
    pub fn repertoire(&self) -> &Repertoire {
        &self.repertoire
    }

    /// The police's counts of an authority and year, as they may be shown, in the order given.
    #[must_use]
    pub fn police(&self, year: i16, authority: AuthorityId) -> &[PublishedPolice] {
        self.given.police(year, authority)
    }

    /// The totals of return interviews that an authority gave, as they may be shown; none where it
    /// gave none.
    #[must_use]
    pub fn interview_totals(
        &self,
        year: i16,
        authority: AuthorityId,
    ) -> Option<&PublishedTable<InterviewRow>> {
        self.given.interview_totals(year, authority)
    }

    /// Every authority's year by groups, as it may be published; nothing of authorities without a
    /// return.
    #[must_use]
    pub fn tables(&self, year: i16, rules: &Disclosure) -> BTreeMap<AuthorityId, AuthorityTables> {
        breakdowns::tables(self, year, rules)
    }

    /// How many authorities have tables of a year by groups: those with a return.
    #[must_use]
    pub fn tabulated(&self, year: i16) -> usize {
        let authorities = self.figures.authorities(year).iter();
        let with = authorities.filter(|id| self.breakdowns(year, **id).is_some());
        with.count()
    }

    /// The tables of one authority's year without those about places, which take all authorities;
    /// none without a return.
    #[must_use]
    pub fn tables_of(
        &self,
        year: i16,
        authority: AuthorityId,
        rules: &Disclosure,
    ) -> Option<AuthorityTables> {
        breakdowns::tables_of(self, year, authority, rules)
    }

    /// What an authority's return counts by groups, before any protection.
    pub(super) fn breakdowns(&self, year: i16, authority: AuthorityId) -> Option<&Breakdowns> {
        self.breakdowns.get(&(year, authority))
    }

    /// Withholds all that returns and given figures say of some authorities' years, and leaves out
    /// their tables by group; says of which anything was shown.
    pub(crate) fn withhold_years(
        &mut self,
        places: &BTreeSet<(i16, AuthorityId)>,
        dataset: &Dataset,
        configuration: &Configuration,
    ) -> BTreeSet<(i16, AuthorityId)> {
        let shown = measures::withhold_years(&mut self.figures, places);
        let more: BTreeSet<_> = places
            .iter()
            .filter(|place| self.breakdowns.remove(*place).is_some() || shown.contains(*place))
            .copied()
            .collect();
        if !more.is_empty() {
            self.figures.keep_what_is_shown(dataset, configuration);
        }
        more
    }

    /// What was decided of the measures of an authority's year.
    pub(super) fn decided(&self, year: i16, authority: AuthorityId) -> Option<&Decided> {
        self.decided.get(&(year, authority))
    }

    /// Measures of made-up breakdowns.
    #[cfg(test)]
    pub(super) fn of_breakdowns(year: i16, all: Vec<(AuthorityId, Breakdowns)>) -> Self {
        let figures = Figures::of_authorities(year, all.iter().map(|(id, _)| *id).collect());
        let breakdowns = all.into_iter().map(|(id, b)| ((year, id), b)).collect();
        let repertoire = Repertoire::built_in().clone();
        Self::new(
            figures,
            breakdowns,
            BTreeMap::new(),
            Given::default(),
            repertoire,
        )
    }
}
