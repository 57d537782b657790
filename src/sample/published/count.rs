//! The counts of one authority in one year, before suppression.

use crate::sample::SampleOptions;
use crate::sample::calibration as facts;
use crate::sample::draw::{Draw, whole};
use crate::sample::nation::{Authority, Kind, Profile};

/// Counts of children and incidents.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    pub(super) at_31_march: usize,
    pub(super) during_year: usize,
    pub(super) population: usize,
    pub(super) started: usize,
    pub(super) ceased: usize,
    pub(super) missing: usize,
    pub(super) missing_again: usize,
    pub(super) incidents: usize,
    pub(super) missing_31_march: usize,
    pub(super) away: usize,
    pub(super) away_again: usize,
    pub(super) away_incidents: usize,
    pub(super) away_31_march: usize,
    /// Inside near, outside near, inside far, outside far, inside unknown, outside unknown.
    pub(super) localities: [usize; 6],
    pub(super) hosted: usize,
    /// In the order of [`super::tables::PLACEMENTS`].
    pub(super) placements: [usize; 8],
    /// In the order of [`super::tables::PROVIDERS`].
    pub(super) providers: [usize; 7],
    pub(super) uasc: usize,
    pub(super) three_placements: usize,
    pub(super) two_years: usize,
    pub(super) three_in_two_years: usize,
    pub(super) long_term: usize,
    pub(super) same_carer: usize,
    pub(super) home_places: usize,
}

impl Counts {
    /// Children placed outside the boundary.
    pub(super) fn outside(&self) -> usize {
        self.localities[1] + self.localities[3] + self.localities[5]
    }

    /// Children placed inside the boundary.
    pub(super) fn inside(&self) -> usize {
        self.at_31_march - self.outside()
    }

    /// The sum over authorities.
    pub(super) fn sum<'c>(all: impl Iterator<Item = &'c Self>) -> Self {
        all.fold(Self::default(), |mut sum, each| {
            sum.add(each);
            sum
        })
    }

    fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.singles().into_iter().zip(other.clone().singles()) {
            *mine += *theirs;
        }
        add_each(&mut self.localities, &other.localities);
        add_each(&mut self.placements, &other.placements);
        add_each(&mut self.providers, &other.providers);
    }

    fn singles(&mut self) -> [&mut usize; 21] {
        [
            &mut self.at_31_march,
            &mut self.during_year,
            &mut self.population,
            &mut self.started,
            &mut self.ceased,
            &mut self.missing,
            &mut self.missing_again,
            &mut self.incidents,
            &mut self.missing_31_march,
            &mut self.away,
            &mut self.away_again,
            &mut self.away_incidents,
            &mut self.away_31_march,
            &mut self.hosted,
            &mut self.uasc,
            &mut self.three_placements,
            &mut self.two_years,
            &mut self.three_in_two_years,
            &mut self.long_term,
            &mut self.same_carer,
            &mut self.home_places,
        ]
    }
}

fn add_each(mine: &mut [usize], theirs: &[usize]) {
    mine.iter_mut().zip(theirs).for_each(|(m, t)| *m += t);
}

/// The counts of an authority in a year.
pub(super) fn counts(options: &SampleOptions, authority: &Authority, year: i16) -> Counts {
    let mut draw = Draw::of(
        options.seed,
        "published counts",
        authority.number as u64 * 10_000 + year as u64,
    );
    let back = f64::from(options.last_year - year);
    let profile = authority.profile.earlier(back, &mut draw);
    let mut counts = Counts {
        at_31_march: whole(profile.children),
        during_year: whole(profile.children * profile.during_year),
        population: whole(authority.profile.children.max(2.5) / facts::RATE),
        ..Counts::default()
    };
    flows(&mut counts, &profile);
    missing(&mut counts, &profile, &mut draw);
    placed(&mut counts, &profile, authority.kind, &mut draw);
    provided(&mut counts, &profile);
    stable(&mut counts, &profile);
    counts
}

fn flows(counts: &mut Counts, profile: &Profile) {
    counts.ceased = counts.during_year - counts.at_31_march;
    let before = profile.children / (1.0 + profile.growth);
    counts.started = whole(counts.during_year as f64 - before);
}

