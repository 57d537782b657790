//! An authority's year by groups, made fit for publication.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::authority::AuthorityId;
use crate::config::{Disclosure, Mode};
use crate::measure::children::{Breakdowns, DurationBand, PlacementGroup, Profile, Side};

use super::Measures;
use super::draft::Draft;
use super::flows::{FlowRow, Sides, placed};
use super::row_names as name;
use super::table::{Layout, Published, PublishedTable};

/// A count about unaccompanied asylum-seeking children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UascRow {
    /// Looked after on 31 March.
    AtCensus,
    /// Of those, placed outside.
    Outside,
    /// Looked after at some time in the year.
    InYear,
    /// Of those, with a missing incident in the year.
    Missing,
    /// Of those in the year, still missing on 31 March.
    StillMissing,
}

/// A count of return interviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InterviewRow {
    /// Missing incidents of the year.
    Incidents,
    /// Of those, with one offered.
    Offered,
    /// Of the incidents, offered in three days.
    OfferedInTime,
    /// Of those offered, accepted.
    Accepted,
    /// Of the incidents, with one held.
    Held,
    /// Of the incidents, held in three days.
    HeldInTime,
    /// Of those held, by an independent interviewer.
    Independent,
    /// Of those held, by an interviewer of the child's choice.
    ChildChose,
    /// Of the incidents, with an action plan.
    ActionPlans,
    /// Of the plans, with the host authority.
    PlansWithHost,
    /// Of the plans, with the police.
    PlansWithPolice,
}

/// An authority's year by groups, as it may be published. A table is absent where the data have
/// nothing to fill it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AuthorityTables {
    /// Children on 31 March by kind of placement: all, outside, missing in the year.
    pub placements: Option<PublishedTable<PlacementGroup>>,
    /// Children on 31 March by provider, PR0 to PR5: all, outside, missing in the year.
    pub providers: Option<PublishedTable<&'static str>>,
    /// Children on 31 March by age: under 1, 1 to 4, 5 to 9, 10 to 15, 16 and over, not known.
    pub ages: Option<PublishedTable<usize>>,
    /// Children on 31 March by side of the boundary and distance from home.
    pub distance: Option<PublishedTable<Side>>,
    /// Children placed outside on 31 March by distance from home: up to 5 miles, over 5 and up to
    /// 10, up to 20, up to 50, over 50, not known.
    pub outside_miles: Option<PublishedTable<usize>>,
    /// Children placed outside on 31 March by reason; none is "not recorded".
    pub out_reasons: Option<PublishedTable<Option<&'static str>>>,
    /// Children of the year by side, how many went missing from there, how often and how long.
    pub sides: Option<PublishedTable<Side>>,
    /// Missing incidents by duration.
    pub durations: Option<PublishedTable<DurationBand>>,
    /// Missing incidents by the placement they began in.
    pub incident_placements: Option<PublishedTable<PlacementGroup>>,
    /// Missing incidents by the month they began in, April being 0; none is "before the year".
    pub months: Option<PublishedTable<Option<u8>>>,
    /// Missing incidents by the weekday they began on, Monday being 0.
    pub weekdays: Option<PublishedTable<usize>>,
    /// Who the children are that went missing: in internal mode alone, since nearly every group of it is small.
    pub profile: Option<Profile>,
    /// Unaccompanied asylum-seeking children.
    pub uasc: Option<PublishedTable<UascRow>>,
    /// Unaccompanied children on 31 March by kind of placement.
    pub uasc_placements: Option<PublishedTable<PlacementGroup>>,
    /// Return interviews.
    pub interviews: Option<PublishedTable<InterviewRow>>,
    /// Interviews by reason, by position in the list of reasons.
    pub reasons: Option<PublishedTable<usize>>,
    /// Interviews by harm, by position in the list of harms.
    pub harms: Option<PublishedTable<usize>>,
    /// Children placed outside on 31 March by where: children, missing in the year, and, where it
    /// is recorded, those of whose placement the host was told.
    pub hosts: Option<PublishedTable<FlowRow>>,
    /// Children of other authorities placed here on 31 March by whose: the same.
    pub hosted: Option<PublishedTable<FlowRow>>,
    /// Missing incidents of the year of children of other authorities that began in a placement
    /// here, as far as their returns are there; none where there is no other return.
    pub hosted_incidents: Option<Published>,
    /// How many other authorities' returns the hosted children were counted from.
    pub hosted_from_returns: usize,
    /// Whether these are all the other authorities.
    pub hosted_is_complete: bool,
    /// Of the children on 31 March, those of unknown location.
    pub location_not_known: Option<Published>,
    /// Children on 31 March.
    pub at_census: Option<Published>,
    /// How many counts are given away by what is public elsewhere although they are withheld here.
    pub given_away: usize,
}

