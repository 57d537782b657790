//! Files on their way out: each is handed on as soon as it is made, and its digest is kept for the
//! manifest, which comes last.

use rayon::prelude::*;

use crate::assessment::Assessment;
use crate::render::data_package::Described;

use super::manifest::{self, Beside, Output};
use super::marking::{self, Marking};
use super::{PublishError, Summary};

/// A file of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the publication's folder, with forward slashes.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl File {
    pub(super) fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
        }
    }
}

/// Takes the files of a publication one after another, always in the same order. Only with the
/// last are they a publication: where making it fails, what has been taken is to be thrown away.
pub type Take<'t> = dyn FnMut(File) -> Result<(), PublishError> + Send + 't;

/// How many times as many pages as there are cores are made before they are handed on.
const BATCH: usize = 8;

/// Files on their way out.
pub(super) struct Outgoing<'g, 't> {
    take: &'g mut Take<'t>,
    marking: Option<Marking>,
    outputs: Vec<Output>,
}

impl<'g, 't> Outgoing<'g, 't> {
    /// Files go to `take`, their names marked where there is a marking.
    pub(super) fn to(take: &'g mut Take<'t>, marking: Option<&'static str>) -> Self {
        Self {
            take,
            marking: marking.map(Marking::new),
            outputs: Vec::new(),
        }
    }

    /// Notes the names of files that are still to come, so that pages made before them can lead to
    /// them.
    pub(super) fn expect(&mut self, names: impl IntoIterator<Item = String>) {
        if let Some(marking) = &mut self.marking {
            marking.expect(names);
        }
    }

    /// Hands a file on. A page is one that leads to no file but those expected or given before.
    pub(super) fn give(&mut self, file: File) -> Result<(), PublishError> {
        self.expect([file.name.clone()]);
        let ready = Ready::of(file, self.marking.as_ref());
        self.hand_on([ready])
    }

    /// What has been handed on, in order of names.
    pub(super) fn described(&self) -> Vec<Described> {
        let mut described: Vec<Described> = self.outputs.iter().map(Output::described).collect();
        described.sort_by(|a, b| a.path.cmp(&b.path));
        described
    }

    /// Whether names are marked.
    pub(super) fn is_marked(&self) -> bool {
        self.marking.is_some()
    }

    /// Hands the first page of a marked publication on, which keeps its name; its links follow.
    pub(super) fn give_door(&mut self, page: String) -> Result<(), PublishError> {
        let door = File::new(marking::DOOR, page);
        let door = match &self.marking {
            Some(marking) => marking.relinked(door),
            None => door,
        };
        self.hand_on([Ready::of(door, None)])
    }

    /// Makes files side by side and hands them on in order, a batch while the next is made: that
    /// many are in memory and no more.
    pub(super) fn give_made<J: Sync>(
        &mut self,
        jobs: &[J],
        make: impl Fn(&J) -> Result<Vec<File>, PublishError> + Sync,
    ) -> Result<(), PublishError> {
        let marking = self.marking.take();
        let all_ready = |files: Vec<File>| -> Vec<Ready> {
            let files = files.into_iter();
            files
                .map(|file| Ready::of(file, marking.as_ref()))
                .collect()
        };
        let ready = |job: &J| make(job).map(all_ready);
        let (mut batch, mut unprintable) = (Vec::new(), Vec::new());
        for jobs in jobs.chunks(BATCH * rayon::current_num_threads()) {
            let before: Vec<Vec<Ready>> = std::mem::take(&mut batch);
            let (made, handed_on) = rayon::join(
                || jobs.par_iter().map(ready).collect::<Vec<_>>(),
                || self.hand_on(before.into_iter().flatten()),
            );
            handed_on?;
            match PublishError::all(made) {
                // Words that cannot be printed are all looked for; nothing else is wanted then.
                Ok(_) if !unprintable.is_empty() => {}
                Ok(made) => batch = made,
                Err(PublishError::Unprintable(found)) => unprintable.extend(found),
                Err(other) => return Err(other),
            }
        }
        self.marking = marking;
        if !unprintable.is_empty() {
            return Err(PublishError::Unprintable(unprintable));
        }
        self.hand_on(batch.into_iter().flatten())
    }

    fn hand_on(&mut self, files: impl IntoIterator<Item = Ready>) -> Result<(), PublishError> {
        for Ready { file, output } in files {
            (self.take)(file)?;
            self.outputs.push(output);
        }
        Ok(())
    }

    /// Hands the manifest on.
    pub(super) fn end(
        mut self,
        assessment: &Assessment<'_>,
        beside: &Beside<'_>,
    ) -> Result<Summary, PublishError> {
        self.outputs.sort();
        let manifest = manifest::file(assessment, &self.outputs, beside)?;
        self.hand_on([Ready::of(manifest, None)])?;
        Ok(self.summary())
    }

    /// What has been handed on.
    pub(super) fn summary(&self) -> Summary {
        Summary {
            files: self.outputs.len(),
            bytes: self.outputs.iter().map(Output::size).sum(),
        }
    }
}

/// A file with its last name, and what the manifest says of it.
struct Ready {
    file: File,
    output: Output,
}

impl Ready {
    fn of(file: File, marking: Option<&Marking>) -> Self {
        let name = file.name.clone();
        let file = match marking {
            Some(marking) => marking.marked(file),
            None => file,
        };
        Self {
            output: Output::of(&file, name),
            file,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn made(jobs: usize, fail_at: Option<usize>) -> (Result<(), PublishError>, Vec<String>, usize) {
        let mut names = Vec::new();
        let (in_memory, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut take = |file: File| {
            in_memory.fetch_sub(1, Ordering::SeqCst);
            names.push(file.name);
            Ok(())
        };
        let jobs: Vec<usize> = (0..jobs).collect();
        let outcome = Outgoing::to(&mut take, None).give_made(&jobs, |job| {
            let now = in_memory.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
            match fail_at {
                Some(at) if at == *job => Err(PublishError::render("x", "y")),
                _ => Ok(vec![File::new(format!("{job:04}"), "")]),
            }
        });
        (outcome, names, most.into_inner())
    }

    #[test]
    fn files_come_in_order_and_few_are_in_memory() {
        let (outcome, names, most) = made(1000, None);
        outcome.unwrap();
        let expected: Vec<String> = (0..1000).map(|n| format!("{n:04}")).collect();
        assert_eq!(names, expected);
        assert!(most <= 2 * BATCH * rayon::current_num_threads(), "{most}");
    }

    #[test]
    fn what_cannot_be_made_ends_it() {
        let (outcome, names, _) = made(1000, Some(400));
        assert!(matches!(outcome, Err(PublishError::Render { .. })));
        assert!(names.len() <= 401);
    }
}
