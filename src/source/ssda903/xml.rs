//! The XML form of the return, `EXPSSDA903`: a CHILD element with a HEADER and its EPISODEs.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::shape::header_key;

use super::fields;
use super::parse::{Cells, Reading};
use super::read::FileContent;
use super::{ReturnFile, TableKind};

/// Elements may be nested this deep; the return needs five.
const DEEPEST: usize = 16;

/// Whether the head of a file is that of a return in XML.
pub(crate) fn is_return(head: &[u8]) -> bool {
    let decoded = match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode(head).0.into_owned().into_bytes(),
        None => head.to_vec(),
    };
    decoded.trim_ascii_start().first() == Some(&b'<')
        && decoded
            .windows(10)
            .any(|w| w.eq_ignore_ascii_case(b"EXPSSDA903"))
}

/// The tables that a return in XML always has.
const TABLES: [TableKind; 4] = [
    TableKind::Header,
    TableKind::Episodes,
    TableKind::Missing,
    TableKind::Uasc,
];

/// The leaves of an element by field.
type Leaves = BTreeMap<String, Vec<u8>>;

struct LeafCells<'l> {
    leaves: [&'l Leaves; 2],
    fields: &'static [&'static str],
}

impl Cells for LeafCells<'_> {
    fn cell(&self, field: usize) -> &[u8] {
        let Some(name) = self.fields.get(field) else {
            return &[];
        };
        let found = self.leaves.iter().find_map(|leaves| leaves.get(*name));
        found.map_or(&[], |value| value.trim_ascii())
    }

    fn has(&self, _: usize) -> bool {
        true
    }
}

/// A child element while it is read.
#[derive(Default)]
struct Child {
    header: Leaves,
    group: Leaves,
    episodes: Vec<(u32, Leaves)>,
    absences: Vec<(u32, Leaves)>,
}

/// Reads the file's children one after the other.
pub(super) fn read(
    file: &ReturnFile,
    text: Box<dyn Read>,
    reading: &mut Reading<'_>,
    content: &mut FileContent,
) -> Result<(), String> {
    let Some(owner) = file.authority.zip(file.year).map(|(id, y)| (id, Some(y))) else {
        return Ok(());
    };
    content.of(owner, TableKind::Xml, file);
    let mut any = false;
    let mut xml = Reader::from_reader(BufReader::new(text));
    let mut buffer = Vec::new();
    let mut within = Within::default();
    loop {
        // What the reader says of a fault shows what stands there, which may be a child's.
        let event = xml
            .read_event_into(&mut buffer)
            .map_err(|_| format!("it is not well-formed XML near line {}", within.lines))?;
        if matches!(event, Event::Eof) {
            if !any {
                content.diagnostics.push(without_children(file));
            }
            return within.end();
        }
        if let Some(child) = within.step(event)? {
            if !any {
                any = true;
                for kind in TABLES {
                    content.of(owner, kind, file);
                }
            }
            child.give((owner, file), within.lines, reading, content);
        }
        buffer.clear();
    }
}

fn without_children(file: &ReturnFile) -> Diagnostic {
    Diagnostic::warning(
        Code::ReturnUnusable,
        "this return has no element CHILD: it has no data, which is not zero",
    )
    .at(Place::file(&file.name))
    .expected("an element CHILD for every child, with a HEADER and EPISODEs")
    .help("export the return again")
}

/// Where in the file the reading is.
struct Within {
    path: Vec<String>,
    child: Child,
    leaf: Vec<u8>,
    lines: u32,
}

impl Default for Within {
    fn default() -> Self {
        Self {
            path: Vec::new(),
            child: Child::default(),
            leaf: Vec::new(),
            lines: 1,
        }
    }
}

