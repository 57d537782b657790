//! A dataset's child-level files, read here once more: cells hold no commas.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::{Date, date};

/// A row by the names of its columns.
pub(crate) type Row = BTreeMap<String, String>;

/// The rows of a table; none where there is no such file.
pub(crate) fn table(path: &Path) -> Option<Vec<Row>> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row = |line: &str| {
        let cells = line.split(',').map(str::to_owned);
        header.iter().map(|h| (*h).to_owned()).zip(cells).collect()
    };
    Some(lines.map(row).collect())
}

/// What a column of a table of authorities says of each, by code.
pub(crate) fn by_authority(rows: &[Row], column: &str) -> BTreeMap<String, String> {
    let pairs = rows
        .iter()
        .map(|r| (r["authority_code"].clone(), r[column].clone()));
    pairs.collect()
}

/// The statistical neighbours of each authority of a dataset, by code.
pub(crate) fn neighbours(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let near = table(&folder.join("statistical-neighbours.csv")).unwrap();
    let neighbours = near.iter().map(|r| {
        let others = (1..=10).map(|at| r[&format!("SN_{at}")].clone());
        (r["old_la_code"].clone(), others.collect())
    });
    neighbours.collect()
}

/// A date written `dd/mm/yyyy`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let parts: Vec<i16> = text
        .split('/')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [d, m, y] = parts[..] else { return None };
    Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
}

/// An episode.
#[derive(Clone, Debug)]
pub(crate) struct Ep {
    pub(crate) child: String,
    pub(crate) decom: Date,
    pub(crate) dec: Option<Date>,
    pub(crate) rne: String,
    pub(crate) ls: String,
    pub(crate) place: String,
    pub(crate) provider: String,
    pub(crate) rec: String,
    pub(crate) rpc: String,
    pub(crate) post: String,
    pub(crate) urn: String,
    /// PL_LA as written.
    pub(crate) area: String,
    pub(crate) out: Option<bool>,
    pub(crate) miles: Option<f64>,
    pub(crate) row: usize,
}

impl Ep {
    fn of(row: usize, cells: &Row) -> Self {
        let cell = |name: &str| cells.get(name).cloned().unwrap_or_default();
        let distance: Option<f64> = cell("PL_DISTANCE").parse().ok();
        Self {
            child: cell("CHILD"),
            decom: day(&cell("DECOM")).unwrap(),
            dec: day(&cell("DEC")),
            rne: cell("RNE"),
            ls: cell("LS"),
            place: cell("PLACE"),
            provider: cell("PLACE_PROVIDER"),
            rec: cell("REC"),
            rpc: cell("REASON_PLACE_CHANGE"),
            post: cell("PL_POST"),
            urn: cell("URN"),
            area: cell("PL_LA"),
            out: match cell("PL_LOCATION").as_str() {
                "IN" => Some(false),
                "OUT" => Some(true),
                _ => None,
            },
            miles: distance.filter(|d| *d < 999.9),
            row,
        }
    }

    /// A short break.
    pub(crate) fn v(&self) -> bool {
        self.ls == "V3" || self.ls == "V4"
    }

    /// A temporary spell.
    pub(crate) fn t(&self) -> bool {
        self.place.starts_with('T')
    }

    pub(crate) fn open_at(&self, on: Date) -> bool {
        self.decom <= on && self.dec.is_none_or(|dec| dec > on)
    }
}

/// A row of the missing table.
#[derive(Clone, Debug)]
pub(crate) struct Incident {
    pub(crate) child: String,
    pub(crate) kind: char,
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
}

/// One year's return and what stands beside it.
pub(crate) struct Ret {
    pub(crate) episodes: BTreeMap<String, Vec<Ep>>,
    pub(crate) incidents: Vec<Incident>,
    pub(crate) born: BTreeMap<String, Date>,
    /// SEX and ETHNIC.
    pub(crate) people: BTreeMap<String, (String, String)>,
    pub(crate) uasc: BTreeMap<String, Option<Date>>,
    pub(crate) interviews: Vec<Row>,
    pub(crate) notifications: Vec<Row>,
    pub(crate) nationality: Vec<Row>,
}

