//! Authorities that record badly, for reasons that no single record shows.

use super::super::simulation::{Simulation, Year};
use super::super::tables::Return;
use super::Answer;
use crate::sample::SampleOptions;
use crate::sample::draw::Draw;
use crate::sample::nation::Authority;

/// How an authority records badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sample::returns) enum Recording {
    /// No missing incident at all.
    NoneRecorded,
    /// One incident in six.
    UnderRecorded,
    /// One in three, until the last year.
    Jump,
    /// Half of the distances unknown.
    DistanceUnknown,
    /// One location in eight unknown.
    LocationUnknown,
    /// The last year's table of missing incidents is absent.
    TableAbsent,
}

const ALL: [Recording; 6] = [
    Recording::NoneRecorded,
    Recording::UnderRecorded,
    Recording::Jump,
    Recording::DistanceUnknown,
    Recording::LocationUnknown,
    Recording::TableAbsent,
];

/// Which authority has which fault: each fault once, and in a large sample once in every 25.
pub(in crate::sample::returns) fn plan(
    options: &SampleOptions,
    nation: &[Authority],
) -> Vec<Option<Recording>> {
    let mut plan = vec![None; nation.len()];
    if !options.faults {
        return plan;
    }
    let mut draw = Draw::of(options.seed, "recording faults", 0);
    let large = nation.iter().filter(|a| a.profile.children >= 100.0);
    let mut able: Vec<usize> = large.map(|a| a.number).collect();
    draw.shuffle(&mut able);
    let each = (nation.len() / 25).max(1);
    let faults = ALL
        .iter()
        .flat_map(|fault| std::iter::repeat_n(*fault, each));
    let faults = faults.filter(|fault| options.years > 1 || *fault != Recording::Jump);
    for (number, fault) in able.into_iter().zip(faults) {
        plan[number] = Some(fault);
    }
    plan
}

impl Recording {
    fn kind(self) -> &'static str {
        match self {
            Self::NoneRecorded => "implausible-zero",
            Self::UnderRecorded => "under-recorded",
            Self::Jump => "jump",
            Self::DistanceUnknown => "distance-unknown",
            Self::LocationUnknown => "location-unknown",
            Self::TableAbsent => "table-absent",
        }
    }

    /// The table that shows it, in the years that do.
    fn table(self, is_last: bool) -> Option<&'static str> {
        match self {
            Self::NoneRecorded | Self::UnderRecorded => Some("missing"),
            Self::Jump | Self::TableAbsent => is_last.then_some("missing"),
            Self::DistanceUnknown | Self::LocationUnknown => Some("episodes"),
        }
    }

    /// Forgets incidents that the authority does not record.
    pub(in crate::sample::returns) fn forget(
        self,
        simulation: &mut Simulation<'_>,
        year: Year,
        is_last: bool,
        draw: &mut Draw,
    ) {
        let kept = match self {
            Self::NoneRecorded => 0.0,
            Self::UnderRecorded => 1.0 / 6.0,
            Self::Jump if !is_last => 1.0 / 3.0,
            _ => return,
        };
        for child in &mut simulation.children {
            child.incidents.retain(|i| {
                i.away
                    || i.start < year.first
                    || i.end.is_none() && kept > 0.0
                    || draw.happens(kept)
            });
            if kept == 0.0 {
                child.incidents.retain(|i| i.away);
            }
        }
    }

    /// Blanks or drops what the authority does not send; notes the fault.
    pub(in crate::sample::returns) fn spoil(
        self,
        tables: &mut Return,
        folder: &str,
        is_last: bool,
        draw: &mut Draw,
    ) -> Option<Answer> {
        match self {
            Self::DistanceUnknown => blank(&mut tables.episodes, &[10, 15], 0.5, draw),
            Self::LocationUnknown => blank(&mut tables.episodes, &[11, 13, 14, 15], 0.125, draw),
            Self::TableAbsent if is_last => tables.missing.clear(),
            _ => {}
        }
        Some(Answer {
            file: format!("{folder}/{}.csv", self.table(is_last)?),
            line: None,
            rule: "",
            kind: self.kind(),
        })
    }
}

/// Blanks cells of a share of the rows.
fn blank(table: &mut String, columns: &[usize], share: f64, draw: &mut Draw) {
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().skip(1) {
        if !draw.happens(share) {
            continue;
        }
        let cells = line.split(',').enumerate();
        let cells = cells.map(|(at, cell)| if columns.contains(&at) { "" } else { cell });
        *line = cells.collect::<Vec<_>>().join(",");
    }
    *table = lines.join("\n") + "\n";
}