impl Within {
    /// Takes a step; gives a child whose element ends there.
    fn step(&mut self, event: Event<'_>) -> Result<Option<Child>, String> {
        self.lines += newlines(&event);
        match event {
            Event::Start(_) if self.path.len() >= DEEPEST => {
                return Err("elements lie too deep in one another".to_owned());
            }
            Event::Start(element) => {
                self.path.push(name_of(element.local_name().as_ref()));
                self.leaf.clear();
            }
            Event::Text(text) => self.leaf.extend_from_slice(text.as_bytes()),
            Event::CData(text) => self.leaf.extend_from_slice(text.as_bytes()),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(character)) => {
                    let mut bytes = [0; 4];
                    let text = character.encode_utf8(&mut bytes);
                    self.leaf.extend_from_slice(text.as_bytes());
                }
                _ => self.leaf.extend(entity_text(&entity)),
            },
            Event::End(_) => {
                let name = self.path.pop().unwrap_or_default();
                let leaf = std::mem::take(&mut self.leaf);
                self.child.close(&self.path, &name, leaf, self.lines);
                if name == "child" && !self.path.contains(&name) {
                    return Ok(Some(std::mem::take(&mut self.child)));
                }
            }
            _ => {}
        }
        Ok(None)
    }

    fn end(&self) -> Result<(), String> {
        match self.path.is_empty() {
            true => Ok(()),
            false => Err("the file ends in the middle of an element".to_owned()),
        }
    }
}

/// An element's name as a field: CHILDID is CHILD and PL is PLACE.
fn name_of(name: &str) -> String {
    let key = header_key(name);
    match key.as_str() {
        "pl" => "place".to_owned(),
        _ => key,
    }
}

fn entity_text(name: &str) -> &'static [u8] {
    match name {
        "amp" => b"&",
        "lt" => b"<",
        "gt" => b">",
        "quot" => b"\"",
        "apos" => b"'",
        _ => b"?",
    }
}

fn newlines(event: &Event<'_>) -> u32 {
    let bytes = match event {
        Event::Text(text) => text.as_bytes(),
        Event::CData(text) => text.as_bytes(),
        Event::Comment(text) => text.as_bytes(),
        _ => return 0,
    };
    u32::try_from(bytes.iter().filter(|b| **b == b'\n').count()).unwrap_or(0)
}

impl Child {
    fn close(&mut self, path: &[String], name: &str, text: Vec<u8>, line: u32) {
        let parent = path.last().map_or("", String::as_str);
        match (parent, name) {
            (_, "episode") => self.episodes.push((line, std::mem::take(&mut self.group))),
            (_, "amissing") => self.absences.push((line, std::mem::take(&mut self.group))),
            (_, "header" | "child") => {}
            ("header", "childid") => {
                self.header.insert("child".to_owned(), text);
            }
            ("header", _) => {
                self.group.clear();
                self.header.insert(name.to_owned(), text);
            }
            _ => {
                self.group.insert(name.to_owned(), text);
            }
        }
    }

    fn give(
        self,
        (owner, file): (super::owners::Owner, &ReturnFile),
        line: u32,
        reading: &mut Reading<'_>,
        content: &mut FileContent,
    ) {
        let nothing = Leaves::new();
        let mut give = |kind: TableKind, line: u32, leaves: &Leaves, fields| {
            reading.origin.line = line;
            let cells = LeafCells {
                leaves: [leaves, &self.header],
                fields,
            };
            content.of(owner, kind, file).push(kind, &cells, reading);
        };
        give(TableKind::Header, line, &nothing, fields::PERSON);
        for (line, leaves) in &self.episodes {
            give(TableKind::Episodes, *line, leaves, fields::EPISODE);
        }
        for (line, leaves) in &self.absences {
            give(TableKind::Missing, *line, leaves, fields::ABSENT);
        }
        let filled = |field: &str| {
            self.header
                .get(field)
                .is_some_and(|v| !v.trim_ascii().is_empty())
        };
        let is_uasc = self
            .header
            .get("uasc")
            .is_some_and(|v| v.trim_ascii() == b"1");
        if is_uasc || filled("duc") {
            give(TableKind::Uasc, line, &nothing, fields::UASC);
        }
    }
}
