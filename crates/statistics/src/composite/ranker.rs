//! Ranks of scores, again and again.

/// How many stretches the scores of a draw are parted into before they are sorted.
const STRETCHES: usize = 256;

/// As many scores in one stretch as are sorted faster one by one than all anew.
const FEW: u32 = 24;

/// Sorts and gives ranks; kept between draws so that nothing is allocated.
#[derive(Debug, Default)]
pub struct Ranker {
    scores: Vec<f64>,
    /// The stretch that each score lies in.
    stretches: Vec<u8>,
    /// Scores with their positions, best first.
    order: Vec<(f64, u32)>,
}

impl Ranker {
    /// Calls `each` with the position of every score and its rank: 1 is best, ties share the
    /// smaller.
    pub fn rank(
        &mut self,
        scores: impl ExactSizeIterator<Item = f64>,
        mut each: impl FnMut(usize, usize),
    ) {
        self.scores.clear();
        self.scores.extend(scores);
        self.sort();
        let mut shared = (0, f64::NAN);
        for (place, (score, position)) in (1..).zip(&self.order) {
            // Not by !=, which is true of what is not a number.
            if !(shared.1 == *score) {
                shared = (place, *score);
            }
            each(*position as usize, shared.0);
        }
    }

    /// Puts the scores in order: first by the stretch between the best and the worst that they lie in,
    /// which leaves hardly any out of place, then one by one.
    fn sort(&mut self) {
        let ends = |(low, high): (f64, f64), score: &f64| (low.min(*score), high.max(*score));
        let (low, high) = self
            .scores
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        let per_point = (STRETCHES - 1) as f64 / (high - low);
        let mut counts = [0_u32; STRETCHES];
        self.stretches.clear();
        for score in &self.scores {
            let stretch = ((high - score) * per_point) as u8;
            counts[usize::from(stretch)] += 1;
            self.stretches.push(stretch);
        }
        let fullest = counts.iter().copied().max().unwrap_or(0);
        let mut next = 0;
        for count in &mut counts {
            next += std::mem::replace(count, next);
        }
        self.order.clear();
        self.order.resize(self.scores.len(), (0.0, 0));
        for (position, (score, stretch)) in (0..).zip(self.scores.iter().zip(&self.stretches)) {
            let place = &mut counts[usize::from(*stretch)];
            self.order[*place as usize] = (*score, position);
            *place += 1;
        }
        if fullest > FEW {
            self.order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        } else {
            self.settle();
        }
    }

    /// Moves each score before the worse ones that stand before it.
    fn settle(&mut self) {
        for at in 1..self.order.len() {
            let moved = self.order[at];
            let mut to = at;
            while to > 0 && self.order[to - 1].0 < moved.0 {
                self.order[to] = self.order[to - 1];
                to -= 1;
            }
            self.order[to] = moved;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::competition_ranks;
    use proptest::prelude::*;

    #[test]
    fn scores_that_differ_in_their_last_digit_only_are_told_apart() {
        let score = 50.0_f64;
        let scores = [score, score.next_up(), score, score.next_down()];
        let mut found = [0; 4];
        Ranker::default().rank(scores.into_iter(), |at, rank| found[at] = rank);
        assert_eq!(found, [2, 1, 2, 4]);
    }

    proptest! {
        #[test]
        fn ranks_are_those_of_the_scorecard(scores in proptest::collection::vec(-2..3_i8, 1..30)) {
            let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
            let mut found = vec![None; scores.len()];
            Ranker::default().rank(scores.iter().copied(), |at, rank| found[at] = Some(rank));
            let expected: Vec<Option<f64>> = scores.iter().copied().map(Some).collect();
            prop_assert_eq!(found, competition_ranks(&expected));
        }
    }
}
