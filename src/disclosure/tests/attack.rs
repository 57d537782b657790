//! Somebody who has every table and adds and subtracts: written apart from the library, so that
//! the two cannot share a mistake.

use std::collections::BTreeMap;

use crate::disclosure::Published;

/// Counts by name, what is shown of them, and what is known to add up.
#[derive(Default, Debug)]
pub(super) struct Attack {
    names: BTreeMap<String, usize>,
    low: Vec<i64>,
    high: Vec<i64>,
    hidden: Vec<bool>,
    sums: Vec<(usize, Vec<usize>)>,
}

const MANY: i64 = 1_000_000;

impl Attack {
    /// A count that nobody is told of.
    pub(super) fn untold(&mut self, name: &str) -> usize {
        let next = self.low.len();
        let at = *self.names.entry(name.to_owned()).or_insert(next);
        if at == next {
            self.low.push(0);
            self.high.push(MANY);
            self.hidden.push(false);
        }
        at
    }

    /// A count of a table.
    pub(super) fn told(&mut self, name: &str, published: Published) -> usize {
        let at = self.untold(name);
        match published {
            Published::Shown(count) => {
                let count = i64::try_from(count).unwrap();
                self.low[at] = count;
                self.high[at] = count;
            }
            Published::Withheld => self.hidden[at] = true,
        }
        at
    }

    /// Must not be found out, although it is in no table.
    pub(super) fn guard(&mut self, name: &str) {
        let at = self.untold(name);
        self.hidden[at] = true;
    }

    pub(super) fn sum(&mut self, total: usize, parts: Vec<usize>) {
        self.sums.push((total, parts));
    }

    /// One count is part of another.
    pub(super) fn part(&mut self, whole: usize, part: usize) {
        let rest = self.untold(&format!("rest of {part} in {whole}"));
        self.sums.push((whole, vec![part, rest]));
    }

    /// The sums of which what is withheld comes to 1 to 5 together, as the whole less what is shown says.
    pub(super) fn few_together(&self) -> Vec<String> {
        let known = |at: usize| (self.low[at] == self.high[at]).then_some(self.low[at]);
        let few = |(total, parts): &&(usize, Vec<usize>)| {
            let hidden = parts.iter().filter(|at| self.hidden[**at]).count();
            let untold = parts
                .iter()
                .any(|at| !self.hidden[*at] && known(*at).is_none());
            let shown: i64 = parts.iter().filter_map(|at| known(*at)).sum();
            let rest = known(*total).map_or(0, |total| total - shown);
            hidden > 0 && !untold && (1..6).contains(&rest)
        };
        let names: BTreeMap<usize, &String> =
            self.names.iter().map(|(name, at)| (*at, name)).collect();
        let few = self.sums.iter().filter(few);
        few.map(|(total, parts)| format!("{:?} of {parts:?}", names.get(total)))
            .collect()
    }

    /// Narrows every count by every sum until nothing changes, and names the withheld counts that
    /// are left with fewer than three possible values.
    pub(super) fn found_out(mut self) -> Vec<String> {
        self.narrow();
        self.names
            .iter()
            .filter(|(_, at)| self.hidden[**at] && self.high[**at] - self.low[**at] < 2)
            .map(|(name, at)| format!("{name}: {} to {}", self.low[*at], self.high[*at]))
            .collect()
    }

    fn narrow(&mut self) {
        loop {
            let before = (self.low.clone(), self.high.clone());
            for (total, parts) in &self.sums {
                let sum = |ends: &[i64], without: Option<usize>| -> i64 {
                    let others = parts.iter().filter(|p| Some(**p) != without);
                    others.map(|p| ends[*p]).sum()
                };
                let (low, high) = (sum(&self.low, None), sum(&self.high, None));
                self.low[*total] = self.low[*total].max(low);
                self.high[*total] = self.high[*total].min(high);
                for part in parts {
                    let high = self.high[*total] - sum(&self.low, Some(*part));
                    let low = self.low[*total] - sum(&self.high, Some(*part));
                    self.high[*part] = self.high[*part].min(high);
                    self.low[*part] = self.low[*part].max(low);
                }
            }
            let possible = self
                .low
                .iter()
                .zip(&self.high)
                .all(|(low, high)| low <= high);
            assert!(possible, "what is shown contradicts itself: {self:?}");
            if before == (self.low.clone(), self.high.clone()) {
                break;
            }
        }
    }
}

#[test]
fn the_attack_finds_what_is_left_alone() {
    let mut attack = Attack::default();
    let total = attack.told("total", Published::Shown(10));
    let shown = attack.told("a", Published::Shown(7));
    let hidden = attack.told("b", Published::Withheld);
    attack.sum(total, vec![shown, hidden]);
    assert_eq!(attack.found_out(), ["b: 3 to 3"]);
}
