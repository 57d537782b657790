//! Totals that several tables share, and what the measures of the publication tell of them.

use crate::authority::AuthorityId;
use crate::measure::{Absence, Cell, Measures};
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

impl Margin {
    /// The measures that show it.
    fn measures(self) -> &'static [(&'static str, Part)] {
        match self {
            Self::Census => &[
                ("cla-at-31-march", N),
                ("placed-outside", D),
                ("own-provision", D),
                ("other-accommodation", D),
                ("placed-20-miles-outside", D),
                ("uasc-share", D),
            ],
            Self::Outside => &[("placed-outside", N)],
            Self::FarOutside => &[
                ("placed-20-miles-outside", N),
                ("placed-20-miles-outside-among-known", N),
            ],
            Self::DistanceKnown => &[("placed-20-miles-outside-among-known", D)],
            Self::Homes => &[("home-places-for-need", D)],
            Self::OtherAccommodation => &[("other-accommodation", N)],
            Self::OwnProvision => &[("own-provision", N)],
            Self::OutsideWithoutSafety => &[("placed-outside-without-safety", N)],
            Self::OutsideInYear => &[("outside-and-missing", D)],
            Self::OutsideMissing => &[("outside-and-missing", N)],
            Self::MissingIncidents => &[
                ("missing-incident-rate", N),
                ("incidents-per-missing-child", N),
                ("placement-review-held", D),
            ],
            Self::KnownLength => &[("long-missing", D)],
            Self::LongIncidents => &[("long-missing", N)],
            Self::UascAtCensus => &[("uasc-share", N), ("uasc-nationality-recorded", D)],
            Self::UascInYear => &[("uasc-missing", D), ("uasc-still-missing", D)],
            Self::UascMissing => &[("uasc-missing", N)],
            Self::UascStillMissing => &[("uasc-still-missing", N)],
            Self::Due => &[
                ("interview-held-in-three-days", D),
                ("interview-offered-in-three-days", D),
            ],
            Self::Offered => &[("interview-accepted", D)],
            Self::OfferedInTime => &[("interview-offered-in-three-days", N)],
            Self::HeldInTime => &[("interview-held-in-three-days", N)],
            Self::Accepted => &[("interview-accepted", N)],
            Self::Inside | Self::LocationNotKnown | Self::MissingAtCensus => &[],
        }
    }

    /// What the measures tell of it: shown by any, it is known; else withheld in one that would
    /// show it, it must be withheld everywhere.
    pub(super) fn standing(
        self,
        measures: &Measures,
        year: i16,
        authority: AuthorityId,
    ) -> Standing {
        let here = Location::Authority(authority);
        let mut standing = Standing::Free;
        for (indicator, part) in self.measures() {
            for cell in measures.cells_at(year, indicator, &here) {
                match of(cell, *part) {
                    Standing::Known => return Standing::Known,
                    Standing::Withheld => standing = Standing::Withheld,
                    Standing::Free => {}
                }
            }
        }
        standing
    }
}

fn of(cell: &Cell, part: Part) -> Standing {
    let shown = match part {
        N => cell.numerator,
        D => cell.denominator,
    };
    let confidential = cell.value == Err(Absence::Symbol(Symbol::Confidential));
    match (shown, part) {
        (Some(_), _) => Standing::Known,
        // A total that is withheld with a share says nothing against showing the total.
        (None, N) if confidential => Standing::Withheld,
        (None, _) => Standing::Free,
    }
}
