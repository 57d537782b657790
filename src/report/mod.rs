//! Report models: everything a page or document says, as plain structs with the numbers formatted
//! and the words chosen. Nothing here knows HTML or PDF; whatever renders a model adds no number
//! and no finding of its own, so that a page and a document cannot differ.
//!
//! [`Reports`] holds what all of them share and makes each.

mod agreement;
mod authority;
mod benchmark;
mod board;
mod comparisons;
mod directory;
mod domain;
mod easy_read;
mod ees;
mod explained;
mod figure;
mod findings;
mod flows;
mod frame;
mod in_short;
mod inert;
mod jsna;
mod kind_of_place;
mod league_table;
mod map;
mod measure_rows;
mod methodology;
mod number;
mod offered;
mod rank;
mod reading;
mod reasons;
mod recording;
mod revisions;
mod robustness_told;
mod scope;
mod sources;
mod statement;
mod sureness;
mod table_form;
mod terms;
mod weighing;
mod words;
mod workbook;

use std::sync::Arc;

use jiff::Timestamp;

use crate::assessment::Assessment;
use crate::authority::AuthorityId;
use crate::config::Mode;
use crate::earlier::Earlier;
use crate::scoring::DomainIndex;

use authority::YearsBeside;
use comparisons::Comparisons;
use scope::Series;

pub use crate::source::words::{ListItem, Span, TextBlock};
pub use agreement::{AgreementResult, PairOfDomains};
pub use authority::{
    AuthorityReport, ContextFigure, DomainResult, Fact, Gap, GroupCell, GroupColumn, GroupRow,
    GroupTable, IndicatorResult, LastYear, Peer, Reply, RowSubject, ScoreSeries, ScoresOverYears,
    Section, SectionChart, SectionCode, TableSubject, Trend, TrendPoint, YearScore,
};
pub use benchmark::Benchmark;
pub use board::{
    AUTHOR, Action, Answer, BoardMeasure, BoardReport, BoardReportKind, BoardSection, CoverLine,
    FROM, Lack, Line as BoardLine, Lines,
};
pub use directory::{Directory, Entry, Listed};
pub use domain::{
    DomainCell, DomainIndicator, DomainReport, DomainRow, FunnelPlot, FunnelValue, LimitCurve,
};
pub use easy_read::{EasyDomain, EasyGroup, EasyRead};
pub use ees::{DataColumn, DataSet, PLACE_AND_TIME, Role};
pub use explained::explained;
pub use figure::{Figure, Interval, Passage, Sign};
pub use flows::{Flow, FlowsReport, flow_list, has_flows};
pub use frame::{Door, Frame, PROTECTIVE_MARKING, Released, YearLink, protective_marking};
pub use in_short::{Compared, ComparedRow, ComparedRows, Found, InShort, Shown};
pub use inert::inert;
pub use kind_of_place::{ExplainedShare, PeerRank, PlaceResult};
pub use league_table::{
    DomainHead, Filters, LeagueRow, LeagueTable, RankedKind, Standings, YearTable,
};
pub use map::{Map, MapCategory, MapTile};
pub(crate) use measure_rows::by_code;
pub use measure_rows::{MeasureRow, MeasuresFilter, measure_rows, region_name};
pub use methodology::{
    ChoiceEffect, DomainMethod, Gain, IndicatorMethod, KeptApart, Methodology, Sensitivity, Setting,
};
pub use number::{decimal, rounded};
pub use offered::{DataFile, Offered};
pub use rank::Rank;
pub use recording::{DoubtResult, MovedRank, RecordingEffect};
pub use revisions::{RevisedFigure, RevisedIndicator, RevisedRank, RevisedSetting, Revisions};
pub use robustness_told::robustness_told;
pub(crate) use scope::comparable_years;
pub use sources::Source;
pub(crate) use statement::joint_file;
pub use statement::{
    Ask, FormField, FormPart, FormRow, FormSheet, PlacingLetter, RequestForm, Takes,
};
pub use sureness::{BandResult, Judgement, RankChances, TrendTest};
pub use table_form::{CellKind, ColumnForm, TableForm};
pub use terms::Terms;
pub use weighing::{CarriedDraws, WeighedAuthority, WeighedDomain, Weighing};
pub use workbook::{Cell, Column, Line, Sheet, Table, Workbook};

/// The reports of one year. What they share is worked out once.
#[derive(Debug)]
pub struct Reports<'a> {
    assessment: &'a Assessment<'a>,
    /// The year before under the same configuration, where there are figures of it.
    previous: Option<Arc<Assessment<'a>>>,
    /// The other years that can be scored, oldest first, where they are published too.
    others: Vec<Arc<Assessment<'a>>>,
    /// The series that the year and the others make.
    series: Vec<Series>,
    shared: Comparisons,
    frame: Frame,
    dated: Option<Timestamp>,
    /// What changed since an earlier publication, where one was given.
    revisions: Option<Revisions>,
}

impl<'a> Reports<'a> {
    /// Works out what the reports of an assessment share. The date of publication is that of the
    /// configuration; `dated` is used where it gives none.
    pub fn of(assessment: &'a Assessment<'a>, dated: Option<Timestamp>) -> Self {
        Self::among(assessment, &[], dated)
    }

