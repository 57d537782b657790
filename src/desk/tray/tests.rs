use super::*;

fn dropped(path: &str, text: &str) -> Dropped {
    Dropped {
        path: path.to_owned(),
        held: InMemory::free(text.as_bytes().to_vec()),
    }
}

fn nothing_named() -> Named {
    Arc::new(|path: &str| Ok(Box::new(Memory::of([("deep/inside.csv", path.to_owned())])) as _))
}

fn all(files: &dyn Files, within: &str, found: &mut Vec<String>) {
    for entry in files.entries().unwrap() {
        match entry.holds {
            Holds::File(_) => found.push(format!("{within}{}", entry.name)),
            Holds::Folder(inner) => {
                all(inner.as_ref(), &format!("{within}{}/", entry.name), found);
            }
            other => panic!("{other:?}"),
        }
    }
}

fn names(tray: &Tray) -> Vec<String> {
    let mut found = Vec::new();
    all(
        tray.files(&nothing_named()).unwrap().as_ref(),
        "",
        &mut found,
    );
    found.sort();
    found
}

#[test]
fn one_file_alone_and_one_folder_alone_are_the_dataset() {
    let mut tray = Tray::default();
    tray.drop_in(vec![dropped("release.zip", "PK")]);
    assert!(tray.files(&nothing_named()).unwrap().is_one_file());
    tray.clear();
    tray.drop_in(vec![
        dropped("Kent/2024/a.csv", "1"),
        dropped("Kent/b.csv", "2"),
    ]);
    assert_eq!(names(&tray), ["2024/a.csv", "b.csv"]);
    assert_eq!(tray.files(&nothing_named()).unwrap().lies_in(), "Kent");
    tray.take_away("b.csv");
    assert_eq!(names(&tray), ["2024/a.csv"]);
}

#[test]
fn what_comes_from_several_places_stands_side_by_side() {
    let mut tray = Tray::default();
    tray.drop_in(vec![dropped("a.csv", "1")]);
    tray.add(Place::Named("/home/me/data/".to_owned()));
    tray.add(Place::Named("/home/me/data/".to_owned()));
    tray.add(Place::Named("C:\\other\\data".to_owned()));
    let side_by_side = ["a.csv", "data (2)/deep/inside.csv", "data/deep/inside.csv"];
    assert_eq!(names(&tray), side_by_side);
    tray.take_away("data/deep/inside.csv");
    assert_eq!(names(&tray), ["a.csv", "data (2)/deep/inside.csv"]);
    tray.take_away("a.csv");
    tray.leave("/home/me/data/");
    tray.leave("C:\\other\\data");
    assert!(tray.is_empty());
}

#[test]
fn the_last_of_two_by_one_name_counts_and_returns_are_put_where_they_belong() {
    let mut tray = Tray::default();
    tray.drop_in(vec![
        dropped("x/Episodes.csv", "old"),
        dropped("x/h.csv", "h"),
    ]);
    tray.drop_in(vec![dropped("x/episodes.csv", "newer")]);
    assert_eq!(tray.dropped(), (2, 6));
    let paths = ["episodes.csv".to_owned(), "elsewhere.csv".to_owned()];
    let left = tray.say_whose(&paths, "E06000017/2024");
    assert_eq!(left, ["elsewhere.csv"]);
    assert_eq!(names(&tray), ["E06000017/2024/episodes.csv", "x/h.csv"]);
}
