//! `data/datapackage.json`: what the files of data hold, as a data package (datapackage.org): types, symbols,
//! keys, sources, licence.

use serde_json::{Value, json};

use crate::config::{Licence, Mode};
use crate::report::{
    CellKind, ColumnForm, DataColumn, DataFile, DataSet, Frame, Offered, PLACE_AND_TIME,
    PROTECTIVE_MARKING, Role, Source, TableForm,
};
use crate::source::Symbol;

use super::ees_csv::META_HEADER;
use super::table_csv::MARKING;

/// Where it is in a publication.
pub const NAME: &str = "data/datapackage.json";

/// The folder that its paths start from.
const FOLDER: &str = "data/";

/// What the names of the files end in that it describes.
const ENDINGS: [&str; 2] = ["csv", "json"];

/// What the files of a publication or of a report to a board are.
#[derive(Debug, Clone, Copy)]
pub struct Package<'p> {
    /// Its name: letters, digits and hyphens.
    pub name: &'p str,
    /// What stands on every page.
    pub frame: &'p Frame,
    /// What is offered, with what each file is called.
    pub offered: &'p Offered,
    /// Whether rows carry the protective marking.
    pub mode: Mode,
    /// Whether every count is whole: those of a publisher's own indicators need not be.
    pub counts_are_whole: bool,
    /// The data sets for Explore Education Statistics.
    pub data_sets: &'p [DataSet],
    /// The files.
    pub files: &'p [Described],
}

/// A file that the package describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Described {
    /// Its name before it is marked.
    pub name: String,
    /// Where it is in the publication.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

impl Package<'_> {
    /// The package as JSON, with a line end.
    ///
    /// # Errors
    /// Only where it cannot be written as JSON, which does not happen.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        let text = serde_json::to_string_pretty(&self.value())?;
        Ok(text + "\n")
    }

    fn value(&self) -> Value {
        let (frame, offered) = (self.frame, self.offered);
        let mut package = json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": plain_name(self.name),
            "title": format!("{}: {}", frame.title, frame.period),
            "description": offered.description,
            "keywords": ["children looked after", "missing children", "local authorities", "England"],
            "temporal": {"start": offered.from, "end": offered.to},
            "sources": frame.sources.iter().map(source).collect::<Vec<Value>>(),
            "acknowledgements": frame.acknowledgements,
            "resources": self.resources(),
        });
        if let Some(licence) = &frame.licence {
            package["licenses"] = json!([licence_of(licence)]);
        }
        if let Some(publisher) = &frame.publisher {
            package["contributors"] = json!([{"title": publisher, "roles": ["publisher"]}]);
        }
        if let Some(released) = &frame.released {
            package["created"] = json!(format!("{}T00:00:00Z", released.iso));
        }
        if let Some(marking) = &frame.marking {
            package["marking"] = json!(marking);
        }
        package
    }

    fn resources(&self) -> Vec<Value> {
        // The spreadsheets say the same again, on many sheets each, which a package cannot describe.
        let is_described = |file: &&Described| {
            let is_data = file.name.starts_with(FOLDER) && file.name != NAME;
            is_data && ENDINGS.contains(&ending(&file.name))
        };
        let described = self.files.iter().filter(is_described);
        described.map(|file| self.resource(file)).collect()
    }

    fn resource(&self, file: &Described) -> Value {
        let mut known = self.offered.files.iter();
        let known: Option<&DataFile> = known.find(|known| known.path == file.name);
        let ending = ending(&file.name);
        let name = file.name.strip_prefix(FOLDER).unwrap_or(&file.name);
        let name = name.strip_suffix(ending).unwrap_or(name);
        let mut resource = json!({
            "name": plain_name(name.trim_end_matches('.')),
            "path": file.path.strip_prefix(FOLDER).unwrap_or(&file.path),
            "format": ending,
            "bytes": file.size,
            "hash": format!("sha256:{}", file.sha256),
        });
        if let Some(known) = known {
            resource["title"] = json!(known.title);
            resource["mediatype"] = json!(known.media);
        }
        if let Some((description, schema)) = self.table(&file.name) {
            resource["type"] = json!("table");
            resource["encoding"] = json!("utf-8");
            resource["schema"] = schema;
            if !description.is_empty() {
                resource["description"] = json!(description);
            }
        }
        resource
    }

    /// What a table is and what its columns are; none of what is no table.
    fn table(&self, name: &str) -> Option<(String, Value)> {
        if let Some(form) = TableForm::all().iter().find(|form| form.path == name) {
            return Some((form.description.clone(), self.schema(form)));
        }
        let set = name.strip_prefix("data/ees/")?;
        if let Some(stem) = set.strip_suffix(".meta.csv") {
            let fields = META_HEADER.map(|column| {
                let whole = column == "indicator_dp";
                field(column, if whole { "integer" } else { "string" })
            });
            let about = format!("What the columns of {stem}.csv are");
            return Some((about, json!({"fields": fields, "missingValues": [""]})));
        }
        let stem = set.strip_suffix(".csv")?;
        let set = self.data_sets.iter().find(|set| set.name == stem)?;
        Some((String::new(), data_set(&set.columns)))
    }

    fn schema(&self, form: &TableForm) -> Value {
        let mut fields: Vec<Value> = form.columns.iter().map(|c| self.field(c)).collect();
        // As tables are written, with the marking in every row.
        if self.mode == Mode::Internal {
            let mut marking = field(MARKING, "string");
            marking["constraints"] = json!({"required": true, "enum": [PROTECTIVE_MARKING]});
            fields.push(marking);
        }
        let mut schema = json!({"fields": fields, "missingValues": [""]});
        if !form.key.is_empty() {
            schema["primaryKey"] = json!(form.key);
        }
        schema
    }

    fn field(&self, column: &ColumnForm) -> Value {
        let kind = match column.kind {
            CellKind::Text => "string",
            CellKind::Year => "year",
            CellKind::Count if !self.counts_are_whole => "number",
            CellKind::Whole | CellKind::Count => "integer",
            CellKind::Number => "number",
        };
        let mut made = field(&column.name, kind);
        made["description"] = json!(column.description);
        let mut constraints = serde_json::Map::new();
        if column.required {
            constraints.insert("required".to_owned(), json!(true));
        }
        if !column.values.is_empty() {
            constraints.insert("enum".to_owned(), json!(column.values));
        }
        let whole = kind == "integer";
        for (key, bound) in [("minimum", column.minimum), ("maximum", column.maximum)] {
            constraints.extend(bound.map(|bound| (key.to_owned(), number(bound, whole))));
        }
        if !constraints.is_empty() {
            made["constraints"] = Value::Object(constraints);
        }
        made
    }
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn field(name: &str, kind: &str) -> Value {
    json!({"name": name, "type": kind})
}

