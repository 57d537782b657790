//! The return as XML.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADERS: &[&str] = &[
    "<EXPSSDA903>",
    "<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID>",
    "\u{feff}<?xml version=\"1.0\"?><EXPSSDA903><CHILD>",
];

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of(
    "E10000016/2024/a.xml",
    HEADERS,
    bytes
));
