//! Headings, paragraphs, lists, notices and key facts.

use crate::chart::drawing::Paint;
use crate::document::{Block, Inline, KeyFact, ParagraphStyle};
use crate::pdf::error::PdfError;
use crate::pdf::page::{Item, Mark};
use crate::pdf::style::{self, TextStyle, colour};
use crate::pdf::tag::{NodeId, Role};

use super::composer::{Composer, Frame, HeadingEntry, normal};
use super::strip::{Keep, Strip, hold};

impl Composer {
    /// Lays a block out below what is there.
    ///
    /// # Errors
    /// Whatever keeps the block from being written.
    pub(crate) fn block(&mut self, block: &Block, frame: Frame) -> Result<(), PdfError> {
        match block {
            Block::Heading { level, text } => self.heading(*level, text, frame),
            Block::Paragraph { style, content } => self.paragraph(*style, content, frame),
            Block::List { ordered, items } => self.list(*ordered, items, frame),
            Block::Table(table) => self.table(table, frame),
            Block::Figure(figure) => self.figures(std::slice::from_ref(figure), frame),
            Block::FigureRow(figures) => self.figures(figures, frame),
            Block::Notice {
                heading,
                paragraphs,
            } => self.notice(heading, paragraphs, frame),
            Block::KeyFacts(facts) => self.key_facts(facts, frame),
            Block::TwoColumns(blocks) => self.two_columns(blocks, frame),
            Block::KeepTogether(blocks) => self.together(blocks, frame),
            Block::PageBreak => Ok(()),
        }
    }

    /// Lays blocks out one after the other.
    pub(crate) fn blocks(&mut self, blocks: &[Block], frame: Frame) -> Result<(), PdfError> {
        let mut broken = false;
        for (index, block) in blocks.iter().enumerate() {
            let first = self.strips.len();
            self.block(block, frame)?;
            if introduces(block, blocks.get(index + 1)) && self.strips.len() - first <= 3 {
                self.strips[first..]
                    .iter_mut()
                    .for_each(|strip| strip.keep = Keep::Needed);
            }
            if let Some(strip) = self.strips.get_mut(first) {
                strip.starts_page |= std::mem::take(&mut broken);
            }
            broken |= *block == Block::PageBreak;
        }
        Ok(())
    }

    fn together(&mut self, blocks: &[Block], frame: Frame) -> Result<(), PdfError> {
        let first = self.strips.len();
        self.blocks(blocks, frame)?;
        hold(&mut self.strips[first..], Keep::Wanted);
        Ok(())
    }

    fn two_columns(&mut self, blocks: &[Block], frame: Frame) -> Result<(), PdfError> {
        let [left, right] = frame.columns(2, style::GUTTER * 1.3)[..] else {
            return self.blocks(blocks, frame);
        };
        let first = self.strips.len();
        self.blocks(blocks, left)?;
        for strip in &mut self.strips[first..] {
            strip.second_column = Some(right.x - left.x);
        }
        Ok(())
    }

    pub(super) fn heading(&mut self, level: u8, text: &str, frame: Frame) -> Result<(), PdfError> {
        let previous = self.headings.last().map_or(0, |heading| heading.level);
        if !(1..=4).contains(&level) || level > previous + 1 {
            return Err(PdfError::HeadingLevel {
                text: text.into(),
                level,
                previous,
            });
        }
        self.sections.retain(|&(open, _)| open < level);
        let section = self.tree.add(self.parent(), Role::Section);
        self.sections.push((level, section));
        let (style, before, after) = style::heading(level);
        let paragraph = self.plain(section, Role::Heading(level), text, style)?;
        let mut strips = self.strips_of(&paragraph, style, frame.readable())?;
        if let Some(first) = strips.first_mut() {
            first.before = before;
            first.heading = Some(self.headings.len());
        }
        strips
            .iter_mut()
            .for_each(|strip| strip.keep = Keep::Needed);
        self.headings.push(HeadingEntry {
            level,
            text: normal(text),
        });
        self.push(strips, after);
        Ok(())
    }

