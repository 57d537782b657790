//! Characters that are not seen, or turn the direction of writing: left out or refused wherever a name comes
//! from, and never printed as they are.

use crate::support::{Folder, TWO_INDICATORS, files, three_authorities};

/// An escape sequence, a sign that turns writing around, one without width, a bell and a mark of order.
const UNSEEN: [&str; 7] = [
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200b}",
    "\u{7}",
    "\u{feff}",
    "\u{85}",
    "\u{3164}",
];

#[track_caller]
fn assert_all_is_seen(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    // A mark of the encoding may begin a file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    for unseen in UNSEEN {
        let at = text.find(unseen.chars().next().unwrap());
        assert!(
            at.is_none(),
            "{what}: {unseen:?} in {:?}",
            &text[at.unwrap_or(0)..].get(..60)
        );
    }
}

fn named(first: &str, second: &str) -> Folder {
    // Enough text that it is not taken for a program.
    let others: String = (0..60)
        .map(|n| format!("Z{n},Place number {n},South,town\n"))
        .collect();
    let authorities = format!(
        "authority_code,name,region,type\nA1,{first},No{second}rth,shi{second}re\nB1,Birch,North,shire\nC1,Cedar,South,town\n{others}"
    );
    three_authorities().file("authorities.csv", authorities)
}

#[test]
fn names_are_read_without_them_and_shown_so_everywhere() {
    for unseen in UNSEEN {
        let folder = named(&format!("Al{unseen}der"), unseen);
        let name = if unseen.starts_with('\u{1b}') {
            "Al[31mder"
        } else {
            "Alder"
        };
        let out = folder.beside("out");
        for (command, arguments) in [
            ("measures", &[][..]),
            ("score", &[]),
            ("score", &["--format", "json"]),
            ("explain", &["--authority", "A1"]),
            ("check", &[]),
            ("check", &["--format", "json"]),
        ] {
            let run = folder.run(command, arguments).well();
            assert_all_is_seen(command, run.stdout.as_bytes());
            assert_all_is_seen(command, run.stderr.as_bytes());
            if command == "measures" {
                assert!(run.rows().iter().any(|row| row["authority_name"] == name));
                assert!(run.stderr.contains("unseen-left-out"), "{}", run.stderr);
            }
        }
        if unseen == UNSEEN[0] {
            folder
                .run("publish", &["--out", out.to_str().unwrap()])
                .well();
            for path in files(&out) {
                let ending = path.extension().unwrap().to_str().unwrap();
                if ["html", "csv", "json", "js", "css"].contains(&ending) {
                    assert_all_is_seen(path.to_str().unwrap(), &std::fs::read(&path).unwrap());
                }
            }
        }
    }
}

#[test]
fn a_name_of_nothing_else_is_none() {
    named("\u{200b}\u{3164}", "")
        .run("score", &[])
        .refused(&["this cell is empty"]);
    named("\u{a0}", "")
        .run("score", &[])
        .refused(&["this cell is empty"]);
}

#[test]
fn weights_files_hold_nothing_unseen_and_no_empty_title() {
    let with = |line: &str| {
        let weights = TWO_INDICATORS.replace("[scorecard]", &format!("[scorecard]\n{line}"));
        three_authorities().weights(weights).run("score", &[])
    };
    for unseen in ["\\u001b[31m", "\\u202e", "\\u200b", "\u{200b}", "\\u0007"] {
        let run = with(&format!("title = \"A{unseen}b\""))
            .refused(&["`title` holds a character that is not seen"]);
        assert_all_is_seen("stderr", run.stderr.as_bytes());
    }
    for title in ["", "  ", "\\u00a0", "a\\nb"] {
        with(&format!("title = \"{title}\"")).refused(&["config-out-of-range", "`title`"]);
    }
    let weights = TWO_INDICATORS.replace("code = \"one\"", "code = \"one\"\ntitle = \"\"");
    three_authorities()
        .weights(weights)
        .run("score", &[])
        .refused(&["`title` is empty"]);
    let weights = TWO_INDICATORS.replace("code = \"First\"", "code = \"First\"\n  title = \"\\t\"");
    three_authorities()
        .weights(weights)
        .run("score", &[])
        .refused(&["`title` is empty"]);
    let weights = format!("[publication]\npublisher = \"M\\u202e\"\n{TWO_INDICATORS}");
    three_authorities()
        .weights(weights)
        .run("score", &[])
        .refused(&["`publisher` holds"]);
    with("title = \"Children – 2024 😀\"").well();
}

#[cfg(unix)]
#[test]
fn file_names_are_shown_with_every_sign_seen() {
    let mut folder = three_authorities();
    for unseen in UNSEEN.into_iter().chain(["\n", "\r"]) {
        folder = folder.file(&format!("a{unseen}b.csv"), "colour,size\nred,3\n");
        folder = folder.file(
            &format!("sub{unseen}/c.csv"),
            "authority_code,yaer\nA1,2024\n",
        );
    }
    let run = folder.run("check", &[]);
    for (what, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        assert_all_is_seen(what, text.as_bytes());
    }
    let json = folder.run("check", &["--format", "json"]);
    assert_all_is_seen("json", json.stdout.as_bytes());
    // Two of them are told apart by nothing else.
    assert!(
        run.stdout.contains("a\u{fffd}[31mb.csv: not recognised"),
        "{}",
        run.stdout
    );
    let none = folder.beside("no\u{1b}[31m where");
    let run = crate::support::run_on(&none, None, "score", &[]).refused(&["no\u{fffd}[31m where"]);
    assert_all_is_seen("stderr", run.stderr.as_bytes());
}

#[test]
fn names_of_files_may_have_any_sign_that_is_seen() {
    let folder = three_authorities();
    let measures = std::fs::read_to_string(folder.data().join("measures.csv")).unwrap();
    std::fs::remove_file(folder.data().join("measures.csv")).unwrap();
    let folder = folder.file("😀 Zahlen & <Maße> 'x'.csv", measures);
    let out = folder.beside("out");
    folder
        .run("publish", &["--out", out.to_str().unwrap()])
        .well();
    let manifest = std::fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(manifest.contains("😀 Zahlen & <Maße> 'x'.csv"));
    let page = std::fs::read_to_string(out.join("methodology.html")).unwrap();
    assert!(!page.contains("<Maße>"));
}
