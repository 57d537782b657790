//! The postcode directory: where a postcode lies, from the ONS Postcode Directory or any table
//! with its columns.
//!
//! The directory has 2.7 million rows. It is read once, in parts side by side, into a sorted list
//! of 16 bytes a postcode.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use rayon::prelude::*;

use crate::authority::{AuthorityId, Register};
use crate::source::files::Bytes;
use crate::source::ssda903::{Area, Token};

/// Bytes of the directory that one task reads.
const PART: u64 = 16 << 20;

/// A postcode directory whose head has been read.
#[derive(Debug, Clone)]
pub struct PostcodeFile {
    /// Position in the dataset's list of files.
    pub file: usize,
    /// Path relative to the dataset.
    pub name: String,
    pub(crate) bytes: Arc<dyn Bytes>,
    /// Columns of postcode, authority, easting and northing.
    pub(crate) columns: [usize; 4],
    pub(crate) delimiter: u8,
    pub(crate) rows_above: usize,
}

/// A place on the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Metres east; none where the directory has none on the British grid.
    pub east: Option<f64>,
    /// Metres north.
    pub north: Option<f64>,
    area: u16,
}

/// Postcode and area in one number, then easting and northing.
type Entry = (u64, u32, u32);

/// Where postcodes lie.
#[derive(Debug, Default)]
pub struct Postcodes {
    entries: Vec<Entry>,
    codes: Vec<String>,
    areas: BTreeMap<i16, Vec<Area>>,
    /// Rows without a postcode that can be read.
    pub(crate) unread: usize,
    /// Postcodes that stand in more than one authority; the first row counts.
    pub(crate) contradictory: usize,
}

/// Stands for an easting or northing that is not given.
const NO_GRID: u32 = u32::MAX;

impl Postcodes {
    /// Reads a directory and resolves its codes as of 31 March of each year.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn read(file: &PostcodeFile, register: &Register, years: &[i16]) -> io::Result<Self> {
        let size = file.bytes.open()?.size;
        let parts: Vec<Part> = if is_packed(file)? {
            let plain =
                super::ssda903::open::text_of(file.bytes.as_ref()).map_err(io::Error::other)?;
            vec![Part::read(
                file,
                BufReader::new(plain.into_stream()),
                u64::MAX,
                file.rows_above + 1,
            )?]
        } else {
            (0..size.div_ceil(PART))
                .into_par_iter()
                .map(|part| part_of(file, part))
                .collect::<io::Result<Vec<Part>>>()?
        };
        let mut postcodes = Self::default();
        postcodes.take(parts);
        for year in years {
            let resolve = |code: &String| area(code, register, *year);
            let areas = postcodes.codes.iter().map(resolve).collect();
            postcodes.areas.insert(*year, areas);
        }
        Ok(postcodes)
    }

    fn take(&mut self, parts: Vec<Part>) {
        let mut positions: HashMap<String, u16> = HashMap::new();
        self.entries
            .reserve_exact(parts.iter().map(|p| p.entries.len()).sum());
        for part in parts {
            self.unread += part.unread;
            let mut to = Vec::with_capacity(part.codes.len());
            for code in part.codes {
                let next = u16::try_from(self.codes.len()).unwrap_or(u16::MAX);
                let at = *positions.entry(code.clone()).or_insert(next);
                if at == next && usize::from(at) == self.codes.len() {
                    self.codes.push(code);
                }
                to.push(at);
            }
            self.entries
                .extend(part.entries.into_iter().map(|(key, east, north)| {
                    let area = usize::try_from(key & 0xFFFF).ok().and_then(|at| to.get(at));
                    (
                        (key & !0xFFFF) | u64::from(area.copied().unwrap_or(u16::MAX)),
                        east,
                        north,
                    )
                }));
        }
        if !self.entries.is_sorted() {
            self.entries.par_sort_unstable();
        }
        let twice = |pair: &&[Entry]| pair[0].0 >> 16 == pair[1].0 >> 16 && pair[0].0 != pair[1].0;
        self.contradictory = self.entries.windows(2).filter(twice).count();
        self.entries.dedup_by_key(|entry| entry.0 >> 16);
    }

    /// Where a postcode lies.
    #[must_use]
    pub fn find(&self, postcode: Token) -> Option<Point> {
        let key = squeezed(postcode)?;
        let at = self.entries.partition_point(|entry| entry.0 >> 16 < key);
        let (found, east, north) = self.entries.get(at).copied()?;
        let metres = |n: u32| (n != NO_GRID).then_some(f64::from(n));
        (found >> 16 == key).then(|| Point {
            east: metres(east),
            north: metres(north),
            area: u16::try_from(found & 0xFFFF).unwrap_or(u16::MAX),
        })
    }

    /// The area a point lies in as of 31 March of a year that was asked for when reading.
    #[must_use]
    pub fn area(&self, point: Point, year: i16) -> Area {
        let areas = self.areas.get(&year);
        areas
            .and_then(|areas| areas.get(usize::from(point.area)))
            .copied()
            .unwrap_or_default()
    }

    /// How many postcodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// PL_DISTANCE by the guide's formula: √(ΔE² + ΔN²) / 1000 / 1.6093 miles, to one decimal.
