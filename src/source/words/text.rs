//! Written text as blocks and spans, without anything a page or a document could carry out.

use serde::Serialize;

/// A stretch of text in one style, a link, or the end of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default, schemars::JsonSchema)]
pub struct Span {
    /// What it says; never markup.
    pub text: String,
    /// Strong.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Code or a fixed spelling.
    pub code: bool,
    /// Where it leads: an address that begins with `https:`, `http:` or `mailto:`; else empty, and null in JSON.
    #[serde(serialize_with = "or_null")]
    #[schemars(with = "Option<String>")]
    pub link: String,
    /// The line ends here.
    pub is_break: bool,
}

fn or_null<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    Some(text)
        .filter(|text| !text.is_empty())
        .serialize(serializer)
}

impl Span {
    /// Plain text.
    pub(super) fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// The end of a line.
    pub(super) fn line_end() -> Self {
        Self {
            is_break: true,
            ..Self::default()
        }
    }

    fn continues(&self, other: &Self) -> bool {
        !self.is_break
            && !other.is_break
            && self.strong == other.strong
            && self.emphasis == other.emphasis
            && self.code == other.code
            && self.link == other.link
    }
}

/// Adds a span, to the one before it where they have one style.
pub(super) fn push(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut().filter(|last| last.continues(&span)) {
        Some(last) => last.text.push_str(&span.text),
        None => spans.push(span),
    }
}

/// What spans say, without style.
pub(super) fn plain(spans: &[Span]) -> String {
    let texts = spans.iter().map(|s| if s.is_break { " " } else { &s.text });
    texts.collect()
}

/// A block of text. Blocks do not nest, but for one level of lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TextBlock {
    /// A heading.
    Heading {
        /// 3 or 4: below the heading of the section it stands in, and never skipping one.
        level: u8,
        /// What it says.
        spans: Vec<Span>,
    },
    /// A paragraph.
    Paragraph {
        /// What it says.
        spans: Vec<Span>,
    },
    /// A list.
    List {
        /// Numbered rather than bulleted.
        ordered: bool,
        /// Its entries.
        items: Vec<ListItem>,
    },
    /// A quotation.
    Quote {
        /// Its paragraphs.
        paragraphs: Vec<Vec<Span>>,
    },
    /// A table.
    Table {
        /// The headings of its columns.
        columns: Vec<Vec<Span>>,
        /// Its rows, each as wide as the headings.
        rows: Vec<Vec<Vec<Span>>>,
    },
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default, schemars::JsonSchema)]
pub struct ListItem {
    /// What it says.
    pub spans: Vec<Span>,
    /// The entries of lists within it, however deep.
    pub under: Vec<Vec<Span>>,
}
