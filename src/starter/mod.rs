//! A starter dataset: the weights file, and a blank template of every input that people write
//! themselves, with a README of its columns.

use std::sync::LazyLock;

use crate::config::WEIGHTS;
use crate::source::ssda903::{Listed, harms, reasons};

const COLUMNS: &str = include_str!("columns.csv");

/// Where returns go: the folder says whose they are and of which year.
const RETURNS: &str = "returns/AUTHORITY/YEAR/";

/// Templates of authorities' own words. As long as they hold nothing but the comment they are
/// passed over.
const WORDS: [(&str, &str); 2] = [
    (
        "commentary/AUTHORITY.md",
        "<!--\n\
         The authority's right of reply, printed beside its results.\n\n\
         Name the file after the authority, by code or name (E10000016.md, Kent.md), and write below\n\
         this comment, at most three pages of Markdown: headings, lists, *emphasis*, **strong**,\n\
         [links](https://www.example.org), tables. HTML is left out.\n\n\
         A text with a postcode, a date of birth or a child's identifier is refused.\n\
         -->\n",
    ),
    (
        "steps-taken/AUTHORITY.md",
        "<!--\n\
         The steps the authority took in the year, for its annual statement. Name the file after the\n\
         authority and write below this comment, as in commentary/AUTHORITY.md.\n\
         -->\n",
    ),
];

/// A blank template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Path in the dataset.
    pub file: String,
    /// Its columns in order.
    pub columns: Vec<Column>,
}

/// A column of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Whether the file is refused without it.
    pub needed: bool,
    /// What goes into it.
    pub meaning: String,
    /// What a cell may hold, the examples of all templates being of one made-up child.
    pub example: String,
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let mut templates: Vec<Template> = Vec::new();
    let mut reader = csv::Reader::from_reader(COLUMNS.as_bytes());
    for row in reader.records().filter_map(Result::ok) {
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let column = Column {
            name: cell(1),
            needed: &row[2] == "yes",
            meaning: cell(3),
            example: cell(4),
        };
        match templates.last_mut().filter(|t| t.file == row[0]) {
            Some(template) => template.columns.push(column),
            None => templates.push(Template {
                file: cell(0),
                columns: vec![column],
            }),
        }
    }
    templates
});

/// Every template.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The files of a starter dataset: path and text.
pub fn files() -> Vec<(String, String)> {
    let words = WORDS
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let templates = templates()
        .iter()
        .map(|template| (template.file.clone(), header(template)));
    let weights = (WEIGHTS.to_owned(), crate::config::DEFAULT_TEXT.to_owned());
    [weights, ("README.md".to_owned(), readme())]
        .into_iter()
        .chain(words)
        .chain(templates)
        .collect()
}

fn header(template: &Template) -> String {
    let names: Vec<&str> = template.columns.iter().map(|c| c.name.as_str()).collect();
    names.join(",") + "\n"
}

/// What the README says before it describes the templates.
const BEGINNING: &str = "\
# A dataset for care-scorecard

1. Fill in the files you have data for and remove the others. Files are recognised by their
   columns, so their names may change, and they may lie in any folder.
2. Child-level files are the exception: the folder above them names the year (`2024`, `2023-24`) and
   the one above that the authority, by code or name. Rename `returns/AUTHORITY/YEAR` to, say,
   `returns/E10000016/2024`, and make a folder for each authority and year. The SSDA903 files of
   your case system, or the XML return, can be put there as they are.
3. Beside these files put, as downloaded, what you use of: the tables of DfE's release \"Children
   looked after in England including adoptions\"; Ofsted's list of providers, saved as CSV; the ONS
   Postcode Directory, from which PL_LA, PL_LOCATION and PL_DISTANCE are derived where they are
   empty; the table of statistical neighbours.
4. `care-scorecard check .` says what each file was taken for and what is wrong with it, and
   `care-scorecard publish . --out FOLDER` publishes.

`scorecard-weights.toml` holds the weights; it explains every key.

What an authority says of its results goes into `commentary/AUTHORITY.md`, the steps it took into
`steps-taken/AUTHORITY.md`, the file named after the authority by code or name.

