//! From what a file says to what it means.

use jiff::civil::Date;

use super::history::census_day;
use super::name::plain_name;
use super::region::ENGLAND;
use super::{AuthorityId, RegionId, RegionKind, Register};

/// What a code or a name in a file stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// One authority.
    Authority(AuthorityId),
    /// England as a whole.
    National,
    /// One of the nine regions, or a dataset's own region.
    Region(RegionId),
    /// Inner or Outer London.
    SubRegion(RegionId),
    /// A lower-tier district, which has no responsibility for children's services.
    District {
        /// The authority that has it there.
        upper: AuthorityId,
    },
    /// A place that is not in England.
    OutsideEngland {
        /// Where it is, as part of a sentence.
        reason: String,
    },
    /// Several authorities under one name.
    Combined {
        /// Which they are, as part of a sentence.
        reason: String,
    },
    /// A name that several authorities have: only a code tells them apart.
    Ambiguous {
        /// The authorities it can mean, in the order of codes.
        candidates: Vec<AuthorityId>,
    },
    /// Nothing the register knows.
    Unknown {
        /// The name most like it, if one is close.
        suggestion: Option<String>,
    },
}

impl Resolution {
    /// The authority, if it stands for exactly one.
    #[must_use]
    pub fn authority(&self) -> Option<AuthorityId> {
        match self {
            Self::Authority(id) => Some(*id),
            _ => None,
        }
    }
}

impl Register {
    /// Resolves an ONS code of any year, a DfE code, a name or an alias.
    ///
    /// Letter case, punctuation and the style of the council do not matter in
    /// names. A name that two authorities had in turn means the surviving one.
    ///
    /// ```
    /// use care_scorecard::authority::{Register, Resolution};
    ///
    /// let register = Register::built_in();
    /// let kent = register.resolve("E10000016");
    /// assert_eq!(kent, register.resolve("886"));
    /// assert_eq!(kent, register.resolve("Kent County Council"));
    /// assert_eq!(register.resolve("E92000001"), Resolution::National);
    /// assert_eq!(
    ///     register.resolve("Kennt"),
    ///     Resolution::Unknown { suggestion: Some("Kent".to_owned()) }
    /// );
    /// ```
    #[must_use]
    pub fn resolve(&self, text: &str) -> Resolution {
        self.resolve_in(text, None)
    }

    /// Resolves as [`resolve`](Self::resolve) does; a name that two authorities
    /// had in turn means the one that existed on 31 March of the year.
    ///
    /// ```
    /// use care_scorecard::authority::Register;
    ///
    /// let register = Register::built_in();
    /// assert_eq!(register.resolve_in("Dorset", Some(2018)), register.resolve("835"));
    /// assert_eq!(register.resolve_in("Dorset", Some(2020)), register.resolve("838"));
    /// ```
    #[must_use]
    pub fn resolve_in(&self, text: &str, year: Option<i16>) -> Resolution {
        self.known_in(text, year)
            .unwrap_or_else(|| Resolution::Unknown {
                suggestion: self.suggestion(text.trim()),
            })
    }

    /// Resolves as [`resolve_in`](Self::resolve_in) does, without looking for the nearest name where
    /// none is known: most words in the names of folders and files are none.
    pub(crate) fn known_in(&self, text: &str, year: Option<i16>) -> Option<Resolution> {
        let text = text.trim();
        let day = year.and_then(census_day);
        self.by_code(text)
            .map(Resolution::Authority)
            .or_else(|| self.area_by_code(text, day))
            .or_else(|| self.by_name(text, day))
    }

    fn area_by_code(&self, text: &str, day: Option<Date>) -> Option<Resolution> {
        let code = text.to_ascii_uppercase();
        if code == ENGLAND {
            return Some(Resolution::National);
        }
        if let Some(region) = self.region_by_code(&code) {
            return Some(self.region_resolution(region));
        }
        if let Some(upper) = self.upper_of_district(&code, day) {
            return Some(Resolution::District { upper });
        }
        is_ons_shaped(&code)
            .then(|| self.elsewhere.code(&code))
            .flatten()
    }

