//! What lies between the authority's count of missing incidents and the police's, year by year.

use super::super::authority::{GroupCell, GroupColumn, GroupRow, GroupTable, Subject};
use super::super::figure::Figure;
use super::super::number;
use super::figures::{absent, table};

/// The counts of a year that a difference is explained by.
pub(super) struct Counts {
    pub(super) authority: f64,
    pub(super) police: f64,
    /// Absences that the authority did not call missing.
    pub(super) away: Option<f64>,
    /// Absences that the police did not call missing.
    pub(super) absent: Option<f64>,
}

/// Who counted.
enum Who {
    Authority,
    Police,
}

/// A difference between the two counts, and how much of it can come from what each calls missing.
pub(super) struct Difference {
    pub(super) who_more: &'static str,
    pub(super) gap: f64,
    /// How many absences may have been called missing by one and not by the other, where known.
    known: Option<f64>,
    /// How many of its own the one with more filed so, which may be the same ones.
    same: Option<f64>,
    /// Who filed those as something else.
    filed_by: Who,
}

impl Difference {
    pub(super) fn of(counts: &Counts) -> Self {
        let gap = (counts.police - counts.authority).abs();
        if counts.police > counts.authority {
            Self {
                who_more: "the police",
                gap,
                known: counts.away,
                same: counts.absent,
                filed_by: Who::Police,
            }
        } else {
            Self {
                who_more: "the authority",
                gap,
                known: counts.absent,
                same: counts.away,
                filed_by: Who::Authority,
            }
        }
    }

    /// The most that what each calls missing can explain.
    fn explained(&self) -> Option<f64> {
        self.known.map(|count| count.min(self.gap))
    }

    /// The most of it where both filed the same absences as something else.
    fn explained_if_same(&self) -> Option<f64> {
        let (known, same) = self.known.zip(self.same)?;
        Some((known - same).clamp(0.0, self.gap))
    }

    pub(super) fn cause(&self) -> String {
        let beside = self
            .same
            .filter(|same| *same > 0.0)
            .map_or_else(String::new, |same| {
                let same = number::count(same);
                match self.filed_by {
                    Who::Police => format!(
                        ", while the police filed {same} as absent and not as missing, which may be the same ones"
                    ),
                    Who::Authority => format!(
                        ", while the authority filed {same} as away from placement and not as missing, which may be the \
                         same ones"
                    ),
                }
            });
        match self.explained() {
            Some(explained) if explained >= self.gap => format!(
                "All of the difference could come from what each calls missing, though it need not: {} such absences are \
                 recorded{beside}.",
                number::count(self.known.unwrap_or_default())
            ),
            Some(explained) if explained > 0.0 => format!(
                "At most {} of the difference can come from what each calls missing{beside}; at least {} cannot be explained \
                 from these data.",
                number::count(explained),
                number::count(self.gap - explained)
            ),
            _ => "These data explain none of the difference.".to_owned(),
        }
    }

    fn cells(&self, counts: &Counts) -> Vec<GroupCell> {
        let count = |part: Option<f64>| {
            let shown = |n: f64| GroupCell::of(Figure::number(n, number::count(n)));
            part.map_or_else(|| absent("not known"), shown)
        };
        let who = if self.gap == 0.0 {
            GroupCell::words("as many")
        } else {
            GroupCell::words(format!(
                "{} more by {}",
                number::count(self.gap),
                self.who_more
            ))
        };
        vec![
            who,
            count(self.explained()),
            count(self.explained_if_same()),
            count(self.explained().map(|explained| self.gap - explained)),
            count(counts.away),
            count(counts.absent),
        ]
    }
}

impl Subject<'_> {
    /// How the difference of each year comes apart.
    pub(super) fn differences(self) -> Option<GroupTable> {
        let rows = self.shared.years.iter().filter_map(|year| {
            let counts = self.counts_in(*year)?;
            let cells = Difference::of(&counts).cells(&counts);
            Some(GroupRow::of_year(*year, cells))
        });
        let columns = [
            "From what each calls missing: at most",
            "The same if both filed the same absences: at most",
            "Not explained: at least",
            "The authority: away without authorisation",
            "The police: filed as absent",
        ];
        let columns = [GroupColumn::words("Difference")]
            .into_iter()
            .chain(columns.map(GroupColumn::number));
        table(
            "What the difference is made of, by year",
            "Year",
            columns.collect(),
            rows.collect(),
        )
    }
}

/// How many more or fewer the police counted.
pub(super) fn more_or_fewer(own: &Figure, police: &Figure) -> GroupCell {
    match own.value.zip(police.value) {
        Some((own, police)) if own == police => absent("as many"),
        Some((own, police)) => {
            let gap = number::count((police - own).abs());
            let word = if police > own { "more" } else { "fewer" };
            absent(&format!("{gap} {word}"))
        }
        None => absent("not compared"),
    }
}