The authorities of England since 2010 are built in. For others, a file `authorities.csv` with the
columns `authority_code,name,region,type` takes their place.

Dates are dd/mm/yyyy. Codes of the return are those of the year's guide to it. A column that is
needed must be in the file; a cell of it may be empty where that is said. A child-level file without
rows says that there was none of it, such as no missing incident: remove it where that is not so.
";

fn readme() -> String {
    let mut text = String::from(BEGINNING);
    for template in templates() {
        let about = if template.file.starts_with(RETURNS) {
            " (child-level: keep it on your own machine)"
        } else {
            ""
        };
        text += &format!(
            "\n## {}{about}\n\n| column | needed | what goes into it | example |\n|---|---|---|---|\n",
            template.file
        );
        for column in &template.columns {
            let needed = if column.needed { "yes" } else { "" };
            text += &format!(
                "| {} | {needed} | {} | {} |\n",
                column.name, column.meaning, column.example
            );
        }
        if template.file.ends_with("return-interviews.csv") {
            text += &codes("REASON", reasons());
            text += &codes("HARM", harms());
        }
    }
    text
}

fn codes(column: &str, list: &[Listed]) -> String {
    let code = |listed: &Listed| format!("| {} | {} |\n", listed.code, listed.title);
    let rows: String = list.iter().map(code).collect();
    format!("\n| {column} | |\n|---|---|\n{rows}\nAny other code counts as other.\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Configuration, Mode};
    use crate::diagnostic::Severity;
    use crate::disclosure::protect;
    use crate::measure::{Extent, Unprotected};
    use crate::source::published::Location;
    use crate::source::{Dataset, Memory, Recognition, recognise};

    #[test]
    fn every_template_is_recognised_as_what_it_is_called() {
        for template in templates() {
            let header: Vec<&str> = template.columns.iter().map(|c| c.name.as_str()).collect();
            let Recognition::Known(found) = recognise(&header) else {
                panic!("{}", template.file)
            };
            let name = template
                .file
                .rsplit('/')
                .next()
                .unwrap()
                .trim_end_matches(".csv");
            let expected = if name == "groups" { "grouping" } else { name };
            assert_eq!(found.shape, expected);
        }
    }

    /// A starter dataset filled in as its README shows, for Kent in 2024.
    #[test]
    fn the_examples_make_a_dataset_without_a_problem() {
        let filled = templates().iter().map(|template| {
            let cells: Vec<&str> = template
                .columns
                .iter()
                .map(|c| c.example.as_str())
                .collect();
            let name = template.file.replace("AUTHORITY/YEAR", "E10000016/2024");
            (name, header(template) + &cells.join(",") + "\n")
        });
        let mut dataset = Dataset::read(&Memory::of(filled));
        let mut problems = std::mem::take(&mut dataset.diagnostics);
        let mut configuration = Configuration::built_in().clone();
        configuration.disclosure.mode = Mode::Internal;
        let figures =
            Unprotected::compute(&dataset, &configuration, Extent::Measures, &mut problems);
        let measures = protect(figures, &dataset, &configuration);
        let worse = problems.iter().filter(|p| p.severity != Severity::Notice);
        assert_eq!(worse.count(), 0, "{problems:#?}");
        let kent = dataset.register.by_code("E10000016").unwrap();
        for (indicator, value) in [
            ("children-missing", 100.0),
            ("placed-20-miles-outside", 100.0),
            ("host-notified", 100.0),
            ("interview-held-in-three-days", 100.0 * 70.0 / 110.0),
            ("police-agreement", 100.0 / 130.0),
        ] {
            let cell = measures.best(2024, indicator, &Location::Authority(kent));
            let found = cell.unwrap().value.unwrap();
            assert!((found - value).abs() < 1e-9, "{indicator}: {found}");
        }
    }

    #[test]
    fn every_file_is_explained() {
        let files = files();
        let readme = files.iter().find(|(name, _)| name == "README.md");
        let readme = &readme.unwrap().1;
        assert!(templates().iter().all(|t| readme.contains(&t.file)));
        assert!(readme.contains(WEIGHTS));
        assert_eq!(files.len(), templates().len() + WORDS.len() + 2);
    }
}
