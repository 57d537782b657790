//! Whether a page has an accessible structure and a document is valid.
#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeSet;

use crate::valid::faults;

/// The pieces of a text that begin with one mark and end with another.
pub(crate) fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    let starts = text.match_indices(from).map(|(at, _)| &text[at..]);
    starts.map(|rest| rest.split(to).next().unwrap()).collect()
}

/// Opening tags of an element.
pub(crate) fn tags<'t>(html: &'t str, name: &str) -> Vec<&'t str> {
    let opening = format!("<{name}");
    let all = between(html, &opening, ">");
    all.into_iter()
        .filter(|tag| {
            tag[opening.len()..].starts_with(|c: char| c.is_whitespace())
                || tag.len() == opening.len()
        })
        .collect()
}

pub(crate) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let from = format!(" {name}=\"");
    tag.split_once(&from)
        .and_then(|(_, rest)| rest.split('"').next())
}

pub(crate) fn headings(html: &str) -> Vec<usize> {
    let levels = html.match_indices("<h").filter_map(|(at, _)| {
        let rest = &html.as_bytes()[at + 2..];
        (rest[0].is_ascii_digit() && (rest[1] == b'>' || rest[1] == b' '))
            .then(|| usize::from(rest[0] - b'0'))
    });
    levels.collect()
}

/// A page without the addresses that it leads to and loads nothing from: that of the licence, and those in
/// what it says to portals.
fn without_addresses(html: &str) -> String {
    let licences = tags(html, "a").into_iter();
    let licences = licences.filter(|tag| attribute(tag, "rel") == Some("license"));
    let described = between(html, "<script type=\"application/ld+json\">", "</script>");
    let spoken = licences.chain(described);
    spoken.fold(html.to_owned(), |page, part| page.replace(part, ""))
}

pub(crate) fn assert_sound(name: &str, html: &str) {
    assert!(
        html.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"),
        "{name}"
    );
    for table in between(html, "<table", "</table>") {
        assert!(
            table.contains("<caption>"),
            "{name}: a table without caption: {}",
            &table[..80]
        );
        for head in tags(table, "th") {
            assert!(
                matches!(attribute(head, "scope"), Some("col" | "row")),
                "{name}: {head}"
            );
        }
        let opens = |row: &&str| row.starts_with("<tr class=\"opens\"");
        for row in between(table, "<tr", "</tr>")
            .iter()
            .filter(|row| !opens(row))
        {
            assert!(
                row.contains("<th "),
                "{name}: a row without a heading: {row}"
            );
        }
    }
    let ids: Vec<&str> = between(html, " id=\"", "\">")
        .into_iter()
        .map(|id| &id[5..])
        .map(|id| id.split('"').next().unwrap())
        .collect();
    assert_eq!(
        ids.len(),
        ids.iter().collect::<BTreeSet<_>>().len(),
        "{name}: an id twice in {ids:?}"
    );
    for svg in tags(html, "svg") {
        // A map whose tiles are links is a group of them.
        let named = matches!(attribute(svg, "role"), Some("img" | "group"))
            && attribute(svg, "aria-labelledby")
                .is_some_and(|labels| labels.split(' ').all(|label| ids.contains(&label)));
        assert!(
            named || attribute(svg, "aria-hidden") == Some("true"),
            "{name}: {svg}"
        );
    }
    let levels = headings(html);
    assert_eq!(
        levels.iter().filter(|level| **level == 1).count(),
        1,
        "{name}"
    );
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{name}: {levels:?}"
    );
    for landmark in [
        "<header",
        "<nav",
        "<main",
        "<footer",
        "class=\"skip\" href=\"#main\"",
    ] {
        assert!(html.contains(landmark), "{name}: no {landmark}");
    }
    let own = without_addresses(html);
    for foreign in ["http:", "https:", "{{", "{%", "NaN", "inf%"] {
        assert!(!own.contains(foreign), "{name}: {foreign}");
    }
    assert!(
        html.contains("This scorecard is management information, not official statistics"),
        "{name}"
    );
}

pub(crate) fn assert_valid(name: &str, pdf: &[u8]) {
    assert_eq!(faults(pdf), [""; 0], "{name}");
}
