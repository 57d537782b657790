//! Numbers in sentences: each is one of the numbers of the tables beside it, which are recomputed, or
//! is worked out here.

use std::collections::BTreeSet;

use care_scorecard::report::{BoardReport, BoardSection};

use super::boards::{Truth, YEAR};
use super::expected::Expected;
use super::profiled::SAID;
use super::projected::projected;
use super::walked::{Nation, measure_code};

/// What holds digits and is no figure.
const WORDS: [&str; 21] = [
    "31 March",
    "1 April",
    "28 March",
    "72 hours",
    "24 hours",
    "20 miles",
    "50 miles",
    "within 28 days",
    "95 times in 100",
    "99.8% limits",
    "99.8% limit",
    "above 100",
    "every 100 children",
    "per 100 children",
    "section 22G",
    "Act 1989",
    "10,000 children",
    "3 years on",
    "SSDA903",
    "Recommendation 9",
    "1 in 1,000 authorities",
];

/// The numbers of a text, as they are printed.
fn numbers(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    for words in WORDS {
        text = text.replace(words, "");
    }
    let is_part = |c: char| c.is_ascii_digit() || ",.%".contains(c);
    let parts = text.split(|c: char| !is_part(c));
    let parts = parts.map(|part| part.trim_matches([',', '.']).to_owned());
    let is_year = |part: &String| (2020..=2030).any(|year| part == &year.to_string());
    parts
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()) && !is_year(part))
        .collect()
}

/// Checks every sentence of a report; returns how many numbers there were.
pub(super) fn said(nation: &Nation, code: &str, report: &BoardReport) -> usize {
    let truth = &nation.truths[code];
    let mut checked = 0;
    let mut all: BTreeSet<String> = BTreeSet::new();
    for part in &report.sections {
        let known = known(truth, part);
        let section = &part.section;
        let mut texts: Vec<&str> = vec![&section.finding];
        texts.extend(section.notes.iter().map(String::as_str));
        texts.extend(
            section
                .tables
                .iter()
                .flat_map(|t| &t.notes)
                .map(String::as_str),
        );
        texts.extend(section.chart.iter().map(|chart| chart.title.as_str()));
        texts.extend(part.lines.iter().map(|lines| lines.title.as_str()));
        for text in texts {
            checked += among(code, text, &known);
        }
        chart(part);
        lines(truth, part);
        all.extend(known);
    }
    let mut texts = vec![report.headline.as_str()];
    texts.extend(report.first.iter().map(String::as_str));
    texts.extend(report.answers.iter().filter_map(|a| a.answer.as_deref()));
    let limits: Vec<String> = report
        .limits
        .iter()
        .map(|l| without_limits(truth, l))
        .collect();
    texts.extend(limits.iter().map(String::as_str));
    let actions = report.actions.iter();
    texts.extend(actions.flat_map(|a| [a.finding.as_str(), a.question.as_str()]));
    for text in texts {
        checked += among(code, text, &all);
    }
    checked
}

/// A doubt about recording without the limits of what is usual, which the tests of funnels are about;
/// the value it holds against them is worked out here.
fn without_limits(truth: &Truth, limit: &str) -> String {
    let Some((said, numbers)) = limit.split_once(" (") else {
        return limit.to_owned();
    };
    let of = |code: &str, scale: f64| {
        let (x, n) = truth.measures[&YEAR][code];
        scale * x / n.unwrap()
    };
    // A doubt that is of several measures names them all; the value is of each.
    let first = limit.trim_start_matches('“').split('”').next().unwrap();
    let (value, expected) = if let Some(rest) = numbers.strip_prefix("value ") {
        (rest, of(measure_code(first).unwrap(), 100.0))
    } else if let Some(rest) = numbers.strip_prefix("incidents for each ") {
        (rest, of("incidents-per-missing-child", 1.0))
    } else {
        return limit.to_owned();
    };
    let value: f64 = value.split(',').next().unwrap().parse().unwrap();
    assert!((value - expected).abs() < 0.0501, "{limit}");
    said.to_owned()
}

fn among(code: &str, text: &str, known: &BTreeSet<String>) -> usize {
    let found = numbers(text);
    for number in &found {
        assert!(
            known.contains(number),
            "{code}: {number} was not recomputed: {text}"
        );
    }
    found.len()
}

/// The numbers of a section's tables and those that its sentences add.
fn known(truth: &Truth, part: &BoardSection) -> BTreeSet<String> {
    let rows = part.section.tables.iter().flat_map(|table| &table.rows);
    let cells = rows.flat_map(|row| &row.cells);
    let printed = cells.flat_map(|cell| {
        let mut all = numbers(&cell.figure.display);
        all.extend(cell.share.iter().flat_map(|share| numbers(share)));
        all
    });
    let mut known: BTreeSet<String> = printed.collect();
    known.extend(added(truth, part.section.code.as_str()));
    known
}

