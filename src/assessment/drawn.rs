//! The years of a publication, each with as much as is drawn of it.

use crate::scoring::Uncertainty;

use super::Assessment;

/// A year with as much as is drawn of it.
#[derive(Debug, Clone, Copy)]
pub struct DrawnYear<'a, 'e> {
    /// The year.
    pub assessment: &'a Assessment<'e>,
    /// How sure its scores and ranks are; of domains and indicators it may say nothing.
    pub uncertainty: &'a Uncertainty,
}

impl<'a, 'e> DrawnYear<'a, 'e> {
    /// All that is drawn: that of the year that a publication opens with.
    pub fn whole(assessment: &'a Assessment<'e>) -> Self {
        Self {
            assessment,
            uncertainty: assessment.uncertainty(),
        }
    }

    /// Only how sure overall scores and ranks are: that of a publication's other years.
    pub fn overall(assessment: &'a Assessment<'e>) -> Self {
        Self {
            assessment,
            uncertainty: assessment.overall_uncertainty(),
        }
    }

    /// The year that a publication opens with, then its others, the latest first.
    pub fn from_opened(opened: &'a Assessment<'e>, others: &[&'a Assessment<'e>]) -> Vec<Self> {
        let mut years = Self::years(opened, others);
        years.sort_by_key(|drawn| {
            let year = drawn.assessment.year;
            (year != opened.year, std::cmp::Reverse(year))
        });
        years
    }

    /// The year that a publication opens with and its others, oldest first.
    pub fn years(opened: &'a Assessment<'e>, others: &[&'a Assessment<'e>]) -> Vec<Self> {
        let others = others.iter().map(|other| Self::overall(other));
        let mut years: Vec<Self> = others.chain([Self::whole(opened)]).collect();
        years.sort_by_key(|drawn| drawn.assessment.year);
        years
    }
}
