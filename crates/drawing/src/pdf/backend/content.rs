//! Marks as page operators, grouped by the content they belong to.

use std::rc::Rc;

use printpdf::{
    Color, DictItem, FontId, Line, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, Point,
    Polygon, PolygonRing, Pt, Rect, Rgb, WindingOrder,
};

use crate::pdf::error::PdfError;
use crate::pdf::font::{Shaped, typeface};
use crate::pdf::page::{Item, Mark, Outline, Page, Pages, Path, Pen, Text};
use crate::pdf::style::Colour;
use crate::pdf::tag::ContentId;
use crate::typeface::Face;

use super::file::rounded;
use super::fonts::{self, Fonts};
use super::role::role_name;

/// Painted pages, and which content each marked sequence of a page belongs to.
pub(crate) struct Painted {
    pages: Vec<Vec<Op>>,
    /// By page, the content of each marked sequence in the order of their numbers.
    pub(crate) sequences: Vec<Vec<ContentId>>,
}

impl Painted {
    /// Hands over the operators of each page.
    pub(crate) fn take_operations(&mut self) -> Vec<Vec<Op>> {
        std::mem::take(&mut self.pages)
    }

    /// By content, the marked sequences it is painted in, as page and number.
    pub(crate) fn by_content(&self, contents: usize) -> Vec<Vec<(usize, i64)>> {
        let mut places = vec![Vec::new(); contents];
        for (page, sequences) in self.sequences.iter().enumerate() {
            for (number, content) in (0..).zip(sequences) {
                places[content.0].push((page, number));
            }
        }
        places
    }
}

/// Paints pages.
///
/// # Errors
/// [`PdfError::Font`] when a face cannot be read.
pub(crate) fn paint(pages: &Pages, fonts: &Fonts) -> Result<Painted, PdfError> {
    let mut painted = Painted {
        pages: Vec::new(),
        sequences: Vec::new(),
    };
    for page in &pages.pages {
        let mut painter = Painter {
            fonts,
            height: pages.height,
            ops: Vec::new(),
            state: State::default(),
        };
        painted.sequences.push(painter.page(page, pages)?);
        painted.pages.push(painter.ops);
    }
    Ok(painted)
}

/// What the operators so far have set.
#[derive(Default)]
struct State {
    fill: Option<Colour>,
    stroke: Option<Colour>,
    width: Option<f32>,
    dash: Vec<f32>,
    font: Option<(Face, f32)>,
}

struct Painter<'a> {
    fonts: &'a Fonts,
    height: f64,
    ops: Vec<Op>,
    state: State,
}

