//! The form of returns: children that do not exist, year by year, in authorities that do not.

mod adoption;
mod around;
mod authority;
mod beside;
mod child;
mod day;
mod episodes;
mod faults;
mod hosting;
mod incidents;
mod legal;
mod map;
mod moves;
mod placing;
mod settling;
mod simulation;
mod tables;
mod terms;

use rayon::prelude::*;

use super::draw::Draw;
use super::files::Files;
use super::nation::{self, Authority};
use super::published::{authorities_file, neighbours_file};
use super::{SampleError, SampleOptions};

use around::Totals;
use beside::Beside;
use faults::{Answer, Recording};
pub(super) use map::MOST_AUTHORITIES;
use map::Map;
use simulation::{Simulation, Year};
use tables::Return;

/// What all authorities share.
struct World<'a> {
    options: &'a SampleOptions,
    nation: &'a [Authority],
    map: &'a Map,
    recording: &'a [Option<Recording>],
    files: &'a Files<'a>,
}

/// Writes a sample of child-level returns.
pub(super) fn write(options: &SampleOptions, files: &Files<'_>) -> Result<(), SampleError> {
    let nation = nation::authorities(options.seed, options.authorities);
    let map = Map::of(options.seed, &nation);
    let recording = faults::plan(options, &nation);
    let world = World {
        options,
        nation: &nation,
        map: &map,
        recording: &recording,
        files,
    };
    let written: Vec<(Vec<Totals>, Vec<Answer>)> = nation
        .par_iter()
        .map(|authority| world.authority(authority))
        .collect::<Result<_, _>>()?;
    let (totals, answers): (Vec<_>, Vec<_>) = written.into_iter().unzip();
    let (totals, answers) = (totals.concat(), answers.concat());
    let seed = options.seed;
    files.write("authorities.csv", &authorities_file(&nation))?;
    files.write("statistical-neighbours.csv", &neighbours_file(&nation))?;
    files.write("postcodes.csv", &around::postcodes(&map, &nation))?;
    files.write("police.csv", &around::police(seed, &nation, &totals))?;
    files.write("capacity.csv", &around::capacity(seed, &nation, &totals))?;
    if options.faults {
        files.write("answers.csv", &faults::answers_file(&answers))?;
    }
    Ok(())
}

impl World<'_> {
    /// Writes all years of one authority.
    fn authority(&self, authority: &Authority) -> Result<(Vec<Totals>, Vec<Answer>), SampleError> {
        let years = self.options.year_range();
        let (first, last) = (*years.start(), *years.end());
        let seed = self.options.seed;
        let mut simulation = Simulation::begin(seed, authority, self.map, first, last);
        let (mut totals, mut answers) = (Vec::new(), Vec::new());
        for year in years.map(Year::ending) {
            simulation.year(year);
            incidents::add(&mut simulation, year);
            totals.push(Totals::of(&simulation, year));
            answers.extend(self.year(&mut simulation, year, year.year == last)?);
        }
        let code = &authority.code;
        let words = around::commentary(seed, authority);
        self.files.write(&format!("commentary/{code}.md"), &words)?;
        let steps = around::steps_taken(seed, authority);
        self.files
            .write(&format!("steps-taken/{code}.md"), &steps)?;
        Ok((totals, answers))
    }

    /// Writes one year's return, with what stands beside it.
    fn year(
        &self,
        simulation: &mut Simulation<'_>,
        year: Year,
        is_last: bool,
    ) -> Result<Vec<Answer>, SampleError> {
        let number = simulation.authority.number;
        let recording = self.recording.get(number).copied().flatten();
        let stream = number as u64 * 10_000 + year.year as u64;
        let mut draw = Draw::of(self.options.seed, "faults", stream);
        if let Some(fault) = recording {
            fault.forget(simulation, year, is_last, &mut draw);
        }
        let folder = format!("returns/{}/{}", simulation.authority.code, year.year);
        let mut tables = tables::written_return(simulation, self.nation, year);
        let beside = beside::beside(simulation, self.options.seed, year);
        let mut answers = Vec::new();
        if self.options.faults {
            answers.extend(faults::soil(&mut tables, &folder, year, &mut draw));
        }
        if let Some(fault) = recording {
            answers.extend(fault.spoil(&mut tables, &folder, is_last, &mut draw));
        }
        if tables.missing.is_empty() {
            answers.retain(|answer| answer.line.is_none() || !answer.file.ends_with("missing.csv"));
        }
        self.tables(&folder, &tables, &beside)?;
        Ok(answers)
    }

    fn tables(&self, folder: &str, tables: &Return, beside: &Beside) -> Result<(), SampleError> {
        for (name, text) in [
            ("header", &tables.header),
            ("episodes", &tables.episodes),
            ("missing", &tables.missing),
            ("uasc", &tables.uasc),
            ("return-interviews", &beside.interviews),
            ("notifications", &beside.notifications),
            ("nationality", &beside.nationality),
        ] {
            if !text.is_empty() {
                self.files.write(&format!("{folder}/{name}.csv"), text)?;
            }
        }
        Ok(())
    }
}
