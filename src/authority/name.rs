//! How a name is compared: without letter case, punctuation and the words that
//! say what kind of council it is.

use std::collections::BTreeMap;

use super::AuthorityId;

/// Words in front of a place's name that say what governs it.
const STYLES_BEFORE: &[&[&str]] = &[
    &["city", "and", "county", "of"],
    &["city", "and", "district", "of"],
    &["metropolitan", "borough", "of"],
    &["metropolitan", "district", "of"],
    &["london", "borough", "of"],
    &["royal", "borough", "of"],
    &["council", "of", "the"],
    &["borough", "of"],
    &["council", "of"],
    &["county", "of"],
    &["city", "of"],
    &["lb", "of"],
    &["rb", "of"],
    &["lb"],
    &["rb"],
];

/// Words after a place's name that say what governs it.
const STYLES_AFTER: &[&[&str]] = &[
    &["london", "borough", "of"],
    &["royal", "borough", "of"],
    &["childrens", "services"],
    &["childrens", "social", "care"],
    &["london", "borough"],
    &["royal", "borough"],
    &["local", "authority"],
    &["unitary", "authority"],
    &["borough", "of"],
    &["county", "of"],
    &["city", "of"],
    &["metropolitan"],
    &["district"],
    &["borough"],
    &["council"],
    &["unitary"],
    &["county"],
    &["city"],
    &["lbc"],
    &["mbc"],
    &["mdc"],
    &["bc"],
    &["cc"],
    &["dc"],
    &["la"],
    &["lb"],
    &["rb"],
    &["ua"],
];

/// A name in lower case with single spaces, without punctuation or a leading
/// "the", and with "&" written out.
///
/// ```
/// use care_scorecard::authority::plain_name;
///
/// assert_eq!(plain_name(" St. Helens "), "st helens");
/// assert_eq!(plain_name("Telford & Wrekin"), "telford and wrekin");
/// assert_eq!(plain_name("Stoke-on-Trent"), "stoke on trent");
/// ```
#[must_use]
pub fn plain_name(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => spaced.push_str(" and "),
            '\'' | '’' | '‘' | '`' => {}
            c if c.is_alphanumeric() => spaced.extend(c.to_lowercase()),
            _ => spaced.push(' '),
        }
    }
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

/// A plain name without the words that say what governs the place, so that
/// "London Borough of Hackney" and "Derby, City of" meet "Hackney" and "Derby".
///
/// ```
/// use care_scorecard::authority::place_name;
///
/// assert_eq!(place_name("Royal Borough of Greenwich"), "greenwich");
/// assert_eq!(place_name("Bristol, City of"), "bristol");
/// assert_eq!(place_name("Kent County Council"), "kent");
/// ```
#[must_use]
pub fn place_name(text: &str) -> String {
    let plain = plain_name(text);
    shortened(&plain).pop().unwrap_or(plain)
}

/// A plain name with one style after another taken off, ever shorter.
fn shortened(plain: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut words: Vec<&str> = plain.split(' ').collect();
    while let Some(kept) = without_style(&words) {
        names.push(kept.join(" "));
        words = kept;
    }
    names
}

fn without_style<'a>(words: &[&'a str]) -> Option<Vec<&'a str>> {
    let after = STYLES_AFTER
        .iter()
        .find_map(|style| words.strip_suffix(*style));
    let kept = after.or_else(|| {
        STYLES_BEFORE
            .iter()
            .find_map(|style| words.strip_prefix(*style))
    })?;
    (!kept.is_empty()).then(|| kept.to_vec())
}

/// Finds authorities by name: by the plain name first, then with its styles taken
/// off one by one, and only at the end by the place in the known names.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    plain: BTreeMap<String, Vec<AuthorityId>>,
    place: BTreeMap<String, Vec<AuthorityId>>,
}