/// Puts a child's episodes in order of time.
pub(crate) fn in_order(list: &mut [Ep]) {
    list.sort_by_key(|e| (e.decom, e.dec.is_none(), e.dec, e.row));
}

/// Reads the return in a folder.
pub(crate) fn read(folder: &Path) -> Ret {
    // "Rows equal in every column count once."
    let rows = |name: &str| {
        let mut seen = std::collections::BTreeSet::new();
        let rows = table(&folder.join(format!("{name}.csv"))).unwrap();
        let once = rows.into_iter().filter(|row| seen.insert(row.clone()));
        once.collect::<Vec<_>>()
    };
    let mut episodes: BTreeMap<String, Vec<Ep>> = BTreeMap::new();
    for (row, cells) in rows("episodes").iter().enumerate() {
        let ep = Ep::of(row, cells);
        episodes.entry(ep.child.clone()).or_default().push(ep);
    }
    for list in episodes.values_mut() {
        in_order(list);
    }
    let incident = |r: &Row| Incident {
        child: r["CHILD"].clone(),
        kind: r["MISSING"].chars().next().unwrap(),
        start: day(&r["MIS_START"]).unwrap(),
        end: day(&r["MIS_END"]),
    };
    let dates = |name: &str, column: &str| -> BTreeMap<String, Option<Date>> {
        let of = |r: &Row| (r["CHILD"].clone(), day(&r[column]));
        rows(name).iter().map(of).collect()
    };
    let born = dates("header", "DOB").into_iter();
    Ret {
        episodes,
        incidents: rows("missing").iter().map(incident).collect(),
        born: born.map(|(c, d)| (c, d.unwrap())).collect(),
        people: rows("header")
            .iter()
            .map(|r| (r["CHILD"].clone(), (r["SEX"].clone(), r["ETHNIC"].clone())))
            .collect(),
        uasc: dates("uasc", "DUC"),
        interviews: rows("return-interviews"),
        notifications: rows("notifications"),
        nationality: rows("nationality"),
    }
}

/// "Where fewer than nine tenths of the children in care on 1 April (one child aside) stand in the
/// return before, the returns are not joined": the returns up to the last that are.
pub(crate) fn joinable<'l, 'r>(returns: &'l [(i16, &'r Ret)]) -> &'l [(i16, &'r Ret)] {
    let mut from = returns.len() - 1;
    while from > 0 {
        let (before, (year, after)) = (returns[from - 1].1, returns[from]);
        let first = date(year - 1, 4, 1);
        let in_care = |e: &Ep| e.decom < first && e.dec.is_none_or(|d| d >= first) && !e.v();
        let there = after.episodes.iter().filter(|(_, l)| l.iter().any(in_care));
        let there: Vec<&String> = there.map(|(child, _)| child).collect();
        let known = there.iter().filter(|c| before.episodes.contains_key(**c));
        if 10 * (known.count() + 1) < 9 * there.len() {
            break;
        }
        from -= 1;
    }
    &returns[from..]
}

/// "The later return wins; an episode open in return Y and absent from Y+1 is closed on 1 April Y."
pub(crate) fn join(returns: &[(i16, &Ret)]) -> BTreeMap<String, Vec<Ep>> {
    let mut all: BTreeMap<String, Vec<Ep>> = BTreeMap::new();
    for (at, (year, ret)) in returns.iter().enumerate() {
        for (child, ep) in ret
            .episodes
            .iter()
            .flat_map(|(c, l)| l.iter().map(move |e| (c, e)))
        {
            let in_later = returns[at + 1..].iter().any(|(_, later)| {
                let list = later.episodes.get(child);
                list.is_some_and(|l| l.iter().any(|o| o.decom == ep.decom))
            });
            if in_later {
                continue;
            }
            let mut ep = ep.clone();
            if at + 1 < returns.len() && ep.dec.is_none() {
                ep.dec = Some(date(*year, 4, 1));
            }
            ep.row += at * 100_000;
            all.entry(child.clone()).or_default().push(ep);
        }
    }
    for list in all.values_mut() {
        in_order(list);
    }
    all
}
