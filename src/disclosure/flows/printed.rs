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

    /// How many of some children went missing, where it may be shown.
    fn missing(&self, count: HostCount) -> Published {
        let minimum = usize::try_from(self.rules.percentage_minimum_denominator);
        let small = minimum.is_ok_and(|minimum| count.children < minimum);
        let rest = count.children.saturating_sub(count.missing);
        let hidden = small || self.hides(count.missing) || self.hides(rest);
        if self.rules.mode == Mode::Public && hidden {
            Published::Withheld
        } else {
            shown(count.missing)
        }
    }

    /// Of unnamed children nobody says how many went missing, nor of all: with the named ones that
    /// are shown it would give away those that are not.
    fn table(
        &self,
        named: &[(AuthorityId, HostCount)],
        others: &[(FlowRow, HostCount)],
        total: Published,
    ) -> PublishedTable<FlowRow> {
        let authorities = named.iter().map(|(id, count)| {
            let cells = vec![shown(count.children), self.missing(*count)];
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
            (*row, vec![children, self.in_internal(count.missing)])
        });
        let rows: Vec<(FlowRow, Vec<Published>)> = authorities.chain(others).collect();
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(1)?.count());
        let missing = usize::try_from(cells.sum::<u64>()).unwrap_or(usize::MAX);
        let missing = self.in_internal(missing);
        let columns = vec![Column::Children, Column::Missing];
        let minimum = self.rules.percentage_minimum_denominator;
        PublishedTable::new(columns, rows, vec![total, missing], minimum)
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
        })
}

fn shown(count: usize) -> Published {
    Published::Shown(u64::try_from(count).unwrap_or(u64::MAX))
}
