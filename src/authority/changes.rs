//! Reorganisations that a dataset brings, beside those that are built in.

use jiff::civil::Date;

use super::built_in::{self, Entry, TABLES};
use super::{
    Authority, AuthorityId, AuthorityKind, ChangeKind, CodeSpan, Register, Reorganisation,
};

/// One step in the history of authorities, as a dataset gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenChange {
    /// The first day of the successor.
    pub date: Date,
    /// The ONS or DfE code before.
    pub predecessor_code: String,
    /// The ONS code after.
    pub successor_code: String,
    /// The name after.
    pub successor_name: String,
    /// The region, by code or name; the predecessor's where it is empty.
    pub region: String,
    /// What kind of council it is, in words.
    pub council: String,
    /// What happened.
    pub kind: ChangeKind,
}

impl Register {
    /// The built-in register with what happened since. Changes whose predecessor is not known are
    /// left out, by their position among those given.
    #[must_use]
    pub fn changed_by(changes: &[GivenChange]) -> (Self, Vec<usize>) {
        let mut ordered: Vec<(usize, &GivenChange)> = changes.iter().enumerate().collect();
        ordered.sort_by_key(|(_, change)| change.date);
        let mut left_out = Vec::new();
        let known = Self::built_in();
        let mut register = built_in::compile_with(&TABLES, |entries| {
            for (at, change) in &ordered {
                if !apply(change, entries, known) {
                    left_out.push(*at);
                }
            }
        });
        let made = ordered
            .iter()
            .filter(|(at, _)| !left_out.contains(at))
            .filter_map(|(_, change)| {
                Some(Reorganisation {
                    predecessor: register.by_code(&change.predecessor_code)?,
                    successor: register.by_code(&change.successor_code)?,
                    predecessor_code: change.predecessor_code.clone(),
                    successor_code: change.successor_code.clone(),
                    date: change.date,
                    kind: change.kind,
                })
            })
            .collect::<Vec<_>>();
        register.reorganisations.extend(made);
        register.reorganisations.sort_by_key(|change| change.date);
        (register, left_out)
    }
}

/// Makes one change. False where nobody has the predecessor's code.
fn apply(change: &GivenChange, entries: &mut Vec<Entry>, known: &Register) -> bool {
    let Some(before) = entries
        .iter()
        .position(|entry| has_code(entry, &change.predecessor_code))
    else {
        return false;
    };
    if change
        .predecessor_code
        .eq_ignore_ascii_case(&change.successor_code)
    {
        return true;
    }
    if matches!(change.kind, ChangeKind::Rename | ChangeKind::CodeChange) {
        if let Some(entry) = entries.get_mut(before) {
            recode(entry, change);
        }
        return true;
    }
    let exists = entries
        .iter()
        .any(|entry| has_code(entry, &change.successor_code));
    let successor = entries
        .get(before)
        .map(|entry| new(change, &entry.0, known));
    if let Some((predecessor, codes)) = entries.get_mut(before)
        && predecessor.abolished.is_none()
    {
        predecessor.abolished = Some(change.date);
        if let Some(last) = codes.last_mut() {
            last.until = Some(change.date);
        }
    }
    entries.extend(successor.filter(|_| !exists));
    true
}

fn has_code((authority, codes): &Entry, code: &str) -> bool {
    codes
        .iter()
        .any(|span| span.code.eq_ignore_ascii_case(code))
        || authority
            .dfe_code
            .is_some_and(|own| own.to_string() == code)
}

/// The same authority under a new code, and under a new name where it has one.
fn recode((authority, codes): &mut Entry, change: &GivenChange) {
    if let Some(last) = codes.last_mut() {
        last.until = Some(change.date);
    }
    codes.push(CodeSpan {
        code: change.successor_code.clone(),
        from: Some(change.date),
        until: None,
    });
    authority.code.clone_from(&change.successor_code);
    if !change.successor_name.is_empty() {
        authority.name.clone_from(&change.successor_name);
    }
}

fn new(change: &GivenChange, predecessor: &Authority, known: &Register) -> Entry {
    let by_code = known.region_by_code(&change.region);
    let region = by_code.or_else(|| match known.resolve(&change.region) {
        super::Resolution::Region(id) => Some(id),
        _ => None,
    });
    let region = region.and_then(|id| known.region(id));
    let (region_code, region_name) = region.map_or_else(
        || (predecessor.region_code.clone(), predecessor.region.clone()),
        |region| (region.code.clone(), region.name.clone()),
    );
    let authority = Authority {
        id: AuthorityId(0),
        code: change.successor_code.clone(),
        dfe_code: None,
        name: change.successor_name.clone(),
        sub_region_code: predecessor
            .sub_region_code
            .clone()
            .filter(|_| region_code == predecessor.region_code),
        region_code,
        region: region_name,
        kind: council(&change.council, predecessor),
        established: Some(change.date),
        abolished: None,
    };
    let span = CodeSpan {
        code: authority.code.clone(),
        from: Some(change.date),
        until: None,
    };
    (authority, vec![span])
}

/// A kind of council by its words; the predecessor's where there are none.
fn council(words: &str, predecessor: &Authority) -> AuthorityKind {
    let key = words.trim().to_lowercase().replace([' ', '_'], "-");
    let key = key
        .trim_end_matches("-authority")
        .trim_end_matches("-council");
    if key.is_empty() {
        return predecessor.kind.clone();
    }
    AuthorityKind::from_table(key).unwrap_or_else(|| AuthorityKind::Own(words.trim().to_owned()))
}
