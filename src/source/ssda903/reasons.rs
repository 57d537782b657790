//! The reasons and harms of return interviews: lists kept as data in `reasons.csv`.

use std::sync::LazyLock;

use crate::source::shape::header_key;

const DATA: &str = include_str!("reasons.csv");

/// An entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// As files spell it; letter case, spaces and hyphens do not matter.
    pub code: &'static str,
    /// In words.
    pub title: &'static str,
}

fn list(of: &str) -> Vec<Listed> {
    let entry = |line: &'static str| {
        let mut cells = line.splitn(3, ',');
        let (list, code, title) = (cells.next()?, cells.next()?, cells.next()?);
        (list == of).then_some(Listed { code, title })
    };
    DATA.lines().filter_map(entry).collect()
}

static REASONS: LazyLock<Vec<Listed>> = LazyLock::new(|| list("reason"));
static HARMS: LazyLock<Vec<Listed>> = LazyLock::new(|| list("harm"));

/// Why children went missing, as interviews record it; the last entry is for every other code.
#[must_use]
pub fn reasons() -> &'static [Listed] {
    &REASONS
}

/// What happened to children while missing; the last entry is for every other code.
#[must_use]
pub fn harms() -> &'static [Listed] {
    &HARMS
}

/// The position of a code in a list: its last where it is not in it, none where it is blank.
pub(super) fn position(list: &[Listed], cell: &[u8]) -> Option<u8> {
    if cell.is_empty() {
        return None;
    }
    let is_exact = |listed: &Listed| listed.code.as_bytes() == cell;
    let found = list.iter().position(is_exact).or_else(|| {
        let key = header_key(&String::from_utf8_lossy(cell)).replace('_', "-");
        list.iter().position(|listed| listed.code == key)
    });
    u8::try_from(found.unwrap_or(list.len().saturating_sub(1))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unmapped_codes_count_as_other() {
        assert_eq!(reasons().len() + harms().len(), DATA.lines().count() - 1);
        let named = |text: &str| {
            position(reasons(), text.as_bytes()).map(|at| reasons()[usize::from(at)].code)
        };
        assert_eq!(named("Family contact"), Some("family-contact"));
        assert_eq!(named("went to a concert"), Some("other"));
        assert_eq!(named(""), None);
        assert_eq!(harms().last().map(|h| h.code), Some("other"));
    }
}
