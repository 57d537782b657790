use std::fmt;

/// Declares every quantity once: its name in code and in `labels.csv`.
macro_rules! quantities {
    ($($variant:ident, $name:literal, $meaning:literal;)*) => {
        /// A count that an indicator needs and a published file gives.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Quantity {
            $(#[doc = $meaning] $variant,)*
        }

        impl Quantity {
            /// Every quantity.
            pub const ALL: &'static [Quantity] = &[$(Quantity::$variant),*];

            /// Its name in the label table.
            pub fn name(self) -> &'static str {
                match self { $(Quantity::$variant => $name),* }
            }

            /// What is counted.
            pub fn meaning(self) -> &'static str {
                match self { $(Quantity::$variant => $meaning),* }
            }

            /// The quantity of a name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|q| q.name() == name)
            }
        }
    };
}

quantities! {
    ClaDuringYear, "cla-during-year", "Children looked after during the year.";
    ChildrenMissing, "children-missing", "Children who had a missing incident during the year.";
    ChildrenMissingMoreThanOnce, "children-missing-more-than-once", "Children who went missing more than once during the year.";
    MissingIncidents, "missing-incidents", "Missing incidents during the year.";
    ChildrenMissing31March, "children-missing-31-march", "Children missing on 31 March.";
    ChildrenAway, "children-away", "Children away from placement without authorisation during the year.";
    AwayIncidents, "away-incidents", "Incidents of absence from placement without authorisation during the year.";
    Cla31March, "cla-31-march", "Children looked after on 31 March, from the numbers and rates file.";
    ClaRatePer10000, "cla-rate-per-10000", "Children looked after on 31 March per 10,000 children, as published beside the number.";
    StabilityCla, "stability-cla", "Children looked after on 31 March, from the placement stability file.";
    ThreePlacements, "three-placements", "Children with three or more placements during the year.";
    StabilityClaTwoYears, "stability-cla-two-years", "Children looked after for two years on 31 March.";
    ThreePlacementsTwoYears, "three-placements-two-years", "Of those, children with three or more placements in the two years.";
    StabilityClaLongTerm, "stability-cla-long-term", "Children under 16 looked after continuously for at least 2.5 years.";
    SameCarerTwoYears, "same-carer-two-years", "Of those, children with the same carer for at least two years.";
    SamePlacementTwoYears, "same-placement-two-years", "Of those, children in the same placement for at least two years, as it was worded to 2022.";
    PlacedWithinFromElsewhere, "placed-within-from-elsewhere", "Children of other authorities placed within this one.";
    PlacedOutsideNetGainFile, "placed-outside-net-gain-file", "Children of this authority placed outside it, from the net gain file.";
    LocalityTotal, "locality-total", "Children looked after on 31 March, by locality of placement: total.";
    LocalityOutside, "locality-outside", "Of those, children placed outside the boundary.";
    DistanceLocalityTotal, "distance-locality-total", "Children looked after on 31 March, by distance and locality: total.";
    DistanceLocalityOutsideOver20, "distance-locality-outside-over-20", "Of those, children placed outside and more than 20 miles from home.";
    DistanceLocalityOutsideUnknown, "distance-locality-outside-unknown", "Of those, children placed outside at an unknown distance.";
    DistanceLocalityInsideOver20, "distance-locality-inside-over-20", "Of those, children placed inside and more than 20 miles from home.";
    DistanceLocalityInsideUnknown, "distance-locality-inside-unknown", "Of those, children placed inside at an unknown distance.";
    OutsideShortOfTotal, "outside-short-of-total", "Children placed outside the boundary, from a release whose counts inside and outside fall short of the total.";
    ProviderTotal, "provider-total", "Children looked after on 31 March, by placement provider: total.";
    ProviderOwn, "provider-own", "Of those, children in the authority's own provision.";
    PlacementTotal, "placement-total", "Children looked after on 31 March, by placement: total.";
    PlacementHomes, "placement-homes", "Of those, children in secure homes and children's homes.";
    UascTotal, "uasc-total", "Children looked after on 31 March, by asylum-seeking status: total.";
    Uasc, "uasc", "Of those, unaccompanied asylum-seeking children.";
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
