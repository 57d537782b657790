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
        let known = twice(list, &labels, i).or_else(|| {
            let (b, over_spells) = preceding(list, &labels, i, how)?;
            goes_on(&list[b], e, over_spells, how).then(|| labels[b].unwrap())
        });
        labels.push(Some(known.unwrap_or_else(|| {
            count += 1;
            count
        })));
    }
    labels
}

fn same_address(a: &Ep, b: &Ep) -> bool {
    (&a.post, &a.urn) == (&b.post, &b.urn)
}

fn same_stay(a: &Ep, b: &Ep) -> bool {
    (&a.place, &a.provider) == (&b.place, &b.provider) && same_address(a, b)
}

/// The first episode after the last short break before one.
fn after_break(list: &[Ep], i: usize) -> usize {
    (0..i).rev().find(|j| list[*j].v()).map_or(0, |j| j + 1)
}

/// The placement within which an episode lies, or that lies within it, where both are of one stay.
fn twice(list: &[Ep], labels: &[Option<usize>], i: usize) -> Option<usize> {
    let e = &list[i];
    let far = |d: Option<Date>| d.unwrap_or(Date::MAX);
    let ids: BTreeSet<usize> = labels[after_break(list, i)..]
        .iter()
        .flatten()
        .copied()
        .collect();
    ids.into_iter().find(|id| {
        let own = || (0..i).filter(|j| labels[*j] == Some(*id));
        let last = own().max().unwrap();
        let from = own().map(|j| list[j].decom).min().unwrap();
        let to = own().map(|j| far(list[j].dec)).max().unwrap();
        let inside = from <= e.decom && far(e.dec) <= to;
        let outside = e.decom <= from && to <= far(e.dec);
        same_stay(&list[last], e) && (inside || outside)
    })
}

/// The temporary spells that touch one another up to a day, back to the placement they follow: its
/// last episode.
fn before_spells(list: &[Ep], labels: &[Option<usize>], i: usize) -> Vec<usize> {
    let floor = after_break(list, i);
    let mut days: BTreeSet<Date> = BTreeSet::from([list[i].decom]);
    let mut found = Vec::new();
    for j in (floor..i).rev().filter(|j| list[*j].t()) {
        if list[j].dec.is_some_and(|d| days.contains(&d)) {
            days.insert(list[j].decom);
            let ended = (floor..j)
                .rev()
                .filter(|k| list[*k].dec == Some(list[j].decom));
            found.extend(ended.filter(|k| labels[*k].is_some()));
        }
    }
    // What is returned to is the placement as it was last.
    found
        .into_iter()
        .map(|j| (0..i).rev().find(|k| labels[*k] == labels[j]).unwrap())
        .collect()
}

/// The last episode of the placement before one, and whether only temporary spells lie between.
fn preceding(list: &[Ep], labels: &[Option<usize>], i: usize, how: How) -> Option<(usize, bool)> {
    let e = &list[i];
    let floor = after_break(list, i);
    let placed: Vec<usize> = (floor..i).filter(|j| labels[*j].is_some()).collect();
    let ended: Vec<usize> = placed
        .iter()
        .copied()
        .filter(|j| list[*j].dec == Some(e.decom))
        .collect();
    let alike = |j: &&usize| list[**j].place == e.place && same_address(&list[**j], e);
    let direct = ended.iter().rev().find(alike).or(ended.last()).copied();
    if let Some(b) = direct.filter(|b| goes_on(&list[*b], e, false, how)) {
        return Some((b, false));
    }
    let spells = before_spells(list, labels, i);
    let returned = spells.iter().find(|b| goes_on(&list[**b], e, true, how));
    if let Some(b) = returned
        .or(spells.first())
        .filter(|_| direct.is_none() || returned.is_some())
    {
        return Some((*b, true));
    }
    direct.or(placed.last().copied()).map(|b| (b, false))
}

/// Whether an episode goes on with the placement of another.
fn goes_on(b: &Ep, e: &Ep, over_spells: bool, how: How) -> bool {
    let is = |codes: &[&str]| codes.contains(&e.rne.as_str());
    let carer_adopts = (e.place == "A3" || e.place == "A5") && b.place.starts_with('U');
    let same_carer = is(&["L", "T", "U"]);
    match (over_spells, how) {
        (_, How::SameCarer) if same_carer => true,
        (true, _) => same_stay(b, e) || carer_adopts || (is(&["L"]) && same_address(b, e)),
        (false, _) => {
            let into_ffa = (e.place == "U2" || e.place == "U5") && b.place != e.place;
            carer_adopts || (same_carer && !(into_ffa && is(&["T", "U"])))
        }
    }
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
    let first_of = |id: usize| labels.iter().position(|l| *l == Some(id)).unwrap();
    let begun = |id: usize| list[first_of(id)].decom <= since;
    if current.t() {
        // In a temporary spell the placement is the one it touches, over other spells perhaps.
        let floor = after_break(list, at);
        let ended: Vec<usize> = (floor..at)
            .rev()
            .filter(|j| labels[*j].is_some() && list[*j].dec == Some(current.decom))
            .collect();
        let touched = ended.first().copied();
        let touched = touched.or_else(|| before_spells(list, &labels, at).first().copied());
        return touched.is_some_and(|j| begun(labels[j].unwrap()));
    }
    let id = labels[at].unwrap();
    let adopted = |e: &Ep| e.place.starts_with('A');
    if begun(id) || !adopted(current) || !adopted(&list[first_of(id)]) {
        return begun(id);
    }
    // The placement before the child was placed for adoption.
    preceding(list, &labels, first_of(id), How::SameCarer)
        .is_some_and(|(b, _)| begun(labels[b].unwrap()))
}

pub(crate) fn age(born: Date, on: Date) -> i16 {
    on.year() - born.year() - i16::from((on.month(), on.day()) < (born.month(), born.day()))
}