/// A bound of a column, without a point in one of whole numbers.
fn number(bound: f64, whole: bool) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "a small whole number")]
    if whole {
        json!(bound as i64)
    } else {
        json!(bound)
    }
}

/// The columns of a data set for Explore Education Statistics, whose cells hold symbols in place of
/// numbers.
fn data_set(columns: &[DataColumn]) -> Value {
    let place = PLACE_AND_TIME.map(|name| {
        // The old code of an authority is a number of three digits.
        let kind = match name {
            "time_period" => "year",
            "old_la_code" => "integer",
            _ => "string",
        };
        field(name, kind)
    });
    let columns = columns.iter().map(|column| match &column.role {
        Some(Role::Indicator { label, unit, .. }) => {
            let mut made = field(column.name, "number");
            made["title"] = json!(label);
            if !unit.is_empty() {
                made["unit"] = json!(unit);
            }
            made
        }
        Some(Role::Filter { label, .. }) => {
            let mut made = field(column.name, "string");
            made["title"] = json!(label);
            made
        }
        None => field(column.name, "string"),
    });
    let fields: Vec<Value> = place.into_iter().chain(columns).collect();
    let missing: Vec<&str> = std::iter::once("")
        .chain(Symbol::ALL.map(Symbol::as_str))
        .collect();
    json!({"fields": fields, "missingValues": missing})
}

fn licence_of(licence: &Licence) -> Value {
    let mut named = json!({"title": licence.title, "path": licence.url});
    if let Some(code) = &licence.code {
        named["name"] = json!(code);
    }
    named
}

fn source(source: &Source) -> Value {
    json!({"title": source.kind, "files": source.files})
}

/// Small letters, digits, hyphens and points, which names in a package are made of.
fn plain_name(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '.' {
            c
        } else {
            '-'
        }
    };
    name.to_ascii_lowercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        assert_eq!(plain_name("statement-E10~2f_é"), "statement-e10-2f--");
        assert_eq!(plain_name("ees/a.meta"), "ees-a.meta");
    }

    #[test]
    fn bounds_of_whole_numbers_have_no_point() {
        assert_eq!(number(1.0, true).to_string(), "1");
        assert_eq!(number(1.0, false).to_string(), "1.0");
    }
}
