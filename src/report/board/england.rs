//! Where a figure of an authority stands against England's.

use crate::assessment::Comparison;
use crate::config::Direction;

use super::super::sureness::Judgement;

/// Where a figure of an authority stands against England's.
pub(in crate::report) enum AgainstEngland {
    /// By limits that allow for chance, in words of size: never better or worse.
    Judged {
        /// How large it is beside England's.
        size: Comparison,
        /// England's figure.
        england: String,
    },
    /// England's figure alone: the two were not tested.
    Alone(String),
    /// England's figure of an earlier year.
    Earlier {
        /// England's figure.
        england: String,
        /// The year ending 31 March.
        year: i16,
    },
    /// There is nothing to compare.
    Nothing,
}

impl AgainstEngland {
    /// By a judgement, be it one of merit.
    pub(super) fn judged(compared: Comparison, direction: Direction, england: String) -> Self {
        Self::Judged {
            size: size(compared, direction),
            england,
        }
    }

    /// Whether it is higher than England's by more than chance.
    pub(in crate::report) fn is_higher(&self) -> bool {
        let Self::Judged { size, .. } = self else {
            return false;
        };
        matches!(size, Comparison::Higher | Comparison::MuchHigher)
    }

    /// England's figure alone: "11%", "11% in 2023".
    pub(in crate::report) fn figure(&self) -> Option<String> {
        match self {
            Self::Judged { england, .. } | Self::Alone(england) => Some(england.clone()),
            Self::Earlier { england, year } => Some(format!("{england} in {year}")),
            Self::Nothing => None,
        }
    }

    /// "not clearly different from England (11%)", "higher than England (12%)", "England 11%",
    /// "England 11% in 2023"; none where there is nothing. A board would read "similar" as "the same".
    pub(in crate::report) fn words(&self) -> Option<String> {
        match self {
            Self::Judged {
                size: Comparison::Similar,
                england,
            } => Some(format!("not clearly different from England ({england})")),
            Self::Judged { size, england } => {
                let judgement = Judgement::of(*size, "England");
                Some(format!("{} ({england})", judgement.phrase))
            }
            Self::Alone(england) => Some(format!("England {england}")),
            Self::Earlier { england, year } => Some(format!("England {england} in {year}")),
            Self::Nothing => None,
        }
    }

    /// The same as the end of a sentence, in brackets where it is England’s figure alone; nothing
    /// where there is nothing to compare.
    pub(in crate::report) fn ending(&self) -> String {
        match (self, self.words()) {
            (_, None) => String::new(),
            (Self::Judged { .. }, Some(words)) => format!(", {words}"),
            (_, Some(words)) => format!(" ({words})"),
        }
    }
}

/// A judgement of merit as one of size.
fn size(compared: Comparison, direction: Direction) -> Comparison {
    use Comparison as C;
    let good = direction == Direction::HigherIsBetter;
    match compared {
        C::MuchBetter if good => C::MuchHigher,
        C::MuchBetter => C::MuchLower,
        C::Better if good => C::Higher,
        C::Better => C::Lower,
        C::Worse if good => C::Lower,
        C::Worse => C::Higher,
        C::MuchWorse if good => C::MuchLower,
        C::MuchWorse => C::MuchHigher,
        C::Similar | C::MuchHigher | C::Higher | C::Lower | C::MuchLower => compared,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merit_is_said_as_size() {
        let worse =
            |direction| AgainstEngland::judged(Comparison::Worse, direction, "11%".to_owned());
        let more = worse(Direction::LowerIsBetter);
        assert!(more.is_higher());
        assert_eq!(more.ending(), ", higher than England (11%)");
        let less = worse(Direction::HigherIsBetter);
        assert!(!less.is_higher());
        assert_eq!(less.words().as_deref(), Some("lower than England (11%)"));
    }

    #[test]
    fn a_figure_alone_stands_in_brackets() {
        let alone = AgainstEngland::Alone("11%".to_owned());
        assert_eq!(alone.ending(), " (England 11%)");
        assert!(!alone.is_higher());
        assert_eq!(AgainstEngland::Nothing.ending(), "");
    }
}