/// The tables of a year for every authority with a return.
#[must_use]
pub(super) fn tables(
    measures: &Measures,
    year: i16,
    rules: &Disclosure,
) -> BTreeMap<AuthorityId, AuthorityTables> {
    let authorities = measures.authorities(year).iter();
    let counted: Vec<(AuthorityId, &Breakdowns)> = authorities
        .filter_map(|id| Some((*id, measures.breakdowns(year, *id)?)))
        .collect();
    let by_themselves = counted.par_iter().map(|(id, counts)| {
        let (tables, of_whom) = of(measures, year, *id, counts, rules);
        ((*id, tables), of_whom.map(|sides| (*id, sides)))
    });
    let (alone, sides): (Vec<_>, Vec<_>) = by_themselves.unzip();
    let sides = sides.into_iter().flatten().collect();
    let mut placed = placed(&counted, &sides, measures, year, rules);
    let whole = |(id, tables): (AuthorityId, AuthorityTables)| {
        let placed = placed.remove(&id).unwrap_or_default();
        let tables = AuthorityTables {
            hosts: placed.hosts,
            hosted: placed.hosted,
            given_away: tables.given_away + placed.given_away,
            ..tables
        };
        (id, tables)
    };
    alone.into_iter().map(whole).collect()
}

/// The tables of one authority's year without those about places, which take all authorities; none
/// without a return.
#[must_use]
pub(super) fn tables_of(
    measures: &Measures,
    year: i16,
    authority: AuthorityId,
    rules: &Disclosure,
) -> Option<AuthorityTables> {
    let counts = measures.breakdowns(year, authority)?;
    Some(of(measures, year, authority, counts, rules).0)
}

/// Where the tables of an authority lie in its ledger.
struct Layouts {
    placements: Option<Layout<PlacementGroup>>,
    providers: Option<Layout<&'static str>>,
    ages: Option<Layout<usize>>,
    distance: Option<Layout<Side>>,
    outside_miles: Option<Layout<usize>>,
    out_reasons: Option<Layout<Option<&'static str>>>,
    sides: Option<Layout<Side>>,
    durations: Option<Layout<DurationBand>>,
    incident_placements: Option<Layout<PlacementGroup>>,
    months: Option<Layout<Option<u8>>>,
    weekdays: Option<Layout<usize>>,
    uasc: Option<Layout<UascRow>>,
    uasc_placements: Option<Layout<PlacementGroup>>,
    interviews: Option<Layout<InterviewRow>>,
    reasons: Option<Layout<usize>>,
    harms: Option<Layout<usize>>,
}

impl Layouts {
    fn of(draft: &mut Draft<'_>, counts: &Breakdowns) -> Self {
        let (reasons, harms) = draft.reasons_and_harms();
        let distance = draft.distance();
        Self {
            placements: draft.placements(),
            providers: draft.providers(),
            ages: draft.ages(),
            outside_miles: draft.outside_miles(distance.as_ref()),
            distance,
            out_reasons: draft.out_reasons(),
            sides: draft.sides(),
            durations: draft.durations(),
            incident_placements: draft.incidents(&counts.by_placement),
            months: draft.incidents(&counts.by_month),
            weekdays: draft.incidents(&counts.by_weekday),
            uasc: draft.uasc(),
            uasc_placements: draft.uasc_placements(),
            interviews: draft.interviews(),
            reasons,
            harms,
        }
    }

