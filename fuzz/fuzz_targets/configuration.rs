//! The weights file.
#![no_main]

use care_scorecard::config::Configuration;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Configuration::read_bytes(bytes, "weights.toml");
});
