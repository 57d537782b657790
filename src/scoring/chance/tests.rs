use super::*;
use crate::measure::{Distribution, Root, Sampled, Share};
use crate::scoring::panel::{Column, Entry, Member};
use crate::scoring::testing::{members, place, score};

/// One domain for each list of weights, every indicator a share that less of is better.
fn configuration(domains: &[&[f64]], settings: &str) -> Configuration {
    let mut text = format!("[scorecard]\nminimum_children = 0\n{settings}\n");
    for (d, weights) in domains.iter().enumerate() {
        text += &format!("[[domain]]\ncode = \"d{d}\"\nweight = 10.0\n");
        for (i, weight) in weights.iter().enumerate() {
            text += &format!(
                "[[domain.indicator]]\ncode = \"i{d}{i}\"\nweight = {weight:?}\ndirection = \"lower-is-better\"\ngoalposts = {{ worst = 100.0, best = 0.0 }}\n"
            );
        }
    }
    Configuration::read(&text, "test").unwrap().0
}

fn share(x: f64, n: f64) -> Option<Sampled> {
    let from = Distribution::Proportion(Share { x, n });
    Some(Sampled {
        from,
        factor: 100.0,
    })
}

/// What a column is made of: counts of each authority, of which each is a share.
type Counts = Vec<(f64, f64)>;

fn entries(counts: &[(f64, f64)]) -> Vec<Entry> {
    let entry = |(x, n): &(f64, f64)| Entry::of_value(100.0 * x / n).with_sampled(share(*x, *n));
    counts.iter().map(entry).collect()
}

