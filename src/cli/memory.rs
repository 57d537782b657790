//! The memory that the program may have: read at the start, so that too little is said and not run into.

use std::path::Path;
use std::sync::LazyLock;

/// What any command needs, in bytes.
const LEAST: u64 = 64 << 20;
/// What a command that writes pages needs, in bytes.
const LEAST_FOR_PAGES: u64 = 128 << 20;
/// What such a command needs of a limited address space: every sheet of a workbook is written by a thread of its own,
/// and each takes a stack and addresses for memory that it does not use.
const ADDRESSES_FOR_PAGES: u64 = 512 << 20;
/// What another thread takes of a limited address space: the system's allocator keeps so much for each.
const A_THREAD: u64 = 128 << 20;

/// How much memory may still be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Bytes left of what may be addressed (`ulimit -v`).
    addresses: Option<u64>,
    /// The least limit of a control group that the program is in, as containers set it.
    group: Option<u64>,
}

/// How much of a dataset stays in memory, as a share of its bytes: no less than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    /// A command that prints figures reads authority by authority.
    Figures,
    /// One that writes pages keeps what they say.
    Pages,
}

impl Keeps {
    fn of(self, bytes: u64) -> u64 {
        match self {
            Self::Figures => bytes / 10,
            Self::Pages => bytes / 2,
        }
    }

    /// Bytes of memory needed whatever the dataset.
    fn least(self) -> u64 {
        match self {
            Self::Figures => LEAST,
            Self::Pages => LEAST_FOR_PAGES,
        }
    }

    /// Bytes that must be addressed whatever the dataset.
    fn least_addresses(self) -> u64 {
        match self {
            Self::Figures => LEAST,
            Self::Pages => ADDRESSES_FOR_PAGES,
        }
    }
}

/// What there was when the program began.
static AT_FIRST: LazyLock<Room> = LazyLock::new(Room::read);

impl Room {
    /// What there is at the start. It is not asked again: each thread takes addresses that it does not use.
    pub(super) fn at_first() -> Self {
        *AT_FIRST
    }

    /// What the system says; where it says nothing, there is no limit.
    fn read() -> Self {
        let text = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let limit = addresses(&text("/proc/self/limits"));
        let taken = taken(&text("/proc/self/status"));
        Self {
            addresses: limit.map(|limit| limit.saturating_sub(taken)),
            group: group(&text("/proc/self/cgroup"), Path::new("/sys/fs/cgroup")),
        }
    }

    /// Whether there is a limit at all.
    pub(super) fn is_limited(self) -> bool {
        self.addresses.is_some() || self.group.is_some()
    }

    /// Why a dataset of so many bytes cannot be worked on.
    pub(super) fn lacks(self, keeps: Keeps, bytes: u64) -> Option<String> {
        let said = |room: Option<u64>, least: u64, whose: &str| {
            let needed = least.saturating_add(keeps.of(bytes));
            let have = room.filter(|room| *room < needed)?;
            let (have, needed) = (have >> 20, needed.div_ceil(1 << 20));
            Some(format!(
                "there are {have} MB of memory for this ({whose}), and it needs {needed} MB at least; raise the limit"
            ))
        };
        said(
            self.addresses,
            keeps.least_addresses(),
            "the limit of ulimit -v",
        )
        .or_else(|| said(self.group, keeps.least(), "the limit of the container"))
    }

    /// As many threads as fit beside one another, of those that are wanted.
    pub(super) fn threads(self, wanted: usize) -> usize {
        let fit = |room: u64| usize::try_from(room.saturating_sub(LEAST) / A_THREAD);
        let fit = self.addresses.and_then(|room| fit(room).ok());
        fit.map_or(wanted, |fit| wanted.min(fit)).max(1)
    }
}

/// The limit of what may be addressed, from what the system says of limits.
fn addresses(limits: &str) -> Option<u64> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max address space"));
    line?.split_whitespace().next()?.parse().ok()
}

/// What is addressed now, from what the system says of the program.
fn taken(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
    kilobytes.map_or(0, |kilobytes: u64| kilobytes.saturating_mul(1024))
}

/// The least limit among the control groups that the program is in; `groups` is where they are as files.
fn group(of_program: &str, groups: &Path) -> Option<u64> {
    let limit = |file: &Path| -> Option<u64> {
        let text = std::fs::read_to_string(file).ok()?;
        // Without a limit the older form has a number that no machine has.
        text.trim().parse().ok().filter(|limit| *limit < 1 << 50)
    };
    let mut least: Option<u64> = None;
    for line in of_program.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(kinds), Some(path)) = (parts.next(), parts.next()) else {
            continue;
        };
        let (root, file) = match kinds {
            "" => (groups.to_owned(), "memory.max"),
            kinds if kinds.split(',').any(|kind| kind == "memory") => {
                (groups.join("memory"), "memory.limit_in_bytes")
            }
            _ => continue,
        };
        let own = root.join(path.trim_start_matches('/'));
        let above = own
            .ancestors()
            .take_while(|folder| folder.starts_with(&root));
        least = above
            .filter_map(|folder| limit(&folder.join(file)))
            .chain(least)
            .min();
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    const MB: u64 = 1 << 20;

    #[test]
    fn limits_are_read_as_the_system_says_them() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
            Max stack size            8388608              unlimited            bytes     \n\
            Max address space         102400000            unlimited            bytes     \n";
        assert_eq!(addresses(limits), Some(102_400_000));
        assert_eq!(addresses(&limits.replace("102400000", "unlimited")), None);
        assert_eq!(addresses(""), None);
        assert_eq!(
            taken("VmPeak:\t 60 kB\nVmSize:\t   50404 kB\n"),
            50_404 * 1024
        );
    }

    #[test]
    fn the_least_limit_of_all_groups_counts() {
        let home = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = home.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let of = |groups: &str| group(groups, home.path());
        assert_eq!(of("0::/a/b\n"), None);
        write("a/b/memory.max", "max\n");
        write("a/memory.max", "209715200\n");
        assert_eq!(of("0::/a/b\n"), Some(200 * MB));
        write("memory/c/memory.limit_in_bytes", "104857600\n");
        write("memory/memory.limit_in_bytes", "9223372036854771712\n");
        assert_eq!(of("12:cpu,memory:/c\n0::/a/b\n"), Some(100 * MB));
        assert_eq!(of("nonsense"), None);
        assert_eq!(of("0::/../../etc\n"), None);
    }

    #[test]
    fn what_is_too_little_is_said_and_threads_are_fewer() {
        let room = |addresses, group| Room { addresses, group };
        let none = room(None, None);
        assert!(!none.is_limited() && none.lacks(Keeps::Pages, u64::MAX).is_none());
        assert_eq!(none.threads(8), 8);
        let little = room(Some(20 * MB), None);
        let said = little.lacks(Keeps::Figures, 0).unwrap();
        assert!(said.contains("20 MB") && said.contains("64 MB") && said.contains("ulimit"));
        assert_eq!(
            (little.threads(8), room(Some(400 * MB), None).threads(8)),
            (1, 2)
        );
        let pages = room(Some(500 * MB), None).lacks(Keeps::Pages, 0).unwrap();
        assert!(pages.contains("512 MB"), "{pages}");
        assert!(room(Some(512 * MB), None).lacks(Keeps::Pages, 0).is_none());
        let container = room(None, Some(100 * MB));
        assert!(container.lacks(Keeps::Figures, 100 * MB).is_none());
        let said = container.lacks(Keeps::Pages, 100 * MB).unwrap();
        assert!(
            said.contains("178 MB") && said.contains("container"),
            "{said}"
        );
    }
}
