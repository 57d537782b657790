//! Who ranks higher because a zero that is hard to believe is kept out of the comparison.

use serde::Serialize;

use crate::assessment::Assessment;
use crate::scoring::{AuthorityIndex, Moved, moved, with_implausible_zeros};

use super::super::{file_name, words};

/// What it does to ranks that zeros which chance hardly leaves are not scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeptApart {
    /// How many figures, of how many authorities, and how many gain, in sentences.
    pub finding: String,
    /// Those that rank higher than if the zero were scored, who gains most first.
    pub gains: Vec<Gain>,
}

/// An authority that ranks higher because its zero is not scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gain {
    /// The name of its page, without ending.
    pub file: String,
    /// Its name.
    pub name: String,
    /// The indicators of which it has a zero.
    pub indicators: String,
    /// Its rank.
    pub rank: usize,
    /// Its rank if zeros were scored like any other value.
    pub scored: usize,
}

impl KeptApart {
    /// None where no zero is kept apart.
    pub(super) fn of(assessment: &Assessment<'_>) -> Option<Self> {
        let authorities = assessment.panel.authorities();
        let indicators = assessment.indicators();
        let zeros = |at: AuthorityIndex| -> Vec<String> {
            let scored = indicators.iter().filter(|i| i.is_scored());
            let apart =
                scored.filter(|i| assessment.is_kept_apart(&i.indicator.code, authorities[at]));
            apart.map(|i| i.indicator.title.clone()).collect()
        };
        let concerned = authorities.map(|at, _| zeros(at));
        let number = concerned.iter().filter(|zeros| !zeros.is_empty()).count();
        if number == 0 {
            return None;
        }
        let scored = with_implausible_zeros(assessment.configuration(), &assessment.panel);
        let gain = |moved: Moved| {
            let (scored, rank) = moved.before.zip(moved.after)?;
            let zeros = &concerned[moved.at];
            (rank < scored && !zeros.is_empty()).then(|| Gain {
                file: file_name(assessment.code(authorities[moved.at])),
                name: assessment.name(authorities[moved.at]).to_owned(),
                indicators: zeros.join("; "),
                rank,
                scored,
            })
        };
        let moved = moved(&scored, &assessment.scorecard).into_iter();
        let gains: Vec<Gain> = moved.filter_map(gain).collect();
        Some(Self {
            finding: finding(number, gains.len()),
            gains,
        })
    }
}

fn finding(concerned: usize, gain: usize) -> String {
    let of_them = match gain {
        0 => "None ranks higher because of it.".to_owned(),
        1 => "One ranks higher than if the zero were scored.".to_owned(),
        gain => format!("{gain} rank higher than if the zeros were scored."),
    };
    let have = if concerned == 1 { "has" } else { "have" };
    format!(
        "Outside the missing incidents, a zero that chance hardly leaves is shown and not scored: it may say more about who \
         runs the services, or how they are recorded, than about children. {} {have} such a zero. {of_them}",
        words::authorities(concerned)
    )
}
