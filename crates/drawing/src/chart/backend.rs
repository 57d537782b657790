//! A plotters backend that records a display list instead of painting.
//!
//! Plotters counts in whole pixels: one pixel here is a tenth of a point, font sizes included.
//! Plotters' own estimate of a text's size, and its SVG writer, divide font sizes by 1.24; this
//! backend does neither, so a size given to plotters is the size recorded.

use std::fmt;

use plotters::style::{FontStyle, RGBColor};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::colour::PAINTS;
use super::drawing::{Anchor, Paint, Shape, Stroke};
use super::measure_text::{CAP_HEIGHT, width};

/// Plotters' pixels in a point.
pub(super) const PER_POINT: f64 = 10.0;

/// The colour that stands for a paint on the way through plotters: its red channel is the place among all
/// paints, the green one says dashed.
pub(super) fn colour(paint: Paint, dashed: bool) -> RGBColor {
    let place = PAINTS
        .iter()
        .position(|known| *known == paint)
        .unwrap_or_default();
    RGBColor(u8::try_from(place).unwrap_or_default(), u8::from(dashed), 0)
}

fn paint_of(colour: BackendColor) -> Result<(Paint, bool), DrawingErrorKind<UnknownColour>> {
    let (place, dashed, rest) = colour.rgb;
    match PAINTS.get(usize::from(place)) {
        Some(paint) if dashed < 2 && rest == 0 => Ok((*paint, dashed == 1)),
        _ => Err(DrawingErrorKind::DrawingError(UnknownColour(colour.rgb))),
    }
}

/// A colour that stands for no paint.
#[derive(Debug)]
pub(super) struct UnknownColour((u8, u8, u8));

impl fmt::Display for UnknownColour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the colour {:?} stands for no paint", self.0)
    }
}

impl std::error::Error for UnknownColour {}

type Recorded = Result<(), DrawingErrorKind<UnknownColour>>;

/// Records what plotters draws at the end of a list of shapes.
#[derive(Debug)]
pub(super) struct Recorder<'a> {
    size: (u32, u32),
    shapes: &'a mut Vec<Shape>,
}

impl<'a> Recorder<'a> {
    /// A canvas of this many points.
    pub(super) fn new(width: f64, height: f64, shapes: &'a mut Vec<Shape>) -> Self {
        Self {
            size: (pixels(width), pixels(height)),
            shapes,
        }
    }
}

/// A length in points, in pixels.
pub(super) fn pixels(points: f64) -> u32 {
    (points * PER_POINT).round().max(0.0) as u32
}

fn points((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / PER_POINT, f64::from(y) / PER_POINT)
}

fn invisible(style: &impl BackendStyle) -> bool {
    style.color().alpha == 0.0
}

fn stroke_of(style: &impl BackendStyle) -> Result<Stroke, DrawingErrorKind<UnknownColour>> {
    let (paint, dashed) = paint_of(style.color())?;
    let width = f64::from(style.stroke_width()) / PER_POINT;
    Ok(Stroke {
        paint,
        width,
        dashed,
    })
}

/// Fill and outline of a closed shape, of which plotters asks for one at a time.
fn surface_of(
    style: &impl BackendStyle,
    filled: bool,
) -> Result<(Option<Paint>, Option<Stroke>), DrawingErrorKind<UnknownColour>> {
    if filled {
        Ok((Some(paint_of(style.color())?.0), None))
    } else {
        Ok((None, Some(stroke_of(style)?)))
    }
}