    fn paragraph(
        &mut self,
        kind: ParagraphStyle,
        content: &[Inline],
        frame: Frame,
    ) -> Result<(), PdfError> {
        let (style, after) = match kind {
            ParagraphStyle::Body => (style::BODY, style::PARAGRAPH_GAP),
            ParagraphStyle::Lead => (style::LEAD, style::BLOCK_GAP),
            ParagraphStyle::Small => (style::SMALL, style::PARAGRAPH_GAP),
        };
        let node = self.tree.add(self.parent(), Role::Paragraph);
        let paragraph = self.rich(node, content, style)?;
        let strips = self.strips_of(&paragraph, style, frame.readable())?;
        self.push(strips, after);
        Ok(())
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Inline>], frame: Frame) -> Result<(), PdfError> {
        let style = style::BODY;
        let list = self.tree.add(self.parent(), Role::List { ordered });
        let frame = frame.readable();
        let text = frame.indented(if ordered { 22.0 } else { 15.0 });
        for (index, item) in items.iter().enumerate() {
            let entry = self.tree.add(list, Role::ListItem);
            let label = self.tree.leaf(entry, Role::Label);
            let body = self.tree.add(entry, Role::ListBody);
            let sign = if ordered {
                format!("{}.", index + 1)
            } else {
                "•".into()
            };
            let paragraph = self.rich(body, item, style)?;
            let mut strips = self.strips_of(&paragraph, style, text)?;
            let sign = self.words(Some(label), &sign, style)?;
            let (mut marks, _, _) = self.stack(&sign, style, frame, 0.0)?;
            if let Some(first) = strips.first_mut() {
                marks.append(&mut first.items);
                first.items = marks;
            }
            let after = if index + 1 == items.len() {
                style::PARAGRAPH_GAP + 2.0
            } else {
                3.0
            };
            self.push(strips, after);
        }
        Ok(())
    }

    fn notice(
        &mut self,
        heading: &str,
        paragraphs: &[Vec<Inline>],
        frame: Frame,
    ) -> Result<(), PdfError> {
        let division = self.tree.add(self.parent(), Role::Division);
        let inner = Frame {
            x: frame.x + INSET + BAR,
            width: (frame.width - 2.0 * INSET - BAR).min(style::LONGEST_LINE),
        };
        let bold = TextStyle {
            bold: true,
            ..style::BODY
        };
        let title = self.plain(division, Role::Paragraph, heading, bold)?;
        let mut strips = self.strips_of(&title, bold, inner)?;
        for paragraph in paragraphs {
            if let Some(last) = strips.last_mut() {
                last.height += 4.0;
            }
            let node = self.tree.add(division, Role::Paragraph);
            let text = self.rich(node, paragraph, style::BODY)?;
            strips.extend(self.strips_of(&text, style::BODY, inner)?);
        }
        inset(&mut strips);
        draw_frame(&mut strips, frame);
        hold(&mut strips, Keep::Wanted);
        self.push(strips, style::BLOCK_GAP);
        Ok(())
    }

    fn key_facts(&mut self, facts: &[KeyFact], frame: Frame) -> Result<(), PdfError> {
        let list = self.tree.add(self.parent(), Role::List { ordered: false });
        let mut strip = Strip {
            before: style::BLOCK_GAP,
            after: style::BLOCK_GAP,
            ..Strip::default()
        };
        let columns = frame.columns(facts.len().max(1), style::GUTTER);
        let mut labels = Vec::new();
        for (fact, &column) in facts.iter().zip(&columns) {
            let entry = self.tree.add(list, Role::ListItem);
            let body = self.tree.add(entry, Role::ListBody);
            let label = self.plain(body, Role::Paragraph, &fact.label, style::FACT_LABEL)?;
            let lines = self.lines(&label, style::FACT_LABEL, column.width)?.len();
            labels.push((body, label, lines));
        }
        // Short labels stand lower, so that each is right above its number and numbers stand in a line.
        let most = labels.iter().map(|&(_, _, lines)| lines).max().unwrap_or(0);
        let value_top = FACT_TOP + style::FACT_LABEL.leading * most as f64;
        for ((fact, &column), (body, label, lines)) in facts.iter().zip(&columns).zip(labels) {
            let label_top = FACT_TOP + style::FACT_LABEL.leading * (most - lines) as f64;
            strip.items.push(Item::rule(
                column.x,
                0.0,
                column.width,
                2.5,
                colour(Paint::First),
            ));
            let (items, areas, _) = self.stack(&label, style::FACT_LABEL, column, label_top)?;
            strip.add((items, areas));
            let bottom = self.fact_value(fact, column, body, value_top, &mut strip)?;
            strip.height = strip.height.max(bottom);
        }
        self.strips.push(strip);
        Ok(())
    }

    fn fact_value(
        &mut self,
        fact: &KeyFact,
        column: Frame,
        body: NodeId,
        top: f64,
        strip: &mut Strip,
    ) -> Result<f64, PdfError> {
        let value = self.plain(body, Role::Paragraph, &fact.value, style::FACT_VALUE)?;
        let (items, areas, height) = self.stack(&value, style::FACT_VALUE, column, top)?;
        strip.add((items, areas));
        if fact.detail.trim().is_empty() {
            return Ok(top + height);
        }
        let detail = self.plain(body, Role::Paragraph, &fact.detail, style::FACT_DETAIL)?;
        let (items, areas, more) = self.stack(&detail, style::FACT_DETAIL, column, top + height)?;
        strip.add((items, areas));
        Ok(top + height + more)
    }

    /// Adds the strips of a block with space below the last.
    pub(super) fn push(&mut self, mut strips: Vec<Strip>, after: f64) {
        if let Some(last) = strips.last_mut() {
            last.after = after;
        }
        self.strips.append(&mut strips);
    }
}

