//! The commands: columns, options, exit status.

use crate::support;

use support::{Folder, program, three_authorities};

#[test]
fn measures_have_the_agreed_columns_and_full_precision() {
    let run = three_authorities()
        .run("measures", &["--indicator", "Second"])
        .well();
    let mut lines = run.stdout.lines();
    assert_eq!(
        lines.next(),
        Some(
            "authority_code,authority_name,year,indicator,numerator,denominator,value,status,source,flags,lower95,upper95,national,comparison,trend,withheld_as"
        )
    );
    let mut next = || lines.next().unwrap_or_default();
    assert!(
        next().starts_with(
            "E92000001,England,2024,Second,10,30,33.333333333333336,ok,computed,,19.23"
        )
    );
    let row = next();
    assert!(row.starts_with("A1,Alder,2024,Second,1,10,10.0,ok,given,,1.787"));
    assert!(row.ends_with(",33.333333333333336,similar,,"), "{row}");
}

#[test]
fn scores_have_the_agreed_columns_and_add_up() {
    let run = three_authorities().run("score", &[]).well();
    assert_eq!(
        run.stdout.lines().next(),
        Some(
            "authority_code,authority_name,year,level,code,score,score_low,score_high,weight,effective_weight,contribution,coverage,rank,rank_of,rank_low,rank_high,band,sources,status,reason"
        )
    );
    let rows = run.rows();
    assert_eq!(rows.len(), 3 * 4);
    let score = |authority: &str, code: &str| {
        rows.iter()
            .find(|r| r["authority_code"] == authority && r["code"] == code)
            .unwrap()
            .clone()
    };
    // First: 10, 20, 30 higher is better; Second: 10, 20, 40 lower is better; weights 3 and 1.
    assert_eq!(score("B1", "First")["score"], "50.0");
    let second: f64 = score("B1", "Second")["score"].parse().unwrap();
    assert!((second - 200.0 / 3.0).abs() < 1e-12);
    let overall: f64 = score("B1", "")["score"].parse().unwrap();
    assert!((overall - (3.0 * 50.0 + 200.0 / 3.0) / 4.0).abs() < 1e-12);
    let contributions: f64 = ["First", "Second"]
        .iter()
        .map(|i| score("B1", i)["contribution"].parse::<f64>().unwrap())
        .sum();
    assert!((overall - contributions).abs() < 1e-12);
    assert_eq!(score("C1", "")["rank"], "1");
    assert_eq!(score("A1", "")["rank_of"], "3");
}

#[test]
fn symbols_stay_symbols_and_blank_is_no_data() {
    let run = three_authorities()
        .file("measures.csv", "authority_code,year,indicator,numerator,denominator,value\nA1,2024,First,,,c\nB1,2024,First,,,\nC1,2024,First,,,7\nA1,2024,Second,0,0,\nB1,2024,Second,k,10,\n")
        .run("measures", &[])
        .well();
    let status = |authority: &str, indicator: &str| {
        run.rows()
            .into_iter()
            .find(|r| r["authority_code"] == authority && r["indicator"] == indicator)
            .unwrap()["status"]
            .clone()
    };
    assert_eq!(status("A1", "First"), "c");
    assert_eq!(status("B1", "First"), "no-data");
    assert_eq!(status("C1", "First"), "ok");
    assert_eq!(status("A1", "Second"), "z");
    assert_eq!(status("B1", "Second"), "k");
    assert_eq!(status("C1", "Second"), "no-data");
}

#[test]
fn an_authority_that_lacks_too_much_keeps_its_score_and_has_a_reason() {
    let weights = "[scorecard]\nnormalisation = \"min-max\"\ncommon_set = 0.5\n[[domain]]\ncode = \"one\"\ncomplete = true\n[[domain.indicator]]\ncode = \"First\"\ndirection = \"higher-is-better\"\nweight = 2\n[[domain.indicator]]\ncode = \"Second\"\ndirection = \"lower-is-better\"\n";
    let run = three_authorities()
        .weights(weights)
        .file("measures.csv", "authority_code,year,indicator,value\nA1,2024,First,1\nB1,2024,First,2\nC1,2024,First,3\nA1,2024,Second,c\nB1,2024,Second,5\nC1,2024,Second,9\n")
        .run("score", &[])
        .well();
    let overall = run
        .rows()
        .into_iter()
        .find(|r| r["authority_code"] == "A1" && r["level"] == "overall")
        .unwrap();
    assert_eq!(overall["status"], "unranked");
    assert_eq!(overall["score"], "0.0");
    assert_eq!(overall["rank"], "");
    assert!(
        overall["reason"].contains("Second (withheld"),
        "{}",
        overall["reason"]
    );
    let other = run
        .rows()
        .into_iter()
        .find(|r| r["authority_code"] == "C1" && r["level"] == "overall")
        .unwrap();
    assert_eq!(other["rank_of"], "2");
}

#[test]
fn a_small_authority_is_shown_and_not_ranked() {
    let folder = three_authorities().file("children.csv", "authority_code,year,indicator,numerator\nA1,2024,cla-at-31-march,49\nB1,2024,cla-at-31-march,50\n");
    let folder = folder.file("children.csv", "authority_code,year,indicator,value\nA1,2024,cla-at-31-march,49\nB1,2024,cla-at-31-march,50\n");
    let rows = folder.run("score", &[]).well().rows();
    let overall = |code: &str| {
        rows.iter()
            .find(|r| r["authority_code"] == code && r["level"] == "overall")
            .unwrap()
            .clone()
    };
    assert_eq!(overall("A1")["status"], "unranked");
    assert!(overall("A1")["reason"].contains("fewer than 50 children"));
    assert_eq!(overall("B1")["status"], "ok");
    assert_eq!(overall("C1")["status"], "ok");
}

