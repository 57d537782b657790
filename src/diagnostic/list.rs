//! The problems of a run: the first of each kind in a file, and how many more there are.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeSeq as _, Serializer};

use super::{Code, Diagnostic, Place, Severity, Style, printable, render};

/// How many problems of one kind in one file are kept, unless less is asked for.
const KEPT: usize = 1_000;

/// What problems are counted together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// How much they matter.
    pub severity: Severity,
    /// What they are.
    pub code: Code,
    /// The number of the rule that was broken, for checks on returns.
    pub rule: Option<&'static str>,
}

/// How many of a kind in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    all: usize,
    kept: usize,
}

/// The problems of a run, in the order of file, line and column once sorted. Of each kind in a file
/// the first thousand are kept, or as many as asked for; the rest are counted, so that a file with
/// a problem in every row fills no memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// By file and kind; the file is empty for problems of none.
    counts: BTreeMap<String, BTreeMap<Kind, Count>>,
    most: usize,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self::keeping(KEPT)
    }
}

impl Diagnostics {
    /// An empty list that keeps so many problems of one kind in one file.
    #[must_use]
    pub fn keeping(most: usize) -> Self {
        Self {
            list: Vec::new(),
            counts: BTreeMap::new(),
            most,
        }
    }

    /// An empty list that keeps as many as this one.
    #[must_use]
    pub fn alike(&self) -> Self {
        Self::keeping(self.most)
    }

    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let diagnostic = diagnostic.made_printable();
        let file = diagnostic.place.as_ref().map_or("", |place| &place.file);
        if self.counts_in(diagnostic.kind(), file) {
            self.list.push(diagnostic);
        }
    }

    /// Adds a problem of a kind in a file, which is made only where it is kept.
    pub fn push_with(&mut self, kind: Kind, file: &str, make: impl FnOnce() -> Diagnostic) {
        if self.counts_in(kind, file) {
            self.list.push(make().made_printable());
        }
    }

    /// Counts more problems of a kind in a file, of which nothing else is known.
    pub fn count_more(&mut self, kind: Kind, file: &str, more: usize) {
        if more > 0 {
            self.count_of(kind, file).all += more;
        }
    }

    /// Adds all problems of another list.
    pub fn append(&mut self, other: Self) {
        for (file, kinds) in &other.counts {
            for (kind, count) in kinds {
                self.count_more(*kind, file, count.all - count.kept);
            }
        }
        self.extend(other.list);
    }

    /// Counts a problem in and says whether it is to be kept.
    fn counts_in(&mut self, kind: Kind, file: &str) -> bool {
        let most = self.most;
        let count = self.count_of(kind, file);
        count.all += 1;
        let keeps = count.kept < most;
        count.kept += usize::from(keeps);
        keeps
    }

    fn count_of(&mut self, kind: Kind, file: &str) -> &mut Count {
        let kinds = self.counts.entry(printable(file).into_owned()).or_default();
        kinds.entry(kind).or_default()
    }

    /// Whether any problem stops the run.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many problems there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        let kinds = self.counts.values().flatten();
        let counts = kinds.filter(|(kind, _)| kind.severity == severity);
        counts.map(|(_, count)| count.all).sum()
    }

    /// The problems that are kept.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many there are of each kind in each file, kept or not, where that is more than so many.
    pub(super) fn beyond(&self, most: usize) -> impl Iterator<Item = (Kind, &str, usize)> {
        self.counts.iter().flat_map(move |(file, kinds)| {
            let more = kinds.iter().filter(move |(_, count)| count.all > most);
            more.map(move |(kind, count)| (*kind, file.as_str(), count.all))
        })
    }

    /// The same without problems that do not stop the run.
    #[must_use]
    pub fn errors(&self) -> Self {
        let mut errors = self.clone();
        errors.list.retain(|d| d.severity == Severity::Error);
        for kinds in errors.counts.values_mut() {
            kinds.retain(|kind, _| kind.severity == Severity::Error);
        }
        errors
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.values().all(BTreeMap::is_empty)
    }

    /// Puts the gravest first, then by file, line and column.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| {
            (a.severity, &a.place, a.code, &a.message)
                .cmp(&(b.severity, &b.place, b.code, &b.message))
        });
    }

    /// The problems that are kept, then one for each kind in each file that says how many more there are.
    #[must_use]
    pub fn listed(&self) -> Vec<Diagnostic> {
        self.list.iter().cloned().chain(self.rest()).collect()
    }

    /// One problem for each kind in each file that stands for those that are not kept.
    fn rest(&self) -> impl Iterator<Item = Diagnostic> {
        self.counts.iter().flat_map(|(file, kinds)| {
            let more = kinds.iter().filter(|(_, count)| count.all > count.kept);
            more.map(move |(kind, count)| Diagnostic {
                rule: kind.rule,
                place: (!file.is_empty()).then(|| Place::file(file)),
                ..Diagnostic::new(
                    kind.severity,
                    kind.code,
                    format!(
                        "{} more of this kind are not listed",
                        count.all - count.kept
                    ),
                )
            })
        })
    }
}

