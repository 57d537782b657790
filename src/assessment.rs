//! A dataset, its measures and the scores of one year: what every command and report starts from.

mod drawn;
mod kind_of_place;
mod reading;
mod report_year;
mod scored;
mod sure;
mod trend;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::authority::{AuthorityId, Resolution};
use crate::config::{Configuration, Domain};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SHOWN_OF_A_KIND, uncapitalised};
use crate::disclosure::{AuthorityTables, Measures};
use crate::measure::{Extent, National, Recording, Repertoire, SourceKinds, Tally, Unprotected};
use crate::scoring::{
    ByAuthority, Chances, Panel, Scorecard, Spread, Uncertainty, overall_uncertainty, scored,
    uncertainty,
};
use crate::source::published::Location;
use crate::source::{Dataset, Files, LastStatement};
use crate::statistics::Funnel;

pub use drawn::DrawnYear;
pub use kind_of_place::{KindOfPlace, MUCH_EXPLAINED, Peers};
pub use reading::{Comparison, Reading};
pub use sure::LEAST_RANKABILITY;

/// A dataset with its measures, for every year.
#[derive(Debug)]
pub struct Evidence {
    /// The files, as read.
    pub dataset: Dataset,
    /// Every measure they give.
    pub measures: Measures,
    /// How they are scored.
    pub configuration: Configuration,
    /// The last statement that is carried on, where one was given.
    pub last: Option<LastStatement>,
    /// Problems of the configuration, the files and the measures.
    pub diagnostics: Diagnostics,
}

impl Evidence {
    /// Reads a dataset and computes its measures, and all that reports print beside them. Of each
    /// kind of problem in a file those are kept that are shown in full; the rest are counted.
    ///
    /// # Errors
    /// Every problem found, when any of them stops the run: nothing may then be shown.
    pub fn gather(files: &dyn Files, configuration: Configuration) -> Result<Self, Diagnostics> {
        Self::gather_to(files, configuration, Extent::Groups)
    }

    /// The same, as far as it is needed: without tables by group no report can be made.
    ///
    /// # Errors
    /// As for [`Evidence::gather`].
    pub fn gather_to(
        files: &dyn Files,
        configuration: Configuration,
        extent: Extent,
    ) -> Result<Self, Diagnostics> {
        Self::gather_by(Repertoire::built_in(), files, configuration, extent)
    }

    /// The same with the last statement, which this one carries on: what somebody wrote into it is searched for
    /// what could point at a child.
    ///
    /// # Errors
    /// As for [`Evidence::gather`], and where the last statement may not be used.
    pub fn gather_after(
        last: Option<LastStatement>,
        files: &dyn Files,
        configuration: Configuration,
        extent: Extent,
    ) -> Result<Self, Diagnostics> {
        let few = Diagnostics::keeping(SHOWN_OF_A_KIND);
        let all = (Repertoire::built_in(), last);
        let found = Self::found(all, files, configuration, extent, few);
        if found.diagnostics.has_errors() {
            return Err(found.diagnostics);
        }
        Ok(found)
    }

    /// The same of other indicators than those that ship.
    ///
    /// # Errors
    /// As for [`Evidence::gather`].
    pub fn gather_by(
        repertoire: &Repertoire,
        files: &dyn Files,
        configuration: Configuration,
        extent: Extent,
    ) -> Result<Self, Diagnostics> {
        let few = Diagnostics::keeping(SHOWN_OF_A_KIND);
        let found = Self::found((repertoire, None), files, configuration, extent, few);
        if found.diagnostics.has_errors() {
            return Err(found.diagnostics);
        }
        Ok(found)
    }

    /// Reads a dataset whatever is wrong with it, to say what its files were taken for and every problem
    /// that was found. Where any is an error, no figure of it may be shown.
    pub fn examine(files: &dyn Files, configuration: Configuration, extent: Extent) -> Self {
        let all = Diagnostics::default();
        let built_in = (Repertoire::built_in(), None);
        Self::found(built_in, files, configuration, extent, all)
    }

