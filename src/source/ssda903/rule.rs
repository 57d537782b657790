//! The checks on a return, by the official rule numbers, and what rows break them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Kind, Place, Severity};

use crate::source::day::BadDay;

use super::{Origin, ReturnFile};

/// A check on a return.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The official number of the rule, or a name where the guide has no number.
    pub number: &'static str,
    /// The field at fault, as [`ReturnFile`] knows it.
    pub field: &'static str,
    /// What is wrong, in one sentence without any value.
    pub message: &'static str,
    /// What should stand there.
    pub expected: &'static str,
    /// Whether a row that breaks it is left out.
    pub leaves_out: bool,
}

macro_rules! rules {
    ($($name:ident = $number:literal $field:literal $message:literal, $expected:literal $($out:ident)?;)*) => {
        $(#[doc = $message]
        pub static $name: Rule = Rule {
            number: $number, field: $field, message: $message, expected: $expected,
            leaves_out: rules!(@ $($out)?),
        };)*
        /// Every rule that is checked.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
    (@ out) => { true };
    (@) => { false };
}

rules! {
    NO_CHILD = "no-child" "child" "the row has no CHILD", "the child's identifier" out;
    CHILD_UNREAD = "child-unread" "child" "CHILD is a number that a spreadsheet has rounded, or nothing but signs: it tells no child from another", "the child's identifier with all its digits, as text" out;
    CHILD_SHARED = "child-shared" "child" "several children go by this CHILD: it has two dates of birth in the header, or more placements at once than a child can have", "one CHILD for each child" out;
    SEX = "101" "sex" "SEX is not a code of this collection year", "1 or 2 up to 2023/24; M, F or U from 2024/25";
    DOB = "102" "dob" "the date of birth is not a date", "dd/mm/yyyy";
    ETHNIC = "103" "ethnic" "ETHNIC is not a code of this collection year", "a code of the guide's list";
    DUC = "104" "duc" "the date the UASC status ceased is not a date", "dd/mm/yyyy, or nothing";
    DECOM = "141" "decom" "the date the episode began is not a date", "dd/mm/yyyy" out;
    STILL_OPEN_BEFORE_NEXT = "142" "dec" "the episode has no end although a later one has begun", "DEC and REC, as the next episode has begun";
    RNE = "143" "rne" "RNE is not a code of this collection year", "S, L, P, T, B or U";
    LS = "144" "ls" "LS is not a code of this collection year", "a code of the guide's list";
    LS_UNREAD = "ls" "ls" "LS is no code of any year, so that it cannot be told from a short break", "a code of the guide's list" out;
    STATUS_UNKNOWN = "no-status" "decom" "no legal status of the child on the day the episode begins can be read, or one of several is a short break", "one legal status for each day of care" out;
    PLACEMENT_UNKNOWN = "no-placement" "decom" "the placement of the episode is not in the table of placements, or several differ; where the child is placed is not known", "one placement for each episode";
    CIN = "145" "cin" "CIN is not a code of this collection year", "N1 to N8";
    PLACE = "146" "place" "PLACE is not a code of this collection year", "a code of the guide's list";
    PLACE_DOUBTFUL = "place-doubtful" "place" "sources differ on whether this PLACE is a code of this collection year; it is taken", "a code of the guide's list: Z11 to Z14 in place of Z1 from 2025/26";
    DEC = "147" "dec" "the date the episode ceased is not a date", "dd/mm/yyyy, or nothing while it is open";
    DEC_AND_REC = "148" "rec" "DEC and REC must both be given or both be blank", "both, or neither";
    REC = "149" "rec" "REC is not a code of this collection year", "a code of the guide's list, or nothing while the episode is open";
    DISTANCE = "164" "pl_distance" "PL_DISTANCE is not a distance", "miles with one decimal, 999.9 where it is not available, or nothing";
    PL_LA = "169" "pl_la" "PL_LA is not the code of an authority", "the code of an upper-tier authority or of a place outside England, or nothing";
    PROVIDER = "178" "place_provider" "PLACE_PROVIDER is not a code of this collection year", "PR0 to PR5, or nothing";
    PL_LOCATION = "179" "pl_location" "PL_LOCATION is not a code", "IN, OUT or nothing";
    DECOM_AFTER_YEAR = "354" "decom" "the episode begins after the end of the collection year", "a date up to 31 March";
    NO_LENGTH = "355" "dec" "the episode ends on the day it begins", "a date after DECOM";
    DEC_BEFORE_DECOM = "356" "dec" "the episode ends before it begins", "a date on or after DECOM" out;
    DEC_AFTER_YEAR = "385" "dec" "the episode ends after the end of the collection year", "a date up to 31 March, or nothing";
    DEC_BEFORE_YEAR = "outside-year" "dec" "the episode ended before the collection year", "an episode that was open at some time in the year";
    GAP_AFTER_X1 = "388" "rec" "REC is X1 but no episode begins on the day this one ends", "a next episode, or another REC";
    GAP_WITHIN_CARE = "433" "rne" "RNE says that care goes on, but the episode does not begin on the day the one before it ended", "S, or the day on which the episode before ended";
    OVERLAP = "501" "decom" "the episode begins before the one before it has ended", "a date on or after the DEC before";
    NOT_CONTINUED = "1010" "dec" "the episode is open, but next year's return does not have it; it is taken to end on 1 April", "the same episode in next year's return";
    REASON_PLACE_CHANGE = "1009" "reason_place_change" "REASON_PLACE_CHANGE is not a code of this collection year", "a code of the guide's list, or nothing";
    NO_MIS_START = "564" "mis_start" "the incident has no start", "dd/mm/yyyy" out;
    NO_MISSING = "565" "missing" "whether the child was missing or away is not given", "M or A" out;
    ONLY_MIS_END = "566" "mis_end" "the incident has an end, but neither start nor kind", "MISSING and MIS_START too" out;
    MIS_END_BEFORE_START = "567" "mis_end" "the incident ends before it starts", "a date on or after MIS_START" out;
    MIS_START_AFTER_YEAR = "570" "mis_start" "the incident starts after the end of the collection year", "a date up to 31 March";
    MIS_END_OUTSIDE_YEAR = "571" "mis_end" "the incident ends before or after the collection year", "a date from 1 April to 31 March, or nothing";
    INCIDENTS_OVERLAP = "574" "mis_start" "the incident starts before the one before it has ended", "a date on or after the MIS_END before";
    OPEN_AFTER_CARE = "577" "mis_end" "the incident is open although the child ceased to be looked after", "a date up to the day care ended";
    START_AFTER_CARE = "578" "mis_start" "the incident starts after the child ceased to be looked after", "a date in a period of care";
    START_BEFORE_CARE = "581" "mis_start" "the incident starts before the child was looked after", "a date in a period of care";
    MIS_START = "1004" "mis_start" "the start of the incident is not a date", "dd/mm/yyyy" out;
    MIS_END = "1005" "mis_end" "the end of the incident is not a date", "dd/mm/yyyy, or nothing while it is open";
    MISSING = "1006" "missing" "MISSING is neither M nor A", "M or A" out;
    INCIDENT_TWICE = "repeated" "mis_start" "an incident of this kind and start stands in the table already", "one row for each incident";
    EPISODE_NOT_IN_HEADER = "INT03" "child" "the child of this episode is not in the header", "a row of the header for every child";
    INCIDENT_NOT_IN_HEADER = "INT04" "child" "the child of this incident is not in the header", "a row of the header for every child";
    UASC_NOT_IN_HEADER = "INT09" "child" "the child of the UASC table is not in the header", "a row of the header for every child";
    ROW_TWICE = "row-twice" "" "the row stands in the table already, or in another file; it counts once", "one row for each";
    CHILD_TWICE = "INT32" "child" "the child stands in the header more than once", "one row for each child";
    BAD_DATE = "date" "" "this is not a date", "dd/mm/yyyy, or nothing";
    BAD_YES_NO = "yes-no" "" "this is neither yes nor no", "Y or N";
    INTERVIEW_START = "interview-start" "mis_start" "the start of the incident is not a date", "dd/mm/yyyy" out;
    INTERVIEW_EARLY = "interview-early" "interview_date" "the interview was held before the child returned; it does not count as held in time", "a date on or after MIS_END";
    INTERVIEW_ALONE = "interview-alone" "mis_start" "no missing incident of the child starts on this day", "the MIS_START of an incident of the return";
    NOTIFICATION_START = "notification-start" "decom" "the start of the episode is not a date", "dd/mm/yyyy" out;
    NOTIFICATION_ALONE = "notification-alone" "decom" "no episode of the child starts on this day", "the DECOM of an episode of the return";
    IN_SHORT_BREAK = "short-break" "mis_start" "the incident starts in a short break (V3 or V4), which is no time in care; it does not count", "a date in another episode";
    OUT_REASON = "out-reason" "out_reason" "OUT_REASON is not one of the four reasons", "safety, specialist, family or no-local-place";
    FOLDER_DIFFERS = "folder" "la" "LA or YEAR of the row is not that of the folder; the folder's is used", "the authority and the year of the folder";
    LOCATION_DIFFERS = "location-differs" "pl_location" "PL_LOCATION differs from what the postcode gives; the given one is used", "what the postcode gives";
    LA_DIFFERS = "la-differs" "pl_la" "PL_LA differs from what the postcode gives; the given one is used", "what the postcode gives";
    DISTANCE_DIFFERS = "distance-differs" "pl_distance" "PL_DISTANCE differs from what the postcodes give; the given one is used", "what the postcodes give";
}

/// A row that breaks a rule.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The field at fault.
    pub field: &'static str,
    /// Where the row stands.
    pub origin: Origin,
    /// Of a date, of which form what stands there is.
    pub form: Option<BadDay>,
}

