//! What a desk makes: the same as the commands, and what is chosen on the way to it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use care_scorecard::config::Mode;
use care_scorecard::disk;

use super::{Desk, Form};
use crate::support::Run;

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

fn unpacked(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        files.insert(member.name().unwrap().into_owned(), bytes);
    }
    files
}

/// Something is made, and taken.
fn made(desk: &Desk, what: &str, path: &str) -> super::client::Answer {
    let make = desk.post("1/take/make", Form::default().field("what", what));
    assert_eq!(make.status, 303);
    desk.page("1/take");
    let answer = desk.ready(&format!("1/take/{path}"));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer
}

fn weigh(desk: &Desk, key: &str, value: &str) -> super::client::Answer {
    let tree = [("domain.0.weight", "25.0")];
    let form = tree
        .into_iter()
        .fold(Form::default(), |form, (key, value)| form.field(key, value));
    desk.post("1/weights", form.field(key, value))
}

#[test]
fn the_archive_of_a_publication_holds_what_publish_writes() {
    let desk = Desk::on(&sample());
    let files = unpacked(made(&desk, "publication", "publication.zip").body);
    let written = crate::named_bytes::publication(&disk::Folder::at(sample()), Mode::Public);
    let written: BTreeMap<String, Vec<u8>> = written
        .into_iter()
        .map(|file| (file.name, file.bytes))
        .collect();
    assert!(files.keys().eq(written.keys()));
    for (name, bytes) in &written {
        assert!(files[name] == *bytes, "{name}");
    }
    // Looked at, a page has a bar that leads back, and is the same but for that.
    let looked_at = desk.page("1/look/publication/index.html");
    let page = String::from_utf8(written["index.html"].clone()).unwrap();
    assert!(looked_at.contains("Back to the desk"));
    let without: Vec<&str> = looked_at
        .lines()
        .filter(|line| !line.contains(&desk.secret))
        .collect();
    let bare: Vec<&str> = page
        .lines()
        .filter(|line| !line.contains("</head>"))
        .collect();
    let without: Vec<&str> = without
        .into_iter()
        .filter(|line| !line.contains("</head>"))
        .collect();
    assert_eq!(without, bare);
    assert_eq!(desk.get("1/look/publication/assets/style.css").status, 200);
    for path in ["../check", "%2e%2e/x", "nothing.html", "/etc/passwd"] {
        assert_eq!(
            desk.get(&format!("1/look/publication/{path}")).status,
            404,
            "{path}"
        );
    }
}

#[test]
fn a_statement_is_the_one_that_the_command_writes() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("statement");
    let mut command = crate::support::program();
    command
        .arg("statement")
        .arg(sample())
        .args(["--authority", "S01", "--out"])
        .arg(&out);
    Run::of(command.output().unwrap()).well();
    let desk = Desk::on(&sample());
    let files = unpacked(made(&desk, "statement-S01", "statement-S01.zip").body);
    let written = crate::support::files(&out);
    assert_eq!(files.len(), written.len());
    for path in written {
        let name = path
            .strip_prefix(&out)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        assert!(files[&name] == std::fs::read(&path).unwrap(), "{name}");
    }
    let word = desk.ready("1/take/statement-S01/statement-S01.docx");
    assert_eq!(
        word.header("content-disposition"),
        Some("attachment; filename=\"Bramblemoor-2024-statement-S01.docx\"")
    );
    assert!(word.body == files["statement-S01.docx"]);
    assert_eq!(desk.ready("1/look/statement-S01").status, 303);
    let form = made(&desk, "request-S01", "request-S01.zip");
    assert!(
        unpacked(form.body)
            .keys()
            .any(|name| name.ends_with(".xlsx"))
    );
    assert_eq!(
        desk.post("1/take/make", Form::default().field("what", "statement"))
            .status,
        404
    );
}

#[test]
fn what_explain_robustness_and_compare_print_is_on_pages() {
    let desk = Desk::on(&sample());
    let mut command = crate::support::program();
    command
        .arg("explain")
        .arg(sample())
        .args(["--authority", "S02", "--quiet"]);
    let told = Run::of(command.output().unwrap()).well().stdout;
    let page = desk.page("1/look/explain/S02");
    let plain = |text: &str| {
        text.replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&amp;", "&")
            .replace("&#x27;", "'")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
    };
    assert!(plain(&page).contains(told.trim_end()), "{page}");
    let one = desk.page("1/look/explain/S02/children-missing");
    assert!(one.contains("(children-missing)") && !one.contains("(placed-outside)"));
    for wrong in ["S99", "S02/no-such", "%3Cscript%3E"] {
        let page = desk.page(&format!("1/look/explain/{wrong}"));
        assert!(
            page.contains("This could not be done") && !page.contains("<script>"),
            "{page}"
        );
    }
    let compared = desk.page("1/look/compare/2023");
    assert!(
        compared.contains("Rank before") && compared.matches("<tr>").count() == 13,
        "{compared}"
    );
    assert!(
        desk.page("1/look/compare/1999")
            .contains("there is no data for 1999")
    );
}

