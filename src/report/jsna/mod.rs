//! The section of an authority's Joint Strategic Needs Assessment on places for children in care
//! and on going missing (Recommendations 8 and 12).

mod need;
mod provision;
mod sufficiency;

use super::Reports;
use super::authority::sections::model::SectionBody;
use super::authority::{Fact, SectionCode, Subject};
use super::board::{
    Answer, BoardReport, BoardReportKind, BoardSection, Found, Point, Topic, answered, find, has,
    signs_in,
};
use super::figure::Passage;
use super::{number, words};
use crate::authority::AuthorityId;
use crate::disclosure::AuthorityTables;
use crate::indicator::CLA_AT_31_MARCH;

const EIGHT: &str = "Recommendation 8";
const BOTH: &str = "Recommendations 8 and 12";
const TWELVE: &str = "Recommendation 12";

/// What the inquiry asks of a needs assessment, and the section that says it.
const POINTS: [Point; 8] = [
    point(
        BOTH,
        "How many children are in care, and how many there may be",
        SectionCode::Need,
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
        EIGHT,
        "Are there enough places in the area for the children in care?",
        SectionCode::Sufficiency,
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
        let sections = subject.jsna_sections();
        let frame = self.frame.alone(None);
        let code = self.assessment.code(id).to_owned();
        let findings = sections.iter().map(|s| s.section.finding.clone());
        let findings = subject.said_first().into_iter().chain(findings);
        Some(BoardReport {
            kind: BoardReportKind::Jsna,
            file: BoardReportKind::Jsna.file(&code),
            code,
            name: self.assessment.name(id).to_owned(),
            title: "Joint Strategic Needs Assessment: children in care, places for them, and children who go missing"
                .to_owned(),
            audience: format!("For the Health and Wellbeing Board. {}.", frame.period),
            headline: subject.jsna_headline(),
            key_facts: subject.jsna_facts(),
            findings: findings.collect(),
            terms: terms(),
            answers: subject.jsna_answers(&sections),
            limits: subject.jsna_limits(&sections),
            questions: subject.jsna_questions(),
            signs: signs_in(&sections),
            sections,
            frame,
        })
    }
}

fn terms() -> Vec<Passage> {
    vec![Passage::new(
        "Words",
        [
            "Sufficiency is the duty of an authority to see to it that there are enough places in its area for the children it \
             looks after, as far as that is practicable (section 22G of the Children Act 1989).",
            "A child is placed out of area where the placement lies outside the authority that is responsible for the child; in \
             tables, “outside”. The year runs from 1 April to 31 March.",
        ],
    )]
}

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
            self.need(tables),
            titled(
                self.provision(),
                SectionCode::Provision,
                "Places in the area",
            ),
            titled(
                self.sufficiency(tables),
                SectionCode::Sufficiency,
                "Are there enough places?",
            ),
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
                    Found::Nowhere(self.not_answered(SectionCode::Provision))
                }
                Found::In(SectionCode::Sufficiency, place) if !lacking.is_empty() => {
                    let kinds = words::list(&lacking);
                    let place = format!("{place} (in part: places in {kinds} were not given)");
                    Found::In(SectionCode::Sufficiency, place)
                }
                found => found,
            };
            answered(&point, found)
        };
        POINTS.map(answer).to_vec()
    }

    fn jsna_headline(self) -> String {
        let year = self.assessment.year;
        let name = self.assessment.name(self.id);
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
        let size = self.return_is_not_whole();
        let first = size.map_or_else(String::new, |words| words + " ");
        first + &said + &self.not_located() + &self.missing_in_headline()
    }

    /// How many went missing; where the record is probably incomplete, a finding says that first.
    fn missing_in_headline(self) -> String {
        let missing = self.share_of("children-missing");
        let missing = missing.filter(|_| !self.is_under_recorded());
        missing.map_or_else(String::new, |share| {
            format!(" {share} of those it looked after in the year went missing at least once.")
        })
    }

    fn jsna_facts(self) -> Vec<Fact> {
        let year = self.assessment.year;
        let all = [
            (CLA_AT_31_MARCH, "Children in care"),
            ("cla-rate-per-10000", "For every 10,000 children"),
            (
                "home-places-for-need",
                "Places in homes for those who live in one",
            ),
            ("placed-outside", "Placed out of area"),
            ("children-missing", "Went missing in the year"),
        ];
        let fact = |(code, label): (&str, &str)| {
            self.value(code)?;
            if code == "placed-outside" {
                self.share_of(code)?;
            }
            let printed = self.printed(year, code);
            // A number of children is not compared with the nation's.
            let england = (code != CLA_AT_31_MARCH).then(|| self.england_beside(code).words());
            let detail = [printed.share, england.flatten()];
            let detail: Vec<String> = detail.into_iter().flatten().collect();
            Some(Fact {
                label: label.to_owned(),
                value: printed.figure.display,
                detail: detail.join("; "),
            })
        };
        all.into_iter().filter_map(fact).take(4).collect()
    }

    fn jsna_limits(self, sections: &[BoardSection]) -> Vec<String> {
        let mut limits: Vec<String> = self.public_version().into_iter().collect();
        let lacking = LACKING.into_iter().filter(|code| !has(sections, *code));
        limits.extend(self.tables_are_left_out());
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

    fn jsna_questions(self) -> Vec<String> {
        let mut asked = Vec::new();
        if self
            .value("vacancies-while-placing-outside")
            .is_some_and(|v| v > 0.0)
        {
            asked.push("Places in the authority’s own homes were vacant while children were placed in homes outside: why did they not match?");
        }
        if self
            .value("home-places-for-need")
            .is_some_and(|v| v < 100.0)
        {
            asked.push("There are fewer places in children’s homes than children living in one: what is planned, where, and by when?");
        }
        if self
            .value("local-capacity-ratio")
            .is_some_and(|v| v > 100.0)
        {
            asked.push("More children are placed in the area than the authority itself looks after: what do health services and schools need for them?");
        }
        if self.england_beside("placed-outside").is_higher() {
            asked.push("The share placed out of area is higher than England’s: which kind of place is lacking nearer home?");
        }
        if self.value("other-accommodation").is_some_and(|v| v > 0.0) {
            asked.push("Who lives in independent living and other accommodation that is not registered, and is it what they need?");
        }
        asked.push("Which health needs of children in care are known, and which services are they waiting for?");
        asked.push(if self.is_none_missing() {
            "No child was recorded as missing: how does the authority know that none was?"
        } else {
            "What do children who went missing say they went missing from?"
        });
        if self.is_projected() {
            asked.push("How many foster homes will be needed if the numbers go on as projected?");
        }
        asked.into_iter().map(str::to_owned).collect()
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
