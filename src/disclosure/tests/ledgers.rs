//! Tables by themselves: one way, two ways, shared totals, worked by hand and at random.

use proptest::prelude::*;

use super::attack::Attack;
use crate::config::{Configuration, Disclosure, Mode};
use crate::disclosure::{CellId, Count, Ledger, Published, Standing};

fn rules() -> Disclosure {
    Configuration::built_in().disclosure.clone()
}

/// A table of one way: what is shown of its rows and of its total.
fn one_way(counts: &[u64], standing: Standing) -> (Vec<Option<u64>>, Option<u64>) {
    let mut ledger = Ledger::new(rules());
    let total = ledger.add(Count::children(counts.iter().sum()));
    ledger.set_standing(total, standing);
    let parts: Vec<CellId> = counts
        .iter()
        .map(|count| ledger.add(Count::children(*count)))
        .collect();
    ledger.relate(total, parts.clone());
    ledger.protect();
    let shown = |id: &CellId| ledger.published(*id).count();
    (parts.iter().map(shown).collect(), shown(&total))
}

#[test]
fn the_first_other_row_covers_a_small_one_whatever_it_counts() {
    let (rows, total) = one_way(&[40, 3, 12, 30], Standing::Free);
    assert_eq!(rows, [None, None, Some(12), Some(30)]);
    assert_eq!(total, Some(85));
}

#[test]
fn nothing_is_withheld_where_nothing_is_small() {
    let (rows, total) = one_way(&[40, 0, 12, 30], Standing::Known);
    assert_eq!(rows, [Some(40), Some(0), Some(12), Some(30)]);
    assert_eq!(total, Some(82));
}

#[test]
fn two_of_one_each_need_a_third() {
    // Whoever knows that zeros are shown knows that 2 is 1 and 1.
    let (rows, _) = one_way(&[40, 1, 1, 30], Standing::Free);
    assert_eq!(rows, [None, None, None, Some(30)]);
}

#[test]
fn rows_that_are_few_together_are_a_group_too() {
    // 2 and 2 of 96: nobody may read that there are four of one kind or the other.
    let (rows, total) = one_way(&[40, 10, 12, 2, 2, 30], Standing::Known);
    assert_eq!(rows, [None, Some(10), Some(12), None, None, Some(30)]);
    assert_eq!(total, Some(96));
    // Seven are not few.
    let (rows, _) = one_way(&[40, 4, 3, 30], Standing::Known);
    assert_eq!(rows, [Some(40), None, None, Some(30)]);
    // 2, 2 and 2 come to six, but no more than four rows of one could.
    let (rows, _) = one_way(&[40, 2, 2, 2, 30], Standing::Known);
    assert_eq!(rows, [None, None, None, None, Some(30)]);
}

#[test]
fn what_small_rows_withhold_is_few_together_too() {
    let outside = |of_small: u64| {
        let mut ledger = Ledger::new(rules());
        let rows = [(8, of_small), (40, 2), (50, 30), (60, 25)];
        let total = ledger.add(Count::children(rows.iter().map(|(_, out)| out).sum()));
        let parts = rows.map(|(all, out)| {
            let (all, out) = (Count::children(all), Count::children(out));
            let (all, out) = (ledger.add(all), ledger.add(out));
            ledger.relate_part(all, out);
            out
        });
        ledger.relate(total, parts.to_vec());
        ledger.protect();
        (
            parts.map(|id| ledger.published(id).count()),
            ledger.published(total).count(),
        )
    };
    // 3 of a row too small for percentages and 2 of another: five outside of one kind or the other.
    assert_eq!(outside(3), ([None, None, None, Some(25)], Some(60)));
    // Nobody is told what there are more of than five.
    assert_eq!(outside(6), ([None, None, Some(30), Some(25)], Some(63)));
}

#[test]
fn incidents_that_are_of_few_children_together_are_a_group_too() {
    let shown = |children: [u64; 2]| {
        let mut ledger = Ledger::new(rules());
        let total = ledger.add(Count::incidents(100, 30));
        let parts = [(40, 15), (30, 12), (18, children[0]), (12, children[1])]
            .map(|(incidents, children)| ledger.add(Count::incidents(incidents, children)));
        ledger.relate(total, parts.to_vec());
        ledger.protect();
        parts.map(|id| ledger.published(id).count())
    };
    assert_eq!(shown([2, 3]), [None, Some(30), None, None]);
    assert_eq!(shown([4, 3]), [Some(40), Some(30), None, None]);
}

