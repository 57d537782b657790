//! Drawings as pictures: SVG with PNG beside it, which older programs show.

use crate::chart::drawing::Drawing;
use crate::chart::{raster, svg};

use super::WordError;
use super::xml::escaped;

/// Width of the text in points: A4 less 20 mm on each side.
pub(super) const TEXT_WIDTH: f64 = 481.9;
/// English Metric Units to the point.
const EMU: f64 = 12_700.0;

/// Pictures and links of a document, which the text names by number.
#[derive(Default)]
pub(super) struct Beside {
    /// SVG and PNG of each picture.
    pub(super) pictures: Vec<(String, Vec<u8>)>,
    /// Addresses of links.
    pub(super) links: Vec<String>,
}

impl Beside {
    /// A run with a drawing, at most so many points wide.
    ///
    /// # Errors
    /// Where nothing stands for it, or it cannot be painted.
    pub(super) fn picture(
        &mut self,
        drawing: &Drawing,
        (caption, widest): (&str, f64),
    ) -> Result<String, WordError> {
        let alternative = alternative(drawing);
        if alternative.is_empty() {
            return Err(WordError::MissingAlternative {
                caption: caption.to_owned(),
            });
        }
        let png = raster::png(drawing).ok_or_else(|| WordError::Picture {
            title: drawing.title.clone(),
        })?;
        self.pictures.push((svg::alone(drawing), png));
        let number = self.pictures.len();
        let scale = (widest / drawing.width).min(1.0);
        let size = format!(
            "cx=\"{}\" cy=\"{}\"",
            emu(drawing.width * scale),
            emu(drawing.height * scale)
        );
        let alternative = escaped(&alternative);
        Ok(format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent {size}/><wp:docPr id=\"{number}\" \
             name=\"Picture {number}\" descr=\"{alternative}\"/><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" \
             name=\"picture{number}\" descr=\"{alternative}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip \
             r:embed=\"rPng{number}\"><a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
             xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" \
             r:embed=\"rSvg{number}\"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off \
             x=\"0\" y=\"0\"/><a:ext {size}/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        ))
    }

    /// The number of a link.
    pub(super) fn link(&mut self, url: &str) -> usize {
        let at = self.links.iter().position(|known| known == url);
        let at = at.unwrap_or_else(|| {
            self.links.push(url.to_owned());
            self.links.len() - 1
        });
        at + 1
    }
}

/// What is said to those who do not see it.
fn alternative(drawing: &Drawing) -> String {
    let said = [drawing.title.trim(), drawing.description.trim()];
    let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(". ").replace("..", ".")
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a picture is some hundred points wide"
)]
fn emu(points: f64) -> u64 {
    (points.max(1.0) * EMU).round() as u64
}
