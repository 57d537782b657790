//! The weights file: as written, then checked, then as the program uses it.
//!
//! Every problem of a file is reported at once, with line, column and a suggestion.
//! Nothing here knows any data: indicator codes that are not built in are allowed,
//! since measures of any name may be given ([`crate::source`]).
//!
//! ```
//! use care_scorecard::config::Configuration;
//! let configuration = Configuration::built_in();
//! assert_eq!(configuration.domains.len(), 4);
//! ```

mod apart;
mod disclosure;
mod domain;
mod licence;
mod reader;
mod sections;
mod settings;

use std::sync::LazyLock;

use serde::Serialize;
use toml::de::DeTable;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

pub use crate::indicator::{Direction, Kind};
pub use apart::Apart;
pub use domain::{Domain, Goalposts, Indicator};
pub use licence::Licence;
pub use settings::{
    Aggregation, Comparison, CoverageBy, Disclosure, DomainsRequired, IncidentCount, Inputs,
    MeasureSettings, Mode, Normalisation, Policy, Publication, RandomSource, Ranking, Recording,
    Scorecard, Status,
};

/// What the weights file of a dataset is called.
pub const WEIGHTS: &str = "scorecard-weights.toml";

/// The weights file as it ships, which is also what an empty file means.
pub const DEFAULT_TEXT: &str = include_str!("../../scorecard-weights.toml");

/// A weights file that has been checked.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Configuration {
    /// `[scorecard]`: how indicators become scores and ranks.
    pub scorecard: Scorecard,
    /// `[[domain]]`: the tree of weights.
    pub domains: Vec<Domain>,
    /// `[[apart]]`: years whose published figures are in no series.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart>,
    /// `[recording]`: what is done about doubtful recording of missing incidents.
    pub recording: Recording,
    /// `[measures]`: how figures are counted and chosen.
    pub measures: MeasureSettings,
    /// `[ranking]`: how sure a rank is.
    pub ranking: Ranking,
    /// `[comparison]`: the groups an authority is compared with.
    pub comparison: Comparison,
    /// `[disclosure]`: what may be shown.
    pub disclosure: Disclosure,
    /// `[publication]`: who publishes, and as what.
    pub publication: Publication,
    /// `[inputs]`: what the files leave open.
    #[serde(default, skip_serializing_if = "Inputs::is_empty")]
    pub inputs: Inputs,
}

static BUILT_IN: LazyLock<Configuration> = LazyLock::new(|| {
    let mut diagnostics = Diagnostics::default();
    read(DEFAULT_TEXT, WEIGHTS, None, &mut diagnostics)
});

impl Configuration {
    /// The configuration that ships with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads a weights file; `name` is how messages call it. Keys that are left out take the
    /// values of the file that ships.
    ///
    /// # Errors
    /// Every problem of the file, when any of them is an error. Warnings come with the
    /// configuration.
    pub fn read(text: &str, name: &str) -> Result<(Self, Diagnostics), Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let configuration = read(text, name, Some(Self::built_in()), &mut diagnostics);
        diagnostics.sort();
        if diagnostics.has_errors() {
            Err(diagnostics)
        } else {
            Ok((configuration, diagnostics))
        }
    }

    /// Reads a weights file from its bytes, which must be UTF-8.
    ///
    /// # Errors
    /// As [`Configuration::read`]; also where the bytes are no text.
    pub fn read_bytes(bytes: &[u8], name: &str) -> Result<(Self, Diagnostics), Diagnostics> {
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
            .map_err(|error| {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|b| **b == b'\n').count() as u64 + 1;
                Diagnostics::from_iter([Diagnostic::error(
                    Code::ConfigSyntax,
                    "the weights file is not UTF-8 text",
                )
                .at(Place::line(name, line))
                .help("save it as plain text in the encoding UTF-8")])
            })?;
        Self::read(text, name)
    }

    /// Why published figures of an indicator stand apart in a year from those of other years, where they do.
    #[must_use]
    pub fn apart(&self, indicator: &str, year: i16) -> Option<&Apart> {
        self.apart.iter().find(|apart| apart.holds(indicator, year))
    }

    /// The indicators of all domains, with their domain.
    pub fn indicators(&self) -> impl Iterator<Item = (&Domain, &Indicator)> {
        self.domains.iter().flat_map(|domain| {
            domain
                .indicators
                .iter()
                .map(move |indicator| (domain, indicator))
        })
    }
}

/// `defaults` is absent only while the file that ships is itself being read.
fn read(
    text: &str,
    name: &str,
    defaults: Option<&Configuration>,
    diagnostics: &mut Diagnostics,
) -> Configuration {
    let mut source = reader::Source::new(text, name);
    let (root, syntax) = DeTable::parse_recoverable(text);
    for error in &syntax {
        let diagnostic = Diagnostic::error(Code::ConfigSyntax, error.message().to_owned())
            .help("see https://toml.io for how such a file is written");
        source.report(error.span().unwrap_or(0..0), diagnostic);
    }
    let mut section = reader::Section::new("", root.get_ref(), root.span());
    let scorecard = sections::scorecard(&mut section, &mut source);
    let domains = domain::domains(&mut section, &mut source, scorecard.normalisation)
        .unwrap_or_else(|| defaults.map(|d| d.domains.clone()).unwrap_or_default());
    let apart = apart::apart(&mut section, &mut source, &domains)
        .unwrap_or_else(|| defaults.map(|d| d.apart.clone()).unwrap_or_default());
    let configuration = Configuration {
        apart,
        recording: sections::recording(&mut section, &mut source),
        measures: sections::measures(&mut section, &mut source),
        ranking: sections::ranking(&mut section, &mut source),
        comparison: sections::comparison(&mut section, &mut source),
        disclosure: sections::disclosure(&mut section, &mut source),
        publication: sections::publication(&mut section, &mut source),
        inputs: sections::inputs(&mut section, &mut source),
        scorecard,
        domains,
    };
    let required = configuration.scorecard.domains_required;
    let domains = configuration.domains.len();
    sections::check_domains_required(required, domains, &mut source, &section);
    if syntax.is_empty() {
        section.finish(&mut source);
    }
    diagnostics.append(source.problems);
    configuration
}

#[cfg(test)]
mod tests;