#[test]
fn internal_is_marked_on_every_screen_and_in_every_name() {
    let desk = Desk::on(&sample());
    desk.page("1/check");
    let form = Form::default()
        .field("mode", "internal")
        .field("year", "2023")
        .field("authority", "S03");
    let form = form
        .field("publication.board_name", "Our <board>")
        .field("publication.licence", "x");
    assert_eq!(desk.post("1/choose", form).status, 303);
    for page in [
        "1/bring",
        "1/check",
        "1/choose",
        "1/weights",
        "1/look",
        "1/take",
        "1/keep",
        "1/look/explain/S03",
    ] {
        let page = desk.page(page);
        assert_eq!(
            page.matches("<p class=\"marking\">OFFICIAL-SENSITIVE</p>")
                .count(),
            2
        );
    }
    let choose = desk.page("1/choose");
    assert!(
        choose.contains("<option value=\"2023\" selected>") && choose.contains("Our &lt;board&gt;"),
        "{choose}"
    );
    let statement = made(&desk, "statement-S03", "statement-S03.zip");
    let name = statement.header("content-disposition").unwrap();
    assert!(
        name.contains("statement-S03-OFFICIAL-SENSITIVE.zip"),
        "{name}"
    );
    assert!(
        unpacked(statement.body)
            .keys()
            .all(|name| name.contains("OFFICIAL-SENSITIVE") || name == "manifest.json")
    );
}

#[test]
fn weights_are_checked_as_the_file_is_and_show_what_they_do() {
    let desk = Desk::on(&sample());
    let page = desk.page("1/weights");
    assert!(page.contains("All are as they ship."));
    assert!(
        page.contains("A domain is scored for an authority only if this share of it is present."),
        "its own explanation"
    );
    // What is wrong is said as of the file, and nothing is taken.
    for (key, typed, said) in [
        ("scorecard.common_set", "7", "a number from 0 to 1"),
        ("domain.1.weight", "much", "text in quotes"),
        ("ranking.draws", "-4", "a whole number from"),
        ("publication.release_date", "tomorrow", "release_date"),
    ] {
        let refused = weigh(&desk, key, typed);
        assert_eq!(refused.status, 200, "{key}");
        let text = refused.text();
        assert!(
            text.contains("To be put right first")
                && (text.contains(said) || key == "domain.1.weight"),
            "{key}: {text}"
        );
        assert!(text.contains(typed), "what was typed stands there");
    }
    assert!(desk.page("1/weights").contains("All are as they ship."));
    let form = Form::default()
        .field("domain.3.weight", "0")
        .field("domain.1.weight", "75");
    let tried = desk.post("1/weights/try", form).text();
    assert!(tried.contains("\"moved\":[{"), "{tried}");
    assert!(
        desk.page("1/weights").contains("All are as they ship."),
        "trying takes nothing"
    );
    assert_eq!(weigh(&desk, "domain.1.weight", "75").status, 303);
    let page = desk.page("1/weights");
    assert!(
        page.contains("1 differs from what ships") && page.contains("Changed; what ships is 25."),
        "{page}"
    );
    let file = desk.get("1/weights/scorecard-weights.toml").text();
    assert!(file.contains("weight = 75\n") && file.contains("# The weights of the scorecard"));
    // The file, given to the command, gives the ranks that the desk then has.
    let home = tempfile::tempdir().unwrap();
    let weights = home.path().join("w.toml");
    std::fs::write(&weights, &file).unwrap();
    let mut command = crate::support::program();
    command
        .arg("explain")
        .arg(sample())
        .args(["--authority", "S05", "--quiet", "--config"])
        .arg(&weights);
    let told = Run::of(command.output().unwrap()).well().stdout;
    let overall = told
        .lines()
        .find(|line| line.starts_with("Overall: "))
        .unwrap();
    assert!(
        desk.page("1/look/explain/S05").contains(overall),
        "{overall}"
    );
    let compared = desk.page("1/look/weights");
    assert!(
        compared.contains("Rank before") && compared.contains("by weights"),
        "{compared}"
    );
    let broken = Form::default()
        .field("how", "text")
        .field("text", "[scorecard]\nagregation = \"geometric\"\n");
    let refused = desk.post("1/weights", broken).text();
    assert!(
        refused.contains("Line 2") && refused.contains("did you mean"),
        "{refused}"
    );
    assert_eq!(
        desk.post("1/weights", Form::default().field("how", "default"))
            .status,
        303
    );
    assert!(desk.page("1/weights").contains("All are as they ship."));
}

