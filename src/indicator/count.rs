//! Counts by name. A count that stands in several indicators is one thing, however often it is
//! printed: what is withheld of it in one place is withheld in all.

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// Children.
    Children,
    /// Incidents: those of one child go together.
    Incidents,
    /// Placements.
    Placements,
    /// Episodes of care.
    Episodes,
    /// Anything that points at nobody: places in homes, a published rate.
    Things,
}

/// When it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// On 31 March: a stock, of which many are the same children a year later.
    On31March,
    /// Over the year.
    InYear,
}

/// Which count of an indicator it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What is counted.
    Numerator,
    /// What it is counted out of.
    Denominator,
}

/// A count of an authority's year, by name.
///
/// ```
/// use care_scorecard::indicator::{Of, When, counts::UASC};
/// assert_eq!((UASC.name(), UASC.of(), UASC.when()), ("uasc", Of::Children, When::On31March));
/// assert!(UASC.is_sensitive());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    name: &'static str,
    of: Of,
    when: When,
    sensitive: bool,
    everybody: bool,
}

impl Count {
    /// A count over the year.
    #[must_use]
    pub const fn new(of: Of, name: &'static str) -> Self {
        Self {
            name,
            of,
            when: When::InYear,
            sensitive: false,
            everybody: false,
        }
    }

    /// A number of children over the year.
    #[must_use]
    pub const fn children(name: &'static str) -> Self {
        Self::new(Of::Children, name)
    }

    /// A number of incidents over the year.
    #[must_use]
    pub const fn incidents(name: &'static str) -> Self {
        Self::new(Of::Incidents, name)
    }

    /// The same on 31 March.
    #[must_use]
    pub const fn on_31_march(self) -> Self {
        Self {
            when: When::On31March,
            ..self
        }
    }

    /// Of an attribute of which even "all" says too much: unaccompanied children, nationality, harm.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Self {
            sensitive: true,
            ..self
        }
    }

    /// Of all children of a return: so many indicators are out of it that it is withheld last.
    #[must_use]
    pub const fn of_everybody(self) -> Self {
        Self {
            everybody: true,
            ..self
        }
    }

    /// Its name: lower case, hyphens.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What is counted.
    #[must_use]
    pub const fn of(&self) -> Of {
        self.of
    }

    /// When it is counted.
    #[must_use]
    pub const fn when(&self) -> When {
        self.when
    }

    /// Whether it is of an attribute of which even "all" says too much.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        self.sensitive
    }

    /// Whether it counts all children of a return.
    #[must_use]
    pub const fn is_of_everybody(&self) -> bool {
        self.everybody
    }
}

/// Children looked after on 31 March.
pub const CENSUS: Count = Count::children("census").on_31_march().of_everybody();
/// Children looked after during the year.
pub const IN_YEAR: Count = Count::children("in-year").of_everybody();