    fn found(
        (repertoire, last): (&Repertoire, Option<LastStatement>),
        files: &dyn Files,
        configuration: Configuration,
        extent: Extent,
        mut diagnostics: Diagnostics,
    ) -> Self {
        let mut dataset = Dataset::read_by(files, &configuration.inputs);
        diagnostics.append(std::mem::take(&mut dataset.diagnostics));
        if let Some(last) = &last {
            dataset.look_into(last, configuration.disclosure.mode, &mut diagnostics);
        }
        diagnostics.extend(configuration.threshold_refused());
        let problems = &mut diagnostics;
        let figures =
            Unprotected::compute_by(repertoire, &dataset, &configuration, extent, problems);
        let measures = crate::disclosure::protect(figures, &dataset, &configuration);
        diagnostics.sort();
        Self {
            dataset,
            measures,
            configuration,
            last,
            diagnostics,
        }
    }

    /// Withholds all that returns and given figures say of some authorities' years, by code, since a
    /// withheld count could be had from them; says of which, and nothing where none was shown.
    pub(crate) fn withhold_years(&mut self, years: &BTreeSet<(i16, String)>) -> Option<Diagnostic> {
        let register = &self.dataset.register;
        let places = years
            .iter()
            .filter_map(|(year, code)| Some((*year, register.by_code(code)?)))
            .collect();
        let withheld = self
            .measures
            .withhold_years(&places, &self.dataset, &self.configuration);
        let named = withheld.iter().map(|(year, id)| {
            let code = self.measures.code(*year, *id);
            format!("{} {year}", code.map_or("", |code| code))
        });
        let named: Vec<String> = named.collect();
        (!named.is_empty()).then(|| {
            let message = format!(
                "all figures of {} that come from returns or were given are withheld, since a withheld count could be \
                 had from them",
                named.join(", ")
            );
            Diagnostic::warning(Code::LeftOut, message)
        })
    }

    /// The place a code, a name or an alias stands for.
    ///
    /// # Errors
    /// Where no authority of the dataset goes by it; the nearest is suggested.
    pub fn authority(&self, text: &str, year: Option<i16>) -> Result<AuthorityId, Box<Diagnostic>> {
        let resolution = self.dataset.register.resolve_in(text, year);
        if let Resolution::Authority(id) = resolution {
            return Ok(id);
        }
        let diagnostic = Diagnostic::error(
            Code::UnknownAuthority,
            format!("no authority goes by \"{text}\""),
        );
        Err(Box::new(match resolution {
            Resolution::Unknown {
                suggestion: Some(near),
            } => diagnostic.help(format!("did you mean {near}?")),
            Resolution::Ambiguous { .. } => {
                diagnostic.help("more than one authority goes by this name: give its code")
            }
            _ => diagnostic.help("give the code or the name of an authority that has data"),
        }))
    }