#[test]
fn all_but_a_few_is_withheld_with_the_few() {
    let (rows, total) = one_way(&[96, 4], Standing::Known);
    assert_eq!((rows, total), (vec![None, None], Some(100)));
    let (rows, total) = one_way(&[96, 4], Standing::Free);
    assert_eq!((rows, total), (vec![None, None], Some(100)));
}

#[test]
fn of_a_small_whole_not_even_a_zero_is_shown() {
    let (rows, total) = one_way(&[0, 8, 0], Standing::Free);
    assert_eq!((rows, total), (vec![None; 3], Some(8)));
}

#[test]
fn a_total_that_must_be_withheld_does_not_follow_from_its_rows() {
    let (rows, total) = one_way(&[40, 30, 20], Standing::Withheld);
    assert_eq!((rows, total), (vec![None, Some(30), Some(20)], None));
}

#[test]
fn all_of_a_sensitive_attribute_is_withheld_and_none_of_it_is_shown() {
    let shown = |count: u64| {
        let mut ledger = Ledger::new(rules());
        let whole = ledger.add(Count::children(60));
        let part = ledger.add(Count::children(count).sensitive());
        ledger.relate_part(whole, part);
        ledger.protect();
        ledger.published(part).count()
    };
    assert_eq!((shown(0), shown(30), shown(60)), (Some(0), Some(30), None));
}

#[test]
fn incidents_are_judged_by_the_children_behind_them() {
    let mut ledger = Ledger::new(rules());
    let [few, many, unknown, unknown_many] = [
        Count::incidents(40, 3),
        Count::incidents(40, 6),
        Count::incidents_of_unknown(10),
        Count::incidents_of_unknown(11),
    ]
    .map(|count| ledger.add(count));
    ledger.protect();
    assert_eq!(ledger.published(few), Published::Withheld);
    assert_eq!(ledger.published(many), Published::Shown(40));
    assert_eq!(ledger.published(unknown), Published::Withheld);
    assert_eq!(ledger.published(unknown_many), Published::Shown(11));
}

#[test]
fn internally_everything_is_shown() {
    let mut rules = rules();
    rules.mode = Mode::Internal;
    let mut ledger = Ledger::new(rules);
    let few = ledger.add(Count::children(1));
    assert!(ledger.protect().is_empty());
    assert_eq!(ledger.published(few), Published::Shown(1));
}

#[test]
fn what_is_known_from_elsewhere_is_said_to_be_given_away() {
    let mut ledger = Ledger::new(rules());
    let total = ledger.add(Count::children(50));
    let large = ledger.add(Count::children(47));
    let small = ledger.add(Count::children(3));
    let other = ledger.add(Count::children(90));
    ledger.set_standing(total, Standing::Known);
    ledger.set_standing(large, Standing::Known);
    ledger.relate(total, vec![large, small]);
    assert_eq!(ledger.protect(), [small]);
    assert_eq!(ledger.published(small), Published::Withheld);
    assert_eq!(ledger.published(other), Published::Shown(90));
}

/// Counts as they are: many zeros, many small.
fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..6_u64, 1..20_u64, 1..400_u64]
}

