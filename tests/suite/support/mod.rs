//! Builds a dataset in a folder of its own and runs the program on it.
#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A dataset in the making.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
    weights: Option<PathBuf>,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            weights: None,
        }
    }

    /// Adds a file of the dataset.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.data().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// Gives a weights file, outside the dataset.
    pub(crate) fn weights(mut self, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join("weights.toml");
        std::fs::write(&path, text).unwrap();
        self.weights = Some(path);
        self
    }

    /// The dataset's folder.
    pub(crate) fn data(&self) -> PathBuf {
        let data = self.folder.path().join("data");
        std::fs::create_dir_all(&data).unwrap();
        data
    }

    /// A path beside the dataset.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command on the dataset.
    pub(crate) fn run(&self, command: &str, arguments: &[&str]) -> Run {
        run_on(&self.data(), self.weights.as_deref(), command, arguments)
    }
}

/// Runs a command on a dataset.
pub(crate) fn run_on(
    dataset: &Path,
    weights: Option<&Path>,
    command: &str,
    arguments: &[&str],
) -> Run {
    let mut process = program();
    process.arg(command).arg(dataset);
    if let Some(weights) = weights {
        process.arg("--config").arg(weights);
    }
    Run::of(process.args(arguments).output().unwrap())
}

/// The program under test.
pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_care-scorecard"))
}

/// What a command did.
pub(crate) struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// It must have ended well.
    #[track_caller]
    pub(crate) fn well(self) -> Self {
        assert_eq!(self.status, 0, "stderr:\n{}", self.stderr);
        self
    }

    /// It must have refused the data, said all of these, and printed no result.
    #[track_caller]
    pub(crate) fn refused(self, said: &[&str]) -> Self {
        assert_eq!(
            self.status, 1,
            "stdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        assert!(
            self.stdout.is_empty(),
            "a refused run printed:\n{}",
            self.stdout
        );
        for part in said {
            assert!(
                self.stderr.contains(part),
                "\"{part}\" not in:\n{}",
                self.stderr
            );
        }
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }

    /// The table it printed, a map from column to cell for each row.
    #[track_caller]
    pub(crate) fn rows(&self) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_reader(self.stdout.as_bytes());
        reader.deserialize().map(Result::unwrap).collect()
    }
}

/// The folder beside the project that holds published files under `data/`. Tests that need it are
/// marked to be ignored, so that a run without them says so, and fail when asked for without it.
#[track_caller]
pub(crate) fn shared() -> PathBuf {
    path_of("CARE_SCORECARD_SHARED")
}

/// A file or folder that an environment variable names.
#[track_caller]
pub(crate) fn path_of(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable).map(PathBuf::from);
    let path = path.unwrap_or_else(|| panic!("this test needs {variable} to be set"));
    assert!(
        path.exists(),
        "{variable} names {}, which is not there",
        path.display()
    );
    path
}

/// Every file below a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A small valid dataset: three authorities that do not exist and two indicators by value.
pub(crate) fn three_authorities() -> Folder {
    Folder::new()
        .file("authorities.csv", "authority_code,name,region,type\nA1,Alder,North,shire\nB1,Birch,North,shire\nC1,Cedar,South,town\n")
        .file(
            "measures.csv",
            "authority_code,year,indicator,numerator,denominator,value\n\
             A1,2024,First,,,10\nB1,2024,First,,,20\nC1,2024,First,,,30\n\
             A1,2024,Second,1,10,\nB1,2024,Second,2,10,20\nC1,2024,Second,4,10,\n",
        )
        .weights(TWO_INDICATORS)
}

/// Weights for [`three_authorities`].
pub(crate) const TWO_INDICATORS: &str = r#"
[scorecard]
normalisation = "min-max"

[[domain]]
code = "one"
weight = 1.0

  [[domain.indicator]]
  code = "First"
  weight = 3.0
  direction = "higher-is-better"
  kind = "number"

  [[domain.indicator]]
  code = "Second"
  weight = 1.0
  direction = "lower-is-better"
"#;