    /// Scores a year.
    pub fn assess(&self, year: i16) -> Assessment<'_> {
        let mut diagnostics = Diagnostics::default();
        let mixed = self.configuration.measures.mixed_sources;
        let kinds = self.measures.source_kinds(year, mixed, &mut diagnostics);
        let register = &self.dataset.register;
        let configuration = &self.configuration;
        let recording = Recording::of(&Tally {
            measures: &self.measures,
            kinds: &kinds,
            register,
            configuration,
            years: vec![year],
        });
        let panel = Panel::of(
            &self.measures,
            &kinds,
            configuration,
            register,
            &recording,
            year,
        );
        let scorecard = scored(&self.configuration, &panel);
        diagnostics.append(scorecard.diagnostics.clone());
        let mut assessment = Assessment {
            evidence: self,
            year,
            kinds,
            recording,
            panel,
            scorecard,
            diagnostics,
            uncertainty: OnceLock::new(),
            overall_uncertainty: OnceLock::new(),
            pooled_funnels: OnceLock::new(),
            tables: OnceLock::new(),
            left_out: BTreeMap::new(),
            nations: OnceLock::new(),
            national_designs: OnceLock::new(),
        };
        let said = assessment.what_cannot_be_compared();
        assessment.diagnostics.extend(said);
        assessment
    }

    /// The latest year in which every domain that is scored in any year is, and at least half of the
    /// authorities are ranked. Where no year has all domains, the latest of those with most; where
    /// none can be ranked, the latest with data.
    pub fn usual_year(&self) -> Option<i16> {
        let years = self.measures.years();
        let weighed = |domain: &&Domain| domain.weight > 0.0;
        let possible = self.configuration.domains.iter().filter(weighed).count();
        let mut most = None;
        for year in years.iter().rev() {
            let assessment = self.assess(*year);
            let domains = assessment.domains_scored();
            let authorities = assessment.panel.authorities().len();
            let ranked = authorities > 0 && assessment.scorecard.ranked() * 2 >= authorities;
            if ranked && most.is_none_or(|(before, _)| domains > before) {
                most = Some((domains, *year));
            }
            // No year can have more, and the years before it need not be scored.
            if most.is_some_and(|(found, _)| found >= possible) {
                break;
            }
        }
        most.map(|(_, year)| year).or(years.last().copied())
    }

    /// The year asked for, or the usual one.
    ///
    /// # Errors
    /// Where there is no data for the year asked for; the years with data are listed.
    pub fn year(&self, asked: Option<i16>) -> Result<i16, Box<Diagnostic>> {
        let years = self.measures.years();
        match asked {
            Some(year) if years.contains(&year) => Ok(year),
            Some(year) => {
                let listed: Vec<String> = years.iter().map(i16::to_string).collect();
                let unknown =
                    Diagnostic::error(Code::NoYear, format!("there is no data for {year}"));
                let expected = format!("one of the years with data: {}", listed.join(", "));
                Err(Box::new(unknown.expected(expected)))
            }
            None => self.usual_year().ok_or_else(|| {
                let none =
                    Diagnostic::error(Code::NoYear, "the dataset has no figure for any indicator");
                Box::new(none.help("look what each file was taken for (check says it)"))
            }),
        }
    }
}

/// The scores of one year, and what they were made from.
#[derive(Debug)]
pub struct Assessment<'e> {
    /// The dataset and its measures.
    pub evidence: &'e Evidence,
    /// The year ending 31 March.
    pub year: i16,
    /// Which kind of source each indicator is scored from.
    pub kinds: SourceKinds,
    /// What is doubtful about the recording, and the funnels behind it.
    pub recording: Recording,
    /// The values that were scored.
    pub panel: Panel,
    /// The scores and ranks.
    pub scorecard: Scorecard,
    /// What was left out of the scores, and why.
    pub diagnostics: Diagnostics,
    uncertainty: OnceLock<Arc<Uncertainty>>,
    overall_uncertainty: OnceLock<Uncertainty>,
    pooled_funnels: OnceLock<BTreeMap<String, Funnel>>,
    tables: OnceLock<BTreeMap<AuthorityId, AuthorityTables>>,
    left_out: BTreeMap<AuthorityId, AuthorityTables>,
    nations: OnceLock<BTreeMap<Arc<str>, National>>,
    national_designs: OnceLock<BTreeMap<i16, f64>>,
}

