//! Episodes and incidents for tests, written in one line.

use crate::source::ssda903::{AbsenceKind, Absent, ChildKey, Episode, Origin, Token};
use crate::source::{Day, Known};

/// A day from `yyyy-mm-dd`.
pub(crate) fn day(text: &str) -> Day {
    Day::read(text.as_bytes()).unwrap()
}

/// `start end RNE LS PLACE [REC [POST]]`, the end being `-` while it is open.
pub(crate) fn episode(text: &str) -> Episode {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let token = |at: usize| Token::read(parts.get(at).unwrap_or(&"").as_bytes());
    let end = (parts[1] != "-").then(|| day(parts[1]));
    Episode {
        child: ChildKey::read(b"1").unwrap(),
        start: day(parts[0]),
        end,
        reason_new: token(2),
        legal_status: token(3),
        place: token(4),
        provider: Token::of("PR1"),
        reason_ended: match parts.get(5) {
            Some(_) => token(5),
            None if end.is_some() => Token::of("X1"),
            None => Token::BLANK,
        },
        reason_changed: Token::BLANK,
        home_post: Token::BLANK,
        place_post: token(6),
        urn: Token::BLANK,
        area: crate::source::ssda903::Area::Unknown,
        locality: None,
        miles: None,
        unread: crate::source::ssda903::Unread::default(),
        origin: Origin::default(),
    }
}

/// Episodes, one a line.
pub(crate) fn episodes(text: &str) -> Vec<Episode> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(episode)
        .collect()
}

/// `M start end`, the end being `-` while it is open and `?` where it is not known.
pub(crate) fn absent(text: &str) -> Absent {
    let parts: Vec<&str> = text.split_whitespace().collect();
    Absent {
        child: ChildKey::read(b"1").unwrap(),
        born: None,
        kind: if parts[0] == "M" {
            AbsenceKind::Missing
        } else {
            AbsenceKind::Away
        },
        start: day(parts[1]),
        start_seconds: 0,
        end_seconds: 0,
        end: match parts[2] {
            "-" => Known::Blank,
            "?" => Known::Unread,
            end => Known::Read(day(end)),
        },
        origin: Origin::default(),
    }
}
