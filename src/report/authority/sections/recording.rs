//! How well it was recorded: every doubt with the numbers behind it, and what the police counted.

use crate::disclosure::{AuthorityTables, Column, PublishedPolice};
use crate::indicator::INCIDENT_RATE;
use crate::source::{MissingDefinition, Scope};

use super::super::super::figure::Figure;
use super::super::super::number;
use super::super::super::words;
use super::super::{AuthorityReport, Subject};
use super::model::{GroupCell, GroupColumn, GroupRow, GroupTable, Section};
use super::tables::{figure, out_of};

const RATES: &str = "Rates depend on how well an authority records: a low figure can be poor recording, a high one good recording.";

impl Subject<'_> {
    /// Every doubt about recording, with the numbers behind it.
    pub(in crate::report) fn recording(
        self,
        report: &AuthorityReport,
        tables: Option<&AuthorityTables>,
    ) -> Option<Section> {
        let doubts = doubts(report, self.assessment.year);
        let police = self.police();
        let known = tables.and_then(|tables| not_known(tables, self.assessment.year));
        let flagged = doubts.rows.len();
        let tables: Vec<GroupTable> = [(flagged > 0).then_some(doubts), police, known]
            .into_iter()
            .flatten()
            .collect();
        let mut notes = vec![RATES.to_owned()];
        notes.extend(Some(report.recording_effect.clone()).filter(|text| !text.is_empty()));
        (!tables.is_empty()).then(|| Section {
            code: "recording-quality".to_owned(),
            title: "How well it was recorded".to_owned(),
            finding: match flagged {
                0 => "Nothing about the recording of its figures is flagged.".to_owned(),
                1 => "One doubt about recording is flagged.".to_owned(),
                n => format!("{n} doubts about recording are flagged."),
            },
            chart: None,
            tables,
            notes,
            source: report.frame.source_line.clone(),
        })
    }

    /// The authority's count beside the police's, by scope.
    fn police(self) -> Option<GroupTable> {
        let evidence = self.assessment.evidence;
        let year = self.assessment.year;
        let mut own = evidence.measures.police(year, self.id).to_vec();
        own.sort_by_key(|p| (p.scope, p.definition));
        let rows: Vec<GroupRow> = own.iter().map(|p| self.police_row(p)).collect();
        let withheld = rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| cell.figure.display == "[c]");
        let mut notes = vec![
            "The police count by place. Only the count of all incidents of children the authority is responsible for is \
             compared with its own."
                .to_owned(),
        ];
        if withheld {
            let most = self.assessment.configuration().disclosure.threshold * 2;
            notes.push(format!(
                "Where the police do not say how many children are behind incidents, up to {most} incidents are withheld."
            ));
        }
        (!rows.is_empty()).then(|| GroupTable {
            caption: format!("Missing incidents by the authority’s and by the police’s count, year ending 31 March {year}"),
            groups: "Counted".to_owned(),
            columns: vec![
                GroupColumn::number("The authority"),
                GroupColumn::number("The police"),
            ],
            rows,
            notes,
        })
    }

    fn police_row(self, police: &PublishedPolice) -> GroupRow {
        let compared =
            police.scope == Scope::Responsible && police.definition == MissingDefinition::All;
        let own = self.assessment.measure(INCIDENT_RATE, self.id);
        let own = own.map(|cell| match (cell.numerator, cell.value) {
            (Some(count), _) => Figure::number(count, number::count(count)),
            (None, Err(absence)) => Figure::absence(absence),
            (None, Ok(_)) => Figure::absent("not given", ""),
        });
        let own = own
            .filter(|_| compared)
            .unwrap_or_else(|| Figure::absent("not compared", ""));
        let cell = |figure| GroupCell {
            figure,
            share: String::new(),
        };
        GroupRow {
            label: counted(police),
            file: String::new(),
            cells: vec![cell(own), cell(figure(police.incidents))],
            is_total: false,
        }
    }
}

/// Whose incidents the police counted, and which.
fn counted(police: &PublishedPolice) -> String {
    let scope = match police.scope {
        Scope::Responsible => "Its own children",
        Scope::Located => "Everybody’s children in its area",
    };
    let which = match police.definition {
        MissingDefinition::All => "all incidents",
        MissingDefinition::Over24Hours => "over 24 hours",
    };
    format!("{scope}, {which}")
}

/// Every doubt once, with all the figures it is about.
fn doubts(report: &AuthorityReport, year: i16) -> GroupTable {
    let mut said: Vec<(String, &str, Vec<&str>)> = Vec::new();
    for indicator in report.domains.iter().flat_map(|domain| &domain.indicators) {
        let made = match indicator.held.as_str() {
            "" => "It is only said.",
            held => held,
        };
        for doubt in &indicator.doubts {
            let words = words::capitalised(&doubt.words);
            let same = said.iter_mut().find(|(w, m, _)| *w == words && *m == made);
            match same {
                Some((_, _, figures)) => figures.push(&indicator.title),
                None => said.push((words, made, vec![&indicator.title])),
            }
        }
    }
    let row = |(words, made, figures): (String, &str, Vec<&str>)| GroupRow {
        label: words,
        file: String::new(),
        cells: vec![GroupCell::words(figures.join("; ")), GroupCell::words(made)],
        is_total: false,
    };
    GroupTable {
        caption: format!("Doubts about recording, year ending 31 March {year}"),
        groups: "Doubt, with the numbers behind it".to_owned(),
        columns: vec![
            GroupColumn::words("Figures it is about"),
            GroupColumn::words("What was made of it"),
        ],
        rows: said.into_iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// How many places and distances are not known.
fn not_known(tables: &AuthorityTables, year: i16) -> Option<GroupTable> {
    let census = tables.at_census?;
    let mut rows = Vec::new();
    let row = |label: &str, said: String| GroupRow {
        label: label.to_owned(),
        file: String::new(),
        cells: vec![GroupCell::words(said)],
        is_total: false,
    };
    let table = tables.distance.as_ref()?;
    if let Some(count) = tables.location_not_known {
        rows.push(row(
            "Which side of the boundary",
            out_of(table, count, census, ""),
        ));
    }
    if let Some(count) = table.total(Column::DistanceNotKnown) {
        rows.push(row("How far from home", out_of(table, count, census, "")));
    }
    (!rows.is_empty()).then(|| GroupTable {
        caption: format!("Children looked after on 31 March {year} of whom it is not known"),
        groups: "Not known".to_owned(),
        columns: vec![GroupColumn::words("Children")],
        rows,
        notes: vec!["Distance is not expected for unaccompanied children.".to_owned()],
    })
}
