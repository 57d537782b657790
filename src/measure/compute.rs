//! From a dataset to its measures.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::authority::{AuthorityId, ENGLAND};
use crate::config::{Configuration, Mode};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::indicator::Definition;
use crate::source::published::{Location, PublishedCell, Quantity};
use crate::source::{Accommodation, Dataset, Figure, Symbol};

use super::computation::{Formula, Numerator, Repertoire};
use super::{
    Absence, Cell, Extent, Figures, SourceKind, children, given, higher_count, ratio, recording,
    return_size,
};

/// Share of a year's authorities a provider list must name for the absent ones to have no home.
const COVERS_THE_NATION: f64 = 0.9;

impl Figures {
    /// Computes every measure that a dataset's files give, and what else is asked for of returns.
    /// Problems are added to `diagnostics`.
    pub(super) fn compute(
        repertoire: &Repertoire,
        dataset: &Dataset,
        configuration: &Configuration,
        extent: Extent,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut measures = Self {
            authorities: authorities(dataset),
            ..Self::default()
        };
        let places = places_by_year(dataset);
        for (year, locations) in &places {
            let year = Year::new(dataset, *year, measures.authorities(*year));
            for (definition, computation) in repertoire.computed() {
                let published = computation.published;
                let at = published.iter().position(|formula| year.has(formula));
                let formula = at.and_then(|at| published.get(at));
                let Some(formula) = formula else { continue };
                year.note(definition, formula, diagnostics);
                for location in locations {
                    if let Some(mut cell) = year.cell(definition, formula, location) {
                        cell.wording = at.filter(|_| formula.note.is_some());
                        stand_apart(&mut cell, definition, year.year, configuration);
                        measures.insert(year.year, definition.code, location.clone(), cell);
                    }
                }
            }
        }
        abolished(dataset, diagnostics);
        let wanted = children::Wanted { repertoire, extent };
        children::add(&mut measures, dataset, configuration, wanted, diagnostics);
        return_size::tell(&measures, dataset, diagnostics);
        given::add(&mut measures, dataset, configuration, diagnostics);
        given::add_totals(&mut measures, dataset, diagnostics);
        given::add_police_agreement(&mut measures, dataset);
        measures.choose_codes(dataset);
        // What is public is flagged by what is shown of it, once that is known.
        if configuration.disclosure.mode == Mode::Internal {
            recording::flag(&mut measures, dataset, configuration);
        }
        higher_count::use_higher(&mut measures, dataset, configuration);
        measures
    }

    pub(super) fn insert(&mut self, year: i16, indicator: &str, location: Location, cell: Cell) {
        let cells = self.cells.of(year, indicator, location);
        // Nearly always the only one: room for more would be most of the memory used.
        cells.reserve_exact(1);
        cells.push(cell);
        cells.sort_by_key(|cell| (cell.is_silent(), cell.source));
    }

    fn choose_codes(&mut self, dataset: &Dataset) {
        let mut uses: BTreeMap<(i16, AuthorityId), BTreeMap<Arc<str>, usize>> = BTreeMap::new();
        for (key, cell) in self.iter() {
            if let Location::Authority(id) = key.location {
                *uses
                    .entry((key.year, id))
                    .or_default()
                    .entry(Arc::clone(&cell.code))
                    .or_default() += 1;
            }
        }
        for (year, ids) in &self.authorities {
            for id in ids {
                let used = uses
                    .get(&(*year, *id))
                    .and_then(|codes| codes.iter().max_by_key(|(_, uses)| **uses));
                let code = used.map(|(code, _)| Arc::clone(code)).unwrap_or_else(|| {
                    dataset
                        .register
                        .code_in(*id, *year)
                        .unwrap_or(&dataset.register.authority(*id).code)
                        .into()
                });
                self.codes.insert((*year, *id), code);
            }
        }
    }
}

