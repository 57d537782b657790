//! Runs killed at instants at random: whatever comes of them, one publication is whole at its place, and nothing
//! else of anybody's is touched.
//!
//! `CARE_SCORECARD_KILLS=500 cargo test --test suite -- storm` kills so many.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use care_scorecard::disk::Folder;
use care_scorecard::publish::verify;

use crate::support::{Folder as Dataset, TWO_INDICATORS, files, program, three_authorities};

/// How many are killed, unless the environment says otherwise.
const USUAL: usize = 16;

fn kills() -> usize {
    let asked = std::env::var("CARE_SCORECARD_KILLS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(USUAL)
}

/// Two datasets that give other publications, so that the earlier is told from the new.
fn datasets() -> [Dataset; 2] {
    [3.0, 2.0].map(|weight| {
        let weights = TWO_INDICATORS.replace("weight = 3.0", &format!("weight = {weight:?}"));
        three_authorities().weights(format!("[ranking]\ndraws = 100\n{weights}"))
    })
}

fn begin(dataset: &Dataset, out: &Path, mode: &str) -> Child {
    let mut run = program();
    run.arg("publish").arg(dataset.data()).arg("--out").arg(out);
    run.arg("--config").arg(dataset.beside("weights.toml"));
    run.args(["--mode", mode])
        .stderr(Stdio::null())
        .stdout(Stdio::null());
    run.spawn().unwrap()
}

fn is_whole(out: &Path) -> bool {
    verify(&Folder::at(out)).is_ok_and(|verified| verified.problems.is_empty())
}

fn manifest(out: &Path) -> Vec<u8> {
    std::fs::read(out.join("manifest.json")).unwrap_or_default()
}

/// Files of the user's around the folders that are written.
fn belongings(home: &Path) -> Vec<(PathBuf, String)> {
    let all = ["notes.txt", ".git/HEAD", "site/own.html", ".hidden"];
    let mine = all.map(|name| (home.join(name), format!("mine: {name}")));
    for (path, text) in &mine {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    mine.into()
}

/// Instants spread over the length of a run (golden ratio), the end of it more often than the rest.
fn instant(number: usize, length: Duration) -> Duration {
    let share = (number as f64 * 0.618_033_988_749_895).fract();
    let share = if number.is_multiple_of(3) {
        0.7 + share * 0.4
    } else {
        share * 1.1
    };
    length.mul_f64(share)
}

fn stop(run: &mut Child, number: usize) {
    let by_signal = |name: &str| {
        let id = run.id().to_string();
        Command::new("kill")
            .args([name, &id])
            .status()
            .is_ok_and(|status| status.success())
    };
    let asked = cfg!(unix)
        && number.is_multiple_of(5)
        && by_signal(if number.is_multiple_of(2) {
            "-TERM"
        } else {
            "-INT"
        });
    if !asked {
        // One that has ended cannot be killed.
        let _ = run.kill();
    }
    run.wait().unwrap();
}

#[test]
fn a_storm_of_kills_leaves_one_of_the_two_whole_and_all_else_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let datasets = datasets();
    let mine = belongings(home.path());
    for mode in ["public", "internal"] {
        let out = home.path().join(format!("site/{mode}"));
        let mut lengths = Vec::new();
        let mut both = Vec::new();
        for dataset in &datasets {
            let began = Instant::now();
            assert!(begin(dataset, &out, mode).wait().unwrap().success());
            lengths.push(began.elapsed());
            both.push(manifest(&out));
        }
        assert_ne!(both[0], both[1]);
        for number in 0..kills().div_ceil(2) {
            let mut run = begin(&datasets[number % 2], &out, mode);
            std::thread::sleep(instant(number, lengths[number % 2]));
            stop(&mut run, number);
            assert!(
                is_whole(&out),
                "{mode}, kill {number}: what stands there is not whole"
            );
            assert!(
                both.contains(&manifest(&out)),
                "{mode}, kill {number}: it is neither of the two"
            );
        }
        assert!(begin(&datasets[0], &out, mode).wait().unwrap().success());
        assert_eq!(manifest(&out), both[0]);
    }
    for (path, text) in &mine {
        assert_eq!(&std::fs::read_to_string(path).unwrap(), text);
    }
    let left = files(home.path()).into_iter();
    let left: Vec<PathBuf> = left
        .filter(|path| !mine.iter().any(|(own, _)| own == path))
        .filter(|path| {
            !["public", "internal"]
                .iter()
                .any(|mode| path.starts_with(home.path().join("site").join(mode)))
        })
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
