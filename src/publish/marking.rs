//! Marking the file names of an internal publication.
//!
//! Every name carries the marking, so that a file that leaves its folder still says what it is:
//! `league-table.pdf` becomes `league-table-OFFICIAL-SENSITIVE.pdf`, and links between pages
//! follow. Two names stay: `manifest.json`, by which a publication is known, and `index.html`,
//! which is where people look first; it becomes a door that leads to the marked page and holds
//! no figure.

use std::collections::BTreeSet;

use super::File;

/// The page people open first.
pub(super) const DOOR: &str = "index.html";

/// The marking, and the names that links may lead to.
#[derive(Debug)]
pub(super) struct Marking {
    words: &'static str,
    names: BTreeSet<String>,
}

impl Marking {
    pub(super) fn new(words: &'static str) -> Self {
        Self {
            words,
            names: BTreeSet::new(),
        }
    }

    /// Notes names of files of the publication, as they are before they are marked.
    pub(super) fn expect(&mut self, names: impl IntoIterator<Item = String>) {
        self.names.extend(names);
    }

    /// A file with its name marked, the links of a page with it.
    pub(super) fn marked(&self, file: File) -> File {
        let mut file = if file.name.ends_with(".html") {
            self.relinked(file)
        } else {
            file
        };
        file.name = marked_name(&file.name, self.words);
        file
    }

    /// A page in which every link to another file of the publication leads to its marked name.
    pub(super) fn relinked(&self, page: File) -> File {
        let text = String::from_utf8_lossy(&page.bytes);
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_ref();
        while let Some((start, attribute)) = next_link(rest) {
            let (before, from) = rest.split_at(start + attribute.len());
            let end = from.find('"').unwrap_or(from.len());
            let (link, after) = from.split_at(end);
            out.push_str(before);
            let path = followed(&page.name, link, &self.names).unwrap_or_default();
            if !path.is_empty() {
                out.push_str(&marked_name(path, self.words));
            }
            out.push_str(link.get(path.len()..).unwrap_or_default());
            rest = after;
        }
        out.push_str(rest);
        File::new(page.name, out)
    }
}

/// `a/b.pdf` as `a/b-MARKING.pdf`.
fn marked_name(name: &str, marking: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => format!("{stem}-{marking}.{ending}"),
        _ => format!("{name}-{marking}"),
    }
}

/// Where the next link begins, and with which attribute.
fn next_link(text: &str) -> Option<(usize, &'static str)> {
    [" href=\"", " src=\""]
        .into_iter()
        .filter_map(|attribute| text.find(attribute).map(|at| (at, attribute)))
        .min()
}

/// The path of a link, without what follows `#` or `?`, if it leads to a file of the publication.
fn followed<'l>(page: &str, link: &'l str, names: &BTreeSet<String>) -> Option<&'l str> {
    let path = link.split(['#', '?']).next().filter(|p| !p.is_empty())?;
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    names.contains(&parts.join("/")).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKING: &str = "OFFICIAL-SENSITIVE";

    #[test]
    fn the_marking_stands_before_the_ending() {
        assert_eq!(
            marked_name("data/a.meta.csv", MARKING),
            "data/a.meta-OFFICIAL-SENSITIVE.csv"
        );
        assert_eq!(marked_name("a.b/c", MARKING), "a.b/c-OFFICIAL-SENSITIVE");
    }

    #[test]
    fn links_follow_their_files_and_others_stay() {
        let page = "<a href=\"../index.html#data\">x</a><script src=\"../s.js\"></script>\
                    <a href=\"#main\">y</a><a href=\"https://gov.uk/index.html\">z</a>\
                    <a href=\"B.pdf?x=1\">w</a><a href=\"gone.html\">v</a>";
        let files = vec![
            File::new("authorities/A.html", page),
            File::new("authorities/B.pdf", "%PDF"),
            File::new("index.html", "first"),
            File::new("s.js", ""),
        ];
        let mut marking = Marking::new(MARKING);
        marking.expect(files.iter().map(|file| file.name.clone()));
        let door = marking.relinked(File::new(DOOR, "<a href=\"index.html\">in</a>"));
        let marked = files.into_iter().map(|file| marking.marked(file));
        let files: Vec<File> = marked.chain([door]).collect();
        let text = |name: &str| {
            let file = files.iter().find(|file| file.name == name).unwrap();
            String::from_utf8(file.bytes.clone()).unwrap()
        };
        assert_eq!(
            text("authorities/A-OFFICIAL-SENSITIVE.html"),
            "<a href=\"../index-OFFICIAL-SENSITIVE.html#data\">x</a><script src=\"../s-OFFICIAL-SENSITIVE.js\"></script>\
             <a href=\"#main\">y</a><a href=\"https://gov.uk/index.html\">z</a>\
             <a href=\"B-OFFICIAL-SENSITIVE.pdf?x=1\">w</a><a href=\"gone.html\">v</a>"
        );
        assert_eq!(
            text("index.html"),
            "<a href=\"index-OFFICIAL-SENSITIVE.html\">in</a>"
        );
        assert_eq!(text("index-OFFICIAL-SENSITIVE.html"), "first");
    }
}
