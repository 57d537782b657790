//! The authority's right of reply.

use serde::Serialize;

use crate::source::words::{TextBlock, WordsKind};

use super::Subject;

/// What an authority says of its report, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The heading it stands under.
    pub title: String,
    /// Whose words they are, in a sentence.
    pub about: String,
    /// What it says.
    pub blocks: Vec<TextBlock>,
}

impl Subject<'_> {
    /// Its commentary, where it sent one.
    pub(super) fn reply(self) -> Option<Reply> {
        let all = self.assessment.evidence.dataset.words.iter();
        let mut own = all.filter(|w| w.kind == WordsKind::Commentary && w.authority == self.id);
        let name = self.assessment.name(self.id);
        own.next().map(|words| Reply {
            title: "Right of reply: what the authority says".to_owned(),
            about: format!("These are the words of {name}, printed as it sent them."),
            blocks: words.blocks.clone(),
        })
    }
}
