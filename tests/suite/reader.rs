//! Reads a tagged PDF back: its elements, and the text painted for each.
#![allow(
    clippy::unwrap_used,
    reason = "a malformed file fails the test that reads it"
)]

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A file read back.
pub(crate) struct Reader {
    file: Document,
    /// Text of every marked sequence, by page and number.
    text: BTreeMap<(ObjectId, i64), String>,
}

impl Reader {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let mut reader = Self {
            file: Document::load_mem(bytes).unwrap(),
            text: BTreeMap::new(),
        };
        let fonts = reader.fonts();
        for (_, page) in reader.file.get_pages() {
            let content = Content::decode(&reader.file.get_page_content(page)).unwrap();
            for (number, text) in sequences(&content, &fonts) {
                *reader.text.entry((page, number)).or_default() += &text;
            }
        }
        reader
    }

    /// By resource name, from glyph to characters.
    fn fonts(&self) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
        let page = *self.file.get_pages().values().next().unwrap();
        let fonts = self.file.get_page_fonts(page).unwrap();
        fonts
            .into_iter()
            .map(|(name, font)| (name, self.to_unicode(font)))
            .collect()
    }

    fn to_unicode(&self, font: &Dictionary) -> BTreeMap<u16, String> {
        let map = self.dereferenced(font.get(b"ToUnicode").unwrap());
        let map = map.as_stream().unwrap().decompressed_content().unwrap();
        let map = String::from_utf8(map).unwrap();
        let body = map
            .lines()
            .filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
        let hex = |text: &str| u16::from_str_radix(text, 16).unwrap();
        let units = |text: &str| -> Vec<u16> {
            (0..text.len())
                .step_by(4)
                .map(|at| hex(&text[at..at + 4]))
                .collect()
        };
        body.filter(|(_, text)| *text != "FFFF")
            .map(|(glyph, text)| (hex(glyph), String::from_utf16(&units(text)).unwrap()))
            .collect()
    }

    fn dereferenced<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.file.dereference(object).unwrap().1
    }

    fn root(&self) -> &Dictionary {
        let root = self.file.catalog().unwrap().get(b"StructTreeRoot").unwrap();
        self.dereferenced(root).as_dict().unwrap()
    }

    /// The text and the alternatives of the whole structure, in reading order.
    pub(crate) fn reading(&self) -> String {
        let mut text = String::new();
        self.read(self.root().get(b"K").unwrap(), None, &mut text);
        text
    }

    fn read(&self, kid: &Object, page: Option<ObjectId>, text: &mut String) {
        match self.dereferenced(kid) {
            Object::Array(kids) => kids.iter().for_each(|kid| self.read(kid, page, text)),
            Object::Integer(number) => {
                *text += &self
                    .text
                    .get(&(page.unwrap(), *number))
                    .cloned()
                    .unwrap_or_default()
            }
            Object::Dictionary(element) if element.has(b"S") => {
                let page = element
                    .get(b"Pg")
                    .and_then(Object::as_reference)
                    .ok()
                    .or(page);
                if let Ok(alternative) = element.get(b"Alt") {
                    *text += &lopdf::decode_text_string(alternative).unwrap();
                }
                if let Ok(kids) = element.get(b"K") {
                    self.read(kids, page, text);
                }
            }
            Object::Dictionary(reference) => {
                let page = reference.get(b"Pg").unwrap().as_reference().unwrap();
                if let Ok(number) = reference.get(b"MCID") {
                    self.read(number, Some(page), text);
                }
            }
            other => panic!("{other:?}"),
        }
    }

    /// What elements say they hold: by page and sequence, or by annotation, the element.
    pub(crate) fn held(
        &self,
    ) -> (
        BTreeMap<(ObjectId, i64), ObjectId>,
        BTreeMap<ObjectId, ObjectId>,
    ) {
        let (mut sequences, mut annotations) = (BTreeMap::new(), BTreeMap::new());
        for (&id, object) in &self.file.objects {
            let Ok(element) = object.as_dict() else {
                continue;
            };
            if !element.has(b"S") || !element.has(b"P") {
                continue;
            }
            let own = element.get(b"Pg").and_then(Object::as_reference).ok();
            let kids = match element.get(b"K") {
                Ok(Object::Array(kids)) => kids.clone(),
                Ok(kid) => vec![kid.clone()],
                Err(_) => Vec::new(),
            };
            for kid in kids {
                let clash = match &kid {
                    Object::Integer(number) => sequences.insert((own.unwrap(), *number), id),
                    Object::Dictionary(kid) => {
                        let page = kid.get(b"Pg").unwrap().as_reference().unwrap();
                        match kid.get(b"MCID") {
                            Ok(number) => sequences.insert((page, number.as_i64().unwrap()), id),
                            Err(_) => annotations
                                .insert(kid.get(b"Obj").unwrap().as_reference().unwrap(), id),
                        }
                    }
                    _ => None,
                };
                assert_eq!(clash, None, "held twice");
            }
        }
        (sequences, annotations)
    }

    /// What the number tree says: by page and sequence, or by annotation, the element.
    pub(crate) fn parents(
        &self,
    ) -> (
        BTreeMap<(ObjectId, i64), ObjectId>,
        BTreeMap<ObjectId, ObjectId>,
    ) {
        let (mut sequences, mut annotations) = (BTreeMap::new(), BTreeMap::new());
        let tree = self
            .dereferenced(self.root().get(b"ParentTree").unwrap())
            .as_dict()
            .unwrap();
        let entries = tree.get(b"Nums").unwrap().as_array().unwrap();
        let entries: BTreeMap<i64, &Object> = entries
            .chunks(2)
            .map(|pair| (pair[0].as_i64().unwrap(), &pair[1]))
            .collect();
        for (_, page) in self.file.get_pages() {
            let dictionary = self.file.get_dictionary(page).unwrap();
            let number = dictionary.get(b"StructParents").unwrap().as_i64().unwrap();
            for (sequence, owner) in (0..).zip(entries[&number].as_array().unwrap()) {
                sequences.insert((page, sequence), owner.as_reference().unwrap());
            }
            for annotation in dictionary
                .get(b"Annots")
                .and_then(Object::as_array)
                .unwrap_or(&Vec::new())
            {
                let id = annotation.as_reference().unwrap();
                let number = self
                    .file
                    .get_dictionary(id)
                    .unwrap()
                    .get(b"StructParent")
                    .unwrap()
                    .as_i64()
                    .unwrap();
                annotations.insert(id, entries[&number].as_reference().unwrap());
            }
        }
        (sequences, annotations)
    }

    /// Every marked sequence that is painted.
    pub(crate) fn painted(&self) -> Vec<(ObjectId, i64)> {
        self.text.keys().copied().collect()
    }
}

fn sequences(
    content: &Content,
    fonts: &BTreeMap<Vec<u8>, BTreeMap<u16, String>>,
) -> Vec<(i64, String)> {
    let (mut texts, mut open, mut font) = (Vec::new(), None, None);
    for operation in &content.operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("BDC", [_, Object::Dictionary(properties)]) => {
                assert!(open.is_none(), "nested");
                open = Some((
                    properties.get(b"MCID").unwrap().as_i64().unwrap(),
                    String::new(),
                ));
            }
            ("EMC", _) => texts.extend(open.take()),
            ("Tf", [Object::Name(name), _]) => font = fonts.get(name),
            ("Tj", [text]) => show(text, font, &mut open),
            ("TJ", [Object::Array(parts)]) => {
                parts.iter().for_each(|part| show(part, font, &mut open))
            }
            _ => {}
        }
    }
    texts
}

fn show(text: &Object, font: Option<&BTreeMap<u16, String>>, open: &mut Option<(i64, String)>) {
    let (Object::String(codes, _), Some((_, shown))) = (text, open) else {
        return;
    };
    for code in codes.chunks(2) {
        *shown += &font.unwrap()[&u16::from_be_bytes([code[0], code[1]])];
    }
}
