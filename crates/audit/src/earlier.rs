//! What publications that were made before have to do with the one under attack.

use std::collections::BTreeMap;

use crate::written::{Places, Publication};

/// What is shown of an authority's year, by where it stands; of what is withheld, why.
type Shown<'p> = BTreeMap<(&'p str, &'p str, &'p str), Cell<'p>>;

/// A cell of a table.
enum Cell<'p> {
    Count(f64),
    /// It is withheld, and this is said of why.
    Withheld(&'p str),
}

/// The authorities and years of which an earlier publication does not say what this one does: a
/// return was corrected. Its counts need not be those under attack.
pub(crate) fn corrected(now: &Publication, before: &Publication) -> Places {
    let threshold = now.scorecard.configuration.disclosure.threshold();
    let (now, before) = (shown(now), shown(before));
    let differs = |(place, cells): &(&(&str, i16), &Shown<'_>)| {
        now.get(place).is_some_and(|now| {
            let both = cells
                .iter()
                .filter_map(|(at, cell)| Some((cell, now.get(at)?)));
            both.into_iter()
                .any(|(one, other)| differ(one, other, threshold))
        })
    };
    let corrected = before.iter().filter(differs);
    corrected
        .map(|((code, year), _)| ((*code).to_owned(), *year))
        .collect()
}

/// Whether two cells cannot be of the same count.
fn differ(one: &Cell<'_>, other: &Cell<'_>, threshold: i64) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "a small setting")]
    let most = threshold as f64;
    match (one, other) {
        (Cell::Count(one), Cell::Count(other)) => (one - other).abs() > 1e-9,
        (Cell::Count(count), Cell::Withheld(why)) | (Cell::Withheld(why), Cell::Count(count)) => {
            *why == "few" && !(1.0..=most).contains(count)
        }
        (Cell::Withheld(_), Cell::Withheld(_)) => false,
    }
}

fn shown(publication: &Publication) -> BTreeMap<(&str, i16), Shown<'_>> {
    let mut all: BTreeMap<(&str, i16), Shown<'_>> = BTreeMap::new();
    for row in &publication.measures {
        let place = all.entry((&row.authority_code, row.year)).or_default();
        for (part, count) in [
            ("numerator", row.numerator),
            ("denominator", row.denominator),
        ] {
            let cell = match count {
                Some(count) => Cell::Count(count),
                None if part == "numerator" && row.is_withheld() => {
                    Cell::Withheld(&row.withheld_as)
                }
                None => continue,
            };
            place.insert((&row.source, &row.indicator, part), cell);
        }
    }
    for row in &publication.groups {
        let place = all.entry((&row.authority_code, row.year)).or_default();
        let cell = row.count.parse().map_or(Cell::Withheld(""), Cell::Count);
        // Whom nobody names is whoever is not named: that hangs on more than the return.
        if !matches!(row.table.as_str(), "hosts" | "hosted") {
            place.insert((&row.table, &row.row, &row.column), cell);
        }
    }
    all
}

impl Publication {
    /// The same with every number of authorities taken out: what it withholds, and what its tables
    /// are about.
    pub(crate) fn without_numbers(&self) -> Self {
        let mut blank = self.clone();
        for row in &mut blank.measures {
            (row.numerator, row.denominator) = (None, None);
            row.value = String::new();
            row.flags = String::new();
            "c".clone_into(&mut row.status);
            "with-another".clone_into(&mut row.withheld_as);
        }
        for row in &mut blank.groups {
            "c".clone_into(&mut row.count);
        }
        (blank.scores, blank.flows) = (Vec::new(), Vec::new());
        blank.scorecard.authorities = Vec::new();
        blank.scorecard.other_years = Vec::new();
        blank
    }

    /// What it says of one authority's year, and by which rules.
    pub(crate) fn only(&self, (code, year): &(String, i16)) -> Self {
        let mut only = self.clone();
        only.measures
            .retain(|row| row.authority_code == *code && row.year == *year);
        only.groups.retain(|row| {
            let flows = matches!(row.table.as_str(), "hosts" | "hosted");
            row.authority_code == *code && row.year == *year && !flows
        });
        (only.scores, only.flows) = (Vec::new(), Vec::new());
        only.scorecard.authorities = Vec::new();
        only.scorecard.other_years = Vec::new();
        only
    }
}
