//! One statement for a partnership of several authorities: each beside the others, and all together.

use super::super::Reports;
use super::super::authority::sections::model::SectionBody;
use super::super::authority::sections::tables::figure;
use super::super::authority::{
    GroupCell, GroupColumn, GroupRow, GroupTable, RowSubject, SectionCode, Subject,
};
use super::super::board::{
    self, Action, Answer, BoardReport, BoardReportKind, BoardSection, Found, Lack, said_once,
    signs_in,
};
use super::super::comparisons::has_counts;
use super::super::figure::Figure;
use super::super::{file_name, number, words};
use super::asked::Asked;
use super::terms;
use crate::authority::AuthorityId;
use crate::disclosure::{Column, FlowRow};
use crate::indicator::definition;
use crate::measure::Absence;
use crate::source::Symbol;
use crate::source::words::{Span, TextBlock};

/// The sections that are tables of measures: code, title, what its first finding is about, measures.
type Part = (
    SectionCode,
    &'static str,
    (&'static str, &'static str),
    &'static [&'static str],
);

const PARTS: [Part; 5] = [
    (
        SectionCode::OutOfArea,
        "Children placed out of area",
        ("placed-outside", "children were placed out of area"),
        &[
            "cla-at-31-march",
            "placed-outside",
            "placed-20-miles-outside",
        ],
    ),
    (
        SectionCode::GoingMissing,
        "How many went missing, how often, how long",
        (
            "children-missing",
            "children in care went missing in the year",
        ),
        &[
            "children-missing",
            "outside-and-missing",
            "repeat-missing",
            "missing-incident-rate",
            "incidents-per-missing-child",
            "long-missing",
            "missing-at-31-march",
        ],
    ),
    (
        SectionCode::Unaccompanied,
        "Unaccompanied asylum-seeking children",
        ("uasc-share", "children in care were unaccompanied"),
        &["uasc-share", "uasc-missing", "uasc-still-missing"],
    ),
    (
        SectionCode::ReturnInterviews,
        "Return interviews and placement reviews",
        (
            "interview-held-in-three-days",
            "missing incidents were followed by an interview within three days",
        ),
        &[
            "interview-offered-in-three-days",
            "interview-held-in-three-days",
            "placement-review-held",
        ],
    ),
    (
        SectionCode::Notifications,
        "Telling the host authority",
        (
            "host-notified",
            "placements were told to the host on or before the first day",
        ),
        &["host-notified", "host-notified-in-five-days"],
    ),
];

impl Reports<'_> {
    /// The annual statement of a partnership of authorities of the year; none where one of them is not.
    pub fn joint_statement(&self, ids: &[AuthorityId]) -> Option<BoardReport> {
        let of = (self.assessment, self.previous.as_deref());
        let subjects = ids
            .iter()
            .map(|id| Subject::of(of, &self.shared, *id))
            .collect::<Option<Vec<Subject<'_>>>>()?;
        let first = *subjects.first()?;
        let partners = Partners(&subjects);
        let sections = said_once(partners.sections());
        let sources = subjects.iter().filter_map(|s| s.words_as_source());
        let frame = sources.fold(self.frame.alone(None), |frame, more| {
            frame.alone(Some(more))
        });
        let codes: Vec<&str> = ids.iter().map(|id| self.assessment.code(*id)).collect();
        Some(BoardReport {
            kind: BoardReportKind::Statement,
            mode: self.mode(),
            file: joint_file(&codes),
            code: codes.join(" "),
            name: words::list(&partners.names()),
            title:
                "Annual statement of the partnership on children placed out of area and children who go missing"
                    .to_owned(),
            audience: format!("For {}. {}.", first.board(), frame.period),
            cover: first.cover(&frame),
            headline: partners.headline(),
            first: partners.each(|subject| subject.said_first()),
            answers: partners.answers(&sections),
            limits: partners.limits(),
            actions: partners.actions(),
            measures: Vec::new(),
            terms: terms(),
            signs: signs_in(&sections),
            sections,
            frame,
        })
    }
}

/// What the files of a statement of several authorities are called, without ending.
pub(crate) fn joint_file(codes: &[&str]) -> String {
    let codes: Vec<String> = codes.iter().map(|code| file_name(code)).collect();
    format!(
        "{}-{}",
        BoardReportKind::Statement.as_str(),
        codes.join("-")
    )
}

