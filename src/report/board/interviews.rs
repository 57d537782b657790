//! Return interviews from totals, and the placement reviews that followed.

use crate::disclosure::AuthorityTables;

use super::super::authority::{Section, Subject};
use super::super::number;

impl Subject<'_> {
    /// Return interviews, from single ones or from totals, with the reviews that followed.
    pub(in crate::report) fn interviews_and_reviews(
        self,
        tables: Option<&AuthorityTables>,
    ) -> Option<Section> {
        let mut section = self
            .given_interviews()
            .or_else(|| self.interviews(tables?))?;
        let year = self.assessment.year;
        let caption =
            format!("Return interviews and placement reviews, year ending 31 March {year}");
        let codes = [
            "interview-offered-in-three-days",
            "interview-held-in-three-days",
            "interview-accepted",
            "placement-review-held",
        ];
        section.tables.extend(self.beside_others(&caption, &codes));
        if let Some((held, of)) = self.both_counts("placement-review-held") {
            let days = self.assessment.configuration().recording.review_days;
            section.finding += &format!(
                " A placement review was held after {} of {} missing incidents.",
                number::count(held),
                number::count(of)
            );
            section.notes.push(format!(
                "A review counts when it was held within {days} days of the start of the incident; one review may serve several."
            ));
        }
        Some(section)
    }

    /// The same from the totals the authority gave. They stand before a log, as in the measures.
    fn given_interviews(self) -> Option<Section> {
        let year = self.assessment.year;
        let measures = &self.assessment.evidence.measures;
        let table = measures.interview_totals(year, self.id)?;
        let made = AuthorityTables {
            interviews: Some(table.clone()),
            ..AuthorityTables::default()
        };
        let mut section = self.interviews(&made)?;
        section.source = format!(
            "Source: totals of return interviews given by the authority ({}), {year}.",
            self.files_of("interview-totals")
        );
        section.notes.push(
            "The totals do not say why children went missing, what harm came to light or who held the interviews."
                .to_owned(),
        );
        Some(section)
    }
}