/// Marks a published figure that is not comparable with those of other years: each such year stands for itself.
fn stand_apart(cell: &mut Cell, definition: &Definition, year: i16, configuration: &Configuration) {
    if let Some(apart) = configuration.apart(definition.code, year) {
        cell.wording = usize::try_from(year).ok();
        let note = format!("Not comparable with other years ({}).", apart.words);
        cell.notes.push(note.into());
    }
}

/// Those with any row of the year that existed on its 31 March, or all of the dataset's own.
fn authorities(dataset: &Dataset) -> BTreeMap<i16, Vec<AuthorityId>> {
    let register = &dataset.register;
    let of_year = |(year, seen): (&i16, &BTreeSet<AuthorityId>)| {
        let ids = if register.is_own() {
            register.authorities().iter().map(|a| a.id).collect()
        } else {
            seen.iter()
                .copied()
                .filter(|id| register.exists_on_31_march(*id, *year))
                .collect()
        };
        (*year, ids)
    };
    dataset.seen.iter().map(of_year).collect()
}

/// Says of which authorities files give figures for a year on whose 31 March they did not exist.
fn abolished(dataset: &Dataset, diagnostics: &mut Diagnostics) {
    let register = &dataset.register;
    if register.is_own() {
        return;
    }
    let police = dataset
        .police
        .iter()
        .map(|(f, p)| (*f, p.year, p.authority));
    let capacity = dataset
        .capacity
        .iter()
        .map(|(f, c)| (*f, c.year, c.authority));
    let totals = dataset.interview_totals.iter();
    let totals = totals.map(|(f, t)| (*f, t.year, t.authority));
    let given = dataset
        .measures
        .iter()
        .filter_map(|(f, m)| match m.location {
            Location::Authority(id) => Some((*f, m.year, id)),
            _ => None,
        });
    let all: BTreeSet<_> = police.chain(capacity).chain(totals).chain(given).collect();
    for (file, year, id) in all {
        if !register.exists_on_31_march(id, year) {
            let name = &register.authority(id).name;
            let file = dataset.files.get(file).map_or("", |f| f.name.as_str());
            let message =
                format!("{name} did not exist on 31 March {year}; its figures are not used");
            let warning = Diagnostic::warning(Code::AbolishedAuthority, message);
            let help = "give the figures of the authority that took its place, or another year's";
            diagnostics.push(warning.at(Place::file(file)).help(help));
        }
    }
}

fn places_by_year(dataset: &Dataset) -> BTreeMap<i16, BTreeSet<Location>> {
    let mut places: BTreeMap<i16, BTreeSet<Location>> = BTreeMap::new();
    for (key, _) in dataset.published.iter() {
        places
            .entry(key.year)
            .or_default()
            .insert(key.location.clone());
    }
    for (year, (_, list)) in &dataset.providers {
        let at = places.entry(*year).or_default();
        at.insert(Location::National);
        for id in list.homes.keys() {
            at.insert(Location::Authority(*id));
            let region = dataset.register.region_of(*id);
            let code = region.map(|region| region.code.as_str());
            at.extend(
                code.filter(|code| code.starts_with("E12"))
                    .map(|code| Location::Region(code.into())),
            );
        }
    }
    places
}

/// The published figures of one year, and the home places beside them.
struct Year<'d> {
    dataset: &'d Dataset,
    year: i16,
    homes: Option<HomePlaces>,
}

/// Places in children's homes by authority.
pub(super) struct HomePlaces {
    file: usize,
    places: BTreeMap<AuthorityId, f64>,
    /// Whether an authority that is not in it has no place, rather than no data.
    complete: bool,
}

impl<'d> Year<'d> {
    fn new(dataset: &'d Dataset, year: i16, authorities: &[AuthorityId]) -> Self {
        Self {
            dataset,
            year,
            homes: HomePlaces::of(dataset, year, authorities),
        }
    }

