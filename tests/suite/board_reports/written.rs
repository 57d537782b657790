//! The files that the commands write, and the form that comes back filled in.

use std::fs;
use std::path::Path;

use super::soundness::{assert_sound, assert_valid};
use super::support::{Folder, Run, program, run_on};
use super::{reports, sample, text};

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn write(command: &str, dataset: &Path, out: &Path, more: &[&str]) -> Run {
    let arguments = [
        &["--authority", "S01", "--out", out.to_str().unwrap()],
        more,
    ]
    .concat();
    run_on(dataset, None, command, &arguments)
}

#[test]
fn reports_are_written_whole_marked_and_never_over_another() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("statement");
    write("statement", &sample(), &out, &["--mode", "internal"]).well();
    let marked = "statement-S01-OFFICIAL-SENSITIVE";
    let names = ["assets", "data", "manifest.json"].map(str::to_owned);
    let reports = ["docx", "html", "json", "pdf"].map(|ending| format!("{marked}.{ending}"));
    let mut expected = [&names[..], &reports[..]].concat();
    expected.sort();
    assert_eq!(files(&out), expected);
    let page = fs::read_to_string(out.join(format!("{marked}.html"))).unwrap();
    assert!(page.contains(&format!("href=\"{marked}.pdf\"")));
    for table in ["measures", "groups"] {
        let table = out.join(format!("data/{table}-OFFICIAL-SENSITIVE.csv"));
        let table = fs::read_to_string(table).unwrap();
        assert!(table.lines().count() > 1);
        let marked = |row: &str| row.ends_with(",OFFICIAL-SENSITIVE");
        assert!(table.lines().skip(1).all(marked), "{table}");
    }
    let before = fs::read(out.join("manifest.json")).unwrap();
    let over = write("jsna", &sample(), &out, &["--mode", "internal"]);
    assert_eq!(over.status, 1, "{}", over.stderr);
    assert!(
        over.stderr.contains("holds statement-S01"),
        "{}",
        over.stderr
    );
    write("statement", &sample(), &out, &["--mode", "internal"]).well();
    assert_eq!(fs::read(out.join("manifest.json")).unwrap(), before);
    let verified = program().arg("verify").arg(&out).output().unwrap();
    assert!(verified.status.success());
    let unknown = run_on(
        &sample(),
        None,
        "jsna",
        &[
            "--authority",
            "Nowhere",
            "--out",
            home.path().join("x").to_str().unwrap(),
        ],
    );
    assert_eq!(unknown.status, 1);
    assert!(unknown.stderr.contains("Nowhere"), "{}", unknown.stderr);
}

