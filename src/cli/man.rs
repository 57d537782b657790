use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};

use crate::disk::write_new;

use super::{Cli, Failure, print};

/// The day of the version, as the changelog has it: the same version makes the same pages.
const RELEASED: &str = "2026-11-29";
/// A line of a manual page is no longer, by the convention of those who read their sources.
const WIDTH: usize = 79;

#[derive(Debug, Args)]
pub(super) struct Man {
    /// Folder to write, one page a file, which must not exist or be empty; without it all are printed
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let pages = pages()?;
        let Some(out) = &self.out else {
            return pages.iter().try_for_each(|(_, page)| print(page));
        };
        let files = pages
            .iter()
            .map(|(name, page)| (name.as_str(), page.as_bytes()));
        Ok(write_new(out, files)?)
    }
}

/// The page of the program and then that of each command, with their files' names.
fn pages() -> Result<Vec<(String, String)>, Failure> {
    let mut program = Cli::command();
    program.build();
    let commands = program
        .get_subcommands()
        .filter(|command| command.get_name() != "help");
    let commands = commands.map(|command| {
        let name = format!("{}-{}", program.get_name(), command.get_name());
        (name.clone(), command.clone().display_name(name))
    });
    std::iter::once((program.get_name().to_owned(), program.clone()))
        .chain(commands)
        .map(|(name, command)| Ok((format!("{name}.1"), page(&name, command)?)))
        .collect()
}

fn page(name: &str, command: Command) -> Result<String, Failure> {
    let mut page = Vec::new();
    let source = format!("care-scorecard {}", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(command)
        .title(name.to_uppercase())
        .date(RELEASED)
        .source(source)
        .manual("User Commands")
        .render(&mut page)?;
    Ok(tidy(&String::from_utf8_lossy(&page)))
}

/// What the generator leaves to be tidied: blanks at line ends, breaks where there is a space between paragraphs
/// anyway, and lines too long to be read.
fn tidy(page: &str) -> String {
    let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
    let is_space = |at: Option<usize>| {
        let line = at.and_then(|at| lines.get(at));
        line.is_some_and(|line| line.is_empty() || *line == ".sp")
    };
    let mut tidied = String::new();
    for (at, line) in lines.iter().enumerate() {
        if *line == ".br" && (is_space(at.checked_sub(1)) || is_space(at.checked_add(1))) {
            continue;
        }
        let line = if line.is_empty() { ".sp" } else { line };
        let is_request = line.starts_with(['.', '\'']);
        let mut rest = line;
        while !is_request && rest.len() > WIDTH {
            // A line that begins with a dot would be a request.
            let may_break = |at: &usize| !rest[at + 1..].starts_with(['.', '\'']);
            let spaces = rest.match_indices(' ').map(|(at, _)| at).filter(may_break);
            let Some(space) = spaces.take_while(|at| *at <= WIDTH).last() else {
                break;
            };
            tidied += rest[..space].trim_end();
            tidied.push('\n');
            rest = &rest[space + 1..];
        }
        tidied += rest;
        tidied.push('\n');
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_version() {
        let changelog = include_str!("../../CHANGELOG.md");
        let heading = format!("## {} - {RELEASED}", env!("CARGO_PKG_VERSION"));
        assert!(changelog.lines().any(|line| line == heading), "{heading}");
    }

    #[test]
    fn every_command_has_a_page_in_short_lines() {
        let pages = pages().unwrap();
        let commands = Cli::command().get_subcommands().count();
        assert_eq!(pages.len(), commands + 1);
        for (name, page) in pages {
            for line in page.lines() {
                let is_long = line.len() > WIDTH && line.contains(' ') && !line.starts_with('.');
                assert!(!is_long && line.trim_end() == line, "{name}: {line}");
            }
        }
    }
}
