//! The auditor finds what was planted, and nothing where nothing was.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use care_scorecard_audit::{Audit, Written, audit};

const MEASURES: &str = "authority_code,authority_name,year,indicator,numerator,denominator,value,status,source,flags,lower95,upper95,national,comparison,trend\n";
const SCORES: &str = "authority_code,authority_name,year,level,code,score,score_low,score_high,weight,effective_weight,contribution,coverage,rank,rank_of,rank_low,rank_high,band,sources,status,reason\n";
const GROUPS: &str = "authority_code,authority_name,year,table,row,column,count\n";
const SCORECARD: &str = r#"{"year": 2024, "configuration": {
  "scorecard": {"aggregation": "arithmetic", "normalisation": "goalposts"},
  "disclosure": {"rounding": 10, "percentage_minimum_denominator": 11},
  "domains": [{"code": "d", "weight": 1, "indicators": [
    {"code": "children-missing", "weight": 2, "direction": "lower-is-better", "kind": "proportion", "goalposts": {"worst": 20, "best": 0}},
    {"code": "placed-outside", "weight": 1, "direction": "lower-is-better", "kind": "proportion", "goalposts": {"worst": 80, "best": 20}}]}]},
  "authorities": [{"code": "A", "region": "North"}, {"code": "B", "region": "North"}, {"code": "C", "region": "North"}]}"#;

/// A publication in the making: rows of measures, scores and groups.
#[derive(Default, Clone)]
struct Planted {
    measures: String,
    scores: String,
    groups: String,
    scorecard: Option<String>,
}

impl Planted {
    /// A row of measures: who, indicator, count, out of, value.
    fn measure(mut self, who: &str, indicator: &str, x: &str, n: &str, value: &str) -> Self {
        let status = if x == "c" { "c" } else { "ok" };
        let x = if x == "c" { "" } else { x };
        let source = if who.len() > 1 {
            "given"
        } else {
            "child-level"
        };
        let name = if who == "E12000001" { "North" } else { who };
        self.measures +=
            &format!("{who},{name},2024,{indicator},{x},{n},{value},{status},{source},,,,,,\n");
        self
    }

    fn score(mut self, who: &str, level: &str, code: &str, score: &str, rank: &str) -> Self {
        self.scores += &format!("{who},{who},2024,{level},{code},{score},,,,,,,{rank},,,,,,ok,\n");
        self
    }

    fn group(mut self, table: &str, row: &str, column: &str, count: &str) -> Self {
        self.groups += &format!("A,A,2024,{table},{row},{column},{count}\n");
        self
    }

    /// What it says so far, of another year.
    fn in_year(mut self, year: &str) -> Self {
        for rows in [&mut self.measures, &mut self.scores, &mut self.groups] {
            *rows = rows.replace(",2024,", &format!(",{year},"));
        }
        self
    }

    fn written(&self) -> Written {
        let scorecard = self.scorecard.clone().unwrap_or(SCORECARD.to_owned());
        let files = [
            ("data/measures.csv", self.head() + &self.measures),
            ("data/scores.csv", format!("{SCORES}{}", self.scores)),
            ("data/groups.csv", format!("{GROUPS}{}", self.groups)),
            ("data/scorecard.json", scorecard),
        ];
        Written::of(files.iter().map(|(name, text)| (*name, text.as_bytes())))
    }

    /// The head of the measures, with the reason where rows have one.
    fn head(&self) -> String {
        let columns = |line: &str| line.matches(',').count();
        let of_rows = self.measures.lines().next().map_or(0, columns);
        if of_rows > columns(MEASURES) {
            MEASURES.replace('\n', ",withheld_as\n")
        } else {
            MEASURES.to_owned()
        }
    }

    fn audit(&self) -> Audit {
        audit(&self.written(), &[]).unwrap()
    }

    /// It gives away one count and nothing else, being told by what is named.
    #[track_caller]
    fn gives_away(&self, count: &str, told_by: &str) {
        let exposed = self.audit().exposed;
        let found = exposed.iter().find(|e| e.count == count);
        let found = found.unwrap_or_else(|| panic!("{count} not in {exposed:?}"));
        assert!(found.possible < 3);
        let told = found.told_by.join("; ");
        assert!(told.contains(told_by), "{told_by} not in {told}");
    }

