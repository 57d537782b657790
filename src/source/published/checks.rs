//! Counts that cannot stand beside each other.

use crate::diagnostic::{Code, Diagnostic, Place, uncapitalised};

use super::{CellKey, PublishedFile, Quantity};

/// What is part of what, within one table.
const PARTS: [(Quantity, Quantity); 17] = [
    (Quantity::ChildrenMissing, Quantity::ClaDuringYear),
    (
        Quantity::ChildrenMissingMoreThanOnce,
        Quantity::ChildrenMissing,
    ),
    (
        Quantity::ChildrenMissingMoreThanOnce,
        Quantity::MissingIncidents,
    ),
    (Quantity::ChildrenMissing, Quantity::MissingIncidents),
    (Quantity::ChildrenAway, Quantity::ClaDuringYear),
    (Quantity::ChildrenAway, Quantity::AwayIncidents),
    (Quantity::ThreePlacements, Quantity::StabilityCla),
    (
        Quantity::ThreePlacementsTwoYears,
        Quantity::StabilityClaTwoYears,
    ),
    (Quantity::SameCarerTwoYears, Quantity::StabilityClaLongTerm),
    (
        Quantity::SamePlacementTwoYears,
        Quantity::StabilityClaLongTerm,
    ),
    (Quantity::LocalityOutside, Quantity::LocalityTotal),
    (
        Quantity::DistanceLocalityOutsideOver20,
        Quantity::DistanceLocalityTotal,
    ),
    (
        Quantity::DistanceLocalityOutsideUnknown,
        Quantity::DistanceLocalityTotal,
    ),
    (Quantity::OutsideShortOfTotal, Quantity::Cla31March),
    (Quantity::ProviderOwn, Quantity::ProviderTotal),
    (Quantity::PlacementHomes, Quantity::PlacementTotal),
    (Quantity::Uasc, Quantity::UascTotal),
];

/// Parts that are larger than their wholes, by the line of the part.
pub(super) fn parts(file: &PublishedFile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (key, cell) in &file.cells {
        let wholes = PARTS.iter().filter(|(part, _)| *part == key.quantity);
        for (_, whole) in wholes {
            let at = CellKey {
                quantity: *whole,
                ..key.clone()
            };
            let Some(of) = file.cells.get(&at) else {
                continue;
            };
            let (Some(x), Some(n)) = (cell.figure.number(), of.figure.number()) else {
                continue;
            };
            if x > n {
                let message = format!(
                    "{x} is larger than {n} in line {}, which it is part of: {} of {}",
                    of.line,
                    spoken(key.quantity),
                    spoken(*whole)
                );
                found.push(
                    Diagnostic::error(Code::BadCell, message)
                        .at(Place::line(&file.name, cell.line))
                        .found(x.to_string())
                        .expected(format!("at most {n}, for {} in {}", cell.code, key.year))
                        .help("download the file again from its publisher, or correct the cell"),
                );
                break;
            }
        }
    }
    found
}

/// What a quantity counts, within a sentence.
fn spoken(quantity: Quantity) -> String {
    uncapitalised(quantity.meaning().trim_end_matches('.'))
}
