//! The authority's count of missing incidents against the police's, year by year: what explains a
//! difference and what does not.

use crate::disclosure::{AuthorityTables, Published, PublishedPolice, police_counts};
use crate::measure::children::{DurationBand, Side};
use crate::measure::{Flag, INCIDENT_RATE};
use crate::source::{MissingDefinition, PoliceCount, Scope};

use super::super::authority::sections::tables::{figure, float};
use super::super::authority::{GroupCell, GroupColumn, GroupTable, Section, Subject};
use super::super::figure::Figure;
use super::super::number;
use super::figures::{absent, cell, plain_row, table};
use super::section;

const SOURCE: &str =
    "Source: the authority’s return on children looked after; the police’s counts as given.";

const NOTES: [&str; 2] = [
    "A return covers the children an authority is responsible for, wherever they are; the police count by place. Only the \
     police’s count of those children, of incidents of any length, is compared with the authority’s.",
    "The return carries dates and no times. An incident that ended two days or more after it began lasted over 24 hours; one \
     that ended the next day may have.",
];

/// The counts of the year that a difference is explained by.
struct Counts {
    authority: f64,
    police: f64,
    /// Absences that the authority did not call missing.
    away: Option<f64>,
    /// Absences that the police did not call missing.
    absent: Option<f64>,
}