#[test]
fn a_form_that_comes_back_filled_in_makes_a_statement() {
    let home = tempfile::tempdir().unwrap();
    let form = home.path().join("form");
    write("statement", &sample(), &form, &["--blank"]).well();
    let page = fs::read_to_string(form.join("request-S01.html")).unwrap();
    assert_sound("request", &page);
    assert_valid("request", &fs::read(form.join("request-S01.pdf")).unwrap());
    let read = |name: &str| fs::read_to_string(form.join("fill-in").join(name)).unwrap();
    let mut measures = String::new();
    for line in read("measures.csv").lines() {
        measures += &match line.split(',').nth(2).unwrap() {
            "indicator" => line.to_owned(),
            "cla-at-31-march" => line.replace(",,,", ",,,321"),
            "cla-during-year" => line.replace(",,,", ",,,444"),
            "placed-outside" => line.replace(",,,", ",123,321,"),
            "outside-and-missing" => line.replace(",,,", ",33,170,"),
            _ => continue,
        };
        measures.push('\n');
    }
    let totals =
        read("interview-totals.csv").replace("2024,,,,,,,", "2024,200,150,90,110,55,120,80");
    let steps = read("steps-taken/S01.md") + "\nWe opened a home with six places.\n";
    let answers = read("answers/S01.md")
        .replace("- Over 50 miles:\n", "- Over 50 miles: 2\n")
        .replace(
            "# Host authorities\n",
            "# Host authorities\n\n| Where | Children |\n| --- | --- |\n| Tansywick | 12 |\n",
        );
    let police: String = read("police.csv")
        .lines()
        .filter(|line| !line.contains("over-24h") && !line.contains("located"))
        .map(|line| line.replace("all,,,", "all,250,40,") + "\n")
        .collect();
    let authorities = fs::read_to_string(sample().join("authorities.csv")).unwrap();
    let folder = Folder::new()
        .file("authorities.csv", authorities)
        .file("fill-in/measures.csv", measures)
        .file("fill-in/interview-totals.csv", totals)
        .file("fill-in/police.csv", police)
        .file("fill-in/answers/S01.md", answers)
        .file("fill-in/steps-taken/S01.md", steps);
    let out = home.path().join("statement");
    write("statement", &folder.data(), &out, &["--mode", "internal"]).well();
    let said = fs::read_to_string(out.join("statement-S01-OFFICIAL-SENSITIVE.json")).unwrap();
    for words in [
        "123 of 321 children (38%) were placed out of area on 31 March 2024",
        "33 of 170",
        "Of 200 missing incidents, a return interview was offered after 150 (75%); one was held within three days after 55 (28%)",
        "A placement review was held after 80 of 200 missing incidents",
        "We opened a home with six places.",
        "Over 50 miles: 2",
        "Tansywick",
        "Further answers of the authority: Host authorities",
    ] {
        assert!(said.contains(words), "{words}");
    }
    // What was not filled in is not printed, and nothing of it counts as an answer.
    assert!(!said.contains("Up to 5 miles"));
    assert!(!said.contains("Further answers of the authority: Placement reviews"));
    let out = home.path().join("public");
    write("statement", &folder.data(), &out, &[]).well();
    let public = fs::read_to_string(out.join("statement-S01.json")).unwrap();
    assert!(!public.contains("Over 50 miles: 2"));
    assert!(public.contains("only the version for the board’s own eyes prints it"));
}

#[test]
fn small_counts_of_the_form_are_not_read_back_in_public() {
    let measures = "authority_code,year,indicator,numerator,denominator,value\n\
        S01,2024,cla-at-31-march,,,321\nS01,2024,cla-during-year,,,295\n\
        S01,2024,placed-outside,50,321,\nS01,2024,placed-20-miles-outside,47,321,\n\
        S01,2024,children-missing,3,295,\nS01,2024,repeat-missing,1,3,\n\
        S01,2024,missing-incident-rate,17,295,\nS01,2024,long-missing,8,17,\n\
        S01,2024,uasc-share,33,321,\nS01,2024,uasc-missing,2,33,\n";
    let authorities = fs::read_to_string(sample().join("authorities.csv")).unwrap();
    let folder = Folder::new()
        .file("authorities.csv", authorities)
        .file("fill-in/measures.csv", measures);
    let all = reports(&folder, 2024);
    let (internal, public) = (
        text(&all[0]) + &text(&all[1]),
        text(&all[2]) + &text(&all[3]),
    );
    for small in [
        "3 of 295",
        "1 of 3",
        "17 for 295",
        "8 of 17",
        "2 of 33",
        "47 of 321",
    ] {
        let small = format!("\"{small}\"");
        assert!(internal.contains(&small), "{small} is not said internally");
        assert!(!public.contains(&small), "{small} is said in public");
    }
    assert!(!public.contains("3 of 295"));
    assert!(public.contains("\"50 of 321\""));
}

#[test]
fn a_report_is_about_the_newest_return_and_says_so_first() {
    let folder = super::changed(&|name, text| {
        let newest = name.starts_with("returns/S01/2024/");
        (!newest).then(|| text.to_owned())
    });
    for command in ["statement", "jsna"] {
        let out = folder.beside(command);
        let run = write(command, &folder.data(), &out, &[]).well();
        let first = run.stderr.lines().find(|line| line.starts_with("year "));
        let says = "year 2023: that of the newest return of ";
        assert!(first.unwrap().starts_with(says), "{}", run.stderr);
        let out = folder.beside(&format!("{command}-2024"));
        let asked = write(command, &folder.data(), &out, &["--year", "2024"]);
        assert!(!asked.stderr.contains("newest return"), "{}", asked.stderr);
    }
}

/// A published table of the children of S01 looked after on 31 March 2024.
fn published(children: usize) -> String {
    let head = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,\
                old_la_code,la_name,new_la_code,characteristic,breakdown,children_count,children_percent";
    let row = |breakdown: &str| {
        format!(
            "2024,Reporting year,Local authority,E92000001,England,,,,,S01,Locality of placement,{breakdown},{children},100\n"
        )
    };
    format!("{head}\n{}", row("Total"))
}

