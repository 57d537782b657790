//! Drawings as accessible inline SVG.
//!
//! Colours are classes: `f-first` fills and `s-first` strokes with [`Paint::First`](super::drawing::Paint::First), and so on for
//! every paint. The page defines them; [`STYLESHEET`] does so for light and dark. Text is text in
//! the page's own font.

mod style;
mod value;

use std::fmt::Write as _;

use super::colour::{Colour, PAINTS, colour};
use super::drawing::{Drawing, Shape};
use style::Style;
use value::number;

pub use value::escaped;

/// Rules for the classes of every paint, in terms of custom properties a page may set itself.
///
/// The colours of the categories keep a contrast of 3:1 to their neighbours and to the page, light
/// and dark.
pub const STYLESHEET: &str = include_str!("chart.css");

/// What an SVG is to those who hear the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role<'a> {
    /// A picture with its own title and description, whose ids begin with this, unique on the
    /// page. It takes the width it is given.
    Image(&'a str),
    /// Hidden: the page says the same in words right beside it. It has a size of its own.
    Decorative,
}

/// Writes a drawing as an `<svg>` element to be put into a page.
///
/// # Examples
///
/// ```
/// use care_scorecard_drawing::chart::sparkline::Sparkline;
/// use care_scorecard_drawing::chart::svg::{Role, svg};
///
/// let sparkline = Sparkline {
///     title: "Fewer each year".to_owned(),
///     description: None,
///     width: 60.0,
///     height: 14.0,
///     values: vec![Some(14.0), None, Some(11.0)],
///     band: None,
/// };
/// let hidden = svg(&sparkline.draw(), Role::Decorative);
/// assert!(hidden.starts_with(r#"<svg class="chart" aria-hidden="true""#));
/// ```
pub fn svg(drawing: &Drawing, role: Role<'_>) -> String {
    let (width, height) = (number(drawing.width), number(drawing.height));
    let mut out = String::from("<svg class=\"chart\"");
    // Writing to a string cannot fail.
    let _ = match role {
        Role::Image(id) => write!(
            out,
            " role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {width} {height}\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            escaped(&drawing.title),
            escaped(&drawing.description),
            id = escaped(id),
        ),
        Role::Decorative => write!(
            out,
            " aria-hidden=\"true\" width=\"{width}pt\" height=\"{height}pt\" \
             viewBox=\"0 0 {width} {height}\">"
        ),
    };
    for run in drawing.shapes.chunk_by(|a, b| Style::of(a) == Style::of(b)) {
        write_run(&mut out, run);
    }
    out.push_str("</svg>");
    out
}

/// Writes a drawing as a file of its own, in the colours of print.
pub fn alone(drawing: &Drawing) -> String {
    let mut rules = String::new();
    for paint in PAINTS {
        let Colour(red, green, blue) = colour(paint);
        let name = style::name(paint);
        let _ = write!(
            rules,
            ".f-{name}{{fill:#{red:02x}{green:02x}{blue:02x}}}.s-{name}{{stroke:#{red:02x}{green:02x}{blue:02x}}}"
        );
    }
    let inline = svg(drawing, Role::Decorative);
    let (head, shapes) = inline.split_once('>').unwrap_or((inline.as_str(), ""));
    let head = head.trim_start_matches("<svg class=\"chart\" aria-hidden=\"true\"");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"Noto Sans, Arial, \
         sans-serif\"{head}><style>{rules}</style>{shapes}\n"
    )
}

/// Shapes of one style: lines as one path, a single shape by itself, others in a group.
fn write_run(out: &mut String, run: &[Shape]) {
    let Some(first) = run.first() else { return };
    let style = Style::of(first);
    let attributes = style.attributes();
    if let Style::Line(_) = style {
        let path: String = run.iter().map(path_of).collect();
        let _ = write!(out, "<path{attributes} d=\"{path}\"/>");
    } else if let [only] = run {
        write_shape(out, only, &attributes);
    } else {
        let _ = write!(out, "<g{attributes}>");
        for shape in run {
            write_shape(out, shape, "");
        }
        out.push_str("</g>");
    }
}

fn write_shape(out: &mut String, shape: &Shape, attributes: &str) {
    let _ = match shape {
        Shape::Line { .. } | Shape::Polygon { .. } => {
            write!(out, "<path{attributes} d=\"{}\"/>", path_of(shape))
        }
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            ..
        } => write!(
            out,
            "<rect{attributes} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            number(*x),
            number(*y),
            number(*width),
            number(*height)
        ),
        Shape::Circle { x, y, radius, .. } => write!(
            out,
            "<circle{attributes} cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            number(*x),
            number(*y),
            number(*radius)
        ),
        Shape::Text { x, y, content, .. } => write!(
            out,
            "<text{attributes} x=\"{}\" y=\"{}\">{}</text>",
            number(*x),
            number(*y),
            escaped(content)
        ),
    };
}

