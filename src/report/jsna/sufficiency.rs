//! Whether there are enough places in the area, by kind of accommodation, with the numbers that
//! support the judgement.

use crate::disclosure::{AuthorityTables, Column, Published, PublishedTable};
use crate::measure::children::PlacementGroup;
use crate::source::Accommodation;

use super::super::authority::sections::model::SectionBody;
use super::super::authority::sections::tables::{figure, float};
use super::super::authority::{GroupCell, GroupColumn, GroupRow, Subject};
use super::super::board::{Lack, absent, table};
use super::super::figure::Figure;
use super::super::{number, words};
use super::provision::Places;

/// A kind of accommodation, how its places are counted, and the children who live in it.
pub(super) struct Kind {
    name: &'static str,
    /// The same in an answer.
    pub(super) short: &'static str,
    pub(super) accommodation: Option<Accommodation>,
    groups: &'static [PlacementGroup],
}

pub(super) const KINDS: [Kind; 3] = [
    Kind {
        name: "Children’s homes, also secure ones",
        short: "Children’s homes",
        accommodation: Some(Accommodation::ChildrensHome),
        groups: &[PlacementGroup::Homes],
    },
    Kind {
        name: "Foster care, except with relatives or friends",
        short: "Foster homes",
        accommodation: Some(Accommodation::Foster),
        groups: &[PlacementGroup::FosterOther],
    },
    Kind {
        name: "Supported, independent and other accommodation",
        short: "Other accommodation",
        accommodation: None,
        groups: &[
            PlacementGroup::SupportedAccommodation,
            PlacementGroup::OtherAccommodation,
        ],
    },
];

/// What is known of one kind.
pub(super) struct Known {
    children: Option<f64>,
    outside: Option<f64>,
    pub(super) places: Option<Places>,
    /// Whether a return counts those placed outside: what is not there then is withheld, and else was not
    /// published.
    is_counted: bool,
    /// Whether the number of children is withheld.
    is_withheld: bool,
}

impl Subject<'_> {
    /// Sufficiency by kind of accommodation.
    pub(super) fn sufficiency(self, tables: Option<&AuthorityTables>) -> Option<SectionBody> {
        let placements = tables.and_then(|tables| tables.placements.as_ref());
        let known = KINDS
            .iter()
            .map(|kind| (kind, self.known(kind, placements)));
        let known: Vec<(&Kind, Known)> = known
            .filter(|(_, known)| known.children.is_some() || known.places.is_some())
            .collect();
        if known.is_empty() || known.iter().all(|(_, known)| known.places.is_none()) {
            return None;
        }
        let rows = known.iter().map(|(kind, known)| row(kind, known)).collect();
        let mut columns = [
            "Children of the authority",
            "Of them placed outside",
            "Places in the area",
            "Vacant",
        ]
        .map(GroupColumn::number)
        .to_vec();
        columns.push(GroupColumn::words("By number"));
        let year = self.assessment.year;
        let caption = format!("Children and places by kind of accommodation, 31 March {year}");
        let said = known
            .iter()
            .filter(|(kind, _)| kind.accommodation.is_some())
            .map(|(kind, known)| {
                let when = kind.accommodation.and_then(|kind| self.counted_in(kind));
                let when = when.map(|when| format!(" The places are those{when}."));
                format!(
                    "{}: {}.{}",
                    kind.name,
                    judged(known),
                    when.unwrap_or_default()
                )
            });
        let said: Vec<String> = said.collect();
        let ahead = known
            .iter()
            .filter_map(|(kind, known)| self.ahead(kind, known));
        let ahead: String = ahead.collect();
        Some(SectionBody {
            finding: said.join(" ")
                + &self.hosted_beside(tables)
                + &self.room_for_others()
                + &ahead,
            chart: None,
            tables: table(&caption, "Kind", columns, rows).into_iter().collect(),
            notes: NOTES.map(str::to_owned).to_vec(),
            source: self.sources_of_places(&["cla-at-31-march", "home-places-for-need"]),
        })
    }

    /// How many children of other authorities live in the area beside them, where it is known.
    fn hosted_beside(self, tables: Option<&AuthorityTables>) -> String {
        let by_returns = tables.and_then(|t| t.hosted.as_ref()?.total(Column::Children)?.count());
        if let Some((year, count)) = self.hosted_as_published()
            && by_returns.is_none_or(|returns| float(returns) < count)
        {
            return format!(
                " {} of other authorities {} placed in the area on 31 March {year} too.",
                words::capitalised(&words::counted(count, "child", "children")),
                words::were(count)
            );
        }
        by_returns.filter(|count| *count > 0).map_or_else(String::new, |count| {
            format!(
                " At least {} of other authorities {} placed in the area on the same day and may use places too.",
                words::counted(float(count), "child", "children"),
                words::were(count)
            )
        })
    }

    pub(super) fn known(
        self,
        kind: &Kind,
        placements: Option<&PublishedTable<PlacementGroup>>,
    ) -> Known {
        let sum = |column: Column| {
            let table = placements?;
            let counts = kind.groups.iter().map(|group| {
                let at = table.rows.iter().position(|(row, _)| row == group);
                at.and_then(|at| table.count(at, column))
                    .and_then(Published::count)
            });
            counts.sum::<Option<u64>>().map(float)
        };
        let homes = kind.accommodation == Some(Accommodation::ChildrensHome);
        let in_homes = self.both_counts("home-places-for-need").filter(|_| homes);
        Known {
            children: sum(Column::Children).or(in_homes.map(|(_, children)| children)),
            outside: sum(Column::Outside),
            places: kind.accommodation.and_then(|kind| self.places_of(kind)),
            is_counted: placements.is_some(),
            is_withheld: placements.is_some()
                || (homes && self.lack_of("home-places-for-need") == Lack::Withheld),
        }
    }
}

