//! The measures of a folder as CSV: `cargo run --example measures_of_a_folder -- sample-data`.

use care_scorecard::{Data, Weights};

fn main() -> Result<(), care_scorecard::Error> {
    let folder = std::env::args_os().nth(1).unwrap_or("sample-data".into());
    let card = Data::read(folder)?.score(Weights::built_in())?;
    print!("{}", card.measures_csv());
    Ok(())
}