/// A table of two ways with its totals, some known from elsewhere, and a second table of one way
/// with the same grand total.
fn two_ways(rows: &[Vec<u64>], known: &[bool], second: &[u64]) -> Attack {
    let mut ledger = Ledger::new(rules());
    let columns = rows[0].len();
    let grand: u64 = rows.iter().flatten().sum();
    let column_total = |at: usize| rows.iter().map(|row| row[at]).sum::<u64>();
    let mut named: Vec<(String, CellId)> = Vec::new();
    let mut told: Vec<String> = Vec::new();
    let mut add = |ledger: &mut Ledger, name: String, count: u64| {
        let id = ledger.add(Count::children(count));
        if known[named.len() % known.len()] && (name.contains("total") || name == "all") {
            ledger.set_standing(id, Standing::Known);
            told.push(name.clone());
        }
        named.push((name, id));
        id
    };
    let all = add(&mut ledger, "all".into(), grand);
    let mut sums = Vec::new();
    let mut cells = Vec::new();
    let mut row_totals = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let total = add(&mut ledger, format!("row total {r}"), row.iter().sum());
        let own: Vec<CellId> = row
            .iter()
            .enumerate()
            .map(|(c, count)| add(&mut ledger, format!("{r},{c}"), *count))
            .collect();
        sums.push((total, own.clone()));
        row_totals.push(total);
        cells.push(own);
    }
    let column_totals: Vec<CellId> = (0..columns)
        .map(|c| {
            let total = add(&mut ledger, format!("column total {c}"), column_total(c));
            sums.push((total, cells.iter().map(|row| row[c]).collect()));
            total
        })
        .collect();
    sums.push((all, row_totals));
    sums.push((all, column_totals));
    let mut rest = grand;
    let mut others: Vec<CellId> = Vec::new();
    for (at, count) in second.iter().enumerate() {
        let count = (*count).min(rest);
        rest -= count;
        others.push(add(&mut ledger, format!("second {at}"), count));
    }
    others.push(add(&mut ledger, "second, rest".into(), rest));
    sums.push((all, others));
    for (total, parts) in &sums {
        ledger.relate(*total, parts.clone());
    }
    let given_away = ledger.protect();
    let mut attack = Attack::default();
    let mut at = std::collections::BTreeMap::new();
    for (name, id) in &named {
        let is_known = given_away.contains(id) || told.contains(name);
        let published = match is_known.then(|| ledger.count_of(*id)) {
            Some(count) => Published::Shown(count),
            None => ledger.published(*id),
        };
        let told = attack.told(name, published);
        at.insert(*id, told);
    }
    for (total, parts) in sums {
        attack.sum(at[&total], parts.iter().map(|id| at[id]).collect());
    }
    attack
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn no_table_gives_away_what_it_withholds(
        counts in prop::collection::vec(counts(), 2..14),
        known in any::<bool>(),
    ) {
        let standing = if known { Standing::Known } else { Standing::Free };
        let (rows, total) = one_way(&counts, standing);
        let mut attack = Attack::default();
        let published = |count: Option<u64>| count.map_or(Published::Withheld, Published::Shown);
        let sum: u64 = counts.iter().sum();
        let total = attack.told("total", if known { Published::Shown(sum) } else { published(total) });
        let parts = rows.iter().enumerate();
        let parts: Vec<usize> = parts.map(|(at, c)| attack.told(&at.to_string(), published(*c))).collect();
        attack.sum(total, parts);
        // Where even the total is small and known from elsewhere nothing can be done.
        prop_assume!(!known || sum > 5);
        prop_assert_eq!(attack.few_together(), Vec::<String>::new());
        prop_assert_eq!(attack.found_out(), Vec::<String>::new());
    }

    #[test]
    fn no_table_of_two_ways_does(
        rows in (1..6_usize, 1..6_usize).prop_flat_map(|(r, c)| {
            prop::collection::vec(prop::collection::vec(counts(), c), r)
        }),
        known in prop::collection::vec(any::<bool>(), 1..8),
        second in prop::collection::vec(counts(), 1..6),
    ) {
        let attack = two_ways(&rows, &known, &second);
        let found = attack.found_out();
        prop_assert_eq!(found, Vec::<String>::new());
    }
}

/// What is shown of a table of two ways and of its totals, cell by cell.
fn shown_of(rows: &[Vec<u64>]) -> Vec<Option<u64>> {
    let mut ledger = Ledger::new(rules());
    let add = |ledger: &mut Ledger, count| ledger.add(Count::children(count));
    let cells: Vec<Vec<CellId>> = rows
        .iter()
        .map(|row| row.iter().map(|count| add(&mut ledger, *count)).collect())
        .collect();
    let mut all: Vec<CellId> = cells.concat();
    for (row, ids) in rows.iter().zip(&cells) {
        let total = add(&mut ledger, row.iter().sum());
        ledger.relate(total, ids.clone());
        all.push(total);
    }
    for column in 0..rows[0].len() {
        let total = add(&mut ledger, rows.iter().map(|row| row[column]).sum());
        ledger.relate(total, cells.iter().map(|ids| ids[column]).collect());
        all.push(total);
    }
    ledger.protect();
    all.iter().map(|id| ledger.published(*id).count()).collect()
}

