//! Whole returns as systems and spreadsheets write them: every table in another form, or with
//! identifiers by which several children go. The same figures, or none.

use super::super::outsider::published::Dataset;
use super::ways::{Effect, Hit};
use super::{DAMAGED, Outcome, outcome, sample, wrongs};

const TABLES: [&str; 7] = [
    "episodes",
    "header",
    "missing",
    "uasc",
    "return-interviews",
    "notifications",
    "nationality",
];

/// What an identifier becomes, by name.
type Named<'n> = (&'n str, &'n dyn Fn(&str) -> String);

/// Each cell below the head of some tables of the damaged authority's return, by what it becomes.
fn with_cells(dataset: &Dataset, tables: &[&str], of: &dyn Fn(&str, &str) -> String) -> Dataset {
    with_text(dataset, tables, &|text| {
        let mut lines = text.lines();
        let head = lines.next().unwrap();
        let names: Vec<&str> = head.split(',').collect();
        let rows = lines.map(|line| {
            let cells = names.iter().zip(line.split(','));
            let cells: Vec<String> = cells.map(|(name, cell)| of(name, cell)).collect();
            cells.join(",")
        });
        let rows: Vec<String> = std::iter::once(head.to_owned()).chain(rows).collect();
        rows.join("\n") + "\n"
    })
}

fn with_text(dataset: &Dataset, tables: &[&str], of: &dyn Fn(&str) -> String) -> Dataset {
    let mut all = dataset.clone();
    for table in tables {
        let name = format!("returns/{}/{}/{table}.csv", DAMAGED[0], DAMAGED[1]);
        let text = of(&all[&name]);
        all.insert(name, text);
    }
    all
}

fn with_children(dataset: &Dataset, tables: &[&str], of: &dyn Fn(&str) -> String) -> Dataset {
    with_cells(dataset, tables, &|name, cell| match name {
        "CHILD" => of(cell),
        _ => cell.to_owned(),
    })
}

/// Every table with its head again before each fifteen rows.
fn with_pages(text: &str) -> String {
    let (head, rows) = text.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let pages = rows
        .chunks(15)
        .map(|page| format!("{head}\n{}\n", page.join("\n")));
    pages.collect()
}

#[track_caller]
fn check(whole: &Outcome, damaged: &Dataset, effect: Effect, name: &str) {
    let hit = Hit { rows: 0, of: 1 };
    let wrongs = wrongs(whole, &outcome(damaged), hit, effect);
    assert!(wrongs.is_empty(), "{name}: {wrongs:?}");
}

#[test]
fn a_return_in_another_form_gives_the_same_figures() {
    let dataset = sample();
    let whole = outcome(&dataset);
    let below = "\nTotal\n\"Report run on 02/05/2024, by somebody\"\nSource: the case system\n";
    let forms: [(&str, Dataset); 5] = [
        ("pages", with_text(&dataset, &TABLES, &with_pages)),
        (
            "notes below",
            with_text(&dataset, &TABLES, &|text| format!("{text}{below}")),
        ),
        (
            "spaces beyond ASCII",
            with_cells(&dataset, &TABLES, &|_, cell| format!("{cell}\u{A0}")),
        ),
        (
            "texts as a spreadsheet keeps them",
            with_children(&dataset, &TABLES, &|c| format!("=\"{c}\"")),
        ),
        (
            "another apostrophe",
            with_children(&dataset, &["return-interviews"], &|c| format!("’{c}")),
        ),
    ];
    for (name, written) in forms {
        let damaged = outcome(&written);
        let hit = Hit { rows: 0, of: 1 };
        let mut wrongs = wrongs(&whole, &damaged, hit, Effect::Read);
        wrongs.retain(|wrong| wrong != "nothing is said of it");
        assert!(wrongs.is_empty(), "{name}: {wrongs:?}");
    }
}

#[test]
fn an_identifier_by_which_several_children_go_names_none() {
    let dataset = sample();
    let whole = outcome(&dataset);
    let rounded = |c: &str| {
        let number: f64 = c.parse().unwrap_or(1.0);
        format!("{number:.2e}").replace('e', "E+")
    };
    let ways: [Named<'_>; 6] = [
        ("rounded", &rounded),
        ("filled up", &|_| "########".to_owned()),
        ("blacked out", &|_| "[REDACTED]".to_owned()),
        ("one for all", &|_| "X".to_owned()),
        ("cut off", &|c| c.chars().take(2).collect()),
        ("of ten", &|c| c.chars().take(1).collect()),
    ];
    for (name, of) in ways {
        let damaged = with_children(&dataset, &TABLES, of);
        check(&whole, &damaged, Effect::NotKnown, name);
    }
    for table in TABLES {
        for (name, of) in ways.iter().take(4) {
            let damaged = with_children(&dataset, &[table], of);
            check(
                &whole,
                &damaged,
                Effect::NotKnown,
                &format!("{name} in {table}"),
            );
        }
        if table != "episodes" {
            let other = with_children(&dataset, &[table], &|c| format!("P{c}"));
            check(
                &whole,
                &other,
                Effect::NotKnown,
                &format!("others in {table}"),
            );
        }
    }
}

#[test]
fn children_numbered_anew_take_no_earlier_record_for_none() {
    let dataset = sample();
    let whole = outcome(&dataset);
    let anew = with_children(&dataset, &TABLES, &|c| format!("N{c}"));
    check(&whole, &anew, Effect::NotKnown, "numbered anew");
}

#[test]
fn a_table_with_the_month_first_is_not_read_by_columns() {
    let dataset = sample();
    let whole = outcome(&dataset);
    // Of each row the start could be either, and the end tells.
    let month_first = with_text(&dataset, &["missing"], &|text| {
        let mut rows = text.lines();
        let mut all = rows.next().unwrap().to_owned() + "\n";
        for row in rows {
            let cells: Vec<&str> = row.split(',').collect();
            let swapped = |cell: &str| {
                let parts: Vec<&str> = cell.split('/').collect();
                match parts.as_slice() {
                    [day, month, year] => format!("{month}/{day}/{year}"),
                    _ => cell.to_owned(),
                }
            };
            let is_either = cells[3][..2] <= *"12";
            let (start, end) = (swapped(cells[3]), swapped(cells[4]));
            if is_either {
                all += &format!("{},{},{},{start},{end}\n", cells[0], cells[1], cells[2]);
            }
        }
        all
    });
    check(&whole, &month_first, Effect::NotKnown, "month first");
}
