//! Return interviews from totals, and the placement reviews that followed.

use crate::disclosure::AuthorityTables;

use super::super::authority::Subject;
use super::super::authority::sections::model::SectionBody;
use super::super::number;

impl Subject<'_> {
    /// Return interviews, from single ones or from totals, with the reviews that followed.
    pub(in crate::report) fn interviews_and_reviews(
        self,
        tables: Option<&AuthorityTables>,
    ) -> Option<SectionBody> {
        let held = self
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
        let beside = self.beside_others(&caption, &codes);
        let by_year = self.over_years("Return interviews and placement reviews, by year", &codes);
        let reviews = self.reviews();
        let said = reviews.as_ref().map_or("", |(said, _)| said.as_str());
        Some(SectionBody {
            finding: format!("{}{}{said}", held.finding, self.not_in_time()),
            tables: held
                .tables
                .into_iter()
                .chain(beside)
                .chain(by_year)
                .collect(),
            notes: held
                .notes
                .into_iter()
                .chain(reviews.map(|(_, note)| note))
                .collect(),
            ..held
        })
    }

    /// How many incidents were not followed by an interview in time, by the yardstick of the guidance.
    fn not_in_time(self) -> String {
        let counts = self.both_counts("interview-held-in-three-days");
        let Some((held, of)) = counts.filter(|(_, of)| *of > 0.0) else {
            return String::new();
        };
        format!(
            " Statutory guidance asks for one within 72 hours after every incident: {} had none in that time.",
            number::count(of - held)
        )
    }

    /// How many placement reviews followed, and when one counts.
    fn reviews(self) -> Option<(String, String)> {
        let (held, of) = self.both_counts("placement-review-held")?;
        let days = self.assessment.configuration().recording.review_days;
        let said = format!(
            " A placement review was held after {} of {} missing incidents.",
            number::count(held),
            number::count(of)
        );
        let note = format!(
            "A review counts when it was held within {days} days of the start of the incident; one review may serve several."
        );
        Some((said, note))
    }

    /// The same from the totals the authority gave. They stand before a log, as in the measures.
    fn given_interviews(self) -> Option<SectionBody> {
        let year = self.assessment.year;
        let measures = &self.assessment.evidence.measures;
        let table = measures.interview_totals(year, self.id)?;
        self.interviews_from_totals(table, &self.files_of("interview-totals"))
    }
}