impl DrawingBackend for Recorder<'_> {
    type ErrorType = UnknownColour;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Recorded {
        Ok(())
    }

    fn present(&mut self) -> Recorded {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Recorded {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Recorded {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        filled: bool,
    ) -> Recorded {
        if invisible(style) {
            return Ok(());
        }
        let ((x, y), (right, bottom)) = (points(upper_left), points(bottom_right));
        let (fill, stroke) = surface_of(style, filled)?;
        let (width, height) = (right - x, bottom - y);
        self.shapes.push(Shape::Rectangle {
            x,
            y,
            width,
            height,
            fill,
            stroke,
        });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Recorded {
        let points: Vec<_> = path.into_iter().map(points).collect();
        if invisible(style) || points.len() < 2 {
            return Ok(());
        }
        self.shapes.push(Shape::Line {
            points,
            stroke: stroke_of(style)?,
        });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        filled: bool,
    ) -> Recorded {
        if invisible(style) {
            return Ok(());
        }
        let ((x, y), (fill, stroke)) = (points(centre), surface_of(style, filled)?);
        let radius = f64::from(radius) / PER_POINT;
        self.shapes.push(Shape::Circle {
            x,
            y,
            radius,
            fill,
            stroke,
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Recorded {
        let points: Vec<_> = corners.into_iter().map(points).collect();
        if invisible(style) || points.len() < 3 {
            return Ok(());
        }
        let (fill, stroke) = surface_of(style, true)?;
        self.shapes.push(Shape::Polygon {
            points,
            fill,
            stroke,
        });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        content: &str,
        style: &S,
        position: BackendCoord,
    ) -> Recorded {
        let ((x, y), size) = (points(position), style.size() / PER_POINT);
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let below = match style.anchor().v_pos {
            VPos::Top => CAP_HEIGHT * size,
            VPos::Center => CAP_HEIGHT * size / 2.0,
            VPos::Bottom => 0.0,
        };
        self.shapes.push(Shape::Text {
            x,
            y: y + below,
            size,
            anchor,
            bold: is_bold(style),
            paint: paint_of(style.color())?.0,
            content: content.to_owned(),
        });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        content: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<UnknownColour>> {
        let wide = width(content, style.size(), is_bold(style)).ceil() as u32;
        Ok((wide, (CAP_HEIGHT * style.size()).ceil() as u32))
    }
}

fn is_bold(style: &impl BackendTextStyle) -> bool {
    matches!(style.style(), FontStyle::Bold)
}

#[cfg(test)]
mod tests {
    use plotters::drawing::IntoDrawingArea;
    use plotters::element::{Circle, PathElement};
    use plotters::style::text_anchor::Pos;
    use plotters::style::{Color, IntoTextStyle, RED, ShapeStyle, TextStyle};

    use super::*;

    fn recorded(draw: impl FnOnce(Recorder<'_>)) -> Vec<Shape> {
        let mut shapes = Vec::new();
        draw(Recorder::new(48.0, 30.0, &mut shapes));
        shapes
    }

    #[test]
    fn every_paint_comes_back() {
        for paint in PAINTS {
            for dashed in [false, true] {
                let colour = BackendColor {
                    alpha: 1.0,
                    rgb: colour(paint, dashed).rgb(),
                };
                assert_eq!(paint_of(colour).unwrap(), (paint, dashed));
            }
        }
    }

    #[test]
    fn a_colour_that_is_no_paint_is_refused() {
        recorded(|recorder| {
            let area = recorder.into_drawing_area();
            let line = PathElement::new(vec![(0, 0), (10, 10)], RED);
            let error = area.draw(&line).unwrap_err();
            assert!(error.to_string().contains("(255, 0, 0)"), "{error}");
        });
    }

    #[test]
    fn pixels_are_tenths_of_a_point() {
        let shapes = recorded(|recorder| {
            let area = recorder.into_drawing_area();
            let style = ShapeStyle::from(colour(Paint::Second, true)).stroke_width(15);
            area.draw(&PathElement::new(vec![(0, 5), (480, 5)], style))
                .unwrap();
            let style = colour(Paint::First, false).filled();
            area.draw(&Circle::new((20, 30), 25, style)).unwrap();
        });
        let stroke = Stroke {
            paint: Paint::Second,
            width: 1.5,
            dashed: true,
        };
        let line = Shape::Line {
            points: vec![(0.0, 0.5), (48.0, 0.5)],
            stroke,
        };
        let fill = Some(Paint::First);
        let dot = Shape::Circle {
            x: 2.0,
            y: 3.0,
            radius: 2.5,
            fill,
            stroke: None,
        };
        assert_eq!(shapes, [line, dot]);
    }

    #[test]
    fn a_text_keeps_its_size_and_is_measured_with_its_font() {
        let shapes = recorded(|recorder| {
            let ink = colour(Paint::Ink, false);
            let style: TextStyle<'_> =
                ("sans-serif", 80, FontStyle::Bold, &ink).into_text_style(&(480, 300));
            let style = style.pos(Pos::new(HPos::Center, VPos::Center));
            let (wide, high) = recorder.estimate_text_size("Norton", &style).unwrap();
            assert_eq!(wide, (width("Norton", 8.0, true) * 10.0).ceil() as u32);
            assert_eq!(high, 58);
            recorder
                .into_drawing_area()
                .draw_text("Norton", &style, (100, 100))
                .unwrap();
        });
        let [
            Shape::Text {
                x,
                y,
                size,
                anchor,
                bold,
                ..
            },
        ] = shapes.as_slice()
        else {
            panic!("{shapes:?}");
        };
        assert_eq!(
            (*x, *size, *anchor, *bold),
            (10.0, 8.0, Anchor::Middle, true)
        );
        assert!((y - (10.0 + CAP_HEIGHT * 4.0)).abs() < 1e-9);
    }
}
