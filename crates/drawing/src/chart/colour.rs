//! The colours of print: on paper, in documents and in pictures.

use super::drawing::Paint;

/// A colour in sRGB, eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// The print colour of a role.
pub(crate) const fn colour(paint: Paint) -> Colour {
    match paint {
        Paint::Ink => Colour(0x0b, 0x0c, 0x0c),
        Paint::Muted => Colour(0x50, 0x5a, 0x5f),
        Paint::Grid => Colour(0xd0, 0xd4, 0xd8),
        Paint::Surface => Colour(0xff, 0xff, 0xff),
        Paint::Context => Colour(0x8c, 0x91, 0x96),
        Paint::First => Colour(0x12, 0x43, 0x6d),
        Paint::Second => Colour(0x28, 0xa1, 0x97),
        Paint::Third => Colour(0x80, 0x16, 0x50),
        Paint::Fourth => Colour(0xed, 0x65, 0x22),
        Paint::Better => Colour(0x0f, 0x7a, 0x52),
        Paint::Worse => Colour(0xca, 0x35, 0x35),
    }
}

/// Every role.
pub(crate) const PAINTS: [Paint; 11] = [
    Paint::Ink,
    Paint::Muted,
    Paint::Grid,
    Paint::Surface,
    Paint::Context,
    Paint::First,
    Paint::Second,
    Paint::Third,
    Paint::Fourth,
    Paint::Better,
    Paint::Worse,
];
