//! How indicators are weighed.

use crate::config::{Configuration, Mode};

use super::Error;

/// Domains, indicators, weights and all other settings of a scorecard, as a weights file has them.
#[derive(Debug, Clone)]
pub struct Weights {
    configuration: Configuration,
}

impl Weights {
    /// Those that ship: `scorecard-weights.toml` at the root of the project.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            configuration: Configuration::built_in().clone(),
        }
    }

    /// Those of the text of a weights file.
    ///
    /// # Errors
    /// Everything in it that is at fault, with the line.
    ///
    /// ```
    /// use care_scorecard::Weights;
    /// let error = Weights::parse("[scorecard]\nagregation = \"geometric\"").unwrap_err();
    /// assert!(error.to_string().contains("did you mean `aggregation`?"), "{error}");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (configuration, _) = Configuration::read(text, "the weights")?;
        Ok(Self { configuration })
    }

    /// The same for a public that may not see small numbers: the default of the weights that ship.
    #[must_use]
    pub fn public(self) -> Self {
        self.in_mode(Mode::Public)
    }

    /// The same for those who may see small numbers. What is made is marked in every page.
    #[must_use]
    pub fn internal(self) -> Self {
        self.in_mode(Mode::Internal)
    }

    fn in_mode(mut self, mode: Mode) -> Self {
        self.configuration.disclosure.mode = mode;
        self
    }

    pub(super) fn into_configuration(self) -> Configuration {
        self.configuration
    }
}

impl From<Configuration> for Weights {
    fn from(configuration: Configuration) -> Self {
        Self { configuration }
    }
}
