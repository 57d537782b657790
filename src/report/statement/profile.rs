//! Who the children are that went missing, and how few account for how many incidents: in the version for the
//! board's own eyes.

use crate::config::Mode;
use crate::disclosure::{AuthorityTables, Published};
use crate::measure::children::{GroupOf, Profile};

use super::super::authority::sections::model::SectionBody;
use super::super::authority::sections::tables::{figure, float};
use super::super::authority::{GroupCell, GroupColumn, GroupRow, GroupTable, Subject};
use super::super::board::table;
use super::super::{number, words};
use super::joined;

impl Subject<'_> {
    /// Who they are, by what the return tells of them, and how often each went missing.
    pub(super) fn who_went_missing(self, tables: Option<&AuthorityTables>) -> Option<SectionBody> {
        let profile = tables?.profile.as_ref()?;
        let year = self.assessment.year;
        let caption = |by: &str| {
            format!("Children who went missing in the year ending 31 March {year}, by {by}")
        };
        let by = |by: &str, heading: &str, groups: &[GroupOf]| {
            by_group(caption(by), heading, groups, profile.children)
        };
        let all = [
            by("age at the first incident", "Age", &profile.ages),
            by("sex", "Sex", &profile.sexes),
            by("ethnicity", "Ethnicity", &profile.ethnicities),
            by(
                "legal status at the first incident",
                "Legal status",
                &profile.legal_statuses,
            ),
            by_times(caption("how often they went missing"), profile),
        ];
        Some(SectionBody {
            finding: said(profile),
            chart: None,
            tables: all.into_iter().flatten().collect(),
            notes: vec![NOTE.to_owned()],
            source: format!("Source: the authority’s return on children looked after, {year}."),
        })
    }

    /// That the public version does not say who they are, where another one can.
    pub(super) fn who_is_left_out(self) -> Option<String> {
        let public = self.assessment.configuration().disclosure.mode == Mode::Public;
        let has_return = self.assessment.tables().contains_key(&self.id);
        (public && has_return && !self.is_none_missing()).then(|| LEFT_OUT.to_owned())
    }
}

const NOTE: &str = "Age and legal status are those on the day the first incident of the year began; a group of nobody has no row. An incident is \
     followed by another where the child's next began on the day it ended or within 30 days after. The return does not tell how long a \
     child had been in care when it went missing first, what harm came to it or whether it was exploited: interviews tell that, where they \
     are given.";

const LEFT_OUT: &str = "Who the children are that went missing (age, sex, ethnicity, legal status) and how few account for how many incidents: \
     nearly every group is small, so that only the version for the board’s own eyes tells it.";

/// Counts of groups are whole numbers of children: internal figures, which nothing withholds.
fn shown(count: usize) -> Published {
    Published::Shown(u64::try_from(count).unwrap_or(u64::MAX))
}

fn counted(count: usize) -> f64 {
    shown(count).count().map_or(0.0, float)
}

fn by_group(caption: String, heading: &str, groups: &[GroupOf], all: usize) -> Option<GroupTable> {
    let rows = groups
        .iter()
        .map(|(group, count)| GroupRow::new(*group, vec![share_of(*count, all)]));
    let total = GroupRow::total(vec![GroupCell::of(figure(shown(all)))]);
    let columns = vec![GroupColumn::number("Children")];
    table(&caption, heading, columns, rows.chain([total]).collect())
}

/// A count with its share of all.
fn share_of(count: usize, all: usize) -> GroupCell {
    GroupCell {
        figure: figure(shown(count)),
        share: (all > 0).then(|| number::share(counted(count) / counted(all))),
    }
}

fn by_times(caption: String, profile: &Profile) -> Option<GroupTable> {
    let rows = profile.times.iter().map(|(times, children, incidents)| {
        let incidents = GroupCell::of(figure(shown(*incidents)));
        GroupRow::new(
            *times,
            vec![share_of(*children, profile.children), incidents],
        )
    });
    let total = GroupRow::total(vec![
        GroupCell::of(figure(shown(profile.children))),
        GroupCell::of(figure(shown(profile.incidents))),
    ]);
    let columns = ["Children", "Missing incidents"].map(GroupColumn::number);
    table(
        &caption,
        "Times in the year",
        columns.to_vec(),
        rows.chain([total]).collect(),
    )
}

/// How few account for how many, and how often one follows another.
fn said(profile: &Profile) -> String {
    let children = words::counted(counted(profile.children), "child", "children");
    let incidents = words::counted(
        counted(profile.incidents),
        "missing incident",
        "missing incidents",
    );
    let mut said = vec![format!("{children} had {incidents} in the year")];
    if let Some((few, theirs)) = profile.most_often {
        let of_all = number::share(counted(theirs) / counted(profile.incidents));
        said.push(format!(
            "The tenth of them who went missing most often, {}, account for {} of the incidents ({of_all})",
            words::counted(counted(few), "child", "children"),
            number::count(counted(theirs)),
        ));
    }
    let (soon, ended) = profile.again;
    if ended > 0 {
        said.push(format!(
            "{} of {} that ended {} followed by another of the same child within 30 days",
            number::count(counted(soon)),
            words::counted(counted(ended), "incident", "incidents"),
            words::were(counted(soon))
        ));
    }
    joined(said)
}