/// Lines and polygons in path syntax, with short forms for level and upright strokes.
fn path_of(shape: &Shape) -> String {
    let (points, closed) = match shape {
        Shape::Line { points, .. } => (points, false),
        Shape::Polygon { points, .. } => (points, true),
        _ => return String::new(),
    };
    let mut path = String::new();
    let mut before: Option<(String, String)> = None;
    for (x, y) in points {
        let here = (number(*x), number(*y));
        let _ = match &before {
            None => write!(path, "M{} {}", here.0, here.1),
            Some(last) if *last == here => Ok(()),
            Some((_, y)) if *y == here.1 => write!(path, "H{}", here.0),
            Some((x, _)) if *x == here.0 => write!(path, "V{}", here.1),
            Some(_) => write!(path, "L{} {}", here.0, here.1),
        };
        before = Some(here);
    }
    if closed {
        path.push('Z');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::super::drawing::{Paint, Stroke};
    use super::style::name;
    use super::*;

    fn drawing(shapes: Vec<Shape>) -> Drawing {
        let (title, description) = ("A < B".to_owned(), "\"Half\" & more".to_owned());
        Drawing {
            width: 100.0,
            height: 50.0,
            title,
            description,
            shapes,
        }
    }

    #[test]
    fn an_image_has_a_name_and_a_description() {
        let written = svg(&drawing(vec![]), Role::Image("c1"));
        assert_eq!(
            written,
            "<svg class=\"chart\" role=\"img\" aria-labelledby=\"c1-title c1-desc\" \
             viewBox=\"0 0 100 50\"><title id=\"c1-title\">A &lt; B</title>\
             <desc id=\"c1-desc\">&quot;Half&quot; &amp; more</desc></svg>"
        );
    }

    #[test]
    fn a_decoration_is_hidden_and_has_no_ids() {
        let written = svg(&drawing(vec![]), Role::Decorative);
        assert!(written.contains("aria-hidden=\"true\""), "{written}");
        assert!(
            !written.contains("id=") && !written.contains("<title"),
            "{written}"
        );
    }

    #[test]
    fn shapes_of_one_style_stand_in_one_group() {
        let line = |y| Shape::line((0.0, y), (100.0, y), Stroke::solid(Paint::Grid, 0.5));
        let dot = |x| Shape::dot((x, 10.0), 2.0, Paint::First);
        let text = Shape::text((1.005, 9.0), 8.0, "5 < 6").bold();
        let written = svg(
            &drawing(vec![line(1.0), line(2.5), dot(3.0), dot(4.0), text]),
            Role::Decorative,
        );
        let (_, shapes) = written.split_once("50\">").unwrap();
        assert_eq!(
            shapes,
            "<path class=\"s-grid\" fill=\"none\" stroke-width=\".5\" d=\"M0 1H100M0 2.5H100\"/>\
             <g class=\"f-first\"><circle cx=\"3\" cy=\"10\" r=\"2\"/>\
             <circle cx=\"4\" cy=\"10\" r=\"2\"/></g>\
             <text class=\"f-ink\" font-size=\"8\" font-weight=\"700\" x=\"1\" y=\"9\">\
             5 &lt; 6</text></svg>"
        );
    }

    #[test]
    fn numbers_are_trimmed() {
        let written = [0.0, -0.001, 0.5, -0.25, 12.0, 1.239].map(number);
        assert_eq!(written, ["0", "0", ".5", "-.25", "12", "1.24"]);
    }

    #[test]
    fn every_paint_has_its_rules() {
        for paint in Paint::CATEGORIES.into_iter().chain([
            Paint::Ink,
            Paint::Muted,
            Paint::Grid,
            Paint::Surface,
            Paint::Context,
            Paint::Better,
            Paint::Worse,
        ]) {
            let name = name(paint);
            assert!(
                STYLESHEET.contains(&format!(".f-{name}{{fill:var(--chart-{name}")),
                "{name}"
            );
            assert!(
                STYLESHEET.contains(&format!(".s-{name}{{stroke:var(--chart-{name}")),
                "{name}"
            );
        }
    }

    /// Relative luminance of a colour written as #rrggbb.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if share <= 0.03928 {
                share / 12.92
            } else {
                libm::pow((share + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn colours_keep_their_contrast_light_and_dark() {
        let (light, dark) = STYLESHEET.split_once("@media").unwrap();
        for rules in [light, dark] {
            let colour = |paint: Paint| {
                let (_, rest) = rules
                    .split_once(&format!("--chart-{}:", name(paint)))
                    .unwrap();
                &rest[..7]
            };
            let surface = colour(Paint::Surface);
            for pair in Paint::CATEGORIES.windows(2) {
                assert!(
                    contrast(colour(pair[0]), colour(pair[1])) >= 3.0,
                    "{pair:?}"
                );
            }
            // Dots and ranges of everyone else carry meaning too. The pages are a little darker than white, and
            // a little lighter than black.
            let page = if surface == "#ffffff" {
                "#fcfcfa"
            } else {
                "#14171a"
            };
            for paint in Paint::CATEGORIES.into_iter().chain([Paint::Context]) {
                assert!(contrast(colour(paint), surface) >= 3.0, "{paint:?}");
                assert!(contrast(colour(paint), page) >= 3.0, "{paint:?} on a page");
            }
            for paint in Paint::CATEGORIES {
                assert!(
                    contrast(colour(paint), colour(paint.on_top())) >= 4.5,
                    "on {paint:?}"
                );
            }
            for paint in [
                Paint::Ink,
                Paint::Muted,
                Paint::First,
                Paint::Better,
                Paint::Worse,
            ] {
                assert!(contrast(colour(paint), surface) >= 4.5, "{paint:?}");
            }
        }
    }
}
