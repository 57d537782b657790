//! Return interviews.

use crate::disclosure::{AuthorityTables, InterviewRow, Published, PublishedTable};
use crate::source::ssda903::{harms, reasons};

use super::super::super::{number, words};
use super::super::Subject;
use super::model::{GroupTable, SectionBody, TableSubject};
use super::names;
use super::tables::{Group, Setting, figure, named, of_nothing, set};

/// What counts as in time.
const IN_TIME: &str = "Every missing incident of the year counts; one that is still open has no interview in time. “Within 72 \
     hours” can be judged to the day only: within three days. A child may refuse.";

impl Subject<'_> {
    /// Return interviews: offered, held, why and what happened.
    pub(in crate::report) fn interviews(self, tables: &AuthorityTables) -> Option<SectionBody> {
        let table = tables.interviews.as_ref()?;
        let steps = self.interview_steps(table)?;
        let lists = [
            (&tables.reasons, reasons(), "the reason given", "Reason"),
            (&tables.harms, harms(), "the harm disclosed", "Harm"),
        ];
        let lists = lists.into_iter().filter_map(|(table, list, what, groups)| {
            let caption = format!("Interviews by {what}; an interview can have several");
            let name = |at: &usize| list.get(*at).map_or("", |listed| listed.title);
            named(table.as_ref()?, caption, groups, name, of_nothing)
        });
        let year = self.assessment.year;
        Some(SectionBody {
            finding: interviews_said(table),
            chart: None,
            tables: std::iter::once(steps).chain(lists).collect(),
            notes: vec![IN_TIME.to_owned()],
            source: format!("Source: the authority’s record of return interviews, {year}."),
        })
    }

    /// From totals the authority gave; `files` are those they stand in.
    pub(in crate::report) fn interviews_from_totals(
        self,
        table: &PublishedTable<InterviewRow>,
        files: &str,
    ) -> Option<SectionBody> {
        let said = "The totals do not say why children went missing, what harm came to light or who held the interviews.";
        Some(SectionBody {
            finding: interviews_said(table),
            chart: None,
            tables: vec![self.interview_steps(table)?],
            notes: vec![IN_TIME.to_owned(), said.to_owned()],
            source: format!(
                "Source: totals of return interviews given by the authority ({files}), {}.",
                self.assessment.year
            ),
        })
    }

    /// Every step with what it is a share of.
    fn interview_steps(self, table: &PublishedTable<InterviewRow>) -> Option<GroupTable> {
        let caption = format!(
            "Return interviews after missing incidents in the year ending 31 March {}",
            self.assessment.year
        );
        let name = |row: &InterviewRow| Group::named(names::interview(*row));
        let share = |row: &InterviewRow| {
            let share = share_of(table, *row);
            share.map_or_else(String::new, |(share, of)| format!("{share} {of}"))
        };
        // Out of too few nothing is a percentage, and a column without any would look forgotten.
        let any_share = table
            .rows
            .iter()
            .any(|(row, _)| share_of(table, *row).is_some());
        let setting = Setting {
            subject: TableSubject::Interviews,
            beside: any_share.then_some(("Share", &share)),
            ..Setting::new(caption, "Step", &name, &of_nothing)
        };
        set(table, setting)
    }
}

/// What a step is a share of.
fn whole_of(step: InterviewRow) -> Option<(InterviewRow, &'static str)> {
    use InterviewRow as R;
    match step {
        R::Incidents => None,
        R::Accepted => Some((R::Offered, "of those offered")),
        R::Independent | R::ChildChose => Some((R::Held, "of those held")),
        R::PlansWithHost | R::PlansWithPolice => Some((R::ActionPlans, "of the plans")),
        _ => Some((R::Incidents, "of all incidents")),
    }
}

/// The share of a step, and what it is of; none where it cannot be given.
fn share_of(
    table: &PublishedTable<InterviewRow>,
    step: InterviewRow,
) -> Option<(String, &'static str)> {
    let (whole, of) = whole_of(step)?;
    let share = table.share(table.of(&step)?, table.of(&whole)?)?;
    Some((number::share(share), of))
}

fn interviews_said(table: &PublishedTable<InterviewRow>) -> String {
    let of = |row| table.of(&row).unwrap_or(Published::Withheld);
    let Some(incidents) = figure(of(InterviewRow::Incidents)).value else {
        return "How many missing incidents were followed by a return interview is withheld."
            .to_owned();
    };
    if incidents == 0.0 {
        return "No missing incident was recorded, so that there was nothing to hold a return interview about.".to_owned();
    }
    let incidents = words::counted(incidents, "missing incident", "missing incidents");
    let steps: Vec<String> = [
        (
            InterviewRow::Offered,
            "a return interview was offered after",
        ),
        (
            InterviewRow::HeldInTime,
            "one was held within three days after",
        ),
    ]
    .into_iter()
    .filter_map(|(row, before)| {
        let count = figure(of(row));
        let share =
            share_of(table, row).map_or_else(String::new, |(share, _)| format!(" ({share})"));
        count
            .is_number()
            .then(|| format!("{before} {}{share}", count.display))
    })
    .collect();
    if steps.is_empty() {
        let is_given = [InterviewRow::Offered, InterviewRow::HeldInTime]
            .iter()
            .any(|row| table.of(row).is_some());
        let why = if is_given { "withheld" } else { "not given" };
        return format!("How many of {incidents} were followed by a return interview is {why}.");
    }
    format!("Of {incidents}, {}.", steps.join("; "))
}
