//! Where a report to a board answers what was asked, and how much of it can be read.

use super::super::authority::{
    GroupRow, GroupTable, RowSubject, SectionCode, Subject, TableSubject,
};
use super::{Answer, BoardSection, Lack};

/// A point of a recommendation.
pub(in crate::report) struct Point {
    /// Which recommendation: "Recommendation 9".
    pub(in crate::report) recommendation: &'static str,
    /// What it asks for.
    pub(in crate::report) asked: &'static str,
    /// The section that answers it.
    pub(in crate::report) section: SectionCode,
    /// What of the section does.
    pub(in crate::report) topic: Topic,
}

/// What of a section answers a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Topic {
    /// All of it.
    All,
    /// Its rows about 20 miles from home.
    TwentyMiles,
    /// The table of the authorities that host its children.
    Hosts,
    /// The table of return interviews.
    Interviews,
    /// Its rows about placement reviews.
    Reviews,
    /// The table of places with how many are vacant.
    Vacancies,
}

impl Topic {
    /// The measure that a point is about by itself, so that what it lacks is not what its section does.
    fn measure(self) -> Option<&'static str> {
        match self {
            Self::Reviews => Some(REVIEWS),
            Self::TwentyMiles => OVER_20_MILES.first().copied(),
            Self::All | Self::Hosts | Self::Interviews | Self::Vacancies => None,
        }
    }

    fn is_of_table(self, table: &GroupTable) -> bool {
        match self {
            Self::All => true,
            Self::Hosts => table.subject == TableSubject::Hosts,
            Self::Interviews => table.subject == TableSubject::Interviews,
            Self::Vacancies => table.subject == TableSubject::Vacancies,
            Self::TwentyMiles | Self::Reviews => false,
        }
    }

    fn is_of_row(self, row: &GroupRow) -> bool {
        match self {
            Self::TwentyMiles => match row.subject {
                RowSubject::Measure(code) => OVER_20_MILES.contains(&code),
                subject => subject == RowSubject::UpTo20Miles,
            },
            Self::Reviews => row.subject == RowSubject::Measure(REVIEWS),
            Self::All | Self::Hosts | Self::Interviews | Self::Vacancies => false,
        }
    }
}

/// The measure of placement reviews.
const REVIEWS: &str = "placement-review-held";

/// Measures of children more than 20 miles from home.
const OVER_20_MILES: [&str; 4] = [
    "placed-20-miles-outside",
    "placed-20-miles-outside-among-known",
    "placed-20-miles-outside-without-uasc",
    "placed-20-miles-outside-among-known-without-uasc",
];

/// What of the figures asked for can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Part,
    Nothing,
}

impl BoardSection {
    /// Whether a table of the section, or one of its rows, is about something.
    fn says(&self, topic: Topic) -> bool {
        let said = |table: &GroupTable| {
            topic.is_of_table(table) || table.rows.iter().any(|row| topic.is_of_row(row))
        };
        topic == Topic::All || self.section.tables.iter().any(said)
    }

    /// How much of the figures of the authority about something is shown: of the first number in
    /// each row of the year, by rows that are about it, or by tables that are.
    fn shown(&self, topic: Topic, year: i16) -> Shown {
        let of_year = |row: &&GroupRow| match row.subject {
            RowSubject::Year(of) => of == i32::from(year),
            _ => true,
        };
        let cells = self.section.tables.iter().flat_map(|table| {
            let whole = topic.is_of_table(table);
            let rows = table.rows.iter().filter(of_year);
            rows.filter(move |row| whole || topic.is_of_row(row))
                .filter_map(|row| row.cells.first())
        });
        let withheld: Vec<bool> = cells.map(|cell| cell.figure.is_withheld()).collect();
        match withheld.iter().filter(|withheld| **withheld).count() {
            0 => Shown::All,
            all if all == withheld.len() => Shown::Nothing,
            _ => Shown::Part,
        }
    }
}

/// What answers a point, as far as the sections do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) enum Found {
    /// A part of the report, with its title.
    In(SectionCode, String),
    /// Nothing, and why.
    Nowhere(Lack, String),
}

/// The section that answers a point where one of its tables is about what is asked; else why none
/// does.
pub(in crate::report) fn find(
    subject: Subject<'_>,
    sections: &[BoardSection],
    point: &Point,
) -> Found {
    let found = sections
        .iter()
        .find(|s| s.section.code == point.section && s.says(point.topic));
    let Some(section) = found else {
        return subject.point_not_answered(point);
    };
    let (code, title) = (section.section.code, &section.section.title);
    match section.shown(point.topic, subject.assessment.year) {
        Shown::All => Found::In(code, title.clone()),
        Shown::Part => Found::In(
            code,
            format!("{title} (in part: some figures are withheld)"),
        ),
        Shown::Nothing => Found::Nowhere(Lack::Withheld, WITHHELD.to_owned()),
    }
}

/// What the section found says first: the answer where there is no shorter one.
pub(in crate::report) fn finding_of(sections: &[BoardSection], found: &Found) -> Option<String> {
    let Found::In(code, _) = found else {
        return None;
    };
    let section = sections.iter().find(|s| s.section.code == *code)?;
    let finding = section.section.finding.trim_end_matches('.');
    (!finding.is_empty()).then(|| finding.to_owned())
}

/// The point with where it is answered, and in brief how.
pub(in crate::report) fn answered(point: &Point, found: Found, brief: Option<String>) -> Answer {
    let (section, lack, place) = match found {
        Found::In(code, place) => (Some(code), None, place),
        Found::Nowhere(lack, why) => (None, Some(lack), why),
    };
    Answer {
        recommendation: point.recommendation.to_owned(),
        point: point.asked.to_owned(),
        answer: brief.filter(|_| section.is_some()),
        section,
        lack,
        place,
    }
}

const WITHHELD: &str = "Not answered: withheld, since it could point at a child or would give away a figure that could";

impl Subject<'_> {
    /// Why nothing answers a point: where its measure has no figure, why that has none.
    fn point_not_answered(self, point: &Point) -> Found {
        let year = self.assessment.year;
        let has_none = |code: &&str| {
            let cell = self.cell_in(year, code);
            cell.is_none_or(|cell| cell.value.is_err())
        };
        match (
            self.lacks(point.section),
            point.topic.measure().filter(has_none),
        ) {
            (Lack::NotArising, _) | (_, None) => self.not_answered(point.section),
            (_, Some(measure)) => said(self.lack_of(measure), point.section),
        }
    }

    /// Why no section answers a point.
    pub(in crate::report) fn not_answered(self, code: SectionCode) -> Found {
        said(self.lacks(code), code)
    }
}

fn said(lack: Lack, code: SectionCode) -> Found {
    let said = match lack {
        Lack::NotArising if code == SectionCode::ReturnInterviews => {
            "Does not arise: no missing incident was recorded"
        }
        Lack::NotArising => "Does not arise: there are none",
        Lack::Withheld => WITHHELD,
        Lack::NotGiven => "Not answered: not given",
        Lack::NotRead => "Not answered: too many rows of the return cannot be read",
    };
    Found::Nowhere(lack, said.to_owned())
}
