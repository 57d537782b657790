//! The headline, the headline numbers and the questions of a statement.

use super::super::authority::{Fact, SectionCode, Subject};
use super::super::board::{BoardSection, Lack, has};
use super::super::number;

impl Subject<'_> {
    /// The opening sentences.
    pub(super) fn statement_headline(self) -> String {
        let year = self.assessment.year;
        let name = self.assessment.name(self.id);
        let placed = self.share_of("placed-outside");
        let missing = self.share_of("outside-and-missing");
        let said = match (placed, missing) {
            (Some(placed), Some(missing)) => format!(
                "{name} placed {placed} of the children it looked after out of area on 31 March {year}; {missing} of those \
                 placed out of area in the year went missing from there."
            ),
            (Some(placed), None) => format!(
                "{name} placed {placed} of the children it looked after out of area on 31 March {year}. How many of those \
                 placed out of area went missing {}.",
                self.lack_of("outside-and-missing").verb()
            ),
            (None, _) => format!(
                "How many children {name} placed out of area on 31 March {year} {}.",
                self.places_lack()
            ),
        };
        let first: String = self.said_first().iter().map(|s| format!("{s} ")).collect();
        first + &said + &self.not_located()
    }

    /// The headline numbers that can be shown.
    pub(super) fn statement_facts(self) -> Vec<Fact> {
        let all = [
            (
                "placed-outside",
                "Placed out of area",
                "children on 31 March",
            ),
            (
                "placed-20-miles-outside",
                "Out of area and over 20 miles from home",
                "children on 31 March",
            ),
            (
                "outside-and-missing",
                "Went missing while placed out of area",
                "children so placed in the year",
            ),
            (
                "interview-held-in-three-days",
                "Return interview within three days",
                "missing incidents",
            ),
        ];
        let fact = |(code, label, of): (&str, &str, &str)| {
            let value = self.share_of(code)?;
            let counts = self.both_counts(code);
            let counts = counts.map_or_else(String::new, |(x, n)| {
                format!("{} of {} ", number::count(x), number::count(n))
            });
            let england = self.england_beside(code).words();
            let england = england.map_or_else(String::new, |england| format!("; {england}"));
            Some(Fact {
                label: label.to_owned(),
                value,
                detail: format!("{counts}{of}{england}"),
            })
        };
        all.into_iter().filter_map(fact).collect()
    }

    /// What to ask the authority next, from its figures.
    pub(super) fn statement_questions(self, sections: &[BoardSection]) -> Vec<String> {
        let mut asked = Vec::new();
        let outside = self.england_beside("placed-outside");
        let higher = outside.words().filter(|_| outside.is_higher());
        if let Some(words) = higher {
            asked.push(format!(
                "The share placed out of area is {words}. For how many of these children was there no place nearer home?"
            ));
        }
        if self
            .value("placed-20-miles-outside")
            .is_some_and(|v| v > 0.0)
        {
            asked.push(
                "Who visits the children placed more than 20 miles from home, and how often?"
                    .to_owned(),
            );
        }
        asked.extend(self.questions_on_missing());
        asked.extend(self.questions_on_hosts());
        asked.extend(self.questions_on_interviews(sections));
        if has(sections, SectionCode::Hosted) {
            asked.push(
                "Who tells this authority of children whom others place here, and who looks for them when they go missing?"
                    .to_owned(),
            );
        }
        asked.push(
            "What will the authority have done by the next statement, and which figure will show it?".to_owned(),
        );
        asked
    }

    fn questions_on_missing(self) -> Vec<String> {
        let mut asked = Vec::new();
        match self.value("outside-and-missing").zip(self.value("children-missing")) {
            Some(_) if self.is_under_recorded() => asked.push(
                "So few children are recorded as missing that some are probably not: who will go through the police’s count and \
                 the record together, and by when?"
                    .to_owned(),
            ),
            _ => asked.push("How does the authority know that every missing incident was recorded?".to_owned()),
        }
        if self.value("long-missing").is_some_and(|v| v > 0.0) {
            asked.push(
                "What was done for each child who was missing for three days or more?".to_owned(),
            );
        }
        if self.value("uasc-still-missing").is_some_and(|v| v > 0.0) {
            asked.push("Which unaccompanied children are still missing, who looks for them, and since when?".to_owned());
        }
        match self.value("police-agreement") {
            Some(agreement) if agreement < 80.0 => asked.push(
                "The police’s count of missing incidents and the authority’s differ by a fifth or more: who will compare them \
                 incident by incident?"
                    .to_owned(),
            ),
            None if self.police_in(self.assessment.year).is_empty() => {
                asked.push(if self.is_none_missing() {
                    "No missing incident was recorded: what do the police say, whose count was not given?".to_owned()
                } else {
                    "When will the police’s count be set against the authority’s?".to_owned()
                });
            }
            None | Some(_) => {}
        }
        asked
    }

    fn questions_on_hosts(self) -> Vec<String> {
        let mut asked = Vec::new();
        match self.value("host-notified") {
            Some(told) if told < 100.0 => asked.push(
                "Why were some host authorities not told of a placement by its first day?"
                    .to_owned(),
            ),
            None if self
                .source_in(self.assessment.year, "host-notified")
                .is_none()
                && self.value("placed-outside") != Some(0.0) =>
            {
                asked.push(
                    "Does the authority record when it tells a host authority of a placement?"
                        .to_owned(),
                )
            }
            None | Some(_) => {}
        }
        asked
    }

    /// On interviews, unless there was nothing to hold one about.
    fn questions_on_interviews(self, sections: &[BoardSection]) -> Vec<String> {
        let mut asked = Vec::new();
        if self.is_none_missing() {
            return asked;
        }
        let recorded = has(sections, SectionCode::ReturnInterviews);
        match self.value("interview-held-in-three-days") {
            Some(held) if held < 90.0 => asked.push(
                "Why were return interviews not held within three days, and is it the same children each time?".to_owned(),
            ),
            None if !recorded && self.lacks(SectionCode::ReturnInterviews) == Lack::NotGiven => {
                asked.push("When will a record of return interviews be given to the board?".to_owned());
            }
            None | Some(_) => {}
        }
        asked.push(
            "What did children say in return interviews, and what changed because of it?"
                .to_owned(),
        );
        asked
    }
}
