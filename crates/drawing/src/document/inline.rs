//! Text inside paragraphs, list entries and cells.

/// A run of text inside a paragraph. White space runs together; a line break is [`Inline::Break`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words in one style.
    Text {
        /// What they say.
        text: String,
        /// Bold rather than regular.
        bold: bool,
        /// Italic rather than upright.
        italic: bool,
    },
    /// Words that lead to an address.
    Link {
        /// What they say: where the link goes, in words.
        text: String,
        /// Absolute address with its scheme.
        url: String,
    },
    /// The line ends here.
    Break,
}

impl Inline {
    /// Regular words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            bold: false,
            italic: false,
        }
    }

    /// Bold words.
    pub fn bold(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            bold: true,
            italic: false,
        }
    }

    /// Italic words.
    pub fn italic(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            bold: false,
            italic: true,
        }
    }

    /// Words that lead to `url`.
    pub fn link(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self::Link {
            text: text.into(),
            url: url.into(),
        }
    }
}

/// Runs of text, made from a plain string or from a list of [`Inline`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content(pub Vec<Inline>);

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self(vec![Inline::text(text)])
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self(vec![Inline::text(text)])
    }
}

impl From<Vec<Inline>> for Content {
    fn from(inlines: Vec<Inline>) -> Self {
        Self(inlines)
    }
}
