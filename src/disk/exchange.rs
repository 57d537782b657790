//! How a folder that is whole comes to its place, and how what a killed run left is cleared.
//!
//! Beside its place: the two folders are exchanged in one step where the system can do that, else the
//! earlier one is moved aside for a moment. In its place, where that is a mount point or nothing may be
//! made beside it: name by name, the manifest last, with a plan from which the next run undoes what was
//! begun. Whenever it is killed, either the earlier folder or the new one is whole, at its place or where the
//! next run finds it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::publish::MANIFEST;

use super::listing::{self, is_empty_folder};
use super::refused::{Refused, refused};
use super::scaffold::Scaffold;
use super::steps::Steps;

/// Puts the new folder in its place and takes the scaffold's content away.
pub(super) fn put_beside(
    steps: &Steps,
    scaffold: &Scaffold,
    target: &Path,
) -> Result<Placed, Refused> {
    let whole = scaffold.whole();
    keep_permissions(target, &whole);
    if !target.exists() || is_empty_folder(target) {
        if cfg!(windows) && target.exists() {
            fs::remove_dir(target).map_err(refused(target))?;
        }
        return match steps.rename(&whole, target) {
            Err(error) if is_a_mount(&error) => Ok(Placed::CannotBeside),
            moved => moved.map(|()| Placed::Done).map_err(refused(target)),
        };
    }
    match steps.swap(&whole, target) {
        Ok(()) => {}
        Err(error) if is_a_mount(&error) => return Ok(Placed::CannotBeside),
        Err(error) if cannot_swap(&error) => {
            if let Some(cannot) = move_aside(steps, scaffold, target)? {
                return Ok(cannot);
            }
        }
        Err(error) => return Err(refused(target)(error)),
    }
    clear_beside(steps, scaffold, target)?;
    Ok(Placed::Done)
}

/// Whether a folder came to its place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// It did.
    Done,
    /// It can only be filled, since it cannot be moved.
    CannotBeside,
}

/// In two steps: what stood there goes aside, then the new one in; if that fails, the earlier one back.
fn move_aside(
    steps: &Steps,
    scaffold: &Scaffold,
    target: &Path,
) -> Result<Option<Placed>, Refused> {
    let earlier = scaffold.earlier();
    match steps.rename(target, &earlier) {
        Err(error) if is_a_mount(&error) => return Ok(Some(Placed::CannotBeside)),
        moved => moved.map_err(refused(target))?,
    }
    let Err(error) = steps.rename(&scaffold.whole(), target) else {
        return Ok(None);
    };
    match steps.rename(&earlier, target) {
        Ok(()) => Err(refused(target)(error)),
        Err(source) => Err(Refused::Stranded {
            target: target.to_owned(),
            earlier,
            source,
        }),
    }
}

/// Takes away what lies in a scaffold beside its target: what was built or replaced there. What stood at
/// the target goes back if nothing stands there now.
pub(super) fn clear_beside(
    steps: &Steps,
    scaffold: &Scaffold,
    target: &Path,
) -> Result<(), Refused> {
    let earlier = scaffold.earlier();
    if earlier.exists() {
        if !target.exists() {
            steps.rename(&earlier, target).map_err(refused(target))?;
        } else {
            discard(steps, &earlier, target, Of::Theirs)?;
        }
    }
    discard(steps, &scaffold.whole(), target, Of::Ours)
}

/// Fills a target with the new folder, which lies in it, name by name.
pub(super) fn put_inside(steps: &Steps, scaffold: &Scaffold, target: &Path) -> Result<(), Refused> {
    let fail = || refused(target);
    let (whole, earlier) = (scaffold.whole(), scaffold.earlier());
    let names = listing::names(&whole).map_err(fail())?;
    let mut old = listing::names(target).map_err(fail())?;
    old.retain(|name| target.join(name) != scaffold.folder());
    steps
        .write(&scaffold.plan(), &names.join("\n"))
        .map_err(fail())?;
    steps.make(&earlier).map_err(fail())?;
    let mut moved = Ok(());
    // The manifest goes first and comes last: what has one is whole.
    for name in manifest_last(old).iter().rev() {
        if moved.is_ok() {
            moved = steps.rename(&target.join(name), &earlier.join(name));
        }
    }
    for name in &manifest_last(names) {
        if moved.is_ok() {
            moved = steps.rename(&whole.join(name), &target.join(name));
        }
    }
    clear_inside(steps, scaffold, target)?;
    moved.map_err(fail())
}

