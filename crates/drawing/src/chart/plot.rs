//! A plotting area with two axes, drawn by plotters into the display list.

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::IntoDrawingArea;
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::series::LineSeries;
use plotters::style::{Color, IntoTextStyle, ShapeStyle, TRANSPARENT};

use super::backend::{Recorder, colour, pixels};
use super::bounds::Bounds;
use super::data::Axis;
use super::drawing::{Paint, Shape, Stroke};
use super::measure_text::{fit, width};
use super::scale::Scale;

/// Font size of ticks and axis titles, in points.
pub(super) const TICK_SIZE: f64 = 8.0;
/// Font size of labels within the chart, in points.
pub(super) const LABEL_SIZE: f64 = 8.5;
/// Narrowest chart with axes, in points.
pub(super) const NARROWEST: f64 = 240.0;

/// Distance from an axis to its ticks' labels, in points.
const TICK_GAP: f64 = 4.0;
const GRID_WIDTH: f64 = 0.5;

/// Which of the grid lines are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grid {
    /// Vertical lines, for values that run to the right.
    Vertical,
    /// Horizontal lines, for values that run upwards.
    Horizontal,
}

/// Where the plotting area stands on the canvas and what its axes mean; lengths in points.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Size of the canvas.
    pub(super) width: f64,
    pub(super) height: f64,
    /// Room around the plotting area.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The horizontal axis.
    pub(super) x: Scale,
    /// The vertical axis.
    pub(super) y: Scale,
    pub(super) grid: Grid,
}

impl Frame {
    /// The point on the canvas where a pair of values stands.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let inner = self.inner();
        (
            inner.left + self.x.share(x) * (inner.right - inner.left),
            inner.bottom - self.y.share(y) * (inner.bottom - inner.top),
        )
    }

    /// The plotting area.
    pub(super) fn inner(&self) -> Bounds {
        Bounds {
            left: self.left,
            top: self.top,
            right: self.width - self.right,
            bottom: self.height - self.bottom,
        }
    }

    /// Room the labels of the vertical axis need on its left.
    pub(super) fn room_for_ticks(y: &Scale) -> f64 {
        let widest = y
            .labels()
            .map(|label| width(label, TICK_SIZE, false))
            .fold(0.0, f64::max);
        widest + TICK_GAP + 2.0
    }

    /// Draws grid and ticks, then whatever `series` adds.
    pub(super) fn plot(&self, shapes: &mut Vec<Shape>, series: impl FnOnce(&mut Plot<'_>)) {
        let area = Recorder::new(self.width, self.height, shapes).into_drawing_area();
        let built = ChartBuilder::on(&area)
            .x_label_area_size(pixels(self.bottom))
            .y_label_area_size(pixels(self.left))
            .margin_top(pixels(self.top))
            .margin_right(pixels(self.right))
            .build_cartesian_2d(self.x.clone(), self.y.clone());
        debug_assert!(built.is_ok(), "the chart has no room");
        let Ok(chart) = built else { return };
        let mut plot = Plot(chart);
        plot.mesh(self.grid);
        series(&mut plot);
    }
}

/// A plotting area being drawn on; points are pairs of values, lengths are in points.
///
/// Recording a paint of ours cannot fail, so the methods return nothing.
pub(super) struct Plot<'a>(ChartContext<'a, Recorder<'a>, Cartesian2d<Scale, Scale>>);

