//! The flows of an authority as its report prints them.

use super::*;

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
        self.table(&named, &rows, total)
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
        (all > 0).then(|| self.table(&named, &[(FlowRow::Others, rest)], total))
    }

    /// The largest named pairs of an authority, and the sum of all others.
    fn largest(
        &self,
        own: &[(AuthorityId, HostCount)],
        pair: impl Fn(AuthorityId) -> Pair,
    ) -> (Vec<(AuthorityId, HostCount)>, HostCount) {
        let (mut named, unnamed): (Vec<_>, Vec<_>) = own
            .iter()
            .partition(|(other, _)| self.named.contains(&pair(*other)));
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

    /// Of unnamed children nobody says how many went missing or were notified, nor of all: with the
    /// named ones that are shown it would give away those that are not.
    fn table(
        &self,
        named: &[(AuthorityId, HostCount)],
        others: &[(FlowRow, HostCount)],
        total: Published,
    ) -> PublishedTable<FlowRow> {
        let every = named.iter().map(|(_, c)| c);
        let mut every = every.chain(others.iter().map(|(_, c)| c));
        let notifies = every.all(|c| c.notified.is_some() || c.children == 0);
        let cells = |children: Published, count: HostCount, part: &dyn Fn(usize) -> Published| {
            let notified = notifies.then(|| part(count.notified.unwrap_or(0)));
            let cells = [children, part(count.missing)].into_iter();
            cells.chain(notified).collect::<Vec<Published>>()
        };
        let authorities = named.iter().map(|(id, count)| {
            let part = |part| self.part(count.children, part);
            let cells = cells(shown(count.children), *count, &part);
            (FlowRow::Authority(*id), cells)
        });
        let is_total = total != Published::Withheld;
        let others = others.iter().filter(|(_, c)| c.children > 0 || !is_total);
        let others = others.map(|(row, count)| {
            let children = if is_total {
                shown(count.children)
            } else {
                self.in_internal(count.children)
            };
            (
                *row,
                cells(children, *count, &|part| self.in_internal(part)),
            )
        });
        let rows: Vec<(FlowRow, Vec<Published>)> = authorities.chain(others).collect();
        let sum_of = |at: usize| {
            let cells = rows.iter().filter_map(|(_, cells)| cells.get(at)?.count());
            self.in_internal(usize::try_from(cells.sum::<u64>()).unwrap_or(usize::MAX))
        };
        let mut columns = vec![Column::Children, Column::Missing];
        let mut totals = vec![total, sum_of(1)];
        if notifies {
            columns.push(Column::Notified);
            totals.push(sum_of(2));
        }
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
    counts
        .iter()
        .fold(HostCount::default(), |sum, count| HostCount {
            children: sum.children + count.children,
            missing: sum.missing + count.missing,
            notified: match (sum.notified, count.notified) {
                (Some(sum), Some(count)) => Some(sum + count),
                // Nobody adds nothing.
                (Some(known), None) if count.children == 0 => Some(known),
                (None, Some(known)) if sum.children == 0 => Some(known),
                _ => None,
            },
        })
}

fn shown(count: usize) -> Published {
    Published::Shown(u64::try_from(count).unwrap_or(u64::MAX))
}
