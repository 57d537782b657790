//! Small datasets of authorities that do not exist, and their publications.

use std::fmt::Write as _;
use std::fs;

use care_scorecard::assessment::Evidence;
use care_scorecard::config::Configuration;
use care_scorecard::disk;
use care_scorecard::render::html::Site;
use care_scorecard::render::pdf_report;
use care_scorecard::report::{AuthorityReport, LeagueTable, Methodology, Reports};

/// Two domains with one indicator each, with the words of a built-in one.
pub(crate) const WEIGHTS: &str = r#"
[scorecard]
minimum_children = 0

[[domain]]
code = "missing-incidents"
title = "Missing incidents"
weight = 25.0

  [[domain.indicator]]
  code = "children-missing"
  weight = 1.0
  direction = "lower-is-better"
  goalposts = { worst = 20.0, best = 0.0 }

[[domain]]
code = "placement-stability"
title = "Placement stability"
weight = 25.0

  [[domain.indicator]]
  code = "three-placements"
  weight = 1.0
  direction = "lower-is-better"
  goalposts = { worst = 20.0, best = 0.0 }
"#;

/// A dataset as it is written.
pub(crate) struct Sample {
    pub(crate) weights: String,
    pub(crate) authorities: Vec<(String, String)>,
    /// Rows of the measures file, without its header.
    pub(crate) measures: String,
    /// Code and code of a neighbour.
    pub(crate) neighbours: Vec<(String, String)>,
}

impl Sample {
    /// Authorities of these names, whose figures rise from the first to the last.
    pub(crate) fn of(names: &[&str]) -> Self {
        let code = |at: usize| format!("X{at:03}");
        let mut measures = String::new();
        for at in 0..names.len() {
            for (year, more) in [(2023, 1), (2024, 0)] {
                let (x, y) = (20 + 3 * at + more, 10 + 7 * at % 40);
                let _ = writeln!(measures, "{},{year},children-missing,{x},400,", code(at));
                let _ = writeln!(measures, "{},{year},three-placements,{y},400,", code(at));
            }
        }
        Self {
            weights: WEIGHTS.to_owned(),
            authorities: (0..)
                .map(code)
                .zip(names.iter().map(|name| (*name).to_owned()))
                .collect(),
            measures,
            neighbours: Vec::new(),
        }
    }

    /// Reads it and makes its reports.
    pub(crate) fn publish(&self) -> Publication {
        let folder = self.written();
        let (configuration, _) = Configuration::read(&self.weights, "weights.toml").unwrap();
        let evidence = Evidence::gather(&disk::Folder::at(folder.path()), configuration).unwrap();
        Publication::of(&evidence, 2024)
    }

    /// Its files, in a folder.
    pub(crate) fn written(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut authorities = String::from("authority_code,name,region,type\n");
        for (code, name) in &self.authorities {
            let _ = writeln!(
                authorities,
                "{code},{},Exampleshire & Sons,\"<district>\"",
                quoted(name)
            );
        }
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("authorities.csv", &authorities);
        write(
            "measures.csv",
            &format!(
                "authority_code,year,indicator,numerator,denominator,value\n{}",
                self.measures
            ),
        );
        if !self.neighbours.is_empty() {
            let mut text = String::from("old_la_code,la_name,sn_1,sn_2,sn_3\n");
            for (code, near) in &self.neighbours {
                let _ = writeln!(text, "{code},,{near},,");
            }
            write("neighbours.csv", &text);
        }
        folder
    }
}

/// Every model, page and document.
pub(crate) struct Publication {
    pub(crate) league_table: LeagueTable,
    pub(crate) authorities: Vec<AuthorityReport>,
    pub(crate) methodology: Methodology,
    /// Name and text.
    pub(crate) pages: Vec<(String, String)>,
    /// Name and bytes.
    pub(crate) documents: Vec<(String, Vec<u8>)>,
}

impl Publication {
    pub(crate) fn of(evidence: &Evidence, year: i16) -> Self {
        let assessment = evidence.assess(year);
        let reports = Reports::of(&assessment, None);
        let league_table = reports.league_table();
        let methodology = reports.methodology();
        let ids = assessment.panel.authorities().iter();
        let authorities: Vec<AuthorityReport> =
            ids.filter_map(|id| reports.authority(*id)).collect();
        let site = Site::new().unwrap();
        let mut pages = vec![
            (
                "index.html".to_owned(),
                site.league_table(&league_table).unwrap(),
            ),
            (
                "methodology.html".to_owned(),
                site.methodology(&methodology).unwrap(),
            ),
        ];
        for report in reports.domains() {
            let name = format!("domains/{}.html", report.file);
            pages.push((name, site.domain(&report).unwrap()));
        }
        let mut documents = vec![(
            "league-table.pdf".to_owned(),
            pdf_report::league_table(&league_table).unwrap(),
        )];
        for report in &authorities {
            pages.push((
                format!("authorities/{}.html", report.file),
                site.authority(report).unwrap(),
            ));
            documents.push((
                format!("authorities/{}.pdf", report.file),
                pdf_report::authority(report).unwrap(),
            ));
            documents.push((
                format!("authorities/{}-summary.pdf", report.file),
                pdf_report::summary(report).unwrap(),
            ));
        }
        Self {
            league_table,
            authorities,
            methodology,
            pages,
            documents,
        }
    }

    pub(crate) fn page(&self, name: &str) -> &str {
        &self.pages.iter().find(|(page, _)| page == name).unwrap().1
    }
}
