//! The register itself: authorities, regions, and how to find them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::built_in;
use super::district::Districts;
use super::elsewhere::Elsewhere;
use super::name::NameIndex;
use super::tile::Tiles;
use super::{
    Authority, AuthorityId, CodeSpan, Region, RegionId, RegionKind, Reorganisation, TableFault,
};

/// The authorities of a dataset: the built-in ones of England, or its own.
#[derive(Debug, Default)]
pub struct Register {
    /// In the order of codes: an [`AuthorityId`] is a position here.
    pub(super) authorities: Vec<Authority>,
    pub(super) regions: Vec<Region>,
    pub(super) codes: BTreeMap<String, AuthorityId>,
    pub(super) code_spans: Vec<Vec<CodeSpan>>,
    pub(super) names: NameIndex,
    /// Aliases as they are written.
    pub(super) other_names: BTreeMap<AuthorityId, Vec<String>>,
    /// By plain name; England itself is the name without a region.
    pub(super) region_names: BTreeMap<String, Option<RegionId>>,
    pub(super) districts: Districts,
    pub(super) elsewhere: Elsewhere,
    pub(super) reorganisations: Vec<Reorganisation>,
    pub(super) tiles: Tiles,
    pub(super) faults: Vec<TableFault>,
    pub(super) is_own: bool,
}

static BUILT_IN: LazyLock<Register> = LazyLock::new(|| built_in::compile(&built_in::TABLES));

impl Register {
    /// The upper-tier authorities of England since April 2009.
    ///
    /// ```
    /// use care_scorecard::authority::Register;
    ///
    /// let register = Register::built_in();
    /// let hull = register.resolve("Hull").authority().map(|id| register.authority(id));
    /// assert_eq!(hull.map(|hull| hull.code.as_str()), Some("E06000010"));
    /// ```
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Lines of the built-in tables that could not be used. Always empty in a
    /// released version; a test sees to it.
    #[must_use]
    pub fn faults(&self) -> &[TableFault] {
        &self.faults
    }

    /// Whether a dataset's own authorities replace the built-in ones.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    /// Every authority there is or was, in the order of codes.
    #[must_use]
    pub fn authorities(&self) -> &[Authority] {
        &self.authorities
    }

    /// An authority of this register.
    ///
    /// # Panics
    ///
    /// When the id comes from another, larger register; see [`get`](Self::get).
    #[must_use]
    pub fn authority(&self, id: AuthorityId) -> &Authority {
        &self.authorities[id.index()]
    }

    /// An authority, if the register has the id.
    #[must_use]
    pub fn get(&self, id: AuthorityId) -> Option<&Authority> {
        self.authorities.get(id.index())
    }

    /// The names an authority is also known by, as they are written: "RBKC" and "Kensington".
    #[must_use]
    pub fn other_names(&self, id: AuthorityId) -> &[String] {
        self.other_names.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The regions authorities lie in, in the order of codes; no sub-regions.
    pub fn regions(&self) -> impl Iterator<Item = &Region> {
        self.regions.iter().filter(|region| {
            region.kind == RegionKind::Region
                && self
                    .authorities
                    .iter()
                    .any(|authority| authority.region_code == region.code)
        })
    }

    /// A region or sub-region, if the register has the id.
    #[must_use]
    pub fn region(&self, id: RegionId) -> Option<&Region> {
        self.regions.get(usize::from(id.0))
    }

    /// The region an authority lies in. It is the same for every year: none has
    /// changed region since the register begins.
    #[must_use]
    pub fn region_of(&self, id: AuthorityId) -> Option<&Region> {
        let authority = self.get(id)?;
        self.region_by_code(&authority.region_code)
            .and_then(|region| self.region(region))
    }

    pub(super) fn region_by_code(&self, code: &str) -> Option<RegionId> {
        self.regions
            .iter()
            .find(|region| region.code == code)
            .map(|region| region.id)
    }

    /// The authority with exactly this ONS or DfE code of any year. Letter case
    /// matters only in a dataset's own codes.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<AuthorityId> {
        let exact = self.codes.get(code);
        let found = if self.is_own {
            exact
        } else {
            exact.or_else(|| self.codes.get(&code.to_ascii_uppercase()))
        };
        found.copied()
    }
}
