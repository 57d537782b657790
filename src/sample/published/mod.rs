//! The published form: tables of authorities that do not exist, shaped as official statistics are.

mod count;
mod providers;
mod row;
mod tables;

use super::files::Files;
use super::nation::{self, Authority};
use super::{SampleError, SampleOptions};

use count::Counts;

/// The counts of every authority in one year.
type Year = (i16, Vec<Counts>);

/// Writes a sample in published form.
pub(super) fn write(options: &SampleOptions, files: &Files<'_>) -> Result<(), SampleError> {
    let nation = nation::authorities(options.seed, options.authorities);
    let years: Vec<Year> = options
        .year_range()
        .map(|year| {
            let of = |a: &Authority| count::counts(options, a, year);
            (year, nation.iter().map(of).collect())
        })
        .collect();
    files.write("authorities.csv", &authorities_file(&nation))?;
    files.write("statistical-neighbours.csv", &neighbours_file(&nation))?;
    for (name, text) in tables::all(&nation, &years) {
        files.write(&format!("published/{name}.csv"), &text)?;
    }
    for (year, counts) in &years {
        let text = providers::list(options.seed, *year, &nation, counts);
        files.write(&format!("providers/provider_at_march_{year}.csv"), &text)?;
    }
    Ok(())
}

/// The authorities file: `authority_code, name, region, type`.
pub(super) fn authorities_file(nation: &[Authority]) -> String {
    let mut text = String::from("authority_code,name,region,type\n");
    for authority in nation {
        text += &format!(
            "{},{},{},{}\n",
            authority.code,
            authority.name,
            nation::region_name(authority.region),
            authority.kind.words()
        );
    }
    text
}

/// The ten nearest of each authority by the size and make-up of its children in care.
pub(super) fn neighbours_file(nation: &[Authority]) -> String {
    let mut text = String::from("old_la_code,la_name");
    (1..=10).for_each(|n| text += &format!(",SN_{n},SN_{n}P"));
    text.push('\n');
    for authority in nation {
        let mut others: Vec<(f64, &Authority)> = nation
            .iter()
            .filter(|other| other.number != authority.number)
            .map(|other| (unlikeness(authority, other), other))
            .collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.number.cmp(&b.1.number)));
        text += &format!("{},{}", authority.code, authority.name);
        for place in 0..10 {
            match others.get(place) {
                Some((distance, other)) => {
                    text += &format!(",{},{}", other.code, closeness(*distance))
                }
                None => text += ",,",
            }
        }
        text.push('\n');
    }
    text
}

fn unlikeness(one: &Authority, other: &Authority) -> f64 {
    let (a, b) = (&one.profile, &other.profile);
    let size = libm::log((a.children + 20.0) / (b.children + 20.0)).abs();
    let kind = if one.kind == other.kind { 0.0 } else { 0.4 };
    size + kind + 4.0 * (a.uasc - b.uasc).abs() + 2.0 * (a.homes - b.homes).abs()
}

fn closeness(distance: f64) -> &'static str {
    match distance {
        d if d < 0.4 => "Very close",
        d if d < 0.9 => "Close",
        d if d < 1.5 => "Somewhat close",
        _ => "Not close",
    }
}