/// Every problem as a person reads it, without colours.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(render(self, Style::Plain).trim_end())
    }
}

impl std::error::Error for Diagnostics {}

/// As a sequence of those that are kept, then one for each kind that there are more of.
impl Serialize for Diagnostics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_seq(None)?;
        for diagnostic in self.listed() {
            all.serialize_element(&diagnostic)?;
        }
        all.end()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        let mut all = Self::default();
        all.extend(diagnostics);
        all
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad(file: &str, line: u64) -> Diagnostic {
        Diagnostic::error(Code::BadCell, "bad").at(Place::line(file, line))
    }

    #[test]
    fn sorting_puts_errors_first_then_goes_by_place() {
        let mut all = Diagnostics::default();
        all.push(Diagnostic::warning(Code::NotRecognised, "w").at(Place::file("a.csv")));
        all.push(Diagnostic::error(Code::BadCell, "late").at(Place::line("b.csv", 9)));
        all.push(Diagnostic::error(Code::BadCell, "early").at(Place::line("b.csv", 2)));
        all.sort();
        let messages: Vec<_> = all.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, ["early", "late", "w"]);
    }

    #[test]
    fn what_is_not_kept_is_counted() {
        let mut few = Diagnostics::keeping(2);
        few.extend((1..=5).map(|line| bad("a.csv", line)));
        few.push(bad("b.csv", 1));
        few.count_more(bad("b.csv", 1).kind(), "b.csv", 3);
        let mut all = few.alike();
        all.push(bad("a.csv", 9));
        all.append(few);
        assert_eq!(all.count(Severity::Error), 10);
        let kept: Vec<_> = all.iter().filter_map(|d| d.place.clone()).collect();
        let line = Place::line;
        assert_eq!(kept, [line("a.csv", 9), line("a.csv", 1), line("b.csv", 1)]);
        let json = serde_json::to_value(&all).unwrap();
        assert_eq!(json.as_array().unwrap().len(), 5);
        assert_eq!(json[3]["message"], "4 more of this kind are not listed");
        assert_eq!(json[4]["place"]["file"], "b.csv");
    }

    #[test]
    fn problems_are_an_error_of_a_program_that_uses_the_library() {
        fn program() -> Result<(), Box<dyn std::error::Error>> {
            Err(Diagnostics::from_iter([bad("a.csv", 3)]))?;
            Ok(())
        }
        let said = program().unwrap_err().to_string();
        assert!(said.contains("a.csv") && said.contains("bad"), "{said}");
    }

    #[test]
    fn problems_that_do_not_stop_the_run_can_be_left_out() {
        let mut all = Diagnostics::keeping(1);
        all.extend((1..=3).map(|line| bad("a.csv", line)));
        all.push(Diagnostic::warning(Code::NotRecognised, "w"));
        let errors = all.errors();
        assert_eq!(errors.count(Severity::Error), 3);
        assert_eq!(errors.count(Severity::Warning), 0);
        assert!(errors.iter().all(|d| d.severity == Severity::Error));
    }
}