    #[track_caller]
    fn gives_nothing_away(&self) {
        let audit = self.audit();
        assert_eq!(audit.exposed, []);
        assert!(audit.withheld > 0);
        assert_eq!(audit.fewest_possible, Some(3));
    }
}

/// A withholds 3 children who went missing of 100.
fn withheld() -> Planted {
    Planted::default().measure("A", "children-missing", "c", "100", "")
}

#[test]
fn a_withheld_cell_alone_gives_nothing_away() {
    withheld().gives_nothing_away();
}

#[test]
fn what_a_scorecard_says_of_another_year_is_read_as_what_it_says_of_its_own() {
    let measured =
        r#"[{"code": "A", "indicators": [{"code": "children-missing", "numerator": 3}]}]"#;
    let other = |year: i32| {
        let said = format!(
            r#""other_years": [{{"year": {year}, "authorities": {measured}}}], "authorities""#
        );
        Some(SCORECARD.replace("\"authorities\"", &said))
    };
    let mut told = withheld().in_year("2022");
    told.scorecard = other(2022);
    told.gives_away("missing", "scorecard.json");
    told.scorecard = other(2021);
    told.gives_nothing_away();
}

#[test]
fn a_lone_withheld_cell_in_a_region_is_found() {
    let region = withheld()
        .measure("B", "children-missing", "10", "100", "10")
        .measure("C", "children-missing", "20", "100", "20");
    let exact = region
        .clone()
        .measure("E12000001", "children-missing", "33", "300", "11");
    exact.gives_away("missing", "the total of children-missing");
    let rounded = region.measure("E12000001", "children-missing", "30", "300", "10");
    rounded.gives_nothing_away();
}

#[test]
fn two_withheld_cells_in_a_region_protect_each_other_only_where_they_have_room() {
    let region = withheld()
        .measure("B", "children-missing", "c", "100", "")
        .measure("C", "children-missing", "20", "100", "20");
    let narrow = region
        .clone()
        .measure("E12000001", "children-missing", "23", "300", "7");
    narrow.gives_away("missing", "the total of children-missing");
    region
        .measure("E12000001", "children-missing", "27", "300", "9")
        .gives_nothing_away();
}

#[test]
fn a_percentage_that_gives_away_its_count_is_found() {
    let shown = Planted::default().measure("A", "children-missing", "c", "100", "3");
    shown.gives_away("missing", "the value of children-missing");
    // 3.4% to 3.6% of 1,000 is 34 to 36: three numbers, none of which a reader can tell.
    Planted::default()
        .measure("A", "children-missing", "c", "2000", "3.5")
        .measure("A", "cla-during-year", "2000", "", "2000")
        .gives_nothing_away();
}

#[test]
fn a_difference_of_two_tables_is_found() {
    let tables = Planted::default()
        .measure("A", "uasc-share", "c", "100", "")
        .measure(
            "A",
            "placed-20-miles-outside-without-uasc",
            "20",
            "96",
            "20.8",
        );
    tables.gives_away("uasc", "uasc + census-without-uasc = census");
}

#[test]
fn a_count_that_is_a_denominator_elsewhere_is_found() {
    let shown = Planted::default()
        .measure("A", "missing-incident-rate", "c", "100", "")
        .measure("A", "placement-review-held", "8", "20", "40");
    assert_eq!(shown.audit().withheld, 1);
    shown.gives_away("incidents", "placement-review-held");
}

#[test]
fn scores_that_give_away_a_value_are_found() {
    // 3% between the goalposts 20 and 0 scores 85; with 50 for placed-outside, 220/3.
    let measures = withheld().measure("A", "placed-outside", "50", "100", "50");
    let own = measures
        .clone()
        .score("A", "indicator", "children-missing", "85", "");
    own.gives_away("missing", "the score of children-missing");
    let domain = measures
        .score("A", "indicator", "placed-outside", "50", "")
        .score("A", "domain", "d", "73.33333333333333", "");
    domain.gives_away("missing", "the score of the domain of children-missing");
}

