//! The authority's count of missing incidents against the police's, year by year: what explains a
//! difference and what does not.

use crate::disclosure::{AuthorityTables, Published, PublishedPolice};
use crate::indicator::INCIDENT_RATE;
use crate::measure::Flag;
use crate::measure::children::{DurationBand, Side};
use crate::source::{MissingDefinition, Scope};

use super::super::authority::sections::model::SectionBody;
use super::super::authority::sections::tables::{figure, float};
use super::super::authority::{GroupCell, GroupColumn, GroupRow, GroupTable, Subject};
use super::super::figure::Figure;
use super::super::{number, words};
use super::figures::{absent, table};
use super::police_difference::{Counts, Difference, more_or_fewer};

const NOTES: [&str; 3] = [
    "A return covers the children an authority is responsible for, wherever they are; the police count by place. Only the \
     police’s count of those children, of incidents of any length, is compared with the authority’s.",
    "The return carries dates and no times. An incident that ended two days or more after it began lasted over 24 hours; one \
     that ended the next day may have.",
    "What each calls missing: the authority records some absences as away from placement without authorisation, and the police \
     some as absent. Where both filed the same absences so, they explain less; the last column but two says how much then.",
];

impl Subject<'_> {
    /// The authority's count against the police's; none where there is no police count.
    pub(in crate::report) fn against_police(
        self,
        tables: Option<&AuthorityTables>,
    ) -> Option<SectionBody> {
        let by_year = self.police_by_year()?;
        let all = [
            Some(by_year),
            self.differences(),
            self.incidents_by_place(),
            self.over_24_hours(tables),
        ];
        let own = self.own_sources(&[INCIDENT_RATE, "children-missing", "away-incidents"]);
        let notes = NOTES.map(str::to_owned).into_iter();
        Some(SectionBody {
            finding: self.explained(),
            chart: None,
            tables: all.into_iter().flatten().collect(),
            notes: notes.chain(self.other_forces(tables)).collect(),
            source: format!(
                "Source: {}; the police’s counts ({}), of each year.",
                own.words(),
                self.files_of("police")
            ),
        })
    }

    /// Whether so few incidents are recorded that the record is probably incomplete.
    pub(in crate::report) fn is_under_recorded(self) -> bool {
        let low = |code: &&str| {
            let mut flags = self.flags_of(code).iter();
            flags.any(|f| matches!(f.flag, Flag::ImplausibleZero | Flag::UnusuallyLow))
        };
        ["children-missing", INCIDENT_RATE].iter().any(low) || self.police_count_many_more()
    }

    fn police_count_many_more(self) -> bool {
        let most = self.assessment.configuration().recording.police_multiple;
        self.counts()
            .is_some_and(|counts| counts.police > most * counts.authority)
    }

    /// What must be said before all else: that a return is not whole, that the record is probably
    /// incomplete.
    pub(in crate::report) fn said_first(self) -> Vec<String> {
        let all = [self.return_is_not_whole(), self.incomplete_record()];
        all.into_iter().flatten().collect()
    }

    /// That the return holds too few or too many children, where both numbers are shown.
    pub(in crate::report) fn return_is_not_whole(self) -> Option<String> {
        let year = self.assessment.year;
        let size = self.assessment.evidence.measures.return_size(year, self.id);
        let size = size.filter(|size| size.is_doubtful())?;
        Some(format!(
            "The return that this is counted from holds {} looked after on 31 March {year}; {} are published for {}: it may \
             not be whole, or not of this year.",
            words::counted(size.own, "child", "children"),
            number::count(size.published),
            self.assessment.name(self.id),
        ))
    }

    /// That the record is probably incomplete, with what says so; none where nothing does.
    pub(in crate::report) fn incomplete_record(self) -> Option<String> {
        if !self.is_under_recorded() {
            return None;
        }
        let year = self.assessment.year;
        let name = self.assessment.name(self.id);
        let own = self.own_incidents(year);
        let recorded = match own.value {
            Some(0.0) => {
                format!("{name} recorded no missing incident in the year ending 31 March {year}")
            }
            Some(1.0) => {
                format!("{name} recorded 1 missing incident in the year ending 31 March {year}")
            }
            Some(_) => format!(
                "{name} recorded {} missing incidents in the year ending 31 March {year}",
                own.display
            ),
            None => {
                format!(
                    "{name} recorded few children as missing in the year ending 31 March {year}"
                )
            }
        };
        let police = self
            .counts()
            .filter(|counts| counts.police > counts.authority);
        let police = police.map_or_else(String::new, |counts| {
            format!(
                "; the police counted {} of its children",
                number::count(counts.police)
            )
        });
        let judged = if self.police_count_many_more() || own.value == Some(0.0) {
            "The record is probably incomplete."
        } else {
            "That is unusually few for the number of children it looks after: the record may be incomplete."
        };
        Some(format!("{recorded}{police}. {judged}"))
    }

    pub(in crate::report) fn police_in(self, year: i16) -> Vec<PublishedPolice> {
        let measures = &self.assessment.evidence.measures;
        measures.police(year, self.id).to_vec()
    }

    pub(super) fn own_incidents(self, year: i16) -> Figure {
        let Some(cell) = self.cell_in(year, INCIDENT_RATE) else {
            return Figure::absent("no data", "");
        };
        match (cell.recorded(), cell.value) {
            (Some(count), _) => Figure::number(count, number::count(count)),
            (None, Err(absence)) => Figure::absence(absence),
            (None, Ok(_)) => Figure::absent("not given", ""),
        }
    }

    /// The children behind the authority's count.
    fn own_missing(self, year: i16) -> Figure {
        let Some(cell) = self.cell_in(year, "children-missing") else {
            return Figure::absent("no data", "");
        };
        match (cell.numerator, cell.value) {
            (Some(count), _) => Figure::number(count, number::count(count)),
            (None, Err(absence)) => Figure::absence(absence),
            (None, Ok(_)) => Figure::absent("not given", ""),
        }
    }

    fn police_by_year(self) -> Option<GroupTable> {
        let years = self.shared.years.iter().copied();
        let rows = years.filter_map(|year| {
            let police = self.police_in(year);
            if police.is_empty() {
                return None;
            }
            let of = |scope, definition| {
                let found = police
                    .iter()
                    .find(|p| p.scope == scope && p.definition == definition);
                found.map_or_else(
                    || absent("not given"),
                    |p| GroupCell::of(figure(p.incidents)),
                )
            };
            let own = self.own_incidents(year);
            let all = of(Scope::Responsible, MissingDefinition::All);
            let more = more_or_fewer(&own, &all.figure);
            let own_children = police
                .iter()
                .find(|p| p.scope == Scope::Responsible && p.definition == MissingDefinition::All);
            let further = |count: Option<Published>| {
                count.map_or_else(|| absent("not given"), |count| GroupCell::of(figure(count)))
            };
            let cells = vec![
                GroupCell::of(own),
                all,
                more,
                of(Scope::Responsible, MissingDefinition::Over24Hours),
                further(own_children.and_then(|p| p.children)),
                GroupCell::of(self.own_missing(year)),
            ];
            Some(GroupRow::of_year(year, cells))
        });
        let columns = [
            "The authority’s count",
            "The police’s count of its children",
            "The police counted",
            "Police: over 24 hours",
            "Police: children who went missing",
            "The authority: children who went missing",
        ];
        let columns = columns.map(GroupColumn::number).to_vec();
        let caption = "Missing incidents of the authority’s own children by year, as it and the police counted them";
        table(caption, "Year", columns, rows.collect())
    }

    fn counts(self) -> Option<Counts> {
        self.counts_in(self.assessment.year)
    }

    pub(super) fn counts_in(self, year: i16) -> Option<Counts> {
        let police = self.police_in(year);
        let police = police
            .iter()
            .find(|p| p.scope == Scope::Responsible && p.definition == MissingDefinition::All)?;
        let away = self.cell_in(year, "away-incidents");
        Some(Counts {
            authority: self.own_incidents(year).value?,
            police: float(police.incidents.count()?),
            away: away.and_then(|cell| cell.value.ok()),
            absent: police.absent.and_then(Published::count).map(float),
        })
    }

    /// What is said of the difference in the year.
    fn explained(self) -> String {
        let year = self.assessment.year;
        let Some(counts) = self.counts() else {
            return format!(
                "For the year ending 31 March {year} the two counts cannot be set against each other: {}.",
                self.which_count_lacks()
            );
        };
        let both = format!(
            "In the year ending 31 March {year} the authority counted {} of its children and the police {}",
            words::counted(counts.authority, "missing incident", "missing incidents"),
            number::count(counts.police)
        );
        let difference = Difference::of(&counts);
        if difference.gap == 0.0 {
            return format!("{both}: the two agree in number.");
        }
        format!(
            "{both}: {} more by {}. {}",
            number::count(difference.gap),
            difference.who_more,
            difference.cause()
        )
    }

    /// Which of the two counts is not there, and why.
    fn which_count_lacks(self) -> String {
        let year = self.assessment.year;
        let police = self.police_in(year);
        let comparable = police
            .iter()
            .find(|p| p.scope == Scope::Responsible && p.definition == MissingDefinition::All);
        let police = match comparable {
            None => Some("the police’s of all incidents of the authority’s children was not given"),
            Some(counted) if counted.incidents.count().is_none() => {
                Some("the police’s is withheld")
            }
            Some(_) => None,
        };
        let own = self
            .own_incidents(year)
            .value
            .is_none()
            .then(|| format!("the authority’s {}", self.lack_of(INCIDENT_RATE).verb()));
        let lacking: Vec<String> = own.into_iter().chain(police.map(str::to_owned)).collect();
        lacking.join("; ")
    }

    /// Incidents over 24 hours by both counts.
    fn over_24_hours(self, tables: Option<&AuthorityTables>) -> Option<GroupTable> {
        let year = self.assessment.year;
        let police = self.police_in(year);
        let police = police.iter().find(|p| {
            p.scope == Scope::Responsible && p.definition == MissingDefinition::Over24Hours
        })?;
        let durations = tables?.durations.as_ref()?;
        let sum = |bands: &[DurationBand]| {
            let counts = bands
                .iter()
                .map(|band| durations.of(band).map_or(Some(0), Published::count));
            counts.sum::<Option<u64>>().map(float)
        };
        use DurationBand as B;
        let surely = [B::TwoDays, B::ThreeToSixDays, B::SevenDaysOrMore];
        let perhaps = [B::OneDay, B::NotYetKnown];
        let count = |sum: Option<f64>| {
            sum.map_or_else(
                || GroupCell::of(withheld_sum()),
                |sum| GroupCell::of(Figure::number(sum, number::count(sum))),
            )
        };
        let rows = vec![
            GroupRow::new(
                "The authority: two days or more by date",
                vec![count(sum(&surely))],
            ),
            GroupRow::new(
                "The authority: one day by date, or begun after 28 March and not ended; these may be over 24 hours",
                vec![count(sum(&perhaps))],
            ),
            GroupRow::new(
                "The police: over 24 hours",
                vec![GroupCell::of(figure(police.incidents))],
            ),
        ];
        let caption = format!("Missing incidents of over 24 hours, year ending 31 March {year}");
        table(
            &caption,
            "Count",
            vec![GroupColumn::number("Missing incidents")],
            rows,
        )
    }

    /// Incidents that another force would have recorded.
    fn other_forces(self, tables: Option<&AuthorityTables>) -> Option<String> {
        let sides = tables?.sides.as_ref()?;
        let at = sides
            .rows
            .iter()
            .position(|(side, _)| *side == Side::Outside)?;
        let count = sides
            .count(at, crate::disclosure::Column::Incidents)?
            .count()?;
        (count > 0).then(|| {
            format!(
                "{} of the authority’s incidents began while the child was placed out of area. Another police force may have \
                 recorded them: ask whether its count has them.",
                number::count(float(count))
            )
        })
    }
}

/// A sum of which a part is withheld: what that means is said under the table.
fn withheld_sum() -> Figure {
    Figure {
        meaning: String::new(),
        ..Figure::withheld()
    }
}