/// Finishes what was begun in a target if all of it had come to its place, else undoes it.
pub(super) fn clear_inside(
    steps: &Steps,
    scaffold: &Scaffold,
    target: &Path,
) -> Result<(), Refused> {
    let fail = || refused(target);
    let (whole, earlier) = (scaffold.whole(), scaffold.earlier());
    if let Ok(plan) = fs::read_to_string(scaffold.plan()) {
        let (waiting, moved): (Vec<&str>, Vec<&str>) =
            plan.lines().partition(|name| whole.join(name).exists());
        if waiting.is_empty() {
            discard(steps, &earlier, target, Of::Theirs)?;
        } else {
            for name in moved {
                let placed = target.join(name);
                if placed.exists() {
                    steps.rename(&placed, &whole.join(name)).map_err(fail())?;
                }
            }
            let old = listing::names(&earlier).unwrap_or_default();
            for name in &manifest_last(old) {
                let (from, to) = (earlier.join(name), target.join(name));
                steps.rename(&from, &to).map_err(fail())?;
            }
        }
        // From here on nothing is moved back, so that what is thrown away below is not looked for.
        steps.remove_file(&scaffold.plan()).map_err(fail())?;
    }
    if is_empty_folder(&earlier) {
        steps.remove_folder(&earlier).map_err(fail())?;
    }
    if !earlier.exists() {
        return discard(steps, &whole, target, Of::Ours);
    }
    Ok(())
}

fn manifest_last(mut names: Vec<String>) -> Vec<String> {
    names.sort_by(|a, b| (a == MANIFEST, a).cmp(&(b == MANIFEST, b)));
    names
}

/// Whose a folder is of which no manifest says what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// It was being built.
    Ours,
    /// It stood where somebody could put things into it.
    Theirs,
}

/// Throws a folder away that this program wrote. What somebody has put into it meanwhile goes to where
/// they meant it to be.
fn discard(steps: &Steps, folder: &Path, target: &Path, of: Of) -> Result<(), Refused> {
    if !folder.exists() {
        return Ok(());
    }
    let others = match listing::not_listed(folder).map_err(refused(folder))? {
        Some(others) => others,
        None if of == Of::Ours => Vec::new(),
        None => listing::names(folder).map_err(refused(folder))?,
    };
    for name in others {
        let to = free_name(&target.join(&name));
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(refused(parent))?;
        }
        steps
            .rename(&folder.join(&name), &to)
            .map_err(refused(&to))?;
    }
    // The manifest goes last: what it lists is ours to throw away, also if this run ends here.
    let names = listing::names(folder).map_err(refused(folder))?;
    for name in &manifest_last(names) {
        steps.remove(&folder.join(name)).map_err(refused(folder))?;
    }
    steps.remove_folder(folder).map_err(refused(folder))
}

fn free_name(path: &Path) -> std::path::PathBuf {
    let mut free = path.to_owned();
    while free.symlink_metadata().is_ok() {
        let mut name = free.file_name().unwrap_or_default().to_owned();
        name.push(".kept");
        free.set_file_name(name);
    }
    free
}

/// The new folder may be entered by whom the earlier one might be.
fn keep_permissions(target: &Path, whole: &Path) {
    if let Ok(earlier) = fs::metadata(target) {
        let _ = fs::set_permissions(whole, earlier.permissions());
    }
}

/// Whether a folder cannot be moved because a file system begins there.
fn is_a_mount(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices
    )
}

/// Whether the system, or the file system, knows no exchange in one step.
fn cannot_swap(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Unsupported | ErrorKind::InvalidInput
    )
}