    /// Says which cells are counts of the measures too.
    fn share(&self, draft: &mut Draft<'_>) {
        draft.share(name::PLACEMENTS, self.placements.as_ref());
        draft.share(name::PROVIDERS, self.providers.as_ref());
        draft.share(name::AGE_BANDS, self.ages.as_ref());
        draft.share(name::DISTANCE, self.distance.as_ref());
        draft.share(name::OUTSIDE_MILES, self.outside_miles.as_ref());
        draft.share(name::OUT_REASONS, self.out_reasons.as_ref());
        draft.share(name::SIDES, self.sides.as_ref());
        draft.share(name::DURATIONS, self.durations.as_ref());
        draft.share(name::INCIDENT_PLACEMENTS, self.incident_placements.as_ref());
        draft.share(name::INCIDENT_MONTHS, self.months.as_ref());
        draft.share(name::INCIDENT_WEEKDAYS, self.weekdays.as_ref());
        draft.share(name::UASC, self.uasc.as_ref());
        draft.share(name::UASC_PLACEMENTS, self.uasc_placements.as_ref());
        draft.share(name::INTERVIEWS, self.interviews.as_ref());
        draft.share(name::REASONS, self.reasons.as_ref());
        draft.share(name::HARMS, self.harms.as_ref());
    }
}

fn of(
    measures: &Measures,
    year: i16,
    authority: AuthorityId,
    counts: &Breakdowns,
    rules: &Disclosure,
) -> (AuthorityTables, Option<Sides>) {
    let mut draft = Draft::new(measures, year, authority, counts, rules);
    let (census, not_known) = (draft.census(), draft.location_not_known());
    let layouts = Layouts::of(&mut draft, counts);
    layouts.share(&mut draft);
    let hosted_incidents = draft.hosted_incidents();
    let given_away = draft.ledger.protect().len();
    let done = Done {
        ledger: &draft.ledger,
        minimum_base: rules.percentage_minimum_denominator,
    };
    let tables = AuthorityTables {
        placements: done.table(layouts.placements),
        providers: done.table(layouts.providers),
        ages: done.table(layouts.ages),
        distance: done.table(layouts.distance),
        outside_miles: done.table(layouts.outside_miles),
        out_reasons: done.table(layouts.out_reasons),
        sides: done.table(layouts.sides),
        durations: done.table(layouts.durations),
        incident_placements: done.table(layouts.incident_placements),
        months: done.table(layouts.months),
        weekdays: done.table(layouts.weekdays),
        uasc: done.table(layouts.uasc),
        uasc_placements: done.table(layouts.uasc_placements),
        interviews: done.table(layouts.interviews),
        reasons: done.table(layouts.reasons),
        harms: done.table(layouts.harms),
        hosted_incidents: hosted_incidents.map(|id| rounded(draft.ledger.published(id), rules)),
        hosted_from_returns: counts.hosted_from_returns,
        hosted_is_complete: counts.hosted_is_complete,
        location_not_known: Some(draft.ledger.published(not_known)),
        at_census: Some(draft.ledger.published(census)),
        given_away,
        profile: counts
            .profile
            .clone()
            .filter(|_| rules.mode == Mode::Internal),
        ..AuthorityTables::default()
    };
    (tables, draft.on_31_march())
}

/// A sum over several authorities, which in public is rounded like any: those of all hosts are together
/// what all others' children did outside, so that exact ones would tell what one authority withholds.
fn rounded(count: Published, rules: &Disclosure) -> Published {
    match (count, rules.mode) {
        (Published::Shown(count), Mode::Public) => {
            let to = rules.rounding.max(1);
            Published::Shown(count.saturating_add(to / 2) / to * to)
        }
        _ => count,
    }
}

/// A protected ledger that tables are read from.
struct Done<'l> {
    ledger: &'l super::ledger::Ledger,
    minimum_base: u64,
}

impl Done<'_> {
    fn table<R>(&self, layout: Option<Layout<R>>) -> Option<PublishedTable<R>> {
        layout.map(|layout| layout.published(self.ledger, self.minimum_base))
    }
}
