//! The command line: one file a command. Results go to stdout or `--out`, everything else to
//! stderr.

mod board;
mod check;
mod compare;
mod completions;
mod explain;
mod init;
mod jsna;
mod machine;
mod man;
mod measures;
mod memory;
#[cfg(feature = "desk")]
mod open;
mod publish;
mod report;
mod robustness;
mod sample;
mod schema;
mod score;
mod statement;
mod verify;
mod weights;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::assessment::{Assessment, Evidence};
use crate::config::{Configuration, Mode, WEIGHTS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Style, printable, render};
use crate::disk::{NewFolderError, given};
use crate::measure::Extent;
use crate::source::{Files, LastStatement};

use memory::{Keeps, Room};

/// Computes a weighted scorecard of English local authorities for children missing from care.
#[derive(Debug, Parser)]
#[command(
    name = "care-scorecard",
    version,
    about,
    long_about = None,
    max_term_width = 80
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the desk: the scorecard as pages in your browser, without a command line
    #[cfg(feature = "desk")]
    Open(open::Open),
    /// Write a starter dataset: weights, and blank templates of every input
    Init(init::Init),
    /// Read everything and say what was recognised and what is wrong
    Check(check::Check),
    /// Print the measures table as CSV
    Measures(measures::MeasuresCommand),
    /// Print the scores table as CSV, or the whole scorecard as JSON
    Score(score::ScoreCommand),
    /// Write the whole publication: pages, documents, data, manifest
    Publish(publish::Publish),
    /// Write the annual statement of an authority to its safeguarding board, or the form to ask for it
    Statement(statement::Statement),
    /// Write the section of the needs assessment for the Health and Wellbeing Board
    Jsna(jsna::Jsna),
    /// Write the report on one authority as a document to edit (Word) and as a PDF
    Report(report::Report),
    /// Say whether a publication is still what its manifest says: no file lost, added or changed
    Verify(verify::Verify),
    /// Print how a score came about, from counts to rank
    Explain(explain::Explain),
    /// Print how sure the ranking is, and what it hangs on
    Robustness(robustness::RobustnessCommand),
    /// Print what changes in scores and ranks with another year or other weights, and why
    Compare(compare::Compare),
    /// Write a made-up dataset of authorities that do not exist
    Sample(sample::Sample),
    /// Print the JSON Schema of data/scorecard.json
    Schema(schema::SchemaCommand),
    /// Print a completion script for a shell
    Completions(completions::Completions),
    /// Print the manual pages, or write them, one a file
    Man(man::Man),
}

impl Command {
    /// Whether it writes a folder, which a stop is to leave whole or as it was.
    fn writes(&self) -> bool {
        matches!(
            self,
            Self::Init(_)
                | Self::Publish(_)
                | Self::Statement(_)
                | Self::Jsna(_)
                | Self::Report(_)
                | Self::Sample(_)
                | Self::Man(_)
        )
    }
}

/// What every command that reads a dataset takes.
#[derive(Debug, Args)]
struct Shared {
    /// Folder that holds the data, or one file: an archive, a workbook or a table
    dataset: PathBuf,
    /// Weights file; without it the one in the dataset, else the built-in one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Year ending 31 March; without it the latest in which half of the authorities can be ranked
    #[arg(long, value_parser = parse_year)]
    year: Option<i16>,
    /// Whether small numbers are suppressed
    #[arg(long, value_enum)]
    mode: Option<ModeArgument>,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    /// When to colour messages
    #[arg(long, value_enum, default_value = "auto")]
    color: Color,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ModeArgument {
    Public,
    Internal,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

fn parse_year(text: &str) -> Result<i16, String> {
    crate::source::year_ending(text)
        .ok_or_else(|| "give the year ending 31 March, such as 2024 or 2023-24".to_owned())
}

/// Why a command did not end well.
#[derive(Debug)]
enum Failure {
    /// The data or the configuration is at fault.
    Data(Diagnostics),
    /// The machine failed.
    Machine(String),
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Data(Diagnostics::from_iter([diagnostic]))
    }
}

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self::from(*diagnostic)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Machine(error.to_string())
    }
}

