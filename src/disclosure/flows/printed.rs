//! The flows of an authority as its report prints them.

use super::*;
use crate::disclosure::table::Column;

/// Most authorities named in one table.
const NAMED: usize = 10;

impl Flows<'_> {
    /// Where an authority's children are placed, with what is shown of their number.
    pub(super) fn hosts(&self, id: AuthorityId, total: Published) -> PublishedTable<FlowRow> {
        let own = self.counts.iter().filter(|((from, _), _)| *from == id);
        let own: Vec<(AuthorityId, HostCount)> =
            own.map(|((_, to), count)| (*to, *count)).collect();
        let (named, rest) = self.largest(&own, |other| (id, other));
        let [england, not_known] = self.beyond.get(&id).copied().unwrap_or_default();
        let rows = if self.merged.contains(&id) {
            vec![(FlowRow::Elsewhere, sum(&[rest, england, not_known]))]
        } else {
            vec![
                (FlowRow::Others, rest),
                (FlowRow::OutsideEngland, england),
                (FlowRow::NotKnown, not_known),
            ]
        };
        let none = self.none_of(std::iter::once(id));
        let named = named.iter().map(|(to, count)| (*to, (id, *to), *count));
        self.table(&named.collect::<Vec<_>>(), (&rows, none), total)
    }

    /// Whose children an authority hosts.
    pub(super) fn hosted(&self, id: AuthorityId) -> Option<PublishedTable<FlowRow>> {
        let own = self.counts.iter().filter(|((_, to), _)| *to == id);
        let own: Vec<(AuthorityId, HostCount)> =
            own.map(|((from, _), count)| (*from, *count)).collect();
        let (named, rest) = self.largest(&own, |other| (other, id));
        let all = own.iter().map(|(_, count)| count.children).sum();
        let total = if self.silent.contains(&id) || self.hides(all) {
            Published::Withheld
        } else {
            shown(all)
        };
        // Whose children are in which row is not told.
        let others = self.beyond.keys().copied().filter(|other| *other != id);
        let rest = ([(FlowRow::Others, rest)], self.none_of(others));
        let named = named
            .iter()
            .map(|(from, count)| (*from, (*from, id), *count));
        let named: Vec<_> = named.collect();
        (all > 0).then(|| self.table(&named, (&rest.0, rest.1), total))
    }

    /// The largest named pairs of an authority, and the sum of all others.
    fn largest(
        &self,
        own: &[(AuthorityId, HostCount)],
        pair: impl Fn(AuthorityId) -> Pair,
    ) -> (Vec<(AuthorityId, HostCount)>, HostCount) {
        let (mut named, unnamed): (Vec<_>, Vec<_>) = own
            .iter()
            .partition(|(other, _)| !self.unnamed.contains(&pair(*other)));
        named.sort_by_key(|(id, count): &(AuthorityId, HostCount)| {
            (std::cmp::Reverse(count.children), *id)
        });
        let others = named.split_off(named.len().min(NAMED));
        let rest: Vec<HostCount> = unnamed.iter().chain(&others).map(|(_, c)| *c).collect();
        (named, sum(&rest))
    }

    /// How many of some children went missing or were notified, where it may be shown.
    fn part(&self, children: usize, part: usize) -> Published {
        let minimum = usize::try_from(self.rules.percentage_minimum_denominator);
        let small = minimum.is_ok_and(|minimum| children < minimum);
        let hidden = small || self.hides(part) || self.hides(children.saturating_sub(part));
        if self.rules.mode == Mode::Public && hidden {
            Published::Withheld
        } else {
            shown(part)
        }
    }

    /// The counts of a row besides the children: how many went missing, how many of them from
    /// there, of how many it can be said whether the host was told, and of how many it was. What
    /// two counts leave of each other is judged like a count, and nothing is said of the parts of
    /// what is withheld.
    pub(super) fn parts(&self, count: HostCount) -> [Published; 4] {
        let missing = self.part(count.children, count.missing);
        let from_there = self.part(count.children, count.missing_from_there);
        let notifiable = self.part(count.children, count.notifiable);
        let told = count.notified.unwrap_or(0);
        [
            missing,
            self.within(
                (missing, count.missing),
                (from_there, count.missing_from_there),
            ),
            notifiable,
            self.within(
                (notifiable, count.notifiable),
                (self.part(count.notifiable, told), told),
            ),
        ]
    }

    /// A part of a part, where both and their difference may be shown.
    fn within(&self, whole: (Published, usize), part: (Published, usize)) -> Published {
        let rest = whole.1.saturating_sub(part.1);
        match whole.0 {
            Published::Shown(_) if !self.hides(rest) => part.0,
            _ => Published::Withheld,
        }
    }

    /// Of unnamed children nobody says how many went missing or were notified, nor of all: with the
    /// named ones that are shown it would give away those that are not.
    fn table(
        &self,
        named: &[(AuthorityId, Pair, HostCount)],
        (others, none): (&[(FlowRow, HostCount)], [bool; 2]),
        total: Published,
    ) -> PublishedTable<FlowRow> {
        let authorities_named = named.len();
        let authorities = named.iter().map(|(id, pair, c)| {
            (
                FlowRow::Authority(*id),
                *c,
                shown(c.children),
                self.parts_of(*pair, *c),
            )
        });
        // What is told to be none is.
        let unnamed = |at: usize, count: usize| match none.get(at) {
            Some(true) => shown(0),
            _ => self.in_internal(count),
        };
        let is_total = total != Published::Withheld;
        let others = others.iter().filter(|(_, c)| c.children > 0 || !is_total);
        let others = others.map(|(row, c)| {
            let children = if is_total {
                shown(c.children)
            } else {
                self.in_internal(c.children)
            };
            let told = c.notified.unwrap_or(0);
            let parts = [c.missing, c.missing_from_there, c.notifiable, told];
            let mut at = 0..parts.len();
            let parts = parts.map(|part| unnamed(at.next().unwrap_or(parts.len()), part));
            (*row, *c, children, parts)
        });
        let every: Vec<(FlowRow, HostCount, Published, [Published; 4])> =
            authorities.chain(others).collect();
        let notifies = |c: &HostCount| c.notified.is_some() || c.children == 0;
        let notifies = every.iter().all(|(_, c, ..)| notifies(c));
        // Of what is not shown it is not said whether it is all.
        let is_all = |c: &HostCount, parts: &[Published; 4]| {
            parts.get(2).and_then(|p| p.count()) == u64::try_from(c.children).ok()
        };
        let mut named = every.iter().take(authorities_named);
        let all_notifiable = match self.rules.mode {
            Mode::Public => named.all(|(_, c, _, parts)| is_all(c, parts)),
            Mode::Internal => every.iter().all(|(_, c, ..)| c.notifiable == c.children),
        };
        let kept = [true, true, notifies && !all_notifiable, notifies];
        let sum_of = |at: usize| {
            let cells = every
                .iter()
                .filter_map(|(.., parts)| parts.get(at)?.count());
            let sum = usize::try_from(cells.sum::<u64>()).unwrap_or(usize::MAX);
            unnamed(at, sum)
        };
        let columns = [
            Column::Missing,
            Column::MissingFromThere,
            Column::Notifiable,
            Column::Notified,
        ];
        let chosen: Vec<usize> = (0..kept.len()).filter(|at| kept[*at]).collect();
        let totals = chosen.iter().map(|at| sum_of(*at));
        let totals = [total].into_iter().chain(totals).collect();
        let columns = chosen.iter().filter_map(|at| columns.get(*at).copied());
        let columns = [Column::Children].into_iter().chain(columns).collect();
        let rows = every.iter().map(|(row, _, children, parts)| {
            let parts = chosen.iter().filter_map(|at| parts.get(*at).copied());
            (*row, [*children].into_iter().chain(parts).collect())
        });
        let rows = rows.collect();
        let minimum = self.rules.percentage_minimum_denominator;
        PublishedTable::new(columns, rows, totals, minimum)
    }

    /// A count that only internal reports show.
    fn in_internal(&self, count: usize) -> Published {
        if self.rules.mode == Mode::Public {
            Published::Withheld
        } else {
            shown(count)
        }
    }
}

fn sum(counts: &[HostCount]) -> HostCount {
    let mut sum = HostCount::default();
    counts.iter().for_each(|count| sum.add(count));
    sum
}

pub(super) fn shown(count: usize) -> Published {
    Published::Shown(u64::try_from(count).unwrap_or(u64::MAX))
}
