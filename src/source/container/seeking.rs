//! Named bytes as something that can be read from anywhere, for readers that go to and fro.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

use crate::source::files::Bytes;

/// How much is passed over rather than opened anew.
const NEAR: u64 = 1 << 14;

type Stream = BufReader<Box<dyn Read + Send>>;

/// Bytes that are read from anywhere. A clone begins where the first stands.
pub(super) struct Seeking {
    bytes: Arc<dyn Bytes>,
    size: u64,
    at: u64,
    /// A stream and where it stands.
    open: Option<(u64, Stream)>,
}

impl Seeking {
    /// # Errors
    /// Where they cannot be opened.
    pub(super) fn of(bytes: &Arc<dyn Bytes>) -> io::Result<Self> {
        Ok(Self {
            size: bytes.open()?.size,
            bytes: Arc::clone(bytes),
            at: 0,
            open: None,
        })
    }

    /// The stream at the place to read from.
    fn stream(&mut self) -> io::Result<&mut (u64, Stream)> {
        let near = self.open.take().filter(|(at, _)| {
            let ahead = self.at.checked_sub(*at);
            ahead.is_some_and(|ahead| ahead <= NEAR)
        });
        let mut open = match near {
            Some(open) => open,
            None => (self.at, BufReader::new(self.bytes.open_from(self.at)?)),
        };
        while open.0 < self.at {
            let ahead = open.1.fill_buf()?.len();
            let passed = usize::try_from(self.at - open.0)
                .unwrap_or(ahead)
                .min(ahead);
            if passed == 0 {
                break;
            }
            open.1.consume(passed);
            open.0 += passed as u64;
        }
        Ok(self.open.insert(open))
    }
}

impl Clone for Seeking {
    fn clone(&self) -> Self {
        Self {
            bytes: Arc::clone(&self.bytes),
            size: self.size,
            at: self.at,
            open: None,
        }
    }
}

impl fmt::Debug for Seeking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seeking({} bytes)", self.size)
    }
}

impl Read for Seeking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size {
            return Ok(0);
        }
        let (at, stream) = self.stream()?;
        let count = stream.read(buffer)?;
        *at += count as u64;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Seeking {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(from) => self.size.checked_add_signed(from),
            SeekFrom::Current(from) => self.at.checked_add_signed(from),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "a place before the beginning");
        self.at = at.ok_or_else(before)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;
    use crate::source::files::{Files, Holds};
    use proptest::prelude::*;

    fn seeking(bytes: &[u8]) -> Seeking {
        let files = Memory::of([("a", bytes)]);
        let Holds::File(bytes) = files.entries().unwrap().remove(0).holds else {
            panic!("a file")
        };
        Seeking::of(&bytes).unwrap()
    }

    proptest! {
        #[test]
        fn it_reads_as_a_cursor_does(
            steps in proptest::collection::vec((0_u64..70_000, 0_usize..20_000), 1..20),
        ) {
            let bytes: Vec<u8> = (0..60_000_u32).map(|n| n.to_le_bytes()[n as usize % 2]).collect();
            let (mut ours, mut plain) = (seeking(&bytes), io::Cursor::new(&bytes));
            for (at, count) in steps {
                ours.seek(SeekFrom::Start(at)).unwrap();
                plain.seek(SeekFrom::Start(at)).unwrap();
                let (mut a, mut b) = (Vec::new(), Vec::new());
                ours.by_ref().take(count as u64).read_to_end(&mut a).unwrap();
                plain.by_ref().take(count as u64).read_to_end(&mut b).unwrap();
                prop_assert_eq!(a, b);
            }
            prop_assert!(ours.seek(SeekFrom::End(-60_001)).is_err());
        }
    }
}
