//! One built-in table, line by line.

use serde::de::DeserializeOwned;
use thiserror::Error;

/// A line of a built-in table that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{table}.csv, line {line}: {problem}")]
pub struct TableFault {
    /// The table, by the name of its file.
    pub table: &'static str,
    /// The line in the file.
    pub line: u64,
    /// What is wrong with it.
    pub problem: String,
}

/// Reads a table, taking each row through `accept`. What `accept` refuses, or what
/// is not a row of this shape, becomes a fault.
pub(super) fn read<Row: DeserializeOwned, Kept>(
    table: &'static str,
    text: &'static str,
    faults: &mut Vec<TableFault>,
    mut accept: impl FnMut(Row) -> Result<Kept, String>,
) -> Vec<Kept> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut kept = Vec::new();
    let mut rows = reader.deserialize();
    loop {
        let line = rows.reader().position().line();
        let problem = match rows.next() {
            None => return kept,
            Some(Ok(row)) => match accept(row) {
                Ok(value) => {
                    kept.push(value);
                    continue;
                }
                Err(refused) => refused,
            },
            Some(Err(error)) => error.to_string(),
        };
        faults.push(TableFault {
            table,
            line,
            problem,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_which_line_and_why() {
        let mut faults = Vec::new();
        let text = "number\n1\ntwo\n3\n";
        let small = |(number,): (u8,)| {
            (number < 3)
                .then_some(number)
                .ok_or_else(|| "too large".to_owned())
        };
        assert_eq!(read("numbers", text, &mut faults, small), [1]);
        assert_eq!(faults.len(), 2);
        assert_eq!(faults[0].line, 3);
        assert_eq!(faults[1].to_string(), "numbers.csv, line 4: too large");
    }
}
