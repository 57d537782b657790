//! Bad input: a message a non-programmer can act on, exit status 1, no output.

use crate::support;

use support::{Folder, TWO_INDICATORS, three_authorities};

#[test]
fn a_key_that_means_nothing_names_the_line_and_what_was_meant() {
    let run = three_authorities()
        .weights("[scorecard]\ntitle = \"x\"\naggregaton = \"arithmetic\"\n")
        .run("score", &[]);
    run.refused(&[
        "config-unknown-key",
        "line 3",
        "aggregaton",
        "did you mean `aggregation`?",
    ]);
}

#[test]
fn a_weight_that_is_no_number() {
    let weights = TWO_INDICATORS.replace("weight = 3.0", "weight = \"three\"");
    three_authorities()
        .weights(weights)
        .run("score", &[])
        .refused(&[
            "config-wrong-type",
            "line 11",
            "`weight` is text, not a number",
        ]);
    for weight in ["-1.0", "nan", "inf"] {
        let weights = TWO_INDICATORS.replace("weight = 3.0", &format!("weight = {weight}"));
        three_authorities()
            .weights(weights)
            .run("score", &[])
            .refused(&["config-out-of-range", "line 11"]);
    }
}

#[test]
fn a_domain_without_indicators() {
    let weights = format!("{TWO_INDICATORS}\n[[domain]]\ncode = \"empty\"\n");
    three_authorities()
        .weights(weights)
        .run("score", &[])
        .refused(&[
            "config-empty-domain",
            "line 20",
            "domain \"empty\" has no indicator",
        ]);
}

#[test]
fn goalposts_equal_against_the_direction_or_absent() {
    let with = |posts: &str| {
        let weights = TWO_INDICATORS.replace(
            "kind = \"number\"",
            &format!("kind = \"number\"\n  normalisation = \"goalposts\"\n{posts}"),
        );
        three_authorities().weights(weights).run("score", &[])
    };
    with("  goalposts = { worst = 5.0, best = 5.0 }")
        .refused(&["config-goalposts", "the goalposts are equal"]);
    with("  goalposts = { worst = 9.0, best = 5.0 }")
        .refused(&["config-goalposts", "run against the direction"]);
    with("  goalposts = { worst = 9.0 }").refused(&["the goalposts lack `best`"]);
    with("").refused(&[
        "config-goalposts",
        "is scored between goalposts but has none",
    ]);
    with("  goalposts = { worst = 5.0, best = 30.0 }").well();
}

#[test]
fn two_indicators_of_one_code_and_two_domains_of_one_code() {
    let weights = TWO_INDICATORS.replace("code = \"Second\"", "code = \"First\"");
    three_authorities()
        .weights(weights)
        .run("score", &[])
        .refused(&[
            "config-duplicate-code",
            "line 16",
            "two indicators have the code \"First\"",
        ]);
    let weights = format!(
        "{TWO_INDICATORS}\n[[domain]]\ncode = \"ONE\"\n[[domain.indicator]]\ncode = \"Third\"\ndirection = \"none\"\n"
    );
    three_authorities()
        .weights(weights)
        .run("score", &[])
        .refused(&["config-duplicate-code", "two domains have the code \"one\""]);
}

#[test]
fn every_problem_of_a_weights_file_is_told_at_once_with_those_of_the_data() {
    let weights = TWO_INDICATORS
        .replace("weight = 1.0", "weight = -1")
        .replace("min-max", "minmax")
        .replace("kind", "knd");
    let run = three_authorities()
        .weights(weights)
        .file(
            "bad.csv",
            "authority_code,year,indicator,value\nZ9,2024,First,ten\n",
        )
        .run("score", &[]);
    let run = run.refused(&[
        "min-max",
        "`weight`",
        "`knd`",
        "no authority has the code or name \"Z9\"",
        "this is not a number",
    ]);
    assert!(run.stderr.contains("6 errors found"), "{}", run.stderr);
}

#[test]
fn a_weights_file_that_is_no_toml_no_text_or_not_there() {
    three_authorities()
        .weights("[scorecard\ntitle = ")
        .run("score", &[])
        .refused(&["config-syntax", "line 1"]);
    three_authorities()
        .weights(b"title = \"\xFF\xFE\"")
        .run("score", &[])
        .refused(&["not UTF-8"]);
    let folder = three_authorities();
    let missing = folder.beside("nowhere.toml");
    folder.run("score", &["--config", missing.to_str().unwrap()]);
    support::run_on(&folder.data(), Some(&missing), "score", &[])
        .refused(&["nowhere.toml cannot be read"]);
}

#[test]
fn a_missing_column_is_named_with_the_likely_misspelling() {
    let folder = three_authorities().file(
        "measures.csv",
        "authority_code,year,indicatr,value\nA1,2024,First,10\n",
    );
    folder.run("score", &[]).refused(&[
        "missing-column",
        "measures.csv",
        "has no column \"indicator\"",
        "is \"indicatr\" meant?",
    ]);
    let folder = three_authorities().file(
        "measures.csv",
        "authority_code,year,indicator,numerator\nA1,2024,First,10\n",
    );
    folder
        .run("score", &[])
        .refused(&["missing-column", "\"value\""]);
}

