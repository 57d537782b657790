//! The police's count of missing incidents in the area against what returns say of it: incidents of
//! the authority's own children placed there, and of children of others whom it hosts.

use crate::config::Mode;
use crate::disclosure::{AuthorityTables, Column, Published};
use crate::measure::children::Side;
use crate::source::{MissingDefinition, Scope};

use super::super::authority::sections::model::TableHead;
use super::super::authority::sections::tables::figure;
use super::super::authority::{
    GroupCell, GroupColumn, GroupRow, GroupTable, Subject, TableSubject,
};
use super::figures::{absent, table_of};
use super::police_difference::more_or_fewer;

/// Said where numbers are withheld.
const ROUNDED: &str = " Incidents of children of others are rounded to 10.";
const WHERE_COUNTED: &str = "An incident is counted where the child was placed when it began. Children of authorities whose returns are not \
     here are in the police’s count alone, so that part of what it counts more may be theirs. What it counts fewer was \
     known to an authority and not, as missing and here, to the police.";

impl Subject<'_> {
    /// Incidents in the area by year, by returns and by the police; none where the police gave no
    /// count by place.
    pub(super) fn incidents_by_place(self) -> Option<GroupTable> {
        let rows = self.shared.years.iter().filter_map(|year| {
            let police = self.police_in(*year);
            let police = police
                .iter()
                .find(|p| p.scope == Scope::Located && p.definition == MissingDefinition::All)?;
            let (own, hosted) = self.began_here(*year);
            let count = |count: Option<Published>| {
                count.map_or_else(|| absent("not known"), |count| GroupCell::of(figure(count)))
            };
            let together = match (own, hosted) {
                (Some(Published::Shown(own)), Some(Published::Shown(hosted))) => {
                    Some(Published::Shown(own + hosted))
                }
                (Some(_), Some(_)) => Some(Published::Withheld),
                _ => None,
            };
            let (together, police) = (count(together), GroupCell::of(figure(police.incidents)));
            let difference = more_or_fewer(&together.figure, &police.figure);
            let cells = vec![police, count(own), count(hosted), together, difference];
            Some(GroupRow::of_year(*year, cells))
        });
        let columns = [
            "Police: all children in the area",
            "Returns: own children placed inside",
            "Returns: children of others placed here",
            "Returns together",
            "The police counted",
        ];
        let head = TableHead {
            caption: "Missing incidents in the area by year, whoever is responsible for the child"
                .to_owned(),
            groups: Some("Year"),
            columns: columns.map(GroupColumn::number).to_vec(),
            subject: TableSubject::Groups,
        };
        let public = self.assessment.configuration().disclosure.mode == Mode::Public;
        let rounded = if public { ROUNDED } else { "" };
        table_of(
            head,
            rows.collect(),
            Some(format!("{WHERE_COUNTED}{rounded}")),
        )
    }

    /// Incidents that began in the area: of its own children, and of those of others, as far as
    /// there are returns.
    fn began_here(self, year: i16) -> (Option<Published>, Option<Published>) {
        let of = |tables: &AuthorityTables| {
            let sides = tables.sides.as_ref();
            let own = sides.map(|sides| {
                let at = sides
                    .rows
                    .iter()
                    .position(|(side, _)| *side == Side::Inside);
                let count = at.and_then(|at| sides.count(at, Column::Incidents));
                count.unwrap_or(Published::Shown(0))
            });
            (own, tables.hosted_incidents)
        };
        if year == self.assessment.year {
            let tables = self.assessment.tables().get(&self.id);
            return tables.map_or((None, None), of);
        }
        let rules = &self.assessment.configuration().disclosure;
        let measures = &self.assessment.evidence.measures;
        let tables = measures.tables_of(year, self.id, rules);
        tables.as_ref().map_or((None, None), of)
    }
}