    /// The same in a publication with further years. Those by which nothing can be scored are passed
    /// over.
    pub fn among(
        assessment: &'a Assessment<'a>,
        others: &[Arc<Assessment<'a>>],
        dated: Option<Timestamp>,
    ) -> Self {
        let before = assessment.year - 1;
        let previous = others.iter().find(|other| other.year == before).cloned();
        let evidence = assessment.evidence;
        let assessed = || {
            let years = evidence.measures.years();
            let known = years.contains(&before);
            known.then(|| Arc::new(evidence.assess(before)))
        };
        let others = others.iter().filter(|other| other.domains_scored() > 0);
        let others: Vec<Arc<Assessment<'a>>> = others.cloned().collect();
        let years = others.iter().map(|other| other.year);
        let all: Vec<&Assessment<'_>> = others.iter().map(AsRef::as_ref).collect();
        Self {
            assessment,
            series: Series::of(assessment, &all),
            previous: previous.or_else(assessed),
            shared: Comparisons::of(assessment),
            frame: Frame::of(assessment, dated).among(assessment.year, years),
            others,
            dated,
            revisions: None,
        }
    }

    /// Draws the chance in the ranks of all years before threads that make reports wait for one
    /// another to draw it. Of other years than this only that in overall ranks is drawn.
    pub fn draw(&self) {
        self.assessment.uncertainty();
        for other in self.previous.iter().chain(&self.others) {
            other.overall_uncertainty();
        }
    }

    /// The other years that have a league table, oldest first.
    pub fn other_years(&self) -> impl Iterator<Item = i16> {
        self.others.iter().map(|other| other.year)
    }

    /// The league table of another year; none where it has none.
    pub fn year_table(&self, year: i16) -> Option<YearTable> {
        let other = self.others.iter().find(|other| other.year == year)?;
        let shared = Comparisons::of(other);
        let frame = Frame::of_year(other, self.dated);
        let frame = frame.among(self.assessment.year, self.other_years());
        Some(YearTable::of(other, &shared, frame, self.assessment))
    }

    /// Says what changed since an earlier publication; `rows` are the measures of every year.
    #[must_use]
    pub fn since<'r>(self, earlier: &Earlier, rows: impl Iterator<Item = &'r MeasureRow>) -> Self {
        let revisions = Revisions::of(self.assessment, earlier, rows);
        Self {
            revisions: Some(revisions),
            ..self
        }
    }

    /// What changed since an earlier publication, where one was given.
    pub fn revisions(&self) -> Option<&Revisions> {
        self.revisions.as_ref()
    }

    /// What the publication offers as data.
    pub fn offered(&self) -> Offered {
        Offered::of(self.assessment, &self.frame, self.revisions.is_some())
    }

    /// Whom they are for.
    pub fn mode(&self) -> Mode {
        self.assessment.configuration().disclosure.mode
    }

    /// What stands on every page.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The national league table.
    pub fn league_table(&self) -> LeagueTable {
        let offered = self.offered();
        LeagueTable::of(self.assessment, &self.shared, self.frame.clone(), offered)
    }

    /// The report on an authority of the year; none where it is not one.
    pub fn authority(&self, id: AuthorityId) -> Option<AuthorityReport> {
        let beside = YearsBeside {
            previous: self.previous.as_deref(),
            others: self.other_assessments(),
            series: &self.series,
        };
        AuthorityReport::of(
            self.assessment,
            &beside,
            &self.shared,
            self.frame.clone(),
            id,
        )
    }

    /// Every authority by letter and by region.
    pub fn directory(&self) -> Directory {
        Directory::of(self.assessment, self.frame.clone())
    }

    /// The scorecard in easy words.
    pub fn easy_read(&self) -> EasyRead {
        EasyRead::of(self.assessment, &self.shared, self.frame.clone())
    }

    /// An authority in short, from its report.
    pub fn in_short(&self, id: AuthorityId, report: &AuthorityReport) -> InShort {
        InShort::of(self.assessment, id, report)
    }

    /// The report on a domain, by its place in the configuration.
    pub fn domain(&self, at: DomainIndex) -> DomainReport {
        DomainReport::of(self.assessment, &self.shared, self.frame.clone(), at)
    }

    /// The reports on the domains, in the order of the configuration.
    pub fn domains(&self) -> impl Iterator<Item = DomainReport> {
        let all = self.assessment.scorecard.domains.keys();
        all.map(|at| self.domain(at))
    }

    /// The data sets for Explore Education Statistics; `rows` are the measures of every year.
    pub fn data_sets<'r>(&self, rows: impl Iterator<Item = &'r MeasureRow>) -> Vec<DataSet> {
        ees::data_sets((self.assessment, &self.other_assessments()), rows)
    }

    /// The accessible spreadsheet; `rows` are the measures of all years it is to hold, oldest first.
    pub fn workbook<'r>(&'r self, rows: impl Iterator<Item = &'r MeasureRow>) -> Workbook {
        Workbook::of(
            (self.assessment, &self.other_assessments()),
            &self.shared,
            &self.frame,
            rows,
            self.revisions(),
        )
    }

    fn other_assessments(&self) -> Vec<&Assessment<'a>> {
        self.others.iter().map(AsRef::as_ref).collect()
    }

    /// The method.
    pub fn methodology(&self) -> Methodology {
        let years = (self.assessment, self.previous.as_deref());
        let revisions = self.revisions.clone();
        Methodology::of(years, &self.shared, self.frame.clone(), revisions)
    }
}

/// The name of the files about an authority, without ending: its code, with every character that
/// could mean something in a path or an address written as `~` and its bytes in hexadecimal.
///
/// ```
/// use care_scorecard::report::file_name;
/// assert_eq!(file_name("E10000016"), "E10000016");
/// assert_eq!(file_name("../a b"), "~2e.~2fa~20b");
/// ```
pub fn file_name(code: &str) -> String {
    let mut name = String::new();
    for (at, character) in code.char_indices() {
        let plain = character.is_ascii_alphanumeric()
            || matches!(character, '-' | '_')
            || (character == '.' && at > 0);
        if plain {
            name.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                name += &format!("~{byte:02x}");
            }
        }
    }
    name
}