#[test]
fn encodings_delimiters_and_line_ends_do_not_matter() {
    let plain =
        "authority_code,year,indicator,value\nA1,2024,First,1\nB1,2024,First,2\nC1,2024,First,3\n";
    let expected = three_authorities()
        .file("measures.csv", plain)
        .run("score", &[])
        .well()
        .stdout;
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(plain.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut gz, plain.as_bytes()).unwrap();
    let forms: [(&str, Vec<u8>); 6] = [
        ("measures.csv", format!("\u{FEFF}{plain}").into_bytes()),
        ("measures.csv", utf16),
        ("measures.csv", plain.replace(',', ";").into_bytes()),
        ("measures.csv", plain.replace(',', "\t").into_bytes()),
        ("measures.csv", plain.replace('\n', ",,\r\n").into_bytes()),
        ("any/other/name.csv.gz", gz.finish().unwrap()),
    ];
    for (name, bytes) in forms {
        let folder = if name == "measures.csv" {
            three_authorities()
        } else {
            let folder = three_authorities();
            std::fs::remove_file(folder.data().join("measures.csv")).unwrap();
            folder
        };
        assert_eq!(
            folder.file(name, bytes).run("score", &[]).well().stdout,
            expected,
            "{name}"
        );
    }
}

#[test]
fn a_weights_file_in_the_dataset_is_used_and_config_wins() {
    let folder = Folder::new()
        .file("authorities.csv", "authority_code,name,region,type\nA,Alder,N,t\nB,Birch,N,t\n")
        .file("measures.csv", "authority_code,year,indicator,value\nA,2024,X,1\nB,2024,X,2\n")
        .file("scorecard-weights.toml", "[scorecard]\nnormalisation=\"min-max\"\n[[domain]]\ncode=\"d\"\n[[domain.indicator]]\ncode=\"X\"\ndirection=\"higher-is-better\"\n");
    assert!(
        folder
            .run("score", &[])
            .well()
            .stdout
            .contains("B,Birch,2024,overall,,100")
    );
    let folder = folder.weights("[scorecard]\nnormalisation=\"min-max\"\n[[domain]]\ncode=\"d\"\n[[domain.indicator]]\ncode=\"X\"\ndirection=\"lower-is-better\"\n");
    assert!(
        folder
            .run("score", &[])
            .well()
            .stdout
            .contains("A,Alder,2024,overall,,100")
    );
}

#[test]
fn names_that_a_spreadsheet_takes_for_formulas_are_made_harmless() {
    let run = three_authorities()
        .file(
            "authorities.csv",
            "authority_code,name,region,type\nA1,=1+1,N,t\nB1,@x,N,t\nC1,-2,N,t\n",
        )
        .run("score", &[])
        .well();
    for name in ["A1,'=1+1,", "B1,'@x,", "C1,'-2,"] {
        assert!(run.stdout.contains(name), "{name}");
    }
}

#[test]
fn completions_and_the_manual_page_are_printed() {
    let expected = [
        (&["completions", "bash"][..], "complete -F"),
        (&["completions", "zsh"], "#compdef care-scorecard"),
        (&["completions", "fish"], "complete -c care-scorecard"),
        (&["man"], ".TH CARE-SCORECARD"),
        (&["--help"], "check"),
    ];
    for (arguments, said) in expected {
        let output = program().args(arguments).output().unwrap();
        assert!(output.status.success());
        assert!(
            String::from_utf8_lossy(&output.stdout).contains(said),
            "{arguments:?}"
        );
    }
}

/// The generator has called one function by two names, and then nothing is completed after a command.
#[test]
fn completions_of_bash_know_every_command_that_they_name() {
    let output = program().args(["completions", "bash"]).output().unwrap();
    let script = String::from_utf8(output.stdout).unwrap();
    let named: Vec<&str> = script
        .lines()
        .filter_map(|line| line.trim().strip_prefix("cmd=\"")?.strip_suffix('"'))
        .filter(|name| !name.is_empty())
        .collect();
    assert!(named.len() > 15, "{named:?}");
    for name in named {
        let answered = format!("{name})");
        assert!(script.lines().any(|line| line.trim() == answered), "{name}");
    }
}

#[test]
fn manual_pages_are_written_one_a_file_into_a_new_folder() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("man");
    let run = || program().args(["man", "--out"]).arg(&out).output().unwrap();
    assert!(run().status.success());
    let page = std::fs::read_to_string(out.join("care-scorecard-publish.1")).unwrap();
    assert!(page.contains(".TH CARE-SCORECARD-PUBLISH 1"), "{page}");
    let own = out.join("notes.txt");
    std::fs::write(&own, "mine").unwrap();
    assert_eq!(run().status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(own).unwrap(), "mine");
}

#[test]
fn help_is_read_in_eighty_columns() {
    let help = |arguments: &[&str]| {
        let output = program().args(arguments).arg("--help").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&[]);
    let commands = all.lines().filter_map(|line| line.strip_prefix("  "));
    let commands = commands.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    let commands = commands.filter_map(|line| line.split(' ').next());
    let mut pages = vec![all.clone()];
    pages.extend(commands.map(|command| help(&[command])));
    assert!(pages.len() > 15, "{}", pages.len());
    for line in pages.iter().flat_map(|page| page.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn check_prints_json_with_places() {
    let run = three_authorities()
        .file(
            "bad.csv",
            "authority_code,year,indicator,value\nA1,2024,Third,ten\n",
        )
        .run("check", &["--format", "json"]);
    assert_eq!(run.status, 1);
    let findings: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(findings["errors"], 1);
    assert_eq!(findings["problems"][0]["code"], "bad-cell");
    assert_eq!(findings["problems"][0]["place"]["line"], 2);
}