impl Painter<'_> {
    fn page(&mut self, page: &Page, pages: &Pages) -> Result<Vec<ContentId>, PdfError> {
        let mut sequences = Vec::new();
        for run in page.items.chunk_by(|one, next| one.content == next.content) {
            match run.first().and_then(|item| item.content) {
                None => self.ops.push(Op::BeginMarkedContent {
                    tag: "Artifact".into(),
                }),
                Some(content) => {
                    let role = pages.tree.node(pages.tree.owner(content)).role;
                    self.begin(role_name(role), sequences.len() as i64);
                    sequences.push(content);
                }
            }
            self.items(run)?;
            self.ops.push(Op::EndMarkedContent);
        }
        Ok(sequences)
    }

    fn begin(&mut self, tag: &str, number: i64) {
        let map = [("MCID".to_owned(), DictItem::Int(number))].into();
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.into(),
            properties,
        });
    }

    fn items(&mut self, items: &[Item]) -> Result<(), PdfError> {
        items.iter().try_for_each(|item| match &item.mark {
            Mark::Text(text) => self.text(text),
            Mark::Path(path) => {
                self.path(path);
                Ok(())
            }
        })
    }

    fn text(&mut self, text: &Text) -> Result<(), PdfError> {
        self.fill(text.colour);
        let size = rounded(text.size);
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetTextCursor {
            pos: self.point(text.x, text.y),
        });
        let mut left = text.words.len();
        for run in text.words.chunk_by(|one, next| one.face == next.face) {
            let Some(face) = run.first().map(|word| word.face) else {
                continue;
            };
            left -= run.len();
            self.font(face, size);
            let shown = self.show(face, run, left > 0)?;
            self.ops.push(shown);
        }
        self.ops.push(Op::EndTextSection);
        Ok(())
    }

    fn font(&mut self, face: Face, size: f32) {
        if self.state.font == Some((face, size)) {
            return;
        }
        let font = PdfFontHandle::External(FontId(fonts::name(face).into()));
        self.ops.push(Op::SetFont {
            font,
            size: Pt(size),
        });
        self.state.font = Some((face, size));
    }

    /// Shows glyphs by their numbers, with kerning between them, and behind them if more follows.
    fn show(&self, face: Face, words: &[Rc<Shaped>], more: bool) -> Result<Op, PdfError> {
        let units = typeface(face)?.units;
        let mut parts = Vec::new();
        let mut codes = Vec::new();
        let mut back = 0;
        for glyph in words.iter().flat_map(|word| &word.glyphs) {
            back += glyph.before;
            if back != 0 {
                flush(&mut parts, &mut codes);
                parts.push(DictItem::Real(rounded(f64::from(back) * 1000.0 / units)));
            }
            codes.extend(self.fonts.glyph(face, glyph.id).to_be_bytes());
            back = glyph.after;
        }
        flush(&mut parts, &mut codes);
        if back != 0 && more {
            parts.push(DictItem::Real(rounded(f64::from(back) * 1000.0 / units)));
        }
        let plain = parts.len() == 1;
        let value = if plain {
            parts
        } else {
            vec![DictItem::Array(parts)]
        };
        Ok(Op::Unknown {
            key: if plain { "Tj" } else { "TJ" }.into(),
            value,
        })
    }

    fn path(&mut self, path: &Path) {
        if let Some(colour) = path.fill {
            self.fill(colour);
        }
        if let Some(pen) = &path.stroke {
            self.pen(pen);
        }
        let mode = match (path.fill, &path.stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, _) => PaintMode::Stroke,
        };
        let op = self.outline(&path.outline, mode);
        self.ops.push(op);
    }

    fn outline(&self, outline: &Outline, mode: PaintMode) -> Op {
        let corners = |points: &[(f64, f64)]| {
            points
                .iter()
                .map(|&(x, y)| self.line_point(x, y, false))
                .collect()
        };
        match outline {
            Outline::Lines {
                points,
                closed: false,
            } => Op::DrawLine {
                line: Line {
                    points: corners(points),
                    is_closed: false,
                },
            },
            Outline::Lines {
                points,
                closed: true,
            } => polygon(corners(points), mode),
            Outline::Rectangle {
                x,
                y,
                width,
                height,
            } => self.rectangle((*x, *y), (*width, *height), mode),
            Outline::Circle { x, y, radius } => polygon(self.circle(*x, *y, *radius), mode),
        }
    }

    fn rectangle(&self, (x, y): (f64, f64), (width, height): (f64, f64), mode: PaintMode) -> Op {
        let corner = self.point(x, y + height);
        let (width, height) = (Pt(rounded(width)), Pt(rounded(height)));
        let winding_order = Some(WindingOrder::NonZero);
        Op::DrawRectangle {
            rectangle: Rect {
                x: corner.x,
                y: corner.y,
                width,
                height,
                mode: Some(mode),
                winding_order,
            },
        }
    }

    /// A circle as four curves.
    fn circle(&self, x: f64, y: f64, radius: f64) -> Vec<LinePoint> {
        let pull = radius * 0.552_284_75;
        let mut points = vec![self.line_point(x + radius, y, false)];
        for (cos, sin) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
            let at = |along: f64, across: f64| {
                (
                    x + cos * along - sin * across,
                    y + sin * along + cos * across,
                )
            };
            for ((x, y), handle) in [
                (at(radius, pull), true),
                (at(pull, radius), true),
                (at(0.0, radius), false),
            ] {
                points.push(self.line_point(x, y, handle));
            }
        }
        points
    }

    fn fill(&mut self, colour: Colour) {
        if self.state.fill != Some(colour) {
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
            self.state.fill = Some(colour);
        }
    }

    fn pen(&mut self, pen: &Pen) {
        if self.state.stroke != Some(pen.colour) {
            self.ops.push(Op::SetOutlineColor {
                col: rgb(pen.colour),
            });
            self.state.stroke = Some(pen.colour);
        }
        let width = rounded(pen.width);
        if self.state.width != Some(width) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
            self.state.width = Some(width);
        }
        let dash = if pen.dashed {
            vec![
                rounded(pen.width * 3.0 + 1.0),
                rounded(pen.width * 2.0 + 1.0),
            ]
        } else {
            Vec::new()
        };
        if self.state.dash != dash {
            self.ops.push(Op::SetLineDashPattern {
                dash: LineDashPattern::new(0.0, &dash),
            });
            self.state.dash = dash;
        }
    }

    fn point(&self, x: f64, y: f64) -> Point {
        Point {
            x: Pt(rounded(x)),
            y: Pt(rounded(self.height - y)),
        }
    }

    fn line_point(&self, x: f64, y: f64, bezier: bool) -> LinePoint {
        LinePoint {
            p: self.point(x, y),
            bezier,
        }
    }
}

fn flush(parts: &mut Vec<DictItem>, codes: &mut Vec<u8>) {
    if !codes.is_empty() {
        parts.push(DictItem::String {
            data: std::mem::take(codes),
            literal: true,
        });
    }
}

fn polygon(points: Vec<LinePoint>, mode: PaintMode) -> Op {
    let rings = vec![PolygonRing { points }];
    Op::DrawPolygon {
        polygon: Polygon {
            rings,
            mode,
            winding_order: WindingOrder::NonZero,
        },
    }
}

fn rgb(Colour(red, green, blue): Colour) -> Color {
    let channel = |value: u8| (libm::round(f64::from(value) / 255.0 * 1000.0) / 1000.0) as f32;
    Color::Rgb(Rgb {
        r: channel(red),
        g: channel(green),
        b: channel(blue),
        icc_profile: None,
    })
}
