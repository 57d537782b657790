//! How much the incidents of children who go missing often widen an interval, from counts that are
//! shown. What only child-level data tell is in [`Cell::design_effect`], which nothing public has.

use crate::indicator::{CHILDREN_MISSING, INCIDENT_RATE, REPEAT_MISSING_SHARE};
use crate::source::Symbol;
use crate::statistics::{design_effect_of_counts, design_effect_of_totals};

use super::tally::Tally;
use super::{Absence, Cell};

/// What the shown counts of a place's year tell of how its incidents cluster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Clustering {
    /// The design effect.
    Known(f64),
    /// How many children went missing more than once is withheld: what the totals alone would say.
    RepeatsWithheld(f64),
    /// The incidents or the children are withheld.
    Withheld,
    /// No source has the incidents or the children.
    NotThere,
}

impl Clustering {
    /// Of the shown cells of a place's year: of the incidents of the rate itself, else of those that
    /// the authority recorded.
    pub(crate) fn of<'c>(indicator: &str, cell: impl Fn(&str) -> Option<&'c Cell>) -> Self {
        let rate = cell(INCIDENT_RATE);
        let incidents = if indicator == INCIDENT_RATE {
            rate.and_then(|rate| rate.numerator)
        } else {
            rate.and_then(Cell::recorded)
        };
        let children = cell(CHILDREN_MISSING).and_then(|children| children.numerator);
        let (Some(incidents), Some(children)) = (incidents, children) else {
            let mut needed = [INCIDENT_RATE, CHILDREN_MISSING].into_iter();
            return if needed.any(|code| cell(code).is_some_and(is_withheld)) {
                Self::Withheld
            } else {
                Self::NotThere
            };
        };
        let totals = design_effect_of_totals(incidents, children);
        let Some(repeats) = cell(REPEAT_MISSING_SHARE).filter(|_| incidents > children) else {
            return Self::Known(totals);
        };
        match (repeats.numerator, repeats.denominator) {
            _ if is_withheld(repeats) => Self::RepeatsWithheld(totals),
            (Some(x), Some(n)) if n > 0.0 => {
                Self::Known(design_effect_of_counts(incidents, children, x / n))
            }
            _ => Self::Known(totals),
        }
    }

    /// The design effect; the nation's where a count it needs is not shown. None where something is
    /// withheld and there is no nation's: no constant is put in its place.
    pub(crate) fn or_national(self, national: impl FnOnce() -> Option<f64>) -> Option<f64> {
        match self {
            Self::Known(design) => Some(design),
            Self::RepeatsWithheld(totals) => Some(national().unwrap_or(totals)),
            Self::Withheld => national(),
            Self::NotThere => Some(national().unwrap_or(1.0)),
        }
    }
}

impl Tally<'_> {
    /// The nation's design effect, from its counts as they are shown; where these are not there, from
    /// the sums over the authorities that show all they need.
    pub(crate) fn national_design(&self) -> Option<f64> {
        let incidents = self.national_counts(INCIDENT_RATE).map(|(x, _)| x);
        let children = self.national_counts(CHILDREN_MISSING).map(|(x, _)| x);
        match incidents.zip(children) {
            Some((incidents, children)) if children > 0.0 => {
                let repeats = self.national_counts(REPEAT_MISSING_SHARE);
                let share = repeats.filter(|(_, n)| *n > 0.0).map(|(x, n)| x / n);
                Some(of_sums(incidents, children, share))
            }
            _ => self.design_of_shown(),
        }
    }

    fn design_of_shown(&self) -> Option<f64> {
        let (mut incidents, mut children, mut repeats) = (0.0, 0.0, 0.0);
        for (year, id) in self.years.iter().flat_map(|year| {
            let ids = self.measures.authorities(*year);
            ids.iter().map(move |id| (*year, *id))
        }) {
            let count = |code| {
                let cell = self.measures.scored(self.kinds, year, code, id);
                cell.and_then(|cell| cell.numerator)
            };
            let all = count(INCIDENT_RATE).zip(count(CHILDREN_MISSING));
            if let (Some((events, missing)), Some(several)) = (all, count(REPEAT_MISSING_SHARE)) {
                incidents += events;
                children += missing;
                repeats += several;
            }
        }
        (children > 0.0).then(|| of_sums(incidents, children, Some(repeats / children)))
    }
}

fn is_withheld(cell: &Cell) -> bool {
    cell.value == Err(Absence::Symbol(Symbol::Confidential))
}

fn of_sums(incidents: f64, children: f64, share: Option<f64>) -> f64 {
    share.map_or_else(
        || design_effect_of_totals(incidents, children),
        |share| design_effect_of_counts(incidents, children, share),
    )
}
