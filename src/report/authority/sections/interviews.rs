//! Return interviews.

use crate::disclosure::{AuthorityTables, InterviewRow, Published, PublishedTable};
use crate::source::ssda903::{harms, reasons};

use super::super::super::{number, words};
use super::super::Subject;
use super::model::{GroupCell, GroupColumn, GroupTable, Section};
use super::names;
use super::tables::{figure, named, of_nothing};

impl Subject<'_> {
    /// Return interviews: due, offered, held, why and what happened.
    pub(in crate::report) fn interviews(self, tables: &AuthorityTables) -> Option<Section> {
        let table = tables.interviews.as_ref()?;
        let year = self.assessment.year;
        let mut all = vec![steps(table, year)?];
        for (table, list, what, groups) in [
            (&tables.reasons, reasons(), "the reason given", "Reason"),
            (&tables.harms, harms(), "the harm disclosed", "Harm"),
        ] {
            let caption = format!("Interviews by {what}; an interview can have several");
            let name = |at: &usize| list.get(*at).map_or("", |listed| listed.title);
            let shown = table.as_ref();
            all.extend(shown.and_then(|t| named(t, caption, groups, name, of_nothing)));
        }
        Some(Section {
            code: "return-interviews".to_owned(),
            title: "Return interviews".to_owned(),
            finding: finding(table),
            chart: None,
            tables: all,
            notes: vec![
                "An interview is due after an incident that ended in the year with the child still looked after. “Within 72 \
                 hours” can be judged to the day only: within three days. A child may refuse."
                    .to_owned(),
            ],
            source: format!("Source: the authority’s record of return interviews, {year}."),
        })
    }
}

/// Every step with what it is a share of.
fn steps(table: &PublishedTable<InterviewRow>, year: i16) -> Option<GroupTable> {
    let caption = format!(
        "Return interviews after missing incidents that ended in the year ending 31 March {year}"
    );
    let name = |row: &InterviewRow| names::interview(*row);
    let mut steps = named(table, caption, "Step", name, of_nothing)?;
    steps.columns.push(GroupColumn::words("Share"));
    for row in &mut steps.rows {
        let step = table
            .rows
            .iter()
            .find(|(r, _)| names::interview(*r) == row.label);
        let share = step.map(|(step, _)| share_of(table, *step));
        row.cells.push(GroupCell::words(share.unwrap_or_default()));
    }
    Some(steps)
}

/// What a step is a share of.
fn whole_of(step: InterviewRow) -> Option<(InterviewRow, &'static str)> {
    use InterviewRow as R;
    match step {
        R::Due => None,
        R::Accepted => Some((R::Offered, "of those offered")),
        R::Independent | R::ChildChose => Some((R::Held, "of those held")),
        R::PlansWithHost | R::PlansWithPolice => Some((R::ActionPlans, "of the plans")),
        _ => Some((R::Due, "of those due")),
    }
}

fn share_of(table: &PublishedTable<InterviewRow>, step: InterviewRow) -> String {
    let Some((whole, words)) = whole_of(step) else {
        return String::new();
    };
    let counts = table.of(&step).zip(table.of(&whole));
    let share = counts.and_then(|(part, whole)| table.share(part, whole));
    share.map_or_else(String::new, |share| {
        format!("{} {words}", number::share(share))
    })
}

fn finding(table: &PublishedTable<InterviewRow>) -> String {
    let of = |row| table.of(&row).unwrap_or(Published::Withheld);
    let due = figure(of(InterviewRow::Due));
    let Some(incidents) = due.value else {
        return "How many return interviews were due cannot be shown: few children are behind them.".to_owned();
    };
    if incidents == 0.0 {
        return "No return interview was due.".to_owned();
    }
    let mut said = format!(
        "A return interview was due after {}",
        words::counted(incidents, "incident", "incidents")
    );
    for (row, before) in [
        (InterviewRow::Offered, "offered after"),
        (InterviewRow::HeldInTime, "held within three days after"),
    ] {
        let count = figure(of(row));
        if count.is_number() {
            let share = share_of(table, row);
            let share = share.split(' ').next().unwrap_or_default().to_owned();
            let share = if share.is_empty() {
                share
            } else {
                format!(" ({share})")
            };
            said += &format!("; it was {before} {}{share}", count.display);
        }
    }
    said + "."
}
