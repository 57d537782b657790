//! The annual statement of an authority to its safeguarding board (Recommendation 9).

mod answered;
mod asked;
mod brief;
mod form;
mod form_sheets;
mod going_missing;
mod joint;
mod letter;
mod placed;
mod placing;
mod profile;
mod sentences;
mod since;

pub use form::{Ask, FormField, FormPart, RequestForm};
pub use form_sheets::{FormRow, FormSheet, Takes};
pub(crate) use joint::joint_file;
pub use placing::PlacingLetter;

use super::Reports;
use super::authority::sections::model::SectionBody;
use super::authority::{SectionCode, Subject};
use super::board::{
    self, Answer, BoardReport, BoardReportKind, BoardSection, Found, Lack, answered, find,
    finding_of, has, said_once, signs_in,
};
use super::figure::Passage;
use super::sources::Source;
use super::words;
use crate::authority::AuthorityId;
use crate::source::words::{TextBlock, Words, WordsKind};
use asked::Asked;

impl Reports<'_> {
    /// The annual statement of an authority of the year; none where it is not one.
    pub fn statement(&self, id: AuthorityId) -> Option<BoardReport> {
        let subject = Subject::of(
            (self.assessment, self.previous.as_deref()),
            &self.shared,
            id,
        )?;
        let sections = said_once(subject.statement_sections());
        let frame = self.frame.alone(subject.words_as_source());
        let code = self.assessment.code(id).to_owned();
        Some(BoardReport {
            kind: BoardReportKind::Statement,
            mode: self.mode(),
            file: BoardReportKind::Statement.file(&code),
            code,
            name: self.assessment.name(id).to_owned(),
            title: "Annual statement on children placed out of area and children who go missing"
                .to_owned(),
            audience: format!("For {}. {}.", subject.board(), frame.period),
            cover: subject.cover(&frame),
            headline: subject.statement_headline(),
            first: subject.said_first(),
            answers: subject.statement_answers(&sections),
            limits: subject.statement_limits(&sections),
            actions: subject.carried_on(subject.statement_actions(&sections)),
            measures: subject.handed_on(),
            terms: terms(),
            signs: signs_in(&sections),
            sections,
            frame,
        })
    }
}

/// What the statement's words mean.
fn terms() -> Vec<Passage> {
    let mut terms = board::words_of_boards();
    terms.extend(WORDS.map(|(word, meaning)| Passage::new(word, [meaning])));
    terms.sort_by(|a, b| a.heading.cmp(&b.heading));
    terms
}

const WORDS: [(&str, &str); 3] = [
    (
        "Return interview",
        "A talk that is offered to a child who comes back after being missing, by somebody independent of the placement. Statutory \
         guidance asks for it within 72 hours of the return, after every incident. A child may refuse.",
    ),
    (
        "Host authority",
        "The authority in whose area a child is placed by another. It is to be told before the placement begins.",
    ),
    (
        "Placement review",
        "A meeting that looks again at whether a placement is right, here after a child went missing from it.",
    ),
];