#[test]
fn a_project_is_kept_without_data_and_opened_again() {
    let desk = Desk::on(&sample());
    desk.page("1/check");
    weigh(&desk, "domain.0.weight", "40");
    desk.post(
        "1/choose/authority",
        Form::default().field("authority", "S04"),
    );
    let project = desk.get("1/keep/project.toml");
    let text = project.text();
    assert!(
        text.contains("authority = \"S04\"") && text.contains("weight = 40"),
        "{text}"
    );
    assert!(text.contains(sample().to_str().unwrap()));
    let another = Desk::open(&[]);
    let opened = another.post("1/keep/open", Form::default().file("p.toml", &text));
    assert_eq!(opened.status, 303);
    assert!(another.page("1/bring").contains("postcodes.csv"));
    assert!(another.page("1/take").contains("Annual statement on"));
    assert!(
        another
            .page("1/weights")
            .contains("Changed; what ships is 25.")
    );
    another.post(
        "1/keep/open",
        Form::default().file("p.toml", "project = 1\nfolders = [\"/nowhere/at/all\"]\n"),
    );
    assert!(another.page("1/bring").contains("/nowhere/at/all"));
    another.post("1/keep/open", Form::default().file("p.toml", "rows = 3"));
    assert!(another.page("1/keep").contains("This is no project file"));
}

/// A log of return interviews as a service writes it.
const LOG: &str = "YP Ref,When they went missing,Was it offered,Offered on,Held where,Team\n0000041,01/06/2023,Yes,02/06/2023,home,North\n";

#[test]
fn columns_of_a_log_are_picked_from_its_own_and_kept_in_the_weights_file() {
    let desk = Desk::open(&[]);
    desk.post(
        "1/bring/files",
        Form::default().file("Kent/2024/log.csv", LOG),
    );
    let page = desk.page("1/check");
    assert!(
        page.contains("Is this a log of return interviews?"),
        "{page}"
    );
    assert!(
        page.contains("<option selected>YP Ref</option>") && page.contains("<option>Team</option>")
    );
    assert!(!page.contains("0000041"));
    let form = [
        ("child", "YP Ref"),
        ("mis_start", "When they went missing"),
        ("offered", "Was it offered"),
    ];
    let form = form
        .into_iter()
        .fold(Form::default(), |form, (column, theirs)| {
            form.field(column, theirs)
        });
    assert_eq!(desk.post("1/check/mapping", form).status, 303);
    assert!(
        !desk
            .page("1/check")
            .contains("Is this a log of return interviews?")
    );
    assert!(
        desk.page("1/bring").contains("Return interviews (1)"),
        "{}",
        desk.page("1/bring")
    );
    let weights = desk.get("1/weights/scorecard-weights.toml").text();
    assert!(
        weights.contains("[inputs.return-interviews]") && weights.contains("\"YP Ref\""),
        "{weights}"
    );
}

#[test]
fn making_can_be_stopped_and_begun_again() {
    let desk = Desk::on(&sample());
    desk.page("1/check");
    desk.post("1/take/make", Form::default().field("what", "publication"));
    assert_eq!(desk.post("1/work/stop", Form::default()).status, 303);
    let take = desk.get("1/take").text();
    assert!(
        take.contains("You stopped this") || take.contains("everything as .zip"),
        "{take}"
    );
    assert!(
        desk.page("1/look/explain/S01").contains("Overall"),
        "what was read is still there"
    );
    let again = made(&desk, "statement-S01", "statement-S01.zip");
    assert!(again.body.starts_with(b"PK"));
}

#[test]
fn the_list_of_findings_is_a_workbook_too() {
    let desk = Desk::open(&[]);
    desk.post(
        "1/bring/files",
        Form::default().file("x.csv", "=a,b\n1,2\n"),
    );
    let list = desk.ready("1/check/findings.xlsx");
    let sheets = unpacked(list.body);
    let strings = String::from_utf8(sheets["xl/sharedStrings.xml"].clone()).unwrap();
    assert!(
        strings.contains("for whom") && strings.contains("x.csv"),
        "{strings}"
    );
    assert_eq!(desk.ready("1/check/findings.pdf").status, 404);
}

#[test]
fn what_is_asked_for_before_the_files_are_read_is_made_when_they_are() {
    let desk = Desk::on(&sample());
    desk.post(
        "1/choose/authority",
        Form::default().field("authority", "S01"),
    );
    let form = Form::default().field("what", "statement-S01");
    assert_eq!(desk.post("1/take/make", form).status, 303);
    // One page is asked for, once: reading and making follow one another without anybody's help.
    let since = std::time::Instant::now();
    while desk.get("1/work").text().contains("\"working\":true") {
        assert!(since.elapsed().as_secs() < 300);
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    assert!(desk.page("1/take").contains("statement-S01.docx"));
}
