//! The simple files: measures, capacity, authorities, groups, neighbours, look-ups.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADERS: &[&str] = &[
    "authority_code,year,indicator,numerator,denominator,value\n",
    "authority_code,year,accommodation,sector,places,vacancies\n",
    "authority_code,name,region,type\n",
    "authority_code,group\n",
    "old_la_code,sn_1,sn_2,sn_3\n",
    "ltla23cd,ltla23nm,utla23cd,utla23nm\n",
    "la_code,la_code_new,la_name\n",
];

fuzz_target!(|bytes: &[u8]| care_scorecard_fuzz::dataset_of("own.csv", HEADERS, bytes));
