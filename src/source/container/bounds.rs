//! How much may come out of what is packed, counted while it comes.

use std::io::{self, Read};

/// The most bytes that a packed table or a member of an archive may unpack to.
pub(in crate::source) const MOST_BYTES: u64 = 512 << 20;

/// The most bytes that all members of an archive may unpack to.
pub(in crate::source) const MOST_IN_ALL: u64 = 1 << 30;

/// How many times its size something may unpack to, once that is past [`FREE`]. Tables unpack to five to
/// thirty times.
const MOST_TIMES: u64 = 200;

/// So many bytes may come out whatever their ratio.
const FREE: u64 = 10 << 20;

/// The most members of an archive: a nation's returns of some ten years, table by table.
pub(in crate::source) const MOST_MEMBERS: usize = 20_000;

/// The most parts of a workbook.
pub(in crate::source) const MOST_PARTS: usize = 10_000;

/// Why unpacking was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(in crate::source) enum TooMuch {
    /// More bytes than any table has.
    #[error("it unpacks to more than {} MB, which no table of this kind is", MOST_BYTES >> 20)]
    Bytes,
    /// Far more bytes than its size lets expect.
    #[error("it unpacks to more than {MOST_TIMES} times its size, which no table does")]
    Times,
}

impl TooMuch {
    /// Whether this is why reading failed.
    pub(in crate::source) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }

    /// Whether so many bytes out of so many packed ones are too much.
    pub(in crate::source) fn judge(packed: u64, plain: u64) -> Result<(), Self> {
        if plain > MOST_BYTES {
            return Err(Self::Bytes);
        }
        if plain > FREE && plain / MOST_TIMES > packed {
            return Err(Self::Times);
        }
        Ok(())
    }
}

/// Passes on what is unpacked until it is too much.
pub(in crate::source) struct Bounded<R> {
    inner: R,
    packed: u64,
    given: u64,
}

impl<R> Bounded<R> {
    /// What comes out of so many packed bytes.
    pub(in crate::source) fn new(inner: R, packed: u64) -> Self {
        Self {
            inner,
            packed,
            given: 0,
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.given += count as u64;
        TooMuch::judge(self.packed, self.given).map_err(io::Error::other)?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_without_end_is_stopped() {
        let mut endless = Bounded::new(io::repeat(0), 1_000);
        let error = io::copy(&mut endless, &mut io::sink()).unwrap_err();
        assert_eq!(TooMuch::of(&error), Some(TooMuch::Times));
        assert!(endless.given < FREE + (1 << 20));
        let mut large = Bounded::new(io::repeat(0), u64::MAX);
        let error = io::copy(&mut large, &mut io::sink()).unwrap_err();
        assert_eq!(TooMuch::of(&error), Some(TooMuch::Bytes));
    }

    #[test]
    fn what_packs_as_tables_do_passes() {
        assert!(TooMuch::judge(1 << 20, 100 << 20).is_ok());
        assert!(TooMuch::judge(1, FREE).is_ok());
        assert!(TooMuch::judge(1, FREE + 200).is_err());
    }
}
