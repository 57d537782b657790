//! Long work: what it does, how far it has come, and its end where nobody wants it any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::watched::Watch;

/// Work under way.
#[derive(Debug)]
pub(super) struct Work {
    /// What it does, in words.
    pub(super) doing: String,
    /// What it reads.
    pub(super) watch: Arc<Watch>,
    /// How many files it has made.
    made: AtomicUsize,
}

impl Work {
    pub(super) fn new(doing: &str) -> Self {
        Self {
            doing: doing.to_owned(),
            watch: Arc::default(),
            made: AtomicUsize::new(0),
        }
    }

    /// Counts a file that was made; says whether to go on.
    pub(super) fn made_one(&self) -> bool {
        self.made.fetch_add(1, Ordering::Relaxed);
        !self.watch.is_stopped()
    }

    /// How far it has come, in words.
    pub(super) fn so_far(&self) -> String {
        let made = self.made.load(Ordering::Relaxed);
        match (made, self.watch.bytes()) {
            (0, 0) => "It has begun.".to_owned(),
            (0, bytes) => format!("{} read so far.", size_in_words(bytes)),
            (1, _) => "1 file made so far.".to_owned(),
            (made, _) => format!("{made} files made so far."),
        }
    }
}

/// A size for people: "3 kB", "1.2 MB".
pub(super) fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_for_people() {
        let said = [0, 999, 1_000, 999_999, 1_250_000, 104_857_600].map(size_in_words);
        assert_eq!(
            said,
            [
                "0 bytes",
                "999 bytes",
                "1 kB",
                "999 kB",
                "1.2 MB",
                "104.8 MB"
            ]
        );
    }

    #[test]
    fn it_says_how_far_it_has_come() {
        let work = Work::new("Making the pages");
        assert_eq!(work.so_far(), "It has begun.");
        assert!(work.made_one());
        assert_eq!(work.so_far(), "1 file made so far.");
        work.watch.stop();
        assert!(!work.made_one());
    }
}
