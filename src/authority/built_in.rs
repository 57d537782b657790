//! Reads the tables that lie beside this file into the built-in register.
//!
//! A line that cannot be used is noted and left out, so that nothing here can
//! fail at run time; a test asserts that no line ever is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};

use super::district::Responsibility;
use super::elsewhere::Where;
use super::name::plain_name;
use super::table::{TableFault, read};
use super::{
    Authority, AuthorityId, AuthorityKind, ChangeKind, CodeSpan, Region, RegionId, RegionKind,
    Register, Reorganisation, Tile,
};

/// The text of every table.
pub(super) struct Tables {
    pub(super) regions: &'static str,
    pub(super) authorities: &'static str,
    pub(super) codes: &'static str,
    pub(super) aliases: &'static str,
    pub(super) reorganisations: &'static str,
    pub(super) districts: &'static str,
    pub(super) elsewhere: &'static str,
    pub(super) tiles: &'static str,
}

pub(super) const TABLES: Tables = Tables {
    regions: include_str!("regions.csv"),
    authorities: include_str!("authorities.csv"),
    codes: include_str!("codes.csv"),
    aliases: include_str!("aliases.csv"),
    reorganisations: include_str!("reorganisations.csv"),
    districts: include_str!("districts.csv"),
    elsewhere: include_str!("elsewhere.csv"),
    tiles: include_str!("tiles.csv"),
};

#[derive(Deserialize)]
struct RegionRow {
    code: String,
    name: String,
    kind: String,
}

#[derive(Deserialize)]
struct AuthorityRow {
    dfe_code: u16,
    name: String,
    region_code: String,
    sub_region_code: Option<String>,
    kind: String,
    #[serde(deserialize_with = "optional_date")]
    established: Option<Date>,
    #[serde(deserialize_with = "optional_date")]
    abolished: Option<Date>,
}

#[derive(Deserialize)]
struct CodeRow {
    code: String,
    dfe_code: u16,
    #[serde(deserialize_with = "optional_date")]
    from: Option<Date>,
    #[serde(deserialize_with = "optional_date")]
    to: Option<Date>,
}

#[derive(Deserialize)]
struct AliasRow {
    alias: String,
    stands_for: String,
}

#[derive(Deserialize)]
struct ReorganisationRow {
    predecessor: String,
    successor: String,
    #[serde(deserialize_with = "optional_date")]
    date: Option<Date>,
    kind: String,
}

#[derive(Deserialize)]
struct DistrictRow {
    code: String,
    name: String,
    dfe_code: String,
    #[serde(deserialize_with = "optional_date")]
    from: Option<Date>,
    #[serde(deserialize_with = "optional_date")]
    to: Option<Date>,
}

#[derive(Deserialize)]
struct ElsewhereRow {
    r#match: String,
    text: String,
    kind: String,
    reason: String,
}

#[derive(Deserialize)]
struct TileRow {
    dfe_code: String,
    column: i32,
    row: i32,
    label: String,
}

fn optional_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(de::Error::custom)
}

/// Builds the register, each table from the ones before it.
pub(super) fn compile(tables: &Tables) -> Register {
    compile_with(tables, |_| {})
}

/// An authority and the codes it has had.
pub(super) type Entry = (Authority, Vec<CodeSpan>);

/// Builds the register with further authorities, and others that are gone.
pub(super) fn compile_with(tables: &Tables, change: impl FnOnce(&mut Vec<Entry>)) -> Register {
    let mut register = Register::default();
    add_regions(&mut register, tables.regions);
    add_authorities(&mut register, tables, change);
    add_aliases(&mut register, tables.aliases);
    add_reorganisations(&mut register, tables.reorganisations);
    add_districts(&mut register, tables.districts);
    add_elsewhere(&mut register, tables.elsewhere);
    add_tiles(&mut register, tables.tiles);
    register
}

/// The nine regions and the sub-regions, which a dataset's own register needs too.
pub(super) fn add_regions(register: &mut Register, text: &'static str) {
    let rows = read("regions", text, &mut register.faults, |row: RegionRow| {
        let kind = match row.kind.as_str() {
            "nation" => None,
            "region" => Some(RegionKind::Region),
            "sub-region" => Some(RegionKind::SubRegion),
            other => return Err(format!("{other:?} is not a kind of region")),
        };
        Ok((row.code, row.name, kind))
    });
    for (code, name, kind) in rows {
        let id = kind.map(|kind| push_region(register, code, name.clone(), kind));
        register.region_names.insert(plain_name(&name), id);
    }
}

pub(super) fn push_region(
    register: &mut Register,
    code: String,
    name: String,
    kind: RegionKind,
) -> RegionId {
    let id = RegionId(u16::try_from(register.regions.len()).unwrap_or(u16::MAX));
    register.regions.push(Region {
        id,
        code,
        name,
        kind,
    });
    id
}

fn code_spans(text: &'static str, faults: &mut Vec<TableFault>) -> BTreeMap<u16, Vec<CodeSpan>> {
    let mut spans: BTreeMap<u16, Vec<CodeSpan>> = BTreeMap::new();
    for row in read("codes", text, faults, Ok::<CodeRow, String>) {
        spans.entry(row.dfe_code).or_default().push(CodeSpan {
            code: row.code,
            from: row.from,
            until: row.to,
        });
    }
    for codes in spans.values_mut() {
        codes.sort_by_key(|span| span.from);
    }
    spans
}

