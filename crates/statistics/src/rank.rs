/// Ranks with 1 for the highest score; equal scores share the smaller rank ("1224").
/// Where there is no score there is no rank.
///
/// ```
/// use care_scorecard_statistics::competition_ranks;
/// let ranks = competition_ranks(&[Some(2.0), Some(9.0), None, Some(2.0), Some(1.0)]);
/// assert_eq!(ranks, [Some(2), Some(1), None, Some(2), Some(4)]);
/// ```
pub fn competition_ranks(scores: &[Option<f64>]) -> Vec<Option<usize>> {
    let mut order: Vec<(usize, f64)> = scores
        .iter()
        .enumerate()
        .filter_map(|(at, score)| score.map(|s| (at, s)))
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut ranks = vec![None; scores.len()];
    let mut shared = (0, f64::NAN);
    for (place, (at, score)) in (1..).zip(order) {
        #[allow(clippy::float_cmp, reason = "a tie is equality to the last bit")]
        if score != shared.1 {
            shared = (place, score);
        }
        ranks[at] = Some(shared.0);
    }
    ranks
}

/// A rank in words: 1st, 2nd, 3rd, 11th.
pub fn ordinal(rank: usize) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinals() {
        for (rank, text) in [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (112, "112th"),
            (121, "121st"),
        ] {
            assert_eq!(ordinal(rank), text);
        }
    }

    proptest! {
        #[test]
        fn a_rank_is_one_more_than_the_number_that_score_higher(scores in proptest::collection::vec(proptest::option::of(0..5_i8), 0..40)) {
            let scores: Vec<Option<f64>> = scores.into_iter().map(|s| s.map(f64::from)).collect();
            let ranks = competition_ranks(&scores);
            for (score, rank) in scores.iter().zip(&ranks) {
                let higher = score.map(|s| scores.iter().flatten().filter(|other| **other > s).count() + 1);
                prop_assert_eq!(*rank, higher);
            }
        }
    }
}
