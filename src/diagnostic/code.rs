use serde::Serialize;

/// Declares every kind of problem once: its name in code, its name in messages, what it means.
macro_rules! codes {
    ($($variant:ident, $name:literal, $meaning:literal;)*) => {
        /// A kind of problem. The names are part of the interface: they do not change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every kind, in the order they are documented.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The name in messages, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// What it means.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning),* }
            }
        }
    };
}

codes! {
    ConfigSyntax, "config-syntax", "The weights file is not valid TOML at this place.";
    ConfigUnknownKey, "config-unknown-key", "The weights file has a key that means nothing here.";
    ConfigWrongType, "config-wrong-type", "A key of the weights file has a value of the wrong kind.";
    ConfigOutOfRange, "config-out-of-range", "A key of the weights file has a value outside what is allowed.";
    ConfigMissingKey, "config-missing-key", "A key that the weights file needs at this place is absent.";
    ConfigDuplicateCode, "config-duplicate-code", "Two domains or two indicators of the weights file share a code.";
    ConfigEmptyDomain, "config-empty-domain", "A domain of the weights file has no indicator.";
    ConfigGoalposts, "config-goalposts", "Goalposts are equal, run against the direction, or are absent where they are needed.";
    ConfigNothingScored, "config-nothing-scored", "The weights leave no indicator that could be scored.";
    ConfigAssumed, "config-assumed", "A key that matters was left out and a default was taken.";
    UnreadableFile, "unreadable-file", "A file could not be opened, unpacked or decoded.";
    BinaryFile, "binary-file", "A file that should be text holds binary data.";
    EmptyFile, "empty-file", "A file has no header row.";
    EmptyDataset, "empty-dataset", "Nothing in the folder could be read as data.";
    NotRecognised, "not-recognised", "A file has the columns of no known input; it is not used.";
    WorkbookParts, "workbook-parts", "Sheets or rows of a workbook are not read, or a sheet has lost digits of long numbers.";
    FormAnswer, "form-answer", "An answer in a board's form cannot be read, or is an estimate; the other answers are used.";
    NotUsed, "not-used", "A file is of a known kind that no measure is taken from.";
    MissingColumn, "missing-column", "A file lacks a column it needs.";
    DuplicateColumn, "duplicate-column", "A file has two columns of one meaning.";
    UnevenRow, "uneven-row", "A row has more or fewer cells than the header: the file may be cut short or a quote may be open.";
    CutShort, "cut-short", "The last line of a file has no line end: the file may be cut short.";
    UnseenLeftOut, "unseen-left-out", "A file holds characters that are not seen, or that turn the direction of writing; they are left out.";
    BadCell, "bad-cell", "A cell holds something its column does not allow.";
    UnknownAuthority, "unknown-authority", "A code or name is that of no authority known here.";
    AmbiguousAuthority, "ambiguous-authority", "A name is that of more than one authority.";
    OutsideEngland, "outside-england", "Rows are about a place outside England; they are not used.";
    CombinedService, "combined-service", "Rows are about a service shared by several authorities; they are not used.";
    AbolishedAuthority, "abolished-authority", "Rows are about an authority that did not exist on 31 March of their year; they are not used.";
    TwoRowsForOneCell, "two-rows-for-one-cell", "Two rows give a figure for the same authority, year and subject.";
    WordsRefused, "words-refused", "An authority's words hold what could point at a child: a postcode, a date of birth, an identifier.";
    WordsTooLong, "words-too-long", "An authority's words are longer than three pages.";
    LastStatement, "last-statement", "The last statement that was given is none that this one could carry on: another file, another authority, a later year, or not for the public.";
    WordsTwice, "words-twice", "Two files hold one authority's words.";
    WordsMarkup, "words-markup", "Something in an authority's words is left out: HTML, a link that leads nowhere a reader could go, characters that are not seen.";
    YearUnknown, "year-unknown", "A file does not say which year it is about.";
    Superseded, "superseded", "A later release gives the same figures; the earlier one is not used for them.";
    SourcesNotMixed, "sources-not-mixed", "Cells of one kind of source are shown but not scored, so that kinds are not mixed in one ranking.";
    OtherDefinition, "other-definition", "Figures follow a definition that differs in wording or source from the usual one.";
    LabelNotUsed, "label-not-used", "Rows of a published file carry labels that no indicator is taken from.";
    LabelUnknown, "label-unknown", "A published table that indicators are taken from has a label in no wording that is known.";
    ReturnCheck, "return-check", "A row of a child-level file breaks a rule; it is still used.";
    RowLeftOut, "row-left-out", "A row of a child-level file cannot be read and is left out.";
    ReturnPlace, "return-place", "A child-level file does not say which authority or year it is about; it is not used.";
    ReturnUnusable, "return-unusable", "Nothing can be measured from an authority's return of a year.";
    ReturnSize, "return-size", "A return holds under nine tenths or over eleven tenths of the children published for its year.";
    TableAbsent, "table-absent", "A return lacks a table, so the measures that need it are not available.";
    LocationUnknown, "location-unknown", "Where placements lie is neither in the returns nor can it be derived.";
    ReturnsNotJoined, "returns-not-joined", "A return numbers children anew, so that measures over years are not available.";
    TwoTables, "two-tables", "Two files of an authority's year hold one table: a copy is read once, of two that differ neither is used.";
    EarlierReturnAbsent, "earlier-return-absent", "Measures that need an earlier return are not available.";
    OwnOutput, "own-output", "A folder is a publication of this program; it is not read as data.";
    LeftCommonSet, "left-common-set", "An indicator could not be put on a scale this year and is not scored.";
    PartialYear, "partial-year", "The year that is ranked lacks data for a whole domain.";
    UnknownIndicator, "unknown-indicator", "No indicator goes by a code that was asked for.";
    NoYear, "no-year", "No data for the year that was asked for.";
    LeftOut, "left-out", "Figures or tables are left out of a publication, since a withheld count could be had from them.";
    ImprintAbsent, "imprint-absent", "A publication names no publisher, no contact or no date of release.";
    CannotPublish, "cannot-publish", "What was asked for cannot be written, or not where it was asked for.";
    ManifestUnusable, "manifest-unusable", "A publication has no manifest, or one that cannot be used.";
    OutputMissing, "output-missing", "A file of a publication that its manifest lists is not there.";
    OutputExtra, "output-extra", "A folder of a publication holds a file that its manifest does not list.";
    OutputChanged, "output-changed", "A file of a publication has another size or digest than its manifest says.";
    NoNational, "no-national-value", "There is no national value for an indicator, so nothing can be compared with England.";
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|c| c.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for name in names {
            assert!(
                name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{name}"
            );
        }
    }

    #[test]
    fn every_code_has_a_section_in_the_docs() {
        let docs = include_str!("../../docs/diagnostics.md");
        for code in Code::ALL {
            assert!(
                docs.contains(&format!("`{code}`")),
                "docs/diagnostics.md lacks {code}"
            );
        }
    }
}