    fn has(&self, formula: &Formula) -> bool {
        let has = |quantity: Quantity| self.dataset.published.has(quantity, self.year);
        let numerator = match formula.numerator {
            Numerator::Count(q) | Numerator::AmongKnown(q, _) => has(q),
            Numerator::DenominatorPlusLess(plus, less) => has(plus) && has(less),
            Numerator::HomePlaces => self.homes.is_some(),
            Numerator::ListedPlaces => self.dataset.providers.contains_key(&self.year),
        };
        numerator && formula.denominator.is_none_or(has)
    }

    fn note(&self, definition: &Definition, formula: &Formula, diagnostics: &mut Diagnostics) {
        if let Some(note) = formula.note {
            let message = format!("{} in {}: {note}", definition.code, self.year);
            diagnostics.push(Diagnostic::notice(Code::OtherDefinition, message));
        }
    }

    fn get(&self, quantity: Quantity, location: &Location) -> Option<&'d PublishedCell> {
        self.dataset.published.get(quantity, self.year, location)
    }

    fn cell(
        &self,
        definition: &Definition,
        formula: &Formula,
        location: &Location,
    ) -> Option<Cell> {
        let denominator = formula
            .denominator
            .map(|quantity| self.get(quantity, location));
        let parts = match formula.numerator {
            Numerator::Count(quantity) => Parts::count(self.get(quantity, location), denominator)?,
            Numerator::DenominatorPlusLess(plus, less) => Parts::plus_less(
                denominator??,
                self.get(plus, location)?,
                self.get(less, location)?,
            ),
            Numerator::AmongKnown(quantity, unknown) => {
                let unknown = [
                    self.get(unknown[0], location)?,
                    self.get(unknown[1], location)?,
                ];
                Parts::among_known(self.get(quantity, location)?, denominator??, unknown)
            }
            Numerator::ListedPlaces => self.listed_places(location)?,
            Numerator::HomePlaces => {
                let Location::Authority(id) = location else {
                    return None;
                };
                self.homes.as_ref()?.parts(*id, denominator??)?
            }
        };
        Some(parts.cell(definition, formula))
    }
}

impl Year<'_> {
    /// The places of a list in an authority, a region or all of England.
    fn listed_places(&self, location: &Location) -> Option<Parts> {
        let (file, list) = self.dataset.providers.get(&self.year)?;
        let register = &self.dataset.register;
        let lies_in = |id: AuthorityId| match location {
            Location::National => true,
            Location::Region(code) => register
                .region_of(id)
                .is_some_and(|region| *region.code == **code),
            Location::Authority(own) => *own == id,
        };
        let homes = list.homes.iter().filter(|(id, _)| lies_in(**id));
        let all: Vec<f64> = homes.map(|(_, homes)| homes.places).collect();
        let places = match location {
            Location::Authority(id) => self.homes.as_ref()?.places_of(*id)?,
            _ if all.is_empty() => return None,
            _ => all.iter().sum(),
        };
        let code: Arc<str> = match location {
            Location::National => ENGLAND.into(),
            Location::Region(code) => Arc::clone(code),
            Location::Authority(id) => {
                let code = register.code_in(*id, self.year);
                code.unwrap_or(&register.authority(*id).code).into()
            }
        };
        Some(Parts {
            code,
            numerator: Figure::Number(places),
            denominator: None,
            files: vec![*file],
        })
    }
}

/// The figures a cell is made of.
struct Parts {
    code: Arc<str>,
    numerator: Figure,
    denominator: Option<Figure>,
    files: Vec<usize>,
}

impl Parts {
    fn count(
        numerator: Option<&PublishedCell>,
        denominator: Option<Option<&PublishedCell>>,
    ) -> Option<Self> {
        let absent = Figure::Symbol(Symbol::NotAvailable);
        let first = numerator.or(denominator.flatten())?;
        let mut files = vec![first.file];
        files.extend(
            denominator
                .flatten()
                .map(|cell| cell.file)
                .filter(|file| *file != first.file),
        );
        Some(Self {
            code: Arc::clone(&first.code),
            numerator: numerator.map_or(absent, |cell| cell.figure),
            denominator: denominator.map(|cell| cell.map_or(absent, |cell| cell.figure)),
            files,
        })
    }

