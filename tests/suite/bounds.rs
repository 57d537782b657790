//! What is too much, or too little: a clear error within seconds, with a status of its own.

use std::time::{Duration, Instant};

use crate::support::{Folder, TWO_INDICATORS, three_authorities};

/// How long a refusal may take, also on a slow machine that does other things.
const SOON: Duration = Duration::from_secs(20);

#[track_caller]
fn refused_soon(folder: &Folder, said: &[&str]) {
    let began = Instant::now();
    let run = folder.run("score", &[]).refused(said);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    assert!(
        run.stderr.len() < 100_000,
        "{} bytes are said",
        run.stderr.len()
    );
}

#[test]
fn weights_files_with_too_much_of_anything_are_refused_soon() {
    let many = |count: usize, each: &dyn Fn(usize) -> String| {
        let all: Vec<String> = (0..count).map(each).collect();
        all.join(",")
    };
    let domains = |count, each: &dyn Fn(usize) -> String| format!("domain=[{}]", many(count, each));
    let indicators = many(55_000, &|n| format!("{{code=\"i{n:x}\"}}"));
    for (weights, said) in [
        (
            domains(60_000, &|n| format!("{{code=\"{n:x}\"}}")),
            "there are 60000 of `domain`",
        ),
        (
            domains(90_000, &|_| "{code=\"a\"}".to_owned()),
            "there are 90000 of `domain`",
        ),
        (
            format!("domain=[{{code=\"a\",indicator=[{indicators}]}}]"),
            "there are 55000 of `indicator`",
        ),
        (
            domains(40, &|d| {
                let few = many(40, &|n| format!("{{code=\"i{d}-{n}\",direction=\"none\"}}"));
                format!("{{code=\"d{d}\",indicator=[{few}]}}")
            }),
            "more than 1000 indicators",
        ),
        (
            (0..120_000).map(|n| format!("k{n:x}=1\n")).collect(),
            "has no key",
        ),
        (format!("{}=1", "k".repeat(1_000_000)), "has no key"),
        (
            format!("x={}1{}", "[".repeat(200_000), "]".repeat(200_000)),
            "config-syntax",
        ),
        (
            format!("[scorecard]\ntitle=\"{}", "a".repeat(1_000_000)),
            "config-syntax",
        ),
        ("[[domain]]\n".repeat(90_000), "there are 90000 of `domain`"),
        ("\"\n".repeat(400_000), "config-syntax"),
    ] {
        refused_soon(&three_authorities().weights(weights), &[said]);
    }
}

#[test]
fn numbers_are_within_what_is_told_exactly() {
    let measures = |numerator: &str, denominator: &str, value: &str| {
        let text = format!(
            "authority_code,year,indicator,numerator,denominator,value\nA1,2024,First,,,{value}\n\
             A1,2024,Second,{numerator},{denominator},\n"
        );
        three_authorities().file("measures.csv", text)
    };
    for (numerator, denominator, value) in [
        ("9007199254740994", "9007199254740996", "1"),
        ("1", "1e300", "1"),
        ("1", "2", "1e17"),
        ("1", "2", "-1e17"),
    ] {
        let folder = measures(numerator, denominator, value);
        folder
            .run("measures", &[])
            .refused(&["too large to be told exactly"]);
    }
    measures("9007199254740991", "9007199254740992", "1e15")
        .run("measures", &[])
        .well();
    let weight = |weight: &str| {
        let weights = TWO_INDICATORS.replace("weight = 3.0", &format!("weight = {weight}"));
        three_authorities().weights(weights).run("score", &[])
    };
    for beyond in [
        "1e10",
        "1e300",
        "1e-300",
        "5e-324",
        "9007199254740994",
        "9223372036854775807",
    ] {
        weight(beyond).refused(&["config-out-of-range", "`weight`"]);
    }
    for within in ["1e9", "1e-6", "0"] {
        weight(within).well();
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_named() {
    use std::os::unix::fs::symlink;
    for name in ["lost.csv", "lost", "lost.md"] {
        let folder = three_authorities();
        symlink("nowhere", folder.data().join(name)).unwrap();
        let run = folder
            .run("score", &[])
            .refused(&[name, "this link leads to nothing"]);
        assert_eq!(run.stderr.matches(name).count(), 1, "{}", run.stderr);
        let around = three_authorities();
        symlink(name, around.data().join(name)).unwrap();
        around
            .run("score", &[])
            .refused(&["this link leads to nothing"]);
    }
}

#[cfg(target_os = "linux")]
mod memory {
    use super::*;
    use crate::support::{Run, program};

    /// A command under a limit of what may be addressed, in kilobytes.
    fn limited(kilobytes: u32, arguments: &[&str]) -> Run {
        let run = std::process::Command::new("sh")
            .args([
                "-c",
                "ulimit -v \"$0\"; exec \"$@\"",
                &kilobytes.to_string(),
            ])
            .arg(program().get_program())
            .args(arguments)
            .output()
            .unwrap();
        Run::of(run)
    }

    #[test]
    fn too_little_is_said_at_the_start() {
        let folder = three_authorities();
        let data = folder.data();
        let data = data.to_str().unwrap();
        // What the program itself takes differs by how it was built.
        for kilobytes in [90_000, 100_000, 110_000] {
            let run = limited(kilobytes, &["measures", data]);
            assert_eq!(run.status, 3, "{kilobytes}: {}", run.stderr);
            assert!(run.stdout.is_empty());
            assert!(run.stderr.contains("MB of memory"), "{}", run.stderr);
        }
        let enough = limited(600_000, &["measures", data]);
        assert_eq!(enough.status, 0, "{}", enough.stderr);
    }

    #[test]
    fn a_publication_is_whole_or_is_not_there() {
        let folder = three_authorities();
        let (data, out) = (folder.data(), folder.beside("out"));
        let arguments = [
            "publish",
            data.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ];
        // Up to some 600,000 it is refused at the start; just above that it has what it needs, on any number of cores.
        let about_enough = (580_000..=760_000).step_by(20_000);
        for kilobytes in (120_000..=480_000).step_by(90_000).chain(about_enough) {
            let run = limited(kilobytes, &arguments);
            assert!(
                [0, 3].contains(&run.status),
                "{kilobytes}: {} {}",
                run.status,
                run.stderr
            );
            assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
            assert_eq!(out.exists(), run.status == 0, "{kilobytes}");
            let said = run.stderr.contains("MB of memory");
            assert_eq!(said, run.status == 3, "{kilobytes}: {}", run.stderr);
            let _ = std::fs::remove_dir_all(&out);
        }
    }

    #[test]
    fn under_any_limit_a_run_ends_well_or_says_that_the_machine_failed() {
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");
        let whole = limited(1_000_000, &["measures", sample]).well();
        for kilobytes in (120_000..=200_000).step_by(10_000) {
            let run = limited(kilobytes, &["measures", sample]);
            assert!(
                [0, 3].contains(&run.status),
                "{kilobytes}: {} {}",
                run.status,
                run.stderr
            );
            if run.status == 0 {
                assert_eq!(run.stdout, whole.stdout);
            } else {
                assert!(
                    run.stdout.is_empty() && run.stderr.contains("memory"),
                    "{}",
                    run.stderr
                );
            }
        }
    }
}
