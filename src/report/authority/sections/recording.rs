//! How well it was recorded: every doubt with the numbers behind it, and what the police counted.

use crate::disclosure::{AuthorityTables, Column, PublishedPolice};
use crate::indicator::INCIDENT_RATE;
use crate::source::{MissingDefinition, Scope};

use super::super::super::figure::Figure;
use super::super::super::number;
use super::super::super::words;
use super::super::{DomainResult, Subject};
use super::model::{
    GroupCell, GroupColumn, GroupRow, GroupTable, SectionBody, TableHead, TableSubject,
};
use super::tables::{cell_out_of, figure};

const RATES: &str = "Rates depend on how well an authority records: a low figure can be poor recording, a high one good recording.";

const BY_PLACE: &str = "The police count by place. Only the count of all incidents of children the authority is responsible for is \
     compared with its own.";

impl Subject<'_> {
    /// Every doubt about recording, with the numbers behind it; `effect` is what the recording policy
    /// did to the rank.
    pub(super) fn recording(
        self,
        domains: &[DomainResult],
        effect: Option<&str>,
        source: &str,
    ) -> Option<SectionBody> {
        let year = self.assessment.year;
        let doubts = doubts(domains);
        let finding = match doubts.iter().filter(|doubted| !doubted.is_note).count() {
            0 if doubts.is_empty() => {
                "Nothing about the recording of the figures that are shown is flagged.".to_owned()
            }
            0 => {
                "Nothing about the recording of the figures that are shown is in doubt.".to_owned()
            }
            1 => "One doubt about recording is flagged.".to_owned(),
            n => format!("{n} doubts about recording are flagged."),
        };
        let doubts = (!doubts.is_empty()).then(|| doubt_table(doubts, year));
        let tables = self.assessment.tables().get(&self.id);
        let known = tables.and_then(|tables| not_known(tables, year));
        let tables: Vec<GroupTable> = [doubts, self.police(), known]
            .into_iter()
            .flatten()
            .collect();
        let notes = [RATES].into_iter().chain(effect).map(str::to_owned);
        let notes = notes.chain(held_without_doubt(domains));
        (!tables.is_empty()).then(|| SectionBody {
            finding,
            chart: None,
            tables,
            notes: notes.collect(),
            source: source.to_owned(),
        })
    }

    /// The authority's count beside the police's, by scope.
    fn police(self) -> Option<GroupTable> {
        let evidence = self.assessment.evidence;
        let year = self.assessment.year;
        let mut own = evidence.measures.police(year, self.id).to_vec();
        own.sort_by_key(|p| (p.scope, p.definition));
        let rows: Vec<GroupRow> = own.iter().map(|p| self.police_row(p)).collect();
        if rows.is_empty() {
            return None;
        }
        let mut figures = rows.iter().flat_map(|row| &row.cells);
        let withheld = figures.any(|cell| cell.figure.is_withheld()).then(|| {
            let most = self.assessment.configuration().disclosure.threshold * 2;
            format!(
                "Where the police do not say how many children are behind incidents, up to {most} incidents are withheld."
            )
        });
        let notes = [BY_PLACE.to_owned()].into_iter().chain(withheld);
        Some(GroupTable {
            caption: format!(
                "Missing incidents by the authority’s and by the police’s count, year ending 31 March {year}"
            ),
            groups: Some("Counted".to_owned()),
            columns: vec![
                GroupColumn::number("The authority"),
                GroupColumn::number("The police"),
            ],
            notes: notes.collect(),
            subject: TableSubject::Groups,
            rows,
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
        let cells = [own, figure(police.incidents)];
        GroupRow::new(counted(police), cells.map(GroupCell::of).to_vec())
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

/// A doubt or a note with all the figures it is about.
struct Doubted<'d> {
    words: String,
    is_note: bool,
    figures: Vec<&'d str>,
    /// What was made of figures because of it, each once.
    made: Vec<&'d str>,
}

/// Every doubt once.
fn doubts(domains: &[DomainResult]) -> Vec<Doubted<'_>> {
    let mut said: Vec<Doubted<'_>> = Vec::new();
    for indicator in domains.iter().flat_map(|domain| &domain.indicators) {
        for doubt in &indicator.doubts {
            let words = words::capitalised(&doubt.words);
            let at = said.iter().position(|d| d.words == words);
            let at = at.unwrap_or_else(|| {
                said.push(Doubted {
                    words,
                    is_note: doubt.is_note,
                    figures: Vec::new(),
                    made: Vec::new(),
                });
                said.len() - 1
            });
            let doubted = &mut said[at];
            doubted.figures.push(&indicator.title);
            let made = doubt.made.as_deref();
            let new = made.filter(|made| !doubted.made.contains(made));
            doubted.made.extend(new);
        }
    }
    said
}

/// Figures that the policy holds back though nothing about them is in doubt: it is the same for all.
fn held_without_doubt(domains: &[DomainResult]) -> impl Iterator<Item = String> {
    let all = domains.iter().flat_map(|domain| &domain.indicators);
    let undoubted = all.filter(|i| !i.doubts.iter().any(|doubt| doubt.made.is_some()));
    undoubted.filter_map(|indicator| {
        let held = indicator.held.as_deref()?;
        Some(format!(
            "“{}”, by the rule for all authorities: {held}",
            indicator.title
        ))
    })
}

fn doubt_table(doubts: Vec<Doubted<'_>>, year: i16) -> GroupTable {
    let row = |doubt: Doubted<'_>| {
        let made = match (doubt.made.as_slice(), doubt.is_note) {
            ([], true) => "It is a note, and no doubt.".to_owned(),
            ([], false) => "The figure stands as it is.".to_owned(),
            (made, _) => made.join(" "),
        };
        let cells = vec![
            GroupCell::words(doubt.figures.join("; ")),
            GroupCell::words(made),
        ];
        GroupRow::new(doubt.words, cells)
    };
    let head = TableHead {
        caption: format!(
            "Doubts and notes about recording, with the numbers behind them, year ending 31 March {year}"
        ),
        groups: Some("Doubt or note"),
        columns: vec![
            GroupColumn::words("Figures"),
            GroupColumn::words("What followed"),
        ],
        subject: TableSubject::Groups,
    };
    let rows = doubts.into_iter().map(row).collect();
    GroupTable::new(head, rows, Vec::new(), Vec::new())
}

/// How many places and distances are not known.
fn not_known(tables: &AuthorityTables, year: i16) -> Option<GroupTable> {
    let census = tables.at_census?;
    let table = tables.distance.as_ref()?;
    let counts = [
        ("Which side of the boundary", tables.location_not_known),
        ("How far from home", table.total(Column::DistanceNotKnown)),
    ];
    let rows = counts.into_iter().filter_map(|(label, count)| {
        let cell = cell_out_of(table, count?, census);
        Some(GroupRow::new(label, vec![cell]))
    });
    let rows: Vec<GroupRow> = rows.collect();
    (!rows.is_empty()).then(|| GroupTable {
        caption: format!("Children looked after on 31 March {year} of whom it is not known"),
        groups: Some("Not known".to_owned()),
        columns: vec![GroupColumn::words("Children")],
        rows,
        notes: vec!["Distance is not expected for unaccompanied children.".to_owned()],
        subject: TableSubject::Groups,
    })
}
