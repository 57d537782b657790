//! Given figures that stand in two files: a copy is read once, a contradiction is an error.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::opening::InputFile;

/// Keeps the first of what several files give of one subject. Within one file its reader has seen
/// to it.
pub(super) fn once<T: PartialEq, K: Ord>(
    given: &mut Vec<(usize, T)>,
    files: &[InputFile],
    subject: impl Fn(&T) -> K,
    what: &str,
    diagnostics: &mut Diagnostics,
) {
    let name = |at: usize| files.get(at).map_or("", |file| file.name.as_str());
    let mut first: BTreeMap<K, usize> = BTreeMap::new();
    let mut again = BTreeSet::new();
    let mut repeated: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut contradicted: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (at, (file, one)) in given.iter().enumerate() {
        let Some(earlier) = first.get(&subject(one)) else {
            first.insert(subject(one), at);
            continue;
        };
        let Some((other, before)) = given.get(*earlier) else {
            continue;
        };
        let pairs = if before == one {
            &mut repeated
        } else {
            &mut contradicted
        };
        *pairs.entry((*file, *other)).or_default() += 1;
        again.insert(at);
    }
    for ((file, other), rows) in repeated {
        let message = format!(
            "{rows} {what} stand in {} too; they are read once",
            name(other)
        );
        let notice = Diagnostic::notice(Code::Superseded, message);
        diagnostics.push(notice.at(Place::file(name(file))));
    }
    for ((file, other), rows) in contradicted {
        let message = format!(
            "{rows} {what} stand in {} with other figures, for the same authority, year and subject",
            name(other)
        );
        diagnostics.push(
            Diagnostic::error(Code::TwoRowsForOneCell, message)
                .at(Place::file(name(file)))
                .help("keep the file that is right"),
        );
    }
    let mut at = 0;
    given.retain(|_| {
        at += 1;
        !again.contains(&(at - 1))
    });
}