impl NameIndex {
    pub(super) fn add(&mut self, name: &str, id: AuthorityId) {
        for (names, key) in [
            (&mut self.plain, plain_name(name)),
            (&mut self.place, place_name(name)),
        ] {
            let ids = names.entry(key).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }

    /// Takes a place's name out of the index because it means something larger:
    /// the place in "City of London" would otherwise be London.
    pub(super) fn reserve(&mut self, place: &str) {
        self.place.remove(place);
    }

    pub(super) fn has_plain(&self, plain: &str) -> bool {
        self.plain.contains_key(plain)
    }

    /// The authorities a name can mean: none, one, or several to choose from.
    pub(super) fn find(&self, name: &str) -> Vec<AuthorityId> {
        let plain = plain_name(name);
        if let Some(ids) = self.plain.get(&plain) {
            return ids.clone();
        }
        let mut shorter = shortened(&plain);
        let place = shorter.pop().unwrap_or(plain);
        if let Some(ids) = shorter.iter().find_map(|name| self.plain.get(name)) {
            return ids.clone();
        }
        let mut ids = self.plain.get(&place).cloned().unwrap_or_default();
        for id in self.place.get(&place).into_iter().flatten() {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        ids
    }

    /// The authorities of whose name a text is some of the words, such as "Kingston", in order.
    pub(super) fn holding(&self, name: &str) -> Vec<AuthorityId> {
        const SHORTEST: usize = 4;
        let wanted = place_name(name);
        if wanted.len() < SHORTEST {
            return Vec::new();
        }
        let words: Vec<&str> = wanted.split(' ').collect();
        let is_part = |known: &str| {
            let known: Vec<&str> = known.split(' ').collect();
            known.windows(words.len()).any(|run| run == words)
        };
        let names = self.plain.iter().chain(&self.place);
        let holding = names.filter(|(known, _)| is_part(known));
        let mut ids: Vec<AuthorityId> = holding.flat_map(|(_, ids)| ids).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The authority whose name is spelt most like this one, if any is close.
    pub(super) fn nearest(&self, name: &str) -> Option<AuthorityId> {
        const LONGEST_NAME: usize = 80;
        const CLOSE: f64 = 0.7;
        if name.len() > LONGEST_NAME {
            return None;
        }
        let wanted = place_name(name);
        let mut best: Option<(f64, AuthorityId)> = None;
        for (known, ids) in self.plain.iter().chain(&self.place) {
            let least = best.map_or(CLOSE, |(so_far, _)| so_far.next_up());
            if most_alike(&wanted, known) < least {
                continue;
            }
            let closeness = strsim::normalized_damerau_levenshtein(&wanted, known);
            if closeness >= least {
                best = ids.first().map(|id| (closeness, *id)).or(best);
            }
        }
        best.map(|(_, id)| id)
    }
}

/// The most that two names can be alike, by the letters that one has and the other has not: cheap
/// to work out, and never below `normalized_damerau_levenshtein`, since each such letter takes at
/// least one edit. A file of unknown names asks for thousands of comparisons.
fn most_alike(one: &str, other: &str) -> f64 {
    const KINDS: usize = 32;
    let mut surplus = [0_i32; KINDS];
    let mut count = |name: &str, by: i32| {
        let letters = name.chars().map(|c| c as usize % KINDS);
        letters.fold(0_i32, |all, at| {
            surplus[at] += by;
            all + 1
        })
    };
    let longest = count(one, 1).max(count(other, -1));
    let lacking: i32 = surplus.iter().filter(|n| **n > 0).sum();
    let added: i32 = -surplus.iter().filter(|n| **n < 0).sum::<i32>();
    if longest == 0 {
        return 1.0;
    }
    1.0 - f64::from(lacking.max(added)) / f64::from(longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn styles_go_from_both_ends_and_never_the_whole_name() {
        assert_eq!(place_name("Council of the City of York"), "york");
        assert_eq!(place_name("LB Hackney"), "hackney");
        assert_eq!(place_name("Wigan Metropolitan Borough Council"), "wigan");
        assert_eq!(place_name("The City of London"), "london");
        assert_eq!(place_name("Council"), "council");
        assert_eq!(place_name(""), "");
    }

    #[test]
    fn county_durham_keeps_the_county_that_is_part_of_its_name() {
        assert_eq!(place_name("County Durham"), "county durham");
    }

    proptest! {
        #[test]
        fn no_two_names_are_more_alike_than_their_letters_allow(
            one in "[a-eé ]{0,12}",
            other in "[a-eé ]{0,12}",
        ) {
            let closeness = strsim::normalized_damerau_levenshtein(&one, &other);
            prop_assert!(most_alike(&one, &other) >= closeness - 1e-12);
        }
    }
}
