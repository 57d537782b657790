//! The folder that is written: nothing of the user's in it is ever lost, however a run ends.

use crate::support;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use support::{Folder, Run, files, program, three_authorities};

fn publish(folder: &Folder, out: &Path) -> Run {
    folder.run("publish", &["--out", out.to_str().unwrap()])
}

fn is_whole(out: &Path) -> bool {
    let verify = program().arg("verify").arg(out).output().unwrap();
    verify.status.success()
}

/// What lies in a folder.
fn names(folder: &Path) -> Vec<String> {
    let here = std::fs::read_dir(folder).unwrap();
    here.map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// What lies beside the dataset, without what the test put there.
fn beside(folder: &Folder) -> Vec<String> {
    names(&folder.beside(""))
        .into_iter()
        .filter(|name| !["data", "out", "weights.toml"].contains(&name.as_str()))
        .collect()
}

#[test]
fn what_else_lies_in_the_folder_is_not_lost() {
    for (name, text) in [
        ("CNAME", "a"),
        (".git/HEAD", "ref"),
        ("data/notes.txt", "x"),
        ("index.html", "mine"),
    ] {
        let folder = three_authorities();
        let out = folder.beside("out");
        publish(&folder, &out).well();
        std::fs::create_dir_all(out.join(name).parent().unwrap()).unwrap();
        std::fs::write(out.join(name), text).unwrap();
        let before = files(&out).len();
        let named = name.strip_suffix("/HEAD").unwrap_or(name);
        publish(&folder, &out).refused(&["does not list", named, "name another folder"]);
        assert_eq!(std::fs::read_to_string(out.join(name)).unwrap(), text);
        assert_eq!(files(&out).len(), before);
        std::fs::remove_file(out.join(name)).unwrap();
        if name != "index.html" {
            if named != name {
                std::fs::remove_dir(out.join(named)).unwrap();
            }
            publish(&folder, &out).well();
        }
        assert_eq!(beside(&folder), [""; 0]);
    }
}

#[test]
fn a_dataset_and_the_folder_to_write_do_not_lie_in_each_other() {
    let folder = three_authorities();
    let data = folder.data();
    let before = files(&data);
    for out in [
        data.clone(),
        data.join("out"),
        data.join("new/out"),
        folder.beside(""),
    ] {
        for command in ["publish", "statement"] {
            let out = out.to_str().unwrap();
            let who: &[&str] = if command == "statement" {
                &["--authority", "Q01"]
            } else {
                &[]
            };
            let run = folder.run(command, &[&["--out", out], who].concat());
            assert_eq!(run.status, 1, "{}", run.stderr);
            assert!(
                run.stderr.contains("lie one in the other"),
                "{}",
                run.stderr
            );
        }
    }
    assert_eq!(files(&data), before);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = three_authorities();
    let (real, link) = (folder.beside("real"), folder.beside("out"));
    std::fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    for _ in 0..2 {
        publish(&folder, &link).well();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert!(is_whole(&real));
    }
    assert_eq!(beside(&folder), ["real"]);
}

fn begin(folder: &Folder, out: &Path) -> Child {
    let mut run = program();
    run.arg("publish").arg(folder.data()).arg("--out").arg(out);
    run.stderr(Stdio::null()).stdout(Stdio::null());
    run.spawn().unwrap()
}

/// Waits until a run has begun to write.
fn wait_for(path: &Path, run: &mut Child) {
    let began = Instant::now();
    while !path.exists() && run.try_wait().unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_killed_run_leaves_one_of_the_two_whole_and_the_next_one_nothing_else() {
    let folder = three_authorities();
    let out = folder.beside("out");
    let scaffold = folder.beside(".care-scorecard-out");
    publish(&folder, &out).well();
    for wait in [0, 1, 3, 9, 27, 81] {
        let mut run = begin(&folder, &out);
        wait_for(&scaffold, &mut run);
        std::thread::sleep(Duration::from_millis(wait));
        run.kill().unwrap();
        run.wait().unwrap();
        assert!(is_whole(&out), "after {wait} ms");
    }
    publish(&folder, &out).well();
    assert_eq!(beside(&folder), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_stopped_run_leaves_nothing() {
    let folder = three_authorities();
    let out = folder.beside("new/out");
    // Also at the very instant at which the first folder is there.
    let seen = [
        "new",
        "new/.care-scorecard-out",
        "new/.care-scorecard-out/whole/assets",
    ];
    let signals = ["-INT", "-TERM"].into_iter().cycle();
    for (seen, signal) in seen.into_iter().zip(signals) {
        let mut run = begin(&folder, &out);
        wait_for(&folder.beside(seen), &mut run);
        let id = run.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let status = run.wait().unwrap();
        assert!(status.success() || status.code() == Some(130), "{status}");
        if status.success() || is_whole(&out) {
            // All of it stood in its place before the stop was heard, and is no trace of the next.
            assert_eq!(names(&folder.beside("new")), ["out"], "{seen} {signal}");
            std::fs::remove_dir_all(folder.beside("new")).unwrap();
        }
        assert_eq!(beside(&folder), [""; 0], "{seen} {signal}");
    }
}
