//! The authorities as hexagons, by where their scores stand.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::scoring::{AuthorityIndex, Band, ByAuthority, Score, Spread};

use super::file_name;
use super::words;

/// A map of equal hexagons: every authority is as large as every other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Map {
    /// What is shown: "Overall score".
    pub what: String,
    /// The finding, in a sentence.
    pub title: String,
    /// What the places of the hexagons mean.
    pub layout: String,
    /// What the categories are.
    pub categories: Vec<MapCategory>,
    /// What an authority without a category is: "Not ranked".
    pub uncategorised: String,
    /// The authorities, in the order of their names.
    pub tiles: Vec<MapTile>,
}

/// A category of a [`Map`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapCategory {
    /// In words: "Above England".
    pub label: String,
    /// The sign in every hexagon of the category.
    pub mark: String,
    /// Whether it is the middle of a scale.
    pub neutral: bool,
}

/// An authority on a [`Map`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapTile {
    /// Its name.
    pub name: String,
    /// The name of its page, without ending.
    pub file: String,
    /// A short name of up to four letters.
    pub label: String,
    /// Column, counted from the west; every odd row lies half a hexagon further east.
    pub column: i32,
    /// Row, counted from the north.
    pub row: i32,
    /// Its place in [`Map::categories`].
    pub category: Option<usize>,
}

const BANDS: [(Band, &str, &str); 3] = [
    (Band::Above, "Above England", "+"),
    (Band::Around, "Around England", "="),
    (Band::Below, "Below England", "−"),
];

const QUARTERS: [(&str, &str); 4] = [
    ("Highest quarter of scores", "1"),
    ("Second quarter", "2"),
    ("Third quarter", "3"),
    ("Lowest quarter", "4"),
];

impl Map {
    /// The scores of one level; `what` is what is scored, as in "overall score". Bands against
    /// England where there are any, else quarters of the ranked.
    pub(super) fn of(
        assessment: &Assessment<'_>,
        what: &str,
        scores: &ByAuthority<Score>,
        spreads: Option<&ByAuthority<Spread>>,
    ) -> Option<Self> {
        let banded = spreads.filter(|spreads| spreads.iter().any(|spread| spread.band.is_some()));
        let category = |at: AuthorityIndex| match banded {
            Some(spreads) => {
                let band = spreads[at].band?;
                BANDS.iter().position(|(known, _, _)| *known == band)
            }
            None => quarter(&scores[at]),
        };
        let banded = banded.is_some();
        let places = places(assessment);
        let categories = if banded {
            BANDS.map(|(_, label, mark)| (label, mark)).to_vec()
        } else {
            QUARTERS.to_vec()
        };
        let tiles = places.spots.into_iter();
        let mut tiles: Vec<MapTile> = tiles
            .map(|spot| spot.tile(assessment, category(spot.at)))
            .collect();
        tiles.sort_by(|a, b| (&a.name, &a.file).cmp(&(&b.name, &b.file)));
        (tiles.len() > 1).then(|| Self {
            what: words::capitalised(what),
            title: title(what, banded, &tiles),
            layout: places.layout.to_owned(),
            categories: categories
                .into_iter()
                .enumerate()
                .map(|(place, (label, mark))| MapCategory {
                    label: label.to_owned(),
                    mark: mark.to_owned(),
                    neutral: banded && BANDS[place].0 == Band::Around,
                })
                .collect(),
            uncategorised: "Not ranked".to_owned(),
            tiles,
        })
    }
}

fn quarter(score: &Score) -> Option<usize> {
    let rank = score.rank?;
    Some(((rank - 1) * 4 / score.rank_of.max(1)).min(3))
}

fn title(what: &str, banded: bool, tiles: &[MapTile]) -> String {
    if !banded {
        return format!("Authorities by quarter of the {what}");
    }
    let count = |category: usize| {
        tiles
            .iter()
            .filter(|tile| tile.category == Some(category))
            .count()
    };
    format!(
        "By {what}, {} above England, {} around it and {} below",
        match count(0) {
            0 => "no authority is".to_owned(),
            above => words::authorities(above) + " " + words::are(above),
        },
        count(1),
        count(2)
    )
}

