//! Pages and documents as a whole: awkward datasets, accessible structure, the same bytes twice.

use crate::report_support;
use crate::soundness;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::Configuration;
use care_scorecard::disk::{self, publish};
use care_scorecard::publish::Previous;
use care_scorecard::report::Benchmark;
use report_support::{Publication, Sample, WEIGHTS};
use soundness::{assert_sound, assert_valid, between, tags};

fn check(publication: &Publication) {
    for (name, html) in &publication.pages {
        assert_sound(name, html);
    }
    for (name, pdf) in &publication.documents {
        assert_valid(name, pdf);
    }
    serde_json::to_string(&(
        &publication.league_table,
        &publication.authorities,
        &publication.methodology,
    ))
    .unwrap();
}

#[test]
fn awkward_names_are_text_and_nothing_else() {
    let long = "Long ".repeat(40);
    let names = [
        "<script>alert(1)</script>",
        "Rock & \"Roll\" o'Clock",
        "שלום עליכם",
        long.trim(),
        "a\u{202e}b",
    ];
    let publication = Sample::of(&names).publish();
    check(&publication);
    let index = publication.page("index.html");
    assert!(!index.contains("<script>alert"));
    assert!(index.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(index.contains("Rock &amp; &quot;Roll&quot; o&#39;Clock"));
    assert!(index.contains("<bdi>שלום עליכם</bdi>"));
    assert!(index.contains("data-kind=\"&lt;district&gt;\""));
}

#[test]
fn one_authority_is_enough() {
    let publication = Sample::of(&["Only"]).publish();
    check(&publication);
    assert!(
        publication
            .league_table
            .standings
            .headline
            .starts_with("The only authority is ranked")
    );
    assert_eq!(publication.authorities[0].region, "Exampleshire & Sons");
    assert!(
        publication.authorities[0].domains[0].indicators[0]
            .region
            .comparison
            .is_none()
    );
}

#[test]
fn two_authorities_are_compared() {
    let mut sample = Sample::of(&["First", "Second"]);
    sample.neighbours = vec![("X000".into(), "X001".into())];
    let publication = sample.publish();
    check(&publication);
    let first = &publication.authorities[0];
    assert_eq!(
        first.rank.as_ref().unwrap().words,
        "1st of 2 ranked, none not ranked"
    );
    assert_eq!(first.neighbours.len(), 2);
    let indicator = &first.domains[0].indicators[0];
    assert_eq!(indicator.england.figure.display, "5%");
    assert_eq!(indicator.england.basis.as_deref(), Some("40 of 800"));
    let comparison = |beside: &Benchmark| beside.comparison.clone().unwrap();
    assert_eq!(comparison(&indicator.england), "the same as England");
    let basis = indicator.region.basis.as_deref();
    assert_eq!(basis, Some("median of 2 authorities"));
    assert_eq!(
        comparison(&indicator.region),
        "about the same as the region"
    );
    assert_eq!(
        indicator.trend.words.as_deref(),
        Some("5% in 2024, about the same as in 2023.")
    );
}

#[test]
fn without_neighbours_nothing_is_compared_with_them() {
    let publication = Sample::of(&["First", "Second", "Third"]).publish();
    check(&publication);
    assert!(
        publication
            .authorities
            .iter()
            .all(|a| a.neighbours.is_empty())
    );
    let speaking = publication.pages.iter().filter(|(name, html)| {
        let is_report = name.starts_with("authorities/") || name == "index.html";
        is_report && html.to_lowercase().contains("neighbour")
    });
    let names: Vec<&String> = speaking.map(|(name, _)| name).collect();
    assert!(names.is_empty(), "{names:?} speak of neighbours nobody has");
    let mut near = Sample::of(&["First", "Second", "Third"]);
    near.neighbours = vec![("X000".into(), "X001".into())];
    assert!(
        near.publish()
            .page("authorities/X000.html")
            .contains("Statistical neighbours")
    );
}

#[test]
fn everything_withheld_is_said() {
    let mut sample = Sample::of(&["First", "Second", "Third"]);
    sample.measures = ["X000", "X001", "X002"]
        .map(|code| {
            format!("{code},2024,children-missing,c,c,c\n{code},2024,three-placements,c,c,c\n")
        })
        .concat();
    let publication = sample.publish();
    check(&publication);
    assert_eq!(
        publication.league_table.standings.headline,
        "None of 3 authorities can be ranked for 2024."
    );
    assert!(
        publication
            .page("index.html")
            .contains("could not be scored")
    );
    for report in &publication.authorities {
        let page = publication.page(&format!("authorities/{}.html", report.file));
        assert!(
            page.contains("[c]"),
            "{} hides what is withheld",
            report.name
        );
        assert!(!page.contains("No authority has a figure this year"));
        let signs: Vec<&str> = report.signs.iter().map(|sign| sign.sign.as_str()).collect();
        assert_eq!(signs, ["[c]"]);
    }
}

#[test]
fn the_method_says_what_changed_and_whom_to_ask() {
    let mut sample = Sample::of(&["First", "Second", "Third"]);
    sample.weights += "\n[publication]\npublisher = \"Office of Tests\"\n\
                       contact = \"tests@example.org\"\nchanges = \"Goalposts were moved\"\n";
    sample.measures += "X009,2024,children-missing,30,400,\nX009,2024,three-placements,20,400,\n";
    sample
        .authorities
        .push(("X009".to_owned(), "Newcomer".to_owned()));
    let page = sample.publish();
    let page = page.page("methodology.html");
    for words in [
        "About the scorecard",
        "Disclosure control",
        "Changes since last time",
        "Goalposts were moved.",
        "Scored for 2024 and not for 2023: “Children who went missing” and “",
        "With figures for 2024 and not for 2023: Newcomer.",
        "Accessibility statement",
        "<h2>Contact</h2>",
        "<p>tests@example.org</p>",
    ] {
        assert!(page.contains(words), "the method does not say: {words}");
    }
}

#[test]
fn pages_can_do_without_documents() {
    let mut sample = Sample::of(&["市役所", "Second"]);
    sample.weights += "\n[publication]\ndocuments = false\n";
    let folder = sample.written();
    let (configuration, _) = Configuration::read(&sample.weights, "weights.toml").unwrap();
    let evidence = Evidence::gather(&disk::Folder::at(folder.path()), configuration).unwrap();
    let out = tempfile::tempdir().unwrap();
    let publish = |evidence: &Evidence| {
        publish(
            &mut evidence.assess(2024),
            &out.path().join("out"),
            None,
            &Previous::default(),
        )
    };
    publish(&evidence).unwrap();
    let page = std::fs::read_to_string(out.path().join("out/authorities/X000.html")).unwrap();
    assert!(page.contains("市役所") && !page.contains(".pdf"));
    assert!(!out.path().join("out/league-table.pdf").exists());

    let text = sample
        .weights
        .replace("documents = false", "documents = true");
    let (configuration, _) = Configuration::read(&text, "weights.toml").unwrap();
    let evidence = Evidence::gather(&disk::Folder::at(folder.path()), configuration).unwrap();
    let message = publish(&evidence).unwrap_err().to_string();
    assert!(
        message.contains("“市” (U+5E02) in “市役所”") && message.contains("nothing is published"),
        "{message}"
    );
}

#[test]
fn a_domain_without_data_is_said_on_every_page() {
    let mut sample = Sample::of(&["First", "Second", "Third", "Fourth", "Fifth"]);
    sample.measures = sample
        .measures
        .lines()
        .filter(|line| !line.contains("three"))
        .map(|line| format!("{line}\n"))
        .collect();
    let publication = sample.publish();
    check(&publication);
    for (name, html) in &publication.pages {
        assert!(
            html.contains("“Placement stability” could not be scored"),
            "{name}"
        );
        assert!(
            html.contains("The management of missing incidents could not be scored"),
            "{name}"
        );
        assert!(
            html.contains("A low figure can be poor recording"),
            "{name}"
        );
    }
}

#[test]
fn what_is_not_about_missing_children_carries_no_such_notice() {
    let mut sample = Sample::of(&["First", "Second"]);
    let (from, to) = (
        WEIGHTS.find("[[domain]]").unwrap(),
        WEIGHTS.rfind("[[domain]]").unwrap(),
    );
    sample.weights = format!("{}{}", &WEIGHTS[..from], &WEIGHTS[to..]);
    let publication = sample.publish();
    check(&publication);
    assert!(
        publication
            .league_table
            .standings
            .frame
            .recording_caveat
            .is_none()
    );
    assert!(
        !publication
            .page("index.html")
            .contains("management of missing incidents could not")
    );
}

#[test]
fn contributions_add_up() {
    for aggregation in ["arithmetic", "geometric", "harmonic"] {
        let mut sample = Sample::of(&["First", "Second", "Third"]);
        sample.weights = sample.weights.replace(
            "minimum_children = 0",
            &format!("minimum_children = 0\naggregation = \"{aggregation}\""),
        );
        let publication = sample.publish();
        check(&publication);
        for report in &publication.authorities {
            let sum: f64 = report
                .domains
                .iter()
                .filter_map(|d| d.contribution.value)
                .sum();
            let score = match aggregation {
                "arithmetic" => sum,
                "geometric" => libm::exp(sum),
                _ => 1.0 / sum,
            };
            assert!(
                (score - report.score.value.unwrap()).abs() < 1e-9,
                "{aggregation}: {score}"
            );
            let identity = report.identity.as_ref().unwrap();
            assert!(identity.contains(&report.score.display));
        }
    }
}

#[test]
fn ties_share_a_rank_and_say_so() {
    let mut sample = Sample::of(&["Beta", "Alpha", "Gamma"]);
    sample.measures = ["X000", "X001"]
        .map(|code| {
            format!("{code},2024,children-missing,10,100,\n{code},2024,three-placements,10,100,\n")
        })
        .concat()
        + "X002,2024,children-missing,11,100,\nX002,2024,three-placements,10,100,\n";
    let table = sample.publish().league_table;
    let ranks: Vec<&str> = table
        .standings
        .ranked
        .iter()
        .map(|row| row.rank.as_ref().unwrap().display.as_str())
        .collect();
    assert_eq!(ranks, ["1=", "1=", "3"]);
    assert_eq!(table.standings.ranked[0].name, "Alpha");
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    let sample = Sample::of(&["First", "Second", "Third"]);
    let (a, b) = (sample.publish(), sample.publish());
    assert!(a.pages == b.pages && a.documents == b.documents);
}

#[test]
fn every_row_can_be_sorted() {
    let publication = Sample::of(&["First", "Second", "Third"]).publish();
    let table = between(
        publication.page("index.html"),
        "<table class=\"league\"",
        "</table>",
    )[0];
    let columns = tags(table.split("</thead>").next().unwrap(), "th").len();
    for row in between(
        table.split("<tbody id=\"ranked\">").nth(1).unwrap(),
        "<tr",
        "</tr>",
    ) {
        assert_eq!(row.matches("data-v=").count(), columns);
    }
}
