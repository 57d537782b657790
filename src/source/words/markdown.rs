//! From Markdown to blocks: only what [`TextBlock`] can hold comes through, so that there is
//! nothing to sanitise afterwards. Raw HTML and links to anything but pages and addresses of mail
//! are left out and reported; images become their alternative text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::text::{ListItem, Span, TextBlock, plain, push};

/// Something left out of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// Raw HTML.
    Html,
    /// The address of a link.
    Address,
}

/// A text as it was understood.
#[derive(Debug, Default)]
pub(super) struct Understood {
    pub(super) blocks: Vec<TextBlock>,
    /// What was left out, with the line it stood in.
    pub(super) left_out: Vec<(LeftOut, u64)>,
    /// Every stretch of text as it will be read, with the line it begins in.
    pub(super) stretches: Vec<(u64, String)>,
}

/// Most columns of a table; a wider one is read as text.
const WIDEST: usize = 8;

impl Understood {
    /// Takes out list entries, lists and quotations that say nothing.
    fn drop_empty(&mut self) {
        for block in &mut self.blocks {
            if let TextBlock::List { items, .. } = block {
                items
                    .iter_mut()
                    .for_each(|item| item.under.retain(|spans| !spans.is_empty()));
                items.retain(|item| !item.spans.is_empty() || !item.under.is_empty());
            }
        }
        self.blocks.retain(|block| match block {
            TextBlock::List { items, .. } => !items.is_empty(),
            TextBlock::Quote { paragraphs } => !paragraphs.is_empty(),
            TextBlock::Heading { spans, .. } | TextBlock::Paragraph { spans } => !spans.is_empty(),
            TextBlock::Table { .. } => true,
        });
    }
}

