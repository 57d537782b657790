//! What changed between two scorecards, as CSV.

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::scoring::{Reasons, Score, Side, reasons};

use super::table_csv::{Writer, mode_of, number};
use crate::report::inert;

/// The header of the comparison.
pub const HEADER: [&str; 13] = [
    "authority_code",
    "authority_name",
    "score_before",
    "score_after",
    "rank_before",
    "rank_after",
    "change",
    "by_value",
    "by_goalposts",
    "by_weight",
    "by_others",
    "status_after",
    "reason_after",
];

/// A row for every authority of either side, by code. Changes are in places; below 0 is nearer to
/// the top. The four reasons add up to the change.
pub fn comparison(before: &Assessment<'_>, after: &Assessment<'_>) -> String {
    let mut ids: Vec<AuthorityId> = before.panel.authorities().as_slice().to_vec();
    ids.extend(
        after
            .panel
            .authorities()
            .iter()
            .filter(|id| before.position(**id).is_none()),
    );
    ids.sort_by(|a, b| after.code(*a).cmp(after.code(*b)));
    let mut writer = Writer::marked(&HEADER, mode_of(after));
    for id in ids {
        writer.row(&row(before, after, id));
    }
    writer.finish()
}

fn row(before: &Assessment<'_>, after: &Assessment<'_>, id: AuthorityId) -> Vec<String> {
    let score = |assessment: &Assessment<'_>| -> Option<Score> {
        let at = assessment.position(id)?;
        Some(assessment.scorecard.overall[at].clone())
    };
    let (old, new) = (score(before), score(after));
    let rank = |score: &Option<Score>| score.as_ref().and_then(|score| score.rank);
    let taken_apart = before
        .position(id)
        .zip(after.position(id))
        .and_then(|(at, then)| reasons(side(before), at, side(after), then));
    let whole = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    let part = |of: fn(&Reasons) -> i64| whole(taken_apart.as_ref().map(of));
    let place = |rank: Option<usize>| rank.map(|r| r.to_string()).unwrap_or_default();
    vec![
        inert(after.code(id)),
        inert(after.name(id)),
        number(old.as_ref().and_then(|score| score.score)),
        number(new.as_ref().and_then(|score| score.score)),
        place(rank(&old)),
        place(rank(&new)),
        part(|r| r.value + r.goalposts + r.weight + r.others),
        part(|r| r.value),
        part(|r| r.goalposts),
        part(|r| r.weight),
        part(|r| r.others),
        new.as_ref()
            .map_or("no-data", |score| score.standing.as_str())
            .to_owned(),
        inert(new.as_ref().map_or("", |score| score.reason.as_str())),
    ]
}

fn side<'s>(assessment: &'s Assessment<'_>) -> Side<'s> {
    Side {
        configuration: assessment.configuration(),
        panel: &assessment.panel,
        scorecard: &assessment.scorecard,
    }
}
