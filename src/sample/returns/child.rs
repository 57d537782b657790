//! Children and their time in care.

use super::day::{Day, age};
use super::map::At;

/// Where a child is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The code of the kind of placement.
    pub(super) code: &'static str,
    pub(super) provider: &'static str,
    pub(super) at: At,
    /// Number of the provider's registration; 0 for none.
    pub(super) urn: u32,
}

impl Place {
    /// Whether it is with foster carers.
    pub(super) fn is_foster(&self) -> bool {
        self.code.starts_with('U')
    }

    /// Whether it is for adoption.
    pub(super) fn is_adoption(&self) -> bool {
        self.code.starts_with('A')
    }

    /// Whether it is in a secure or children's home.
    pub(super) fn is_home(&self) -> bool {
        matches!(self.code, "K1" | "K2")
    }
}

/// A stay in one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    pub(super) start: Day,
    /// Whether the carer of the stay before went on caring.
    pub(super) same_carer: bool,
    pub(super) place: Place,
}

/// A temporary spell within a stay.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spell {
    pub(super) start: Day,
    pub(super) end: Day,
    pub(super) code: &'static str,
    pub(super) at: At,
}

/// A time of being looked after without a break.
#[derive(Debug, Clone)]
pub(super) struct Period {
    pub(super) start: Day,
    pub(super) end: Option<(Day, &'static str)>,
    pub(super) stays: Vec<Stay>,
    pub(super) legal: Vec<(Day, &'static str)>,
    pub(super) spells: Vec<Spell>,
}

impl Period {
    /// The legal status on a day.
    pub(super) fn legal_on(&self, day: Day) -> &'static str {
        let until = self.legal.iter().rev().find(|(from, _)| *from <= day);
        until
            .or(self.legal.first())
            .map_or("V2", |(_, status)| status)
    }

    /// The latest stay.
    pub(super) fn stay(&self) -> Option<&Stay> {
        self.stays.last()
    }

    /// Whether any part lies in a span of days, both included.
    pub(super) fn touches(&self, first: Day, last: Day) -> bool {
        self.start <= last && self.end.is_none_or(|(end, _)| end >= first)
    }
}

/// A missing incident, or an absence without authorisation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Incident {
    pub(super) start: Day,
    pub(super) end: Option<Day>,
    pub(super) away: bool,
}

/// A child that does not exist.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub(super) number: u32,
    pub(super) girl: bool,
    pub(super) born: Day,
    pub(super) ethnic: &'static str,
    pub(super) need: &'static str,
    pub(super) uasc: bool,
    /// Only ever looked after for short breaks.
    pub(super) short_breaks: bool,
    pub(super) home: Option<At>,
    pub(super) periods: Vec<Period>,
    pub(super) incidents: Vec<Incident>,
    /// Placements begun after the first, last year and this year.
    pub(super) moves: [u8; 2],
}

impl Child {
    /// The identifier, in which leading zeros occur and matter. Distinct below a million children.
    pub(super) fn identifier(&self) -> String {
        format!(
            "{:06}",
            (u64::from(self.number) * 610_171 + 4_711) % 1_000_000
        )
    }

    /// Age on a day.
    pub(super) fn age(&self, on: Day) -> f64 {
        age(self.born, on)
    }

    /// The latest period.
    pub(super) fn period(&self) -> Option<&Period> {
        self.periods.last()
    }

    /// The latest period, to change.
    pub(super) fn period_mut(&mut self) -> Option<&mut Period> {
        self.periods.last_mut()
    }

    /// The latest place.
    pub(super) fn place(&self) -> Option<&Place> {
        self.period()?.stay().map(|stay| &stay.place)
    }

    /// Whether the child is looked after, short breaks aside.
    pub(super) fn is_looked_after(&self) -> bool {
        !self.short_breaks && self.period().is_some_and(|period| period.end.is_none())
    }

    /// The first day of the latest period.
    pub(super) fn since(&self) -> Day {
        self.period().map_or(Day::MAX, |period| period.start)
    }

    /// The day since when the carer has been the same, adoption by new parents aside.
    pub(super) fn carer_since(&self) -> Day {
        let Some(period) = self.period() else {
            return Day::MAX;
        };
        let mut stays = period.stays.iter().rev().peekable();
        let mut since = Day::MAX;
        while let Some(stay) = stays.next() {
            since = stay.start;
            let is_placed_anew = stay.place.is_adoption() && stays.peek().is_some();
            if !stay.same_carer && !is_placed_anew {
                break;
            }
        }
        since
    }
}