const NOTES: [&str; 2] = [
    "“Enough by number” means that there are at least as many places in the area as children of the authority who live in that \
     kind of accommodation. Places are open to children of any authority, and a place is not a match: enough by number is not \
     enough for every child.",
    "Foster care with a relative or friend is not counted: such homes are found for one child and are open to no other.",
];

fn row(kind: &Kind, known: &Known) -> GroupRow {
    let count = |count: Option<f64>, otherwise: &str| match count {
        Some(count) => GroupCell::of(Figure::number(count, number::count(count))),
        None => absent(otherwise),
    };
    let places = known.places.map(|p| p.places);
    let not_counted = if kind.accommodation.is_some() {
        "not given"
    } else {
        "not counted"
    };
    let cells = vec![
        shown(known.children, known.is_withheld),
        shown(known.outside, known.is_counted),
        count(places, not_counted),
        count(known.places.and_then(|p| p.vacancies), not_counted),
        GroupCell::words(verdict(known)),
    ];
    GroupRow::new(kind.name, cells)
}

fn shown(count: Option<f64>, is_counted: bool) -> GroupCell {
    match count {
        Some(count) => GroupCell::of(Figure::number(count, number::count(count))),
        None if is_counted => GroupCell::of(figure(Published::Withheld)),
        None => absent("not published"),
    }
}

impl Known {
    /// Why the number of children is not there: "is withheld".
    pub(super) fn children_lack(&self) -> &'static str {
        if self.is_withheld {
            "is withheld"
        } else {
            "is not published"
        }
    }

    /// Places and the children of the authority who live so, where both are known.
    pub(super) fn balance(&self) -> Option<(f64, f64)> {
        Some((self.places?.places, self.children?))
    }
}

/// The judgement by number, beside the numbers.
fn verdict(known: &Known) -> &'static str {
    match (known.places, known.children) {
        (Some(_), Some(0.0)) => "No child lived in one",
        (Some(places), Some(children)) if places.places < children => "Not enough",
        (Some(places), Some(_)) => {
            let outside = known.outside.is_some_and(|n| n > 0.0);
            match (outside, places.vacancies.is_some_and(|n| n > 0.0)) {
                (true, true) => "Enough, yet some placed outside while places are vacant",
                (true, false) => "Enough, yet some placed outside",
                (false, _) => "Enough",
            }
        }
        _ => "Cannot be judged",
    }
}

/// The judgement by number, with the numbers.
fn judged(known: &Known) -> String {
    let Some(places) = known.places else {
        return "cannot be judged, since places were not given".to_owned();
    };
    let Some(children) = known.children else {
        return format!(
            "cannot be judged, since the number of children {}",
            known.children_lack()
        );
    };
    let both = format!(
        "{} for {}",
        words::counted(places.places, "place", "places"),
        words::counted(children, "child", "children")
    );
    if children == 0.0 {
        return format!(
            "no child of the authority lived in one ({} in the area)",
            words::counted(places.places, "place", "places")
        );
    }
    let outside = known.outside.filter(|outside| *outside > 0.0);
    if places.places < children {
        let short = number::count(children - places.places);
        return format!("not enough by number ({both}, {short} too few)");
    }
    let vacant = places.vacancies.filter(|vacant| *vacant > 0.0);
    match (outside, vacant) {
        (Some(outside), Some(vacant)) => format!(
            "enough by number only if no other authority uses them ({both}), yet {} placed outside while {} in the area {} vacant",
            so_many_were(outside),
            words::counted(vacant, "place", "places"),
            words::were(vacant)
        ),
        (Some(outside), None) => format!(
            "enough by number only if no other authority uses them ({both}), yet {} placed outside",
            so_many_were(outside)
        ),
        (None, _) => format!("enough by number only if no other authority uses them ({both})"),
    }
}

/// "1 was", "12 were".
fn so_many_were(count: f64) -> String {
    format!("{} {}", number::count(count), words::were(count))
}
