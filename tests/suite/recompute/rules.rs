//! The rules of counting placements and of continuous care, word by word and slowly.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::reading::Ep;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum How {
    Official,
    SameCarer,
}

/// Which placement each episode belongs to; none for temporary spells and short breaks.
pub(crate) fn label(list: &[Ep], how: How) -> Vec<Option<usize>> {
    let mut labels: Vec<Option<usize>> = Vec::new();
    let mut count = 0;
    for (i, e) in list.iter().enumerate() {
        if e.v() || e.t() {
            labels.push(None);
            continue;
        }
        // What stands before, looking back over temporary spells.
        let mut j = i;
        let mut spells = 0;
        while j > 0 && list[j - 1].t() && !list[j - 1].v() {
            j -= 1;
            spells += 1;
        }
        let before = (j > 0 && !list[j - 1].v()).then(|| &list[j - 1]);
        let touching = spells > 0 && (j.max(1)..=i).all(|k| list[k - 1].dec == Some(list[k].decom));
        let ltu = ["L", "T", "U"].contains(&e.rne.as_str());
        let continues = before.is_some_and(|b| {
            let matches = (&b.place, &b.provider, &b.post, &b.urn)
                == (&e.place, &e.provider, &e.post, &e.urn);
            let carer_adopts = (e.place == "A3" || e.place == "A5") && b.place.starts_with('U');
            let into_ffa = (e.place == "U2" || e.place == "U5") && b.place != e.place;
            match (touching, how) {
                (true, How::Official) => matches,
                (true, How::SameCarer) => matches || ltu,
                (false, How::Official) => carer_adopts || (ltu && !into_ffa),
                (false, How::SameCarer) => carer_adopts || ltu,
            }
        });
        if !continues {
            count += 1;
        }
        labels.push(Some(count));
    }
    labels
}

pub(crate) fn placements_counted(list: &[Ep], first: Date, last: Date) -> usize {
    let labels = label(list, How::Official);
    let mut counted = BTreeSet::new();
    for id in labels.iter().flatten() {
        let own: Vec<&Ep> = list
            .iter()
            .zip(&labels)
            .filter(|(_, l)| **l == Some(*id))
            .map(|(e, _)| e)
            .collect();
        let start = own.iter().map(|e| e.decom).min().unwrap();
        let open_end = own.iter().any(|e| e.dec.is_none());
        let end = own.iter().filter_map(|e| e.dec).max();
        let open_on_first = start <= first && (open_end || end.unwrap() > first);
        if open_on_first || (start >= first && start <= last) {
            counted.insert(*id);
        }
    }
    counted.len()
}

/// The first day of the period of care that lasts to 31 March.
pub(crate) fn period_start(list: &[Ep], census: Date) -> Option<Date> {
    let mut start: Option<Date> = None;
    let mut end: Option<Option<Date>> = None;
    let mut last_rec = String::new();
    for e in list.iter().filter(|e| e.decom <= census) {
        if e.v() {
            start = None;
            end = None;
            continue;
        }
        let broken = match (start, end) {
            (Some(s), Some(reach)) => {
                (e.rne == "S" && e.decom > s)
                    || reach.is_some_and(|r| e.decom > r)
                    || !(last_rec.is_empty() || last_rec == "X1")
            }
            _ => true,
        };
        let overlaps = end.is_some_and(|reach| reach.is_none_or(|r| r > e.decom));
        if broken {
            start = Some(e.decom);
        }
        if broken && !overlaps {
            end = Some(e.dec);
        } else {
            end = Some(match (end.unwrap(), e.dec) {
                (Some(a), Some(b)) => Some(a.max(b)),
                _ => None,
            });
        }
        last_rec = if e.dec.is_some() {
            e.rec.clone()
        } else {
            String::new()
        };
    }
    let reach = end?;
    (reach.is_none() || reach.unwrap() > census).then_some(start?)
}

pub(crate) fn census_of(list: &[Ep], census: Date) -> Option<usize> {
    (0..list.len())
        .rev()
        .find(|i| list[*i].open_at(census) && !list[*i].v())
}

pub(crate) fn same_carer(list: &[Ep], at: usize, since: Date) -> bool {
    let list = &list[..=at];
    let labels = label(list, How::SameCarer);
    let current = &list[at];
    // In a temporary spell the placement is the one it touches.
    let mut i = at;
    while list[i].t() {
        if i == 0 || list[i - 1].dec != Some(list[i].decom) || list[i - 1].v() {
            return false;
        }
        i -= 1;
    }
    let start_of = |id: usize| {
        list.iter()
            .zip(&labels)
            .filter(|(_, l)| **l == Some(id))
            .map(|(e, _)| e.decom)
            .min()
            .unwrap()
    };
    let id = labels[i].unwrap();
    if start_of(id) <= since {
        return true;
    }
    if !["A3", "A4", "A5", "A6"].contains(&current.place.as_str()) {
        return false;
    }
    // The placement before the child was placed for adoption.
    let first_of_id = labels.iter().position(|l| *l == Some(id)).unwrap();
    let adopted_inside = list[first_of_id].place.starts_with('A');
    let before = if adopted_inside {
        labels[..first_of_id].iter().rev().find_map(|l| *l)
    } else {
        None
    };
    before.is_some_and(|b| start_of(b) <= since)
}

pub(crate) fn age(born: Date, on: Date) -> i16 {
    on.year() - born.year() - i16::from((on.month(), on.day()) < (born.month(), born.day()))
}
