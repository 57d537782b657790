//! The section of an authority's Joint Strategic Needs Assessment on places for children in care
//! and on going missing (Recommendations 8 and 12).

mod enough;
mod need;
mod provision;
mod sufficiency;

use super::Reports;
use super::authority::sections::model::SectionBody;
use super::authority::{SectionCode, Subject};
use super::board::{
    Action, Answer, BoardReport, BoardReportKind, BoardSection, Found, Point, Topic, action,
    answered, find, finding_of, has, said_once, signs_in, words_of_boards,
};
use super::figure::Passage;
use super::{number, words};
use crate::authority::AuthorityId;
use crate::disclosure::AuthorityTables;

const EIGHT: &str = "Recommendation 8";
const BOTH: &str = "Recommendations 8 and 12";
const TWELVE: &str = "Recommendation 12";

/// What the inquiry asks of a needs assessment, and the section that says it.
const POINTS: [Point; 8] = [
    point(
        EIGHT,
        "Are there enough places in the area for the children in care?",
        SectionCode::Sufficiency,
    ),
    point(
        EIGHT,
        "What places there are in the area",
        SectionCode::Provision,
    ),
    Point {
        topic: Topic::Vacancies,
        ..point(
            EIGHT,
            "How many of those places are vacant",
            SectionCode::Provision,
        )
    },
    point(
        BOTH,
        "How many children are in care, and how many there may be",
        SectionCode::Need,
    ),
    point(
        EIGHT,
        "Where the children are placed",
        SectionCode::PlacedWhere,
    ),
    point(EIGHT, "Whose children the area hosts", SectionCode::Hosted),
    point(
        TWELVE,
        "How many children in care went missing",
        SectionCode::Missing,
    ),
    point(
        TWELVE,
        "The authority’s count against the police’s",
        SectionCode::Police,
    ),
];

const fn point(recommendation: &'static str, asked: &'static str, section: SectionCode) -> Point {
    Point {
        recommendation,
        asked,
        section,
        topic: Topic::All,
    }
}

impl Reports<'_> {
    /// The section for the needs assessment of an authority of the year; none where it is not one.
    pub fn jsna(&self, id: AuthorityId) -> Option<BoardReport> {
        let subject = Subject::of(
            (self.assessment, self.previous.as_deref()),
            &self.shared,
            id,
        )?;
        let sections = said_once(subject.jsna_sections());
        let frame = self.frame.alone(None);
        let code = self.assessment.code(id).to_owned();
        Some(BoardReport {
            kind: BoardReportKind::Jsna,
            mode: self.mode(),
            file: BoardReportKind::Jsna.file(&code),
            code,
            name: self.assessment.name(id).to_owned(),
            title: "Joint Strategic Needs Assessment: children in care, places for them, and children who go missing"
                .to_owned(),
            audience: format!("For the Health and Wellbeing Board. {}.", frame.period),
            cover: subject.cover(&frame),
            headline: subject.jsna_headline(),
            first: subject.said_first(),
            answers: subject.jsna_answers(&sections),
            limits: subject.jsna_limits(&sections),
            actions: subject.jsna_actions(),
            measures: Vec::new(),
            terms: terms(),
            signs: signs_in(&sections),
            sections,
            frame,
        })
    }
}

fn terms() -> Vec<Passage> {
    let mut terms = words_of_boards();
    terms.extend(WORDS.map(|(word, meaning)| Passage::new(word, [meaning])));
    terms.sort_by(|a, b| a.heading.cmp(&b.heading));
    terms
}

const WORDS: [(&str, &str); 2] = [
    (
        "Places in children’s homes",
        "Registered places by Ofsted’s list, or as the authority gave them. Homes that only give short breaks are left out.",
    ),
    (
        "Sufficiency",
        "The duty of an authority to see to it that there are enough places in its area for the children it looks after, as far as \
         that is practicable (section 22G of the Children Act 1989).",
    ),
];

