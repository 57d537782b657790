//! Whoever has `measures.csv` and the weights file has the scores: nothing withheld is in them.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use support::run_on;

type Row = BTreeMap<String, String>;

/// An indicator of the weights file: its weight and, if it has them, worst and best.
struct Indicator {
    code: String,
    weight: f64,
    posts: Option<(f64, f64)>,
}

fn number(of: &toml::Value, key: &str) -> Option<f64> {
    let value = of.get(key)?;
    #[allow(clippy::cast_precision_loss, reason = "a small number")]
    let whole = value.as_integer().map(|whole| whole as f64);
    value.as_float().or(whole)
}

fn domains(weights: &str) -> Vec<(String, f64, Vec<Indicator>)> {
    let weights: toml::Value = toml::from_str(weights).unwrap();
    let text = |of: &toml::Value| of.get("code").unwrap().as_str().unwrap().to_owned();
    let indicator = |of: &toml::Value| Indicator {
        code: text(of),
        weight: number(of, "weight").unwrap(),
        posts: of.get("goalposts").map(|posts| {
            (
                number(posts, "worst").unwrap(),
                number(posts, "best").unwrap(),
            )
        }),
    };
    let domains = weights.get("domain").unwrap().as_array().unwrap();
    let domain = |of: &toml::Value| {
        let indicators = of.get("indicator").unwrap().as_array().unwrap();
        let indicators = indicators.iter().map(indicator).collect();
        (text(of), number(of, "weight").unwrap(), indicators)
    };
    domains.iter().map(domain).collect()
}

/// The value that counts: none where it is withheld, absent, or a zero that is not compared.
fn value(row: &Row) -> Option<f64> {
    let apart =
        row["indicator"] == "outside-and-missing" && row["flags"].contains("implausible-zero");
    row["value"].parse().ok().filter(|_| !apart)
}

fn mean(parts: &[(f64, f64)]) -> f64 {
    let weight: f64 = parts.iter().map(|(weight, _)| weight).sum();
    parts
        .iter()
        .map(|(weight, score)| weight * score)
        .sum::<f64>()
        / weight
}

#[test]
fn every_public_score_follows_from_the_published_measures_and_the_weights() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("scorecard-weights.toml")).unwrap();
    let text = text.replace("policy = \"plateau\"", "policy = \"flag\"");
    let home = tempfile::tempdir().unwrap();
    let weights = home.path().join("weights.toml");
    std::fs::write(&weights, &text).unwrap();
    let sample = root.join("sample-data");
    let run = |command| run_on(&sample, Some(&weights), command, &[]).well().rows();
    let (measures, scores) = (run("measures"), run("score"));

    let mut of: BTreeMap<(&str, &str), &Row> = BTreeMap::new();
    for row in measures
        .iter()
        .filter(|row| row["authority_name"] != "England")
    {
        of.insert((&row["authority_code"], &row["indicator"]), row);
    }
    let mut authorities: Vec<&str> = of.keys().map(|(code, _)| *code).collect();
    authorities.dedup();
    let published = |code: &str, level: &str, what: &str| {
        let mut rows = scores.iter();
        let row =
            rows.find(|r| r["authority_code"] == code && r["level"] == level && r["code"] == what);
        row.unwrap()["score"].parse::<f64>().ok()
    };
    let mut checked = 0;
    for code in &authorities {
        let mut overall = Vec::new();
        for (domain, weight, indicators) in domains(&text) {
            let common = indicators.iter().filter(|indicator| {
                let rows: Vec<&Row> = authorities
                    .iter()
                    .filter_map(|code| of.get(&(*code, indicator.code.as_str())).copied())
                    .filter(|row| row["status"] != "z")
                    .collect();
                let with = rows.iter().filter(|row| value(row).is_some()).count();
                indicator.weight > 0.0
                    && indicator.posts.is_some()
                    && with > 0
                    && with * 10 >= rows.len() * 9
            });
            let (mut there, mut all) = (Vec::new(), 0.0);
            for indicator in common {
                all += indicator.weight;
                let row = of.get(&(*code, indicator.code.as_str()));
                if let Some(value) = row.and_then(|row| value(row)) {
                    let (worst, best) = indicator.posts.unwrap();
                    let score = 100.0 * ((value - worst) / (best - worst)).clamp(0.0, 1.0);
                    there.push((indicator.weight, score));
                }
            }
            let covered: f64 = there.iter().map(|(weight, _)| weight).sum();
            let score = (all > 0.0 && covered >= 0.6 * all - 1e-9).then(|| mean(&there));
            let shown = published(code, "domain", &domain);
            assert_eq!(score.is_some(), shown.is_some(), "{code} {domain}");
            if let (Some(score), Some(shown)) = (score, shown) {
                assert!(
                    (score - shown).abs() < 1e-9,
                    "{code} {domain}: {score}, {shown}"
                );
                overall.push((weight, score));
                checked += 1;
            }
        }
        let shown = published(code, "overall", "");
        assert_eq!(overall.is_empty(), shown.is_none(), "{code}");
        if let Some(shown) = shown {
            assert!((mean(&overall) - shown).abs() < 1e-9, "{code}: {shown}");
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked}");
}