impl<'s> Subject<'s> {
    /// What the board is called.
    pub(super) fn board(&self) -> String {
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

    /// The points with their answers: by figures, else by the authority's words.
    fn statement_answers(self, sections: &[BoardSection]) -> Vec<Answer> {
        let answer = |(asked, found): (Asked, Found)| {
            let brief = self.statement_brief(asked, &found);
            let brief = brief.or_else(|| finding_of(sections, &found));
            answered(&asked.point(), found, brief)
        };
        self.where_answered(sections).map(answer).to_vec()
    }

    /// Where each point is answered.
    fn where_answered(self, sections: &[BoardSection]) -> [(Asked, Found); Asked::ALL.len()] {
        Asked::ALL.map(|asked| {
            let point = asked.point();
            let found = if asked == Asked::Limits {
                Found::In(SectionCode::Limits, "What the data cannot say".to_owned())
            } else {
                match find(self, sections, &point) {
                    found @ Found::In(..) => found,
                    nowhere => self.answer_in_words(asked).unwrap_or(nowhere),
                }
            };
            (asked, found)
        })
    }

    /// The points that nobody has given an answer to.
    fn still_open(self) -> Vec<Asked> {
        let sections = self.statement_sections();
        let found = self.where_answered(&sections).into_iter();
        let open = found.filter(|(_, found)| matches!(found, Found::Nowhere(Lack::NotGiven, _)));
        let open = open.map(|(asked, _)| asked);
        open.filter(|asked| !self.has_answered(*asked)).collect()
    }

    fn statement_sections(self) -> Vec<BoardSection> {
        let tables = self.assessment.tables().get(&self.id);
        let titled = |made: Option<SectionBody>, code: SectionCode, title: &str| {
            made.map(|body| BoardSection::of(body, code, title))
        };
        [
            titled(
                self.out_of_area(tables),
                SectionCode::OutOfArea,
                "Children placed out of area",
            ),
            titled(
                tables.and_then(|tables| self.kinds_outside(tables)),
                SectionCode::Placements,
                "Kinds of placement and providers",
            ),
            titled(
                self.going_missing(tables),
                SectionCode::GoingMissing,
                "How many went missing, how often, how long",
            ),
            titled(
                self.who_went_missing(tables),
                SectionCode::WhoWentMissing,
                "Who the missing children are",
            ),
            titled(
                self.unaccompanied_children(tables),
                SectionCode::Unaccompanied,
                "Unaccompanied asylum-seeking children",
            ),
            titled(
                self.interviews_and_reviews(tables),
                SectionCode::ReturnInterviews,
                "Return interviews and placement reviews",
            ),
            self.steps_taken(),
            self.further_answers(),
            titled(
                self.host_view(tables),
                SectionCode::Hosted,
                "Children of other authorities placed here",
            ),
            titled(
                self.notifications(),
                SectionCode::Notifications,
                "Telling the host authority",
            ),
            titled(
                self.against_police(tables),
                SectionCode::Police,
                "The authority’s count against the police’s",
            ),
            self.since_last(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What the authority did, in its own words.
    fn steps_taken(self) -> Option<BoardSection> {
        let words = self.steps_in_words()?;
        let name = self.assessment.name(self.id);
        let finding = format!("What {name} says it did, in its own words.");
        let code = SectionCode::StepsTaken;
        Some(BoardSection::in_words(words, finding, code, "Steps taken"))
    }

    fn steps_in_words(self) -> Option<Vec<TextBlock>> {
        let own = self.words_of(WordsKind::StepsTaken);
        own.map(|words| words.blocks.clone())
    }

    fn words_of(self, kind: WordsKind) -> Option<&'s Words> {
        let all = self.assessment.evidence.dataset.words.iter();
        let own = all.filter(|w| w.kind == kind && w.authority == self.id);
        // Words that name their year are about it; those that do not stand where there are none that do.
        let year = Some(self.assessment.year);
        let of_year = own.filter(|w| w.year == year || w.year.is_none());
        of_year.max_by_key(|w| w.year)
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
        let kind = "Steps taken and answers, in the authority’s words";
        (!files.is_empty()).then(|| Source::new(kind, files))
    }

    /// What the statement cannot say of this authority, and why.
    fn statement_limits(self, sections: &[BoardSection]) -> Vec<String> {
        let mut limits: Vec<String> = self.public_version().into_iter().collect();
        let lacking = LACKING.into_iter().filter(|code| !has(sections, *code));
        limits.extend(self.who_is_left_out());
        limits.extend(self.tables_are_left_out());
        limits.extend(self.counted_twice());
        limits.extend(lacking.map(|code| self.section_lacks(code)));
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
        limits.extend(self.kept_no_figures());
        limits.extend(self.answers_left_out());
        limits
    }

    /// Whether interviews are judged by their dates: totals were counted by the authority itself.
    fn judges_by_date(self, sections: &[BoardSection]) -> bool {
        let measures = &self.assessment.evidence.measures;
        let given = measures.interview_totals(self.assessment.year, self.id);
        has(sections, SectionCode::ReturnInterviews) && given.is_none()
    }

    /// How many years there are to look back on.
    fn earlier_years(self) -> Option<String> {
        (self.shared.years.len() < 2).then(|| {
            "There are figures of one year only: whether anything became more or less cannot be said.".to_owned()
        })
    }
}

/// Sections of which it is said why they are not there.
const LACKING: [SectionCode; 7] = [
    SectionCode::Placements,
    SectionCode::Unaccompanied,
    SectionCode::Hosted,
    SectionCode::Notifications,
    SectionCode::ReturnInterviews,
    SectionCode::Police,
    SectionCode::StepsTaken,
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
