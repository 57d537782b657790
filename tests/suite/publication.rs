//! A publication as a folder: verified against its manifest, described by a schema, marked where
//! it is internal.

use crate::support;

use std::path::Path;

use support::{Folder, Run, TWO_INDICATORS, files, program, three_authorities};

fn publish(folder: &Folder, out: &Path, more: &[&str]) -> Run {
    folder.run(
        "publish",
        &[&["--out", out.to_str().unwrap()], more].concat(),
    )
}

fn verify(out: &Path, more: &[&str]) -> Run {
    Run::of(
        program()
            .arg("verify")
            .arg(out)
            .args(more)
            .output()
            .unwrap(),
    )
}

#[test]
fn a_publication_is_as_its_manifest_says() {
    let folder = three_authorities();
    let out = folder.beside("out");
    publish(&folder, &out, &[]).well();
    let run = verify(&out, &[]).well();
    let listed = files(&out).len() - 1;
    assert_eq!(run.stdout, format!("{listed} files as the manifest says\n"));
    assert_eq!(verify(&out, &["--quiet"]).well().stdout, "");
}

#[test]
fn everything_that_differs_is_found_at_once() {
    let folder = three_authorities();
    let out = folder.beside("out");
    publish(&folder, &out, &[]).well();
    std::fs::remove_file(out.join("data/scores.csv")).unwrap();
    std::fs::write(out.join("data/more.csv"), "x").unwrap();
    std::fs::write(out.join("index.html"), "short").unwrap();
    let page = out.join("methodology.html");
    let text = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, text.replacen("Methodology", "methodology", 1)).unwrap();
    let run = verify(&out, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    for said in [
        "output-missing",
        "data/scores.csv is not there",
        "output-extra",
        "data/more.csv is not in the manifest",
        "output-changed",
        "index.html is not what the manifest says",
        "5 bytes",
        "methodology.html is not what the manifest says",
        "SHA-256",
        "4 problems found",
    ] {
        assert!(run.stdout.contains(said), "{said} not in {}", run.stdout);
    }
    let run = verify(&out, &["--format", "json"]);
    assert_eq!(run.status, 1);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["errors"], 4);
    let codes = found["problems"].as_array().unwrap().iter();
    let mut codes: Vec<&str> = codes.map(|p| p["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "output-changed",
            "output-changed",
            "output-extra",
            "output-missing"
        ]
    );
}

#[test]
fn a_bad_manifest_is_no_manifest() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path();
    let refused = |said: &str| {
        let run = verify(out, &[]);
        assert_eq!(run.status, 1);
        assert!(run.stdout.contains("manifest-unusable"), "{}", run.stdout);
        assert!(run.stdout.contains(said), "{said} not in {}", run.stdout);
    };
    refused("cannot be read");
    let write = |text: &str| std::fs::write(out.join("manifest.json"), text).unwrap();
    write("{\"generator\": ");
    refused("is not a manifest");
    write("{\"generator\": \"care-scorecard 1\"}");
    refused("outputs");
    write("{\"generator\": \"thesis 1\", \"outputs\": []}");
    refused("not written by this program");
    write(
        "{\"generator\": \"care-scorecard 1\", \"outputs\": [{\"path\": \"../secret\", \"size\": 1, \"sha256\": \"\"}]}",
    );
    refused("no path within the folder");
    std::fs::write(out.join("a"), "").unwrap();
    let once = "{\"path\": \"a\", \"size\": 0, \"sha256\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}";
    write(&format!(
        "{{\"generator\": \"care-scorecard 1\", \"outputs\": [{once}, {once}]}}"
    ));
    refused("more than once");
    write(&format!(
        "{{\"generator\": \"care-scorecard 1\", \"outputs\": [{once}]}}"
    ));
    assert_eq!(
        verify(out, &[]).well().stdout,
        "1 file as the manifest says\n"
    );
    assert_eq!(verify(&out.join("nowhere"), &[]).status, 1);
}

#[test]
fn the_schema_that_ships_is_the_one_that_is_printed() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for of in ["scorecard", "board-report"] {
        let run = Run::of(program().args(["schema", of]).output().unwrap()).well();
        let file = format!("{of}.schema.json");
        let shipped = std::fs::read_to_string(docs.join(&file)).unwrap();
        assert_eq!(
            run.stdout, shipped,
            "care-scorecard schema {of} > docs/{file}"
        );
    }
}

