//! The form of returns: children that do not exist, year by year, in authorities that do not.

mod adoption;
mod authority;
mod child;
mod day;
mod episodes;
mod incidents;
mod legal;
mod map;
mod moves;
mod placing;
mod tables;

use rayon::prelude::*;

use super::files::Files;
use super::nation::{self, Authority};
use super::published::{authorities_file, neighbours_file};
use super::{SampleError, SampleOptions};

use authority::{Simulation, Year};
use map::Map;

/// Writes a sample of child-level returns.
pub(super) fn write(options: &SampleOptions, files: &Files) -> Result<(), SampleError> {
    let nation = nation::authorities(options.seed, options.authorities);
    let map = Map::of(options.seed, &nation);
    files.write("authorities.csv", &authorities_file(&nation))?;
    files.write("statistical-neighbours.csv", &neighbours_file(&nation))?;
    nation
        .par_iter()
        .try_for_each(|authority| write_authority(options, &nation, &map, authority, files))
}

fn write_authority(
    options: &SampleOptions,
    nation: &[Authority],
    map: &Map,
    authority: &Authority,
    files: &Files,
) -> Result<(), SampleError> {
    let years = options.year_range();
    let (first, last) = (*years.start(), *years.end());
    let mut simulation = Simulation::begin(options.seed, authority, map, first, last);
    for year in years {
        let year = Year::ending(year);
        simulation.year(year);
        incidents::add(&mut simulation, year);
        let tables = tables::written_return(&simulation, nation, year);
        let folder = format!("returns/{}/{}", authority.code, year.year);
        files.write(&format!("{folder}/header.csv"), &tables.header)?;
        files.write(&format!("{folder}/episodes.csv"), &tables.episodes)?;
        files.write(&format!("{folder}/missing.csv"), &tables.missing)?;
        files.write(&format!("{folder}/uasc.csv"), &tables.uasc)?;
    }
    Ok(())
}
