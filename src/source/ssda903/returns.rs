//! The returns of a dataset: read authority by authority, so that memory holds one at a time.

use std::collections::{BTreeMap, BTreeSet};

use crate::authority::{AuthorityId, Register};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::day::Day;

use super::owners::Owner;
use super::read;
use super::rule::Findings;
use super::{Return, ReturnFile, TableKind, Twice};

/// All returns of one authority by year; tables without a year stand apart.
#[derive(Debug, Default)]
pub struct AuthorityReturns {
    /// The returns.
    pub years: BTreeMap<i16, Return>,
    /// Interviews, notifications and nationality of files that name no year.
    pub any_year: Return,
    /// Files that say the same or contradict each other, by year.
    pub twice: Vec<(Option<i16>, Twice)>,
    /// What is wrong in their rows.
    pub findings: Findings,
    /// What is wrong with their files.
    pub diagnostics: Diagnostics,
}

/// The child-level files of a dataset.
#[derive(Debug, Default)]
pub struct Returns {
    /// The files, in order of name.
    pub files: Vec<ReturnFile>,
    /// Positions of the files that lie in an authority's folder.
    own: BTreeMap<AuthorityId, Vec<usize>>,
    shared: BTreeMap<Owner, Return>,
}

impl Returns {
    /// Takes the files and reads those that hold rows of many authorities, since only their rows
    /// say whose they are. The others are read when they are asked for.
    pub(crate) fn new(
        files: Vec<ReturnFile>,
        register: &Register,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        use rayon::prelude::*;
        let contents: Vec<_> = files
            .par_iter()
            .filter(|file| file.says_whose() && file.kind != TableKind::NotUsed)
            .map(|file| (file.kind, read::read(file, register)))
            .collect();
        let mut shared: BTreeMap<Owner, Return> = BTreeMap::new();
        let mut covered: BTreeSet<(Option<i16>, TableKind)> = BTreeSet::new();
        for (kind, content) in contents {
            content.findings.tell(&files, diagnostics);
            diagnostics.append(content.diagnostics);
            // Rows of nobody may be those of an authority that has no other.
            let is_whole = content.unowned.is_empty();
            for (owner, tables) in content.tables {
                if is_whole {
                    covered.insert((owner.1, kind));
                }
                shared.entry(owner).or_default().join(tables);
            }
        }
        for ((_, year), tables) in &mut shared {
            for (_, kind) in covered.iter().filter(|(y, _)| y == year) {
                if tables.episodes.is_some() {
                    tables.open(*kind);
                }
            }
        }
        let mut own: BTreeMap<AuthorityId, Vec<usize>> = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            if let Some(authority) = file.authority.filter(|_| file.is_read_by_folder()) {
                own.entry(authority).or_default().push(at);
            }
        }
        Self { files, own, shared }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The authorities and years that any child-level file names.
    pub fn seen(&self) -> impl Iterator<Item = (i16, AuthorityId)> {
        let in_folders = self
            .files
            .iter()
            .filter(|file| !file.says_whose())
            .filter_map(|file| Some((file.year?, file.authority?)));
        let in_rows = self
            .shared
            .keys()
            .filter_map(|(id, year)| Some(((*year)?, *id)));
        in_folders.chain(in_rows)
    }

    /// The authorities that have any child-level file.
    #[must_use]
    pub fn authorities(&self) -> Vec<AuthorityId> {
        let ids: BTreeSet<AuthorityId> = self.seen().map(|(_, id)| id).collect();
        ids.into_iter().collect()
    }

    /// Reads all returns of an authority, its tables in order of child and time.
    #[must_use]
    pub fn of(&self, authority: AuthorityId, register: &Register) -> AuthorityReturns {
        let mut returns = AuthorityReturns::default();
        let own = self.own.get(&authority).into_iter().flatten();
        for file in own.filter_map(|at| self.files.get(*at)) {
            let content = read::read(file, register);
            returns.findings.append(content.findings);
            returns.diagnostics.append(content.diagnostics);
            for ((_, year), tables) in content.tables {
                returns.year(year).join(tables);
            }
        }
        let from = (authority, None);
        let rows = self
            .shared
            .range(from..)
            .take_while(|((id, _), _)| *id == authority);
        for ((_, year), tables) in rows {
            returns.year(*year).join(tables.clone());
        }
        returns.take_safeguarding();
        returns.take_care(authority, register);
        let all = returns.years.iter_mut().map(|(year, t)| (Some(*year), t));
        for (year, tables) in all.chain([(None, &mut returns.any_year)]) {
            tables.sort();
            let twice = tables.count_once(&self.files, &mut returns.findings);
            tables.leave_out_shared(&mut returns.findings);
            let of_year = twice.into_iter().map(|twice| (year, twice));
            returns.twice.extend(of_year);
        }
        returns
    }
}

impl AuthorityReturns {
    /// Takes from the Standard Safeguarding Dataset what the returns do not give of care.
    fn take_care(&mut self, authority: AuthorityId, register: &Register) {
        let name = &register.authority(authority).name;
        for (year, tables) in &mut self.years {
            let Some(lacking) = tables.take_care(&mut self.findings) else {
                continue;
            };
            let message = format!(
                "{name}, {year}: the Standard Safeguarding Dataset gives no episodes, since its table of {} is not there; {}",
                lacking.table(),
                lacking.why()
            );
            self.diagnostics.push(
                Diagnostic::warning(Code::TableAbsent, message)
                    .expected("its tables of episodes, placements and legal status, or the return's table of episodes")
                    .help("export the table too, and put it into the same folder"),
            );
        }
    }

    /// Takes from the Standard Safeguarding Dataset what neither the return nor a log of interviews
    /// gives: incidents where the return has no table of them, interviews where there is no log.
    fn take_safeguarding(&mut self) {
        let of_any = self.any_year.safeguarding.clone().unwrap_or_default();
        let is_of_any = self.any_year.safeguarding.is_some();
        for (year, tables) in &mut self.years {
            let span = (Day::first_of(*year), Day::census(*year));
            let own = tables.safeguarding.as_ref();
            let found = match own {
                Some(own) => own.incidents(None, &tables.left_out),
                None if is_of_any => of_any.incidents(Some(span), &self.any_year.left_out),
                None => None,
            };
            if let Some((incidents, left_out)) = found.filter(|_| tables.absences.is_none()) {
                tables.absences = Some(incidents);
                tables.left_out.extend(left_out);
            }
        }
        let logged = self
            .years
            .values()
            .any(|tables| tables.interviews.is_some());
        let logged = logged || self.any_year.interviews.is_some();
        let all = self.years.values_mut().chain([&mut self.any_year]);
        for tables in all.filter(|tables| tables.interviews.is_none() && !logged) {
            if let Some(own) = &mut tables.safeguarding {
                let (interviews, columns) = own.take_interviews();
                tables.interviews = Some(interviews);
                tables.columns.extend(columns);
            }
        }
    }

    fn year(&mut self, year: Option<i16>) -> &mut Return {
        match year {
            Some(year) => self.years.entry(year).or_default(),
            None => &mut self.any_year,
        }
    }
}
