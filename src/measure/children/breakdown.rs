//! What reports say beyond single figures: counts of an authority's year by one or two groups.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::authority::AuthorityId;
use crate::care::{ChildYear, age_on};
use crate::source::Day;
use crate::source::ssda903::{Absent, Area, Episode, Locality, OutReason};

use super::census::Census;
use super::formula::ChildLevel;
use super::hosting::hosted;
use super::interviews::InterviewCounts;
use super::mix::{DistanceBand, DurationBand, Mix, PlacementGroup, Side, provider};
use super::placed::{began_while_placed, episode_on, is_placed_on, placed_in_year};
use super::profile::Profile;

/// Children by side of the boundary and distance from home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Distance {
    /// The side.
    pub side: Side,
    /// The band.
    pub band: DistanceBand,
    /// Children looked after on 31 March.
    pub children: usize,
}

/// Incidents and the children behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Incidents {
    /// Incidents.
    pub incidents: usize,
    /// Children with at least one of them.
    pub children: usize,
}

impl Incidents {
    /// Counts so many incidents of one child.
    pub(super) fn add(&mut self, of_one_child: usize) {
        self.incidents += of_one_child;
        self.children += usize::from(of_one_child > 0);
    }
}

/// Counts one child's incidents by group.
fn tally<K: Ord>(into: &mut BTreeMap<K, Incidents>, of_one_child: impl Iterator<Item = K>) {
    let mut own: BTreeMap<K, usize> = BTreeMap::new();
    for group in of_one_child {
        *own.entry(group).or_default() += 1;
    }
    for (group, count) in own {
        into.entry(group).or_default().add(count);
    }
}

/// Children of the year by where they were placed at some time in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct SideCounts {
    /// Children placed so at some time in the year.
    pub children: usize,
    /// Of them, with a missing incident that began while so placed.
    pub missing: usize,
    /// Such incidents.
    pub incidents: usize,
    /// Of them, of three days or more.
    pub long: Incidents,
}

/// Children placed in one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HostCount {
    /// Children placed there on 31 March.
    pub children: usize,
    /// Of them, with a missing incident in the year, wherever it began.
    pub missing: usize,
    /// Of those, with one that began while they were placed there.
    pub missing_from_there: usize,
    /// Of the children, those whose placement began in a year of which there is a record of
    /// notifications.
    pub notifiable: usize,
    /// Of those, those of whose placement the host was told by 31 March; none where notifications
    /// are not recorded.
    pub notified: Option<usize>,
}

/// Unaccompanied asylum-seeking children.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct UascCounts {
    /// Looked after on 31 March.
    pub at_census: usize,
    /// Looked after at some time in the year.
    pub in_year: usize,
    /// Of them, with a missing incident in the year.
    pub missing: usize,
    /// Of them, still missing on 31 March.
    pub still_missing: usize,
    /// Of those on 31 March, placed outside.
    pub outside: usize,
    /// Of those on 31 March, by placement.
    pub placements: BTreeMap<PlacementGroup, usize>,
}

/// Counts of an authority's year from its return, before any suppression.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Breakdowns {
    /// Children looked after on 31 March.
    pub at_census: usize,
    /// Of them, without unaccompanied children, whose distance is not expected.
    pub distance_expected: usize,
    /// Of those, with unknown distance.
    pub distance_unknown: usize,
    /// Of all, with unknown location.
    pub location_unknown: usize,
    /// Missing incidents of the year; none where the return has no table of them.
    pub missing_incidents: Option<Incidents>,
    /// Incidents of absence without authorisation of the year.
    pub away_incidents: Option<Incidents>,
    /// By side and distance.
    pub distance: Vec<Distance>,
    /// Those placed outside at a known distance: up to 5 miles from home, up to 10, up to 20, up to
    /// 50, further.
    pub outside_miles: [usize; 5],
    /// By kind of placement on 31 March.
    pub placements: BTreeMap<PlacementGroup, Mix>,
    /// By provider on 31 March.
    pub providers: BTreeMap<&'static str, Mix>,
    /// By age on 31 March: under 1, 1 to 4, 5 to 9, 10 to 15, 16 and over.
    pub ages: [usize; 5],
    /// Who the children are that went missing; none where nobody is known to have.
    pub profile: Option<Profile>,
    /// Missing incidents by duration.
    pub by_duration: BTreeMap<DurationBand, Incidents>,
    /// Missing incidents by the placement they began in.
    pub by_placement: BTreeMap<PlacementGroup, Incidents>,
    /// Missing incidents by the month they began in, April being 0; none for those begun before
    /// the year.
    pub by_month: BTreeMap<Option<u8>, Incidents>,
    /// Missing incidents by the weekday they began on, Monday being 0.
    pub by_weekday: BTreeMap<usize, Incidents>,
    /// Children of the year by side.
    pub by_side: BTreeMap<Side, SideCounts>,
    /// Children placed outside on 31 March by why; none is for those without a reason recorded.
    pub out_reasons: Option<BTreeMap<Option<&'static str>, usize>>,
    /// Unaccompanied children, where the return has a table of them.
    pub uasc: Option<UascCounts>,
    /// Return interviews, where they are recorded.
    pub interviews: Option<InterviewCounts>,
    /// Own children placed in the areas of other authorities on 31 March.
    pub hosts: BTreeMap<AuthorityKey, HostCount>,
    /// Own children placed outside England on 31 March.
    pub outside_england: HostCount,
    /// Own children placed outside on 31 March, it is not known where.
    pub outside_not_known: HostCount,
    /// Missing incidents of the year that began in a placement in the area of another authority.
    pub incidents_in: BTreeMap<AuthorityKey, Incidents>,
    /// Missing incidents of the year, of children of other authorities, that began in a placement
    /// here, as far as their returns are there.
    pub hosted_incidents: Incidents,
    /// Children of other authorities placed here on 31 March, as far as their returns are there.
    pub hosted: BTreeMap<AuthorityKey, HostCount>,
    /// How many other authorities' returns that rests on.
    pub hosted_from_returns: usize,
    /// Whether these are the returns of every other authority of the year.
    pub hosted_is_complete: bool,
}

