//! Drawings as PNG, for programs that do not show SVG.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "points on a canvas of some thousand pixels"
)]

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{
    Color, FillRule, Paint as Ink, Path, PathBuilder, Pixmap, Stroke as Line, StrokeDash, Transform,
};

use crate::typeface::Face;

use super::colour::{Colour, colour};
use super::drawing::{Drawing, Paint, Shape, Stroke};

/// Pixels to the point: 180 to the inch.
const SCALE: f32 = 2.5;
/// Pixels to the metre, at that scale.
const PER_METRE: u32 = 7_087;
/// Longest side of a picture, in pixels.
const LARGEST: f64 = 8_000.0;

/// A drawing as PNG on white; none where it has no area or too large a one.
pub fn png(drawing: &Drawing) -> Option<Vec<u8>> {
    let side = |length: f64| {
        let pixels = (length * f64::from(SCALE)).ceil();
        (1.0..=LARGEST).contains(&pixels).then_some(pixels as u32)
    };
    let mut canvas = Pixmap::new(side(drawing.width)?, side(drawing.height)?)?;
    canvas.fill(Color::WHITE);
    for shape in &drawing.shapes {
        paint(&mut canvas, shape);
    }
    encoded(&canvas).ok()
}

/// The pixels as a PNG file of three colours, with the size that a picture on paper has.
fn encoded(canvas: &Pixmap) -> std::io::Result<Vec<u8>> {
    let width = canvas.width() as usize;
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    for row in canvas.pixels().chunks(width) {
        // No filter: large areas of one colour are short as they are.
        zlib.write_all(&[0])?;
        for pixel in row {
            zlib.write_all(&[pixel.red(), pixel.green(), pixel.blue()])?;
        }
    }
    let mut head = [canvas.width().to_be_bytes(), canvas.height().to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    let mut density = [PER_METRE.to_be_bytes(), PER_METRE.to_be_bytes()].concat();
    density.push(1);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let parts: [(&[u8; 4], &[u8]); 4] = [
        (b"IHDR", &head),
        (b"pHYs", &density),
        (b"IDAT", &zlib.finish()?),
        (b"IEND", &[]),
    ];
    for (name, data) in parts {
        let length = u32::try_from(data.len()).map_err(std::io::Error::other)?;
        let mut sum = Crc::new();
        sum.update(name);
        sum.update(data);
        file.extend(length.to_be_bytes());
        file.extend_from_slice(name);
        file.extend_from_slice(data);
        file.extend(sum.sum().to_be_bytes());
    }
    Ok(file)
}

fn paint(canvas: &mut Pixmap, shape: &Shape) {
    match shape {
        Shape::Line { points, stroke } => {
            if let Some(path) = path_of(points, false) {
                outline(canvas, &path, *stroke);
            }
        }
        Shape::Polygon {
            points,
            fill,
            stroke,
        } => area(canvas, path_of(points, true), (*fill, *stroke)),
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            fill,
            stroke,
        } => {
            let corners = [
                (*x, *y),
                (x + width, *y),
                (x + width, y + height),
                (*x, y + height),
            ];
            area(canvas, path_of(&corners, true), (*fill, *stroke));
        }
        Shape::Circle {
            x,
            y,
            radius,
            fill,
            stroke,
        } => {
            let circle = PathBuilder::from_circle(*x as f32, *y as f32, *radius as f32);
            area(canvas, circle, (*fill, *stroke));
        }
        Shape::Text { .. } => text(canvas, shape),
    }
}

fn path_of(points: &[(f64, f64)], closed: bool) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let mut points = points.iter();
    let (x, y) = points.next()?;
    builder.move_to(*x as f32, *y as f32);
    for (x, y) in points {
        builder.line_to(*x as f32, *y as f32);
    }
    if closed {
        builder.close();
    }
    builder.finish()
}

fn ink(role: Paint) -> Ink<'static> {
    let Colour(red, green, blue) = colour(role);
    let mut ink = Ink::default();
    ink.set_color_rgba8(red, green, blue, 255);
    ink
}

fn area(canvas: &mut Pixmap, path: Option<Path>, look: (Option<Paint>, Option<Stroke>)) {
    let Some(path) = path else { return };
    if let Some(fill) = look.0 {
        let scale = Transform::from_scale(SCALE, SCALE);
        canvas.fill_path(&path, &ink(fill), FillRule::Winding, scale, None);
    }
    if let Some(stroke) = look.1 {
        outline(canvas, &path, stroke);
    }
}

fn outline(canvas: &mut Pixmap, path: &Path, stroke: Stroke) {
    let dash = if stroke.dashed {
        StrokeDash::new(vec![4.0, 3.0], 0.0)
    } else {
        None
    };
    let line = Line {
        width: stroke.width as f32,
        dash,
        ..Line::default()
    };
    let scale = Transform::from_scale(SCALE, SCALE);
    canvas.stroke_path(path, &ink(stroke.paint), &line, scale, None);
}

/// A text as the outlines of its signs, each as wide as its face says.
fn text(canvas: &mut Pixmap, shape: &Shape) {
    let Shape::Text {
        x,
        y,
        size,
        anchor,
        bold,
        paint,
        content,
    } = shape
    else {
        return;
    };
    let signs: Vec<(Face, u16, f64)> = content
        .chars()
        .filter_map(|character| sign(Face::of(*bold, false), character))
        .collect();
    let width: f64 = signs.iter().map(|(_, _, ems)| ems * size).sum();
    let mut at = anchor.start(*x, width);
    let mut pen = Pen {
        builder: PathBuilder::new(),
        x: 0.0,
        y: *y as f32,
    };
    for (face, glyph, ems) in signs {
        pen.x = at as f32;
        draw(face, glyph, *size as f32, &mut pen);
        at += ems * size;
    }
    if let Some(path) = pen.builder.finish() {
        let scale = Transform::from_scale(SCALE, SCALE);
        canvas.fill_path(&path, &ink(*paint), FillRule::Winding, scale, None);
    }
}

/// The sign of a character in a face or the one that stands in for it, with its advance in ems.
fn sign(face: Face, character: char) -> Option<(Face, u16, f64)> {
    [face, face.other()].into_iter().find_map(|face| {
        let typeface = face.typeface()?;
        let glyph = typeface.glyph(character)?;
        Some((face, glyph, typeface.ems(character)?))
    })
}

fn draw(face: Face, glyph: u16, size: f32, pen: &mut Pen) {
    let Ok(font) = FontRef::new(face.program()) else {
        return;
    };
    if let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph)) {
        let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
        // A sign that cannot be drawn leaves a gap.
        let _ = outline.draw(settings, pen);
    }
}

/// Takes outlines, whose y grows upwards, to their place on the canvas.
struct Pen {
    builder: PathBuilder,
    x: f32,
    y: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.builder.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.builder.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.builder
            .quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.builder.cubic_to(
            self.x + ax,
            self.y - ay,
            self.x + bx,
            self.y - by,
            self.x + x,
            self.y - y,
        );
    }

    fn close(&mut self) {
        self.builder.close();
    }
}
