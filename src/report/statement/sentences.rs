//! The headline of a statement, and what to act on.

use super::super::authority::{SectionCode, Subject};
use super::super::board::{Action, BoardSection, Lack, action, has};
use super::super::{number, words};

impl Subject<'_> {
    /// The opening sentences.
    pub(super) fn statement_headline(self) -> String {
        let year = self.assessment.year;
        let name = self.assessment.name(self.id);
        if self.is_without_children() {
            return format!("{name} looked after no child on 31 March {year}.");
        }
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
        said + &self.not_located()
    }

    /// What to act on, from its figures.
    pub(super) fn statement_actions(self, sections: &[BoardSection]) -> Vec<Action> {
        let mut asked = Vec::new();
        asked.extend(self.act_on_places());
        asked.extend(self.act_on_missing());
        asked.extend(self.act_on_hosts());
        asked.extend(self.act_on_interviews(sections));
        if has(sections, SectionCode::Hosted) {
            let hosted = self.hosted_in_brief();
            asked.push(action(
                hosted.unwrap_or_else(|| "Other authorities place children here".to_owned()),
                "Who tells this authority of children whom others place here, and who looks for them when they go missing?",
            ));
        }
        asked.push(action(
            "The whole statement",
            "What will the authority have done by the next statement, and which figure will show it?",
        ));
        asked
    }

    fn act_on_places(self) -> Vec<Action> {
        let outside =
            self.act_on_outside("For how many of these children was there no place nearer home?");
        let mut asked: Vec<Action> = outside.into_iter().collect();
        let far = self.both_counts("placed-20-miles-outside");
        if let Some((far, _)) = far.filter(|(far, _)| *far > 0.0 && self.is_located()) {
            let far = words::counted(far, "child", "children");
            asked.push(action(
                format!(
                    "{} out of area and over 20 miles from home",
                    words::capitalised(&far)
                ),
                "Who visits these children, and how often?",
            ));
        }
        asked
    }

    fn act_on_missing(self) -> Vec<Action> {
        let mut asked = Vec::new();
        let missing = self.in_brief("children-missing", "children in care went missing");
        let found = missing.unwrap_or_else(|| "How many children went missing".to_owned());
        asked.push(if self.is_under_recorded() {
            action(
                "Few incidents recorded",
                "Some are probably not recorded: who will go through the police’s count and the record together, and by when?",
            )
        } else {
            action(found, "How does the authority know that every missing incident was recorded?")
        });
        let long = self.both_counts("long-missing");
        if let Some((long, _)) = long.filter(|(long, _)| *long > 0.0) {
            let long = words::counted(long, "incident", "incidents");
            asked.push(action(
                format!("{} of three days or more", words::capitalised(&long)),
                "What was done for each child who was missing for so long?",
            ));
        }
        let still = self.both_counts("uasc-still-missing");
        if let Some((still, _)) = still.filter(|(still, _)| *still > 0.0) {
            let still = words::counted(still, "unaccompanied child", "unaccompanied children");
            asked.push(action(
                format!("{} still missing on 31 March", words::capitalised(&still)),
                "Who looks for them, and since when?",
            ));
        }
        asked.extend(self.act_on_police());
        asked
    }

    fn act_on_police(self) -> Option<Action> {
        match self.value("police-agreement") {
            Some(agreement) if agreement < 80.0 => Some(action(
                self.police_in_brief()
                    .unwrap_or_else(|| "The two counts differ by a fifth or more".to_owned()),
                "Who will compare the two counts incident by incident?",
            )),
            None if self.police_in(self.assessment.year).is_empty() => {
                Some(if self.is_none_missing() {
                    action(
                        "No missing incident was recorded",
                        "What do the police say, whose count was not given?",
                    )
                } else {
                    action(
                        "The police’s count was not given",
                        "When will the police’s count be set against the authority’s?",
                    )
                })
            }
            None | Some(_) => None,
        }
    }

    fn act_on_hosts(self) -> Option<Action> {
        match self
            .both_counts("host-notified")
            .filter(|(_, of)| *of > 0.0)
        {
            Some((told, of)) if told < of => Some(action(
                format!(
                    "{} of {} placements not told to the host by the first day",
                    number::count(of - told),
                    number::count(of)
                ),
                "Why were these host authorities not told?",
            )),
            None if self
                .source_in(self.assessment.year, "host-notified")
                .is_none()
                && self.value("placed-outside") != Some(0.0) =>
            {
                Some(action(
                    "Nothing on telling host authorities was given",
                    "Does the authority record when it tells a host authority of a placement?",
                ))
            }
            None | Some(_) => None,
        }
    }

    /// On interviews, unless there was nothing to hold one about.
    fn act_on_interviews(self, sections: &[BoardSection]) -> Vec<Action> {
        let mut asked = Vec::new();
        if self.is_none_missing() {
            return asked;
        }
        let recorded = has(sections, SectionCode::ReturnInterviews);
        match self
            .both_counts("interview-held-in-three-days")
            .filter(|(_, of)| *of > 0.0)
        {
            Some((held, of)) if held < of => asked.push(action(
                format!(
                    "{} of {} incidents without an interview in time",
                    number::count(of - held),
                    number::count(of)
                ),
                "Why were they not held, and is it the same children each time?",
            )),
            None if !recorded && self.lacks(SectionCode::ReturnInterviews) == Lack::NotGiven => {
                asked.push(action(
                    "No record of return interviews was given",
                    "When will a record of return interviews be given to the board?",
                ));
            }
            None | Some(_) => {}
        }
        asked.push(action(
            "What children said",
            "What did children say in return interviews, and what changed because of it?",
        ));
        asked
    }
}
