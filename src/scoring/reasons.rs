//! Why there is no score or no rank, in words a reader understands.

use crate::config::Domain;
use crate::measure::Absence;
use crate::source::Symbol;

use super::scorecard::NotScored;

pub(super) fn absent(absence: Absence) -> &'static str {
    match absence {
        Absence::Symbol(Symbol::Confidential) => "withheld, since it could point at a child",
        Absence::Symbol(Symbol::NotApplicable) => {
            "does not apply: there is nobody to count it out of"
        }
        Absence::Symbol(Symbol::NotAvailable) => "not available",
        Absence::Symbol(Symbol::RoundsToZero | Symbol::Low) => "published only as rounding to zero",
        Absence::Symbol(Symbol::LowReliability) => "of low reliability",
        Absence::NoData => "no figure in the data",
        Absence::LeftOut => "no figure, since too many rows cannot be read",
    }
}

pub(super) fn not_scored(why: NotScored) -> &'static str {
    match why {
        NotScored::NoWeight => "shown, not scored: its weight is 0",
        NotScored::NoDirection => "shown, not scored: neither more nor less of it is better",
        NotScored::NoData => "no authority has a figure that is shown this year",
        NotScored::TooFew => "not comparable this year: too few authorities have a figure",
        NotScored::NoRange => "not comparable this year: all authorities have the same value",
    }
}

pub(super) fn excluded(flags: &str) -> String {
    format!("left out, since its recording is in doubt: {flags}")
}

pub(super) fn implausible_zero() -> String {
    "not comparable: none recorded, where that is implausible".to_owned()
}

pub(super) fn unverifiable() -> String {
    "withheld: too few recorded to publish; recording cannot be assessed".to_owned()
}

pub(super) fn no_year(domain: &Domain) -> String {
    format!(
        "no comparable figures for {} this year, without which nobody is ranked",
        domain.title
    )
}

pub(super) fn few_children(minimum: u64) -> String {
    format!("fewer than {minimum} children looked after on 31 March")
}

pub(super) fn percent(share: f64) -> String {
    format!("{}%", (share * 100.0 + 0.5).floor())
}
