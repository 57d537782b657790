//! What can be said of a figure beyond its value: how sure it is, against England, over the years.

use crate::authority::AuthorityId;
use crate::diagnostic::Diagnostics;
use crate::indicator::{Direction, Kind, definition};
use crate::measure::{
    Cell, Clustering, Counts, Flag, Flagged, Tally, counts_incidents, factor, kept_apart, kind,
};
use crate::source::published::Location;
use crate::statistics::{Position, Range, Trend};

use super::{Assessment, Evidence};

/// What can be said of a figure beyond its value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The 95% interval, in the unit of the value.
    pub interval: Option<Range>,
    /// England's value.
    pub national: Option<f64>,
    /// Against England, for authorities.
    pub comparison: Option<Comparison>,
    /// Over the five years that end with this one.
    pub trend: Option<Trend>,
}

/// A figure against a benchmark, by the 95% and 99.8% limits that allow for the usual differences
/// between authorities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Comparison {
    MuchBetter,
    Better,
    Similar,
    Worse,
    MuchWorse,
    MuchHigher,
    Higher,
    Lower,
    MuchLower,
}

impl Comparison {
    /// The word for a place in a funnel: of merit, or of size where neither end is better.
    pub fn of(position: Position, direction: Direction) -> Self {
        let higher = direction == Direction::HigherIsBetter;
        match (position, direction) {
            (Position::Within, _) => Self::Similar,
            (Position::FarAbove, Direction::None) => Self::MuchHigher,
            (Position::Above, Direction::None) => Self::Higher,
            (Position::Below, Direction::None) => Self::Lower,
            (Position::FarBelow, Direction::None) => Self::MuchLower,
            (Position::FarAbove, _) if higher => Self::MuchBetter,
            (Position::FarBelow, _) if !higher => Self::MuchBetter,
            (Position::Above, _) if higher => Self::Better,
            (Position::Below, _) if !higher => Self::Better,
            (Position::Above | Position::Below, _) => Self::Worse,
            (Position::FarAbove | Position::FarBelow, _) => Self::MuchWorse,
        }
    }

    /// In words: "much better".
    pub fn words(self) -> &'static str {
        match self {
            Self::MuchBetter => "much better",
            Self::Better => "better",
            Self::Similar => "similar",
            Self::Worse => "worse",
            Self::MuchWorse => "much worse",
            Self::MuchHigher => "much higher",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::MuchLower => "much lower",
        }
    }

    /// The limits that the figure lies beyond, or within where it is similar.
    pub fn limits(self) -> &'static str {
        match self {
            Self::MuchBetter | Self::MuchWorse | Self::MuchHigher | Self::MuchLower => "99.8%",
            _ => "95%",
        }
    }

    /// As tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MuchBetter => "much-better",
            Self::Better => "better",
            Self::Similar => "similar",
            Self::Worse => "worse",
            Self::MuchWorse => "much-worse",
            Self::MuchHigher => "much-higher",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::MuchLower => "much-lower",
        }
    }
}

impl Assessment<'_> {
    /// What can be said of a figure: of a cell that the measures hold for a place, or of England's
    /// as it was added up here.
    pub fn reading(&self, indicator: &str, location: &Location, cell: &Cell) -> Reading {
        let kind = kind(self.configuration(), indicator);
        let counts = self.counts(indicator, location, cell, self.year);
        Reading {
            interval: counts
                .and_then(|counts| counts.interval(kind))
                .map(|interval| interval.times(factor(indicator))),
            national: self.national(indicator).map(|national| national.value),
            comparison: counts.and_then(|counts| self.compared(indicator, location, kind, counts)),
            trend: self.trend(indicator, location, kind),
        }
    }

    /// What is doubtful about a cell's recording: where the cell is the one that is scored, also
    /// against the spread of all authorities.
    pub fn flags<'a>(
        &'a self,
        indicator: &str,
        location: &Location,
        cell: &'a Cell,
    ) -> &'a [Flagged] {
        let Location::Authority(id) = location else {
            return &cell.flags;
        };
        let scored = self
            .evidence
            .measures
            .scored(&self.kinds, self.year, indicator, *id);
        match scored {
            Some(scored) if scored.source == cell.source => self.recording.flags(indicator, *id),
            _ => &cell.flags,
        }
    }

    /// What is good of an indicator: as configured, else as it is known here.
    pub fn direction(&self, indicator: &str) -> Direction {
        let configured = self.configuration().indicators();
        let configured = configured.map(|(_, i)| i).find(|i| i.code == indicator);
        configured.map_or_else(
            || definition(indicator).map_or(Direction::None, |known| known.direction),
            |configured| configured.direction,
        )
    }

    fn compared(
        &self,
        indicator: &str,
        location: &Location,
        kind: Kind,
        counts: Counts,
    ) -> Option<Comparison> {
        let others = self.panel.authorities().len() > 1;
        let funnel = self.recording.funnel(indicator)?;
        let (x, n) = counts.in_funnel(kind);
        let Location::Authority(id) = location else {
            return None;
        };
        let comparable = others && !self.is_kept_apart(indicator, *id);
        (comparable && n > 0.0)
            .then(|| Comparison::of(funnel.position(x / n, n), self.direction(indicator)))
    }

    /// Whether a figure is an implausible zero that is never compared.
    pub(crate) fn is_kept_apart(&self, indicator: &str, id: AuthorityId) -> bool {
        let configured = self.configuration().indicators();
        let domain = configured
            .filter(|(_, i)| i.code == indicator)
            .map(|(d, _)| d.code.as_str());
        kept_apart(indicator, domain.last().unwrap_or_default())
            && self
                .recording
                .flags(indicator, id)
                .iter()
                .any(|flagged| flagged.flag == Flag::ImplausibleZero)
    }

    /// The counts of a cell that has a value.
    pub(super) fn counts(
        &self,
        indicator: &str,
        location: &Location,
        cell: &Cell,
        year: i16,
    ) -> Option<Counts> {
        cell.value.ok()?;
        let (x, n) = (cell.numerator?, cell.denominator?);
        let design = if counts_incidents(indicator) {
            self.design_effect(indicator, location, cell, year)?
        } else {
            1.0
        };
        (n > 0.0 && x >= 0.0).then_some(Counts { x, n, design })
    }

    /// That of the place's own incidents; the nation's where a count it needs is not shown.
    fn design_effect(
        &self,
        indicator: &str,
        location: &Location,
        cell: &Cell,
        year: i16,
    ) -> Option<f64> {
        let shown = |code: &str| {
            let cells = self.evidence.measures.cells_at(year, code, location);
            let same = cells.iter().find(|other| other.source == cell.source);
            same.or(cells.first())
        };
        let own = || Clustering::of(indicator, shown).or_national(|| self.national_design(year));
        cell.design_effect.or_else(own)
    }

    /// The nation's design effect in a year. All are worked out when one is first asked for.
    pub(super) fn national_design(&self, year: i16) -> Option<f64> {
        let designs = self.national_designs.get_or_init(|| {
            let years = self.evidence.measures.years().into_iter();
            let of = |year| Some((year, self.evidence.national_design(year)?));
            years.filter_map(of).collect()
        });
        designs.get(&year).copied()
    }
}

impl Evidence {
    fn national_design(&self, year: i16) -> Option<f64> {
        let mixed = self.configuration.measures.mixed_sources;
        let kinds = self
            .measures
            .source_kinds(year, mixed, &mut Diagnostics::default());
        let tally = Tally {
            measures: &self.measures,
            kinds: &kinds,
            register: &self.dataset.register,
            configuration: &self.configuration,
            years: vec![year],
        };
        tally.national_design()
    }
}
