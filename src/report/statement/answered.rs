//! What the authority answered in words to the request for its statement: printed under the
//! questions it was asked.

use crate::config::Mode;
use crate::source::words::{ListItem, Span, TextBlock, WordsKind};

use super::super::authority::sections::names;
use super::super::authority::{SectionCode, Subject};
use super::super::board::{BoardSection, Found};
use super::asked::Asked;

/// A question of the form, and what is asked.
pub(super) struct Question {
    pub(super) heading: &'static str,
    /// The point of the recommendation that it answers.
    pub(super) point: Asked,
    pub(super) guidance: &'static str,
    /// A line to complete each.
    pub(super) lines: &'static [&'static str],
}

/// What the form asks besides the files of figures, in the order of a statement.
pub(super) const QUESTIONS: [Question; 8] = [
    Question {
        heading: "Distance from home",
        point: Asked::HowFar,
        guidance: "Children placed out of area on 31 March, by miles from home to the placement. Unaccompanied children have no \
                   such distance: count them as not known.",
        lines: &names::MILES_OUTSIDE,
    },
    Question {
        heading: "Kinds of placement and providers",
        point: Asked::Kinds,
        guidance: "Children placed out of area on 31 March, by kind of placement and by who provides it.",
        lines: &[
            "Foster care with a relative or friend",
            "Other foster care",
            "Children’s homes, also secure ones",
            "Supported accommodation",
            "Independent living and other accommodation",
            "Other placements",
            "Provided by the authority itself",
            "Provided by another authority",
            "Provided privately",
            "Provided by a voluntary body",
        ],
    },
    Question {
        heading: "Host authorities",
        point: Asked::Hosts,
        guidance: "The authorities in whose areas they are placed, a line each with the number of children and, of them, how \
                   many went missing in the year.",
        lines: &[],
    },
    Question {
        heading: "Unaccompanied children",
        point: Asked::Unaccompanied,
        guidance: "Unaccompanied asylum-seeking children of the year: where they are placed, and those who went missing.",
        lines: &[
            "Looked after on 31 March",
            "Of them, placed out of area",
            "Of them, in foster care",
            "Of them, in children’s homes",
            "Of them, in supported, independent or other accommodation",
            "Went missing in the year",
            "Still missing on 31 March",
        ],
    },
    Question {
        heading: "Children of other authorities placed here",
        point: Asked::Hosted,
        guidance: "As far as other authorities told you of them.",
        lines: &[
            "Children of other authorities known to be placed here on 31 March",
            "Placements here of which you were told in the year",
            "Of them, told on or before the first day",
            "Children of other authorities who went missing from a placement here in the year",
        ],
    },
    Question {
        heading: "Telling the host authority",
        point: Asked::Notified,
        guidance: "Placements out of area that began in the year.",
        lines: &[
            "Placements out of area that began in the year",
            "Of them, host authority told on or before the first day",
            "Of them, told within five working days",
        ],
    },
    Question {
        heading: "What return interviews taught",
        point: Asked::Interviews,
        guidance: "The totals of interviews are asked for with the counts. Here: who held them, and what children said. Group \
                   the reasons and harms; tell nothing by which a child could be known.",
        lines: &[
            "Held by somebody independent of the placement and of the authority",
            "Reasons most often given for going missing, with how often",
            "Harms disclosed, with how often",
            "What was changed because of them",
        ],
    },
    Question {
        heading: "Placement reviews",
        point: Asked::Reviews,
        guidance: "Reviews of the placement after a child went missing.",
        lines: &[
            "Reviews held in the year after a child went missing",
            "Placements changed because of a review",
        ],
    },
];

impl Subject<'_> {
    /// The answers in words. They are printed as they were sent, so that small counts in them cannot
    /// be withheld: in public they are left out.
    fn answers_in_words(self) -> Vec<TextBlock> {
        if self.assessment.configuration().disclosure.mode == Mode::Public {
            return Vec::new();
        }
        self.words_that_came()
    }

    /// The answers in words as they came, in whatever version.
    fn words_that_came(self) -> Vec<TextBlock> {
        let words = self.words_of(WordsKind::Answers);
        words.map_or_else(Vec::new, |words| answered(&words.blocks))
    }

    /// The section that prints them.
    pub(super) fn further_answers(self) -> Option<BoardSection> {
        let words = self.answers_in_words();
        if words.is_empty() {
            return None;
        }
        let finding = format!(
            "What {} answered to the board’s request, as it sent it. Nothing in it was checked or added up.",
            self.assessment.name(self.id)
        );
        let code = SectionCode::FurtherAnswers;
        Some(BoardSection::in_words(words, finding, code, TITLE))
    }

    /// That there are answers which this version leaves out.
    pub(super) fn answers_left_out(self) -> Option<String> {
        let public = self.assessment.configuration().disclosure.mode == Mode::Public;
        self.words_of(WordsKind::Answers).filter(|_| public)?;
        Some(
            "What the authority answered in words to the board’s request: it may hold small numbers, so that only the version for \
             the board’s own eyes prints it."
                .to_owned(),
        )
    }

    /// Where the authority's words answer a point that no figures do.
    pub(super) fn answer_in_words(self, asked: Asked) -> Option<Found> {
        let question = question_on(asked)?;
        has_heading(&self.answers_in_words(), question).then(|| {
            let place = format!("{TITLE}: {}", question.heading);
            Found::In(SectionCode::FurtherAnswers, place)
        })
    }
}

impl Subject<'_> {
    /// Whether the authority answered a point in words, whether or not this version prints them.
    pub(super) fn has_answered(self, asked: Asked) -> bool {
        let words = self.words_that_came();
        question_on(asked).is_some_and(|question| has_heading(&words, question))
    }
}

fn question_on(asked: Asked) -> Option<&'static Question> {
    QUESTIONS.iter().find(|question| question.point == asked)
}

fn has_heading(words: &[TextBlock], question: &Question) -> bool {
    let is_heading = |block: &TextBlock| matches!(block, TextBlock::Heading { spans, .. } if plain(spans).trim() == question.heading);
    words.iter().any(is_heading)
}

const TITLE: &str = "Further answers of the authority";

/// What was answered of a form: lines that end in a colon were not filled in, and headings with
/// nothing below them not answered.
fn answered(blocks: &[TextBlock]) -> Vec<TextBlock> {
    let mut kept: Vec<TextBlock> = Vec::new();
    for block in blocks {
        match block {
            TextBlock::List { ordered, items } => {
                let items: Vec<ListItem> = items
                    .iter()
                    .filter(|item| is_filled(item))
                    .cloned()
                    .collect();
                if !items.is_empty() {
                    kept.push(TextBlock::List {
                        ordered: *ordered,
                        items,
                    });
                }
            }
            TextBlock::Heading { .. } => {
                kept.pop_if(|last| matches!(last, TextBlock::Heading { .. }));
                kept.push(block.clone());
            }
            _ => kept.push(block.clone()),
        }
    }
    kept.pop_if(|last| matches!(last, TextBlock::Heading { .. }));
    kept
}

fn is_filled(item: &ListItem) -> bool {
    !item.under.is_empty() || !plain(&item.spans).trim_end().ends_with(':')
}

fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
