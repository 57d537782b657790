//! Who places children where, over all authorities of a year: made from the tables of their
//! reports, so that nothing more is said here than there.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Reports;
use super::authority::sections::tables::{figure, float};
use super::authority::{GroupCell, GroupColumn, GroupRow, GroupTable, SectionChart};
use super::board::{absent, table};
use super::figure::{Figure, Sign};
use super::frame::Frame;
use super::{file_name, number, reading};
use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::disclosure::{AuthorityTables, Column, FlowRow, Published, PublishedTable};

/// Most flows that are drawn and listed on the page; the file has all.
const LISTED: usize = 20;

/// Who places children where.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowsReport {
    /// What stands on every page.
    pub frame: Frame,
    /// The first finding, in a sentence.
    pub headline: String,
    /// The largest flows, as bars.
    pub chart: Option<SectionChart>,
    /// The largest flows with how many went missing and were notified.
    pub largest: Option<GroupTable>,
    /// Every authority: placed outside, hosted, the balance.
    pub balance: Option<GroupTable>,
    /// What must be said about them.
    pub notes: Vec<String>,
    /// Signs used in the tables.
    pub signs: Vec<Sign>,
}

/// Children of one authority placed in another on 31 March.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The code of the authority that places them.
    pub from_code: String,
    /// Its name.
    pub from: String,
    /// The code of the authority that hosts them.
    pub to_code: String,
    /// Its name.
    pub to: String,
    /// Children.
    pub children: Published,
    /// Of them, with a missing incident in the year.
    pub missing: Option<Published>,
    /// Of them, with one that began while they were placed there.
    pub missing_from_there: Option<Published>,
    /// Of the children, those whose placement began in a year of which there is a record of
    /// notifications; none where nothing is recorded.
    pub notifiable: Option<Published>,
    /// Of those, those of whose placement the host was told; none where that is not recorded.
    pub notified: Option<Published>,
}

type Cells<'t> = (&'t PublishedTable<FlowRow>, &'t [Published]);

/// Whether it can be said who places children where: fewer than two authorities place nobody with
/// one another.
pub fn has_flows(assessment: &Assessment<'_>) -> bool {
    assessment.tabulated() >= 2
}

/// Every flow between two authorities that is named in either's report, by who places and who
/// hosts.
pub fn flow_list(assessment: &Assessment<'_>) -> Vec<Flow> {
    let mut pairs: BTreeMap<(AuthorityId, AuthorityId), Cells<'_>> = BTreeMap::new();
    for (id, tables) in assessment.tables() {
        for (table, hosts) in [(&tables.hosts, true), (&tables.hosted, false)] {
            let rows = table
                .iter()
                .flat_map(|t| t.rows.iter().map(move |r| (t, r)));
            for (table, (row, cells)) in rows {
                if let FlowRow::Authority(other) = row {
                    let pair = if hosts { (*id, *other) } else { (*other, *id) };
                    pairs.entry(pair).or_insert((table, cells));
                }
            }
        }
    }
    let of = |((from, to), (table, cells)): ((AuthorityId, AuthorityId), Cells<'_>)| {
        let count = |column: Column| {
            let at = table.columns.iter().position(|c| *c == column)?;
            cells.get(at).copied()
        };
        Flow {
            from_code: assessment.code(from).to_owned(),
            from: assessment.name(from).to_owned(),
            to_code: assessment.code(to).to_owned(),
            to: assessment.name(to).to_owned(),
            children: count(Column::Children).unwrap_or(Published::Withheld),
            missing: count(Column::Missing),
            missing_from_there: count(Column::MissingFromThere),
            notifiable: count(Column::Notifiable)
                .or_else(|| count(Column::Notified).and(count(Column::Children))),
            notified: count(Column::Notified),
        }
    };
    pairs.into_iter().map(of).collect()
}

