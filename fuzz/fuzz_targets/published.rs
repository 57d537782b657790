//! Published tables.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADERS: &[&str] = &[
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,cla_group,missing_status,number,percentage\n",
    "time_period,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,characteristic,number,percentage\n",
    "time_period,geographic_level,country_code,country_name,old_la_code,la_name,new_la_code,placement_stability,breakdown,children_count,children_percent\n",
];

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("published.csv", HEADERS, bytes));
