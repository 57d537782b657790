//! A small dataset with every kind of input.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use care_scorecard::disk::write_sample;
use care_scorecard::sample::SampleOptions;

use super::change::Dice;
use crate::support::files;

/// What begins every CHILD here, so that no number is taken for one.
const MARK: &str = "QX";

/// One of so many children is kept: enough for figures, few enough to be read at once.
const ONE_OF: usize = 5;

/// Inputs that stand beside the dataset only while they are tried: where they are put, and what they hold.
const ALONE: [(&str, &str); 12] = [
    (
        "published/characteristics.csv",
        "fuzz/seeds/published/characteristics.csv",
    ),
    ("published/missing.csv", "fuzz/seeds/published/missing.csv"),
    (
        "published/net-gain.csv",
        "fuzz/seeds/published/net-gain.csv",
    ),
    (
        "published/stability.csv",
        "fuzz/seeds/published/stability.csv",
    ),
    ("providers.csv", "fuzz/seeds/providers.csv"),
    ("returns/S02/2024/return.xml", "fuzz/seeds/return.xml"),
    ("more/return.xlsx", "fuzz/seeds/containers/return.xlsx"),
    ("more/return.xls", "fuzz/seeds/containers/return.xls"),
    ("more/return.ods", "fuzz/seeds/containers/return.ods"),
    ("more/return.zip", "fuzz/seeds/containers/return.zip"),
    ("more/page.xls", "fuzz/seeds/containers/page.html"),
    ("scorecard-weights.toml", "scorecard-weights.toml"),
];

/// The same, that no file of the project holds.
const WRITTEN: [(&str, &str); 4] = [
    (
        "own.csv",
        "authority_code,year,indicator,numerator,denominator,value,published\nS01,2024,children-missing,12,300,4,N\n\
         S02,2024,own-provision,,,40,Y\nS03,2024,placed-outside,c,,,N\n",
    ),
    (
        "groups.csv",
        "authority_code,group\nS01,north\nS02,north\nS03,south\n",
    ),
    (
        "reorganisations.csv",
        "date,predecessor_code,successor_code,successor_name,region,type,kind\n\
         2024-04-01,S01,S09,Newshire,North,shire,rename\n",
    ),
    (
        "interview-totals.csv",
        "authority_code,year,incidents,offered,offered_within_72h,held,held_within_72h,accepted,reviewed\n\
         S01,2024,90,80,70,60,50,55,40\n",
    ),
];

/// A file that is damaged.
pub(super) struct Input {
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// Whose return it is a part of.
    pub(super) authority: Option<String>,
}

/// The dataset, and what must not be told of it.
pub(super) struct Inputs {
    home: tempfile::TempDir,
    names: Vec<String>,
    secrets: BTreeSet<String>,
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

impl Inputs {
    pub(super) fn make() -> Self {
        let home = tempfile::tempdir().unwrap();
        let made = home.path().join("made");
        let options = SampleOptions {
            seed: 7,
            authorities: 3,
            years: 1,
            ..SampleOptions::default()
        };
        write_sample(&made, &options).unwrap();
        let mut inputs = Self {
            home,
            names: Vec::new(),
            secrets: BTreeSet::new(),
        };
        for path in files(&made) {
            let name = path
                .strip_prefix(&made)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap();
            let text = match name.starts_with("returns/") {
                true => inputs.shortened(&text),
                false => text,
            };
            write(&inputs.data().join(&name), text.as_bytes());
            inputs.names.push(name);
        }
        fs::remove_dir_all(made).unwrap();
        inputs
    }

    /// The same in a folder of its own.
    pub(super) fn copied(&self) -> Self {
        let home = tempfile::tempdir().unwrap();
        for name in &self.names {
            let text = fs::read(self.data().join(name)).unwrap();
            write(&home.path().join("data").join(name), &text);
        }
        Self {
            home,
            names: self.names.clone(),
            secrets: self.secrets.clone(),
        }
    }

    /// A table of a return with the first children only, each under a marked name.
    fn shortened(&mut self, text: &str) -> String {
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap().split(',').collect();
        let mut all = header.join(",") + "\n";
        for line in lines {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            let child = header.iter().position(|column| *column == "CHILD").unwrap();
            let number: usize = cells[child]
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
                .parse()
                .unwrap_or(0);
            if !number.is_multiple_of(ONE_OF) {
                continue;
            }
            cells[child] = format!("{MARK}{}", cells[child]);
            for (column, cell) in header.iter().zip(&cells) {
                let is_secret = match *column {
                    "CHILD" | "UPN" | "HOME_POST" | "PL_POST" => cell.len() >= 5,
                    "DOB" | "MC_DOB" => {
                        !cell.is_empty() && !cell.starts_with("31/03") && !cell.starts_with("01/04")
                    }
                    _ => false,
                };
                if is_secret {
                    self.secrets.insert(cell.clone());
                }
            }
            all += &(cells.join(",") + "\n");
        }
        all
    }

    pub(super) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(super) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// An identifier, date of birth or postcode of the dataset that a text holds.
    pub(super) fn secret_in(&self, text: &str) -> Option<&str> {
        self.secrets
            .iter()
            .map(String::as_str)
            .find(|secret| text.contains(secret))
    }

    /// One input of all: of the dataset, or one that is put there for the time.
    pub(super) fn pick(&self, dice: &mut Dice) -> Input {
        let more = ALONE.len() + WRITTEN.len();
        let at = dice.below(self.names.len() + 2 * more) % (self.names.len() + more);
        let (name, bytes) = match at.checked_sub(self.names.len()) {
            None => (self.names[at].clone(), None),
            Some(at) => match at.checked_sub(ALONE.len()) {
                None => (
                    ALONE[at].0.to_owned(),
                    Some(fs::read(project(ALONE[at].1)).unwrap()),
                ),
                Some(at) => (
                    WRITTEN[at].0.to_owned(),
                    Some(WRITTEN[at].1.as_bytes().to_vec()),
                ),
            },
        };
        let path = self.data().join(&name);
        if let Some(bytes) = &bytes {
            write(&path, bytes);
        }
        let mut parts = name.split('/');
        let authority = match (parts.next(), parts.next(), bytes) {
            (Some("returns"), Some(authority), None) => Some(authority.to_owned()),
            _ => None,
        };
        Input {
            name,
            path,
            authority,
        }
    }

    /// Whether it is one of the dataset's own.
    pub(super) fn has(&self, input: &Input) -> bool {
        self.names.contains(&input.name)
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