fn add_authorities(register: &mut Register, tables: &Tables, change: impl FnOnce(&mut Vec<Entry>)) {
    let mut spans = code_spans(tables.codes, &mut register.faults);
    let regions = register.regions.clone();
    let mut found = read(
        "authorities",
        tables.authorities,
        &mut register.faults,
        |row: AuthorityRow| {
            let codes = spans
                .remove(&row.dfe_code)
                .ok_or_else(|| format!("{} has no line in codes", row.dfe_code))?;
            Ok((authority(row, &codes, &regions)?, codes))
        },
    );
    change(&mut found);
    found.sort_by(|(left, _), (right, _)| left.code.cmp(&right.code));
    for ((mut authority, codes), position) in found.into_iter().zip(0..) {
        authority.id = AuthorityId(position);
        enter(register, authority, codes);
    }
}

fn authority(
    row: AuthorityRow,
    codes: &[CodeSpan],
    regions: &[Region],
) -> Result<Authority, String> {
    let latest = codes.last().ok_or("no code")?;
    let region = regions
        .iter()
        .find(|region| region.code == row.region_code)
        .ok_or_else(|| format!("{} is not in regions", row.region_code))?;
    let kind = AuthorityKind::from_table(&row.kind)
        .ok_or_else(|| format!("{:?} is not a kind of authority", row.kind))?;
    Ok(Authority {
        id: AuthorityId(0),
        code: latest.code.clone(),
        dfe_code: Some(row.dfe_code),
        name: row.name,
        region_code: row.region_code,
        region: region.name.clone(),
        sub_region_code: row.sub_region_code,
        kind,
        established: row.established,
        abolished: row.abolished,
    })
}

fn enter(register: &mut Register, authority: Authority, codes: Vec<CodeSpan>) {
    register.names.add(&authority.name, authority.id);
    if let Some(dfe_code) = authority.dfe_code {
        register.codes.insert(dfe_code.to_string(), authority.id);
    }
    for span in &codes {
        register.codes.insert(span.code.clone(), authority.id);
    }
    register.code_spans.push(codes);
    register.authorities.push(authority);
}

fn add_aliases(register: &mut Register, text: &'static str) {
    let mut faults = std::mem::take(&mut register.faults);
    read("aliases", text, &mut faults, |row: AliasRow| {
        if let Some(id) = register.by_code(&row.stands_for) {
            register.names.add(&row.alias, id);
            register.other_names.entry(id).or_default().push(row.alias);
        } else if row.stands_for == super::region::ENGLAND {
            register.region_names.insert(plain_name(&row.alias), None);
        } else if let Some(region) = register.region_by_code(&row.stands_for) {
            let names = &mut register.region_names;
            names.insert(plain_name(&row.alias), Some(region));
        } else {
            return Err(format!("{} stands for nothing known", row.stands_for));
        }
        Ok(())
    });
    register.faults = faults;
    for region in register.region_names.keys() {
        register.names.reserve(region);
    }
}

fn add_reorganisations(register: &mut Register, text: &'static str) {
    let codes = &register.codes;
    let known = |code: &str| {
        let id = codes.get(code).copied();
        id.ok_or_else(|| format!("{code} is not in codes"))
    };
    register.reorganisations = read(
        "reorganisations",
        text,
        &mut register.faults,
        |row: ReorganisationRow| {
            Ok(Reorganisation {
                predecessor: known(&row.predecessor)?,
                successor: known(&row.successor)?,
                predecessor_code: row.predecessor,
                successor_code: row.successor,
                date: row.date.ok_or("no date")?,
                kind: ChangeKind::from_table(&row.kind)
                    .ok_or_else(|| format!("{:?} is not a kind of change", row.kind))?,
            })
        },
    );
    register.reorganisations.sort_by_key(|change| change.date);
}

fn add_districts(register: &mut Register, text: &'static str) {
    let mut faults = std::mem::take(&mut register.faults);
    read("districts", text, &mut faults, |row: DistrictRow| {
        let upper = register
            .by_code(&row.dfe_code)
            .ok_or_else(|| format!("{} is not in authorities", row.dfe_code))?;
        let responsibility = Responsibility {
            upper,
            from: row.from,
            until: row.to,
        };
        register.districts.add(row.code, &row.name, responsibility);
        Ok(())
    });
    register.faults = faults;
}

/// The places that are not one English authority; a dataset's own register
/// knows them too.
pub(super) fn add_elsewhere(register: &mut Register, text: &'static str) {
    let elsewhere = &mut register.elsewhere;
    read(
        "elsewhere",
        text,
        &mut register.faults,
        |row: ElsewhereRow| {
            let place = Where::from_table(&row.kind)
                .ok_or_else(|| format!("{:?} is not a kind of place", row.kind))?;
            match row.r#match.as_str() {
                "name" => elsewhere.add_name(&row.text, place, row.reason),
                "code-prefix" => elsewhere.add_code_prefix(row.text, place, row.reason),
                other => return Err(format!("{other:?} is not a way to match")),
            }
            Ok(())
        },
    );
}

fn add_tiles(register: &mut Register, text: &'static str) {
    let mut faults = std::mem::take(&mut register.faults);
    read("tiles", text, &mut faults, |row: TileRow| {
        let id = register
            .by_code(&row.dfe_code)
            .ok_or_else(|| format!("{} is not in authorities", row.dfe_code))?;
        let tile = Tile {
            column: row.column,
            row: row.row,
            label: row.label,
        };
        register.tiles.insert(id, tile);
        Ok(())
    });
    register.faults = faults;
}
