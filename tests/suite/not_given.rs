//! A column that is not given: what needs it is said to be not given, never withheld and never none,
//! and everything else stays.

use care_scorecard::assessment::Evidence;
use care_scorecard::config::{Configuration, Mode};
use care_scorecard::disclosure::{AuthorityTables, InterviewRow};
use care_scorecard::measure::{Absence, Extent};
use care_scorecard::source::published::Location;

use crate::damage::sample;
use crate::outsider::published::{Dataset, in_memory};

const CODE: &str = "S03";
const YEAR: i16 = 2024;

/// The table without a column.
fn without(dataset: &Dataset, table: &str, column: &str) -> Dataset {
    let name = format!("returns/{CODE}/{YEAR}/{table}.csv");
    let text = &dataset[&name];
    let head = text.lines().next().unwrap();
    let at = head.split(',').position(|name| name == column).unwrap();
    let rows = text.lines().map(|line| {
        let cells = line.split(',').enumerate();
        let kept: Vec<&str> = cells.filter(|(i, _)| *i != at).map(|(_, c)| c).collect();
        kept.join(",") + "\n"
    });
    let text = rows.collect();
    let mut all = dataset.clone();
    all.insert(name, text);
    all
}

type Values = std::collections::BTreeMap<String, Result<u64, Absence>>;

struct Outcome {
    values: Values,
    tables: AuthorityTables,
    said: String,
}

fn outcome(dataset: &Dataset) -> Outcome {
    let mut configuration = Configuration::built_in().clone();
    configuration.disclosure.mode = Mode::Internal;
    configuration.ranking.draws = 0;
    let rules = configuration.disclosure.clone();
    let evidence = Evidence::gather_to(&in_memory(dataset), configuration, Extent::Groups).unwrap();
    let id = evidence.authority(CODE, Some(YEAR)).unwrap();
    let own = evidence
        .measures
        .iter()
        .filter(|(key, _)| key.location == Location::Authority(id) && key.year == YEAR);
    Outcome {
        values: own
            .map(|(key, cell)| (key.indicator.to_string(), cell.value.map(f64::to_bits)))
            .collect(),
        tables: evidence.measures.tables_of(YEAR, id, &rules).unwrap(),
        said: evidence.diagnostics.to_string(),
    }
}

#[test]
fn what_needs_a_column_that_is_not_given_is_not_given() {
    let dataset = sample();
    let whole = outcome(&dataset);
    let needed: [(&str, &str, &[&str], bool); 15] = [
        ("episodes", "PLACE_PROVIDER", &["own-provision"], true),
        (
            "episodes",
            "REASON_PLACE_CHANGE",
            &["unplanned-moves"],
            true,
        ),
        ("episodes", "CIN", &[], false),
        ("return-interviews", "OFFERED", &[], false),
        (
            "return-interviews",
            "OFFERED_DATE",
            &["interview-offered-in-three-days"],
            true,
        ),
        (
            "return-interviews",
            "ACCEPTED",
            &["interview-accepted"],
            true,
        ),
        (
            "return-interviews",
            "INTERVIEW_DATE",
            &["interview-held-in-three-days"],
            true,
        ),
        (
            "return-interviews",
            "REVIEW_DATE",
            &["placement-review-held"],
            true,
        ),
        ("return-interviews", "INDEPENDENT", &[], false),
        ("return-interviews", "CHILD_CHOSE_INTERVIEWER", &[], false),
        ("return-interviews", "ACTION_PLAN", &[], false),
        ("return-interviews", "HOST_INVOLVED", &[], false),
        ("return-interviews", "POLICE_INVOLVED", &[], false),
        ("return-interviews", "REASON", &[], false),
        (
            "notifications",
            "OUT_REASON",
            &["placed-outside-without-safety"],
            false,
        ),
    ];
    for (table, column, lost, is_said) in needed {
        let now = outcome(&without(&dataset, table, column));
        for (indicator, value) in &whole.values {
            let expected = match lost.contains(&indicator.as_str()) {
                true => Err(Absence::NoData),
                false => *value,
            };
            let value = now.values.get(indicator).copied();
            assert_eq!(
                value.unwrap_or(Err(Absence::NoData)),
                expected,
                "{column}: {indicator}"
            );
        }
        let said = format!("has no column {column}");
        assert_eq!(now.said.contains(&said), is_said, "{column}: {}", now.said);
    }
}

#[test]
fn tables_have_no_row_of_what_is_not_given() {
    use InterviewRow as R;
    let dataset = sample();
    let steps = |tables: &AuthorityTables| -> Vec<InterviewRow> {
        let rows = tables.interviews.as_ref().unwrap().rows.iter();
        rows.map(|(row, _)| *row).collect()
    };
    let all = steps(&outcome(&dataset).tables);
    assert_eq!(all.len(), 11);
    for (column, gone) in [
        ("OFFERED", &[][..]),
        ("OFFERED_DATE", &[R::OfferedInTime]),
        ("ACCEPTED", &[R::Accepted]),
        (
            "INTERVIEW_DATE",
            &[R::Held, R::HeldInTime, R::Independent, R::ChildChose],
        ),
        ("INDEPENDENT", &[R::Independent]),
        ("CHILD_CHOSE_INTERVIEWER", &[R::ChildChose]),
        (
            "ACTION_PLAN",
            &[R::ActionPlans, R::PlansWithHost, R::PlansWithPolice],
        ),
        ("HOST_INVOLVED", &[R::PlansWithHost]),
        ("POLICE_INVOLVED", &[R::PlansWithPolice]),
    ] {
        let now = outcome(&without(&dataset, "return-interviews", column));
        let expected: Vec<_> = all
            .iter()
            .copied()
            .filter(|row| !gone.contains(row))
            .collect();
        assert_eq!(steps(&now.tables), expected, "{column}");
    }
    let reasons = |column| outcome(&without(&dataset, "return-interviews", column)).tables;
    assert!(reasons("REASON").reasons.is_none());
    assert!(reasons("HARM").harms.is_none());
    let providers = outcome(&without(&dataset, "episodes", "PLACE_PROVIDER")).tables;
    assert!(providers.providers.is_none() && providers.placements.is_some());
    let why = outcome(&without(&dataset, "notifications", "OUT_REASON")).tables;
    assert!(why.out_reasons.is_none());
}
