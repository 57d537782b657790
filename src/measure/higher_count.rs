//! `recording.count = "higher"`: where the police count more missing incidents of an authority's own
//! children than the authority, their count is used.

use crate::config::{Configuration, IncidentCount};
use crate::source::published::Location;
use crate::source::{Dataset, MissingDefinition, PoliceCount, Scope};
use crate::statistics::design_effect_of_totals;

use super::tally::factor;
use super::{Cell, Figures, Flag, Flagged, ratio};
use crate::indicator::INCIDENT_RATE;

/// Said beside every cell with the police's count.
const NOTE: &str = "the police's count of incidents is used, which is higher than the authority's";

/// Puts the police's count of missing incidents in the place of the authority's wherever it is
/// higher, if the configuration asks for that. Only counts of every incident of the children the
/// authority is responsible for are used. What is flagged by the authority's own count has been
/// flagged before. Where the authority has no count there is nothing to be higher than, so that the
/// gap stays.
pub(super) fn use_higher(measures: &mut Figures, dataset: &Dataset, configuration: &Configuration) {
    if configuration.recording.count != IncidentCount::Higher {
        return;
    }
    for (file, police) in &dataset.police {
        if police.scope != Scope::Responsible || police.definition != MissingDefinition::All {
            continue;
        }
        let here = Location::Authority(police.authority);
        for cell in measures.cells.at_mut(police.year, INCIDENT_RATE, &here) {
            replace(cell, police, *file);
        }
    }
}

fn replace(cell: &mut Cell, police: &PoliceCount, file: usize) {
    let (Some(own), Some(n), Ok(_)) = (cell.numerator, cell.denominator, cell.value) else {
        return;
    };
    let count = police.missing_incidents;
    if count <= own {
        return;
    }
    cell.design_effect = design_effect(cell, own, police);
    cell.children = police.children_missing.or(cell.children);
    cell.numerator = Some(count);
    cell.value = ratio(count, n, factor(INCIDENT_RATE));
    cell.public = false;
    cell.files = cell.files.iter().copied().chain([file]).collect();
    cell.notes.push(NOTE.into());
    mark(cell, Some(own));
}

/// Marks a cell as one with the police's count, beside the authority's where that is shown.
pub(super) fn mark(cell: &mut Cell, own: Option<f64>) {
    cell.own_count = own;
    let Some(count) = cell.numerator else { return };
    let own = own.map(|own| ("the authority's incidents", own));
    let numbers: Vec<_> = own
        .into_iter()
        .chain([("the police's incidents", count)])
        .collect();
    cell.flags
        .push(Flagged::new(Flag::PoliceCountUsed, &numbers));
    cell.flags.sort_by_key(|flagged| flagged.flag);
}

/// How the police's incidents cluster: by their own count of children where they give one, else as
/// the authority's do, the further incidents falling on the same children in proportion.
fn design_effect(cell: &Cell, own: f64, police: &PoliceCount) -> Option<f64> {
    let children = police.children_missing.filter(|children| *children > 0.0);
    let by_police =
        children.map(|children| design_effect_of_totals(police.missing_incidents, children));
    let scaled = || {
        let known = cell.design_effect.filter(|_| own > 0.0)?;
        Some(known * police.missing_incidents / own)
    };
    by_police.or_else(scaled)
}