impl Subject<'_> {
    /// The authority's count against the police's; none where there is no police count.
    pub(in crate::report) fn against_police(
        self,
        tables: Option<&AuthorityTables>,
    ) -> Option<Section> {
        let by_year = self.police_by_year()?;
        let (said, explained) = self.explained();
        let all = [Some(by_year), explained, self.over_24_hours(tables)];
        let mut made = section(
            "police",
            "The authority’s count against the police’s",
            said,
            all.into_iter().flatten(),
            SOURCE,
        );
        made.notes = NOTES.map(str::to_owned).to_vec();
        made.notes.extend(self.other_forces(tables));
        Some(made)
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
                format!("{name} recorded few missing incidents in the year ending 31 March {year}")
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

    fn police_in(self, year: i16) -> Vec<PublishedPolice> {
        let rows = self.assessment.evidence.dataset.police.iter();
        let own: Vec<&PoliceCount> = rows
            .map(|(_, row)| row)
            .filter(|row| row.authority == self.id && row.year == year)
            .collect();
        police_counts(&own, &self.assessment.configuration().disclosure)
    }

    fn own_incidents(self, year: i16) -> Figure {
        let Some(cell) = self.cell_in(year, INCIDENT_RATE) else {
            return Figure::absent("no data", "");
        };
        match (cell.recorded(), cell.value) {
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
                found.map_or_else(|| absent("not given"), |p| cell(figure(p.incidents)))
            };
            let own = self.own_incidents(year);
            let all = of(Scope::Responsible, MissingDefinition::All);
            let more = difference(&own, &all.figure);
            let own_children = police
                .iter()
                .find(|p| p.scope == Scope::Responsible && p.definition == MissingDefinition::All);
            let further = |count: Option<Published>| {
                count.map_or_else(|| absent("not given"), |count| cell(figure(count)))
            };
            let cells = vec![
                cell(own),
                all,
                more,
                of(Scope::Responsible, MissingDefinition::Over24Hours),
                of(Scope::Located, MissingDefinition::All),
                further(own_children.and_then(|p| p.children)),
                further(own_children.and_then(|p| p.absent)),
            ];
            Some(plain_row(year.to_string(), cells))
        });
        let columns = [
            "The authority’s count",
            "The police’s count of its children",
            "The police counted",
            "Police: over 24 hours",
            "Police: all children in its area",
            "Police: its children who went missing",
            "Police: filed as absent",
        ];
        let columns = columns.map(GroupColumn::number).to_vec();
        let caption = "Missing incidents by year, as the authority and as the police counted them";
        table(caption, "Year", columns, rows.collect())
    }

    fn counts(self) -> Option<Counts> {
        let year = self.assessment.year;
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

    /// What is said of the year, and how the difference comes apart.
    fn explained(self) -> (String, Option<GroupTable>) {
        let year = self.assessment.year;
        let Some(counts) = self.counts() else {
            let said = format!(
                "For the year ending 31 March {year} the two counts cannot be set against each other: one of them is not \
                 given or cannot be shown."
            );
            return (said, None);
        };
        let (own, police) = (counts.authority, counts.police);
        let write = number::count;
        let both = format!(
            "In the year ending 31 March {year} the authority counted {} missing incidents of its children and the police {}",
            write(own),
            write(police)
        );
        let gap = (police - own).abs();
        if gap == 0.0 {
            return (format!("{both}: the two agree in number."), None);
        }
        let difference = Difference::of(&counts, gap);
        let said = format!(
            "{both}: {} more by {}. {}",
            write(gap),
            difference.who_more,
            difference.cause()
        );
        (said, difference.parts(year))
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
                || absent("[c]"),
                |sum| cell(Figure::number(sum, number::count(sum))),
            )
        };
        let rows = vec![
            plain_row(
                "The authority: two days or more by date",
                vec![count(sum(&surely))],
            ),
            plain_row(
                "The authority: one day by date, or begun after 28 March and not ended; these may be over 24 hours",
                vec![count(sum(&perhaps))],
            ),
            plain_row(
                "The police: over 24 hours",
                vec![cell(figure(police.incidents))],
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

/// A difference between the two counts, and how much of it can come from what each calls missing.
struct Difference {
    who_more: &'static str,
    gap: f64,
    /// What may have been called missing by one and not by the other.
    what: &'static str,
    /// How much of it there is, where that is known.
    known: Option<f64>,
    /// What the other one filed so already, which explains as much less.
    beside: String,
}

impl Difference {
    fn of(counts: &Counts, gap: f64) -> Self {
        if counts.police > counts.authority {
            Self {
                who_more: "the police",
                gap,
                what: "Absences the authority recorded as away from placement without authorisation, which the police may call \
                       missing",
                known: counts.away,
                beside: counts.absent.map_or_else(String::new, |absent| {
                    format!(
                        ", while the police filed {} as absent and not as missing, which may be the same ones",
                        number::count(absent)
                    )
                }),
            }
        } else {
            Self {
                who_more: "the authority",
                gap,
                what: "Absences the police recorded as absent, which the authority may call missing",
                known: counts.absent,
                beside: String::new(),
            }
        }
    }

    fn explained(&self) -> f64 {
        self.known.map_or(0.0, |count| count.min(self.gap))
    }

    fn cause(&self) -> String {
        let explained = self.explained();
        if explained >= self.gap {
            format!(
                "All of the difference could come from what each calls missing, though it need not: {} such absences are recorded{}.",
                number::count(self.known.unwrap_or_default()),
                self.beside
            )
        } else if explained == 0.0 {
            "These data explain none of the difference.".to_owned()
        } else {
            format!(
                "At most {} of the difference can come from what each calls missing; at least {} cannot be explained from \
                 these data.",
                number::count(explained),
                number::count(self.gap - explained)
            )
        }
    }

    fn parts(&self, year: i16) -> Option<GroupTable> {
        let count = |part: f64, share: String| GroupCell {
            figure: Figure::number(part, number::count(part)),
            share,
        };
        let share = |part: f64| count(part, number::share(part / self.gap));
        let explained = self.explained();
        let rows = vec![
            plain_row(
                format!("More by {}", self.who_more),
                vec![count(self.gap, String::new())],
            ),
            match self.known {
                Some(_) => plain_row(format!("{}: at most", self.what), vec![share(explained)]),
                None => plain_row(self.what, vec![absent("not known")]),
            },
            plain_row("Not explained: at least", vec![share(self.gap - explained)]),
        ];
        let caption = format!("What the difference is made of, year ending 31 March {year}");
        let columns = vec![GroupColumn::number("Missing incidents")];
        table(&caption, "Part", columns, rows)
    }
}

/// How many more or fewer the police counted.
fn difference(own: &Figure, police: &Figure) -> GroupCell {
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
