//! What the sample is calibrated to: facts of the releases for the year ending 31 March 2024.
//!
//! The figures restate Department for Education, "Children looked after in England including
//! adoptions" (release 2024, and the characteristics at 31 March of release 2025), and Ofsted,
//! "Children's social care in England 2024". A spread gives the value of the nation and, over the
//! authorities with at least 50 children at 31 March, these percentiles of the published values.

/// Authorities of the national run.
pub(super) const AUTHORITIES: usize = 153;
/// Children looked after at 31 March 2024.
pub(super) const CHILDREN_31_MARCH: f64 = 83_630.0;
/// Children at 31 March in the smallest authorities of a national run.
pub(super) const SMALLEST: [f64; 3] = [0.0, 7.0, 27.0];
/// Percentiles at which spreads and sizes are given.
pub(super) const PERCENTILES: [f64; 9] = [0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0];
/// Children at 31 March by authority, the three smallest left out.
pub(super) const SIZES: [f64; 9] = [
    110.0, 150.0, 210.0, 311.0, 472.0, 652.0, 978.0, 1_306.0, 2_296.0,
];

/// How a value is spread over authorities.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    /// The value of England.
    pub(super) nation: f64,
    /// Values of authorities at [`PERCENTILES`].
    pub(super) points: [f64; 9],
}

impl Spread {
    /// The value at a place in the order of authorities, from 0 to 1.
    pub(super) fn at(&self, place: f64) -> f64 {
        between(&self.points, place)
    }
}

/// Reads a curve given at [`PERCENTILES`].
pub(super) fn between(points: &[f64; 9], place: f64) -> f64 {
    let upper = PERCENTILES
        .iter()
        .position(|p| *p >= place)
        .unwrap_or(8)
        .max(1);
    let (low, high) = (PERCENTILES[upper - 1], PERCENTILES[upper]);
    let share = ((place - low) / (high - low)).clamp(0.0, 1.0);
    points[upper - 1] + share * (points[upper] - points[upper - 1])
}

const fn spread(nation: f64, points: [f64; 9]) -> Spread {
    Spread { nation, points }
}

