//! How a value would vary if the year were lived again.

use crate::indicator::{
    CHILDREN_MISSING, INCIDENT_RATE, Kind, PLACED_20_MILES_OUTSIDE, PLACED_OUTSIDE,
};

use super::tally::{Counts, factor};

/// What a value is drawn from. Values are the drawn number times [`Sampled::factor`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampled {
    /// The distribution.
    pub from: Distribution,
    /// What a drawn number per one is multiplied by.
    pub factor: f64,
}

/// The distribution of a value per one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// Beta(x + ½, n − x + ½).
    Proportion(Share),
    /// The same of a share that others are part of, drawn once for all of them.
    Whole(Root, Share),
    /// Gamma(x + ½) / n.
    Rate {
        /// Independent events.
        x: f64,
        /// What they are out of, in the same measure.
        n: f64,
    },
    /// A part of a share: the drawn share times Beta(x + ½, of − x + ½).
    Part {
        /// Which whole it is part of.
        root: Root,
        /// The whole.
        whole: Share,
        /// Cases.
        x: f64,
        /// Cases of the whole.
        of: f64,
        /// The whole's denominator over this one's; 1 where both come from one table.
        ratio: f64,
    },
    /// Events that come with the cases of a share: the drawn share times events per case times
    /// Gamma(k)/k.
    Events {
        /// Which share that is.
        root: Root,
        /// The share of those with an event.
        whole: Share,
        /// Events for each of them, in the denominator of the rate.
        each: f64,
        /// k; none where events per case vary no more than the share does.
        shape: Option<f64>,
    },
}

/// Cases and what they are out of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Cases.
    pub x: f64,
    /// Out of.
    pub n: f64,
}

/// The shares that other indicators are part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// Children who went missing.
    ChildrenMissing,
    /// Children placed outside.
    PlacedOutside,
}

impl Root {
    /// How many there are.
    pub const COUNT: usize = 2;

    /// Its place among them.
    pub fn index(self) -> usize {
        match self {
            Self::ChildrenMissing => 0,
            Self::PlacedOutside => 1,
        }
    }

    fn of(indicator: &str) -> Option<Self> {
        match indicator {
            CHILDREN_MISSING => Some(Self::ChildrenMissing),
            PLACED_OUTSIDE => Some(Self::PlacedOutside),
            _ => None,
        }
    }
}

/// How an indicator's value is drawn, from the counts of one place. None for numbers and where
/// there are no counts: such values stay as they are.
pub fn sampled(
    indicator: &str,
    kind: Kind,
    counts: impl Fn(&str) -> Option<Counts>,
) -> Option<Sampled> {
    let own = counts(indicator)?;
    let from = match kind {
        Kind::Number => return None,
        Kind::Proportion if own.x > own.n => return None,
        Kind::Proportion if indicator == PLACED_20_MILES_OUTSIDE => {
            part(own, counts(PLACED_OUTSIDE)).unwrap_or_else(|| proportion(indicator, own))
        }
        Kind::Proportion => proportion(indicator, own),
        Kind::Rate if indicator == INCIDENT_RATE => {
            events(own, counts(CHILDREN_MISSING)).unwrap_or_else(|| rate(own))
        }
        Kind::Rate => rate(own),
    };
    Some(Sampled {
        from,
        factor: factor(indicator),
    })
}

fn proportion(indicator: &str, own: Counts) -> Distribution {
    let share = Share {
        x: own.x / own.design,
        n: own.n / own.design,
    };
    match Root::of(indicator) {
        Some(root) => Distribution::Whole(root, share),
        None => Distribution::Proportion(share),
    }
}

fn rate(own: Counts) -> Distribution {
    Distribution::Rate {
        x: own.x / own.design,
        n: own.n / own.design,
    }
}

fn part(own: Counts, whole: Option<Counts>) -> Option<Distribution> {
    let whole = whole.filter(|whole| whole.x >= own.x && whole.x <= whole.n)?;
    Some(Distribution::Part {
        root: Root::PlacedOutside,
        whole: Share {
            x: whole.x,
            n: whole.n,
        },
        x: own.x,
        of: whole.x,
        ratio: whole.n / own.n,
    })
}

/// k = 1/(d/x − 1/c), d the design effect, x the events, c the cases.
fn events(own: Counts, cases: Option<Counts>) -> Option<Distribution> {
    let cases = cases.filter(|c| c.x > 0.0 && c.x <= c.n)?;
    let spread = own.design / own.x - 1.0 / cases.x;
    (own.x > 0.0).then_some(Distribution::Events {
        root: Root::ChildrenMissing,
        whole: Share {
            x: cases.x,
            n: cases.n,
        },
        each: own.x / cases.x * (cases.n / own.n),
        shape: (spread > 0.0).then(|| 1.0 / spread),
    })
}
