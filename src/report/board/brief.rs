//! Answers in brief: a figure with what it is out of, beside England's; and the cover of a report.

use crate::config::Status;
use crate::disclosure::{Column, Published, PublishedTable};

use super::super::authority::Subject;
use super::super::authority::sections::tables::float;
use super::super::frame::Frame;
use super::super::{number, words};
use super::lacking::Lack;
use super::model::{AUTHOR, CoverLine};

impl Subject<'_> {
    /// "114 of 227 children were placed out of area (50%); England 46%"; none where the counts are not
    /// shown, where there is nobody to count, or where no place is known.
    pub(in crate::report) fn in_brief(self, code: &str, what: &str) -> Option<String> {
        let (count, of) = self.both_counts(code).filter(|(_, of)| *of > 0.0)?;
        let share = self.share_of(code);
        let share = share.map_or_else(String::new, |share| format!(" ({share})"));
        Some(format!(
            "{} of {} {what}{share}{}",
            number::count(count),
            number::count(of),
            self.england_in_brief(code)
        ))
    }

    /// The same; where the counts are not shown, why.
    pub(in crate::report) fn in_brief_or_why(self, code: &str, what: &str) -> Option<String> {
        self.in_brief(code, what).or_else(|| {
            let why = match self.lack_of(code) {
                Lack::Withheld => "Withheld: a small number, or one that would tell a small number",
                Lack::NotArising => "None: there was nobody to count",
                Lack::NotRead => "Not known: too many rows of the return cannot be read",
                Lack::NotGiven => "Not given",
            };
            Some(why.to_owned())
        })
    }

    /// "; England 46%", or nothing.
    pub(in crate::report) fn england_in_brief(self, code: &str) -> String {
        let england = self.england_beside(code).figure();
        let england = england.filter(|_| self.says_england);
        england.map_or_else(String::new, |figure| format!("; England {figure}"))
    }

    /// How many children of others are placed here, by whichever source knows more.
    pub(in crate::report) fn hosted_in_brief(self) -> Option<String> {
        let tables = self.assessment.tables().get(&self.id);
        let by_returns = tables.and_then(|t| t.hosted.as_ref()?.total(Column::Children)?.count());
        let published = self.hosted_as_published();
        let (year, count) = match (published, by_returns) {
            (Some((year, count)), returns) if returns.is_none_or(|n| float(n) < count) => {
                (year, count)
            }
            (_, Some(returns)) => (self.assessment.year, float(returns)),
            (_, None) => return None,
        };
        let said = words::counted(count, "child", "children");
        Some(format!(
            "{} of other authorities on 31 March {year}",
            words::capitalised(&said)
        ))
    }

    /// The two counts of missing incidents side by side.
    pub(in crate::report) fn police_in_brief(self) -> Option<String> {
        let counts = self.counts_in(self.assessment.year)?;
        Some(format!(
            "The authority counted {} incidents of its children, the police {}",
            number::count(counts.authority),
            number::count(counts.police)
        ))
    }

    /// Who answers for the report and what it covers.
    pub(in crate::report) fn cover(self, frame: &Frame) -> Vec<CoverLine> {
        let publication = &self.assessment.configuration().publication;
        let written = |line: &str| Some(line.trim().to_owned()).filter(|line| !line.is_empty());
        let released = frame
            .released
            .as_ref()
            .map(|released| released.words.clone());
        let lines = [
            (AUTHOR, written(&publication.author)),
            ("Approved by", written(&publication.approved_by)),
            ("Date", released),
            ("Contact", frame.contact.clone()),
            ("Covers", Some(frame.period.clone())),
            ("Status", Some(status(publication.status).to_owned())),
            (
                "Marking",
                Some(frame.marking.clone().unwrap_or_else(|| UNMARKED.to_owned())),
            ),
        ];
        let line = |(label, value): (&str, Option<String>)| CoverLine {
            label: label.to_owned(),
            value,
        };
        lines.into_iter().map(line).collect()
    }
}

/// What the report claims to be.
fn status(status: Status) -> &'static str {
    match status {
        Status::ManagementInformation => "Management information, not official statistics",
        Status::OfficialStatistics => "Official statistics",
        Status::OfficialStatisticsInDevelopment => "Official statistics in development",
        Status::AccreditedOfficialStatistics => "Accredited official statistics",
    }
}

const UNMARKED: &str = "None: this version can be published";

/// "most often “Other foster care” (54 of 114)"; none where a withheld group could have more, or where
/// several are level.
pub(in crate::report) fn most_often<R>(
    table: &PublishedTable<R>,
    column: Column,
    name: impl Fn(&R) -> &'static str,
) -> Option<String> {
    let count = |at: usize| table.count(at, column).and_then(Published::count);
    let total = table.total(column)?.count().filter(|total| *total > 0)?;
    let most = (0..table.rows.len()).filter_map(count).max()?;
    let shown: u64 = (0..table.rows.len()).filter_map(count).sum();
    let mut first = table
        .rows
        .iter()
        .enumerate()
        .filter(|(at, _)| count(*at) == Some(most));
    let (_, (row, _)) = first.next()?;
    let alone = first.next().is_none() && most > total.saturating_sub(shown);
    alone.then(|| {
        format!(
            "most often “{}” ({} of {})",
            name(row),
            number::count(float(most)),
            number::count(float(total))
        )
    })
}
