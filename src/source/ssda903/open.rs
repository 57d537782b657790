//! Opening a child-level file as a stream of text: unpacked, decoded, and with no line so long
//! that it would fill the memory.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use crate::source::files::Bytes;
use crate::source::text::{TextError, decoded, unpacking};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};

/// Files up to this size are read at once, which lets their encoding be told from the whole.
const AT_ONCE: u64 = 16 << 20;

/// The longest line that is still taken for a row.
pub(crate) const LONGEST_LINE: usize = 1 << 20;

/// How much is read to tell what a file is.
pub(crate) const HEAD: usize = 1 << 14;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    /// The machine refuses.
    #[error("this file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is no text.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// The text of a file in UTF-8 (or, in large files, as it is).
pub(crate) enum Text {
    /// In memory, with no line that is longer than any row could be.
    Whole(Vec<u8>),
    /// Read as it is asked for, up to a line that is longer.
    Stream(Box<dyn Read>),
}

impl Text {
    /// All of it, where it is in memory.
    pub(crate) fn in_memory(&self) -> Option<&[u8]> {
        match self {
            Self::Whole(text) => Some(text),
            Self::Stream(_) => None,
        }
    }

    /// As a stream of bytes.
    pub(crate) fn into_stream(self) -> Box<dyn Read> {
        match self {
            Self::Whole(text) => Box::new(Cursor::new(text)),
            Self::Stream(stream) => stream,
        }
    }
}

/// The file's text.
///
/// # Errors
/// Where the file cannot be opened or holds no text.
pub(crate) fn text_of(file: &dyn Bytes) -> Result<Text, OpenError> {
    let opened = file.open()?;
    if opened.size > AT_ONCE {
        let mut raw = BufReader::with_capacity(HEAD, opened.bytes);
        let stream = if is_packed(raw.fill_buf()?) {
            streamed(buffered(unpacking(raw, opened.size)))?
        } else {
            streamed(raw)?
        };
        return Ok(Text::Stream(stream));
    }
    let opened_size = opened.size;
    let bytes = opened.whole()?;
    if is_packed(&bytes) {
        let plain = unpacking(Cursor::new(bytes), opened_size);
        return Ok(Text::Stream(streamed(buffered(plain))?));
    }
    let text = match decoded(&bytes)? {
        std::borrow::Cow::Owned(text) => text.into_bytes(),
        std::borrow::Cow::Borrowed(text) if text.len() == bytes.len() => bytes,
        std::borrow::Cow::Borrowed(text) => text.as_bytes().to_vec(),
    };
    if text.len() > LONGEST_LINE && has_long_line(&text) {
        let guarded = LineGuard::new(Cursor::new(text));
        return Ok(Text::Stream(Box::new(guarded)));
    }
    Ok(Text::Whole(text))
}

fn is_packed(start: &[u8]) -> bool {
    start.starts_with(&[0x1F, 0x8B])
}

fn buffered<R: Read>(plain: R) -> BufReader<R> {
    BufReader::with_capacity(HEAD, plain)
}

/// What is wrong with a line longer than any row.
pub(super) fn endless_line() -> io::Error {
    io::Error::other(
        "a line is longer than a megabyte: this is no table, or its line ends are lost",
    )
}

fn ends_a_line(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | b'>')
}

fn has_long_line(text: &[u8]) -> bool {
    text.split(|byte| ends_a_line(*byte))
        .any(|line| line.len() > LONGEST_LINE)
}

/// The first bytes of a file after unpacking, and its size as stored.
///
/// # Errors
/// Where the file cannot be opened, or is no gzip file although it begins as one.
pub(crate) fn head_of(file: &dyn Bytes) -> Result<(Vec<u8>, u64), OpenError> {
    let opened = file.open()?;
    let size = opened.size;
    let mut head = Vec::with_capacity(HEAD.min(usize::try_from(size).unwrap_or(HEAD) + 1));
    opened.bytes.take(HEAD as u64).read_to_end(&mut head)?;
    if is_packed(&head) {
        let file = BufReader::new(file.open()?.bytes);
        let mut plain = Vec::new();
        unpacking(file, size)
            .take(HEAD as u64)
            .read_to_end(&mut plain)
            .map_err(|error| TextError::of_gzip(&error))?;
        return Ok((plain, size));
    }
    Ok((head, size))
}

fn streamed<R: BufRead + 'static>(mut raw: R) -> Result<Box<dyn Read>, OpenError> {
    let head = raw.fill_buf()?;
    match Encoding::for_bom(head) {
        Some((encoding, length)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            raw.consume(length);
            let decoder = encoding.new_decoder_without_bom_handling();
            return Ok(Box::new(LineGuard::new(Decoding::new(raw, decoder))));
        }
        Some((_, length)) => raw.consume(length),
        None if head.contains(&0) => return Err(TextError::Binary.into()),
        None => {}
    }
    Ok(Box::new(LineGuard::new(raw)))
}

/// Passes bytes on until a line is longer than any row could be.
struct LineGuard<R> {
    inner: R,
    since_line_end: usize,
}

impl<R> LineGuard<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            since_line_end: 0,
        }
    }
}

impl<R: Read> Read for LineGuard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        match read.iter().rposition(|b| ends_a_line(*b)) {
            Some(at) => self.since_line_end = count - at,
            None => self.since_line_end += count,
        }
        if self.since_line_end > LONGEST_LINE {
            return Err(endless_line());
        }
        Ok(count)
    }
}

/// Decodes a stream of UTF-16.
struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Decoding<R> {
    fn new(inner: R, decoder: Decoder) -> Self {
        Self {
            inner,
            decoder,
            text: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let source = self.inner.fill_buf()?;
        let last = source.is_empty();
        self.text.resize(HEAD, 0);
        let (result, read, written, _) = self.decoder.decode_to_utf8(source, &mut self.text, last);
        self.inner.consume(read);
        self.text.truncate(written);
        self.at = 0;
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: BufRead> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_end_is_stopped() {
        let mut guard = LineGuard::new(io::repeat(b'a'));
        let mut all = Vec::new();
        assert!(guard.read_to_end(&mut all).is_err());
        assert!(all.len() <= 2 * LONGEST_LINE);
    }

    #[test]
    fn utf16_is_decoded_as_it_streams() {
        let text = "CHILD,DECOM\r\n".repeat(20_000);
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let mut out = String::new();
        streamed(BufReader::new(Cursor::new(bytes)))
            .unwrap()
            .read_to_string(&mut out)
            .unwrap();
        assert_eq!(out, text);
    }
}