impl Plot<'_> {
    fn mesh(&mut self, grid: Grid) {
        let muted = colour(Paint::Muted, false);
        let label = ("sans-serif", f64::from(pixels(TICK_SIZE)), &muted);
        let (wide, high) = self.0.plotting_area().dim_in_pixel();
        let mut mesh = self.0.configure_mesh();
        mesh.set_all_tick_mark_size(pixels(TICK_GAP / 2.0))
            .label_style(label.into_text_style(&(wide, high)))
            .axis_style(TRANSPARENT)
            .light_line_style(TRANSPARENT)
            .bold_line_style(solid(Paint::Grid, GRID_WIDTH));
        match grid {
            Grid::Vertical => mesh.disable_y_mesh(),
            Grid::Horizontal => mesh.disable_x_mesh(),
        };
        succeed(mesh.draw());
    }

    /// Filled circles.
    pub(super) fn dots(
        &mut self,
        at: impl IntoIterator<Item = (f64, f64)>,
        radius: f64,
        paint: Paint,
    ) {
        let style = colour(paint, false).filled();
        let dots = at
            .into_iter()
            .map(|at| Circle::new(at, pixels(radius), style));
        succeed(self.0.draw_series(dots).map(|_| ()));
    }

    /// Connected straight lines.
    pub(super) fn line(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let line = LineSeries::new(points.iter().copied(), style_of(stroke));
        succeed(self.0.draw_series(line).map(|_| ()));
    }

    /// A line of its own for each pair of points.
    pub(super) fn segments(
        &mut self,
        ends: impl IntoIterator<Item = [(f64, f64); 2]>,
        stroke: Stroke,
    ) {
        let lines = ends
            .into_iter()
            .map(|ends| PathElement::new(ends, style_of(stroke)));
        succeed(self.0.draw_series(lines).map(|_| ()));
    }

    /// Filled rectangles between opposite corners.
    pub(super) fn bars(
        &mut self,
        corners: impl IntoIterator<Item = [(f64, f64); 2]>,
        paint: Paint,
    ) {
        let style = colour(paint, false).filled();
        let bars = corners
            .into_iter()
            .map(|corners| Rectangle::new(corners, style));
        succeed(self.0.draw_series(bars).map(|_| ()));
    }
}

fn succeed<E: std::fmt::Debug>(drawn: Result<(), E>) {
    debug_assert!(drawn.is_ok(), "{drawn:?}");
}

fn solid(paint: Paint, width: f64) -> ShapeStyle {
    style_of(Stroke::solid(paint, width))
}

fn style_of(stroke: Stroke) -> ShapeStyle {
    colour(stroke.paint, stroke.dashed).stroke_width(pixels(stroke.width))
}

/// Years along an axis `room` points long, the first and last of them far enough from its ends for
/// their labels; where there is no room for all labels every second has one, or fewer, the last always.
pub(super) fn year_scale(years: &[String], room: f64) -> Scale {
    let steps = years.len().saturating_sub(1) as f64;
    let widths = years.iter().map(|year| width(year, TICK_SIZE, false));
    let widest = widths.fold(1.0, f64::max);
    let inset = (widest / 2.0 + 2.0).min(room / 3.0);
    let pitch = (room - 2.0 * inset) / steps.max(1.0);
    let every = ((widest + 8.0) / pitch).ceil().max(1.0) as usize;
    let labelled = years.iter().enumerate().rev().step_by(every);
    let mut ticks: Vec<_> = labelled
        .map(|(at, year)| (at as f64, year.clone()))
        .collect();
    ticks.reverse();
    if steps == 0.0 {
        return Scale::fixed(-0.5, 0.5, ticks);
    }
    Scale::fixed(-inset / pitch, steps + inset / pitch, ticks)
}

/// The title of a vertical axis, set above it so that nobody has to turn their head.
pub(super) fn title_above(axis: &Axis, frame: &Frame) -> Shape {
    axis_title(axis, (2.0, frame.top - 10.0), frame)
}

/// The title of a horizontal axis, below its ticks and `above` the lower edge of the canvas; it
/// begins where the axis does, or further left if it is long.
pub(super) fn title_below(axis: &Axis, frame: &Frame, above: f64) -> Shape {
    let room = frame.width - 2.0 - width(&axis.title, TICK_SIZE, false);
    axis_title(
        axis,
        (frame.left.min(room).max(2.0), frame.height - 4.0 - above),
        frame,
    )
}

fn axis_title(axis: &Axis, at: (f64, f64), frame: &Frame) -> Shape {
    let title = fit(&axis.title, TICK_SIZE, false, frame.width - 4.0);
    Shape::text(at, TICK_SIZE, title).painted(Paint::Muted)
}
