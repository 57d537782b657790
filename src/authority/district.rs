//! Lower-tier districts and the authorities responsible for their areas.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::history::{census_day, lasts};
use super::name::{place_name, plain_name};
use super::{AuthorityId, Register};

/// The days during which one authority was responsible for a district's area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Responsibility {
    pub(super) upper: AuthorityId,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
}

impl Responsibility {
    fn covers(&self, day: Date) -> bool {
        lasts(self.from, self.until, day)
    }
}

/// Districts by code and by name. A district that was abolished keeps its area,
/// and with it an authority for every later day.
#[derive(Debug, Default)]
pub(super) struct Districts {
    by_code: BTreeMap<String, Vec<Responsibility>>,
    by_name: BTreeMap<String, String>,
    /// Names as they are written, by code.
    names: BTreeMap<String, String>,
}

impl Districts {
    pub(super) fn add(&mut self, code: String, name: &str, responsibility: Responsibility) {
        self.by_name.insert(plain_name(name), code.clone());
        self.names.insert(code.clone(), name.to_owned());
        self.by_code.entry(code).or_default().push(responsibility);
    }

    /// The authority for a district's code on a day, or the latest without a day.
    pub(super) fn upper(&self, code: &str, day: Option<Date>) -> Option<AuthorityId> {
        let spans = self.by_code.get(code)?;
        let span = match day {
            Some(day) => spans.iter().find(|span| span.covers(day)),
            None => spans.last(),
        };
        span.map(|span| span.upper)
    }

    pub(super) fn code_of(&self, name: &str) -> Option<&str> {
        let code = self
            .by_name
            .get(&plain_name(name))
            .or_else(|| self.by_name.get(&place_name(name)));
        code.map(String::as_str)
    }

    #[cfg(test)]
    pub(super) fn codes(&self) -> impl Iterator<Item = (&str, &[Responsibility])> {
        self.by_code
            .iter()
            .map(|(code, spans)| (code.as_str(), spans.as_slice()))
    }
}

impl Register {
    /// The names of the districts, abolished ones too, for whose areas an authority is responsible on 31 March of a
    /// year, in order of codes; without those that are named as the authority is.
    ///
    /// ```
    /// use care_scorecard::authority::Register;
    ///
    /// let register = Register::built_in();
    /// let kent = register.by_code("E10000016").unwrap();
    /// assert!(register.districts_of(kent, 2024).contains(&"Maidstone"));
    /// ```
    #[must_use]
    pub fn districts_of(&self, id: AuthorityId, year: i16) -> Vec<&str> {
        let day = census_day(year);
        let own = |spans: &[Responsibility]| {
            let mut spans = spans.iter();
            let now = spans.find(|span| day.is_none_or(|day| span.covers(day)));
            now.is_some_and(|span| span.upper == id)
        };
        let is_it = |name: &str| self.get(id).is_some_and(|authority| authority.name == name);
        let all = self.districts.by_code.iter();
        all.filter(|(_, spans)| own(spans))
            .filter_map(|(code, _)| self.districts.names.get(code))
            .map(String::as_str)
            .filter(|name| !is_it(name))
            .collect()
    }

    /// The authority responsible on a day for the area an ONS code of any year
    /// stands for: a district's, or an authority's own.
    ///
    /// A postcode directory of any edition can so be read as of any day. None for
    /// a code that is not known, and for an authority's whole area on a day when
    /// several authorities shared it.
    ///
    /// ```
    /// use care_scorecard::authority::Register;
    /// use jiff::civil::date;
    ///
    /// let register = Register::built_in();
    /// let name = |code, day| {
    ///     let upper = register.upper_tier_of(code, day)?;
    ///     Some(register.authority(upper).name.as_str())
    /// };
    /// let christchurch = "E07000048";
    /// assert_eq!(name(christchurch, date(2018, 6, 1)), Some("Dorset"));
    /// assert_eq!(
    ///     name(christchurch, date(2024, 6, 1)),
    ///     Some("Bournemouth, Christchurch and Poole")
    /// );
    /// ```
    #[must_use]
    pub fn upper_tier_of(&self, ons_code: &str, day: Date) -> Option<AuthorityId> {
        let code = ons_code.trim();
        match self.by_code(code) {
            Some(id) => self.on_day(id, day),
            None => self.districts.upper(&code.to_ascii_uppercase(), Some(day)),
        }
    }
}
