use std::collections::BTreeMap;

use super::*;
use crate::source::sha256_of;

type Content = BTreeMap<String, String>;

/// Files with the manifest that lists them.
fn publication(files: &[(&str, &str)]) -> Content {
    let outputs: Vec<serde_json::Value> = files
        .iter()
        .map(|(path, text)| {
            serde_json::json!({"path": path, "size": text.len(), "sha256": sha256_of(text.as_bytes())})
        })
        .collect();
    let manifest = serde_json::json!({"generator": "care-scorecard 0", "outputs": outputs});
    let mut content: Content = files
        .iter()
        .map(|(n, t)| (n.to_string(), t.to_string()))
        .collect();
    content.insert("manifest.json".to_owned(), manifest.to_string());
    content
}

fn earlier() -> Content {
    publication(&[
        ("index.html", "old"),
        ("data/a.csv", "old"),
        ("gone.html", "old"),
    ])
}

fn new() -> Content {
    publication(&[
        ("index.html", "new"),
        ("data/a.csv", "new"),
        ("more/b.csv", "new"),
    ])
}

fn write(target: &Path, content: &Content, steps: Steps) -> Result<(), Refused> {
    let whole = Whole::begin_with(target, steps)?;
    for (name, text) in content {
        whole.write(name, text.as_bytes())?;
    }
    whole.put()
}

fn put(target: &Path, content: &Content) -> Result<(), Refused> {
    write(target, content, Steps::default())
}

/// All files below a folder.
fn content(folder: &Path) -> Content {
    let mut found = Content::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_folder_takes_the_place_of_the_earlier_one_whole() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("new/out");
    put(&out, &earlier()).unwrap();
    put(&out, &new()).unwrap();
    assert_eq!(
        content(home.path().join("new").as_path()).len(),
        new().len()
    );
    assert_eq!(content(&out), new());
}

#[test]
fn a_failed_write_leaves_the_earlier_one() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    put(&out, &earlier()).unwrap();
    let clash: Content = [("x", "a file"), ("x/y", "in it")]
        .map(|(n, t)| (n.to_owned(), t.to_owned()))
        .into();
    let Err(Refused::Disk { path, .. }) = put(&out, &clash) else {
        panic!("a file cannot be a folder");
    };
    assert_eq!(path, out.join("x/y"));
    assert_eq!(content(home.path()).len(), earlier().len());
}

#[test]
fn what_is_given_up_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let whole = Whole::begin(&home.path().join("new/folder/out")).unwrap();
    whole.write("a.txt", b"1").unwrap();
    drop(whole);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

/// The new folder, built beside its place or in it and not yet put there.
fn built(out: &Path, steps: Steps, is_inside: bool) -> Whole {
    let mut whole = Whole::begin_with(out, steps).unwrap();
    if is_inside {
        whole.leave_unended();
        whole.is_inside = true;
        whole
            .take(Scaffold::inside(&whole.target), &mut interrupt::hold())
            .unwrap();
    }
    for (name, text) in &new() {
        whole.write(name, text.as_bytes()).unwrap();
    }
    whole
}

/// Ends a run before each of its steps in turn, until one comes to its end. Whatever it left, the earlier
/// folder or the new one is whole after the next run has begun, and nothing else is there.
fn end_before_every_step(swaps: bool, is_inside: bool, earlier: Option<Content>) {
    let mut ended_in_the_middle = 0;
    for steps in 0.. {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        if let Some(earlier) = &earlier {
            put(&out, earlier).unwrap();
        } else if is_inside {
            fs::create_dir(&out).unwrap();
        }
        let whole = built(&out, Steps::ending_after(steps, swaps), is_inside);
        let has_ended = whole.put().is_ok();
        let seen = content(&out);
        if !is_inside && swaps {
            assert!(
                seen == earlier.clone().unwrap_or_default() || seen == new(),
                "{steps}: {seen:?}"
            );
        }
        // The next run.
        drop(Whole::begin(&out).unwrap());
        let (after, all) = (content(&out), content(home.path()));
        assert_eq!(all.len(), after.len(), "{steps}: {all:?}");
        let is_earlier = after == earlier.clone().unwrap_or_default();
        assert!(is_earlier || after == new(), "{steps}: {after:?}");
        assert!(!has_ended || after == new());
        if has_ended {
            break;
        }
        ended_in_the_middle += 1;
    }
    assert!(ended_in_the_middle > 0);
}

impl Whole {
    /// Gives the place up for another, with steps to come.
    fn leave_unended(&mut self) {
        if let Some(scaffold) = self.scaffold.take() {
            fs::remove_dir(scaffold.whole()).unwrap();
            scaffold.remove().unwrap();
        }
    }
}

#[test]
fn whenever_a_run_ends_one_of_the_two_is_whole() {
    for swaps in [true, false] {
        end_before_every_step(swaps, false, Some(earlier()));
        end_before_every_step(swaps, false, None);
        end_before_every_step(swaps, true, Some(earlier()));
        end_before_every_step(swaps, true, None);
    }
}

#[test]
fn what_somebody_puts_there_meanwhile_stays() {
    for is_inside in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        put(&out, &earlier()).unwrap();
        let whole = built(&out, Steps::default(), is_inside);
        fs::create_dir_all(out.join(".git")).unwrap();
        fs::write(out.join(".git/HEAD"), "ref").unwrap();
        fs::write(out.join("data/notes.txt"), "mine").unwrap();
        whole.put().unwrap();
        let mut expected = new();
        expected.insert(".git/HEAD".to_owned(), "ref".to_owned());
        expected.insert("data/notes.txt".to_owned(), "mine".to_owned());
        assert_eq!(content(home.path()).len(), expected.len());
        assert_eq!(content(&out), expected);
    }
}

#[test]
fn two_runs_do_not_write_one_folder() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let first = Whole::begin(&out).unwrap();
    assert!(matches!(Whole::begin(&out), Err(Refused::AtWork(_))));
    drop(first);
    put(&out, &new()).unwrap();
}

#[test]
fn a_folder_of_somebodys_is_not_built_in() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    let theirs = home.path().join(".care-scorecard-out");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("thesis.doc"), "x").unwrap();
    assert!(matches!(put(&out, &new()), Err(Refused::InTheWay { .. })));
    assert!(theirs.join("thesis.doc").is_file() && !out.exists());
}

#[test]
fn a_file_is_no_folder() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    fs::write(&out, "mine").unwrap();
    assert!(matches!(put(&out, &new()), Err(Refused::NotAFolder(_))));
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn the_folder_a_link_leads_to_is_written() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    let (real, link) = (home.path().join("real"), home.path().join("site"));
    symlink(&real, &link).unwrap();
    assert!(matches!(put(&link, &new()), Err(Refused::LinkToNothing(_))));
    fs::create_dir(&real).unwrap();
    put(&link, &earlier()).unwrap();
    put(&link, &new()).unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(content(&real), new());
}
