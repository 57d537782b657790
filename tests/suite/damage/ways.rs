//! Ways to damage a column of a table.

use jiff::civil::Date;

/// What a way does to the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// They can still be read, as what they were.
    Read,
    /// They cannot be read.
    NotKnown,
}

/// A way to damage a table.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    pub(super) name: &'static str,
    /// A filled cell as it becomes.
    pub(super) of: fn(&str) -> String,
    /// Every how manieth filled cell; 0 for the first alone.
    pub(super) every: usize,
    pub(super) effect: Effect,
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            table,
            column,
            name,
            every,
            ..
        } = self;
        write!(f, "{table} {column} {name} /{every}")
    }
}

/// How many rows were damaged, of how many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) rows: usize,
    pub(super) of: usize,
}

impl Hit {
    /// Whether more than one row and more than 1 in 20 were.
    pub(super) fn is_beyond(self) -> bool {
        self.rows > 1 && self.rows * 20 > self.of
    }
}

/// The table after damage.
pub(super) fn table(text: &str, way: &Way) -> (String, Hit) {
    let mut rows: Vec<Vec<String>> = text
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect();
    let column = rows[0].iter().position(|name| name == way.column).unwrap();
    let of = rows.len() - 1;
    let (mut filled, mut damaged) = (0, 0);
    for row in rows.iter_mut().skip(1) {
        let cell = &mut row[column];
        if cell.is_empty() {
            continue;
        }
        let hit = if way.every == 0 {
            filled == 0
        } else {
            filled % way.every == 0
        };
        filled += 1;
        if hit {
            let damage = (way.of)(cell);
            damaged += usize::from(damage != *cell);
            *cell = damage;
        }
    }
    let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    (text, Hit { rows: damaged, of })
}

fn date(cell: &str) -> Date {
    let mut parts = cell.split('/').map(|part| part.parse::<i16>().unwrap());
    let mut next = || parts.next().unwrap();
    let (day, month, year) = (next(), next(), next());
    Date::new(
        year,
        i8::try_from(month).unwrap(),
        i8::try_from(day).unwrap(),
    )
    .unwrap()
}

fn written(cell: &str, form: &str) -> String {
    let date = date(cell);
    let names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = names[usize::try_from(date.month()).unwrap() - 1];
    form.replace("%Y", &date.year().to_string())
        .replace("%y", &format!("{:02}", date.year() % 100))
        .replace("%m", &format!("{:02}", date.month()))
        .replace("%d", &format!("{:02}", date.day()))
        .replace("%-m", &date.month().to_string())
        .replace("%-d", &date.day().to_string())
        .replace("%b", &name[..3])
        .replace("%B", name)
}

/// With the month first, where that is no other day with the day first.
fn month_first(cell: &str) -> String {
    match date(cell).day() {
        ..=12 => cell.to_owned(),
        _ => written(cell, "%m/%d/%Y"),
    }
}

fn serial(cell: &str) -> String {
    let zero = Date::new(1899, 12, 30).unwrap();
    let days = zero.until(date(cell)).unwrap().get_days();
    days.to_string()
}

