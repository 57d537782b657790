//! Events that cluster: how many independent ones they are worth.

/// The design effect of events in clusters of the given sizes, d = Σm²/Σm: the size of the cluster
/// that a random event is in (Kish 1965). 1 where there is no event.
///
/// ```
/// use care_scorecard_statistics::design_effect;
/// assert_eq!(design_effect([1.0, 1.0, 1.0]), 1.0);
/// assert_eq!(design_effect([1.0, 3.0]), 2.5);
/// ```
pub fn design_effect(clusters: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut squares) = (0.0, 0.0);
    for size in clusters {
        sum += size;
        squares += size * size;
    }
    if sum > 0.0 { squares / sum } else { 1.0 }
}

/// The design effect where only totals are known: 2·(events/clusters) − 1, that of cluster sizes
/// with a geometric distribution. At least 1.
///
/// ```
/// use care_scorecard_statistics::design_effect_of_totals;
/// assert_eq!(design_effect_of_totals(30.0, 10.0), 5.0);
/// assert_eq!(design_effect_of_totals(0.0, 0.0), 1.0);
/// ```
pub fn design_effect_of_totals(events: f64, clusters: f64) -> f64 {
    if clusters > 0.0 {
        (2.0 * (events / clusters) - 1.0).max(1.0)
    } else {
        1.0
    }
}

/// The design effect where it is known, too, which share of the clusters have more than one event:
/// 1 in each of the others, a geometric number in these. With μ events in each cluster, ρ the share
/// and g = (μ − 1)/ρ it is [1 + 2(μ − 1) + ρ(2g² − g)]/μ. Without a share that can be, that of totals.
///
/// ```
/// use care_scorecard_statistics::{design_effect_of_counts, design_effect_of_totals};
/// assert_eq!(design_effect_of_counts(10.0, 10.0, 0.0), 1.0);
/// // All have more than one: g = 2, (1 + 4 + 6)/3.
/// assert_eq!(design_effect_of_counts(30.0, 10.0, 1.0), 11.0 / 3.0);
/// // Half have: g = 4, (1 + 4 + 14)/3.
/// assert_eq!(design_effect_of_counts(30.0, 10.0, 0.5), 19.0 / 3.0);
/// assert_eq!(design_effect_of_counts(30.0, 10.0, 0.0), design_effect_of_totals(30.0, 10.0));
/// ```
pub fn design_effect_of_counts(events: f64, clusters: f64, share_of_several: f64) -> f64 {
    let each = events / clusters;
    if clusters <= 0.0 || each <= 1.0 || share_of_several <= 0.0 {
        return design_effect_of_totals(events, clusters);
    }
    let share = share_of_several.min(1.0);
    let further = (each - 1.0) / share;
    let squares = 1.0 + 2.0 * (each - 1.0) + share * (2.0 * further * further - further);
    (squares / each).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_alone_give_a_design_effect() {
        let near = |found: f64, expected: f64| (found - expected).abs() < 1e-12;
        // All alike.
        assert!(near(design_effect_of_counts(10.0, 10.0, 0.0), 1.0));
        // All have more than one: g = 2, (1 + 4 + 6)/3.
        assert!(near(design_effect_of_counts(30.0, 10.0, 1.0), 11.0 / 3.0));
        // Half have: g = 4, (1 + 4 + 14)/3.
        assert!(near(design_effect_of_counts(30.0, 10.0, 0.5), 19.0 / 3.0));
        // Nobody says how many.
        assert!(near(design_effect_of_counts(30.0, 10.0, 0.0), 5.0));
    }
}
