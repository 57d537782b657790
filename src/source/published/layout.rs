//! Which of the known tables a published file is: told by its filters and its labels, never by its
//! name. The tables are data: `tables.csv` beside this file.
//!
//! A table is known only where every filter it has is: one that is set out by something more counts
//! other children or other things in the same columns, and none of its rows is what it looks like.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::diagnostic::Diagnostics;
use crate::source::shape::header_key;
use crate::source::table::{Row, Table};

use super::Quantity;
use super::columns::Columns;
use super::label::{is_total, meaning, quantity_of, resembles, rules_of};

const DATA: &str = include_str!("tables.csv");

/// Filters of which the row for all is the one meant, where a table has them beside its own.
const SET_TO_TOTAL: [&str; 12] = [
    "age",
    "age_group",
    "sex",
    "gender",
    "ethnicity",
    "ethnic_group",
    "ethnicity_major",
    "ethnicity_minor",
    "disability",
    "sen_status",
    "uasc_status",
    "motherhood_status",
];

#[derive(Debug, Deserialize)]
struct Line {
    table: String,
    title: String,
    group: String,
    label: String,
    other_population: String,
}

/// A table that indicators are taken from.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) code: String,
    pub(super) title: String,
    /// Names of the filter that groups labels; none where labels stand alone.
    group: Vec<String>,
    /// Names of the filter that says what a row counts.
    label: Vec<String>,
    /// Words in a group that make it a table about other children.
    other_population: BTreeSet<String>,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let names = |text: &str| -> Vec<String> {
        let all = text.split('|').filter(|name| !name.is_empty());
        all.map(str::to_owned).collect()
    };
    let mut reader = csv::Reader::from_reader(DATA.as_bytes());
    let lines = reader.deserialize::<Line>().filter_map(Result::ok);
    lines
        .map(|line| Known {
            group: names(&line.group),
            label: names(&line.label),
            other_population: line
                .other_population
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            code: line.table,
            title: line.title,
        })
        .collect()
});

/// Where a known table's filters stand in a file.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) known: &'static Known,
    group: Option<usize>,
    label: usize,
    totals: Vec<usize>,
}

impl Layout {
    /// The labels that say what a row counts.
    pub(super) fn label<'r>(&self, row: &Row<'r>) -> (&'r str, &'r str) {
        (row.optional(self.group), row.cell(self.label))
    }

    /// Whether the row is about all, by the filters that a table has beside its own.
    pub(super) fn is_about_all(&self, row: &Row<'_>) -> bool {
        self.totals.iter().all(|at| is_total(row.cell(*at)))
    }
}

/// Why none of a file's rows is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotUsed {
    /// It has a filter that no known table has.
    Filter(String),
    /// Its labels are those of no known table.
    Labels,
    /// It is about England or regions only.
    NoAuthorities,
    /// It has no column of counts, though its labels are known.
    NoCount(&'static str),
}

/// Groups and labels, with what they count and the years they stand in.
pub(super) type Counted = BTreeMap<(String, String), (Option<Quantity>, BTreeSet<String>)>;

/// A table that indicators are taken from, and all labels it has.
#[derive(Debug)]
pub(super) struct Identified {
    pub(super) layout: Layout,
    pub(super) columns: Columns,
    /// Every label, with what it counts and the years it stands in.
    pub(super) labels: Counted,
}

/// Tells which known table a file is.
pub(super) fn identify(table: &Table<'_>) -> Result<Identified, NotUsed> {
    let columns = Columns::of(table);
    let layouts: Vec<Layout> = KNOWN
        .iter()
        .flat_map(|known| layouts(known, &columns))
        .collect();
    if layouts.is_empty() {
        return Err(unknown_filter(&columns));
    }
    let seen = Seen::of(table, &layouts);
    let (layout, labels) = layouts
        .into_iter()
        .zip(seen.labels)
        .filter_map(|(layout, labels)| {
            let (known, labels) = what_they_count(layout.known, labels);
            (known > 0).then_some((known, layout, labels))
        })
        .max_by_key(|(known, _, _)| *known)
        .map(|(_, layout, labels)| (layout, labels))
        .ok_or(NotUsed::Labels)?;
    if !seen.has_authorities {
        return Err(NotUsed::NoAuthorities);
    }
    if columns.count.is_none() {
        return Err(NotUsed::NoCount(&layout.known.title));
    }
    Ok(Identified {
        layout,
        columns,
        labels,
    })
}