/// Children looked after during the year, per child at 31 March: 116,420 / 83,630.
pub(super) const DURING_YEAR: Spread = spread(
    1.392_084,
    [1.208, 1.264, 1.288, 1.331, 1.379, 1.444, 1.510, 1.577, 1.75],
);
/// Children with a missing incident, of those during the year: 13,010 / 116,420.
pub(super) const MISSING: Spread = spread(
    0.111_751,
    [
        0.0417, 0.0682, 0.0758, 0.0954, 0.1122, 0.1342, 0.1534, 0.1736, 0.2349,
    ],
);
/// Missing incidents per child during the year: 83,920 / 116,420.
pub(super) const INCIDENTS: Spread = spread(
    0.720_839,
    [
        0.1303, 0.2542, 0.3488, 0.4912, 0.6926, 0.9204, 1.3538, 1.6445, 2.4544,
    ],
);
/// Children missing more than once, of those missing: 8,210 / 13,010.
pub(super) const REPEAT: Spread = spread(
    0.631_053,
    [
        0.3889, 0.5163, 0.5398, 0.5856, 0.6356, 0.6853, 0.7315, 0.75, 0.8125,
    ],
);
/// Children away without authorisation, of those during the year: 2,720 / 116,420. Authorities
/// that record none are about two in five.
pub(super) const AWAY: Spread = spread(
    0.023_364,
    [0.0, 0.0, 0.0, 0.0, 0.0102, 0.0416, 0.0789, 0.1071, 0.2118],
);
/// Children away more than once, of those away: 1,380 / 2,720.
pub(super) const AWAY_AGAIN: f64 = 0.507;
/// Incidents of each child away without authorisation: 10,780 / 2,720.
pub(super) const AWAY_INCIDENTS_EACH: f64 = 3.963;
/// Placed outside the boundary, at 31 March: 37,520 / 83,530.
pub(super) const OUTSIDE: Spread = spread(
    0.449_180,
    [
        0.1512, 0.2329, 0.3152, 0.3975, 0.5016, 0.5868, 0.6937, 0.7571, 0.8736,
    ],
);
/// Placed outside and more than 20 miles from home, at 31 March: 14,620 / 83,530.
pub(super) const FAR_OUTSIDE: Spread = spread(
    0.175_027,
    [
        0.0488, 0.0790, 0.0934, 0.1229, 0.1711, 0.2389, 0.2910, 0.3179, 0.3855,
    ],
);
/// Three or more placements in the year, at 31 March: 8,690 / 83,630.
pub(super) const THREE_PLACEMENTS: Spread = spread(
    0.103_910,
    [
        0.0327, 0.0672, 0.0711, 0.0887, 0.1045, 0.1208, 0.1425, 0.1547, 0.19,
    ],
);
/// Three or more placements in two years, of those looked after for two: 13,700 / 60,430.
pub(super) const THREE_IN_TWO_YEARS: Spread = spread(
    0.226_709,
    [
        0.1084, 0.1577, 0.1705, 0.2005, 0.2318, 0.2621, 0.2985, 0.3163, 0.3671,
    ],
);
/// The same carer for two years, of those under 16 and looked after for two and a half:
/// 19,750 / 29,000.
pub(super) const SAME_CARER: Spread = spread(
    0.681_034,
    [
        0.5405, 0.5759, 0.6098, 0.6439, 0.6890, 0.7137, 0.7476, 0.7559, 0.8495,
    ],
);
/// Children under 16 looked after for two and a half years, of those at 31 March:
/// 29,000 / 83,630.
pub(super) const LONG_TERM: f64 = 0.346_766;
/// In the authority's own provision at 31 March: 35,700 / 83,530. One authority, whose services a
/// trust runs, publishes none; the lowest value here is the next.
pub(super) const OWN_PROVISION: Spread = spread(
    0.427_391,
    [
        0.20, 0.2834, 0.3170, 0.3857, 0.4431, 0.5205, 0.6026, 0.6417, 0.8585,
    ],
);
/// In secure homes and children's homes at 31 March: 8,710 / 83,530.
pub(super) const HOMES: Spread = spread(
    0.104_274,
    [
        0.0232, 0.0489, 0.0641, 0.0820, 0.1004, 0.1245, 0.1494, 0.1628, 0.1887,
    ],
);
/// Unaccompanied asylum-seeking children at 31 March: 7,440 / 83,530.
pub(super) const UASC: Spread = spread(
    0.089_070,
    [
        0.0209, 0.0268, 0.0342, 0.0572, 0.0822, 0.1199, 0.1603, 0.1837, 0.2869,
    ],
);
/// Registered places in active children's homes, per own child in a home. The nation's value counts
/// places up to the need of their own area only: 7,400 / 8,700.
pub(super) const HOME_PLACES: Spread = spread(
    0.850_575,
    [0.0, 0.281, 0.401, 0.698, 1.05, 1.643, 2.53, 2.925, 4.5],
);
/// Children of other authorities placed within, per own child: 36,440 / 83,630.
pub(super) const HOSTED: Spread = spread(
    0.435_729,
    [
        0.1437, 0.1780, 0.2255, 0.2959, 0.4179, 0.5318, 0.7294, 0.8177, 1.5,
    ],
);
/// Missing at 31 March, of children with a missing incident: 300 / 13,010.
pub(super) const STILL_MISSING: f64 = 0.023_059;
/// How readily children leave after four years in care, against those in their first year; set so
/// that [`LONG_TERM`] comes out.
pub(super) const LEAVING_LATE: f64 = 1.0;
/// Of the population under 18, looked after at 31 March: 83,630 / 11,998,646.
pub(super) const RATE: f64 = 0.006_970;
/// Of children at 31 March outside homes and adoption, the share of each kind of placement:
/// supported accommodation 6,080, with parents 5,390, other 4,020, other residential 1,170,
/// placed for adoption 2,120, residential schools 90, all of 83,530.
pub(super) const OTHER_PLACEMENTS: [f64; 6] = [0.0728, 0.0645, 0.0481, 0.0140, 0.0254, 0.0011];
/// Voluntary provision, other authorities and other public bodies: 6,220, 850 and 240 of 83,530.
pub(super) const OTHER_PROVIDERS: [f64; 3] = [0.0745, 0.0102, 0.0029];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_pass_through_their_points() {
        for (place, value) in PERCENTILES.iter().zip(MISSING.points) {
            assert!((MISSING.at(*place) - value).abs() < 1e-12);
        }
        assert!((MISSING.at(0.375) - (0.0954 + 0.1122) / 2.0).abs() < 1e-12);
        assert_eq!(MISSING.at(1.0), 0.2349);
    }
}
