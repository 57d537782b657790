//! What authorities write is refused where it holds what identifies a child of the dataset.

use super::*;

const PEOPLE: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n\
SECRET1,1,13/12/2011,WBRI,A123456789012,,\n\
SECRET2,2,14/12/2009,WBRI,UN1,1,03/02/2024\n";
const INCIDENTS: &str = "CHILD,DOB,MISSING,MIS_START,MIS_END\nSECRET2,15/12/2009,M,02/06/2023,03/06/2023\n\
SECRET9,14/12/2009,M,soon,03/06/2023\n";
const NATIONALITIES: &str = "CHILD,NATIONALITY\n4471982,British\n";

/// The messages about words that are refused, of a dataset with a text in each of the two places.
fn refused(tables: &[(&str, &str)], text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("kent/2024");
    std::fs::create_dir_all(&place).unwrap();
    for (name, table) in tables {
        std::fs::write(place.join(name), table).unwrap();
    }
    for kind in ["commentary", "steps-taken"] {
        std::fs::create_dir(folder.path().join(kind)).unwrap();
        std::fs::write(folder.path().join(kind).join("Kent.md"), text).unwrap();
    }
    let read = measured(folder.path());
    let errors = read.diagnostics.iter();
    let errors: Vec<String> = errors
        .filter(|d| d.code == Code::WordsRefused)
        .map(|d| format!("{d:?}"))
        .collect();
    for error in &errors {
        for secret in [
            "SECRET",
            "123456789012",
            "4471982",
            "2009",
            "2011",
            "2024-02",
        ] {
            assert!(!error.contains(secret), "{error}");
        }
    }
    errors
}

fn whole() -> [(&'static str, &'static str); 4] {
    [
        ("a.csv", EPISODES),
        ("b.csv", PEOPLE),
        ("c.csv", INCIDENTS),
        ("d.csv", NATIONALITIES),
    ]
}

#[test]
fn whatever_points_at_a_child_of_the_dataset_is_refused_in_both_places() {
    for text in [
        "We spoke with A123456789012 about it.",
        "We spoke with a123456789012 about it.",
        "We spoke with (A123-4567-8901-2) about it.",
        "A family grew on 3 February 2024.",
        "It began on 15 December 2009.",
        "It began on 2011-12-13.",
        "We asked 4471982.",
        "We asked SECRET9, too.",
    ] {
        let errors = refused(&whole(), text);
        assert_eq!(errors.len(), 2, "{text}: {errors:?}");
    }
}

#[test]
fn what_is_nobodys_is_not_refused() {
    for text in [
        "UN1 stands for children who are too young.",
        "Form A123456789013 was signed on 4 February 2024.",
        "On 31 March 2024 there were 1,234 children.",
    ] {
        assert_eq!(refused(&whole(), text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn children_of_tables_that_contradict_each_other_are_children_all_the_same() {
    let other = PEOPLE.replace("13/12/2011", "12/12/2011");
    let mut tables = whole().to_vec();
    tables.push(("e.csv", &other));
    for text in [
        "We spoke with A123456789012.",
        "It began on 12 December 2011.",
    ] {
        assert_eq!(refused(&tables, text).len(), 2, "{text}");
    }
}
