//! The league table of a year that a publication does not open with.

use serde::Serialize;

use crate::assessment::Assessment;

use super::super::authority::Fact;
use super::super::comparisons::Comparisons;
use super::super::figure::{Figure, Passage, Sign};
use super::super::frame::Frame;
use super::super::kind_of_place::PlaceResult;
use super::super::{findings, reading};
use super::rows::rows;
use super::{
    DomainHead, Filters, LeagueRow, RankedKind, bands, domain_heads, filters, kinds, ranked_line,
};

/// What the page of another year says: its league table, without maps, charts and the reader's own
/// weights. Reports and domain pages are of the year that the publication opens with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearTable {
    /// What stands on every page, of this year.
    pub frame: Frame,
    /// The year that the publication opens with.
    pub opened: i16,
    /// The first finding, in a sentence.
    pub headline: String,
    /// England's figure for the indicator that weighs most in each scored domain.
    pub national_figures: Vec<Fact>,
    /// How many are ranked and how many are not, in a sentence.
    pub ranked_line: String,
    /// Whether the table is to be read by bands rather than by ranks.
    pub bands_lead: bool,
    /// Whether ranks can be told apart, in a sentence; none where nobody is ranked.
    pub bands_sentence: Option<String>,
    /// How many are above, around and below England, in a sentence; none where England has no score.
    pub bands_line: Option<String>,
    /// What comes with the kind of place.
    pub place: PlaceResult,
    /// The types of authority, where the table opens by these.
    pub kinds: Vec<RankedKind>,
    /// The domains, in the order of the configuration.
    pub domains: Vec<DomainHead>,
    /// Those that are ranked, from the first; ties in order of names.
    pub ranked: Vec<LeagueRow>,
    /// Those that are not, by name, each with the reason.
    pub unranked: Vec<LeagueRow>,
    /// England's overall score.
    pub national: Figure,
    /// What the table can be filtered by.
    pub filters: Filters,
    /// How to read the table.
    pub how_to_read: Vec<Passage>,
    /// How sure the figures are.
    pub how_sure: Vec<Passage>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

impl YearTable {
    /// The table of a year; `opened` is the one that the publication opens with.
    pub(in super::super) fn of(
        assessment: &Assessment<'_>,
        shared: &Comparisons,
        frame: Frame,
        opened: &Assessment<'_>,
    ) -> Self {
        let place = assessment.kind_of_place();
        let leads = place.leads();
        let (ranked, unranked) = rows(assessment, shared, &place, opened);
        let domains = domain_heads(assessment);
        let explained = unranked.iter().flat_map(|row| row.symbols.iter().copied());
        let numbers = findings::Ranked {
            year: frame.year,
            ranked: &ranked,
            unranked: unranked.len(),
        };
        Self {
            opened: opened.year,
            headline: findings::headline(&numbers, shared),
            national_figures: findings::national_figures(assessment, shared),
            ranked_line: ranked_line(&ranked, &unranked),
            bands_lead: bands::lead(assessment),
            bands_sentence: bands::told_apart(assessment),
            bands_line: bands::counted(&ranked),
            national: Figure::maybe_score(
                assessment.scorecard.national,
                "England has no figure for something that is scored",
            ),
            kinds: if leads { kinds(&ranked) } else { Vec::new() },
            place: PlaceResult {
                shares: Vec::new(),
                ..PlaceResult::of(assessment, &place)
            },
            filters: filters(assessment, &ranked, &unranked),
            how_to_read: reading::how_to_read(assessment, &domains).passages(),
            how_sure: reading::how_sure(assessment, shared),
            signs: reading::signs_only_explained(explained),
            frame,
            domains,
            ranked,
            unranked,
        }
    }
}