impl From<NewFolderError> for Failure {
    fn from(error: NewFolderError) -> Self {
        match error {
            NewFolderError::Disk { .. } => Self::Machine(error.to_string()),
            NewFolderError::InUse(_) | NewFolderError::Target(_) => {
                Self::from(Diagnostic::error(Code::CannotPublish, error.to_string()))
            }
        }
    }
}

/// The exit status of a run that was stopped from outside: what shells call Ctrl-C.
const STOPPED: i32 = 130;

/// Runs the command line and gives its exit status: 0 done, 1 the data or configuration is at
/// fault, 2 wrong usage, 3 the machine failed.
pub fn run() -> ExitCode {
    machine::stay_silent_of_what_is_answered();
    let command = command(Cli::parse());
    machine::fail_where_memory_ends();
    let room = Room::at_first();
    if let Some(lacking) = room.lacks(Keeps::Figures, 0) {
        return machine_failed(&lacking);
    }
    machine::with_a_stack(room, || carry_out(command))
}

/// What is asked for. Without a command it is the desk where the program was started from a desktop; else there is
/// help, and the end.
fn command(cli: Cli) -> Command {
    if let Some(command) = cli.command {
        return command;
    }
    #[cfg(feature = "desk")]
    if open::is_started_from_a_desktop() {
        return Command::Open(open::Open::default());
    }
    let help = clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    let mut program = <Cli as clap::CommandFactory>::command();
    let text = program.render_help();
    program.error(help, text).exit()
}

fn carry_out(command: Command) -> ExitCode {
    if let Err(error) = machine::take_threads(Room::at_first()) {
        return machine_failed(&format!("no thread can be had: {error}"));
    }
    if command.writes() {
        // Where signals cannot be heard, a run that is stopped leaves what the next one clears away.
        let _ = ctrlc::set_handler(|| crate::disk::stop(STOPPED));
    }
    let (style, outcome) = match command {
        #[cfg(feature = "desk")]
        Command::Open(command) => (Style::Plain, command.run()),
        Command::Check(command) => (command.shared.style(), command.run()),
        Command::Measures(command) => (command.shared.style(), command.run()),
        Command::Score(command) => (command.shared.style(), command.run()),
        Command::Publish(command) => (command.shared.style(), command.run()),
        Command::Statement(command) => (command.board.shared.style(), command.run()),
        Command::Jsna(command) => (command.board.shared.style(), command.run()),
        Command::Report(command) => (command.board.shared.style(), command.run()),
        Command::Explain(command) => (command.shared.style(), command.run()),
        Command::Init(command) => (Style::Plain, command.run()),
        Command::Robustness(command) => (command.shared.style(), command.run()),
        Command::Compare(command) => (command.shared.style(), command.run()),
        Command::Sample(command) => (Style::Plain, command.run()),
        Command::Verify(command) => (Style::Plain, command.run()),
        Command::Schema(command) => (Style::Plain, command.run()),
        Command::Completions(command) => (Style::Plain, command.run()),
        Command::Man(command) => (Style::Plain, command.run()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Data(diagnostics)) => {
            if !diagnostics.is_empty() {
                complain(&render(&diagnostics, style));
                let errors = diagnostics.count(Severity::Error);
                complain(&format!(
                    "{} found; nothing was written\n",
                    counted(errors, "error")
                ));
            }
            ExitCode::from(1)
        }
        Err(Failure::Machine(message)) => machine_failed(&message),
    }
}

fn machine_failed(message: &str) -> ExitCode {
    complain(&format!("error: {}\n", printable(message)));
    ExitCode::from(3)
}

/// Writes to stderr; where that is closed there is nobody to tell.
fn complain(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Writes results to stdout. A reader that has gone away, such as `head`, is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::from),
    }
}

