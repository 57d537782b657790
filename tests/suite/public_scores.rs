//! Whoever has `measures.csv` and the weights file has the scores: nothing withheld is in them.
#![allow(
    clippy::disallowed_methods,
    reason = "a recomputation by the machine's own functions"
)]

use crate::support;

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

/// The rows of measures and scores that a command prints.
struct Tables {
    measures: Vec<Row>,
    scores: Vec<Row>,
    weights: String,
}

/// Runs the program on a dataset with the weights file of the project under a recording policy.
fn tables(dataset: &Path, policy: &str) -> Tables {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("scorecard-weights.toml")).unwrap();
    let weights = text.replace("policy = \"plateau\"", &format!("policy = \"{policy}\""));
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("weights.toml");
    std::fs::write(&file, &weights).unwrap();
    let run = |command| run_on(dataset, Some(&file), command, &[]).well().rows();
    Tables {
        measures: run("measures"),
        scores: run("score"),
        weights,
    }
}

/// Type-7 quantile.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[allow(clippy::cast_precision_loss, reason = "a few dozen")]
    let place = share * (sorted.len() - 1) as f64;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the list"
    )]
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}

/// The lower 95% limit at a denominator, of a share or of a rate per 100, from the counts shown.
struct Plateau {
    is_share: bool,
    centre: f64,
    target: f64,
    design: f64,
    tau_squared: f64,
}

impl Plateau {
    fn of(is_share: bool, (nation, design): ((f64, f64), f64), counts: &[(f64, f64)]) -> Self {
        let target = nation.0 / nation.1;
        // None at all has no error, so that nothing follows from it.
        let counts = counts.iter().filter(|(x, _)| is_share || *x > 0.0);
        let (on_scale, error): (Vec<f64>, Vec<f64>) = counts
            .map(|(x, n)| {
                if is_share {
                    ((x / n).sqrt().asin(), 0.5 / n.sqrt())
                } else {
                    (((x + 0.5) / n).ln(), (design / x).sqrt())
                }
            })
            .unzip();
        let centre = if is_share {
            target.sqrt().asin()
        } else {
            target.ln()
        };
        let z: Vec<f64> = on_scale
            .iter()
            .zip(&error)
            .map(|(y, s)| (y - centre) / s)
            .collect();
        let (low, high) = (quantile(&z, 0.1), quantile(&z, 0.9));
        #[allow(clippy::cast_precision_loss, reason = "a few dozen")]
        let units = z.len() as f64;
        let phi = z.iter().map(|z| z.clamp(low, high).powi(2)).sum::<f64>() / units;
        let weights = error.iter().map(|s| 1.0 / (s * s));
        let (sum, squares) = weights.fold((0.0, 0.0), |(a, b), w| (a + w, b + w * w));
        let tau = ((units * phi - (units - 1.0)) / (sum - squares / sum)).max(0.0);
        Self {
            is_share,
            centre,
            target,
            design,
            tau_squared: if units >= 20.0 && phi > 1.0 { tau } else { 0.0 },
        }
    }

    fn limit(&self, n: f64) -> f64 {
        let s = if self.is_share {
            0.5 / n.sqrt()
        } else {
            (self.design / (self.target * n)).sqrt()
        };
        let place = self.centre - 1.959_963_984_540_054 * (s * s + self.tau_squared).sqrt();
        if self.is_share {
            100.0 * place.max(0.0).sin().powi(2)
        } else {
            100.0 * place.exp()
        }
    }
}

/// How many incidents one by itself is worth in England, from what is shown: incidents for each missing
/// child, and how many of these went missing again.
fn clusters(tables: &Tables) -> f64 {
    let england = |indicator: &str| {
        let mut rows = tables.measures.iter();
        let row =
            rows.find(|row| row["authority_name"] == "England" && row["indicator"] == indicator)?;
        counts(row)
    };
    let each = england("missing-incident-rate").zip(england("children-missing"));
    let Some(((incidents, _), (children, _))) = each else {
        return 1.0;
    };
    let each = incidents / children;
    if each <= 1.0 {
        return 1.0;
    }
    let Some((again, all)) = england("repeat-missing").filter(|(again, _)| *again > 0.0) else {
        return 2.0 * each - 1.0;
    };
    let share = again / all;
    let more = (each - 1.0) / share;
    (1.0 + 2.0 * (each - 1.0) + share * (2.0 * more * more - more)) / each
}

fn counts(row: &Row) -> Option<(f64, f64)> {
    Some((
        row["numerator"].parse().ok()?,
        row["denominator"].parse().ok()?,
    ))
}