///
/// ```
/// use care_scorecard::source::miles_between;
/// assert_eq!(miles_between((0.0, 0.0), (3_000.0, 4_000.0)), 3.1);
/// ```
#[must_use]
pub fn miles_between(home: (f64, f64), placement: (f64, f64)) -> f64 {
    let (east, north) = (home.0 - placement.0, home.1 - placement.1);
    let miles = (east * east + north * north).sqrt() / 1000.0 / 1.6093;
    (miles * 10.0).round() / 10.0
}

impl Point {
    /// Easting and northing, where both are known.
    #[must_use]
    pub fn grid(self) -> Option<(f64, f64)> {
        self.east.zip(self.north)
    }
}

fn is_packed(file: &PostcodeFile) -> io::Result<bool> {
    let mut start = Vec::new();
    file.bytes.open()?.bytes.take(2).read_to_end(&mut start)?;
    Ok(matches!(
        start.as_slice(),
        [0x1F, 0x8B] | [0xFF, 0xFE] | [0xFE, 0xFF]
    ))
}

fn part_of(file: &PostcodeFile, part: u64) -> io::Result<Part> {
    let start = part * PART;
    // From the second part on, the line that the part begins in belongs to the part before.
    let (from, length, skip) = match start.checked_sub(1) {
        Some(before) => (before, PART + 1, 1),
        None => (0, PART, file.rows_above + 1),
    };
    let opened = file.bytes.open_from(from)?;
    Part::read(
        file,
        BufReader::with_capacity(1 << 18, opened),
        length,
        skip,
    )
}

/// A postcode without spaces as a number below 37⁷; none where it is no postcode.
fn squeezed(postcode: Token) -> Option<u64> {
    let packed = postcode.packed();
    if packed == 0 || packed >> 56 != 0 {
        return None;
    }
    packed
        .to_be_bytes()
        .iter()
        .skip(1)
        .try_fold(0, |key, byte| {
            let digit = match byte {
                0 => 0,
                b'0'..=b'9' => u64::from(byte - b'0') + 1,
                b'A'..=b'Z' => u64::from(byte - b'A') + 11,
                _ => return None,
            };
            Some(key * 37 + digit)
        })
}

/// The upper-tier authority of an ONS code on 31 March of a year, or another country.
fn area(code: &str, register: &Register, year: i16) -> Area {
    let day = jiff::civil::Date::new(year, 3, 31).ok();
    let upper: Option<AuthorityId> = day.and_then(|day| register.upper_tier_of(code, day));
    match upper {
        Some(id) => Area::Authority(id),
        None if is_outside_england(code) => Area::OutsideEngland,
        None => Area::Unknown,
    }
}

/// Codes of Scotland, Wales, Northern Ireland, the Channel Islands and the Isle of Man.
fn is_outside_england(code: &str) -> bool {
    let mut bytes = code.bytes();
    let country = bytes.next().map(|b| b.to_ascii_uppercase());
    matches!(country, Some(b'S' | b'W' | b'N' | b'L' | b'M'))
        && code.len() == 9
        && bytes.all(|b| b.is_ascii_digit())
}

/// What one part of the file gave; areas are positions in its own list of codes.
struct Part {
    entries: Vec<Entry>,
    codes: Vec<String>,
    unread: usize,
}

impl Part {
    fn read(
        file: &PostcodeFile,
        mut text: impl BufRead,
        length: u64,
        skip: usize,
    ) -> io::Result<Self> {
        let mut part = Self {
            entries: Vec::new(),
            codes: Vec::new(),
            unread: 0,
        };
        let mut positions: HashMap<Vec<u8>, u16> = HashMap::new();
        let mut line = Vec::new();
        let mut done = 0_u64;
        let mut at = 0;
        while done < length {
            line.clear();
            let count = text.by_ref().take(1 << 20).read_until(b'\n', &mut line)?;
            if count == 0 {
                break;
            }
            if count == 1 << 20 {
                return Err(io::Error::other("a line is longer than a megabyte"));
            }
            done += count as u64;
            at += 1;
            if at > skip {
                part.row(file, &line, &mut positions);
            }
        }
        Ok(part)
    }

