//! The values that are scored: every indicator of the configuration over the authorities of a year.

use crate::authority::{AuthorityId, Register};
use crate::config::{Configuration, Indicator};
use crate::indicator::{CHILDREN_MISSING, INCIDENT_RATE};
use crate::measure::{
    Absence, Figures, Flag, Recording, Sampled, SourceKinds, Tally, factor, kept_apart, kind,
    sampled,
};
use crate::statistics::Confidence;

/// The values of one indicator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// By authority: the value or why there is none.
    pub values: Vec<Result<f64, Absence>>,
    /// The nation's value.
    pub national: Option<f64>,
    /// By authority: what is doubtful about the recording, and what the policies make of it.
    pub doubts: Vec<Doubt>,
    /// By authority: how the value would vary; none where it is not estimated.
    pub sampled: Vec<Option<Sampled>>,
    /// How the nation's value would vary.
    pub national_sampled: Option<Sampled>,
}

/// What is doubtful about the recording behind a value. The policy of the configuration decides
/// what follows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Doubt {
    /// The codes of the flags.
    pub flags: Vec<&'static str>,
    /// The best value that is plausible at this size.
    pub limit: Option<f64>,
    /// Whether the score is held at the nation's.
    pub capped: bool,
    /// Whether the value cannot be compared with others under any policy.
    pub not_comparable: bool,
    /// Whether there is no value because too few were recorded to publish.
    pub unverifiable: bool,
}

/// What is scored: authorities by indicators.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// The authorities.
    pub authorities: Vec<AuthorityId>,
    /// Their codes in the register, which the order of random draws goes by.
    pub codes: Vec<String>,
    /// One column for every indicator of the configuration, in its order.
    pub columns: Vec<Column>,
    /// Children looked after on 31 March, where that is known.
    pub children: Vec<Option<f64>>,
}

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
            years: pooled_years(configuration, year),
        };
        let columns = configuration
            .indicators()
            .map(|(domain, indicator)| column(&tally, recording, &domain.code, indicator));
        let authorities = tally.authorities().to_vec();
        Self {
            columns: columns.collect(),
            codes: authorities
                .iter()
                .map(|id| register.authority(*id).code.clone())
                .collect(),
            children: authorities
                .iter()
                .map(|id| measures.children(year, *id))
                .collect(),
            authorities,
        }
    }
}

fn pooled_years(configuration: &Configuration, year: i16) -> Vec<i16> {
    let span = i16::try_from(configuration.scorecard.pooling_years)
        .unwrap_or(1)
        .max(1);
    (year + 1 - span..=year).collect()
}

fn column(tally: &Tally<'_>, recording: &Recording, domain: &str, indicator: &Indicator) -> Column {
    let code = indicator.code.as_str();
    let kind = kind(tally.configuration, code);
    let limits = Limits::of(tally, code);
    let ids = tally.authorities().iter();
    Column {
        values: ids.clone().map(|id| tally.value(code, *id)).collect(),
        national: tally
            .national(code)
            .map(|counts| factor(code) * counts.x / counts.n),
        doubts: ids
            .clone()
            .map(|id| {
                let flags = recording.flags(code, *id);
                let has = |flag| flags.iter().any(|f| f.flag == flag);
                Doubt {
                    flags: flags
                        .iter()
                        .filter(|f| f.flag.is_doubt())
                        .map(|f| f.flag.as_str())
                        .collect(),
                    limit: limits.as_ref().and_then(|limits| limits.at(*id)),
                    capped: held_back(code) && flags.iter().any(|f| f.flag.caps()),
                    not_comparable: kept_apart(code, domain) && has(Flag::ImplausibleZero),
                    unverifiable: has(Flag::SuppressedUnverifiable),
                }
            })
            .collect(),
        sampled: ids
            .map(|id| sampled(code, kind, |code| tally.counts(code, *id)))
            .collect(),
        national_sampled: sampled(code, kind, |code| tally.national(code)),
    }
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