/// A form of a cell, and whether it can be read.
type Form = (&'static str, fn(&str) -> String, bool);

const FORMS: &[Form] = &[
    ("time", |c| format!("{c} 14:05"), true),
    ("midnight", |c| format!("{c} 00:00:00"), true),
    ("iso", |c| written(c, "%Y-%m-%d"), true),
    ("iso-time", |c| written(c, "%Y-%m-%dT09:30:00.000Z"), true),
    ("no-zeros", |c| written(c, "%-d/%-m/%Y"), true),
    ("hyphens", |c| written(c, "%d-%m-%Y"), true),
    ("dots", |c| written(c, "%d.%m.%Y"), true),
    ("month-in-letters", |c| written(c, "%d-%b-%Y"), true),
    ("month-in-full", |c| written(c, "%-d %B %Y"), true),
    ("compact", |c| written(c, "%Y%m%d"), true),
    ("two-digit-year", |c| written(c, "%d/%m/%y"), false),
    ("letters-two-digits", |c| written(c, "%d-%b-%y"), false),
    ("month-first", month_first, false),
    ("no-such-day", |c| written(c, "31/02/%Y"), false),
    ("word", |_| "not known".to_owned(), false),
    ("null", |_| "NULL".to_owned(), false),
    ("zeros", |_| "00/00/0000".to_owned(), false),
    ("half", |c| c[..6].to_owned(), false),
];

/// Every date of a column with the month first. Of a single one that would be another day, which nobody could tell.
pub(super) const ALL_SWAPPED: &str = "month-first-in-all";

const DATES: [(&str, &str); 13] = [
    ("episodes", "DECOM"),
    ("episodes", "DEC"),
    ("header", "DOB"),
    ("missing", "MIS_START"),
    ("missing", "MIS_END"),
    ("missing", "DOB"),
    ("uasc", "DUC"),
    ("return-interviews", "MIS_START"),
    ("return-interviews", "OFFERED_DATE"),
    ("return-interviews", "INTERVIEW_DATE"),
    ("return-interviews", "REVIEW_DATE"),
    ("notifications", "DECOM"),
    ("notifications", "NOTIFIED_DATE"),
];

const CODES: [(&str, &str); 16] = [
    ("episodes", "RNE"),
    ("episodes", "LS"),
    ("episodes", "PLACE"),
    ("episodes", "PLACE_PROVIDER"),
    ("episodes", "REC"),
    ("episodes", "REASON_PLACE_CHANGE"),
    ("episodes", "PL_LOCATION"),
    ("episodes", "PL_DISTANCE"),
    ("missing", "MISSING"),
    ("header", "SEX"),
    ("return-interviews", "OFFERED"),
    ("return-interviews", "ACCEPTED"),
    ("return-interviews", "ACTION_PLAN"),
    ("notifications", "OUT_REASON"),
    ("episodes", "CIN"),
    ("header", "ETHNIC"),
];

const TABLES: [&str; 6] = [
    "episodes",
    "header",
    "missing",
    "uasc",
    "return-interviews",
    "notifications",
];

const CHILDREN: &[Form] = &[
    ("point-zero", |c| format!("{c}.0"), true),
    ("apostrophe", |c| format!("'{c}"), true),
    ("spaces", |c| format!("  {c} "), true),
    ("another-number", |c| format!("P-{c}"), false),
    (
        "lost-zeros",
        |c| c.trim_start_matches('0').to_owned(),
        false,
    ),
];

/// Every form for every column of dates, and codes and identifiers that cannot be read, in one row,
/// in few and in many.
pub(super) fn ways() -> Vec<Way> {
    let mut all = Vec::new();
    let mut turn = 0;
    for (table, column) in DATES {
        for (name, of, reads) in FORMS {
            turn += 1;
            let (effect, every) = match reads {
                true => (Effect::Read, [1, 3][turn % 2]),
                false => (Effect::NotKnown, [1, 7, 0, 30, 2][turn % 5]),
            };
            all.push(Way {
                table,
                column,
                name,
                of: *of,
                every,
                effect,
            });
        }
        let effect = match column {
            // Days before 2000 are no numbers that are read.
            "DOB" => Effect::NotKnown,
            _ => Effect::Read,
        };
        all.push(Way {
            table,
            column,
            name: "serial",
            of: serial,
            every: 1,
            effect,
        });
        let swapped = |c: &str| written(c, "%m/%d/%Y");
        let effect = Effect::NotKnown;
        all.push(Way {
            table,
            column,
            name: ALL_SWAPPED,
            of: swapped,
            every: 1,
            effect,
        });
        let effect = Effect::NotKnown;
        all.push(Way {
            table,
            column,
            name: "serial",
            of: serial,
            every: 4,
            effect,
        });
    }
    for (table, column) in CODES {
        for every in [0, 1, 5, 30] {
            let of = |_: &str| "?!".to_owned();
            let effect = Effect::NotKnown;
            all.push(Way {
                table,
                column,
                name: "code",
                of,
                every,
                effect,
            });
        }
    }
    for table in TABLES {
        for (name, of, reads) in CHILDREN {
            for every in [1, 4] {
                // A child of whom some episodes go by another name is another child, which nobody
                // can tell from a new one.
                let new_child =
                    table == "episodes" && !*reads && (every > 1 || *name == "lost-zeros");
                if new_child {
                    continue;
                }
                let effect = if *reads {
                    Effect::Read
                } else {
                    Effect::NotKnown
                };
                all.push(Way {
                    table,
                    column: "CHILD",
                    name,
                    of: *of,
                    every,
                    effect,
                });
            }
        }
    }
    all
}
