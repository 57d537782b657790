//! The report on one authority as a page and a document:
//! `cargo run --example one_report -- sample-data S01 out`.

use std::error::Error;
use std::path::PathBuf;

use care_scorecard::{Data, Weights};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "sample-data".to_owned());
    let authority = arguments.next().unwrap_or_else(|| "S01".to_owned());
    let out = PathBuf::from(arguments.next().unwrap_or_else(|| "out".to_owned()));
    let report = Data::read(folder)?
        .score(Weights::built_in())?
        .report(&authority)?;
    std::fs::create_dir_all(&out)?;
    std::fs::write(out.join("report.html"), report.html()?)?;
    std::fs::write(out.join("report.pdf"), report.pdf()?)?;
    Ok(())
}