fn column(code: &str, counts: &[(f64, f64)]) -> Column {
    let (x, n) = counts
        .iter()
        .fold((0.0, 0.0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
    Column::new(code, entries(counts)).with_national(Some(100.0 * x / n), share(x, n))
}

fn columns(configuration: &Configuration, counts: &[Counts]) -> Vec<Column> {
    let indicators = configuration.indicators().zip(counts);
    indicators
        .map(|((_, indicator), counts)| column(&indicator.code, counts))
        .collect()
}

fn panel(configuration: &Configuration, counts: &[Counts]) -> Panel {
    let members = members(counts[0].len());
    Panel::new(configuration, members, columns(configuration, counts)).unwrap()
}

fn run(
    configuration: &Configuration,
    panel: &Panel,
    draws: u64,
    weights: Option<f64>,
) -> Uncertainty {
    let chances = Chances {
        draws,
        seed: 1,
        sampling: true,
        weights,
        interval: 0.95,
    };
    uncertainty(configuration, panel, &score(configuration, panel), &chances)
}

/// Of one indicator alone.
fn of_one(counts: &[(f64, f64)], draws: u64, weights: Option<f64>) -> Uncertainty {
    let configuration = configuration(&[&[1.0]], "");
    let panel = panel(&configuration, &[counts.to_vec()]);
    run(&configuration, &panel, draws, weights)
}

fn ranks(uncertainty: &Uncertainty) -> Vec<RankSpread> {
    uncertainty
        .overall
        .iter()
        .filter_map(|spread| spread.rank)
        .collect()
}

#[test]
fn equal_authorities_have_every_rank_alike() {
    let found = of_one(&[(50.0, 200.0); 20], 4_000, None);
    for rank in ranks(&found) {
        assert!((rank.top_quarter - 0.25).abs() < 0.03, "{rank:?}");
        assert!((rank.bottom_quarter - 0.25).abs() < 0.03, "{rank:?}");
        assert!((rank.median - 10.5).abs() <= 1.0 && rank.low == 1 && rank.high == 20);
    }
    assert_eq!(found.median_width, Some(19.0));
    assert!(!found.is_distinguishable());
    assert!(
        found
            .overall
            .iter()
            .all(|spread| spread.band == Some(Band::Around))
    );
}

#[test]
fn authorities_far_apart_keep_their_ranks() {
    let counts: Vec<(f64, f64)> = (1..=8)
        .map(|at| (f64::from(at) * 1_000.0, 10_000.0))
        .collect();
    let found = of_one(&counts, 1_000, Some(0.25));
    for (at, rank) in (1_u32..).zip(ranks(&found)) {
        assert_eq!((rank.low, rank.median, rank.high), (at, f64::from(at), at));
    }
    assert_eq!(found.overall[0].band, Some(Band::Above));
    assert_eq!(found.overall[7].band, Some(Band::Below));
    assert!(found.is_distinguishable());
}

/// The chance that one beta draw is below another, by the trapezium rule.
fn chance_of_less(a: (f64, f64), b: (f64, f64)) -> f64 {
    let density = |(x, n): (f64, f64), p: f64| {
        let (yes, no) = (x + 0.5, n - x + 0.5);
        let scale = libm::lgamma(n + 1.0) - libm::lgamma(yes) - libm::lgamma(no);
        libm::exp(scale + (yes - 1.0) * libm::log(p) + (no - 1.0) * libm::log(1.0 - p))
    };
    let (steps, mut below, mut chance) = (20_000, 0.0, 0.0);
    for step in 1..steps {
        let p = f64::from(step) / f64::from(steps);
        let da = density(a, p) / f64::from(steps);
        chance += density(b, p) / f64::from(steps) * (below + da / 2.0);
        below += da;
    }
    chance
}

/// With two others far behind, the best quarter of four is the first place.
#[test]
fn of_two_authorities_the_chance_to_be_first_is_exact() {
    let counts = [
        (20.0, 100.0),
        (30.0, 120.0),
        (950.0, 1_000.0),
        (990.0, 1_000.0),
    ];
    let found = of_one(&counts, 40_000, None);
    let expected = chance_of_less(counts[0], counts[1]);
    assert!((0.6..0.95).contains(&expected));
    assert!(
        (ranks(&found)[0].top_quarter - expected).abs() < 0.008,
        "{expected}"
    );
    assert!((ranks(&found)[1].top_quarter - (1.0 - expected)).abs() < 0.008);
}

fn uneven(units: u32) -> [Counts; 3] {
    let counts = |step: u32| -> Counts {
        (0..units)
            .map(|at| {
                (
                    f64::from((at * step) % 37 + 1),
                    f64::from(60 + (at * 13) % 90),
                )
            })
            .collect()
    };
    [5, 7, 11].map(counts)
}

/// Three uneven indicators in two domains.
fn nation(units: u32, settings: &str) -> (Configuration, Panel) {
    let configuration = configuration(&[&[1.0, 2.0], &[1.0]], settings);
    let panel = panel(&configuration, &uneven(units));
    (configuration, panel)
}

#[test]
fn threads_change_nothing() {
    let (configuration, panel) = nation(30, "");
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| run(&configuration, &panel, 777, Some(0.25)))
    };
    let one = with(1);
    assert_eq!(one, with(3));
    assert!(
        one.overall
            .iter()
            .all(|spread| spread.rank.is_some() && spread.score.is_some())
    );
}

#[test]
fn the_order_of_authorities_changes_nothing() {
    let (configuration, forward) = nation(20, "");
    let members: Vec<Member> = members(20).into_iter().rev().collect();
    let columns = columns(&configuration, &uneven(20)).into_iter();
    let columns = columns.map(|column| {
        let national = (column.national(), column.national_sampled());
        let entries = column.entries().iter().rev().cloned();
        Column::new(column.code(), entries).with_national(national.0, national.1)
    });
    let backward = Panel::new(&configuration, members, columns.collect()).unwrap();
    let a = run(&configuration, &forward, 500, Some(0.25));
    let b = run(&configuration, &backward, 500, Some(0.25));
    assert!(a.overall.iter().eq(b.overall.iter().rev()));
}

#[test]
fn an_indicator_without_weight_changes_no_draw() {
    let [first, second, third] = uneven(20);
    let settings = configuration(&[&[1.0, 0.0, 2.0]], "");
    let three = panel(&settings, &[first.clone(), second, third.clone()]);
    let with = run(&settings, &three, 500, Some(0.25));
    let mut settings = configuration(&[&[1.0, 2.0]], "");
    "i02".clone_into(&mut settings.domains[0].indicators[1].code);
    let two = panel(&settings, &[first, third]);
    let without = run(&settings, &two, 500, Some(0.25));
    assert_eq!(with.overall, without.overall);
}