/// The ways in which a table's filters can stand in a file; none where one is left over.
fn layouts(known: &'static Known, columns: &Columns) -> Vec<Layout> {
    let named = |names: &[String]| -> Vec<usize> {
        let all = names.iter().filter_map(|name| {
            let found = columns.filters.iter().find(|(_, key)| key == name);
            found.map(|(at, _)| *at)
        });
        all.collect()
    };
    let groups: Vec<Option<usize>> = if known.group.is_empty() {
        vec![None]
    } else {
        named(&known.group).into_iter().map(Some).collect()
    };
    let mut found = Vec::new();
    for label in named(&known.label) {
        for group in groups.iter().filter(|group| **group != Some(label)) {
            let rest = columns.filters.iter();
            let rest: Vec<&(usize, String)> = rest
                .filter(|(at, _)| *at != label && Some(*at) != *group)
                .collect();
            if rest
                .iter()
                .all(|(_, key)| SET_TO_TOTAL.contains(&key.as_str()))
            {
                found.push(Layout {
                    known,
                    group: *group,
                    label,
                    totals: rest.iter().map(|(at, _)| *at).collect(),
                });
            }
        }
    }
    found
}

/// The filter that no known table has, for the message.
fn unknown_filter(columns: &Columns) -> NotUsed {
    let is_known = |key: &String| {
        SET_TO_TOTAL.contains(&key.as_str())
            || KNOWN
                .iter()
                .any(|known| known.group.contains(key) || known.label.contains(key))
    };
    let unknown: Vec<&str> = columns
        .filters
        .iter()
        .filter(|(_, key)| !is_known(key))
        .map(|(_, key)| key.as_str())
        .collect();
    if unknown.is_empty() {
        return NotUsed::Labels;
    }
    NotUsed::Filter(unknown.join(", "))
}

/// Groups and labels, joined by a sign that no text has, each with the years it stands in.
type Labels = HashMap<String, BTreeSet<String>>;

/// Stands between group and label.
const BETWEEN: char = '\u{1F}';

/// What a first look at all rows shows.
struct Seen {
    /// For each layout that was tried.
    labels: Vec<Labels>,
    has_authorities: bool,
}

impl Seen {
    fn of(table: &Table<'_>, layouts: &[Layout]) -> Self {
        let mut seen = Self {
            labels: vec![Labels::new(); layouts.len()],
            has_authorities: false,
        };
        let found = table.recognised();
        let level = found.and_then(|found| found.column("geographic_level"));
        let year = found.and_then(|found| found.column("time_period"));
        let mut key = String::new();
        table.while_row_or_note(&mut Diagnostics::default(), |row, _| {
            let is_national = matches!(
                header_key(row.optional(level)).as_str(),
                "" | "national" | "country" | "england" | "regional" | "region"
            );
            if row.is_uneven() {
                return ControlFlow::Continue(());
            }
            seen.has_authorities |= !is_national;
            let year = row.optional(year);
            for (layout, labels) in layouts.iter().zip(&mut seen.labels) {
                if layout.is_about_all(row) {
                    let (group, label) = layout.label(row);
                    key.clear();
                    key.extend([group, "\u{1F}", label]);
                    note(labels, &key, year);
                }
            }
            ControlFlow::Continue(())
        });
        seen
    }
}

/// Notes a label and a year, mostly known ones.
fn note(labels: &mut Labels, key: &str, year: &str) {
    match labels.get_mut(key) {
        Some(years) if years.contains(year) => {}
        Some(years) => {
            years.insert(year.to_owned());
        }
        None => {
            labels.insert(key.to_owned(), BTreeSet::from([year.to_owned()]));
        }
    }
}

/// How many quantities the labels count, and which; none where the table is about other children.
fn what_they_count(known: &Known, labels: Labels) -> (usize, Counted) {
    let labels: Vec<(String, String, BTreeSet<String>)> = labels
        .into_iter()
        .filter_map(|(key, years)| {
            let (group, label) = key.split_once(BETWEEN)?;
            Some((group.to_owned(), label.to_owned(), years))
        })
        .collect();
    let of_others = labels.iter().any(|(group, label, _)| {
        let mut words = meaning(group);
        if known.group.is_empty() {
            words.extend(meaning(label));
        }
        !words.is_disjoint(&known.other_population)
    });
    let counted: BTreeMap<_, _> = labels
        .into_iter()
        .map(|(group, label, years)| {
            let quantity = quantity_of(&known.code, &group, &label);
            ((group, label), (quantity, years))
        })
        .collect();
    let quantities: BTreeSet<Quantity> = counted.values().filter_map(|(q, _)| *q).collect();
    let telling = quantities
        .iter()
        .filter(|quantity| tells(**quantity))
        .count();
    let other = of_others || is_only_a_total(known, &quantities, &counted);
    (if other { 0 } else { telling }, counted)
}

