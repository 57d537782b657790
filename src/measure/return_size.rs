//! Whether a return holds as many children as were published for its year.

use crate::authority::AuthorityId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::indicator::CLA_AT_31_MARCH;
use crate::source::Dataset;
use crate::source::published::Location;

use super::{Figures, SourceKind};

/// Shares of the published number of children below and above which a return is not whole.
const USUAL: std::ops::RangeInclusive<f64> = 0.9..=1.1;

/// Children more or fewer that a return of few may hold.
const FEWEST: f64 = 5.0;

/// Children looked after on 31 March: those of a return, and as many as were published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReturnSize {
    /// In the return.
    pub own: f64,
    /// Published.
    pub published: f64,
}

impl ReturnSize {
    /// Whether the return holds under nine tenths or over eleven tenths of the published number, and at
    /// least five children more or fewer.
    ///
    /// 176 children of 1,952 are too few; 1,800 are as many as may be, and so are 23 of 27.
    #[must_use]
    pub fn is_doubtful(self) -> bool {
        let few = (self.own - self.published).abs() < FEWEST;
        self.published > 0.0 && !few && !USUAL.contains(&(self.own / self.published))
    }
}

impl Figures {
    /// The children of an authority's return on 31 March beside the published number, where both
    /// are known here.
    #[must_use]
    pub fn return_size(&self, year: i16, authority: AuthorityId) -> Option<ReturnSize> {
        let cells = self.cells_at(year, CLA_AT_31_MARCH, &Location::Authority(authority));
        let of = |source: SourceKind| cells.iter().find(|cell| cell.source == source)?.numerator;
        Some(ReturnSize {
            own: of(SourceKind::ChildLevel)?,
            published: of(SourceKind::Published)?,
        })
    }
}

/// Says of which returns that is not so.
pub(super) fn tell(measures: &Figures, dataset: &Dataset, diagnostics: &mut Diagnostics) {
    for year in measures.years() {
        for id in measures.authorities(year) {
            let size = measures.return_size(year, *id);
            let Some(size) = size.filter(|size| size.is_doubtful()) else {
                continue;
            };
            let name = &dataset.register.authority(*id).name;
            let message = format!(
                "the return of {name} for the year ending 31 March {year} holds {} children looked after on that day; {} are published",
                size.own, size.published
            );
            diagnostics.push(
                Diagnostic::warning(Code::ReturnSize, message)
                    .expected("between nine and eleven tenths of the published number")
                    .help("check that all tables are whole, of this year and of this authority; every figure of the return is about the children it holds"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_to_eleven_tenths_are_usual() {
        let doubtful = |own: f64| {
            ReturnSize {
                own,
                published: 100.0,
            }
            .is_doubtful()
        };
        assert!(doubtful(89.0) && doubtful(111.0) && doubtful(0.0));
        assert!(!doubtful(90.0) && !doubtful(100.0) && !doubtful(110.0));
        let none = ReturnSize {
            own: 5.0,
            published: 0.0,
        };
        assert!(!none.is_doubtful());
    }
}