/// How many rows that break one rule in one file are listed; the rest are counted.
const LISTED: usize = 1_000;

/// What was found in the rows of a return.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    counts: BTreeMap<(u32, &'static str), usize>,
    /// Of which forms the cells are that are no dates.
    forms: BTreeMap<(u32, &'static str), BTreeSet<BadDay>>,
    /// How many rows were read of each file.
    rows: BTreeMap<u32, usize>,
}

impl Findings {
    /// Notes that a row breaks a rule.
    pub fn note(&mut self, rule: &'static Rule, origin: Origin) {
        self.add(Finding {
            rule,
            field: rule.field,
            origin,
            form: None,
        });
    }

    /// Notes a finding.
    pub fn add(&mut self, finding: Finding) {
        let key = (finding.origin.file, finding.rule.number);
        if let Some(form) = finding.form {
            self.forms.entry(key).or_default().insert(form);
        }
        let count = self.counts.entry(key).or_default();
        *count += 1;
        if *count <= LISTED {
            self.list.push(finding);
        }
    }

    /// Notes how many rows were read of a file, so that those at fault can be set against them.
    pub fn note_rows(&mut self, file: u32, rows: usize) {
        *self.rows.entry(file).or_default() += rows;
    }

    /// Takes over another list.
    pub fn append(&mut self, other: Self) {
        for (file, rows) in other.rows {
            self.note_rows(file, rows);
        }
        for (key, forms) in other.forms {
            self.forms.entry(key).or_default().extend(forms);
        }
        for (key, count) in other.counts {
            *self.counts.entry(key).or_default() += count;
        }
        self.list.extend(other.list);
    }