/// Whether a file has nothing of a table but how many children there are, among labels that are no other
/// wording of the table's: a table about something else that ends in the same total.
fn is_only_a_total(known: &Known, quantities: &BTreeSet<Quantity>, counted: &Counted) -> bool {
    let is_total = |quantity: &Quantity| {
        matches!(
            quantity,
            Quantity::StabilityCla
                | Quantity::StabilityClaTwoYears
                | Quantity::StabilityClaLongTerm
        )
    };
    let unknown = counted
        .iter()
        .filter(|(_, (quantity, _))| quantity.is_none());
    let mut unknown = unknown.map(|((_, label), _)| label).peekable();
    quantities.iter().all(is_total)
        && unknown.peek().is_some()
        && !unknown.any(|label| resembles(&known.code, label))
}

/// Whether a quantity tells its table from others that have it too: children looked after stand
/// in many.
fn tells(quantity: Quantity) -> bool {
    !matches!(
        quantity,
        Quantity::ClaDuringYear | Quantity::UascTotal | Quantity::Uasc
    )
}

impl Identified {
    /// Lines of the label table whose quantity the file does not have in some year, each with the
    /// label of the file that comes nearest and the years.
    pub(super) fn lacking(&self) -> Vec<Lacking> {
        let all_years: BTreeSet<&String> = self.labels.values().flat_map(|(_, y)| y).collect();
        let mut lacking: Vec<Lacking> = Vec::new();
        let mut looked_at: BTreeSet<&str> = BTreeSet::new();
        for rule in rules_of(&self.layout.known.code) {
            // Several lines word one quantity, or one in place of another.
            if !looked_at.insert(in_place_of(rule.quantity).name()) {
                continue;
            }
            let having: BTreeSet<&String> = self
                .labels
                .values()
                .filter(|(q, _)| q.is_some_and(|q| in_place_of(q) == in_place_of(rule.quantity)))
                .flat_map(|(_, years)| years)
                .collect();
            let years: Vec<String> = all_years
                .iter()
                .filter(|year| !having.contains(*year) && !year.is_empty())
                .map(|year| (*year).clone())
                .collect();
            if years.is_empty() {
                continue;
            }
            let (likeness, nearest) = self.nearest(&rule.usual, &years);
            lacking.push(Lacking {
                usual: rule.usual.clone(),
                indicators: rule.indicators.clone(),
                years: if years.len() == all_years.len() {
                    Vec::new()
                } else {
                    years
                },
                likeness,
                nearest,
            });
        }
        lacking
    }

    /// The label without a meaning here that is most like a usual one.
    fn nearest(&self, usual: &str, years: &[String]) -> (f64, Option<String>) {
        let words = |text: &str| meaning(text).into_iter().collect::<Vec<_>>().join(" ");
        let usual = words(usual);
        self.labels
            .iter()
            .filter(|(_, (quantity, of))| {
                quantity.is_none() && years.iter().any(|year| of.contains(year))
            })
            .map(|((group, label), _)| {
                let whole = if group.is_empty() {
                    label.clone()
                } else {
                    format!("{group}: {label}")
                };
                (strsim::sorensen_dice(&usual, &words(&whole)), Some(whole))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((0.0, None))
    }
}

/// A quantity, or the one that an earlier wording gave in its place.
fn in_place_of(quantity: Quantity) -> Quantity {
    match quantity {
        Quantity::SamePlacementTwoYears => Quantity::SameCarerTwoYears,
        other => other,
    }
}

/// A label that an indicator needs and a table has not.
#[derive(Debug)]
pub(super) struct Lacking {
    pub(super) usual: String,
    pub(super) indicators: Vec<String>,
    /// The years without it; none where it is all of them.
    pub(super) years: Vec<String>,
    /// How like the nearest label is, from 0 to 1.
    pub(super) likeness: f64,
    pub(super) nearest: Option<String>,
}