#[test]
fn letters_for_a_number_name_line_and_column() {
    let folder = three_authorities().file(
        "measures.csv",
        "authority_code,year,indicator,value\nA1,2024,First,ten\nB1,20024,First,1O\n",
    );
    folder.run("score", &[]).refused(&[
        "measures.csv, line 2, column 4 (value): this is not a number",
        "\"ten\"",
        "measures.csv, line 3, column 2 (year): this is not a year",
        "measures.csv, line 3, column 4 (value)",
        "what to do",
    ]);
}

#[test]
fn an_unknown_authority_suggests_the_nearest() {
    let folder = three_authorities().file(
        "measures.csv",
        "authority_code,year,indicator,value\nBirhc,2024,First,1\n",
    );
    folder.run("score", &[]).refused(&[
        "unknown-authority",
        "line 2",
        "\"Birhc\"",
        "did you mean Birch",
    ]);
}

#[test]
fn two_rows_for_one_cell_in_one_file_and_in_two() {
    let row = "authority_code,year,indicator,value\nA1,2024,First,1\n";
    let folder = three_authorities().file("measures.csv", format!("{row}A1,2024,First,2\n"));
    folder.run("score", &[]).refused(&[
        "two-rows-for-one-cell",
        "line 3",
        "line 2 already gives First",
    ]);
    let folder = three_authorities().file("more.csv", row);
    folder.run("score", &[]).refused(&[
        "two-rows-for-one-cell",
        "more.csv, line 2",
        "measures.csv already gives First for A1 in 2024",
    ]);
}

#[test]
fn a_truncated_file_and_an_open_quote() {
    let folder = three_authorities().file(
        "measures.csv",
        "authority_code,year,indicator,value\nA1,2024,First,10\nB1,20",
    );
    folder
        .run("score", &[])
        .refused(&["uneven-row", "measures.csv, line 3", "cut short"]);
    let folder = three_authorities().file("measures.csv", "authority_code,year,indicator,value\nA1,2024,First,10\n\"B1,2024,First,20\nC1,2024,First,30\n");
    folder
        .run("score", &[])
        .refused(&["uneven-row", "line 3", "quotation mark"]);
}

#[test]
fn binary_files_spreadsheets_and_damaged_archives() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    three_authorities()
        .file("picture.csv", png)
        .run("score", &[])
        .refused(&["binary-file", "picture.csv", "binary data"]);
    three_authorities()
        .file("book.csv", b"PK\x03\x04rest")
        .run("score", &[])
        .refused(&[
            "unreadable-file",
            "book.csv",
            "archive is damaged or cut short",
        ]);
    three_authorities()
        .file("data.csv.gz", b"\x1f\x8b\x08\0\0\0")
        .run("score", &[])
        .refused(&["unreadable-file", "damaged or cut short"]);
}

#[test]
fn values_that_contradict_their_own_counts() {
    let folder = three_authorities().file("measures.csv", "authority_code,year,indicator,numerator,denominator,value\nA1,2024,Second,1,10,50\nB1,2024,Second,12,10,\nC1,2024,Second,-1,10,\n");
    folder.run("score", &[]).refused(&[
        "line 2: the value 50 contradicts the counts 1 and 10",
        "line 3: 12 of 10",
        "line 4: a numerator cannot be negative",
    ]);
}

#[test]
fn an_empty_folder_a_folder_that_is_not_there_and_a_year_without_data() {
    Folder::new().run("score", &[]).refused(&["empty-dataset"]);
    support::run_on(std::path::Path::new("nowhere"), None, "score", &[])
        .refused(&["there is no folder or file nowhere"]);
    three_authorities()
        .run("score", &["--year", "1999"])
        .refused(&["no data for 1999", "2024"]);
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let folder = three_authorities();
    for arguments in [
        &["--year", "soon"][..],
        &["--nonsense"],
        &["--mode", "secret"],
    ] {
        assert_eq!(folder.run("score", arguments).status, 2, "{arguments:?}");
    }
    assert_eq!(support::program().output().unwrap().status.code(), Some(2));
}

#[test]
fn unreadable_bytes_of_any_kind_never_panic() {
    let good = "authority_code,year,indicator,value\nA1,2024,First,10\nB1,2024,First,20\n";
    for cut in 0..good.len() {
        let run = three_authorities()
            .file("measures.csv", &good[..cut])
            .run("score", &[]);
        assert!(matches!(run.status, 0 | 1), "cut at {cut}: {}", run.stderr);
    }
}

#[test]
fn files_of_no_known_kind_are_told_and_do_not_stop_the_run() {
    let run = three_authorities()
        .file("notes.csv", "colour,size\nred,3\n")
        .file(
            "gone.csv",
            "Child ID,Type of absence,Date missing from,Date returned\nc,M,d,d\n",
        )
        .file("plan.xlsx", "x")
        .run("check", &[])
        .well();
    for said in [
        "notes.csv: not recognised",
        "gone.csv: not recognised",
        "for the nearest kind, \"missing\", also: child (column 1 may be meant), missing (column 2 may be meant), mis_start (column 3 may be meant), mis_end (column 4 may be meant)",
        "plan.xlsx",
        "0 errors, 3 warnings",
    ] {
        assert!(run.stdout.contains(said), "{said} not in {}", run.stdout);
    }
}