#[test]
fn scores_of_other_years_are_attacked_by_the_figures_of_those_years() {
    // The scorecard is of 2024, where the count is shown; in 2023 it is withheld, and the score tells it.
    let before = withheld()
        .measure("A", "placed-outside", "50", "100", "50")
        .score("A", "indicator", "placed-outside", "50", "");
    let now = |planted: Planted| {
        planted
            .measure("A", "children-missing", "6", "100", "6")
            .score("A", "indicator", "children-missing", "70", "")
    };
    let told = before
        .clone()
        .score("A", "indicator", "children-missing", "85", "");
    now(told.in_year("2023")).gives_away("missing", "the score of children-missing");
    now(before.in_year("2023")).gives_nothing_away();
}

#[test]
fn a_score_that_does_not_use_a_withheld_cell_gives_nothing_away() {
    withheld()
        .measure("A", "placed-outside", "50", "100", "50")
        .score("A", "indicator", "placed-outside", "50", "")
        .score("A", "domain", "d", "50", "")
        .score("A", "overall", "", "50", "")
        .gives_nothing_away();
}

#[test]
fn an_order_of_ranks_that_gives_away_a_value_is_found() {
    let measures = withheld()
        .measure("B", "children-missing", "6", "200", "3")
        .measure("C", "children-missing", "8", "200", "4");
    let ranked = measures
        .clone()
        .score("B", "indicator", "children-missing", "85", "1")
        .score("C", "indicator", "children-missing", "80", "3");
    ranked
        .clone()
        .score("A", "indicator", "children-missing", "", "2")
        .gives_away("missing", "the ranks of children-missing");
    ranked.gives_nothing_away();
}

#[test]
fn a_lone_withheld_cell_of_a_table_is_found() {
    let table = |first: &str, total: &str| {
        Planted::default()
            .group("ages", "under-1", "children", first)
            .group("ages", "1-to-4", "children", "c")
            .group("ages", "5-to-9", "children", "40")
            .group("ages", "total", "children", total)
    };
    table("8", "52").gives_away("ages/1-to-4/children", "the total of ages");
    table("c", "52").gives_nothing_away();
}

#[test]
fn tables_in_which_two_cells_share_a_total_give_nothing_away() {
    let table = Planted::default()
        .group("placements", "homes", "outside", "c")
        .group("placements", "temporary", "outside", "c")
        .group("placements", "total", "outside", "10")
        .group("providers", "PR2", "outside", "c")
        .group("providers", "PR4", "outside", "c")
        .group("providers", "total", "outside", "10");
    table.gives_nothing_away();
}

#[test]
fn numbers_that_explain_a_flag_are_read() {
    let scorecard = SCORECARD.replace(
        r#"{"code": "A", "region": "North"}"#,
        r#"{"code": "A", "region": "North", "indicators": [{"code": "repeat-missing",
            "flags": [{"code": "police-disagree", "numbers": {"the authority's incidents": 21}}]}]}"#,
    );
    let planted = Planted {
        scorecard: Some(scorecard),
        ..Planted::default().measure("A", "missing-incident-rate", "c", "100", "")
    };
    planted.gives_away("incidents", "a flag");
}

#[test]
fn an_earlier_publication_counts_as_known() {
    let earlier = Planted::default().measure("A", "children-missing", "3", "100", "3");
    let now = withheld().written();
    let audit = audit(&now, &[earlier.written()]).unwrap();
    assert_eq!((audit.earlier, audit.told.len()), (1, 1));
    // Nothing that could be withheld now would help.
    assert_eq!(audit.exposed, []);
}

/// Two measures that differ by few children, all of one kind: nobody prints how many, and both say.
#[test]
fn a_difference_of_two_measures_is_found() {
    let planted = |without: &str| {
        Planted::default()
            .measure("AA", "children-missing", "c", "190", "")
            .measure("AA", "placed-20-miles-outside", "21", "150", "14")
            .measure(
                "AA",
                "placed-20-miles-outside-without-uasc",
                without,
                "143",
                "",
            )
    };
    let of_return = |planted: Planted| Planted {
        measures: planted.measures.replace(",given,", ",child-level,"),
        ..planted
    };
    let found = audit(&of_return(planted("20")).written(), &[]).unwrap();
    let counts: Vec<&str> = found.exposed.iter().map(|e| e.count.as_str()).collect();
    assert_eq!(counts, ["unaccompanied children placed far outside"]);
    let none = audit(&of_return(planted("12")).written(), &[]).unwrap();
    assert!(none.exposed.is_empty(), "{:?}", none.exposed);
}

