//! The annual statement of an authority to its safeguarding board (Recommendation 9).

mod answered;
mod form;
mod going_missing;
mod placed;
mod sentences;

pub use form::{FormField, FormPart, RequestForm};

use super::Reports;
use super::authority::Subject;
use super::board::{BoardReport, BoardReportKind, BoardSection, answers, section, signs_in};
use super::figure::Passage;
use super::frame::Source;
use super::words;
use crate::authority::AuthorityId;
use crate::source::words::{TextBlock, Words, WordsKind};

const NINE: &str = "Recommendation 9";
const TWENTY_SEVEN: &str = "Recommendation 27";
const THREE: &str = "Recommendation 3";

/// What the inquiry asks an authority to tell its board, and the section that does.
const POINTS: [(&str, &str, &str, &str); 13] = [
    (
        NINE,
        "How many children are placed out of area",
        "out-of-area",
        "",
    ),
    (NINE, "How far away they are", "out-of-area", "20 miles"),
    (
        NINE,
        "In what kind of placement, and with which providers",
        "placements",
        "",
    ),
    (NINE, "In which authorities", "out-of-area", "by where"),
    (
        NINE,
        "How many of them went missing, how often and for how long",
        "going-missing",
        "",
    ),
    (
        NINE,
        "Unaccompanied children: how many, placed where, missing and still missing",
        "unaccompanied",
        "",
    ),
    (
        NINE,
        "Children of other authorities placed here",
        "hosted",
        "",
    ),
    (
        NINE,
        "Whether host authorities were told",
        "notifications",
        "",
    ),
    (
        NINE,
        "What was learnt from return interviews",
        "return-interviews",
        "after missing incidents",
    ),
    (NINE, "What the authority did about it", "steps-taken", ""),
    (
        THREE,
        "Placement reviews after a child went missing",
        "return-interviews",
        "Placement reviews",
    ),
    (
        TWENTY_SEVEN,
        "The authority’s count against the police’s",
        "police",
        "",
    ),
    (NINE, "What the figures cannot say", "limits", ""),
];

impl Reports<'_> {
    /// The annual statement of an authority of the year; none where it is not one.
    pub fn statement(&self, id: AuthorityId) -> Option<BoardReport> {
        let subject = Subject::of((self.assessment, self.previous.as_ref()), &self.shared, id)?;
        let sections = subject.statement_sections();
        let mut frame = self.frame.clone();
        frame.notices.clear();
        frame.sources.extend(subject.words_as_source());
        let code = self.assessment.code(id).to_owned();
        let mut answered = answers(&sections, &POINTS, subject.assessment.year, &|code| {
            subject.not_answered(code)
        });
        subject.answer_by_words(&mut answered);
        if let Some(last) = answered.last_mut() {
            "limits".clone_into(&mut last.section);
            "What the data cannot say".clone_into(&mut last.place);
        }
        Some(BoardReport {
            kind: BoardReportKind::Statement,
            file: BoardReportKind::Statement.file(&code),
            code,
            name: self.assessment.name(id).to_owned(),
            title: "Annual statement on children placed out of area and children who go missing"
                .to_owned(),
            audience: format!("For {}. {}.", subject.board(), frame.period),
            headline: subject.statement_headline(),
            key_facts: subject.statement_facts(),
            findings: subject
                .incomplete_record()
                .into_iter()
                .chain(findings(&sections))
                .collect(),
            terms: terms(),
            answers: answered,
            limits: subject.statement_limits(&sections),
            questions: subject.statement_questions(&sections),
            signs: signs_in(&sections),
            sections,
            frame,
        })
    }
}

/// The sections whose findings stand first.
const FIRST: [&str; 4] = [
    "going-missing",
    "return-interviews",
    "notifications",
    "police",
];

/// The findings of the sections: on going missing and on what was done about it first, then in
/// their order.
fn findings(sections: &[BoardSection]) -> Vec<String> {
    let place = |s: &&BoardSection| {
        let at = FIRST.iter().position(|code| *code == s.section.code);
        at.unwrap_or(FIRST.len())
    };
    let mut said: Vec<&BoardSection> = sections.iter().filter(|s| s.words.is_empty()).collect();
    said.sort_by_key(place);
    let said = said.into_iter();
    let all = said.map(|s| s.section.finding.clone());
    all.filter(|finding| !finding.is_empty()).collect()
}

/// What the statement's words mean.
fn terms() -> Vec<Passage> {
    vec![Passage::new(
        "Words",
        [
            "The inquiry into children missing from care called a child whom an authority places in the area of another a \
             “cross-boundary child in care”. This statement says “placed out of area”; in tables, “outside”.",
            "“Missing” is an incident that the authority recorded as missing from the placement. “Away from placement without \
             authorisation” is recorded apart and is not counted as missing.",
            "The year runs from 1 April to 31 March. What is said “on 31 March” is about the children looked after on that \
             day; all else is about the whole year.",
        ],
    )]
}

impl<'s> Subject<'s> {
    /// What the board is called.
    fn board(&self) -> String {
        let name = self
            .assessment
            .configuration()
            .publication
            .board_name
            .trim();
        if name.is_empty() {
            "the safeguarding board or partnership".to_owned()
        } else {
            format!("the {name}")
        }
    }

