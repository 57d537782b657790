//! The list of providers of children's social care, shaped as the inspectorate publishes it.

use super::count::Counts;
use super::row::cell;
use crate::sample::draw::{Draw, whole};
use crate::sample::nation::{Authority, region_name};

const HEADER: &str = "Web link,URN,Provision type,Registration date,Registration status,Name,Ofsted region,Government Office Region,Local authority,Sector,Premises,Places,Short-break-only children's home,Multi-building children's home,Latest full inspection date,Overall experiences and progress of children and young people";
const SHORT_BREAKS: &str = "Short-break-only children's home";

/// The list at 31 March of a year.
pub(super) fn list(seed: u64, year: i16, nation: &[Authority], counts: &[Counts]) -> String {
    let blanks = ",".repeat(HEADER.matches(',').count());
    let mut text = format!(
        "Children's social care data in a sample nation {year} – Provider level as at 31 March {year}{blanks}\n\
         \"This worksheet contains one table, this table begins in cell A4. None of its providers exists.\"{blanks}\n\
         Some cells in this table are empty. This is in instances where the column refers to data that is not applicable for that provider type.{blanks}\n\
         {HEADER}\n"
    );
    for (authority, counts) in nation.iter().zip(counts) {
        let mut list = List {
            authority,
            year,
            number: 0,
            draw: Draw::of(seed, "providers", authority.number as u64),
            text: &mut text,
        };
        list.homes(counts.home_places);
        list.others();
    }
    text
}

struct List<'a> {
    authority: &'a Authority,
    year: i16,
    number: usize,
    draw: Draw,
    text: &'a mut String,
}

impl List<'_> {
    /// Children's homes that have the given places between them.
    fn homes(&mut self, places: usize) {
        const SIZES: [(usize, f64); 7] = [
            (3, 0.26),
            (4, 0.25),
            (2, 0.18),
            (5, 0.12),
            (6, 0.09),
            (1, 0.07),
            (8, 0.03),
        ];
        let mut left = places;
        while left > 0 {
            let size = self.draw.weighted(&SIZES).unwrap_or(3).min(left);
            left -= size;
            let sectors = [
                ("Private", 0.8),
                ("Local Authority", 0.13),
                ("Voluntary", 0.07),
            ];
            let sector = self.draw.weighted(&sectors).unwrap_or("Private");
            self.row("Children's home", "Active", sector, Some(size), false);
        }
    }

    /// What is not counted as capacity: short breaks, fostering agencies, schools, a closed home.
    fn others(&mut self) {
        let children = self.authority.profile.children;
        for _ in 0..whole(children / 500.0).min(3) {
            self.row(
                "Children's home",
                "Active",
                "Local Authority",
                Some(6),
                true,
            );
            self.row(
                "Independent Fostering Agency",
                "Active",
                "Private",
                None,
                false,
            );
        }
        if self.draw.happens(0.3) {
            self.row(
                "Residential Special School",
                "Active",
                "Academy",
                Some(40),
                false,
            );
        }
        if self.draw.happens(0.1) {
            self.row("Children's home", "Suspended", "Private", Some(4), false);
        }
        self.row(
            "Independent Fostering Agency",
            "Active",
            "Voluntary",
            None,
            false,
        );
    }

    fn row(&mut self, kind: &str, status: &str, sector: &str, places: Option<usize>, short: bool) {
        self.number += 1;
        let judgements = [
            ("Good", 0.7),
            ("Outstanding", 0.14),
            ("Requires improvement to be good", 0.13),
            ("Inadequate", 0.02),
            ("", 0.01),
        ];
        let judgement = self.draw.weighted(&judgements).unwrap_or("");
        let day = self.draw.between(1, 28);
        let inspected = format!("{day:02}/{:02}/{}", self.draw.between(4, 12), self.year - 1);
        let registered = format!("{day:02}/05/{}", self.draw.between(2004, 2019));
        let urn = format!("SAMPLE{}{:04}", self.authority.number + 1, self.number);
        let name = format!("{} House {}", self.authority.name, self.number);
        let region = region_name(self.authority.region);
        let places = places.map(|n| n.to_string()).unwrap_or_default();
        let short = if short { SHORT_BREAKS } else { "" };
        let cells = [
            "",
            &urn,
            kind,
            &registered,
            status,
            &name,
            region,
            region,
            &self.authority.name,
            sector,
            "",
            &places,
            short,
            "",
            &inspected,
            judgement,
        ];
        let line: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        *self.text += &line.join(",");
        self.text.push('\n');
    }
}