/// What is said of a number by itself: none, few, all but few of a whole, out of a small whole, or
/// more.
fn class_of(count: u64, wholes: [u64; 2]) -> (bool, bool, [(bool, bool); 2]) {
    let whole = |whole: u64| {
        (
            whole < 11,
            count + 5 >= whole && count < whole || count == whole,
        )
    };
    (count == 0, (1..=5).contains(&count), wholes.map(whole))
}

/// Of every row and column whether those of its cells that are few by themselves are few together too,
/// which is a class of its own.
fn few_together(table: &[Vec<u64>]) -> Vec<bool> {
    let columns = 0..table[0].len();
    let column = |at: usize| table.iter().map(|row| row[at]).sum::<u64>();
    let in_small = |r: usize, c: usize| table[r].iter().sum::<u64>() < 11 || column(c) < 11;
    let is_few = |r: usize, c: usize| (1..=5).contains(&table[r][c]) && !in_small(r, c);
    let few = |cells: Vec<(usize, usize)>| {
        let few = cells.into_iter().filter(|(r, c)| is_few(*r, *c));
        let few: Vec<u64> = few.map(|(r, c)| table[r][c]).collect();
        few.len() > 1 && few.iter().sum::<u64>() <= 5.max(few.len() as u64 + 3)
    };
    let rows = (0..table.len()).map(|r| few(columns.clone().map(|c| (r, c)).collect()));
    let columns = columns
        .clone()
        .map(|c| few((0..table.len()).map(|r| (r, c)).collect()));
    rows.chain(columns).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 200_000, ..ProptestConfig::with_cases(64) })]
    /// Other numbers behind the same gaps, of the same classes, leave the same gaps.
    #[test]
    fn what_is_withheld_does_not_hang_on_withheld_numbers(
        rows in (2..5_usize, 2..5_usize).prop_flat_map(|(r, c)| {
            prop::collection::vec(prop::collection::vec(prop_oneof![1..6_u64, 1..6_u64, 6..40_u64], c), r)
        }),
        corners in (0..5_usize, 0..5_usize, 0..5_usize, 0..5_usize),
    ) {
        let (height, width) = (rows.len(), rows[0].len());
        let (top, bottom) = (corners.0 % height, corners.1 % height);
        let (left, right) = (corners.2 % width, corners.3 % width);
        prop_assume!(top != bottom && left != right);
        let shown = shown_of(&rows);
        let four = [(top, left), (top, right), (bottom, left), (bottom, right)];
        // Those that are withheld by themselves: of those withheld for another the decision has seen the
        // number, which is granted to whoever looks for possible ones.
        let by_itself = |(r, c): (usize, usize)| {
            let (none, few, wholes) = class_of(
                rows[r][c],
                [rows[r].iter().sum(), rows.iter().map(|row| row[c]).sum()],
            );
            !none && (few || wholes.iter().any(|(small, nearly)| *small || *nearly))
        };
        prop_assume!(four.iter().all(|at| by_itself(*at)));
        // One child more and one less in each of the rows and columns, so that no total changes.
        let mut others = rows.clone();
        for ((r, c), more) in four.into_iter().zip([true, false, false, true]) {
            prop_assume!(more || others[r][c] > 0);
            others[r][c] = if more { others[r][c] + 1 } else { others[r][c] - 1 };
        }
        let class = |table: &[Vec<u64>], (r, c): (usize, usize)| {
            let row = table[r].iter().sum();
            class_of(table[r][c], [row, table.iter().map(|row| row[c]).sum()])
        };
        prop_assume!(four.iter().all(|at| class(&rows, *at) == class(&others, *at)));
        prop_assume!(few_together(&rows) == few_together(&others));
        prop_assert_eq!(shown, shown_of(&others));
    }
}
