//! Totals that several tables share, and what the measures of the publication tell of them.

use crate::authority::AuthorityId;
use crate::measure::{Absence, Cell, Measures, SourceKind};
use crate::source::Symbol;
use crate::source::published::Location;

use super::ledger::Standing;

/// A total that several tables share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Margin {
    Census,
    Outside,
    Inside,
    LocationNotKnown,
    FarOutside,
    DistanceKnown,
    Homes,
    OtherAccommodation,
    OwnProvision,
    OutsideWithoutSafety,
    MissingAtCensus,
    OutsideInYear,
    OutsideMissing,
    MissingIncidents,
    KnownLength,
    LongIncidents,
    UascAtCensus,
    UascInYear,
    UascMissing,
    UascStillMissing,
    Due,
    Offered,
    OfferedInTime,
    HeldInTime,
    Accepted,
}

/// Which count of a measure's cell it is.
#[derive(Clone, Copy)]
enum Part {
    Numerator,
    Denominator,
}

use Part::{Denominator as D, Numerator as N};

/// The totals that measures show, and where.
const SHOWN: [(Margin, &str, Part); 33] = [
    (Margin::Census, "cla-at-31-march", N),
    (Margin::Census, "placed-outside", D),
    (Margin::Census, "own-provision", D),
    (Margin::Census, "other-accommodation", D),
    (Margin::Census, "placed-20-miles-outside", D),
    (Margin::Census, "uasc-share", D),
    (Margin::Outside, "placed-outside", N),
    (Margin::FarOutside, "placed-20-miles-outside", N),
    (Margin::FarOutside, "placed-20-miles-outside-among-known", N),
    (
        Margin::DistanceKnown,
        "placed-20-miles-outside-among-known",
        D,
    ),
    (Margin::Homes, "home-places-for-need", D),
    (Margin::OtherAccommodation, "other-accommodation", N),
    (Margin::OwnProvision, "own-provision", N),
    (
        Margin::OutsideWithoutSafety,
        "placed-outside-without-safety",
        N,
    ),
    (Margin::OutsideInYear, "outside-and-missing", D),
    (Margin::OutsideMissing, "outside-and-missing", N),
    (Margin::MissingIncidents, "missing-incident-rate", N),
    (Margin::MissingIncidents, "incidents-per-missing-child", N),
    (Margin::MissingIncidents, "placement-review-held", D),
    (Margin::KnownLength, "long-missing", D),
    (Margin::LongIncidents, "long-missing", N),
    (Margin::UascAtCensus, "uasc-share", N),
    (Margin::UascAtCensus, "uasc-nationality-recorded", D),
    (Margin::UascInYear, "uasc-missing", D),
    (Margin::UascInYear, "uasc-still-missing", D),
    (Margin::UascMissing, "uasc-missing", N),
    (Margin::UascStillMissing, "uasc-still-missing", N),
    (Margin::Due, "interview-held-in-three-days", D),
    (Margin::Due, "interview-offered-in-three-days", D),
    (Margin::Offered, "interview-accepted", D),
    (Margin::OfferedInTime, "interview-offered-in-three-days", N),
    (Margin::HeldInTime, "interview-held-in-three-days", N),
    (Margin::Accepted, "interview-accepted", N),
];

impl Margin {
    /// What the measures tell of a count of it: shown by any, it is known; else withheld in one that
    /// would show it, it must be withheld everywhere. Figures of another source that differ from the
    /// count do not tell it.
    pub(super) fn standing(
        self,
        measures: &Measures,
        year: i16,
        authority: AuthorityId,
        count: Option<u64>,
    ) -> Standing {
        let here = Location::Authority(authority);
        let mut standing = Standing::Free;
        for (_, indicator, part) in SHOWN.iter().filter(|(margin, _, _)| *margin == self) {
            for cell in measures.cells_at(year, indicator, &here) {
                match of(cell, *part, count) {
                    Standing::Known => return Standing::Known,
                    Standing::Withheld => standing = Standing::Withheld,
                    Standing::Free => {}
                }
            }
        }
        standing
    }
}

fn of(cell: &Cell, part: Part, count: Option<u64>) -> Standing {
    let shown = match part {
        N => cell.numerator,
        D => cell.denominator,
    };
    #[allow(
        clippy::cast_precision_loss,
        reason = "counts of children and incidents"
    )]
    let differs = shown
        .zip(count)
        .is_some_and(|(shown, count)| shown != count as f64);
    if differs && cell.source != SourceKind::ChildLevel {
        return Standing::Free;
    }
    let confidential = cell.value == Err(Absence::Symbol(Symbol::Confidential));
    match shown {
        Some(_) => Standing::Known,
        None if confidential => Standing::Withheld,
        None => Standing::Free,
    }
}