    /// How many rows were left out.
    #[must_use]
    pub fn left_out(&self) -> usize {
        let out = |number: &str| RULES.iter().any(|r| r.number == number && r.leaves_out);
        let counts = self.counts.iter().filter(|((_, number), _)| out(number));
        counts.map(|(_, count)| *count).sum()
    }

    /// How many rows break a rule.
    #[must_use]
    pub fn count(&self, rule: &Rule) -> usize {
        let counts = self.counts.iter().filter(|((_, n), _)| *n == rule.number);
        counts.map(|(_, count)| *count).sum()
    }

    /// Adds them to diagnostics: place and rule, never a value.
    pub fn tell(&self, files: &[ReturnFile], diagnostics: &mut Diagnostics) {
        // The files are in order of name, as the dataset lists them.
        let file = |at: u32| {
            let at = files.binary_search_by_key(&(at as usize), |f| f.file);
            files.get(at.ok()?)
        };
        let mut listed: BTreeMap<(u32, &str), usize> = BTreeMap::new();
        for finding in &self.list {
            let key = (finding.origin.file, finding.rule.number);
            let before = listed.entry(key).or_default();
            *before += 1;
            // The first of a kind in a file stands for all of them.
            let of_all = (*before == 1).then(|| self.of_all(key));
            if let Some(file) = file(finding.origin.file) {
                let kind = finding.rule.kind();
                diagnostics.push_with(kind, &file.name, || finding.diagnostic(file, of_all));
            }
        }
        for (key @ (at, number), count) in &self.counts {
            let rule = RULES.iter().find(|rule| rule.number == *number);
            let listed = listed.get(key).copied().unwrap_or(0);
            if let (Some(file), Some(rule)) = (file(*at), rule) {
                diagnostics.count_more(rule.kind(), &file.name, count - listed);
            }
        }
    }
}