/// What is worked out for a sentence alone.
fn added(truth: &Truth, section: &str) -> Vec<String> {
    let sides = |row: &str, column: &str| {
        let key = (
            "by where they were placed at some time in it",
            row.to_owned(),
            column.to_owned(),
        );
        super::boards::number(truth.grouped.get(&key).copied().unwrap_or(0))
    };
    let (inside, outside) = ("Inside the authority", "Outside");
    match section {
        "going-missing" => {
            let often = |side: &str| {
                let children = sides(side, "Went missing from there");
                (children > 0.0).then(|| sides(side, "Missing incidents") / children)
            };
            let both = [inside, outside].into_iter().filter_map(often);
            both.map(|times| format!("{:.1}", (times * 10.0).round() / 10.0))
                .collect()
        }
        // Those that a step did not reach.
        "return-interviews" => vec![left(truth, "interview-held-in-three-days")],
        "who-went-missing" => of_missing_children(truth),
        "notifications" => vec![left(truth, "host-notified")],
        "police" => vec![sides(outside, "Missing incidents").to_string()],
        "provision" => ["childrens-home", "foster"]
            .into_iter()
            .flat_map(|kind| {
                ["places", "vacancies"].map(|column| truth.capacity(kind, column).to_string())
            })
            .chain([truth.measures[&YEAR]["vacancies-while-placing-outside"]
                .0
                .to_string()])
            .collect(),
        "placements" => ["by kind of placement", "by provider"]
            .map(|table| most_outside(truth, table))
            .to_vec(),
        "sufficiency" => sufficiency(truth),
        "need" => {
            let of = |year: i16| truth.measures[&year]["cla-at-31-march"].0;
            let (first, last) = (of(2022), of(YEAR));
            let change = 100.0 * (last - first).abs() / first;
            vec![format!("{}%", change.round())]
        }
        _ => Vec::new(),
    }
}

/// How few account for how many incidents, and how many are followed by another.
fn of_missing_children(truth: &Truth) -> Vec<String> {
    let of = |what: &str| {
        let key = (SAID, what.to_owned(), "Number".to_owned());
        truth.grouped.get(&key).copied()
    };
    let incidents = truth.measures[&YEAR]["missing-incident-rate"].0;
    let share = of("theirs").map(|theirs| 100.0 * super::boards::number(theirs) / incidents);
    let counts = ["few", "theirs", "soon", "ended"]
        .map(of)
        .into_iter()
        .flatten();
    counts
        .map(|count| count.to_string())
        .chain(share.map(|share| format!("{}%", share.round())))
        // The note says so.
        .chain(["30".to_owned()])
        .collect()
}

/// How many of a measure's whole are not of its part.
fn left(truth: &Truth, measure: &str) -> String {
    let found = truth.measures[&YEAR].get(measure);
    found.map_or_else(String::new, |(x, n)| (n.unwrap() - x).to_string())
}

/// The largest share of those placed out of area that is in one group.
fn most_outside(truth: &Truth, table: &str) -> String {
    let counts = truth
        .grouped
        .iter()
        .filter(|((t, _, column), _)| *t == table && column == "Placed outside");
    let (all, groups): (Vec<_>, Vec<_>) = counts.partition(|((_, row, _), _)| row == "All");
    let most = groups.iter().map(|(_, count)| **count).max().unwrap_or(0);
    let all = super::boards::number(*all[0].1);
    format!("{}%", (100.0 * super::boards::number(most) / all).round())
}

/// How many places too few, and how many others' children live in the area.
fn sufficiency(truth: &Truth) -> Vec<String> {
    let children = |placement: &str| {
        let count = truth.group("by kind of placement", placement, "Children");
        super::boards::number(count.unwrap_or(0))
    };
    let few = |kind: &str, placement: &str| children(placement) - truth.capacity(kind, "places");
    let (x, own) = truth.measures[&YEAR]["local-capacity-ratio"];
    let outside = truth.measures[&YEAR]["placed-outside"].0;
    let hosted = x - (own.unwrap() - outside);
    let kinds = [
        ("childrens-home", "Children’s homes, also secure ones"),
        ("foster", "Other foster care"),
    ];
    let mut all = vec![hosted.to_string()];
    all.extend(kinds.map(|(kind, placement)| few(kind, placement).abs().to_string()));
    // What the places would be to the children projected, if the same share of them lived so.
    let census = |measures: &Expected| measures["cla-at-31-march"].0;
    let counts = truth.measures.iter();
    let counts: Vec<(f64, f64)> = counts.map(|(y, m)| (f64::from(*y), census(m))).collect();
    let Some([_, low, high]) = projected(&counts, f64::from(YEAR + 3)) else {
        return all;
    };
    for (kind, placement) in kinds {
        for count in [low, high] {
            let need = (children(placement) / census(&truth.measures[&YEAR]) * count).round();
            all.push(need.to_string());
            all.push((truth.capacity(kind, "places") - need).abs().to_string());
        }
    }
    all
}

/// Bars are rows of a table of their section.
fn chart(part: &BoardSection) {
    for (name, figure) in part.section.chart.iter().flat_map(|chart| &chart.bars) {
        let mut rows = part.section.tables.iter().flat_map(|table| &table.rows);
        assert!(
            rows.any(|row| &row.label == name && row.cells[0].figure == *figure),
            "{name}"
        );
    }
}

/// Points of lines are counts of years, or those counts carried forward.
fn lines(truth: &Truth, part: &BoardSection) {
    let Some(lines) = &part.lines else { return };
    let counts = truth.measures.iter();
    let counts: Vec<(f64, f64)> = counts
        .map(|(year, measures)| (f64::from(*year), measures["cla-at-31-march"].0))
        .collect();
    for line in &lines.lines {
        let at = match line.name.as_str() {
            "Projected" => 0,
            "Range from" => 1,
            "Range to" => 2,
            _ => 0,
        };
        for (year, figure) in lines.years.iter().zip(&line.values) {
            let year: f64 = year.parse().unwrap();
            let Some(value) = figure.as_ref().and_then(|f| f.value) else {
                continue;
            };
            let counted = counts.iter().find(|(t, _)| *t == year).map(|(_, y)| *y);
            let expected = counted.unwrap_or_else(|| projected(&counts, year).unwrap()[at]);
            assert!((value - expected).abs() < 1e-6, "{} in {year}", line.name);
        }
    }
}