/// Space between the frame of a notice and its text.
const INSET: f64 = 12.0;
/// Width of the bar at the left of a notice.
const BAR: f64 = 4.0;
/// From the rule above a key fact to its label.
const FACT_TOP: f64 = 6.0;

/// Whether a block is the sentence before a list or a table, which stays with it when short.
fn introduces(block: &Block, next: Option<&Block>) -> bool {
    matches!(block, Block::Paragraph { .. })
        && matches!(next, Some(Block::List { .. } | Block::Table(_)))
}

/// Makes room between a notice's frame and its text.
fn inset(strips: &mut [Strip]) {
    let room = INSET - 2.0;
    if let Some(first) = strips.first_mut() {
        first.before = style::BLOCK_GAP;
        first.height += room;
        let items = std::mem::take(&mut first.items);
        first.items = items
            .into_iter()
            .map(|item| item.shifted(0.0, room))
            .collect();
        first.areas.iter_mut().for_each(|area| area.y += room);
    }
    if let Some(last) = strips.last_mut() {
        last.height += room;
    }
}

/// Draws the frame of a notice around its strips, so that each page has its part.
fn draw_frame(strips: &mut [Strip], frame: Frame) {
    let grid = colour(Paint::Grid);
    let right = frame.x + frame.width - style::FINE;
    let count = strips.len();
    for (index, strip) in strips.iter_mut().enumerate() {
        let bar = Mark::rectangle(frame.x, 0.0, BAR, strip.height, colour(Paint::First));
        let mut marks = vec![
            Item {
                content: None,
                mark: bar,
            },
            Item {
                content: None,
                mark: Mark::rectangle(right, 0.0, style::FINE, strip.height, grid),
            },
        ];
        if index == 0 {
            marks.push(Item::rule(
                frame.x + BAR,
                0.0,
                frame.width - BAR,
                style::FINE,
                grid,
            ));
        }
        if index + 1 == count {
            marks.push(Item::rule(
                frame.x + BAR,
                strip.height - style::FINE,
                frame.width - BAR,
                style::FINE,
                grid,
            ));
        }
        marks.append(&mut strip.items);
        strip.items = marks;
    }
}
