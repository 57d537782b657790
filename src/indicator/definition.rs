//! An indicator as it is known to this program.

use super::count::{Count, Of, Part, When};
use super::kind::{Direction, Kind, Unit};

/// A count and how it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The count.
    pub count: Count,
    /// What is counted, in plain words.
    pub words: &'static str,
}

/// What an indicator needs to know of where children are placed. A share of unknown places above
/// a limit makes its figures doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Places {
    /// Nothing.
    NotAsked,
    /// On which side of the authority's boundary.
    Side,
    /// The side, and how far from home.
    Distance,
}

/// What it says of missing incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// How many there were, so that a very low figure can be poor recording.
    HowMany,
    /// Something else, or nothing.
    SomethingElse,
}

/// Where figures for an indicator can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum From {
    /// Tables that the Department for Education publishes.
    Published,
    /// Child-level returns.
    Returns,
    /// Returns or published tables, with another file beside them.
    With(Beside),
}

/// A file beside returns and published tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Beside {
    /// A list of providers, or of capacity.
    Places,
    /// A list of capacity with vacancies.
    Vacancies,
    /// A log of return interviews.
    Interviews,
    /// A record of notifications to host authorities.
    Notifications,
    /// A list of nationalities.
    Nationalities,
    /// Counts of the police.
    Police,
}

/// An indicator this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The domain it belongs to, or `context`.
    pub domain: &'static str,
    /// What is good.
    pub direction: Direction,
    /// What kind of number it is.
    pub kind: Kind,
    /// How its value is written.
    pub unit: Unit,
    /// What is counted.
    pub numerator: Counted,
    /// Out of what; none for a plain count.
    pub denominator: Option<Counted>,
    /// What a reader must know before using it.
    pub caveat: &'static str,
    /// Where its figures can come from.
    pub from: &'static [From],
    /// What it needs to know of where children are placed.
    pub places: Places,
    /// What it says of missing incidents.
    pub about: About,
    /// Whether its two counts are those of two sources, so that to show either gives away the other.
    pub of_two_sources: bool,
}

impl Definition {
    /// A plain count.
    #[must_use]
    pub const fn count(
        domain: &'static str,
        code: &'static str,
        title: &'static str,
        count: Count,
        words: &'static str,
    ) -> Self {
        Self {
            code,
            title,
            domain,
            direction: Direction::None,
            kind: Kind::Number,
            unit: Unit::Count,
            numerator: Counted { count, words },
            denominator: None,
            caveat: "",
            from: &[],
            places: Places::NotAsked,
            about: About::SomethingElse,
            of_two_sources: false,
        }
    }

    /// A proportion in per cent of children or incidents; [`Definition::out_of`] says of which.
    #[must_use]
    pub const fn proportion(
        domain: &'static str,
        code: &'static str,
        title: &'static str,
        count: Count,
        words: &'static str,
    ) -> Self {
        Self {
            kind: Kind::Proportion,
            unit: Unit::Percent,
            ..Self::count(domain, code, title, count, words)
        }
    }

    /// The same out of a count.
    #[must_use]
    pub const fn out_of(self, count: Count, words: &'static str) -> Self {
        Self {
            denominator: Some(Counted { count, words }),
            ..self
        }
    }

    /// The same with something that is good.
    #[must_use]
    pub const fn good(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The same as another kind of number.
    #[must_use]
    pub const fn written(self, kind: Kind, unit: Unit) -> Self {
        Self { kind, unit, ..self }
    }

    /// The same with what a reader must know.
    #[must_use]
    pub const fn caveat(self, caveat: &'static str) -> Self {
        Self { caveat, ..self }
    }

    /// The same with where its figures can come from.
    #[must_use]
    pub const fn from(self, from: &'static [From]) -> Self {
        Self { from, ..self }
    }

    /// The same with what it needs to know of places.
    #[must_use]
    pub const fn needs(self, places: Places) -> Self {
        Self { places, ..self }
    }

    /// The same as one that says how many missing incidents there were.
    #[must_use]
    pub const fn about_how_many(self) -> Self {
        Self {
            about: About::HowMany,
            ..self
        }
    }

    /// The same of two sources' counts.
    #[must_use]
    pub const fn of_two_sources(self) -> Self {
        Self {
            of_two_sources: true,
            ..self
        }
    }

    /// One of its counts.
    #[must_use]
    pub fn part(&self, part: Part) -> Option<Count> {
        match part {
            Part::Numerator => Some(self.numerator.count),
            Part::Denominator => self.denominator.map(|counted| counted.count),
        }
    }

    /// What it is out of, in plain words; empty for a plain count.
    #[must_use]
    pub fn out_of_words(&self) -> &'static str {
        self.denominator.map_or("", |counted| counted.words)
    }

    /// Whether it is out of children of one day, 31 March, who can be the same children a year
    /// later.
    #[must_use]
    pub fn is_stock(&self) -> bool {
        self.part(Part::Denominator)
            .is_some_and(|count| count.when() == When::On31March)
    }

    /// Whether it is about an attribute of which even "none" and "all" say too much.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.numerator.count.is_sensitive()
    }

    /// Whether it is a share or a rate of incidents: those of one child go together, so that it is
    /// less sure than as many of different children.
    #[must_use]
    pub fn is_clustered(&self) -> bool {
        self.kind != Kind::Number && self.numerator.count.of() == Of::Incidents
    }
}