    fn statement_sections(self) -> Vec<BoardSection> {
        let tables = self.assessment.tables().get(&self.id);
        let with = |make: fn(Self, &crate::disclosure::AuthorityTables) -> Option<_>| {
            tables.and_then(|tables| make(self, tables))
        };
        let renamed = |made: Option<_>, code: &str, title: &str| {
            made.map(|section| BoardSection::renamed(section, code, title))
        };
        [
            self.out_of_area(tables),
            renamed(
                with(Self::kinds_outside),
                "placements",
                "Kinds of placement and providers",
            ),
            self.going_missing(tables),
            renamed(
                self.unaccompanied_children(tables),
                "unaccompanied",
                "Unaccompanied asylum-seeking children",
            ),
            renamed(
                self.host_view(tables),
                "hosted",
                "Children of other authorities placed here",
            ),
            renamed(
                self.notifications(),
                "notifications",
                "Telling the host authority",
            ),
            renamed(
                self.interviews_and_reviews(tables),
                "return-interviews",
                "Return interviews and placement reviews",
            ),
            renamed(
                self.against_police(tables),
                "police",
                "The authority’s count against the police’s",
            ),
            self.steps_taken(),
            self.further_answers(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What the authority did, in its own words.
    fn steps_taken(self) -> Option<BoardSection> {
        let words = self.steps_in_words()?;
        let name = self.assessment.name(self.id);
        let mut made = BoardSection::plain(section(
            "steps-taken",
            "Steps taken",
            format!("What {name} says it did, in its own words."),
            [],
            "Source: the authority.",
        ));
        made.words = words;
        Some(made)
    }

    fn steps_in_words(self) -> Option<Vec<TextBlock>> {
        let own = self.words_of(WordsKind::StepsTaken);
        own.map(|words| words.blocks.clone())
    }

    fn words_of(self, kind: WordsKind) -> Option<&'s Words> {
        let mut all = self.assessment.evidence.dataset.words.iter();
        all.find(|w| w.kind == kind && w.authority == self.id)
    }

    /// The files of its words, among the sources of this report.
    fn words_as_source(self) -> Option<Source> {
        let kinds = [WordsKind::StepsTaken, WordsKind::Answers];
        let found = kinds.iter().filter_map(|kind| self.words_of(*kind));
        let files = found.filter_map(|words| {
            let file = self.assessment.evidence.dataset.files.get(words.file)?;
            Some(file.name.clone())
        });
        let files: Vec<String> = files.collect();
        (!files.is_empty()).then(|| Source {
            kind: "Steps taken and answers, in the authority’s words".to_owned(),
            files,
        })
    }

    /// What the statement cannot say of this authority, and why.
    fn statement_limits(self, sections: &[BoardSection]) -> Vec<String> {
        let has = |code: &str| sections.iter().any(|s| s.section.code == code);
        let mut limits: Vec<String> = self.public_version().into_iter().collect();
        let lacking = LACKING
            .iter()
            .filter(|(code, _)| !has(code))
            .map(|(_, words)| (*words).to_owned());
        limits.extend(lacking);
        limits.extend(ALWAYS.map(str::to_owned));
        if self.judges_by_date(sections) {
            limits.push(BY_DATE.to_owned());
        }
        limits.extend(self.doubts(&[
            "children-missing",
            "missing-incident-rate",
            "repeat-missing",
            "long-missing",
            "placed-outside",
            "placed-20-miles-outside",
        ]));
        limits.extend(self.earlier_years());
        limits.extend(self.answers_left_out());
        limits
    }

    /// Whether interviews are judged by their dates: totals were counted by the authority itself.
    fn judges_by_date(self, sections: &[BoardSection]) -> bool {
        let measures = &self.assessment.evidence.measures;
        let given = measures.interview_totals(self.assessment.year, self.id);
        let has = sections
            .iter()
            .any(|s| s.section.code == "return-interviews");
        has && given.is_none()
    }

    /// How many years there are to look back on.
    fn earlier_years(self) -> Option<String> {
        (self.shared.years.len() < 2).then(|| {
            "There are figures of one year only: whether anything became more or less cannot be said.".to_owned()
        })
    }
}

/// What cannot be said where a section is not there.
const LACKING: [(&str, &str); 7] = [
    (
        "placements",
        "Kinds of placement, providers and host authorities: they need the authority’s return on children looked after, \
         which was not given, or too few children are behind the figures.",
    ),
    (
        "unaccompanied",
        "Unaccompanied children: no figure about them was given, or there were none.",
    ),
    (
        "hosted",
        "Children of other authorities placed here: they are known from the returns of those authorities, which were not \
         given, or there are none.",
    ),
    (
        "notifications",
        "Whether host authorities were told of placements: no record of notifications was given.",
    ),
    (
        "return-interviews",
        "Return interviews and placement reviews: no record of them was given. No national return carries them.",
    ),
    ("police", "The police’s count: it was not given."),
    (
        "steps-taken",
        "Steps taken: the authority gave no account of them.",
    ),
];

/// What no statement of this kind can say.
const ALWAYS: [&str; 3] = [
    "A low number of missing incidents can be poor recording, and a high one good recording.",
    "Whether a placement out of area was right for a child: some are made for the child’s safety or to be near family.",
    "Why two figures differ. The figures say that something happened more or less often, not what caused it.",
];

const BY_DATE: &str = "Times of day: the return carries dates. “Within 72 hours” is judged to the day, as within three days of the return.";

/// Sentences one after the other.
fn joined(sentences: Vec<String>) -> String {
    let said: Vec<String> = sentences.into_iter().map(|s| words::sentence(&s)).collect();
    said.join(" ")
}
