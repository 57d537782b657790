//! Who the children are that went missing, and how few of them account for how many incidents: for the version
//! for the board's own eyes alone, since nearly every group of it is small.

use std::sync::LazyLock;

use serde::Serialize;

use crate::care::{ChildYear, age_on};
use crate::source::Known;
use crate::source::ssda903::Token;

use super::formula::ChildLevel;
use super::placed::episode_on;

/// Children in a group: its name, as readers are told it, and how many.
pub type GroupOf = (&'static str, usize);

/// The children who went missing in a year. Every table adds up to all of them; groups of nobody are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Profile {
    /// Children with at least one M incident of the year.
    pub children: usize,
    /// Their M incidents of the year.
    pub incidents: usize,
    /// By age on the first day of the first incident of the year.
    pub ages: Vec<GroupOf>,
    /// By SEX.
    pub sexes: Vec<GroupOf>,
    /// By ETHNIC, in the groups of the census of population.
    pub ethnicities: Vec<GroupOf>,
    /// By LS of the episode on the first day of the first incident of the year.
    pub legal_statuses: Vec<GroupOf>,
    /// By how often they went missing: children, and their incidents.
    pub times: Vec<(&'static str, usize, usize)>,
    /// The tenth of the children, rounded up, who went missing most often, and their incidents; none where that is
    /// fewer than six children.
    pub most_often: Option<(usize, usize)>,
    /// Incidents that ended with another of the child's begun on that day or within 30 days after, and all that ended.
    pub again: (usize, usize),
}

/// Fewest children of whom it is said how many incidents the tenth of them account for.
const FEWEST: usize = 6;

/// Days after an end within which another incident is one soon after.
const SOON: i32 = 30;

const NOT_KNOWN: &str = "Not known";

/// Ages by their first year, oldest last.
const AGES: [(i16, &str); 5] = [
    (i16::MIN, "Under 10"),
    (10, "10 to 12"),
    (13, "13 to 15"),
    (16, "16 and 17"),
    (18, "18 and over"),
];

/// How often, by the least times.
const TIMES: [(usize, &str); 5] = [
    (1, "Once"),
    (2, "Twice"),
    (3, "3 to 5 times"),
    (6, "6 to 9 times"),
    (10, "10 times or more"),
];

/// A code of a column, and the group it is in.
struct Coded {
    of: &'static str,
    code: Token,
    group: &'static str,
}

static GROUPS: LazyLock<Vec<Coded>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut cells = line.splitn(3, ',');
        let (of, code, group) = (cells.next()?, cells.next()?, cells.next()?);
        Some(Coded {
            of,
            code: Token::of(code),
            group,
        })
    };
    include_str!("profile.csv")
        .lines()
        .skip(1)
        .filter_map(line)
        .collect()
});

fn group_of(column: &str, code: Token) -> &'static str {
    let found = GROUPS
        .iter()
        .find(|coded| coded.of == column && coded.code == code);
    found.map_or(NOT_KNOWN, |coded| coded.group)
}

/// The groups of a column in the order of the list, each once, those not known last.
fn groups_of(column: &str) -> Vec<&'static str> {
    let of_column = GROUPS.iter().filter(|coded| coded.of == column);
    let mut groups: Vec<&'static str> = of_column.map(|coded| coded.group).collect();
    groups.dedup();
    let mut once: Vec<&'static str> = Vec::new();
    for group in groups.into_iter().chain([NOT_KNOWN]) {
        if !once.contains(&group) {
            once.push(group);
        }
    }
    once
}

impl Profile {
    /// The profile of a year's missing children; none where nobody went missing.
    pub(super) fn of(level: &ChildLevel<'_>) -> Option<Self> {
        let children = level.view.children.iter();
        let missing: Vec<&ChildYear<'_>> =
            children.filter(|c| c.missing().next().is_some()).collect();
        if missing.is_empty() {
            return None;
        }
        let by = |column: &str, code: &dyn Fn(&ChildYear<'_>) -> Token| {
            let of_child = |child: &&ChildYear<'_>| group_of(column, code(child));
            tallied(&groups_of(column), missing.iter().map(of_child))
        };
        let mut counts: Vec<usize> = missing.iter().map(|c| c.missing().count()).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let tenth = counts.len().div_ceil(10);
        Some(Self {
            children: missing.len(),
            incidents: counts.iter().sum(),
            ages: by_age(&missing),
            sexes: by("sex", &|child| child.sex),
            ethnicities: by("ethnicity", &|child| child.ethnicity),
            legal_statuses: by("legal-status", &legal_status),
            times: by_times(&counts),
            most_often: (tenth >= FEWEST).then(|| (tenth, counts.iter().take(tenth).sum())),
            again: again(&missing),
        })
    }
}

