//! Nothing that somebody gives is silently ignored: names that are mistyped are named with the nearest,
//! files that are not used with the reason, and what would go on without end is refused.

use crate::support::{Folder, program, three_authorities};

const REAL: &str = "authority_code,year,indicator,value\n\
     E10000016,2024,own-provision,40\nE06000058,2024,own-provision,45\n";

fn real() -> Folder {
    Folder::new().file("measures.csv", REAL)
}

#[test]
fn a_mistyped_indicator_is_named_with_the_nearest() {
    let ask = |code: &str| three_authorities().run("measures", &["--indicator", code]);
    ask("Secnod").refused(&["no indicator goes by \"Secnod\"", "did you mean Second?"]);
    ask("M9").refused(&[
        "no indicator goes by \"M9\"",
        "give the code of an indicator",
    ]);
    ask("children-mising").refused(&["did you mean children-missing?"]);
    // One that is known, but has no figure, is none that is mistyped.
    assert_eq!(ask("children-missing").well().rows().len(), 0);
}

#[test]
fn an_authority_is_named_with_the_nearest_or_with_what_came_after_it() {
    let ask = |name: &str| real().run("measures", &["--authority", name]);
    ask("Kingston").refused(&["Kingston upon Hull", "Kingston upon Thames?"]);
    ask("Westmorland").refused(&["did you mean Westmorland and Furness?"]);
    ask("Bournemouth").refused(&[
        "there is no figure of Bournemouth for 2024: it did not exist on 31 March 2024",
        "Bournemouth, Christchurch and Poole",
    ]);
    ask("Cumbria").refused(&["Cumberland", "Westmorland and Furness"]);
    ask("Surrey").refused(&["there is no figure of Surrey for 2024"]);
    assert_eq!(ask("Kent").well().rows().len(), 1);
}

#[test]
fn weights_and_words_in_another_place_are_named() {
    let run = three_authorities()
        .file("weights-2024.toml", "")
        .file("sub/scorecard-weights.toml", "")
        .file("comment/A1.md", "We try.\n")
        .file("commentary/sub/A1.md", "We try.\n")
        .file("README.md", "# Data\n")
        .run("check", &[])
        .well();
    for said in [
        "weights-2024.toml: this file is not used: the weights of a dataset stand in",
        "sub/scorecard-weights.toml: this file is not used: the weights of a dataset stand in",
        "comment/A1.md: this text is not read",
        "commentary/sub/A1.md: this text is not read",
        "weights.toml\n",
    ] {
        assert!(run.stdout.contains(said), "{said} not in {}", run.stdout);
    }
    assert!(!run.stdout.contains("README"), "{}", run.stdout);
    let own = real().file("scorecard-weights.toml", "").run("check", &[]);
    assert!(own.stdout.starts_with("weights: "), "{}", own.stdout);
    assert!(own.stdout.contains("scorecard-weights.toml\n"));
    let none = real().run("check", &[]).stdout;
    assert!(
        none.starts_with("weights: those that ship with the program\n"),
        "{none}"
    );
}

