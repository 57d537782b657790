//! What changes without a move that counts: new terms with the same carer, temporary spells.

use super::child::{Place, Spell, Stay};
use super::simulation::{Simulation, Year};

/// Adds what does not count as a move: new terms with the same carer, and temporary spells.
pub(super) fn change(simulation: &mut Simulation<'_>, year: Year) {
    for at in simulation.present() {
        if simulation.draw.happens(0.16) {
            same_carer(simulation, at, year);
        }
        if simulation.draw.happens(0.05) {
            spell(simulation, at, year);
        }
    }
}

fn same_carer(simulation: &mut Simulation<'_>, at: usize, year: Year) {
    let draw = &mut simulation.draw;
    let child = &mut simulation.children[at];
    let baby = super::day::age(child.born, year.last) < 1.5 && child.moves == [0, 0];
    let Some(stay) = child.period().and_then(|period| period.stay()).copied() else {
        return;
    };
    let code = match stay.place.code {
        "U6" if baby => "U5",
        "U6" => "U4",
        "U4" => "U6",
        "U3" => "U1",
        "U1" => "U3",
        _ => return,
    };
    let first = year.first.max(stay.start + 20) + 1;
    if first > year.last {
        return;
    }
    let start = draw.between(first, year.last);
    child.moves[1] += u8::from(code == "U5");
    let place = Place { code, ..stay.place };
    if let Some(period) = child.period_mut() {
        period.stays.push(Stay {
            start,
            same_carer: true,
            place,
        });
    }
}

fn spell(simulation: &mut Simulation<'_>, at: usize, year: Year) {
    const WAYS: [((&str, i32), f64); 5] = [
        (("T3", 14), 0.45),
        (("T4", 6), 0.35),
        (("T1", 12), 0.12),
        (("T2", 5), 0.03),
        (("T0", 5), 0.05),
    ];
    let owner = simulation.authority.number as u16;
    let draw = &mut simulation.draw;
    let (code, longest) = draw.weighted(&WAYS).unwrap_or(("T4", 6));
    let place = simulation.map.anywhere(owner, draw);
    let child = &mut simulation.children[at];
    let home = child.home;
    let Some((period, stay)) = child
        .period_mut()
        .and_then(|p| p.stay().copied().map(|s| (p, s)))
    else {
        return;
    };
    let first = year.first.max(stay.start + 5);
    let elsewhere = stay.place.at != place && home != Some(place);
    if stay.place.is_adoption() || !elsewhere || first + 30 > year.last {
        return;
    }
    let start = draw.between(first, year.last - 25);
    let end = start + draw.between(2, longest);
    let legal_change = period
        .legal
        .iter()
        .any(|(from, _)| (start..=end).contains(from));
    if !legal_change {
        period.spells.push(Spell {
            start,
            end,
            code,
            at: place,
        });
    }
}