#[test]
fn what_contradicts_itself_is_named_and_spoils_no_other() {
    let torn = withheld()
        .measure("B", "uasc-share", "c", "100", "")
        .measure("B", "placed-outside", "40", "100", "40")
        .measure("B", "placed-20-miles-outside", "50", "100", "50");
    let exposed = torn.audit().exposed;
    assert!(!exposed.is_empty());
    for found in exposed {
        assert_eq!((found.authority_code.as_str(), found.possible), ("B", 0));
    }
}

#[test]
fn counts_without_what_cannot_be_read_add_up_to_no_more() {
    let table = |flags: &str| {
        let mut planted = Planted::default()
            .measure("A", "placed-outside", "91", "200", "45.5")
            .measure("A", "placed-outside-without-safety", "85", "199", "42.7")
            .group("out-reasons", "safety", "children", "c");
        let row = planted
            .measures
            .replace("without-safety,85,199,42.7,ok,child-level,", "&");
        planted.measures = row.replace(
            '&',
            &format!("without-safety,85,199,42.7,ok,child-level,{flags}"),
        );
        planted
    };
    // Of one child the reason cannot be read, so that five or six are there for their safety, or fewer.
    table("cells-left-out").gives_nothing_away();
    table("").gives_away("out-reasons/safety/children", "outside-without-safety");
}

/// What ties counts of the whole year to those of 31 March, and years in care to one another: each time
/// a withheld count of children is left one number or two.
#[test]
fn what_is_left_by_those_who_left_is_found() {
    let counted = |planted: Planted, indicator: &str, x: &str, n: &str| {
        planted.measure("A", indicator, x, n, "")
    };
    let year = |census: &str, in_year: &str| {
        let planted = Planted::default().measure("A", "cla-at-31-march", census, "", census);
        planted.measure("A", "cla-during-year", in_year, "", in_year)
    };
    // Two left: of 7 unaccompanied children of the year 5 or more are there on 31 March.
    let planted = counted(year("40", "42"), "uasc-missing", "0", "7");
    let planted = counted(planted, "uasc-share", "c", "40");
    few(planted, "uasc-share").gives_away("uasc", "uasc-in-year + census");
    // Of 20 children 16 are unaccompanied and 9 went missing: of these 5 or more are unaccompanied.
    let planted = counted(year("20", "20"), "children-missing", "9", "20");
    let planted = counted(planted, "uasc-missing", "c", "16");
    few(planted, "uasc-missing").gives_away("uasc-missing", "missing + uasc-in-year");
    // 8 of 30 moved three times in the year; 4 have not been there for two years.
    let planted = counted(year("30", "33"), "three-placements", "8", "30");
    let planted = counted(planted, "three-placements-two-years", "c", "26");
    few(planted, "three-placements-two-years")
        .gives_away("three-placements-in-two-years", "three-placements +");
    // Of 14 looked after for two years 12 have had one carer.
    let planted = counted(year("30", "33"), "same-carer-two-years", "12", "12");
    let planted = counted(planted, "three-placements-two-years", "c", "14");
    few(planted, "three-placements-two-years")
        .gives_away("three-placements-in-two-years", "same-carer +");
    // 12 of 14 are in homes.
    let planted = counted(year("14", "16"), "home-places-for-need", "12", "12");
    let planted = counted(planted, "other-accommodation", "c", "14");
    few(planted, "other-accommodation")
        .gives_away("other-accommodation", "other-accommodation + in-homes");
}

/// The same with the reason beside what is withheld: 1 to 5.
fn few(mut planted: Planted, indicator: &str) -> Planted {
    planted.measures = planted
        .measures
        .lines()
        .map(|line| {
            let why = if line.contains(&format!(",{indicator},")) {
                "few"
            } else {
                ""
            };
            format!("{line},{why}\n")
        })
        .collect();
    planted
}