/// An authority as a key that can be written out: its position in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuthorityKey(pub AuthorityId);

impl Serialize for AuthorityKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.index())
    }
}

impl Breakdowns {
    pub(super) fn of(level: &ChildLevel<'_>, census: &Census, authority: AuthorityId) -> Self {
        let mut all = Self {
            at_census: census.children,
            distance_expected: census.distance_expected,
            distance_unknown: census.distance_unknown,
            location_unknown: census.location_unknown,
            ..Self::default()
        };
        all.count_census(level, authority);
        if level.view.has_incidents && !level.left_out.missing.is_too_much() {
            all.count_incidents(level);
            all.profile = Profile::of(level);
        }
        all.count_sides(level);
        all.count_incidents_elsewhere(level, authority);
        if level.view.has_uasc && !level.left_out.uasc.is_too_much() {
            all.uasc = Some(uasc(level));
        }
        if level.interviews.is_some() {
            all.interviews = InterviewCounts::of(level);
        }
        all
    }

    fn count_census(&mut self, level: &ChildLevel<'_>, authority: AuthorityId) {
        let year = level.year();
        let mut cells: BTreeMap<(Side, DistanceBand), usize> = BTreeMap::new();
        for (child, episode) in level.view.at_census() {
            let (side, band) = (Side::of(episode), DistanceBand::of(episode));
            *cells.entry((side, band)).or_default() += 1;
            let missing = child.missing().next().is_some();
            self.count_placement(episode, missing);
            if level.needs_column("place_provider").is_ok() {
                let by_provider = self.providers.entry(provider(episode));
                by_provider
                    .or_default()
                    .count(side == Side::Outside, missing);
            }
            if let Some(born) = child.born {
                self.count_age(age_on(born, Day::census(year)));
            }
            if side == Side::Outside {
                self.count_miles(episode);
                self.host(episode, authority)
                    .add(&hosted(level, child, episode));
            }
        }
        self.out_reasons = level
            .needs_column("out_reason")
            .is_ok()
            .then(|| out_reasons(level));
        self.distance = Side::ALL
            .into_iter()
            .flat_map(|side| DistanceBand::ALL.map(|band| (side, band)))
            .map(|(side, band)| Distance {
                side,
                band,
                children: cells.get(&(side, band)).copied().unwrap_or(0),
            })
            .collect();
    }

    fn count_placement(&mut self, episode: &Episode, missing: bool) {
        let outside = Side::of(episode) == Side::Outside;
        let by_group = self.placements.entry(PlacementGroup::of(episode));
        by_group.or_default().count(outside, missing);
    }

    fn count_age(&mut self, age: i16) {
        let band = match age {
            ..1 => 0,
            1..5 => 1,
            5..10 => 2,
            10..16 => 3,
            _ => 4,
        };
        if let Some(count) = self.ages.get_mut(band) {
            *count += 1;
        }
    }

    fn count_miles(&mut self, episode: &Episode) {
        const UP_TO: [f64; 4] = [5.0, 10.0, 20.0, 50.0];
        let Some(miles) = episode.miles else { return };
        let band = UP_TO.iter().position(|most| miles <= *most);
        if let Some(count) = self.outside_miles.get_mut(band.unwrap_or(UP_TO.len())) {
            *count += 1;
        }
    }