    fn by_name(&self, text: &str, day: Option<Date>) -> Option<Resolution> {
        if plain_name(text).is_empty() {
            return None;
        }
        self.authority_by_name(text, day)
            .or_else(|| self.area_by_name(text, day))
            .or_else(|| self.several_names(text))
    }

    fn authority_by_name(&self, text: &str, day: Option<Date>) -> Option<Resolution> {
        let plain = plain_name(text);
        if self.region_names.contains_key(&plain) && !self.names.has_plain(&plain) {
            return None;
        }
        let mut candidates = self.names.find(text);
        candidates.sort_unstable();
        match self.chosen(&candidates, day) {
            Some(id) => Some(Resolution::Authority(id)),
            None if candidates.is_empty() => None,
            None => Some(Resolution::Ambiguous { candidates }),
        }
    }

    /// The one candidate left after asking who existed on the day, and failing
    /// that who still exists.
    fn chosen(&self, candidates: &[AuthorityId], day: Option<Date>) -> Option<AuthorityId> {
        if let [id] = candidates {
            return Some(*id);
        }
        let only = |keep: &dyn Fn(&super::Authority) -> bool| {
            let mut kept = candidates
                .iter()
                .filter(|id| self.get(**id).is_some_and(keep));
            let first = kept.next()?;
            kept.next().is_none().then_some(*first)
        };
        day.and_then(|day| only(&|authority| authority.existed_on(day)))
            .or_else(|| only(&|authority| authority.abolished.is_none()))
    }

    fn area_by_name(&self, text: &str, day: Option<Date>) -> Option<Resolution> {
        if let Some(region) = self.region_names.get(&plain_name(text)) {
            return Some(match region {
                Some(id) => self.region_resolution(*id),
                None => Resolution::National,
            });
        }
        self.elsewhere.name(text).or_else(|| {
            let code = self.districts.code_of(text)?;
            let upper = self.upper_of_district(code, day)?;
            Some(Resolution::District { upper })
        })
    }

    fn upper_of_district(&self, code: &str, day: Option<Date>) -> Option<AuthorityId> {
        self.districts
            .upper(code, day)
            .or_else(|| self.districts.upper(code, None))
    }

    fn region_resolution(&self, id: RegionId) -> Resolution {
        match self.region(id).map(|region| region.kind) {
            Some(RegionKind::SubRegion) => Resolution::SubRegion(id),
            _ => Resolution::Region(id),
        }
    }

    /// "Kingston upon Thames and Richmond upon Thames", "Bedford / Luton".
    fn several_names(&self, text: &str) -> Option<Resolution> {
        const MOST_NAMES: usize = 10;
        let joined = text.replace(" and ", "/").replace(['&', '+', ';'], "/");
        let parts: Vec<&str> = joined.split('/').collect();
        if !(2..=MOST_NAMES).contains(&parts.len()) {
            return None;
        }
        let mut ids = parts
            .iter()
            .map(|part| self.chosen(&self.names.find(part), None))
            .collect::<Option<Vec<AuthorityId>>>()?;
        ids.sort_unstable();
        ids.dedup();
        (ids.len() > 1).then(|| Resolution::Combined {
            reason: format!("it names {} authorities", ids.len()),
        })
    }

    fn suggestion(&self, text: &str) -> Option<String> {
        if is_ons_shaped(text) || plain_name(text).is_empty() {
            return None;
        }
        const MOST_NAMES: usize = 4;
        let holding = self.names.holding(text);
        if (1..=MOST_NAMES).contains(&holding.len()) {
            let names = holding.iter().map(|id| self.authority(*id).name.as_str());
            return Some(names.collect::<Vec<_>>().join(" or "));
        }
        let id = self.names.nearest(text)?;
        Some(self.authority(id).name.clone())
    }
}

/// A letter and eight digits.
fn is_ons_shaped(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() == 9
        && bytes
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|rest| rest.is_ascii_digit())
}