#[test]
fn files_that_are_passed_over_are_named_where_they_could_hold_data() {
    let run = three_authorities()
        .file(".measures.csv", REAL)
        .file("licensed-homes.csv", "colour,size\nred,3\n")
        .file("LICENCE.txt", "free\n")
        .file("~$measures.xlsx", b"\x05Nobody \0\0")
        .file("._measures.csv", b"\0\x05\x16\x07")
        .file(".git/HEAD", "ref\n")
        .run("check", &[])
        .well();
    for said in [
        ".measures.csv: this file is hidden",
        "licensed-homes.csv: not recognised",
    ] {
        assert!(run.stdout.contains(said), "{said} not in {}", run.stdout);
    }
    for unsaid in ["LICENCE", "~$", "._", "HEAD"] {
        assert!(!run.stdout.contains(unsaid), "{unsaid} in {}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_any_file_is_refused_soon() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    std::fs::create_dir_all(at("earlier/data")).unwrap();
    for name in [
        "manifest.json",
        "earlier/manifest.json",
        "earlier/data/measures.csv",
    ] {
        let made = std::process::Command::new("mkfifo").arg(at(name)).status();
        assert!(made.unwrap().success());
    }
    let path = |name: &str| at(name).to_str().unwrap().to_owned();
    let verified = program().args(["verify", &path("")]).output().unwrap();
    assert_eq!(verified.status.code(), Some(1));
    let folder = three_authorities();
    let publish = |arguments: &[&str]| folder.run("publish", arguments);
    publish(&["--out", &path("earlier")]).refused(&["earlier holds files"]);
    publish(&["--out", &path("out"), "--previous", &path("earlier")]).refused(&["earlier"]);
    assert!(!at("out").exists());
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_pipes_are_refused_soon() {
    use std::os::unix::fs::symlink;
    let folder = three_authorities();
    let data = folder.data();
    for name in ["itself", "again", "and-again"] {
        symlink(&data, data.join(name)).unwrap();
    }
    let run = folder.run("measures", &[]).well();
    assert_eq!(run.rows().len(), 7);
    assert!(
        run.stderr.contains("this link leads back"),
        "{}",
        run.stderr
    );
    let pipe = folder.beside("pipe.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let run = program()
        .arg("measures")
        .arg(&data)
        .arg("--config")
        .arg(&pipe)
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("cannot be read: it is no file"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_named_once() {
    let folder = three_authorities();
    std::os::unix::fs::symlink("nowhere", folder.data().join("gone.csv")).unwrap();
    let run = folder.run("check", &[]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert!(run.stdout.contains("gone.csv: this link leads to nothing"));
    assert!(!run.stdout.contains("is empty"), "{}", run.stdout);
}

#[test]
fn a_table_that_is_there_twice_is_said_to_be_once() {
    let sample = |name: &str| {
        let path = format!("sample-data/returns/S01/2024/{name}");
        std::fs::read_to_string(path).unwrap()
    };
    let of_one = |folder: Folder| {
        folder
            .file(
                "authorities.csv",
                std::fs::read_to_string("sample-data/authorities.csv").unwrap(),
            )
            .file("returns/S01/2024/header.csv", sample("header.csv"))
            .file("returns/S01/2024/episodes.csv", sample("episodes.csv"))
            .file("returns/S01/2024/missing.csv", sample("missing.csv"))
    };
    let copied = of_one(Folder::new()).file(
        "returns/S01/2024/missing (final).csv",
        sample("missing.csv"),
    );
    let run = copied.run("check", &[]).well();
    assert!(run.stdout.contains("they are read once"), "{}", run.stdout);
    assert!(!run.stdout.contains("row-twice"), "{}", run.stdout);
    // A file that has only some of the rows again is no copy of the whole table the other way round.
    let (head, rows) = (sample("missing.csv"), sample("missing.csv"));
    let (head, last) = (head.lines().next().unwrap(), rows.lines().last().unwrap());
    let more = format!("{head}\n{last}\n{last}\n");
    let again = of_one(Folder::new()).file("returns/S01/2024/zz-missing.csv", more);
    let measured = |folder: &Folder| {
        folder
            .run("measures", &["--mode", "internal"])
            .well()
            .stdout
    };
    assert_eq!(measured(&of_one(Folder::new())), measured(&again));
}

#[test]
fn a_weights_file_without_end_is_refused() {
    let domain = "[[domain]]\ncode = \"d\"\n[[domain.indicator]]\ncode = \"i\"\n";
    let run = three_authorities()
        .weights(domain.repeat(40_000))
        .run("score", &[]);
    run.refused(&["it has more than 1 MB"]);
}

#[test]
fn however_many_threads_are_asked_for_the_table_is_the_same() {
    let folder = three_authorities();
    let with = |threads: &str| {
        let mut process = program();
        process.arg("measures").arg(folder.data());
        process.env("RAYON_NUM_THREADS", threads);
        process.output().unwrap().stdout
    };
    let one = with("1");
    assert!(!one.is_empty());
    assert_eq!(with("1000000"), one);
    assert_eq!(with("nonsense"), one);
}
