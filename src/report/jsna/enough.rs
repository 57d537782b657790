//! Whether places and children balance, in a line each: now, for the children of others, and as the number of
//! children is carried forward.

use crate::disclosure::AuthorityTables;
use crate::indicator::CLA_AT_31_MARCH;
use crate::source::Accommodation;
use crate::source::published::{Location, Quantity};

use super::super::authority::Subject;
use super::super::{number, words};
use super::sufficiency::{KINDS, Kind, Known};

impl Subject<'_> {
    /// The answer to the question by kind: yes or no with its numbers, and what it hangs on.
    pub(super) fn sufficiency_in_brief(self, tables: Option<&AuthorityTables>) -> Option<String> {
        let kinds = self.known_kinds(tables);
        let said = kinds.iter().map(|(kind, known)| {
            let answer = match (known.places, known.balance()) {
                (None, _) => "cannot be said, since places were not given".to_owned(),
                (Some(places), None) => format!(
                    "cannot be said: {} here, and how many children of this authority need one {}",
                    words::counted(places.places, "place", "places"),
                    known.children_lack()
                ),
                (_, Some((places, children))) => format!(
                    "{}, {} for {} of this authority{}",
                    if places < children {
                        "no"
                    } else {
                        "yes by number"
                    },
                    words::counted(places, "place", "places"),
                    words::counted(children, "child", "children"),
                    gap(places - children)
                ),
            };
            format!("{}: {answer}", kind.short)
        });
        let said: Vec<String> = said.collect();
        let is_known = kinds.iter().any(|(_, known)| known.places.is_some());
        let is_answered = kinds.iter().any(|(_, known)| known.balance().is_some());
        let others = if is_answered {
            self.hosted_in_answer()
        } else {
            String::new()
        };
        is_known.then(|| format!("{}{others}", said.join(". ")))
    }

    /// That others use the same places, where children of others are known to live here.
    fn hosted_in_answer(self) -> String {
        let hosted = self.hosted_in_brief();
        hosted.map_or_else(String::new, |_| {
            ". “Yes” holds only as far as children of other authorities do not take these places".to_owned()
        })
    }

    /// Surplus or gap by kind, and whether places are too few.
    pub(super) fn gaps_in_brief(self) -> Vec<(String, bool)> {
        let tables = self.assessment.tables().get(&self.id);
        let kinds = self.known_kinds(tables);
        let gaps = kinds.iter().filter_map(|(kind, known)| {
            let (places, children) = known.balance().filter(|(_, children)| *children > 0.0)?;
            let both = format!(
                "{}: {} for {}{}",
                kind.short,
                words::counted(places, "place", "places"),
                words::counted(children, "child", "children"),
                gap(places - children)
            );
            Some((both, places < children))
        });
        gaps.collect()
    }

    /// The kinds whose places are counted, as far as anything is known of them.
    fn known_kinds(self, tables: Option<&AuthorityTables>) -> Vec<(&'static Kind, Known)> {
        let placements = tables.and_then(|tables| tables.placements.as_ref());
        let counted = KINDS.iter().filter(|kind| kind.accommodation.is_some());
        counted
            .map(|kind| (kind, self.known(kind, placements)))
            .collect()
    }

    /// What the places of a kind would be to the children of it in some years, if as large a share of
    /// those in care lived in one as now.
    pub(super) fn ahead(self, kind: &Kind, known: &Known) -> Option<String> {
        let (places, children) = known.balance().filter(|(_, children)| *children > 0.0)?;
        let all = self.value(CLA_AT_31_MARCH).filter(|all| *all > 0.0)?;
        let (year, ahead) = self.projected()?;
        let need = |count: f64| number::rounded(children / all * count, 0);
        let (low, high) = (need(ahead.low), need(ahead.high));
        Some(format!(
            " {}: if the number of children in care goes on changing as it did and the same share of them lives so, {} to {} children in {year}{}.",
            kind.short,
            number::count(low),
            number::count(high),
            between(places - high, places - low)
        ))
    }

    /// How many of the children of others who are placed here may live in homes before places run short,
    /// beside England's share in homes; in published figures nobody says how many do.
    pub(super) fn room_for_others(self) -> String {
        let homes = KINDS
            .iter()
            .find(|kind| kind.accommodation == Some(Accommodation::ChildrensHome));
        let spare = homes.and_then(|kind| {
            let (places, children) = self.known(kind, None).balance()?;
            Some(places - children).filter(|spare| *spare > 0.0)
        });
        let Some((spare, (year, hosted))) = spare.zip(self.hosted_as_published()) else {
            return String::new();
        };
        if hosted <= spare {
            return " Even if all of these lived in homes, the places in homes would do by number."
                .to_owned();
        }
        let published = &self.assessment.evidence.dataset.published;
        let of = |quantity: Quantity| {
            published
                .get(quantity, year, &Location::National)?
                .figure
                .number()
        };
        let share = of(Quantity::PlacementHomes).zip(of(Quantity::PlacementTotal));
        let share = share.filter(|(_, all)| *all > 0.0);
        let england = share.map_or_else(String::new, |(homes, all)| {
            format!(
                "; in England {} of children in care live in one",
                number::share(homes / all)
            )
        });
        format!(
            " How many of these live in homes is not published: if more than {} do ({} of them), places in homes run short{england}.",
            number::count(spare),
            number::share(spare / hosted)
        )
    }
}

/// ": 162 more than needed", ": 40 too few", ": as many".
fn gap(more: f64) -> String {
    if more == 0.0 {
        ": just as many".to_owned()
    } else if more > 0.0 {
        format!(": {} more places than children", number::count(more))
    } else {
        format!(": {} too few", number::count(-more))
    }
}

/// What is over or lacking at both ends of a range, the fewer places first.
fn between(fewest: f64, most: f64) -> String {
    let count = |more: f64| number::count(more.abs());
    let end = |more: f64| {
        if more < 0.0 {
            format!("{} places too few", count(more))
        } else {
            format!("{} to spare", count(more))
        }
    };
    if fewest == most {
        format!(": {}", end(fewest))
    } else if fewest >= 0.0 {
        format!(": {} to {} to spare", count(fewest), count(most))
    } else if most < 0.0 {
        format!(": {} to {} places too few", count(most), count(fewest))
    } else {
        format!(": from {} to {}", end(fewest), end(most))
    }
}
