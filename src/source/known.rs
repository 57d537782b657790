//! What a cell says: nothing, something that can be read, or something that cannot.

/// A cell that may be blank. One that is filled but cannot be read is not known: it is never taken
/// for blank, zero, open or no.
///
/// ```
/// use care_scorecard::source::Known;
/// let large = |number: i32| number > 5;
/// assert_eq!(Known::Read(7).judge(large), Some(true));
/// assert_eq!(Known::Blank.judge(large), Some(false));
/// assert_eq!(Known::Unread.judge(large), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Known<T> {
    /// What stands there.
    Read(T),
    /// Nothing stands there.
    #[default]
    Blank,
    /// What stands there cannot be read.
    Unread,
}

impl<T> Known<T> {
    /// What was read; none where the cell is blank or not known.
    #[must_use]
    pub fn read(self) -> Option<T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Blank | Self::Unread => None,
        }
    }

    /// Whether nothing stands there.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// Whether what stands there cannot be read.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        matches!(self, Self::Unread)
    }

    /// Whether what stands there meets a condition, which nothing does not; none where it is not
    /// known.
    #[must_use]
    pub fn judge(self, test: impl FnOnce(T) -> bool) -> Option<bool> {
        self.judge_or(false, test)
    }

    /// The same where a blank cell has an answer of its own.
    #[must_use]
    pub fn judge_or(self, blank: bool, test: impl FnOnce(T) -> bool) -> Option<bool> {
        match self {
            Self::Read(value) => Some(test(value)),
            Self::Blank => Some(blank),
            Self::Unread => None,
        }
    }

    /// The same cell read as something else.
    #[must_use]
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Read(value) => Known::Read(of(value)),
            Self::Blank => Known::Blank,
            Self::Unread => Known::Unread,
        }
    }
}

/// Something that is there or not, all of it known.
impl<T> From<Option<T>> for Known<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Self::Read)
    }
}

/// Whether any of several answers is yes: yes where one is, not known where none is and one is not
/// known.
#[must_use]
pub fn any_of(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            Some(false) => {}
            None => known = false,
        }
    }
    known.then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_yes_is_enough_and_one_unknown_leaves_it_open() {
        assert_eq!(any_of([]), Some(false));
        assert_eq!(any_of([Some(false), None]), None);
        assert_eq!(any_of([None, Some(true)]), Some(true));
    }

    #[test]
    fn what_cannot_be_read_is_not_blank() {
        assert!(!Known::<i32>::Unread.is_blank());
        assert_eq!(Known::<i32>::Unread.judge_or(true, |_| true), None);
        assert_eq!(Known::<i32>::Blank.judge_or(true, |_| false), Some(true));
        assert_eq!(Known::Read(1).map(|n| n + 1).read(), Some(2));
    }
}