/// Where the authorities stand.
struct Places {
    layout: &'static str,
    spots: Vec<Spot>,
}

/// The place of one authority on the map.
struct Spot {
    /// Its place in the panel.
    at: AuthorityIndex,
    id: AuthorityId,
    column: i32,
    row: i32,
    label: String,
}

impl Spot {
    fn tile(&self, assessment: &Assessment<'_>, category: Option<usize>) -> MapTile {
        MapTile {
            name: assessment.name(self.id).to_owned(),
            file: file_name(assessment.code(self.id)),
            label: self.label.clone(),
            column: self.column,
            row: self.row,
            category,
        }
    }
}

/// The places of the register; where it has none, rows by region.
fn places(assessment: &Assessment<'_>) -> Places {
    let register = &assessment.evidence.dataset.register;
    let units = assessment.panel.authorities().pairs();
    let known = units.filter_map(|(at, id)| {
        let tile = register.tile(*id)?;
        Some(Spot {
            at,
            id: *id,
            column: tile.column,
            row: tile.row,
            label: tile.label.clone(),
        })
    });
    let known: Vec<Spot> = known.collect();
    if known.is_empty() {
        Places {
            layout: "Each hexagon is one authority; those of a region stand in rows together. Places on the ground are not known.",
            spots: by_region(assessment),
        }
    } else {
        Places {
            layout: "Each hexagon is one authority, near its neighbours on the ground; nothing is to scale.",
            spots: known,
        }
    }
}

/// Rows by region, one below the other.
fn by_region(assessment: &Assessment<'_>) -> Vec<Spot> {
    let register = &assessment.evidence.dataset.register;
    let mut regions: BTreeMap<&str, Vec<(AuthorityIndex, AuthorityId)>> = BTreeMap::new();
    for (at, id) in assessment.panel.authorities().pairs() {
        let region = register.get(*id).map_or("", |a| a.region.as_str());
        regions.entry(region).or_default().push((at, *id));
    }
    let wide = columns(assessment.panel.authorities().len());
    let rows = regions.values().flat_map(|units| units.chunks(wide));
    let spots = (0..).zip(rows).flat_map(|(row, chunk)| {
        (0..).zip(chunk).map(move |(column, (at, id))| Spot {
            at: *at,
            id: *id,
            column,
            row,
            label: short(assessment.name(*id)),
        })
    });
    spots.collect()
}

/// Columns of a block that is about as wide as high.
fn columns(authorities: usize) -> usize {
    let mut columns = 4;
    while columns * columns < authorities {
        columns += 1;
    }
    columns
}

/// The first letters of a name's first word of some length, else of its longest.
fn short(name: &str) -> String {
    let mut words = name.split(|letter: char| !letter.is_alphanumeric());
    if let Some(word) = words.clone().find(|word| word.chars().count() >= 4) {
        return word.chars().take(4).collect();
    }
    let longest = words.by_ref().fold("", |best, word| {
        if word.chars().count() > best.chars().count() {
            word
        } else {
            best
        }
    });
    longest.chars().take(4).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_of_ranks() {
        let score = |rank| Score {
            rank: Some(rank),
            rank_of: 8,
            ..Score::default()
        };
        let quarters: Vec<_> = (1..=8).map(|rank| quarter(&score(rank))).collect();
        assert_eq!(quarters, [0, 0, 1, 1, 2, 2, 3, 3].map(Some));
        assert_eq!(quarter(&Score::default()), None);
    }

    #[test]
    fn short_names_are_of_a_word_of_some_length() {
        assert_eq!(short("Isle of Moor-under-Lyme"), "Isle");
        assert_eq!(short("\u{202e}<b>"), "b");
        assert_eq!(short("—"), "");
    }

    #[test]
    fn a_block_is_about_square() {
        assert_eq!((columns(1), columns(12), columns(153)), (4, 4, 13));
    }
}
