//! The command line of care-scorecard.

fn main() {}
