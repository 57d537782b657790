#![allow(clippy::indexing_slicing, reason = "a test may fail on it")]
use super::*;
use crate::diagnostic::Severity;
use crate::source::Day;

const FILE: &str = "commentary/Kent.md";

fn of(text: &str) -> (Option<Words>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let register = Register::built_in();
    let words = read(
        WordsKind::Commentary,
        FILE,
        text,
        register,
        &mut diagnostics,
    );
    (words, diagnostics)
}

fn blocks(text: &str) -> Vec<TextBlock> {
    of(text).0.map(|words| words.blocks).unwrap_or_default()
}

fn span(text: &str) -> Span {
    Span {
        text: text.to_owned(),
        ..Span::default()
    }
}

/// The lines of a text that are refused.
fn refused(text: &str) -> Vec<u64> {
    let (_, diagnostics) = of(text);
    let errors = diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error && d.code == Code::WordsRefused);
    errors.filter_map(|d| d.place.as_ref()?.line).collect()
}

#[test]
fn a_text_becomes_blocks() {
    let text = "# Reply\n\nWe *do* **mind**.\n\n- one\n- two\n  - deeper\n    - deepest\n\n> Well\n> said\n\n\
                1. first\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let found = blocks(text);
    assert_eq!(
        found[0],
        TextBlock::Heading {
            level: 3,
            spans: vec![span("Reply")]
        }
    );
    let emphasised = Span {
        emphasis: true,
        ..span("do")
    };
    let strong = Span {
        strong: true,
        ..span("mind")
    };
    let spans = vec![span("We "), emphasised, span(" "), strong, span(".")];
    assert_eq!(found[1], TextBlock::Paragraph { spans });
    let TextBlock::List { ordered, items } = &found[2] else {
        panic!("{found:?}")
    };
    assert!(!ordered);
    assert_eq!(items[0].spans, [span("one")]);
    assert_eq!(
        items[1].under,
        [vec![span("deeper")], vec![span("deepest")]]
    );
    assert_eq!(
        found[3],
        TextBlock::Quote {
            paragraphs: vec![vec![span("Well said")]]
        }
    );
    assert!(matches!(found[4], TextBlock::List { ordered: true, .. }));
    let TextBlock::Table { columns, rows } = &found[5] else {
        panic!("{found:?}")
    };
    assert_eq!(columns[1], [span("b")]);
    assert_eq!(rows[0][0], [span("1")]);
}

#[test]
fn headings_skip_no_level() {
    let levels: Vec<u8> = blocks("### a\n\n# b\n\n#### c\n\nText\n\n## d\n")
        .iter()
        .filter_map(|block| match block {
            TextBlock::Heading { level, .. } => Some(*level),
            _ => None,
        })
        .collect();
    assert_eq!(levels, [3, 3, 4, 4]);
}

#[test]
fn html_is_left_out_and_reported_with_its_line() {
    let (words, diagnostics) = of(
        "Fine.\n\n<script>alert(1)</script>\n\nAnd <b onclick=\"x()\">bold</b>.\n\n<!-- a note -->\n",
    );
    let said: Vec<String> = words
        .unwrap()
        .blocks
        .iter()
        .map(|b| format!("{b:?}"))
        .collect();
    assert!(
        said.iter()
            .all(|block| !block.contains('<') && !block.contains("alert"))
    );
    assert!(said[1].contains("bold"));
    let lines: Vec<u64> = diagnostics
        .iter()
        .filter(|d| d.code == Code::WordsMarkup && d.severity == Severity::Warning)
        .filter_map(|d| d.place.as_ref()?.line)
        .collect();
    assert_eq!(lines, [3, 5]);
}

#[test]
fn links_lead_to_pages_and_mail_only() {
    let text = "[a](https://a.example) [b](javascript:alert(1)) [c](JaVaScRiPt&#58;x) [d](data:text/html,x) \
                [e](mailto:e@e.example) <http://f.example> [g](/etc/passwd) [h](vbscript:x)";
    let TextBlock::Paragraph { spans } = &blocks(text)[0] else {
        panic!()
    };
    let links: Vec<&str> = spans
        .iter()
        .map(|s| s.link.as_str())
        .filter(|link| !link.is_empty())
        .collect();
    assert_eq!(
        links,
        [
            "https://a.example",
            "mailto:e@e.example",
            "http://f.example"
        ]
    );
    assert!(text::plain(spans).contains("b c d"));
}

#[test]
fn images_become_their_alternative_text() {
    let TextBlock::Paragraph { spans } = &blocks("See ![the new home](http://t.example/x.png)")[0]
    else {
        panic!()
    };
    assert_eq!(spans, &[span("See the new home")]);
}

#[test]
fn what_is_not_seen_is_left_out() {
    let (words, diagnostics) = of("Plain\n\nabc\u{202E}def\u{200B}\u{7}\n");
    let words = words.unwrap();
    assert_eq!(
        words.blocks[1],
        TextBlock::Paragraph {
            spans: vec![span("abcdef")]
        }
    );
    let warned: Vec<_> = diagnostics.iter().collect();
    assert_eq!(warned[0].place.as_ref().unwrap().line, Some(3));
}

#[test]
fn hostile_nesting_is_read_in_good_time() {
    for text in [
        "[".repeat(LONGEST),
        ">".repeat(LONGEST),
        "- ".repeat(LONGEST / 2),
        "*".repeat(LONGEST),
        "`".repeat(LONGEST - 1) + "x",
        "![[".repeat(LONGEST / 3),
        "<a ".repeat(LONGEST / 3),
        "| ".repeat(LONGEST / 2),
    ] {
        let _ = of(&text);
    }
    let (words, diagnostics) = of(&"[".repeat(1 << 20));
    assert!(words.is_none());
    assert_eq!(diagnostics.iter().next().unwrap().code, Code::WordsTooLong);
}