impl<'a> Subject<'a> {
    /// The tables of the authority's year; none without a return.
    fn own_tables(self) -> Option<&'a AuthorityTables> {
        self.assessment.tables().get(&self.id)
    }

    fn jsna_sections(self) -> Vec<BoardSection> {
        let tables = self.own_tables();
        let titled = |made: Option<SectionBody>, code: SectionCode, title: &str| {
            made.map(|body| BoardSection::of(body, code, title))
        };
        [
            titled(
                self.sufficiency(tables),
                SectionCode::Sufficiency,
                "Are there enough places?",
            ),
            titled(
                self.provision(),
                SectionCode::Provision,
                "Places in the area",
            ),
            self.need(tables),
            titled(
                self.placed_beside_others(tables),
                SectionCode::PlacedWhere,
                "Where the children are placed",
            ),
            titled(
                self.host_view(tables),
                SectionCode::Hosted,
                "Children of other authorities placed here",
            ),
            titled(
                self.missing_in_need(tables),
                SectionCode::Missing,
                "Children who went missing",
            ),
            titled(
                self.against_police(tables),
                SectionCode::Police,
                "The authority’s count against the police’s",
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Where its children are placed, by its return or as published, beside others.
    fn placed_beside_others(self, tables: Option<&AuthorityTables>) -> Option<SectionBody> {
        let placed = tables.and_then(|tables| self.placed_where(tables));
        let placed = placed.or_else(|| self.placed_where_published());
        let placed = placed.filter(|_| self.is_located())?;
        let miles = tables.and_then(|tables| self.miles_outside(tables));
        let codes = ["placed-outside", "placed-20-miles-outside"];
        let caption = format!(
            "Children placed out of area beside others, 31 March {}",
            self.assessment.year
        );
        let beside = self.beside_others(&caption, &codes);
        Some(SectionBody {
            finding: format!("{}{}", placed.finding, self.not_located()),
            tables: placed
                .tables
                .into_iter()
                .chain(miles)
                .chain(beside)
                .collect(),
            source: self.sources_of(&codes),
            ..placed
        })
    }

    /// The points with their answers. How many places are vacant is not answered where nobody said
    /// it; whether there are enough is answered in part where places of a kind were not given.
    fn jsna_answers(self, sections: &[BoardSection]) -> Vec<Answer> {
        let lacking = self.kinds_without_places();
        let answer = |point: Point| {
            let found = find(self, sections, &point);
            let found = match found {
                _ if point.topic == Topic::Vacancies && !self.are_vacancies_given() => {
                    self.not_answered(SectionCode::Provision)
                }
                Found::In(SectionCode::Sufficiency, place) if !lacking.is_empty() => {
                    let kinds = words::list(&lacking);
                    let place = format!("{place} (in part: places in {kinds} were not given)");
                    Found::In(SectionCode::Sufficiency, place)
                }
                found => found,
            };
            let brief = self.jsna_brief(&point);
            let brief = brief.or_else(|| finding_of(sections, &found));
            answered(&point, found, brief)
        };
        POINTS.map(answer).to_vec()
    }

    fn jsna_headline(self) -> String {
        let year = self.assessment.year;
        let name = self.assessment.name(self.id);
        if self.is_without_children() {
            return format!("{name} looked after no child on 31 March {year}.");
        }
        let children = self.value("cla-at-31-march");
        let placed = self.share_of("placed-outside");
        let said = match (children, placed) {
            (Some(children), Some(placed)) => format!(
                "{name} looked after {} children on 31 March {year}; {} of them were placed out of area.",
                number::count(children),
                placed
            ),
            (Some(children), None) => format!(
                "{name} looked after {} children on 31 March {year}; how many of them were placed out of area {}.",
                number::count(children),
                self.places_lack()
            ),
            (None, _) => format!(
                "How many children {name} looked after on 31 March {year} {}.",
                self.lack_of("cla-at-31-march").verb()
            ),
        };
        said + &self.not_located() + &self.missing_in_headline()
    }

    /// How many went missing; where the record is probably incomplete, a finding says that first.
    fn missing_in_headline(self) -> String {
        let missing = self.share_of("children-missing");
        let missing = missing.filter(|_| !self.is_under_recorded());
        missing.map_or_else(String::new, |share| {
            format!(" {share} of those it looked after in the year went missing at least once.")
        })
    }

    /// The answer to a point in a line, from what is shown.
    fn jsna_brief(self, point: &Point) -> Option<String> {
        let year = self.assessment.year;
        match (point.section, point.topic) {
            (SectionCode::Sufficiency, _) => self.sufficiency_in_brief(self.own_tables()),
            (SectionCode::Need, _) => self.need_in_brief(),
            (SectionCode::Provision, Topic::Vacancies) => self.vacancies_in_brief(),
            (SectionCode::Provision, _) => self.places_in_brief(),
            (SectionCode::PlacedWhere, _) => {
                let what = format!("children were placed out of area on 31 March {year}");
                let located = self.is_located();
                located
                    .then(|| self.in_brief_or_why("placed-outside", &what))
                    .flatten()
            }
            (SectionCode::Hosted, _) => self.hosted_in_brief(),
            (SectionCode::Missing, _) => {
                let what = "children in care went missing in the year";
                self.in_brief_or_why("children-missing", what)
            }
            (SectionCode::Police, _) => self.police_in_brief(),
            _ => None,
        }
    }

    fn jsna_limits(self, sections: &[BoardSection]) -> Vec<String> {
        let mut limits: Vec<String> = self.public_version().into_iter().collect();
        let lacking = LACKING.into_iter().filter(|code| !has(sections, *code));
        limits.extend(self.tables_are_left_out());
        limits.extend(self.counted_twice());
        limits.extend(lacking.map(|code| self.section_lacks(code)));
        limits.extend(ALWAYS.map(str::to_owned));
        if self.is_projected() {
            limits.push(PROJECTED.to_owned());
        }
        limits.extend(self.doubts(&[
            "children-missing",
            "missing-incident-rate",
            "placed-outside",
        ]));
        limits
    }

    /// What to act on, from its figures.
    fn jsna_actions(self) -> Vec<Action> {
        let mut asked = self.act_on_provision();
        asked.extend(self.act_on_outside("Which kind of place is lacking nearer home?"));
        let other = self.both_counts("other-accommodation");
        if let Some((other, _)) = other.filter(|(other, _)| *other > 0.0) {
            let other = words::counted(other, "child", "children");
            asked.push(action(
                format!(
                    "{} in other accommodation, much of it not registered",
                    words::capitalised(&other)
                ),
                "Who lives there, and is it what they need?",
            ));
        }
        asked.push(action(
            "Health of children in care: not in these figures",
            "Which health needs of children in care are known, and which services are they waiting for?",
        ));
        asked.push(if self.is_none_missing() {
            action(
                "No child was recorded as missing",
                "How does the authority know that none was?",
            )
        } else {
            let missing = self.in_brief("children-missing", "children in care went missing");
            action(
                missing.unwrap_or_else(|| "Children who went missing".to_owned()),
                "What do children who went missing say they went missing from?",
            )
        });
        if let Some(ahead) = self.projected_in_brief() {
            asked.push(action(
                ahead,
                "How many foster homes and places in homes will be needed then?",
            ));
        }
        asked
    }

    fn act_on_provision(self) -> Vec<Action> {
        let mut asked = Vec::new();
        let vacant = self.both_counts("vacancies-while-placing-outside");
        if let Some((vacant, _)) = vacant.filter(|(vacant, _)| *vacant > 0.0) {
            let vacant = words::counted(vacant, "place", "places");
            asked.push(action(
                format!(
                    "{} vacant in own homes while as many children were in homes outside",
                    words::capitalised(&vacant)
                ),
                "Why did places and children not match?",
            ));
        }
        for (finding, is_short) in self.gaps_in_brief() {
            asked.push(action(
                finding,
                if is_short {
                    "What is planned, where, and by when?"
                } else {
                    "Who uses the places that the authority’s own children do not?"
                },
            ));
        }
        let ratio = self.value("local-capacity-ratio");
        if let Some(ratio) = ratio.filter(|ratio| *ratio > 100.0) {
            asked.push(action(
                format!(
                    "{} children placed in the area for every 100 the authority looks after",
                    number::decimal(ratio, 0)
                ),
                "What do health services and schools need for them?",
            ));
        }
        asked
    }
}

/// Sections of which it is said why they are not there.
const LACKING: [SectionCode; 5] = [
    SectionCode::Need,
    SectionCode::Provision,
    SectionCode::Sufficiency,
    SectionCode::Hosted,
    SectionCode::Police,
];

const ALWAYS: [&str; 4] = [
    "A place is not a match: what a child needs may differ from what a vacant place offers.",
    "Places in the area are open to children of any authority, so that a place counted here may be taken by a child from \
     elsewhere.",
    "Registered places in homes say nothing of foster homes; those are counted only where the authority gave them.",
    "A low number of missing incidents can be poor recording, and a high one good recording.",
];

const PROJECTED: &str = "The projection is arithmetic, not a forecast of need: it knows nothing of births, policy, asylum or the courts.";