#[test]
fn an_internal_publication_is_marked_in_every_name_and_page() {
    let folder = three_authorities();
    let out = folder.beside("out");
    publish(&folder, &out, &["--mode", "internal"]).well();
    for path in files(&out) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_door = path == out.join("index.html");
        assert!(
            name.contains("OFFICIAL-SENSITIVE") || is_door || name == "manifest.json",
            "{name}"
        );
        if name.ends_with(".html") {
            let page = std::fs::read_to_string(&path).unwrap();
            assert!(page.contains("OFFICIAL-SENSITIVE</p>"), "{name}");
            assert_links_lead_somewhere(&path, &page);
        }
        if name.ends_with(".csv") {
            let table = std::fs::read_to_string(&path).unwrap();
            let marked = |row: &str| row.ends_with(",OFFICIAL-SENSITIVE");
            assert!(table.lines().skip(1).all(marked), "{name}");
        }
    }
    let door = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(
        door.contains("href=\"index-OFFICIAL-SENSITIVE.html\""),
        "{door}"
    );
    assert!(
        !door.contains("Alder"),
        "the door holds no figure and no name"
    );
    verify(&out, &[]).well();
}

#[test]
fn documents_name_an_author_and_the_day_of_the_data_where_nothing_else_is_known() {
    let folder = three_authorities();
    let out = folder.beside("out");
    publish(&folder, &out, &[]).well();
    let document = lopdf::Document::load(out.join("league-table.pdf")).unwrap();
    let about = document.trailer.get(b"Info").unwrap();
    let (_, about) = document.dereference(about).unwrap();
    let about = about.as_dict().unwrap();
    let says = |key: &[u8]| {
        let text = lopdf::decode_text_string(about.get(key).unwrap());
        text.unwrap_or_default()
    };
    assert!(says(b"Author").starts_with("care-scorecard "));
    assert_eq!(says(b"CreationDate"), "D:20240331000000Z");
}

#[track_caller]
fn assert_links_lead_somewhere(path: &Path, page: &str) {
    let mut links = 0;
    for attribute in [" href=\"", " src=\""] {
        for (at, _) in page.match_indices(attribute) {
            let link = page[at + attribute.len()..].split('"').next().unwrap();
            let file = link.split(['#', '?']).next().unwrap();
            if !file.is_empty() && !link.contains("://") {
                assert!(
                    path.parent().unwrap().join(file).is_file(),
                    "{}: {link}",
                    path.display()
                );
                links += 1;
            }
        }
    }
    assert!(links > 3, "{}", path.display());
}

#[test]
fn titles_are_short_and_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut command = program();
    command
        .arg("publish")
        .arg(sample)
        .args(["--quiet", "--out"]);
    assert!(command.arg(&out).status().unwrap().success());
    let mut titles = std::collections::BTreeSet::new();
    let pages = files(&out).into_iter();
    for path in pages.filter(|path| path.extension().is_some_and(|ending| ending == "html")) {
        let page = std::fs::read_to_string(&path).unwrap();
        let title = page.split_once("<title>").unwrap().1;
        let title = title
            .split_once("</title>")
            .unwrap()
            .0
            .replace("&#39;", "'");
        assert!(title.chars().count() <= 70, "{title}");
        assert!(titles.insert(title), "{}", path.display());
    }
    assert!(titles.len() > 15);
}