/// How many are in each of some groups, in their order.
fn tallied(groups: &[&'static str], of: impl Iterator<Item = &'static str>) -> Vec<GroupOf> {
    let mut counts: Vec<GroupOf> = groups.iter().map(|group| (*group, 0)).collect();
    for group in of {
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == group) {
            *count += 1;
        }
    }
    counts.retain(|(_, count)| *count > 0);
    counts
}

fn by_age(missing: &[&ChildYear<'_>]) -> Vec<GroupOf> {
    let groups: Vec<&'static str> = AGES.iter().map(|(_, name)| *name).collect();
    let groups = [&groups[..], &[NOT_KNOWN]].concat();
    let of = |child: &&ChildYear<'_>| {
        let first = child.missing().map(|incident| incident.start).min();
        let age = child.born.zip(first).map(|(born, day)| age_on(born, day));
        let band = age.and_then(|age| AGES.iter().rev().find(|(from, _)| age >= *from));
        band.map_or(NOT_KNOWN, |(_, name)| *name)
    };
    tallied(&groups, missing.iter().map(of))
}

fn legal_status(child: &ChildYear<'_>) -> Token {
    let first = child.missing().map(|incident| incident.start).min();
    let episode = first.and_then(|day| episode_on(child, day));
    episode.map_or(Token::BLANK, |episode| episode.legal_status)
}

fn by_times(counts: &[usize]) -> Vec<(&'static str, usize, usize)> {
    let of = |at: usize| {
        let (least, name) = *TIMES.get(at)?;
        let below = TIMES.get(at + 1).map_or(usize::MAX, |(next, _)| *next);
        let own = counts.iter().filter(|n| (least..below).contains(*n));
        let (children, incidents) = (own.clone().count(), own.sum());
        (children > 0).then_some((name, children, incidents))
    };
    (0..TIMES.len()).filter_map(of).collect()
}

/// Of the incidents that ended, those after which the child's next began within 30 days.
fn again(missing: &[&ChildYear<'_>]) -> (usize, usize) {
    let (mut soon, mut ended) = (0, 0);
    for child in missing {
        let mut own: Vec<_> = child.missing().collect();
        own.sort_by_key(|incident| incident.start);
        for (at, incident) in own.iter().enumerate() {
            let Known::Read(end) = incident.end else {
                continue;
            };
            ended += 1;
            let next = own.iter().skip(at + 1).map(|next| next.start);
            let within = |day| day >= end && day <= end.plus(SOON);
            soon += usize::from(next.into_iter().any(within));
        }
    }
    (soon, ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_lists_has_a_group() {
        for (column, codes) in [
            ("sex", &["1", "2", "M", "F", "U"][..]),
            ("ethnicity", &["WBRI", "CHNE", "OOTH", "REFU", "NOBT"][..]),
            (
                "legal-status",
                &[
                    "C1", "C2", "D1", "E1", "V2", "L1", "L2", "L3", "J1", "J2", "J3",
                ][..],
            ),
        ] {
            for code in codes {
                assert_ne!(
                    group_of(column, Token::of(code)),
                    NOT_KNOWN,
                    "{column} {code}"
                );
            }
            assert_eq!(group_of(column, Token::of("XX")), NOT_KNOWN);
            assert_eq!(group_of(column, Token::BLANK), NOT_KNOWN);
        }
    }

    #[test]
    fn times_are_told_in_bands_that_add_up() {
        assert_eq!(
            by_times(&[12, 10, 9, 2, 1, 1]),
            [
                ("Once", 2, 2),
                ("Twice", 1, 2),
                ("6 to 9 times", 1, 9),
                ("10 times or more", 2, 22)
            ]
        );
    }
}
