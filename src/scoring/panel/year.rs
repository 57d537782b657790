//! The panel of a year, from its measures.

use crate::authority::{AuthorityId, Register};
use crate::config::{Configuration, Indicator};
use crate::indicator::{
    CHILDREN_MISSING, INCIDENT_RATE, MISSING_INCIDENTS, Part, counts, definition,
};
use crate::measure::{
    Absence, Figures, Flag, Recording, SourceKinds, Tally, factor, kept_apart, kind, sampled,
};
use crate::statistics::Confidence;

use super::column::{Column, Doubt, Entry};
use super::table::{Member, Panel};

impl Panel {
    /// The panel of a year. With `pooling_years` above 1, counts are added up over that many
    /// years, all of which must be there.
    pub fn of(
        measures: &Figures,
        kinds: &SourceKinds,
        configuration: &Configuration,
        register: &Register,
        recording: &Recording,
        year: i16,
    ) -> Self {
        let tally = Tally {
            measures,
            kinds,
            register,
            configuration,
            years: configuration.scorecard.pooled_years(year),
        };
        let columns = configuration
            .indicators()
            .map(|(domain, indicator)| column(&tally, recording, &domain.code, indicator));
        let members = tally.authorities().iter().map(|id| {
            Member::new(*id, register.authority(*id).code.as_str())
                .with_children(measures.children(year, *id))
        });
        // Every column is made of the authorities of the one tally.
        Self::put_together(members.collect(), columns.collect())
    }
}

fn column(tally: &Tally<'_>, recording: &Recording, domain: &str, indicator: &Indicator) -> Column {
    let code = indicator.code.as_str();
    let kind = kind(tally.configuration, code);
    let limits = Limits::of(tally, code);
    let entries = tally.authorities().iter().map(|id| {
        let flags = recording.flags(code, *id);
        let has = |flag| flags.iter().any(|f| f.flag == flag);
        Entry {
            value: tally.value(code, *id),
            doubt: Doubt {
                flags: flags
                    .iter()
                    .filter(|f| f.flag.is_doubt())
                    .map(|f| f.flag.as_str())
                    .collect(),
                limit: limits.as_ref().and_then(|limits| limits.at(*id)),
                capped: held_back(code) && flags.iter().any(|f| f.flag.caps()),
                not_comparable: kept_apart(code, domain) && has(Flag::ImplausibleZero),
                unverifiable: has(Flag::SuppressedUnverifiable),
            },
            sampled: sampled(code, kind, |code| tally.counts(code, *id)),
            excused: is_excused(tally, code, *id),
        }
    });
    let national = tally
        .national(code)
        .map(|counts| factor(code) * counts.x / counts.n);
    Column::new(code, entries)
        .with_national(national, sampled(code, kind, |code| tally.national(code)))
}

/// Whether an authority has no value since there is nobody to count it out of. In the missing domain
/// that must be because it has no missing incident at all: incidents of which nothing can be told,
/// such as those left open, excuse nothing.
fn is_excused(tally: &Tally<'_>, code: &str, id: AuthorityId) -> bool {
    if tally.value(code, id) != Err(Absence::ZERO_DENOMINATOR) {
        return false;
    }
    let Some(known) = definition(code).filter(|known| known.domain == MISSING_INCIDENTS) else {
        return true;
    };
    let out_of = known.part(Part::Denominator);
    let is_of_all = [Some(counts::INCIDENTS), Some(counts::MISSING)].contains(&out_of);
    let has_none = |code: &str| tally.counts(code, id).is_some_and(|counts| counts.x == 0.0);
    is_of_all || [CHILDREN_MISSING, INCIDENT_RATE].into_iter().any(has_none)
}

/// Whether very low recording of an indicator earns no more than plausibly low recording.
fn held_back(indicator: &str) -> bool {
    [CHILDREN_MISSING, INCIDENT_RATE].contains(&indicator)
}

/// The lower 95% limits of the two measures of how much is recorded.
struct Limits<'t> {
    tally: &'t Tally<'t>,
    code: &'t str,
    funnel: crate::statistics::Funnel,
}

impl<'t> Limits<'t> {
    fn of(tally: &'t Tally<'t>, code: &'t str) -> Option<Self> {
        let funnel = held_back(code).then(|| tally.funnel(code))??;
        Some(Self {
            tally,
            code,
            funnel,
        })
    }

    fn at(&self, id: AuthorityId) -> Option<f64> {
        let counts = self.tally.counts(self.code, id)?;
        Some(self.funnel.limits(counts.n, Confidence::P95).low * factor(self.code))
    }
}