    fn plus_less(total: &PublishedCell, plus: &PublishedCell, less: &PublishedCell) -> Self {
        let numerator = combined(&[total, plus, less], |n| n[0] + n[1] - n[2]);
        Self {
            code: Arc::clone(&plus.code),
            numerator,
            denominator: Some(total.figure),
            files: vec![plus.file, total.file],
        }
    }

    fn among_known(
        count: &PublishedCell,
        total: &PublishedCell,
        unknown: [&PublishedCell; 2],
    ) -> Self {
        Self {
            code: Arc::clone(&count.code),
            numerator: count.figure,
            denominator: Some(combined(&[total, unknown[0], unknown[1]], |n| {
                n[0] - n[1] - n[2]
            })),
            files: vec![count.file],
        }
    }

    fn cell(self, definition: &Definition, formula: &Formula) -> Cell {
        let scale = definition.unit.scale();
        let value = match (self.numerator, self.denominator) {
            (_, Some(Figure::Number(0.0))) => Err(Absence::ZERO_DENOMINATOR),
            (Figure::Symbol(symbol), _) | (_, Some(Figure::Symbol(symbol))) => {
                Err(Absence::Symbol(symbol))
            }
            (Figure::Number(x), Some(Figure::Number(n))) => ratio(x, n, scale),
            (Figure::Number(x), None) => Ok(x),
        };
        Cell {
            numerator: self.numerator.number(),
            denominator: self.denominator.and_then(Figure::number),
            value,
            files: self.files.into(),
            notes: formula.note.into_iter().map(Cow::Borrowed).collect(),
            ..Cell::absent(self.code, SourceKind::Published)
        }
    }
}

/// A figure made of several: the first symbol among them where there is one.
fn combined(cells: &[&PublishedCell], of: impl Fn(&[f64]) -> f64) -> Figure {
    let mut numbers = Vec::with_capacity(cells.len());
    for cell in cells {
        match cell.figure {
            Figure::Number(number) => numbers.push(number),
            Figure::Symbol(symbol) => return Figure::Symbol(symbol),
        }
    }
    Figure::Number(of(&numbers))
}

impl HomePlaces {
    pub(super) fn of(dataset: &Dataset, year: i16, authorities: &[AuthorityId]) -> Option<Self> {
        if let Some((file, list)) = dataset.providers.get(&year) {
            let named = authorities
                .iter()
                .filter(|id| list.homes.contains_key(id))
                .count();
            #[allow(clippy::cast_precision_loss, reason = "a few hundred")]
            let complete = named as f64 >= COVERS_THE_NATION * authorities.len() as f64;
            let places = list
                .homes
                .iter()
                .map(|(id, homes)| (*id, homes.places))
                .collect();
            return Some(Self {
                file: *file,
                places,
                complete,
            });
        }
        let mut places: BTreeMap<AuthorityId, f64> = BTreeMap::new();
        let mut from = None;
        for (file, given) in &dataset.capacity {
            if given.year == year && given.accommodation == Accommodation::ChildrensHome {
                *places.entry(given.authority).or_default() += given.places;
                from = Some(*file);
            }
        }
        from.map(|file| Self {
            file,
            places,
            complete: false,
        })
    }

    /// The places in an authority's area; none where that is not known.
    pub(super) fn places_of(&self, id: AuthorityId) -> Option<f64> {
        match self.places.get(&id) {
            Some(places) => Some(*places),
            None if self.complete => Some(0.0),
            None => None,
        }
    }

    fn parts(&self, id: AuthorityId, need: &PublishedCell) -> Option<Parts> {
        let places = self.places_of(id)?;
        let numerator = match need.figure {
            Figure::Number(need) => Figure::Number(need.min(places)),
            symbol @ Figure::Symbol(_) => symbol,
        };
        Some(Parts {
            code: Arc::clone(&need.code),
            numerator,
            denominator: Some(need.figure),
            files: vec![self.file, need.file],
        })
    }
}
