//! Checks that need many crates, in a package of their own, so that the tests of the program build
//! without them: documents against the rules of PDF/UA-1, the JSON against its schema, benchmarks.
//! `cargo test -p care-scorecard-checks` runs them, `cargo bench -p care-scorecard-checks` times.
