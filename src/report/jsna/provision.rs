//! Places and vacancies in the area, by type and sector.

use crate::source::{Accommodation, HomePlaces, Sector};

use super::super::authority::sections::model::{SectionBody, TableHead};
use super::super::authority::{
    GroupCell, GroupColumn, GroupRow, GroupTable, Subject, TableSubject,
};
use super::super::board::{absent, table_of};
use super::super::figure::Figure;
use super::super::{number, words};

/// Places of one kind, and how many of them are vacant where that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Places {
    pub(super) places: f64,
    pub(super) vacancies: Option<f64>,
}

impl Subject<'_> {
    /// Places and vacancies, beside what the measures say of them.
    pub(super) fn provision(self) -> Option<SectionBody> {
        let year = self.assessment.year;
        let given = self.given_places();
        let listed = self.listed_places();
        let caption = format!("Provision beside others, 31 March {year}");
        let codes = [
            "home-places-for-need",
            "own-provision",
            "local-capacity-ratio",
            "vacancies-while-placing-outside",
            "other-accommodation",
        ];
        let compared = self.beside_others(&caption, &codes);
        if given.is_none() && listed.is_none() && compared.is_none() {
            return None;
        }
        let all = [given, listed, compared];
        let ratio = self.value("local-capacity-ratio");
        Some(SectionBody {
            finding: self.provision_said(),
            chart: None,
            tables: all.into_iter().flatten().collect(),
            notes: ratio
                .map(|_| CAPACITY_RATIO.to_owned())
                .into_iter()
                .collect(),
            source: self.sources_of_places(&codes),
        })
    }

    /// The sources of places and of measures.
    pub(super) fn sources_of_places(self, codes: &[&str]) -> String {
        let dataset = &self.assessment.evidence.dataset;
        let mut found = self.found_over(codes, &[]);
        if KINDS.iter().any(|(kind, _)| self.given(*kind).is_some()) {
            let given = format!("places as given ({})", self.files_of("capacity"));
            found.add(given, self.assessment.year);
        }
        if let Some((year, _)) = self.listed() {
            let list = dataset.providers.get(&year);
            if let Some(source) = list.and_then(|(file, _)| self.published_in(*file)) {
                found.add(source, year);
            }
        }
        found.sentence()
    }

    fn provision_said(self) -> String {
        let mut said = Vec::new();
        for (accommodation, name) in KINDS {
            if let Some(found) = self.places_of(accommodation) {
                let vacant = found.vacancies.filter(|_| found.places > 0.0);
                let vacant = vacant.map_or_else(String::new, |vacant| {
                    format!(
                        ", {} of them vacant",
                        if vacant == 0.0 {
                            "none".to_owned()
                        } else {
                            number::count(vacant)
                        }
                    )
                });
                said.push(format!(
                    "There {} {} in {name} in the area{vacant}{}.",
                    words::were(found.places),
                    words::counted(found.places, "place", "places"),
                    self.counted_in(accommodation).unwrap_or_default()
                ));
            }
        }
        match self.both_counts("vacancies-while-placing-outside") {
            Some((0.0, _)) => said.push(
                "In its own homes no place was vacant that a child of its own, placed in a home outside, could have had."
                    .to_owned(),
            ),
            Some((count, _)) => said.push(format!(
                "In its own homes {} {} vacant while as many of its children were placed in homes outside.",
                number::count(count),
                if count > 1.0 { "places were" } else { "place was" }
            )),
            None => {}
        }
        if said.is_empty() {
            "How many places there are in the area was not given.".to_owned()
        } else {
            said.join(" ")
        }
    }

    /// How many places there are, by kind.
    pub(super) fn places_in_brief(self) -> Option<String> {
        let said = KINDS.map(|(kind, name)| match self.places_of(kind) {
            Some(found) => format!(
                "{} in {name}",
                words::counted(found.places, "place", "places")
            ),
            None => format!("places in {name}: not given"),
        });
        let is_known = KINDS
            .iter()
            .any(|(kind, _)| self.places_of(*kind).is_some());
        is_known.then(|| words::capitalised(&said.join("; ")))
    }

    /// How many of those are vacant, where that is known.
    pub(super) fn vacancies_in_brief(self) -> Option<String> {
        let said = KINDS.iter().filter_map(|(kind, name)| {
            let found = self.places_of(*kind)?;
            let vacant = number::count(found.vacancies?);
            Some(format!(
                "{vacant} of {} in {name}",
                number::count(found.places)
            ))
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    /// The kinds of which nobody said how many places there are.
    pub(super) fn kinds_without_places(self) -> Vec<String> {
        let lacking = KINDS
            .iter()
            .filter(|(kind, _)| self.places_of(*kind).is_none());
        lacking.map(|(_, name)| (*name).to_owned()).collect()
    }

    /// Whether the authority said how many places are vacant, of any kind.
    pub(super) fn are_vacancies_given(self) -> bool {
        let mut given = KINDS.iter().filter_map(|(kind, _)| self.given(*kind));
        given.any(|places| places.vacancies.is_some())
    }

    /// All places of a kind, whoever runs them.
    pub(super) fn places_of(self, accommodation: Accommodation) -> Option<Places> {
        let homes = accommodation == Accommodation::ChildrensHome;
        self.given(accommodation).or_else(|| {
            self.listed().filter(|_| homes).map(|(_, listed)| Places {
                places: listed.places,
                vacancies: None,
            })
        })
    }

    /// The same as the authority gave them.
    fn given(self, accommodation: Accommodation) -> Option<Places> {
        let mut sum: Option<Places> = None;
        for (_, row) in &self.assessment.evidence.dataset.capacity {
            if row.authority != self.id
                || row.year != self.assessment.year
                || row.accommodation != accommodation
            {
                continue;
            }
            sum = Some(match sum {
                None => Places {
                    places: row.places,
                    vacancies: row.vacancies,
                },
                Some(before) => Places {
                    places: before.places + row.places,
                    vacancies: before.vacancies.zip(row.vacancies).map(|(a, b)| a + b),
                },
            });
        }
        sum
    }

    /// Places and vacancies that the authority gave.
    fn given_places(self) -> Option<GroupTable> {
        let year = self.assessment.year;
        let dataset = &self.assessment.evidence.dataset;
        let mut rows: Vec<(Accommodation, Sector, GroupRow)> = Vec::new();
        for (_, row) in &dataset.capacity {
            if row.authority != self.id || row.year != year {
                continue;
            }
            let name = KINDS.iter().find(|(kind, _)| *kind == row.accommodation);
            let label = format!(
                "{}: {}",
                words::capitalised(name.map_or("", |(_, name)| name)),
                sector(row.sector)
            );
            let vacant = row.vacancies.map_or_else(|| absent("not given"), places);
            let made = GroupRow::new(label, vec![places(row.places), vacant]);
            rows.push((row.accommodation, row.sector, made));
        }
        rows.sort_by_key(|(kind, sector, _)| (*kind, *sector));
        let columns = ["Places", "Of them vacant"].map(GroupColumn::number);
        let head = TableHead {
            caption: format!("Places and vacancies in the area, {year}, as given"),
            groups: Some("Kind and who runs it"),
            columns: columns.to_vec(),
            subject: TableSubject::Vacancies,
        };
        table_of(
            head,
            rows.into_iter().map(|(_, _, row)| row).collect(),
            None,
        )
    }

    /// Registered places in homes by the latest list of providers that there is, with its year.
    fn listed(self) -> Option<(i16, HomePlaces)> {
        let dataset = &self.assessment.evidence.dataset;
        let mut lists = dataset.providers.range(..=self.assessment.year);
        let (year, (_, list)) = lists.next_back()?;
        Some((*year, list.homes.get(&self.id).copied()?))
    }

    /// Said of places that were counted in an earlier year; none of others.
    pub(super) fn counted_in(self, accommodation: Accommodation) -> Option<String> {
        let homes = accommodation == Accommodation::ChildrensHome;
        let listed = self
            .listed()
            .filter(|_| homes && self.given(accommodation).is_none());
        let earlier = listed.filter(|(year, _)| *year != self.assessment.year);
        earlier.map(|(year, _)| {
            format!(" on 31 March {year}, by the latest list of providers there is")
        })
    }

    /// Registered places in homes by sector, and how they were judged.
    fn listed_places(self) -> Option<GroupTable> {
        let (year, listed) = self.listed()?;
        let sectors = [
            ("Run by local authorities", listed.local_authority),
            ("Private", listed.private),
            ("Voluntary", listed.voluntary),
            ("Others, such as health bodies", listed.other),
        ];
        let rows = sectors.map(|(name, count)| GroupRow::new(name, vec![places(count)]));
        let total = GroupRow::total(vec![places(listed.places)]);
        let judged = (listed.judged > 0.0).then(|| {
            format!(
                "{} of {} places with a full inspection judgement are in homes judged good or outstanding.",
                number::count(listed.good_or_outstanding),
                number::count(listed.judged)
            )
        });
        let head = TableHead {
            caption: format!("Registered places in children’s homes in the area, 31 March {year}"),
            groups: Some("Sector"),
            columns: vec![GroupColumn::number("Places")],
            subject: TableSubject::Groups,
        };
        table_of(head, rows.into_iter().chain([total]).collect(), judged)
    }
}

const CAPACITY_RATIO: &str = "The local capacity ratio is the number of children placed in the area, whoever is responsible for them, for every 100 \
     children the authority looks after: above 100, the area takes in more children than it sends away.";

/// The kinds of accommodation that places are counted in.
const KINDS: [(Accommodation, &str); 2] = [
    (Accommodation::ChildrensHome, "children’s homes"),
    (Accommodation::Foster, "foster homes"),
];

fn sector(sector: Sector) -> &'static str {
    match sector {
        Sector::Own => "run by the authority",
        Sector::Private => "private",
        Sector::Voluntary => "voluntary",
    }
}

fn places(count: f64) -> GroupCell {
    GroupCell::of(Figure::number(count, number::count(count)))
}
