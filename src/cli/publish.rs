use std::path::PathBuf;

use clap::Args;
use indicatif::ProgressBar;

use crate::assessment::Assessment;
use crate::config::Publication;
use crate::diagnostic::{Code, Diagnostic};
use crate::disk::{Folder, apart, publish};
use crate::measure::Extent;
use crate::publish::{Edition, Previous, PublishError, until_safe};
use crate::source::Files;

use super::score::summary;
use super::{Failure, Shared, counted};

#[derive(Debug, Args)]
pub(super) struct Publish {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// Folder to write; an earlier publication there is replaced whole
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Folder of an earlier publication, whose figures are public already; can be given more than
    /// once. What changed since the last one is said
    #[arg(long, value_name = "DIR")]
    previous: Vec<PathBuf>,
    /// Leave out the league tables and scores of other years
    #[arg(long)]
    only: bool,
}

impl Publish {
    pub(super) fn run(&self) -> Result<(), Failure> {
        apart(&self.out, &self.shared.dataset).map_err(failure)?;
        let mut evidence = self.shared.gather(Extent::Groups)?;
        let year = evidence.year(self.shared.year)?;
        let assessment = evidence.assess(year);
        self.shared.tell(&assessment.diagnostics);
        self.shared.say_year(&assessment);
        drop(assessment);
        let progress = self.progress();
        let folders: Vec<Folder> = self.previous.iter().map(Folder::at).collect();
        let earlier = folders.iter().map(|folder| folder as &dyn Files);
        let earlier = Previous::read(earlier).map_err(failure)?;
        let edition = Edition {
            made: source_date_epoch()?,
            only_its_year: self.only,
        };
        let make = |assessment: &mut Assessment<'_>, earlier: &Previous| {
            let written = publish(assessment, &self.out, edition, earlier)?;
            Ok((written, summary(assessment)))
        };
        let made = until_safe(&mut evidence, year, &earlier, make);
        progress.finish_and_clear();
        let ((written, summary), left_out) = made.map_err(failure)?;
        self.shared.tell(&left_out);
        let absent = imprint_absent(&evidence.configuration.publication);
        self.shared.tell(&absent.into_iter().collect());
        self.shared.say(&summary);
        #[allow(clippy::cast_precision_loss, reason = "a size for people")]
        let megabytes = written.bytes as f64 / 1e6;
        self.shared.say(&format!(
            "{} ({megabytes:.1} MB) written to {}; open index.html there",
            counted(written.files, "file"),
            self.out.display()
        ));
        Ok(())
    }
}

/// What pages, documents and the covers of workbooks do not say, since the configuration does not; none where they
/// say all.
fn imprint_absent(publication: &Publication) -> Option<Diagnostic> {
    let parts = [
        (&publication.publisher, "publisher", "`publisher`"),
        (&publication.contact, "contact", "`contact`"),
        (
            &publication.release_date,
            "date of release",
            "`release_date`",
        ),
    ];
    let absent = parts.iter().filter(|(given, ..)| given.trim().is_empty());
    let (names, keys): (Vec<&str>, Vec<&str>) = absent.map(|(_, name, key)| (*name, *key)).unzip();
    if names.is_empty() {
        return None;
    }
    let message = format!("pages and workbooks name no {}", names.join(", no "));
    let help = format!(
        "set {} under [publication] in the weights file, so that readers know whose it is and how old",
        keys.join(", ")
    );
    Some(Diagnostic::notice(Code::ImprintAbsent, message).help(help))
}

pub(super) fn failure(error: PublishError) -> Failure {
    if error.is_of_the_machine() {
        return Failure::Machine(error.to_string());
    }
    let diagnostic = Diagnostic::error(Code::CannotPublish, error.to_string());
    Failure::from(match error {
        PublishError::Unprintable(_) => diagnostic.help(
            "write it in letters that documents have (Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian) in \
             the authorities file, the commentary or the weights file; or set documents = false under [publication], \
             to publish the pages without documents",
        ),
        _ => diagnostic,
    })
}

impl Publish {
    /// Turns on a terminal while pages and documents are made; elsewhere nothing is shown.
    fn progress(&self) -> ProgressBar {
        if self.shared.quiet {
            return ProgressBar::hidden();
        }
        let progress = ProgressBar::new_spinner().with_message("making pages and documents");
        progress.enable_steady_tick(std::time::Duration::from_millis(120));
        progress
    }
}

/// The time that reproducible builds agree on, if the environment sets one.
pub(super) fn source_date_epoch() -> Result<Option<jiff::Timestamp>, Failure> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let seconds = text.trim().parse().ok();
    let time = seconds.and_then(|s| jiff::Timestamp::from_second(s).ok());
    time.map(Some).ok_or_else(|| {
        Diagnostic::error(
            Code::CannotPublish,
            "SOURCE_DATE_EPOCH is not a number of seconds",
        )
        .found(&text)
        .help("unset it, or set it to the seconds since 1970, such as 1732147200")
        .into()
    })
}