fn missing(counts: &mut Counts, profile: &Profile, draw: &mut Draw) {
    let during = counts.during_year as f64;
    counts.missing = whole(during * profile.missing);
    counts.missing_again = whole(counts.missing as f64 * profile.repeat);
    let least = counts.missing + counts.missing_again;
    counts.incidents = whole(during * profile.incidents).max(least);
    if counts.missing_again == 0 {
        counts.incidents = counts.missing;
    }
    let still = counts.missing as f64 * facts::STILL_MISSING * draw.exponential(1.0);
    counts.missing_31_march = whole(still).min(counts.missing);
    counts.away = whole(during * profile.away);
    counts.away_again = whole(counts.away as f64 * facts::AWAY_AGAIN);
    let extra = counts.away as f64 * (facts::AWAY_INCIDENTS_EACH - 1.5);
    counts.away_incidents = counts.away
        + counts.away_again
        + if counts.away_again == 0 {
            0
        } else {
            whole(extra)
        };
    counts.away_31_march = usize::from(counts.away > 40 && draw.happens(0.5));
}

fn placed(counts: &mut Counts, profile: &Profile, kind: Kind, draw: &mut Draw) {
    let children = counts.at_31_march as f64;
    let total = counts.at_31_march;
    counts.uasc = whole(children * profile.uasc).min(total);
    let outside = whole(children * profile.outside).min(total);
    let far = whole(children * profile.far_outside).min(outside);
    let unknown = counts.uasc + whole(children * 0.006);
    let unknown_outside = whole(unknown as f64 * 0.54).min(outside - far);
    let inside = total - outside;
    let unknown_inside = (unknown - unknown.min(unknown_outside)).min(inside);
    let reach = match kind {
        Kind::County => 0.11 + 0.05 * draw.unit(),
        Kind::Unitary | Kind::Metropolitan => 0.012 * draw.unit(),
        Kind::Borough => 0.0,
    };
    let far_inside = whole(children * reach).min(inside - unknown_inside);
    counts.localities = [
        inside - unknown_inside - far_inside,
        outside - far - unknown_outside,
        far_inside,
        far,
        unknown_inside,
        unknown_outside,
    ];
    counts.hosted = whole(children * profile.hosted);
}

fn provided(counts: &mut Counts, profile: &Profile) {
    let total = counts.at_31_march;
    let children = total as f64;
    let homes = whole(children * profile.homes);
    let [supported, parents, other, residential, adoption, schools] =
        facts::OTHER_PLACEMENTS.map(|share| whole(children * share));
    let elsewhere = homes + supported + parents + other + residential + adoption + schools;
    counts.placements = [
        total.saturating_sub(elsewhere),
        supported,
        other,
        residential,
        adoption,
        parents,
        schools,
        homes,
    ];
    if elsewhere > total {
        counts.placements = [total, 0, 0, 0, 0, 0, 0, 0];
    }
    counts.home_places = whole(counts.placements[7] as f64 * profile.home_places);
    by_provider(counts, profile);
}

fn by_provider(counts: &mut Counts, profile: &Profile) {
    let total = counts.at_31_march;
    let children = total as f64;
    let [_, _, other, _, _, parents, _, _] = counts.placements;
    let [voluntary, other_authority, other_public] =
        facts::OTHER_PROVIDERS.map(|share| whole(children * share));
    let fixed = other_authority + other_public + parents + other;
    let own = whole(children * profile.own_provision).min(total.saturating_sub(fixed));
    let rest = total.saturating_sub(fixed + own);
    let voluntary = voluntary.min(rest);
    counts.providers = [
        other_authority,
        other_public,
        own,
        parents,
        other,
        rest - voluntary,
        voluntary,
    ];
    if fixed > total {
        counts.providers = [0, 0, total, 0, 0, 0, 0];
    }
}

fn stable(counts: &mut Counts, profile: &Profile) {
    let children = counts.at_31_march as f64;
    counts.three_placements = whole(children * profile.three_placements);
    let stayers = (2.0 - profile.during_year).clamp(0.4, 0.8);
    counts.two_years = whole(children * (0.25 + 0.77 * stayers)).min(counts.at_31_march);
    counts.three_in_two_years = whole(counts.two_years as f64 * profile.three_in_two_years);
    let long = facts::LONG_TERM * (0.4 + stayers);
    counts.long_term = whole(children * long).min(counts.two_years);
    counts.same_carer = whole(counts.long_term as f64 * profile.same_carer);
}