impl Reports<'_> {
    /// Who places children where; none where fewer than two authorities have a return.
    pub fn flows(&self) -> Option<FlowsReport> {
        if !has_flows(self.assessment) {
            return None;
        }
        let flows = flow_list(self.assessment);
        let year = self.assessment.year;
        let (largest, balance) = (largest(&flows, year), self.balance());
        let figures = largest.iter().chain(&balance).flat_map(GroupTable::figures);
        Some(FlowsReport {
            headline: self.flow_headline(&flows),
            chart: chart(&flows),
            signs: reading::signs_in(figures),
            largest,
            balance,
            notes: NOTES.map(str::to_owned).to_vec(),
            frame: self.frame.clone(),
        })
    }

    fn flow_headline(&self, flows: &[Flow]) -> String {
        let year = self.assessment.year;
        let most = flows.iter().max_by_key(|f| f.children.count());
        let balances: Vec<f64> = self
            .assessment
            .tables()
            .values()
            .filter_map(|tables| balance_of(tables)?.value)
            .collect();
        let takes_more = balances.iter().filter(|net| **net > 0.0).count();
        let sends_more = balances.iter().filter(|net| **net < 0.0).count();
        let most = most.and_then(|f| {
            let children = figure(f.children);
            children.is_number().then(|| {
                format!(
                    " The largest flow that is named is from {} to {}: {} children.",
                    f.from, f.to, children.display
                )
            })
        });
        format!(
            "On 31 March {year} {takes_more} authorities hosted more children of others than they placed outside, and \
             {sends_more} placed more outside than they hosted.{}",
            most.unwrap_or_default()
        )
    }

    fn balance(&self) -> Option<GroupTable> {
        let mut rows: Vec<(Option<f64>, GroupRow)> = Vec::new();
        for (id, tables) in self.assessment.tables() {
            let outside =
                outside(tables).map_or_else(|| absent("not known"), |n| GroupCell::of(figure(n)));
            let hosted = GroupCell::of(figure(hosted(tables)));
            let net = balance_of(tables);
            let value = net.as_ref().and_then(|net| net.value);
            let net = GroupCell::of(net.unwrap_or_else(Figure::withheld));
            let row = GroupRow {
                file: Some(format!(
                    "authorities/{}",
                    file_name(self.assessment.code(*id))
                )),
                ..GroupRow::new(self.assessment.name(*id), vec![outside, hosted, net])
            };
            rows.push((value, row));
        }
        let order = |value: &Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
        rows.sort_by(|(a, x), (b, y)| {
            order(b)
                .total_cmp(&order(a))
                .then_with(|| x.label.cmp(&y.label))
        });
        let columns = [
            "Own children placed outside",
            "Children of others placed here",
            "More hosted than placed outside",
        ];
        let caption = format!(
            "Children placed outside and hosted on 31 March {}, from those who take in most",
            self.assessment.year
        );
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        table(
            &caption,
            "Authority",
            columns.map(GroupColumn::number).to_vec(),
            rows,
        )
    }
}

fn outside(tables: &AuthorityTables) -> Option<Published> {
    tables.placements.as_ref()?.total(Column::Outside)
}

/// Children of others: none where no return has any.
fn hosted(tables: &AuthorityTables) -> Published {
    let total = tables
        .hosted
        .as_ref()
        .and_then(|t| t.total(Column::Children));
    total.unwrap_or(Published::Shown(0))
}

/// Hosted less placed outside, where both are shown.
fn balance_of(tables: &AuthorityTables) -> Option<Figure> {
    let (hosted, outside) = hosted(tables).count().zip(outside(tables)?.count())?;
    let net = float(hosted) - float(outside);
    let plus = if net > 0.0 { "+" } else { "" };
    Some(Figure::number(net, format!("{plus}{}", number::count(net))))
}

fn by_size(flows: &[Flow]) -> Vec<&Flow> {
    let mut sorted: Vec<&Flow> = flows
        .iter()
        .filter(|f| f.children.count().is_some())
        .collect();
    sorted.sort_by_key(|f| std::cmp::Reverse(f.children.count()));
    sorted.truncate(LISTED);
    sorted
}

fn chart(flows: &[Flow]) -> Option<SectionChart> {
    let listed = by_size(flows);
    let first = listed.first()?;
    let bars = listed
        .iter()
        .map(|f| (format!("{} to {}", f.from, f.to), figure(f.children)));
    Some(SectionChart {
        title: format!(
            "The largest flow is from {} to {}: {}",
            first.from,
            first.to,
            figure(first.children).display
        ),
        axis: "Children placed there on 31 March".to_owned(),
        units: "flows".to_owned(),
        bars: bars.collect(),
    })
}

fn largest(flows: &[Flow], year: i16) -> Option<GroupTable> {
    let count = |count: Option<Published>| -> GroupCell {
        count.map_or_else(
            || absent("not recorded"),
            |count| GroupCell::of(figure(count)),
        )
    };
    let rows = by_size(flows).into_iter().map(|f| {
        GroupRow::new(
            format!("{} to {}", f.from, f.to),
            vec![
                GroupCell::of(figure(f.children)),
                count(f.missing),
                count(f.missing_from_there),
                count(f.notifiable),
                count(f.notified),
            ],
        )
    });
    let caption = format!("The {LISTED} largest flows on 31 March {year} that are named");
    let columns = [
        "Children",
        "Went missing in the year",
        "Went missing from there",
        "Placed in a recorded year",
        "Of them, host authority told",
    ];
    table(
        &caption,
        "From and to",
        columns.map(GroupColumn::number).to_vec(),
        rows.collect(),
    )
}

const NOTES: [&str; 4] = [
    "“Went missing in the year” is about any incident of the year, “from there” about those that began in a placement in the \
     host’s area. Whether a host was told is read from the records of every year; it can be said only of placements that began \
     in a year of which there is a record.",
    "A flow is the children one authority looks after who are placed in the area of another. Only authorities whose returns were \
     given are counted as placing children, so that an authority may host more than is said.",
    "A flow is named where it is large enough to point at no child; others are added up in the reports of the authorities. A \
     placement outside can be in a child’s best interests.",
    "Children placed outside England, or where it is not known, are placed outside and hosted by nobody here, so that the \
     balances do not add up to nothing.",
];