    fn row(&mut self, file: &PostcodeFile, line: &[u8], positions: &mut HashMap<Vec<u8>, u16>) {
        let mut wanted: [&[u8]; 4] = [&[]; 4];
        let mut quoted = false;
        let ends = |byte: &u8| {
            quoted ^= *byte == b'"';
            *byte == file.delimiter && !quoted
        };
        for (at, cell) in line.split(ends).enumerate() {
            if let Some(slot) = file.columns.iter().position(|c| *c == at)
                && let Some(to) = wanted.get_mut(slot)
            {
                *to = bare(cell);
            }
        }
        let [postcode, code, east, north] = wanted;
        let Some(key) = squeezed(Token::read(postcode)) else {
            let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == file.delimiter;
            self.unread += usize::from(!line.iter().all(is_blank));
            return;
        };
        let area = match positions.get(code) {
            Some(area) => *area,
            None => {
                let area = u16::try_from(self.codes.len()).unwrap_or(u16::MAX);
                positions.insert(code.to_vec(), area);
                self.codes.push(String::from_utf8_lossy(code).into_owned());
                area
            }
        };
        // Northern Ireland is on a grid of its own.
        let british = code.first() != Some(&b'N');
        let metres = |cell: &[u8]| whole(cell).filter(|_| british).unwrap_or(NO_GRID);
        self.entries
            .push(((key << 16) | u64::from(area), metres(east), metres(north)));
    }
}

fn bare(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    cell.strip_prefix(b"\"")
        .and_then(|c| c.strip_suffix(b"\""))
        .unwrap_or(cell)
        .trim_ascii()
}

fn whole(cell: &[u8]) -> Option<u32> {
    let digits = cell.split(|b| *b == b'.').next()?;
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Memory, files_in};

    fn directory(text: &str, columns: [usize; 4], years: &[i16]) -> Postcodes {
        let files = files_in(&Memory::of([("d.csv", text)]), &mut Diagnostics::default());
        let file = PostcodeFile {
            file: 0,
            name: files[0].name.clone(),
            bytes: Arc::clone(&files[0].bytes),
            columns,
            delimiter: b',',
            rows_above: 0,
        };
        Postcodes::read(&file, Register::built_in(), years).unwrap()
    }

    #[test]
    fn postcodes_are_found_whatever_their_spacing() {
        let text = "pcds,oslaua,oseast1m,osnrth1m\n\"LE15 8QH\",E06000017,486000,308000\nBT1 1AA,N09000003,333000,374000\n";
        let all = directory(text, [0, 1, 2, 3], &[2024]);
        let point = all.find(Token::read(b"le158qh")).unwrap();
        assert_eq!(point.grid(), Some((486_000.0, 308_000.0)));
        let rutland = Register::built_in().by_code("E06000017").unwrap();
        assert_eq!(all.area(point, 2024), Area::Authority(rutland));
        let belfast = all.find(Token::of("BT11AA")).unwrap();
        assert_eq!(belfast.grid(), None);
        assert_eq!(all.area(belfast, 2024), Area::OutsideEngland);
        assert_eq!(all.find(Token::of("ZZ11AA")), None);
    }

    #[test]
    fn districts_roll_up_to_the_authority_of_the_year() {
        let text = "pcds,oslaua,oseast1m,osnrth1m\nCA1 1AA,E07000028,1,1\nLA9 4AA,E06000064,1,1\nBA1 1AA,E07000187,1,1\n";
        let all = directory(text, [0, 1, 2, 3], &[2022, 2024]);
        let name = |postcode: &str, year| {
            let point = all.find(Token::read(postcode.as_bytes())).unwrap();
            match all.area(point, year) {
                Area::Authority(id) => Register::built_in().authority(id).name.clone(),
                other => format!("{other:?}"),
            }
        };
        assert_eq!(name("CA1 1AA", 2022), "Cumbria");
        assert_eq!(name("CA1 1AA", 2024), "Cumberland");
        assert_eq!(name("LA9 4AA", 2024), "Westmorland and Furness");
        assert_eq!(name("LA9 4AA", 2022), "Cumbria");
        assert_eq!(name("BA1 1AA", 2024), "Somerset");
    }
}