#[test]
fn more_weight_for_all_changes_no_rank() {
    let at = |weight: f64| {
        let configuration = configuration(&[&[weight, 2.0 * weight], &[weight]], "");
        let panel = panel(&configuration, &uneven(20));
        ranks(&run(&configuration, &panel, 500, Some(0.25)))
    };
    assert_eq!(at(1.0), at(4.0));
}

#[test]
fn nothing_drawn_gives_the_scorecard_itself() {
    let (configuration, panel) = nation(20, "");
    let scorecard = score(&configuration, &panel);
    let chances = Chances {
        draws: 100,
        seed: 1,
        sampling: false,
        weights: None,
        interval: 0.95,
    };
    let found = uncertainty(&configuration, &panel, &scorecard, &chances);
    for (spread, score) in found.overall.zip(&scorecard.overall) {
        let (rank, expected) = (
            spread.rank.unwrap(),
            u32::try_from(score.rank.unwrap()).unwrap(),
        );
        assert_eq!((rank.low, rank.high), (expected, expected));
        assert!((spread.score.unwrap().low - score.score.unwrap()).abs() < 1e-5);
    }
}

#[test]
fn the_overall_ranking_alone_is_drawn_alike() {
    let (configuration, panel) = nation(20, "");
    let scorecard = score(&configuration, &panel);
    let chances = Chances::of(&configuration);
    let all = uncertainty(&configuration, &panel, &scorecard, &chances);
    let alone = overall_uncertainty(&configuration, &panel, &scorecard, &chances);
    assert_eq!(all.overall, alone.overall);
    assert_eq!(all.median_width, alone.median_width);
    assert!(alone.domains.iter().all(Option::is_none));
    assert!(all.domains.iter().all(Option::is_some));
}

#[test]
fn a_part_and_its_whole_are_drawn_together() {
    let whole = Share { x: 40.0, n: 100.0 };
    let configuration = configuration(&[&[1.0], &[1.0]], "");
    let counts = [vec![(40.0, 100.0)], vec![(10.0, 100.0)]];
    let mut panel = panel(&configuration, &counts);
    panel.entry_mut(place(0), place(0)).sampled = Some(Sampled {
        from: Distribution::Whole(Root::PlacedOutside, whole),
        factor: 100.0,
    });
    let part = Distribution::Part {
        root: Root::PlacedOutside,
        whole,
        x: 10.0,
        of: 40.0,
        ratio: 1.0,
    };
    panel.entry_mut(place(1), place(0)).sampled = Some(Sampled {
        from: part,
        factor: 100.0,
    });
    let scorecard = score(&configuration, &panel);
    let plan = Plan::new(&configuration, &panel, &scorecard, true);
    let chances = Chances {
        draws: 20_000,
        seed: 3,
        sampling: true,
        weights: None,
        interval: 0.95,
    };
    let (mut sum, mut part_above_whole) = (0.0, 0);
    plan.draw_domains(&chances, |_, scores| {
        let (whole, part) = (scores.next().unwrap(), scores.next().unwrap());
        part_above_whole += usize::from(part < whole);
        sum += 100.0 - part;
    });
    assert_eq!(part_above_whole, 0);
    let expected = 100.0 * 40.5 / 101.0 * 10.5 / 41.0;
    assert!((sum / 20_000.0 - expected).abs() < 0.1);
}

#[test]
fn under_geometric_aggregation_every_draw_has_a_score() {
    let settings = "aggregation = \"geometric\"\nnormalisation = \"min-max\"";
    let (configuration, panel) = nation(20, settings);
    let found = run(&configuration, &panel, 500, Some(0.25));
    assert!(
        found
            .overall
            .iter()
            .all(|s| s.score.is_some_and(|r| r.low >= 0.99 && r.high.is_finite()))
    );
}