fn counted(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

impl Shared {
    fn style(&self) -> Style {
        let coloured = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
            }
        };
        if coloured {
            Style::Coloured
        } else {
            Style::Plain
        }
    }

    /// What the dataset holds.
    fn files(&self) -> Result<Box<dyn Files>, Failure> {
        Ok(given(&self.dataset)?)
    }

    /// Which weights are used, for people.
    fn weights(&self) -> Result<String, Failure> {
        let files = self.files()?;
        Ok(match &self.config {
            Some(path) => printable(&path.display().to_string()).into_owned(),
            None if files.holds(WEIGHTS) => printable(&files.called(WEIGHTS)).into_owned(),
            None => "those that ship with the program".to_owned(),
        })
    }

    fn configuration(&self) -> Result<(Configuration, Diagnostics), Failure> {
        let files = self.files()?;
        let (mut configuration, mut diagnostics) = match &self.config {
            Some(path) => weights::read(path)?,
            None if files.holds(WEIGHTS) => {
                weights::checked(weights::small(files.open(WEIGHTS)), &files.called(WEIGHTS))?
            }
            None => (Configuration::built_in().clone(), Diagnostics::default()),
        };
        if let Some(mode) = self.mode {
            configuration.disclosure.mode = match mode {
                ModeArgument::Public => Mode::Public,
                ModeArgument::Internal => Mode::Internal,
            };
        }
        diagnostics.sort();
        Ok((configuration, diagnostics))
    }

    /// Whether the memory that may be had is surely too little for the dataset.
    fn fits(&self, keeps: Keeps) -> Result<(), Failure> {
        let room = Room::at_first();
        let bytes = || crate::disk::size_of(&self.dataset);
        let lacking = room.is_limited().then(|| room.lacks(keeps, bytes()));
        lacking
            .flatten()
            .map_or(Ok(()), |lacking| Err(Failure::Machine(lacking)))
    }

    /// Reads everything; warnings are told, errors end the command.
    fn gather(&self, extent: Extent) -> Result<Evidence, Failure> {
        self.gather_after(None, extent)
    }

    /// The same with the last statement, which the one that is made carries on.
    fn gather_after(
        &self,
        last: Option<LastStatement>,
        extent: Extent,
    ) -> Result<Evidence, Failure> {
        self.fits(match extent {
            Extent::Groups => Keeps::Pages,
            Extent::Measures => Keeps::Figures,
        })?;
        let files = self.files()?;
        let configured = self.configuration();
        let configuration = match configured {
            Ok((configuration, warnings)) => {
                self.tell(&warnings);
                configuration
            }
            Err(Failure::Data(mut problems)) => {
                let built_in = Configuration::built_in().clone();
                if let Err(more) = Evidence::gather_to(files.as_ref(), built_in, extent) {
                    problems.append(more);
                }
                return Err(Failure::Data(problems));
            }
            Err(other) => return Err(other),
        };
        let evidence = Evidence::gather_after(last, files.as_ref(), configuration, extent);
        let evidence = evidence.map_err(Failure::Data)?;
        self.tell(&evidence.diagnostics);
        if let Some(marking) = crate::report::protective_marking(&evidence.configuration) {
            let said = "these figures can point at a child; do not publish them or pass them on";
            self.say(&format!("{marking}: {said}"));
        }
        Ok(evidence)
    }

    fn tell(&self, diagnostics: &Diagnostics) {
        if !self.quiet {
            complain(&render(diagnostics, self.style()));
        }
    }

    /// Says which year was taken, where none was asked for.
    fn say_year(&self, assessment: &Assessment<'_>) {
        if self.year.is_none() {
            self.say(&assessment.year_taken());
        }
    }

    fn say(&self, text: &str) {
        if !self.quiet {
            let lines = text.lines().map(|line| printable(line).into_owned() + "\n");
            complain(&lines.collect::<String>());
        }
    }
}