/// How many rows of a file break a rule, out of how many, and of which forms their cells are.
struct OfAll {
    count: usize,
    rows: usize,
    forms: String,
}

impl Findings {
    fn of_all(&self, key: (u32, &'static str)) -> OfAll {
        let forms = self.forms.get(&key).into_iter().flatten();
        let forms: Vec<String> = forms
            .filter(|form| **form != BadDay::NotADate)
            .map(ToString::to_string)
            .collect();
        OfAll {
            count: self.counts.get(&key).copied().unwrap_or(1),
            rows: self.rows.get(&key.0).copied().unwrap_or(0),
            forms: forms.join("; "),
        }
    }
}

impl OfAll {
    /// What is added to the message: "; 11 of 306 rows; the year has two digits".
    fn words(&self) -> String {
        let count = match (self.count, self.rows) {
            (1, _) => String::new(),
            (count, rows) if rows >= count => format!("; {count} of {rows} rows"),
            (count, _) => format!("; {count} rows"),
        };
        match self.forms.is_empty() {
            true => count,
            false => format!("{count}; {}", self.forms),
        }
    }
}

impl Rule {
    fn kind(&self) -> Kind {
        let code = if self.leaves_out {
            Code::RowLeftOut
        } else {
            Code::ReturnCheck
        };
        Kind {
            severity: Severity::Warning,
            code,
            rule: Some(self.number),
        }
    }
}

impl Finding {
    fn diagnostic(&self, file: &ReturnFile, of_all: Option<OfAll>) -> Diagnostic {
        let column = file.column(self.field);
        let place = Place {
            file: file.name.clone(),
            line: (self.origin.line > 0).then_some(u64::from(self.origin.line)),
            column: column.map(|at| at as u64 + 1),
            column_name: Some(self.field.to_ascii_uppercase()).filter(|f| !f.is_empty()),
        };
        let outcome = if self.rule.leaves_out {
            "; the row is left out"
        } else {
            ""
        };
        let of_all = of_all.map_or_else(String::new, |all| all.words());
        let (number, said) = (self.rule.number, self.rule.message);
        let message = format!("rule {number}: {said}{outcome}{of_all}");
        let help = match self.form {
            Some(BadDay::TwoDigitYear) => "write the year with four digits",
            Some(BadDay::MonthFirst) => {
                "export dates with the day first: some of this column have the month first, and day and month are never swapped"
            }
            Some(BadDay::SpreadsheetNumber) => {
                "give the cells the format of a date in the spreadsheet: this is the number it keeps for a day"
            }
            _ => "correct it in the case management system and export the table again",
        };
        Diagnostic::warning(self.rule.kind().code, message)
            .rule(self.rule.number)
            .at(place)
            .expected(self.rule.expected)
            .help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_numbers_are_unique() {
        let numbers: BTreeSet<_> = RULES.iter().map(|r| r.number).collect();
        assert_eq!(numbers.len(), RULES.len());
    }

    #[test]
    fn the_first_of_a_kind_says_how_many_there_are() {
        let mut findings = Findings::default();
        findings.note_rows(0, 40);
        for form in [BadDay::TwoDigitYear, BadDay::NotADate, BadDay::TwoDigitYear] {
            findings.add(Finding {
                rule: &DEC,
                field: DEC.field,
                origin: Origin { file: 0, line: 2 },
                form: Some(form),
            });
        }
        let words = findings.of_all((0, DEC.number)).words();
        assert_eq!(words, "; 3 of 40 rows; the year has two digits");
    }

    #[test]
    fn rows_beyond_the_first_thousand_are_counted() {
        let mut findings = Findings::default();
        for line in 0..1_500 {
            findings.note(&NO_LENGTH, Origin { file: 0, line });
        }
        findings.note(&NO_CHILD, Origin { file: 0, line: 2 });
        assert_eq!(findings.count(&NO_LENGTH), 1_500);
        assert_eq!(findings.list.len(), LISTED + 1);
        assert_eq!(findings.left_out(), 1);
    }
}