#[test]
fn a_return_that_is_not_whole_is_said_first() {
    let says = "The return that this is counted from holds";
    let mut told = Vec::new();
    for share in [100, 120] {
        let folder = super::changed(&|_, text| Some(text.to_owned()));
        let own = super::super::plain::counts(&sample().join("returns"), "S01", 2024).at_31_march;
        let folder = folder.file("cla_characteristics.csv", published(own * share / 100));
        let out = folder.beside("out");
        let mode = ["--mode", "internal", "--year", "2024"];
        let run = write("statement", &folder.data(), &out, &mode).well();
        let page = out.join("statement-S01-OFFICIAL-SENSITIVE.html");
        let page = fs::read_to_string(page).unwrap();
        told.push((run.stderr.contains("return-size"), page.contains(says)));
    }
    assert_eq!(told, [(false, false), (true, true)]);
}

/// The words of a Word document, one after the other.
fn words_of(path: &Path) -> String {
    let mut file = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    let mut part = file.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    let parts = text
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, said)| said));
    parts.collect()
}

#[test]
fn letters_go_to_the_authorities_that_place_children_here_and_to_no_other() {
    let home = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    for mode in ["internal", "public"] {
        let out = home.path().join(mode);
        let more = [
            "--blank",
            "--placing",
            "--mode",
            mode,
            "--due",
            "1 June 2024",
        ];
        write("statement", &sample(), &out, &more).well();
        let report = home.path().join(format!("statement-{mode}"));
        write("statement", &sample(), &report, &["--mode", mode]).well();
        let marked = if mode == "internal" {
            "-OFFICIAL-SENSITIVE"
        } else {
            ""
        };
        let report =
            fs::read_to_string(report.join(format!("statement-S01{marked}.json"))).unwrap();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let figures = report["figures"].as_array().unwrap();
        let hosted = figures.iter().filter(|figure| {
            figure["section"] == "hosted"
                && figure["column"] == "Children"
                && figure["is_total"] == false
        });
        let hosted: Vec<(String, Option<f64>)> = hosted
            .map(|figure| {
                (
                    figure["row"].as_str().unwrap().to_owned(),
                    figure["value"].as_f64(),
                )
            })
            .collect();
        let names = files(&out);
        let letters: Vec<String> = names
            .iter()
            .filter(|name| name.ends_with(".docx"))
            .map(|name| words_of(&out.join(name)))
            .collect();
        assert_eq!(names.len(), 2 * letters.len(), "{names:?}");
        for letter in &letters {
            assert!(letter.contains("Please answer by: 1 June 2024"), "{letter}");
        }
        let mut named = 0;
        for (name, children) in &hosted {
            let to = format!("To: the director of children’s services, {name}");
            let Some(letter) = letters.iter().find(|letter| letter.contains(&to)) else {
                continue;
            };
            named += 1;
            if let Some(children) = children {
                let says = if *children == 1.0 {
                    "1 child of yours was".to_owned()
                } else {
                    format!("{children} children of yours were")
                };
                assert!(letter.contains(&says), "{says}: {letter}");
            }
        }
        // One more is for whoever is not known.
        assert_eq!(named + 1, letters.len(), "{hosted:?}");
        told.push(letters.len());
    }
    assert!(told[0] > told[1] && told[1] > 1, "{told:?}");
}

#[test]
fn a_report_on_an_authority_is_written_alone_as_word_and_pdf() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("report");
    write("report", &sample(), &out, &[]).well();
    let expected = ["data", "manifest.json", "report-S01.docx", "report-S01.pdf"];
    assert_eq!(files(&out), expected.map(str::to_owned));
    assert_valid("report", &fs::read(out.join("report-S01.pdf")).unwrap());
    let said = words_of(&out.join("report-S01.docx"));
    assert!(
        said.contains("Bramblemoor") && said.contains("What would change"),
        "{said}"
    );
    // Neither report is written over the other.
    let over = write("statement", &sample(), &out, &[]);
    assert_eq!(over.status, 1, "{}", over.stderr);
    write("report", &sample(), &out, &[]).well();
}
