//! The files that pages are made of and refer to.

use care_scorecard_drawing::chart::svg::STYLESHEET;

/// The style sheet: the colours and type of charts, then those of pages.
static STYLE: [u8; STYLESHEET.len() + PAGES_STYLE.len()] =
    one_after_the_other(STYLESHEET.as_bytes(), PAGES_STYLE);

const PAGES_STYLE: &[u8] = include_bytes!("../../../templates/assets/style.css");

/// Two texts as one while the program is built: `concat!` knows none of another crate.
const fn one_after_the_other<const LENGTH: usize>(first: &[u8], second: &[u8]) -> [u8; LENGTH] {
    let mut whole = [0; LENGTH];
    let (start, end) = whole.split_at_mut(first.len());
    start.copy_from_slice(first);
    end.copy_from_slice(second);
    whole
}

/// The files every page refers to, as path from the publication's root and content.
pub const ASSETS: [(&str, &[u8]); 3] = [
    (
        "assets/icon.svg",
        include_bytes!("../../../templates/assets/icon.svg"),
    ),
    ("assets/style.css", &STYLE),
    (
        "assets/script.js",
        include_bytes!("../../../templates/assets/script.js"),
    ),
];

/// The files that pages of a publication refer to beside those.
pub const PUBLICATION_ASSETS: [(&str, &[u8]); 5] = [
    (
        "assets/take.js",
        include_bytes!("../../../templates/assets/take.js"),
    ),
    (
        "assets/find.js",
        include_bytes!("../../../templates/assets/find.js"),
    ),
    (
        "assets/compare.js",
        include_bytes!("../../../templates/assets/compare.js"),
    ),
    (
        "assets/league.js",
        include_bytes!("../../../templates/assets/league.js"),
    ),
    (
        "assets/weights.js",
        include_bytes!("../../../templates/assets/weights.js"),
    ),
];

/// The script that carries what the finder answers with.
pub const FINDER: &str = "assets/finder.js";
/// The script that carries what authorities are compared by.
pub const COMPARED: &str = "assets/compared.js";
/// The script that carries the draws for a reader's own weights.
pub const DRAWS: &str = "assets/draws.js";

pub(super) const TEMPLATES: [(&str, &str); 15] = [
    ("door.html", include_str!("../../../templates/door.html")),
    ("parts.html", include_str!("../../../templates/parts.html")),
    ("page.html", include_str!("../../../templates/page.html")),
    ("index.html", include_str!("../../../templates/index.html")),
    ("find.html", include_str!("../../../templates/find.html")),
    (
        "compare.html",
        include_str!("../../../templates/compare.html"),
    ),
    (
        "easy-read.html",
        include_str!("../../../templates/easy-read.html"),
    ),
    ("year.html", include_str!("../../../templates/year.html")),
    (
        "domain.html",
        include_str!("../../../templates/domain.html"),
    ),
    (
        "authority.html",
        include_str!("../../../templates/authority.html"),
    ),
    (
        "sections.html",
        include_str!("../../../templates/sections.html"),
    ),
    ("flows.html", include_str!("../../../templates/flows.html")),
    ("board.html", include_str!("../../../templates/board.html")),
    (
        "request.html",
        include_str!("../../../templates/request.html"),
    ),
    (
        "methodology.html",
        include_str!("../../../templates/methodology.html"),
    ),
];
