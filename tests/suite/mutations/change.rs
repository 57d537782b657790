//! Damage at random.

/// Numbers at random that a number fixes (splitmix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(number: usize) -> Self {
        Self(
            u64::try_from(number)
                .unwrap()
                .wrapping_mul(0xA076_1D64_78BD_642F),
        )
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    BytesChanged,
    BytesPutIn,
    PartLeftOut,
    PartTwice,
    Cut,
    RowLeftOut,
    RowTwice,
    RowsExchanged,
    CellReplaced,
    CellsExchanged,
    ColumnLeftOut,
    OtherDelimiter,
    OtherEncoding,
    ManyTimes,
    Packed,
    Emptied,
}

const ALL: [Change; 16] = [
    Change::BytesChanged,
    Change::BytesPutIn,
    Change::PartLeftOut,
    Change::PartTwice,
    Change::Cut,
    Change::RowLeftOut,
    Change::RowTwice,
    Change::RowsExchanged,
    Change::CellReplaced,
    Change::CellsExchanged,
    Change::ColumnLeftOut,
    Change::OtherDelimiter,
    Change::OtherEncoding,
    Change::ManyTimes,
    Change::Packed,
    Change::Emptied,
];

/// What people and systems put where something else belongs.
const CELLS: [&str; 30] = [
    "",
    " ",
    "NULL",
    "n/a",
    "-1",
    "0",
    "1e308",
    "9007199254740993",
    "NaN",
    "inf",
    "31/02/2024",
    "13/13/2024",
    "01/04/24",
    "45383",
    "2024-03-31T23:59:59",
    "\"",
    "\"\"",
    ",",
    ";",
    "=1+1",
    "@x",
    "\u{202e}abc",
    "\u{200b}",
    "\u{1b}[31mred",
    "\u{0}",
    "é",
    "😀",
    "E10000016",
    "<script>",
    "[[domain]]",
];

/// The bytes after one to three changes, and which.
pub(super) fn change(whole: &[u8], dice: &mut Dice) -> (Vec<u8>, Vec<Change>) {
    let times = [1, 1, 2, 3][dice.below(4)];
    let mut bytes = whole.to_vec();
    let mut changes = Vec::new();
    for _ in 0..times {
        let change = ALL[dice.below(ALL.len())];
        bytes = changed(bytes, change, dice);
        changes.push(change);
    }
    (bytes, changes)
}

fn changed(mut bytes: Vec<u8>, change: Change, dice: &mut Dice) -> Vec<u8> {
    let at = dice.below(bytes.len() + 1);
    let end = (at + 1 + dice.below(200)).min(bytes.len());
    match change {
        Change::BytesChanged => {
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(dice.below(256)).unwrap();
                }
            }
        }
        Change::BytesPutIn => {
            let more: Vec<u8> = (0..=dice.below(12))
                .map(|_| u8::try_from(dice.below(256)).unwrap())
                .collect();
            bytes.splice(at..at, more);
        }
        Change::PartLeftOut => drop(bytes.drain(at.min(end)..end)),
        Change::PartTwice => {
            let part = bytes[at.min(end)..end].to_vec();
            bytes.splice(end..end, part);
        }
        Change::Cut => bytes.truncate(at),
        Change::Emptied => bytes.clear(),
        Change::ManyTimes => bytes = bytes.repeat(2 + dice.below(3)),
        Change::Packed => return packed(&bytes, dice),
        Change::OtherEncoding => return encoded(&bytes, dice),
        _ => return with_rows(&bytes, change, dice),
    }
    bytes
}

fn packed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    match dice.below(3) {
        0 => crate::containers::gzipped(bytes),
        1 => crate::containers::zipped([("inner/table.csv", bytes)]),
        _ => {
            let mut packed = crate::containers::gzipped(bytes);
            packed.truncate(packed.len().saturating_sub(dice.below(20)));
            packed
        }
    }
}

fn encoded(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    match dice.below(3) {
        0 => [b"\xEF\xBB\xBF", bytes].concat(),
        1 => {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        _ => text.replace('\n', "\r").into_bytes(),
    }
}

/// Changes of rows and cells; what is no text is taken for lines all the same.
fn with_rows(bytes: &[u8], change: Change, dice: &mut Dice) -> Vec<u8> {
    let mut rows: Vec<Vec<u8>> = bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    if rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
    // The first is the header: it stays where it is, unless a cell of it is changed.
    let at = 1 + dice.below(rows.len().saturating_sub(1));
    let other = 1 + dice.below(rows.len().saturating_sub(1));
    if at >= rows.len() || other >= rows.len() {
        return bytes.to_vec();
    }
    match change {
        Change::RowLeftOut => drop(rows.remove(at)),
        Change::RowTwice => rows.insert(other, rows[at].clone()),
        Change::RowsExchanged => rows.swap(at, other),
        Change::OtherDelimiter => {
            let to = [b';', b'\t', b'|'][dice.below(3)];
            for byte in rows.iter_mut().flatten().filter(|byte| **byte == b',') {
                *byte = to;
            }
        }
        _ => {
            let row = if dice.below(6) == 0 { 0 } else { at };
            let mut cells: Vec<Vec<u8>> = rows[row]
                .split(|byte| *byte == b',')
                .map(<[u8]>::to_vec)
                .collect();
            let (one, two) = (dice.below(cells.len()), dice.below(cells.len()));
            match change {
                Change::CellReplaced => {
                    let cell = CELLS[dice.below(CELLS.len())];
                    cells[one] = cell
                        .repeat(if dice.below(20) == 0 { 5_000 } else { 1 })
                        .into_bytes();
                }
                Change::CellsExchanged => cells.swap(one, two),
                _ => {
                    for row in &mut rows {
                        let mut cells: Vec<&[u8]> = row.split(|byte| *byte == b',').collect();
                        if one < cells.len() {
                            cells.remove(one);
                        }
                        *row = cells.join(&b',');
                    }
                    return joined(&rows);
                }
            }
            rows[row] = cells.join(&b',');
        }
    }
    joined(&rows)
}

fn joined(rows: &[Vec<u8>]) -> Vec<u8> {
    let mut all = rows.join(&b'\n');
    all.push(b'\n');
    all
}
