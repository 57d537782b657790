//! What reports say of how sure a figure, a score and a rank are.

use crate::support;

use care_scorecard::assessment::{Comparison, Evidence};
use care_scorecard::config::Configuration;
use care_scorecard::disk;
use care_scorecard::report::{AuthorityReport, IndicatorResult, LeagueTable, Reports};
use support::Folder;

const UNITS: usize = 24;
/// The years that have figures.
const YEARS: std::ops::RangeInclusive<i16> = 2020..=2024;

/// Two domains: one with a share that differs between authorities far beyond chance and one that does
/// not; one with a number by value alone, of which there is no national value.
const WEIGHTS: &str = r#"
[scorecard]
minimum_children = 0
[ranking]
draws = 400
[[domain]]
code = "one"
[[domain.indicator]]
code = "spread"
direction = "lower-is-better"
goalposts = { worst = 60.0, best = 0.0 }
[[domain.indicator]]
code = "alike"
direction = "lower-is-better"
goalposts = { worst = 30.0, best = 10.0 }
[[domain]]
code = "two"
weight = NUMBER
[[domain.indicator]]
code = "number"
kind = "number"
direction = "higher-is-better"
goalposts = { worst = 0.0, best = 100.0 }
"#;

fn folder(years: impl Iterator<Item = i16> + Clone) -> Folder {
    let mut authorities = "authority_code,name,region,type\n".to_owned();
    let mut measures = "authority_code,year,indicator,numerator,denominator,value\n".to_owned();
    for at in 0..UNITS {
        authorities += &format!(
            "X{at:02},Place {at:02},{},none\n",
            ["North", "South"][at % 2]
        );
        for year in years.clone() {
            // The first authority's share rises by 20 a year.
            let more = if at == 0 {
                20 * (usize::try_from(year).unwrap() - 2020)
            } else {
                0
            };
            measures += &format!("X{at:02},{year},spread,{},1000,\n", 20 + 20 * at + more);
            measures += &format!("X{at:02},{year},alike,{},500,\n", 99 + at % 3);
            measures += &format!("X{at:02},{year},number,,,{at}\n");
        }
    }
    Folder::new()
        .file("authorities.csv", authorities)
        .file("measures.csv", measures)
}

/// The weights, with one for the domain without a national value.
fn weighing(number: &str) -> String {
    WEIGHTS.replace("NUMBER", number)
}

fn reports(folder: &Folder, weights: &str) -> (Vec<AuthorityReport>, LeagueTable) {
    let configuration = Configuration::read(weights, "test").unwrap().0;
    let evidence = Evidence::gather(&disk::Folder::at(folder.data()), configuration).unwrap();
    let assessment = evidence.assess(2024);
    let reports = Reports::of(&assessment, None);
    let ids = assessment.panel.authorities().iter();
    let authorities = ids.filter_map(|id| reports.authority(*id)).collect();
    (authorities, reports.league_table())
}

fn indicator<'r>(report: &'r AuthorityReport, code: &str) -> &'r IndicatorResult {
    let mut all = report.domains.iter().flat_map(|domain| &domain.indicators);
    all.find(|indicator| indicator.code == code).unwrap()
}

#[test]
fn figures_carry_their_interval_or_say_that_there_is_none() {
    let (reports, _) = reports(&folder(YEARS), &weighing("0.0"));
    for report in &reports {
        let spread = indicator(report, "spread");
        let (value, interval) = (
            spread.value.value.unwrap(),
            spread.interval.as_ref().unwrap(),
        );
        assert!(interval.low < value && value < interval.high);
        let words = spread.interval_words.as_ref().unwrap();
        assert_eq!(*words, format!("95% interval {}", interval.display));
        let number = indicator(report, "number");
        assert_eq!(number.interval, None);
        let words = number.interval_words.as_deref();
        assert_eq!(words, Some("interval not estimated"));
        assert_eq!(number.england.judgement, None);
    }
}

#[test]
fn ranks_that_are_mostly_chance_are_not_shown() {
    let (reports, _) = reports(&folder(YEARS), &weighing("0.0"));
    for report in &reports {
        let (spread, alike) = (indicator(report, "spread"), indicator(report, "alike"));
        assert!(spread.rank.is_some() && spread.rank_note.is_none());
        assert!(alike.rank.is_none() && alike.score.is_number());
        let note = alike.rank_note.as_ref().unwrap();
        assert!(note.starts_with("No rank is shown: only 0% "));
        assert!(alike.band.is_some(), "a band stands in its place");
    }
}