#[test]
fn postcodes_are_refused_however_they_are_written() {
    for text in [
        "at LE15 8QH",
        "at le158qh.",
        "at LE15&nbsp;8QH",
        "at **LE15** 8QH",
        "at LE15\u{200B}8QH",
        "at \u{FF2C}\u{FF25}\u{FF11}\u{FF15} 8QH",
        "(M1 1AE)",
        "EC1A 1BB",
        "[here](https://m.example/?q=LE15%208QH)",
        "LE15-8QH",
        "<!-- LE15 8QH -->\n\ntext",
        "![LE15 8QH](http://a.example)",
    ] {
        assert_eq!(refused(text), [1], "{text}");
    }
    for text in [
        "the A1 1st junction",
        "in 2024 8 children",
        "PR1 provision",
        "K2 homes",
        "form SSDA903",
        "LE15 is a district",
    ] {
        assert_eq!(refused(text), Vec::<u64>::new(), "{text}");
    }
}

#[test]
fn a_date_said_to_be_of_birth_is_refused() {
    for text in [
        "born on 3 May 2010",
        "born 03/05/2010",
        "DOB: 2010-05-03",
        "d.o.b. 3.5.10",
        "his date of birth, May 3rd, 2010,",
        "born on the 3rd of May 2010",
        "(03052010, date of birth)",
    ] {
        assert_eq!(refused(text), [1], "{text}");
    }
    for text in [
        "born in May 2010",
        "On 1 April 2023 we opened a home",
        "born abroad",
        "12 of 150 (8%)",
    ] {
        assert_eq!(refused(text), Vec::<u64>::new(), "{text}");
    }
}

#[test]
fn no_message_shows_the_text() {
    let (_, diagnostics) = of("He was born on 3 May 2010 at LE15 8QH.");
    for diagnostic in diagnostics.iter() {
        let shown = format!("{diagnostic:?}");
        assert!(!shown.contains("8QH") && !shown.contains("2010"), "{shown}");
    }
}

#[test]
fn dates_are_found_in_every_usual_spelling() {
    let day = Day::new(2010, 5, 3).unwrap();
    for text in [
        "3/5/2010",
        "03-05-2010",
        "03.05.10",
        "2010-05-03",
        "3 May 2010",
        "3rd of May, 2010",
        "May 3, 2010",
        "3 may 2010",
        "3-May-10",
        "03052010",
        "20100503",
        "5/3/2010",
    ] {
        let found = personal::dates(text);
        assert!(
            found.iter().any(|date| date.day == day),
            "{text}: {found:?}"
        );
    }
    assert_eq!(personal::dates("32/13/2010"), []);
    assert_eq!(personal::dates("in 2010, 3 of 5"), []);
}

#[test]
fn identifiers_are_whole_words_that_are_hardly_anything_else() {
    let has = |line: &str, text: &str| personal::identifiers(line).iter().any(|t| t == text);
    assert!(has("about AB1234, who", "AB1234"));
    assert!(has("about 104233.", "104233"));
    assert!(has("about 0042.", "0042"));
    assert!(has("child 7 ran", "7"));
    assert!(has("(ID: 7)", "7"));
    assert!(has("see #7", "7"));
    assert!(has("about AB-12/x", "AB-12/x"));
    assert!(has("about AB 1234", "AB1234"));
    for line in [
        "we have 7 children",
        "in 2024",
        "72 of 150",
        "1,042",
        "for the child",
    ] {
        let found = personal::identifiers(line);
        assert!(
            !found.iter().any(|t| t.bytes().all(|b| b.is_ascii_digit())),
            "{line}: {found:?}"
        );
    }
}

#[test]
fn a_file_is_named_after_its_authority() {
    let register = Register::built_in();
    for name in ["E10000016", "886", "Kent", "kent", "Kent-County-Council"] {
        let mut diagnostics = Diagnostics::default();
        let file = format!("commentary/{name}.md");
        let words = read(
            WordsKind::Commentary,
            &file,
            "Yes.",
            register,
            &mut diagnostics,
        );
        let code = words.map(|w| register.authority(w.authority).code.to_string());
        assert_eq!(code.as_deref(), Some("E10000016"), "{name}");
    }
    let mut diagnostics = Diagnostics::default();
    let nobody = read(
        WordsKind::Commentary,
        "commentary/Knet.md",
        "Yes.",
        register,
        &mut diagnostics,
    );
    assert!(nobody.is_none() && diagnostics.has_errors());
}

#[test]
fn a_blank_template_is_passed_over() {
    let mut diagnostics = Diagnostics::default();
    let text = "<!--\nWrite here.\n-->\n";
    let words = read(
        WordsKind::Commentary,
        "commentary/AUTHORITY.md",
        text,
        Register::built_in(),
        &mut diagnostics,
    );
    assert!(words.is_none() && !diagnostics.has_errors());
}

#[test]
fn only_markdown_in_their_folders_is_read() {
    assert_eq!(
        WordsKind::of("commentary/E10000016.md"),
        Some(WordsKind::Commentary)
    );
    assert_eq!(
        WordsKind::of("x/Steps-Taken/Kent.MD"),
        Some(WordsKind::StepsTaken)
    );
    for name in [
        "README.md",
        "commentary/README.md",
        "commentary/a.txt",
        "notes/a.md",
    ] {
        assert_eq!(WordsKind::of(name), None, "{name}");
    }
}
