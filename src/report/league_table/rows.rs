//! The rows of a league table.

use crate::assessment::{Assessment, KindOfPlace};
use crate::authority::AuthorityId;
use crate::measure::Flag;
use crate::scoring::AuthorityIndex;
use crate::source::published::Location;
use crate::source::words::WordsKind;

use super::super::comparisons::Comparisons;
use super::super::figure::Figure;
use super::super::file_name;
use super::super::kind_of_place::PeerRank;
use super::super::rank::Rank;
use super::super::reasons::reasons;
use super::super::recording::DoubtResult;
use super::super::sureness::BandResult;
use super::super::words::capitalised;
use super::LeagueRow;

impl LeagueRow {
    /// With the page that the authority has among those of a year.
    fn with_page_of(self, id: AuthorityId, opened: &Assessment<'_>) -> Self {
        let there = opened.position(id).is_some();
        Self {
            page: there.then(|| file_name(opened.code(id))),
            ..self
        }
    }

    fn place(&self) -> usize {
        self.rank.as_ref().map_or(usize::MAX, |rank| rank.rank)
    }
}

/// The ranked from the first, ties in order of names, and those that are not, by name. `opened` is the
/// year whose authorities have pages.
pub(super) fn rows(
    assessment: &Assessment<'_>,
    shared: &Comparisons,
    place: &KindOfPlace,
    opened: &Assessment<'_>,
) -> (Vec<LeagueRow>, Vec<LeagueRow>) {
    let leads = place.leads();
    let units = assessment.panel.authorities().pairs();
    let rows = units.map(|(at, id)| {
        let peers = place.peers[at].as_ref().filter(|_| leads);
        let score = assessment.scorecard.overall[at].score;
        let peers = peers.map(|peers| PeerRank::of(peers, score));
        row(assessment, shared, (at, *id), peers).with_page_of(*id, opened)
    });
    let (mut ranked, mut unranked): (Vec<LeagueRow>, Vec<LeagueRow>) =
        rows.partition(|row| row.rank.is_some());
    ranked.sort_by(|a, b| (a.place(), &a.name, &a.code).cmp(&(b.place(), &b.name, &b.code)));
    unranked.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
    (ranked, unranked)
}

fn row(
    assessment: &Assessment<'_>,
    shared: &Comparisons,
    (at, id): (AuthorityIndex, AuthorityId),
    peers: Option<PeerRank>,
) -> LeagueRow {
    let scorecard = &assessment.scorecard;
    let authority = assessment.evidence.dataset.register.authority(id);
    let code = assessment.code(id).to_owned();
    let near = assessment.evidence.dataset.neighbours.get(&id);
    let here = |other: &&AuthorityId| assessment.position(**other).is_some();
    let score = &scorecard.overall[at];
    let spreads = Some(assessment.overall_spreads());
    let reasons = reasons(assessment, at);
    LeagueRow {
        file: file_name(&code),
        page: None,
        code,
        name: authority.name.clone(),
        region: authority.region.clone(),
        kind: capitalised(&authority.kind.to_string()),
        neighbours: near
            .into_iter()
            .flatten()
            .filter(here)
            .map(|n| file_name(assessment.code(*n)))
            .collect(),
        rank: Rank::of(&scorecard.overall, spreads, at),
        peers,
        band: BandResult::of(spreads, at),
        doubts: doubts(assessment, id),
        has_reply: has_reply(assessment, id),
        rank_without_policy: shared.without_policy.overall[at].rank,
        domains: scorecard
            .domains
            .iter()
            .map(|domain| Figure::summed(&domain.scores[at]))
            .collect(),
        coverage: Figure::share(score.coverage),
        reasons: reasons.words,
        symbols: reasons.symbols,
        score: Figure::overall(score),
    }
}

/// Whether it has sent words of its own.
fn has_reply(assessment: &Assessment<'_>, id: AuthorityId) -> bool {
    let mut all = assessment.evidence.dataset.words.iter();
    all.any(|words| words.kind == WordsKind::Commentary && words.authority == id)
}

/// The doubts about the figures of an authority, each once, in the order of the indicators.
fn doubts(assessment: &Assessment<'_>, id: AuthorityId) -> Vec<String> {
    let here = Location::Authority(id);
    let mut words: Vec<String> = Vec::new();
    for (_, indicator) in assessment.configuration().indicators() {
        let cell = assessment.measure(&indicator.code, id);
        let flags = cell.map(|cell| assessment.flags(&indicator.code, &here, cell));
        let flags = flags.unwrap_or_default().iter();
        // A note is on the authority's own page.
        for flagged in flags.filter(|flagged| flagged.flag != Flag::NoAwayRecorded) {
            let word = DoubtResult::of(flagged).short;
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words
}