#[test]
fn links_of_a_public_publication_lead_somewhere() {
    let folder = three_authorities();
    let out = folder.beside("out");
    publish(&folder, &out, &[]).well();
    for path in files(&out) {
        if path.extension().is_some_and(|ending| ending == "html") {
            assert_links_lead_somewhere(&path, &std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn an_internal_publication_never_takes_the_place_of_a_public_one() {
    let folder = three_authorities();
    let out = folder.beside("out");
    publish(&folder, &out, &[]).well();
    let before = std::fs::read(out.join("manifest.json")).unwrap();
    publish(&folder, &out, &["--mode", "internal"]).refused(&[
        "cannot-publish",
        "holds a public publication",
        "a folder of its own",
    ]);
    assert_eq!(std::fs::read(out.join("manifest.json")).unwrap(), before);
    verify(&out, &[]).well();
    // The other way round the earlier one goes away whole.
    let inner = folder.beside("inner");
    publish(&folder, &inner, &["--mode", "internal"]).well();
    publish(&folder, &inner, &[]).well();
    assert!(
        !files(&inner)
            .iter()
            .any(|f| f.to_str().unwrap().contains("SENSITIVE"))
    );
    verify(&inner, &[]).well();
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let folder = three_authorities().weights(TWO_INDICATORS);
    let run = |name: &str, threads: &str| {
        let out = folder.beside(name);
        let mut command = program();
        command
            .arg("publish")
            .arg(folder.data())
            .arg("--config")
            .arg(folder.beside("weights.toml"));
        command
            .args(["--quiet", "--out"])
            .arg(&out)
            .env("RAYON_NUM_THREADS", threads);
        assert!(command.status().unwrap().success());
        std::fs::read(out.join("manifest.json")).unwrap()
    };
    assert_eq!(run("one", "1"), run("four", "4"));
}

/// Publishes with a date of release and, if given, SOURCE_DATE_EPOCH: the first page.
fn first_page(publication: &str, epoch: Option<&str>) -> String {
    let folder =
        three_authorities().weights(format!("{TWO_INDICATORS}\n[publication]\n{publication}\n"));
    let out = folder.beside("out");
    let mut command = program();
    command
        .arg("publish")
        .arg(folder.data())
        .arg("--config")
        .arg(folder.beside("weights.toml"));
    command
        .args(["--quiet", "--out"])
        .arg(&out)
        .env_remove("SOURCE_DATE_EPOCH");
    if let Some(epoch) = epoch {
        command.env("SOURCE_DATE_EPOCH", epoch);
    }
    assert!(command.status().unwrap().success());
    std::fs::read_to_string(out.join("index.html")).unwrap()
}

#[test]
fn what_is_not_out_yet_says_so() {
    let date = "release_date = \"2025-11-20\"";
    let says = "Pre-release: embargoed until 20 November 2025</p>";
    // 19 and 20 November 2025, at noon.
    assert!(first_page(date, Some("1763553600")).contains(says));
    assert!(!first_page(date, Some("1763640000")).contains("Pre-release"));
    assert!(
        !first_page(date, None).contains("Pre-release"),
        "the clock is not asked"
    );
    assert!(first_page(&format!("{date}\nembargoed = true"), None).contains(says));
    let undated = first_page("embargoed = true", None);
    assert!(undated.contains("Pre-release: not yet for publication</p>"));
}

#[test]
fn pages_run_nothing_but_their_own_script() {
    let folder = three_authorities();
    let out = folder.beside("out");
    publish(&folder, &out, &[]).well();
    let pages = files(&out);
    let pages = pages
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "html"));
    let mut seen = 0;
    for page in pages {
        let text = std::fs::read_to_string(out.join(page)).unwrap();
        let head = text.split("</head>").next().unwrap();
        assert!(
            head.contains("http-equiv=\"Content-Security-Policy\""),
            "{page:?}"
        );
        assert!(head.contains("default-src 'none'"), "{page:?}");
        // What the policy would forbid is not there.
        for inline in [
            " style=\"",
            "<style",
            " onclick=",
            " onload=",
            "javascript:",
            "<script>",
        ] {
            assert!(!text.contains(inline), "{page:?} has {inline}");
        }
        seen += 1;
    }
    assert!(seen > 4);
}

/// The example of the guide, block by block: figures, bodies, weights.
fn example_of_the_guide() -> Folder {
    let guide = include_str!("../../docs/own-scorecard.md");
    let blocks: Vec<&str> = guide
        .split("```")
        .filter_map(|block| block.strip_prefix("csv\n").or(block.strip_prefix("toml\n")))
        .collect();
    let [measures, bodies, weights] = blocks[..] else {
        panic!("{} blocks", blocks.len())
    };
    Folder::new()
        .file("measures.csv", measures)
        .file("authorities.csv", bodies)
        .file("scorecard-weights.toml", weights)
}

#[test]
fn pages_of_another_subject_speak_of_it_alone() {
    let folder = example_of_the_guide();
    let out = folder.beside("out");
    publish(&folder, &out, &[]).well();
    let mut seen = 0;
    for path in files(&out) {
        let is_page = path.extension().is_some_and(|ending| ending == "html");
        if !is_page || path.ends_with("methodology.html") {
            continue;
        }
        let page = std::fs::read_to_string(&path).unwrap().to_lowercase();
        for word in [
            "went missing",
            "missing from",
            "in care",
            "looked after",
            "child",
            "inquiry",
        ] {
            assert!(!page.contains(word), "{} says {word}", path.display());
        }
        seen += 1;
    }
    assert!(seen > 7, "{seen} pages");
    let method = std::fs::read_to_string(out.join("methodology.html")).unwrap();
    assert!(!method.contains("inquiry") && !method.contains("in care asked"));
}

#[test]
fn pages_say_where_they_will_stand_if_it_is_known() {
    let shared = first_page("url = \"https://example.gov.uk/scores\"", None);
    for said in [
        "property=\"og:url\" content=\"https://example.gov.uk/scores/index.html\"",
        "property=\"og:title\"",
    ] {
        assert!(shared.contains(said), "{said}");
    }
    assert!(!first_page("", None).contains("og:"));
}