/// What a value is scored as under the default policy: no better than plausibly low recording, and
/// where none at all is implausible or the police count far more, no better than England.
fn held(tables: &Tables, indicator: &str) -> impl Fn(&Row, f64) -> f64 + use<> {
    let is_england =
        |row: &&Row| row["authority_name"] == "England" && row["indicator"] == indicator;
    let england = tables.measures.iter().find(is_england).and_then(counts);
    let applies = ["children-missing", "missing-incident-rate"].contains(&indicator);
    let shown = tables.measures.iter().filter(|row| {
        row["indicator"] == indicator && row["authority_name"] != "England" && row["status"] == "ok"
    });
    let shown: Vec<(f64, f64)> = shown.filter_map(counts).collect();
    let england = england.filter(|_| applies);
    let plateau = england.map(|nation| {
        Plateau::of(
            indicator == "children-missing",
            (nation, clusters(tables)),
            &shown,
        )
    });
    move |row, value| {
        let (Some(plateau), Some((_, n))) = (&plateau, counts(row)) else {
            return value;
        };
        let flags = &row["flags"];
        let capped = flags.contains("implausible-zero") || flags.contains("police-disagree");
        let cap = if capped { 100.0 * plateau.target } else { 0.0 };
        value.max(plateau.limit(n)).max(cap)
    }
}

/// Recomputes every score from the rows of measures alone; returns how many, and how many figures
/// were scored as another than they are.
fn recomputed(tables: &Tables, policy: &str) -> (usize, usize) {
    let mut of: BTreeMap<(&str, &str), &Row> = BTreeMap::new();
    let places = tables
        .measures
        .iter()
        .filter(|row| row["authority_name"] != "England");
    for row in places {
        of.insert((&row["authority_code"], &row["indicator"]), row);
    }
    let mut authorities: Vec<&str> = of.keys().map(|(code, _)| *code).collect();
    authorities.dedup();
    let published = |code: &str, level: &str, what: &str| {
        let is_it =
            |r: &&Row| r["authority_code"] == code && r["level"] == level && r["code"] == what;
        tables.scores.iter().find(is_it).unwrap()["score"]
            .parse::<f64>()
            .ok()
    };
    let is_common = |indicator: &Indicator| {
        let rows = authorities
            .iter()
            .filter_map(|code| of.get(&(*code, indicator.code.as_str())));
        // What one authority's damaged rows leave out changes nothing for the others.
        let aside = |row: &&&Row| {
            row["status"] == "z"
                || row["status"] == "no-data" && row["flags"].contains("rows-left-out")
        };
        let rows: Vec<&&Row> = rows.filter(|row| !aside(row)).collect();
        let with = rows.iter().filter(|row| value(row).is_some()).count();
        indicator.weight > 0.0
            && indicator.posts.is_some()
            && with > 0
            && with * 10 >= rows.len() * 9
    };
    let (mut checked, mut moved) = (0, 0);
    let mut overall: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    // How much of the whole is there of each authority.
    let (mut whole, mut there_of): (f64, BTreeMap<&str, f64>) = (0.0, BTreeMap::new());
    for (domain, weight, indicators) in domains(&tables.weights) {
        let common = indicators.into_iter().filter(is_common);
        let common: Vec<_> = common.map(|i| (held(tables, &i.code), i)).collect();
        let all: f64 = common.iter().map(|(_, i)| i.weight).sum();
        whole += if all > 0.0 { weight } else { 0.0 };
        for code in &authorities {
            let mut there = Vec::new();
            for (held, indicator) in &common {
                let row = of.get(&(*code, indicator.code.as_str())).copied();
                let Some((row, value)) = row.and_then(|row| Some((row, value(row)?))) else {
                    continue;
                };
                let scored = if policy == "plateau" {
                    held(row, value)
                } else {
                    value
                };
                moved += usize::from(scored != value);
                let (worst, best) = indicator.posts.unwrap();
                let score = 100.0 * ((scored - worst) / (best - worst)).clamp(0.0, 1.0);
                there.push((indicator.weight, score));
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
                overall.entry(code).or_default().push((weight, score));
                *there_of.entry(code).or_default() += weight * covered / all;
                checked += 1;
            }
        }
    }
    for code in &authorities {
        let shown = published(code, "overall", "");
        let enough = there_of
            .get(code)
            .is_some_and(|part| *part >= 0.6 * whole - 1e-9);
        let score = overall
            .get(code)
            .filter(|_| enough)
            .map(|scores| mean(scores));
        assert_eq!(score.is_some(), shown.is_some(), "{code}");
        if let (Some(score), Some(shown)) = (score, shown) {
            assert!((score - shown).abs() < 1e-9, "{code}: {score}, {shown}");
            checked += 1;
        }
    }
    (checked, moved)
}

#[test]
fn every_public_score_follows_from_the_published_measures_and_the_weights() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let (checked, moved) = recomputed(&tables(&sample, "flag"), "flag");
    assert!(checked > 40 && moved == 0, "{checked} {moved}");
    let (checked, moved) = recomputed(&tables(&sample, "plateau"), "plateau");
    assert!(checked > 40 && moved > 0, "{checked} {moved}");
}

/// Enough authorities that their limits allow for variation beyond chance, some under-recording.
#[test]
fn so_it_does_where_limits_are_estimated_from_many_authorities() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("many");
    let numbers = [
        "--authorities",
        "32",
        "--years",
        "1",
        "--seed",
        "11",
        "--faults",
    ];
    run_on(&folder, None, "sample", &numbers).well();
    let (checked, moved) = recomputed(&tables(&folder, "plateau"), "plateau");
    assert!(checked > 60 && moved > 0, "{checked} {moved}");
}