/// The authorities of a partnership, in the order they were named.
#[derive(Clone, Copy)]
struct Partners<'p, 's>(&'p [Subject<'s>]);

impl<'s> Partners<'_, 's> {
    fn names(self) -> Vec<String> {
        let names = self.0.iter().map(|s| s.assessment.name(s.id).to_owned());
        names.collect()
    }

    /// What is said of each, with its name before what not all of them say.
    fn each(self, said: impl Fn(Subject<'s>) -> Vec<String>) -> Vec<String> {
        let all: Vec<Vec<String>> = self.0.iter().map(|s| said(*s)).collect();
        let mut lines: Vec<String> = Vec::new();
        for (name, own) in self.names().iter().zip(&all) {
            for line in own {
                let of_all = all.iter().all(|others| others.contains(line));
                let names_itself = line.contains(name.as_str());
                let line = if of_all || names_itself {
                    line.clone()
                } else {
                    format!("{name}: {line}")
                };
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        lines
    }

    /// Both counts of a measure over all of them; what stands in their place where one of them lacks its own.
    fn together(self, code: &str) -> Result<(f64, f64), Absence> {
        let mut sum = (0.0, 0.0);
        let mut lacks: Option<Absence> = None;
        for subject in self.0 {
            let cell = subject.cell_in(subject.assessment.year, code);
            match subject.both_counts(code) {
                Some((part, whole)) => sum = (sum.0 + part, sum.1 + whole),
                None => lacks = worse(lacks, cell.and_then(|cell| cell.value.err())),
            }
        }
        lacks.map_or(Ok(sum), Err)
    }

    /// The same of a count that is out of nothing.
    fn added(self, code: &str) -> Result<f64, Absence> {
        let mut sum = 0.0;
        let mut lacks: Option<Absence> = None;
        for subject in self.0 {
            let cell = subject.cell_in(subject.assessment.year, code);
            match cell.map_or(Err(Absence::NoData), |cell| cell.value) {
                Ok(value) => sum += value,
                Err(absence) => lacks = worse(lacks, Some(absence)),
            }
        }
        lacks.map_or(Ok(sum), Err)
    }

    /// A measure of all of them together as it is printed.
    fn printed(self, code: &str) -> GroupCell {
        let Some(subject) = self.0.first() else {
            return GroupCell::words("");
        };
        let style = subject.style(code);
        if !has_counts(code) {
            return GroupCell::of(Figure::measure(self.added(code), style));
        }
        match self.together(code) {
            Ok((part, whole)) if whole > 0.0 => {
                let scale = definition(code).map_or(1.0, |known| known.unit.scale());
                let value = scale * part / whole;
                GroupCell {
                    figure: Figure::number(value, style.write(value)),
                    share: Some(board::counted_on(code, part, whole)),
                }
            }
            Ok(_) => GroupCell::of(Figure::absence(Absence::Symbol(Symbol::NotApplicable))),
            Err(absence) => GroupCell::of(Figure::absence(absence)),
        }
    }

    /// "497 of 2,012 children were placed out of area (25%)"; else why it cannot be said.
    fn in_brief(self, (code, what): (&str, &str)) -> String {
        match self.together(code) {
            Ok((part, whole)) if whole > 0.0 => format!(
                "{} of {} {what} ({})",
                number::count(part),
                number::count(whole),
                number::share(part / whole)
            ),
            Ok(_) => format!("There are none of whom it could be said how many {what}"),
            Err(Absence::Symbol(Symbol::Confidential)) => {
                format!("How many {what} is withheld, since it is of one of them")
            }
            Err(_) => format!("How many {what} is not known of all of them"),
        }
    }

    fn headline(self) -> String {
        let [out, missing, ..] = PARTS;
        format!(
            "{} together: {}. {}.",
            words::list(&self.names()),
            words::uncapitalised(&self.in_brief(out.2)),
            self.in_brief(missing.2)
        )
    }

    fn sections(self) -> Vec<BoardSection> {
        let mut sections: Vec<BoardSection> =
            PARTS.iter().filter_map(|part| self.section(part)).collect();
        sections.extend(self.among_them());
        sections.extend(self.steps());
        sections
    }

    fn section(self, (code, title, said, measures): &Part) -> Option<BoardSection> {
        let year = self.0.first()?.assessment.year;
        let has = |measure: &&&'static str| {
            self.0.iter().any(|subject| {
                let cell = subject.cell_in(year, measure);
                cell.is_some_and(|cell| cell.value != Err(Absence::NoData))
            })
        };
        let known: Vec<&'static str> = measures.iter().filter(has).copied().collect();
        let rows = known.iter().map(|measure| {
            let own = self.0.iter().map(|s| s.printed(year, measure));
            let cells = own.chain([self.printed(measure)]).collect();
            let title = self
                .0
                .first()
                .map_or_else(String::new, |s| s.measure_title(measure));
            GroupRow {
                subject: RowSubject::Measure(measure),
                ..GroupRow::new(title, cells)
            }
        });
        let rows: Vec<GroupRow> = rows.collect();
        let names = self.names();
        let columns = names.iter().map(|name| GroupColumn::number(name));
        let columns = columns.chain([GroupColumn::number("Together")]).collect();
        let caption = format!("{title}: each authority and all together, {year}");
        let table = board::table(&caption, "Measure", columns, rows)?;
        let sources: Vec<String> = self.0.iter().map(|s| s.sources_of(&known)).collect();
        let each = self.0.iter().filter_map(|s| {
            let share = s.share_of(said.0)?;
            Some(format!("{} {share}", s.assessment.name(s.id)))
        });
        let each: Vec<String> = each.collect();
        let each = if each.len() < 2 {
            String::new()
        } else {
            format!(" By authority: {}.", words::list(&each))
        };
        let body = SectionBody {
            finding: format!("{}.{each}", self.in_brief(*said)),
            chart: None,
            tables: vec![table],
            notes: vec![NOTE.to_owned()],
            source: once(sources).join(" "),
        };
        Some(BoardSection::of(body, *code, title))
    }

    /// How many children of one partner are placed in the area of another, as far as that is named.
    fn among_them(self) -> Option<BoardSection> {
        let mut rows = Vec::new();
        let mut sources = Vec::new();
        for from in self.0 {
            let tables = from.assessment.tables().get(&from.id);
            let hosts = tables.and_then(|tables| tables.hosts.as_ref());
            for to in self.0.iter().filter(|to| to.id != from.id) {
                let Some(table) = hosts else { continue };
                let at = table
                    .rows
                    .iter()
                    .position(|(row, _)| *row == FlowRow::Authority(to.id));
                let count = at.and_then(|at| table.count(at, Column::Children));
                let Some(count) = count else { continue };
                let name = |s: &Subject<'_>| s.assessment.name(s.id).to_owned();
                rows.push(GroupRow::new(
                    format!("{} in {}", name(from), name(to)),
                    vec![GroupCell::of(figure(count))],
                ));
            }
            if hosts.is_some() {
                sources.push(from.assessment.name(from.id).to_owned());
            }
        }
        let year = self.0.first()?.assessment.year;
        let caption =
            format!("Children of one partner placed in the area of another on 31 March {year}");
        let table: GroupTable = board::table(
            &caption,
            "Whose, and where",
            vec![GroupColumn::number("Children")],
            rows,
        )?;
        let body = SectionBody {
            finding: "Some children who are out of area are within the partnership.".to_owned(),
            chart: None,
            tables: vec![table],
            notes: vec![
                "Pairs that could point at a child are not named; they are among those placed elsewhere.".to_owned(),
            ],
            source: format!(
                "Source: the returns on children looked after of {}, {year}.",
                words::list(&sources)
            ),
        };
        Some(BoardSection::of(
            body,
            SectionCode::PlacedWhere,
            "Within the partnership",
        ))
    }

    /// What each did, in its own words.
    fn steps(self) -> Option<BoardSection> {
        let mut blocks = Vec::new();
        for subject in self.0 {
            if let Some(own) = subject.steps_in_words() {
                let span = Span {
                    text: subject.assessment.name(subject.id).to_owned(),
                    strong: true,
                    ..Span::default()
                };
                blocks.push(TextBlock::Paragraph { spans: vec![span] });
                blocks.extend(own);
            }
        }
        let finding = "What the authorities say they did, in their own words.".to_owned();
        let code = SectionCode::StepsTaken;
        (!blocks.is_empty()).then(|| BoardSection::in_words(blocks, finding, code, "Steps taken"))
    }

    fn answers(self, sections: &[BoardSection]) -> Vec<Answer> {
        let own: Vec<_> = self
            .0
            .iter()
            .map(|subject| subject.where_answered(&subject.statement_sections()))
            .collect();
        let answers = Asked::ALL.iter().enumerate().map(|(at, asked)| {
            let found = self.0.iter().zip(&own).filter_map(|(subject, all)| {
                let (_, found) = all.get(at)?;
                Some((*subject, found))
            });
            self.answer(*asked, &found.collect::<Vec<_>>(), sections)
        });
        answers.collect()
    }

    /// What each answers, and where this statement says more.
    fn answer(
        self,
        asked: Asked,
        found: &[(Subject<'_>, &Found)],
        sections: &[BoardSection],
    ) -> Answer {
        let point = asked.point();
        let section = sections.iter().find(|s| s.section.code == point.section);
        let said: Vec<String> = found
            .iter()
            .map(|(subject, found)| {
                let name = subject.assessment.name(subject.id);
                match found {
                    Found::In(..) => {
                        let brief = subject.without_england().statement_brief(asked, found);
                        let brief = brief.unwrap_or_else(|| SEPARATE.to_owned());
                        format!("{name}: {}", words::uncapitalised(&brief))
                    }
                    Found::Nowhere(_, why) => format!("{name}: {}", words::uncapitalised(why)),
                }
            })
            .collect();
        let lacks: Vec<Lack> = found
            .iter()
            .filter_map(|(_, found)| match found {
                Found::In(..) => None,
                Found::Nowhere(lack, _) => Some(*lack),
            })
            .collect();
        let nobody = lacks.len() == found.len();
        let limits = asked == Asked::Limits;
        let place = match section {
            Some(section) => section.section.title.clone(),
            None if limits => "What the data cannot say".to_owned(),
            None => "The statement of each authority".to_owned(),
        };
        Answer {
            recommendation: point.recommendation.to_owned(),
            point: point.asked.to_owned(),
            answer: (!limits && !nobody).then(|| said.join(". ")),
            section: section
                .map(|section| section.section.code)
                .or(limits.then_some(SectionCode::Limits))
                .filter(|_| !nobody),
            lack: lacks.first().copied().filter(|_| nobody),
            place: if nobody { reasons(found, &said) } else { place },
        }
    }

    fn limits(self) -> Vec<String> {
        let mut limits =
            self.each(|subject| subject.statement_limits(&subject.statement_sections()));
        limits.insert(0, SHORT.to_owned());
        limits
    }

    fn actions(self) -> Vec<Action> {
        let mut asked: Vec<Action> = Vec::new();
        for subject in self.0 {
            let name = subject.assessment.name(subject.id);
            for own in subject.statement_actions(&subject.statement_sections()) {
                match asked
                    .iter_mut()
                    .find(|known| known.question == own.question)
                {
                    // What is asked of several is asked of all of them, in one row; what is found of all in the
                    // same words is said once.
                    Some(known) if known.finding.ends_with(&own.finding) => {
                        known.finding = format!("{name}; {}", known.finding);
                    }
                    Some(known) => {
                        known.finding = format!("{}. {name}: {}", known.finding, own.finding);
                    }
                    None => asked.push(Action {
                        finding: format!("{name}: {}", own.finding),
                        ..own
                    }),
                }
            }
        }
        asked
    }
}

/// Why none of them answers, once where all have the same reason.
fn reasons(found: &[(Subject<'_>, &Found)], said: &[String]) -> String {
    let whys = found.iter().filter_map(|(_, found)| match found {
        Found::In(..) => None,
        Found::Nowhere(_, why) => Some(why.clone()),
    });
    match once(whys.collect()).as_slice() {
        [why] => why.clone(),
        _ => said.join(". "),
    }
}

const SEPARATE: &str = "in its own statement";

const NOTE: &str = "“Together” adds up the counts of all of them. Where one of them is withheld or not given, nothing is said of all together: the \
     rest would tell it, or be of fewer children than it seems.";

const SHORT: &str = "This statement sets the partners side by side. Kinds of placement, host authorities and further tables are in the statement of \
     each authority.";

/// Which of two absences is to be said: that something is withheld goes before all else.
fn worse(known: Option<Absence>, other: Option<Absence>) -> Option<Absence> {
    let withheld = Absence::Symbol(Symbol::Confidential);
    match (known, other) {
        (Some(one), _) if one == withheld => known,
        (_, Some(two)) => Some(two),
        (Some(one), None) => Some(one),
        (None, None) => Some(Absence::NoData),
    }
}

/// Each line once.
fn once(lines: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        if !kept.contains(&line) {
            kept.push(line);
        }
    }
    kept
}