/// Reads a text.
pub(super) fn understood(text: &str) -> Understood {
    let line_starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let line = line_starts.partition_point(|start| *start <= range.start);
        reader.line = u64::try_from(line).unwrap_or(0);
        reader.take(event);
    }
    reader.flush();
    reader.done.drop_empty();
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Understood,
    line: u64,
    begun: u64,
    spans: Vec<Span>,
    strong: usize,
    emphasis: usize,
    links: Vec<String>,
    heading: Option<u8>,
    /// The level of the heading before.
    above: u8,
    lists: usize,
    quotes: usize,
    in_code: bool,
    row: Option<Vec<Vec<Span>>>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.code_block(&text),
            Event::Text(text) => self.say(&text, false),
            Event::Code(text) => self.say(&text, true),
            Event::SoftBreak => self.say(" ", false),
            Event::HardBreak => self.spans.push(Span::line_end()),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, .. } => self.link(&dest_url),
            Tag::Image { .. } => {}
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(depth(level));
            }
            Tag::List(first) => self.begin_list(first.is_some()),
            Tag::Item => self.begin_item(),
            Tag::BlockQuote(_) => self.begin_quote(),
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
            }
            Tag::Table(_) => self.flush(),
            Tag::TableHead | Tag::TableRow => self.row = Some(Vec::new()),
            _ => self.flush_unless_in_cell(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::Image => {}
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.in_code = false;
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            _ => self.flush_unless_in_cell(),
        }
    }

    fn say(&mut self, text: &str, code: bool) {
        if self.spans.is_empty() {
            self.begun = self.line;
        }
        let span = Span {
            text: text.to_owned(),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            code,
            link: self.links.last().cloned().unwrap_or_default(),
            is_break: false,
        };
        push(&mut self.spans, span);
    }

    fn code_block(&mut self, text: &str) {
        for (at, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if at > 0 {
                self.spans.push(Span::line_end());
            }
            self.say(line, true);
        }
    }

    fn link(&mut self, address: &str) {
        let address = address.trim();
        let lower = address.to_ascii_lowercase();
        let schemes = ["https://", "http://", "mailto:"];
        let plain = !address.chars().any(|c| c.is_control() || c.is_whitespace());
        if plain && schemes.iter().any(|scheme| lower.starts_with(scheme)) {
            self.links.push(address.to_owned());
        } else {
            self.links.push(String::new());
            self.done.left_out.push((LeftOut::Address, self.line));
        }
    }

    /// Comments are notes to the writer and nothing is said of them.
    fn html(&mut self, html: &str) {
        let trimmed = html.trim();
        let is_comment = trimmed.starts_with("<!--") && trimmed.ends_with("-->");
        if !is_comment && !trimmed.is_empty() {
            self.done.left_out.push((LeftOut::Html, self.line));
        }
    }

    fn begin_list(&mut self, ordered: bool) {
        self.flush();
        self.lists += 1;
        if self.lists == 1 && self.quotes == 0 {
            let items = Vec::new();
            self.done.blocks.push(TextBlock::List { ordered, items });
        }
    }

    fn begin_quote(&mut self) {
        self.flush();
        self.quotes += 1;
        if self.quotes == 1 && self.lists == 0 {
            let paragraphs = Vec::new();
            self.done.blocks.push(TextBlock::Quote { paragraphs });
        }
    }

    fn begin_item(&mut self) {
        self.flush();
        let deep = self.lists > 1;
        if let (0, Some(TextBlock::List { items, .. })) = (self.quotes, self.done.blocks.last_mut())
        {
            match items.last_mut().filter(|_| deep) {
                Some(item) => item.under.push(Vec::new()),
                None => items.push(ListItem::default()),
            }
        }
    }

    fn end_cell(&mut self) {
        let spans = self.finished();
        if let Some(row) = &mut self.row {
            row.push(spans);
        }
    }

    fn end_row(&mut self, is_head: bool) {
        let Some(mut row) = self.row.take() else {
            return;
        };
        if is_head && row.len() <= WIDEST {
            for heading in row.iter_mut().filter(|heading| heading.is_empty()) {
                heading.push(Span::of("–"));
            }
            self.done.blocks.push(TextBlock::Table {
                columns: row,
                rows: Vec::new(),
            });
        } else if let Some(TextBlock::Table { columns, rows }) = self.done.blocks.last_mut() {
            row.resize(columns.len(), Vec::new());
            rows.push(row);
        } else {
            let cells = row.into_iter().filter(|cell| !cell.is_empty());
            let spans: Vec<Span> = cells
                .flat_map(|c| [c, vec![Span::of("; ")]].concat())
                .collect();
            self.done.blocks.push(TextBlock::Paragraph { spans });
        }
    }

    fn flush_unless_in_cell(&mut self) {
        if self.row.is_none() {
            self.flush();
        }
    }

    /// Takes the text since the last block, without white space at its ends.
    fn finished(&mut self) -> Vec<Span> {
        let mut spans = std::mem::take(&mut self.spans);
        let blank = |span: &Span| span.is_break || span.text.trim().is_empty();
        while spans.last().is_some_and(blank) {
            spans.pop();
        }
        let leading = spans.iter().take_while(|span| blank(span)).count();
        spans.drain(..leading);
        for span in spans.iter_mut().filter(|span| blank(span)) {
            span.link.clear();
        }
        if !spans.is_empty() {
            self.done.stretches.push((self.begun, plain(&spans)));
        }
        spans
    }

    /// Puts the text since the last block where it belongs.
    fn flush(&mut self) {
        let spans = self.finished();
        let heading = self.heading.take();
        if spans.is_empty() {
            return;
        }
        let quoted = self.quotes > 0;
        match self.done.blocks.last_mut() {
            Some(TextBlock::List { items, .. }) if self.lists > 0 => add_to_item(items, spans),
            Some(TextBlock::Quote { paragraphs }) if quoted => paragraphs.push(spans),
            _ => {
                let block = match heading {
                    Some(depth) => self.heading(depth, spans),
                    None => TextBlock::Paragraph { spans },
                };
                self.done.blocks.push(block);
            }
        }
    }

    /// Below the heading of its section: the first of level 3, the others of level 3 or 4.
    fn heading(&mut self, depth: u8, spans: Vec<Span>) -> TextBlock {
        let level = match self.above {
            0 => 3,
            _ if depth <= 1 => 3,
            _ => 4,
        };
        self.above = level;
        TextBlock::Heading { level, spans }
    }
}

fn add_to_item(items: &mut Vec<ListItem>, spans: Vec<Span>) {
    let Some(item) = items.last_mut() else {
        items.push(ListItem {
            spans,
            under: Vec::new(),
        });
        return;
    };
    let text = item.under.last_mut().unwrap_or(&mut item.spans);
    if !text.is_empty() {
        text.push(Span::line_end());
    }
    text.extend(spans);
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        _ => 3,
    }
}