impl Assessment<'_> {
    /// The configuration it was scored by.
    pub fn configuration(&self) -> &Configuration {
        &self.evidence.configuration
    }

    /// How sure the scores and ranks are, by the draws that the configuration asks for. They are
    /// made when first asked for.
    pub fn uncertainty(&self) -> &Uncertainty {
        self.uncertainty.get_or_init(|| {
            let configuration = self.configuration();
            let chances = Chances::of(configuration);
            let drawn = uncertainty(configuration, &self.panel, &self.scorecard, &chances);
            Arc::new(drawn)
        })
    }

    /// The draws, if any have been made.
    pub(crate) fn drawn(&self) -> Option<Arc<Uncertainty>> {
        self.uncertainty.get().cloned()
    }

    /// Takes the draws of another assessment of the same evidence and year.
    pub(crate) fn know(&self, drawn: &Arc<Uncertainty>) {
        self.uncertainty.get_or_init(|| Arc::clone(drawn));
    }

    /// Every authority's year by groups, as it may be published; nothing of authorities without a
    /// return. They are made when first asked for.
    pub fn tables(&self) -> &BTreeMap<AuthorityId, AuthorityTables> {
        self.tables.get_or_init(|| {
            let rules = &self.configuration().disclosure;
            self.evidence.measures.tables(self.year, rules)
        })
    }

    /// How many authorities have tables by group, without making them.
    pub fn tabulated(&self) -> usize {
        self.evidence.measures.tabulated(self.year)
    }

    /// Leaves out the tables by group of some authorities; says whether any had one.
    pub(crate) fn leave_out_tables(&mut self, codes: &BTreeSet<String>) -> bool {
        self.tables();
        let register = &self.evidence.dataset.register;
        let ids: Vec<AuthorityId> = codes
            .iter()
            .filter_map(|code| register.by_code(code))
            .collect();
        let tables = self.tables.get_mut();
        let mut any = false;
        for table in tables.into_iter().flatten() {
            if ids.contains(table.0) && *table.1 != AuthorityTables::default() {
                let taken = std::mem::take(table.1);
                self.left_out.insert(*table.0, taken);
                any = true;
            }
        }
        any
    }

    /// Whose tables by group were left out, as a message; none where all are there.
    pub(crate) fn said_of_tables(&self) -> Option<Diagnostic> {
        let codes: Vec<&str> = self.left_out.keys().map(|id| self.code(*id)).collect();
        (!codes.is_empty()).then(|| {
            let message = format!(
                "the tables by group of {} for {} are left out, since a withheld count could be had from them",
                codes.join(", "),
                self.year
            );
            Diagnostic::warning(Code::LeftOut, message)
        })
    }

    /// What was left out of this publication, or can be had from earlier ones, in sentences.
    pub(crate) fn left_out(&self) -> Vec<String> {
        let said = self.evidence.diagnostics.iter();
        let said = said.filter(|said| said.code == Code::LeftOut).cloned();
        said.chain(self.said_of_tables())
            .map(|said| format!("In this publication {}.", said.message))
            .collect()
    }

    /// The tables by group that were left out of an authority's, so that it can be said which were: no
    /// count of them is to be shown.
    pub(crate) fn tables_left_out(&self, id: AuthorityId) -> Option<&AuthorityTables> {
        self.left_out.get(&id)
    }

    /// How sure the overall scores and ranks are: those of [`Assessment::uncertainty`], drawn by
    /// themselves where nothing has asked for the rest.
    pub fn overall_spreads(&self) -> &ByAuthority<Spread> {
        &self.overall_uncertainty().overall
    }

    /// What is behind [`Assessment::overall_spreads`]; of domains and indicators it may say nothing.
    pub fn overall_uncertainty(&self) -> &Uncertainty {
        if let Some(known) = self.uncertainty.get() {
            return known;
        }
        self.overall_uncertainty.get_or_init(|| {
            let configuration = self.configuration();
            let chances = Chances::of(configuration);
            overall_uncertainty(configuration, &self.panel, &self.scorecard, &chances)
        })
    }

    /// The code an authority goes by in this year.
    pub fn code(&self, id: AuthorityId) -> &str {
        match self.evidence.measures.code(self.year, id) {
            Some(code) => code,
            None => &self.evidence.dataset.register.authority(id).code,
        }
    }

    /// The name of an authority.
    pub fn name(&self, id: AuthorityId) -> &str {
        &self.evidence.dataset.register.authority(id).name
    }

    /// England's value of an indicator. All of the year are added up when one is first asked for.
    pub fn national(&self, indicator: &str) -> Option<National> {
        let nations = self.nations.get_or_init(|| {
            let evidence = self.evidence;
            let disclosure = &evidence.configuration.disclosure;
            let register = &evidence.dataset.register;
            let indicators = evidence.measures.indicators(self.year).into_iter();
            let of = |code: &str| {
                let measures = &evidence.measures;
                measures.national(&self.kinds, self.year, code, register, disclosure)
            };
            indicators
                .filter_map(|code| of(&code).map(|national| (code, national)))
                .collect()
        });
        nations.get(indicator).copied()
    }

    /// The measure of an authority that is shown.
    pub fn measure(&self, indicator: &str, id: AuthorityId) -> Option<&crate::measure::Cell> {
        self.evidence
            .measures
            .best(self.year, indicator, &Location::Authority(id))
    }

    /// How many domains with weight can be scored from this year's data.
    pub fn domains_scored(&self) -> usize {
        let domains = self.domains().into_iter();
        domains
            .filter(|d| d.domain.weight > 0.0 && d.scores.comparable)
            .count()
    }

    /// Domains that nobody is ranked without and that this year's data cannot score.
    pub fn domains_lacking_for_a_rank(&self) -> Vec<&str> {
        let domains = self.domains().into_iter();
        domains
            .filter(|d| d.domain.required && d.domain.weight > 0.0 && !d.scores.comparable)
            .map(|d| d.domain.title.as_str())
            .collect()
    }

    /// The title of the scorecard; a year that lacks a domain, or stands apart from others, carries
    /// that in it.
    pub fn title(&self) -> String {
        let mut title = self.configuration().scorecard.title.clone();
        let without = self.domains_without_data();
        if !without.is_empty() && self.domains_scored() > 0 {
            let named: Vec<String> = without.iter().map(|title| uncapitalised(title)).collect();
            title += &format!(", without {}", named.join(" or "));
        }
        if let Some(why) = self.stands_apart() {
            title += &format!(" ({why})");
        }
        title
    }

    /// Why the year is in no series with others, where published figures are scored that the configuration
    /// says are not comparable across years.
    pub fn stands_apart(&self) -> Option<String> {
        let indicators = self.scorecard.indicators.iter();
        let scored = indicators.filter(|i| i.scale.is_some() && self.kinds.is_published(&i.code));
        let apart = scored.filter_map(|i| self.configuration().apart(&i.code, self.year));
        let reasons: BTreeSet<&str> = apart.map(|apart| apart.words.as_str()).collect();
        let reasons: Vec<&str> = reasons.into_iter().collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }

    /// Domains with weight that none of this year's data can score.
    pub fn domains_without_data(&self) -> Vec<&str> {
        let domains = self.domains().into_iter();
        domains
            .filter(|d| d.domain.weight > 0.0 && !d.scores.comparable)
            .map(|d| d.domain.title.as_str())
            .collect()
    }

    /// What is said where the year was not asked for.
    pub fn year_taken(&self) -> String {
        let years = self.evidence.measures.years();
        let others: Vec<String> = years
            .iter()
            .filter(|year| **year != self.year)
            .map(i16::to_string)
            .collect();
        if others.is_empty() {
            return format!("year {}: the only one with data", self.year);
        }
        format!(
            "year {}: taken since none was asked for; --year takes another of {}",
            self.year,
            others.join(", ")
        )
    }

    fn what_cannot_be_compared(&self) -> Vec<Diagnostic> {
        let mut said = Vec::new();
        let without = self.domains_without_data();
        if !without.is_empty() {
            let message = format!(
                "{}: no comparable data for {}; scores rest on the other domains",
                self.year,
                without.join(", ")
            );
            let help = "ask for another year, or add the files that are lacking";
            said.push(Diagnostic::notice(Code::PartialYear, message).help(help));
        }
        let scored = self
            .scorecard
            .indicators
            .iter()
            .filter(|i| i.scale.is_some());
        let no_nation: Vec<&str> = scored
            .filter(|i| i.national.is_none())
            .map(|i| i.code.as_str())
            .collect();
        if !no_nation.is_empty() {
            let message = format!(
                "{}: no national value of {}; the nation has no overall score",
                self.year,
                no_nation.join(", ")
            );
            said.push(Diagnostic::notice(Code::NoNational, message));
        }
        said
    }
}