    /// The count of those placed where an episode is.
    fn host(&mut self, episode: &Episode, authority: AuthorityId) -> &mut HostCount {
        match episode.area {
            Area::Authority(id) if id != authority => {
                self.hosts.entry(AuthorityKey(id)).or_default()
            }
            Area::OutsideEngland => &mut self.outside_england,
            _ => &mut self.outside_not_known,
        }
    }

    fn count_incidents(&mut self, level: &ChildLevel<'_>) {
        let first = Day::first_of(level.year());
        let (mut missing, mut away) = (Incidents::default(), Incidents::default());
        // Their lengths would no longer add up to the incidents.
        let any_end_unread = level.missing.iter().any(|m| m.incident.end.is_unread());
        for child in with_incidents(level) {
            away.add(child.away().count());
            missing.add(child.missing().count());
            if !any_end_unread {
                let durations = child.missing().map(|i| child.days_missing(i, level.year()));
                tally(&mut self.by_duration, durations.map(DurationBand::of));
            }
            let placements = child.missing().map(|incident| {
                let episode = episode_on(child, incident.start);
                episode.map_or(PlacementGroup::NotKnown, PlacementGroup::of)
            });
            tally(&mut self.by_placement, placements);
            let weekdays = child.missing().map(|i| i.start.weekday());
            tally(&mut self.by_weekday, weekdays);
            let months = child.missing().map(|incident| {
                let (_, month, _) = incident.start.civil();
                (incident.start >= first).then_some((month + 8) % 12)
            });
            tally(&mut self.by_month, months);
        }
        self.missing_incidents = Some(missing);
        self.away_incidents = (!level.left_out.away.is_too_much()).then_some(away);
    }

    fn count_incidents_elsewhere(&mut self, level: &ChildLevel<'_>, authority: AuthorityId) {
        for child in with_incidents(level) {
            let began = child.missing().filter_map(|incident| {
                let placed = child
                    .episodes
                    .iter()
                    .rev()
                    .find(|e| is_placed_on(e, incident.start));
                match placed?.area {
                    Area::Authority(id) if id != authority => Some(AuthorityKey(id)),
                    _ => None,
                }
            });
            tally(&mut self.incidents_in, began);
        }
    }

    fn count_sides(&mut self, level: &ChildLevel<'_>) {
        for child in level.view.in_year() {
            for (side, locality) in [
                (Side::Inside, Some(Locality::Inside)),
                (Side::Outside, Some(Locality::Outside)),
                (Side::NotKnown, None),
            ] {
                if !placed_in_year(child, level.year(), locality) {
                    continue;
                }
                let counts = self.by_side.entry(side).or_default();
                counts.children += 1;
                let so_placed = |i: &&Absent| began_while_placed(child, i.start, locality);
                let days = child.missing().filter(so_placed);
                let days: Vec<Option<i32>> =
                    days.map(|i| child.days_missing(i, level.year())).collect();
                counts.missing += usize::from(!days.is_empty());
                counts.incidents += days.len();
                let long = days.iter().flatten().filter(|days| **days >= 3);
                counts.long.add(long.count());
            }
        }
    }
}

/// The children who have any incident of the year.
fn with_incidents<'y>(level: &ChildLevel<'y>) -> impl Iterator<Item = &'y ChildYear<'y>> {
    let children = level.view.children.iter();
    children.filter(|child| !child.incidents.is_empty())
}

fn out_reasons(level: &ChildLevel<'_>) -> BTreeMap<Option<&'static str>, usize> {
    let mut reasons = BTreeMap::new();
    let census = level.view.at_census();
    for (child, _) in census.filter(|(_, e)| Side::of(e) == Side::Outside) {
        let reason = level.out_reason(child).read().map(OutReason::as_str);
        *reasons.entry(reason).or_default() += 1;
    }
    reasons
}

fn uasc(level: &ChildLevel<'_>) -> UascCounts {
    let year = level.year();
    let mut counts = UascCounts::default();
    for child in level
        .view
        .in_year()
        .filter(|c| c.is_uasc_in(year) == Some(true))
    {
        counts.in_year += 1;
        counts.missing += usize::from(child.missing().next().is_some());
        counts.still_missing += usize::from(child.is_still_missing(year) == Some(true));
    }
    let census = level.view.at_census();
    for (_, episode) in census.filter(|(c, _)| c.is_uasc_at(year) == Some(true)) {
        counts.at_census += 1;
        counts.outside += usize::from(Side::of(episode) == Side::Outside);
        *counts
            .placements
            .entry(PlacementGroup::of(episode))
            .or_default() += 1;
    }
    counts
}