#[test]
fn words_of_comparison_follow_the_limits() {
    let (reports, _) = reports(&folder(YEARS), &weighing("0.0"));
    // Shares differ so much that the widened limits let the ends through, in order.
    let code = |report: &AuthorityReport| {
        let england = &indicator(report, "spread").england;
        england.judgement.as_ref().unwrap().code
    };
    let order = [
        Comparison::MuchBetter,
        Comparison::Better,
        Comparison::Similar,
        Comparison::Worse,
        Comparison::MuchWorse,
    ];
    let places: Vec<usize> = reports[1..]
        .iter()
        .map(|report| order.iter().position(|word| *word == code(report)).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    let alike = &indicator(&reports[5], "alike").england;
    let judgement = alike.judgement.as_ref().unwrap();
    assert_eq!(
        judgement.sentence,
        "Similar to England: within the 95% limits."
    );
    assert!(indicator(&reports[5], "spread").region.judgement.is_some());
}

#[test]
fn a_trend_is_tested_over_five_years_only() {
    let (all, _) = reports(&folder(YEARS), &weighing("0.0"));
    let test = indicator(&all[0], "spread").trend.test.clone().unwrap();
    assert_eq!((&*test.word, test.indicative), ("increasing", false));
    assert_eq!(test.sentence, "Increasing over the five years to 2024.");
    let steady = indicator(&all[1], "spread").trend.test.clone().unwrap();
    assert_eq!(steady.word, "no significant change");
    let (four, _) = reports(&folder(2021..=2024), &weighing("0.0"));
    assert_eq!(indicator(&four[0], "spread").trend.test, None);
}

#[test]
fn bands_and_chances_agree_with_ranks() {
    let (reports, table) = reports(&folder(YEARS), &weighing("0.0"));
    assert!(!table.standings.bands_lead);
    let first = reports[1].rank.as_ref().unwrap();
    let chances = first.chances.as_ref().unwrap();
    assert!(chances.top_quarter.value.unwrap() > 0.95);
    assert_eq!(chances.bottom_quarter.display, "0%");
    assert_eq!(reports[1].band.as_ref().unwrap().words, "above England");
    assert_eq!(reports[UNITS - 1].band.as_ref().unwrap().word, "below");
    let counted = table
        .standings
        .ranked
        .iter()
        .filter(|row| row.band.is_some())
        .count();
    assert_eq!(counted, UNITS);
    let line = table.standings.bands_line.as_ref().unwrap();
    assert!(line.contains("above England"));
}

#[test]
fn without_a_national_value_of_one_indicator_only_what_it_is_part_of_has_no_band() {
    let (reports, table) = reports(&folder(YEARS), &weighing("25.0"));
    assert_eq!(table.standings.bands_line, None);
    for report in &reports {
        assert!(report.band.is_none() && report.domains[1].band.is_none());
        assert!(report.domains[0].band.is_some());
        assert!(indicator(report, "spread").band.is_some());
        assert!(indicator(report, "number").band.is_none());
    }
}

#[test]
fn where_ranks_cannot_be_told_apart_bands_lead() {
    let weights = weighing("0.0");
    let weights = weights.replace("code = \"spread\"", "code = \"spread\"\nweight = 0.0");
    let (_, table) = reports(&folder(YEARS), &weights);
    assert!(table.standings.bands_lead);
    let said = table.standings.bands_sentence.as_ref().unwrap();
    assert!(said.starts_with("Ranks are not distinguishable"));
}

#[test]
fn last_year_is_there_or_it_is_said_why_not() {
    let (all, _) = reports(&folder(YEARS), &weighing("0.0"));
    let last = &all[0].last_year;
    assert_eq!(last.year, 2023);
    assert!(last.score.value.unwrap() > all[0].score.value.unwrap());
    assert!(last.rank.is_some() && last.band.is_some());
    assert!(
        last.words.contains("it is ") || last.words.contains("It is "),
        "{}",
        last.words
    );
    let (one, _) = reports(&folder(2024..=2024), &weighing("0.0"));
    let none = &one[0].last_year;
    assert!(none.rank.is_none() && !none.score.is_number());
    assert_eq!(
        none.words,
        "Last year's score cannot be given: there are no figures for 2023."
    );
}

#[test]
fn what_would_change_a_rank_is_named_with_what_it_assumes() {
    let (reports, _) = reports(&folder(YEARS), &weighing("0.0"));
    let worst = &reports[UNITS - 1].what_would_change;
    // What geography bears on stands behind what single figures do.
    let of_figures =
        |line: &&String| !line.starts_with("Geography") && !line.starts_with("Its score");
    let worst: Vec<&String> = worst.iter().filter(of_figures).collect();
    let (assumption, changes) = worst.split_last().unwrap();
    assert!(assumption.contains("everything else stays the same"));
    assert!(
        changes[0].contains("England’s") && changes[0].contains("up)"),
        "{changes:?}"
    );
    assert!(changes.len() <= 4);
}
