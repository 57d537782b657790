//! Letters to the authorities that place children in the area of another: they know what the host does not.

use super::super::authority::Subject;
use super::super::authority::sections::tables::figure;
use super::super::board::CoverLine;
use super::super::figure::Passage;
use super::super::frame::Frame;
use super::super::{Reports, file_name, words};
use super::form::Ask;
use crate::authority::AuthorityId;
use crate::disclosure::{Column, FlowRow};

/// A letter to an authority that places children in the area of another, the host.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacingLetter {
    /// What stands on every page.
    pub frame: Frame,
    /// The name of its files, without ending.
    pub file: String,
    /// The host's name.
    pub host: String,
    /// What it is.
    pub title: String,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// To whom it goes, from whom, by when and to whom an answer is wanted.
    pub head: Vec<CoverLine>,
    /// Why it asks, on what basis, and how answers are protected.
    pub letter: Vec<Passage>,
    /// What is asked, a line each.
    pub asked: Vec<String>,
}

/// An authority that places children in the area, with how many where that is shown.
type Placing = (AuthorityId, Option<f64>);

impl Reports<'_> {
    /// A letter to each authority that is known to place children in the area of another, and one for any that is
    /// not; none where the host is not an authority of the year.
    pub fn placing_letters(&self, host: AuthorityId, ask: &Ask) -> Option<Vec<PlacingLetter>> {
        let of = (self.assessment, self.previous.as_deref());
        let subject = Subject::of(of, &self.shared, host)?;
        let frame = self.frame.alone(None);
        let known = subject.placing().into_iter().map(Some);
        let to = known.chain([None]);
        Some(to.map(|to| subject.letter_to(to, ask, &frame)).collect())
    }
}

impl Subject<'_> {
    /// The authorities that are named among those that place children here, in the order of the register.
    fn placing(self) -> Vec<Placing> {
        let tables = self.assessment.tables().get(&self.id);
        let hosted = tables.and_then(|tables| tables.hosted.as_ref());
        let rows = hosted.into_iter().flat_map(|table| {
            let at = table.columns.iter().position(|c| *c == Column::Children);
            table.rows.iter().filter_map(move |(row, cells)| {
                let FlowRow::Authority(id) = row else {
                    return None;
                };
                let count = at.and_then(|at| cells.get(at)).copied();
                Some((*id, count.and_then(|count| figure(count).value)))
            })
        });
        let mut placing: Vec<Placing> = rows.collect();
        placing.sort_by_key(|(id, _)| *id);
        placing
    }

    fn letter_to(self, to: Option<Placing>, ask: &Ask, frame: &Frame) -> PlacingLetter {
        let host = self.assessment.name(self.id);
        let code = |id| file_name(self.assessment.code(id));
        let file = match to {
            Some((id, _)) => format!("placing-{}-in-{}", code(id), code(self.id)),
            None => format!("placing-in-{}", code(self.id)),
        };
        PlacingLetter {
            file,
            host: host.to_owned(),
            title: format!("Children whom you place in {host}"),
            purpose: format!(
                "Please tell us what {host} cannot know of children of yours who live here. Their safety hangs on both of us."
            ),
            head: self.head_to(to, ask, frame),
            letter: self.why(to),
            asked: self.asked_of_placing(),
            frame: frame.clone(),
        }
    }

    fn head_to(self, to: Option<Placing>, ask: &Ask, frame: &Frame) -> Vec<CoverLine> {
        let director = |name: &str| format!("the director of children’s services, {name}");
        let mut head = self.letter_head(ask, frame.contact.as_deref());
        if let Some(first) = head.first_mut() {
            first.value = to.map(|(id, _)| director(self.assessment.name(id)));
        }
        head
    }

    fn why(self, to: Option<Placing>) -> Vec<Passage> {
        let year = self.assessment.year;
        let host = self.assessment.name(self.id);
        let known = match to {
            Some((_, Some(children))) => format!(
                "By what we have, {} of yours {} placed in {host} on 31 March {year}. Please say whether that is right.",
                words::counted(children, "child", "children"),
                words::were(children)
            ),
            Some((_, None)) => format!(
                "By what we have, children of yours were placed in {host} on 31 March {year}."
            ),
            None => format!(
                "We write to every authority that may place children in {host}. If you place none here, please say so."
            ),
        };
        let why = "When a child who is placed here goes missing, the police and we look first. You hold the care plan, know who \
                   the child may go to, and are bound to offer the return interview. The inquiry into children missing from care \
                   asks that host authorities be told of placements and boards of what happens to these children \
                   (Recommendation 9).";
        vec![
            Passage::new("Why we ask", [known, why.to_owned()]),
            Passage::new("Legal basis, and how your answers are protected", [LEGAL]),
        ]
    }

    fn asked_of_placing(self) -> Vec<String> {
        let year = self.assessment.year;
        let host = self.assessment.name(self.id);
        vec![
            format!("Children of yours placed in {host} on 31 March {year}: how many"),
            "Of them: in foster care, in children’s homes, in supported accommodation, elsewhere".to_owned(),
            format!(
                "Placements here that began from 1 April {} to 31 March {year}, and of how many you told us by the first day",
                year - 1
            ),
            "Children who went missing from a placement here in that year; how many times; how often for three days or more".to_owned(),
            "Return interviews after those incidents: offered, held within 72 hours, and by whom".to_owned(),
            "What the interviews taught about {host} that we should act on: places, people, harms, without names".replace("{host}", host),
            "Whom the police and we can reach at any hour when one of these children is missing".to_owned(),
            "Who tells us when a placement here begins, changes or ends".to_owned(),
        ]
    }
}

const LEGAL: &str = "Under section 16H of the Children Act 2004 safeguarding partners may ask for information that helps them in their work. Send \
     counts and no names, dates of birth, postcodes or identifiers. Small counts stand only in the board’s own version; in what \
     is published they are withheld, with every number that would tell one.";
